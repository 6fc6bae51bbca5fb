#pragma once
#include "items/reply.h"
#include "ui/kit/statestack.h"

namespace lectern {

/// The student's subscriptions: of each what it costs, what happens next in words, and what can be done about it.
class SubscriptionsView final : public QWidget
{
    Q_OBJECT
public:
    explicit SubscriptionsView(SubscriptionsGateway* subscriptions, QWidget* parent = nullptr);
    void refresh();

Q_SIGNALS:
    void checkoutWanted(const lectern::Checkout& checkout);
    void resumeWanted(const lectern::EnrollmentId& id); ///< what was begun and not finished
    void learnWanted(const lectern::EnrollmentId& id);
    void paymentWanted(const lectern::PaymentId& id);
    void dueChanged(int count);
    void toast(const QString& text, lectern::Tone tone);

private:
    void display(const QList<Subscription>& subscriptions);
    QWidget* cardOf(const Subscription& subscription);
    QWidget* buttonsOf(const Subscription& subscription);
    void pay(const Subscription& subscription, QPushButton* button);
    void resume(const Subscription& subscription, QPushButton* button);
    void change(const Subscription& subscription);
    void cancel(const Subscription& subscription);
    void showInvoices(const Subscription& subscription);

    SubscriptionsGateway* m_subscriptions;
    StateStack* m_states;
    QVBoxLayout* m_cards;
    QHash<QString, QString> m_keys; ///< of those that are being paid: pressing again is the same payment
    RequestId m_request;
};

} // namespace lectern
