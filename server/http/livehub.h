#pragma once
#include "http/listener/message.h"
#include "usecases/context.h"
#include <mutex>

namespace lectern::http {

/// The open live connections, by user. A message is a hint to load again, so losing one loses nothing.
class LiveHub final : public LivePublisher
{
public:
    void add(const UserId& user, Role role, const std::shared_ptr<LiveSocket>& socket);
    void toUser(const UserId& user, const LiveMessage& message) override;
    void toRole(Role role, const LiveMessage& message) override;
    void dropUser(const UserId& user) override;
    /// Called when a user's rights changed, beside closing the sockets.
    void onDrop(std::function<void(const UserId&)> fn) { m_onDrop = std::move(fn); }
    [[nodiscard]] int count() const;
    /// Who is connected, and in which role they came.
    [[nodiscard]] QHash<UserId, Role> connected() const;

private:
    struct Entry {
        Role role;
        std::shared_ptr<LiveSocket> socket;
    };
    mutable std::mutex m_mutex;
    QMultiHash<UserId, Entry> m_sockets;
    std::function<void(const UserId&)> m_onDrop;
};

} // namespace lectern::http
