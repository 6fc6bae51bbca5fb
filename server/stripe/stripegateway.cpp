#include "stripe/stripegateway.h"
#include "stripe/answers.h"
#include "stripe/wire.h"

namespace lectern::stripe {

StripeGateway::StripeGateway(StripeConfig config) : m_client(std::make_unique<StripeClient>(std::move(config))) {}
StripeGateway::~StripeGateway() = default;

Gateway::Abilities StripeGateway::abilities() const
{
    // docs.stripe.com/payments/bank-transfers
    return {true, {QStringLiteral("EUR"), QStringLiteral("GBP"), QStringLiteral("JPY"), QStringLiteral("MXN"), QStringLiteral("USD")}};
}

namespace {

/// The kind of transfer in a currency, and for euros the country of the account that it goes to.
Form transferForm(const IntentRequest& request)
{
    static const QHash<QString, QString> kinds{{QStringLiteral("EUR"), QStringLiteral("eu")}, {QStringLiteral("GBP"), QStringLiteral("gb")}, {QStringLiteral("JPY"), QStringLiteral("jp")},
                                               {QStringLiteral("MXN"), QStringLiteral("mx")}, {QStringLiteral("USD"), QStringLiteral("us")}};
    static const QStringList countries{QStringLiteral("BE"), QStringLiteral("DE"), QStringLiteral("ES"), QStringLiteral("FR"), QStringLiteral("IE"), QStringLiteral("NL")};
    const QString kind = kinds.value(request.amount.currency().code()) + QStringLiteral("_bank_transfer");
    const QString options = QStringLiteral("payment_method_options[customer_balance]");
    Form form{{QStringLiteral("payment_method_types[0]"), QStringLiteral("customer_balance")},
              {QStringLiteral("payment_method_data[type]"), QStringLiteral("customer_balance")},
              {options + QStringLiteral("[funding_type]"), QStringLiteral("bank_transfer")},
              {options + QStringLiteral("[bank_transfer][type]"), kind},
              {QStringLiteral("customer"), request.customerId},
              {QStringLiteral("confirm"), QStringLiteral("true")}};
    if (kind.startsWith(u"eu"))
        form.append({options + QStringLiteral("[bank_transfer][eu_bank_transfer][country]"), countries.contains(request.transferCountry) ? request.transferCountry : QStringLiteral("IE")});
    return form;
}

} // namespace

Result<Intent> StripeGateway::createIntent(const IntentRequest& request)
{
    // The same payment sends the same parameters with the same key; whether the gateway knows the payer may have changed since, and is part of both.
    Form form{{QStringLiteral("amount"), QString::number(request.amount.minor())},
                    {QStringLiteral("currency"), request.amount.currency().code().toLower()},
                    {QStringLiteral("description"), request.isTopUp ? QStringLiteral("Wallet top-up") : QStringLiteral("Course enrollment")},
                    {QStringLiteral("metadata[payment_id]"), request.payment.value}};
    const bool byTransfer = !request.transferCountry.isEmpty();
    if (byTransfer) form << transferForm(request);
    else form << Form{{QStringLiteral("automatic_payment_methods[enabled]"), QStringLiteral("true")}, {QStringLiteral("automatic_payment_methods[allow_redirects]"), QStringLiteral("never")}};
    const bool isKnown = !byTransfer && !request.customerId.isEmpty();
    if (isKnown) form << Form{{QStringLiteral("customer"), request.customerId}};
    if (isKnown && request.keepsMethod) form << Form{{QStringLiteral("setup_future_usage"), QStringLiteral("off_session")}};
    const QString key = QStringLiteral("create_intent:%1:%2").arg(request.payment.value, isKnown && !request.keepsMethod ? QStringLiteral("known") : QStringLiteral("1"));
    return parsed(m_client->post(QStringLiteral("/v1/payment_intents"), form, key), intentFromJson);
}

Result<Intent> StripeGateway::retrieveIntent(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return parsed(m_client->get(QStringLiteral("/v1/payment_intents/") + id), intentFromJson);
}

Result<Intent> StripeGateway::cancelIntent(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    // Without a key: what cannot be cancelled while a bank works on it can be afterwards, and once it is cancelled it stays so.
    return parsed(m_client->post(QStringLiteral("/v1/payment_intents/%1/cancel").arg(id), {{QStringLiteral("cancellation_reason"), QStringLiteral("abandoned")}}, {}), intentFromJson);
}

Result<GatewayRefund> StripeGateway::createRefund(const RefundRequest& request)
{
    const Form form{{QStringLiteral("payment_intent"), request.intentId},
                    {QStringLiteral("amount"), QString::number(request.amount.minor())},
                    {QStringLiteral("reason"), QStringLiteral("requested_by_customer")},
                    {QStringLiteral("metadata[refund_id]"), request.refund.value}};
    return parsed(m_client->post(QStringLiteral("/v1/refunds"), form, QStringLiteral("create_refund:%1:1").arg(request.refund.value)), refundFromJson);
}

Result<GatewayRefund> StripeGateway::retrieveRefund(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return parsed(m_client->get(QStringLiteral("/v1/refunds/") + id), refundFromJson);
}

Result<std::optional<GatewayRefund>> StripeGateway::findRefund(const RefundRequest& request)
{
    if (!isSafeId(request.intentId)) return makeError(ErrorCode::NotFound);
    return search<GatewayRefund>(*m_client, QStringLiteral("/v1/refunds?limit=100&payment_intent=") + request.intentId, {}, refundFromJson,
                                 [&](const GatewayRefund& refund) { return refund.refundId == request.refund.value; });
}

Result<QList<QJsonObject>> StripeGateway::listEvents(qint64 createdSince, const QString& startingAfter)
{
    QString path = QStringLiteral("/v1/events?limit=100&created[gte]=%1").arg(createdSince);
    if (!startingAfter.isEmpty()) path += QStringLiteral("&starting_after=") + startingAfter;
    return listed<QJsonObject>(m_client->getPatiently(path), [](const QJsonObject& event) { return Result<QJsonObject>(event); });
}

} // namespace lectern::stripe
