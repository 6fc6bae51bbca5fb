#pragma once
#include "usecases/context.h"
#include <memory>

namespace lectern::settlement {

/// Threads that settle what is in the inbox, until closed.
class Settler
{
public:
    Settler(const Services& services, int threads, int batchSize);
    ~Settler();
    Settler(const Settler&) = delete;
    Settler& operator=(const Settler&) = delete;
    void wake(); ///< something was stored; callable from any thread
    void close(); ///< finishes the batch under way, then joins
    [[nodiscard]] qint64 settledEvents() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lectern::settlement
