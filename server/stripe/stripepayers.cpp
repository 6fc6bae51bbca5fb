#include "stripe/answers.h"
#include "stripe/wire.h"

// Customers, kept methods, collections without the payer, and the hosted page.
namespace lectern::stripe {

Result<QString> StripeGateway::createCustomer(const User& user)
{
    const Form form{{QStringLiteral("name"), user.name}, {QStringLiteral("email"), user.email}, {QStringLiteral("metadata[user_id]"), user.id.value}};
    const auto answer = m_client->post(QStringLiteral("/v1/customers"), form, QStringLiteral("create_customer:%1:1").arg(user.id.value));
    if (!answer) return answer.error();
    const QString id = answer->value(QLatin1String("id")).toString();
    if (id.isEmpty()) return unreadable(QStringLiteral("customer"));
    return id;
}

Result<QList<GatewayMethod>> StripeGateway::listMethods(const QString& customer)
{
    if (!isSafeId(customer)) return makeError(ErrorCode::NotFound);
    return listed(m_client->get(QStringLiteral("/v1/customers/%1/payment_methods?limit=100").arg(customer)), methodFromJson);
}

Result<Done> StripeGateway::setDefaultMethod(const QString& customer, const QString& method)
{
    if (!isSafeId(customer)) return makeError(ErrorCode::NotFound);
    // Setting it twice is setting it once; a key would bring an old answer back after another choice.
    return done(m_client->post(QStringLiteral("/v1/customers/") + customer, {{QStringLiteral("invoice_settings[default_payment_method]"), method}}, {}));
}

Result<Done> StripeGateway::detachMethod(const QString& method)
{
    if (!isSafeId(method)) return makeError(ErrorCode::NotFound);
    return done(m_client->post(QStringLiteral("/v1/payment_methods/%1/detach").arg(method), {}, QStringLiteral("detach:%1:1").arg(method)));
}

Result<Setup> StripeGateway::createSetup(const QString& customer, const QString& key)
{
    const Form form{{QStringLiteral("customer"), customer}, {QStringLiteral("usage"), QStringLiteral("off_session")},
                    {QStringLiteral("automatic_payment_methods[enabled]"), QStringLiteral("true")}, {QStringLiteral("automatic_payment_methods[allow_redirects]"), QStringLiteral("never")}};
    return parsed(m_client->post(QStringLiteral("/v1/setup_intents"), form, QStringLiteral("create_setup:%1").arg(key)), setupFromJson);
}

Result<Setup> StripeGateway::retrieveSetup(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return parsed(m_client->get(QStringLiteral("/v1/setup_intents/") + id), setupFromJson);
}

Result<Intent> StripeGateway::keepMethod(const QString& intent, const QString& customer, bool keep)
{
    if (!isSafeId(intent)) return makeError(ErrorCode::NotFound);
    // Without a key: the last word of the payer stands, however often it changes.
    const Form form = keep ? Form{{QStringLiteral("customer"), customer}, {QStringLiteral("setup_future_usage"), QStringLiteral("off_session")}} : Form{{QStringLiteral("setup_future_usage"), QString()}};
    return parsed(m_client->post(QStringLiteral("/v1/payment_intents/") + intent, form, {}), intentFromJson);
}

Result<Intent> StripeGateway::collect(const CollectRequest& request)
{
    Form form{{QStringLiteral("payment_method"), request.methodId}, {QStringLiteral("off_session"), QStringLiteral("true")}};
    if (!request.intentId.isEmpty()) {
        if (!isSafeId(request.intentId)) return makeError(ErrorCode::NotFound);
        const QString key = QStringLiteral("confirm_intent:%1:%2").arg(request.payment.value).arg(request.attempt);
        return parsed(m_client->postOrDeclined(QStringLiteral("/v1/payment_intents/%1/confirm").arg(request.intentId), form, key), intentFromJson);
    }
    form << Form{{QStringLiteral("amount"), QString::number(request.amount.minor())}, {QStringLiteral("currency"), request.amount.currency().code().toLower()},
                 {QStringLiteral("customer"), request.customerId}, {QStringLiteral("confirm"), QStringLiteral("true")},
                 {QStringLiteral("automatic_payment_methods[enabled]"), QStringLiteral("true")}, {QStringLiteral("automatic_payment_methods[allow_redirects]"), QStringLiteral("never")},
                 {QStringLiteral("description"), QStringLiteral("Course enrollment")}, {QStringLiteral("metadata[payment_id]"), request.payment.value}};
    const QString key = QStringLiteral("collect_intent:%1:%2").arg(request.payment.value).arg(request.attempt);
    return parsed(m_client->postOrDeclined(QStringLiteral("/v1/payment_intents"), form, key), intentFromJson);
}

Result<std::optional<Intent>> StripeGateway::findIntent(const QString& customer, const PaymentId& payment)
{
    if (!isSafeId(customer)) return makeError(ErrorCode::NotFound);
    return search<Intent>(*m_client, QStringLiteral("/v1/payment_intents?limit=100&customer=") + customer, {}, intentFromJson,
                          [&](const Intent& intent) { return intent.paymentId == payment.value; });
}

Result<QList<Money>> StripeGateway::cashBalance(const QString& customer)
{
    if (!isSafeId(customer)) return makeError(ErrorCode::NotFound);
    const auto answer = m_client->get(QStringLiteral("/v1/customers/%1/cash_balance").arg(customer));
    return answer ? cashFromJson(*answer) : Result<QList<Money>>(answer.error());
}

Result<Done> StripeGateway::returnCash(const QString& customer, const Money& amount, const QString& email, const QString& key)
{
    const Form form{{QStringLiteral("customer"), customer},
                    {QStringLiteral("amount"), QString::number(amount.minor())},
                    {QStringLiteral("currency"), amount.currency().code().toLower()},
                    {QStringLiteral("origin"), QStringLiteral("customer_balance")},
                    {QStringLiteral("instructions_email"), email}};
    return done(m_client->post(QStringLiteral("/v1/refunds"), form, QStringLiteral("return_cash:%1").arg(key)));
}

Result<GatewaySession> StripeGateway::createSession(const SessionRequest& request)
{
    Form form{{QStringLiteral("mode"), QStringLiteral("payment")},
              {QStringLiteral("line_items[0][quantity]"), QStringLiteral("1")},
              {QStringLiteral("line_items[0][price_data][currency]"), request.amount.currency().code().toLower()},
              {QStringLiteral("line_items[0][price_data][unit_amount]"), QString::number(request.amount.minor())},
              {QStringLiteral("line_items[0][price_data][product_data][name]"), request.title},
              {QStringLiteral("client_reference_id"), request.session.value},
              {QStringLiteral("metadata[payment_id]"), request.payment.value},
              {QStringLiteral("payment_intent_data[metadata][payment_id]"), request.payment.value},
              {QStringLiteral("success_url"), request.returnUrl},
              {QStringLiteral("cancel_url"), request.cancelUrl}};
    if (request.customerId.isEmpty()) form.append({QStringLiteral("customer_email"), request.email});
    else form << Form{{QStringLiteral("customer"), request.customerId}, {QStringLiteral("payment_intent_data[setup_future_usage]"), QStringLiteral("off_session")}};
    return parsed(m_client->post(QStringLiteral("/v1/checkout/sessions"), form, QStringLiteral("create_session:%1:1").arg(request.session.value)), sessionFromJson);
}

Result<GatewaySession> StripeGateway::retrieveSession(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return parsed(m_client->get(QStringLiteral("/v1/checkout/sessions/") + id), sessionFromJson);
}

Result<GatewaySession> StripeGateway::expireSession(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return parsed(m_client->post(QStringLiteral("/v1/checkout/sessions/%1/expire").arg(id), {}, QStringLiteral("expire_session:%1:1").arg(id)), sessionFromJson);
}

} // namespace lectern::stripe
