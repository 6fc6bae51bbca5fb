#include "ui/admin/endsubscriptiondialog.h"
#include "domain/validation.h"

namespace lectern {

namespace {
constexpr int kMinReason = 5;
} // namespace

EndSubscriptionDialog::EndSubscriptionDialog(const Subscription& subscription, SubscriptionsGateway* subscriptions, QWidget* parent)
    : DialogFrame(tr("End the subscription of %1?").arg(subscription.studentName), tr("End it"), QStringLiteral("endSubscription"), parent)
    , m_subscription(subscription)
    , m_reason(new QPlainTextEdit)
{
    setMinimumWidth(520);
    setIntro(tr("%1: %2").arg(subscription.courseTitle, periodPriceText(subscription.price, subscription.interval)));
    setSubmitKind(ButtonKind::Danger);
    // One that is cancelled ends with its period anyway; one that is not paid has none to wait for.
    const bool runs = subscription.state == SubscriptionState::Active || subscription.state == SubscriptionState::Trialing;
    const bool mayWait = runs && subscription.periodEndsAt && !subscription.endsAtPeriodEnd;
    m_when = new EndChoice(QStringLiteral("endSubscription"), mayWait ? tr("When its period is over, on %1").arg(longDayText(subscription.periodEndsAt->date())) : QString(), tr("Now"));
    body()->addWidget(m_when);
    m_reason->setObjectName(QStringLiteral("endSubscription.reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(84);
    m_reasonField = addField(QStringLiteral("reason"), tr("&Reason"), m_reason);
    body()->addStretch();
    connect(m_when, &EndChoice::changed, this, &EndSubscriptionDialog::showConsequence);
    connect(this, &DialogFrame::submitted, this, [this, subscriptions] {
        whenDone(this, subscriptions->endAsAdmin(m_subscription.id, {m_when->isNow(), reason()}), [this](const Result<Subscription>& answer) {
            if (!answer) return fail(answer.error());
            Q_EMIT done(*answer);
            accept();
        });
    });
    showConsequence();
    m_reason->setFocus();
}

QString EndSubscriptionDialog::reason() const { return m_reason->toPlainText().trimmed(); }

void EndSubscriptionDialog::showConsequence()
{
    const bool now = m_when->isNow();
    m_when->setConsequence(now ? tr("The course closes for %1 at once, and nothing more is collected. Nothing is given back by this; refund a payment to give money back.").arg(m_subscription.studentName)
                               : tr("%1 keeps the course until then, and nothing more is collected. Until then it may be resumed.").arg(m_subscription.studentName));
    // Of one that ends later the student reads no reason: there is no message yet.
    m_reasonField->setHint(now ? tr("The student reads it; the audit trail keeps it.") : tr("The audit trail keeps it."));
}

std::optional<Error> EndSubscriptionDialog::check() { return validation::text(QStringLiteral("reason"), reason(), validation::kMaxReason, kMinReason); }

} // namespace lectern
