#pragma once
#include "items/paymentlistmodel.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class TableView;

/// Every payment with its state; beside the list where the money of the chosen one went.
class PaymentsPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit PaymentsPage(PaymentsGateway* payments, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    QWidget* searchField() const override { return m_search; }
    void onLive(const LiveMessage& message) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildPanel();
    MoneyLabel* addAmount(QVBoxLayout* lines, const QString& name);
    void showSelected(int row);
    void applyFilter();

    PaymentListModel* m_model;
    SearchField* m_search;
    FilterChips* m_chips;
    TableView* m_table;
    QWidget* m_panel;
    QLabel* m_course;
    QLabel* m_who;
    MoneyLabel* m_amount;
    Chip* m_chip;
    MoneyLabel* m_teacher;
    MoneyLabel* m_platform;
    MoneyLabel* m_refunded;
    QLabel* m_facts;
};

} // namespace lectern
