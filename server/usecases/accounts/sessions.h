#pragma once
#include "usecases/context.h"

namespace lectern::accounts {

/// A new pair of tokens in `family` (empty: a new one).
[[nodiscard]] Session openSession(store::Transaction& transaction, const Services& services, const User& user, const QString& family);

} // namespace lectern::accounts
