#pragma once
#include "domain/clock.h"
#include "store/database.h"
#include "stripe/gateway.h"

namespace lectern::hand {

/// The school's bank account, as payers see it.
struct BankAccount {
    QString holder;
    QString number; ///< IBAN or account number
    QString bankCode;
    QString bankName;
};

/// A gateway without a payment service: payers send transfers to the school's account, and admins report at the desk what has arrived and
/// what was sent. It keeps its own state, and answers by the rules of stripe::Gateway, so that everything behind it works as with Stripe. Cards,
/// kept methods, subscriptions and disputes are PaymentsUnavailable.
class HandGateway final : public stripe::Gateway
{
public:
    HandGateway(store::Database& database, const Clock& clock, BankAccount account, bool livemode = false) : m_database(database), m_clock(clock), m_account(std::move(account)), m_livemode(livemode) {}

    [[nodiscard]] Abilities abilities() const override;
    Result<stripe::Intent> createIntent(const stripe::IntentRequest& request) override;
    Result<stripe::Intent> retrieveIntent(const QString& id) override;
    /// What has arrived of it is to be sent back.
    Result<stripe::Intent> cancelIntent(const QString& id) override;
    Result<stripe::Payout> createPayout(const WithdrawalId& withdrawal, const Money& amount, const QString& account) override;
    Result<stripe::Payout> retrievePayout(const QString& id, const QString& account) override;
    Result<std::optional<stripe::Payout>> findPayout(const WithdrawalId& withdrawal, qint64 createdSince, const QString& account) override;
    Result<stripe::Transfer> createTransfer(const WithdrawalId& withdrawal, const Money& amount, const QString& account) override;
    Result<std::optional<stripe::Transfer>> findTransfer(const WithdrawalId& withdrawal, const QString& account) override;
    Result<Done> reverseTransfer(const WithdrawalId& withdrawal, const QString& transfer) override;
    /// Teachers are paid to the account that the school knows; there is nothing to set up.
    Result<stripe::Account> createAccount(const User& user) override;
    Result<stripe::Account> retrieveAccount(const QString& id) override;
    Result<stripe::AccountLink> createAccountLink(const QString& account, const QString& returnUrl) override;
    Result<QList<stripe::BalanceTransaction>> listTransactions(qint64 createdSince, const QString& startingAfter) override;
    Result<QList<stripe::GatewayBalance>> balances() override;
    Result<stripe::GatewayRefund> createRefund(const stripe::RefundRequest& request) override;
    Result<stripe::GatewayRefund> retrieveRefund(const QString& id) override;
    Result<std::optional<stripe::GatewayRefund>> findRefund(const stripe::RefundRequest& request) override;
    /// None: what is reported at the desk is in the inbox with the same commit.
    Result<QList<QJsonObject>> listEvents(qint64 createdSince, const QString& startingAfter) override;
    Result<QString> createCustomer(const User& user) override;
    Result<QList<stripe::GatewayMethod>> listMethods(const QString& customer) override;
    Result<QList<Money>> cashBalance(const QString& customer) override;

    // What nobody does by hand.
    Result<stripe::GatewayDispute> retrieveDispute(const QString&) override { return unavailable(); }
    Result<QString> uploadEvidence(const stripe::EvidenceFile&, const QString&) override { return unavailable(); }
    Result<stripe::GatewayDispute> submitEvidence(const QString&, const QList<QPair<QString, QString>>&) override { return unavailable(); }
    Result<stripe::GatewayDispute> closeDispute(const QString&) override { return unavailable(); }
    Result<Done> setDefaultMethod(const QString&, const QString&) override { return unavailable(); }
    Result<Done> detachMethod(const QString&) override { return unavailable(); }
    Result<stripe::Intent> keepMethod(const QString&, const QString&, bool) override { return unavailable(); }
    Result<stripe::Setup> createSetup(const QString&, const QString&) override { return unavailable(); }
    Result<stripe::Setup> retrieveSetup(const QString&) override { return unavailable(); }
    Result<stripe::Intent> collect(const stripe::CollectRequest&) override { return unavailable(); }
    Result<std::optional<stripe::Intent>> findIntent(const QString&, const PaymentId&) override { return unavailable(); }
    Result<Done> returnCash(const QString&, const Money&, const QString&, const QString&) override { return unavailable(); }
    Result<stripe::GatewaySession> createSession(const stripe::SessionRequest&) override { return unavailable(); }
    Result<stripe::GatewaySession> retrieveSession(const QString&) override { return unavailable(); }
    Result<stripe::GatewaySession> expireSession(const QString&) override { return unavailable(); }
    Result<QString> createProduct(const CourseId&, const QString&) override { return unavailable(); }
    Result<stripe::GatewaySubscription> createSubscription(const stripe::SubscriptionRequest&) override { return unavailable(); }
    Result<stripe::GatewaySubscription> retrieveSubscription(const QString&) override { return unavailable(); }
    Result<std::optional<stripe::GatewaySubscription>> findSubscription(const QString&, const SubscriptionId&) override { return unavailable(); }
    Result<stripe::GatewaySubscription> endAtPeriod(const QString&, bool) override { return unavailable(); }
    Result<stripe::GatewaySubscription> cancelSubscription(const QString&) override { return unavailable(); }
    Result<Done> setSubscriptionMethod(const QString&, const QString&) override { return unavailable(); }
    Result<stripe::GatewayInvoice> previewUpdate(const stripe::SubscriptionUpdate&) override { return unavailable(); }
    Result<stripe::GatewaySubscription> updateSubscription(const stripe::SubscriptionUpdate&, const QString&) override { return unavailable(); }
    Result<Done> voidInvoice(const QString&) override { return unavailable(); }
    Result<QList<stripe::GatewayInvoice>> listInvoices(const QString&) override { return unavailable(); }

private:
    static Error unavailable() { return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("This school has no payment service for that.")); }
    template <class T>
    Result<T> in(const std::function<Result<T>(store::Transaction&)>& fn)
    {
        return m_database.inTransaction<T>(fn);
    }
    [[nodiscard]] stripe::Intent toIntent(const store::Row& item) const;
    /// Puts an event into the inbox, as a payment service would send it.
    void tellCanceled(store::Transaction& transaction, const stripe::Intent& intent);
    void move(store::Transaction& transaction, const QString& type, const QString& source, const QString& transfer, const Money& amount);

    store::Database& m_database;
    const Clock& m_clock;
    BankAccount m_account;
    bool m_livemode; ///< of its events
};

} // namespace lectern::hand
