#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

class QDateEdit;

namespace lectern {

/// Moves one payment of a plan to another day; the student is told why.
class MoveLineDialog final : public DialogFrame
{
    Q_OBJECT
public:
    MoveLineDialog(const Schedule& schedule, const ScheduleLine& line, SchedulesGateway* schedules, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Schedule& schedule);

protected:
    std::optional<Error> check() override;

private:
    ScheduleId m_schedule;
    LineId m_line;
    SchedulesGateway* m_schedules;
    QDateEdit* m_day;
    QPlainTextEdit* m_reason;
};

} // namespace lectern
