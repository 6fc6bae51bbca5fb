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
[[nodiscard]] QString eventIdOf(const QByteArray& body);

} // namespace lectern::test
