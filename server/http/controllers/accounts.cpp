#include "http/route.h"
#include "usecases/accounts/accounts.h"
#include "usecases/notifications/notifications.h"

namespace lectern::http {

namespace {

Result<QString> refreshTokenOf(const Call& call)
{
    const auto body = call.json();
    if (!body) return body.error();
    const QJsonValue token = body->value(QLatin1String("refreshToken"));
    if (!token.isString()) return fieldError(QStringLiteral("refreshToken"), QStringLiteral("\"refreshToken\" must be a string."));
    return token.toString();
}

Result<Answer> serverInfo(Call& call)
{
    const Policy& policy = call.services.policy;
    return answer(Result<ServerInfo>(ServerInfo{policy.organisation, QStringLiteral(LECTERN_VERSION), call.services.gateway && call.services.gateway->abilities().cards, policy.defaultCurrency.code(), policy.platformShareBps, policy.holdDays,
                                            policy.refundDays, policy.refundMaxPercent, policy.offlineMethods, policy.offlineInstructions, policy.country, !policy.taxes.isEmpty(), call.services.gateway && !call.services.gateway->abilities().cards, policy.demoAccounts}));
}

Result<Answer> registerUser(Call& call)
{
    return withForm(call, registerFormFromJson, [&](const auto& form) { return answer(accounts::registerUser(call.services, call.caller, form), 201); });
}

Result<Answer> login(Call& call)
{
    return withForm(call, loginFormFromJson, [&](const auto& form) { return answer(accounts::login(call.services, call.caller, form)); });
}

Result<Answer> refresh(Call& call)
{
    const auto token = refreshTokenOf(call);
    return token ? answer(accounts::refresh(call.services, call.caller, *token)) : Result<Answer>(token.error());
}

Result<Answer> logout(Call& call)
{
    const auto token = refreshTokenOf(call);
    return token ? answerDone(accounts::logout(call.services, call.caller, *token)) : Result<Answer>(token.error());
}

Result<Answer> rename(Call& call)
{
    const auto body = call.json();
    if (!body) return body.error();
    return answer(accounts::rename(call.services, call.caller, body->value(QLatin1String("name")).toString()));
}

Result<Answer> changePassword(Call& call)
{
    return withForm(call, passwordChangeFromJson, [&](const auto& change) { return answer(accounts::changePassword(call.services, call.caller, change)); });
}

Result<Answer> forgotPassword(Call& call)
{
    const auto body = call.json();
    if (!body) return body.error();
    const QJsonValue email = body->value(QLatin1String("email"));
    if (!email.isString()) return fieldError(QStringLiteral("email"), QStringLiteral("\"email\" must be a string."));
    return answerDone(accounts::forgotPassword(call.services, call.caller, email.toString()));
}

Result<Answer> resetPassword(Call& call)
{
    return withForm(call, passwordResetFromJson, [&](const auto& reset) { return answer(accounts::resetPassword(call.services, call.caller, reset)); });
}

Result<Answer> badges(Call& call) { return answer(notifications::badges(call.services, call.caller)); }
Result<Answer> notices(Call& call) { return answerPage(notifications::list(call.services, call.caller, call.page())); }
Result<Answer> readAll(Call& call) { return answerDone(notifications::markAllRead(call.services, call.caller)); }
Result<Answer> me(Call& call) { return answer(accounts::findUser(call.services, call.caller.user->id)); }

} // namespace

std::vector<Route> accountRoutes()
{
    return {
        {"GET", "/api/server", Access::Public, serverInfo},
        {"POST", "/api/register", Access::Public, registerUser, RateClass::Register},
        {"POST", "/api/login", Access::Public, login, RateClass::Login},
        {"POST", "/api/token/refresh", Access::Public, refresh},
        {"POST", "/api/logout", Access::Anybody, logout},
        {"GET", "/api/me", Access::Anybody, me},
        {"PATCH", "/api/me", Access::Anybody, rename},
        {"POST", "/api/me/password", Access::Anybody, changePassword, RateClass::Login},
        {"POST", "/api/password/forgot", Access::Public, forgotPassword, RateClass::Login},
        {"POST", "/api/password/reset", Access::Public, resetPassword, RateClass::Login},
        {"GET", "/api/badges", Access::Anybody, badges},
        {"GET", "/api/notifications", Access::Anybody, notices},
        {"POST", "/api/notifications/read", Access::Anybody, readAll},
    };
}

} // namespace lectern::http
