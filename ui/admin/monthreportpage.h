#pragma once
#include "items/accountlinesmodel.h"
#include "ui/admin/paymentscope.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class CurrencyPicker;
class TableView;

/// One month of the platform in one currency, as it goes to the accountant: the result, and every account with what
/// it had, what came and went, and what it has. A figure and an account lead to what they are made of.
class MonthReportPage final : public PageFrame
{
    Q_OBJECT
public:
    MonthReportPage(StatementsGateway* statements, BooksGateway* books, AccountsGateway* accounts, QWidget* parent = nullptr);
    void refresh() override;
    [[nodiscard]] QString csv() const; ///< the summary, an empty line, the accounts

Q_SIGNALS:
    void paymentsWanted(const lectern::PaymentScope& scope);
    /// A place of the rail, or "debts".
    void monthOfPlaceWanted(const QString& place, const QDate& month, const QString& currency); ///< what was booked in it there
    void statementWanted(const QDate& month, const QString& currency); ///< of the platform's vault
    void placeWanted(const QString& place);

private:
    struct Figure
    {
        QString name;
        QString machineName; ///< in the CSV
        Money money;
        QString place; ///< where what it is made of stands: one of placeWanted(), or kSales
        bool strong = false;
    };
    void addHead();
    void load();
    void display();
    void go(const QString& place);
    [[nodiscard]] QWidget* lineOf(const Figure& figure);
    [[nodiscard]] QList<Figure> figures() const;

    AccountLinesModel* m_model;
    CurrencyPicker* m_currency;
    QDate m_month; ///< its first day
    QLabel* m_name;
    QToolButton* m_next;
    QVBoxLayout* m_left;
    QVBoxLayout* m_right;
    TableView* m_table;
    StateStack* m_states;
};

} // namespace lectern
