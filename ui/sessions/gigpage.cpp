#include "ui/sessions/gigpage.h"
#include "domain/validation.h"
#include "ui/sessions/pricegrid.h"
#include <QButtonGroup>
#include <QTimeZone>

namespace lectern {

GigPage::GigPage(const GigId& id, const Gateways& gateways, QWidget* parent)
    : PageFrame(tr("Live session"), parent)
    , m_id(id)
    , m_gateways(gateways)
    , m_meta(makeText(TextStyle::Muted, {}))
    , m_description(new MarkdownView)
    , m_columns(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_durations(row(space::s))
    , m_durationBox(new QWidget)
    , m_slots(new SlotPicker([this](const QDateTime& from, const QDateTime& until) { return m_gateways.sessionCatalogue->freeSlots(m_id, m_price.minutes, from, until); }))
    , m_sum(column(0))
    , m_message(new QPlainTextEdit)
    , m_problem(new Notice(Tone::Red))
    , m_book(makeButton(ButtonKind::Primary, tr("Send the request"), QStringLiteral("gig.book")))
{
    setBackVisible(true);
    setMaximumContentWidth(1160);
    auto* left = new Card(nullptr, space::xl);
    left->body()->addWidget(m_meta);
    left->body()->addWidget(m_description);
    left->body()->addStretch();
    m_message->setObjectName(QStringLiteral("gig.message"));
    m_message->setTabChangesFocus(true);
    m_message->setFixedHeight(72);
    m_durationBox->setLayout(m_durations);
    auto* right = new Card(tr("Choose a time"));
    right->body()->addWidget(m_durationBox);
    right->body()->addWidget(m_slots);
    m_messageField = new FormField(tr("&Message to the teacher (optional)"), m_message, tr("What you want to learn, and what you know already."));
    right->body()->addWidget(m_messageField);
    right->body()->addLayout(m_sum);
    right->body()->addWidget(m_problem);
    right->body()->addWidget(m_book);
    right->body()->addStretch();
    auto* body = new QWidget;
    m_columns->setSpacing(space::l);
    m_columns->setContentsMargins(0, 0, space::s, space::l);
    m_columns->addWidget(left, 1);
    m_columns->addWidget(right, 2);
    body->setLayout(m_columns);
    m_states = setContent(body, Skeleton::Shape::Detail, {}, true);
    connect(m_states, &StateStack::retry, this, &GigPage::refresh);
    connect(m_slots, &SlotPicker::picked, this, &GigPage::showSum);
    connect(m_book, &QPushButton::clicked, this, &GigPage::send);
    refresh();
}

void GigPage::resizeEvent(QResizeEvent* event)
{
    PageFrame::resizeEvent(event);
    m_columns->setDirection(width() < 1000 ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void GigPage::refresh()
{
    m_states->showLoading();
    const quint64 request = m_request.next();
    whenDone(this, m_gateways.sessionCatalogue->offer(m_id, {}), [this, request](const Result<GigOffer>& answer) {
        if (!m_request.is(request)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_states->showContent();
    });
}

void GigPage::display(const GigOffer& offer)
{
    m_offer = offer;
    setTitle(offer.title);
    QStringList facts{offer.teacherName, offer.categoryName, languageName(offer.language), tr("%1 an hour").arg(moneyText(offer.hourlyRate))};
    if (offer.sessions > 0) facts << tr("%n sessions held", nullptr, offer.sessions);
    m_meta->setText(facts.join(QStringLiteral(" · ")));
    m_description->setMarkdownText(offer.descriptionMarkdown);
    clearLayout(m_durations);
    auto* group = new QButtonGroup(m_durationBox);
    const int chosen = m_price.minutes > 0 ? m_price.minutes : offer.prices.isEmpty() ? 0 : offer.prices.first().minutes;
    for (const SessionPrice& price : offer.prices) {
        auto* button = makeButton(ButtonKind::Secondary, tr("%1 · %2").arg(minutesText(price.minutes), moneyText(price.total)), QStringLiteral("gig.minutes.%1").arg(price.minutes));
        button->setCheckable(true);
        button->setChecked(price.minutes == chosen);
        group->addButton(button);
        m_durations->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, minutes = price.minutes] { chooseMinutes(minutes); });
    }
    m_durations->addStretch();
    chooseMinutes(chosen);
}

void GigPage::chooseMinutes(int minutes)
{
    m_price = {};
    for (const SessionPrice& price : std::as_const(m_offer.prices)) {
        if (price.minutes == minutes) m_price = price;
    }
    m_price.minutes = minutes;
    m_slots->reload();
}

void GigPage::showSum()
{
    clearLayout(m_sum);
    const auto slot = m_slots->chosen();
    m_book->setEnabled(slot.has_value());
    if (slot) m_problem->say({}); // what was wrong with another time stays until one is chosen
    if (!slot) {
        m_sum->addWidget(makeText(TextStyle::Muted, tr("Choose a time. %1 confirms it, and then you pay.").arg(m_offer.teacherName)));
        return;
    }
    auto* grid = new PriceGrid;
    grid->addText(TextStyle::Strong, sessionTimeText(slot->startsAt, slot->endsAt));
    grid->addPrice(m_price, m_offer.hourlyRate);
    const QString hours = tr("%n hours", nullptr, m_offer.freeCancelHours);
    const bool isSoon = slot->startsAt < QDateTime::currentDateTimeUtc().addSecs(3600LL * m_offer.freeCancelHours);
    grid->addText(TextStyle::Small, (isSoon ? tr("You pay when %1 has confirmed. It begins in less than %2: should you cancel it once it is paid, %3% goes back.")
                                            : tr("You pay when %1 has confirmed. Cancelled until %2 before it begins, all of it goes back; later %3%.")).arg(m_offer.teacherName, hours).arg(m_offer.lateRefundPercent));
    m_sum->addWidget(makeBox(grid));
}

void GigPage::send()
{
    const auto slot = m_slots->chosen();
    if (!slot || m_isSending) return;
    if (auto error = validation::text(QStringLiteral("message"), m_message->toPlainText().trimmed(), validation::kMaxMessage)) {
        m_messageField->setError(errorText(*error));
        return m_message->setFocus();
    }
    m_isSending = true; // the button keeps the focus: the page stays where it is, and what went wrong is seen
    m_book->setText(tr("Sending…"));
    BookingForm form;
    form.gigId = m_id;
    form.startsAt = slot->startsAt;
    form.minutes = m_price.minutes;
    form.message = m_message->toPlainText().trimmed();
    form.timeZone = QString::fromLatin1(QTimeZone::systemTimeZoneId());
    form.expectedTotal = m_price.total;
    whenDone(this, m_gateways.bookings->book(form), [this](const Result<Booking>& answer) { take(answer); });
}

void GigPage::take(const Result<Booking>& answer)
{
    m_isSending = false;
    m_book->setText(tr("Send the request"));
    if (answer) return (void)Q_EMIT booked(*answer);
    if (answer.error().code == ErrorCode::Conflict) { // the time was taken, or the price is another one
        m_slots->forget();
        refresh();
    }
    const bool isLost = answer.error().code == ErrorCode::Offline;
    m_problem->say(isLost ? tr("%1 It may have arrived all the same: My sessions shows it then, and sending it again asks for nothing twice.").arg(errorText(answer.error())) : errorText(answer.error()));
}

} // namespace lectern
