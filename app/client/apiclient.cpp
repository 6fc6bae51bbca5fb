#include "app/client/apiclient.h"
#include <QJsonDocument>

namespace lectern {

namespace {
constexpr int kTimeoutMs = 20'000;
}

ApiClient::ApiClient(QObject* parent) : QObject(parent) { m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy); }

void ApiClient::setServer(const QUrl& url)
{
    if (url != m_server) {
        clearSession();
        ++m_epoch;
    }
    m_server = url;
}

void ApiClient::setSession(const Session& session)
{
    m_session = session;
    Q_EMIT sessionChanged(m_session);
}

void ApiClient::beginSession(const Session& session)
{
    ++m_epoch;
    setSession(session);
}

void ApiClient::clearSession()
{
    m_session = {};
    ++m_epoch;
}

QNetworkRequest ApiClient::request(const QString& path, const QUrlQuery& query) const
{
    QUrl url = m_server;
    url.setPath(path);
    url.setQuery(query);
    QNetworkRequest request(url);
    request.setTransferTimeout(kTimeoutMs);
    if (!m_session.accessToken.isEmpty()) request.setRawHeader("Authorization", "Bearer " + m_session.accessToken.toLatin1());
    return request;
}

Reply<QJsonObject> ApiClient::get(const QString& path, const QUrlQuery& query) { return start({"GET", path, query, {}, {}, false, m_epoch, nullptr}); }

Reply<QJsonObject> ApiClient::send(const QByteArray& method, const QString& path, const QJsonObject& body, const QString& idempotencyKey)
{
    return start({method, path, {}, QJsonDocument(body).toJson(QJsonDocument::Compact), idempotencyKey, false, m_epoch, nullptr});
}

Reply<QJsonObject> ApiClient::start(Pending pending)
{
    pending.promise = std::make_shared<QPromise<Result<QJsonObject>>>();
    pending.promise->start();
    auto future = pending.promise->future();
    dispatch(pending);
    return future;
}

void ApiClient::dispatch(const Pending& pending)
{
    QNetworkRequest message = request(pending.path, pending.query);
    message.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!pending.idempotencyKey.isEmpty()) message.setRawHeader("Idempotency-Key", pending.idempotencyKey.toUtf8());
    QNetworkReply* reply = m_network.sendCustomRequest(message, pending.method, pending.body);
    connect(reply, &QNetworkReply::finished, this, [this, pending, reply] {
        reply->deleteLater();
        finish(pending, reply);
    });
}

/// What a status means where no problem document came with it: answers to HEAD have no body, and a proxy in between
/// has its own pages.
static ErrorCode codeOfStatus(int status)
{
    switch (status) {
    case 401: return ErrorCode::Unauthenticated;
    case 403: return ErrorCode::Forbidden;
    case 404:
    case 410: return ErrorCode::NotFound;
    case 409: return ErrorCode::Conflict;
    case 413: return ErrorCode::TooLarge;
    case 415: return ErrorCode::UnsupportedMedia;
    case 429: return ErrorCode::RateLimited;
    case 460: return ErrorCode::ChecksumMismatch;
    case 502:
    case 503:
    case 504: return ErrorCode::Unavailable;
    case 507: return ErrorCode::StorageFull;
    default: return ErrorCode::Internal;
    }
}

std::optional<Error> ApiClient::errorOf(QNetworkReply* reply, const QByteArray& body)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) return makeError(ErrorCode::Offline, reply->error() == QNetworkReply::OperationCanceledError || reply->error() == QNetworkReply::TimeoutError ? tr("The server does not answer.") : tr("The server cannot be reached. %1").arg(reply->errorString()));
    if (status < 300 && reply->error() != QNetworkReply::NoError) return makeError(ErrorCode::Offline, tr("The connection was cut. %1").arg(reply->errorString()));
    if (status < 300) return std::nullopt;
    const QJsonObject problem = QJsonDocument::fromJson(body).object();
    Error error;
    const QString code = problem.value(QLatin1String("code")).toString();
    error.code = code.isEmpty() ? codeOfStatus(status) : errorCodeFromText(code);
    error.field = problem.value(QLatin1String("field")).toString();
    error.detail = problem.value(QLatin1String("detail")).toString();
    error.retryAfterSeconds = reply->rawHeader("Retry-After").toInt();
    if (error.detail.isEmpty()) error.detail = tr("The server answered with status %1.").arg(status);
    return error;
}

void ApiClient::finish(const Pending& pending, QNetworkReply* reply)
{
    const QByteArray body = reply->readAll();
    const auto error = errorOf(reply, body);
    Q_EMIT (error && error->code == ErrorCode::Offline ? unreached() : reached());
    // A blocked account has nothing to wait for: the session ends here and now.
    // What was asked in another session says nothing about this one, and is not asked again in its name.
    const bool isCurrent = pending.epoch == m_epoch;
    if (error && error->code == ErrorCode::Blocked && isCurrent) endSession(*error);
    const bool maybeExpired = error && isCurrent && error->code == ErrorCode::Unauthenticated && hasSession() && !pending.repeated && pending.path != u"/api/token/refresh";
    if (maybeExpired) {
        whenDone(this, refresh(), [this, pending](const Result<Done>& refreshed) {
            Pending again = pending;
            again.repeated = true;
            if (refreshed) return dispatch(again);
            pending.promise->addResult(Result<QJsonObject>(refreshed.error()));
            pending.promise->finish();
        });
        return;
    }
    if (error) {
        pending.promise->addResult(Result<QJsonObject>(*error));
    } else {
        const QJsonDocument document = QJsonDocument::fromJson(body);
        const bool understood = document.isObject() || body.isEmpty();
        pending.promise->addResult(understood ? Result<QJsonObject>(document.object()) : Result<QJsonObject>(makeError(ErrorCode::Protocol, tr("The server's answer was not understood."))));
    }
    pending.promise->finish();
}

void ApiClient::endSession(const Error& why)
{
    if (!hasSession()) return;
    clearSession();
    Q_EMIT sessionLost(why);
}

void ApiClient::noteError(const Error& error)
{
    Q_EMIT (error.code == ErrorCode::Offline ? unreached() : reached());
    if (error.code == ErrorCode::Blocked) endSession(error);
}

Reply<Done> ApiClient::refresh()
{
    auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    auto future = promise->future();
    m_refreshing.append(promise);
    if (m_refreshing.size() > 1) return future;
    const QString token = m_session.refreshToken;
    m_session.accessToken.clear();
    auto answer = as(send("POST", QStringLiteral("/api/token/refresh"), {{QStringLiteral("refreshToken"), token}}), sessionFromJson);
    whenDone(this, answer, [this, epoch = m_epoch](const Result<Session>& session) {
        const auto waiting = std::exchange(m_refreshing, {});
        Result<Done> result = Done{};
        if (epoch != m_epoch) {
            // Logged out, or at another server by now: these tokens are nobody's here.
            result = makeError(ErrorCode::Unauthenticated, tr("The session has ended."));
        } else if (session) {
            setSession(*session);
        } else {
            result = session.error();
            if (session.error().code == ErrorCode::Unauthenticated) endSession(session.error());
        }
        for (const auto& one : waiting) {
            one->addResult(result);
            one->finish();
        }
    });
    return future;
}

Reply<Done> asDone(Reply<QJsonObject> reply)
{
    return reply.then([](const Result<QJsonObject>& json) -> Result<Done> {
        if (!json) return json.error();
        return Done{};
    });
}

QUrlQuery pageQuery(const PageRequest& page)
{
    QUrlQuery query;
    if (!page.cursor.isEmpty()) query.addQueryItem(QStringLiteral("cursor"), page.cursor);
    query.addQueryItem(QStringLiteral("limit"), QString::number(page.limit));
    return query;
}

Reply<QByteArray> ApiClient::bytes(const QString& path, const QUrlQuery& query)
{
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    fetch(path, query, false, promise);
    return promise->future();
}

void ApiClient::fetch(const QString& path, const QUrlQuery& query, bool repeated, const BytesPromise& promise)
{
    const auto end = [promise](const Result<QByteArray>& result) {
        promise->addResult(result);
        promise->finish();
    };
    QNetworkReply* reply = m_network.get(request(path, query));
    connect(reply, &QNetworkReply::finished, this, [=, this] {
        reply->deleteLater();
        const QByteArray body = reply->readAll();
        const auto error = errorOf(reply, body);
        if (!error) return end(body);
        // An access token that has run out is refreshed once, as for everything else.
        if (error->code != ErrorCode::Unauthenticated || repeated || !hasSession()) return end(*error);
        whenDone(this, refresh(), [=, this](const Result<Done>& done) {
            if (!done) return end(done.error());
            fetch(path, query, true, promise);
        });
    });
}

} // namespace lectern
