#include "sandbox/control/controlapi.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/intents.h"
#include "sandbox/payments/payouts.h"
#include "sandbox/payments/refunds.h"
#include "sandbox/sandbox.h"

#include <QJsonDocument>

namespace lectern::sandbox {

/// What a control call answers: an object, or a message for the person who called.
struct ControlApi::Outcome
{
    int status = 200;
    QJsonObject body;

    static Outcome wrong(const QString& message, int status = 400) { return {status, {{u"error"_s, message}}}; }
    static Outcome of(const Answer& answer)
    {
        return answer ? Outcome{200, *answer} : wrong(answer.error().message, answer.error().status);
    }
    static Outcome of(const Refusal& refusal)
    {
        return refusal ? wrong(refusal->message, refusal->status) : Outcome{200, {{u"ok"_s, true}}};
    }
    static Outcome unknown() { return wrong(u"No such call. See server/sandbox/README.md."_s, 404); }
};

http::Response ControlApi::handle(const http::Request& request)
{
    QJsonParseError parse;
    const QJsonDocument document =
        QJsonDocument::fromJson(request.body.trimmed().isEmpty() ? QByteArray("{}") : request.body, &parse);
    const QStringList parts = request.path.split(u'/').mid(2);
    const QString method = QString::fromLatin1(request.method);
    Outcome outcome;
    if (parse.error != QJsonParseError::NoError)
        outcome = Outcome::wrong(u"The body is not JSON: "_s + parse.errorString());
    else if (parts.size() == 1)
        outcome =
            onWhole(method, parts.first(),
                    document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()), request.body);
    else
        outcome = onObject(method, parts, document.object());
    http::Response response =
        http::Response::json(outcome.status, QJsonDocument(outcome.body).toJson(QJsonDocument::Compact));
    response.with("Access-Control-Allow-Origin", "*");
    return response;
}

ControlApi::Outcome ControlApi::onWhole(const QString& method, const QString& name, const QJsonValue& body,
                                        const QByteArray& raw)
{
    const bool post = method == "POST"_L1;
    const bool get = method == "GET"_L1;
    if (name == "state"_L1 && get) return {200, state()};
    if (name == "faults"_L1) {
        if (method == "DELETE"_L1) m_sandbox.faults.clear();
        const QString wrong = post ? m_sandbox.faults.add(body) : QString();
        return wrong.isEmpty() ? Outcome{200, {{u"rules"_s, m_sandbox.faults.toJson()}}} : Outcome::wrong(wrong);
    }
    if (name == "config"_L1) {
        const QString wrong = post ? m_sandbox.config.apply(body.toObject()) : QString();
        return wrong.isEmpty() ? Outcome{200, m_sandbox.config.toJson()} : Outcome::wrong(wrong);
    }
    if (name == "clock"_L1) {
        const qint64 seconds = body["advanceSeconds"_L1].toInteger(post ? -1 : 0);
        if (seconds < 0)
            return Outcome::wrong(
                u"advanceSeconds: a number that is not negative is needed; the clock never moves back"_s);
        m_sandbox.clock.advance(seconds);
        m_sandbox.scheduler.runDue();
        return {200, {{u"now"_s, m_sandbox.clock.now()}, {u"offsetSeconds"_s, m_sandbox.clock.offsetMs() / 1000}}};
    }
    if (name == "flush"_L1 && post) {
        m_sandbox.webhooks.flush();
        return {200, m_sandbox.webhooks.state()};
    }
    if (name == "events"_L1 && post) return sendEvent(raw, body.toObject());
    if (name == "bank_accounts"_L1 && post)
        return {200, makeBankAccount(m_sandbox, body["account_number"_L1].toString(u"000123456789"_s),
                                     body["routing_number"_L1].toString(u"110000000"_s),
                                     body["country"_L1].toString(u"US"_s), body["currency"_L1].toString(u"usd"_s))};
    return Outcome::unknown();
}

ControlApi::Outcome ControlApi::onObject(const QString& method, const QStringList& parts, const QJsonObject& body)
{
    if (method != "POST"_L1) return Outcome::unknown();
    if (parts == QStringList{u"payment_intents"_s, u"bulk"_s}) return bulk(body);
    if (parts.size() != 3) return Outcome::unknown();
    const QString& id = parts.at(1);
    const QString what = parts.at(0) + u'/' + parts.at(2);
    if (what == "events/resend"_L1)
        return m_sandbox.webhooks.resend(id) ? Outcome{200, {{u"ok"_s, true}}}
                                             : Outcome::wrong(u"No such event: "_s + id, 404);
    if (what == "payment_intents/complete_authentication"_L1) return Outcome::of(completeAuthentication(m_sandbox, id));
    if (what == "payment_intents/fail_authentication"_L1) {
        // The failed payment is what was asked for, so only an intent in another state is an error here.
        Answer answer = failAuthentication(m_sandbox, id);
        const bool failed = !answer && answer.error().code == "payment_intent_authentication_failure"_L1;
        return failed ? Outcome{200, answer.error().extra.value("payment_intent"_L1).toObject()} : Outcome::of(answer);
    }
    if (what == "payouts/pay"_L1) return Outcome::of(payPayout(m_sandbox, id));
    if (what == "payouts/fail"_L1)
        return Outcome::of(failPayout(m_sandbox, id, body.value("code"_L1).toString(u"account_closed"_s)));
    if (what == "refunds/fail"_L1) {
        failRefund(m_sandbox, id, body.value("reason"_L1).toString(u"expired_or_canceled_card"_s));
        const QJsonObject* refund = m_sandbox.store.refunds.find(id);
        return refund ? Outcome{200, *refund} : Outcome::wrong(u"No such refund: "_s + id, 404);
    }
    return Outcome::unknown();
}

/// `{"event": {…}}` or `{"raw": "bytes"}`, with `ageSeconds` and `wrongSignature`: sent as given, signed.
ControlApi::Outcome ControlApi::sendEvent(const QByteArray& raw, const QJsonObject& body)
{
    QByteArray payload = body.value("raw"_L1).toString().toUtf8();
    if (body.value("event"_L1).isObject())
        payload = QJsonDocument(body.value("event"_L1).toObject()).toJson(QJsonDocument::Compact);
    else if (payload.isEmpty())
        payload = raw;
    m_sandbox.webhooks.sendRaw(payload, body.value("ageSeconds"_L1).toInteger(),
                               body.value("wrongSignature"_L1).toBool());
    return {200, {{u"ok"_s, true}, {u"bytes"_s, payload.size()}}};
}

/// Many simple intents at once, without events: `{"count", "amount", "currency", "idPrefix", "firstNumber",
/// "metadata"}`.
ControlApi::Outcome ControlApi::bulk(const QJsonObject& body)
{
    const qint64 count = body.value("count"_L1).toInteger();
    if (count < 1 || count > 1'000'000) return Outcome::wrong(u"count: 1 to 1000000"_s);
    QJsonObject intent = shape(u"payment_intent"_s);
    intent["amount"_L1] = body.value("amount"_L1).toInteger(4999);
    intent["currency"_L1] = body.value("currency"_L1).toString(u"usd"_s);
    intent["metadata"_L1] = body.value("metadata"_L1).toObject();
    intent["automatic_payment_methods"_L1] = QJsonObject{{u"allow_redirects"_s, u"always"_s}, {u"enabled"_s, true}};
    intent["created"_L1] = m_sandbox.clock.now();
    const QString prefix = body.value("idPrefix"_L1).toString();
    const qint64 first = body.value("firstNumber"_L1).toInteger(1);
    QString firstId;
    QString lastId;
    for (qint64 i = 0; i < count; ++i) {
        // A copy of the one template each time: an object changed over and over keeps the bytes of its old strings.
        QJsonObject one = intent;
        const QString id = prefix.isEmpty() ? longId("pi_", '3') : prefix + QString::number(first + i);
        one["id"_L1] = id;
        one["client_secret"_L1] = QString(id + u"_secret_"_s + randomToken(25));
        m_sandbox.store.paymentIntents.put(one);
        (i == 0 ? firstId : lastId) = id;
    }
    return {200, {{u"count"_s, count}, {u"firstId"_s, firstId}, {u"lastId"_s, lastId.isEmpty() ? firstId : lastId}}};
}

QJsonObject ControlApi::state() const
{
    QJsonObject counts;
    for (const auto& [name, collection] : m_sandbox.store.all())
        counts.insert(name, collection->size());
    return {{u"counts"_s, counts},
            {u"webhooks"_s, m_sandbox.webhooks.state()},
            {u"faults"_s, m_sandbox.faults.toJson()},
            {u"scheduled"_s, m_sandbox.scheduler.size()},
            {u"idempotencyKeys"_s, m_sandbox.idempotency.size()},
            {u"now"_s, m_sandbox.clock.now()},
            {u"balance"_s, m_sandbox.balances.toObject()}};
}

} // namespace lectern::sandbox
