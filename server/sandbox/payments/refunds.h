#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

/// Refunds `amount` of a charge, 0 for all that is left, or says why Stripe would not. Stores and emits; later tasks
/// bring the reference, or what the test card stands for: success after a while, or failure.
[[nodiscard]] Answer refundCharge(Sandbox& sandbox, const QJsonObject& charge, qint64 amount, const QString& reason,
                                  const QJsonObject& metadata);
/// Sends money of a customer's cash balance back to their bank, or says why Stripe would not.
[[nodiscard]] Answer refundCash(Sandbox& sandbox, const QString& customer, qint64 amount, const QString& currency,
                                const QJsonObject& metadata);
/// A refund that the bank could not deliver: the money comes back to the balance.
void failRefund(Sandbox& sandbox, const QString& id, const QString& reason);
/// Cancels a pending refund, as one can in the dashboard for a while.
[[nodiscard]] Answer cancelRefund(Sandbox& sandbox, const QString& id);
void registerRefundTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
