#pragma once
#include "domain/payments.h"

/// Bodies of gateway events, with the members that the wire carries at the pinned version.
namespace lectern::test {

struct IntentEvent {
    QString type = QStringLiteral("payment_intent.succeeded");
    QString intent;
    QString status = QStringLiteral("succeeded");
    Money amount;
    std::optional<qint64> received; ///< absent: the whole amount when succeeded, else nothing
    QString paymentId;              ///< metadata
    QString failureMessage;
    bool livemode = false;
    QString eventId; ///< empty: a new one
};
[[nodiscard]] QByteArray body(const IntentEvent& event);
/// The event that Stripe sends when the intent of `payment` succeeded, was declined…
[[nodiscard]] IntentEvent succeeded(const Payment& payment);
[[nodiscard]] IntentEvent eventOf(const Payment& payment, const char* type, const char* status);

struct PayoutEvent {
    QString type = QStringLiteral("payout.paid");
    QString payout;
    QString status = QStringLiteral("paid");
    Money amount;
    QString withdrawalId; ///< metadata
    QString failureMessage;
};
[[nodiscard]] QByteArray body(const PayoutEvent& event);

struct RefundEvent {
    QString type = QStringLiteral("refund.updated");
    QString refund; ///< "re_…"
    QString intent;
    QString status = QStringLiteral("succeeded");
    Money amount;
    QString refundId; ///< metadata; empty: made in the dashboard
    QString failure;
};
[[nodiscard]] QByteArray body(const RefundEvent& event);
/// A dispute as the gateway describes it; `movements` are of our balance, negative when it took the amount.
struct DisputeEvent {
    QString type = QStringLiteral("charge.dispute.created");
    QString dispute; ///< "du_…"
    QString intent;
    QString status = QStringLiteral("needs_response");
    Money amount;
    QList<std::pair<QString, qint64>> movements; ///< "txn_…" and signed minor units
    qint64 feeMinor = 1500; ///< of each movement, signed against it
};
[[nodiscard]] QJsonObject objectOf(const DisputeEvent& event);
[[nodiscard]] QByteArray body(const DisputeEvent& event);
[[nodiscard]] QString eventIdOf(const QByteArray& body);

} // namespace lectern::test
