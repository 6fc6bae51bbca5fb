#pragma once
#include "ledger/posting.h"
#include "store/database.h"

/// Writes what the posting rules computed: journals, transfers, vault balances and vault lines, set-based.
namespace lectern::store {

/// Makes the vault (if absent), its balance row and its accounts in `currency`. Idempotent.
[[nodiscard]] VaultId ensureTeacherVault(Transaction& transaction, const UserId& teacher, Currency currency, const QDateTime& now);
[[nodiscard]] VaultId ensurePlatformVault(Transaction& transaction, Currency currency, const QDateTime& now);

/// Posts journals in their order. InsufficientFunds when a bucket would go below zero (nothing is written then, roll
/// back); AlreadyExists when one of the facts is in the ledger. Locks the vaults it touches, in id order.
/// Answers the vault of each teacher involved.
[[nodiscard]] Result<QHash<UserId, VaultId>> post(Transaction& transaction, const QList<ledger::Journal>& journals,
                                                  const QDateTime& now);

} // namespace lectern::store
