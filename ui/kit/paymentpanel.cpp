#include "ui/kit/paymentpanel.h"
#include "ui/documents/papertext.h"

namespace lectern {

PaymentPanel::PaymentPanel(Reader reader, const QString& name, QWidget* parent)
    : Card(parent, space::l)
    , m_reader(reader)
    , m_course(makeText(TextStyle::Lead, {}))
    , m_who(makeText(TextStyle::Muted, {}))
    , m_amount(new MoneyLabel(textsize::display))
    , m_chip(new Chip)
    , m_gift(new Chip({tr("Gift"), Tone::Accent}))
    , m_divider(makeDivider())
    , m_facts(makeText(TextStyle::Small, {}))
    , m_refunds(column(space::s))
    , m_receipts(column(space::s))
    , m_buttons(column(space::s))
{
    setObjectName(name);
    body()->setSpacing(space::m);
    body()->addWidget(m_course);
    body()->addWidget(m_who);
    body()->addWidget(m_amount);
    auto* chips = row(space::s);
    chips->addWidget(m_chip);
    chips->addWidget(m_gift);
    chips->addStretch();
    body()->addLayout(chips);
    m_gift->setObjectName(QStringLiteral("payment.gift"));
    m_divider->setObjectName(QStringLiteral("payment.divider"));
    body()->addWidget(m_divider);
    m_wallet = addAmount(tr("From the wallet"));
    m_tax = addAmount(tr("Tax in it"));
    if (reader == Reader::Admin) {
        m_teacher = addAmount(tr("To the teacher"));
        m_platform = addAmount(tr("To the platform"));
        m_fee = addAmount(tr("Kept by the gateway"));
        m_disputed = addAmount(tr("Disputed"));
    }
    m_refunded = addAmount(tr("Returned"));
    body()->addLayout(m_refunds);
    body()->addLayout(m_receipts);
    body()->addWidget(makeDivider());
    body()->addWidget(m_facts);
    body()->addLayout(m_buttons);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void PaymentPanel::Line::show(const Money& money, bool always) const
{
    if (!box) return;
    amount->setMoney(money);
    box->setVisible(always || !money.isZero());
}

PaymentPanel::Line PaymentPanel::addAmount(const QString& name)
{
    Line line{new QWidget, makeLabel(TextStyle::Muted, name), new MoneyLabel};
    auto* parts = row(space::s);
    parts->addWidget(line.name, 1);
    parts->addWidget(line.amount, 0, Qt::AlignRight);
    line.box->setLayout(parts);
    body()->addWidget(line.box);
    return line;
}

QPushButton* PaymentPanel::addButton(QPushButton* button)
{
    m_buttons->addWidget(button);
    return button;
}

void PaymentPanel::setPayment(const Payment& payment)
{
    const bool settled = payment.settledAt.has_value();
    m_course->setText(paymentTitle(payment));
    m_who->setText(payment.kind == PaymentKind::TopUp  ? payment.studentName
                   : m_reader == Reader::Admin && payment.isGift ? tr("%1 pays %2 for somebody else's place").arg(payment.studentName, payment.teacherName)
                   : m_reader == Reader::Admin         ? tr("%1 pays %2").arg(payment.studentName, payment.teacherName)
                                                       : tr("by %1").arg(payment.teacherName));
    m_amount->setMoney(payment.amount);
    m_chip->setSpec(paymentChip(payment));
    m_gift->setVisible(payment.isGift);
    m_wallet.show(payment.walletPart);
    m_tax.name->setText(payment.taxBps > 0 ? tr("Tax in it (%1%)").arg(QLocale().toString(payment.taxBps / 100.0, 'g', 4)) : tr("Tax in it"));
    m_tax.show(payment.tax);
    m_teacher.show(payment.teacherShare, settled && payment.kind != PaymentKind::TopUp);
    m_platform.show(payment.platformShare, settled && payment.kind != PaymentKind::TopUp);
    m_fee.show(payment.fee.value_or(Money::fromMinor(0, payment.amount.currency())));
    m_disputed.show(payment.disputed);
    m_refunded.name->setText(payment.standing == PaymentStanding::Reversed ? tr("Taken out of the books") : tr("Returned"));
    m_refunded.show(payment.refunded, settled);
    const bool mixed = !payment.walletPart.isZero() && payment.walletPart != payment.amount;
    QStringList facts{mixed ? tr("By %1 and from the wallet").arg(methodText(payment.method).toLower()) : tr("By %1").arg(methodText(payment.method).toLower()), tr("Started %1").arg(exactTime(payment.createdAt))};
    if (m_reader == Reader::Student && payment.standing == PaymentStanding::Disputed) facts.prepend(tr("Your bank questions this payment. Until it has decided the course is closed and nothing can be returned here."));
    if (payment.instalments > 0) facts.append(tr("Payment %1 of %2 of a plan").arg(payment.instalment).arg(payment.instalments));
    if (payment.settledAt) facts.append(tr("Settled %1").arg(exactTime(*payment.settledAt)));
    if (!payment.receiptNumber.isEmpty()) facts.append(tr("Receipt %1").arg(payment.receiptNumber));
    if (!payment.failureMessage.isEmpty()) facts.append(tr("Declined: %1").arg(payment.failureMessage));
    // What the student was told to name; the payment service has names of its own.
    if (isOffline(payment.method)) facts.append(tr("Reference %1").arg(paymentReference(payment.id)));
    if (!payment.transferReference.isEmpty()) facts.append(tr("Bank reference %1").arg(payment.transferReference));
    if (!payment.gatewayId.isEmpty()) facts.append(tr("Reference %1").arg(payment.gatewayId));
    m_facts->setText(facts.join(u'\n'));
    showDivider();
}

/// A line stands between two things only.
void PaymentPanel::showDivider()
{
    bool isAny = m_refunds->count() > 0 || m_receipts->count() > 0;
    for (const Line& line : {m_wallet, m_tax, m_teacher, m_platform, m_fee, m_disputed, m_refunded}) isAny = isAny || (line.box && !line.box->isHidden());
    m_divider->setVisible(isAny);
}

namespace {

QFrame* flatBlock(QVBoxLayout* lines)
{
    auto* block = new QFrame;
    block->setProperty("card", QStringLiteral("flat"));
    block->setLayout(lines);
    return block;
}

} // namespace

void PaymentPanel::setReceipts(const QList<OfflineReceipt>& receipts, bool mayReverse)
{
    clearLayout(m_receipts);
    for (const OfflineReceipt& receipt : receipts)
        m_receipts->addWidget(receiptBlock(receipt, mayReverse));
    showDivider();
}

QWidget* PaymentPanel::receiptBlock(const OfflineReceipt& receipt, bool mayReverse)
{
    auto* lines = column(space::xs, {space::m, space::s, space::m, space::s});
    const bool stands = !receipt.reversedAt;
    lines->addWidget(new Chip(stands ? ChipSpec{tr("Received"), Tone::Green} : ChipSpec{tr("Reversed"), Tone::Neutral}), 0, Qt::AlignLeft);
    QString words = tr("%1 by %2 on %3, recorded by %4.")
                        .arg(moneyText(receipt.amount), methodText(receipt.method).toLower(), dayText(receipt.receivedOn.toUTC().date()),
                             receipt.recordedBy);
    if (!receipt.reference.isEmpty()) words += u' ' + tr("Reference %1.").arg(receipt.reference);
    auto* text = makeText(TextStyle::Small, words);
    text->setObjectName(QStringLiteral("payment.receipt"));
    lines->addWidget(text);
    if (!receipt.note.isEmpty()) lines->addWidget(makeText(TextStyle::Small, tr("“%1”").arg(receipt.note)));
    if (!stands)
        lines->addWidget(makeText(TextStyle::Small, tr("Reversed by %1 on %2: %3")
                                                        .arg(receipt.reversedBy, momentText(*receipt.reversedAt), receipt.reversalReason)));
    if (stands && mayReverse) {
        auto* reverse = makeButton(ButtonKind::Link, tr("Reverse…"), QStringLiteral("payments.reverse"));
        connect(reverse, &QPushButton::clicked, this, [this, receipt] { Q_EMIT reverseWanted(receipt); });
        lines->addWidget(reverse, 0, Qt::AlignLeft);
    }
    return flatBlock(lines);
}

void PaymentPanel::setReceiptsUnknown(const QString& why)
{
    clearLayout(m_receipts);
    m_receipts->addWidget(makeText(TextStyle::Small, tr("The receipts could not be loaded: %1").arg(why)));
    showDivider();
}

void PaymentPanel::setRefunds(const QList<Refund>& refunds)
{
    clearLayout(m_refunds);
    for (const Refund& refund : refunds) {
        auto* lines = column(space::xs, {space::m, space::s, space::m, space::s});
        lines->addWidget(new Chip(chip(refund.state)), 0, Qt::AlignLeft);
        auto* words = makeText(TextStyle::Small, refundText(refund));
        words->setObjectName(QStringLiteral("payment.refund"));
        lines->addWidget(words);
        if (!refund.reason.isEmpty()) lines->addWidget(makeText(TextStyle::Small, tr("“%1”").arg(refund.reason)));
        m_refunds->addWidget(flatBlock(lines));
    }
    showDivider();
}

void PaymentPanel::setRefundsUnknown(const QString& why)
{
    setRefunds({});
    m_refunds->addWidget(makeText(TextStyle::Small, tr("The refunds could not be loaded: %1").arg(why)));
    showDivider();
}

} // namespace lectern
