#include "sandbox/billing/subscriptions.h"
#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

/// The same price under its older name, which items still carry.
static QJsonObject planOf(const QJsonObject& price)
{
    const QJsonValue recurring = price.value("recurring"_L1);
    return {{u"id"_s, price.value("id"_L1)},
            {u"object"_s, u"plan"_s},
            {u"active"_s, price.value("active"_L1)},
            {u"amount"_s, price.value("unit_amount"_L1)},
            {u"amount_decimal"_s, price.value("unit_amount_decimal"_L1)},
            {u"billing_scheme"_s, u"per_unit"_s},
            {u"created"_s, price.value("created"_L1)},
            {u"currency"_s, price.value("currency"_L1)},
            {u"interval"_s, recurring["interval"_L1]},
            {u"interval_count"_s, recurring["interval_count"_L1]},
            {u"livemode"_s, false},
            {u"metadata"_s, price.value("metadata"_L1)},
            {u"meter"_s, QJsonValue::Null},
            {u"nickname"_s, price.value("nickname"_L1)},
            {u"product"_s, price.value("product"_L1)},
            {u"tiers_mode"_s, QJsonValue::Null},
            {u"transform_usage"_s, QJsonValue::Null},
            {u"trial_period_days"_s, recurring["trial_period_days"_L1]},
            {u"usage_type"_s, u"licensed"_s}};
}

void putPrice(QJsonObject& item, const QJsonObject& price)
{
    item["price"_L1] = price;
    item["plan"_L1] = planOf(price);
}

QJsonObject newItem(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonObject& price, qint64 quantity,
                    const QJsonObject& metadata)
{
    QJsonObject item{{u"id"_s, shortId("si_")},
                     {u"object"_s, u"subscription_item"_s},
                     {u"billing_thresholds"_s, QJsonValue::Null},
                     {u"created"_s, sandbox.clock.now()},
                     {u"current_period_end"_s, 0},
                     {u"current_period_start"_s, 0},
                     {u"current_trial"_s, QJsonValue::Null},
                     {u"discounts"_s, QJsonArray()},
                     {u"metadata"_s, metadata},
                     {u"quantity"_s, quantity},
                     {u"subscription"_s, subscription.value("id"_L1)},
                     {u"tax_rates"_s, QJsonArray()}};
    putPrice(item, price);
    return item;
}

QJsonArray itemsOf(const QJsonObject& subscription) { return subscription.value("items"_L1)["data"_L1].toArray(); }

void setItems(QJsonObject& subscription, QJsonArray items, const Period& period)
{
    for (qsizetype i = 0; i < items.size(); ++i) {
        QJsonObject item = items.at(i).toObject();
        item["current_period_start"_L1] = period.start;
        item["current_period_end"_L1] = period.end;
        items.replace(i, item);
    }
    subscription["items"_L1] =
        listObject(items, u"/v1/subscription_items?subscription="_s + subscription.value("id"_L1).toString(), false);
}

Period periodOf(const QJsonArray& items)
{
    const QJsonValue first = items.isEmpty() ? QJsonValue() : items.first();
    return {first["current_period_start"_L1].toInteger(), first["current_period_end"_L1].toInteger()};
}

Refusal checkItems(const QJsonArray& items)
{
    if (items.isEmpty()) return invalidRequest(u"A subscription must have at least one item."_s, u"items"_s);
    const QJsonValue first = items.first()["price"_L1];
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QJsonValue price = items.at(i)["price"_L1];
        const QString param = u"items[%1][price]"_s.arg(i);
        if (price["type"_L1].toString() != "recurring"_L1)
            return invalidRequest(u"The price specified is set to `type=one_time` but this field only accepts prices "
                                  u"with `type=recurring`."_s,
                                  param);
        if (price["currency"_L1] != first["currency"_L1])
            return invalidRequest(u"All prices of a subscription must have the same currency."_s, param);
        for (const QLatin1StringView key : {"interval"_L1, "interval_count"_L1}) {
            if (price["recurring"_L1][key] != first["recurring"_L1][key])
                return invalidRequest(u"The sandbox bills all items of a subscription at the same interval."_s, param);
        }
    }
    return {};
}

QJsonArray pendingLines(Sandbox& sandbox, const QString& id, bool take)
{
    QJsonArray lines;
    for (const QJsonObject& pending : sandbox.store.pendingLines.all(u"subscription"_s, id)) {
        lines.append(pending.value("line"_L1));
        if (take) sandbox.store.pendingLines.remove(pending.value("id"_L1).toString());
    }
    return lines;
}

void addPendingLines(Sandbox& sandbox, const QString& id, const QJsonArray& lines)
{
    for (const QJsonValue& line : lines)
        sandbox.store.pendingLines.put({{u"id"_s, line["id"_L1]}, {u"subscription"_s, id}, {u"line"_s, line}});
}

} // namespace lectern::sandbox
