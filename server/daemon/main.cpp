#include "daemon/config.h"
#include "daemon/logging.h"
#include "daemon/server.h"
#include "store/migrator.h"
#include "store/verifier.h"
#include "usecases/accounts/accounts.h"
#include "usecases/payments/sweep.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTextStream>
#include <csignal>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace lectern;
using namespace lectern::daemon;

namespace {

int g_signalPair[2];

/// SIGTERM and SIGINT become an event: a signal handler may do no more than write a byte.
void quitOnSignals(QCoreApplication& app)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, g_signalPair) != 0) qFatal("socketpair failed");
    auto* notifier = new QSocketNotifier(g_signalPair[1], QSocketNotifier::Read, &app);
    QObject::connect(notifier, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    const auto handler = [](int) {
        const char byte = 1;
        const ssize_t written = ::write(g_signalPair[0], &byte, 1);
        (void)written;
    };
    std::signal(SIGTERM, handler);
    std::signal(SIGINT, handler);
}

void say(const QString& text) { QTextStream(stdout) << text << Qt::endl; }
int fail(const QString& text)
{
    QTextStream(stderr) << "lecternd: " << text << Qt::endl;
    return 1;
}

int checkConfig(const Loaded& loaded)
{
    for (const Explained& one : loaded.explained) say(QStringLiteral("%1 = %2\n    %3 (from %4)").arg(one.key, one.value, one.help, one.origin));
    for (const QString& problem : loaded.problems) say(QStringLiteral("PROBLEM: ") + problem);
    return loaded.problems.isEmpty() ? 0 : 1;
}

int migrate(const Config& config)
{
    const auto report = store::migrate(config.owner);
    if (!report) return fail(report.error().detail);
    for (const QString& name : report->applied) say(QStringLiteral("applied ") + name);
    say(QStringLiteral("schema version %1").arg(report->version));
    return 0;
}

int verifyLedger(const Config& config)
{
    store::Database database(config.database);
    const auto report = store::verifyLedger(database);
    if (!report) return fail(report.error().detail);
    say(QStringLiteral("%1 journals, %2 transfers, %3 vault balances").arg(report->journals).arg(report->transfers).arg(report->vaults));
    for (const QString& problem : report->problems) say(QStringLiteral("BROKEN: ") + problem);
    if (report->problems.isEmpty()) say(QStringLiteral("The books balance to the cent."));
    return report->problems.isEmpty() ? 0 : 2;
}

int createAdmin(const Config& config, const QStringList& arguments)
{
    if (arguments.size() != 3) return fail(QStringLiteral("Usage: lecternd create-admin <name> <e-mail>; the password is read from standard input."));
    QTextStream input(stdin);
    const QString password = input.readLine();
    const SystemClock clock;
    const Toolbox tools(config, clock, nullptr);
    const auto user = accounts::createUser(tools.services(), {}, {arguments.at(1), arguments.at(2), password, Role::Admin}, true);
    if (!user) return fail(user.error().detail);
    say(QStringLiteral("%1 <%2> is an admin.").arg(user->name, user->email));
    return 0;
}

int requeueEvents(const Config& config, const QString& eventId)
{
    const SystemClock clock;
    const Toolbox tools(config, clock, nullptr);
    const auto ids = payments::requeueProblems(tools.services(), eventId);
    if (!ids) return fail(ids.error().detail);
    for (const QString& id : *ids) say(QStringLiteral("queued ") + id);
    say(ids->isEmpty() ? QStringLiteral("No event was set aside.") : QStringLiteral("%1 events will be settled again.").arg(ids->size()));
    return 0;
}

int serve(QCoreApplication& app, const Config& config)
{
    installJsonLogging();
    Server server(config);
    if (const QString problem = server.start(); !problem.isEmpty()) return fail(problem);
    quitOnSignals(app);
    say(QStringLiteral("lecternd listening on %1:%2").arg(config.listener.address).arg(server.port()));
    const int code = QCoreApplication::exec();
    server.stop();
    return code;
}

/// "--section.key=value" for any setting, beside the usual options.
QHash<QString, QString> takeSettingFlags(QStringList& arguments)
{
    QHash<QString, QString> flags;
    for (auto it = arguments.begin(); it != arguments.end();) {
        const qsizetype equals = it->indexOf(u'=');
        const QString key = it->mid(2, equals - 2);
        if (it->startsWith(QLatin1String("--")) && equals > 2 && key.contains(u'.')) {
            flags.insert(key, it->mid(equals + 1));
            it = arguments.erase(it);
        } else {
            ++it;
        }
    }
    return flags;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("lecternd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LECTERN_VERSION));
    if (sodium_init() < 0) return fail(QStringLiteral("libsodium cannot be initialised."));
    QStringList arguments = QCoreApplication::arguments();
    const QHash<QString, QString> flags = takeSettingFlags(arguments);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The Lectern server. Any setting can be given as --section.key=value."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({QStringLiteral("config"), QStringLiteral("Configuration file (INI)."), QStringLiteral("file"), qEnvironmentVariable("LECTERN_CONFIG")});
    parser.addOption({QStringLiteral("check-config"), QStringLiteral("Explain every setting, its value and where it came from.")});
    parser.addPositionalArgument(QStringLiteral("command"), QStringLiteral("serve (default), migrate, verify-ledger, create-admin <name> <e-mail>, requeue-events [<event id>]"));
    parser.process(arguments);
    const Loaded loaded = loadConfig(parser.value(QStringLiteral("config")), flags);
    if (parser.isSet(QStringLiteral("check-config"))) return checkConfig(loaded);
    const QString command = parser.positionalArguments().value(0, QStringLiteral("serve"));
    static const QStringList commands{QStringLiteral("serve"), QStringLiteral("migrate"), QStringLiteral("verify-ledger"), QStringLiteral("create-admin"), QStringLiteral("requeue-events")};
    if (!commands.contains(command)) return fail(QStringLiteral("There is no command \"%1\". See lecternd --help.").arg(command));
    if (command == u"migrate") return migrate(loaded.config);
    if (command == u"verify-ledger") return verifyLedger(loaded.config);
    if (!loaded.problems.isEmpty()) return fail(loaded.problems.join(QStringLiteral("\nlecternd: ")));
    if (command == u"create-admin") return createAdmin(loaded.config, parser.positionalArguments());
    if (command == u"requeue-events") return requeueEvents(loaded.config, parser.positionalArguments().value(1));
    return serve(app, loaded.config);
}
