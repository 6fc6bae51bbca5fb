#pragma once
#include "ui/student/cardsview.h"

namespace lectern {

/// The student's subscriptions: of each what it costs, what happens next in words, and what can be done about it.
class SubscriptionsView final : public CardsView
{
    Q_OBJECT
public:
    explicit SubscriptionsView(SubscriptionsGateway* subscriptions, QWidget* parent = nullptr);
    void refresh() override;

Q_SIGNALS:
    void learnWanted(const lectern::EnrollmentId& id);
    void paymentWanted(const lectern::PaymentId& id);
    void dueChanged(int count);

private:
    void display(const QList<Subscription>& subscriptions);
    QWidget* cardOf(const Subscription& subscription);
    QWidget* buttonsOf(const Subscription& subscription);
    void resume(const Subscription& subscription, QPushButton* button);
    void change(const Subscription& subscription);
    void cancel(const Subscription& subscription);
    void showInvoices(const Subscription& subscription);

    SubscriptionsGateway* m_subscriptions;
};

} // namespace lectern
