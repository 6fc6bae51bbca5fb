#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

// Money between the platform and its connected accounts: https://docs.stripe.com/connect/separate-charges-and-transfers

/// Sends `transfer` (filled by the resource): moves the money, stores, emits. With a source_transaction the money comes
/// from that charge and becomes available with it; else it must be available now.
[[nodiscard]] Answer startTransfer(Sandbox& sandbox, QJsonObject transfer);
/// Takes `amount` of a transfer back, 0 for all that is left of it.
[[nodiscard]] Answer reverseTransfer(Sandbox& sandbox, const QString& transferId, qint64 amount,
                                     const QJsonObject& metadata);

} // namespace lectern::sandbox
