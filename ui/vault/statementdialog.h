#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/statestack.h"

class QDateEdit;
class QProgressBar;

namespace lectern {

class StatementLines;

/// One vault, one currency, one period: opening, what happened by kind, closing; as PDF with every line and as CSV.
class StatementDialog final : public DialogFrame
{
    Q_OBJECT
public:
    StatementDialog(const Vault& vault, const QString& currency, const Gateways& gateways, QWidget* parent);
    /// From this day to that one, both included.
    void showDays(const QDate& first, const QDate& last);
    /// First and last day of a period that has a name; `today` itself is in the current ones.
    [[nodiscard]] static std::pair<QDate, QDate> periodOf(const QString& key, const QDate& today);

private:
    QWidget* buildPeriod();
    QWidget* buildSums();
    void load();
    void display();
    void addSum(const QString& name, const QString& amount, bool strong);
    void startPdf();
    void startCsv();
    void showProgress(int lines); ///< negative: nothing is under way
    void save(const QString& suffix, const QByteArray& bytes);
    [[nodiscard]] std::pair<QDate, QDate> days() const;

    Vault m_vault;
    Gateways m_gateways;
    std::optional<Statement> m_statement;
    FilterChips* m_period;
    QComboBox* m_currency;
    QWidget* m_custom;
    QDateEdit* m_first;
    QDateEdit* m_last;
    StateStack* m_states;
    QVBoxLayout* m_sums;
    QLabel* m_note;
    Notice* m_result;
    QWidget* m_working;
    QProgressBar* m_bar;
    QLabel* m_barText;
    QPushButton* m_csv;
    StatementLines* m_lines = nullptr; ///< while a PDF is being made
    RequestId m_request;
    RequestId m_csvRequest;
};

} // namespace lectern
