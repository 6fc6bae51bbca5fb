#include "ui/student/topupdialog.h"

namespace lectern {

TopUpDialog::TopUpDialog(const StudentWallet& wallet, PurchaseGateway* purchases, QWidget* parent)
    : DialogFrame(tr("Top up your wallet"), tr("Continue to the card"), QStringLiteral("topUp"), parent)
    , m_wallet(wallet)
    , m_purchases(purchases)
    , m_amount(new MoneyEdit(QStringLiteral("topUp.amount")))
    , m_consequence(makeText(TextStyle::Body, {}))
{
    m_amount->setMoney(wallet.minimumTopUp);
    m_amount->setCurrencyFixed(true);
    addField(QStringLiteral("amount"), tr("&Amount"), m_amount,
             tr("From %1 to %2.").arg(moneyText(wallet.minimumTopUp), moneyText(wallet.maximumTopUp)));
    m_consequence->setObjectName(QStringLiteral("topUp.consequence"));
    body()->addWidget(makeBox(m_consequence));
    body()->addStretch();
    connect(m_amount, &MoneyEdit::edited, this, &TopUpDialog::showConsequence);
    connect(this, &DialogFrame::submitted, this, &TopUpDialog::send);
    showConsequence();
    m_amount->setFocus();
}

WalletBalance TopUpDialog::balance() const
{
    for (const WalletBalance& one : m_wallet.balances) {
        if (one.available.currency() == m_wallet.minimumTopUp.currency()) return one;
    }
    const Money zero = Money::fromMinor(0, m_wallet.minimumTopUp.currency());
    return {zero, zero};
}

std::optional<Error> TopUpDialog::check()
{
    const Result<Money> amount = m_amount->money();
    if (!amount) return Error{amount.error().code, QStringLiteral("amount"), amount.error().detail, 0};
    if (amount->minor() < m_wallet.minimumTopUp.minor())
        return fieldError(QStringLiteral("amount"), tr("At least %1.").arg(moneyText(m_wallet.minimumTopUp)));
    if (amount->minor() > m_wallet.maximumTopUp.minor())
        return fieldError(QStringLiteral("amount"), tr("At most %1.").arg(moneyText(m_wallet.maximumTopUp)));
    return std::nullopt;
}

void TopUpDialog::showConsequence()
{
    const Result<Money> amount = m_amount->money();
    const auto after = amount ? balance().available.plus(*amount) : std::nullopt;
    setSubmitEnabled(amount && !amount->isZero());
    if (!amount || amount->isZero() || !after)
        return m_consequence->setText(tr("Type how much you want to put into your wallet."));
    m_consequence->setText(
        tr("%1 is taken from your card on the next page. When the payment is confirmed, %2 is in your "
           "wallet, for any course of this school.")
            .arg(moneyText(*amount), moneyText(*after)));
}

void TopUpDialog::send()
{
    const TopUpForm form{*m_amount->money()};
    if (m_key.isEmpty() || form != m_sent) m_key = newUuid7();
    m_sent = form;
    whenDone(this, m_purchases->topUp(form, m_key), [this](const Result<Checkout>& answer) {
        if (!answer) return fail(answer.error());
        accept();
        Q_EMIT checkoutWanted(*answer);
    });
}

} // namespace lectern
