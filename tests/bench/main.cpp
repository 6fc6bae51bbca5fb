#include "live.h"
#include "loadclient.h"
#include "stripe/signature.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>
#include <QThread>
#include <chrono>

using namespace lectern;

namespace {

/// A succeeded payment intent as Stripe sends it, with the members that receivers read and the usual rest.
QByteArray eventBody(qint64 number, const QString& salt, const QByteArray& type)
{
    const QByteArray n = QByteArray::number(number);
    const QByteArray at = QByteArray::number(QDateTime::currentSecsSinceEpoch());
    return R"({"id":"evt_)" + salt.toLatin1() + n + R"(","object":"event","api_version":"2026-10-28.endive","created":)" + at +
           R"(,"data":{"object":{"id":"pi_)" + n + R"(","object":"payment_intent","amount":4999,"amount_capturable":0,"amount_received":4999,"application":null,)"
           R"("automatic_payment_methods":{"enabled":true},"canceled_at":null,"capture_method":"automatic_async","client_secret":null,"confirmation_method":"automatic","created":)" + at +
           R"(,"currency":"usd","customer":null,"description":null,"last_payment_error":null,"latest_charge":"ch_)" + n +
           R"(","livemode":false,"metadata":{},"next_action":null,"payment_method":"pm_)" + n + R"(","payment_method_types":["card"],"processing":null,"receipt_email":null,)"
           R"("setup_future_usage":null,"shipping":null,"status":"succeeded","transfer_group":null}},"livemode":false,"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":")" +
           type + R"("})";
}

QByteArray webhookRequest(const QByteArray& body, const QByteArray& secret)
{
    return "POST /api/webhooks/stripe HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nStripe-Signature: " +
           stripe::signatureHeader(body, secret, QDateTime::currentSecsSinceEpoch()) + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

void print(const QString& name, const bench::LoadResult& result)
{
    const QJsonObject line{{QStringLiteral("bench"), name}, {QStringLiteral("requests"), result.answered}, {QStringLiteral("failed"), result.failed}, {QStringLiteral("seconds"), result.seconds},
                           {QStringLiteral("per_second"), static_cast<double>(result.answered) / result.seconds}, {QStringLiteral("p50_ms"), bench::percentile(result.milliseconds, .5)},
                           {QStringLiteral("p99_ms"), bench::percentile(result.milliseconds, .99)}};
    QTextStream(stdout) << QJsonDocument(line).toJson(QJsonDocument::Compact) << Qt::endl;
}

/// The news of each payment of `input` ("number student" lines), after its webhook's 200.
int printNews(const QString& name, quint16 port, const QByteArray& tokenSecret, int perSecond, QTextStream& input, const std::function<QByteArray(qint64)>& request)
{
    QList<bench::Awaited> payments;
    while (!input.atEnd()) {
        const QStringList words = input.readLine().split(u' ');
        if (words.size() == 2) payments.append({words.at(0).toLongLong(), words.at(1)});
    }
    const std::vector<double> milliseconds = bench::newsAfterAcceptance(port, tokenSecret, perSecond, payments, request);
    if (milliseconds.empty()) qFatal("some news did not come");
    const QJsonObject line{{QStringLiteral("bench"), name}, {QStringLiteral("payments"), static_cast<qint64>(milliseconds.size())}, {QStringLiteral("p50_ms"), bench::percentile(milliseconds, .5)},
                           {QStringLiteral("p99_ms"), bench::percentile(milliseconds, .99)}, {QStringLiteral("most_ms"), bench::percentile(milliseconds, 1)}};
    QTextStream(stdout) << QJsonDocument(line).toJson(QJsonDocument::Compact) << Qt::endl;
    return 0;
}

/// Lets no more than `perSecond` requests begin; 0: as many as will.
class Pace
{
public:
    explicit Pace(int perSecond) : m_perSecond(perSecond) {}
    void wait(qint64 number)
    {
        if (m_perSecond <= 0) return;
        if (number == 0) m_start = std::chrono::steady_clock::now();
        const auto due = m_start + std::chrono::microseconds(number * 1'000'000 / m_perSecond);
        const auto left = std::chrono::duration_cast<std::chrono::microseconds>(due - std::chrono::steady_clock::now());
        if (left.count() > 0) QThread::usleep(static_cast<unsigned long>(left.count()));
    }

private:
    int m_perSecond;
    std::chrono::steady_clock::time_point m_start;
};

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Load for packaging/bench.sh: events <first> <count> | news (\"number student\" lines of payments are read from standard input) | gets <count> (targets are read from standard input) | enrolls (course ids are read from standard input)"));
    parser.addHelpOption();
    parser.addOption({QStringLiteral("port"), QStringLiteral("Port of lecternd."), QStringLiteral("port")});
    parser.addOption({QStringLiteral("clients"), QStringLiteral("Connections."), QStringLiteral("n"), QStringLiteral("32")});
    parser.addOption({QStringLiteral("name"), QStringLiteral("Name in the output."), QStringLiteral("name"), QStringLiteral("load")});
    parser.addOption({QStringLiteral("type"), QStringLiteral("Event type."), QStringLiteral("type"), QStringLiteral("payment_intent.succeeded")});
    parser.addOption({QStringLiteral("token"), QStringLiteral("Access token."), QStringLiteral("token")});
    parser.addOption({QStringLiteral("rate"), QStringLiteral("Requests a second; 0: as many as will."), QStringLiteral("n"), QStringLiteral("0")});
    parser.addOption({QStringLiteral("token-secret"), QStringLiteral("Of the server, for news."), QStringLiteral("secret")});
    parser.addPositionalArgument(QStringLiteral("what"), QStringLiteral("events, news, gets or enrolls"));
    parser.process(app);
    const QStringList arguments = parser.positionalArguments();
    const auto port = static_cast<quint16>(parser.value(QStringLiteral("port")).toInt());
    const int clients = parser.value(QStringLiteral("clients")).toInt();
    const int rate = parser.value(QStringLiteral("rate")).toInt();
    const QString salt = QString::number(QDateTime::currentMSecsSinceEpoch(), 36) + u'_';
    if (arguments.value(0) == u"events") {
        const qint64 first = arguments.value(1).toLongLong();
        const QByteArray type = parser.value(QStringLiteral("type")).toLatin1();
        Pace pace(rate);
        print(parser.value(QStringLiteral("name")), bench::run(port, clients, arguments.value(2).toLongLong(), [&](qint64 i) {
                  pace.wait(i);
                  return webhookRequest(eventBody(first + i, salt, type), "whsec_test");
              }));
        return 0;
    }
    QTextStream input(stdin);
    if (arguments.value(0) == u"news") {
        return printNews(parser.value(QStringLiteral("name")), port, parser.value(QStringLiteral("token-secret")).toLatin1(), rate, input,
                         [&](qint64 number) { return webhookRequest(eventBody(number, salt, "payment_intent.succeeded"), "whsec_test"); });
    }
    QList<QByteArray> targets; // paths, or courses to enroll in
    while (!input.atEnd()) {
        if (const QString line = input.readLine(); !line.isEmpty()) targets.append(line.toUtf8());
    }
    const QByteArray token = parser.value(QStringLiteral("token")).toLatin1();
    if (arguments.value(0) == u"enrolls") {
        print(parser.value(QStringLiteral("name")), bench::run(port, clients, targets.size(), [&](qint64 i) {
                  const QByteArray body = R"({"courseId":")" + targets.at(i) + R"("})";
                  return "POST /api/enrollments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: bench-" + targets.at(i) +
                         "\r\nAuthorization: Bearer " + token + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
              }));
        return 0;
    }
    print(parser.value(QStringLiteral("name")), bench::run(port, clients, arguments.value(1).toLongLong(), [&](qint64 i) {
              return "GET " + targets.at(i % targets.size()) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
          }));
    return 0;
}
