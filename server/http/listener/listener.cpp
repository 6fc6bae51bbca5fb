#include "http/listener/listener.h"
#include "http/listener/connection.h"
#include <QHash>
#include <mutex>
#include <thread>

namespace lectern::http {

std::unique_ptr<BodySink> Handler::streamBody(const Request&) { return nullptr; }
bool Handler::wantsStream(const Request&) const { return false; }
std::optional<Response> Handler::refuseUpgrade(const Request&) { return Response::text(404, "Not found.\n"); }
void Handler::upgraded(const Request&, std::shared_ptr<LiveSocket>) {}

class Listener::Impl
{
public:
    Impl(ListenerConfig config, Handler& handler) : m_config(std::move(config)), m_shared{m_config, handler} {}
    ~Impl() { stop(0); }

    QString start()
    {
        for (int i = 0; i < std::max(1, m_config.ioThreads); ++i) m_lanes.push_back(std::make_unique<IoLane>());
        if (QString error = bind(); !error.isEmpty()) return error;
        for (auto& lane : m_lanes) {
            m_threads.emplace_back([context = &lane->context] { context->run(); });
        }
        asio::co_spawn(m_lanes.front()->context, acceptLoop(), asio::detached);
        return {};
    }

    void stop(int graceMs)
    {
        if (m_stopped) return;
        m_stopped = true;
        m_shared.stopping = true;
        if (!m_lanes.empty()) asio::post(m_lanes.front()->context, [this] { closeAcceptor(); });
        for (auto& lane : m_lanes) {
            asio::post(lane->context, [one = lane.get()] {
                const auto closers = one->idle; // closing erases from the list
                for (const auto& close : closers) close();
            });
        }
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(graceMs);
        while (m_shared.connections > 0 && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        for (auto& lane : m_lanes) lane->context.stop();
        for (std::thread& thread : m_threads) thread.join();
        m_shared.disk.join();
        m_threads.clear();
    }

    quint16 port() const { return m_port; }
    int connectionCount() const { return m_shared.connections; }

private:
    QString bind()
    {
        boost::system::error_code error;
        const auto address = asio::ip::make_address(m_config.address.toStdString(), error);
        if (error) return QStringLiteral("%1 is not an IP address.").arg(m_config.address);
        const tcp::endpoint endpoint(address, m_config.port);
        m_acceptor = std::make_unique<tcp::acceptor>(m_lanes.front()->context);
        m_acceptor->open(endpoint.protocol(), error);
        if (!error) m_acceptor->set_option(asio::socket_base::reuse_address(true), error);
        if (!error) m_acceptor->bind(endpoint, error);
        if (!error) m_acceptor->listen(asio::socket_base::max_listen_connections, error);
        if (error) {
            return QStringLiteral("Cannot listen on %1:%2: %3.")
                .arg(m_config.address, QString::number(m_config.port), QString::fromStdString(error.message()));
        }
        m_port = m_acceptor->local_endpoint().port();
        return loadTls();
    }

    QString loadTls()
    {
        if (m_config.tlsCertificateFile.isEmpty() && m_config.tlsKeyFile.isEmpty()) return {};
        m_tls = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
        boost::system::error_code error;
        m_tls->set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1, error);
        if (!error) m_tls->use_certificate_chain_file(m_config.tlsCertificateFile.toStdString(), error);
        if (!error) m_tls->use_private_key_file(m_config.tlsKeyFile.toStdString(), asio::ssl::context::pem, error);
        if (!error) return {};
        return QStringLiteral("Cannot use the TLS certificate %1 with the key %2: %3.")
            .arg(m_config.tlsCertificateFile, m_config.tlsKeyFile, QString::fromStdString(error.message()));
    }

    void closeAcceptor()
    {
        boost::system::error_code ignored;
        m_acceptor->close(ignored);
    }

    asio::awaitable<void> acceptLoop()
    {
        size_t next = 0;
        while (!m_shared.stopping) {
            IoLane& lane = *m_lanes[next++ % m_lanes.size()];
            boost::system::error_code error;
            tcp::socket socket = co_await m_acceptor->async_accept(lane.context,
                                                                   asio::redirect_error(asio::use_awaitable, error));
            if (error == asio::error::operation_aborted || m_shared.stopping) co_return;
            if (error) { // out of file descriptors, for one: wait for connections to end
                asio::steady_timer pause(co_await asio::this_coro::executor, std::chrono::milliseconds(50));
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
                continue;
            }
            admit(lane, std::move(socket));
        }
    }

    void admit(IoLane& lane, tcp::socket socket)
    {
        boost::system::error_code error;
        const auto endpoint = socket.remote_endpoint(error);
        const QString remote = error ? QString() : QString::fromStdString(endpoint.address().to_string());
        socket.set_option(tcp::no_delay(true), error);
        if (!enter(remote)) {
            socket.close(error); // over the cap: answering each would cost what the cap protects
            return;
        }
        auto left = [this, remote](std::exception_ptr) { leave(remote); };
        if (m_tls)
            asio::co_spawn(lane.context, serveTlsConnection(m_shared, lane, std::move(socket), *m_tls, remote), left);
        else
            asio::co_spawn(lane.context, serveConnection(m_shared, lane, std::move(socket), remote), left);
    }

    bool enter(const QString& remote)
    {
        const std::lock_guard lock(m_mutex);
        if (m_shared.connections >= m_config.maxConnections || m_perAddress.value(remote) >= m_config.maxConnectionsPerAddress) return false;
        ++m_perAddress[remote];
        ++m_shared.connections;
        return true;
    }

    void leave(const QString& remote)
    {
        const std::lock_guard lock(m_mutex);
        --m_shared.connections;
        if (--m_perAddress[remote] <= 0) m_perAddress.remove(remote);
    }

    ListenerConfig m_config;
    Shared m_shared;
    std::vector<std::unique_ptr<IoLane>> m_lanes;
    std::vector<std::thread> m_threads;
    std::unique_ptr<tcp::acceptor> m_acceptor;
    std::unique_ptr<asio::ssl::context> m_tls;
    std::mutex m_mutex;
    QHash<QString, int> m_perAddress;
    quint16 m_port = 0;
    bool m_stopped = false;
};

Listener::Listener(ListenerConfig config, Handler& handler) : m_impl(std::make_unique<Impl>(std::move(config), handler)) {}
Listener::~Listener() = default;
QString Listener::start() { return m_impl->start(); }
void Listener::stop(int graceMs) { m_impl->stop(graceMs); }
quint16 Listener::port() const { return m_impl->port(); }
int Listener::connectionCount() const { return m_impl->connectionCount(); }

} // namespace lectern::http
