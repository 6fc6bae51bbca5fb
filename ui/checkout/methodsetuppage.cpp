#include "ui/checkout/methodsetuppage.h"
#include "domain/statemachine.h"
#include <QStackedWidget>
#include <QTimer>
#include <algorithm>

namespace lectern {

namespace {
constexpr int kPoll_ms = 3000;
constexpr int kWaitsUntilSaid = 20; // a minute
} // namespace

MethodSetupPage::MethodSetupPage(const MethodSetup& setup, const CheckoutViewFactory& view, QWidget* parent)
    : PageFrame(tr("Save a payment method"), parent)
    , m_stack(new QStackedWidget)
    , m_notice(new Notice(Tone::Red))
    , m_poll(new QTimer(this))
{
    setObjectName(QStringLiteral("methodSetup.page"));
    setMaximumContentWidth(kReadableWidth);
    setBackVisible(true);
    setSubtitle(tr("Nothing is charged now."));
    m_stack->addWidget(buildForm(setup, view));
    setContent(m_stack, Skeleton::Shape::Form, {}, false)->showContent();
    m_poll->setInterval(kPoll_ms);
    connect(m_poll, &QTimer::timeout, this, [this] {
        if (++m_waits == kWaitsUntilSaid) {
            m_notice->setTone(Tone::Gold);
            m_notice->say(tr("This takes longer than usual. Your card is kept; please do not give it again. You get a message as soon as the course is open."));
        }
        askTrial();
    });
}

MethodSetupPage::MethodSetupPage(const MethodSetup& setup, const Enrollment& trial, SubscriptionsGateway* subscriptions, const CheckoutViewFactory& view, QWidget* parent)
    : MethodSetupPage(setup, view, parent)
{
    m_trial = trial;
    m_subscriptions = subscriptions;
    setTitle(trial.courseTitle);
    setSubtitle(tr("Your trial begins with a card. Nothing is charged now."));
    m_stack->addWidget(buildBegun());
    askTrial(); // for what it costs later
}

QWidget* MethodSetupPage::buildForm(const MethodSetup& setup, const CheckoutViewFactory& view)
{
    auto* page = view(this);
    m_again = m_notice->addButton(tr("Open it again"), QStringLiteral("methodSetup.reopen"));
    auto* frame = new Card(nullptr, 1);
    page->setMinimumHeight(220);
    frame->body()->addWidget(page);
    auto* body = new QWidget;
    auto* lines = column(space::m);
    lines->addWidget(m_notice);
    lines->addWidget(frame, 1);
    body->setLayout(lines);
    Checkout checkout;
    checkout.checkoutUrl = setup.checkoutUrl;
    checkout.allowedHosts = setup.allowedHosts;
    connect(m_again, &QPushButton::clicked, this, [this, page, checkout] {
        m_notice->say({});
        page->open(checkout);
    });
    connect(page, &CheckoutView::loadFailed, this, [this](const QString& why) {
        if (!m_isSaved) m_notice->say(tr("%1 Nothing was saved. Check your connection, then open it again.").arg(why));
    });
    connect(page, &CheckoutView::reported, this, [this](const QString& state, const QString&) {
        if (state == QStringLiteral("saved")) onSaved();
    });
    page->open(checkout);
    return body;
}

QWidget* MethodSetupPage::buildBegun()
{
    auto* card = new Card;
    card->setObjectName(QStringLiteral("methodSetup.begun"));
    auto* mark = new QLabel;
    mark->setPixmap(icon(QStringLiteral("checkmark"), Tone::Green).pixmap(48, 48));
    mark->setAlignment(Qt::AlignCenter);
    auto* title = makeText(TextStyle::Display, tr("Your trial has begun"));
    title->setAlignment(Qt::AlignCenter);
    m_begunText = makeText(TextStyle::Muted, {});
    m_begunText->setAlignment(Qt::AlignCenter);
    auto* go = makeButton(ButtonKind::Primary, tr("Start learning"), QStringLiteral("methodSetup.learn"));
    connect(go, &QPushButton::clicked, this, [this] { Q_EMIT learnWanted(m_trial->id); });
    card->body()->addStretch(2);
    card->body()->addWidget(mark);
    card->body()->addWidget(title);
    card->body()->addWidget(m_begunText);
    card->body()->addSpacing(space::s);
    card->body()->addWidget(go, 0, Qt::AlignHCenter);
    card->body()->addStretch(3);
    return card;
}

void MethodSetupPage::onSaved()
{
    if (!m_trial) return Q_EMIT saved();
    m_isSaved = true;
    m_again->hide();
    m_notice->setTone(Tone::Blue);
    m_notice->say(tr("Thank you. Your card is kept, and the course is being opened; this takes a few seconds. You may also leave, nothing gets lost."));
    m_poll->start();
    askTrial();
}

void MethodSetupPage::refresh() { askTrial(); }

void MethodSetupPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("subscription") || message.topic == QStringLiteral("enrollment")) askTrial();
}

void MethodSetupPage::askTrial()
{
    if (!m_trial || m_stack->currentIndex() == 1) return;
    const quint64 id = m_request.next();
    whenDone(this, m_subscriptions->mine(), [this, id](const Result<QList<Subscription>>& answer) {
        if (!m_request.is(id) || !answer) return;
        const auto mine = std::find_if(answer->begin(), answer->end(), [this](const Subscription& one) { return one.enrollmentId == m_trial->id && one.state != SubscriptionState::Cancelled; });
        if (mine != answer->end()) onTrial(*mine);
    });
}

void MethodSetupPage::onTrial(const Subscription& subscription)
{
    const QString price = periodPriceText(subscription.price, subscription.interval);
    if (subscription.state == SubscriptionState::Incomplete || !states::grantsAccess(subscription.enrollmentState))
        return setSubtitle(tr("Nothing is charged now. After the trial it is %1, until you cancel.").arg(price));
    m_poll->stop();
    setBackVisible(false);
    setSubtitle({});
    m_begunText->setText(tr("%1 is waiting for you under My learning. %2").arg(subscription.courseTitle, nextText(subscription, Reader::Payer)));
    m_stack->setCurrentIndex(1);
}

void MethodSetupPage::showEvent(QShowEvent* event)
{
    PageFrame::showEvent(event);
    if (m_isSaved && m_stack->currentIndex() == 0) m_poll->start();
}

void MethodSetupPage::hideEvent(QHideEvent* event)
{
    PageFrame::hideEvent(event);
    m_poll->stop();
}

} // namespace lectern
