#include "ui/vault/withdrawdialog.h"
#include "domain/validation.h"

namespace lectern {

WithdrawDialog::WithdrawDialog(const Vault& vault, const VaultBalance& balance, QWidget* parent)
    : DialogFrame(tr("Withdraw to the bank"), tr("Request the withdrawal"), QStringLiteral("withdraw"), parent)
    , m_vault(vault)
    , m_balance(balance)
    , m_amount(new MoneyEdit(QStringLiteral("withdraw.amount")))
    , m_note(new QPlainTextEdit)
    , m_consequence(makeText(TextStyle::Body, {}))
    , m_key(newUuid7())
{
    m_amount->setMoney(balance.available);
    m_amount->setCurrencyFixed(true);
    m_note->setObjectName(QStringLiteral("withdraw.note"));
    m_note->setFixedHeight(70);
    m_note->setTabChangesFocus(true);
    addField(QStringLiteral("amount"), tr("&Amount"), m_amount,
             tr("%1 is available; at least %2.").arg(moneyText(balance.available), moneyText(vault.minimumWithdrawal)));
    addField(QStringLiteral("note"), tr("&Note for the admin (optional)"), m_note);
    m_consequence->setObjectName(QStringLiteral("withdraw.consequence"));
    body()->addWidget(makeBox(m_consequence));
    connect(m_amount, &MoneyEdit::edited, this, &WithdrawDialog::showConsequence);
    showConsequence();
    m_amount->setFocus();
}

WithdrawalForm WithdrawDialog::form() const
{
    const Result<Money> amount = m_amount->money();
    return {amount ? *amount : Money::fromMinor(0, m_balance.available.currency()), m_note->toPlainText().trimmed()};
}

std::optional<Error> WithdrawDialog::check()
{
    const Result<Money> amount = m_amount->money();
    if (!amount) return Error{amount.error().code, QStringLiteral("amount"), amount.error().detail, 0};
    const auto left = m_balance.available.minus(*amount);
    if (!left || left->isNegative())
        return fieldError(QStringLiteral("amount"), tr("%1 is available.").arg(moneyText(m_balance.available)));
    if (amount->minor() < m_vault.minimumWithdrawal.minor())
        return fieldError(QStringLiteral("amount"), tr("At least %1.").arg(moneyText(m_vault.minimumWithdrawal)));
    return validation::withdrawal(form(), m_vault.minimumWithdrawal, m_balance.available);
}

void WithdrawDialog::showConsequence()
{
    const Result<Money> amount = m_amount->money();
    const auto left = amount ? m_balance.available.minus(*amount) : std::nullopt;
    if (!amount || amount->isZero() || !left || left->isNegative()) {
        m_consequence->setText(tr("Type how much you want to move to the bank."));
        setSubmitEnabled(amount && !amount->isZero());
        return;
    }
    setSubmitEnabled(true);
    // The limit is one number of minor units, whatever the currency.
    const bool two = m_vault.twoAdminsAbove && amount->minor() > m_vault.twoAdminsAbove->minor();
    const QString moves = tr("%1 leaves the vault at once and is set aside. %2 stays available, %3 is still pending.")
                              .arg(moneyText(*amount), moneyText(*left), moneyText(m_balance.pending));
    const QString approved = two ? tr("Two admins must approve an amount like this, then the bank needs a few days. Until both have you can take it back.")
                                 : tr("An admin approves it, then the bank needs a few days. Until it is approved you can take it back.");
    m_consequence->setText(moves + u' ' + approved);
}

} // namespace lectern
