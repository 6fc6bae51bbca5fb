#pragma once
#include "gateways/gateways.h"
#include "ui/shell/clientsettings.h"
#include <QStackedWidget>

namespace lectern {

class ConnectPage;
class LoginPage;
class RegisterPage;
class ResetPage;
class Workspace;

/// The one window. app/ builds the gateways and the settings, constructs it, connects serverChosen() to point the
/// gateways at another server, and calls start() — or enter(), when a kept session is still good.
/// Widgets that a guided tour needs have stable object names, listed in ui/README.md.
class MainWindow final : public QWidget
{
    Q_OBJECT
public:
    MainWindow(const Gateways& gateways, ClientSettings* settings, QWidget* parent = nullptr);
    ~MainWindow() override;
    /// Login at the remembered server, or the choice of one.
    void start();
    /// Opens the workspace of a user who is logged in.
    void enter(const User& user);
    /// Opens what a link from outside asks for, after the login where there was none yet, and comes to the front.
    void follow(const QUrl& link);
    /// Back to the login, with the reason.
    void leave(const QString& why = {});
    [[nodiscard]] Workspace* workspace() const { return m_workspace; } ///< null before the login

Q_SIGNALS:
    /// Connect this directly: when it returns, the gateways must speak to that server.
    void serverChosen(const QUrl& url);
    void loggedIn(const lectern::User& user);
    void loggedOut();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool event(QEvent* event) override;

private:
    void choose(const QUrl& url);
    void logOut();
    void showLogin();

    Gateways m_gateways;
    ClientSettings* m_settings;
    QStackedWidget* m_stack;
    ConnectPage* m_connect;
    LoginPage* m_login;
    RegisterPage* m_register;
    ResetPage* m_reset;
    Workspace* m_workspace = nullptr;
    QUrl m_link; ///< waits for the login
};

} // namespace lectern
