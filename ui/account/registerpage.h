#pragma once
#include "items/reply.h"
#include "ui/account/authframe.h"
#include <QLineEdit>

namespace lectern {

class RegisterPage final : public AuthFrame
{
    Q_OBJECT
public:
    explicit RegisterPage(AccountsGateway* accounts, QWidget* parent = nullptr);

Q_SIGNALS:
    void registered(const lectern::User& user);
    void loginWanted();

private:
    void submit();
    void setBusy(bool busy);
    [[nodiscard]] bool check(const RegisterForm& draft); ///< shows everything that is wrong

    AccountsGateway* m_accounts;
    ChoiceCard* m_student;
    ChoiceCard* m_teacher;
    QLineEdit* m_name;
    QLineEdit* m_email;
    QLineEdit* m_password;
    FormField* m_passwordField;
    Notice* m_notice;
    QPushButton* m_submit;
    FormErrors m_errors;
    RequestId m_request;
    bool m_busy = false;
};

} // namespace lectern
