#pragma once
#include "items/withdrawallinesmodel.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/statestack.h"

namespace lectern {

/// What a withdrawal is made of: what was left over by the one before, and every line since, add up to what was
/// withdrawn and what stayed.
class ContentsDialog final : public DialogFrame
{
    Q_OBJECT
public:
    ContentsDialog(const Withdrawal& withdrawal, StatementsGateway* statements, QWidget* parent);
    [[nodiscard]] QList<VaultEntry> lines() const { return m_lines->contents().lines; }

Q_SIGNALS:
    /// A line that a payment made was opened.
    void lineOpened(const lectern::VaultEntry& line);

private:
    void display();
    void addSum(const QString& name, const Money& amount, bool strong);

    WithdrawalLinesModel* m_lines;
    StateStack* m_states;
    QVBoxLayout* m_sum;
    QLabel* m_note;
    Withdrawal m_withdrawal;
};

} // namespace lectern
