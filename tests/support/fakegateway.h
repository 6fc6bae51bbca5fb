#pragma once
#include "stripe/gateway.h"
#include <QHash>
#include <functional>
#include <map>
#include <mutex>

namespace lectern::test {

/// A gateway in memory that keeps what it made, as Stripe does by idempotency key, and fails on request.
class FakeGateway final : public stripe::Gateway
{
public:
    [[nodiscard]] Abilities abilities() const override { return {m_takesCards, {QStringLiteral("USD"), QStringLiteral("EUR")}}; }
    Result<stripe::Intent> createIntent(const stripe::IntentRequest& request) override;
    Result<stripe::Intent> retrieveIntent(const QString& id) override;
    Result<stripe::Intent> cancelIntent(const QString& id) override;
    Result<stripe::Payout> createPayout(const WithdrawalId& withdrawal, const Money& amount, const QString& account) override;
    Result<stripe::Payout> retrievePayout(const QString& id, const QString& account) override;
    Result<std::optional<stripe::Payout>> findPayout(const WithdrawalId& withdrawal, qint64 createdSince, const QString& account) override;
    Result<stripe::Transfer> createTransfer(const WithdrawalId& withdrawal, const Money& amount, const QString& account) override;
    Result<std::optional<stripe::Transfer>> findTransfer(const WithdrawalId& withdrawal, const QString& account) override;
    Result<Done> reverseTransfer(const WithdrawalId& withdrawal, const QString& transfer) override;
    Result<stripe::Account> createAccount(const User& user) override;
    Result<stripe::Account> retrieveAccount(const QString& id) override;
    Result<stripe::AccountLink> createAccountLink(const QString& account, const QString& returnUrl) override;
    Result<stripe::GatewayDispute> retrieveDispute(const QString& id) override;
    Result<QString> uploadEvidence(const stripe::EvidenceFile& file, const QString& key) override;
    Result<stripe::GatewayDispute> submitEvidence(const QString& dispute, const QList<QPair<QString, QString>>& fields) override;
    Result<stripe::GatewayDispute> closeDispute(const QString& dispute) override;
    Result<QList<stripe::BalanceTransaction>> listTransactions(qint64 createdSince, const QString& startingAfter) override;
    Result<QList<stripe::GatewayBalance>> balances() override;
    Result<stripe::GatewayRefund> createRefund(const stripe::RefundRequest& request) override;
    Result<stripe::GatewayRefund> retrieveRefund(const QString& id) override;
    Result<std::optional<stripe::GatewayRefund>> findRefund(const stripe::RefundRequest& request) override;
    Result<QList<QJsonObject>> listEvents(qint64 createdSince, const QString& startingAfter) override;
    Result<QString> createCustomer(const User& user) override;
    Result<QList<stripe::GatewayMethod>> listMethods(const QString& customer) override;
    Result<Done> setDefaultMethod(const QString& customer, const QString& method) override;
    Result<Done> detachMethod(const QString& method) override;
    Result<stripe::Intent> keepMethod(const QString& intent, const QString& customer, bool keep) override;
    Result<stripe::Setup> createSetup(const QString& customer, const QString& key) override;
    Result<stripe::Setup> retrieveSetup(const QString& id) override;
    Result<stripe::Intent> collect(const stripe::CollectRequest& request) override;
    Result<std::optional<stripe::Intent>> findIntent(const QString& customer, const PaymentId& payment) override;
    Result<QList<Money>> cashBalance(const QString& customer) override;
    Result<Done> returnCash(const QString& customer, const Money& amount, const QString& email, const QString& key) override;
    Result<stripe::GatewaySession> createSession(const stripe::SessionRequest& request) override;
    Result<stripe::GatewaySession> retrieveSession(const QString& id) override;
    Result<stripe::GatewaySession> expireSession(const QString& id) override;
    Result<QString> createProduct(const CourseId& course, const QString& title) override;
    Result<stripe::GatewaySubscription> createSubscription(const stripe::SubscriptionRequest& request) override;
    Result<stripe::GatewaySubscription> retrieveSubscription(const QString& id) override;
    Result<std::optional<stripe::GatewaySubscription>> findSubscription(const QString& customer, const SubscriptionId& subscription) override;
    Result<stripe::GatewaySubscription> endAtPeriod(const QString& id, bool ends) override;
    Result<stripe::GatewaySubscription> cancelSubscription(const QString& id) override;
    Result<Done> setSubscriptionMethod(const QString& id, const QString& method) override;
    Result<stripe::GatewayInvoice> previewUpdate(const stripe::SubscriptionUpdate& update) override;
    Result<stripe::GatewaySubscription> updateSubscription(const stripe::SubscriptionUpdate& update, const QString& key) override;
    Result<Done> voidInvoice(const QString& id) override;
    Result<QList<stripe::GatewayInvoice>> listInvoices(const QString& subscription) override;

    /// A transfer of that intent is short of so much now.
    void setMissing(const QString& id, qint64 missingMinor);
    void setCash(const QString& customer, const Money& amount);
    /// The next `times` calls do nothing and answer this.
    void refuse(ErrorCode code, int times = 1);
    /// Nothing that is about payouts of teachers' accounts is answered any more, as when an account was disconnected.
    void closeAccounts();
    /// What lies in teachers' accounts was paid out: nothing can be taken back from there.
    void emptyAccounts();
    void losePayoutAnswer(); ///< of the next payout alone
    /// The next `times` calls do their work and answer that the outcome is unknown.
    void loseAnswers(int times = 1);
    void setIntentState(const QString& id, PaymentState state);
    void setPayoutState(const QString& id, stripe::PayoutState state, const QString& failure = {});
    /// The subscription becomes that, by Stripe's word; "canceled" ends it.
    void setSubscription(const QString& id, const QString& status, const QDateTime& now);
    /// A new invoice of it, with an intent of its own; its id.
    QString addInvoice(const QString& subscription, const Money& due, InvoiceState state);
    [[nodiscard]] int subscriptions() const; ///< made and not ended
    /// What the customer has to its credit there: first invoices use it up.
    void setCredit(const Money& credit);
    /// Idempotency keys have run out: what is made again is made twice.
    void forgetKeys();
    [[nodiscard]] stripe::SubscriptionUpdate lastUpdate() const;
    /// Is run while the answer of the next intent is on its way.
    void duringIntent(std::function<void()> what);
    /// Is run while the next list of invoices is on its way.
    void duringLook(std::function<void()> what);
    /// What refunds begin as: Pending, Succeeded or Failed.
    void setRefundState(RefundState state);
    [[nodiscard]] QList<stripe::GatewayRefund> refunds() const;
    void setDispute(const stripe::GatewayDispute& dispute);
    void setAccount(const stripe::Account& account);
    void setTransactions(const QList<stripe::BalanceTransaction>& transactions); ///< newest first
    [[nodiscard]] qint64 eventsAskedSince() const { return m_eventsAskedSince; }
    [[nodiscard]] int transfers() const; ///< made and not taken back
    [[nodiscard]] int submissions() const; ///< of evidence
    [[nodiscard]] QHash<QString, QString> evidence() const; ///< last submitted, under Stripe's names
    [[nodiscard]] QList<stripe::EvidenceFile> files() const;
    void refuseFiles(bool refuses) { m_refusesFiles = refuses; }
    void setEvents(const QList<QJsonObject>& events);
    [[nodiscard]] int intents() const; ///< made so far
    [[nodiscard]] int payouts() const;
    [[nodiscard]] int cancellations() const;
    /// What collections without the payer come to from now on: Succeeded, Processing, or Failed with a code.
    void setCollections(PaymentState state, const QString& code = {});
    void addMethod(const QString& customer, const stripe::GatewayMethod& method);
    [[nodiscard]] int collections() const; ///< attempts, each counted once
    [[nodiscard]] int charges() const;     ///< collections that succeeded, by intent
    [[nodiscard]] int customers() const;

private:
    template <class T>
    Result<T> answer(const T& value)
    {
        if (m_lost == 0) return value;
        --m_lost;
        return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("no answer"));
    }
    [[nodiscard]] std::optional<Error> refusal();
    QString addInvoiceLocked(const QString& subscription, const Money& due, InvoiceState state);

    mutable std::mutex m_mutex;
    std::map<QString, stripe::Intent> m_intents; // by id
    QHash<QString, QString> m_intentOfPayment;
    std::map<QString, stripe::Payout> m_payouts;
    QHash<QString, QString> m_payoutOfWithdrawal;
    std::map<QString, stripe::GatewayRefund> m_refunds; // by our id
    RefundState m_refundState = RefundState::Succeeded;
    std::map<QString, stripe::Transfer> m_transfers; // by withdrawal
    std::map<QString, stripe::Account> m_accounts;
    std::map<QString, stripe::GatewayDispute> m_disputes;
    QList<stripe::BalanceTransaction> m_transactions;
    int m_submissions = 0;
    QList<QPair<QString, QString>> m_evidence;
    std::map<QString, stripe::EvidenceFile> m_files;
    bool m_refusesFiles = false;
    bool m_takesCards = true;
    QHash<QString, Money> m_cash; // by customer
    QSet<QString> m_cashReturns;  // keys
    QList<QJsonObject> m_events;
    qint64 m_eventsAskedSince = 0;
    ErrorCode m_refusal = ErrorCode::Internal;
    int m_refusals = 0;
    int m_lost = 0;
    bool m_losesPayout = false;
    bool m_accountsClosed = false;
    bool m_accountsEmpty = false;
    int m_cancellations = 0;
    QHash<QString, QString> m_customerOfUser;
    QHash<QString, QList<stripe::GatewayMethod>> m_methods; // by customer
    std::map<QString, stripe::GatewaySession> m_sessions;
    QHash<QString, stripe::Intent> m_collected; // by key
    std::map<QString, stripe::GatewaySubscription> m_subscriptions; // by id
    qint64 m_creditMinor = 0;
    bool m_keysForgotten = false;
    std::function<void()> m_duringIntent;
    std::function<void()> m_duringLook;
    stripe::SubscriptionUpdate m_lastUpdate;
    QHash<QString, QList<stripe::GatewayInvoice>> m_invoices;       // by subscription, newest first
    PaymentState m_collectionState = PaymentState::Succeeded;
    QString m_collectionCode;
};

} // namespace lectern::test
