#pragma once
#include "http/ratelimiter.h"
#include "http/route.h"
#include <mutex>

namespace lectern::http {

/// Who is calling: checks the access token and that the user is neither blocked nor of another role by now. Users are
/// remembered for some seconds; a change of rights in this process forgets them at once.
class Authenticator
{
public:
    explicit Authenticator(const Services& services) : m_services(services) {}
    [[nodiscard]] Result<User> authenticate(const Request& request);
    void forget(const UserId& user);
    /// Whether `role` may use a route. The only place that says so.
    [[nodiscard]] static bool allows(Access access, Role caller, const QByteArray& method);

private:
    struct Known {
        User user;
        QDateTime until;
    };
    const Services& m_services;
    std::mutex m_mutex;
    QHash<UserId, Known> m_known;
    quint64 m_changes = 0; ///< of rights: what was loaded before one is not remembered after it
};

} // namespace lectern::http
