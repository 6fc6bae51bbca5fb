#pragma once
#include "domain/schedules.h"
#include "usecases/context.h"

/// What students owe by their plans, and when.
namespace lectern::schedules {

[[nodiscard]] Result<Page<Schedule>> mine(const Services& services, const Caller& caller);
/// Overdue first.
[[nodiscard]] Result<Page<Schedule>> list(const Services& services, const ScheduleFilter& filter, const PageRequest& page);
[[nodiscard]] Result<Schedule> find(const Services& services, const Caller& caller, const ScheduleId& id);
/// The checkout of a line, before its day too. Refused while a collection of it is under way.
[[nodiscard]] Result<Checkout> payLine(const Services& services, const Caller& caller, const ScheduleId& id, const LineId& line);
/// Paused, nothing is collected and nothing is past due; going on moves what is open by the days that it rested.
[[nodiscard]] Result<Schedule> setPaused(const Services& services, const Caller& caller, const ScheduleId& id, bool paused, const QString& reason);
/// Moves an open line to another day, or waives it.
[[nodiscard]] Result<Schedule> change(const Services& services, const Caller& caller, const ScheduleId& id, const LineChange& change);
/// Money for a line that arrived outside of the gateway.
[[nodiscard]] Result<Schedule> recordPayment(const Services& services, const Caller& caller, const ScheduleId& id, const LineId& line, const OfflineReceiptForm& form);

} // namespace lectern::schedules
