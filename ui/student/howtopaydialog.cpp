#include "ui/student/howtopaydialog.h"
#include "ui/documents/papertext.h"
#include <QClipboard>
#include <QGuiApplication>

namespace lectern {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(HowToPayWords)
};

QString whatToDo(PaymentMethod method)
{
    switch (method) {
    case PaymentMethod::Cash:
        return Words::tr("Pay in cash and name the reference.");
    case PaymentMethod::Cheque:
        return Words::tr("Send or bring a cheque with the reference on it.");
    case PaymentMethod::BankTransfer:
        return Words::tr("Transfer the amount with the reference as its subject.");
    case PaymentMethod::Card:
    case PaymentMethod::Transfer:
    case PaymentMethod::Wallet:
        break;
    }
    return {};
}

QString whatWaits(const OfflinePayment& payment)
{
    if (payment.isGift) {
        const QString then = Words::tr("You get the code under Payments, Gifts, as soon as the school has recorded the money.");
        return payment.until ? Words::tr("A seat is kept until %1. %2").arg(exactTime(*payment.until), then) : then;
    }
    return payment.until ? Words::tr("Your place waits until %1. The course opens as soon as the school has recorded the money.").arg(exactTime(*payment.until))
                         : Words::tr("Your place waits. The course opens as soon as the school has recorded the money.");
}

QHBoxLayout* factLine(const QString& name, QWidget* value)
{
    auto* line = row(space::m);
    auto* label = makeLabel(TextStyle::Muted, name);
    label->setFixedWidth(96);
    line->addWidget(label);
    line->addWidget(value, 1);
    return line;
}

} // namespace

OfflinePayment offlinePayment(const Payment& payment, const std::optional<QDateTime>& until)
{
    return {payment.id, payment.courseId, payment.courseTitle, payment.method, payment.amount, until, payment.isGift};
}

HowToPayDialog::HowToPayDialog(const OfflinePayment& payment, const Gateways& gateways, QWidget* parent)
    : DialogFrame(tr("How to pay"), tr("Close"), QStringLiteral("howToPay"), parent)
    , m_payment(payment)
    , m_gateways(gateways)
    , m_instructions(makeText(TextStyle::Body, {}))
    , m_problem(new Notice(Tone::Red))
    , m_card(makeButton(ButtonKind::Secondary, tr("Pay by card instead"), QStringLiteral("howToPay.card")))
    , m_key(newUuid7())
{
    hideCancel();
    setIntro(payment.courseTitle);
    m_retry = m_problem->addButton(tr("Try again"), QStringLiteral("howToPay.retry"));
    connect(m_retry, &QPushButton::clicked, this, &HowToPayDialog::load);
    auto* until = makeText(TextStyle::Body, whatWaits(payment));
    until->setObjectName(QStringLiteral("howToPay.until"));
    body()->addWidget(until);
    auto* box = new Card(nullptr, space::l);
    box->setProperty("card", QStringLiteral("flat"));
    auto* amount = new MoneyLabel(textsize::title);
    amount->setObjectName(QStringLiteral("howToPay.amount"));
    amount->setMoney(payment.amount);
    box->body()->addLayout(factLine(tr("Amount"), amount));
    auto* reference = makeText(TextStyle::Lead, paymentReference(payment.payment));
    reference->setObjectName(QStringLiteral("howToPay.reference"));
    auto* copy = makeIconButton(QStringLiteral("edit-copy"), tr("Copy the reference"), QStringLiteral("howToPay.copy"));
    connect(copy, &QToolButton::clicked, this,
            [reference] { QGuiApplication::clipboard()->setText(reference->text()); });
    auto* line = factLine(tr("Reference"), reference);
    line->addWidget(copy);
    box->body()->addLayout(line);
    box->body()->addLayout(factLine(tr("How"), makeText(TextStyle::Body, whatToDo(payment.method))));
    body()->addWidget(box);
    m_instructions->setObjectName(QStringLiteral("howToPay.instructions"));
    body()->addWidget(m_instructions);
    body()->addWidget(m_problem);
    body()->addStretch();
    addFooterWidget(m_card);
    m_card->hide();
    connect(m_card, &QPushButton::clicked, this, &HowToPayDialog::switchToCard);
    connect(this, &DialogFrame::submitted, this, &QDialog::accept);
    load();
}

void HowToPayDialog::load()
{
    m_problem->say({});
    m_retry->show();
    m_instructions->setText(tr("Looking up where to pay…"));
    const quint64 id = m_request.next();
    whenDone(this, m_gateways.accounts->serverInfo(), [this, id](const Result<ServerInfo>& answer) {
        if (!m_request.is(id)) return;
        m_instructions->setVisible(bool(answer));
        if (!answer)
            return m_problem->say(errorText(answer.error()), tr("The school's instructions could not be loaded"));
        m_instructions->setText(answer->offlineInstructions.isEmpty() ? tr("Ask the school where to pay.")
                                                                      : answer->offlineInstructions);
        m_card->setVisible(answer->paymentsAvailable && !m_payment.isGift); // another way for a gift is another gift
    });
}

void HowToPayDialog::switchToCard()
{
    if (isBusy()) return;
    m_problem->say({});
    setBusy(true);
    m_card->setEnabled(false);
    EnrollForm form;
    form.courseId = m_payment.course;
    form.method = toText(PaymentMethod::Card);
    form.expectedTotal = m_payment.amount;
    whenDone(this, m_gateways.enrollments->enroll(form, m_key), [this](const Result<EnrollResult>& answer) {
        setBusy(false);
        m_card->setEnabled(true);
        if (answer && answer->checkout) {
            Q_EMIT checkoutWanted(*answer->checkout);
            return accept();
        }
        m_retry->hide();
        m_problem->say(answer ? tr("The school has no card payment to offer for this.") : errorText(answer.error()));
        if (!answer && answer.error().code == ErrorCode::Conflict) m_key = newUuid7();
    });
}

} // namespace lectern
