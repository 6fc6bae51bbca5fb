#pragma once
#include "domain/misc.h"

namespace lectern::stripe {

/// A PaymentIntent as far as Lectern believes it (docs.stripe.com/api/payment_intents/object).
struct Intent {
    QString id;
    QString clientSecret; ///< for the payer's browser only; never stored, never logged
    PaymentState state = PaymentState::AwaitingPayer;
    Money amount;
    qint64 receivedMinor = 0;
    bool livemode = false;
    QString chargeId;
    QString failureCode;
    QString failureMessage;
    QString paymentId; ///< metadata.payment_id: ours
};

struct IntentRequest {
    PaymentId payment;
    Money amount;
};

enum class PayoutState { Pending, InTransit, Paid, Failed, Canceled };
struct Payout {
    QString id;
    PayoutState state = PayoutState::Pending;
    Money amount;
    QString failureMessage;
    QString withdrawalId; ///< metadata.withdrawal_id: ours
};

/// A Refund as far as Lectern believes it (docs.stripe.com/api/refunds/object).
struct GatewayRefund {
    QString id;
    RefundState state = RefundState::Pending; ///< Pending, Succeeded or Failed
    Money amount;
    QString intentId;
    QString failure;  ///< failure_reason
    QString refundId; ///< metadata.refund_id: ours; empty when it was made in the dashboard
};

struct RefundRequest {
    RefundId refund;
    QString intentId;
    Money amount;
};

/// An event, raw and taken apart (docs.stripe.com/api/events/object).
struct Event {
    QString id;
    QString type;
    qint64 created = 0;
    bool livemode = false;
    QJsonObject object; ///< data.object
};

/// Stripe forgets idempotency keys after a day; an hour earlier we stop relying on them and look up instead.
inline constexpr qint64 kKeyLifetimeSeconds = 23 * 3600;

/// What Lectern asks of a payment gateway. Calls block the calling worker thread until the answer or the timeout and are
/// never made inside a database transaction. Errors: GatewayBusy (try again later, nothing happened), GatewayRefused
/// (`detail` is the gateway's message), OutcomeUnknown (no answer: the same call with the same ids resolves it, the
/// idempotency key is derived from them).
class Gateway
{
public:
    virtual ~Gateway() = default;
    virtual Result<Intent> createIntent(const IntentRequest& request) = 0;
    virtual Result<Intent> retrieveIntent(const QString& id) = 0;
    virtual Result<Intent> cancelIntent(const QString& id) = 0;
    virtual Result<Payout> createPayout(const WithdrawalId& withdrawal, const Money& amount) = 0;
    virtual Result<Payout> retrievePayout(const QString& id) = 0;
    /// The payout made for a withdrawal, looked up by its metadata; nothing when the gateway has none.
    virtual Result<std::optional<Payout>> findPayout(const WithdrawalId& withdrawal, qint64 createdSince)
    {
        Q_UNUSED(withdrawal)
        Q_UNUSED(createdSince)
        return makeError(ErrorCode::GatewayBusy, QStringLiteral("This gateway cannot look payouts up."));
    }
    virtual Result<GatewayRefund> createRefund(const RefundRequest& request) = 0;
    virtual Result<GatewayRefund> retrieveRefund(const QString& id) = 0;
    /// The refund that was made for ours, looked up by its metadata; nothing when the gateway has none.
    virtual Result<std::optional<GatewayRefund>> findRefund(const RefundRequest& request) = 0;
    /// Bodies of events created since then, oldest first, at most 100 after `afterId`.
    virtual Result<QList<QJsonObject>> listEvents(qint64 createdSince, const QString& startingAfter) = 0;
};

} // namespace lectern::stripe
