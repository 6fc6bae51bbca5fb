#include "sandbox/api/router.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

Answer balance(Call& call) { return call.sandbox.balances.toObject(call.account); }

Answer retrieve(Call& call)
{
    const QJsonObject* transaction = call.find(call.sandbox.store.balanceTransactions, call.ids.first());
    return transaction ? Answer(*transaction)
                       : Answer(noSuchObject(u"balance transaction"_s, call.ids.first(), u"id"_s));
}

/// Stripe knows what a payout consists of for the automatic ones only.
Refusal checkPayout(const Call& call, const QString& id)
{
    if (id.isEmpty()) return {};
    const QJsonObject* payout = call.find(call.sandbox.store.payouts, id);
    if (!payout) return noSuchReference(u"payout"_s, id, u"payout"_s);
    if (payout->value("automatic"_L1).toBool()) return {};
    return invalidRequest(u"Balance transaction history can only be filtered on automatic transfers, not manual."_s,
                          u"payout"_s);
}

Answer list(Call& call)
{
    const QString type = call.text("type"_L1);
    const QString currency = call.text("currency"_L1);
    const QString payout = call.text("payout"_L1);
    const QJsonValue availableOn = call.params.value("available_on"_L1);
    if (Refusal refusal = checkPayout(call, payout)) return *refusal;
    const Collection& contents = call.sandbox.store.payoutContents;
    ListQuery query{u"source"_s, call.text("source"_L1)};
    query.filter = [&](const QJsonObject& transaction) {
        const QJsonObject* part = payout.isEmpty() ? nullptr : contents.find(transaction.value("id"_L1).toString());
        return (type.isEmpty() || transaction.value("type"_L1).toString() == type) &&
               (currency.isEmpty() || transaction.value("currency"_L1).toString() == currency) &&
               (payout.isEmpty() || (part && part->value("payout"_L1).toString() == payout)) &&
               inRange(availableOn, transaction.value("available_on"_L1).toInteger());
    };
    return listPage(call, call.sandbox.store.balanceTransactions, query);
}

} // namespace

void addBalanceRoutes(Router& router)
{
    // `available_on` is no longer in the reference, and is still taken.
    constexpr char listSchema[] = "@list available_on:range created:range currency:id payout:id source:id type:id";
    constexpr Access secret = Access::Secret;
    constexpr Scope any = Scope::AnyAccount;
    router.add({
        {"GET", "/v1/balance", "", balance, secret, any},
        {"GET", "/v1/balance_transactions", listSchema, list, secret, any},
        {"GET", "/v1/balance_transactions/:id", "", retrieve, secret, any},
        {"GET", "/v1/balance/history", listSchema, list, secret, any},
        {"GET", "/v1/balance/history/:id", "", retrieve, secret, any},
    });
}

} // namespace lectern::sandbox
