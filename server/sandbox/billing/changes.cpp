#include "sandbox/billing/changes.h"

#include "sandbox/billing/catalog.h"
#include "sandbox/billing/invoices.h"
#include "sandbox/billing/periods.h"
#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

QJsonObject recurringOf(const QJsonArray& items)
{
    const QJsonValue first = items.isEmpty() ? QJsonValue() : items.first();
    return first["price"_L1]["recurring"_L1].toObject();
}

bool isTrial(const QJsonObject& subscription) { return subscription.value("status"_L1).toString() == "trialing"_L1; }

bool restarts(const QJsonObject& subscription, const QJsonArray& items, const ChangeTerms& terms)
{
    const QJsonObject before = recurringOf(itemsOf(subscription));
    const QJsonObject after = recurringOf(items);
    return !isTrial(subscription) && (terms.restart || before.value("interval"_L1) != after.value("interval"_L1) ||
                                      before.value("interval_count"_L1) != after.value("interval_count"_L1));
}

/// The items in the period that they would be in.
QJsonArray inPeriod(const QJsonObject& subscription, const QJsonArray& items, const Period& period)
{
    QJsonObject copy = subscription;
    setItems(copy, items, period);
    return itemsOf(copy);
}

QJsonArray fullLines(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonArray& items,
                     const Period& period)
{
    QJsonArray lines;
    for (const QJsonValue& item : items)
        lines.append(periodLine(sandbox, subscription, item.toObject(), period, false));
    return lines;
}

void append(QJsonArray& to, const QJsonArray& lines)
{
    for (const QJsonValue& line : lines)
        to.append(line);
}

/// What the change alone costs or gives back.
QJsonArray changeLines(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonArray& items,
                       const ChangeTerms& terms)
{
    if (terms.proration == "none"_L1 || isTrial(subscription)) return {};
    const QJsonArray before = itemsOf(subscription);
    if (restarts(subscription, items, terms)) return unusedTimeLines(sandbox, subscription, before, terms.at);
    return prorationLines(sandbox, subscription, before, inPeriod(subscription, items, periodOf(before)), terms.at);
}

void billNow(Sandbox& sandbox, const QString& id, const QJsonArray& lines, const Period& period)
{
    const QString invoice =
        invoiceSubscription(sandbox, id, u"subscription_update"_s, lines, period).value("id"_L1).toString();
    const Answer finalized = finalizeInvoice(sandbox, invoice);
    if (finalized && finalized->value("status"_L1).toString() == "open"_L1)
        std::ignore = collectInvoice(sandbox, invoice); // a decline makes it past_due
}

Expected<QJsonObject> changedItem(Sandbox& sandbox, QJsonObject item, const QJsonObject& change, const QString& where)
{
    if (change.contains("price"_L1) || change.contains("price_data"_L1)) {
        Answer price = priceOfItem(sandbox, change, where);
        if (!price) return price;
        putPrice(item, *price);
    }
    const qint64 quantity = change.value("quantity"_L1).toInteger(item.value("quantity"_L1).toInteger(1));
    if (quantity < 0) return invalidRequest(u"Invalid non-negative integer"_s, where + u"[quantity]"_s);
    item["quantity"_L1] = quantity;
    if (change.value("metadata"_L1).isObject()) item["metadata"_L1] = change.value("metadata"_L1);
    return item;
}

} // namespace

Expected<QJsonArray> itemsAfter(Sandbox& sandbox, const QJsonObject& subscription, const QJsonArray& changes)
{
    QJsonArray items = itemsOf(subscription);
    for (qsizetype i = 0; i < changes.size(); ++i) {
        const QJsonObject change = changes.at(i).toObject();
        const QString where = u"items[%1]"_s.arg(i);
        const QString id = change.value("id"_L1).toString();
        if (id.isEmpty()) {
            Expected<QJsonObject> made = changedItem(sandbox, newItem(sandbox, subscription, {}, 1, {}), change, where);
            if (!made) return made.error();
            if (!change.contains("price"_L1) && !change.contains("price_data"_L1))
                return missingParameter(where + u"[price]"_s);
            items.append(*made);
            continue;
        }
        const auto found = std::find_if(items.begin(), items.end(),
                                        [&](const QJsonValue& item) { return item["id"_L1].toString() == id; });
        if (found == items.end()) return noSuchReference(u"subscription_item"_s, id, where + u"[id]"_s);
        const qsizetype position = found - items.begin();
        if (change.value("deleted"_L1).toBool()) {
            items.removeAt(position);
            continue;
        }
        Expected<QJsonObject> changed = changedItem(sandbox, items.at(position).toObject(), change, where);
        if (!changed) return changed.error();
        items.replace(position, *changed);
    }
    if (Refusal refusal = checkItems(items)) return *refusal;
    return items;
}

Refusal checkProrationDate(const QJsonObject& subscription, qint64 at)
{
    const Period period = periodOf(itemsOf(subscription));
    if (at >= period.start && at <= period.end) return {};
    return invalidRequest(
        u"Cannot specify `proration_date` outside of the current billing period (%1 to %2)."_s.arg(period.start)
            .arg(period.end),
        u"proration_date"_s);
}

void changeItems(Sandbox& sandbox, const QString& id, const QJsonArray& items, const ChangeTerms& terms)
{
    const QJsonObject before = *sandbox.store.subscriptions.find(id);
    const bool restart = restarts(before, items, terms);
    const qint64 now = sandbox.clock.now();
    const Period period =
        restart ? Period{now, nextBillingDate(now, recurringOf(items), now)} : periodOf(itemsOf(before));
    QJsonArray lines = changeLines(sandbox, before, items, terms);
    QJsonObject subscription = before;
    setItems(subscription, items, period);
    if (restart) {
        subscription["billing_cycle_anchor"_L1] = now;
        append(lines, fullLines(sandbox, subscription, itemsOf(subscription), period));
    }
    publishSubscription(sandbox, before, subscription);
    if (restart) scheduleCycle(sandbox, subscription);
    if (lines.isEmpty()) return;
    if (!restart && terms.proration != "always_invoice"_L1) return addPendingLines(sandbox, id, lines);
    QJsonArray all = pendingLines(sandbox, id, true);
    append(all, lines);
    billNow(sandbox, id, all, period);
}

QJsonObject previewInvoice(Sandbox& sandbox, const QJsonObject& subscription, const QJsonArray& items,
                           const ChangeTerms& terms)
{
    const QString id = subscription.value("id"_L1).toString();
    const bool restart = restarts(subscription, items, terms);
    const bool atOnce = restart || terms.proration == "always_invoice"_L1;
    const Period current = periodOf(itemsOf(subscription));
    const qint64 begin = restart ? terms.at : current.end;
    const qint64 anchor = restart ? terms.at : subscription.value("billing_cycle_anchor"_L1).toInteger();
    QJsonArray lines = pendingLines(sandbox, id, false);
    append(lines, changeLines(sandbox, subscription, items, terms));
    if (restart || !atOnce) {
        const Period next{begin, nextBillingDate(anchor, recurringOf(items), begin)};
        append(lines, fullLines(sandbox, subscription, inPeriod(subscription, items, next), next));
    }
    QJsonObject invoice = draftInvoice(
        sandbox,
        {subscription.value("customer"_L1).toString(), subscription,
         recurringOf(items).isEmpty() ? QString() : items.first()["price"_L1]["currency"_L1].toString(),
         atOnce ? u"subscription_update"_s : u"upcoming"_s, lines, atOnce ? Period{terms.at, terms.at} : current});
    invoice["id"_L1] = QString(u"upcoming_in_1"_s + randomToken(23));
    invoice["next_payment_attempt"_L1] = atOnce ? terms.at : current.end;
    QJsonObject parent = invoice.value("parent"_L1).toObject();
    QJsonObject details = parent.value("subscription_details"_L1).toObject();
    details["subscription_proration_date"_L1] = terms.at;
    parent["subscription_details"_L1] = details;
    invoice["parent"_L1] = parent;
    return invoice;
}

} // namespace lectern::sandbox
