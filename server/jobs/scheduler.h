#pragma once
#include "store/database.h"
#include <functional>
#include <memory>

namespace lectern::jobs {

/// Runs tasks at intervals on one thread. Tasks claim their rows with SKIP LOCKED, so that several processes on one
/// database share the work instead of repeating it.
class Scheduler
{
public:
    explicit Scheduler(store::Database& database);
    ~Scheduler();
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    /// Add before start(). `task` runs on the scheduler's thread, first soon after start.
    void every(int seconds, const QString& name, std::function<void()> task);
    void start();
    void close(); ///< lets the task under way finish

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lectern::jobs
