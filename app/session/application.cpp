#include "app/session/application.h"
#include "ui/theme/theme.h"
#include <QApplication>
#include <unistd.h>

namespace lectern {

Application::Application(QSettings* settings, bool keepSession, QObject* parent) : QObject(parent), m_settings(settings), m_keepSession(keepSession)
{
    Theme::instance().install(*qobject_cast<QApplication*>(QCoreApplication::instance()), m_settings.themeMode());
    Gateways gateways;
    gateways.accounts = &m_accounts;
    gateways.courses = &m_courses;
    gateways.content = &m_content;
    gateways.files = &m_files;
    gateways.reviews = &m_courses;
    gateways.catalogue = &m_courses;
    gateways.enrollments = &m_enrollments;
    gateways.payments = &m_payments;
    gateways.refunds = &m_refunds;
    gateways.vaults = &m_vaults;
    gateways.purchases = &m_purchases;
    gateways.disputes = &m_disputes;
    gateways.payoutAccounts = &m_payoutAccounts;
    gateways.statements = &m_statements;
    gateways.books = &m_books;
    gateways.coupons = &m_coupons;
    gateways.admission = &m_admission;
    gateways.plans = &m_plans;
    gateways.schedules = &m_schedules;
    gateways.subscriptions = &m_subscriptions;
    gateways.methods = &m_methods;
    gateways.offers = &m_offers;
    gateways.gigs = &m_gigs;
    gateways.sessionCatalogue = &m_sessionCatalogue;
    gateways.bookings = &m_bookings;
    gateways.sessionAffairs = &m_sessionAffairs;
    gateways.desk = &m_desk;
    gateways.notifications = &m_notices;
    gateways.reports = &m_notices;
    gateways.connection = &m_live;
    m_window = std::make_unique<MainWindow>(gateways, &m_settings);
    connect(m_window.get(), &MainWindow::serverChosen, this, &Application::chooseServer, Qt::DirectConnection);
    connect(m_window.get(), &MainWindow::loggedIn, this, [this] { m_live.open(); });
    connect(m_window.get(), &MainWindow::loggedOut, this, [this] {
        if (m_api.hasSession()) return; // somebody else has logged in before the server's word on the last one came
        m_live.close();
        if (m_keepSession) m_tokens.remove(m_api.server());
    });
    connect(&m_api, &ApiClient::sessionLost, this, [this] {
        if (m_keepSession) m_tokens.remove(m_api.server());
    });
    connect(&m_api, &ApiClient::sessionChanged, this, [this](const Session& session) {
        if (m_keepSession) m_tokens.write(m_api.server(), session.refreshToken);
    });
}

Application::~Application() = default;

void Application::prepare(int argc, char** argv)
{
    Q_UNUSED(argc)
    Q_UNUSED(argv)
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    // Chromium refuses to sandbox as root; nobody should run the client as root, but containers do.
    if (::geteuid() == 0 && !qEnvironmentVariableIsSet("QTWEBENGINE_DISABLE_SANDBOX")) qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");
}

void Application::start(const QUrl& server)
{
    if (!server.isEmpty()) m_settings.setCurrentServer(server);
    const QUrl current = m_settings.currentServer();
    m_api.setServer(current);
    m_window->show();
    if (m_keepSession && !current.isEmpty()) return resume(current);
    m_window->start();
}

void Application::chooseServer(const QUrl& url)
{
    m_live.close();
    m_api.setServer(url);
}

void Application::resume(const QUrl& url)
{
    m_tokens.read(url, [this](const QString& token) {
        if (token.isEmpty()) return m_window->start();
        Session kept;
        kept.refreshToken = token;
        m_api.setSession(kept);
        whenDone(this, m_api.refresh(), [this](const Result<Done>& done) {
            if (!done) return m_window->start();
            m_window->enter(m_api.session().user);
            m_live.open();
        });
    });
}

} // namespace lectern
