#include "sandbox/api/router.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

Answer chargeOf(const Call& call)
{
    const QJsonObject* charge = call.find(call.sandbox.store.charges, call.ids.first());
    return charge ? Answer(*charge) : Answer(noSuchObject(u"charge"_s, call.ids.first(), u"charge"_s));
}

Answer retrieve(Call& call) { return chargeOf(call); }

Answer update(Call& call)
{
    Answer found = chargeOf(call);
    if (!found) return found;
    QJsonObject charge = *found;
    copyParams(call, charge, {"description"_L1, "receipt_email"_L1, "shipping"_L1, "transfer_group"_L1});
    if (call.has("fraud_details"_L1)) charge["fraud_details"_L1] = call.params.value("fraud_details"_L1);
    mergeMetadata(call, charge);
    const QJsonObject changes = previousAttributes(*found, charge);
    call.sandbox.store.charges.put(charge);
    if (!changes.isEmpty()) call.sandbox.events.emitEvent(u"charge.updated"_s, charge, changes);
    return charge;
}

Answer list(Call& call)
{
    const QString intent = call.text("payment_intent"_L1);
    const QString customer = call.text("customer"_L1);
    const QString group = call.text("transfer_group"_L1);
    ListQuery query = intent.isEmpty() ? ListQuery{u"customer"_s, customer} : ListQuery{u"payment_intent"_s, intent};
    query.filter = [customer, group](const QJsonObject& charge) {
        return (customer.isEmpty() || charge.value("customer"_L1).toString() == customer) &&
               (group.isEmpty() || charge.value("transfer_group"_L1).toString() == group);
    };
    return listPage(call, call.sandbox.store.charges, query);
}

Answer refunds(Call& call)
{
    Answer charge = chargeOf(call);
    return charge ? listPage(call, call.sandbox.store.refunds, {u"charge"_s, call.ids.first()}) : charge;
}

} // namespace

void addChargeRoutes(Router& router)
{
    router.add({
        {"GET", "/v1/charges", "@list created:range customer:id payment_intent:id transfer_group:id", list,
         Access::Secret, Scope::AnyAccount},
        {"GET", "/v1/charges/:id", "", retrieve, Access::Secret, Scope::AnyAccount},
        {"POST", "/v1/charges/:id",
         "description:str metadata:map receipt_email:str transfer_group:str fraud_details{user_report:fraudulent|safe} "
         "shipping{name:str phone:str carrier:str "
         "tracking_number:str " SANDBOX_ADDRESS_SCHEMA "}",
         update},
        {"GET", "/v1/charges/:id/refunds", "@list", refunds},
    });
}

} // namespace lectern::sandbox
