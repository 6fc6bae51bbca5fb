#include "ui/admin/movelinedialog.h"
#include "domain/validation.h"

namespace lectern {

MoveLineDialog::MoveLineDialog(const Schedule& schedule, const ScheduleLine& line, SchedulesGateway* schedules, QWidget* parent)
    : DialogFrame(tr("Move a payment"), tr("Move it"), QStringLiteral("moveLine"), parent)
    , m_schedule(schedule.id)
    , m_line(line.id)
    , m_schedules(schedules)
    , m_day(makeDateEdit(QStringLiteral("moveLine.day"), qMax(line.dueOn.date(), QDate::currentDate())))
    , m_reason(new QPlainTextEdit)
{
    setIntro(tr("%1 of %2 for “%3”, due on %4.").arg(moneyText(line.amount), schedule.studentName, schedule.courseTitle, longDayText(line.dueOn.date())));
    m_day->setMinimumDate(QDate::currentDate());
    m_day->setMaximumDate(QDate::currentDate().addYears(2));
    addField(QStringLiteral("dueOn"), tr("&New day"), m_day, tr("It is collected on that day. The other payments keep theirs."));
    m_reason->setObjectName(QStringLiteral("moveLine.reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(72);
    addField(QStringLiteral("reason"), tr("&Reason"), m_reason, tr("The student reads this."));
    connect(this, &DialogFrame::submitted, this, [this] {
        const LineChange change{m_line, QDateTime(m_day->date(), QTime(0, 0), Qt::UTC), m_reason->toPlainText().trimmed()};
        whenDone(this, m_schedules->change(m_schedule, change), [this](const Result<Schedule>& answer) {
            if (!answer) return fail(answer.error());
            Q_EMIT done(*answer);
            accept();
        });
    });
    m_day->setFocus();
}

std::optional<Error> MoveLineDialog::check() { return validation::text(QStringLiteral("reason"), m_reason->toPlainText().trimmed(), validation::kMaxReason, 5); }

} // namespace lectern
