#pragma once
#include "gateways/gateways.h"
#include "items/reply.h"
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrlQuery>

namespace lectern {

/// JSON over HTTP to one server, with the session's tokens. A refused access token is refreshed once and the request
/// repeated; several requests share one refresh.
class ApiClient final : public QObject
{
    Q_OBJECT
public:
    explicit ApiClient(QObject* parent = nullptr);
    void setServer(const QUrl& url);
    [[nodiscard]] QUrl server() const { return m_server; }
    /// After a login: answers to what was asked before it do not touch the new session.
    void beginSession(const Session& session);
    void setSession(const Session& session);
    void clearSession();
    [[nodiscard]] bool hasSession() const { return !m_session.refreshToken.isEmpty(); }
    [[nodiscard]] const Session& session() const { return m_session; }

    Reply<QJsonObject> get(const QString& path, const QUrlQuery& query = {});
    Reply<QJsonObject> send(const QByteArray& method, const QString& path, const QJsonObject& body = {}, const QString& idempotencyKey = {});
    /// A body that is not JSON, whole.
    Reply<QByteArray> bytes(const QString& path, const QUrlQuery& query);
    /// A new access token with the kept refresh token.
    Reply<Done> refresh();

    /// For what is not JSON: a request with the token, and the manager to send it with.
    [[nodiscard]] QNetworkRequest request(const QString& path, const QUrlQuery& query = {}) const;
    [[nodiscard]] QNetworkAccessManager& network() { return m_network; }
    /// A request that was sent otherwise met this error: the session ends when that is what it means.
    void noteError(const Error& error);
    /// The Error that a finished reply stands for; nothing when it succeeded.
    [[nodiscard]] static std::optional<Error> errorOf(QNetworkReply* reply, const QByteArray& body);

Q_SIGNALS:
    void sessionChanged(const lectern::Session& session);
    void sessionLost(const lectern::Error& why);
    void reached();   ///< the server answered something
    void unreached(); ///< it did not

private:
    struct Pending {
        QByteArray method;
        QString path;
        QUrlQuery query;
        QByteArray body;
        QString idempotencyKey;
        bool repeated = false;
        int epoch = 0; ///< of the session that it was sent in
        std::shared_ptr<QPromise<Result<QJsonObject>>> promise;
    };
    using BytesPromise = std::shared_ptr<QPromise<Result<QByteArray>>>;
    void fetch(const QString& path, const QUrlQuery& query, bool repeated, const BytesPromise& promise);
    Reply<QJsonObject> start(Pending pending);
    void dispatch(const Pending& pending);
    void finish(const Pending& pending, QNetworkReply* reply);
    void endSession(const Error& why);

    QNetworkAccessManager m_network;
    QUrl m_server;
    Session m_session;
    int m_epoch = 0; ///< raised whenever the session or the server is another one
    QList<std::shared_ptr<QPromise<Result<Done>>>> m_refreshing;
};

/// Goes on with the answer's JSON as a DTO.
template <class T>
Reply<T> as(Reply<QJsonObject> reply, Result<T> (*decode)(const QJsonObject&))
{
    return reply.then([decode](const Result<QJsonObject>& json) -> Result<T> {
        if (!json) return json.error();
        auto value = decode(*json);
        if (value) return value;
        return makeError(ErrorCode::Protocol, value.error().detail);
    });
}

template <class T>
Reply<Page<T>> asPage(Reply<QJsonObject> reply, Result<T> (*decode)(const QJsonObject&))
{
    return reply.then([decode](const Result<QJsonObject>& json) -> Result<Page<T>> {
        if (!json) return json.error();
        Page<T> page;
        page.nextCursor = json->value(QLatin1String("nextCursor")).toString();
        for (const QJsonValue value : json->value(QLatin1String("items")).toArray()) {
            auto item = decode(value.toObject());
            if (!item) return makeError(ErrorCode::Protocol, item.error().detail);
            page.items.append(std::move(*item));
        }
        return page;
    });
}

/// A list that comes whole.
template <class T>
Reply<QList<T>> asList(Reply<QJsonObject> reply, Result<T> (*decode)(const QJsonObject&))
{
    return asPage(std::move(reply), decode).then([](const Result<Page<T>>& page) -> Result<QList<T>> {
        if (!page) return page.error();
        return page->items;
    });
}

Reply<Done> asDone(Reply<QJsonObject> reply);
[[nodiscard]] QUrlQuery pageQuery(const PageRequest& page);

} // namespace lectern
