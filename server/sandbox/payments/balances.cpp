#include "sandbox/payments/balances.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"

namespace lectern::sandbox {

static const QString ReleaseTask = u"balance.release"_s;
static constexpr qint64 Day = 86'400;

Balances::Balances(Store& store, const Clock& clock, const Config& config, Scheduler& scheduler, EventLog& events)
    : m_store(store)
    , m_clock(clock)
    , m_config(config)
    , m_scheduler(scheduler)
    , m_events(events)
{
    m_scheduler.on(ReleaseTask, [this](const QString&) { release(); });
}

qint64 Balances::feeFor(qint64 amountMinor, const QString& methodType) const
{
    const bool transfer = methodType == "customer_balance"_L1;
    const int bankPoints = transfer ? m_config.bankTransferFeeBasisPoints : m_config.bankDebitFeeBasisPoints;
    if (methodType != "card"_L1)
        return qMin<qint64>((amountMinor * bankPoints + 5'000) / 10'000, m_config.bankFeeMaxMinor);
    return (amountMinor * m_config.feeBasisPoints + 5'000) / 10'000 + m_config.feeFixedMinor;
}

qint64 Balances::availableOn() const
{
    const qint64 at = m_clock.now() + m_config.availableDelaySeconds;
    return m_config.availableDelaySeconds >= Day ? at / Day * Day : at; // Stripe's dates are midnights, UTC
}

QJsonObject Balances::book(const Booking& booking)
{
    // https://docs.stripe.com/reports/reporting-categories; the other types are their own category.
    static const QHash<QString, QString> categories{{u"payout_failure"_s, u"payout_reversal"_s},
                                                    {u"payout_cancel"_s, u"payout_reversal"_s},
                                                    {u"payment"_s, u"charge"_s},
                                                    {u"payment_refund"_s, u"refund"_s},
                                                    {u"transfer_refund"_s, u"transfer_reversal"_s}};
    QJsonObject transaction = shape(u"balance_transaction"_s);
    const bool payment =
        booking.type == "charge"_L1 || booking.type == "payment"_L1 || booking.type.startsWith("refund"_L1);
    const qint64 at = booking.availableOn.value_or(booking.availableNow ? m_clock.now() : availableOn());
    transaction["id"_L1] = longId("txn_", payment ? '3' : '1');
    transaction["amount"_L1] = booking.amount;
    transaction["available_on"_L1] = at;
    transaction["created"_L1] = m_clock.now();
    transaction["currency"_L1] = booking.currency;
    transaction["description"_L1] = nullIfEmpty(booking.description);
    transaction["fee"_L1] = booking.fee;
    if (booking.fee != 0)
        transaction["fee_details"_L1] = QJsonArray{QJsonObject{{u"amount"_s, booking.fee},
                                                               {u"application"_s, QJsonValue::Null},
                                                               {u"currency"_s, booking.currency},
                                                               {u"description"_s, booking.feeDescription},
                                                               {u"type"_s, u"stripe_fee"_s}}};
    transaction["net"_L1] = booking.amount - booking.fee;
    transaction["reporting_category"_L1] =
        booking.reportingCategory.isEmpty() ? categories.value(booking.type, booking.type) : booking.reportingCategory;
    transaction["source"_L1] = booking.source;
    transaction["status"_L1] = at <= m_clock.now() ? u"available"_s : u"pending"_s;
    transaction["type"_L1] = booking.type;
    m_store.balanceTransactions.put(transaction, booking.account);
    count(transaction, booking.account);
    return transaction;
}

void Balances::count(const QJsonObject& transaction, const QString& account)
{
    Total& total = m_totals[account][transaction.value("currency"_L1).toString()];
    const qint64 net = transaction.value("net"_L1).toInteger();
    if (transaction.value("status"_L1).toString() == "available"_L1) {
        total.available += net;
        return;
    }
    total.pending += net;
    const qint64 at = transaction.value("available_on"_L1).toInteger();
    const bool first = m_pending.find(at) == m_pending.end();
    m_pending.insert({at, transaction.value("id"_L1).toString()});
    if (first) m_scheduler.at(at * 1000, ReleaseTask, QString::number(at));
}

void Balances::release()
{
    QStringList moved;
    while (!m_pending.empty() && m_pending.begin()->first <= m_clock.now()) {
        const QJsonObject* stored = m_store.balanceTransactions.find(m_pending.begin()->second);
        m_pending.erase(m_pending.begin());
        if (!stored) continue;
        QJsonObject transaction = *stored;
        const QString account = m_store.balanceTransactions.ownerOf(transaction.value("id"_L1).toString());
        Total& total = m_totals[account][transaction.value("currency"_L1).toString()];
        const qint64 net = transaction.value("net"_L1).toInteger();
        total.pending -= net;
        total.available += net;
        transaction["status"_L1] = u"available"_s;
        m_store.balanceTransactions.put(transaction);
        if (!moved.contains(account)) moved += account;
    }
    for (const QString& account : std::as_const(moved))
        m_events.emitEvent(u"balance.available"_s, toObject(account), {}, account);
}

QJsonObject Balances::toObject(const QString& account) const
{
    const QMap<QString, Total> totals = m_totals.value(account);
    QStringList currencies = totals.keys();
    if (currencies.isEmpty()) currencies += u"usd"_s;
    QJsonArray available;
    QJsonArray pending;
    QJsonArray reserved;
    for (const QString& currency : currencies) {
        const Total total = totals.value(currency);
        const auto entry = [&](qint64 amount) {
            return QJsonObject{{u"amount"_s, amount},
                               {u"currency"_s, currency},
                               {u"source_types"_s, QJsonObject{{u"card"_s, amount}}}};
        };
        available.append(entry(total.available));
        pending.append(entry(total.pending));
        reserved.append(QJsonObject{{u"amount"_s, 0}, {u"currency"_s, currency}});
    }
    return {{u"object"_s, u"balance"_s},
            {u"available"_s, available},
            {u"connect_reserved"_s, reserved},
            {u"livemode"_s, false},
            {u"pending"_s, pending}};
}

void Balances::recount()
{
    m_totals.clear();
    m_pending.clear();
    for (const QJsonObject& transaction : m_store.balanceTransactions.all())
        count(transaction, m_store.balanceTransactions.ownerOf(transaction.value("id"_L1).toString()));
}

} // namespace lectern::sandbox
