#pragma once
#include "items/paymentlistmodel.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pageframe.h"
#include "ui/kit/paymentpanel.h"

namespace lectern {

class TableView;

/// Every payment with its state; beside the list where the money of the chosen one went, what of it came back, and
/// the way to return it.
class PaymentsPage final : public PageFrame
{
    Q_OBJECT
public:
    PaymentsPage(PaymentsGateway* payments, RefundsGateway* refunds, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    QWidget* searchField() const override { return m_search; }
    void onLive(const LiveMessage& message) override;
    /// Only what happened on one day (midnight UTC).
    void showDay(const QDateTime& day);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showSelected(int row);
    void loadRefunds();
    void openRefund();
    void applyFilter();

    RefundsGateway* m_refunds;
    PaymentListModel* m_model;
    SearchField* m_search;
    FilterChips* m_chips;
    QPushButton* m_day;
    std::optional<QDateTime> m_pickedDay;
    TableView* m_table;
    QBoxLayout* m_columns;
    PaymentPanel* m_panel;
    QPushButton* m_refund;
    Payment m_current;
    RequestId m_request;
};

} // namespace lectern
