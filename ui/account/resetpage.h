#pragma once
#include "items/reply.h"
#include "ui/account/authframe.h"
#include <QLineEdit>

namespace lectern {

/// A forgotten password: the address, then the code that came by mail together with a new password, which logs in.
/// Says nothing about whether an account exists.
class ResetPage final : public AuthFrame
{
    Q_OBJECT
public:
    explicit ResetPage(AccountsGateway* accounts, QWidget* parent = nullptr);
    void start(const QString& email); ///< from the first step on

Q_SIGNALS:
    void loggedIn(const lectern::User& user);
    void loginWanted();

private:
    QWidget* buildAddress();
    QWidget* buildCode();
    void send();
    void submit();
    void showStep(bool code);
    void setBusy(bool busy);
    [[nodiscard]] QString code() const;

    AccountsGateway* m_accounts;
    FormErrors m_errors; ///< before the steps, which fill it
    QLabel* m_text;
    Notice* m_notice;
    QLineEdit* m_email;
    QLineEdit* m_code;
    QLineEdit* m_password;
    FormField* m_passwordField;
    QPushButton* m_send;
    QPushButton* m_submit;
    QPushButton* m_again;
    QWidget* m_addressStep;
    QWidget* m_codeStep;
    RequestId m_request;
    bool m_busy = false;
};

} // namespace lectern
