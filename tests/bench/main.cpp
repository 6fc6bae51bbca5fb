#include "loadclient.h"
#include "stripe/signature.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

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

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Load for packaging/bench.sh: events <first> <count> | gets <count> (targets are read from standard input) | enrolls (course ids are read from standard input)"));
    parser.addHelpOption();
    parser.addOption({QStringLiteral("port"), QStringLiteral("Port of lecternd."), QStringLiteral("port")});
    parser.addOption({QStringLiteral("clients"), QStringLiteral("Connections."), QStringLiteral("n"), QStringLiteral("32")});
    parser.addOption({QStringLiteral("name"), QStringLiteral("Name in the output."), QStringLiteral("name"), QStringLiteral("load")});
    parser.addOption({QStringLiteral("type"), QStringLiteral("Event type."), QStringLiteral("type"), QStringLiteral("payment_intent.succeeded")});
    parser.addOption({QStringLiteral("token"), QStringLiteral("Access token."), QStringLiteral("token")});
    parser.addPositionalArgument(QStringLiteral("what"), QStringLiteral("events, gets or enrolls"));
    parser.process(app);
    const QStringList arguments = parser.positionalArguments();
    const auto port = static_cast<quint16>(parser.value(QStringLiteral("port")).toInt());
    const int clients = parser.value(QStringLiteral("clients")).toInt();
    if (arguments.value(0) == u"events") {
        const qint64 first = arguments.value(1).toLongLong();
        const QString salt = QString::number(QDateTime::currentMSecsSinceEpoch(), 36) + u'_';
        const QByteArray type = parser.value(QStringLiteral("type")).toLatin1();
        print(parser.value(QStringLiteral("name")), bench::run(port, clients, arguments.value(2).toLongLong(), [&](qint64 i) { return webhookRequest(eventBody(first + i, salt, type), "whsec_test"); }));
        return 0;
    }
    QList<QByteArray> targets; // paths, or courses to enroll in
    QTextStream input(stdin);
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
