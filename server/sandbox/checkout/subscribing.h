#pragma once
#include "sandbox/core/apierror.h"
#include "sandbox/payments/intents.h"

namespace lectern::sandbox {

// Checkout Sessions in mode subscription: https://docs.stripe.com/payments/checkout/build-subscriptions

/// Makes the subscription of a session's plan, unless an earlier try did, and tries to pay its first invoice, or to
/// save the method for the end of its trial. The plan keeps `subscription` and `intent`.
[[nodiscard]] Answer subscribeOnPage(Sandbox& sandbox, const QJsonObject& session, QJsonObject plan,
                                     const QJsonObject& method, const Confirmation& how);
/// Ends what a session that expired had begun.
void abandonSubscription(Sandbox& sandbox, const QJsonObject& plan);

} // namespace lectern::sandbox
