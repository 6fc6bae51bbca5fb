#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// An admin returns a payment or a part of it, with everything that follows said in numbers while the amount is typed.
class RefundDialog final : public DialogFrame
{
    Q_OBJECT
public:
    RefundDialog(const Payment& payment, RefundsGateway* refunds, QWidget* parent);

    /// What returning `amount` does, out of a quote for the whole: the parts are shared as the sale was.
    struct Consequence
    {
        Money teacher;
        Money platform;
        Money tax; ///< not owed any more
        Money owed;
        bool whole = false;
    };
    [[nodiscard]] static Consequence consequenceOf(const RefundQuote& quote, const Money& amount);

Q_SIGNALS:
    void done(const lectern::Refund& refund);

protected:
    std::optional<Error> check() override;

private:
    void load();
    void showConsequence();
    void send();
    [[nodiscard]] bool toWallet() const;
    [[nodiscard]] QString wayBack(const QString& amount) const;

    Payment m_payment;
    RefundsGateway* m_refunds;
    std::optional<RefundQuote> m_quote;
    MoneyEdit* m_amount;
    QComboBox* m_way;
    FormField* m_amountField;
    QPlainTextEdit* m_reason;
    QLabel* m_consequence;
    Notice* m_problem;
    QString m_key; ///< one for the dialog: pressing again after a lost answer cannot return the money twice
    RequestId m_request;
};

} // namespace lectern
