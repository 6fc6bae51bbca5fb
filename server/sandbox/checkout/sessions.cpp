#include "sandbox/checkout/sessions.h"

#include "sandbox/checkout/subscribing.h"
#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/intents.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/payments/setupintents.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

const QString ExpireTask = u"checkout.expire"_s;

bool isOpen(const QJsonObject& session) { return session.value("status"_L1).toString() == "open"_L1; }

Answer openSession(const Sandbox& sandbox, const QString& id, const QString& verb)
{
    const QJsonObject* session = sandbox.store.checkoutSessions.find(id);
    if (!session) return noSuchObject(u"checkout.session"_s, id, u"session"_s);
    if (isOpen(*session)) return *session;
    return invalidRequest(
        u"Only Checkout Sessions with a status in [\"open\"] can be %1. This Checkout Session has a status of `%2`."_s
            .arg(verb, session->value("status"_L1).toString()));
}

QJsonObject planOf(const Sandbox& sandbox, const QJsonObject& session)
{
    const QJsonObject* plan = sandbox.store.checkoutPlans.find(session.value("id"_L1).toString());
    return plan ? *plan : QJsonObject();
}

/// A customer, where the session has none and what it makes wants one.
void ensureCustomer(Sandbox& sandbox, QJsonObject& session, const QJsonObject& plan)
{
    const bool saved = plan.value("payment_intent_data"_L1).toObject().value("setup_future_usage"_L1).isString() ||
                       session.value("mode"_L1).toString() == "subscription"_L1;
    if (session.value("customer"_L1).isString() ||
        (!saved && session.value("customer_creation"_L1).toString() != "always"_L1))
        return;
    QJsonObject customer = shape(u"customer"_s);
    const QJsonObject details = session.value("customer_details"_L1).toObject();
    customer["id"_L1] = shortId("cus_");
    customer["created"_L1] = sandbox.clock.now();
    customer["invoice_prefix"_L1] = randomToken(8).toUpper();
    customer["email"_L1] = details.value("email"_L1);
    customer["name"_L1] = details.value("name"_L1);
    sandbox.store.customers.put(customer);
    sandbox.events.emitEvent(u"customer.created"_s, customer);
    session["customer"_L1] = customer.value("id"_L1);
}

/// Who the customer says they are: what the session knew before, else what was typed in.
void takeDetails(const Sandbox& sandbox, QJsonObject& session, const QJsonObject& method, const QString& email)
{
    const QJsonObject* customer = sandbox.store.customers.find(session.value("customer"_L1).toString());
    const QJsonObject billing = method.value("billing_details"_L1).toObject();
    QString known = session.value("customer_email"_L1).toString();
    if (customer && customer->value("email"_L1).isString()) known = customer->value("email"_L1).toString();
    session["customer_details"_L1] = QJsonObject{{u"address"_s, billing.value("address"_L1)},
                                                 {u"business_name"_s, QJsonValue::Null},
                                                 {u"email"_s, nullIfEmpty(known.isEmpty() ? email : known)},
                                                 {u"individual_name"_s, QJsonValue::Null},
                                                 {u"name"_s, billing.value("name"_L1)},
                                                 {u"phone"_s, billing.value("phone"_L1)},
                                                 {u"tax_exempt"_s, u"none"_s},
                                                 {u"tax_ids"_s, QJsonArray()}};
}

void copyGiven(const QJsonObject& data, QJsonObject& intent)
{
    for (auto it = data.begin(); it != data.end(); ++it)
        intent.insert(it.key(), it.value());
}

/// The page asks for the mandate where one is needed.
Confirmation onPage() { return {.returnUrl = {}, .useStripeSdk = true, .mandate = {{u"type"_s, u"online"_s}}}; }

/// Stripe makes the intent when the customer submits, not before; a declined one is used again.
Answer pay(Sandbox& sandbox, QJsonObject session, const QJsonObject& plan, const QJsonObject& method)
{
    const QJsonObject* stored = sandbox.store.paymentIntents.find(session.value("payment_intent"_L1).toString());
    QJsonObject intent = stored ? *stored : QJsonObject();
    if (!stored) {
        intent =
            blankIntent(sandbox, session.value("amount_total"_L1).toInteger(), session.value("currency"_L1).toString());
        intent["payment_method_types"_L1] = session.value("payment_method_types"_L1);
        intent["customer"_L1] = session.value("customer"_L1);
        copyGiven(plan.value("payment_intent_data"_L1).toObject(), intent);
        sandbox.store.paymentIntents.put(intent);
        session["payment_intent"_L1] = intent.value("id"_L1);
    }
    sandbox.store.checkoutSessions.put(session);
    if (!stored) sandbox.events.emitEvent(u"payment_intent.created"_s, intent);
    return confirmIntent(sandbox, intent, method, onPage());
}

Answer save(Sandbox& sandbox, QJsonObject session, const QJsonObject& plan, const QJsonObject& method)
{
    const QJsonObject* stored = sandbox.store.setupIntents.find(session.value("setup_intent"_L1).toString());
    QJsonObject intent = stored ? *stored : blankSetup(sandbox);
    if (!stored) {
        intent["payment_method_types"_L1] = session.value("payment_method_types"_L1);
        intent["customer"_L1] = session.value("customer"_L1);
        copyGiven(plan.value("setup_intent_data"_L1).toObject(), intent);
        sandbox.store.setupIntents.put(intent);
        session["setup_intent"_L1] = intent.value("id"_L1);
    }
    sandbox.store.checkoutSessions.put(session);
    if (!stored) sandbox.events.emitEvent(u"setup_intent.created"_s, intent);
    return confirmSetup(sandbox, intent, method, onPage());
}

void complete(Sandbox& sandbox, QJsonObject session, const QString& paymentStatus)
{
    const QString id = session.value("id"_L1).toString();
    session["status"_L1] = u"complete"_s;
    session["payment_status"_L1] = paymentStatus;
    session["url"_L1] = QJsonValue::Null;
    const QString made = planOf(sandbox, session).value("subscription"_L1).toString();
    if (const QJsonObject* subscription = sandbox.store.subscriptions.find(made)) {
        session["subscription"_L1] = made;
        session["invoice"_L1] = subscription->value("latest_invoice"_L1);
    }
    sandbox.store.checkoutSessions.put(session);
    sandbox.scheduler.drop(ExpireTask, id);
    sandbox.events.emitEvent(u"checkout.session.completed"_s, session);
}

/// Money that the customer sends by themselves is under way once they know where to.
bool awaitsTransfer(const QJsonObject& intent)
{
    return intent.value("next_action"_L1)["type"_L1].toString() == "display_bank_transfer_instructions"_L1;
}

/// A session is complete once its payment succeeded or is under way; one under way can still end either way.
void followPayment(Sandbox& sandbox, const QString& type, const QJsonObject& intent)
{
    const QString field = intent.value("object"_L1).toString();
    QList<QJsonObject> sessions = sandbox.store.checkoutSessions.all(field, intent.value("id"_L1).toString());
    for (const QJsonObject& plan : sandbox.store.checkoutPlans.all(u"intent"_s, intent.value("id"_L1).toString()))
        sessions.append(*sandbox.store.checkoutSessions.find(plan.value("id"_L1).toString()));
    if (sessions.isEmpty()) return;
    QJsonObject session = sessions.first();
    const bool succeeded = type == "payment_intent.succeeded"_L1;
    const bool failed = type == "payment_intent.payment_failed"_L1;
    if (isOpen(session)) {
        if (type == "setup_intent.succeeded"_L1)
            complete(sandbox, session, u"no_payment_required"_s);
        else if (!failed && (type != "payment_intent.requires_action"_L1 || awaitsTransfer(intent)))
            complete(sandbox, session, succeeded ? u"paid"_s : u"unpaid"_s);
        return;
    }
    if (session.value("status"_L1).toString() != "complete"_L1 ||
        session.value("payment_status"_L1).toString() != "unpaid"_L1 || !(succeeded || failed))
        return;
    if (succeeded) session["payment_status"_L1] = u"paid"_s;
    sandbox.store.checkoutSessions.put(session);
    sandbox.events.emitEvent(succeeded ? u"checkout.session.async_payment_succeeded"_s
                                       : u"checkout.session.async_payment_failed"_s,
                             session);
}

} // namespace

QJsonObject openCheckout(Sandbox& sandbox, QJsonObject session, QJsonObject plan)
{
    const QString id = u"cs_test_a1"_s + randomToken(56);
    session["id"_L1] = id;
    session["created"_L1] = sandbox.clock.now();
    session["url"_L1] = QString(sandbox.options.publicUrl + u"/c/pay/"_s + id);
    plan["id"_L1] = id;
    sandbox.store.checkoutSessions.put(session);
    sandbox.store.checkoutPlans.put(plan);
    sandbox.scheduler.at(session.value("expires_at"_L1).toInteger() * 1000, ExpireTask, id);
    return session;
}

Answer submitCheckout(Sandbox& sandbox, const QString& id, const CheckoutEntry& entry)
{
    Answer found = openSession(sandbox, id, u"completed"_s);
    if (!found) return found;
    Answer method = resolveMethod(sandbox, entry.paymentMethod);
    if (!method) return method;
    QJsonObject session = *found;
    const QJsonObject plan = planOf(sandbox, session);
    const QString type = method->value("type"_L1).toString();
    if (!session.value("payment_method_types"_L1).toArray().contains(type))
        return invalidRequest(u"This Checkout Session does not take payment methods of type %1."_s.arg(type),
                              u"payment_method"_s);
    takeDetails(sandbox, session, *method, entry.email);
    ensureCustomer(sandbox, session, plan);
    const QString mode = session.value("mode"_L1).toString();
    if (mode == "subscription"_L1) sandbox.store.checkoutSessions.put(session);
    Answer tried = mode == "setup"_L1          ? save(sandbox, session, plan, *method)
                   : mode == "subscription"_L1 ? subscribeOnPage(sandbox, session, plan, *method, onPage())
                                               : pay(sandbox, session, plan, *method);
    return tried ? Answer(*sandbox.store.checkoutSessions.find(id)) : tried;
}

Answer expireCheckout(Sandbox& sandbox, const QString& id)
{
    Answer found = openSession(sandbox, id, u"expired"_s);
    if (!found) return found;
    QJsonObject session = *found;
    session["status"_L1] = u"expired"_s;
    session["url"_L1] = QJsonValue::Null;
    sandbox.store.checkoutSessions.put(session);
    sandbox.scheduler.drop(ExpireTask, id);
    if (const QJsonObject* intent = sandbox.store.paymentIntents.find(session.value("payment_intent"_L1).toString()))
        std::ignore = cancelIntent(sandbox, *intent, u"automatic"_s);
    if (const QJsonObject* intent = sandbox.store.setupIntents.find(session.value("setup_intent"_L1).toString()))
        std::ignore = cancelSetup(sandbox, *intent, {});
    abandonSubscription(sandbox, planOf(sandbox, session));
    sandbox.events.emitEvent(u"checkout.session.expired"_s, session);
    return session;
}

QJsonArray checkoutItems(const Sandbox& sandbox, const QString& id)
{
    const QJsonObject* plan = sandbox.store.checkoutPlans.find(id);
    return plan ? plan->value("items"_L1).toArray() : QJsonArray();
}

QString checkoutSecret(const Sandbox& sandbox, const QJsonObject& session)
{
    const QString planned = planOf(sandbox, session).value("intent"_L1).toString();
    const QJsonObject* intent = nullptr;
    for (const QString& id : {session.value("payment_intent"_L1).toString(), planned}) {
        if (!intent) intent = sandbox.store.paymentIntents.find(id);
    }
    for (const QString& id : {session.value("setup_intent"_L1).toString(), planned}) {
        if (!intent) intent = sandbox.store.setupIntents.find(id);
    }
    const bool waits =
        intent && intent->value("status"_L1).toString() == "requires_action"_L1 && !awaitsTransfer(*intent);
    return waits ? intent->value("client_secret"_L1).toString() : QString();
}

QString checkoutReturn(const QJsonObject& session)
{
    QString url = session.value("success_url"_L1).toString();
    const QString id = session.value("id"_L1).toString();
    return url.replace("{CHECKOUT_SESSION_ID}"_L1, id).replace("%7BCHECKOUT_SESSION_ID%7D"_L1, id, Qt::CaseInsensitive);
}

void registerCheckoutTasks(Sandbox& sandbox)
{
    sandbox.scheduler.on(ExpireTask, [&sandbox](const QString& id) { std::ignore = expireCheckout(sandbox, id); });
    sandbox.events.follow(
        {u"payment_intent.succeeded"_s, u"payment_intent.processing"_s, u"payment_intent.amount_capturable_updated"_s,
         u"payment_intent.requires_action"_s, u"payment_intent.payment_failed"_s, u"setup_intent.succeeded"_s},
        [&sandbox](const QString& type, const QJsonObject& intent) { followPayment(sandbox, type, intent); });
}

} // namespace lectern::sandbox
