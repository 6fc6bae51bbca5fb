#include "http/apihandler.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/payments/payments.h"
#include <QElapsedTimer>
#include <QLoggingCategory>

namespace lectern::http {

Q_LOGGING_CATEGORY(lcAccess, "lectern.access")

namespace {

/// The values of the pattern's placeholders, or nothing when the path is another one.
std::optional<QHash<QString, QString>> fit(const QStringList& wanted, const QStringList& segments)
{
    if (wanted.size() != segments.size()) return std::nullopt;
    QHash<QString, QString> values;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const QString& part = wanted.at(i);
        if (!part.startsWith(u'{')) {
            if (part != segments.at(i)) return std::nullopt;
            continue;
        }
        const QString name = part.mid(1, part.size() - 2);
        const bool isId = name == u"id" || name.endsWith(QLatin1String("Id"));
        if (isId && !isUuid(segments.at(i))) return std::nullopt;
        values.insert(name, segments.at(i));
    }
    return values;
}

/// The patterns of allRoutes(), taken apart once.
const std::vector<QStringList>& patterns()
{
    static const std::vector<QStringList> all = [] {
        std::vector<QStringList> list;
        for (const Route& route : allRoutes()) list.push_back(QString::fromLatin1(route.pattern).split(u'/'));
        return list;
    }();
    return all;
}

Response toResponse(const Result<Answer>& answer)
{
    if (!answer) return problem(answer.error());
    if (answer->raw) return *answer->raw;
    Response response = Response::json(answer->status, QJsonDocument(answer->body).toJson(QJsonDocument::Compact));
    return response.with("Cache-Control", "no-store");
}

} // namespace

ApiHandler::ApiHandler(const Parts& parts, const Limits& limits)
    : m_parts(parts), m_limits(limits), m_authenticator(parts.services), m_uploads(parts.services, m_authenticator)
{
    parts.live.onDrop([this](const UserId& user) { m_authenticator.forget(user); });
}

Reply ApiHandler::logged(const Request& request, Reply reply)
{
    QElapsedTimer timer;
    timer.start();
    return [this, timer, method = request.method, path = request.path, remote = request.remoteAddress, id = request.requestId, reply = std::move(reply)](Response response) {
        const double milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        const QString shown = path.startsWith(QLatin1String("/calendar/")) ? QStringLiteral("/calendar/…") : path; // its address is its secret
        const QJsonObject line{{QStringLiteral("request"), QString::fromLatin1(id)}, {QStringLiteral("method"), QString::fromLatin1(method)}, {QStringLiteral("path"), shown},
                               {QStringLiteral("status"), response.status}, {QStringLiteral("ms"), milliseconds}, {QStringLiteral("remote"), remote},
                               {QStringLiteral("code"), QString::fromLatin1(response.logNote)}};
        qCInfo(lcAccess).noquote() << QJsonDocument(line).toJson(QJsonDocument::Compact);
        Request again;
        again.method = method;
        again.path = path;
        const Match found = match(again);
        m_parts.metrics.request(method, found.route ? QByteArray(found.route->pattern) : QByteArray("other"), response.status, milliseconds / 1000);
        reply(std::move(response));
    };
}

void ApiHandler::handle(Request request, Reply reply)
{
    if (request.path == u"/api/webhooks/stripe" && request.method == "POST") {
        m_parts.webhook.handle(request, reply);
        return;
    }
    request.peerAddress = request.remoteAddress;
    request.remoteAddress = clientAddress(request.peerAddress, request.headerLines("X-Forwarded-For"), m_limits.trustedProxies);
    Reply answer = logged(request, std::move(reply));
    const bool taken = m_parts.workers.submit([this, request = std::move(request), answer] { answer(respond(request)); });
    if (!taken) answer(problem(makeError(ErrorCode::Overloaded, QStringLiteral("The server is busy. Try again in a moment."))));
}

std::optional<Response> ApiHandler::operational(const Request& request)
{
    if (request.method != "GET") return std::nullopt;
    if (request.path == u"/healthz") return Response::text(200, "ok\n");
    if (request.path != u"/readyz" && request.path != u"/metrics") return std::nullopt;
    // A proxy that nobody named trusted stands in front: its own address says nothing about who asks.
    const bool isProxied = !request.header("X-Forwarded-For").isEmpty() && !m_limits.trustedProxies.contains(request.peerAddress);
    if (isProxied || !m_limits.metricsReaders.contains(request.remoteAddress)) return problem(makeError(ErrorCode::Forbidden, QStringLiteral("This is for the operator (server.metrics_allow).")));
    if (request.path == u"/readyz") return m_parts.services.database.ping() ? Response::text(200, "ready\n") : Response::text(503, "the database is not reachable\n");
    return Response::text(200, m_parts.metrics.text(), "text/plain; version=0.0.4; charset=utf-8");
}

Response ApiHandler::respond(const Request& request)
{
    if (auto response = operational(request)) return *response;
    if (Uploads::owns(request)) return m_uploads.handle(request);
    const Match found = match(request);
    if (found.route) return run(request, found);
    if (found.otherMethod) {
        Response response = problem(makeError(ErrorCode::NotFound, QStringLiteral("This path does not take %1.").arg(QString::fromLatin1(request.method))));
        response.status = 405;
        return response;
    }
    return problem(makeError(ErrorCode::NotFound, QStringLiteral("There is nothing at this path.")));
}

ApiHandler::Match ApiHandler::match(const Request& request)
{
    const QStringList segments = request.path.split(u'/');
    const QByteArray method = request.method == "HEAD" ? QByteArray("GET") : request.method;
    Match result;
    for (size_t i = 0; i < allRoutes().size(); ++i) {
        const Route& route = allRoutes().at(i);
        const auto path = fit(patterns().at(i), segments);
        if (!path) continue;
        if (method != route.method) {
            result.otherMethod = true;
            continue;
        }
        result.route = &route;
        result.path = *path;
        return result;
    }
    return result;
}

std::optional<Error> ApiHandler::limited(const Route& route, const Request& request, const Caller& caller)
{
    int perMinute = 0;
    QString key;
    switch (route.rate) {
    case RateClass::None: return std::nullopt;
    case RateClass::Login: perMinute = m_limits.loginsPerMinute; key = QStringLiteral("login:") + request.remoteAddress; break;
    case RateClass::Register: perMinute = m_limits.registrationsPerMinute; key = QStringLiteral("register:") + request.remoteAddress; break;
    case RateClass::Payment: perMinute = m_limits.paymentsPerMinute; key = QStringLiteral("payment:") + caller.user->id.value; break;
    }
    int wait = m_limiter.take(key, perMinute, m_parts.services.clock.now());
    if (wait == 0 && route.rate == RateClass::Login) {
        // Guessing one account from many addresses runs into a limit of its own.
        const QString named = caller.user ? caller.user->email : QJsonDocument::fromJson(request.body).object().value(QLatin1String("email")).toString();
        const QString email = named.trimmed().toCaseFolded().left(254);
        wait = m_limiter.take(QStringLiteral("account:") + email, perMinute, m_parts.services.clock.now());
    }
    if (wait == 0) return std::nullopt;
    return Error{ErrorCode::RateLimited, {}, QStringLiteral("Too many attempts. Try again in %1 seconds.").arg(wait), wait};
}

Response ApiHandler::run(const Request& request, const Match& found)
{
    const Route& route = *found.route;
    Call call{m_parts.services, request, {std::nullopt, request.remoteAddress, request.requestId, QString::fromUtf8(request.header("Idempotency-Key"))}, found.path};
    if (route.access != Access::Public) {
        const auto user = m_authenticator.authenticate(request);
        if (!user) return problem(user.error());
        if (!Authenticator::allows(route.access, user->role, request.method)) return problem(makeError(ErrorCode::Forbidden, QStringLiteral("Your role may not do this.")));
        call.caller.user = *user;
    }
    if (auto error = limited(route, request, call.caller)) return problem(*error);
    if (!route.idempotent) return toResponse(route.controller(call));
    const auto replay = route.storesAnswer ? payments::Replay::Stored : payments::Replay::RunAgain;
    const QString name = QLatin1String(route.method) + u' ' + request.path;
    const auto stored = payments::withIdempotency(m_parts.services, call.caller, name, request.body, replay, [&]() -> Result<payments::StoredAnswer> {
        const auto answer = route.controller(call);
        if (!answer) return answer.error();
        return payments::StoredAnswer{answer->status, QJsonDocument(answer->body).toJson(QJsonDocument::Compact)};
    });
    if (!stored) return problem(stored.error());
    Response response = Response::json(stored->status, stored->body);
    return response.with("Cache-Control", "no-store");
}

bool ApiHandler::wantsStream(const Request& head) const { return head.method == "PATCH" && Uploads::owns(head); }
std::unique_ptr<BodySink> ApiHandler::streamBody(const Request& head) { return m_uploads.patch(head); }

std::optional<Response> ApiHandler::refuseUpgrade(const Request& head)
{
    if (head.path != u"/api/live") return problem(makeError(ErrorCode::NotFound, QStringLiteral("There is nothing at this path.")));
    // Only the token here, on the I/O thread; upgraded() looks the user up on a worker.
    const QByteArray header = head.header("Authorization");
    if (!header.startsWith("Bearer ")) return problem(makeError(ErrorCode::Unauthenticated, QStringLiteral("Log in first.")));
    const auto claims = m_parts.services.tokens.verify(QString::fromLatin1(header.mid(7)), m_parts.services.clock.now());
    if (!claims) return problem(claims.error());
    return std::nullopt;
}

void ApiHandler::upgraded(const Request& head, std::shared_ptr<LiveSocket> socket)
{
    const bool taken = m_parts.workers.submit([this, head, socket] {
        const auto user = m_authenticator.authenticate(head);
        if (!user) return socket->close();
        m_parts.live.add(user->id, user->role, socket);
        // Blocked in between: the sockets of that moment were closed before this one was among them.
        if (!m_authenticator.authenticate(head)) socket->close();
    });
    if (!taken) socket->close();
}

} // namespace lectern::http
