#pragma once
#include "sandbox/core/collection.h"

#include <QList>
#include <utility>

namespace lectern::sandbox {

/// Everything that the sandbox remembers as objects. A new resource adds its collection here and in all().
struct Store
{
    Collection customers{{QStringLiteral("email")}};
    Collection paymentMethods{{QStringLiteral("customer")}};
    Collection paymentIntents{{QStringLiteral("customer")}};
    Collection setupIntents{{QStringLiteral("customer")}};
    Collection subscriptions{{QStringLiteral("customer"), QStringLiteral("pending_setup_intent")}};
    Collection invoices{{QStringLiteral("customer")}};
    Collection invoicePayments{{QStringLiteral("invoice")}};
    Collection mandates;
    Collection cashTransactions{{QStringLiteral("customer")}};
    Collection products;
    Collection prices{{QStringLiteral("product")}};
    Collection checkoutSessions{{QStringLiteral("payment_intent"), QStringLiteral("setup_intent"),
                                 QStringLiteral("subscription"), QStringLiteral("customer")}};
    Collection charges{{QStringLiteral("payment_intent"), QStringLiteral("customer")}};
    Collection refunds{{QStringLiteral("charge"), QStringLiteral("payment_intent")}};
    Collection balanceTransactions{{QStringLiteral("source"), QStringLiteral("payout")}};
    Collection payouts;
    Collection bankAccounts{{QStringLiteral("account")}};
    Collection disputes{{QStringLiteral("charge"), QStringLiteral("payment_intent")}};
    Collection fraudWarnings{{QStringLiteral("charge"), QStringLiteral("payment_intent")}};
    Collection files;
    Collection accounts; ///< connected accounts; the platform's own is a fixed shape
    Collection transfers{
        {QStringLiteral("destination"), QStringLiteral("transfer_group"), QStringLiteral("source_transaction")}};
    Collection transferReversals{{QStringLiteral("transfer")}};
    Collection webhookEndpoints;
    Collection events{{QStringLiteral("type"), QStringLiteral("object_id")}}; ///< heads; the bodies are in EventLog
    // What Stripe knows and does not show: card facts beside a payment method, secrets beside an endpoint.
    Collection cardFacts;
    Collection webhookSecrets;
    Collection disputePlans;                                   ///< disputes that are still to come
    Collection accountFacts;                                   ///< what onboarding asked for, by account
    Collection accountLinks{{QStringLiteral("session")}};      ///< by the token of the link
    Collection intentInvoices{{QStringLiteral("invoice")}};    ///< the invoice that an intent collects, by the intent
    Collection invoiceFacts;                                   ///< whether an attempt of ours is running
    Collection pendingLines{{QStringLiteral("subscription")}}; ///< what the next invoice has to settle
    Collection cashFacts;                                      ///< the account number that a customer transfers to
    Collection fileContents;
    Collection checkoutPlans{
        {QStringLiteral("intent")}}; ///< by session: its line items, and what its intent or subscription is made with
    Collection meetings{{QStringLiteral("host_id")}}; ///< of the stand-in for Zoom
    Collection meetingTokens;
    Collection payoutContents{{QStringLiteral("payout")}}; ///< balance transaction → the automatic payout that has it

    /// Every collection under the name it has in the state file; the first ones are named as their object type.
    [[nodiscard]] QList<std::pair<QString, Collection*>> all();
    /// The object behind an id of any visible kind, or null.
    [[nodiscard]] const QJsonObject* findAny(const QString& id) const;

    [[nodiscard]] quint64 version();
    [[nodiscard]] QJsonObject toJson();
    void load(const QJsonObject& state);
};

} // namespace lectern::sandbox
