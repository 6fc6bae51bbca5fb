#pragma once
#include "usecases/context.h"

/// Money that arrives outside of the gateway: an admin records the receipt, and books, access and papers follow.
namespace lectern::offline {

[[nodiscard]] Result<Page<OfflineReceipt>> receipts(const Services& services, const PaymentId& payment);
/// Settles the payment. The same key again answers the same receipt.
[[nodiscard]] Result<OfflineReceipt> record(const Services& services, const Caller& caller, const PaymentId& payment, const OfflineReceiptForm& form);
/// The receipt was recorded by mistake: it is taken back, as a refund that moves no money, and the payment is awaited again.
[[nodiscard]] Result<OfflineReceipt> reverse(const Services& services, const Caller& caller, const ReceiptId& id, const QString& reason);

} // namespace lectern::offline
