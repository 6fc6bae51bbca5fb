#pragma once
#include <QJsonObject>

namespace lectern::sandbox {

/// The first date after `after` on which a subscription anchored at `anchor` is billed again, in Unix seconds. Months
/// are counted from the anchor, not from the last date, so that one of 31 January is billed on 28 (or 29) February and
/// on 31 March: https://docs.stripe.com/billing/subscriptions/billing-cycle. `recurring`: interval, interval_count.
[[nodiscard]] qint64 nextBillingDate(qint64 anchor, const QJsonObject& recurring, qint64 after);

} // namespace lectern::sandbox
