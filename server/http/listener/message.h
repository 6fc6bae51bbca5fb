#pragma once
#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>
#include <functional>
#include <memory>
#include <optional>

namespace lectern::http {

struct Header {
    QByteArray name;
    QByteArray value;
};

/// One HTTP request. `path` is percent-decoded and starts with '/'; `query` is still encoded.
struct Request {
    QByteArray method; ///< upper case
    QString path;
    QUrlQuery query;
    QList<Header> headers;
    QByteArray body; ///< empty for a streamed body
    QString remoteAddress; ///< who calls, as far as it is known
    QString peerAddress;   ///< the other end of the connection: who calls, or a proxy
    QByteArray requestId; ///< the client's X-Request-Id where well-formed, else made here

    /// Value of the first header of that name, case-insensitive; empty when absent.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// All headers of that name, in their order, as one list (RFC 9110 section 5.3).
    [[nodiscard]] QByteArray headerLines(QByteArrayView name) const;
    [[nodiscard]] QString queryValue(QStringView key) const; ///< decoded, '+' as space; empty when absent
};

/// Part of a file to send as the body. The listener streams it with constant memory.
struct FileSlice {
    QString path;
    qint64 offset = 0;
    qint64 length = 0;
};

struct Response {
    int status = 200;
    QList<Header> headers;
    QByteArray body;
    std::optional<FileSlice> file; ///< replaces `body` when set
    /// What the access log should say beside the status (a problem code); never sent to the client.
    QByteArray logNote;

    [[nodiscard]] static Response json(int status, const QByteArray& body);
    [[nodiscard]] static Response text(int status, const QByteArray& body, const QByteArray& type = "text/plain; charset=utf-8");
    Response& with(const QByteArray& name, const QByteArray& value);
};

/// Sends the response of one request. Callable once, from any thread; later calls are ignored.
using Reply = std::function<void(Response)>;

/// Receives a body as it arrives. Calls come one at a time, from worker threads, in order.
class BodySink
{
public:
    virtual ~BodySink() = default;
    /// Returns false to stop reading; finish() then says why.
    virtual bool write(QByteArrayView chunk) = 0;
    /// The body is complete (or write() refused): the answer.
    virtual Response finish() = 0;
    /// The connection was cut before the body was complete. Keep what came.
    virtual void aborted() = 0;
};

/// One open WebSocket, sending text messages. All members may be called from any thread.
class LiveSocket
{
public:
    virtual ~LiveSocket() = default;
    /// Queues a message; drops the connection when the peer lets more than the outgoing limit pile up.
    virtual void send(const QByteArray& text) = 0;
    virtual void close() = 0;
    /// `fn` runs once when the socket is gone.
    virtual void onClosed(std::function<void()> fn) = 0;
};

} // namespace lectern::http
