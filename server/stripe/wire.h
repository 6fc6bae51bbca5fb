#pragma once
#include "stripe/gateway.h"

/// Stripe's JSON at the pinned version, read defensively: what is missing or of another type is an error, not a zero.
namespace lectern::stripe {

inline constexpr const char* kApiVersion = "2026-10-28.endive";

[[nodiscard]] Result<Event> eventFromJson(const QByteArray& body);
/// Whether settlement does anything with events of this type. Others are kept, as proof, and wait for nobody.
[[nodiscard]] bool isSettled(const QString& eventType);
[[nodiscard]] Result<Intent> intentFromJson(const QJsonObject& object);
/// docs.stripe.com/api/cash_balance/object
[[nodiscard]] Result<QList<Money>> cashFromJson(const QJsonObject& object);
/// Of an intent that waits for a bank transfer; nothing for others.
[[nodiscard]] std::optional<TransferInstructions> transferOf(const QJsonObject& intent);
[[nodiscard]] Result<GatewayMethod> methodFromJson(const QJsonObject& object);
[[nodiscard]] Result<Setup> setupFromJson(const QJsonObject& object);
[[nodiscard]] Result<GatewaySession> sessionFromJson(const QJsonObject& object);
[[nodiscard]] Result<GatewaySubscription> subscriptionObjectFromJson(const QJsonObject& object);
[[nodiscard]] Result<GatewayInvoice> invoiceFromJson(const QJsonObject& object);
[[nodiscard]] Result<GatewayRefund> refundFromJson(const QJsonObject& object);
[[nodiscard]] Result<Payout> payoutFromJson(const QJsonObject& object);
[[nodiscard]] Result<Transfer> transferFromJson(const QJsonObject& object);
[[nodiscard]] Result<Account> accountFromJson(const QJsonObject& object);
[[nodiscard]] Result<GatewayDispute> disputeObjectFromJson(const QJsonObject& object);
/// A balance transaction whose source is expanded.
[[nodiscard]] Result<BalanceTransaction> transactionFromJson(const QJsonObject& object);
[[nodiscard]] Result<QList<GatewayBalance>> balancesFromJson(const QJsonObject& object);
/// Not a refusal: whoever asked must find out, not give money back.
[[nodiscard]] Error unreadable(const QString& what);
/// An id that may have been expanded into its object.
[[nodiscard]] QString idOf(const QJsonValue& value);
/// Stripe's error body and HTTP status as ours.
[[nodiscard]] Error errorFromAnswer(int status, const QByteArray& body);

} // namespace lectern::stripe
