#include "usecases/payments/sweep.h"
#include "stripe/wire.h"

namespace lectern::payments {

using store::Transaction;

namespace {

/// When it was never looked, only the time that is looked at again is.
Result<qint64> lookSince(const Services& services, const QDateTime& now, qint64 overlapSeconds)
{
    const auto covered = services.database.inTransaction<QDateTime>([&](Transaction& transaction) -> Result<QDateTime> {
        const auto row = transaction.one("payments/events_covered");
        return row ? std::min(row->time("covered_until"), now) : now;
    });
    if (!covered) return covered.error();
    return covered->addSecs(-overlapSeconds).toSecsSinceEpoch();
}

/// Whether it came to the end of the list, which begins with the newest.
bool fetchSince(const Services& services, qint64 since, const EventSink& sink)
{
    constexpr int kMaxPages = 100'000; // nothing but a gateway that never ends
    QString after;
    for (int page = 0; page < kMaxPages; ++page) {
        const auto events = services.gateway->listEvents(since, after);
        if (!events) return false;
        if (events->isEmpty()) return true;
        for (const QJsonObject& event : *events) {
            const QString type = event.value(QLatin1String("type")).toString();
            after = event.value(QLatin1String("id")).toString();
            if (!stripe::isSettled(type)) continue;
            if (!sink(after, type, QJsonDocument(event).toJson(QJsonDocument::Compact))) return false;
        }
    }
    return false;
}

} // namespace

void fetchMissedEvents(const Services& services, qint64 overlapSeconds, const EventSink& sink, const std::function<bool()>& areStored)
{
    if (!services.gateway) return;
    const QDateTime now = services.clock.now();
    const auto since = lookSince(services, now, overlapSeconds);
    if (!since) return;
    const bool isWhole = fetchSince(services, *since, sink);
    if (areStored && !areStored()) return;
    if (!isWhole) return;
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("payments/set_events_covered", {{"until", now}});
        return Done{};
    });
}

void refreshStudentCounts(const Services& services, const QDateTime& since)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("courses/refresh_recent_students", {{"since", since}});
        return Done{};
    });
}

void deleteOldKeys(const Services& services)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("payments/delete_old_idempotent", {{"before", services.clock.now().addDays(-2)}});
        transaction.exec("reports/delete_old_runs", {{"before", services.clock.now().addDays(-2)}});
        transaction.exec("accounts/delete_old_tokens", {{"before", services.clock.now().addDays(-1)}});
        return Done{};
    });
}

qint64 inboxDepth(const Services& services)
{
    const auto depth = services.database.inTransaction<qint64>([](Transaction& transaction) -> Result<qint64> { return transaction.one("payments/queue_depth")->integer("depth"); });
    return depth ? *depth : -1;
}

qint64 eventProblems(const Services& services)
{
    const auto count = services.database.inTransaction<qint64>([](Transaction& transaction) -> Result<qint64> { return transaction.one("payments/count_event_problems")->integer("problems"); });
    return count ? *count : -1;
}

Result<QStringList> requeueProblems(const Services& services, const QString& eventId)
{
    return services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        QStringList ids;
        for (const store::Row& row : transaction.run("payments/requeue_problems", {{"event_id", store::orNull(eventId)}, {"now", services.clock.now()}}))
            ids << row.text("event_id");
        audit(transaction, services, {}, QStringLiteral("events.requeue"), QStringLiteral("gateway events"), eventId, ids.join(u' ').left(1000));
        return ids;
    });
}

} // namespace lectern::payments
