#pragma once
#include "items/paymentlistmodel.h"
#include "ui/documents/paperlist.h"
#include "ui/admin/paymentscope.h"
#include "ui/kit/access.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/listdetail.h"
#include "ui/kit/paymentpanel.h"

namespace lectern {

class TableView;

/// Every payment with its state; beside the list where the money of the chosen one went, what of it came back, the
/// way to return it, its papers, and the receipt of money that arrived outside of the gateway.
class PaymentsPage final : public PageFrame
{
    Q_OBJECT
public:
    PaymentsPage(PaymentsGateway* payments, RefundsGateway* refunds, PurchaseGateway* purchases, Access access = Access::Full,
                 QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    QWidget* searchField() const override { return m_search; }
    void onLive(const LiveMessage& message) override;
    /// Only what is behind a figure; says so in chips which take it away again. Replaces what was searched for before.
    void showScope(const PaymentScope& scope);
    void showAll() override { showScope({}); }
    /// Only this one, whatever the filters say.
    void showPayment(const PaymentId& id);

Q_SIGNALS:
    void receiptsChanged(); ///< one less waits, or one more

private:
    void addFilters();
    void addButtons();
    void showSelected(int row);
    void loadRefunds();
    void loadReceipts();
    void openRefund();
    void openReceipt();
    void reverse(const OfflineReceipt& receipt);
    void applyFilter();

    RefundsGateway* m_refunds;
    PurchaseGateway* m_purchases;
    Access m_access;
    PaymentListModel* m_model;
    SearchField* m_search;
    FilterChips* m_chips;
    ScopeChips* m_scope;
    TableView* m_table;
    ListDetail* m_body;
    PaymentPanel* m_panel;
    PaperList* m_papers;
    QPushButton* m_refund = nullptr; ///< null for those who may only read
    QPushButton* m_receipt = nullptr;
    Payment m_current;
};

} // namespace lectern
