#include "ui/sessions/teachingpage.h"
#include "ui/kit/confirmdialog.h"
#include "ui/sessions/sessiondialogs.h"
#include "ui/sessions/slotpicker.h"

namespace lectern {

TeachingPage::TeachingPage(const Gateways& gateways, QWidget* parent)
    : PageFrame(tr("Live sessions"), parent)
    , m_gateways(gateways)
    , m_tabs(makeTabBar(QStringLiteral("teaching.tabs"), tr("Parts"), {tr("Week"), tr("Requests and sessions"), tr("What I offer")}))
    , m_stack(new QStackedWidget)
    , m_list(new BookingList(gateways, Role::Teacher, {QStringLiteral("view-calendar"), tr("Nothing is ahead"), tr("When a student asks for an hour, you confirm it here, and it is paid then."), tr("What I offer")}, QStringLiteral("teaching.table")))
    , m_cards(column(space::m, {0, 0, space::s, space::l}))
{
    setMaximumContentWidth(1280);
    auto* feed = makeButton(ButtonKind::Quiet, tr("In my calendar…"), QStringLiteral("teaching.feed"));
    auto* hours = makeButton(ButtonKind::Secondary, tr("My hours…"), QStringLiteral("teaching.hours"), QStringLiteral("clock"));
    auto* create = makeButton(ButtonKind::Primary, tr("New session"), QStringLiteral("teaching.new"), QStringLiteral("list-add"));
    for (QWidget* action : std::initializer_list<QWidget*>{feed, hours, create}) addAction(action);
    connect(feed, &QPushButton::clicked, this, [this] { CalendarFeedDialog::openFor(this, m_gateways.sessionAffairs); });
    connect(hours, &QPushButton::clicked, this, &TeachingPage::hoursWanted);
    connect(create, &QPushButton::clicked, this, [this] { Q_EMIT gigWanted(std::nullopt); });
    addTools(m_tabs);
    m_stack->addWidget(buildWeek());
    m_stack->addWidget(m_list);
    connect(m_list, &BookingList::changed, this, &TeachingPage::refresh);
    connect(m_list, &BookingList::toast, this, &TeachingPage::toast);
    connect(m_list, &BookingList::emptyAction, this, [this] { m_tabs->setCurrentIndex(2); });
    m_stack->addWidget(buildGigs());
    setContent(m_stack, Skeleton::Shape::Table, {}, false)->showContent();
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    loadWeek();
    loadGigs();
}

QWidget* TeachingPage::buildWeek()
{
    m_week = new WeekCalendar;
    m_zone = makeLabel(TextStyle::Small, {});
    m_noHours = new Notice(Tone::Gold);
    connect(m_noHours->addButton(tr("Set my hours"), QStringLiteral("teaching.setHours")), &QPushButton::clicked, this, &TeachingPage::hoursWanted);
    auto* card = new Card(nullptr, space::l);
    card->body()->addWidget(m_noHours);
    card->body()->addWidget(m_week, 1);
    card->body()->addWidget(m_zone);
    m_weekStates = new StateStack(card, Skeleton::Shape::Table, {});
    m_weekStates->setOfflineHint(tr("Sessions that are booked are in the mails you got."));
    connect(m_weekStates, &StateStack::retry, this, &TeachingPage::loadWeek);
    connect(m_week, &WeekCalendar::weekChanged, this, [this] {
        m_weekStates->reset(); // without its sessions it would look free
        loadWeek();
    });
    connect(m_week->grid(), &WeekGrid::opened, this, [this](const QString& id) { showBooking(BookingId{id}); });
    auto* page = new QWidget;
    auto* lines = column(0, {0, space::m, 0, 0});
    lines->addWidget(m_weekStates, 1);
    page->setLayout(lines);
    return page;
}

QWidget* TeachingPage::buildGigs()
{
    auto* list = new QWidget;
    auto* lines = column(0);
    lines->addLayout(m_cards);
    lines->addStretch();
    list->setLayout(lines);
    m_gigStates = new StateStack(makeScroller(list), Skeleton::Shape::Cards, {QStringLiteral("view-calendar"), tr("You offer no live sessions"), tr("Say what you teach by the hour, and what it costs. An admin approves it, and students book it in your hours."), tr("New session")});
    connect(m_gigStates, &StateStack::retry, this, &TeachingPage::loadGigs);
    connect(m_gigStates, &StateStack::emptyAction, this, [this] { Q_EMIT gigWanted(std::nullopt); });
    auto* page = new QWidget;
    auto* all = column(0, {0, space::m, 0, 0});
    all->addWidget(m_gigStates, 1);
    page->setLayout(all);
    return page;
}

void TeachingPage::refresh()
{
    loadWeek();
    loadGigs();
    m_list->reload();
}

void TeachingPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("gig")) loadGigs();
    if (message.topic != QStringLiteral("booking") && message.topic != QStringLiteral("availability")) return;
    loadWeek();
    m_list->reload();
}

void TeachingPage::showBooking(const BookingId& id)
{
    m_tabs->setCurrentIndex(1);
    m_list->showBooking(id);
}

void TeachingPage::loadWeek()
{
    m_weekStates->showLoading();
    const quint64 request = m_weekRequest.next();
    BookingFilter filter;
    // A day more on both sides: the week is that of the teacher's clocks.
    filter.from = m_week->grid()->week().addDays(-1).startOfDay(Qt::UTC);
    filter.until = m_week->grid()->week().addDays(8).startOfDay(Qt::UTC);
    whenDone(this, m_gateways.gigs->availability(), [this, request, filter](const Result<Availability>& hours) {
        if (!m_weekRequest.is(request)) return;
        if (!hours) return m_weekStates->showError(hours.error());
        const bool hasHours = !hours->hours.isEmpty() || !hours->exceptions.isEmpty();
        const QTimeZone zone = hasHours ? QTimeZone(hours->timeZone.toLatin1()) : QTimeZone::systemTimeZone();
        m_week->grid()->setZone(zone);
        m_week->grid()->setHours(*hours);
        m_zone->setText(tr("By your clocks: %1. Shaded: your hours.").arg(zoneText(zone, m_week->grid()->week())));
        m_noHours->say(hasHours ? QString() : tr("Students can book you once you have said when you teach."));
        whenDone(this, m_gateways.bookings->bookings(filter, {}), [this, request](const Result<Page<Booking>>& page) {
            if (!m_weekRequest.is(request)) return;
            if (!page) return m_weekStates->showError(page.error());
            QList<CalendarBlock> blocks;
            for (const Booking& booking : page->items) {
                if (booking.state == BookingState::Cancelled || booking.state == BookingState::Refunded) continue;
                blocks.append({booking.id.value, booking.studentName, QStringLiteral("%1 · %2").arg(booking.title, chip(booking.state).text), booking.startsAt, booking.endsAt, chip(booking.state).tone});
            }
            std::sort(blocks.begin(), blocks.end(), [](const CalendarBlock& a, const CalendarBlock& b) { return a.from < b.from; });
            m_week->grid()->setBlocks(blocks);
            m_weekStates->showContent();
        });
    });
}

void TeachingPage::loadGigs()
{
    m_gigStates->showLoading();
    const quint64 request = m_gigRequest.next();
    whenDone(this, m_gateways.gigs->mine(), [this, request](const Result<QList<Gig>>& answer) {
        if (!m_gigRequest.is(request)) return;
        if (!answer) return m_gigStates->showError(answer.error());
        if (answer->isEmpty()) return m_gigStates->showEmpty();
        display(*answer);
        m_gigStates->showContent();
    });
}

void TeachingPage::display(const QList<Gig>& gigs)
{
    clearLayout(m_cards);
    for (const Gig& gig : gigs) m_cards->addWidget(cardOf(gig));
}

QWidget* TeachingPage::cardOf(const Gig& gig)
{
    auto* card = new Card(nullptr, space::l);
    auto* head = row(space::s);
    head->addWidget(new ElidedLabel(TextStyle::Lead, gig.card.title), 1);
    if (gig.revisionState == RevisionState::Submitted && gig.approvedRevision > 0) head->addWidget(new Chip({tr("Change in review"), Tone::Blue}));
    head->addWidget(new Chip(chip(gig.state)));
    card->body()->addLayout(head);
    QStringList facts{tr("%1 an hour").arg(moneyText(gig.card.hourlyRate))};
    if (!gig.card.durations.isEmpty()) facts << durationsText(gig.card.durations);
    if (!gig.categoryName.isEmpty()) facts << gig.categoryName;
    if (gig.sessions > 0) facts << tr("%n sessions held", nullptr, gig.sessions);
    card->body()->addWidget(makeText(TextStyle::Muted, facts.join(QStringLiteral(" · "))));
    if (!gig.lastReason.isEmpty()) {
        auto* why = new Notice(Tone::Red);
        why->say(gig.lastReason, gig.state == GigState::Suspended ? tr("Your school suspended it") : tr("What to change"));
        card->body()->addWidget(why);
    }
    auto* buttons = row(space::s);
    const auto add = [&](ButtonKind kind, const QString& text, const QString& name, auto act) {
        auto* button = makeButton(kind, text, name);
        connect(button, &QPushButton::clicked, this, act);
        buttons->addWidget(button);
    };
    if (gig.state != GigState::Archived) add(ButtonKind::Secondary, tr("Edit"), QStringLiteral("teaching.edit"), [this, gig] { Q_EMIT gigWanted(gig); });
    if (gig.state == GigState::Offered) add(ButtonKind::Quiet, tr("Pause"), QStringLiteral("teaching.pause"), [this, gig] { setState(gig, GigState::Paused); });
    if (gig.state == GigState::Paused) add(ButtonKind::Primary, tr("Offer it again"), QStringLiteral("teaching.resume"), [this, gig] { setState(gig, GigState::Offered); });
    if (gig.state != GigState::Archived) add(ButtonKind::DangerQuiet, tr("Archive…"), QStringLiteral("teaching.archive"), [this, gig] { setState(gig, GigState::Archived); });
    buttons->addStretch();
    card->body()->addLayout(buttons);
    return card;
}

void TeachingPage::setState(const Gig& gig, GigState state)
{
    const auto send = [this, id = gig.id, state](DialogFrame* dialog) {
        whenDone(this, m_gateways.gigs->setState(id, state), [this, dialog = QPointer<DialogFrame>(dialog)](const Result<Gig>& answer) {
            if (!answer && dialog) return dialog->fail(answer.error());
            if (!answer) return (void)Q_EMIT toast(errorText(answer.error()), Tone::Red);
            if (dialog) dialog->accept();
            Q_EMIT toast(answer->state == GigState::Offered ? tr("Students can book it.") : answer->state == GigState::Paused ? tr("Paused. What is booked stays booked.") : tr("Archived. What is booked stays booked."), Tone::Green);
            loadGigs();
        });
    };
    if (state != GigState::Archived) return send(nullptr);
    auto* dialog = new ConfirmDialog({tr("Archive “%1”?").arg(gig.card.title), tr("Students cannot book it any more, and it cannot be offered again. What is booked stays booked."), tr("Archive it"), {}, true}, QStringLiteral("teaching.confirmArchive"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [send, dialog] { send(dialog); });
    dialog->open();
}

} // namespace lectern
