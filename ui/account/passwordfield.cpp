#include "ui/account/passwordfield.h"
#include "domain/validation.h"
#include "ui/theme/icons.h"
#include <QAction>
#include <QCoreApplication>

namespace lectern {

namespace {
struct PasswordField
{
    Q_DECLARE_TR_FUNCTIONS(PasswordField)
};
} // namespace

QLineEdit* makePasswordEdit(const QString& name)
{
    auto* edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setEchoMode(QLineEdit::Password);
    edit->setMaxLength(validation::kMaxPassword);
    auto* reveal = edit->addAction(icon(QStringLiteral("password-show-on")), QLineEdit::TrailingPosition);
    reveal->setToolTip(PasswordField::tr("Show the password"));
    reveal->setCheckable(true);
    QObject::connect(reveal, &QAction::toggled, edit,
                     [edit](bool on) { edit->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password); });
    return edit;
}

QString passwordHint(const QString& password, const QString& email, const QString& name)
{
    if (password.isEmpty())
        return PasswordField::tr("At least %1 characters; several unrelated words are best.")
            .arg(validation::kMinPassword);
    const auto wrong = validation::password(password, email, name);
    return wrong ? PasswordField::tr("Not yet: %1").arg(wrong->detail) : PasswordField::tr("This password is fine.");
}

} // namespace lectern
