#pragma once
#include "items/refundlistmodel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class DialogFrame;
class TableView;

/// Refunds of everybody; those that a student asked for and that wait for a decision first.
class RefundsPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit RefundsPage(RefundsGateway* refunds, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void decided(); ///< one less waits

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildPanel();
    void showSelected(int row);
    void loadQuote();
    void approve();
    void reject();
    void decide(bool approve, DialogFrame* dialog);
    [[nodiscard]] QString consequence() const;

    RefundsGateway* m_refunds;
    RefundListModel* m_model;
    TableView* m_table;
    QBoxLayout* m_columns;
    QWidget* m_panel;
    QLabel* m_course;
    QLabel* m_who;
    MoneyLabel* m_amount;
    Chip* m_chip;
    QLabel* m_text;
    QLabel* m_effect;
    QPushButton* m_approve;
    QPushButton* m_reject;
    Refund m_current;
    std::optional<RefundQuote> m_quote; ///< of the current one's payment
    RequestId m_request;
};

} // namespace lectern
