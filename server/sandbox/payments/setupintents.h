#pragma once
#include "sandbox/core/apierror.h"
#include "sandbox/payments/intents.h"

namespace lectern::sandbox {

// The states of a SetupIntent: https://docs.stripe.com/payments/paymentintents/lifecycle#setup-intents
// As in intents.h: each function stores the intent and emits the events, a decline carries the intent.

/// An intent with its id and secret, not stored yet.
[[nodiscard]] QJsonObject blankSetup(const Sandbox& sandbox);
/// Tries to save `method` for later. The intent must be allowed to be confirmed.
[[nodiscard]] Answer confirmSetup(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method,
                                  const Confirmation& how);
/// The customer passed, or failed, 3-D Secure.
[[nodiscard]] Answer completeSetupAuthentication(Sandbox& sandbox, const QString& intentId);
[[nodiscard]] Answer failSetupAuthentication(Sandbox& sandbox, const QString& intentId);
[[nodiscard]] Answer cancelSetup(Sandbox& sandbox, QJsonObject intent, const QString& reason);
/// What the intent's state does not allow, in Stripe's shape.
[[nodiscard]] ApiError unexpectedSetupState(const QString& message, const QJsonObject& intent);

} // namespace lectern::sandbox
