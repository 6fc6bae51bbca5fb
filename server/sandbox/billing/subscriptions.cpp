#include "sandbox/billing/subscriptions.h"

#include "sandbox/billing/dunning.h"
#include "sandbox/billing/invoices.h"
#include "sandbox/billing/periods.h"
#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/setupintents.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

const QString CycleTask = u"subscription.cycle"_s;
const QString TrialTask = u"subscription.trial_will_end"_s;
const QString ExpireTask = u"subscription.incomplete"_s;
constexpr qint64 IncompleteSeconds = 23 * 3'600; // for the customer to pay the first invoice
constexpr qint64 TrialNoticeSeconds = 3 * 86'400;

QString statusOf(const QJsonObject& subscription) { return subscription.value("status"_L1).toString(); }

QJsonObject recurringOf(const QJsonObject& subscription)
{
    return itemsOf(subscription).first()["price"_L1]["recurring"_L1].toObject();
}

bool hasMethod(const Sandbox& sandbox, const QJsonObject& subscription)
{
    const QJsonObject* customer = sandbox.store.customers.find(subscription.value("customer"_L1).toString());
    return subscription.value("default_payment_method"_L1).isString() ||
           (customer && customer->value("invoice_settings"_L1)["default_payment_method"_L1].isString());
}

void scheduleTrialNotice(Sandbox& sandbox, const QJsonObject& subscription)
{
    const QString id = subscription.value("id"_L1).toString();
    const qint64 at = subscription.value("trial_end"_L1).toInteger() - TrialNoticeSeconds;
    sandbox.scheduler.drop(TrialTask, id);
    sandbox.scheduler.at(qMax(at, sandbox.clock.now()) * 1000, TrialTask, id);
}

/// What a trial without a payment method gets, so that the customer can leave one.
QString makePendingSetup(Sandbox& sandbox, const QJsonObject& subscription)
{
    QJsonObject intent = blankSetup(sandbox);
    intent["customer"_L1] = subscription.value("customer"_L1);
    sandbox.store.setupIntents.put(intent);
    sandbox.events.emitEvent(u"setup_intent.created"_s, intent);
    return intent.value("id"_L1).toString();
}

QJsonObject newSubscription(const Sandbox& sandbox, const SubscriptionPlan& plan)
{
    const qint64 now = sandbox.clock.now();
    QJsonObject subscription = shape(u"subscription"_s);
    for (auto it = plan.given.begin(); it != plan.given.end(); ++it)
        subscription.insert(it.key(), it.value());
    subscription["id"_L1] = longId("sub_", '1');
    subscription["created"_L1] = subscription["start_date"_L1] = now;
    QJsonArray items;
    for (const QJsonValue& item : plan.items)
        items.append(newItem(sandbox, subscription, item["price"_L1].toObject(), item["quantity"_L1].toInteger(1),
                             item["metadata"_L1].toObject()));
    const bool trial = plan.trialEnd > now;
    subscription["currency"_L1] = items.first()["price"_L1]["currency"_L1];
    subscription["billing_cycle_anchor"_L1] = trial ? plan.trialEnd : now;
    const qint64 end =
        trial ? plan.trialEnd : nextBillingDate(now, items.first()["price"_L1]["recurring"_L1].toObject(), now);
    setItems(subscription, items, {now, end});
    if (trial) {
        subscription["trial_start"_L1] = now;
        subscription["trial_end"_L1] = plan.trialEnd;
    }
    if (subscription.value("cancel_at_period_end"_L1).toBool()) subscription["cancel_at"_L1] = end;
    return subscription;
}

void endNow(Sandbox& sandbox, QJsonObject subscription, const QString& status)
{
    const QString id = subscription.value("id"_L1).toString();
    subscription["status"_L1] = status;
    subscription["ended_at"_L1] = sandbox.clock.now();
    if (subscription.value("canceled_at"_L1).isNull()) subscription["canceled_at"_L1] = sandbox.clock.now();
    sandbox.store.subscriptions.put(subscription);
    for (const QString& task : {CycleTask, TrialTask, ExpireTask})
        sandbox.scheduler.drop(task, id);
    for (const QJsonObject& invoice :
         sandbox.store.invoices.all(u"customer"_s, subscription.value("customer"_L1).toString())) {
        if (subscriptionOf(invoice) == id) stopCollecting(sandbox, invoice.value("id"_L1).toString());
    }
}

/// The period is over: the next one begins, with its invoice, unless the subscription ends here. `atOnce`: somebody
/// ended a trial, and is billed while they wait.
void cycle(Sandbox& sandbox, const QString& id, bool atOnce)
{
    const QJsonObject* stored = sandbox.store.subscriptions.find(id);
    if (!stored || hasEnded(*stored) || statusOf(*stored) == "incomplete"_L1) return;
    const QJsonObject before = *stored;
    const Period over = periodOf(itemsOf(before));
    const bool trial = statusOf(before) == "trialing"_L1;
    const QString missing =
        before.value("trial_settings"_L1)["end_behavior"_L1]["missing_payment_method"_L1].toString();
    const bool abandoned = trial && missing == "cancel"_L1 && !hasMethod(sandbox, before);
    if (before.value("cancel_at_period_end"_L1).toBool() || abandoned) {
        std::ignore = cancelSubscription(sandbox, id, u"cancellation_requested"_s);
        return;
    }
    const Period next{
        over.end, nextBillingDate(before.value("billing_cycle_anchor"_L1).toInteger(), recurringOf(before), over.end)};
    QJsonObject subscription = before;
    setItems(subscription, itemsOf(before), next);
    if (trial) subscription["status"_L1] = u"active"_s;
    QJsonArray lines = pendingLines(sandbox, id, true);
    for (const QJsonValue& item : itemsOf(subscription))
        lines.append(periodLine(sandbox, subscription, item.toObject(), next, false));
    publishSubscription(sandbox, before, subscription);
    scheduleCycle(sandbox, subscription);
    const QJsonObject invoice = invoiceSubscription(sandbox, id, u"subscription_cycle"_s, lines, over);
    const QString invoiceId = invoice.value("id"_L1).toString();
    if (atOnce) {
        if (finalizeInvoice(sandbox, invoiceId)) std::ignore = collectInvoice(sandbox, invoiceId);
        return;
    }
    if (statusOf(subscription) == "unpaid"_L1)
        stopCollecting(sandbox, invoiceId); // it stays a draft until somebody decides
    else
        scheduleCollection(sandbox, invoiceId, sandbox.config.invoiceFinalizeSeconds);
}

/// The first invoice was not paid in time.
void expire(Sandbox& sandbox, const QString& id)
{
    const QJsonObject* stored = sandbox.store.subscriptions.find(id);
    if (!stored || statusOf(*stored) != "incomplete"_L1) return;
    const QJsonObject before = *stored;
    endNow(sandbox, before, u"incomplete_expired"_s);
    std::ignore = voidInvoice(sandbox, before.value("latest_invoice"_L1).toString());
    const QJsonObject after = *sandbox.store.subscriptions.find(id);
    sandbox.events.emitEvent(u"customer.subscription.updated"_s, after, previousAttributes(before, after));
}

bool owesAnother(const Sandbox& sandbox, const QJsonObject& paid)
{
    const QList<QJsonObject> invoices = sandbox.store.invoices.all(u"customer"_s, paid.value("customer"_L1).toString());
    return std::any_of(invoices.begin(), invoices.end(), [&](const QJsonObject& invoice) {
        return invoice.value("status"_L1).toString() == "open"_L1 && subscriptionOf(invoice) == subscriptionOf(paid);
    });
}

void invoicePaid(Sandbox& sandbox, const QJsonObject& invoice)
{
    const QJsonObject* stored = sandbox.store.subscriptions.find(subscriptionOf(invoice));
    if (!stored || hasEnded(*stored)) return;
    QJsonObject subscription = *stored;
    const QString status = statusOf(subscription);
    const QJsonObject* intent =
        sandbox.store.paymentIntents.find(intentOfInvoice(sandbox, invoice.value("id"_L1).toString()));
    const bool saves =
        subscription.value("payment_settings"_L1)["save_default_payment_method"_L1].toString() == "on_subscription"_L1;
    if (saves && intent && intent->value("payment_method"_L1).isString())
        subscription["default_payment_method"_L1] = intent->value("payment_method"_L1);
    const bool behind = status == "past_due"_L1 || status == "unpaid"_L1;
    if (status == "incomplete"_L1)
        subscription["status"_L1] =
            subscription.value("trial_end"_L1).toInteger() > sandbox.clock.now() ? u"trialing"_s : u"active"_s;
    else if (behind && !owesAnother(sandbox, invoice))
        subscription["status"_L1] = u"active"_s;
    sandbox.scheduler.drop(ExpireTask, subscription.value("id"_L1).toString());
    publishSubscription(sandbox, *stored, subscription);
}

void methodLeft(Sandbox& sandbox, const QJsonObject& setup)
{
    const QList<QJsonObject> waiting =
        sandbox.store.subscriptions.all(u"pending_setup_intent"_s, setup.value("id"_L1).toString());
    for (const QJsonObject& before : waiting) {
        QJsonObject subscription = before;
        subscription["default_payment_method"_L1] = setup.value("payment_method"_L1);
        subscription["pending_setup_intent"_L1] = QJsonValue::Null;
        publishSubscription(sandbox, before, subscription);
    }
}

} // namespace

bool hasEnded(const QJsonObject& subscription)
{
    const QString status = statusOf(subscription);
    return status == "canceled"_L1 || status == "incomplete_expired"_L1;
}

void publishSubscription(Sandbox& sandbox, const QJsonObject& before, const QJsonObject& after)
{
    const QJsonObject changes = previousAttributes(before, after);
    sandbox.store.subscriptions.put(after);
    if (!changes.isEmpty()) sandbox.events.emitEvent(u"customer.subscription.updated"_s, after, changes);
}

void setSubscriptionStatus(Sandbox& sandbox, const QString& id, const QString& status)
{
    const QJsonObject* stored = sandbox.store.subscriptions.find(id);
    if (!stored || hasEnded(*stored)) return;
    const QJsonObject before = *stored;
    QJsonObject subscription = before;
    subscription["status"_L1] = status;
    if (status != "incomplete"_L1) sandbox.scheduler.drop(ExpireTask, id);
    publishSubscription(sandbox, before, subscription);
}

void scheduleCycle(Sandbox& sandbox, const QJsonObject& subscription)
{
    const QString id = subscription.value("id"_L1).toString();
    sandbox.scheduler.drop(CycleTask, id);
    sandbox.scheduler.at(periodOf(itemsOf(subscription)).end * 1000, CycleTask, id);
}

QJsonObject invoiceSubscription(Sandbox& sandbox, const QString& id, const QString& reason, const QJsonArray& lines,
                                const Period& period)
{
    QJsonObject subscription = *sandbox.store.subscriptions.find(id);
    const QJsonObject invoice = storeInvoice(
        sandbox, draftInvoice(sandbox, {subscription.value("customer"_L1).toString(), subscription,
                                        subscription.value("currency"_L1).toString(), reason, lines, period}));
    subscription["latest_invoice"_L1] = invoice.value("id"_L1);
    sandbox.store.subscriptions.put(subscription);
    if (reason == "subscription_create"_L1) sandbox.events.emitEvent(u"customer.subscription.created"_s, subscription);
    sandbox.events.emitEvent(u"invoice.created"_s, invoice);
    return invoice;
}

Answer startSubscription(Sandbox& sandbox, const SubscriptionPlan& plan)
{
    QJsonObject subscription = newSubscription(sandbox, plan);
    const QString id = subscription.value("id"_L1).toString();
    const qint64 now = sandbox.clock.now();
    const bool trial = subscription.value("trial_end"_L1).isDouble();
    const bool method = hasMethod(sandbox, subscription);
    if (plan.collects && !method && !trial)
        return invalidRequest(
            u"This customer has no attached payment source or default payment method. Please consider "
            u"adding a default payment method. For more information, visit "
            u"https://stripe.com/docs/billing/subscriptions/payment-methods-setting"_s,
            {}, u"resource_missing"_s);
    if (trial && plan.singles.isEmpty()) subscription["status"_L1] = u"trialing"_s;
    if (trial && !plan.collects && (!method || plan.asksForMethod))
        subscription["pending_setup_intent"_L1] = makePendingSetup(sandbox, subscription);
    sandbox.store.subscriptions.put(subscription);
    QJsonArray lines;
    for (const QJsonValue& item : itemsOf(subscription))
        lines.append(periodLine(sandbox, subscription, item.toObject(), periodOf(itemsOf(subscription)), trial));
    for (const QJsonValue& single : plan.singles)
        lines.append(
            singleLine(sandbox, subscription, single["price"_L1].toObject(), single["quantity"_L1].toInteger(1)));
    scheduleCycle(sandbox, subscription);
    if (trial) scheduleTrialNotice(sandbox, subscription);
    if (statusOf(subscription) == "incomplete"_L1)
        sandbox.scheduler.at((now + IncompleteSeconds) * 1000, ExpireTask, id);
    const QString invoice =
        invoiceSubscription(sandbox, id, u"subscription_create"_s, lines, {now, now}).value("id"_L1).toString();
    Answer finalized = finalizeInvoice(sandbox, invoice);
    if (plan.collects && finalized && finalized->value("status"_L1).toString() == "open"_L1)
        std::ignore = collectInvoice(sandbox, invoice); // a decline leaves it incomplete, which the answer shows
    return *sandbox.store.subscriptions.find(id);
}

Answer cancelSubscription(Sandbox& sandbox, const QString& id, const QString& reason)
{
    const QJsonObject* stored = sandbox.store.subscriptions.find(id);
    if (!stored || hasEnded(*stored)) return noSuchObject(u"subscription"_s, id, u"id"_s);
    QJsonObject subscription = *stored;
    QJsonObject details = subscription.value("cancellation_details"_L1).toObject();
    details["reason"_L1] = reason;
    subscription["cancellation_details"_L1] = details;
    endNow(sandbox, subscription, u"canceled"_s);
    const QJsonObject ended = *sandbox.store.subscriptions.find(id);
    sandbox.events.emitEvent(u"customer.subscription.deleted"_s, ended);
    return ended;
}

void moveTrialEnd(Sandbox& sandbox, const QString& id, qint64 trialEnd)
{
    QJsonObject subscription = *sandbox.store.subscriptions.find(id);
    const QJsonObject before = subscription;
    const qint64 now = sandbox.clock.now();
    subscription["trial_end"_L1] = trialEnd;
    if (subscription.value("trial_start"_L1).isNull()) subscription["trial_start"_L1] = now;
    subscription["status"_L1] = u"trialing"_s;
    subscription["billing_cycle_anchor"_L1] = trialEnd;
    setItems(subscription, itemsOf(subscription), {periodOf(itemsOf(subscription)).start, trialEnd});
    if (subscription.value("cancel_at_period_end"_L1).toBool()) subscription["cancel_at"_L1] = trialEnd;
    publishSubscription(sandbox, before, subscription);
    scheduleCycle(sandbox, subscription);
    if (trialEnd > now) scheduleTrialNotice(sandbox, subscription);
    if (trialEnd <= now) {
        sandbox.scheduler.drop(TrialTask, id);
        sandbox.scheduler.drop(CycleTask, id);
        cycle(sandbox, id, true);
    }
}

void registerSubscriptionTasks(Sandbox& sandbox)
{
    sandbox.scheduler.on(CycleTask, [&sandbox](const QString& id) { cycle(sandbox, id, false); });
    sandbox.scheduler.on(ExpireTask, [&sandbox](const QString& id) { expire(sandbox, id); });
    sandbox.scheduler.on(TrialTask, [&sandbox](const QString& id) {
        const QJsonObject* subscription = sandbox.store.subscriptions.find(id);
        if (subscription && statusOf(*subscription) == "trialing"_L1)
            sandbox.events.emitEvent(u"customer.subscription.trial_will_end"_s, *subscription);
    });
    sandbox.events.follow({u"invoice.paid"_s},
                          [&sandbox](const QString&, const QJsonObject& invoice) { invoicePaid(sandbox, invoice); });
    sandbox.events.follow({u"setup_intent.succeeded"_s},
                          [&sandbox](const QString&, const QJsonObject& setup) { methodLeft(sandbox, setup); });
    sandbox.events.follow({u"customer.deleted"_s}, [&sandbox](const QString&, const QJsonObject& customer) {
        for (const QJsonObject& one :
             sandbox.store.subscriptions.all(u"customer"_s, customer.value("id"_L1).toString()))
            std::ignore = cancelSubscription(sandbox, one.value("id"_L1).toString(), u"cancellation_requested"_s);
    });
}

} // namespace lectern::sandbox
