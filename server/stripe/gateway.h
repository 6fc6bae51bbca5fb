#pragma once
#include "stripe/objects.h"
#include "stripe/payers.h"
#include "stripe/subscriptions.h"

namespace lectern::stripe {

/// Stripe forgets idempotency keys after a day; an hour earlier we stop relying on them and look up instead.
inline constexpr qint64 kKeyLifetimeSeconds = 23 * 3600;

/// What Lectern asks of a payment gateway. Calls block the calling worker thread until the answer or the timeout and are
/// never made inside a database transaction. Errors: GatewayBusy (try again later, nothing happened), GatewayRefused
/// (`detail` is the gateway's message), OutcomeUnknown (no answer: the same call with the same ids resolves it, the
/// idempotency key is derived from them).
class Gateway : public PayerGateway, public SubscriptionGateway
{
public:
    /// What it can do at all. Calls for other things answer PaymentsUnavailable.
    struct Abilities {
        bool cards = true;            ///< a page on which payers pay, methods that are kept, subscriptions, the hosted page
        QStringList transfers;        ///< currencies in which it takes bank transfers
    };
    [[nodiscard]] virtual Abilities abilities() const = 0;
    virtual Result<Intent> createIntent(const IntentRequest& request) = 0;
    virtual Result<Intent> retrieveIntent(const QString& id) = 0;
    virtual Result<Intent> cancelIntent(const QString& id) = 0;
    /// `account` empty: from the platform's balance; else from that account's.
    virtual Result<Payout> createPayout(const WithdrawalId& withdrawal, const Money& amount, const QString& account) = 0;
    virtual Result<Payout> retrievePayout(const QString& id, const QString& account) = 0;
    /// The payout made for a withdrawal, looked up by its metadata; nothing when the gateway has none.
    virtual Result<std::optional<Payout>> findPayout(const WithdrawalId& withdrawal, qint64 createdSince, const QString& account) = 0;
    virtual Result<Transfer> createTransfer(const WithdrawalId& withdrawal, const Money& amount, const QString& account) = 0;
    virtual Result<std::optional<Transfer>> findTransfer(const WithdrawalId& withdrawal, const QString& account) = 0;
    /// Takes a whole transfer back to the platform's balance.
    virtual Result<Done> reverseTransfer(const WithdrawalId& withdrawal, const QString& transfer) = 0;
    virtual Result<Account> createAccount(const User& user) = 0;
    virtual Result<Account> retrieveAccount(const QString& id) = 0;
    virtual Result<AccountLink> createAccountLink(const QString& account, const QString& returnUrl) = 0;
    virtual Result<GatewayDispute> retrieveDispute(const QString& id) = 0;
    /// A file to be named in the evidence; its id at the gateway. The same `key` answers the same file.
    virtual Result<QString> uploadEvidence(const EvidenceFile& file, const QString& key) = 0;
    /// Sends the evidence, once and for all; `fields` are Stripe's names under evidence.
    virtual Result<GatewayDispute> submitEvidence(const QString& dispute, const QList<QPair<QString, QString>>& fields) = 0;
    /// Gives the money up.
    virtual Result<GatewayDispute> closeDispute(const QString& dispute) = 0;
    /// Movements of the platform's balance created since then, newest first, at most 100 after `afterId`.
    virtual Result<QList<BalanceTransaction>> listTransactions(qint64 createdSince, const QString& startingAfter) = 0;
    virtual Result<QList<GatewayBalance>> balances() = 0;
    virtual Result<GatewayRefund> createRefund(const RefundRequest& request) = 0;
    virtual Result<GatewayRefund> retrieveRefund(const QString& id) = 0;
    /// The refund that was made for ours, looked up by its metadata; nothing when the gateway has none.
    virtual Result<std::optional<GatewayRefund>> findRefund(const RefundRequest& request) = 0;
    /// Bodies of events created since then, oldest first, at most 100 after `afterId`.
    virtual Result<QList<QJsonObject>> listEvents(qint64 createdSince, const QString& startingAfter) = 0;
};

} // namespace lectern::stripe
