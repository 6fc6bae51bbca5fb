#pragma once
#include "usecases/context.h"

/// Jobs: what is due is collected, announced, and in the end has consequences.
namespace lectern::schedules {

/// Collects lines whose day has come on the saved method; at most 20 a call, the number begun. Of several servers on one
/// database each line is taken by one; an attempt whose outcome is not known is repeated with its own key.
[[nodiscard]] Result<int> collectDue(const Services& services);
/// Announces what will be collected in the coming days.
[[nodiscard]] Result<int> remind(const Services& services);
/// Past due for long: access is suspended, and later the enrollment ends.
[[nodiscard]] Result<int> enforce(const Services& services);

} // namespace lectern::schedules
