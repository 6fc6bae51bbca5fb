#include "sandbox/api/frontdoor.h"

#include "sandbox/api/auth.h"
#include "sandbox/api/expand.h"
#include "sandbox/assets/assets.h"
#include "sandbox/checkout/page.h"
#include "sandbox/connect/accounts.h"
#include "sandbox/connect/onboarding.h"
#include "sandbox/control/controlapi.h"
#include "sandbox/core/form.h"
#include "sandbox/core/ids.h"
#include "sandbox/core/multipart.h"
#include "sandbox/core/version.h"
#include "sandbox/meetings/zoom.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QTimer>

namespace lectern::sandbox {

/// One API request between the door and its answer.
struct FrontDoor::ApiCall
{
    http::Request request;
    http::Reply reply;
    Call call;
    Credential credential;
    Router::Match match = {};
    bool keyBound = false;        ///< its idempotency key is marked as in flight
    QString originalRequest = {}; ///< set on a replay: the request that did the work

    /// Idempotency keys of one account mean nothing to another.
    [[nodiscard]] QString keyScope() const { return credential.key + u'/' + call.account; }
};

FrontDoor::FrontDoor(Sandbox& sandbox)
    : m_sandbox(sandbox)
    , m_control(std::make_unique<ControlApi>(sandbox))
{
    addAllRoutes(m_router);
}

FrontDoor::~FrontDoor() = default;

void FrontDoor::handle(http::Request request, http::Reply reply)
{
    QMetaObject::invokeMethod(
        this,
        [this, request = std::move(request), reply = std::move(reply)]() mutable {
            dispatch(std::move(request), reply);
        },
        Qt::QueuedConnection);
}

void FrontDoor::dispatch(http::Request request, const http::Reply& reply)
{
    if (request.method == "OPTIONS") return reply(preflightResponse());
    if (request.path.startsWith("/v1/files/"_L1) && request.path.endsWith("/contents"_L1) && request.method == "GET")
        return sendFile(request, reply);
    if (request.path.startsWith("/v1/"_L1)) return startApi(request, reply);
    if (std::optional<http::Response> page = assetFor(m_sandbox.options, request)) return reply(std::move(*page));
    if (request.path.startsWith("/c/pay/"_L1)) {
        reply(checkoutPage(m_sandbox, request));
        return m_sandbox.scheduler.runDue();
    }
    if (request.path.startsWith("/i/"_L1)) return reply(invoicePage(m_sandbox, request));
    if (isMeetingPath(request.path)) return reply(meetingAnswer(m_sandbox, request));
    if (request.path.startsWith("/setup/"_L1)) return reply(onboardingPage(m_sandbox, request));
    if (request.path.startsWith("/sandbox/"_L1) || request.path.startsWith("/_sandbox/"_L1)) {
        reply(m_control->handle(request));
        return m_sandbox.scheduler.runDue();
    }
    ApiCall call{request,
                 reply,
                 Call{m_sandbox, QString::fromLatin1(request.method), request.path, {}, {}, shortId("req_"), {}},
                 {}};
    finish(call, unrecognizedUrl(call.call.method, request.path));
}

void FrontDoor::startApi(const http::Request& request, const http::Reply& reply)
{
    auto call = std::make_shared<ApiCall>(
        ApiCall{request,
                reply,
                Call{m_sandbox, QString::fromLatin1(request.method), request.path, {}, {}, shortId("req_"), {}},
                {}});
    call->call.idempotencyKey = QString::fromUtf8(request.header("Idempotency-Key"));
    const QString& method = call->call.method;
    if (m_sandbox.faults.takeForCall(method, request.path, FaultAction::Error429)) return finish(*call, rateLimited());
    if (m_sandbox.faults.takeForCall(method, request.path, FaultAction::Error500)) return finish(*call, serverError());
    if (Refusal refusal = admit(*call)) return finish(*call, *refusal);
    if (method == "POST"_L1 && !call->call.idempotencyKey.isEmpty()) {
        const QByteArray fingerprint =
            QCryptographicHash::hash(method.toUtf8() + QJsonDocument(call->call.params).toJson(QJsonDocument::Compact),
                                     QCryptographicHash::Sha1)
                .toHex();
        const Idempotency::Decision decision =
            m_sandbox.idempotency.begin(call->keyScope(), call->call.idempotencyKey, request.path, fingerprint);
        if (decision.refusal) return finish(*call, *decision.refusal);
        if (decision.replay) {
            call->originalRequest = decision.replay->requestId;
            return send(*call, decision.replay->status, decision.replay->body);
        }
        call->keyBound = true;
    }
    if (const auto latency = m_sandbox.faults.takeForCall(method, request.path, FaultAction::Latency))
        return QTimer::singleShot(latency->ms, this, [this, call] { work(*call); });
    work(*call);
}

/// Who calls, what route it is, and the parameters as they came.
Refusal FrontDoor::admit(ApiCall& call) const
{
    Expected<Credential> credential = authenticate(call.request);
    if (!credential) return credential.error();
    call.credential = *credential;
    call.call.publishable = credential->publishable;
    if (Refusal refusal = checkVersion(call.request)) return refusal;
    call.match = m_router.find(call.call.method, call.call.path);
    if (!call.match.route) return unrecognizedUrl(call.call.method, call.call.path);
    if (credential->publishable && call.match.route->access == Access::Secret) return secretKeyRequired();
    if (Refusal refusal = admitAccount(call)) return refusal;
    call.call.ids = call.match.ids;
    const bool inUrl = call.call.method == "GET"_L1 || (call.call.method == "DELETE"_L1 && call.request.body.isEmpty());
    const QByteArray type = call.request.header("Content-Type");
    const bool multipart = !inUrl && type.startsWith("multipart/form-data");
    Expected<QJsonObject> params =
        multipart ? decodeMultipart(type, call.request.body)
                  : decodeForm(inUrl ? call.request.query.query(QUrl::FullyEncoded).toLatin1() : call.request.body);
    if (!params) return params.error();
    call.call.params = *params;
    return {};
}

/// The Stripe-Account header. The platform's own id means the same as none.
Refusal FrontDoor::admitAccount(ApiCall& call) const
{
    const QString account = QString::fromUtf8(call.request.header("Stripe-Account"));
    if (account.isEmpty() || account == platformAccountId()) return {};
    if (!m_sandbox.store.accounts.find(account)) return accountInvalid(account);
    if (call.match.route->scope == Scope::Platform) {
        ApiError error =
            invalidRequest(u"The sandbox does not take the Stripe-Account header on this call (%1: %2)."_s.arg(
                call.call.method, call.call.path));
        error.beforeWork = true;
        return error;
    }
    call.call.account = account;
    return {};
}

void FrontDoor::work(ApiCall& call)
{
    if (Refusal refusal = call.match.schema->apply(call.call.params)) return finish(call, *refusal);
    m_sandbox.events.setOrigin({call.call.requestId, call.call.idempotencyKey});
    run(call);
    m_sandbox.events.setOrigin({});
    m_sandbox.scheduler.runDue(); // now and not when the timer comes round: with a seed, the order of things repeats
}

void FrontDoor::run(ApiCall& call)
{
    Answer answer = call.match.route->run(call.call);
    const QJsonArray paths = call.call.params.value("expand"_L1).toArray();
    if (answer && !paths.isEmpty()) {
        if (const Refusal refusal = expand(m_sandbox.store, *answer, paths)) answer = *refusal;
    }
    finish(call, answer);
}

void FrontDoor::finish(ApiCall& call, const Answer& answer)
{
    const int status = answer ? 200 : answer.error().status;
    const QJsonObject json = answer ? *answer : answer.error().toJson(call.call.requestId);
    const QByteArray body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    if (call.keyBound) {
        if (!answer && answer.error().beforeWork)
            m_sandbox.idempotency.abandon(call.keyScope(), call.call.idempotencyKey);
        else
            m_sandbox.idempotency.finish(call.keyScope(), call.call.idempotencyKey,
                                         {status, body, call.call.requestId});
    }
    send(call, status, body);
}

void FrontDoor::send(const ApiCall& call, int status, const QByteArray& body)
{
    http::Response response = http::Response::json(status, body);
    response.with("Request-Id", call.call.requestId.toLatin1());
    const QByteArray version = call.request.header("Stripe-Version");
    response.with("Stripe-Version", version.isEmpty() ? QByteArray(ApiVersion) : version);
    response.with("Access-Control-Allow-Origin", "*")
        .with("Access-Control-Expose-Headers", "Request-Id, Stripe-Version");
    response.with("Cache-Control", "no-cache, no-store");
    if (!call.call.idempotencyKey.isEmpty()) response.with("Idempotency-Key", call.call.idempotencyKey.toUtf8());
    if (!call.originalRequest.isEmpty())
        response.with("Idempotent-Replayed", "true").with("Original-Request", call.originalRequest.toLatin1());
    if (status == 409 || status == 429 || status >= 500)
        response.with("Stripe-Should-Retry", "true");
    else if (status >= 400)
        response.with("Stripe-Should-Retry", "false");
    if (const auto fault = m_sandbox.faults.takeForCall(call.call.method, call.call.path, FaultAction::LoseAnswer)) {
        if (fault->hang) return hang(call.reply);
        // A body that cannot be read makes the listener cut the connection in the middle of the answer.
        response.file = http::FileSlice{u":/sandbox/lost-answer"_s, 0, 1};
    }
    call.reply(std::move(response));
}

/// The bytes of a file: the one answer of the API that is no JSON.
void FrontDoor::sendFile(const http::Request& request, const http::Reply& reply)
{
    const QString id = request.path.section(u'/', 3, 3);
    const QJsonObject* contents = m_sandbox.store.fileContents.find(id);
    const Expected<Credential> credential = authenticate(request);
    if (contents && credential && !credential->publishable)
        return reply(http::Response::text(200, QByteArray::fromBase64(contents->value("data"_L1).toString().toLatin1()),
                                          contents->value("type"_L1).toString().toLatin1()));
    ApiCall call{request, reply, Call{m_sandbox, u"GET"_s, request.path, {}, {}, shortId("req_"), {}}, {}};
    if (!credential) return finish(call, credential.error());
    finish(call, credential->publishable ? secretKeyRequired() : noSuchObject(u"file upload"_s, id, u"file"_s));
}

/// For longer than any client waits, but not for ever: each holds one of the connections that the listener allows.
void FrontDoor::hang(const http::Reply& reply)
{
    const int number = ++m_lastHung;
    m_hung.insert(number, reply);
    QTimer::singleShot(m_sandbox.config.hangMs, this, [this, number] {
        if (const http::Reply held = m_hung.take(number)) held(http::Response::text(503, "The sandbox let this call hang.\n"));
    });
}

void FrontDoor::releaseHung()
{
    for (const http::Reply& reply : std::exchange(m_hung, {}))
        reply(http::Response::text(503, "The sandbox stops.\n"));
}

} // namespace lectern::sandbox
