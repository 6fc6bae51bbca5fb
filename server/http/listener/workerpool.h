#pragma once
#include <functional>
#include <memory>

namespace lectern::http {

/// A fixed number of threads over one bounded queue. A full queue refuses instead of growing.
class WorkerPool
{
public:
    /// `onThreadExit` runs at the end of each thread, for per-thread resources such as a database connection.
    WorkerPool(int threads, int maxQueued, std::function<void()> onThreadExit = {});
    ~WorkerPool(); ///< finishes what was accepted
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False when the queue is full or the pool is closing: the task was not taken.
    [[nodiscard]] bool submit(std::function<void()> task);
    [[nodiscard]] int queued() const;
    void close(); ///< takes nothing more, runs what is queued, joins

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lectern::http
