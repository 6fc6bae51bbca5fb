#pragma once
#include "items/subscriptionlistmodel.h"
#include "ui/kit/access.h"
#include "ui/kit/listdetail.h"

namespace lectern {

class InvoiceList;
class SearchField;
class TableView;

/// Who pays period by period; of the chosen subscription what happens next and its invoices. An admin may end it.
class SubscriptionsPage final : public PageFrame
{
    Q_OBJECT
public:
    SubscriptionsPage(const Gateways& gateways, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;
    [[nodiscard]] QWidget* searchField() const override;

Q_SIGNALS:
    void paymentWanted(const lectern::PaymentId& id);

private:
    void buildTools();
    QWidget* buildPanel();
    void showSelected(int row);
    void end();

    SubscriptionsGateway* m_subscriptions;
    Access m_access;
    SubscriptionListModel* m_model;
    SearchField* m_search;
    TableView* m_table;
    ListDetail* m_body = nullptr;
    QLabel* m_course;
    QLabel* m_who;
    QLabel* m_price;
    Chip* m_chip;
    QLabel* m_next;
    InvoiceList* m_invoices;
    QPushButton* m_end = nullptr; ///< null for those who may only read
    Subscription m_current;
};

} // namespace lectern
