#pragma once
#include <QByteArray>
#include <QDateTime>
#include <QList>

namespace lectern::stripe {

enum class SignatureResult { Valid, Missing, Malformed, Expired, Mismatch };

/// Checks `Stripe-Signature: t=…,v1=…[,v1=…]` over the raw body (docs.stripe.com/webhooks#verify-manually):
/// HMAC-SHA256 of "t.body", compared in constant time against every v1 with every secret (rotation), `t` within
/// the tolerance of now in either direction.
[[nodiscard]] SignatureResult verifySignature(const QByteArray& body, const QByteArray& header, const QList<QByteArray>& secrets,
                                              const QDateTime& now, int toleranceSeconds = 300);
/// The header value for a body, as the gateway makes it.
[[nodiscard]] QByteArray signatureHeader(const QByteArray& body, const QByteArray& secret, qint64 timestamp);

} // namespace lectern::stripe
