#include "http/authenticator.h"
#include "usecases/accounts/accounts.h"
#include "usecases/accounts/tokensigner.h"

namespace lectern::http {

namespace {
constexpr int kRememberSeconds = 10;
constexpr qsizetype kMaxKnown = 50'000;
} // namespace

Result<User> Authenticator::authenticate(const Request& request)
{
    const QByteArray header = request.header("Authorization");
    if (!header.startsWith("Bearer ")) return makeError(ErrorCode::Unauthenticated, QStringLiteral("Log in first."));
    const QDateTime now = m_services.clock.now();
    const auto claims = m_services.tokens.verify(QString::fromLatin1(header.mid(7)), now);
    if (!claims) return claims.error();
    std::optional<User> user;
    quint64 changes = 0;
    {
        const std::lock_guard lock(m_mutex);
        changes = m_changes;
        const auto found = m_known.constFind(claims->user);
        if (found != m_known.constEnd() && found->until > now) user = found->user;
    }
    if (!user) {
        const auto loaded = accounts::findUser(m_services, claims->user);
        if (!loaded) return loaded.error().code == ErrorCode::NotFound ? makeError(ErrorCode::Unauthenticated, QStringLiteral("Log in again.")) : loaded.error();
        user = *loaded;
        const std::lock_guard lock(m_mutex);
        if (m_known.size() > kMaxKnown) m_known.clear();
        if (changes == m_changes) m_known.insert(user->id, {*user, now.addSecs(kRememberSeconds)});
    }
    if (user->state == UserState::Blocked) return makeError(ErrorCode::Blocked, QStringLiteral("This account is blocked. Ask an admin of your school."));
    if (user->role != claims->role) return makeError(ErrorCode::Unauthenticated, QStringLiteral("Your role has changed. Log in again."));
    return *user;
}

void Authenticator::forget(const UserId& user)
{
    const std::lock_guard lock(m_mutex);
    m_known.remove(user);
    ++m_changes;
}

bool Authenticator::allows(Access access, Role caller, const QByteArray& method)
{
    // An auditor may read whatever an admin may read, and write nothing.
    const Role role = caller == Role::Auditor && method == "GET" ? Role::Admin : caller;
    switch (access) {
    case Access::Public:
    case Access::Anybody: return true;
    case Access::Students: return role == Role::Student;
    case Access::Teachers: return role == Role::Teacher;
    case Access::Admins: return role == Role::Admin;
    case Access::TeachersAndAdmins: return role == Role::Teacher || role == Role::Admin;
    }
    return false;
}

} // namespace lectern::http
