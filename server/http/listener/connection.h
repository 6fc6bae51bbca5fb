#pragma once
#include "http/listener/beast.h"
#include "http/listener/listener.h"
#include <atomic>
#include <list>

namespace lectern::http {

/// One I/O thread: its own context, so that a connection is only ever touched by one thread.
struct IoLane {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    /// Closes a connection that waits for its next request. Only touched on this lane's thread.
    std::list<std::function<void()>> idle;
};

/// What all connections of a listener share.
struct Shared {
    const ListenerConfig& config;
    Handler& handler;
    asio::thread_pool disk{2}; ///< file reads and writes, so that a slow disk never stops the I/O threads
    std::atomic<bool> stopping{false};
    std::atomic<int> connections{0};
};

asio::awaitable<void> serveConnection(Shared& shared, IoLane& lane, tcp::socket socket, QString remote);
asio::awaitable<void> serveTlsConnection(Shared& shared, IoLane& lane, tcp::socket socket, asio::ssl::context& tls,
                                         QString remote);

} // namespace lectern::http
