#include "sandbox/control/controlapi.h"

#include "sandbox/control/objectcalls.h"
#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/payouts.h"
#include "sandbox/sandbox.h"

#include <QJsonDocument>

namespace lectern::sandbox {

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

Outcome ControlApi::onWhole(const QString& method, const QString& name, const QJsonValue& body, const QByteArray& raw)
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
    if (name == "clock"_L1 && (get || post)) return clock(post ? body.toObject() : QJsonObject());
    if (name == "flush"_L1 && post) {
        m_sandbox.webhooks.flush();
        return {200, m_sandbox.webhooks.state()};
    }
    if (name == "events"_L1 && post) return sendEvent(raw, body.toObject());
    if (name == "bank_accounts"_L1 && post) return bankAccount(body.toObject());
    if (name == "payouts"_L1 && post) // what an automatic schedule would do
        return Outcome::of(
            startAutomaticPayout(m_sandbox, body["currency"_L1].toString(u"usd"_s), body["account"_L1].toString()));
    return Outcome::unknown();
}

/// `{"advance": seconds}` (or `advanceSeconds`) or `{"to": Unix seconds}`, and `{"frozen": bool}`.
Outcome ControlApi::clock(const QJsonObject& body)
{
    Clock& clock = m_sandbox.clock;
    const QJsonValue advance = body.contains("advance"_L1) ? body.value("advance"_L1) : body.value("advanceSeconds"_L1);
    const qint64 seconds = advance.toInteger(advance.isUndefined() ? 0 : -1);
    const qint64 target =
        body.contains("to"_L1) ? body.value("to"_L1).toInteger(-1) * 1000 : clock.nowMs() + seconds * 1000;
    if (seconds < 0 || target / 1000 < clock.now())
        return Outcome::wrong(
            u"advance: seconds that are not negative, or to: a time that is not past, are needed; the "
            u"clock never moves back"_s);
    if (body.value("frozen"_L1).isBool()) clock.setFrozen(body.value("frozen"_L1).toBool());
    m_sandbox.scheduler.advanceTo(qMax(target, clock.nowMs()));
    return {200,
            {{u"now"_s, clock.now()}, {u"offsetSeconds"_s, clock.offsetMs() / 1000}, {u"frozen"_s, clock.isFrozen()}}};
}

/// A bank account of the platform, or of a connected account, to pay out to.
Outcome ControlApi::bankAccount(const QJsonObject& body)
{
    const QString account = body.value("account"_L1).toString();
    if (!account.isEmpty() && !m_sandbox.store.accounts.find(account))
        return Outcome::wrong(u"No such account: "_s + account, 404);
    BankDetails details;
    details.number = body.value("account_number"_L1).toString(details.number);
    details.routing = body.value("routing_number"_L1).toString(details.routing);
    details.country = body.value("country"_L1).toString(details.country);
    details.currency = body.value("currency"_L1).toString(details.currency);
    return {200, makeBankAccount(m_sandbox, details, account)};
}

Outcome ControlApi::onObject(const QString& method, const QStringList& parts, const QJsonObject& body)
{
    if (method != "POST"_L1) return Outcome::unknown();
    if (parts == QStringList{u"payment_intents"_s, u"bulk"_s}) return bulk(body);
    if (parts.size() == 4 && parts.at(0) == "checkout"_L1)
        return callOnObject(m_sandbox, u"checkout/sessions/"_s + parts.at(3), parts.at(2), body);
    if (parts.size() != 3) return Outcome::unknown();
    return callOnObject(m_sandbox, parts.at(0) + u'/' + parts.at(2), parts.at(1), body);
}

/// `{"event": {…}}` or `{"raw": "bytes"}`, with `ageSeconds` and `wrongSignature`: sent as given, signed.
Outcome ControlApi::sendEvent(const QByteArray& raw, const QJsonObject& body)
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
Outcome ControlApi::bulk(const QJsonObject& body)
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
