#pragma once
#include "usecases/context.h"

/// What keeps payments right when something was lost, and the tidying that goes with it. All are jobs.
namespace lectern::payments {

/// Takes an event as if it had been received; false when it cannot be taken now.
using EventSink = std::function<bool(const QString& id, const QString& type, const QByteArray& body)>;

/// Asks the gateway for the events since the last look that came to its end, less `overlapSeconds`, and hands over those that
/// matter to us. What is known is dropped by the inbox. `areStored` waits until all of them are on disk; false: look again from there.
void fetchMissedEvents(const Services& services, qint64 overlapSeconds, const EventSink& sink, const std::function<bool()>& areStored = {});
/// Students beside a course in the catalogue, of courses with an enrollment that changed since then.
void refreshStudentCounts(const Services& services, const QDateTime& since);
void deleteOldKeys(const Services& services);
[[nodiscard]] qint64 inboxDepth(const Services& services);
/// Events that settlement set aside (mismatch, unknown object, unreadable) and nobody queued again.
[[nodiscard]] qint64 eventProblems(const Services& services);
/// Queues one of them again, or all when `eventId` is empty; answers their ids.
[[nodiscard]] Result<QStringList> requeueProblems(const Services& services, const QString& eventId);

} // namespace lectern::payments
