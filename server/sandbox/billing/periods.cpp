#include "sandbox/billing/periods.h"

#include "sandbox/core/json.h"

#include <QDateTime>
#include <QTimeZone>

namespace lectern::sandbox {

qint64 nextBillingDate(qint64 anchor, const QJsonObject& recurring, qint64 after)
{
    const QString interval = recurring.value("interval"_L1).toString();
    const qint64 count = recurring.value("interval_count"_L1).toInteger(1);
    if (after < anchor) return anchor;
    if (interval == "day"_L1 || interval == "week"_L1) {
        const qint64 step = count * (interval == "day"_L1 ? 86'400 : 7 * 86'400);
        return anchor + ((after - anchor) / step + 1) * step;
    }
    const QDateTime first = QDateTime::fromSecsSinceEpoch(anchor, QTimeZone::utc());
    const QDateTime last = QDateTime::fromSecsSinceEpoch(after, QTimeZone::utc());
    const int months = static_cast<int>(count) * (interval == "year"_L1 ? 12 : 1);
    const int passed = (last.date().year() - first.date().year()) * 12 + last.date().month() - first.date().month();
    // The step before is tried first: the day of the month decides whether it has passed.
    for (int n = qMax(0, passed / months - 1);; ++n) {
        const qint64 date = first.addMonths(n * months).toSecsSinceEpoch();
        if (date > after) return date;
    }
}

} // namespace lectern::sandbox
