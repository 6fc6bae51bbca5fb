#pragma once
#include "items/reconciliationmodel.h"
#include "ui/kit/access.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/formfield.h"
#include "ui/kit/listdetail.h"

class QGridLayout;

namespace lectern {

class TableView;

/// The gateway's balance beside the books, line by line; what does not fit is explained and booked from here.
class ReconciliationPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit ReconciliationPage(BooksGateway* books, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override;
    QWidget* searchField() const override { return m_search; }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void paymentWanted(const lectern::PaymentId& id);
    void explained(); ///< one less waits

private:
    QWidget* buildTiles();
    QWidget* buildLines();
    QWidget* buildPanel();
    void loadSummary();
    void display(const ReconciliationSummary& summary);
    void showBalances(const QList<BalanceComparison>& balances);
    void addBalance(QGridLayout* grid, const QString& name, const Money& books, const Money& gateway);
    void showSelected(int row);
    void applyFilter();
    void checkNow();
    void book();
    void clearSuspense(const Money& held);

    BooksGateway* m_books;
    Access m_access;
    ReconciliationModel* m_model;
    StateStack* m_states;
    QPushButton* m_check = nullptr; ///< null for those who may only read
    StatTile* m_tiles[5];
    Notice* m_error;
    Card* m_balances;
    QWidget* m_grid = nullptr;
    SearchField* m_search;
    FilterChips* m_chips;
    TableView* m_table;
    ListDetail* m_body;
    QLabel* m_id;
    Chip* m_chip;
    QLabel* m_amounts;
    QLabel* m_words;
    QLabel* m_proposal;
    QPushButton* m_book = nullptr;
    QPushButton* m_payment;
    ReconciliationItem m_current;
    RequestId m_request;
};

} // namespace lectern
