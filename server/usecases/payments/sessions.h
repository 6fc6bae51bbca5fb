#pragma once
#include "domain/schedules.h"
#include "stripe/payers.h"
#include "usecases/context.h"

/// Checkouts on the gateway's own page. What the page says opens nothing; the payment's event does.
namespace lectern::sessions {

/// For an enrollment that awaits a payment by card. An open session is answered again.
[[nodiscard]] Result<HostedSession> open(const Services& services, const Caller& caller, const SessionForm& form);
[[nodiscard]] Result<HostedSession> find(const Services& services, const Caller& caller, const SessionId& id);
[[nodiscard]] Result<HostedSession> findByStripeId(const Services& services, const Caller& caller, const QString& id);
[[nodiscard]] Result<HostedSession> cancel(const Services& services, const Caller& caller, const SessionId& id);

/// Ends a page at the gateway and, when nobody paid there, its payment.
void expire(const Services& services, const QString& stripeId);
/// An event of a session; NotFound when it is none of ours yet.
[[nodiscard]] Result<Done> applySession(store::Transaction& transaction, const Services& services, const stripe::GatewaySession& session);

} // namespace lectern::sessions
