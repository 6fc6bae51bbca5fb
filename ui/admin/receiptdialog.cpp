#include "ui/admin/receiptdialog.h"
#include "domain/validation.h"
#include <QCalendarWidget>
#include <QDateEdit>

namespace lectern {

namespace {
constexpr int kMaxReference = 100;
}

ReceiptDialog::ReceiptDialog(const Payment& payment, PurchaseGateway* purchases, QWidget* parent)
    : DialogFrame(tr("Record a receipt"), tr("Record %1").arg(moneyText(payment.amount)), QStringLiteral("receipt"), parent)
    , m_payment(payment)
    , m_purchases(purchases)
    , m_method(new QComboBox)
    , m_reference(new QLineEdit)
    , m_day(makeDateEdit(QStringLiteral("receipt.day"), QDate::currentDate()))
    , m_note(new QPlainTextEdit)
    , m_key(newUuid7())
{
    setIntro((payment.isGift ? tr("%1 pays %2 for “%3”, a gift. Once it is recorded %1 gets the code, the teacher's share is booked and a receipt is issued. A mistake is reversed, never deleted.")
                             : tr("%1 pays %2 for “%3”. Once it is recorded the course opens, the teacher's share is booked and a receipt is issued. A mistake is reversed, never deleted."))
                 .arg(payment.studentName, moneyText(payment.amount), paymentTitle(payment)));
    for (const PaymentMethod one : {PaymentMethod::Cash, PaymentMethod::Cheque, PaymentMethod::BankTransfer})
        m_method->addItem(methodText(one), toText(one));
    m_method->setCurrentIndex(qMax(0, m_method->findData(toText(payment.method))));
    m_method->setObjectName(QStringLiteral("receipt.method"));
    addField(QStringLiteral("method"), tr("&Received as"), m_method);
    auto* amount = new QLineEdit(moneyText(payment.amount));
    amount->setObjectName(QStringLiteral("receipt.amount"));
    amount->setReadOnly(true);
    amount->setFocusPolicy(Qt::NoFocus);
    amount->setEnabled(false);
    addField(QStringLiteral("amount"), tr("Amount"), amount, tr("The whole amount; a part of it cannot be recorded."));
    m_reference->setObjectName(QStringLiteral("receipt.reference"));
    m_reference->setMaxLength(kMaxReference);
    m_referenceField = addField(QStringLiteral("reference"), tr("Re&ference"), m_reference);
    m_day->setMaximumDate(QDate::currentDate());
    addField(QStringLiteral("receivedOn"), tr("&On"), m_day);
    m_note->setObjectName(QStringLiteral("receipt.note"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(64);
    addField(QStringLiteral("note"), tr("&Note (optional)"), m_note, tr("Only admins and auditors read this."));
    connect(m_method, &QComboBox::currentIndexChanged, this, &ReceiptDialog::showMethod);
    connect(this, &DialogFrame::submitted, this, &ReceiptDialog::send);
    showMethod();
    m_reference->setFocus();
}

PaymentMethod ReceiptDialog::method() const
{
    PaymentMethod value = PaymentMethod::Cash;
    fromText(m_method->currentData().toString(), value);
    return value;
}

void ReceiptDialog::showMethod()
{
    m_referenceField->setHint(method() == PaymentMethod::Cheque         ? tr("Number of the cheque.")
                              : method() == PaymentMethod::BankTransfer ? tr("Reference of the transfer, as the bank statement has it.")
                                                                        : tr("Optional for cash: the number of a paper receipt."));
}

OfflineReceiptForm ReceiptDialog::form() const
{
    return {method(), m_payment.amount, m_reference->text().trimmed(), QDateTime(m_day->date(), QTime(0, 0), Qt::UTC),
            m_note->toPlainText().trimmed()};
}

std::optional<Error> ReceiptDialog::check()
{
    const OfflineReceiptForm draft = form();
    if (draft.method != PaymentMethod::Cash && draft.reference.isEmpty())
        return fieldError(QStringLiteral("reference"), tr("Without it nobody can find the money on the bank statement."));
    if (m_day->date() > QDate::currentDate())
        return fieldError(QStringLiteral("receivedOn"), tr("Money cannot have arrived in the future."));
    return validation::text(QStringLiteral("note"), draft.note, validation::kMaxReason, 0);
}

void ReceiptDialog::send()
{
    if (!m_purchases) return Q_EMIT wanted(form(), m_key);
    whenDone(this, m_purchases->recordReceipt(m_payment.id, form(), m_key), [this](const Result<OfflineReceipt>& answer) {
        if (!answer) return fail(answer.error());
        Q_EMIT done(*answer);
        accept();
    });
}

} // namespace lectern
