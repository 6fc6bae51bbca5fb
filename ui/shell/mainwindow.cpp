#include "ui/shell/mainwindow.h"
#include "items/reply.h"
#include "ui/account/connectpage.h"
#include "ui/account/loginpage.h"
#include "ui/account/registerpage.h"
#include "ui/account/resetpage.h"
#include "ui/kit/text.h"
#include "ui/shell/applink.h"
#include "ui/shell/workspace.h"
#include <QCloseEvent>
#include <QLoggingCategory>
#include <QScreen>
#include <QTimer>

namespace lectern {

namespace {
constexpr int kTitleBar = 40; ///< what a window manager puts above
} // namespace

/// Off by default; packaging/bench.sh turns it on to measure.
Q_LOGGING_CATEGORY(lcStartup, "lectern.startup", QtInfoMsg)

MainWindow::MainWindow(const Gateways& gateways, ClientSettings* settings, QWidget* parent)
    : QWidget(parent)
    , m_gateways(gateways)
    , m_settings(settings)
    , m_stack(new QStackedWidget)
    , m_connect(new ConnectPage(settings))
    , m_login(new LoginPage(gateways.accounts))
    , m_register(new RegisterPage(gateways.accounts))
    , m_reset(new ResetPage(gateways.accounts))
{
    setWindowTitle(QStringLiteral("Lectern"));
    setWindowIcon(QIcon(QStringLiteral(":/lectern/icons/lectern.svg")));
    setProperty("surface", QStringLiteral("paper"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumSize(760, 540);
    // A first window that fits: the rail's lower end must be within reach on a small screen.
    const QSize room = screen() ? screen()->availableSize() : QSize(1280, 820);
    resize(QSize(1280, 820).boundedTo({room.width(), room.height() - kTitleBar}).expandedTo(minimumSize()));
    auto* all = column(0);
    all->addWidget(m_stack);
    setLayout(all);
    m_stack->addWidget(m_connect);
    m_stack->addWidget(m_login);
    m_stack->addWidget(m_register);
    m_stack->addWidget(m_reset);
    connect(m_login, &LoginPage::forgotWanted, this, [this](const QString& email) {
        m_reset->start(email);
        m_stack->setCurrentWidget(m_reset);
    });
    connect(m_reset, &ResetPage::loggedIn, this, &MainWindow::enter);
    connect(m_reset, &ResetPage::loginWanted, this, &MainWindow::showLogin);
    connect(m_connect, &ConnectPage::chosen, this, &MainWindow::choose);
    connect(m_login, &LoginPage::loggedIn, this, &MainWindow::enter);
    connect(m_login, &LoginPage::registerWanted, this, [this] { m_stack->setCurrentWidget(m_register); });
    connect(m_login, &LoginPage::serverWanted, this, [this] {
        m_connect->reload();
        m_stack->setCurrentWidget(m_connect);
    });
    connect(m_login, &LoginPage::serverKnown, this, [this](const ServerInfo& info) {
        m_settings->rememberServer({info.name, m_settings->currentServer()});
        // After what is queued was painted: the moment from which somebody can type.
        QTimer::singleShot(0, this, [] { qCDebug(lcStartup) << "login usable"; });
    });
    connect(m_register, &RegisterPage::registered, this, &MainWindow::enter);
    connect(m_register, &RegisterPage::loginWanted, this, &MainWindow::showLogin);
    connect(m_gateways.connection, &Connection::sessionLost, this, [this](const Error& why) { leave(errorText(why)); });
    if (const QByteArray geometry = m_settings->geometry(); !geometry.isEmpty()) restoreGeometry(geometry);
}

MainWindow::~MainWindow() = default;

void MainWindow::start()
{
    if (m_settings->currentServer().isEmpty()) {
        m_stack->setCurrentWidget(m_connect);
        return;
    }
    showLogin();
    m_login->refresh();
}

void MainWindow::enter(const User& user)
{
    delete m_workspace;
    m_settings->setLastEmail(user.email);
    m_workspace = new Workspace(m_gateways, m_settings, user);
    connect(m_workspace, &Workspace::logoutWanted, this, &MainWindow::logOut);
    m_stack->addWidget(m_workspace);
    m_stack->setCurrentWidget(m_workspace);
    // Else the focus would go to whatever comes first when the login disappears.
    if (PageFrame* page = m_workspace->currentPage()) page->setFocus();
    Q_EMIT loggedIn(user);
    if (!m_link.isEmpty()) m_workspace->follow(std::exchange(m_link, {}));
}

void MainWindow::follow(const QUrl& link)
{
    if (isMinimized()) showNormal();
    raise();
    activateWindow();
    if (m_workspace) return m_workspace->follow(link);
    if (appLink(link).kind == AppLink::Kind::None) return;
    m_link = link;
    m_login->say(tr("Log in, and the link that you opened is followed."), Tone::Accent);
}

void MainWindow::leave(const QString& why)
{
    if (m_workspace) {
        m_workspace->hide();
        m_workspace->deleteLater();
        m_workspace = nullptr;
    }
    showLogin();
    m_login->refresh();
    if (!why.isEmpty()) m_login->say(why, Tone::Gold);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_workspace && m_workspace->currentPage()) m_workspace->currentPage()->leaving();
    m_settings->setGeometry(saveGeometry());
    QWidget::closeEvent(event);
}

bool MainWindow::event(QEvent* event)
{
    const bool done = QWidget::event(event);
    // The first page with a web view in it makes Qt create the window anew, and the window manager then forgets that it
    // was maximised.
    if (event->type() == QEvent::WinIdChange && isVisible() && isMaximized())
        QTimer::singleShot(0, this, [this] {
            setWindowState(windowState() & ~Qt::WindowMaximized);
            setWindowState(windowState() | Qt::WindowMaximized);
        });
    return done;
}

void MainWindow::choose(const QUrl& url)
{
    m_settings->setCurrentServer(url);
    Q_EMIT serverChosen(url);
    showLogin();
    m_login->refresh();
}

void MainWindow::logOut()
{
    // The workspace goes at once; the server is told, and if it cannot be, the token dies with its session here.
    whenDone(this, m_gateways.accounts->logout(), [this](const Result<Done>&) { Q_EMIT loggedOut(); });
    leave();
}

void MainWindow::showLogin()
{
    m_login->setEmail(m_settings->lastEmail());
    m_stack->setCurrentWidget(m_login);
}

} // namespace lectern
