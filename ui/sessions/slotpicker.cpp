#include "ui/sessions/slotpicker.h"
#include <QButtonGroup>
#include <QGridLayout>

namespace lectern {

namespace {

constexpr int kDays = 7;
constexpr int kTimesInLine = 5;
constexpr int kLeastHeight = 152; ///< of the states: days and three lines of times, so that little moves from day to day

QPushButton* chip(const QString& text, const QString& name, QButtonGroup* group)
{
    auto* button = makeButton(ButtonKind::Secondary, text, name);
    button->setProperty("kind", QStringLiteral("filter")); // small: several stand beside each other
    button->setCheckable(true);
    group->addButton(button);
    return button;
}

EmptyText nothingFree() { return {QStringLiteral("view-calendar"), SlotPicker::tr("Nothing free in these days"), SlotPicker::tr("Look at the days after them."), SlotPicker::tr("The next seven days")}; }

} // namespace

/// As it is on that day: clocks may change until then.
QString zoneText(const QTimeZone& zone, const QDate& day)
{
    const int offset = zone.offsetFromUtc(day.startOfDay(zone));
    const QString sign = offset < 0 ? QStringLiteral("−") : QStringLiteral("+");
    const QTime hours = QTime(0, 0).addSecs(std::abs(offset));
    return QStringLiteral("%1, UTC%2%3").arg(QString::fromLatin1(zone.id()), sign, hours.toString(QStringLiteral("hh:mm")));
}

SlotPicker::SlotPicker(Finder find, QWidget* parent)
    : QWidget(parent)
    , m_find(std::move(find))
    , m_name(makeLabel(TextStyle::Strong, {}))
    , m_zone(makeText(TextStyle::Small, {}))
    , m_previous(makeIconButton(QStringLiteral("go-previous"), tr("The seven days before"), QStringLiteral("slots.previous")))
    , m_dayButtons(new QGridLayout)
    , m_times(new QGridLayout)
{
    auto* next = makeIconButton(QStringLiteral("go-next"), tr("The next seven days"), QStringLiteral("slots.next"));
    auto* head = row(space::s);
    head->addWidget(m_previous);
    head->addWidget(next);
    head->addWidget(m_name);
    head->addStretch();
    m_dayButtons->setSpacing(space::xs);
    m_times->setSpacing(space::s);
    for (int i = 0; i < kDays; ++i) m_dayButtons->setColumnStretch(i, 1);
    for (int i = 0; i < kTimesInLine; ++i) m_times->setColumnStretch(i, 1);
    auto* body = new QWidget;
    auto* lines = column(space::m);
    lines->addLayout(m_dayButtons);
    lines->addLayout(m_times);
    lines->addStretch();
    body->setLayout(lines);
    m_states = new StateStack(body, Skeleton::Shape::Cards, nothingFree());
    m_states->setMinimumHeight(kLeastHeight);
    connect(m_states, &StateStack::retry, this, &SlotPicker::reload);
    connect(m_states, &StateStack::emptyAction, this, [this] { startAt(m_first.addDays(kDays)); });
    auto* all = column(space::s);
    all->addLayout(head);
    all->addWidget(m_zone);
    all->addWidget(m_states, 1);
    setLayout(all);
    connect(m_previous, &QAbstractButton::clicked, this, [this] { startAt(m_first.addDays(-kDays)); });
    connect(next, &QAbstractButton::clicked, this, [this] { startAt(m_first.addDays(kDays)); });
}

void SlotPicker::startAt(const QDate& day)
{
    m_first = std::max(day, QDate::currentDate());
    reload();
}

void SlotPicker::reload()
{
    if (!m_first.isValid()) m_first = QDate::currentDate();
    m_previous->setEnabled(m_first > QDate::currentDate());
    m_name->setText(tr("%1 – %2").arg(dayText(m_first), dayText(m_first.addDays(kDays - 1))));
    const QTimeZone here = QTimeZone::systemTimeZone();
    const QDate last = m_first.addDays(kDays - 1);
    const bool isChanging = here.offsetFromUtc(m_first.startOfDay()) != here.offsetFromUtc(last.endOfDay());
    m_zone->setText(isChanging ? tr("By your clocks, which change in these days: %1").arg(zoneText(here, m_first)) : tr("By your clocks: %1").arg(zoneText(here, last)));
    if (m_chosen) m_wanted = m_chosen->startsAt;
    m_chosen.reset();
    Q_EMIT picked();
    m_states->setEmptyText(nothingFree());
    m_states->reset(); // times of another duration, or of other days, are no choice
    const quint64 request = m_request.next();
    whenDone(this, m_find(m_first.startOfDay().toUTC(), m_first.addDays(kDays).startOfDay().toUTC()), [this, request](const Result<QList<FreeSlot>>& answer) {
        if (!m_request.is(request)) return;
        // Asking again would not help.
        if (!answer && answer.error().code == ErrorCode::InvalidState) m_states->setEmptyText({QStringLiteral("view-calendar"), tr("There is no other time"), errorText(answer.error()), {}});
        if (!answer) return answer.error().code == ErrorCode::InvalidState ? m_states->showEmpty() : m_states->showError(answer.error());
        if (answer->isEmpty()) return m_states->showEmpty();
        display(*answer);
        m_states->showContent();
    });
}

void SlotPicker::display(const QList<FreeSlot>& found)
{
    m_days = QList<QList<FreeSlot>>(kDays);
    for (const FreeSlot& slot : found) {
        const qint64 day = m_first.daysTo(slot.startsAt.toLocalTime().date());
        if (day >= 0 && day < kDays) m_days[static_cast<int>(day)].append(slot);
    }
    clearLayout(m_dayButtons);
    delete m_dayGroup;
    m_dayGroup = new QButtonGroup(this);
    // The day that was looked at stays, where something is free on it.
    if (m_days.at(m_day).isEmpty()) {
        const auto first = std::find_if(m_days.cbegin(), m_days.cend(), [](const QList<FreeSlot>& day) { return !day.isEmpty(); });
        m_day = first == m_days.cend() ? 0 : static_cast<int>(first - m_days.cbegin());
    }
    for (int day = 0; day < kDays; ++day) {
        const QDate date = m_first.addDays(day);
        auto* button = chip(QLocale().toString(date, QStringLiteral("ddd d")), QStringLiteral("slots.day"), m_dayGroup);
        button->setEnabled(!m_days.at(day).isEmpty());
        button->setChecked(day == m_day);
        button->setToolTip(m_days.at(day).isEmpty() ? tr("Nothing is free") : tr("%n times are free", nullptr, static_cast<int>(m_days.at(day).size())));
        button->setAccessibleName(QStringLiteral("%1, %2").arg(dayText(date), button->toolTip()));
        m_dayButtons->addWidget(button, 0, day);
        connect(button, &QPushButton::clicked, this, [this, day] { showDay(day); });
    }
    showDay(m_day);
    // Of another duration the same start is what was meant, where it is free.
    const QList<FreeSlot>& times = m_days.at(m_day);
    const auto same = std::find_if(times.cbegin(), times.cend(), [this](const FreeSlot& slot) { return slot.startsAt == m_wanted; });
    if (same != times.cend()) m_timeGroup->buttons().at(static_cast<int>(same - times.cbegin()))->click();
    m_wanted = {};
}

void SlotPicker::showDay(int day)
{
    m_day = day;
    if (m_chosen) {
        m_chosen.reset();
        Q_EMIT picked();
    }
    clearLayout(m_times);
    delete m_timeGroup;
    m_timeGroup = new QButtonGroup(this);
    int at = 0;
    for (const FreeSlot& slot : std::as_const(m_days[day])) {
        auto* button = chip(clockText(slot.startsAt), QStringLiteral("slots.slot"), m_timeGroup);
        button->setAccessibleName(sessionTimeText(slot.startsAt, slot.endsAt));
        m_times->addWidget(button, at / kTimesInLine, at % kTimesInLine);
        ++at;
        connect(button, &QPushButton::clicked, this, [this, slot] {
            m_chosen = slot;
            Q_EMIT picked();
        });
    }
}

} // namespace lectern
