#pragma once
#include "items/reply.h"
#include "ui/account/authframe.h"
#include <QLineEdit>

namespace lectern {

class LoginPage final : public AuthFrame
{
    Q_OBJECT
public:
    explicit LoginPage(AccountsGateway* accounts, QWidget* parent = nullptr);
    /// Asks the server who it is; shows its name, its demo accounts, or that it cannot be reached; then
    /// it asks again by itself until the page is left.
    void refresh();
    void setEmail(const QString& email);
    void say(const QString& text, Tone tone); ///< e.g. why the session ended

Q_SIGNALS:
    void loggedIn(const lectern::User& user);
    void registerWanted();
    void serverWanted();
    void forgotWanted(const QString& email);
    void serverKnown(const lectern::ServerInfo& info);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void ask();
    void submit();
    void setBusy(bool busy);
    void display(const ServerInfo& info);

    AccountsGateway* m_accounts;
    QLabel* m_title;
    Notice* m_notice;
    QPushButton* m_retry;
    QLineEdit* m_email;
    QLineEdit* m_password;
    QPushButton* m_submit;
    QWidget* m_demo;
    QVBoxLayout* m_demoCards;
    QTimer* m_again;
    int m_failures = 0; ///< of asking who the server is, in a row
    FormErrors m_errors;
    RequestId m_request;
    bool m_busy = false;
};

} // namespace lectern
