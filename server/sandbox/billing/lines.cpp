#include "sandbox/billing/lines.h"

#include "sandbox/billing/catalog.h"
#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/sandbox.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>
#include <optional>

namespace lectern::sandbox {

namespace {

/// One line before it has its shape.
struct Draft
{
    QJsonObject price;
    qint64 quantity = 1;
    qint64 amount = 0;
    QString description;
    Period period;
    QString item; ///< the subscription item; empty for what is paid once
    bool proration = false;
};

QJsonObject parentOf(const Draft& draft, const QJsonValue& subscription)
{
    if (draft.item.isEmpty())
        return {{u"invoice_item_details"_s, QJsonObject{{u"invoice_item"_s, shortId("ii_1", 23)},
                                                        {u"proration"_s, false},
                                                        {u"proration_details"_s, QJsonValue::Null},
                                                        {u"subscription"_s, subscription}}},
                {u"subscription_item_details"_s, QJsonValue::Null},
                {u"type"_s, u"invoice_item_details"_s}};
    return {{u"invoice_item_details"_s, QJsonValue::Null},
            {u"subscription_item_details"_s,
             QJsonObject{{u"invoice_item"_s, QJsonValue::Null},
                         {u"proration"_s, draft.proration},
                         {u"proration_details"_s, QJsonObject{{u"credited_items"_s, QJsonValue::Null}}},
                         {u"subscription"_s, subscription},
                         {u"subscription_item"_s, draft.item}}},
            {u"type"_s, u"subscription_item_details"_s}};
}

QJsonObject lineOf(const QJsonObject& subscription, const Draft& draft)
{
    return {
        {u"id"_s, longId("il_", '1')},
        {u"object"_s, u"line_item"_s},
        {u"amount"_s, draft.amount},
        {u"currency"_s, draft.price.value("currency"_L1)},
        {u"description"_s, draft.description},
        {u"discount_amounts"_s, QJsonArray()},
        {u"discountable"_s, !draft.proration},
        {u"discounts"_s, QJsonArray()},
        {u"invoice"_s, QJsonValue::Null},
        {u"livemode"_s, false},
        {u"metadata"_s, subscription.value("metadata"_L1)},
        {u"parent"_s, parentOf(draft, subscription.value("id"_L1))},
        {u"period"_s, QJsonObject{{u"end"_s, draft.period.end}, {u"start"_s, draft.period.start}}},
        {u"pretax_credit_amounts"_s, QJsonArray()},
        {u"pricing"_s, QJsonObject{{u"price_details"_s, QJsonObject{{u"price"_s, draft.price.value("id"_L1)},
                                                                    {u"product"_s, draft.price.value("product"_L1)}}},
                                   {u"type"_s, u"price_details"_s},
                                   {u"unit_amount_decimal"_s, draft.price.value("unit_amount_decimal"_L1)}}},
        {u"quantity"_s, draft.quantity},
        {u"quantity_decimal"_s, QString::number(draft.quantity)},
        {u"subscription"_s, subscription.value("id"_L1)},
        {u"subtotal"_s, draft.amount},
        {u"taxes"_s, QJsonArray()}};
}

qint64 fullAmount(const QJsonObject& item)
{
    return item.value("price"_L1)["unit_amount"_L1].toInteger() * item.value("quantity"_L1).toInteger(1);
}

QString intervalText(const QJsonObject& recurring)
{
    const qint64 count = recurring.value("interval_count"_L1).toInteger(1);
    const QString interval = recurring.value("interval"_L1).toString();
    return count == 1 ? interval : u"%1 %2s"_s.arg(count).arg(interval);
}

QString dateText(qint64 at)
{
    return QLocale::c().toString(QDateTime::fromSecsSinceEpoch(at, QTimeZone::utc()).date(), u"d MMM yyyy"_s);
}

/// The share of an item's price that lies between `at` and the end of its period; negative for a credit.
std::optional<QJsonObject> restLine(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonObject& item,
                                    qint64 at, bool credit)
{
    const qint64 start = item.value("current_period_start"_L1).toInteger();
    const qint64 end = item.value("current_period_end"_L1).toInteger();
    if (end <= start || at >= end) return {};
    const qint64 whole = fullAmount(item);
    const qint64 span = end - start;
    const qint64 share = (whole * (end - qMax(at, start)) + span / 2) / span; // rounded half up
    Draft draft;
    draft.price = item.value("price"_L1).toObject();
    draft.quantity = item.value("quantity"_L1).toInteger(1);
    draft.amount = credit ? -share : share;
    draft.description = u"%1 on %2 after %3"_s.arg(credit ? u"Unused time"_s : u"Remaining time"_s,
                                                   productName(sandbox, draft.price), dateText(at));
    draft.period = {at, end};
    draft.item = item.value("id"_L1).toString();
    draft.proration = true;
    return lineOf(subscription, draft);
}

} // namespace

QJsonObject periodLine(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonObject& item,
                       const Period& period, bool trial)
{
    Draft draft;
    draft.price = item.value("price"_L1).toObject();
    draft.quantity = item.value("quantity"_L1).toInteger(1);
    draft.amount = trial ? 0 : fullAmount(item);
    const QString name = productName(sandbox, draft.price);
    const QString price =
        amountText(draft.price.value("unit_amount"_L1).toInteger(), draft.price.value("currency"_L1).toString());
    draft.description = trial
                            ? u"Trial period for %1"_s.arg(name)
                            : u"%1 × %2 (at %3 / %4)"_s.arg(QString::number(draft.quantity), name, price,
                                                            intervalText(draft.price.value("recurring"_L1).toObject()));
    draft.period = period;
    draft.item = item.value("id"_L1).toString();
    return lineOf(subscription, draft);
}

QJsonObject singleLine(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonObject& price,
                       qint64 quantity)
{
    Draft draft;
    draft.price = price;
    draft.quantity = quantity;
    draft.amount = price.value("unit_amount"_L1).toInteger() * quantity;
    draft.description = productName(sandbox, price);
    draft.period = {sandbox.clock.now(), sandbox.clock.now()};
    return lineOf(subscription, draft);
}

QJsonArray prorationLines(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonArray& before,
                          const QJsonArray& after, qint64 at)
{
    const auto twin = [](const QJsonArray& items, const QJsonValue& item) {
        return std::any_of(items.begin(), items.end(), [&](const QJsonValue& one) {
            return one["id"_L1] == item["id"_L1] && one["price"_L1]["id"_L1] == item["price"_L1]["id"_L1] &&
                   one["quantity"_L1] == item["quantity"_L1];
        });
    };
    QJsonArray lines;
    for (const QJsonValue& item : before) {
        if (twin(after, item)) continue;
        if (const auto line = restLine(sandbox, subscription, item.toObject(), at, true)) lines.append(*line);
    }
    for (const QJsonValue& item : after) {
        if (twin(before, item)) continue;
        if (const auto line = restLine(sandbox, subscription, item.toObject(), at, false)) lines.append(*line);
    }
    return lines;
}

QJsonArray unusedTimeLines(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonArray& items, qint64 at)
{
    return prorationLines(sandbox, subscription, items, {}, at);
}

qint64 sumOf(const QJsonArray& lines)
{
    qint64 sum = 0;
    for (const QJsonValue& line : lines)
        sum += line["amount"_L1].toInteger();
    return sum;
}

} // namespace lectern::sandbox
