#pragma once
#include "sandbox/core/clock.h"
#include "sandbox/core/config.h"
#include "sandbox/core/store.h"
#include "sandbox/events/eventlog.h"

#include <map>

namespace lectern::sandbox {

/// One movement of the account's balance.
struct Booking
{
    QString type;      ///< charge, refund, refund_failure, payout, payout_failure, payout_cancel …
    qint64 amount = 0; ///< minor units, negative: out
    qint64 fee = 0;
    QString currency;
    QString source; ///< id of the object behind it
    QString description;
    bool availableNow = false;
};

/// The account's balance: balance transactions, and what is available or pending per currency.
class Balances
{
public:
    Balances(Store& store, const Clock& clock, const Config& config, Scheduler& scheduler, EventLog& events);

    /// Makes and stores the balance transaction.
    QJsonObject book(const Booking& booking);
    /// Stripe's standard price: 2.9 % + 30 minor units, rounded half up.
    [[nodiscard]] static qint64 feeFor(qint64 amountMinor);
    [[nodiscard]] qint64 available(const QString& currency) const { return m_totals.value(currency).available; }
    [[nodiscard]] QJsonObject toObject() const;
    /// Adds everything up again from the store, after loading.
    void recount();

private:
    struct Total
    {
        qint64 available = 0;
        qint64 pending = 0;
    };
    [[nodiscard]] qint64 availableOn() const;
    void count(const QJsonObject& transaction);
    void release();

    Store& m_store;
    const Clock& m_clock;
    const Config& m_config;
    Scheduler& m_scheduler;
    EventLog& m_events;
    QHash<QString, Total> m_totals;
    std::multimap<qint64, QString> m_pending; ///< transactions by the time they become available
};

} // namespace lectern::sandbox
