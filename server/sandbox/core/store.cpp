#include "sandbox/core/store.h"

#include "sandbox/core/json.h"

namespace lectern::sandbox {

QList<std::pair<QString, Collection*>> Store::all()
{
    return {{u"customer"_s, &customers},
            {u"payment_method"_s, &paymentMethods},
            {u"payment_intent"_s, &paymentIntents},
            {u"charge"_s, &charges},
            {u"refund"_s, &refunds},
            {u"balance_transaction"_s, &balanceTransactions},
            {u"payout"_s, &payouts},
            {u"bank_account"_s, &bankAccounts},
            {u"webhook_endpoint"_s, &webhookEndpoints},
            {u"event_head"_s, &events},
            {u"card_facts"_s, &cardFacts},
            {u"webhook_secret"_s, &webhookSecrets}};
}

const QJsonObject* Store::findAny(const QString& id) const
{
    for (const Collection* collection : {&customers, &paymentMethods, &paymentIntents, &charges, &refunds,
                                         &balanceTransactions, &payouts, &bankAccounts}) {
        if (const QJsonObject* object = collection->find(id)) return object;
    }
    return nullptr;
}

quint64 Store::version()
{
    quint64 sum = 0;
    for (const auto& [name, collection] : all())
        sum += collection->version();
    return sum;
}

QJsonObject Store::toJson()
{
    QJsonObject state;
    for (const auto& [name, collection] : all()) {
        QJsonArray objects;
        for (const QJsonObject& object : collection->all())
            objects.append(object);
        state.insert(name, objects);
    }
    return state;
}

void Store::load(const QJsonObject& state)
{
    for (const auto& [name, collection] : all()) {
        collection->clear();
        for (const QJsonValue& object : state.value(name).toArray())
            collection->put(object.toObject());
    }
}

} // namespace lectern::sandbox
