#include "ui/student/takebackdialog.h"
#include "domain/validation.h"

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
    , m_reason(new QPlainTextEdit)
    , m_key(newUuid7())
{
    setIntro(courseTitle);
    m_terms->setObjectName(QStringLiteral("takeBack.terms"));
    m_why->setObjectName(QStringLiteral("takeBack.why"));
    m_retry = m_problem->addButton(tr("Try again"), QStringLiteral("takeBack.retry"));
    connect(m_retry, &QPushButton::clicked, this, &TakeBackDialog::load);
    body()->addWidget(m_problem);
    body()->addWidget(m_why);
    auto* box = new Card(nullptr, space::m);
    box->setProperty("card", QStringLiteral("flat"));
    box->body()->addWidget(m_terms);
    body()->addWidget(box);
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

void TakeBackDialog::display()
{
    const RefundQuote& quote = *m_quote;
    if (quote.refundable.isZero()) {
        m_terms->setText(tr("Nothing of this payment is left to return: it came back already, or is on its way."));
        return;
    }
    const QString amount = moneyText(quote.refundable);
    QStringList terms;
    if (quote.automatic) {
        terms.append(tr("%1 goes back to the card that you paid with. Banks usually need some days.").arg(amount));
        if (quote.automaticUntil)
            terms.append(tr("Until %1 you can do this without asking anybody.").arg(exactTime(*quote.automaticUntil)));
        terms.append(tr("Your access to the course ends at once."));
    } else {
        m_why->say(quote.why, tr("An admin decides about this one"));
        terms.append(tr("If your request is approved, %1 goes back to the card that you paid with and your access to "
                        "the course ends. Until then nothing changes.")
                         .arg(amount));
    }
    terms.append(tr("What you have done so far (%1%) is kept, in case you come back.").arg(quote.progressPercent));
    m_terms->setText(terms.join(QStringLiteral("\n\n")));
    m_reasonField->setHint(quote.automatic ? tr("Optional. The teacher's school reads it.")
                                           : tr("The admin who decides reads this."));
    m_reasonField->setVisible(true);
    setSubmitText(quote.automatic ? tr("Take it back, %1").arg(amount) : tr("Ask for %1").arg(amount));
    if (quote.automatic) setSubmitKind(ButtonKind::Danger);
    setSubmitEnabled(true);
    m_reason->setFocus();
}

std::optional<Error> TakeBackDialog::check()
{
    const bool asks = m_quote && !m_quote->automatic;
    return validation::text(QStringLiteral("reason"), reason(), validation::kMaxReason, asks ? kMinReason : 0);
}

void TakeBackDialog::send()
{
    whenDone(this, m_refunds->takeBack(m_payment, {reason(), std::nullopt}, m_key), [this](const Result<Refund>& answer) {
        if (!answer) return fail(answer.error());
        Q_EMIT done(*answer);
        accept();
    });
}

} // namespace lectern
