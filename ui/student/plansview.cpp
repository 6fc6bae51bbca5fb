#include "ui/student/plansview.h"
#include "items/schedulelistmodel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"
#include <QGridLayout>

namespace lectern {

PlansView::PlansView(SchedulesGateway* schedules, QWidget* parent)
    : CardsView({QStringLiteral("view-history"), tr("No payment plans"), tr("Some courses may be paid in parts. When you choose that, every payment with its day is kept here."), {}},
                tr("What is due is collected by the server, whether you are connected or not."), parent)
    , m_schedules(schedules)
{
    PlansView::refresh();
}

void PlansView::refresh()
{
    take<Schedule>(m_schedules->mine(), [this](const QList<Schedule>& schedules) { display(schedules); });
}

void PlansView::display(const QList<Schedule>& schedules)
{
    int overdue = 0;
    for (const Schedule& schedule : schedules) {
        cards()->addWidget(cardOf(schedule));
        if (!schedule.overdue.isZero()) ++overdue;
    }
    Q_EMIT overdueChanged(overdue);
}

QWidget* PlansView::cardOf(const Schedule& schedule)
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("plans.card"));
    card->body()->setSpacing(space::m);
    auto* head = row(space::m);
    head->addWidget(new ElidedLabel(TextStyle::Lead, schedule.courseTitle), 1);
    head->addWidget(new Chip(chip(schedule.state)));
    card->body()->addLayout(head);
    card->body()->addWidget(makeText(TextStyle::Muted, tr("%1 · %2 of %3 paid").arg(schedule.planName, moneyText(schedule.paid), moneyText(schedule.total))));
    auto* next = new Notice(schedule.overdue.isZero() ? Tone::Accent : Tone::Red);
    next->setObjectName(QStringLiteral("plans.next"));
    next->say(nextText(schedule));
    card->body()->addWidget(next);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::s);
    grid->setColumnStretch(1, 1);
    int at = 0;
    bool offered = false;
    for (const ScheduleLine& line : schedule.lines) {
        grid->addWidget(makeLabel(TextStyle::Muted, QString::number(line.number)), at, 0);
        auto* day = makeLabel(TextStyle::Body, line.paidAt && line.state == LineState::Paid ? tr("paid on %1").arg(longDayText(line.paidAt->toLocalTime().date())) : longDayText(line.dueOn.date()));
        day->setToolTip(line.note.isEmpty() ? line.failure : line.note);
        grid->addWidget(day, at, 1);
        auto* amount = new MoneyLabel;
        amount->setMoney(line.amount);
        grid->addWidget(amount, at, 2, Qt::AlignRight);
        grid->addWidget(new Chip(chip(line.state)), at, 3);
        // One at a time and in their order; what is due now is the first that is open.
        if (isOpen(line.state) && !offered && schedule.state != ScheduleState::Cancelled) {
            offered = true;
            const bool isFirst = schedule.state == ScheduleState::Proposed;
            auto* pay = makeButton(line.state == LineState::Upcoming && !isFirst ? ButtonKind::Secondary : ButtonKind::Primary,
                                   line.state == LineState::Upcoming && !isFirst ? tr("Pay early") : tr("Pay now"), QStringLiteral("plans.pay"));
            connect(pay, &QPushButton::clicked, this, [this, schedule, line, pay, isFirst] {
                if (isFirst) Q_EMIT resumeWanted(schedule.enrollmentId);
                else CardsView::pay(pay, line.id.value, [&](const QString& key) { return m_schedules->payLine(schedule.id, {line.id}, key); });
            });
            grid->addWidget(pay, at, 4);
        }
        if (!line.failure.isEmpty() && isOpen(line.state)) grid->addWidget(makeText(TextStyle::Error, line.failure), ++at, 1, 1, 4);
        ++at;
    }
    card->body()->addLayout(grid);
    return card;
}

} // namespace lectern
