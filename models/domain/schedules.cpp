#include "domain/schedules.h"
#include "domain/enumtext.h"
#include "domain/fields/schedules.h"

namespace lectern {

LECTERN_ENUM(ScheduleState, {ScheduleState::Proposed, "proposed"}, {ScheduleState::Active, "active"}, {ScheduleState::Paused, "paused"}, {ScheduleState::Completed, "completed"}, {ScheduleState::Cancelled, "cancelled"})
LECTERN_ENUM(LineState, {LineState::Upcoming, "upcoming"}, {LineState::Due, "due"}, {LineState::Overdue, "overdue"}, {LineState::Processing, "processing"}, {LineState::Paid, "paid"}, {LineState::Waived, "waived"}, {LineState::Cancelled, "cancelled"})
LECTERN_ENUM(SessionState, {SessionState::Open, "open"}, {SessionState::Completed, "completed"}, {SessionState::Expired, "expired"}, {SessionState::Cancelled, "cancelled"})

LECTERN_JSON(ScheduleLine, scheduleLineFromJson)
LECTERN_JSON(Schedule, scheduleFromJson)
LECTERN_JSON(LineChange, lineChangeFromJson)
LECTERN_JSON(PayLineForm, payLineFormFromJson)
LECTERN_JSON(SavedMethod, savedMethodFromJson)
LECTERN_JSON(SessionForm, sessionFormFromJson)
LECTERN_JSON(HostedSession, hostedSessionFromJson)

bool isOpen(LineState state) { return state == LineState::Upcoming || state == LineState::Due || state == LineState::Overdue; }

} // namespace lectern
