#include "ui/student/codedialog.h"

namespace lectern {

CodeDialog::CodeDialog(AdmissionGateway* admission, QWidget* parent)
    : DialogFrame(tr("I have a code"), tr("Use the code"), QStringLiteral("code"), parent)
    , m_admission(admission)
    , m_code(new QLineEdit)
{
    setIntro(tr("From your teacher, for a course; a gift; or from a friend who recommends your school."));
    m_code->setObjectName(QStringLiteral("code.code"));
    m_code->setPlaceholderText(QStringLiteral("XXXX-XXXX-XXXX"));
    m_code->setMaxLength(40);
    addField(QStringLiteral("code"), tr("&Code"), m_code, tr("Dashes, spaces and capital letters do not matter."));
    connect(this, &DialogFrame::submitted, this, &CodeDialog::send);
    m_code->setFocus();
}

void CodeDialog::setCode(const QString& code) { m_code->setText(code); }

std::optional<Error> CodeDialog::check()
{
    if (invitationCode(m_code->text()).isEmpty()) return fieldError(QStringLiteral("code"), tr("Type your code."));
    return std::nullopt;
}

void CodeDialog::send()
{
    whenDone(this, m_admission->redeem({m_code->text().trimmed()}), [this](const Result<Redeemed>& answer) {
        if (!answer) return fail(answer.error());
        accept();
        Q_EMIT redeemed(*answer);
    });
}

} // namespace lectern
