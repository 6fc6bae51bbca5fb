#include "sandbox/core/store.h"

#include "sandbox/core/json.h"

namespace lectern::sandbox {

static constexpr QLatin1StringView OwnerKey = "owner!"_L1; // no field of Stripe's has such a name

QList<std::pair<QString, Collection*>> Store::all()
{
    return {{u"customer"_s, &customers},
            {u"payment_method"_s, &paymentMethods},
            {u"payment_intent"_s, &paymentIntents},
            {u"setup_intent"_s, &setupIntents},
            {u"subscription"_s, &subscriptions},
            {u"invoice"_s, &invoices},
            {u"invoice_payment"_s, &invoicePayments},
            {u"mandate"_s, &mandates},
            {u"customer_cash_balance_transaction"_s, &cashTransactions},
            {u"product"_s, &products},
            {u"price"_s, &prices},
            {u"checkout.session"_s, &checkoutSessions},
            {u"charge"_s, &charges},
            {u"refund"_s, &refunds},
            {u"balance_transaction"_s, &balanceTransactions},
            {u"payout"_s, &payouts},
            {u"bank_account"_s, &bankAccounts},
            {u"dispute"_s, &disputes},
            {u"radar.early_fraud_warning"_s, &fraudWarnings},
            {u"file"_s, &files},
            {u"connected_account"_s, &accounts},
            {u"transfer"_s, &transfers},
            {u"transfer_reversal"_s, &transferReversals},
            {u"webhook_endpoint"_s, &webhookEndpoints},
            {u"event_head"_s, &events},
            {u"card_facts"_s, &cardFacts},
            {u"webhook_secret"_s, &webhookSecrets},
            {u"dispute_plan"_s, &disputePlans},
            {u"account_facts"_s, &accountFacts},
            {u"account_link"_s, &accountLinks},
            {u"checkout_plan"_s, &checkoutPlans},
            {u"intent_invoice"_s, &intentInvoices},
            {u"invoice_facts"_s, &invoiceFacts},
            {u"pending_line"_s, &pendingLines},
            {u"cash_facts"_s, &cashFacts},
            {u"file_contents"_s, &fileContents},
            {u"payout_contents"_s, &payoutContents},
            {u"meeting"_s, &meetings},
            {u"meeting_token"_s, &meetingTokens}};
}

const QJsonObject* Store::findAny(const QString& id) const
{
    for (const Collection* collection :
         {&customers,       &paymentMethods, &paymentIntents,      &setupIntents,     &subscriptions, &invoices,
          &invoicePayments, &mandates,       &cashTransactions,    &products,         &prices,        &checkoutSessions,
          &charges,         &refunds,        &balanceTransactions, &payouts,          &bankAccounts,  &disputes,
          &files,           &accounts,       &transfers,           &transferReversals}) {
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
        for (QJsonObject object : collection->all()) {
            const QString owner = collection->ownerOf(object.value("id"_L1).toString());
            if (!owner.isEmpty()) object.insert(OwnerKey, owner);
            objects.append(object);
        }
        state.insert(name, objects);
    }
    return state;
}

void Store::load(const QJsonObject& state)
{
    for (const auto& [name, collection] : all()) {
        collection->clear();
        for (const auto& value : state.value(name).toArray()) {
            QJsonObject object = value.toObject();
            const QString owner = object.take(OwnerKey).toString();
            collection->put(object, owner);
        }
    }
}

} // namespace lectern::sandbox
