#include "sandbox/billing/catalog.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

QJsonObject makeProduct(Sandbox& sandbox, const QJsonObject& data, bool listed)
{
    QJsonObject product = shape(u"product"_s);
    product["id"_L1] = data.value("id"_L1).toString(shortId("prod_"));
    product["active"_L1] = data.value("active"_L1).toBool(listed);
    product["created"_L1] = product["updated"_L1] = sandbox.clock.now();
    for (const QLatin1StringView key : {"name"_L1, "description"_L1, "images"_L1, "metadata"_L1, "shippable"_L1,
                                        "statement_descriptor"_L1, "tax_code"_L1, "unit_label"_L1, "url"_L1}) {
        if (data.contains(key)) product.insert(key, data.value(key));
    }
    sandbox.store.products.put(product);
    sandbox.events.emitEvent(u"product.created"_s, product);
    return product;
}

/// `recurring` as a price shows it; empty for a price that is paid once.
static Expected<QJsonObject> recurringOf(const QJsonObject& data, const QString& where)
{
    const QJsonObject given = data.value("recurring"_L1).toObject();
    if (given.isEmpty()) return QJsonObject();
    const qint64 count = given.value("interval_count"_L1).toInteger(1);
    static const QHash<QString, qint64> most{
        {u"day"_s, 1095}, {u"week"_s, 156}, {u"month"_s, 36}, {u"year"_s, 3}}; // three years
    if (count < 1 || count > most.value(given.value("interval"_L1).toString()))
        return invalidRequest(u"The maximum billing interval is three years, and it has to be at least one."_s,
                              where + u"recurring[interval_count]"_s);
    if (given.value("usage_type"_L1).toString() == "metered"_L1)
        return invalidRequest(u"The sandbox has no metered prices."_s, where + u"recurring[usage_type]"_s);
    return QJsonObject{{u"interval"_s, given.value("interval"_L1)},
                       {u"interval_count"_s, count},
                       {u"meter"_s, QJsonValue::Null},
                       {u"trial_period_days"_s, given.contains("trial_period_days"_L1)
                                                    ? given.value("trial_period_days"_L1)
                                                    : QJsonValue(QJsonValue::Null)},
                       {u"usage_type"_s, u"licensed"_s}};
}

/// The id of the product that the price is for; makes it where the request describes it instead of naming it.
static Expected<QString> productFor(Sandbox& sandbox, const QJsonObject& data, const QString& param, bool listed)
{
    const QString named = data.value("product"_L1).toString();
    if (data.value("product_data"_L1).isObject()) {
        if (!named.isEmpty())
            return invalidRequest(u"You may only specify one of these parameters: product, product_data."_s, param);
        return makeProduct(sandbox, data.value("product_data"_L1).toObject(), listed).value("id"_L1).toString();
    }
    if (named.isEmpty()) return missingParameter(param);
    if (!sandbox.store.products.find(named)) return noSuchReference(u"product"_s, named, param);
    return named;
}

Answer makePrice(Sandbox& sandbox, const QJsonObject& data, const QString& where, bool listed)
{
    const auto param = [&](const QString& name) { return where.isEmpty() ? name : where + u'[' + name + u']'; };
    const QString currency = data.value("currency"_L1).toString().toLower();
    if (Refusal refusal = checkCurrency(currency)) return *refusal;
    if (!data.contains("unit_amount"_L1)) return missingParameter(param(u"unit_amount"_s));
    const qint64 amount = data.value("unit_amount"_L1).toInteger();
    if (amount < 0) return invalidRequest(u"Invalid non-negative integer"_s, param(u"unit_amount"_s));
    Expected<QJsonObject> recurring = recurringOf(data, where);
    if (!recurring) return recurring.error();
    Expected<QString> product = productFor(sandbox, data, param(u"product"_s), listed);
    if (!product) return product.error();
    QJsonObject price = shape(u"price"_s);
    price["id"_L1] = longId("price_", '1');
    price["active"_L1] = data.value("active"_L1).toBool(listed);
    price["created"_L1] = sandbox.clock.now();
    price["currency"_L1] = currency;
    price["product"_L1] = *product;
    price["unit_amount"_L1] = amount;
    price["unit_amount_decimal"_L1] = QString::number(amount);
    if (!recurring->isEmpty()) {
        price["recurring"_L1] = *recurring;
        price["type"_L1] = u"recurring"_s;
    }
    for (const QLatin1StringView key : {"lookup_key"_L1, "metadata"_L1, "nickname"_L1, "tax_behavior"_L1}) {
        if (data.contains(key)) price.insert(key, data.value(key));
    }
    sandbox.store.prices.put(price);
    sandbox.events.emitEvent(u"price.created"_s, price);
    return price;
}

Answer priceOfItem(Sandbox& sandbox, const QJsonObject& item, const QString& where)
{
    const QString named = item.value("price"_L1).toString();
    if (item.value("price_data"_L1).isObject()) {
        if (!named.isEmpty())
            return invalidRequest(u"You may only specify one of these parameters: price, price_data."_s,
                                  where + u"[price]"_s);
        return makePrice(sandbox, item.value("price_data"_L1).toObject(), where + u"[price_data]"_s, false);
    }
    if (named.isEmpty()) return missingParameter(where + u"[price]"_s);
    const QJsonObject* price = sandbox.store.prices.find(named);
    if (!price) return noSuchReference(u"price"_s, named, where + u"[price]"_s);
    if (!price->value("active"_L1).toBool())
        return invalidRequest(u"The price specified is inactive. This field only accepts active prices."_s,
                              where + u"[price]"_s);
    return *price;
}

QString productName(const Sandbox& sandbox, const QJsonObject& price)
{
    const QJsonObject* product = sandbox.store.products.find(price.value("product"_L1).toString());
    return product ? product->value("name"_L1).toString() : QString();
}

} // namespace lectern::sandbox
