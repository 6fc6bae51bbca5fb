#pragma once
#include "sandbox/core/apierror.h"
#include "sandbox/payments/intents.h"

namespace lectern::sandbox {

// Bank transfers: customers send money to an account number of their own, and it pays what is open, or waits in their
// cash balance. https://docs.stripe.com/payments/bank-transfers. Funds in a cash balance are the customer's: they
// reach the balance when they are applied to a payment.

/// Confirms a payment of type customer_balance: takes what the cash balance has, and asks for a transfer of the rest.
[[nodiscard]] Answer awaitTransfer(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method);
/// A transfer arrives. It pays the intent whose reference it names, else one of exactly that amount, else the oldest.
/// Returns the cash balance transaction.
[[nodiscard]] Answer fundCashBalance(Sandbox& sandbox, const QString& customer, qint64 amount, const QString& currency,
                                     const QString& reference);
/// What was already applied to an intent goes back, because it is cancelled.
void unapplyTransfers(Sandbox& sandbox, const QJsonObject& intent);
/// The kind of transfer that is usual in a currency.
[[nodiscard]] QString transferTypeOf(const QString& currency);
/// What leaves the cash balance to go back to the customer's bank, for that refund; or why it cannot.
[[nodiscard]] Refusal takeFromCashBalance(Sandbox& sandbox, const QJsonObject& refund);
/// A refund of the cash balance that did not reach the bank.
void returnToCashBalance(Sandbox& sandbox, const QJsonObject& refund);
/// The CashBalance object.
[[nodiscard]] QJsonObject cashBalanceOf(const Sandbox& sandbox, const QString& customer);

} // namespace lectern::sandbox
