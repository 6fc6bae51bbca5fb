#include "simulation/crowd.h"
#include "simulation/stage.h"
#include <QTest>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace lectern::simulation {

void Crowd::perform(const std::vector<Deed>& deeds)
{
    std::atomic<std::size_t> next{0};
    std::atomic<int> busy{m_clients};
    std::mutex mutex;
    std::optional<Difference> first;
    const auto report = [&](const Difference& difference) {
        const std::lock_guard lock(mutex);
        if (!first) first = difference;
        m_stage.giveUp();
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < m_clients; ++i) {
        threads.emplace_back([&] {
            try {
                Client client(m_stage);
                for (std::size_t mine = next++; mine < deeds.size() && !m_stage.isOver(); mine = next++) deeds[mine](client);
            } catch (const Difference& difference) {
                report(difference);
            }
            --busy;
        });
    }
    // The programs belong to this thread: it kills them when a deed wants that, and starts them again.
    while (busy > 0) {
        QTest::qWait(20);
        try {
            m_stage.supervise();
        } catch (const Difference& difference) {
            report(difference);
        }
    }
    for (std::thread& thread : threads) thread.join();
    if (first) throw *first;
    m_stage.supervise();
}

} // namespace lectern::simulation
