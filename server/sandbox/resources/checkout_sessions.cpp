#include "sandbox/api/router.h"
#include "sandbox/billing/catalog.h"
#include "sandbox/billing/subscriptions.h"
#include "sandbox/checkout/sessions.h"
#include "sandbox/core/ids.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/resources/intentparams.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

constexpr qint64 Shortest = 1'800;
constexpr qint64 Longest = 86'400; // also what a session gets without expires_at

constexpr char CreateSchema[] =
    "mode!:payment|setup|subscription ui_mode:hosted_page|hosted success_url!:id cancel_url:id "
    "client_reference_id:id currency:id customer:id customer_creation:always|if_required customer_email:id "
    "expires_at:int line_items[]{price:id quantity:int " SANDBOX_PRICE_DATA_SCHEMA "} locale:id metadata:map "
    "payment_intent_data{capture_method:automatic|automatic_async|manual description:str metadata:map receipt_email:id "
    "setup_future_usage:off_session|on_session statement_descriptor:id statement_descriptor_suffix:id "
    "transfer_group:id} payment_method_types[]:id setup_intent_data{description:str metadata:map} "
    "subscription_data{description:str metadata:map trial_end:int trial_period_days:int "
    "trial_settings{end_behavior!{missing_payment_method!:cancel|create_invoice}}} "
    "submit_type:auto|book|donate|pay|subscribe";

struct Items
{
    QJsonArray list;
    qint64 total = 0;
    QString currency;
    bool recurring = false;
};

QJsonObject lineItem(const Sandbox& sandbox, const QJsonObject& price, qint64 quantity)
{
    const qint64 amount = price.value("unit_amount"_L1).toInteger() * quantity;
    return {{u"id"_s, longId("li_", '1')},
            {u"object"_s, u"item"_s},
            {u"adjustable_quantity"_s, QJsonValue::Null},
            {u"amount_discount"_s, 0},
            {u"amount_subtotal"_s, amount},
            {u"amount_tax"_s, 0},
            {u"amount_total"_s, amount},
            {u"currency"_s, price.value("currency"_L1)},
            {u"description"_s, productName(sandbox, price)},
            {u"metadata"_s, QJsonObject()},
            {u"price"_s, price},
            {u"quantity"_s, quantity}};
}

/// The lines of the request, priced; or what is wrong with them.
Expected<Items> itemsOf(const Call& call)
{
    Items items;
    const QJsonArray given = call.params.value("line_items"_L1).toArray();
    for (qsizetype i = 0; i < given.size(); ++i) {
        const QString where = u"line_items[%1]"_s.arg(i);
        const QJsonObject line = given.at(i).toObject();
        Answer price = priceOfItem(call.sandbox, line, where);
        if (!price) return price.error();
        const qint64 quantity = line.value("quantity"_L1).toInteger(1);
        if (quantity < 1)
            return invalidRequest(u"This value must be greater than or equal to 1."_s, where + u"[quantity]"_s,
                                  u"parameter_invalid_integer"_s);
        const QString currency = price->value("currency"_L1).toString();
        if (!items.currency.isEmpty() && items.currency != currency)
            return invalidRequest(
                u"The `line_items` parameter has prices of different currencies; all of them have to be the same."_s,
                where + u"[price]"_s);
        items.currency = currency;
        items.recurring = items.recurring || price->value("type"_L1).toString() == "recurring"_L1;
        const QJsonObject entry = lineItem(call.sandbox, *price, quantity);
        items.total += entry.value("amount_total"_L1).toInteger();
        items.list.append(entry);
    }
    return items;
}

/// A subscription has something that recurs, all of it at one interval; what is paid once goes on its first invoice.
Refusal checkRecurring(const Items& items)
{
    QJsonArray recurring;
    for (const QJsonValue& item : items.list) {
        if (item["price"_L1]["type"_L1].toString() == "recurring"_L1) recurring.append(item);
    }
    if (items.list.isEmpty()) return missingParameter(u"line_items"_s);
    if (recurring.isEmpty())
        return invalidRequest(
            u"You must provide at least one recurring price in `subscription` mode when using prices."_s,
            u"line_items"_s);
    return checkItems(recurring);
}

/// Days of a subscription's trial, counted from now; 0 without one.
qint64 trialDays(const Call& call)
{
    const QJsonObject data = call.params.value("subscription_data"_L1).toObject();
    const qint64 now = call.sandbox.clock.now();
    const qint64 seconds = data.value("trial_end"_L1).toInteger(now) - now;
    return data.value("trial_period_days"_L1).toInteger((seconds + 86'399) / 86'400);
}

/// What is due today: all of it, or without what a trial puts off.
qint64 dueNow(const Items& items, bool trial)
{
    qint64 sum = 0;
    for (const QJsonValue& item : items.list) {
        if (!trial || item["price"_L1]["type"_L1].toString() != "recurring"_L1)
            sum += item["amount_total"_L1].toInteger();
    }
    return sum;
}

Refusal checkMode(const Call& call, const Items& items)
{
    const QString mode = call.text("mode"_L1);
    if (mode == "setup"_L1)
        return items.list.isEmpty()
                   ? Refusal()
                   : invalidRequest(u"You can not pass `line_items` in `setup` mode."_s, u"line_items"_s);
    if (mode == "subscription"_L1) return checkRecurring(items);
    if (items.list.isEmpty()) return missingParameter(u"line_items"_s);
    if (mode == "payment"_L1 && items.recurring)
        return invalidRequest(u"You specified `payment` mode but passed a recurring price. Either switch to "
                              u"`subscription` mode or use only one-time prices."_s,
                              u"mode"_s);
    return mode == "payment"_L1 ? checkAmount(items.total, items.currency) : Refusal();
}

Refusal checkParties(const Call& call)
{
    if (call.has("customer"_L1) && call.has("customer_email"_L1))
        return invalidRequest(u"You may only specify one of these parameters: customer, customer_email."_s,
                              u"customer_email"_s);
    if (call.has("setup_intent_data"_L1) && call.text("mode"_L1) != "setup"_L1)
        return invalidRequest(u"You can not pass `setup_intent_data` in `%1` mode."_s.arg(call.text("mode"_L1)),
                              u"setup_intent_data"_s);
    if (call.has("subscription_data"_L1) && call.text("mode"_L1) != "subscription"_L1)
        return invalidRequest(u"You can not pass `subscription_data` in `%1` mode."_s.arg(call.text("mode"_L1)),
                              u"subscription_data"_s);
    if (trialDays(call) < 0 || trialDays(call) > 730)
        return invalidRequest(u"A trial ends in the future, within 730 days."_s, u"subscription_data"_s);
    if (call.has("payment_intent_data"_L1) && call.text("mode"_L1) != "payment"_L1)
        return invalidRequest(u"You can not pass `payment_intent_data` in `%1` mode."_s.arg(call.text("mode"_L1)),
                              u"payment_intent_data"_s);
    const qint64 left = call.number("expires_at"_L1, call.sandbox.clock.now() + Longest) - call.sandbox.clock.now();
    if (left < Shortest || left > Longest)
        return invalidRequest(u"The `expires_at` timestamp must be between 30 minutes and 24 hours from now."_s,
                              u"expires_at"_s);
    for (const QLatin1StringView name : {"success_url"_L1, "cancel_url"_L1}) {
        if (call.has(name) && !call.text(name).startsWith("http"_L1))
            return invalidRequest(u"Not a valid URL"_s, name, u"url_invalid"_s);
    }
    return checkMethodTypes(call);
}

Answer create(Call& call)
{
    if (Refusal refusal = checkParties(call)) return *refusal;
    Expected<Items> items = itemsOf(call);
    if (!items) return items.error();
    if (Refusal refusal = checkMode(call, *items)) return *refusal;
    const QString mode = call.text("mode"_L1);
    QJsonObject session = shape(u"checkout_session"_s);
    copyParams(call, session,
               {"cancel_url"_L1, "client_reference_id"_L1, "customer"_L1, "customer_email"_L1, "locale"_L1, "mode"_L1,
                "payment_method_types"_L1, "submit_type"_L1, "success_url"_L1});
    mergeMetadata(call, session);
    session["expires_at"_L1] = call.number("expires_at"_L1, call.sandbox.clock.now() + Longest);
    if (mode == "setup"_L1) {
        session["currency"_L1] = nullIfEmpty(call.text("currency"_L1).toLower());
        session["payment_status"_L1] = u"no_payment_required"_s;
    } else {
        session["currency"_L1] = items->currency;
        session["amount_subtotal"_L1] = session["amount_total"_L1] = dueNow(*items, trialDays(call) > 0);
        session["total_details"_L1] =
            QJsonObject{{u"amount_discount"_s, 0}, {u"amount_shipping"_s, 0}, {u"amount_tax"_s, 0}};
    }
    if (mode == "payment"_L1 && !call.has("customer"_L1))
        session["customer_creation"_L1] =
            call.has("customer_creation"_L1) ? call.text("customer_creation"_L1) : u"if_required"_s;
    if (mode == "subscription"_L1) session["payment_method_collection"_L1] = u"always"_s;
    QJsonObject plan{{u"items"_s, items->list}};
    if (trialDays(call) > 0) plan["trial_days"_L1] = trialDays(call);
    for (const QLatin1StringView name : {"payment_intent_data"_L1, "setup_intent_data"_L1, "subscription_data"_L1})
        plan.insert(name, call.params.value(name).toObject());
    return openCheckout(call.sandbox, session, plan);
}

Answer sessionOf(Call& call)
{
    const QJsonObject* session = call.sandbox.store.checkoutSessions.find(call.ids.first());
    return session ? Answer(*session) : Answer(noSuchObject(u"checkout.session"_s, call.ids.first(), u"session"_s));
}

Answer list(Call& call)
{
    const QJsonObject wanted = call.params;
    return listPage(call, call.sandbox.store.checkoutSessions,
                    {u"payment_intent"_s, call.text("payment_intent"_L1), [wanted](const QJsonObject& session) {
                         for (const QLatin1StringView key : {"customer"_L1, "status"_L1, "subscription"_L1}) {
                             if (wanted.contains(key) && session.value(key) != wanted.value(key)) return false;
                         }
                         return true;
                     }});
}

Answer expire(Call& call) { return expireCheckout(call.sandbox, call.ids.first()); }

Answer lineItems(Call& call)
{
    Answer session = sessionOf(call);
    if (!session) return session;
    const QJsonArray items = checkoutItems(call.sandbox, call.ids.first());
    const qint64 limit = call.number("limit"_L1, 10);
    QJsonArray page;
    bool passed = !call.has("starting_after"_L1);
    bool more = false;
    for (const QJsonValue& item : items) {
        more = passed && page.size() == limit;
        if (more) break;
        if (passed) page.append(item);
        passed = passed || item["id"_L1].toString() == call.text("starting_after"_L1);
    }
    return listObject(page, call.path, more);
}

} // namespace

void addCheckoutSessionRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/checkout/sessions", CreateSchema, create},
        {"GET", "/v1/checkout/sessions",
         "@list created:range customer:id payment_intent:id status:open|complete|expired subscription:id", list},
        {"GET", "/v1/checkout/sessions/:id", "", sessionOf},
        {"POST", "/v1/checkout/sessions/:id/expire", "", expire},
        {"GET", "/v1/checkout/sessions/:id/line_items", "limit:int starting_after:id", lineItems},
    });
}

} // namespace lectern::sandbox
