#include "app/client/httpgateways.h"
#include "app/client/httpstatements.h"
#include "app/client/httpvaults.h"
#include "items/vaultentrymodel.h"
#include "ui/theme/theme.h"
#include "ui/vault/vaultpage.h"
#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QEvent>
#include <QJsonDocument>
#include <QTextStream>
#include <QTimer>

using namespace lectern;

namespace {

/// What a window has painted: it paints everything that changed while it works on an update request.
class Painted : public QObject
{
public:
    explicit Painted(QWidget* window) : QObject(window) { window->installEventFilter(this); }
    int updates = 0;
    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (event->type() == QEvent::UpdateRequest) QTimer::singleShot(0, this, [this] { ++updates; });
        return QObject::eventFilter(object, event);
    }
};

bool until(const std::function<bool()>& done)
{
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < 30'000) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    return done();
}

/// From the wish to see the vault: until the window has painted anything, and until it has painted the history's first page.
std::optional<QJsonObject> look(const QString& name, const Gateways& gateways)
{
    QElapsedTimer timer;
    timer.start();
    VaultPage page(std::nullopt, gateways, true);
    page.resize(1200, 1400); // tall enough that the history is seen
    Painted painted(&page);
    page.show();
    if (!until([&] { return painted.updates > 0; })) return std::nullopt;
    const double first = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    const auto* entries = page.findChild<VaultEntryModel*>();
    if (!until([&] { return entries->rowCount() > 0; })) return std::nullopt;
    const int before = painted.updates;
    if (!until([&] { return painted.updates > before; })) return std::nullopt;
    return QJsonObject{{QStringLiteral("bench"), name}, {QStringLiteral("something_ms"), first}, {QStringLiteral("history_ms"), static_cast<double>(timer.nsecsElapsed()) / 1e6}, {QStringLiteral("rows"), entries->rowCount()}};
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("How long the client takes to show a vault; one JSON line a look."));
    parser.addHelpOption();
    parser.addOption({QStringLiteral("server"), QStringLiteral("Address of lecternd."), QStringLiteral("url")});
    parser.addOption({QStringLiteral("email"), QStringLiteral("Of the vault's owner."), QStringLiteral("e-mail")});
    parser.addOption({QStringLiteral("password"), QStringLiteral("Likewise."), QStringLiteral("password")});
    parser.addOption({QStringLiteral("as"), QStringLiteral("Name in the output."), QStringLiteral("name"), QStringLiteral("vault_paint")});
    parser.addOption({QStringLiteral("looks"), QStringLiteral("How often."), QStringLiteral("n"), QStringLiteral("5")});
    parser.process(app);
    Theme::instance().install(app, ThemeMode::Light);
    ApiClient api;
    api.setServer(QUrl(parser.value(QStringLiteral("server"))));
    HttpAccounts accounts(&api);
    HttpVaults vaults(&api);
    HttpStatements statements(&api);
    HttpPayoutAccounts payoutAccounts(&api);
    const auto login = accounts.login({parser.value(QStringLiteral("email")), parser.value(QStringLiteral("password"))});
    if (!until([&] { return login.isFinished(); }) || !login.result()) qFatal("nobody can log in");
    Gateways gateways;
    gateways.vaults = &vaults;
    gateways.statements = &statements;
    gateways.payoutAccounts = &payoutAccounts;
    for (int i = 1; i <= parser.value(QStringLiteral("looks")).toInt(); ++i) {
        const auto line = look(QStringLiteral("%1.%2").arg(parser.value(QStringLiteral("as"))).arg(i), gateways);
        if (!line) qFatal("the vault was not painted");
        QTextStream(stdout) << QJsonDocument(*line).toJson(QJsonDocument::Compact) << Qt::endl;
    }
    return 0;
}
