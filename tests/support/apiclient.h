#pragma once
#include <QJsonObject>
#include <QNetworkAccessManager>

namespace lectern::test {

struct Reply {
    int status = 0; ///< 0: no answer came
    QByteArray body;
    QJsonObject json; ///< of the body, when it is an object
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    [[nodiscard]] QString code() const { return json.value(QStringLiteral("code")).toString(); }
    [[nodiscard]] QJsonObject object(const char* name) const { return json.value(QLatin1String(name)).toObject(); }
    [[nodiscard]] QString text(const char* name) const { return json.value(QLatin1String(name)).toString(); }
};

/// Blocking HTTP for tests: one request at a time, events keep running meanwhile.
class ApiClient
{
public:
    explicit ApiClient(QString base) : m_base(std::move(base)) {}
    Reply send(const QByteArray& method, const QString& path, const QByteArray& body = {}, int timeoutMs = 30'000);
    Reply get(const QString& path) { return send("GET", path); }
    Reply post(const QString& path, const QJsonObject& body = {});
    Reply put(const QString& path, const QJsonObject& body);
    /// POST with an Idempotency-Key; a new one when `key` is empty.
    Reply pay(const QString& path, const QJsonObject& body, const QByteArray& key = {});
    void setToken(const QString& token) { m_token = token.toLatin1(); }
    void setBase(const QString& base) { m_base = base; }

    QList<QPair<QByteArray, QByteArray>> headers; ///< sent with every request

private:
    QNetworkAccessManager m_network;
    QString m_base;
    QByteArray m_token;
};

/// Writes bytes to a TCP port and reads until the peer closes or `timeoutMs` is over.
[[nodiscard]] QByteArray rawExchange(quint16 port, const QByteArray& bytes, int timeoutMs = 10'000, bool* closed = nullptr);
/// The status of a raw HTTP answer; 0 when there is none.
[[nodiscard]] int rawStatus(const QByteArray& answer);

} // namespace lectern::test
