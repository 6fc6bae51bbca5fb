#include "domain/vaults.h"
#include "domain/enumtext.h"
#include "domain/fields/vaults.h"

namespace lectern {

LECTERN_ENUM(VaultKind, {VaultKind::Teacher, "teacher"}, {VaultKind::Platform, "platform"})
LECTERN_ENUM(EntryKind, {EntryKind::Sale, "sale"}, {EntryKind::Release, "release"}, {EntryKind::Withdrawal, "withdrawal"}, {EntryKind::WithdrawalReturned, "withdrawal_returned"}, {EntryKind::Refund, "refund"}, {EntryKind::Adjustment, "adjustment"}, {EntryKind::Dispute, "dispute"}, {EntryKind::Fee, "fee"})
LECTERN_ENUM(WithdrawalState, {WithdrawalState::Requested, "requested"}, {WithdrawalState::Approved, "approved"}, {WithdrawalState::Sending, "sending"}, {WithdrawalState::Sent, "sent"}, {WithdrawalState::Paid, "paid"}, {WithdrawalState::Failed, "failed"}, {WithdrawalState::Returned, "returned"}, {WithdrawalState::Rejected, "rejected"}, {WithdrawalState::Cancelled, "cancelled"})

LECTERN_JSON(Vault, vaultFromJson)
LECTERN_JSON(SaleFigures, saleFiguresFromJson)
LECTERN_JSON(VaultEntry, vaultEntryFromJson)
LECTERN_JSON(VaultSeries, vaultSeriesFromJson)
LECTERN_JSON(WithdrawalForm, withdrawalFormFromJson)
LECTERN_JSON(Withdrawal, withdrawalFromJson)
LECTERN_JSON(WithdrawalDecision, withdrawalDecisionFromJson)

} // namespace lectern
