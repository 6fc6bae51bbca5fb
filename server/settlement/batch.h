#pragma once
#include "usecases/context.h"

namespace lectern::settlement {

/// Claims up to `limit` events and turns them into payment state, journals, enrollments and notifications in one
/// transaction. The number claimed; 0 when nothing is due.
[[nodiscard]] Result<int> settleBatch(const Services& services, int limit);
/// After a batch failed: takes the oldest event alone; one that cannot be settled is put off and, after some attempts,
/// set aside as a problem. The number taken.
[[nodiscard]] Result<int> settleOne(const Services& services);

} // namespace lectern::settlement
