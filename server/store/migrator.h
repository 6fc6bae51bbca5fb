#pragma once
#include "store/database.h"

namespace lectern::store {

struct MigrationReport {
    QStringList applied; ///< names of the migrations that this run applied
    int version = 0;     ///< of the schema now
};

/// Brings the schema up to this program's version, as the owner. One transaction for each file under an advisory lock;
/// refuses a schema that is newer, or whose applied migrations have another checksum than this program's.
[[nodiscard]] Result<MigrationReport> migrate(const DatabaseConfig& owner);
/// Empty when the schema is exactly the one this program needs; else what to do. As the application role.
[[nodiscard]] QString schemaProblem(Database& database);

} // namespace lectern::store
