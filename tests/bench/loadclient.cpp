#include "loadclient.h"
#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lectern::bench {

namespace {

using Clock = std::chrono::steady_clock;

struct Slot {
    QByteArray out;
    qsizetype sent = 0;
    QByteArray in;
    Clock::time_point started;
    bool busy = false;
};

int connectTo(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) qFatal("Cannot connect to port %d", port);
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

/// Length of the whole answer once its head is there; 0 before.
qsizetype answerLength(const QByteArray& in)
{
    const qsizetype head = in.indexOf("\r\n\r\n");
    if (head < 0) return 0;
    const qsizetype at = in.left(head).toLower().indexOf("content-length:");
    const qsizetype body = at < 0 ? 0 : in.mid(at + 15, in.indexOf('\r', at) - at - 15).trimmed().toLongLong();
    return head + 4 + body;
}

class Loader
{
public:
    Loader(quint16 port, int connections, qint64 count, const std::function<QByteArray(qint64)>& request) : m_count(count), m_request(request)
    {
        for (int i = 0; i < connections; ++i) m_polls.push_back({connectTo(port), POLLIN, 0});
        m_slots.resize(m_polls.size());
    }
    ~Loader()
    {
        for (const pollfd& one : m_polls) ::close(one.fd);
    }

    LoadResult run()
    {
        const auto start = Clock::now();
        for (size_t i = 0; i < m_slots.size(); ++i) next(i);
        while (m_result.answered < m_count) {
            if (::poll(m_polls.data(), m_polls.size(), 30'000) <= 0) qFatal("The server stopped answering");
            for (size_t i = 0; i < m_slots.size(); ++i) {
                if (m_polls[i].revents != 0) progress(i);
            }
        }
        m_result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        return std::move(m_result);
    }

private:
    void next(size_t i)
    {
        Slot& slot = m_slots[i];
        slot.busy = m_issued < m_count;
        if (!slot.busy) return;
        slot.out = m_request(m_issued++);
        slot.sent = 0;
        slot.in.clear();
        slot.started = Clock::now();
        write(i);
    }

    void write(size_t i)
    {
        Slot& slot = m_slots[i];
        const ssize_t n = ::send(m_polls[i].fd, slot.out.constData() + slot.sent, static_cast<size_t>(slot.out.size() - slot.sent), MSG_NOSIGNAL);
        if (n > 0) slot.sent += n;
        m_polls[i].events = slot.sent < slot.out.size() ? POLLOUT : POLLIN;
    }

    void progress(size_t i)
    {
        Slot& slot = m_slots[i];
        if (m_polls[i].events == POLLOUT) return write(i);
        char buffer[16384];
        const ssize_t n = ::recv(m_polls[i].fd, buffer, sizeof buffer, 0);
        if (n <= 0) qFatal("The server closed a connection");
        slot.in.append(buffer, n);
        const qsizetype length = answerLength(slot.in);
        if (length == 0 || slot.in.size() < length) return;
        ++m_result.answered;
        m_result.failed += slot.in.mid(9, 1) == "2" ? 0 : 1;
        m_result.milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - slot.started).count());
        next(i);
    }

    qint64 m_count;
    qint64 m_issued = 0;
    const std::function<QByteArray(qint64)>& m_request;
    std::vector<pollfd> m_polls;
    std::vector<Slot> m_slots;
    LoadResult m_result;
};

} // namespace

LoadResult run(quint16 port, int connections, qint64 count, const std::function<QByteArray(qint64)>& request) { return Loader(port, connections, count, request).run(); }

double percentile(std::vector<double> values, double fraction)
{
    if (values.empty()) return 0;
    const auto at = values.begin() + static_cast<qint64>(static_cast<double>(values.size() - 1) * fraction);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

} // namespace lectern::bench
