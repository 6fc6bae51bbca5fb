#include "support/processes.h"
#include "support/apiclient.h"
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSettings>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>
#include <csignal>

namespace lectern::test {

quint16 freePort()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost)) qFatal("no free port");
    return server.serverPort();
}

Program::Program(const QString& name) : m_name(name) {}

Program::~Program()
{
    if (isRunning()) (void)terminate(5'000);
    if (QTest::currentTestFailed()) qInfo("%s said:\n%s", qUtf8Printable(m_name), log().right(6000).constData());
}

QByteArray Program::log() const
{
    QByteArray all;
    for (int run = 1; run <= m_runs; ++run) {
        QFile file(m_dir.filePath(QStringLiteral("log%1").arg(run)));
        if (file.open(QIODevice::ReadOnly)) all += file.readAll();
    }
    return all;
}

bool Program::startAndWait(const QStringList& arguments, const QStringList& prefix)
{
    const QString path = m_dir.filePath(QStringLiteral("log%1").arg(++m_runs));
    m_process.setStandardOutputFile(path);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    QStringList words = prefix;
    words << QStringLiteral(LECTERN_BIN "/") + m_name << arguments;
    const QString program = words.takeFirst();
    m_process.start(program, words);
    if (!m_process.waitForStarted()) return false;
    static const QRegularExpression said(QStringLiteral("listening on (\\S+)\\n"));
    return QTest::qWaitFor(
        [&] {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly)) return false;
            const auto match = said.match(QString::fromUtf8(file.readAll()));
            if (match.hasMatch()) m_address = match.captured(1);
            return match.hasMatch() || !isRunning();
        },
        30'000) && isRunning();
}

void Program::kill()
{
    if (!isRunning()) return;
    ::kill(static_cast<pid_t>(m_process.processId()), SIGKILL);
    m_process.waitForFinished();
}

int Program::terminate(int timeoutMs)
{
    if (!isRunning()) return m_process.exitCode();
    m_process.terminate();
    if (m_process.waitForFinished(timeoutMs)) return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    kill();
    return -1;
}

bool SandboxProcess::start(const QString& daemon)
{
    QStringList flags{QStringLiteral("--port"), QStringLiteral("0")};
    if (!daemon.isEmpty())
        flags << QStringLiteral("--webhook-url") << daemon + QStringLiteral("/api/webhooks/stripe") << QStringLiteral("--webhook-secret") << QLatin1String(DaemonProcess::kWebhookSecret);
    if (!startAndWait(flags)) return false;
    (void)control("POST", QStringLiteral("config"), {{QStringLiteral("retryScheduleMs"), QJsonArray{200, 300, 500, 500, 500, 1000, 1000, 2000, 2000, 5000, 5000, 5000}},
                                                     {QStringLiteral("captureSettleMs"), 10}, {QStringLiteral("payoutInTransitMs"), 50}});
    return true;
}

QJsonObject SandboxProcess::control(const QByteArray& method, const QString& path, const QJsonObject& body)
{
    ApiClient client(url());
    return client.send(method, QStringLiteral("/sandbox/") + path, body.isEmpty() && method != "POST" ? QByteArray() : QJsonDocument(body).toJson()).json;
}

void SandboxProcess::fault(const QJsonObject& rule)
{
    clearFaults();
    (void)control("POST", QStringLiteral("faults"), rule);
}

QJsonObject SandboxProcess::api(const QByteArray& method, const QString& path, const QByteArray& form)
{
    ApiClient client(url());
    client.headers = {{"Authorization", "Bearer sk_test_functional"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    return client.send(method, path, form).json;
}

QJsonObject SandboxProcess::pay(const QString& intent, const QString& clientSecret, const QString& card)
{
    ApiClient client(url());
    client.headers = {{"Authorization", "Bearer pk_test_functional"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    return client.send("POST", QStringLiteral("/v1/payment_intents/%1/confirm").arg(intent),
                       "client_secret=" + clientSecret.toUtf8() + "&payment_method=" + card.toUtf8() + "&return_url=http://school.test/").json;
}

DaemonProcess::DaemonProcess(const store::DatabaseConfig& database) : Program(QStringLiteral("lecternd"))
{
    m_settings = {{QStringLiteral("server.port"), QStringLiteral("0")},
                  {QStringLiteral("server.data_dir"), m_dir.filePath(QStringLiteral("data"))},
                  {QStringLiteral("server.token_secret"), QString(40, u'f')},
                  {QStringLiteral("database.host"), database.host},
                  {QStringLiteral("database.name"), database.name},
                  {QStringLiteral("stripe.webhook_secrets"), QLatin1String(kWebhookSecret)},
                  {QStringLiteral("limits.logins_per_minute"), QStringLiteral("100000")},
                  {QStringLiteral("limits.registrations_per_minute"), QStringLiteral("100000")},
                  {QStringLiteral("limits.payments_per_minute"), QStringLiteral("100000")}};
}

void DaemonProcess::useGateway(const QString& url)
{
    set("stripe.secret_key", QStringLiteral("sk_test_functional"));
    set("stripe.publishable_key", QStringLiteral("pk_test_functional"));
    set("stripe.api_base", url);
    set("stripe.js_url", url + QStringLiteral("/clover/stripe.js"));
    set("stripe.hosts", url);
    set("zoom.oauth_base", url);
    set("zoom.api_base", url + QStringLiteral("/v2"));
}

void DaemonProcess::keepPort() { set("server.port", QString::number(freePort())); }

QStringList DaemonProcess::flags() const
{
    // In a file, as in production: secrets are not taken from flags.
    const QString path = m_dir.filePath(QStringLiteral("lecternd.ini"));
    QSettings ini(path, QSettings::IniFormat);
    ini.clear();
    for (auto it = m_settings.cbegin(); it != m_settings.cend(); ++it) ini.setValue(QString(it.key()).replace(u'.', u'/'), it.value());
    ini.sync();
    return {QStringLiteral("--config"), path};
}

bool DaemonProcess::start(const QStringList& prefix) { return startAndWait(flags(), prefix); }
QString DaemonProcess::url() const { return QStringLiteral("http://") + address(); }
quint16 DaemonProcess::port() const { return address().section(u':', -1).toUShort(); }

int DaemonProcess::command(const QStringList& words, const QByteArray& input, QByteArray* output)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(LECTERN_BIN "/lecternd"), flags() + words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) return -1;
    const QByteArray said = process.readAll();
    if (output) *output = said;
    else if (process.exitCode() != 0) qInfo("%s: %s", qUtf8Printable(words.join(u' ')), said.constData());
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

bool MailServer::start()
{
    m_port = freePort();
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // Debian's python3 has the package; another python3 may come first in PATH.
    m_process.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-m"), QStringLiteral("aiosmtpd"), QStringLiteral("-n"), QStringLiteral("-l"),
                                                         QStringLiteral("127.0.0.1:%1").arg(m_port), QStringLiteral("-c"), QStringLiteral("aiosmtpd.handlers.Mailbox"),
                                                         m_dir.filePath(QStringLiteral("box"))});
    if (!m_process.waitForStarted()) return false;
    return QTest::qWaitFor(
        [this] {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, m_port);
            return socket.waitForConnected(200);
        },
        20'000);
}

MailServer::~MailServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

QList<QByteArray> MailServer::mails() const
{
    QList<QByteArray> all;
    const QDir box(m_dir.filePath(QStringLiteral("box/new")));
    for (const QString& name : box.entryList(QDir::Files)) {
        QFile file(box.filePath(name));
        if (file.open(QIODevice::ReadOnly)) all << file.readAll();
    }
    return all;
}

} // namespace lectern::test
