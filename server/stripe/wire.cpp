#include "stripe/wire.h"
#include <QJsonDocument>

namespace lectern::stripe {

namespace {

PaymentState stateOf(const QString& status, bool declined)
{
    if (status == u"succeeded") return PaymentState::Succeeded;
    if (status == u"canceled") return PaymentState::Canceled;
    if (status == u"processing") return PaymentState::Processing;
    if (status == u"requires_action") return PaymentState::RequiresAction;
    return declined ? PaymentState::Failed : PaymentState::AwaitingPayer;
}

/// A count of minor units: whole and not negative, or nothing.
std::optional<qint64> minorOf(const QJsonValue& value)
{
    const qint64 minor = value.toInteger(-1);
    return value.isDouble() && minor >= 0 ? std::optional(minor) : std::nullopt;
}

} // namespace

Error unreadable(const QString& what)
{
    return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("The gateway sent a %1 that cannot be read.").arg(what));
}

QString idOf(const QJsonValue& value)
{
    return value.isObject() ? value.toObject().value(QLatin1String("id")).toString() : value.toString();
}

Result<Event> eventFromJson(const QByteArray& body)
{
    QJsonParseError parse;
    const QJsonObject root = QJsonDocument::fromJson(body, &parse).object();
    Event event;
    event.id = root.value(QLatin1String("id")).toString();
    event.type = root.value(QLatin1String("type")).toString();
    event.created = root.value(QLatin1String("created")).toInteger();
    event.account = root.value(QLatin1String("account")).toString();
    event.livemode = root.value(QLatin1String("livemode")).toBool();
    event.object = root.value(QLatin1String("data")).toObject().value(QLatin1String("object")).toObject();
    if (parse.error != QJsonParseError::NoError || event.id.isEmpty() || event.id.size() > 255 || event.type.isEmpty() ||
        event.type.size() > 255)
        return unreadable(QStringLiteral("event"));
    return event;
}

bool isSettled(const QString& eventType)
{
    static const QStringList prefixes{QStringLiteral("payment_intent."), QStringLiteral("refund."), QStringLiteral("payout."), QStringLiteral("charge.dispute."), QStringLiteral("account.updated"), QStringLiteral("checkout.session."),
                                      QStringLiteral("customer.subscription."), QStringLiteral("invoice."), QStringLiteral("cash_balance.")};
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const QString& prefix) { return eventType.startsWith(prefix); });
}

Result<Intent> intentFromJson(const QJsonObject& object)
{
    Intent intent;
    intent.id = object.value(QLatin1String("id")).toString();
    const auto currency = Currency::fromCode(object.value(QLatin1String("currency")).toString());
    const auto amount = minorOf(object.value(QLatin1String("amount")));
    const QString status = object.value(QLatin1String("status")).toString();
    if (intent.id.isEmpty() || !currency || !amount || status.isEmpty())
        return unreadable(QStringLiteral("payment intent"));
    const QJsonObject failure = object.value(QLatin1String("last_payment_error")).toObject();
    intent.amount = Money::fromMinor(*amount, *currency);
    intent.receivedMinor = object.value(QLatin1String("amount_received")).toInteger();
    intent.livemode = object.value(QLatin1String("livemode")).toBool();
    intent.clientSecret = object.value(QLatin1String("client_secret")).toString();
    intent.chargeId = idOf(object.value(QLatin1String("latest_charge")));
    const QString declineCode = failure.value(QLatin1String("decline_code")).toString();
    intent.failureCode = declineCode.isEmpty() ? failure.value(QLatin1String("code")).toString() : declineCode;
    intent.failureMessage = failure.value(QLatin1String("message")).toString();
    intent.keepsMethod = !object.value(QLatin1String("setup_future_usage")).toString().isEmpty();
    if (intent.keepsMethod) intent.savedMethod = idOf(object.value(QLatin1String("payment_method")));
    intent.customerId = idOf(object.value(QLatin1String("customer")));
    intent.paymentId = object.value(QLatin1String("metadata")).toObject().value(QLatin1String("payment_id")).toString();
    intent.transfer = transferOf(object);
    intent.state = intent.transfer ? PaymentState::AwaitingPayer : stateOf(status, !intent.failureCode.isEmpty() || !intent.failureMessage.isEmpty());
    return intent;
}

Result<Payout> payoutFromJson(const QJsonObject& object)
{
    Payout payout;
    payout.id = object.value(QLatin1String("id")).toString();
    const auto currency = Currency::fromCode(object.value(QLatin1String("currency")).toString());
    const auto amount = minorOf(object.value(QLatin1String("amount")));
    const QString status = object.value(QLatin1String("status")).toString();
    if (payout.id.isEmpty() || !currency || !amount || status.isEmpty()) return unreadable(QStringLiteral("payout"));
    payout.amount = Money::fromMinor(*amount, *currency);
    payout.failureMessage = object.value(QLatin1String("failure_message")).toString();
    payout.withdrawalId = object.value(QLatin1String("metadata")).toObject().value(QLatin1String("withdrawal_id")).toString();
    if (status == u"paid") payout.state = PayoutState::Paid;
    else if (status == u"failed") payout.state = PayoutState::Failed;
    else if (status == u"canceled") payout.state = PayoutState::Canceled;
    else if (status == u"in_transit") payout.state = PayoutState::InTransit;
    return payout;
}

namespace {
/// failure_reason of docs.stripe.com/api/refunds/object, as an admin and a student read it.
QString refundFailure(const QString& code)
{
    static const QHash<QString, QString> texts{{QStringLiteral("charge_for_pending_refund_disputed"), QStringLiteral("the payment was disputed meanwhile")},
                                               {QStringLiteral("declined"), QStringLiteral("the bank declined it")},
                                               {QStringLiteral("expired_or_canceled_card"), QStringLiteral("the card has expired or was cancelled")},
                                               {QStringLiteral("insufficient_funds"), QStringLiteral("the school\u2019s balance at the gateway did not suffice")},
                                               {QStringLiteral("lost_or_stolen_card"), QStringLiteral("the card was lost or stolen")},
                                               {QStringLiteral("merchant_request"), QStringLiteral("it was cancelled by the school")},
                                               {QStringLiteral("unknown"), QStringLiteral("the bank gave no reason")}};
    return texts.value(code, QString(code).replace(u'_', u' '));
}
} // namespace

Result<GatewayRefund> refundFromJson(const QJsonObject& object)
{
    GatewayRefund refund;
    refund.id = object.value(QLatin1String("id")).toString();
    const auto currency = Currency::fromCode(object.value(QLatin1String("currency")).toString());
    const auto amount = minorOf(object.value(QLatin1String("amount")));
    const QString status = object.value(QLatin1String("status")).toString();
    if (refund.id.isEmpty() || !currency || !amount || status.isEmpty()) return unreadable(QStringLiteral("refund"));
    refund.amount = Money::fromMinor(*amount, *currency);
    refund.intentId = idOf(object.value(QLatin1String("payment_intent")));
    refund.failure = refundFailure(object.value(QLatin1String("failure_reason")).toString());
    refund.refundId = object.value(QLatin1String("metadata")).toObject().value(QLatin1String("refund_id")).toString();
    if (status == u"succeeded") refund.state = RefundState::Succeeded;
    if (status == u"failed" || status == u"canceled") refund.state = RefundState::Failed;
    return refund;
}

Error errorFromAnswer(int status, const QByteArray& body)
{
    const QJsonObject error = QJsonDocument::fromJson(body).object().value(QLatin1String("error")).toObject();
    QString message = error.value(QLatin1String("message")).toString();
    if (message.isEmpty()) message = QStringLiteral("The gateway answered with status %1.").arg(status);
    if (status == 429 || status == 409) return makeError(ErrorCode::GatewayBusy, message);
    // A 5xx says nothing about whether the work was done; the same idempotency key finds out.
    if (status >= 500) return makeError(ErrorCode::OutcomeUnknown, message);
    // Neither says anything about the work that was asked for before.
    if (status == 401 || status == 403) return makeError(ErrorCode::GatewayDenied, message);
    // The connection broke after the headers. What was declined may have left an intent that only the body names.
    if (error.isEmpty()) return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("The payment gateway's answer was cut. We are finding out what happened."));
    if (status == 402) return makeError(ErrorCode::PaymentDeclined, message);
    if (status == 404) return makeError(ErrorCode::NotFound, message);
    if (error.value(QLatin1String("type")).toString() == u"idempotency_error") return makeError(ErrorCode::OutcomeUnknown, message);
    return makeError(ErrorCode::GatewayRefused, message);
}

} // namespace lectern::stripe
