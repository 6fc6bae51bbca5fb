#include "sandbox/core/config.h"

#include "sandbox/core/json.h"

namespace lectern::sandbox {

QJsonObject Config::toJson() const
{
    QJsonArray retries;
    for (const int ms : retryScheduleMs)
        retries.append(ms);
    return {{u"retryScheduleMs"_s, retries},
            {u"deliveryTimeoutMs"_s, deliveryTimeoutMs},
            {u"maxInFlight"_s, maxInFlight},
            {u"captureSettleMs"_s, captureSettleMs},
            {u"refundSettleMs"_s, refundSettleMs},
            {u"availableDelaySeconds"_s, availableDelaySeconds},
            {u"payoutInTransitMs"_s, payoutInTransitMs},
            {u"payoutPaidSeconds"_s, payoutPaidSeconds},
            {u"maxEvents"_s, maxEvents}};
}

QString Config::apply(const QJsonObject& changes)
{
    Config next = *this;
    const QHash<QString, int*> ints{{u"deliveryTimeoutMs"_s, &next.deliveryTimeoutMs},
                                    {u"maxInFlight"_s, &next.maxInFlight},
                                    {u"captureSettleMs"_s, &next.captureSettleMs},
                                    {u"refundSettleMs"_s, &next.refundSettleMs},
                                    {u"maxEvents"_s, &next.maxEvents}};
    const QHash<QString, qint64*> longs{{u"availableDelaySeconds"_s, &next.availableDelaySeconds},
                                        {u"payoutInTransitMs"_s, &next.payoutInTransitMs},
                                        {u"payoutPaidSeconds"_s, &next.payoutPaidSeconds}};
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        const qint64 number = it.value().toInteger(-1);
        if (it.key() == "retryScheduleMs"_L1 && it.value().isArray()) {
            next.retryScheduleMs.clear();
            for (const QJsonValue& ms : it.value().toArray())
                next.retryScheduleMs.append(qMax(0, ms.toInt()));
        } else if (number < 0) {
            return it.key() + u": a number that is not negative is needed"_s;
        } else if (ints.contains(it.key())) {
            *ints[it.key()] = static_cast<int>(qMin<qint64>(number, INT_MAX));
        } else if (longs.contains(it.key())) {
            *longs[it.key()] = number;
        } else {
            return it.key() + u": no such setting"_s;
        }
    }
    next.maxInFlight = qMax(1, next.maxInFlight);
    *this = next;
    return {};
}

} // namespace lectern::sandbox
