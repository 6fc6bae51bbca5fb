#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

/// Refunds `amount` of a charge that has at least that much left. Stores and emits; later tasks bring the reference,
/// or what the test card stands for: success after a while, or failure.
[[nodiscard]] QJsonObject makeRefund(Sandbox& sandbox, const QJsonObject& charge, qint64 amount, const QString& reason,
                                     const QJsonObject& metadata);
/// A refund that the bank could not deliver: the money comes back to the balance.
void failRefund(Sandbox& sandbox, const QString& id, const QString& reason);
/// Cancels a pending refund.
[[nodiscard]] QJsonObject cancelRefund(Sandbox& sandbox, QJsonObject refund);
void registerRefundTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
