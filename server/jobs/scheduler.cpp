#include "jobs/scheduler.h"
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace lectern::jobs {

using SteadyTime = std::chrono::steady_clock::time_point;

class Scheduler::Impl
{
public:
    explicit Impl(store::Database& database) : m_database(database) {}

    void every(int seconds, const QString& name, std::function<void()> task)
    {
        m_tasks.push_back({std::chrono::seconds(seconds), name, std::move(task), std::chrono::steady_clock::now()});
    }

    void start()
    {
        m_thread = std::thread([this] { run(); });
    }

    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closing = true;
        }
        m_wake.notify_all();
        if (m_thread.joinable()) m_thread.join();
    }

private:
    struct Task {
        std::chrono::seconds interval;
        QString name;
        std::function<void()> run;
        SteadyTime next;
    };

    void run()
    {
        while (!m_tasks.empty()) {
            auto due = std::min_element(m_tasks.begin(), m_tasks.end(), [](const Task& a, const Task& b) { return a.next < b.next; });
            {
                std::unique_lock lock(m_mutex);
                if (m_wake.wait_until(lock, due->next, [this] { return m_closing; })) break;
            }
            due->run();
            due->next = std::chrono::steady_clock::now() + due->interval;
        }
        m_database.releaseThread();
    }

    store::Database& m_database;
    std::vector<Task> m_tasks;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_closing = false;
    std::thread m_thread;
};

Scheduler::Scheduler(store::Database& database) : m_impl(std::make_unique<Impl>(database)) {}
Scheduler::~Scheduler() { m_impl->close(); }
void Scheduler::every(int seconds, const QString& name, std::function<void()> task) { m_impl->every(seconds, name, std::move(task)); }
void Scheduler::start() { m_impl->start(); }
void Scheduler::close() { m_impl->close(); }

} // namespace lectern::jobs
