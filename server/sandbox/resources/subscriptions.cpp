#include "sandbox/api/router.h"
#include "sandbox/billing/catalog.h"
#include "sandbox/billing/changes.h"
#include "sandbox/billing/invoices.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

#define ITEM_SCHEMA "metadata:map price:id quantity:int " SANDBOX_PRICE_DATA_SCHEMA
#define SETTINGS_SCHEMA                                                                                                \
    "payment_settings{payment_method_types[]:id save_default_payment_method:off|on_subscription} "                     \
    "trial_settings{end_behavior!{missing_payment_method!:cancel|create_invoice}}"
#define DETAILS_SCHEMA                                                                                                 \
    "cancellation_details{comment:str feedback:customer_service|low_quality|missing_features|other|switched_service|"  \
    "too_complex|too_expensive|unused}"

constexpr char CreateSchema[] =
    "customer!:id items![]{" ITEM_SCHEMA "} add_invoice_items[]{price:id quantity:int " SANDBOX_PRICE_DATA_SCHEMA "} "
    "cancel_at_period_end:bool collection_method:charge_automatically currency:id default_payment_method:id "
    "description:str metadata:map off_session:bool payment_behavior:allow_incomplete|default_incomplete "
    "proration_behavior:always_invoice|create_prorations|none trial_end:id trial_period_days:int " SETTINGS_SCHEMA;
constexpr char UpdateSchema[] =
    "items[]{id:id deleted:bool " ITEM_SCHEMA "} billing_cycle_anchor:now|unchanged cancel_at_period_end:bool "
    "default_payment_method:str description:str metadata:map off_session:bool "
    "payment_behavior:allow_incomplete|default_incomplete proration_behavior:always_invoice|create_prorations|none "
    "proration_date:int trial_end:id " SETTINGS_SCHEMA " " DETAILS_SCHEMA;

Answer subscriptionOf(const Call& call)
{
    const QJsonObject* stored = call.sandbox.store.subscriptions.find(call.ids.first());
    return stored ? Answer(*stored) : Answer(noSuchObject(u"subscription"_s, call.ids.first(), u"id"_s));
}

/// `trial_end`, `now` or a time, and `trial_period_days` as Unix seconds; 0 without a trial.
Expected<qint64> trialEndOf(const Call& call)
{
    const qint64 now = call.sandbox.clock.now();
    if (call.has("trial_end"_L1) && call.has("trial_period_days"_L1))
        return invalidRequest(u"You may only specify one of these parameters: trial_end, trial_period_days."_s,
                              u"trial_period_days"_s);
    if (call.has("trial_period_days"_L1)) {
        const qint64 days = call.number("trial_period_days"_L1);
        if (days < 0 || days > 730) return invalidRequest(u"A trial has at most 730 days."_s, u"trial_period_days"_s);
        return days == 0 ? qint64(0) : now + days * 86'400;
    }
    if (!call.has("trial_end"_L1)) return qint64(0);
    if (call.text("trial_end"_L1) == "now"_L1) return now;
    bool ok = false;
    const qint64 end = call.text("trial_end"_L1).toLongLong(&ok);
    if (!ok || end <= now)
        return invalidRequest(u"Invalid timestamp: must be an integer Unix timestamp in the future."_s, u"trial_end"_s);
    return end;
}

Refusal checkMethod(const Call& call, const QString& customer)
{
    const QString id = call.text("default_payment_method"_L1);
    const QJsonObject* method = call.sandbox.store.paymentMethods.find(id);
    if (id.isEmpty() || (method && method->value("customer"_L1).toString() == customer)) return {};
    if (!method) return noSuchReference(u"PaymentMethod"_s, id, u"default_payment_method"_s);
    return invalidRequest(u"The customer does not have a payment method with the ID %1. The payment method must be "
                          u"attached to the customer."_s.arg(id),
                          u"default_payment_method"_s, u"resource_missing"_s);
}

/// The prices of a request's items.
Expected<QJsonArray> pricedItems(Call& call, QLatin1StringView param)
{
    QJsonArray priced;
    const QJsonArray given = call.params.value(param).toArray();
    for (qsizetype i = 0; i < given.size(); ++i) {
        const QJsonObject item = given.at(i).toObject();
        Answer price = priceOfItem(call.sandbox, item, u"%1[%2]"_s.arg(QString(param)).arg(i));
        if (!price) return price.error();
        priced.append(QJsonObject{{u"price"_s, *price},
                                  {u"quantity"_s, item.value("quantity"_L1).toInteger(1)},
                                  {u"metadata"_s, item.value("metadata"_L1).toObject()}});
    }
    return priced;
}

void mergeSettings(const Call& call, QJsonObject& subscription)
{
    for (const QLatin1StringView name : {"payment_settings"_L1, "trial_settings"_L1, "cancellation_details"_L1}) {
        const QJsonObject given = call.params.value(name).toObject();
        QJsonObject merged = subscription.value(name).toObject();
        for (auto it = given.begin(); it != given.end(); ++it)
            merged.insert(it.key(), it.value());
        if (!given.isEmpty()) subscription[name] = merged;
    }
}

Answer create(Call& call)
{
    Sandbox& sandbox = call.sandbox;
    const QString customer = call.text("customer"_L1);
    const QJsonObject* owner = sandbox.store.customers.find(customer);
    if (!owner || owner->value("deleted"_L1).toBool()) return noSuchReference(u"customer"_s, customer, u"customer"_s);
    if (Refusal refusal = checkMethod(call, customer)) return *refusal;
    Expected<qint64> trialEnd = trialEndOf(call);
    if (!trialEnd) return trialEnd.error();
    Expected<QJsonArray> items = pricedItems(call, "items"_L1);
    if (!items) return items.error();
    if (Refusal refusal = checkItems(*items)) return *refusal;
    Expected<QJsonArray> singles = pricedItems(call, "add_invoice_items"_L1);
    if (!singles) return singles.error();
    SubscriptionPlan plan;
    plan.given = shape(u"subscription"_s);
    copyParams(call, plan.given,
               {"cancel_at_period_end"_L1, "customer"_L1, "default_payment_method"_L1, "description"_L1});
    mergeMetadata(call, plan.given);
    mergeSettings(call, plan.given);
    plan.items = *items;
    plan.singles = *singles;
    plan.trialEnd = *trialEnd;
    plan.collects = call.text("payment_behavior"_L1) != "default_incomplete"_L1;
    return startSubscription(sandbox, plan);
}

Answer retrieve(Call& call) { return subscriptionOf(call); }

Answer list(Call& call)
{
    const QString status = call.text("status"_L1);
    const QString price = call.text("price"_L1);
    return listPage(call, call.sandbox.store.subscriptions,
                    {u"customer"_s, call.text("customer"_L1), [status, price](const QJsonObject& subscription) {
                         const QString is = subscription.value("status"_L1).toString();
                         const bool wanted = status.isEmpty()       ? is != "canceled"_L1
                                             : status == "all"_L1   ? true
                                             : status == "ended"_L1 ? hasEnded(subscription)
                                                                    : is == status;
                         const QJsonArray items = itemsOf(subscription);
                         return wanted && (price.isEmpty() ||
                                           std::any_of(items.begin(), items.end(), [&](const QJsonValue& item) {
                                               return item["price"_L1]["id"_L1].toString() == price;
                                           }));
                     }});
}

void setCancelAtPeriodEnd(const Call& call, QJsonObject& subscription)
{
    const bool cancels = call.flag("cancel_at_period_end"_L1);
    if (cancels == subscription.value("cancel_at_period_end"_L1).toBool()) return;
    QJsonObject details = subscription.value("cancellation_details"_L1).toObject();
    details["reason"_L1] = cancels ? QJsonValue(u"cancellation_requested"_s) : QJsonValue(QJsonValue::Null);
    subscription["cancel_at_period_end"_L1] = cancels;
    subscription["cancel_at"_L1] =
        cancels ? QJsonValue(periodOf(itemsOf(subscription)).end) : QJsonValue(QJsonValue::Null);
    subscription["canceled_at"_L1] = cancels ? QJsonValue(call.sandbox.clock.now()) : QJsonValue(QJsonValue::Null);
    subscription["cancellation_details"_L1] = details;
}

/// Fields that are simply set.
void applyFields(Call& call, const QJsonObject& before)
{
    QJsonObject subscription = before;
    copyParams(call, subscription, {"default_payment_method"_L1, "description"_L1});
    mergeMetadata(call, subscription);
    mergeSettings(call, subscription);
    if (call.has("cancel_at_period_end"_L1)) setCancelAtPeriodEnd(call, subscription);
    publishSubscription(call.sandbox, before, subscription);
}

Answer update(Call& call)
{
    Answer found = subscriptionOf(call);
    if (!found) return found;
    Sandbox& sandbox = call.sandbox;
    const QString id = call.ids.first();
    if (hasEnded(*found))
        return invalidRequest(u"A canceled subscription can only update its cancellation_details and metadata."_s);
    if (Refusal refusal = checkMethod(call, found->value("customer"_L1).toString())) return *refusal;
    Expected<qint64> trialEnd = trialEndOf(call);
    if (!trialEnd) return trialEnd.error();
    ChangeTerms terms;
    if (call.has("proration_behavior"_L1)) terms.proration = call.text("proration_behavior"_L1);
    terms.at = call.number("proration_date"_L1, sandbox.clock.now());
    terms.restart = call.text("billing_cycle_anchor"_L1) == "now"_L1;
    if (Refusal refusal = checkProrationDate(*found, terms.at)) return *refusal;
    Expected<QJsonArray> items = itemsAfter(sandbox, *found, call.params.value("items"_L1).toArray());
    if (!items) return items.error();
    applyFields(call, *found);
    if (*trialEnd > 0 &&
        (call.text("trial_end"_L1) != "now"_L1 || found->value("status"_L1).toString() == "trialing"_L1))
        moveTrialEnd(sandbox, id, *trialEnd);
    if (*items != itemsOf(*found) || terms.restart) {
        // The period may have changed with the trial; the items take part in whatever it is now.
        changeItems(sandbox, id, *items, terms);
    }
    return *sandbox.store.subscriptions.find(id);
}

Answer cancel(Call& call)
{
    Answer found = subscriptionOf(call);
    if (!found) return found;
    if (hasEnded(*found)) return noSuchObject(u"subscription"_s, call.ids.first(), u"id"_s);
    Sandbox& sandbox = call.sandbox;
    const QString id = call.ids.first();
    const qint64 now = sandbox.clock.now();
    QJsonObject subscription = *found;
    mergeSettings(call, subscription);
    sandbox.store.subscriptions.put(subscription);
    QJsonArray lines = call.flag("invoice_now"_L1) ? pendingLines(sandbox, id, true) : QJsonArray();
    if (call.flag("prorate"_L1)) {
        for (const QJsonValue& line : unusedTimeLines(sandbox, subscription, itemsOf(subscription), now))
            lines.append(line);
    }
    if (call.flag("invoice_now"_L1) && !lines.isEmpty())
        std::ignore = finalizeInvoice(
            sandbox,
            invoiceSubscription(sandbox, id, u"subscription_update"_s, lines, {now, now}).value("id"_L1).toString());
    return cancelSubscription(sandbox, id, u"cancellation_requested"_s);
}

} // namespace

void addSubscriptionRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/subscriptions", CreateSchema, create},
        {"GET", "/v1/subscriptions",
         "@list created:range customer:id price:id "
         "status:active|all|canceled|ended|incomplete|incomplete_expired|past_due|paused|trialing|unpaid",
         list},
        {"GET", "/v1/subscriptions/:id", "", retrieve},
        {"POST", "/v1/subscriptions/:id", UpdateSchema, update},
        {"DELETE", "/v1/subscriptions/:id", "invoice_now:bool prorate:bool " DETAILS_SCHEMA, cancel},
    });
}

} // namespace lectern::sandbox
