#include "sandbox/billing/dunning.h"

#include "sandbox/billing/invoices.h"
#include "sandbox/billing/subscriptions.h"
#include "sandbox/core/json.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

const QString CollectTask = u"invoice.collect"_s;
const QString RetryTask = u"invoice.retry"_s;

QJsonObject openInvoice(const Sandbox& sandbox, const QString& id)
{
    const QJsonObject* invoice = sandbox.store.invoices.find(id);
    return invoice && invoice->value("status"_L1).toString() == "open"_L1 ? *invoice : QJsonObject();
}

/// The first invoice of a subscription is the customer's to pay: it is not tried again by itself.
bool isFirst(const QJsonObject& invoice)
{
    return invoice.value("billing_reason"_L1).toString() == "subscription_create"_L1;
}

void collect(Sandbox& sandbox, const QString& id)
{
    const QJsonObject* invoice = sandbox.store.invoices.find(id);
    if (!invoice || !invoice->value("auto_advance"_L1).toBool()) return;
    if (finalizeInvoice(sandbox, id)) std::ignore = collectInvoice(sandbox, id);
}

/// All attempts have failed.
void giveUp(Sandbox& sandbox, const QJsonObject& invoice)
{
    const QString subscription = subscriptionOf(invoice);
    const QString end = sandbox.config.subscriptionAfterRetries;
    if (end == "cancel"_L1)
        std::ignore = cancelSubscription(sandbox, subscription, u"payment_failed"_s);
    else
        setSubscriptionStatus(sandbox, subscription, end);
}

void followIntent(Sandbox& sandbox, const QString& type, const QJsonObject& intent)
{
    const QString id = invoiceOfIntent(sandbox, intent.value("id"_L1).toString());
    const QJsonObject invoice = id.isEmpty() ? QJsonObject() : openInvoice(sandbox, id);
    if (invoice.isEmpty()) return;
    if (type == "payment_intent.processing"_L1) { // a debit under way counts as paid until it fails
        const QJsonObject* subscription = sandbox.store.subscriptions.find(subscriptionOf(invoice));
        const QString status = subscription ? subscription->value("status"_L1).toString() : QString();
        if (status != "trialing"_L1) setSubscriptionStatus(sandbox, subscriptionOf(invoice), u"active"_s);
        return;
    }
    if (type == "payment_intent.payment_failed"_L1) return invoiceFailed(sandbox, id);
    sandbox.events.emitEvent(u"invoice.payment_action_required"_s, invoice);
    const QJsonObject* facts = sandbox.store.invoiceFacts.find(id);
    if (facts && facts->value("running"_L1).toBool()) invoiceFailed(sandbox, id);
}

} // namespace

void scheduleCollection(Sandbox& sandbox, const QString& invoiceId, qint64 afterSeconds)
{
    const QJsonObject* stored = sandbox.store.invoices.find(invoiceId);
    if (!stored) return;
    QJsonObject invoice = *stored;
    const qint64 at = sandbox.clock.now() + afterSeconds;
    invoice["automatically_finalizes_at"_L1] = at;
    invoice["next_payment_attempt"_L1] = at;
    sandbox.store.invoices.put(invoice);
    sandbox.scheduler.at(at * 1000, CollectTask, invoiceId);
}

void invoiceFailed(Sandbox& sandbox, const QString& invoiceId)
{
    QJsonObject invoice = openInvoice(sandbox, invoiceId);
    if (invoice.isEmpty()) return;
    const QList<qint64>& schedule = sandbox.config.invoiceRetrySeconds;
    const qint64 attempts = qMax<qint64>(1, invoice.value("attempt_count"_L1).toInteger());
    const bool retried = !isFirst(invoice) && invoice.value("auto_advance"_L1).toBool();
    const bool last = retried && attempts > schedule.size();
    dropRetries(sandbox, invoiceId);
    invoice["attempted"_L1] = true;
    invoice["next_payment_attempt"_L1] = QJsonValue::Null;
    if (retried && !last) {
        const qint64 at = sandbox.clock.now() + schedule.at(attempts - 1);
        invoice["next_payment_attempt"_L1] = at;
        sandbox.scheduler.at(at * 1000, RetryTask, invoiceId);
    }
    sandbox.store.invoices.put(invoice);
    sandbox.events.emitEvent(u"invoice.payment_failed"_s, invoice);
    const QJsonObject* subscription = sandbox.store.subscriptions.find(subscriptionOf(invoice));
    const QString status = subscription ? subscription->value("status"_L1).toString() : QString();
    if (status == "active"_L1 || status == "trialing"_L1)
        setSubscriptionStatus(sandbox, subscriptionOf(invoice), u"past_due"_s);
    if (last) giveUp(sandbox, invoice);
}

void noteAttempt(Sandbox& sandbox, const QString& invoiceId, bool running)
{
    sandbox.store.invoiceFacts.put({{u"id"_s, invoiceId}, {u"running"_s, running}});
}

void dropRetries(Sandbox& sandbox, const QString& invoiceId) { sandbox.scheduler.drop(RetryTask, invoiceId); }

void registerDunningTasks(Sandbox& sandbox)
{
    sandbox.scheduler.on(CollectTask, [&sandbox](const QString& id) { collect(sandbox, id); });
    sandbox.scheduler.on(RetryTask, [&sandbox](const QString& id) { std::ignore = collectInvoice(sandbox, id); });
    sandbox.events.follow(
        {u"payment_intent.processing"_s, u"payment_intent.payment_failed"_s, u"payment_intent.requires_action"_s},
        [&sandbox](const QString& type, const QJsonObject& intent) { followIntent(sandbox, type, intent); });
}

} // namespace lectern::sandbox
