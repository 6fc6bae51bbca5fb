#pragma once
#include "usecases/context.h"

namespace lectern::wallets {

[[nodiscard]] Result<StudentWallet> mine(const Services& services, const Caller& caller);
[[nodiscard]] Result<Page<WalletEntry>> entries(const Services& services, const Caller& caller, const QString& currency, const PageRequest& page);
/// A payment that fills the wallet when it is settled. The same key again answers the same payment.
[[nodiscard]] Result<Checkout> topUp(const Services& services, const Caller& caller, const TopUpForm& form);

} // namespace lectern::wallets
