#include "http/route.h"
#include "usecases/accounts/accounts.h"
#include "usecases/notifications/notifications.h"

namespace lectern::http {

namespace {

Result<Answer> users(Call& c)
{
    UserFilter filter;
    filter.text = c.query("text");
    if (auto error = readEnum(c, "role", filter.role)) return *error;
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    return answerPage(accounts::listUsers(c.services, filter, c.page()));
}

Result<Answer> setBlocked(Call& c, bool blocked)
{
    const auto body = c.json();
    if (!body) return body.error();
    return answer(accounts::setBlocked(c.services, c.caller, c.id<UserId>(), blocked, body->value(QLatin1String("reason")).toString()));
}

Result<Answer> block(Call& c) { return setBlocked(c, true); }
Result<Answer> unblock(Call& c) { return setBlocked(c, false); }

Result<Answer> setRole(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    Role role{};
    if (!fromText(body->value(QLatin1String("role")).toString(), role)) return fieldError(QStringLiteral("role"), QStringLiteral("Choose student, teacher, admin or auditor."));
    return answer(accounts::setRole(c.services, c.caller, c.id<UserId>(), role, body->value(QLatin1String("reason")).toString()));
}

Result<Answer> trail(Call& c)
{
    AuditFilter filter;
    filter.text = c.query("text");
    filter.action = c.query("action");
    if (auto error = readTime(c, "from", filter.from)) return *error;
    if (auto error = readTime(c, "until", filter.until)) return *error;
    return answerPage(notifications::auditTrail(c.services, filter, c.page()));
}

Result<Answer> overview(Call& c) { return answer(notifications::overview(c.services, c.caller)); }

} // namespace

std::vector<Route> adminRoutes()
{
    return {
        {"GET", "/api/overview", Access::TeachersAndAdmins, overview},
        {"GET", "/api/admin/users", Access::Admins, users},
        {"POST", "/api/admin/users/{id}/block", Access::Admins, block},
        {"POST", "/api/admin/users/{id}/unblock", Access::Admins, unblock},
        {"POST", "/api/admin/users/{id}/role", Access::Admins, setRole},
        {"GET", "/api/admin/audit", Access::Admins, trail},
    };
}

} // namespace lectern::http
