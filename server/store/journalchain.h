#pragma once
#include "store/database.h"

/// The chain of hashes over the journals: hash(n) = SHA-256(hash(n-1) + newline + the journal and its transfers as text). The
/// text has every column, so that nothing of what is booked can change without breaking the chain.
namespace lectern::store {

/// As long as a hash, before the first journal.
inline constexpr const char* kChainStart = "0000000000000000000000000000000000000000000000000000000000000000";

[[nodiscard]] QString chainHash(const QString& before, const QString& journalText);

struct ChainHead {
    qint64 journal = 0;
    QString hash;
};
/// The last journal that is chained; journal 0 when none is.
[[nodiscard]] Result<ChainHead> chainHead(Database& database);
/// What is wrong with the chain: the first journal that does not fit, and, with `known`, whether that head is still part of
/// it. Empty: all is well.
[[nodiscard]] QStringList verifyChain(Transaction& transaction, const std::optional<ChainHead>& known);

} // namespace lectern::store
