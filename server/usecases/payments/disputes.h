#pragma once
#include "usecases/context.h"

/// Payments that a student's bank questions. An inquiry moves nothing. A dispute sets its amount aside from those who shared
/// the sale and suspends access; lost, it stays gone, won, everything is as before.
namespace lectern::disputes {

[[nodiscard]] Result<Page<Dispute>> list(const Services& services, const DisputeFilter& filter, const PageRequest& page);
/// Assembled now from what is known, or what was sent.
[[nodiscard]] Result<DisputeEvidence> evidence(const Services& services, const DisputeId& id);
/// Sends the evidence, or accepts the loss; once. The same key again answers the same dispute.
[[nodiscard]] Result<Dispute> answer(const Services& services, const Caller& caller, const DisputeId& id, const DisputeAnswer& answer);

/// What the gateway says of a dispute, from an answer, an event or a poll. Movements of money are booked by their own ids, so
/// that order and repetition change nothing. NotFound: its payment is not known, or not settled, yet.
[[nodiscard]] Result<Done> applyDispute(store::Transaction& transaction, const Services& services, const stripe::GatewayDispute& dispute);

// Jobs.
/// Resolves answers whose outcome is not known.
void resolveAnswers(const Services& services);
/// Asks the gateway about disputes that are open, in case an event never came.
void pollOpen(const Services& services);

} // namespace lectern::disputes
