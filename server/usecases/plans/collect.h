#pragma once
#include "domain/schedules.h"
#include "usecases/context.h"

/// Jobs: what is due is collected, announced, and in the end has consequences.
namespace lectern::schedules {

/// Collects lines whose day has come on the saved method; at most 20 a call, the number begun. Of several servers on one
/// database each line is taken by one; an attempt whose outcome is not known is repeated with its own key.
[[nodiscard]] Result<int> collectDue(const Services& services);
/// Collects one line now, as its student asks, on the saved method: the same attempt, key and intent as by the job. A refusal is the error;
/// without an answer the attempt stays open, and the job resolves it. Does not count among the tries of the job.
[[nodiscard]] Result<Schedule> collectNow(const Services& services, const Caller& caller, const ScheduleId& id, const LineId& line);
/// Announces what will be collected in the coming days.
[[nodiscard]] Result<int> remind(const Services& services);
/// Past due for long: access is suspended, and later the enrollment ends.
[[nodiscard]] Result<int> enforce(const Services& services);

} // namespace lectern::schedules
