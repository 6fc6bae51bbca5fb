#include "sandbox/core/config.h"

#include "sandbox/core/json.h"

#include <algorithm>

namespace lectern::sandbox {

const QStringList& methodTypes()
{
    static const QStringList types{u"card"_s, u"us_bank_account"_s, u"sepa_debit"_s, u"customer_balance"_s};
    return types;
}

static bool isSubset(const QStringList& some, const QStringList& all)
{
    return std::all_of(some.begin(), some.end(), [&](const QString& one) { return all.contains(one); });
}

QJsonObject Config::toJson() const
{
    QJsonArray retries;
    for (const int ms : retryScheduleMs)
        retries.append(ms);
    QJsonArray invoiceRetries;
    for (const qint64 seconds : invoiceRetrySeconds)
        invoiceRetries.append(seconds);
    return {{u"retryScheduleMs"_s, retries},
            {u"deliveryTimeoutMs"_s, deliveryTimeoutMs},
            {u"maxInFlight"_s, maxInFlight},
            {u"captureSettleMs"_s, captureSettleMs},
            {u"refundSettleMs"_s, refundSettleMs},
            {u"availableDelaySeconds"_s, availableDelaySeconds},
            {u"payoutInTransitMs"_s, payoutInTransitMs},
            {u"payoutPaidSeconds"_s, payoutPaidSeconds},
            {u"hangMs"_s, hangMs},
            {u"maxEvents"_s, maxEvents},
            {u"feeBasisPoints"_s, feeBasisPoints},
            {u"feeFixedMinor"_s, feeFixedMinor},
            {u"bankDebitFeeBasisPoints"_s, bankDebitFeeBasisPoints},
            {u"bankTransferFeeBasisPoints"_s, bankTransferFeeBasisPoints},
            {u"bankFeeMaxMinor"_s, bankFeeMaxMinor},
            {u"bankDebitSettleSeconds"_s, bankDebitSettleSeconds},
            {u"invoiceFinalizeSeconds"_s, invoiceFinalizeSeconds},
            {u"invoiceRetrySeconds"_s, invoiceRetries},
            {u"subscriptionAfterRetries"_s, subscriptionAfterRetries},
            {u"dashboardMethods"_s, QJsonArray::fromStringList(dashboardMethods)},
            {u"disputeFeeMinor"_s, disputeFeeMinor},
            {u"disputeFeeReturned"_s, disputeFeeReturned},
            {u"disputeOpenMs"_s, disputeOpenMs},
            {u"disputeDecideMs"_s, disputeDecideMs},
            {u"disputeDueSeconds"_s, disputeDueSeconds},
            {u"inquiryCloseSeconds"_s, inquiryCloseSeconds},
            {u"accountLinkSeconds"_s, accountLinkSeconds},
            {u"signOnSandboxClock"_s, signOnSandboxClock}};
}

QString Config::apply(const QJsonObject& changes)
{
    Config next = *this;
    const QHash<QString, int*> ints{{u"deliveryTimeoutMs"_s, &next.deliveryTimeoutMs},
                                    {u"maxInFlight"_s, &next.maxInFlight},
                                    {u"captureSettleMs"_s, &next.captureSettleMs},
                                    {u"refundSettleMs"_s, &next.refundSettleMs},
                                    {u"hangMs"_s, &next.hangMs},
                                    {u"maxEvents"_s, &next.maxEvents},
                                    {u"feeBasisPoints"_s, &next.feeBasisPoints},
                                    {u"feeFixedMinor"_s, &next.feeFixedMinor},
                                    {u"bankDebitFeeBasisPoints"_s, &next.bankDebitFeeBasisPoints},
                                    {u"bankTransferFeeBasisPoints"_s, &next.bankTransferFeeBasisPoints},
                                    {u"bankFeeMaxMinor"_s, &next.bankFeeMaxMinor},
                                    {u"disputeFeeMinor"_s, &next.disputeFeeMinor},
                                    {u"disputeOpenMs"_s, &next.disputeOpenMs},
                                    {u"disputeDecideMs"_s, &next.disputeDecideMs}};
    const QHash<QString, qint64*> longs{{u"bankDebitSettleSeconds"_s, &next.bankDebitSettleSeconds},
                                        {u"invoiceFinalizeSeconds"_s, &next.invoiceFinalizeSeconds},
                                        {u"availableDelaySeconds"_s, &next.availableDelaySeconds},
                                        {u"payoutInTransitMs"_s, &next.payoutInTransitMs},
                                        {u"payoutPaidSeconds"_s, &next.payoutPaidSeconds},
                                        {u"disputeDueSeconds"_s, &next.disputeDueSeconds},
                                        {u"inquiryCloseSeconds"_s, &next.inquiryCloseSeconds},
                                        {u"accountLinkSeconds"_s, &next.accountLinkSeconds}};
    const QHash<QString, bool*> flags{{u"disputeFeeReturned"_s, &next.disputeFeeReturned},
                                      {u"signOnSandboxClock"_s, &next.signOnSandboxClock}};
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        const qint64 number = it.value().toInteger(-1);
        if (it.key() == "retryScheduleMs"_L1 && it.value().isArray()) {
            next.retryScheduleMs.clear();
            for (const QJsonValue& ms : it.value().toArray())
                next.retryScheduleMs.append(qMax(0, ms.toInt()));
        } else if (it.key() == "invoiceRetrySeconds"_L1 && it.value().isArray()) {
            next.invoiceRetrySeconds.clear();
            for (const QJsonValue& seconds : it.value().toArray())
                next.invoiceRetrySeconds.append(qMax<qint64>(0, seconds.toInteger()));
        } else if (it.key() == "subscriptionAfterRetries"_L1) {
            next.subscriptionAfterRetries = it.value().toString();
            if (!isSubset({next.subscriptionAfterRetries}, {u"cancel"_s, u"unpaid"_s, u"past_due"_s}))
                return u"subscriptionAfterRetries: cancel, unpaid or past_due is needed"_s;
        } else if (it.key() == "dashboardMethods"_L1) {
            next.dashboardMethods.clear();
            for (const QJsonValue& type : it.value().toArray())
                next.dashboardMethods.append(type.toString());
            if (next.dashboardMethods.isEmpty() || !isSubset(next.dashboardMethods, methodTypes()))
                return u"dashboardMethods: some of "_s + methodTypes().join(u", "_s) + u" are needed"_s;
        } else if (flags.contains(it.key())) {
            if (!it.value().isBool()) return it.key() + u": true or false is needed"_s;
            *flags[it.key()] = it.value().toBool();
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
