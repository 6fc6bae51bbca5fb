#pragma once
#include "usecases/context.h"

/// Money that arrives outside of the gateway: an admin records the receipt, and books, access and papers follow.
namespace lectern::offline {

[[nodiscard]] Result<Page<OfflineReceipt>> receipts(const Services& services, const PaymentId& payment);
/// Settles the payment. The same key again answers the same receipt.
[[nodiscard]] Result<OfflineReceipt> record(const Services& services, const Caller& caller, const PaymentId& payment, const OfflineReceiptForm& form);
/// The receipt was recorded by mistake: it is taken back, as a refund that moves no money, and the payment is awaited again.
[[nodiscard]] Result<OfflineReceipt> reverse(const Services& services, const Caller& caller, const ReceiptId& id, const QString& reason);

// Parts of record(), for what is paid by a plan.
/// What is wrong with a receipt of `due`.
[[nodiscard]] std::optional<Error> problemOf(const OfflineReceiptForm& form, const Money& due, const QDateTime& now);
/// Keeps the receipt of a locked payment (payments/lock_payment) and settles it; the receipt's id.
[[nodiscard]] Result<QString> settleReceipt(store::Transaction& transaction, const Services& services, const Caller& caller, const store::Row& payment, const OfflineReceiptForm& form);

} // namespace lectern::offline
