#include "ui/admin/schedulespage.h"
#include "ui/admin/movelinedialog.h"
#include "ui/admin/receiptdialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"
#include <QGridLayout>
#include <QMenu>

namespace lectern {

SchedulesPage::SchedulesPage(const Gateways& gateways, Access access, QWidget* parent)
    : PageFrame(tr("Schedules"), parent)
    , m_gateways(gateways)
    , m_access(access)
    , m_model(new ScheduleListModel(gateways.schedules, this))
{
    setMaximumContentWidth(1640);
    buildTools();
    m_table = new TableView(m_model,
                            {{ScheduleListModel::Student, 0},
                             {ScheduleListModel::Plan, 140, 760},
                             {ScheduleListModel::State, 96, 420},
                             {ScheduleListModel::Paid, 100, 560},
                             {ScheduleListModel::Total, 100, 660},
                             {ScheduleListModel::Overdue, 100},
                             {ScheduleListModel::Next, 132, 480}},
                            QStringLiteral("schedules.table"));
    connect(m_table, &TableView::selected, this, &SchedulesPage::showSelected);
    m_body = new ListDetail(m_table, buildPanel(), 430);
    auto* states = setContent(m_body, Skeleton::Shape::Table,
                              {QStringLiteral("view-calendar"), tr("Nobody pays in parts yet"), tr("When a student agrees to a payment plan, every payment with its day is listed here; what is overdue comes first."), {}},
                              false);
    states->setOfflineHint(tr("The server goes on collecting what is due."));
    states->follow(m_model);
    m_table->keepSelected();
    m_model->reload();
}

QWidget* SchedulesPage::searchField() const { return m_search; }

void SchedulesPage::buildTools()
{
    auto* bar = new FilterBar;
    m_search = new SearchField(tr("Student, course or plan"), QStringLiteral("schedules.search"));
    auto* chips = new FilterChips(tr("State"));
    chips->add({}, tr("All"));
    chips->add(QStringLiteral("overdue"), tr("Overdue"));
    for (const ScheduleState state : {ScheduleState::Active, ScheduleState::Paused, ScheduleState::Completed, ScheduleState::Cancelled}) chips->add(toText(state), chip(state).text);
    chips->setCurrent({});
    bar->add(m_search);
    bar->add(chips);
    addTools(bar);
    const auto apply = [this, chips](const QString&) {
        ScheduleFilter filter;
        filter.text = m_search->text().trimmed();
        filter.overdueOnly = chips->current() == QStringLiteral("overdue");
        ScheduleState state{};
        if (fromText(chips->current(), state)) filter.state = state;
        m_model->setFilter(filter);
    };
    connect(chips, &FilterChips::chosen, this, apply);
    connect(m_search, &SearchField::searched, this, apply);
}

QWidget* SchedulesPage::buildPanel()
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("schedules.detail"));
    card->body()->setSpacing(space::m);
    m_course = makeText(TextStyle::Lead, {});
    m_who = makeText(TextStyle::Muted, {});
    m_chip = new Chip;
    m_paid = new MoneyLabel(textsize::display);
    m_total = makeLabel(TextStyle::Muted, {});
    m_next = makeText(TextStyle::Body, {});
    m_next->setObjectName(QStringLiteral("schedules.next"));
    auto* sum = row(space::s);
    sum->addWidget(m_paid);
    sum->addWidget(m_total, 0, Qt::AlignBottom);
    sum->addStretch();
    auto* chips = row(space::s);
    chips->addWidget(m_chip);
    chips->addStretch();
    card->body()->addWidget(m_course);
    card->body()->addWidget(m_who);
    card->body()->addLayout(sum);
    card->body()->addLayout(chips);
    card->body()->addWidget(m_next);
    card->body()->addWidget(makeDivider());
    m_lines = column(0);
    card->body()->addLayout(m_lines);
    if (m_access == Access::Full) {
        m_pause = makeButton(ButtonKind::Secondary, {}, QStringLiteral("schedules.pause"));
        card->body()->addWidget(m_pause);
        connect(m_pause, &QPushButton::clicked, this, [this] { setPaused(m_current.state == ScheduleState::Active); });
    }
    return card;
}

void SchedulesPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("schedule") || message.topic == QStringLiteral("payment")) refresh();
}

void SchedulesPage::showSelected(int row)
{
    m_body->setDetailVisible(row >= 0);
    if (row < 0) return;
    const Schedule& next = m_model->at(row);
    if (next == m_current) return;
    m_current = next;
    m_course->setText(m_current.courseTitle);
    m_who->setText(tr("%1 · %2").arg(m_current.studentName, m_current.planName));
    m_chip->setSpec(m_current.overdue.isZero() ? chip(m_current.state) : ChipSpec{tr("%1 overdue").arg(moneyText(m_current.overdue)), Tone::Red});
    m_paid->setMoney(m_current.paid);
    m_total->setText(tr("of %1 paid").arg(moneyText(m_current.total)));
    QStringList warnings;
    if (m_current.enrollmentState == EnrollmentState::Suspended) warnings << tr("The course is closed until it is paid.");
    else if (m_current.suspendsOn) warnings << tr("On %1 the course is closed until it is paid.").arg(longDayText(m_current.suspendsOn->date()));
    if (m_current.endsOn) warnings << tr("On %1 the enrollment ends.").arg(longDayText(m_current.endsOn->date()));
    m_next->setText(warnings.join(u' '));
    m_next->setVisible(!warnings.isEmpty());
    if (m_pause) {
        m_pause->setVisible(isRunning());
        m_pause->setText(m_current.state == ScheduleState::Paused ? tr("Let it go on…") : tr("Pause…"));
    }
    showLines();
}

void SchedulesPage::showLines()
{
    while (QLayoutItem* old = m_lines->takeAt(0)) {
        if (old->widget()) old->widget()->deleteLater();
        delete old;
    }
    auto* box = new QWidget;
    auto* grid = new QGridLayout;
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(space::s);
    grid->setVerticalSpacing(space::s);
    grid->setColumnStretch(1, 1);
    for (const ScheduleLine& line : m_current.lines) addLine(grid, line);
    box->setLayout(grid);
    m_lines->addWidget(box);
}

bool SchedulesPage::isRunning() const { return m_current.state == ScheduleState::Active || m_current.state == ScheduleState::Paused; }

bool SchedulesPage::mayChange(const ScheduleLine& line) const { return m_access == Access::Full && isOpen(line.state) && isRunning(); }

void SchedulesPage::addLine(QGridLayout* grid, const ScheduleLine& line)
{
    const int at = grid->rowCount();
    auto* amount = new MoneyLabel;
    amount->setMoney(line.amount);
    amount->setMinimumWidth(amount->sizeHint().width()); // never cut, however narrow the panel is
    grid->addWidget(makeLabel(TextStyle::Muted, QString::number(line.number)), at, 0);
    grid->addWidget(makeLabel(TextStyle::Body, dayText(line.dueOn.date())), at, 1);
    grid->addWidget(amount, at, 2, Qt::AlignRight);
    grid->addWidget(new Chip(chip(line.state)), at, 3);
    if (line.paymentId || mayChange(line)) {
        auto* more = makeIconButton(QStringLiteral("application-menu"), tr("What to do with payment %1").arg(line.number), QStringLiteral("schedules.line.%1").arg(line.number));
        more->setPopupMode(QToolButton::InstantPopup);
        auto* menu = new QMenu(more);
        fillMenu(menu, line);
        more->setMenu(menu);
        grid->addWidget(more, at, 4);
    }
    QString remark = line.note;
    if (isOpen(line.state) && line.attempts > 0) {
        remark = line.failure.isEmpty() ? tr("Tried %n times.", nullptr, line.attempts) : tr("Tried %n times: %1", nullptr, line.attempts).arg(line.failure);
        if (line.needsPayer) remark += u' ' + tr("The student has to confirm it.");
        else if (line.nextAttemptAt) remark += u' ' + tr("Again on %1.").arg(dayText(line.nextAttemptAt->date()));
    }
    if (!remark.isEmpty()) grid->addWidget(makeText(TextStyle::Small, remark), at + 1, 1, 1, 4);
}

void SchedulesPage::fillMenu(QMenu* menu, const ScheduleLine& line)
{
    if (line.paymentId) menu->addAction(tr("Open the payment"), this, [this, id = *line.paymentId] { Q_EMIT paymentWanted(id); });
    if (!mayChange(line)) return;
    menu->addAction(tr("Record a payment…"), this, [this, line] { record(line); });
    menu->addAction(tr("Move to another day…"), this, [this, line] { move(line); });
    menu->addAction(tr("Waive…"), this, [this, line] { waive(line); });
}

void SchedulesPage::move(const ScheduleLine& line)
{
    auto* dialog = new MoveLineDialog(m_current, line, m_gateways.schedules, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MoveLineDialog::done, this, [this](const Schedule& schedule) { take(schedule, tr("Moved. The student is told.")); });
    dialog->open();
}

void SchedulesPage::waive(const ScheduleLine& line)
{
    auto* dialog = new ReasonDialog({tr("Waive %1?").arg(moneyText(line.amount)), tr("%1 need not pay it any more; teacher and school get nothing of it. This cannot be undone.").arg(m_current.studentName), tr("Waive it")}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, id = m_current.id, lineId = line.id] {
        whenDone(dialog, m_gateways.schedules->change(id, {lineId, std::nullopt, dialog->reason()}), [this, dialog](const Result<Schedule>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            take(*answer, tr("Waived. The student is told."));
        });
    });
    dialog->open();
}

void SchedulesPage::record(const ScheduleLine& line)
{
    Payment payment; // what the dialog says of it
    payment.method = PaymentMethod::Cash;
    payment.amount = line.amount;
    payment.studentName = m_current.studentName;
    payment.courseTitle = m_current.courseTitle;
    auto* dialog = new ReceiptDialog(payment, nullptr, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReceiptDialog::wanted, this, [this, dialog, id = m_current.id, lineId = line.id](const OfflineReceiptForm& form, const QString& key) {
        whenDone(dialog, m_gateways.schedules->recordPayment(id, lineId, form, key), [this, dialog](const Result<Schedule>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            take(*answer, tr("Recorded."));
        });
    });
    dialog->open();
}

void SchedulesPage::setPaused(bool paused)
{
    auto* dialog = new ReasonDialog({paused ? tr("Pause this plan?") : tr("Let this plan go on?"),
                                     paused ? tr("Nothing is collected and nothing becomes overdue until you let it go on. What is open then moves by the days that it rested.")
                                            : tr("What is open is collected again, moved by the days that the plan rested."),
                                     paused ? tr("Pause it") : tr("Let it go on"), true, false},
                                    this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, paused, id = m_current.id] {
        whenDone(dialog, m_gateways.schedules->setPaused(id, paused, dialog->reason()), [this, dialog, paused](const Result<Schedule>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            take(*answer, paused ? tr("The plan rests.") : tr("The plan goes on."));
        });
    });
    dialog->open();
}

void SchedulesPage::take(const Schedule& schedule, const QString& said)
{
    Q_EMIT toast(said, Tone::Green);
    m_model->update(schedule);
    Q_EMIT changed();
    refresh();
}

} // namespace lectern
