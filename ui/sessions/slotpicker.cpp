#include "ui/sessions/slotpicker.h"
#include "ui/kit/pageframe.h"
#include <QButtonGroup>
#include <QGridLayout>

namespace lectern {

/// As it is on that day: clocks may change until then.
QString zoneText(const QTimeZone& zone, const QDate& day)
{
    const int offset = zone.offsetFromUtc(day.startOfDay(zone));
    const QString sign = offset < 0 ? QStringLiteral("−") : QStringLiteral("+");
    const QTime hours = QTime(0, 0).addSecs(std::abs(offset));
    return QStringLiteral("%1, UTC%2%3").arg(QString::fromLatin1(zone.id()), sign, hours.toString(QStringLiteral("hh:mm")));
}

SlotPicker::SlotPicker(SessionCatalogueGateway* catalogue, const GigId& gig, QWidget* parent)
    : QWidget(parent)
    , m_catalogue(catalogue)
    , m_gig(gig)
    , m_name(makeLabel(TextStyle::Strong, {}))
    , m_zone(makeText(TextStyle::Small, {}))
    , m_previous(makeIconButton(QStringLiteral("go-previous"), tr("The seven days before"), QStringLiteral("slots.previous")))
    , m_days(new QGridLayout)
{
    auto* next = makeIconButton(QStringLiteral("go-next"), tr("The next seven days"), QStringLiteral("slots.next"));
    auto* head = row(space::s);
    head->addWidget(m_previous);
    head->addWidget(next);
    head->addWidget(m_name);
    head->addStretch();
    m_days->setHorizontalSpacing(space::s);
    m_days->setVerticalSpacing(space::xs);
    auto* body = new QWidget;
    auto* lines = column(0);
    lines->addLayout(m_days);
    lines->addStretch();
    body->setLayout(lines);
    m_states = new StateStack(makeScroller(body), Skeleton::Shape::Cards, {QStringLiteral("view-calendar"), tr("Nothing free in these days"), tr("Look at the next days, or choose another duration."), tr("The next seven days")});
    connect(m_states, &StateStack::retry, this, &SlotPicker::reload);
    connect(m_states, &StateStack::emptyAction, this, [this] { goTo(m_first.addDays(7)); });
    auto* all = column(space::s);
    all->addLayout(head);
    all->addWidget(m_zone);
    all->addWidget(m_states, 1);
    setLayout(all);
    setFixedHeight(340); // what follows from the choice stays in sight
    connect(m_previous, &QAbstractButton::clicked, this, [this] { goTo(m_first.addDays(-7)); });
    connect(next, &QAbstractButton::clicked, this, [this] { goTo(m_first.addDays(7)); });
}

void SlotPicker::setMinutes(int minutes)
{
    m_minutes = minutes;
    if (!m_first.isValid()) m_first = QDate::currentDate();
    reload();
}

void SlotPicker::goTo(const QDate& first)
{
    m_first = std::max(first, QDate::currentDate());
    reload();
}

void SlotPicker::reload()
{
    m_previous->setEnabled(m_first > QDate::currentDate());
    m_name->setText(tr("%1 – %2").arg(dayText(m_first), dayText(m_first.addDays(6))));
    m_zone->setText(tr("By your clocks: %1").arg(zoneText(QTimeZone::systemTimeZone(), m_first.addDays(6))));
    m_chosen.reset();
    Q_EMIT picked();
    m_states->reset();
    m_states->showLoading();
    const quint64 request = m_request.next();
    const QDateTime from = m_first.startOfDay().toUTC();
    whenDone(this, m_catalogue->freeSlots(m_gig, m_minutes, from, m_first.addDays(7).startOfDay().toUTC()), [this, request](const Result<QList<FreeSlot>>& answer) {
        if (!m_request.is(request)) return;
        if (!answer) return m_states->showError(answer.error());
        if (answer->isEmpty()) return m_states->showEmpty();
        display(*answer);
        m_states->showContent();
    });
}

void SlotPicker::display(const QList<FreeSlot>& found)
{
    clearLayout(m_days);
    delete m_group;
    m_group = new QButtonGroup(this);
    const QLocale locale;
    QList<int> used(7, 1);
    for (int day = 0; day < 7; ++day) {
        auto* name = makeLabel(TextStyle::Small, locale.toString(m_first.addDays(day), QStringLiteral("ddd d")));
        name->setAlignment(Qt::AlignCenter);
        m_days->addWidget(name, 0, day);
        m_days->setColumnStretch(day, 1);
    }
    for (const FreeSlot& slot : found) {
        const QDateTime local = slot.startsAt.toLocalTime();
        const int day = static_cast<int>(m_first.daysTo(local.date()));
        if (day < 0 || day > 6) continue;
        auto* button = makeButton(ButtonKind::Secondary, locale.toString(local.time(), QLocale::ShortFormat), QStringLiteral("slots.slot"));
        button->setProperty("kind", QStringLiteral("filter")); // small: seven of them stand beside each other
        button->setCheckable(true);
        button->setAccessibleName(sessionTimeText(slot.startsAt, slot.endsAt));
        m_group->addButton(button);
        m_days->addWidget(button, used[day]++, day);
        connect(button, &QPushButton::clicked, this, [this, slot] { pick(slot); });
    }
    for (int day = 0; day < 7; ++day) {
        if (used.at(day) > 1) continue;
        auto* none = makeLabel(TextStyle::Muted, QStringLiteral("–"));
        none->setAlignment(Qt::AlignCenter);
        m_days->addWidget(none, 1, day);
    }
}

void SlotPicker::pick(const FreeSlot& slot)
{
    m_chosen = slot;
    Q_EMIT picked();
}

} // namespace lectern
