#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

/// Makes a bank account to pay out to. Stripe's test numbers decide what becomes of payouts:
/// https://docs.stripe.com/connect/testing#payouts
[[nodiscard]] QJsonObject makeBankAccount(Sandbox& sandbox, const QString& number, const QString& routing,
                                          const QString& country, const QString& currency);
/// The account's own bank account for a currency, made when it is first asked for.
[[nodiscard]] QJsonObject defaultBankAccount(Sandbox& sandbox, const QString& currency);

/// Sends `payout` (filled by the resource) off: takes the amount from the balance, stores, emits, schedules what comes
/// next.
[[nodiscard]] QJsonObject startPayout(Sandbox& sandbox, QJsonObject payout);
/// Moves a payout on now. Return what is wrong, or nothing. A paid payout may still fail: that is how late failures
/// come.
[[nodiscard]] Refusal payPayout(Sandbox& sandbox, const QString& id);
[[nodiscard]] Refusal failPayout(Sandbox& sandbox, const QString& id, const QString& code);
[[nodiscard]] QJsonObject cancelPayout(Sandbox& sandbox, QJsonObject payout);
void registerPayoutTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
