#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

/// How a confirmation was asked for.
struct Confirmation
{
    QString returnUrl;
    bool offSession = false;
    bool useStripeSdk = false; ///< the caller is Stripe.js: next_action is for it
    bool errorOnRequiresAction = false;
    QJsonObject mandate = {}; ///< customer_acceptance of mandate_data; empty when none was given
};

// The states of a PaymentIntent: https://docs.stripe.com/payments/paymentintents/lifecycle
// Each function stores the intent and its charges and emits the events. A decline is an ApiError that carries the
// intent.

/// An intent of that amount with its id and secret, not stored yet.
[[nodiscard]] QJsonObject blankIntent(const Sandbox& sandbox, qint64 amount, const QString& currency);
/// True for an intent that can still be confirmed.
[[nodiscard]] bool isConfirmable(const QJsonObject& intent);
/// Puts a failed attempt on the intent and tells about it; returns the error, with the intent in it. `charge` is empty
/// when no bank was asked.
[[nodiscard]] ApiError failIntent(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method, ApiError error,
                                  const QJsonObject& charge);
/// Puts a charge that succeeded on the intent and tells about both; saves the method where that was asked for.
[[nodiscard]] QJsonObject finishPayment(Sandbox& sandbox, QJsonObject intent, const QJsonObject& charge);
/// Tries to collect. The intent must be allowed to be confirmed; `method` becomes its payment method.
[[nodiscard]] Answer confirmIntent(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method,
                                   const Confirmation& how);
/// The customer passed, or failed, 3-D Secure.
[[nodiscard]] Answer completeAuthentication(Sandbox& sandbox, const QString& intentId);
[[nodiscard]] Answer failAuthentication(Sandbox& sandbox, const QString& intentId);
[[nodiscard]] Answer captureIntent(Sandbox& sandbox, QJsonObject intent, qint64 amount);
[[nodiscard]] Answer cancelIntent(Sandbox& sandbox, QJsonObject intent, const QString& reason);

} // namespace lectern::sandbox
