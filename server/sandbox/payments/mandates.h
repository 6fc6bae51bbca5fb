#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Confirmation;
struct Sandbox;

// The customer's word that their account may be debited: https://docs.stripe.com/payments/sepa-debit#mandates

/// The mandate that a confirmation brings along, or that its payment method has from before; empty when there is none.
/// `lasting`: the method is saved, so the mandate is for later debits too.
[[nodiscard]] QString mandateFor(Sandbox& sandbox, const QJsonObject& intent, const QJsonObject& method,
                                 const Confirmation& how, bool lasting);
[[nodiscard]] ApiError mandateMissing(const QString& object);

} // namespace lectern::sandbox
