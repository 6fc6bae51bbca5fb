#include "sandbox/payments/refunds.h"
#include "sandbox/api/router.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

Answer refundOf(const Call& call)
{
    const QJsonObject* refund = call.sandbox.store.refunds.find(call.ids.first());
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
        const QJsonObject* charge = store.charges.find(chargeId);
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

Answer create(Call& call)
{
    Answer charge = chargeToRefund(call);
    if (!charge) return charge;
    const QString id = charge->value("id"_L1).toString();
    const QString currency = charge->value("currency"_L1).toString();
    if (charge->value("status"_L1).toString() != "succeeded"_L1)
        return invalidRequest(u"Charge %1 has failed and cannot be refunded."_s.arg(id), u"charge"_s,
                              u"charge_not_refundable"_s);
    if (charge->value("refunded"_L1).toBool())
        return invalidRequest(u"Charge %1 has already been refunded."_s.arg(id), u"charge"_s,
                              u"charge_already_refunded"_s);
    if (!charge->value("captured"_L1).toBool())
        return invalidRequest(
            u"Charge %1 has not been captured. Cancel its PaymentIntent to release the funds."_s.arg(id), u"charge"_s);
    const qint64 left = charge->value("amount"_L1).toInteger() - charge->value("amount_refunded"_L1).toInteger();
    const qint64 amount = call.number("amount"_L1, left);
    if (amount < 1)
        return invalidRequest(u"This value must be greater than or equal to 1."_s, u"amount"_s,
                              u"parameter_invalid_integer"_s);
    if (amount > left)
        return invalidRequest(u"Refund amount (%1) is greater than unrefunded amount on charge (%2)"_s.arg(
                                  amountText(amount, currency), amountText(left, currency)),
                              u"amount"_s);
    QJsonObject holder;
    mergeMetadata(call, holder);
    return makeRefund(call.sandbox, *charge, amount, call.text("reason"_L1), holder.value("metadata"_L1).toObject());
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
    const QString status = found->value("status"_L1).toString();
    if (status != "pending"_L1 && status != "requires_action"_L1)
        return invalidRequest(
            u"You can only cancel refunds that are pending; this refund has a status of %1."_s.arg(status),
            u"refund"_s);
    return cancelRefund(call.sandbox, *found);
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
         "amount:int charge:id payment_intent:id reason:duplicate|fraudulent|requested_by_customer metadata:map",
         create},
        {"GET", "/v1/refunds", "@list created:range charge:id payment_intent:id", list},
        {"GET", "/v1/refunds/:id", "", retrieve},
        {"POST", "/v1/refunds/:id", "metadata:map", update},
        {"POST", "/v1/refunds/:id/cancel", "", cancel},
    });
}

} // namespace lectern::sandbox
