#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

/// Checks an amount in minor units and its currency against Stripe's list and limits:
/// https://docs.stripe.com/currencies
[[nodiscard]] Refusal checkAmount(qint64 amountMinor, const QString& currency);
[[nodiscard]] Refusal checkCurrency(const QString& currency);
/// `$12.34`-like text as it stands in Stripe's messages: "$0.50 usd", "¥50".
[[nodiscard]] QString amountText(qint64 amountMinor, const QString& currency);
[[nodiscard]] bool isZeroDecimal(const QString& currency);
[[nodiscard]] bool isThreeDecimal(const QString& currency);

} // namespace lectern::sandbox
