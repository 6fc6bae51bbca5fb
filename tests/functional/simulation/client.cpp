#include "simulation/client.h"
#include "simulation/stage.h"
#include <QElapsedTimer>
#include <QThread>

namespace lectern::simulation {

using test::Reply;

namespace {
constexpr int kTimeoutMs = 20'000; // a connection that a kill left behind may never say so
}

Client::Client(Stage& stage) : m_stage(stage), m_server(stage.serverUrl()), m_control(stage.sandboxUrl()), m_gateway(stage.sandboxUrl())
{
    // A connection that rested may be closed just when a request goes out on it, and a fact must not be told twice.
    m_control.headers = {{"Connection", "close"}};
}

Reply Client::call(const Account& who, const QByteArray& method, const QString& path, const QJsonObject& body, const QByteArray& key)
{
    QElapsedTimer timer;
    timer.start();
    m_server.setToken(who.token);
    for (m_hasLost = false;; m_hasLost = true) {
        if (!key.isEmpty()) m_server.headers = {{"Idempotency-Key", key}};
        const Reply reply = m_server.send(method, path, method == "GET" ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact), kTimeoutMs);
        m_server.headers.clear();
        const bool isLost = reply.status == 0 || reply.status == 500 || reply.status == 503 || reply.status == 504 || reply.code() == u"idempotency_in_flight";
        if (timer.elapsed() > 2'000 && m_stage.traces()) qInfo("%lld ms: %s %s answers %d %s", timer.elapsed(), method.constData(), qPrintable(path), reply.status, reply.body.constData());
        if (!isLost || timer.elapsed() > 60'000) return reply;
        if (m_stage.isOver()) throw Difference{QStringLiteral("given up")};
        // After a crash a request keeps its key for a minute. Nobody waits for that here, but longer than any request can still be at work.
        if (reply.code() == u"idempotency_in_flight" && timer.elapsed() > 1'200) m_stage.nudge(*this);
        QThread::msleep(50);
    }
}

QJsonObject Client::must(const Account& who, const QByteArray& method, const QString& path, const QJsonObject& body, const QByteArray& key)
{
    const Reply reply = call(who, method, path, body, key);
    if (reply.status == 200 || reply.status == 201) return reply.json;
    if (m_hasLost && (reply.code() == u"conflict" || reply.code() == u"invalid_state")) return {};
    throw Difference{QStringLiteral("%1 %2 %3\n  expected: done\n  actual:   %4 %5").arg(QString::fromLatin1(method), path, QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact))).arg(reply.status).arg(QString::fromUtf8(reply.body))};
}

QJsonObject Client::inTheEnd(const Account& who, const QByteArray& method, const QString& path, const QJsonObject& body, const QByteArray& key)
{
    QElapsedTimer timer;
    for (timer.start();; QThread::msleep(200)) {
        const Reply reply = call(who, method, path, body, key);
        if (reply.status == 200 || reply.status == 201) return reply.json;
        const bool mayCome = reply.code() == u"conflict" || reply.code() == u"invalid_state" || reply.code() == u"gateway_busy";
        if (!mayCome || timer.elapsed() > 60'000) throw Difference{QStringLiteral("%1 %2\n  expected: done in the end\n  actual:   %3 %4").arg(QString::fromLatin1(method), path).arg(reply.status).arg(QString::fromUtf8(reply.body))};
        if (m_stage.isOver()) throw Difference{QStringLiteral("given up")};
        m_stage.nudge(*this);
    }
}

QJsonObject Client::control(const QString& path, const QJsonObject& body)
{
    const QJsonObject answer = m_control.post(QStringLiteral("/sandbox/") + path, body).json;
    if (answer.isEmpty() || answer.contains(QStringLiteral("error"))) throw Difference{QStringLiteral("the sandbox refuses %1: %2").arg(path, QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Compact)))};
    return answer;
}

QJsonObject Client::look(const QString& path) { return m_control.get(QStringLiteral("/sandbox/") + path).json; }

QJsonObject Client::gateway(const QString& path)
{
    m_gateway.setToken(QStringLiteral("sk_test_functional"));
    return m_gateway.get(path).json;
}

QJsonObject Client::post(const QString& token, const QString& path, const QByteArray& form)
{
    m_gateway.setToken(token);
    m_gateway.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    const QJsonObject answer = m_gateway.send("POST", path, form).json;
    m_gateway.headers.clear();
    return answer;
}

void Client::attach(const QString& card, const QString& customer)
{
    const QJsonObject answer = post(QStringLiteral("sk_test_functional"), QStringLiteral("/v1/payment_methods/%1/attach").arg(card), "customer=" + customer.toUtf8());
    if (answer.value(QStringLiteral("customer")).toString() != customer) throw Difference{QStringLiteral("keeping a card in the sandbox: %1").arg(QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Compact)))};
}

void Client::keep(const QString& setup, const QString& card)
{
    const QJsonObject answer = post(QStringLiteral("sk_test_functional"), QStringLiteral("/v1/setup_intents/%1/confirm").arg(setup), "return_url=http://school.test/&payment_method=" + card.toUtf8());
    if (answer.value(QStringLiteral("status")) != QStringLiteral("succeeded")) throw Difference{QStringLiteral("leaving a card in the sandbox: %1").arg(QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Compact)))};
}

QJsonObject Client::pay(const QString& intent, const QString& clientSecret, const QString& card)
{
    return post(QStringLiteral("pk_test_functional"), QStringLiteral("/v1/payment_intents/%1/confirm").arg(intent),
                "client_secret=" + clientSecret.toUtf8() + "&payment_method=" + card.toUtf8() + "&return_url=http://school.test/");
}

} // namespace lectern::simulation
