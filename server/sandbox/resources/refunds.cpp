#include "sandbox/payments/refunds.h"
#include "sandbox/api/router.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

Answer refundOf(const Call& call)
{
    const QJsonObject* refund = call.find(call.sandbox.store.refunds, call.ids.first());
    return refund ? Answer(*refund) : Answer(noSuchObject(u"refund"_s, call.ids.first(), u"refund"_s));
}

/// The charge that a request means, by `charge` or `payment_intent`.
Answer chargeToRefund(const Call& call)
{
    const Store& store = call.sandbox.store;
    const QString chargeId = call.text("charge"_L1);
    const QString intentId = call.text("payment_intent"_L1);
    if (chargeId.isEmpty() && intentId.isEmpty())
        return invalidRequest(
            u"One of the following params should be provided for this request: payment_intent or charge."_s);
    if (!chargeId.isEmpty()) {
        const QJsonObject* charge = call.find(store.charges, chargeId);
        if (!charge) return noSuchReference(u"charge"_s, chargeId, u"charge"_s);
        if (!intentId.isEmpty() && charge->value("payment_intent"_L1).toString() != intentId)
            return invalidRequest(u"The charge %1 does not belong to the PaymentIntent %2."_s.arg(chargeId, intentId),
                                  u"charge"_s);
        return *charge;
    }
    const QJsonObject* intent = store.paymentIntents.find(intentId);
    if (!intent) return noSuchReference(u"payment_intent"_s, intentId, u"payment_intent"_s);
    const QJsonObject* charge = store.charges.find(intent->value("latest_charge"_L1).toString());
    if (!charge || charge->value("status"_L1).toString() != "succeeded"_L1)
        return invalidRequest(u"This PaymentIntent (%1) does not have a successful charge to refund."_s.arg(intentId),
                              u"payment_intent"_s);
    return *charge;
}

/// Of money that waits in a customer's cash balance, instead of a payment.
Answer createOfCash(Call& call, const QJsonObject& metadata)
{
    for (const QLatin1StringView name : {"amount"_L1, "currency"_L1, "customer"_L1}) {
        if (!call.has(name)) return invalidRequest(u"Missing required param: %1."_s.arg(name), name, u"parameter_missing"_s);
    }
    const QString customer = call.text("customer"_L1);
    const QJsonObject* found = call.find(call.sandbox.store.customers, customer);
    if (!found) return noSuchReference(u"customer"_s, customer, u"customer"_s);
    if (call.text("instructions_email"_L1).isEmpty() && found->value("email"_L1).toString().isEmpty())
        return invalidRequest(u"An email address is required to refund this customer."_s, u"instructions_email"_s,
                              u"parameter_missing"_s);
    return refundCash(call.sandbox, customer, call.number("amount"_L1), call.text("currency"_L1), metadata);
}

Answer create(Call& call)
{
    if (call.text("origin"_L1) == "customer_balance"_L1) {
        QJsonObject named;
        mergeMetadata(call, named);
        return createOfCash(call, named.value("metadata"_L1).toObject());
    }
    Answer charge = chargeToRefund(call);
    if (!charge) return charge;
    if (call.has("amount"_L1) && call.number("amount"_L1) < 1)
        return invalidRequest(u"This value must be greater than or equal to 1."_s, u"amount"_s,
                              u"parameter_invalid_integer"_s);
    QJsonObject holder;
    mergeMetadata(call, holder);
    return refundCharge(call.sandbox, *charge, call.number("amount"_L1), call.text("reason"_L1),
                        holder.value("metadata"_L1).toObject());
}

Answer retrieve(Call& call) { return refundOf(call); }

Answer update(Call& call)
{
    Answer found = refundOf(call);
    if (!found) return found;
    QJsonObject refund = *found;
    mergeMetadata(call, refund);
    const QJsonObject changes = previousAttributes(*found, refund);
    call.sandbox.store.refunds.put(refund);
    if (!changes.isEmpty()) {
        call.sandbox.events.emitEvent(u"charge.refund.updated"_s, refund, changes);
        call.sandbox.events.emitEvent(u"refund.updated"_s, refund, changes);
    }
    return refund;
}

Answer cancel(Call& call)
{
    Answer found = refundOf(call);
    if (!found) return found;
    // Only refunds that ask something of the customer can be cancelled by the API, and those of cards never do.
    return invalidRequest(u"You can only cancel refunds with a status of requires_action; this refund has a status of "
                          u"%1."_s.arg(found->value("status"_L1).toString()),
                          u"refund"_s);
}

Answer list(Call& call)
{
    const QString charge = call.text("charge"_L1);
    return listPage(call, call.sandbox.store.refunds,
                    charge.isEmpty() ? ListQuery{u"payment_intent"_s, call.text("payment_intent"_L1)}
                                     : ListQuery{u"charge"_s, charge});
}

} // namespace

void addRefundRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/refunds",
         "amount:int charge:id payment_intent:id customer:id currency:id origin:customer_balance instructions_email "
         "reason:duplicate|fraudulent|requested_by_customer metadata:map",
         create},
        {"GET", "/v1/refunds", "@list created:range charge:id payment_intent:id", list, Access::Secret,
         Scope::AnyAccount},
        {"GET", "/v1/refunds/:id", "", retrieve, Access::Secret, Scope::AnyAccount},
        {"POST", "/v1/refunds/:id", "metadata:map", update},
        {"POST", "/v1/refunds/:id/cancel", "", cancel},
    });
}

} // namespace lectern::sandbox
