#include "support/apiclient.h"
#include "domain/ids.h"
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QTcpSocket>
#include <QTimer>

namespace lectern::test {

Reply ApiClient::send(const QByteArray& method, const QString& path, const QByteArray& body, int timeoutMs)
{
    QNetworkRequest request(QUrl(m_base + path, QUrl::StrictMode));
    request.setTransferTimeout(timeoutMs);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (!body.isEmpty()) request.setRawHeader("Content-Type", "application/json");
    if (!m_token.isEmpty()) request.setRawHeader("Authorization", "Bearer " + m_token);
    for (const auto& [name, value] : headers) request.setRawHeader(name, value);
    // A custom "HEAD" would wait for the body that its length announces.
    const std::unique_ptr<QNetworkReply> reply(method == "HEAD" ? m_network.head(request) : m_network.sendCustomRequest(request, method, body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished()) loop.exec();
    Reply result;
    result.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    result.body = reply->readAll();
    result.json = QJsonDocument::fromJson(result.body).object();
    for (const auto& [name, value] : reply->rawHeaderPairs()) result.headers.insert(name.toLower(), value);
    return result;
}

Reply ApiClient::post(const QString& path, const QJsonObject& body) { return send("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact)); }
Reply ApiClient::put(const QString& path, const QJsonObject& body) { return send("PUT", path, QJsonDocument(body).toJson(QJsonDocument::Compact)); }

Reply ApiClient::pay(const QString& path, const QJsonObject& body, const QByteArray& key)
{
    headers.append({"Idempotency-Key", key.isEmpty() ? newUuid7().toLatin1() : key});
    const Reply reply = post(path, body);
    headers.removeLast();
    return reply;
}

QByteArray rawExchange(quint16 port, const QByteArray& bytes, int timeoutMs, bool* closed)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    if (!socket.waitForConnected(5'000)) return {};
    socket.write(bytes);
    socket.flush();
    QByteArray answer;
    QElapsedTimer timer;
    timer.start();
    while (socket.state() == QAbstractSocket::ConnectedState && timer.elapsed() < timeoutMs) {
        if (socket.waitForReadyRead(50)) answer += socket.readAll();
    }
    answer += socket.readAll();
    if (closed) *closed = socket.state() != QAbstractSocket::ConnectedState;
    return answer;
}

int rawStatus(const QByteArray& answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
}

} // namespace lectern::test
