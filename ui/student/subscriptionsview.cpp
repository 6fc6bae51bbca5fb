#include "ui/student/subscriptionsview.h"
#include "domain/statemachine.h"
#include "ui/kit/formfield.h"
#include "ui/kit/listdetail.h"
#include "ui/student/subscriptiondialogs.h"

namespace lectern {

SubscriptionsView::SubscriptionsView(SubscriptionsGateway* subscriptions, QWidget* parent)
    : QWidget(parent)
    , m_subscriptions(subscriptions)
    , m_cards(column(space::l))
{
    auto* inner = new QWidget;
    auto* lines = column(0);
    lines->addLayout(m_cards);
    lines->addStretch();
    inner->setLayout(lines);
    m_states = new StateStack(makeScroller(inner), Skeleton::Shape::Detail,
                              {QStringLiteral("repeat"), tr("No subscriptions"),
                               tr("Some courses may be paid period by period, for as long as you want them. When you choose that, you see here what is collected next, and you cancel here."), {}});
    m_states->setOfflineHint(tr("Nothing changes while you are away: each period is collected on its day, and what you cancelled stays cancelled."));
    connect(m_states, &StateStack::retry, this, &SubscriptionsView::refresh);
    auto* all = column(0);
    all->addWidget(m_states, 1);
    setLayout(all);
    refresh();
}

void SubscriptionsView::refresh()
{
    m_states->showLoading();
    const quint64 id = m_request.next();
    whenDone(this, m_subscriptions->mine(), [this, id](const Result<QList<Subscription>>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        answer->isEmpty() ? m_states->showEmpty() : m_states->showContent();
    });
}

void SubscriptionsView::display(const QList<Subscription>& subscriptions)
{
    clearLayout(m_cards);
    int due = 0;
    for (const Subscription& subscription : subscriptions) {
        m_cards->addWidget(cardOf(subscription));
        if (subscription.state == SubscriptionState::PastDue) ++due;
    }
    Q_EMIT dueChanged(due);
}

QWidget* SubscriptionsView::cardOf(const Subscription& subscription)
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("subscriptions.card"));
    card->body()->setSpacing(space::m);
    auto* head = row(space::m);
    head->addWidget(new ElidedLabel(TextStyle::Lead, subscription.courseTitle), 1);
    head->addWidget(new Chip(subscriptionChip(subscription)));
    card->body()->addLayout(head);
    card->body()->addWidget(makeText(TextStyle::Muted, tr("%1 · %2").arg(subscription.planName, periodPriceText(subscription.price, subscription.interval))));
    const bool isOver = subscription.state == SubscriptionState::Cancelled;
    auto* next = new Notice(subscription.state == SubscriptionState::PastDue ? Tone::Red : isOver || subscription.endsAtPeriodEnd ? Tone::Neutral : Tone::Accent);
    next->setObjectName(QStringLiteral("subscriptions.next"));
    next->say(nextText(subscription, Reader::Payer));
    card->body()->addWidget(next);
    card->body()->addWidget(buttonsOf(subscription));
    return card;
}

QWidget* SubscriptionsView::buttonsOf(const Subscription& subscription)
{
    const auto state = subscription.state;
    const bool isRunning = state == SubscriptionState::Active || state == SubscriptionState::Trialing;
    QList<QWidget*> buttons;
    const auto add = [&](ButtonKind kind, const QString& text, const char* name, auto pressed) {
        auto* button = makeButton(kind, text, QStringLiteral("subscriptions.") + QLatin1String(name));
        button->setAccessibleName(tr("%1: %2").arg(text, subscription.courseTitle));
        connect(button, &QPushButton::clicked, this, [button, pressed] { pressed(button); });
        buttons.append(button);
    };
    if (state == SubscriptionState::PastDue && !subscription.due.isZero()) add(ButtonKind::Primary, tr("Pay %1 now").arg(moneyText(subscription.due)), "pay", [this, subscription](QPushButton* button) { pay(subscription, button); });
    if (state == SubscriptionState::Incomplete) add(ButtonKind::Primary, tr("Finish it"), "finish", [this, subscription](QPushButton*) { Q_EMIT resumeWanted(subscription.enrollmentId); });
    if (isRunning && subscription.endsAtPeriodEnd) add(ButtonKind::Primary, tr("Resume"), "resume", [this, subscription](QPushButton* button) { resume(subscription, button); });
    if (state != SubscriptionState::Cancelled && states::grantsAccess(subscription.enrollmentState))
        add(ButtonKind::Secondary, tr("To the course"), "learn", [this, subscription](QPushButton*) { Q_EMIT learnWanted(subscription.enrollmentId); });
    if (isRunning && !subscription.endsAtPeriodEnd) add(ButtonKind::Secondary, tr("Change plan…"), "change", [this, subscription](QPushButton*) { change(subscription); });
    if (state != SubscriptionState::Incomplete) add(ButtonKind::Secondary, tr("Invoices…"), "invoices", [this, subscription](QPushButton*) { showInvoices(subscription); });
    if (state != SubscriptionState::Cancelled && !subscription.endsAtPeriodEnd) add(ButtonKind::DangerQuiet, tr("Cancel…"), "cancel", [this, subscription](QPushButton*) { cancel(subscription); });
    return linkLine(buttons);
}

void SubscriptionsView::pay(const Subscription& subscription, QPushButton* button)
{
    QString& key = m_keys[subscription.id.value];
    if (key.isEmpty()) key = newUuid7();
    button->setEnabled(false);
    whenDone(button, m_subscriptions->pay(subscription.id, key), [this, button, id = subscription.id.value](const Result<Checkout>& answer) {
        button->setEnabled(true);
        m_keys.remove(id);
        if (!answer) {
            Q_EMIT toast(errorText(answer.error()), Tone::Red);
            return refresh();
        }
        Q_EMIT checkoutWanted(*answer);
    });
}

void SubscriptionsView::resume(const Subscription& subscription, QPushButton* button)
{
    button->setEnabled(false);
    whenDone(button, m_subscriptions->resume(subscription.id), [this](const Result<Subscription>& answer) {
        Q_EMIT toast(answer ? tr("It goes on. %1").arg(nextText(*answer, Reader::Payer)) : errorText(answer.error()), answer ? Tone::Green : Tone::Red);
        refresh();
    });
}

void SubscriptionsView::change(const Subscription& subscription)
{
    auto* dialog = new ChangeSubscriptionDialog(subscription, m_subscriptions, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ChangeSubscriptionDialog::done, this, [this](const Subscription& changed) {
        Q_EMIT toast(tr("Changed: %1, %2.").arg(changed.planName, periodPriceText(changed.price, changed.interval)), Tone::Green);
        refresh();
    });
    dialog->open();
}

void SubscriptionsView::cancel(const Subscription& subscription)
{
    auto* dialog = new CancelSubscriptionDialog(subscription, m_subscriptions, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CancelSubscriptionDialog::done, this, [this](const Subscription& ended) {
        Q_EMIT toast(nextText(ended, Reader::Payer), Tone::Neutral);
        refresh();
    });
    dialog->open();
}

void SubscriptionsView::showInvoices(const Subscription& subscription)
{
    auto* dialog = new InvoicesDialog(subscription, m_subscriptions, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &InvoicesDialog::paymentWanted, this, &SubscriptionsView::paymentWanted);
    dialog->open();
}

} // namespace lectern
