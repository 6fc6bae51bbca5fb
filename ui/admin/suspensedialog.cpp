#include "ui/admin/suspensedialog.h"
#include "domain/validation.h"

namespace lectern {

SuspenseDialog::SuspenseDialog(const Money& held, QWidget* parent)
    : DialogFrame(tr("Move money out of suspense"), tr("Move it"), QStringLiteral("suspense"), parent)
    , m_held(Money::fromMinor(std::abs(held.minor()), held.currency()))
    , m_isShort(held.isNegative())
    , m_amount(new MoneyEdit(QStringLiteral("suspense.amount")))
    , m_to(new QComboBox)
    , m_reason(new QPlainTextEdit)
    , m_consequence(makeText(TextStyle::Body, {}))
{
    setIntro(m_isShort ? tr("%1 left the gateway, and the books did not say what for.").arg(moneyText(m_held))
                       : tr("%1 arrived at the gateway, and the books did not say whose it is.").arg(moneyText(m_held)));
    m_amount->setCurrencyFixed(true);
    m_amount->setMoney(m_held);
    addField(QStringLiteral("amount"), tr("&Amount"), m_amount, tr("A part of it is possible too."));
    m_to->setObjectName(QStringLiteral("suspense.to"));
    const auto offer = [this](SuspenseTarget to, const QString& text) { m_to->addItem(text, toText(to)); };
    if (m_isShort) {
        offer(SuspenseTarget::GatewayFees, tr("A fee of the gateway"));
        offer(SuspenseTarget::Bank, tr("It is in the school\u2019s bank account"));
        offer(SuspenseTarget::PlatformRevenue, tr("A loss of the school"));
    } else {
        offer(SuspenseTarget::PlatformRevenue, tr("Revenue of the school"));
        offer(SuspenseTarget::GatewayFees, tr("A fee that the gateway gave back"));
        offer(SuspenseTarget::Bank, tr("It came from the school\u2019s bank account"));
    }
    addField(QStringLiteral("to"), tr("&What it is"), m_to);
    m_reason->setObjectName(QStringLiteral("suspense.reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(72);
    addField(QStringLiteral("reason"), tr("&Reason"), m_reason, tr("Admins and auditors read this; it is kept with the booking."));
    m_consequence->setObjectName(QStringLiteral("suspense.consequence"));
    body()->addWidget(makeBox(m_consequence));
    connect(m_amount, &MoneyEdit::edited, this, &SuspenseDialog::showConsequence);
    connect(m_to, &QComboBox::currentIndexChanged, this, &SuspenseDialog::showConsequence);
    showConsequence();
    m_amount->setFocus();
}

SuspenseForm SuspenseDialog::form() const
{
    SuspenseForm form;
    if (const auto amount = m_amount->money()) form.amount = *amount;
    (void)fromText(m_to->currentData().toString(), form.to);
    form.reason = m_reason->toPlainText().trimmed();
    return form;
}

std::optional<Error> SuspenseDialog::check()
{
    if (auto error = m_amount->problem(QStringLiteral("amount"))) return error;
    const Money amount = form().amount;
    if (amount.isZero() || amount.minor() > m_held.minor()) return fieldError(QStringLiteral("amount"), tr("Type an amount up to %1.").arg(moneyText(m_held)));
    return validation::text(QStringLiteral("reason"), form().reason, validation::kMaxReason, 5);
}

void SuspenseDialog::showConsequence()
{
    const auto amount = m_amount->money();
    if (!amount || amount->isZero() || amount->minor() > m_held.minor()) return m_consequence->setText(tr("Type an amount up to %1.").arg(moneyText(m_held)));
    const QString sum = moneyText(*amount);
    const Money left = Money::fromMinor(m_held.minor() - amount->minor(), m_held.currency());
    QString text;
    switch (form().to) {
    case SuspenseTarget::PlatformRevenue:
        text = m_isShort ? tr("The platform\u2019s vault gets %1 less.") : tr("The platform\u2019s vault gets %1 more.");
        break;
    case SuspenseTarget::GatewayFees:
        text = m_isShort ? tr("The platform bears %1 more of fees.") : tr("The platform bears %1 less of fees.");
        break;
    case SuspenseTarget::Bank:
        text = m_isShort ? tr("The books show %1 more in the bank.") : tr("The books show %1 less in the bank.");
        break;
    }
    text = text.arg(sum) + u' ' + (left.isZero() ? tr("Nothing stays in suspense.") : tr("%1 stays in suspense.").arg(moneyText(left)));
    m_consequence->setText(text + u' ' + tr("A booking is never deleted; a mistake is booked back."));
}

} // namespace lectern
