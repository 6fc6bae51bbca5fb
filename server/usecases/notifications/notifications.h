#pragma once
#include "usecases/context.h"

namespace lectern::notifications {

[[nodiscard]] Result<Page<Notification>> list(const Services& services, const Caller& caller, const PageRequest& page);
[[nodiscard]] Result<Done> markAllRead(const Services& services, const Caller& caller);
[[nodiscard]] Result<Badges> badges(const Services& services, const Caller& caller);
[[nodiscard]] Result<Overview> overview(const Services& services, const Caller& caller);
[[nodiscard]] Result<Page<AuditEntry>> auditTrail(const Services& services, const AuditFilter& filter, const PageRequest& page);

} // namespace lectern::notifications
