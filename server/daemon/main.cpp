#include "daemon/config.h"
#include "daemon/logging.h"
#include "daemon/server.h"
#include "daemon/shiftedclock.h"
#include "store/migrator.h"
#include "store/verifier.h"
#include "stripe/stripegateway.h"
#include "usecases/accounts/accounts.h"
#include "usecases/payments/sweep.h"
#include "usecases/reports/books.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
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

/// "<journal> <hash>", as export-head writes it.
std::optional<store::ChainHead> readHead(const QString& file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly)) return std::nullopt;
    const QStringList parts = QString::fromLatin1(in.readLine()).simplified().split(u' ');
    if (parts.size() < 2 || parts.at(1).size() != 64) return std::nullopt;
    return store::ChainHead{parts.at(0).toLongLong(), parts.at(1)};
}

int verifyLedger(const Config& config, const QString& headFile)
{
    std::optional<store::ChainHead> known;
    if (!headFile.isEmpty()) {
        known = readHead(headFile);
        if (!known) return fail(QStringLiteral("%1 is not a file that export-head wrote.").arg(headFile));
    }
    store::Database database(config.database);
    const auto report = store::verifyLedger(database, known);
    if (!report) return fail(report.error().detail);
    say(QStringLiteral("%1 journals, %2 transfers, %3 vault balances; chain head %4 %5").arg(report->journals).arg(report->transfers).arg(report->vaults).arg(report->head.journal).arg(report->head.hash.left(16)));
    for (const QString& problem : report->problems) say(QStringLiteral("BROKEN: ") + problem);
    if (report->problems.isEmpty()) say(QStringLiteral("The books balance to the cent."));
    return report->problems.isEmpty() ? 0 : 2;
}

int exportHead(const Config& config)
{
    store::Database database(config.database);
    const auto head = store::chainHead(database);
    if (!head) return fail(head.error().detail);
    say(QStringLiteral("%1 %2").arg(head->journal).arg(head->hash));
    return 0;
}

/// What is left to be explained, the newest hundred of each kind.
bool nameOpenLines(const Services& services, const std::optional<QDateTime>& since)
{
    PageRequest page;
    page.limit = 100;
    for (const MatchState state : {MatchState::MissingHere, MatchState::MissingThere, MatchState::AmountDiffers}) {
        ReconciliationFilter filter;
        filter.state = state;
        const auto lines = books::lines(services, filter, page);
        if (!lines) return false;
        for (const ReconciliationItem& one : lines->items) {
            if (since && one.at < *since) continue;
            const auto amount = [](const std::optional<Money>& money) { return money ? amountText(*money) : QStringLiteral("nothing"); };
            say(QStringLiteral("%1: %2 (%3 %4, %5), gateway %6, books %7").arg(toText(state), one.id, one.type, one.sourceId, one.at.toUTC().toString(Qt::ISODate), amount(one.gatewayAmount), amount(one.bookedAmount)));
        }
    }
    return true;
}

/// One run from the beginning, or from `since`; 2 when something is left to be explained.
int reconcile(const Config& config, const QString& since)
{
    if (config.stripe.secretKey.isEmpty()) return fail(QStringLiteral("stripe.secret_key is not set, so there is nothing to compare with."));
    const QDateTime from = since.isEmpty() ? QDateTime::fromSecsSinceEpoch(0, Qt::UTC) : QDateTime(QDate::fromString(since, Qt::ISODate), QTime(0, 0), Qt::UTC);
    if (!from.isValid()) return fail(QStringLiteral("--since takes a day, for example 2026-10-31."));
    const ShiftedClock clock(config.clockOffsetFile);
    stripe::StripeGateway gateway(config.stripe);
    const Toolbox tools(config, clock, &gateway);
    if (const auto done = books::reconcile(tools.services(), 0, from); !done) return fail(done.error().detail);
    const auto summary = books::summary(tools.services(), since.isEmpty() ? std::nullopt : std::optional(from));
    if (!summary) return fail(summary.error().detail);
    if (!since.isEmpty()) say(QStringLiteral("Movements since %1:").arg(since));
    say(QStringLiteral("%1 matched, %2 missing here, %3 missing there, %4 with another amount, %5 explained").arg(summary->matched).arg(summary->missingHere).arg(summary->missingThere).arg(summary->amountDiffers).arg(summary->explained));
    for (const BalanceComparison& one : summary->balances)
        say(QStringLiteral("%1: books %2 pending + %3 available, gateway %4 + %5, suspense %6").arg(one.booksPending.currency().code(), one.booksPending.toDecimal(), one.booksAvailable.toDecimal(), one.gatewayPending.toDecimal(), one.gatewayAvailable.toDecimal(), one.suspense.toDecimal()));
    const bool isOpen = summary->missingHere + summary->missingThere + summary->amountDiffers > 0;
    return isOpen && !nameOpenLines(tools.services(), since.isEmpty() ? std::nullopt : std::optional(from)) ? 1 : isOpen ? 2 : 0;
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
    parser.addPositionalArgument(QStringLiteral("command"), QStringLiteral("serve (default), migrate, verify-ledger, export-head, reconcile, create-admin <name> <e-mail>, requeue-events [<event id>]"));
    parser.addOption({QStringLiteral("head"), QStringLiteral("verify-ledger: a file of export-head whose head must still be in the chain."), QStringLiteral("file")});
    parser.addOption({QStringLiteral("since"), QStringLiteral("reconcile: compare from this day on (default: from the beginning)."), QStringLiteral("day")});
    parser.process(arguments);
    const Loaded loaded = loadConfig(parser.value(QStringLiteral("config")), flags);
    if (parser.isSet(QStringLiteral("check-config"))) return checkConfig(loaded);
    const QString command = parser.positionalArguments().value(0, QStringLiteral("serve"));
    static const QStringList commands{QStringLiteral("serve"), QStringLiteral("migrate"), QStringLiteral("verify-ledger"), QStringLiteral("export-head"), QStringLiteral("reconcile"), QStringLiteral("create-admin"), QStringLiteral("requeue-events")};
    if (!commands.contains(command)) return fail(QStringLiteral("There is no command \"%1\". See lecternd --help.").arg(command));
    if (command == u"migrate") return migrate(loaded.config);
    if (command == u"verify-ledger") return verifyLedger(loaded.config, parser.value(QStringLiteral("head")));
    if (command == u"export-head") return exportHead(loaded.config);
    if (!loaded.problems.isEmpty()) return fail(loaded.problems.join(QStringLiteral("\nlecternd: ")));
    if (command == u"create-admin") return createAdmin(loaded.config, parser.positionalArguments());
    if (command == u"reconcile") return reconcile(loaded.config, parser.value(QStringLiteral("since")));
    if (command == u"requeue-events") return requeueEvents(loaded.config, parser.positionalArguments().value(1));
    return serve(app, loaded.config);
}
