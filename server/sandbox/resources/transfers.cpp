#include "sandbox/payments/transfers.h"
#include "sandbox/api/router.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

Answer transferOf(const Call& call)
{
    const QJsonObject* transfer = call.sandbox.store.transfers.find(call.ids.first());
    return transfer ? Answer(*transfer) : Answer(noSuchObject(u"transfer"_s, call.ids.first(), u"transfer"_s));
}

Refusal checkPositive(const Call& call)
{
    if (!call.has("amount"_L1) || call.number("amount"_L1) >= 1) return {};
    return invalidRequest(u"This value must be greater than or equal to 1."_s, u"amount"_s,
                          u"parameter_invalid_integer"_s);
}

QJsonObject metadataOf(const Call& call)
{
    QJsonObject holder{{u"metadata"_s, QJsonObject()}};
    mergeMetadata(call, holder);
    return holder.value("metadata"_L1).toObject();
}

Answer create(Call& call)
{
    const QString currency = call.text("currency"_L1).toLower();
    if (Refusal refusal = checkCurrency(currency)) return *refusal;
    if (Refusal refusal = checkPositive(call)) return *refusal;
    QJsonObject transfer = shape(u"transfer"_s);
    copyParams(call, transfer,
               {"description"_L1, "destination"_L1, "source_transaction"_L1, "source_type"_L1, "transfer_group"_L1});
    qint64 amount = call.number("amount"_L1);
    if (!call.has("amount"_L1)) {
        // Only a charge to take all of makes the amount unnecessary.
        const QJsonObject* source = call.sandbox.store.charges.find(call.text("source_transaction"_L1));
        if (!source) return missingParameter(u"amount"_s);
        amount = source->value("amount_captured"_L1).toInteger();
    }
    transfer["amount"_L1] = amount;
    transfer["currency"_L1] = currency;
    transfer["metadata"_L1] = metadataOf(call);
    return startTransfer(call.sandbox, transfer);
}

Answer retrieve(Call& call) { return transferOf(call); }

Answer update(Call& call)
{
    Answer found = transferOf(call);
    if (!found) return found;
    QJsonObject transfer = *found;
    copyParams(call, transfer, {"description"_L1});
    mergeMetadata(call, transfer);
    const QJsonObject changes = previousAttributes(*found, transfer);
    call.sandbox.store.transfers.put(transfer);
    if (!changes.isEmpty()) call.sandbox.events.emitEvent(u"transfer.updated"_s, transfer, changes);
    return transfer;
}

Answer list(Call& call)
{
    const QString destination = call.text("destination"_L1);
    const QString group = call.text("transfer_group"_L1);
    ListQuery query =
        group.isEmpty() ? ListQuery{u"destination"_s, destination} : ListQuery{u"transfer_group"_s, group};
    query.filter = [destination](const QJsonObject& transfer) {
        return destination.isEmpty() || transfer.value("destination"_L1).toString() == destination;
    };
    return listPage(call, call.sandbox.store.transfers, query);
}

Answer reverse(Call& call)
{
    if (Refusal refusal = checkPositive(call)) return *refusal;
    return reverseTransfer(call.sandbox, call.ids.first(), call.number("amount"_L1), metadataOf(call));
}

Answer listReversals(Call& call)
{
    Answer transfer = transferOf(call);
    return transfer ? listPage(call, call.sandbox.store.transferReversals, {u"transfer"_s, call.ids.first()})
                    : transfer;
}

Answer reversalOf(const Call& call)
{
    const QJsonObject* reversal = call.sandbox.store.transferReversals.find(call.ids.at(1));
    if (!reversal || reversal->value("transfer"_L1).toString() != call.ids.first())
        return noSuchObject(u"transfer reversal"_s, call.ids.at(1), u"id"_s);
    return *reversal;
}

Answer retrieveReversal(Call& call) { return reversalOf(call); }

Answer updateReversal(Call& call)
{
    Answer reversal = reversalOf(call);
    if (!reversal) return reversal;
    mergeMetadata(call, *reversal);
    call.sandbox.store.transferReversals.put(*reversal);
    return reversal;
}

} // namespace

void addTransferRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/transfers",
         "amount:int currency!:id destination!:id description:str metadata:map source_transaction:id "
         "source_type:card|bank_account|fpx transfer_group:id",
         create},
        {"GET", "/v1/transfers", "@list created:range destination:id transfer_group:id", list},
        {"GET", "/v1/transfers/:id", "", retrieve},
        {"POST", "/v1/transfers/:id", "description:str metadata:map", update},
        {"POST", "/v1/transfers/:id/reversals", "amount:int description:str metadata:map refund_application_fee:bool",
         reverse},
        {"GET", "/v1/transfers/:id/reversals", "@list", listReversals},
        {"GET", "/v1/transfers/:id/reversals/:id", "", retrieveReversal},
        {"POST", "/v1/transfers/:id/reversals/:id", "metadata:map", updateReversal},
    });
}

} // namespace lectern::sandbox
