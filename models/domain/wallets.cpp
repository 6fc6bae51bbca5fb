#include "domain/wallets.h"
#include "domain/enumtext.h"
#include "domain/fields/wallets.h"

namespace lectern {

LECTERN_ENUM(WalletEntryKind, {WalletEntryKind::TopUp, "top_up"}, {WalletEntryKind::Purchase, "purchase"}, {WalletEntryKind::PurchaseReturned, "purchase_returned"}, {WalletEntryKind::Refund, "refund"}, {WalletEntryKind::TopUpReturned, "top_up_returned"})

LECTERN_JSON(StudentWallet, studentWalletFromJson)
LECTERN_JSON(WalletEntry, walletEntryFromJson)
LECTERN_JSON(TopUpForm, topUpFormFromJson)

} // namespace lectern
