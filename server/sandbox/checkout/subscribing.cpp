#include "sandbox/checkout/subscribing.h"

#include "sandbox/billing/invoices.h"
#include "sandbox/billing/subscriptions.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/setupintents.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

static SubscriptionPlan planFor(const Sandbox& sandbox, const QJsonObject& session, const QJsonObject& plan)
{
    const QJsonObject data = plan.value("subscription_data"_L1).toObject();
    SubscriptionPlan made;
    made.given = {
        {u"customer"_s, session.value("customer"_L1)},
        {u"metadata"_s, data.value("metadata"_L1).toObject()},
        {u"description"_s, nullIfEmpty(data.value("description"_L1).toString())},
        {u"payment_settings"_s, QJsonObject{{u"payment_method_options"_s, QJsonValue::Null},
                                            {u"payment_method_types"_s, session.value("payment_method_types"_L1)},
                                            {u"save_default_payment_method"_s, u"on_subscription"_s}}}};
    if (data.value("trial_settings"_L1).isObject()) made.given["trial_settings"_L1] = data.value("trial_settings"_L1);
    for (const QJsonValue& item : plan.value("items"_L1).toArray()) {
        const QJsonObject entry{{u"price"_s, item["price"_L1]}, {u"quantity"_s, item["quantity"_L1]}};
        const bool recurring = item["price"_L1]["type"_L1].toString() == "recurring"_L1;
        (recurring ? made.items : made.singles).append(entry);
    }
    const qint64 days = data.value("trial_period_days"_L1).toInteger();
    made.trialEnd = data.value("trial_end"_L1).toInteger(days > 0 ? sandbox.clock.now() + days * 86'400 : 0);
    made.asksForMethod = true;
    return made;
}

Answer subscribeOnPage(Sandbox& sandbox, const QJsonObject& session, QJsonObject plan, const QJsonObject& method,
                       const Confirmation& how)
{
    if (!plan.contains("subscription"_L1)) {
        Answer made = startSubscription(sandbox, planFor(sandbox, session, plan));
        if (!made) return made;
        const QString setup = made->value("pending_setup_intent"_L1).toString();
        plan["subscription"_L1] = made->value("id"_L1);
        // Something to pay at once comes first; it saves the method, too.
        const QJsonObject* invoice = sandbox.store.invoices.find(made->value("latest_invoice"_L1).toString());
        const bool open = invoice && invoice->value("status"_L1).toString() == "open"_L1;
        plan["intent"_L1] = open ? intentOfInvoice(sandbox, invoice->value("id"_L1).toString()) : setup;
        sandbox.store.checkoutPlans.put(plan);
    }
    const QString id = plan.value("intent"_L1).toString();
    if (const QJsonObject* intent = sandbox.store.paymentIntents.find(id))
        return confirmIntent(sandbox, *intent, method, how);
    const QJsonObject* setup = sandbox.store.setupIntents.find(id);
    return setup ? confirmSetup(sandbox, *setup, method, how)
                 : Answer(invalidRequest(u"This subscription has nothing to confirm."_s));
}

void abandonSubscription(Sandbox& sandbox, const QJsonObject& plan)
{
    const QJsonObject* subscription = sandbox.store.subscriptions.find(plan.value("subscription"_L1).toString());
    if (!subscription) return;
    const QString invoice = subscription->value("latest_invoice"_L1).toString();
    std::ignore = cancelSubscription(sandbox, plan.value("subscription"_L1).toString(), u"payment_failed"_s);
    std::ignore = voidInvoice(sandbox, invoice);
}

} // namespace lectern::sandbox
