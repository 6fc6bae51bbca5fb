#pragma once
#include "domain/reconciliation.h"
#include "ui/kit/dialogframe.h"

class QComboBox;
class QPlainTextEdit;

namespace lectern {

/// Where money in suspense belongs after all, how much of it, and why.
class SuspenseDialog final : public DialogFrame
{
    Q_OBJECT
public:
    /// `held` positive: it arrived and nobody knew whose it is; negative: it left.
    SuspenseDialog(const Money& held, QWidget* parent);
    [[nodiscard]] SuspenseForm form() const; ///< once it was submitted

protected:
    std::optional<Error> check() override;

private:
    void showConsequence();

    Money m_held; ///< without its sign
    bool m_isShort;
    MoneyEdit* m_amount;
    QComboBox* m_to;
    QPlainTextEdit* m_reason;
    QLabel* m_consequence;
};

} // namespace lectern
