#pragma once
#include "items/withdrawallinesmodel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class TableView;

/// What a withdrawal is made of, as a sum that a person can follow: its lines add up to it.
class WithdrawalContentsPage final : public PageFrame
{
    Q_OBJECT
public:
    WithdrawalContentsPage(const Withdrawal& withdrawal, StatementsGateway* statements, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }

Q_SIGNALS:
    void paymentWanted(const lectern::PaymentId& id);

private:
    void display();
    void openPayment(int row);

    WithdrawalLinesModel* m_model;
    QVBoxLayout* m_sum;
    QLabel* m_more;
    TableView* m_table;
    QPushButton* m_payment;
};

} // namespace lectern
