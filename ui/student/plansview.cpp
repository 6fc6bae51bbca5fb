#include "ui/student/plansview.h"
#include "items/schedulelistmodel.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"
#include <QGridLayout>

namespace lectern {

PlansView::PlansView(SchedulesGateway* schedules, MethodsGateway* methods, QWidget* parent)
    : CardsView({QStringLiteral("view-history"), tr("No payment plans"), tr("Some courses may be paid in parts. When you choose that, every payment with its day is kept here."), {}},
                tr("What is due is collected by the server, whether you are connected or not."), parent)
    , m_schedules(schedules)
    , m_methods(methods)
{
    PlansView::refresh();
}

void PlansView::refresh()
{
    take<Schedule>(m_schedules->mine(), [this](const QList<Schedule>& schedules) { display(schedules); });
    if (!m_methods) return;
    const quint64 id = m_keptLoad.next();
    whenDone(this, m_methods->methods(), [this, id](const Result<QList<SavedMethod>>& answer) {
        if (!m_keptLoad.is(id) || !answer) return; // there is the form
        const auto kept = std::find_if(answer->begin(), answer->end(), [](const SavedMethod& one) { return one.isDefault; });
        const auto before = std::exchange(m_kept, kept == answer->end() ? std::nullopt : std::optional(*kept));
        if (m_kept == before || m_shown.isEmpty()) return;
        clearLayout(cards());
        display(m_shown);
    });
}

void PlansView::display(const QList<Schedule>& schedules)
{
    m_shown = schedules;
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
            grid->addWidget(waysOf(schedule, line), ++at, 1, 1, 4);
        }
        if (!line.failure.isEmpty() && isOpen(line.state)) grid->addWidget(makeText(TextStyle::Error, line.failure), ++at, 1, 1, 4);
        ++at;
    }
    card->body()->addLayout(grid);
    return card;
}

/// From what is kept, or in the form.
QWidget* PlansView::waysOf(const Schedule& schedule, const ScheduleLine& line)
{
    const bool isFirst = schedule.state == ScheduleState::Proposed;
    const bool isEarly = line.state == LineState::Upcoming && !isFirst;
    // A bank that wants the student to confirm it can do so in the form alone.
    const bool isKept = m_kept && schedule.state == ScheduleState::Active && !line.needsPayer;
    auto* box = new QWidget;
    auto* cells = row(space::m);
    if (isKept) {
        const QString with = shortMethodText(*m_kept);
        auto* kept = makeButton(isEarly ? ButtonKind::Secondary : ButtonKind::Primary, isEarly ? tr("Pay early with %1…").arg(with) : tr("Pay with %1…").arg(with), QStringLiteral("plans.payKept"));
        connect(kept, &QPushButton::clicked, this, [this, schedule, line] { askToCollect(schedule, line); });
        cells->addWidget(kept);
    }
    auto* pay = makeButton(isKept ? ButtonKind::Link : isEarly ? ButtonKind::Secondary : ButtonKind::Primary, isKept ? tr("Another card") : isEarly ? tr("Pay early") : tr("Pay now"), QStringLiteral("plans.pay"));
    connect(pay, &QPushButton::clicked, this, [this, schedule, line, pay, isFirst] {
        if (isFirst) Q_EMIT resumeWanted(schedule.enrollmentId);
        else CardsView::pay(pay, line.id.value, [&](const QString& key) { return m_schedules->payLine(schedule.id, {line.id}, key); });
    });
    cells->addWidget(pay);
    cells->addStretch();
    box->setLayout(cells);
    return box;
}

void PlansView::askToCollect(const Schedule& schedule, const ScheduleLine& line)
{
    const QString amount = moneyText(line.amount);
    QString text = tr("It is taken from %1 at once: payment %2 of %3 for “%4”.").arg(shortMethodText(*m_kept)).arg(line.number).arg(schedule.lines.size()).arg(schedule.courseTitle);
    if (line.state == LineState::Upcoming) text += u' ' + tr("Nothing is collected on %1 then.").arg(longDayText(line.dueOn.date()));
    auto* dialog = new ConfirmDialog({tr("Pay %1 now?").arg(amount), text, tr("Pay %1").arg(amount), {}, false}, QStringLiteral("plans.confirm"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, id = schedule.id, line] { collect(dialog, id, line); });
    dialog->open();
}

void PlansView::collect(ConfirmDialog* dialog, const ScheduleId& schedule, const ScheduleLine& line)
{
    // After an answer the next press is another attempt; without one it is the same.
    QString key = dialog->property("key").toString();
    if (key.isEmpty()) key = newUuid7();
    dialog->setProperty("key", key);
    whenDone(dialog, m_schedules->collectLine(schedule, {line.id}, key), [this, dialog, line](const Result<Schedule>& answer) {
        const bool isOpen = !answer && (answer.error().code == ErrorCode::Offline || answer.error().code == ErrorCode::IdempotencyInFlight);
        if (!isOpen) dialog->setProperty("key", QString());
        if (!answer) {
            dialog->fail(answer.error());
            return refresh();
        }
        dialog->accept();
        Q_EMIT toast(tr("%1 is on its way. Your plan shows it as soon as it is paid.").arg(moneyText(line.amount)), Tone::Green);
        refresh();
    });
}

} // namespace lectern
