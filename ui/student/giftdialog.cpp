#include "ui/student/giftdialog.h"

namespace lectern {

GiftDialog::GiftDialog(const QString& courseTitle, QWidget* parent)
    : DialogFrame(tr("Give as a gift"), tr("Choose how to pay"), QStringLiteral("gift"), parent)
    , m_name(new QLineEdit)
    , m_email(new QLineEdit)
    , m_message(new QPlainTextEdit)
{
    setMinimumWidth(480);
    setIntro(tr("You pay for “%1”, and get a code that opens it for somebody else. The code works whenever it is used.").arg(courseTitle));
    m_name->setObjectName(QStringLiteral("gift.name"));
    m_email->setObjectName(QStringLiteral("gift.email"));
    m_message->setObjectName(QStringLiteral("gift.message"));
    m_message->setTabChangesFocus(true);
    m_message->setFixedHeight(96);
    addField(QStringLiteral("gift.recipientName"), tr("&For"), m_name, tr("As you would write it on the card."));
    addField(QStringLiteral("gift.recipientEmail"), tr("&E-mail address (optional)"), m_email, tr("The code is mailed there when it is paid. Empty: you hand it over."));
    addField(QStringLiteral("gift.message"), tr("&Message (optional)"), m_message);
    body()->addStretch();
    connect(this, &DialogFrame::submitted, this, [this] {
        const GiftForm gift = form();
        accept();
        Q_EMIT chosen(gift);
    });
    m_name->setFocus();
}

GiftForm GiftDialog::form() const { return {m_name->text().trimmed(), m_email->text().trimmed(), m_message->toPlainText().trimmed()}; }

std::optional<Error> GiftDialog::check() { return validation::gift(form()); }

} // namespace lectern
