#include "sandbox/payments/payouts.h"
#include "sandbox/api/router.h"
#include "sandbox/core/ids.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

Answer payoutOf(const Call& call)
{
    const QJsonObject* payout = call.find(call.sandbox.store.payouts, call.ids.first());
    return payout ? Answer(*payout) : Answer(noSuchObject(u"payout"_s, call.ids.first(), u"payout"_s));
}

/// The bank account that a new payout goes to.
Answer destinationOf(Call& call, const QString& currency)
{
    const ApiError none = invalidRequest(
        u"Sorry, you don't have any external accounts in that currency (%1)."_s.arg(currency), u"destination"_s);
    if (!call.has("destination"_L1)) {
        const std::optional<QJsonObject> bank = defaultBankAccount(call.sandbox, currency, call.account);
        return bank ? Answer(*bank) : Answer(none);
    }
    const QJsonObject* stored = call.find(call.sandbox.store.bankAccounts, call.text("destination"_L1));
    if (!stored) return noSuchReference(u"external account"_s, call.text("destination"_L1), u"destination"_s);
    if (stored->value("currency"_L1).toString() != currency) return none;
    return *stored;
}

Answer create(Call& call)
{
    Sandbox& sandbox = call.sandbox;
    const QString currency = call.text("currency"_L1).toLower();
    const qint64 amount = call.number("amount"_L1);
    if (Refusal refusal = checkCurrency(currency)) return *refusal;
    if (amount < 1)
        return invalidRequest(u"This value must be greater than or equal to 1."_s, u"amount"_s,
                              u"parameter_invalid_integer"_s);
    const QJsonObject* account = sandbox.store.accounts.find(call.account);
    if (account && !account->value("payouts_enabled"_L1).toBool())
        return invalidRequest(u"Payouts are not enabled for this account. Check the account's requirements to see what "
                              u"has to be provided."_s,
                              {}, u"payouts_not_allowed"_s);
    Answer bank = destinationOf(call, currency);
    if (!bank) return bank;
    if (amount > sandbox.balances.available(currency, call.account))
        return invalidRequest(
            u"You have insufficient funds in your Stripe account for this transfer. Your card balance is too low. You "
            u"can use the "
            "/v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance)."_s,
            {}, u"balance_insufficient"_s);
    QJsonObject payout = shape(u"payout"_s);
    payout["id"_L1] = longId("po_", '1');
    payout["amount"_L1] = amount;
    payout["currency"_L1] = currency;
    payout["created"_L1] = sandbox.clock.now();
    payout["arrival_date"_L1] = payoutArrival(sandbox);
    payout["destination"_L1] = bank->value("id"_L1);
    copyParams(call, payout, {"description"_L1, "statement_descriptor"_L1, "method"_L1, "source_type"_L1});
    mergeMetadata(call, payout);
    return startPayout(sandbox, payout, call.account);
}

Answer retrieve(Call& call) { return payoutOf(call); }

Answer update(Call& call)
{
    Answer found = payoutOf(call);
    if (!found) return found;
    QJsonObject payout = *found;
    mergeMetadata(call, payout);
    const QJsonObject changes = previousAttributes(*found, payout);
    call.sandbox.store.payouts.put(payout);
    if (!changes.isEmpty()) call.sandbox.events.emitEvent(u"payout.updated"_s, payout, changes, call.account);
    return payout;
}

Answer cancel(Call& call)
{
    Answer found = payoutOf(call);
    if (!found) return found;
    if (found->value("status"_L1).toString() != "pending"_L1)
        return invalidRequest(
            u"Payouts can only be canceled while they are pending; this one has a status of %1."_s.arg(
                found->value("status"_L1).toString()),
            u"payout"_s, u"payouts_not_allowed"_s);
    return cancelPayout(call.sandbox, *found);
}

Answer list(Call& call)
{
    const QString status = call.text("status"_L1);
    const QString destination = call.text("destination"_L1);
    const QJsonValue arrival = call.params.value("arrival_date"_L1);
    ListQuery query;
    query.filter = [=](const QJsonObject& payout) {
        return (status.isEmpty() || payout.value("status"_L1).toString() == status) &&
               (destination.isEmpty() || payout.value("destination"_L1).toString() == destination) &&
               inRange(arrival, payout.value("arrival_date"_L1).toInteger());
    };
    return listPage(call, call.sandbox.store.payouts, query);
}

} // namespace

void addPayoutRoutes(Router& router)
{
    constexpr Access secret = Access::Secret;
    constexpr Scope any = Scope::AnyAccount;
    router.add({
        {"POST", "/v1/payouts",
         "amount!:int currency!:id description:str destination:id metadata:map method:standard|instant "
         "source_type:card|bank_account|fpx "
         "statement_descriptor:str",
         create, secret, any},
        {"GET", "/v1/payouts",
         "@list created:range arrival_date:range destination:id status:pending|in_transit|paid|failed|canceled", list,
         secret, any},
        {"GET", "/v1/payouts/:id", "", retrieve, secret, any},
        {"POST", "/v1/payouts/:id", "metadata:map", update, secret, any},
        {"POST", "/v1/payouts/:id/cancel", "", cancel, secret, any},
    });
}

} // namespace lectern::sandbox
