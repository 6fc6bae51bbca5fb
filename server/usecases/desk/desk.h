#pragma once
#include "domain/desk.h"
#include "usecases/context.h"

/// What admins of a school without a payment service report: which transfers have arrived, which refunds and payouts were sent. Each report
/// puts the event into the inbox that a payment service would have sent, in the same commit; settlement does the rest.
namespace lectern::desk {

[[nodiscard]] Result<Page<DeskItem>> list(const Services& services, const DeskFilter& filter, const PageRequest& page);
/// InvalidState: it is over. More than is missing of a payment is taken, and what is too much is to be sent back.
[[nodiscard]] Result<DeskItem> report(const Services& services, const Caller& caller, const QString& id, const DeskReport& report);

} // namespace lectern::desk
