#include "ui/sessions/sessionspage.h"
#include "ui/kit/filterbar.h"
#include "ui/sessions/sessiondialogs.h"

namespace lectern {

SessionsPage::SessionsPage(const Gateways& gateways, QWidget* parent)
    : PageFrame(tr("Live sessions"), parent)
    , m_gateways(gateways)
    , m_tabs(makeTabBar(QStringLiteral("sessions.tabs"), tr("Parts"), {tr("Find a teacher"), tr("My sessions")}))
    , m_stack(new QStackedWidget)
    , m_search(new SearchField(tr("Topic or teacher"), QStringLiteral("sessions.search")))
    , m_cards(column(space::m, {0, 0, space::s, space::l}))
    , m_mine(new BookingList(gateways, Role::Student, {QStringLiteral("view-calendar"), tr("No sessions ahead"), tr("What you book is here, with what happens next."), tr("Find a teacher")}, QStringLiteral("sessions.table")))
{
    setMaximumContentWidth(1280);
    setSubtitle(tr("An hour with a teacher, at a time that suits both of you."));
    auto* calendar = makeButton(ButtonKind::Secondary, tr("In my calendar…"), QStringLiteral("sessions.feed"), QStringLiteral("view-calendar"));
    connect(calendar, &QPushButton::clicked, this, [this] { CalendarFeedDialog::openFor(this, m_gateways.sessionAffairs); });
    addAction(calendar);
    addTools(m_tabs);
    m_stack->addWidget(buildOffers());
    m_stack->addWidget(m_mine);
    connect(m_mine, &BookingList::changed, m_mine, &BookingList::reload);
    connect(m_mine, &BookingList::checkoutWanted, this, &SessionsPage::checkoutWanted);
    connect(m_mine, &BookingList::toast, this, &SessionsPage::toast);
    connect(m_mine, &BookingList::emptyAction, this, [this] { m_tabs->setCurrentIndex(0); });
    auto* states = setContent(m_stack, Skeleton::Shape::Cards, {}, false);
    states->showContent();
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    loadOffers();
}

QWidget* SessionsPage::searchField() const { return m_search; }

QWidget* SessionsPage::buildOffers()
{
    auto* page = new QWidget;
    auto* list = new QWidget;
    auto* lines = column(0);
    lines->addLayout(m_cards);
    lines->addStretch();
    list->setLayout(lines);
    m_offerStates = new StateStack(makeScroller(list), Skeleton::Shape::Cards, {QStringLiteral("view-calendar"), tr("No live sessions yet"), tr("When teachers of your school offer hours, you find them here."), {}});
    m_offerStates->setOfflineHint(tr("What you booked stays booked; its time is in the mails you got."));
    connect(m_offerStates, &StateStack::retry, this, &SessionsPage::loadOffers);
    connect(m_search, &SearchField::searched, this, &SessionsPage::loadOffers);
    auto* all = column(space::m, {0, space::m, 0, 0});
    auto* bar = new FilterBar;
    bar->add(m_search);
    all->addWidget(bar);
    all->addWidget(m_offerStates, 1);
    page->setLayout(all);
    return page;
}

void SessionsPage::refresh()
{
    loadOffers();
    m_mine->reload();
}

void SessionsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("booking")) m_mine->reload();
}

void SessionsPage::showBooking(const BookingId& id)
{
    m_tabs->setCurrentIndex(1);
    m_mine->showBooking(id);
}

void SessionsPage::loadOffers()
{
    m_offerStates->showLoading();
    const quint64 request = m_request.next();
    whenDone(this, m_gateways.sessionCatalogue->offers({m_search->text().trimmed(), std::nullopt}), [this, request](const Result<QList<GigOffer>>& answer) {
        if (!m_request.is(request)) return;
        if (!answer) return m_offerStates->showError(answer.error());
        const bool isSearch = !m_search->text().trimmed().isEmpty();
        m_offerStates->setEmptyText(isSearch ? EmptyText{QStringLiteral("edit-find"), tr("Nothing found"), tr("Try another word, or a teacher's name."), {}} : EmptyText{QStringLiteral("view-calendar"), tr("No live sessions yet"), tr("When teachers of your school offer hours, you find them here."), {}});
        if (answer->isEmpty()) return m_offerStates->showEmpty();
        display(*answer);
        m_offerStates->showContent();
    });
}

void SessionsPage::display(const QList<GigOffer>& offers)
{
    clearLayout(m_cards);
    for (const GigOffer& offer : offers) m_cards->addWidget(cardOf(offer));
}

QWidget* SessionsPage::cardOf(const GigOffer& offer)
{
    auto* card = new Card(nullptr, space::l);
    auto* columns = row(space::l);
    columns->addWidget(new Avatar(offer.teacherName, 44), 0, Qt::AlignTop);
    auto* words = column(space::xs);
    words->addWidget(makeText(TextStyle::Lead, offer.title));
    QStringList facts{offer.teacherName, offer.categoryName, languageName(offer.language)};
    if (offer.sessions > 0) facts << tr("%n sessions held", nullptr, offer.sessions);
    words->addWidget(makeText(TextStyle::Muted, facts.join(QStringLiteral(" · "))));
    words->addWidget(makeText(TextStyle::Body, offer.summary));
    words->addStretch();
    columns->addLayout(words, 1);
    auto* right = column(space::xs);
    auto* price = new MoneyLabel(textsize::title);
    price->setMoney(offer.hourlyRate);
    right->addWidget(price, 0, Qt::AlignRight);
    right->addWidget(makeLabel(TextStyle::Small, tr("an hour, plus fee")), 0, Qt::AlignRight);
    auto* choose = makeButton(ButtonKind::Primary, tr("Choose a time"), QStringLiteral("sessions.choose"));
    choose->setAccessibleName(tr("Choose a time for “%1”").arg(offer.title));
    connect(choose, &QPushButton::clicked, this, [this, id = offer.id] { Q_EMIT gigWanted(id); });
    right->addWidget(choose, 0, Qt::AlignRight);
    right->addStretch();
    columns->addLayout(right);
    card->body()->addLayout(columns);
    return card;
}

} // namespace lectern
