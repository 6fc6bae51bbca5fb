#pragma once
#include "sandbox/core/apierror.h"
#include "sandbox/payments/intents.h"

namespace lectern::sandbox {

// Debits of bank accounts: the payment is `processing` for days, and only then the bank says how it ended.
// https://docs.stripe.com/payments/ach-direct-debit, https://docs.stripe.com/payments/sepa-debit

[[nodiscard]] Answer startDebit(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method,
                                const Confirmation& how);
/// The bank's answer. `succeeded`: nothing leaves it to the test account.
[[nodiscard]] Answer endDebit(Sandbox& sandbox, const QString& intentId, std::optional<bool> succeeded,
                              const QString& failureCode = {});
void registerDebitTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
