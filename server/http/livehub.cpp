#include "http/livehub.h"

namespace lectern::http {

namespace {
QByteArray textOf(const LiveMessage& message) { return QJsonDocument(toJson(message)).toJson(QJsonDocument::Compact); }
} // namespace

void LiveHub::add(const UserId& user, Role role, const std::shared_ptr<LiveSocket>& socket)
{
    {
        const std::lock_guard lock(m_mutex);
        m_sockets.insert(user, {role, socket});
    }
    socket->onClosed([this, user, raw = socket.get()] {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_sockets.find(user); it != m_sockets.end() && it.key() == user; ++it) {
            if (it->socket.get() != raw) continue;
            m_sockets.erase(it);
            return;
        }
    });
}

void LiveHub::toUser(const UserId& user, const LiveMessage& message)
{
    const std::lock_guard lock(m_mutex);
    if (!m_sockets.contains(user)) return;
    const QByteArray text = textOf(message);
    for (auto it = m_sockets.constFind(user); it != m_sockets.constEnd() && it.key() == user; ++it) it->socket->send(text);
}

void LiveHub::toRole(Role role, const LiveMessage& message)
{
    const std::lock_guard lock(m_mutex);
    QByteArray text;
    for (const Entry& entry : m_sockets) {
        if (entry.role != role) continue;
        if (text.isEmpty()) text = textOf(message);
        entry.socket->send(text);
    }
}

void LiveHub::dropUser(const UserId& user)
{
    if (m_onDrop) m_onDrop(user);
    const std::lock_guard lock(m_mutex);
    for (auto it = m_sockets.constFind(user); it != m_sockets.constEnd() && it.key() == user; ++it) it->socket->close();
}

int LiveHub::count() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_sockets.size());
}

QHash<UserId, Role> LiveHub::connected() const
{
    const std::lock_guard lock(m_mutex);
    QHash<UserId, Role> users;
    for (auto it = m_sockets.constBegin(); it != m_sockets.constEnd(); ++it) users.insert(it.key(), it->role);
    return users;
}

} // namespace lectern::http
