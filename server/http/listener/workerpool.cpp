#include "http/listener/workerpool.h"
#include <QtGlobal>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace lectern::http {

class WorkerPool::Impl
{
public:
    Impl(int maxQueued, std::function<void()> onThreadExit)
        : m_maxQueued(static_cast<size_t>(maxQueued)), m_onThreadExit(std::move(onThreadExit))
    {
    }

    void start(int threads)
    {
        for (int i = 0; i < threads; ++i) m_threads.emplace_back([this] { run(); });
    }

    bool submit(std::function<void()> task)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closing || m_tasks.size() >= m_maxQueued) return false;
            m_tasks.push_back(std::move(task));
        }
        m_ready.notify_one();
        return true;
    }

    int queued()
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<int>(m_tasks.size());
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
    void run()
    {
        for (;;) {
            std::function<void()> task;
            {
                std::unique_lock lock(m_mutex);
                m_ready.wait(lock, [this] { return m_closing || !m_tasks.empty(); });
                if (m_tasks.empty()) break;
                task = std::move(m_tasks.front());
                m_tasks.pop_front();
            }
            try {
                task();
            } catch (const std::exception& error) {
                // The request is answered by its dropped reply; the thread has others to serve.
                qCritical("A task ended with an exception: %s", error.what());
            }
        }
        if (m_onThreadExit) m_onThreadExit();
    }

    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<std::function<void()>> m_tasks;
    std::vector<std::thread> m_threads;
    size_t m_maxQueued;
    bool m_closing = false;
    std::function<void()> m_onThreadExit;
};

WorkerPool::WorkerPool(int threads, int maxQueued, std::function<void()> onThreadExit)
    : m_impl(std::make_unique<Impl>(maxQueued, std::move(onThreadExit)))
{
    m_impl->start(threads);
}

WorkerPool::~WorkerPool() { m_impl->close(); }
bool WorkerPool::submit(std::function<void()> task) { return m_impl->submit(std::move(task)); }
int WorkerPool::queued() const { return m_impl->queued(); }
void WorkerPool::close() { m_impl->close(); }

} // namespace lectern::http
