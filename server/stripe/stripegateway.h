#pragma once
#include "stripe/gateway.h"
#include <memory>

namespace lectern::stripe {

struct StripeConfig {
    QString secretKey;
    QString apiBase = QStringLiteral("https://api.stripe.com");
    QString filesBase; ///< where files go; empty: Stripe's own place for them, or apiBase when that is not Stripe
    int timeoutMs = 10'000;
    int maxConcurrent = 4; ///< bulkhead: more callers are turned away instead of taking every worker
};

/// Stripe over HTTPS, form-encoded, at the pinned version. One network thread; callers wait for it.
class StripeGateway final : public Gateway
{
public:
    explicit StripeGateway(StripeConfig config);
    ~StripeGateway() override;
    [[nodiscard]] Abilities abilities() const override;
    Result<Intent> createIntent(const IntentRequest& request) override;
    Result<Intent> retrieveIntent(const QString& id) override;
    Result<Intent> cancelIntent(const QString& id) override;
    Result<Payout> createPayout(const WithdrawalId& withdrawal, const Money& amount, const QString& account) override;
    Result<Payout> retrievePayout(const QString& id, const QString& account) override;
    Result<std::optional<Payout>> findPayout(const WithdrawalId& withdrawal, qint64 createdSince, const QString& account) override;
    Result<Transfer> createTransfer(const WithdrawalId& withdrawal, const Money& amount, const QString& account) override;
    Result<std::optional<Transfer>> findTransfer(const WithdrawalId& withdrawal, const QString& account) override;
    Result<Done> reverseTransfer(const WithdrawalId& withdrawal, const QString& transfer) override;
    Result<Account> createAccount(const User& user) override;
    Result<Account> retrieveAccount(const QString& id) override;
    Result<AccountLink> createAccountLink(const QString& account, const QString& returnUrl) override;
    Result<GatewayDispute> retrieveDispute(const QString& id) override;
    Result<QString> uploadEvidence(const EvidenceFile& file, const QString& key) override;
    Result<GatewayDispute> submitEvidence(const QString& dispute, const QList<QPair<QString, QString>>& fields) override;
    Result<GatewayDispute> closeDispute(const QString& dispute) override;
    Result<QList<BalanceTransaction>> listTransactions(qint64 createdSince, const QString& startingAfter) override;
    Result<QList<GatewayBalance>> balances() override;
    Result<GatewayRefund> createRefund(const RefundRequest& request) override;
    Result<GatewayRefund> retrieveRefund(const QString& id) override;
    Result<std::optional<GatewayRefund>> findRefund(const RefundRequest& request) override;
    Result<QList<QJsonObject>> listEvents(qint64 createdSince, const QString& startingAfter) override;
    Result<QString> createCustomer(const User& user) override;
    Result<QList<GatewayMethod>> listMethods(const QString& customer) override;
    Result<Done> setDefaultMethod(const QString& customer, const QString& method) override;
    Result<Done> detachMethod(const QString& method) override;
    Result<Setup> createSetup(const QString& customer, const QString& key) override;
    Result<Setup> retrieveSetup(const QString& id) override;
    Result<Intent> keepMethod(const QString& intent, const QString& customer, bool keep) override;
    Result<Intent> collect(const CollectRequest& request) override;
    Result<std::optional<Intent>> findIntent(const QString& customer, const PaymentId& payment) override;
    Result<QList<Money>> cashBalance(const QString& customer) override;
    Result<Done> returnCash(const QString& customer, const Money& amount, const QString& email, const QString& key) override;
    Result<GatewaySession> createSession(const SessionRequest& request) override;
    Result<GatewaySession> retrieveSession(const QString& id) override;
    Result<GatewaySession> expireSession(const QString& id) override;
    Result<QString> createProduct(const CourseId& course, const QString& title) override;
    Result<GatewaySubscription> createSubscription(const SubscriptionRequest& request) override;
    Result<GatewaySubscription> retrieveSubscription(const QString& id) override;
    Result<std::optional<GatewaySubscription>> findSubscription(const QString& customer, const SubscriptionId& subscription) override;
    Result<GatewaySubscription> endAtPeriod(const QString& id, bool ends) override;
    Result<GatewaySubscription> cancelSubscription(const QString& id) override;
    Result<Done> setSubscriptionMethod(const QString& id, const QString& method) override;
    Result<GatewayInvoice> previewUpdate(const SubscriptionUpdate& update) override;
    Result<GatewaySubscription> updateSubscription(const SubscriptionUpdate& update, const QString& key) override;
    Result<Done> voidInvoice(const QString& id) override;
    Result<QList<GatewayInvoice>> listInvoices(const QString& subscription) override;

private:
    std::unique_ptr<class StripeClient> m_client;
};

} // namespace lectern::stripe
