#include "http/listener/listener.h"
#include "sandbox/api/frontdoor.h"
#include "sandbox/sandbox.h"
#include "sandbox/statefile.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTextStream>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

using namespace lectern;
using namespace Qt::Literals::StringLiterals;

static int signalPipe[2];

/// Turns SIGTERM and SIGINT into QCoreApplication::quit(): a handler may do no more than write a byte.
static void quitOnSignals(QCoreApplication& app)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalPipe) != 0) return;
    auto* notifier = new QSocketNotifier(signalPipe[1], QSocketNotifier::Read, &app);
    QObject::connect(notifier, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    struct sigaction action = {};
    action.sa_handler = [](int) {
        const char byte = 1;
        std::ignore = ::write(signalPipe[0], &byte, 1);
    };
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
}

static sandbox::Options parseOptions(const QCoreApplication& app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"A local, stateful stand-in for Stripe, for demonstrations and tests. Never for production."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({{u"port"_s, u"Port to listen on; 0 takes any free one."_s, u"port"_s, u"12111"_s},
                       {u"address"_s, u"Address to listen on."_s, u"address"_s, u"127.0.0.1"_s},
                       {u"public-url"_s, u"How browsers reach the sandbox. Default: http://ADDRESS:PORT."_s, u"url"_s},
                       {u"webhook-url"_s, u"Where to send every event."_s, u"url"_s},
                       {u"webhook-secret"_s, u"Signs the events sent to --webhook-url."_s, u"secret"_s},
                       {u"state"_s, u"File that keeps the state between runs."_s, u"file"_s},
                       {u"seed"_s, u"Makes ids repeatable: the same requests make the same ids."_s, u"number"_s},
                       {u"start-at"_s, u"Where the clock starts, in Unix seconds."_s, u"seconds"_s},
                       {u"frozen"_s, u"The clock stands still until the control API moves it."_s}});
    parser.process(app);
    bool portOk = false;
    sandbox::Options options;
    options.port = parser.value(u"port"_s).toUShort(&portOk);
    if (!portOk) qFatal("--port: a number from 0 to 65535 is needed");
    options.address = parser.value(u"address"_s);
    options.publicUrl = parser.value(u"public-url"_s);
    while (options.publicUrl.endsWith(u'/'))
        options.publicUrl.chop(1);
    options.webhookUrl = parser.value(u"webhook-url"_s);
    options.webhookSecret = parser.value(u"webhook-secret"_s);
    options.stateFile = parser.value(u"state"_s);
    bool numbersOk = true;
    if (parser.isSet(u"seed"_s)) options.seed = parser.value(u"seed"_s).toULongLong(&numbersOk);
    if (!numbersOk) qFatal("--seed: a number that is not negative is needed");
    if (parser.isSet(u"start-at"_s)) options.startAt = parser.value(u"start-at"_s).toLongLong(&numbersOk);
    if (!numbersOk) qFatal("--start-at: Unix seconds are needed");
    options.frozen = parser.isSet(u"frozen"_s);
    if (!options.webhookUrl.isEmpty() && options.webhookSecret.isEmpty())
        qFatal("--webhook-url needs --webhook-secret");
    return options;
}

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"lectern-sandbox"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(LECTERN_VERSION));
    quitOnSignals(app);

    sandbox::Sandbox state(parseOptions(app));
    sandbox::StateFile file(state, state.options.stateFile);
    if (const QString wrong = file.load(); !wrong.isEmpty()) {
        qCritical("%s", qPrintable(wrong));
        return 1;
    }
    sandbox::FrontDoor door(state);
    http::ListenerConfig config;
    config.address = state.options.address;
    config.port = state.options.port;
    config.maxBodyBytes = 8 * 1024 * 1024;
    http::Listener listener(config, door);
    if (const QString wrong = listener.start(); !wrong.isEmpty()) {
        qCritical("%s", qPrintable(wrong));
        return 1;
    }
    const QString url = u"http://%1:%2"_s.arg(state.options.address).arg(listener.port());
    if (state.options.publicUrl.isEmpty()) state.options.publicUrl = url;
    QTextStream(stdout) << "lectern-sandbox listening on " << url << Qt::endl;
    const int result = QCoreApplication::exec();
    door.releaseHung();
    listener.stop(1'000);
    file.save();
    return result;
}
