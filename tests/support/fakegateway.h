#pragma once
#include "stripe/gateway.h"
#include <QHash>
#include <map>
#include <mutex>

namespace lectern::test {

/// A gateway in memory that keeps what it made, as Stripe does by idempotency key, and fails on request.
class FakeGateway final : public stripe::Gateway
{
public:
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
    Result<stripe::GatewayDispute> submitEvidence(const QString& dispute, const QList<QPair<QString, QString>>& fields) override;
    Result<stripe::GatewayDispute> closeDispute(const QString& dispute) override;
    Result<QList<stripe::BalanceTransaction>> listTransactions(qint64 createdSince, const QString& startingAfter) override;
    Result<QList<stripe::GatewayBalance>> balances() override;
    Result<stripe::GatewayRefund> createRefund(const stripe::RefundRequest& request) override;
    Result<stripe::GatewayRefund> retrieveRefund(const QString& id) override;
    Result<std::optional<stripe::GatewayRefund>> findRefund(const stripe::RefundRequest& request) override;
    Result<QList<QJsonObject>> listEvents(qint64 createdSince, const QString& startingAfter) override;

    /// The next `times` calls do nothing and answer this.
    void refuse(ErrorCode code, int times = 1);
    /// The next `times` calls do their work and answer that the outcome is unknown.
    void loseAnswers(int times = 1);
    void setIntentState(const QString& id, PaymentState state);
    void setPayoutState(const QString& id, stripe::PayoutState state, const QString& failure = {});
    /// What refunds begin as: Pending, Succeeded or Failed.
    void setRefundState(RefundState state);
    [[nodiscard]] QList<stripe::GatewayRefund> refunds() const;
    void setDispute(const stripe::GatewayDispute& dispute);
    void setAccount(const stripe::Account& account);
    void setTransactions(const QList<stripe::BalanceTransaction>& transactions); ///< newest first
    [[nodiscard]] int transfers() const; ///< made and not taken back
    [[nodiscard]] int submissions() const; ///< of evidence
    void setEvents(const QList<QJsonObject>& events);
    [[nodiscard]] int intents() const; ///< made so far
    [[nodiscard]] int payouts() const;
    [[nodiscard]] int cancellations() const;

private:
    template <class T>
    Result<T> answer(const T& value);
    [[nodiscard]] std::optional<Error> refusal();

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
    QList<QJsonObject> m_events;
    ErrorCode m_refusal = ErrorCode::Internal;
    int m_refusals = 0;
    int m_lost = 0;
    int m_cancellations = 0;
};

} // namespace lectern::test
