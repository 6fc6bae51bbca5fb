#pragma once
#include "ledger/posting.h"
#include "usecases/vaults/vaults.h"

/// What the commands on withdrawals and the jobs that send them share. `row` is a row of vaults/lock_withdrawal.
namespace lectern::vaults {

struct Change {
    WithdrawalState state = WithdrawalState::Requested;
    QString reason;
    QString gatewayId;
    std::optional<UserId> decidedBy;
    QString decisionKey = {}; ///< Idempotency-Key of the decision
};
[[nodiscard]] ledger::WithdrawalFact factOf(const store::Row& row);
void setState(store::Transaction& transaction, const Services& services, const QString& id, const Change& change);
void tell(store::Transaction& transaction, const Services& services, const store::Row& row, const Change& change, const char* kind, const QString& title);
/// What refunds beyond the vault left a teacher owing; zero for the platform. Locks the vault.
[[nodiscard]] Money owedBy(store::Transaction& transaction, const std::optional<UserId>& teacher, Currency currency);
[[nodiscard]] Error waitsForDebt();
/// Money of a withdrawal that will not be paid goes back to the vault.
[[nodiscard]] Result<Done> giveBack(store::Transaction& transaction, const Services& services, const store::Row& row, const Change& change);
/// "$50.00 · Ada", for the audit trail.
[[nodiscard]] QString ownersAmount(store::Transaction& transaction, const Services& services, const QString& id);
/// How many admins must approve so much.
[[nodiscard]] int approvalsNeeded(const Policy& policy, const Money& amount);
[[nodiscard]] Withdrawal loadWithdrawal(store::Transaction& transaction, const Services& services, const QString& id);

/// The vault's row when the caller may see it.
[[nodiscard]] Result<store::Row> visible(store::Transaction& transaction, const Caller& caller, const VaultId& id);
/// A line of the history from a row of vaults/list_entries.
[[nodiscard]] VaultEntry toEntry(const store::Row& row);
/// The line of `kind` in words.
[[nodiscard]] QString describeEntry(const QString& kind, const store::Row& row);

} // namespace lectern::vaults
