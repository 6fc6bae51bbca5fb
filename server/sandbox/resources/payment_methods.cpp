#include "sandbox/api/router.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

Answer methodOf(const Call& call)
{
    Answer method = resolveMethod(call.sandbox, call.ids.first());
    if (method) return method;
    ApiError error = method.error();
    error.status = 404;
    return error;
}

Answer create(Call& call)
{
    Answer method = methodFromData(call.sandbox, call.params, {});
    if (!method) return method;
    QJsonObject changed = *method;
    mergeMetadata(call, changed);
    copyParams(call, changed, {"allow_redisplay"_L1});
    call.sandbox.store.paymentMethods.put(changed);
    return changed;
}

Answer retrieve(Call& call) { return methodOf(call); }

Answer update(Call& call)
{
    Answer found = methodOf(call);
    if (!found) return found;
    QJsonObject method = *found;
    mergeMetadata(call, method);
    copyParams(call, method, {"allow_redisplay"_L1});
    QJsonObject billing = method.value("billing_details"_L1).toObject();
    const QJsonObject given = call.params.value("billing_details"_L1).toObject();
    for (auto it = given.begin(); it != given.end(); ++it)
        billing.insert(it.key(), it.value().isObject() ? it.value() : nullIfEmpty(it.value().toString()));
    method["billing_details"_L1] = billing;
    QJsonObject card = method.value("card"_L1).toObject();
    if (call.has("card"_L1) && card.isEmpty())
        return invalidRequest(u"You cannot update `card` of a PaymentMethod of another type."_s, u"card"_s);
    const QJsonObject expiry = call.params.value("card"_L1).toObject();
    for (auto it = expiry.begin(); it != expiry.end(); ++it)
        card.insert(it.key(), it.value());
    if (!card.isEmpty()) method["card"_L1] = card;
    call.sandbox.store.paymentMethods.put(method);
    const QJsonObject changes = previousAttributes(*found, method);
    if (!changes.isEmpty() && method.value("customer"_L1).isString())
        call.sandbox.events.emitEvent(u"payment_method.updated"_s, method, changes);
    return method;
}

Answer attach(Call& call)
{
    Sandbox& sandbox = call.sandbox;
    const QString customer = call.text("customer"_L1);
    const QJsonObject* stored = sandbox.store.customers.find(customer);
    if (!stored || stored->value("deleted"_L1).toBool()) return noSuchReference(u"customer"_s, customer, u"customer"_s);
    Answer method = methodOf(call);
    if (!method) return method;
    const QString id = method->value("id"_L1).toString();
    const QString owner = method->value("customer"_L1).toString();
    if (owner == customer) return method;
    if (!owner.isEmpty())
        return invalidRequest(u"The payment method you provided has already been attached to a customer."_s,
                              u"payment_method"_s);
    if (hasMark(sandbox, id, u"used"_s))
        return invalidRequest(u"This PaymentMethod was previously used without being attached to a Customer or was "
                              u"detached from a Customer, and may not be "
                              "used again."_s);
    return attachMethod(sandbox, *method, customer);
}

/// A method that is gone cannot be what the customer's invoices are paid with.
void forgetDefault(Sandbox& sandbox, const QString& customerId, const QString& method)
{
    const QJsonObject* stored = sandbox.store.customers.find(customerId);
    QJsonObject settings = stored ? stored->value("invoice_settings"_L1).toObject() : QJsonObject();
    if (settings.value("default_payment_method"_L1).toString() != method) return;
    const QJsonObject before = *stored;
    QJsonObject customer = before;
    settings["default_payment_method"_L1] = QJsonValue::Null;
    customer["invoice_settings"_L1] = settings;
    sandbox.store.customers.put(customer);
    sandbox.events.emitEvent(u"customer.updated"_s, customer, previousAttributes(before, customer));
}

Answer detach(Call& call)
{
    Answer found = methodOf(call);
    if (!found) return found;
    if (found->value("customer"_L1).isNull())
        return invalidRequest(
            u"The payment method you provided is not attached to a customer so detachment is impossible."_s);
    QJsonObject method = *found;
    method["customer"_L1] = QJsonValue::Null;
    call.sandbox.store.paymentMethods.put(method);
    setMark(call.sandbox, call.ids.first(), u"used"_s); // Stripe does not let a detached method be used again
    call.sandbox.events.emitEvent(u"payment_method.detached"_s, method, {{u"customer"_s, found->value("customer"_L1)}});
    forgetDefault(call.sandbox, found->value("customer"_L1).toString(), call.ids.first());
    return method;
}

Answer mandate(Call& call)
{
    const QJsonObject* stored = call.sandbox.store.mandates.find(call.ids.first());
    return stored ? Answer(*stored) : Answer(noSuchObject(u"mandate"_s, call.ids.first(), u"mandate"_s));
}

Answer list(Call& call)
{
    const QString customer = call.text("customer"_L1);
    if (!customer.isEmpty() && !call.sandbox.store.customers.find(customer))
        return noSuchReference(u"customer"_s, customer, u"customer"_s);
    const QString type = call.text("type"_L1);
    return listPage(call, call.sandbox.store.paymentMethods,
                    {u"customer"_s, customer, [type](const QJsonObject& method) {
                         return type.isEmpty() || method.value("type"_L1).toString() == type;
                     }});
}

} // namespace

void addPaymentMethodRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/payment_methods",
         "type!:id allow_redisplay:always|limited|unspecified metadata:map " SANDBOX_CARD_SCHEMA
         " " SANDBOX_BILLING_SCHEMA,
         create, Access::SecretOrPublishable},
        {"GET", "/v1/payment_methods", "@list customer:id type:card|customer_balance|sepa_debit|us_bank_account", list},
        {"GET", "/v1/payment_methods/:id", "", retrieve},
        {"POST", "/v1/payment_methods/:id",
         "allow_redisplay:always|limited|unspecified metadata:map card{exp_month:int "
         "exp_year:int} " SANDBOX_BILLING_SCHEMA,
         update},
        {"POST", "/v1/payment_methods/:id/attach", "customer!:id", attach},
        {"POST", "/v1/payment_methods/:id/detach", "", detach},
        {"GET", "/v1/mandates/:id", "", mandate},
    });
}

} // namespace lectern::sandbox
