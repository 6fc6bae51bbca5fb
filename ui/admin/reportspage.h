#pragma once
#include "items/reportmodel.h"
#include "ui/admin/paymentscope.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pageframe.h"
#include "ui/kit/reportchart.h"

class QDateEdit;

namespace lectern {

class CurrencyPicker;
class TableView;

/// Revenue and counts by time, course, category, teacher and state; how many of those who looked paid; why cards were
/// declined. A chart over the table of the same rows; a click on a bar or a row goes to the payments behind it.
class ReportsPage final : public PageFrame
{
    Q_OBJECT
public:
    ReportsPage(BooksGateway* books, AccountsGateway* accounts, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;
    void showMonth(const QDate& month, const QString& currency) override; ///< its sales by teacher
    void showAll() override;

Q_SIGNALS:
    void paymentsWanted(const lectern::PaymentScope& scope);
    void sessionsWanted(); ///< the line of live sessions among the courses
    void monthEndWanted();
    void debtsWanted();

private:
    void addHead();
    void addFilters();
    TableView* addTable(const QList<struct TableColumn>& columns, const QString& name);
    void load();
    void showSpan(const QString& span, const QDate& from, const QDate& until);
    void display();
    void drillDown(int row);
    [[nodiscard]] PaymentScope scopeOf(const ReportRow& item) const;
    [[nodiscard]] ReportChart::Picture picture() const;
    [[nodiscard]] ReportChart::Bar barOf(const ReportRow& item, const QString& label) const;
    [[nodiscard]] TableView* table() const;
    [[nodiscard]] QString fileName() const;
    [[nodiscard]] ReportKind kind() const;

    ReportModel* m_model;
    CurrencyPicker* m_currency;
    FilterChips* m_kinds;
    FilterChips* m_span;
    QWidget* m_custom;
    QDateEdit* m_from;
    QDateEdit* m_until;
    ReportChart* m_chart;
    QLabel* m_total;
    QStackedWidget* m_tables;
    TableView* m_money = nullptr;
    TableView* m_conversion = nullptr;
    TableView* m_failures = nullptr;
    StateStack* m_states;
};

} // namespace lectern
