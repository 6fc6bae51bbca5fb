#include "sandbox/billing/invoices.h"

#include "sandbox/billing/dunning.h"
#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/intents.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

/// Credit of the customer pays first; an invoice below zero becomes credit. Stripe counts credit as a negative balance.
void applyCredit(Sandbox& sandbox, QJsonObject& invoice)
{
    const QJsonObject* stored = sandbox.store.customers.find(invoice.value("customer"_L1).toString());
    if (!stored) return;
    QJsonObject customer = *stored;
    const qint64 before = customer.value("balance"_L1).toInteger();
    const qint64 total = invoice.value("total"_L1).toInteger();
    const qint64 due = qMax<qint64>(0, total + qMin<qint64>(0, before));
    const qint64 after = total < 0 ? before + total : before + qMin(total, qMax<qint64>(0, -before));
    invoice["starting_balance"_L1] = before;
    invoice["ending_balance"_L1] = after;
    invoice["amount_due"_L1] = invoice["amount_remaining"_L1] = due;
    if (after == before) return;
    customer["balance"_L1] = after;
    const QJsonObject changes = previousAttributes(*stored, customer);
    sandbox.store.customers.put(customer);
    sandbox.events.emitEvent(u"customer.updated"_s, customer, changes);
}

void number(Sandbox& sandbox, QJsonObject& invoice)
{
    const QJsonObject* stored = sandbox.store.customers.find(invoice.value("customer"_L1).toString());
    if (!stored) return;
    QJsonObject customer = *stored;
    const qint64 sequence = customer.value("next_invoice_sequence"_L1).toInteger(1);
    invoice["number"_L1] = QString(customer.value("invoice_prefix"_L1).toString() + u'-' +
                                   QString::number(sequence).rightJustified(4, u'0'));
    customer["next_invoice_sequence"_L1] = sequence + 1;
    sandbox.store.customers.put(customer);
}

/// The intent that collects the invoice, and the InvoicePayment that ties the two together.
QJsonObject makeIntent(Sandbox& sandbox, const QJsonObject& invoice)
{
    const QString invoiceId = invoice.value("id"_L1).toString();
    const QJsonObject* subscription = sandbox.store.subscriptions.find(subscriptionOf(invoice));
    QJsonObject intent =
        blankIntent(sandbox, invoice.value("amount_due"_L1).toInteger(), invoice.value("currency"_L1).toString());
    const QString id = intent.value("id"_L1).toString();
    intent["customer"_L1] = invoice.value("customer"_L1);
    intent["description"_L1] = invoice.value("billing_reason"_L1).toString() == "subscription_create"_L1
                                   ? u"Subscription creation"_s
                                   : u"Subscription update"_s;
    intent["setup_future_usage"_L1] = u"off_session"_s;
    const QJsonValue types =
        subscription ? subscription->value("payment_settings"_L1)["payment_method_types"_L1] : QJsonValue();
    if (types.isArray()) intent["payment_method_types"_L1] = types;
    sandbox.store.paymentIntents.put(intent);
    QJsonObject payment{
        {u"id"_s, longId("inpay_", '1')},
        {u"object"_s, u"invoice_payment"_s},
        {u"amount_paid"_s, QJsonValue::Null},
        {u"amount_requested"_s, invoice.value("amount_due"_L1)},
        {u"created"_s, sandbox.clock.now()},
        {u"currency"_s, invoice.value("currency"_L1)},
        {u"invoice"_s, invoiceId},
        {u"is_default"_s, true},
        {u"livemode"_s, false},
        {u"payment"_s, QJsonObject{{u"payment_intent"_s, id}, {u"type"_s, u"payment_intent"_s}}},
        {u"status"_s, u"open"_s},
        {u"status_transitions"_s, QJsonObject{{u"canceled_at"_s, QJsonValue::Null}, {u"paid_at"_s, QJsonValue::Null}}}};
    sandbox.store.invoicePayments.put(payment);
    sandbox.store.intentInvoices.put(
        {{u"id"_s, id}, {u"invoice"_s, invoiceId}, {u"payment"_s, payment.value("id"_L1)}});
    sandbox.events.emitEvent(u"payment_intent.created"_s, intent);
    return intent;
}

/// Closes the InvoicePayment of an invoice's intent.
void closePayment(Sandbox& sandbox, const QString& intentId, const QString& status, qint64 amount)
{
    const QJsonObject* link = sandbox.store.intentInvoices.find(intentId);
    const QJsonObject* stored =
        link ? sandbox.store.invoicePayments.find(link->value("payment"_L1).toString()) : nullptr;
    if (!stored) return;
    QJsonObject payment = *stored;
    QJsonObject transitions = payment.value("status_transitions"_L1).toObject();
    transitions[status == "paid"_L1 ? "paid_at"_L1 : "canceled_at"_L1] = sandbox.clock.now();
    payment["status"_L1] = status;
    payment["status_transitions"_L1] = transitions;
    if (status == "paid"_L1) payment["amount_paid"_L1] = amount;
    sandbox.store.invoicePayments.put(payment);
    if (status == "paid"_L1) sandbox.events.emitEvent(u"invoice_payment.paid"_s, payment);
}

void setStatus(const Sandbox& sandbox, QJsonObject& invoice, const QString& status, QLatin1StringView transition)
{
    QJsonObject transitions = invoice.value("status_transitions"_L1).toObject();
    transitions[transition] = sandbox.clock.now();
    invoice["status"_L1] = status;
    invoice["status_transitions"_L1] = transitions;
}

QJsonObject markPaid(Sandbox& sandbox, QJsonObject invoice, bool byUs)
{
    const qint64 due = invoice.value("amount_due"_L1).toInteger();
    setStatus(sandbox, invoice, u"paid"_s, "paid_at"_L1);
    invoice["amount_paid"_L1] = due;
    if (!byUs) invoice["amount_paid_off_stripe"_L1] = due;
    invoice["amount_remaining"_L1] = 0;
    invoice["attempted"_L1] = true;
    invoice["auto_advance"_L1] = false;
    invoice["next_payment_attempt"_L1] = QJsonValue::Null;
    sandbox.store.invoices.put(invoice);
    dropRetries(sandbox, invoice.value("id"_L1).toString());
    const QString intent = intentOfInvoice(sandbox, invoice.value("id"_L1).toString());
    if (byUs) closePayment(sandbox, intent, u"paid"_s, due);
    sandbox.events.emitEvent(u"invoice.paid"_s, invoice);
    if (byUs) sandbox.events.emitEvent(u"invoice.payment_succeeded"_s, invoice);
    return invoice;
}

Answer invoiceInStatus(const Sandbox& sandbox, const QString& id, const QString& status, const QString& verb)
{
    const QJsonObject* invoice = sandbox.store.invoices.find(id);
    if (!invoice) return noSuchObject(u"invoice"_s, id, u"invoice"_s);
    const QString is = invoice->value("status"_L1).toString();
    if (is == status) return *invoice;
    if (is == "paid"_L1) return invalidRequest(u"Invoice is already paid"_s, {}, u"invoice_already_paid"_s);
    return invalidRequest(u"You can only %1 an invoice that is %2; this one is %3."_s.arg(verb, status, is));
}

QString defaultMethod(const Sandbox& sandbox, const QJsonObject& invoice)
{
    const QJsonObject* subscription = sandbox.store.subscriptions.find(subscriptionOf(invoice));
    if (subscription && subscription->value("default_payment_method"_L1).isString())
        return subscription->value("default_payment_method"_L1).toString();
    const QJsonObject* customer = sandbox.store.customers.find(invoice.value("customer"_L1).toString());
    return customer ? customer->value("invoice_settings"_L1)["default_payment_method"_L1].toString() : QString();
}

void cancelItsIntent(Sandbox& sandbox, const QString& invoiceId)
{
    const QString id = intentOfInvoice(sandbox, invoiceId);
    const QJsonObject* intent = sandbox.store.paymentIntents.find(id);
    if (!intent || !isConfirmable(*intent)) return;
    std::ignore = cancelIntent(sandbox, *intent, u"void_invoice"_s);
    closePayment(sandbox, id, u"canceled"_s, 0);
}

} // namespace

QString subscriptionOf(const QJsonObject& invoice)
{
    return invoice.value("parent"_L1)["subscription_details"_L1]["subscription"_L1].toString();
}

QString intentOfInvoice(const Sandbox& sandbox, const QString& invoiceId)
{
    const QList<QJsonObject> links = sandbox.store.intentInvoices.all(u"invoice"_s, invoiceId);
    return links.isEmpty() ? QString() : links.last().value("id"_L1).toString();
}

QString invoiceOfIntent(const Sandbox& sandbox, const QString& intentId)
{
    const QJsonObject* link = sandbox.store.intentInvoices.find(intentId);
    return link ? link->value("invoice"_L1).toString() : QString();
}

QJsonObject draftInvoice(const Sandbox& sandbox, const InvoicePlan& plan)
{
    QJsonObject invoice = shape(u"invoice"_s);
    const qint64 total = sumOf(plan.lines);
    invoice["billing_reason"_L1] = plan.reason;
    invoice["created"_L1] = sandbox.clock.now();
    invoice["currency"_L1] = plan.currency;
    invoice["customer"_L1] = plan.customer;
    if (const QJsonObject* customer = sandbox.store.customers.find(plan.customer)) {
        for (const auto& [to, from] :
             {std::pair("customer_address"_L1, "address"_L1), std::pair("customer_email"_L1, "email"_L1),
              std::pair("customer_name"_L1, "name"_L1), std::pair("customer_phone"_L1, "phone"_L1)})
            invoice[to] = customer->value(from);
        invoice["starting_balance"_L1] = customer->value("balance"_L1);
    }
    invoice["lines"_L1] = listObject(plan.lines, {}, false);
    invoice["parent"_L1] =
        QJsonObject{{u"quote_details"_s, QJsonValue::Null},
                    {u"subscription_details"_s, QJsonObject{{u"metadata"_s, plan.subscription.value("metadata"_L1)},
                                                            {u"subscription"_s, plan.subscription.value("id"_L1)}}},
                    {u"type"_s, u"subscription_details"_s}};
    invoice["period_start"_L1] = plan.period.start;
    invoice["period_end"_L1] = plan.period.end;
    for (const QLatin1StringView key :
         {"subtotal"_L1, "subtotal_excluding_tax"_L1, "total"_L1, "total_excluding_tax"_L1})
        invoice[key] = total;
    const qint64 credit = qMin<qint64>(0, invoice.value("starting_balance"_L1).toInteger());
    invoice["amount_due"_L1] = invoice["amount_remaining"_L1] = qMax<qint64>(0, total + credit);
    return invoice;
}

QJsonObject storeInvoice(Sandbox& sandbox, QJsonObject invoice)
{
    const QString id = longId("in_", '1');
    QJsonArray lines;
    for (const QJsonValue& value : invoice.value("lines"_L1)["data"_L1].toArray()) {
        QJsonObject line = value.toObject();
        line["invoice"_L1] = id;
        lines.append(line);
    }
    invoice["id"_L1] = id;
    invoice["lines"_L1] = listObject(lines, u"/v1/invoices/"_s + id + u"/lines"_s, false);
    sandbox.store.invoices.put(invoice);
    return invoice;
}

Answer finalizeInvoice(Sandbox& sandbox, const QString& id)
{
    Answer found = invoiceInStatus(sandbox, id, u"draft"_s, u"finalize"_s);
    if (!found) return found;
    QJsonObject invoice = *found;
    number(sandbox, invoice);
    applyCredit(sandbox, invoice);
    setStatus(sandbox, invoice, u"open"_s, "finalized_at"_L1);
    invoice["effective_at"_L1] = sandbox.clock.now();
    invoice["automatically_finalizes_at"_L1] = QJsonValue::Null;
    invoice["hosted_invoice_url"_L1] = QString(sandbox.options.publicUrl + u"/i/"_s + id);
    sandbox.store.invoices.put(invoice);
    const bool nothing = invoice.value("amount_due"_L1).toInteger() == 0;
    if (!nothing) std::ignore = makeIntent(sandbox, invoice);
    sandbox.events.emitEvent(u"invoice.finalized"_s, invoice);
    return nothing ? markPaid(sandbox, invoice, true) : invoice;
}

Answer collectInvoice(Sandbox& sandbox, const QString& id, const QString& paymentMethod)
{
    Answer found = invoiceInStatus(sandbox, id, u"open"_s, u"pay"_s);
    if (!found) return found;
    QJsonObject invoice = *found;
    const QJsonObject* stored = sandbox.store.paymentIntents.find(intentOfInvoice(sandbox, id));
    if (!stored) return invalidRequest(u"This invoice has nothing to pay."_s);
    const QJsonObject intent = *stored;
    if (!isConfirmable(intent)) return unexpectedState(u"This invoice is being paid already."_s, intent);
    invoice["attempt_count"_L1] = invoice.value("attempt_count"_L1).toInteger() + 1;
    invoice["attempted"_L1] = true;
    sandbox.store.invoices.put(invoice);
    const QString chosen = paymentMethod.isEmpty() ? defaultMethod(sandbox, invoice) : paymentMethod;
    if (chosen.isEmpty()) {
        invoiceFailed(sandbox, id);
        return invalidRequest(
            u"This customer has no attached payment source or default payment method. Please consider "
            u"adding a default payment method."_s,
            {}, u"resource_missing"_s);
    }
    Answer method = resolveMethod(sandbox, chosen);
    if (!method) return method;
    noteAttempt(sandbox, id, true);
    Answer tried = confirmIntent(sandbox, intent, *method, {.returnUrl = {}, .useStripeSdk = true});
    noteAttempt(sandbox, id, false);
    if (!tried) return tried;
    if (tried->value("status"_L1).toString() == "requires_action"_L1) {
        ApiError error =
            cardError(u"invoice_payment_intent_requires_action"_s, {},
                      u"This payment requires additional user action before it can be completed successfully."_s);
        error.extra["payment_intent"_L1] = *tried;
        return error;
    }
    return *sandbox.store.invoices.find(id);
}

Answer settleOutOfBand(Sandbox& sandbox, const QString& id)
{
    Answer found = invoiceInStatus(sandbox, id, u"open"_s, u"pay"_s);
    if (!found) return found;
    cancelItsIntent(sandbox, id);
    return markPaid(sandbox, *found, false);
}

Answer voidInvoice(Sandbox& sandbox, const QString& id)
{
    Answer found = invoiceInStatus(sandbox, id, u"open"_s, u"void"_s);
    if (!found) return found;
    QJsonObject invoice = *found;
    cancelItsIntent(sandbox, id);
    dropRetries(sandbox, id);
    setStatus(sandbox, invoice, u"void"_s, "voided_at"_L1);
    invoice["auto_advance"_L1] = false;
    invoice["next_payment_attempt"_L1] = QJsonValue::Null;
    sandbox.store.invoices.put(invoice);
    sandbox.events.emitEvent(u"invoice.voided"_s, invoice);
    return invoice;
}

void stopCollecting(Sandbox& sandbox, const QString& id)
{
    const QJsonObject* stored = sandbox.store.invoices.find(id);
    const QString status = stored ? stored->value("status"_L1).toString() : QString();
    if (status != "open"_L1 && status != "draft"_L1) return;
    QJsonObject invoice = *stored;
    invoice["auto_advance"_L1] = false;
    invoice["next_payment_attempt"_L1] = QJsonValue::Null;
    sandbox.store.invoices.put(invoice);
    dropRetries(sandbox, id);
}

void registerInvoiceTasks(Sandbox& sandbox)
{
    sandbox.events.follow({u"payment_intent.succeeded"_s}, [&sandbox](const QString&, const QJsonObject& intent) {
        const QJsonObject* invoice =
            sandbox.store.invoices.find(invoiceOfIntent(sandbox, intent.value("id"_L1).toString()));
        if (invoice && invoice->value("status"_L1).toString() == "open"_L1)
            std::ignore = markPaid(sandbox, *invoice, true);
    });
}

} // namespace lectern::sandbox
