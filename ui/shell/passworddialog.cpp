#include "ui/shell/passworddialog.h"
#include "domain/validation.h"
#include "ui/account/passwordfield.h"

namespace lectern {

PasswordDialog::PasswordDialog(const User& user, AccountsGateway* accounts, QWidget* parent)
    : DialogFrame(tr("Change the password"), tr("Change it"), QStringLiteral("password"), parent)
    , m_user(user)
    , m_accounts(accounts)
    , m_current(makePasswordEdit(QStringLiteral("password.current")))
    , m_password(makePasswordEdit(QStringLiteral("password.new")))
{
    setIntro(tr("This device stays logged in; every other one has to log in again."));
    addField(QStringLiteral("current"), tr("&Current password"), m_current);
    auto* field = addField(QStringLiteral("password"), tr("&New password"), m_password, passwordHint({}, {}, {}));
    connect(m_password, &QLineEdit::textEdited, field, [this, field] {
        field->setHint(passwordHint(m_password->text(), m_user.email, m_user.name));
    });
    connect(this, &DialogFrame::submitted, this, &PasswordDialog::save);
    m_current->setFocus();
}

std::optional<Error> PasswordDialog::check()
{
    if (m_current->text().isEmpty())
        return fieldError(QStringLiteral("current"), tr("Type the password that you use now."));
    if (auto error = validation::password(m_password->text(), m_user.email, m_user.name)) return error;
    if (m_password->text() == m_current->text())
        return fieldError(QStringLiteral("password"), tr("This is the password that you use now."));
    return std::nullopt;
}

void PasswordDialog::save()
{
    whenDone(this, m_accounts->changePassword({m_current->text(), m_password->text()}),
             [this](const Result<Done>& answer) {
                 if (!answer && answer.error().code == ErrorCode::WrongCredentials)
                     return fail(fieldError(QStringLiteral("current"), tr("This is not your current password.")));
                 if (!answer) return fail(answer.error());
                 Q_EMIT changed();
                 accept();
             });
}

} // namespace lectern
