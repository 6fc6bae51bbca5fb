#pragma once
#include <QByteArray>

namespace lectern::sandbox {

/// The value of `Stripe-Signature`: `t=…,v1=HMAC-SHA256(secret, "t.body")` in hex.
/// https://docs.stripe.com/webhooks#verify-manually
[[nodiscard]] QByteArray signatureHeader(const QByteArray& secret, qint64 timestamp, const QByteArray& body);

} // namespace lectern::sandbox
