#include "http/route.h"
#include "usecases/payments/methods.h"
#include "usecases/payments/sessions.h"

namespace lectern::http {

namespace {

QString methodOf(const Call& c) { return c.path.value(QStringLiteral("method")); }

Result<Answer> list(Call& c) { return answerPage(methods::list(c.services, c.caller)); }
Result<Answer> setUp(Call& c) { return answer(methods::setUp(c.services, c.caller), 201); }
Result<Answer> makeDefault(Call& c) { return answerPage(methods::makeDefault(c.services, c.caller, methodOf(c))); }
Result<Answer> remove(Call& c) { return answerPage(methods::remove(c.services, c.caller, methodOf(c))); }

Result<Answer> open(Call& c)
{
    return withForm(c, sessionFormFromJson, [&](const auto& form) { return answer(sessions::open(c.services, c.caller, form), 201); });
}

Result<Answer> find(Call& c) { return answer(sessions::find(c.services, c.caller, c.id<SessionId>())); }
Result<Answer> findByStripeId(Call& c) { return answer(sessions::findByStripeId(c.services, c.caller, c.path.value(QStringLiteral("stripe")))); }
Result<Answer> cancel(Call& c) { return answer(sessions::cancel(c.services, c.caller, c.id<SessionId>())); }

} // namespace

std::vector<Route> methodRoutes()
{
    return {
        {"GET", "/api/payments/payment-methods", Access::Students, list},
        {"POST", "/api/payments/payment-methods", Access::Students, setUp, RateClass::Payment, true},
        {"POST", "/api/payments/payment-methods/{method}/default", Access::Students, makeDefault},
        {"DELETE", "/api/payments/payment-methods/{method}", Access::Students, remove},
        {"POST", "/api/payments/sessions", Access::Students, open, RateClass::Payment, true},
        {"GET", "/api/payments/sessions/{id}", Access::Students, find},
        {"GET", "/api/payments/sessions/stripe/{stripe}", Access::Students, findByStripeId},
        {"POST", "/api/payments/sessions/{id}/cancel", Access::Students, cancel},
    };
}

} // namespace lectern::http
