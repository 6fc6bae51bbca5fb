#include "settlement/settler.h"
#include "settlement/batch.h"
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace lectern::settlement {

class Settler::Impl
{
public:
    Impl(const Services& services, int batchSize) : m_services(services), m_batchSize(batchSize) {}

    void start(int threads)
    {
        for (int i = 0; i < threads; ++i) m_threads.emplace_back([this] { run(); });
    }

    void wake()
    {
        {
            const std::lock_guard lock(m_mutex);
            ++m_wakes;
        }
        m_ready.notify_one();
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

    std::atomic<qint64> settled{0};

private:
    void run()
    {
        quint64 seen = 0;
        int oneByOne = 0; // events left to take alone after a batch failed
        for (;;) {
            {
                const std::lock_guard lock(m_mutex);
                if (m_closing) break;
                seen = m_wakes;
            }
            const auto count = oneByOne > 0 ? settleOne(m_services) : settleBatch(m_services, m_batchSize);
            if (count && *count > 0) {
                settled += *count;
                oneByOne = std::max(0, oneByOne - 1);
                continue;
            }
            const bool poisoned = !count && count.error().code != ErrorCode::Unavailable;
            oneByOne = poisoned && oneByOne == 0 ? m_batchSize : 0;
            if (poisoned && oneByOne > 0) continue;
            std::unique_lock lock(m_mutex);
            // The timeout finds what another process stored, what was put off, and a database that came back.
            m_ready.wait_for(lock, std::chrono::milliseconds(500), [&] { return m_closing || m_wakes != seen; });
        }
        m_services.database.releaseThread();
    }

    const Services& m_services;
    int m_batchSize;
    std::mutex m_mutex;
    std::condition_variable m_ready;
    quint64 m_wakes = 0;
    bool m_closing = false;
    std::vector<std::thread> m_threads;
};

Settler::Settler(const Services& services, int threads, int batchSize) : m_impl(std::make_unique<Impl>(services, batchSize)) { m_impl->start(threads); }
Settler::~Settler() { m_impl->close(); }
void Settler::wake() { m_impl->wake(); }
void Settler::close() { m_impl->close(); }
qint64 Settler::settledEvents() const { return m_impl->settled; }

} // namespace lectern::settlement
