#include "ui/admin/refunddialog.h"
#include "domain/validation.h"

namespace lectern {

namespace {
constexpr int kMinReason = 5;

/// The part of `amount` that was tax: in proportion, and exact for the whole.
qint64 taxPart(const RefundQuote& quote, const Money& amount)
{
    if (amount == quote.refundable || quote.refundable.isZero()) return quote.taxPart.minor();
    // In 128 bits: two amounts multiplied need more than 64.
    return qint64(__int128(quote.taxPart.minor()) * amount.minor() / quote.refundable.minor());
}

/// The teacher's part of `amount`, as the server books it: of all that was returned so far, less what was taken before.
qint64 teacherPart(const RefundQuote& quote, const Money& amount)
{
    if (amount == quote.refundable) return quote.teacherPart.minor();
    if (quote.teacherFixed && quote.tax) {
        // A discount moved the shares: of what is left after tax, in the same ratio (all that was returned then, less what was taken before).
        const auto part = [](qint64 whole, qint64 of, qint64 all) { return all == 0 ? 0 : qint64(__int128(whole) * of / all); };
        const qint64 paid = quote.paid.minor();
        const qint64 before = paid - quote.refundable.minor();
        const auto upTo = [&](qint64 minor) { return part(quote.teacherFixed->minor(), minor - part(quote.tax->minor(), minor, paid), paid - quote.tax->minor()); };
        return upTo(before + amount.minor()) - upTo(before);
    }
    const auto shareOf = [&](qint64 minor) {
        const auto share = Money::fromMinor(minor, amount.currency()).share(10'000 - quote.platformShareBps, Rounding::Floor);
        return share ? share->minor() : 0;
    };
    const qint64 before = quote.taxPart.isZero() ? quote.paid.minor() - quote.refundable.minor() : 0;
    return shareOf(before + amount.minor() - taxPart(quote, amount)) - shareOf(before);
}
} // namespace

RefundDialog::Consequence RefundDialog::consequenceOf(const RefundQuote& quote, const Money& amount)
{
    const Currency currency = quote.refundable.currency();
    const qint64 teacher = teacherPart(quote, amount);
    const qint64 tax = taxPart(quote, amount);
    // The vault holds what the whole would take from it less what it would owe.
    const qint64 held = quote.teacherPart.minor() - quote.teacherOwes.minor();
    return {Money::fromMinor(teacher, currency), Money::fromMinor(amount.minor() - teacher - tax, currency), Money::fromMinor(tax, currency),
            Money::fromMinor(qMax<qint64>(0, teacher - held), currency), amount == quote.refundable};
}

RefundDialog::RefundDialog(const Payment& payment, RefundsGateway* refunds, QWidget* parent)
    : DialogFrame(tr("Return a payment"), tr("Return the money"), QStringLiteral("refund"), parent)
    , m_payment(payment)
    , m_refunds(refunds)
    , m_amount(new MoneyEdit(QStringLiteral("refund.amount")))
    , m_way(new QComboBox)
    , m_reason(new QPlainTextEdit)
    , m_consequence(makeText(TextStyle::Body, {}))
    , m_problem(new Notice(Tone::Red))
    , m_key(newUuid7())
{
    setIntro(tr("%1 paid %2 for “%3”.").arg(payment.studentName, moneyText(payment.amount), paymentTitle(payment)));
    setSubmitKind(ButtonKind::Danger);
    auto* retry = m_problem->addButton(tr("Try again"), QStringLiteral("refund.retry"));
    connect(retry, &QPushButton::clicked, this, &RefundDialog::load);
    body()->addWidget(m_problem);
    m_amount->setCurrencyFixed(true);
    m_amount->setMoney(payment.amount);
    m_amountField = addField(QStringLiteral("amount"), tr("&Amount"), m_amount);
    m_way->setObjectName(QStringLiteral("refund.way"));
    m_way->addItem(payment.method == PaymentMethod::Card ? tr("Back to the card") : payment.method == PaymentMethod::Transfer ? tr("Back to the bank") : tr("Back the way it was paid"));
    m_way->addItem(tr("Into the student's wallet"));
    if (payment.method != PaymentMethod::Wallet && payment.kind == PaymentKind::Course)
        addField(QStringLiteral("toWallet"), tr("&Where to"), m_way);
    else {
        // There is one way only: no choice is shown.
        m_way->setParent(this);
        m_way->setAccessibleName(tr("Where to"));
        m_way->hide();
    }
    m_reason->setObjectName(QStringLiteral("refund.reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(84);
    addField(QStringLiteral("reason"), tr("&Reason"), m_reason, tr("The student and the teacher read this."));
    m_consequence->setObjectName(QStringLiteral("refund.consequence"));
    body()->addWidget(makeBox(m_consequence));
    connect(m_amount, &MoneyEdit::edited, this, &RefundDialog::showConsequence);
    connect(m_way, &QComboBox::currentIndexChanged, this, &RefundDialog::showConsequence);
    connect(this, &DialogFrame::submitted, this, &RefundDialog::send);
    load();
}

void RefundDialog::load()
{
    m_problem->say({});
    m_consequence->setText(tr("Working out what this does…"));
    m_amountField->setEnabled(false);
    setSubmitEnabled(false);
    const quint64 id = m_request.next();
    whenDone(this, m_refunds->quote(m_payment.id), [this, id](const Result<RefundQuote>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) {
            m_consequence->setText(tr("Nothing was returned."));
            return m_problem->say(errorText(answer.error()));
        }
        m_quote = *answer;
        if (!m_quote->blocked.isEmpty()) {
            m_consequence->setText(tr("Nothing was returned."));
            return m_problem->say(m_quote->blocked);
        }
        if (m_quote->channel == RefundChannel::Wallet) { // also of a card whose bank took some of it: the gateway sends nothing back of that
            m_way->setCurrentIndex(1);
            m_way->setEnabled(false);
        }
        m_amount->setMoney(m_quote->refundable);
        m_amountField->setEnabled(true);
        m_amountField->setHint(
            tr("%1 can be returned; a part of it is possible too.").arg(moneyText(m_quote->refundable)));
        showConsequence();
        takeAsOpened();
        m_amount->setFocus();
    });
}

void RefundDialog::showConsequence()
{
    if (!m_quote) return;
    const Result<Money> amount = m_amount->money();
    const auto left = amount ? m_quote->refundable.minus(*amount) : std::nullopt;
    if (m_quote->refundable.isZero()) {
        m_consequence->setText(tr("Nothing of this payment is left to return."));
        return setSubmitEnabled(false);
    }
    if (!amount || amount->isZero() || !left || left->isNegative()) {
        m_consequence->setText(tr("Type an amount up to %1.").arg(moneyText(m_quote->refundable)));
        return setSubmitEnabled(amount && !amount->isZero());
    }
    const Consequence what = consequenceOf(*m_quote, *amount);
    QStringList lines{wayBack(moneyText(*amount))};
    if (m_payment.kind != PaymentKind::TopUp)
        lines.append(tr("%1 of it leaves the vault of %2, %3 is borne by the platform.")
                         .arg(moneyText(what.teacher), m_payment.teacherName, moneyText(what.platform)));
    if (!what.tax.isZero()) lines.append(tr("%1 of it is tax that is not owed any more.").arg(moneyText(what.tax)));
    if (m_payment.kind != PaymentKind::TopUp && !what.owed.isZero())
        lines.append(tr("The vault does not hold that much: %1 will owe %2, which later sales repay first.")
                         .arg(m_payment.teacherName, moneyText(what.owed)));
    if (m_payment.isForBundle)
        lines.append(what.whole ? tr("All courses of the bundle are given back first: access ends, the progress is kept, and their shares leave the vaults of their teachers.")
                                : tr("What the wallet does not hold is taken from the courses of the bundle: the last one first is given back whole, with its access and its teacher's share, and what is left of its price stays in the wallet. To return one course alone, refund the payment of that course."));
    else if (m_payment.kind == PaymentKind::TopUp)
        lines.append(tr("It leaves the student's wallet."));
    else if (m_payment.bookingId)
        lines.append(what.whole ? tr("A session that is still to come is cancelled, and both sides are told.")
                                : tr("A part is returned: the session stays as it is."));
    else if (m_payment.isGift)
        lines.append(what.whole ? tr("The code of the gift stops working; whoever opened it loses the course, and the progress is kept.")
                                : tr("A part is returned: the gift stays as it is."));
    else
        lines.append(what.whole ? tr("The access to the course ends; the progress is kept.")
                                : tr("A part is returned: the student keeps the access."));
    m_consequence->setText(lines.join(QStringLiteral("\n\n")));
    setSubmitText(tr("Return %1").arg(moneyText(*amount)));
    setSubmitEnabled(true);
}

bool RefundDialog::toWallet() const { return m_way->currentIndex() == 1; }

QString RefundDialog::wayBack(const QString& amount) const
{
    const QString& who = m_payment.studentName;
    if (toWallet() || m_payment.method == PaymentMethod::Wallet) return tr("%1 gets %2 back in the wallet, at once.").arg(who, amount);
    const QString part = m_quote && !m_quote->walletPart.isZero()
                             ? u' ' + tr("%1 was paid from the wallet and goes back there.").arg(moneyText(m_quote->walletPart))
                             : QString();
    if (m_payment.method == PaymentMethod::Transfer) return tr("%1 gets %2 back by bank transfer.").arg(who, amount) + part;
    if (m_payment.method == PaymentMethod::Card) return tr("%1 gets %2 back on the card.").arg(who, amount) + part;
    return tr("%1 gets %2 back by hand: pay it out as it came in.").arg(who, amount) + part;
}

std::optional<Error> RefundDialog::check()
{
    const Result<Money> amount = m_amount->money();
    if (!amount) return Error{amount.error().code, QStringLiteral("amount"), amount.error().detail, 0};
    const auto left = m_quote ? m_quote->refundable.minus(*amount) : std::nullopt;
    if (!left || left->isNegative())
        return fieldError(QStringLiteral("amount"),
                          tr("At most %1 can be returned.").arg(moneyText(m_quote ? m_quote->refundable : Money())));
    return validation::text(QStringLiteral("reason"), m_reason->toPlainText().trimmed(), validation::kMaxReason,
                            kMinReason);
}

void RefundDialog::send()
{
    const Result<Money> amount = m_amount->money();
    if (!amount) return fail(amount.error());
    whenDone(this, m_refunds->refund(m_payment.id, {*amount, m_reason->toPlainText().trimmed(), toWallet() ? std::optional(true) : std::nullopt}, m_key),
             [this](const Result<Refund>& answer) {
                 if (!answer) return fail(answer.error());
                 Q_EMIT done(*answer);
                 accept();
             });
}

} // namespace lectern
