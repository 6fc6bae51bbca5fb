#pragma once
#include "http/listener/message.h"

namespace lectern::http {

struct ListenerConfig {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0; ///< 0: any free port, see Listener::port()
    int ioThreads = 1;
    int maxConnections = 2000;
    int maxConnectionsPerAddress = 1000;
    qint64 maxHeaderBytes = 16 * 1024;
    qint64 maxBodyBytes = 1024 * 1024;
    int headerTimeoutMs = 10'000;
    int bodyTimeoutMs = 30'000; ///< between two reads of a body
    int idleTimeoutMs = 60'000; ///< keep-alive connection without a request
    QString tlsCertificateFile; ///< PEM; both set: TLS 1.2+ only
    QString tlsKeyFile;
};

/// What a server does with requests. Every member is called on an I/O thread and must not block.
class Handler
{
public:
    virtual ~Handler() = default;
    /// The whole request is here. Call `reply` once, now or later, from any thread.
    virtual void handle(Request request, Reply reply) = 0;
    /// Head of a request with a body: a sink to stream it there instead of collecting it. Null: collect.
    /// Called on a worker thread of the listener, because making a sink may touch the disk.
    virtual std::unique_ptr<BodySink> streamBody(const Request& head);
    /// True when streamBody() should be asked for this head. Cheap; called on an I/O thread.
    virtual bool wantsStream(const Request& head) const;
    /// A WebSocket handshake for `head`: an error response to refuse, or nothing to accept.
    virtual std::optional<Response> refuseUpgrade(const Request& head);
    virtual void upgraded(const Request& head, std::shared_ptr<LiveSocket> socket);
};

/// HTTP/1.1 (and WebSocket) listener on Boost.Beast, which no other header shows.
class Listener
{
public:
    /// `handler` must outlive the listener.
    Listener(ListenerConfig config, Handler& handler);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Binds and starts the I/O threads. Returns an empty string, or what went wrong.
    [[nodiscard]] QString start();
    /// Stops accepting, lets accepted requests finish for at most `graceMs`, then closes everything.
    void stop(int graceMs);
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] int connectionCount() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lectern::http
