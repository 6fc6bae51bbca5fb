#include "http/webhook.h"
#include "stripe/signature.h"
#include "stripe/wire.h"

namespace lectern::http {

void WebhookEndpoint::refuse(const Reply& reply, int status, const QByteArray& code, const QByteArray& text)
{
    m_metrics.webhook(code);
    Response response = Response::json(status, R"({"code":")" + code + R"(","detail":")" + text + R"("})");
    response.logNote = code;
    if (status == 503) response.with("Retry-After", "5");
    reply(std::move(response));
}

void WebhookEndpoint::handle(const Request& request, const Reply& reply)
{
    if (m_secrets.isEmpty()) return refuse(reply, 503, "not_configured", "No webhook secret is configured on this server.");
    using stripe::SignatureResult;
    switch (stripe::verifySignature(request.body, request.header("Stripe-Signature"), m_secrets, m_clock.now())) {
    case SignatureResult::Valid: break;
    case SignatureResult::Missing: return refuse(reply, 400, "signature_missing", "The Stripe-Signature header is missing.");
    case SignatureResult::Malformed: return refuse(reply, 400, "signature_malformed", "The Stripe-Signature header cannot be read.");
    case SignatureResult::Expired: return refuse(reply, 400, "signature_expired", "The signature is too old.");
    case SignatureResult::Mismatch: return refuse(reply, 400, "signature_mismatch", "The signature does not fit the body.");
    }
    const auto event = stripe::eventFromJson(request.body);
    const QString body = QString::fromUtf8(request.body);
    // Raw control characters are illegal in JSON, and bytes that are not UTF-8 could not be stored as they came.
    const bool storable = event && !body.contains(QChar(0x1E)) && !body.contains(QChar(0)) && body.toUtf8() == request.body;
    if (!storable) return refuse(reply, 400, "not_an_event", "The body is not an event.");
    const bool queued = m_inbox.submit({QStringLiteral("stripe"), event->id, event->type, body}, [this, reply](bool stored) {
        if (!stored) return refuse(reply, 503, "not_stored", "The event could not be stored. Send it again.");
        m_metrics.webhook("stored");
        reply(Response::json(200, R"({"received":true})"));
    });
    if (!queued) refuse(reply, 503, "overloaded", "Too many events are waiting. Send it again.");
}

} // namespace lectern::http
