#include "stripe/answers.h"
#include "stripe/wire.h"

// Subscriptions and their invoices.
namespace lectern::stripe {

namespace {

/// The one item, named `at` ("items[0]").
Form itemForm(const QString& at, const SubscriptionTerms& terms)
{
    return {{at + QStringLiteral("[price_data][currency]"), terms.price.currency().code().toLower()},
            {at + QStringLiteral("[price_data][product]"), terms.product},
            {at + QStringLiteral("[price_data][unit_amount]"), QString::number(terms.price.minor())},
            {at + QStringLiteral("[price_data][recurring][interval]"), toText(terms.interval)}};
}

const QString kInvoicePayments = QStringLiteral("latest_invoice.payments");

} // namespace

Result<QString> StripeGateway::createProduct(const CourseId& course, const QString& title)
{
    const auto answer = m_client->post(QStringLiteral("/v1/products"), {{QStringLiteral("name"), title}, {QStringLiteral("metadata[course_id]"), course.value}}, QStringLiteral("create_product:%1:1").arg(course.value));
    if (!answer) return answer.error();
    const QString id = answer->value(QLatin1String("id")).toString();
    return id.isEmpty() ? Result<QString>(unreadable(QStringLiteral("product"))) : Result<QString>(id);
}

Result<GatewaySubscription> StripeGateway::createSubscription(const SubscriptionRequest& request)
{
    Form form{{QStringLiteral("customer"), request.customerId},
              {QStringLiteral("payment_behavior"), QStringLiteral("default_incomplete")},
              {QStringLiteral("payment_settings[save_default_payment_method]"), QStringLiteral("on_subscription")},
              {QStringLiteral("metadata[subscription_id]"), request.subscription.value},
              {QStringLiteral("metadata[plan_id]"), request.terms.plan.value},
              {QStringLiteral("expand[0]"), kInvoicePayments}};
    form << itemForm(QStringLiteral("items[0]"), request.terms);
    if (request.trialDays > 0)
        form << Form{{QStringLiteral("trial_period_days"), QString::number(request.trialDays)}, {QStringLiteral("trial_settings[end_behavior][missing_payment_method]"), QStringLiteral("cancel")}};
    return parsed(m_client->post(QStringLiteral("/v1/subscriptions"), form, QStringLiteral("create_subscription:%1:1").arg(request.subscription.value)), subscriptionObjectFromJson);
}

Result<GatewaySubscription> StripeGateway::retrieveSubscription(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return parsed(m_client->get(QStringLiteral("/v1/subscriptions/%1?expand[]=%2").arg(id, kInvoicePayments)), subscriptionObjectFromJson);
}

Result<std::optional<GatewaySubscription>> StripeGateway::findSubscription(const QString& customer, const SubscriptionId& subscription)
{
    if (!isSafeId(customer)) return makeError(ErrorCode::NotFound);
    return search<GatewaySubscription>(*m_client, QStringLiteral("/v1/subscriptions?limit=100&status=all&customer=") + customer, {}, subscriptionObjectFromJson,
                                       [&](const GatewaySubscription& one) { return one.subscriptionId == subscription.value; });
}

Result<GatewaySubscription> StripeGateway::endAtPeriod(const QString& id, bool ends)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    // Saying it twice is saying it once; a key would bring an old answer back after it was taken back.
    return parsed(m_client->post(QStringLiteral("/v1/subscriptions/") + id, {{QStringLiteral("cancel_at_period_end"), ends ? QStringLiteral("true") : QStringLiteral("false")}}, {}), subscriptionObjectFromJson);
}

Result<GatewaySubscription> StripeGateway::cancelSubscription(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    const auto answer = m_client->remove(QStringLiteral("/v1/subscriptions/") + id);
    if (answer || answer.error().code == ErrorCode::OutcomeUnknown || answer.error().code == ErrorCode::GatewayDenied || answer.error().code == ErrorCode::GatewayBusy) return parsed(answer, subscriptionObjectFromJson);
    const auto now = retrieveSubscription(id); // refused because it is over already
    return now && now->endedAt ? now : parsed(answer, subscriptionObjectFromJson);
}

Result<Done> StripeGateway::setSubscriptionMethod(const QString& id, const QString& method)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return done(m_client->post(QStringLiteral("/v1/subscriptions/") + id, {{QStringLiteral("default_payment_method"), method}}, {}));
}

Result<GatewayInvoice> StripeGateway::previewUpdate(const SubscriptionUpdate& update)
{
    Form form{{QStringLiteral("subscription"), update.id},
              {QStringLiteral("subscription_details[items][0][id]"), update.itemId},
              {QStringLiteral("subscription_details[proration_behavior]"), QStringLiteral("always_invoice")},
              {QStringLiteral("subscription_details[proration_date]"), QString::number(update.at.toSecsSinceEpoch())}};
    form << itemForm(QStringLiteral("subscription_details[items][0]"), update.terms);
    return parsed(m_client->post(QStringLiteral("/v1/invoices/create_preview"), form, {}), invoiceFromJson);
}

Result<GatewaySubscription> StripeGateway::updateSubscription(const SubscriptionUpdate& update, const QString& key)
{
    if (!isSafeId(update.id)) return makeError(ErrorCode::NotFound);
    Form form{{QStringLiteral("items[0][id]"), update.itemId},
              {QStringLiteral("proration_behavior"), update.prorates ? QStringLiteral("always_invoice") : QStringLiteral("none")},
              {QStringLiteral("metadata[plan_id]"), update.terms.plan.value},
              {QStringLiteral("expand[0]"), kInvoicePayments}};
    if (update.prorates) form << Form{{QStringLiteral("proration_date"), QString::number(update.at.toSecsSinceEpoch())}};
    form << itemForm(QStringLiteral("items[0]"), update.terms);
    return parsed(m_client->post(QStringLiteral("/v1/subscriptions/") + update.id, form, QStringLiteral("update_subscription:%1:%2").arg(update.id, key)), subscriptionObjectFromJson);
}

Result<Done> StripeGateway::voidInvoice(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    return done(m_client->post(QStringLiteral("/v1/invoices/%1/void").arg(id), {}, QStringLiteral("void_invoice:%1:1").arg(id)));
}

Result<QList<GatewayInvoice>> StripeGateway::listInvoices(const QString& subscription)
{
    if (!isSafeId(subscription)) return makeError(ErrorCode::NotFound);
    return listed(m_client->get(QStringLiteral("/v1/invoices?limit=100&expand[]=data.payments&subscription=") + subscription), invoiceFromJson);
}

} // namespace lectern::stripe
