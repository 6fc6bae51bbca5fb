#include "ui/student/subscriptionsview.h"
#include "domain/statemachine.h"
#include "ui/kit/formfield.h"
#include "ui/kit/listdetail.h"
#include "ui/student/subscriptiondialogs.h"

namespace lectern {

SubscriptionsView::SubscriptionsView(SubscriptionsGateway* subscriptions, QWidget* parent)
    : CardsView({QStringLiteral("repeat"), tr("No subscriptions"),
                 tr("Some courses may be paid period by period, for as long as you want them. When you choose that, you see here what is collected next, and you cancel here."), {}},
                tr("Nothing changes while you are away: each period is collected on its day, and what you cancelled stays cancelled."), parent)
    , m_subscriptions(subscriptions)
{
    SubscriptionsView::refresh();
}

void SubscriptionsView::refresh()
{
    take<Subscription>(m_subscriptions->mine(), [this](const QList<Subscription>& subscriptions) { display(subscriptions); });
}

void SubscriptionsView::display(const QList<Subscription>& subscriptions)
{
    int due = 0;
    for (const Subscription& subscription : subscriptions) {
        cards()->addWidget(cardOf(subscription));
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
    if (state == SubscriptionState::PastDue && !subscription.due.isZero()) add(ButtonKind::Primary, tr("Pay %1 now").arg(moneyText(subscription.due)), "pay", [this, id = subscription.id](QPushButton* button) { pay(button, id.value, [&](const QString& key) { return m_subscriptions->pay(id, key); }); });
    if (state == SubscriptionState::Incomplete) add(ButtonKind::Primary, tr("Finish it"), "finish", [this, subscription](QPushButton*) { Q_EMIT resumeWanted(subscription.enrollmentId); });
    if (isRunning && subscription.endsAtPeriodEnd) add(ButtonKind::Primary, tr("Resume"), "resume", [this, subscription](QPushButton* button) { resume(subscription, button); });
    if (state != SubscriptionState::Cancelled && states::grantsAccess(subscription.enrollmentState))
        add(ButtonKind::Secondary, tr("To the course"), "learn", [this, subscription](QPushButton*) { Q_EMIT learnWanted(subscription.enrollmentId); });
    if (isRunning && !subscription.endsAtPeriodEnd) add(ButtonKind::Secondary, tr("Change plan…"), "change", [this, subscription](QPushButton*) { change(subscription); });
    if (state != SubscriptionState::Incomplete) add(ButtonKind::Secondary, tr("Invoices…"), "invoices", [this, subscription](QPushButton*) { showInvoices(subscription); });
    if (state != SubscriptionState::Cancelled && !subscription.endsAtPeriodEnd) add(ButtonKind::DangerQuiet, tr("Cancel…"), "cancel", [this, subscription](QPushButton*) { cancel(subscription); });
    return linkLine(buttons);
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
