#include "ui/checkout/checkoutpage.h"
#include "domain/statemachine.h"
#include <QStackedWidget>
#include <QTimer>

namespace lectern {

namespace {
constexpr int kPoll_ms = 3000;
constexpr int kWaitsUntilUnknown = 20; // a minute
} // namespace

CheckoutPage::CheckoutPage(const Checkout& checkout, PaymentsGateway* payments, Connection* connection,
                           const CheckoutViewFactory& view, QWidget* parent)
    : PageFrame(tr("Payment"), parent)
    , m_checkout(checkout)
    , m_payments(payments)
    , m_connection(connection)
    , m_view(view(this))
    , m_stack(new QStackedWidget)
    , m_chip(new Chip)
    , m_notice(new Notice(Tone::Gold))
    , m_later(makeButton(ButtonKind::Secondary, tr("Resume later"), QStringLiteral("checkout.later")))
    , m_poll(new QTimer(this))
{
    setObjectName(QStringLiteral("checkout.page"));
    setMaximumContentWidth(kReadableWidth);
    showHead();
    addTitleWidget(m_chip);
    setBackVisible(true);
    addAction(m_later);
    connect(m_later, &QPushButton::clicked, this, &PageFrame::back);
    m_again = m_notice->addButton(tr("Open the payment again"), QStringLiteral("checkout.reopen"));
    m_again->hide();
    connect(m_again, &QPushButton::clicked, this, &CheckoutPage::reopen);
    auto* frame = new Card(nullptr, 1);
    m_view->setMinimumHeight(220);
    frame->body()->addWidget(m_view);
    auto* paying = new QWidget;
    auto* lines = column(space::m);
    lines->addWidget(m_notice);
    lines->addWidget(frame, 1);
    paying->setLayout(lines);
    m_stack->addWidget(paying);
    m_stack->addWidget(buildSettled());
    m_states = setContent(m_stack, Skeleton::Shape::Form, {}, false);
    m_states->showContent();
    connect(m_view, &CheckoutView::reported, this, &CheckoutPage::onReport);
    connect(m_view, &CheckoutView::loadFailed, this, [this](const QString& why) {
        m_notice->setTone(Tone::Red);
        m_notice->say(tr("%1 Nothing was paid. Check your connection, then open it again.").arg(why));
        m_again->show();
    });
    m_poll->setInterval(kPoll_ms);
    connect(m_poll, &QTimer::timeout, this, &CheckoutPage::askPayment);
    m_view->open(m_checkout);
    setState(State::Paying);
    // A form that is opened again does not know what happened to the last card.
    if (m_checkout.payment.state == PaymentState::Failed) sayDeclined(m_checkout.payment.failureMessage);
}

/// Title and price stand here once and small: what matters is the form with its button.
void CheckoutPage::showHead()
{
    const Payment& payment = m_checkout.payment;
    if (isTopUp()) {
        setTitle(isBundle() ? payment.courseTitle : tr("Top up your wallet"));
        return setSubtitle(moneyText(payment.amount));
    }
    setTitle(payment.courseTitle);
    const auto byCard = payment.amount.minus(payment.walletPart);
    if (payment.sessionAt)
        setSubtitle(tr("%1 · %2 · with %3").arg(momentText(*payment.sessionAt), moneyText(payment.amount), payment.teacherName));
    else if (payment.walletPart.isZero() || !byCard)
        setSubtitle(tr("%1 · by %2").arg(moneyText(payment.amount), payment.teacherName));
    else
        setSubtitle(tr("%1 by card, %2 from your wallet · by %3")
                        .arg(moneyText(*byCard), moneyText(payment.walletPart), payment.teacherName));
}

QWidget* CheckoutPage::buildSettled()
{
    auto* card = new Card;
    card->setObjectName(QStringLiteral("checkout.settled"));
    auto* mark = new QLabel;
    mark->setPixmap(icon(QStringLiteral("checkmark"), Tone::Green).pixmap(48, 48));
    mark->setAlignment(Qt::AlignCenter);
    auto* title = makeText(TextStyle::Display, isSession() ? tr("Your session is booked") : m_checkout.payment.isGift ? tr("Your gift is ready") : isBundle() ? tr("You are in") : isTopUp() ? tr("Your wallet is topped up") : isLater() ? tr("Paid") : tr("You are in"));
    title->setObjectName(QStringLiteral("checkout.settledTitle"));
    title->setAlignment(Qt::AlignCenter);
    m_settledText = makeText(TextStyle::Muted, {});
    m_settledText->setObjectName(QStringLiteral("checkout.settledText"));
    m_settledText->setAlignment(Qt::AlignCenter);
    auto* go = isSession() ? makeButton(ButtonKind::Primary, tr("To your session"), QStringLiteral("checkout.session"))
               : m_checkout.payment.isGift ? makeButton(ButtonKind::Primary, tr("See the code"), QStringLiteral("checkout.gift"))
               : isBundle() ? makeButton(ButtonKind::Primary, tr("To your courses"), QStringLiteral("checkout.bundle"))
               : isTopUp() ? makeButton(ButtonKind::Primary, tr("To your wallet"), QStringLiteral("checkout.wallet"))
               : isLater() ? makeButton(ButtonKind::Primary, tr("To your plans"), QStringLiteral("checkout.plans"))
                         : makeButton(ButtonKind::Primary, tr("Start learning"), QStringLiteral("checkout.learn"));
    connect(go, &QPushButton::clicked, this, [this] {
        if (isSession())
            Q_EMIT sessionWanted(*m_checkout.payment.bookingId);
        else if (m_checkout.payment.isGift)
            Q_EMIT giftsWanted();
        else if (isBundle())
            Q_EMIT bundlesWanted();
        else if (isTopUp())
            Q_EMIT walletWanted();
        else if (isLater())
            Q_EMIT plansWanted();
        else
            Q_EMIT learnWanted(m_checkout.payment.enrollmentId);
    });
    card->body()->addStretch(2);
    card->body()->addWidget(mark);
    card->body()->addWidget(title);
    card->body()->addWidget(m_settledText);
    card->body()->addSpacing(space::s);
    card->body()->addWidget(go, 0, Qt::AlignHCenter);
    card->body()->addStretch(3);
    return card;
}

void CheckoutPage::onReport(const QString& state, const QString& message)
{
    if (m_state == State::Settled) return;
    if (state == QStringLiteral("succeeded") || state == QStringLiteral("processing")) {
        setState(State::Confirming);
        // Asks the server to look at the gateway; grants nothing.
        const quint64 id = m_request.next();
        whenDone(this, m_payments->confirm(ConfirmForm{m_checkout.payment.id}),
                 [this, id](const Result<Payment>& answer) {
                     if (m_request.is(id) && answer) onPayment(*answer);
                 });
        return;
    }
    if (state == QStringLiteral("declined") || state == QStringLiteral("error")) {
        setState(State::Paying);
        m_chip->setSpec(chip(PaymentState::Failed));
        // The form has said why, right above its button; a second time here would push the button out of sight.
        if (message.isEmpty()) sayDeclined({});
    } else if (state == QStringLiteral("canceled")) {
        setState(State::Paying);
    }
}

void CheckoutPage::sayDeclined(const QString& why)
{
    m_notice->setTone(Tone::Red);
    const QString what = why.isEmpty() ? tr("The card was declined.") : why;
    m_notice->say(isTopUp() ? tr("%1 You can try again or use another card.").arg(what)
                            : tr("%1 You can try again or use another card; your place is kept.").arg(what));
}

void CheckoutPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("payment") || message.topic == QStringLiteral("enrollment")) askPayment();
}

void CheckoutPage::askPayment()
{
    if (m_state == State::Settled) return m_poll->stop();
    if (m_state == State::Confirming && ++m_waits > kWaitsUntilUnknown) setState(State::Unknown);
    const quint64 id = m_request.next();
    whenDone(this, m_payments->payment(m_checkout.payment.id), [this, id](const Result<Payment>& answer) {
        if (m_request.is(id) && answer) onPayment(*answer);
    });
}

void CheckoutPage::onPayment(const Payment& payment)
{
    if (m_state == State::Settled) return;
    m_checkout.payment = payment;
    if (payment.state == PaymentState::Succeeded && payment.settledAt) return setState(State::Settled);
    if (m_state == State::Confirming || m_state == State::Unknown) {
        if (payment.state == PaymentState::Failed) {
            setState(State::Paying);
            return sayDeclined(payment.failureMessage);
        }
        return;
    }
    m_chip->setSpec(chip(payment.state));
}

void CheckoutPage::setState(State state)
{
    m_state = state;
    m_again->hide();
    switch (state) {
    case State::Paying:
        m_waits = 0;
        m_notice->say({});
        m_chip->setSpec(chip(m_checkout.payment.state));
        break;
    case State::Confirming:
        m_chip->setSpec({tr("Confirming"), Tone::Blue});
        m_notice->setTone(Tone::Blue);
        m_notice->say(tr("Thank you. The payment is being confirmed; this takes a few seconds. You may also leave, "
                         "nothing gets lost."));
        break;
    case State::Unknown:
        m_chip->setSpec({tr("Being clarified"), Tone::Gold});
        m_notice->setTone(Tone::Gold);
        m_notice->say(tr("The confirmation takes longer than usual. Please do not pay again: we keep asking, and you "
                         "get a message as soon as it is there."));
        break;
    case State::Settled:
        m_poll->stop();
        setBackVisible(false);
        m_chip->setSpec(chip(PaymentState::Succeeded));
        m_later->setText(tr("Close"));
        m_settledText->setText(settledText());
        if (isLater()) askNext();
        m_stack->setCurrentIndex(1);
        break;
    }
}

QString CheckoutPage::settledText() const
{
    const Payment& payment = m_checkout.payment;
    const QString amount = moneyText(payment.amount);
    if (isSession()) return tr("%1 is paid for “%2”. The way in is under Live sessions, and you get a message before it begins.").arg(amount, paymentTitle(payment));
    if (isBundle()) return tr("%1 is paid. The courses of “%2” are waiting for you under My learning.").arg(amount, payment.courseTitle);
    if (payment.isGift) return tr("%1 is paid. The code opens “%2” for whoever has it; you find it under Payments, Gifts.").arg(amount, payment.courseTitle);
    if (isTopUp()) return tr("%1 is paid and in your wallet.").arg(amount);
    if (payment.instalments <= 1) return tr("%1 is paid. %2 is waiting for you under My learning.").arg(amount, payment.courseTitle);
    const QString what = tr("%1 is paid, payment %2 of %3.").arg(amount).arg(payment.instalment).arg(payment.instalments);
    if (!isLater()) return tr("%1 %2 is waiting for you under My learning.").arg(what, payment.courseTitle);
    return tr("%1 “%2” stays open.").arg(what, payment.courseTitle);
}

/// What follows this payment of a plan, and when.
void CheckoutPage::askNext()
{
    if (!m_schedules) return;
    whenDone(this, m_schedules->mine(), [this](const Result<QList<Schedule>>& answer) {
        if (!answer) return; // it stands under Payments
        for (const Schedule& schedule : *answer) {
            const bool isIts = std::any_of(schedule.lines.begin(), schedule.lines.end(), [this](const ScheduleLine& line) { return line.paymentId == m_checkout.payment.id; });
            if (isIts) m_settledText->setText(settledText() + u'\n' + nextText(schedule));
        }
    });
}

void CheckoutPage::reopen()
{
    m_notice->say({});
    m_again->hide();
    m_view->open(m_checkout);
}

void CheckoutPage::showEvent(QShowEvent* event)
{
    PageFrame::showEvent(event);
    if (m_state != State::Settled) m_poll->start();
}

void CheckoutPage::hideEvent(QHideEvent* event)
{
    PageFrame::hideEvent(event);
    m_poll->stop();
}

} // namespace lectern
