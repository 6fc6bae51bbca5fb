#include "http/listener/connection.h"
#include "http/listener/livesocket.h"
#include <QFile>
#include <QUrl>
#include <QUuid>

namespace lectern::http {

namespace {

constexpr size_t kChunk = 64 * 1024;

QByteArray toBytes(beast::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

bool isWellFormedRequestId(const QByteArray& id)
{
    if (id.isEmpty() || id.size() > 64) return false;
    return std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

template <class Message>
Request readHead(const Message& message, const QString& remote)
{
    Request request;
    request.method = toBytes(message.method_string());
    const QByteArray target = toBytes(message.target());
    const qsizetype mark = target.indexOf('?');
    request.path = QUrl::fromPercentEncoding(mark < 0 ? target : target.left(mark));
    if (mark >= 0) request.query = QUrlQuery(QString::fromUtf8(target.mid(mark + 1)));
    for (const auto& header : message) request.headers.append({toBytes(header.name_string()), toBytes(header.value())});
    request.remoteAddress = remote;
    const QByteArray id = request.header("X-Request-Id");
    request.requestId = isWellFormedRequestId(id) ? id : QUuid::createUuid().toByteArray(QUuid::Id128);
    return request;
}

/// Resumes the connection with the answer, whatever thread it comes from; a reply that is dropped becomes a 500,
/// so that a lost callback can never leave a client waiting.
template <class CompletionHandler>
class PendingReply
{
public:
    explicit PendingReply(CompletionHandler handler) : m_handler(std::move(handler)) {}
    ~PendingReply()
    {
        if (!m_done.test_and_set()) finish(Response::text(500, "The request was dropped.\n"));
    }
    void operator()(Response response)
    {
        if (!m_done.test_and_set()) finish(std::move(response));
    }

private:
    void finish(Response response)
    {
        auto executor = asio::get_associated_executor(m_handler);
        asio::post(executor, [handler = std::move(m_handler), response = std::move(response)]() mutable {
            std::move(handler)(std::move(response));
        });
    }
    std::atomic_flag m_done = ATOMIC_FLAG_INIT;
    CompletionHandler m_handler;
};

asio::awaitable<Response> ask(Handler& handler, Request request)
{
    auto initiate = [&handler](auto completion, Request req) {
        auto pending = std::make_shared<PendingReply<decltype(completion)>>(std::move(completion));
        handler.handle(std::move(req), [pending](Response response) { (*pending)(std::move(response)); });
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(
        initiate, asio::use_awaitable, std::move(request));
}

template <class Stream>
class Connection
{
public:
    Connection(Shared& shared, IoLane& lane, Stream stream, QString remote)
        : m_shared(shared), m_lane(lane), m_stream(std::move(stream)), m_remote(std::move(remote))
    {
    }

    Stream& stream() { return m_stream; }

    asio::awaitable<void> run()
    {
        bool keepAlive = true;
        while (keepAlive && !m_shared.stopping) {
            bhttp::request_parser<bhttp::empty_body> head;
            head.header_limit(static_cast<std::uint32_t>(m_shared.config.maxHeaderBytes));
            head.body_limit(boost::none);
            boost::system::error_code error = co_await readHeader(head);
            if (error == bhttp::error::header_limit) {
                co_await refuse(431, "The request header is too large.\n");
                co_return;
            }
            if (error) {
                if (error.category() == bhttp::make_error_code(bhttp::error::bad_method).category() &&
                    error != bhttp::error::end_of_stream && error != bhttp::error::partial_message)
                    co_await refuse(400, "This is not an HTTP/1.1 request.\n");
                co_return;
            }
            if (websocket::is_upgrade(head.get())) {
                co_await upgrade(head);
                co_return;
            }
            keepAlive = head.get().keep_alive();
            keepAlive = co_await exchange(head) && keepAlive;
        }
    }

private:
    void expireAfter(int milliseconds)
    {
        beast::get_lowest_layer(m_stream).expires_after(std::chrono::milliseconds(milliseconds));
    }

    /// Waits idle for the first byte, then gives the header its own, shorter time.
    asio::awaitable<boost::system::error_code> readHeader(bhttp::request_parser<bhttp::empty_body>& head)
    {
        boost::system::error_code error;
        if (m_buffer.size() == 0) {
            const auto position = m_lane.idle.insert(m_lane.idle.end(),
                                                     [this] { beast::get_lowest_layer(m_stream).close(); });
            expireAfter(m_shared.config.idleTimeoutMs);
            const size_t got = co_await m_stream.async_read_some(m_buffer.prepare(kChunk),
                                                                 asio::redirect_error(asio::use_awaitable, error));
            m_lane.idle.erase(position);
            if (error) co_return bhttp::make_error_code(bhttp::error::end_of_stream);
            m_buffer.commit(got);
        }
        expireAfter(m_shared.config.headerTimeoutMs);
        co_await bhttp::async_read_header(m_stream, m_buffer, head, asio::redirect_error(asio::use_awaitable, error));
        co_return error;
    }

    /// Reads the body, asks the handler, writes the answer. False: the connection cannot be used again.
    asio::awaitable<bool> exchange(bhttp::request_parser<bhttp::empty_body>& head)
    {
        Request request = readHead(head.get(), m_remote);
        const bool isHead = request.method == "HEAD";
        const bool keepAlive = head.get().keep_alive();
        const bool hasBody = head.chunked() || head.content_length_remaining().value_or(0) > 0;
        if (hasBody && head.get()[bhttp::field::expect] == "100-continue") co_await sendContinue();
        if (hasBody && m_shared.handler.wantsStream(request)) co_return co_await exchangeStreamed(head, request);
        if (hasBody) {
            const int status = co_await readBody(head, request.body);
            if (status != 0) {
                co_await refuse(status, status == 413 ? "The request body is too large.\n" : "The body did not arrive.\n");
                co_return false;
            }
        }
        beast::get_lowest_layer(m_stream).expires_never();
        const QByteArray id = request.requestId;
        Response response = co_await ask(m_shared.handler, std::move(request));
        co_return co_await write(std::move(response), id, isHead, keepAlive);
    }

    asio::awaitable<int> readBody(bhttp::request_parser<bhttp::empty_body>& head, QByteArray& body)
    {
        // Beast holds an announced length against the limit while it reads the header, which had none.
        if (head.content_length().value_or(0) > static_cast<std::uint64_t>(m_shared.config.maxBodyBytes)) co_return 413;
        bhttp::request_parser<bhttp::string_body> parser(std::move(head));
        parser.body_limit(static_cast<std::uint64_t>(m_shared.config.maxBodyBytes));
        boost::system::error_code error;
        expireAfter(m_shared.config.bodyTimeoutMs);
        co_await bhttp::async_read(m_stream, m_buffer, parser, asio::redirect_error(asio::use_awaitable, error));
        const std::string& text = parser.get().body();
        body = QByteArray(text.data(), static_cast<qsizetype>(text.size()));
        if (error == bhttp::error::body_limit) co_return 413;
        co_return error ? 408 : 0;
    }

    asio::awaitable<bool> exchangeStreamed(bhttp::request_parser<bhttp::empty_body>& head, const Request& request)
    {
        bhttp::request_parser<bhttp::buffer_body> parser(std::move(head));
        parser.body_limit(boost::none);
        const bool keepAlive = parser.get().keep_alive();
        auto disk = m_shared.disk.get_executor();
        std::unique_ptr<BodySink> sink = co_await asio::co_spawn(
            disk,
            [&]() -> asio::awaitable<std::unique_ptr<BodySink>> { co_return m_shared.handler.streamBody(request); },
            asio::use_awaitable);
        if (!sink) {
            co_await refuse(500, "The upload could not be received.\n");
            co_return false;
        }
        std::vector<char> chunk(kChunk);
        bool wanted = true;
        while (wanted && !parser.is_done()) {
            parser.get().body().data = chunk.data();
            parser.get().body().size = chunk.size();
            boost::system::error_code error;
            expireAfter(m_shared.config.bodyTimeoutMs);
            co_await bhttp::async_read_some(m_stream, m_buffer, parser, asio::redirect_error(asio::use_awaitable, error));
            if (error == bhttp::error::need_buffer) error = {};
            const auto got = static_cast<qsizetype>(chunk.size() - parser.get().body().size);
            if (got > 0) wanted = co_await pass(*sink, QByteArrayView(chunk.data(), got));
            if (error) {
                co_await onDisk([&] { sink->aborted(); });
                co_return false;
            }
        }
        Response response;
        co_await onDisk([&] {
            response = sink->finish();
            sink.reset(); // whoever reads the answer may go on writing at once
        });
        // An unread rest of the body makes the connection useless for a next request.
        const bool again = co_await write(std::move(response), request.requestId, false, keepAlive && parser.is_done());
        if (!parser.is_done()) co_await linger();
        co_return again && parser.is_done();
    }

    asio::awaitable<void> onDisk(std::function<void()> work)
    {
        co_await asio::co_spawn(
            m_shared.disk.get_executor(), [&work]() -> asio::awaitable<void> { work(); co_return; }, asio::use_awaitable);
    }

    asio::awaitable<bool> pass(BodySink& sink, QByteArrayView chunk)
    {
        bool wanted = false;
        co_await onDisk([&] { wanted = sink.write(chunk); });
        co_return wanted;
    }

    asio::awaitable<void> sendContinue()
    {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        boost::system::error_code error;
        co_await asio::async_write(m_stream, asio::buffer(kContinue), asio::redirect_error(asio::use_awaitable, error));
    }

    template <class Body>
    void setHead(bhttp::response<Body>& message, const Response& response, const QByteArray& requestId, bool keepAlive)
    {
        message.result(static_cast<unsigned>(response.status));
        message.set(bhttp::field::server, "lectern");
        if (!requestId.isEmpty()) message.set("X-Request-Id", {requestId.constData(), static_cast<size_t>(requestId.size())});
        for (const Header& header : response.headers) {
            // A line break inside a value would let it start a header of its own.
            QByteArray value = header.value;
            value.replace('\r', ' ').replace('\n', ' ');
            message.insert({header.name.constData(), static_cast<size_t>(header.name.size())},
                           {value.constData(), static_cast<size_t>(value.size())});
        }
        message.keep_alive(keepAlive && !m_shared.stopping);
    }

    asio::awaitable<bool> write(Response response, const QByteArray& requestId, bool isHead, bool keepAlive)
    {
        expireAfter(m_shared.config.bodyTimeoutMs);
        boost::system::error_code error;
        if (response.file) co_return co_await writeFile(response, requestId, isHead, keepAlive);
        bhttp::response<bhttp::span_body<const char>> message;
        setHead(message, response, requestId, keepAlive);
        const bool bodyless = response.status == 204 || response.status == 304;
        if (!bodyless) message.content_length(static_cast<std::uint64_t>(response.body.size()));
        if (!isHead && !bodyless) {
            message.body() = beast::span<const char>(response.body.constData(), static_cast<size_t>(response.body.size()));
        }
        bhttp::response_serializer<bhttp::span_body<const char>> serializer(message);
        if (isHead) {
            co_await bhttp::async_write_header(m_stream, serializer, asio::redirect_error(asio::use_awaitable, error));
        } else {
            co_await bhttp::async_write(m_stream, serializer, asio::redirect_error(asio::use_awaitable, error));
        }
        co_return !error && message.keep_alive();
    }

    asio::awaitable<bool> writeFile(const Response& response, const QByteArray& requestId, bool isHead, bool keepAlive)
    {
        bhttp::response<bhttp::empty_body> message;
        setHead(message, response, requestId, keepAlive);
        message.content_length(static_cast<std::uint64_t>(response.file->length));
        bhttp::response_serializer<bhttp::empty_body> serializer(message);
        boost::system::error_code error;
        co_await bhttp::async_write_header(m_stream, serializer, asio::redirect_error(asio::use_awaitable, error));
        if (error || isHead) co_return !error && message.keep_alive();
        QFile file(response.file->path);
        bool readable = false;
        co_await onDisk([&] { readable = file.open(QIODevice::ReadOnly) && file.seek(response.file->offset); });
        qint64 left = response.file->length;
        QByteArray chunk;
        while (readable && left > 0 && !error) {
            co_await onDisk([&] { chunk = file.read(std::min<qint64>(left, 256 * 1024)); });
            if (chunk.isEmpty()) break;
            left -= chunk.size();
            expireAfter(m_shared.config.bodyTimeoutMs);
            co_await asio::async_write(m_stream, asio::buffer(chunk.constData(), static_cast<size_t>(chunk.size())),
                                       asio::redirect_error(asio::use_awaitable, error));
        }
        co_return !error && left == 0 && message.keep_alive();
    }

    asio::awaitable<void> refuse(int status, const QByteArray& text)
    {
        co_await write(Response::text(status, text), {}, false, false);
        co_await linger();
    }

    /// Says that no more is coming and reads on for a moment (RFC 9112 section 9.6): closing while the peer still sends
    /// resets the connection, and the peer would never see the answer.
    asio::awaitable<void> linger()
    {
        boost::system::error_code error;
        beast::get_lowest_layer(m_stream).socket().shutdown(tcp::socket::shutdown_send, error);
        expireAfter(2'000);
        std::vector<char> chunk(kChunk);
        while (!error) co_await m_stream.async_read_some(asio::buffer(chunk), asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<void> upgrade(bhttp::request_parser<bhttp::empty_body>& head)
    {
        const Request request = readHead(head.get(), m_remote);
        if (auto refusal = m_shared.handler.refuseUpgrade(request)) {
            co_await write(std::move(*refusal), request.requestId, false, false);
            co_return;
        }
        beast::get_lowest_layer(m_stream).expires_never();
        auto socket = std::make_shared<LiveSocketImpl<Stream>>(std::move(m_stream));
        co_await socket->accept(head.release());
        m_shared.handler.upgraded(request, socket);
        const auto position = m_lane.idle.insert(m_lane.idle.end(), [weak = std::weak_ptr(socket)] {
            if (auto alive = weak.lock()) alive->close();
        });
        co_await socket->run();
        m_lane.idle.erase(position);
    }

    Shared& m_shared;
    IoLane& m_lane;
    Stream m_stream;
    QString m_remote;
    beast::flat_buffer m_buffer;
};

} // namespace

asio::awaitable<void> serveConnection(Shared& shared, IoLane& lane, tcp::socket socket, QString remote)
{
    Connection connection(shared, lane, beast::tcp_stream(std::move(socket)), std::move(remote));
    co_await connection.run();
    boost::system::error_code ignored;
    beast::get_lowest_layer(connection.stream()).socket().shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> serveTlsConnection(Shared& shared, IoLane& lane, tcp::socket socket, asio::ssl::context& tls,
                                         QString remote)
{
    Connection connection(shared, lane, beast::ssl_stream<beast::tcp_stream>(std::move(socket), tls), std::move(remote));
    boost::system::error_code error;
    beast::get_lowest_layer(connection.stream()).expires_after(std::chrono::milliseconds(shared.config.headerTimeoutMs));
    co_await connection.stream().async_handshake(asio::ssl::stream_base::server,
                                                 asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    co_await connection.run();
    co_await connection.stream().async_shutdown(asio::redirect_error(asio::use_awaitable, error));
}

} // namespace lectern::http
