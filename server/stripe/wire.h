#pragma once
#include "stripe/gateway.h"

/// Stripe's JSON at the pinned version, read defensively: what is missing or of another type is an error, not a zero.
namespace lectern::stripe {

inline constexpr const char* kApiVersion = "2026-10-28.endive";

[[nodiscard]] Result<Event> eventFromJson(const QByteArray& body);
/// Whether settlement does anything with events of this type. Others are kept, as proof, and wait for nobody.
[[nodiscard]] bool isSettled(const QString& eventType);
[[nodiscard]] Result<Intent> intentFromJson(const QJsonObject& object);
[[nodiscard]] Result<GatewayRefund> refundFromJson(const QJsonObject& object);
[[nodiscard]] Result<Payout> payoutFromJson(const QJsonObject& object);
/// Stripe's error body and HTTP status as ours.
[[nodiscard]] Error errorFromAnswer(int status, const QByteArray& body);

} // namespace lectern::stripe
