#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/endchoice.h"

namespace lectern {

/// Another plan for a subscription that runs: what the gateway computes for it stands there before it is agreed to.
class ChangeSubscriptionDialog final : public DialogFrame
{
    Q_OBJECT
public:
    ChangeSubscriptionDialog(const Subscription& subscription, SubscriptionsGateway* subscriptions, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Subscription& subscription);

private:
    struct Line
    {
        QWidget* box;
        QLabel* name;
        QLabel* value;
    };
    QWidget* buildSum();
    Line addLine(Card* card, TextStyle style, const QString& name);
    void load();
    void showChoices();
    void askPreview();
    void showPreview();
    void send();
    void sayProblem(const Error& error);

    Subscription m_subscription;
    SubscriptionsGateway* m_subscriptions;
    QList<PlanOffer> m_choices;
    std::optional<SubscriptionChange> m_change; ///< what the chosen plan would do
    std::optional<Money> m_refused; ///< the amount that was agreed to and is not right any more
    Notice* m_problem;
    Notice* m_changed;
    QComboBox* m_plan;
    FormField* m_planField;
    QWidget* m_sum;
    Line m_unused;
    Line m_due;
    Line m_next;
    QLabel* m_terms;
    SubscriptionChangeForm m_sent;
    QString m_key; ///< of m_sent: the same change again is the same change
    RequestId m_request;
};

/// When a subscription ends: with what is paid, or at once. Nothing is given back either way.
class CancelSubscriptionDialog final : public DialogFrame
{
    Q_OBJECT
public:
    CancelSubscriptionDialog(const Subscription& subscription, SubscriptionsGateway* subscriptions, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Subscription& subscription);

private:
    void showConsequence();

    Subscription m_subscription;
    EndChoice* m_when;
};

/// What a subscription was billed.
class InvoicesDialog final : public DialogFrame
{
    Q_OBJECT
public:
    InvoicesDialog(const Subscription& subscription, SubscriptionsGateway* subscriptions, QWidget* parent);

Q_SIGNALS:
    void paymentWanted(const lectern::PaymentId& id);
};

} // namespace lectern
