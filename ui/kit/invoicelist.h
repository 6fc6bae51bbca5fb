#pragma once
#include "items/reply.h"
#include "ui/kit/statestack.h"

class QGridLayout;

namespace lectern {

/// The invoices of one subscription, newest first: number, period, amount, state, and a link to the payment.
class InvoiceList final : public QWidget
{
    Q_OBJECT
public:
    explicit InvoiceList(SubscriptionsGateway* subscriptions, QWidget* parent = nullptr);
    void show(const SubscriptionId& id); ///< asks for them; those of another one disappear at once

Q_SIGNALS:
    void paymentWanted(const lectern::PaymentId& id);

private:
    void load();
    void addLine(QGridLayout* grid, const SubscriptionInvoice& invoice);

    SubscriptionsGateway* m_subscriptions;
    SubscriptionId m_id;
    StateStack* m_states;
    QVBoxLayout* m_lines;
    RequestId m_request;
};

} // namespace lectern
