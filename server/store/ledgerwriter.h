#pragma once
#include "ledger/posting.h"
#include "store/database.h"
#include <map>

/// Writes what the posting rules computed: journals, transfers, vault balances and vault lines, set-based.
namespace lectern::store {

/// Makes the vault (if absent), its balance row and its accounts in `currency`. Idempotent.
[[nodiscard]] VaultId ensureTeacherVault(Transaction& transaction, const UserId& teacher, Currency currency, const QDateTime& now);
[[nodiscard]] VaultId ensurePlatformVault(Transaction& transaction, Currency currency, const QDateTime& now);

/// Likewise the wallet of a student.
void ensureWallet(Transaction& transaction, const UserId& student, Currency currency, const QDateTime& now);
/// What the wallet has to spend; zero without one. Locks it until the end of the transaction.
[[nodiscard]] Money lockWallet(Transaction& transaction, const UserId& student, Currency currency);

/// What a vault holds and its teacher owes, as postings that depend on it must know.
struct Debt {
    Money pending;
    Money available;
    Money owed;
};
using Debts = std::map<std::pair<QString, QString>, Debt>; ///< by teacher's id and currency code
/// Locks these vaults, in id order, until the end of the transaction.
[[nodiscard]] Debts lockDebts(Transaction& transaction, const QList<UserId>& teachers, const QList<Currency>& currencies);
/// What one teacher owes; zero without a vault in that currency. Locks the vault likewise.
[[nodiscard]] Money lockOwed(Transaction& transaction, const UserId& teacher, Currency currency);

/// Posts journals in their order. InsufficientFunds when a bucket would go below zero (nothing is written then, roll
/// back); AlreadyExists when one of the facts is in the ledger. Locks the vaults it touches, in id order.
[[nodiscard]] Result<Done> post(Transaction& transaction, const QList<ledger::Journal>& journals, const QDateTime& now);

} // namespace lectern::store
