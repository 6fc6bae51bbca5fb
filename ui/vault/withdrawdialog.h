#pragma once
#include "domain/vaults.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// Asks how much to withdraw and says in numbers what stays.
class WithdrawDialog final : public DialogFrame
{
    Q_OBJECT
public:
    WithdrawDialog(const Vault& vault, const VaultBalance& balance, QWidget* parent);
    [[nodiscard]] WithdrawalForm form() const;
    /// One key per dialog: pressing again after a lost answer asks for the same withdrawal.
    [[nodiscard]] QString idempotencyKey() const { return m_key; }

protected:
    std::optional<Error> check() override;

private:
    void showConsequence();
    Vault m_vault;
    VaultBalance m_balance;
    MoneyEdit* m_amount;
    QPlainTextEdit* m_note;
    QLabel* m_consequence;
    QString m_key;
};

} // namespace lectern
