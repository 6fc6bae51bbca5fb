#pragma once
#include "sandbox/core/clock.h"
#include "sandbox/core/config.h"
#include "sandbox/core/store.h"
#include "sandbox/events/eventlog.h"

#include <QMap>
#include <map>
#include <optional>

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
    QString account = {};                   ///< the connected account whose balance it is; empty: the platform's
    std::optional<qint64> availableOn = {}; ///< instead of the usual delay
    QString reportingCategory = {};         ///< where the type alone does not tell
    QString feeDescription = QStringLiteral("Stripe processing fees");
};

/// The balances of the platform and of each connected account: balance transactions, and what is available or pending
/// per currency.
class Balances
{
public:
    Balances(Store& store, const Clock& clock, const Config& config, Scheduler& scheduler, EventLog& events);

    /// Makes and stores the balance transaction.
    QJsonObject book(const Booking& booking);
    /// The fee of a charge by the configured price of its kind (cards: 2.9 % + 30 minor units; bank debits and
    /// transfers: a percentage up to a limit), rounded half up.
    [[nodiscard]] qint64 feeFor(qint64 amountMinor, const QString& methodType) const;
    [[nodiscard]] qint64 available(const QString& currency, const QString& account = {}) const
    {
        return m_totals.value(account).value(currency).available;
    }
    [[nodiscard]] qint64 pending(const QString& currency, const QString& account = {}) const
    {
        return m_totals.value(account).value(currency).pending;
    }
    /// The Balance object of the platform or of a connected account.
    [[nodiscard]] QJsonObject toObject(const QString& account = {}) const;
    /// Adds everything up again from the store, after loading.
    void recount();

private:
    struct Total
    {
        qint64 available = 0;
        qint64 pending = 0;
    };
    [[nodiscard]] qint64 availableOn() const;
    void count(const QJsonObject& transaction, const QString& account);
    void release();

    Store& m_store;
    const Clock& m_clock;
    const Config& m_config;
    Scheduler& m_scheduler;
    EventLog& m_events;
    QHash<QString, QMap<QString, Total>> m_totals; ///< by account, then by currency
    std::multimap<qint64, QString> m_pending;      ///< transactions by the time they become available
};

} // namespace lectern::sandbox
