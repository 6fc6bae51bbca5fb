#include "sandbox/api/router.h"
#include "sandbox/billing/catalog.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

#define PRODUCT_FIELDS                                                                                                 \
    "active:bool description:str images[]:id metadata:map shippable:bool statement_descriptor:str tax_code:str "       \
    "unit_label:str url:str "

/// Strings that are set to nothing are null in the object.
QJsonObject withNulls(QJsonObject data)
{
    for (const QLatin1StringView key : {"description"_L1, "statement_descriptor"_L1, "tax_code"_L1, "unit_label"_L1,
                                        "url"_L1, "nickname"_L1, "lookup_key"_L1}) {
        if (data.contains(key)) data[key] = nullIfEmpty(data.value(key).toString());
    }
    return data;
}

Answer found(const Collection& collection, const Call& call, const QString& noun)
{
    const QJsonObject* stored = collection.find(call.ids.first());
    return stored ? Answer(*stored) : Answer(noSuchObject(noun, call.ids.first(), noun));
}

void announce(Sandbox& sandbox, Collection& collection, const QJsonObject& before, const QJsonObject& after)
{
    const QJsonObject changes = previousAttributes(before, after);
    collection.put(after);
    const QString type = after.value("object"_L1).toString() + u".updated"_s;
    if (!changes.isEmpty()) sandbox.events.emitEvent(type, after, changes);
}

Answer createProduct(Call& call)
{
    Sandbox& sandbox = call.sandbox;
    if (call.has("id"_L1) && sandbox.store.products.find(call.text("id"_L1)))
        return invalidRequest(u"Product already exists."_s, u"id"_s, u"resource_already_exists"_s);
    QJsonObject product = makeProduct(sandbox, withNulls(call.params), true);
    if (!call.params.value("default_price_data"_L1).isObject()) return product;
    QJsonObject data = call.params.value("default_price_data"_L1).toObject();
    data["product"_L1] = product.value("id"_L1);
    Answer price = makePrice(sandbox, data, u"default_price_data"_s, true);
    if (!price) return price;
    product["default_price"_L1] = price->value("id"_L1);
    sandbox.store.products.put(product);
    return product;
}

Answer retrieveProduct(Call& call) { return found(call.sandbox.store.products, call, u"product"_s); }

Answer updateProduct(Call& call)
{
    Answer stored = retrieveProduct(call);
    if (!stored) return stored;
    const QString price = call.text("default_price"_L1);
    const QJsonObject* named = call.sandbox.store.prices.find(price);
    if (!price.isEmpty() && (!named || named->value("product"_L1) != stored->value("id"_L1)))
        return noSuchReference(u"price"_s, price, u"default_price"_s);
    QJsonObject product = *stored;
    copyParams(call, product,
               {"active"_L1, "default_price"_L1, "description"_L1, "images"_L1, "name"_L1, "shippable"_L1,
                "statement_descriptor"_L1, "tax_code"_L1, "unit_label"_L1, "url"_L1});
    mergeMetadata(call, product);
    if (product != *stored) product["updated"_L1] = call.sandbox.clock.now();
    announce(call.sandbox, call.sandbox.store.products, *stored, product);
    return product;
}

Answer listProducts(Call& call)
{
    const QJsonArray ids = call.params.value("ids"_L1).toArray();
    const QJsonValue active = call.params.value("active"_L1);
    return listPage(call, call.sandbox.store.products,
                    {{}, {}, [ids, active](const QJsonObject& product) {
                         return (ids.isEmpty() || ids.contains(product.value("id"_L1))) &&
                                (active.isUndefined() || product.value("active"_L1) == active);
                     }});
}

Answer createPrice(Call& call) { return makePrice(call.sandbox, withNulls(call.params), {}, true); }

Answer retrievePrice(Call& call) { return found(call.sandbox.store.prices, call, u"price"_s); }

Answer updatePrice(Call& call)
{
    Answer stored = retrievePrice(call);
    if (!stored) return stored;
    QJsonObject price = *stored;
    copyParams(call, price, {"active"_L1, "lookup_key"_L1, "nickname"_L1, "tax_behavior"_L1});
    mergeMetadata(call, price);
    announce(call.sandbox, call.sandbox.store.prices, *stored, price);
    return price;
}

Answer listPrices(Call& call)
{
    const QJsonObject wanted = call.params;
    return listPage(call, call.sandbox.store.prices,
                    {u"product"_s, call.text("product"_L1), [wanted](const QJsonObject& price) {
                         for (const QLatin1StringView key : {"active"_L1, "currency"_L1, "type"_L1}) {
                             if (wanted.contains(key) && price.value(key) != wanted.value(key)) return false;
                         }
                         const QJsonArray keys = wanted.value("lookup_keys"_L1).toArray();
                         return keys.isEmpty() || keys.contains(price.value("lookup_key"_L1));
                     }});
}

} // namespace

void addProductRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/products",
         "name!:id id:id default_price_data{currency!:id unit_amount:int metadata:map " SANDBOX_RECURRING_SCHEMA
         " tax_behavior:inclusive|exclusive|unspecified} " PRODUCT_FIELDS,
         createProduct},
        {"GET", "/v1/products", "@list active:bool created:range ids[]:id", listProducts},
        {"GET", "/v1/products/:id", "", retrieveProduct},
        {"POST", "/v1/products/:id", "name:id default_price:str " PRODUCT_FIELDS, updateProduct},
        {"POST", "/v1/prices",
         "currency!:id active:bool billing_scheme:per_unit lookup_key:str metadata:map nickname:str product:id "
         "tax_behavior:inclusive|exclusive|unspecified unit_amount:int " SANDBOX_PRODUCT_DATA_SCHEMA
         " " SANDBOX_RECURRING_SCHEMA,
         createPrice},
        {"GET", "/v1/prices",
         "@list active:bool created:range currency:id lookup_keys[]:id product:id type:one_time|recurring", listPrices},
        {"GET", "/v1/prices/:id", "", retrievePrice},
        {"POST", "/v1/prices/:id",
         "active:bool lookup_key:str metadata:map nickname:str tax_behavior:inclusive|exclusive|unspecified",
         updatePrice},
    });
}

} // namespace lectern::sandbox
