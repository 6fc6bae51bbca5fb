#pragma once
#include "domain/payments.h"
#include "usecases/context.h"

/// Bank transfers that the gateway matches by their reference (docs.stripe.com/payments/bank-transfers). Nothing is booked before all
/// of it has arrived; what arrives beside it stays the student's, at the gateway.
namespace lectern::transfers {

/// Keeps where the transfer of a payment goes and what is missing of it, and tells the student when a part has come.
void note(store::Transaction& transaction, const Services& services, const PaymentId& payment, const UserId& student, const stripe::TransferInstructions& transfer, const Currency& currency);
/// As they were kept last; nothing before the gateway has answered.
[[nodiscard]] std::optional<TransferDetails> detailsOf(store::Transaction& transaction, const PaymentId& payment);
/// An event: a customer has money there that belongs to no payment.
[[nodiscard]] Result<Done> noteUnused(store::Transaction& transaction, const Services& services, const QString& customer, const QList<Money>& amounts);

/// What of the student's transfers belongs to no payment.
[[nodiscard]] Result<TransferBalance> balance(const Services& services, const Caller& caller);
/// Sends some of it back to the student's bank.
[[nodiscard]] Result<TransferBalance> giveBack(const Services& services, const Caller& caller, const TransferReturnForm& form);

} // namespace lectern::transfers
