#pragma once
#include "items/refundlistmodel.h"
#include "ui/admin/paymentscope.h"
#include "ui/kit/access.h"
#include "ui/kit/formfield.h"
#include "ui/kit/listdetail.h"

namespace lectern {

class DialogFrame;
class FilterChips;
class TableView;

/// Refunds of everybody; those that a student asked for and that wait for a decision first.
class RefundsPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit RefundsPage(RefundsGateway* refunds, Access access = Access::Full, QWidget* parent = nullptr);
    /// Only what was booked in that month (its first day, UTC) and currency; chips take it away again.
    void showMonth(const QDate& month, const QString& currency) override;
    void showAll() override;
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void decided(); ///< one less waits

private:
    void applyFilter();
    QWidget* buildPanel();
    void showSelected(int row);
    void loadQuote();
    void approve();
    void reject();
    void decide(bool approve, DialogFrame* dialog);
    [[nodiscard]] QString consequence() const;

    RefundsGateway* m_refunds;
    Access m_access;
    RefundListModel* m_model;
    FilterChips* m_chips;
    ScopeChips* m_scope;
    TableView* m_table;
    ListDetail* m_body;
    QLabel* m_course;
    QLabel* m_who;
    MoneyLabel* m_amount;
    Chip* m_chip;
    QLabel* m_text;
    QLabel* m_effect;
    QPushButton* m_approve = nullptr; ///< null for those who may only read
    QPushButton* m_reject = nullptr;
    Refund m_current;
    std::optional<RefundQuote> m_quote; ///< of the current one's payment
    RequestId m_request;
};

} // namespace lectern
