#include "settlement/inbox.h"
#include "stripe/wire.h"
#include <array>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace lectern::settlement {

class Inbox::Impl
{
public:
    Impl(store::Database& database, const Clock& clock, std::function<void()> onStored)
        : m_database(database), m_clock(clock), m_onStored(std::move(onStored))
    {
    }

    void start(int writers)
    {
        for (int i = 0; i < writers; ++i) m_threads.emplace_back([this] { run(); });
    }

    bool submit(ReceivedEvent event, std::function<void(bool)> done)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closing || m_waiting.size() >= kMaxWaiting) return false;
            m_waiting.push_back({std::move(event), std::move(done)});
        }
        m_ready.notify_one();
        return true;
    }

    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closing = true;
        }
        m_ready.notify_all();
        for (std::thread& thread : m_threads) {
            if (thread.joinable()) thread.join();
        }
    }

private:
    struct Waiting {
        ReceivedEvent event;
        std::function<void(bool)> done;
    };
    static constexpr size_t kMaxWaiting = 10'000;
    static constexpr size_t kMaxBatch = 256;

    void run()
    {
        for (;;) {
            std::vector<Waiting> batch;
            {
                std::unique_lock lock(m_mutex);
                m_ready.wait(lock, [this] { return m_closing || !m_waiting.empty(); });
                if (m_waiting.empty()) break;
                while (!m_waiting.empty() && batch.size() < kMaxBatch) {
                    batch.push_back(std::move(m_waiting.front()));
                    m_waiting.pop_front();
                }
            }
            const auto queued = write(batch);
            for (const Waiting& one : batch) one.done(queued.ok());
            if (queued && *queued > 0) m_onStored();
        }
        m_database.releaseThread();
    }

    /// One statement for each endpoint in the batch, which in practice is one. How many wait for settlement now.
    Result<qint64> write(const std::vector<Waiting>& batch)
    {
        std::map<QString, std::array<QStringList, 3>> byEndpoint;
        QStringList settledTypes;
        for (const Waiting& one : batch) {
            auto& [ids, types, bodies] = byEndpoint[one.event.endpoint];
            ids << one.event.eventId;
            types << one.event.type;
            bodies << one.event.body;
            if (stripe::isSettled(one.event.type) && !settledTypes.contains(one.event.type)) settledTypes << one.event.type;
        }
        const QDateTime now = m_clock.now();
        return m_database.inTransaction<qint64>([&](store::Transaction& transaction) -> Result<qint64> {
            qint64 queued = 0;
            for (const auto& [endpoint, columns] : byEndpoint)
                queued += transaction.exec("payments/insert_events", {{"endpoint", endpoint},
                                                            {"event_ids", store::packed(columns[0])},
                                                            {"types", store::packed(columns[1])},
                                                            {"bodies", store::packed(columns[2])},
                                                            {"settled_types", store::packed(settledTypes)},
                                                            {"now", now}});
            return queued;
        });
    }

    store::Database& m_database;
    const Clock& m_clock;
    std::function<void()> m_onStored;
    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<Waiting> m_waiting;
    std::vector<std::thread> m_threads;
    bool m_closing = false;
};

Inbox::Inbox(store::Database& database, const Clock& clock, int writers, std::function<void()> onStored)
    : m_impl(std::make_unique<Impl>(database, clock, std::move(onStored)))
{
    m_impl->start(writers);
}
Inbox::~Inbox() { m_impl->close(); }
bool Inbox::submit(ReceivedEvent event, std::function<void(bool)> done) { return m_impl->submit(std::move(event), std::move(done)); }
void Inbox::close() { m_impl->close(); }

} // namespace lectern::settlement
