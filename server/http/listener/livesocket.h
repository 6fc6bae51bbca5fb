#pragma once
#include "http/listener/connection.h"
#include <deque>
#include <mutex>

namespace lectern::http {

/// A WebSocket over either kind of stream. Lives as long as its read loop or a holder.
template <class Stream>
class LiveSocketImpl final : public LiveSocket, public std::enable_shared_from_this<LiveSocketImpl<Stream>>
{
public:
    explicit LiveSocketImpl(Stream stream) : m_ws(std::move(stream))
    {
        auto timeouts = websocket::stream_base::timeout::suggested(beast::role_type::server);
        timeouts.idle_timeout = std::chrono::seconds(40);
        timeouts.keep_alive_pings = true;
        m_ws.set_option(timeouts);
        m_ws.read_message_max(64 * 1024);
    }

    template <class Body, class Fields>
    asio::awaitable<void> accept(bhttp::request<Body, Fields> request)
    {
        co_await m_ws.async_accept(request, asio::use_awaitable);
    }

    /// Reads until the peer goes. What a client sends is ignored: the connection is for pushing.
    asio::awaitable<void> run()
    {
        beast::flat_buffer buffer;
        boost::system::error_code error;
        while (!error) {
            co_await m_ws.async_read(buffer, asio::redirect_error(asio::use_awaitable, error));
            buffer.clear();
        }
        std::function<void()> closed;
        {
            const std::lock_guard lock(m_mutex);
            m_gone = true;
            closed = std::move(m_closed);
        }
        if (closed) closed();
    }

    void send(const QByteArray& text) override
    {
        asio::post(m_ws.get_executor(), [self = this->shared_from_this(), text] {
            constexpr size_t kMaxQueued = 512;
            if (self->m_queue.size() >= kMaxQueued) {
                self->drop();
                return;
            }
            self->m_queue.push_back(text);
            if (self->m_queue.size() == 1) self->writeNext();
        });
    }

    void close() override
    {
        asio::post(m_ws.get_executor(), [self = this->shared_from_this()] { self->drop(); });
    }

    void onClosed(std::function<void()> fn) override
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_gone) {
                m_closed = std::move(fn);
                return;
            }
        }
        fn();
    }

private:
    void writeNext()
    {
        const QByteArray& front = m_queue.front();
        m_ws.text(true);
        m_ws.async_write(asio::buffer(front.constData(), static_cast<size_t>(front.size())),
                         [self = this->shared_from_this()](boost::system::error_code error, size_t) {
                             if (error) return;
                             self->m_queue.pop_front();
                             if (!self->m_queue.empty()) self->writeNext();
                         });
    }

    void drop() { beast::get_lowest_layer(m_ws).close(); }

    websocket::stream<Stream> m_ws;
    std::deque<QByteArray> m_queue;
    std::mutex m_mutex;
    bool m_gone = false;
    std::function<void()> m_closed;
};

} // namespace lectern::http
