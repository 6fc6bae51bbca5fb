#include "ui/student/takebackdialog.h"
#include "domain/validation.h"
#include <QRadioButton>

namespace lectern {

namespace {
constexpr int kMinReason = 5;
} // namespace

TakeBackDialog::TakeBackDialog(const PaymentId& payment, const QString& courseTitle, RefundsGateway* refunds,
                               QWidget* parent)
    : DialogFrame(tr("Take the purchase back?"), tr("Take it back"), QStringLiteral("takeBack"), parent)
    , m_payment(payment)
    , m_refunds(refunds)
    , m_terms(makeText(TextStyle::Body, {}))
    , m_why(new Notice(Tone::Gold))
    , m_problem(new Notice(Tone::Red))
    , m_ways(buildWays())
    , m_reason(new QPlainTextEdit)
{
    setIntro(courseTitle);
    m_terms->setObjectName(QStringLiteral("takeBack.terms"));
    m_why->setObjectName(QStringLiteral("takeBack.why"));
    m_retry = m_problem->addButton(tr("Try again"), QStringLiteral("takeBack.retry"));
    connect(m_retry, &QPushButton::clicked, this, &TakeBackDialog::load);
    body()->addWidget(m_problem);
    body()->addWidget(m_why);
    body()->addWidget(m_ways);
    body()->addWidget(makeBox(m_terms));
    m_reason->setObjectName(QStringLiteral("takeBack.reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(84);
    m_reasonField = addField(QStringLiteral("reason"), tr("&Reason"), m_reason);
    setCancelText(tr("Keep the course"));
    connect(this, &DialogFrame::submitted, this, &TakeBackDialog::send);
    load();
}

QString TakeBackDialog::reason() const { return m_reason->toPlainText().trimmed(); }

void TakeBackDialog::load()
{
    m_problem->say({});
    m_why->say({});
    m_ways->hide();
    m_terms->setText(tr("Looking up what can be taken back…"));
    m_reasonField->setVisible(false);
    setSubmitEnabled(false);
    const quint64 id = m_request.next();
    whenDone(this, m_refunds->quote(m_payment), [this, id](const Result<RefundQuote>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) {
            m_terms->setText(tr("Nothing was taken back, and nothing changes."));
            m_problem->say(errorText(answer.error()));
            return;
        }
        m_quote = *answer;
        display();
    });
}

QWidget* TakeBackDialog::buildWays()
{
    auto* box = new QWidget;
    auto* lines = column(space::s);
    lines->addWidget(makeLabel(TextStyle::Strong, tr("Where should the money go?")));
    m_original = new QRadioButton(tr("Back the way it was paid"));
    m_wallet = new QRadioButton(tr("Into my wallet, at once"));
    m_original->setObjectName(QStringLiteral("takeBack.way.original"));
    m_wallet->setObjectName(QStringLiteral("takeBack.way.wallet"));
    m_original->setChecked(true);
    lines->addWidget(m_original);
    lines->addWidget(m_wallet);
    box->setLayout(lines);
    box->hide();
    connect(m_original, &QRadioButton::toggled, this, &TakeBackDialog::showTerms);
    return box;
}

bool TakeBackDialog::intoWallet() const { return m_wallet->isChecked(); }

void TakeBackDialog::display()
{
    const RefundQuote& quote = *m_quote;
    if (!quote.blocked.isEmpty()) {
        m_why->say(quote.blocked, tr("It cannot be taken back at the moment"));
        return m_terms->setText(tr("Nothing was taken back, and nothing changes."));
    }
    if (quote.isGift) setCancelText(tr("Keep the gift"));
    if (quote.refundable.isZero())
        return m_terms->setText(
            tr("Nothing of this payment is left to return: it came back already, or is on its way."));
    if (!quote.automatic) m_why->say(quote.why, tr("An admin decides about this one"));
    // What came from the wallet goes back there in any case: then there is nothing to choose.
    m_wallet->setText(quote.automatic ? tr("Into my wallet, at once") : tr("Into my wallet"));
    m_ways->setVisible(quote.channel != RefundChannel::Wallet && quote.walletPart.minor() < quote.refundable.minor());
    m_reasonField->setHint(quote.automatic ? tr("Optional. The teacher's school reads it.")
                                           : tr("The admin who decides reads this."));
    m_reasonField->setVisible(true);
    const QString amount = moneyText(quote.refundable);
    setSubmitText(quote.automatic ? tr("Take it back, %1").arg(amount) : tr("Ask for %1").arg(amount));
    if (quote.automatic) setSubmitKind(ButtonKind::Danger);
    setSubmitEnabled(true);
    showTerms();
    m_reason->setFocus();
}

/// How soon what goes back the way it was paid is there.
QString TakeBackDialog::howLong(RefundChannel channel)
{
    switch (channel) {
    case RefundChannel::Gateway:
        return tr("Banks usually need some days.");
    case RefundChannel::Offline:
        return tr("Your school hands it to you or sends it.");
    case RefundChannel::Wallet:
        break;
    }
    return {};
}

QString TakeBackDialog::whereItGoes() const
{
    const RefundQuote& quote = *m_quote;
    const QString amount = moneyText(quote.refundable);
    const auto rest = quote.refundable.minus(quote.walletPart);
    const bool allWallet = intoWallet() || quote.channel == RefundChannel::Wallet || !rest || rest->minor() <= 0;
    if (allWallet)
        return quote.automatic ? tr("%1 is in your wallet at once.").arg(amount)
                               : tr("%1 goes into your wallet").arg(amount);
    if (!quote.walletPart.isZero()) {
        const QString parts = tr("%1 goes back the way you paid it and %2 into your wallet, where it came from")
                                  .arg(moneyText(*rest), moneyText(quote.walletPart));
        return quote.automatic ? parts + QStringLiteral(". ") + howLong(quote.channel) : parts;
    }
    const QString back = tr("%1 goes back the way you paid it").arg(amount);
    return quote.automatic ? back + QStringLiteral(". ") + howLong(quote.channel) : back;
}

void TakeBackDialog::showTerms()
{
    if (!m_quote) return;
    const RefundQuote& quote = *m_quote;
    QStringList terms;
    if (quote.automatic) {
        terms.append(whereItGoes());
        if (quote.automaticUntil)
            terms.append(tr("Until %1 you can do this without asking anybody.").arg(exactTime(*quote.automaticUntil)));
        terms.append(quote.isGift ? tr("The code of the gift stops working at once.") : tr("Your access to the course ends at once."));
    } else {
        terms.append((quote.isGift ? tr("If your request is approved, %1. Whoever opened the gift loses the course then, and the code stops working. Until then nothing changes.")
                                   : tr("If your request is approved, %1. The course closes once all that was paid for it is returned. Until then nothing changes."))
                         .arg(whereItGoes()));
    }
    // The progress in a gift is somebody else's.
    if (!quote.isGift) terms.append(tr("What you have done so far (%1%) is kept, in case you come back.").arg(quote.progressPercent));
    m_terms->setText(terms.join(QStringLiteral("\n\n")));
}

std::optional<Error> TakeBackDialog::check()
{
    const bool asks = m_quote && !m_quote->automatic;
    return validation::text(QStringLiteral("reason"), reason(), validation::kMaxReason, asks ? kMinReason : 0);
}

void TakeBackDialog::send()
{
    TakeBackForm form;
    form.reason = reason();
    if (!m_ways->isHidden()) form.toWallet = intoWallet();
    // Another choice is another request; the same one again is the same.
    if (!m_sent || *m_sent != form) m_key = newUuid7();
    m_sent = form;
    whenDone(this, m_refunds->takeBack(m_payment, form, m_key), [this](const Result<Refund>& answer) {
        if (!answer) return fail(answer.error());
        Q_EMIT done(*answer);
        accept();
    });
}

} // namespace lectern
