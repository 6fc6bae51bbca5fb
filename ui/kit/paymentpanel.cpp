#include "ui/kit/paymentpanel.h"

namespace lectern {

PaymentPanel::PaymentPanel(Reader reader, const QString& name, QWidget* parent)
    : Card(parent, space::l)
    , m_reader(reader)
    , m_course(makeText(TextStyle::Lead, {}))
    , m_who(makeText(TextStyle::Muted, {}))
    , m_amount(new MoneyLabel(textsize::display))
    , m_chip(new Chip)
    , m_facts(makeText(TextStyle::Small, {}))
    , m_refunds(column(space::s))
    , m_buttons(column(space::s))
{
    setObjectName(name);
    body()->addWidget(m_course);
    body()->addWidget(m_who);
    body()->addWidget(m_amount);
    body()->addWidget(m_chip);
    body()->addWidget(makeDivider());
    if (reader == Reader::Admin) {
        m_teacher = addAmount(tr("To the teacher"));
        m_platform = addAmount(tr("To the platform"));
    }
    m_refunded = addAmount(tr("Returned"));
    body()->addLayout(m_refunds);
    body()->addWidget(makeDivider());
    body()->addWidget(m_facts);
    body()->addLayout(m_buttons);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

MoneyLabel* PaymentPanel::addAmount(const QString& name)
{
    auto* line = row(space::s);
    auto* amount = new MoneyLabel;
    line->addWidget(makeLabel(TextStyle::Muted, name), 1);
    line->addWidget(amount, 0, Qt::AlignRight);
    body()->addLayout(line);
    return amount;
}

QPushButton* PaymentPanel::addButton(QPushButton* button)
{
    m_buttons->addWidget(button);
    return button;
}

void PaymentPanel::setPayment(const Payment& payment)
{
    m_course->setText(payment.courseTitle);
    m_who->setText(m_reader == Reader::Admin ? tr("%1 pays %2").arg(payment.studentName, payment.teacherName)
                                             : tr("by %1").arg(payment.teacherName));
    m_amount->setMoney(payment.amount);
    m_chip->setSpec(chip(payment.state));
    if (m_teacher) m_teacher->setMoney(payment.teacherShare);
    if (m_platform) m_platform->setMoney(payment.platformShare);
    m_refunded->setMoney(payment.refunded);
    QStringList facts{tr("Started %1").arg(exactTime(payment.createdAt))};
    if (payment.settledAt) facts.append(tr("Settled %1").arg(exactTime(*payment.settledAt)));
    if (!payment.failureMessage.isEmpty()) facts.append(tr("Declined: %1").arg(payment.failureMessage));
    if (!payment.gatewayId.isEmpty()) facts.append(tr("Reference %1").arg(payment.gatewayId));
    m_facts->setText(facts.join(u'\n'));
}

void PaymentPanel::setRefunds(const QList<Refund>& refunds)
{
    while (QLayoutItem* item = m_refunds->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Refund& refund : refunds) {
        auto* block = new QFrame;
        block->setProperty("card", QStringLiteral("flat"));
        auto* lines = column(space::xs, {space::m, space::s, space::m, space::s});
        lines->addWidget(new Chip(chip(refund.state)), 0, Qt::AlignLeft);
        auto* words = makeText(TextStyle::Small, refundText(refund));
        words->setObjectName(QStringLiteral("payment.refund"));
        lines->addWidget(words);
        if (!refund.reason.isEmpty()) lines->addWidget(makeText(TextStyle::Small, tr("“%1”").arg(refund.reason)));
        block->setLayout(lines);
        m_refunds->addWidget(block);
    }
}

void PaymentPanel::setRefundsUnknown(const QString& why)
{
    setRefunds({});
    m_refunds->addWidget(makeText(TextStyle::Small, tr("The refunds could not be loaded: %1").arg(why)));
}

} // namespace lectern
