#pragma once
#include "store/journalchain.h"

namespace lectern::store {

struct VerifyReport {
    qint64 journals = 0;
    qint64 transfers = 0;
    qint64 vaults = 0;
    ChainHead head; ///< of the chain of journals
    QStringList problems; ///< empty: every cent fits
};

/// Recomputes the whole ledger from its transfers in one consistent snapshot.
[[nodiscard]] Result<VerifyReport> verifyLedger(Database& database, const std::optional<ChainHead>& known = {});

} // namespace lectern::store
