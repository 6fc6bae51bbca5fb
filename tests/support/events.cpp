#include "support/events.h"
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace lectern::test {

namespace {

QByteArray envelope(const QString& id, const QString& type, bool livemode, const QJsonObject& object)
{
    const QJsonObject event{{QStringLiteral("id"), id.isEmpty() ? QStringLiteral("evt_") + newUuid7().remove(u'-') : id},
                            {QStringLiteral("object"), QStringLiteral("event")},
                            {QStringLiteral("api_version"), QStringLiteral("2026-10-28.endive")},
                            {QStringLiteral("created"), QDateTime::currentSecsSinceEpoch()},
                            {QStringLiteral("data"), QJsonObject{{QStringLiteral("object"), object}}},
                            {QStringLiteral("livemode"), livemode},
                            {QStringLiteral("pending_webhooks"), 1},
                            {QStringLiteral("request"), QJsonObject{{QStringLiteral("id"), QJsonValue::Null}, {QStringLiteral("idempotency_key"), QJsonValue::Null}}},
                            {QStringLiteral("type"), type}};
    return QJsonDocument(event).toJson(QJsonDocument::Indented); // Stripe signs indented JSON
}

} // namespace

QByteArray body(const IntentEvent& event)
{
    const bool isPaid = event.status == u"succeeded";
    QJsonObject object{{QStringLiteral("id"), event.intent},
                       {QStringLiteral("object"), QStringLiteral("payment_intent")},
                       {QStringLiteral("amount"), event.amount.minor()},
                       {QStringLiteral("amount_received"), event.received.value_or(isPaid ? event.amount.minor() : 0)},
                       {QStringLiteral("currency"), event.amount.currency().code().toLower()},
                       {QStringLiteral("client_secret"), event.intent + QStringLiteral("_secret_x")},
                       {QStringLiteral("latest_charge"), isPaid ? QJsonValue(QStringLiteral("ch_") + event.intent.mid(3)) : QJsonValue(QJsonValue::Null)},
                       {QStringLiteral("livemode"), event.livemode},
                       {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("payment_id"), event.paymentId}}},
                       {QStringLiteral("status"), event.status}};
    if (!event.failureMessage.isEmpty()) {
        object.insert(QStringLiteral("last_payment_error"), QJsonObject{{QStringLiteral("code"), QStringLiteral("card_declined")},
                                                                        {QStringLiteral("decline_code"), QStringLiteral("insufficient_funds")},
                                                                        {QStringLiteral("message"), event.failureMessage},
                                                                        {QStringLiteral("type"), QStringLiteral("card_error")}});
    }
    return envelope(event.eventId, event.type, event.livemode, object);
}

IntentEvent eventOf(const Payment& payment, const char* type, const char* status)
{
    IntentEvent event;
    event.type = QLatin1String(type);
    event.status = QLatin1String(status);
    event.intent = payment.gatewayId;
    event.amount = payment.amount;
    event.paymentId = payment.id.value;
    if (event.type == u"payment_intent.payment_failed") event.failureMessage = QStringLiteral("Your card has insufficient funds.");
    return event;
}

IntentEvent succeeded(const Payment& payment) { return eventOf(payment, "payment_intent.succeeded", "succeeded"); }

QByteArray body(const PayoutEvent& event)
{
    QJsonObject object{{QStringLiteral("id"), event.payout},
                       {QStringLiteral("object"), QStringLiteral("payout")},
                       {QStringLiteral("amount"), event.amount.minor()},
                       {QStringLiteral("currency"), event.amount.currency().code().toLower()},
                       {QStringLiteral("livemode"), false},
                       {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("withdrawal_id"), event.withdrawalId}}},
                       {QStringLiteral("status"), event.status}};
    if (!event.failureMessage.isEmpty()) object.insert(QStringLiteral("failure_message"), event.failureMessage);
    return envelope({}, event.type, false, object);
}

QByteArray body(const RefundEvent& event)
{
    QJsonObject metadata;
    if (!event.refundId.isEmpty()) metadata.insert(QStringLiteral("refund_id"), event.refundId);
    QJsonObject object{{QStringLiteral("id"), event.refund},
                       {QStringLiteral("object"), QStringLiteral("refund")},
                       {QStringLiteral("amount"), event.amount.minor()},
                       {QStringLiteral("charge"), QStringLiteral("ch_") + event.intent.mid(3)},
                       {QStringLiteral("currency"), event.amount.currency().code().toLower()},
                       {QStringLiteral("metadata"), metadata},
                       {QStringLiteral("payment_intent"), event.intent},
                       {QStringLiteral("status"), event.status}};
    if (!event.failure.isEmpty()) object.insert(QStringLiteral("failure_reason"), event.failure);
    return envelope({}, event.type, false, object);
}

QJsonObject objectOf(const DisputeEvent& event)
{
    QJsonArray movements;
    for (const auto& [id, minor] : event.movements)
        movements.append(QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("amount"), minor}, {QStringLiteral("currency"), event.amount.currency().code().toLower()},
                                     {QStringLiteral("fee"), minor < 0 ? event.feeMinor : -event.feeMinor}});
    return {{QStringLiteral("id"), event.dispute}, {QStringLiteral("object"), QStringLiteral("dispute")}, {QStringLiteral("amount"), event.amount.minor()},
            {QStringLiteral("currency"), event.amount.currency().code().toLower()}, {QStringLiteral("charge"), QStringLiteral("ch_") + event.intent.mid(3)},
            {QStringLiteral("payment_intent"), event.intent}, {QStringLiteral("status"), event.status}, {QStringLiteral("reason"), QStringLiteral("product_not_received")},
            {QStringLiteral("created"), 1'790'000'000}, {QStringLiteral("evidence_details"), QJsonObject{{QStringLiteral("due_by"), 2'000'000'000}, {QStringLiteral("submission_count"), 0}}},
            {QStringLiteral("balance_transactions"), movements}};
}

QByteArray body(const DisputeEvent& event) { return envelope({}, event.type, false, objectOf(event)); }

QString eventIdOf(const QByteArray& body) { return QJsonDocument::fromJson(body).object().value(QStringLiteral("id")).toString(); }

} // namespace lectern::test
