#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Confirmation;
struct Sandbox;
struct TestCard;

// What confirming a PaymentIntent and confirming a SetupIntent have in common: the bank may want to hear from the
// customer, and an attempt that failed is written down on the intent.

/// True when this card asks for 3-D Secure. `settingUp`: it is being saved, not charged.
[[nodiscard]] bool needsAuthentication(const Sandbox& sandbox, const TestCard& card, const QString& method,
                                       bool settingUp = false);
/// The decline of a payment that would need its customer, who is not there.
[[nodiscard]] ApiError authenticationRequired();
/// The customer failed 3-D Secure, or walked away from it. `noun`: payment_intent or setup_intent.
[[nodiscard]] ApiError authenticationFailed(const QString& noun);
/// `next_action` that leads to the challenge page; for Stripe.js, or as a redirect.
[[nodiscard]] QJsonObject challengeAction(const Sandbox& sandbox, const QJsonObject& intent, const Confirmation& how);
/// An ApiError as it stands in `last_payment_error` and `last_setup_error`.
[[nodiscard]] QJsonObject attemptError(const ApiError& error, const QJsonObject& method);

} // namespace lectern::sandbox
