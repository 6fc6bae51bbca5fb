#include "sandbox/api/router.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

Answer balance(Call& call) { return call.sandbox.balances.toObject(); }

Answer retrieve(Call& call)
{
    const QJsonObject* transaction = call.sandbox.store.balanceTransactions.find(call.ids.first());
    return transaction ? Answer(*transaction)
                       : Answer(noSuchObject(u"balance transaction"_s, call.ids.first(), u"id"_s));
}

Answer list(Call& call)
{
    const QString type = call.text("type"_L1);
    const QString currency = call.text("currency"_L1);
    const QString source = call.text("source"_L1);
    const QString payout = call.text("payout"_L1);
    if (!payout.isEmpty() && !call.sandbox.store.payouts.find(payout))
        return noSuchReference(u"payout"_s, payout, u"payout"_s);
    ListQuery query{u"source"_s, source.isEmpty() ? payout : source};
    query.filter = [=](const QJsonObject& transaction) {
        return (type.isEmpty() || transaction.value("type"_L1).toString() == type) &&
               (currency.isEmpty() || transaction.value("currency"_L1).toString() == currency);
    };
    return listPage(call, call.sandbox.store.balanceTransactions, query);
}

} // namespace

void addBalanceRoutes(Router& router)
{
    constexpr char listSchema[] = "@list created:range currency:id payout:id source:id type:id";
    router.add({
        {"GET", "/v1/balance", "", balance},
        {"GET", "/v1/balance_transactions", listSchema, list},
        {"GET", "/v1/balance_transactions/:id", "", retrieve},
        {"GET", "/v1/balance/history", listSchema, list},
        {"GET", "/v1/balance/history/:id", "", retrieve},
    });
}

} // namespace lectern::sandbox
