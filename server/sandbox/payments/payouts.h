#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

/// Makes a bank account to pay out to. Stripe's test numbers decide what becomes of payouts:
/// https://docs.stripe.com/connect/testing#payouts
struct BankDetails
{
    QString number = QStringLiteral("000123456789");
    QString routing = QStringLiteral("110000000");
    QString country = QStringLiteral("US");
    QString currency = QStringLiteral("usd");
    QString holder = {};
};
/// `account`: the connected account that it belongs to, empty for the platform.
[[nodiscard]] QJsonObject makeBankAccount(Sandbox& sandbox, const BankDetails& details, const QString& account = {});
/// The default bank account for a currency. The platform's is made when it is first asked for; a connected account may
/// have none.
[[nodiscard]] std::optional<QJsonObject> defaultBankAccount(Sandbox& sandbox, const QString& currency,
                                                            const QString& account = {});

/// Sends `payout` (filled by the resource) off: takes the amount from the balance, stores, emits, schedules what comes
/// next.
[[nodiscard]] QJsonObject startPayout(Sandbox& sandbox, QJsonObject payout, const QString& account = {});
/// Pays out everything that is available, as a daily schedule does, and remembers what it consists of.
[[nodiscard]] Answer startAutomaticPayout(Sandbox& sandbox, const QString& currency, const QString& account);
/// When a payout made now should arrive.
[[nodiscard]] qint64 payoutArrival(const Sandbox& sandbox);
/// Moves a payout on now. Return what is wrong, or nothing. A paid payout may still fail: that is how late failures
/// come.
[[nodiscard]] Refusal payPayout(Sandbox& sandbox, const QString& id);
[[nodiscard]] Refusal failPayout(Sandbox& sandbox, const QString& id, const QString& code);
[[nodiscard]] QJsonObject cancelPayout(Sandbox& sandbox, QJsonObject payout);
void registerPayoutTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
