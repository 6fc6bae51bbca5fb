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
    Result<stripe::Payout> createPayout(const WithdrawalId& withdrawal, const Money& amount) override;
    Result<stripe::Payout> retrievePayout(const QString& id) override;
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
    QList<QJsonObject> m_events;
    ErrorCode m_refusal = ErrorCode::Internal;
    int m_refusals = 0;
    int m_lost = 0;
    int m_cancellations = 0;
};

} // namespace lectern::test
