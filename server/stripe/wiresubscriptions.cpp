#include "stripe/wire.h"
#include <QJsonArray>

namespace lectern::stripe {

namespace {

std::optional<QDateTime> timeOf(const QJsonValue& value)
{
    if (!value.isDouble()) return std::nullopt;
    return QDateTime::fromSecsSinceEpoch(value.toInteger(), Qt::UTC);
}

/// The intent of an invoice's payment that is not given up (docs.stripe.com/api/invoice-payment/object).
QString intentOf(const QJsonObject& invoice)
{
    for (const QJsonValue value : invoice.value(QLatin1String("payments")).toObject().value(QLatin1String("data")).toArray()) {
        const QJsonObject payment = value.toObject();
        const QString intent = idOf(payment.value(QLatin1String("payment")).toObject().value(QLatin1String("payment_intent")));
        if (!intent.isEmpty() && payment.value(QLatin1String("status")).toString() != u"canceled") return intent;
    }
    return {};
}

} // namespace

Result<GatewaySubscription> subscriptionObjectFromJson(const QJsonObject& object)
{
    const QJsonObject item = object.value(QLatin1String("items")).toObject().value(QLatin1String("data")).toArray().at(0).toObject();
    const QJsonObject price = item.value(QLatin1String("price")).toObject();
    const QJsonObject metadata = object.value(QLatin1String("metadata")).toObject();
    const auto currency = Currency::fromCode(price.value(QLatin1String("currency")).toString());
    GatewaySubscription found;
    found.id = object.value(QLatin1String("id")).toString();
    found.status = object.value(QLatin1String("status")).toString();
    const bool hasInterval = fromText(price.value(QLatin1String("recurring")).toObject().value(QLatin1String("interval")).toString(), found.interval);
    if (found.id.isEmpty() || found.status.isEmpty() || !currency || !hasInterval || !price.value(QLatin1String("unit_amount")).isDouble()) return unreadable(QStringLiteral("subscription"));
    found.subscriptionId = metadata.value(QLatin1String("subscription_id")).toString();
    found.plan = PlanId{metadata.value(QLatin1String("plan_id")).toString()};
    found.itemId = item.value(QLatin1String("id")).toString();
    found.price = Money::fromMinor(price.value(QLatin1String("unit_amount")).toInteger(), *currency);
    found.endsAtPeriodEnd = object.value(QLatin1String("cancel_at_period_end")).toBool();
    found.pendingSetup = idOf(object.value(QLatin1String("pending_setup_intent")));
    const QJsonObject invoice = object.value(QLatin1String("latest_invoice")).toObject();
    found.firstIntent = intentOf(invoice);
    if (invoice.value(QLatin1String("amount_due")).isDouble()) found.firstDue = Money::fromMinor(invoice.value(QLatin1String("amount_due")).toInteger(), *currency);
    found.endReason = object.value(QLatin1String("cancellation_details")).toObject().value(QLatin1String("reason")).toString();
    found.trialEnd = timeOf(object.value(QLatin1String("trial_end")));
    found.periodEnd = timeOf(item.value(QLatin1String("current_period_end")));
    found.endedAt = timeOf(object.value(QLatin1String("ended_at")));
    found.livemode = object.value(QLatin1String("livemode")).toBool();
    return found;
}

Result<GatewayInvoice> invoiceFromJson(const QJsonObject& object)
{
    const auto currency = Currency::fromCode(object.value(QLatin1String("currency")).toString());
    GatewayInvoice invoice;
    invoice.id = object.value(QLatin1String("id")).toString();
    const QString status = object.value(QLatin1String("status")).toString();
    const bool isPreview = status.isEmpty() || invoice.id.startsWith(QLatin1String("upcoming_in"));
    const bool isKnown = isPreview || fromText(status, invoice.state);
    if (!currency || !isKnown || !object.value(QLatin1String("total")).isDouble() || !object.value(QLatin1String("amount_due")).isDouble()) return unreadable(QStringLiteral("invoice"));
    const auto money = [&](qint64 minor) { return Money::fromMinor(minor, *currency); };
    invoice.number = object.value(QLatin1String("number")).toString();
    invoice.total = money(object.value(QLatin1String("total")).toInteger());
    invoice.due = money(object.value(QLatin1String("amount_due")).toInteger());
    invoice.intentId = intentOf(object);
    invoice.createdAt = timeOf(object.value(QLatin1String("created"))).value_or(QDateTime());
    invoice.periodStart = timeOf(object.value(QLatin1String("period_start"))).value_or(invoice.createdAt);
    invoice.periodEnd = timeOf(object.value(QLatin1String("period_end"))).value_or(invoice.createdAt);
    // What is paid for is on the lines; an invoice's own period is the one before.
    qint64 unused = 0;
    bool isFirst = true;
    for (const QJsonValue value : object.value(QLatin1String("lines")).toObject().value(QLatin1String("data")).toArray()) {
        const QJsonObject line = value.toObject();
        unused -= std::min<qint64>(0, line.value(QLatin1String("amount")).toInteger());
        const QJsonObject period = line.value(QLatin1String("period")).toObject();
        const auto start = timeOf(period.value(QLatin1String("start")));
        const auto end = timeOf(period.value(QLatin1String("end")));
        if (!start || !end) continue;
        invoice.periodStart = isFirst ? *start : std::min(invoice.periodStart, *start);
        invoice.periodEnd = isFirst ? *end : std::max(invoice.periodEnd, *end);
        isFirst = false;
    }
    invoice.unused = money(unused);
    return invoice;
}

} // namespace lectern::stripe
