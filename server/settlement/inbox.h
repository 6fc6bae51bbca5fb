#pragma once
#include "domain/clock.h"
#include "store/database.h"
#include <functional>
#include <memory>

namespace lectern::settlement {

/// A verified event on its way to the disk. The body is exactly what was signed.
struct ReceivedEvent {
    QString endpoint; ///< which webhook secret it came under
    QString eventId;
    QString type;
    QString body;
};

/// Makes received events durable: many waiting requests share one commit. The same event twice is stored once.
class Inbox
{
public:
    /// `onStored` is called from a writer thread after each commit that left something to settle.
    Inbox(store::Database& database, const Clock& clock, int writers, std::function<void()> onStored);
    ~Inbox();
    Inbox(const Inbox&) = delete;
    Inbox& operator=(const Inbox&) = delete;

    /// `done(true)` once the event is on disk; `done(false)` when it could not be stored (answer 503, the gateway sends it
    /// again). False: the queue is full, `done` is not called.
    [[nodiscard]] bool submit(ReceivedEvent event, std::function<void(bool)> done);
    void close(); ///< writes what is queued, then joins

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lectern::settlement
