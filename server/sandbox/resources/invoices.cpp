#include "sandbox/billing/catalog.h"
#include "sandbox/billing/invoices.h"
#include "sandbox/api/router.h"
#include "sandbox/billing/changes.h"
#include "sandbox/core/ids.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

constexpr char PreviewSchema[] =
    "customer:id subscription:id subscription_details{billing_cycle_anchor:now|unchanged cancel_at_period_end:bool "
    "items[]{id:id deleted:bool metadata:map price:id quantity:int " SANDBOX_PRICE_DATA_SCHEMA "} "
    "proration_behavior:always_invoice|create_prorations|none proration_date:int}";

Answer invoiceOf(Call& call)
{
    const QJsonObject* stored = call.sandbox.store.invoices.find(call.ids.first());
    return stored ? Answer(*stored) : Answer(noSuchObject(u"invoice"_s, call.ids.first(), u"invoice"_s));
}

Answer list(Call& call)
{
    const QString subscription = call.text("subscription"_L1);
    const QString status = call.text("status"_L1);
    return listPage(call, call.sandbox.store.invoices,
                    {u"customer"_s, call.text("customer"_L1), [subscription, status](const QJsonObject& invoice) {
                         return (subscription.isEmpty() || subscriptionOf(invoice) == subscription) &&
                                (status.isEmpty() || invoice.value("status"_L1).toString() == status);
                     }});
}

Answer lines(Call& call)
{
    Answer invoice = invoiceOf(call);
    if (!invoice) return invoice;
    return listObject(invoice->value("lines"_L1)["data"_L1].toArray(), call.path, false);
}

Answer update(Call& call)
{
    Answer found = invoiceOf(call);
    if (!found) return found;
    QJsonObject invoice = *found;
    copyParams(call, invoice, {"auto_advance"_L1, "description"_L1});
    mergeMetadata(call, invoice);
    const QJsonObject changes = previousAttributes(*found, invoice);
    call.sandbox.store.invoices.put(invoice);
    if (!changes.isEmpty()) call.sandbox.events.emitEvent(u"invoice.updated"_s, invoice, changes);
    return invoice;
}

Answer finalize(Call& call) { return finalizeInvoice(call.sandbox, call.ids.first()); }

Answer pay(Call& call)
{
    Answer found = invoiceOf(call);
    if (!found) return found;
    if (found->value("status"_L1).toString() == "draft"_L1) {
        Answer finalized = finalizeInvoice(call.sandbox, call.ids.first());
        if (!finalized || finalized->value("status"_L1).toString() == "paid"_L1) return finalized;
    }
    if (call.flag("paid_out_of_band"_L1)) return settleOutOfBand(call.sandbox, call.ids.first());
    return collectInvoice(call.sandbox, call.ids.first(), call.text("payment_method"_L1));
}

Answer voidIt(Call& call) { return voidInvoice(call.sandbox, call.ids.first()); }

Answer payments(Call& call)
{
    const QString intent = call.params.value("payment"_L1)["payment_intent"_L1].toString();
    const QString status = call.text("status"_L1);
    return listPage(call, call.sandbox.store.invoicePayments,
                    {u"invoice"_s, call.text("invoice"_L1), [intent, status](const QJsonObject& payment) {
                         return (intent.isEmpty() ||
                                 payment.value("payment"_L1)["payment_intent"_L1].toString() == intent) &&
                                (status.isEmpty() || payment.value("status"_L1).toString() == status);
                     }});
}

Answer payment(Call& call)
{
    const QJsonObject* stored = call.sandbox.store.invoicePayments.find(call.ids.first());
    return stored ? Answer(*stored)
                  : Answer(noSuchObject(u"invoice_payment"_s, call.ids.first(), u"invoice_payment"_s));
}

/// What a subscription that does not exist yet would begin with.
Answer previewNew(Call& call, const QJsonArray& changes, ChangeTerms terms)
{
    const QString customer = call.text("customer"_L1);
    if (!call.sandbox.store.customers.find(customer)) return noSuchReference(u"customer"_s, customer, u"customer"_s);
    QJsonObject subscription = shape(u"subscription"_s);
    subscription["customer"_L1] = customer;
    subscription["id"_L1] = QJsonValue::Null;
    Expected<QJsonArray> items = itemsAfter(call.sandbox, subscription, changes);
    if (!items) return items.error();
    terms.restart = true;
    return previewInvoice(call.sandbox, subscription, *items, terms);
}

Answer preview(Call& call)
{
    Sandbox& sandbox = call.sandbox;
    const QJsonObject details = call.params.value("subscription_details"_L1).toObject();
    const QJsonArray changes = details.value("items"_L1).toArray();
    ChangeTerms terms;
    terms.proration = details.value("proration_behavior"_L1).toString(terms.proration);
    terms.at = details.value("proration_date"_L1).toInteger(sandbox.clock.now());
    terms.restart = details.value("billing_cycle_anchor"_L1).toString() == "now"_L1;
    if (!call.has("subscription"_L1)) return previewNew(call, changes, terms);
    const QString id = call.text("subscription"_L1);
    const QJsonObject* stored = sandbox.store.subscriptions.find(id);
    if (!stored) return noSuchReference(u"subscription"_s, id, u"subscription"_s);
    const QJsonObject subscription = *stored;
    if (call.has("customer"_L1) && subscription.value("customer"_L1).toString() != call.text("customer"_L1))
        return noSuchReference(u"subscription"_s, id, u"subscription"_s);
    const bool ends =
        details.value("cancel_at_period_end"_L1).toBool(subscription.value("cancel_at_period_end"_L1).toBool());
    if (hasEnded(subscription) || (ends && changes.isEmpty() && pendingLines(sandbox, id, false).isEmpty()))
        return invalidRequest(
            u"No upcoming invoices for customer: %1"_s.arg(subscription.value("customer"_L1).toString()), {},
            u"invoice_upcoming_none"_s);
    if (Refusal refusal = checkProrationDate(subscription, terms.at)) return *refusal;
    Expected<QJsonArray> items = itemsAfter(sandbox, subscription, changes);
    if (!items) return items.error();
    return previewInvoice(sandbox, subscription, *items, terms);
}

} // namespace

void addInvoiceRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/invoices/create_preview", PreviewSchema, preview},
        {"GET", "/v1/invoices",
         "@list created:range customer:id status:draft|open|paid|uncollectible|void subscription:id", list},
        {"GET", "/v1/invoices/:id", "", invoiceOf},
        {"POST", "/v1/invoices/:id", "auto_advance:bool description:str metadata:map", update},
        {"GET", "/v1/invoices/:id/lines", "limit:int", lines},
        {"POST", "/v1/invoices/:id/finalize", "auto_advance:bool", finalize},
        {"POST", "/v1/invoices/:id/pay", "off_session:bool paid_out_of_band:bool payment_method:id", pay},
        {"POST", "/v1/invoices/:id/void", "", voidIt},
        {"GET", "/v1/invoice_payments",
         "@list created:range invoice:id payment{type!:payment_intent payment_intent:id} status:canceled|open|paid",
         payments},
        {"GET", "/v1/invoice_payments/:id", "", payment},
    });
}

} // namespace lectern::sandbox
