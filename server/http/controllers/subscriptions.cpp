#include "http/route.h"
#include "usecases/subscriptions/subscriptions.h"

namespace lectern::http {

namespace {

using Id = SubscriptionId;

Result<Answer> mine(Call& c) { return answerPage(subscriptions::mine(c.services, c.caller)); }
Result<Answer> invoices(Call& c) { return answerPage(subscriptions::invoices(c.services, c.caller, c.id<Id>())); }
Result<Answer> resume(Call& c) { return answer(subscriptions::resume(c.services, c.caller, c.id<Id>())); }
Result<Answer> pay(Call& c) { return answer(subscriptions::pay(c.services, c.caller, c.id<Id>()), 201); }
Result<Answer> choices(Call& c) { return answerPage(subscriptions::choices(c.services, c.caller, c.id<Id>())); }

Result<Answer> end(Call& c)
{
    return withForm(c, subscriptionEndFormFromJson, [&](const auto& form) { return answer(subscriptions::finish(c.services, c.caller, c.id<Id>(), form)); });
}

Result<Answer> preview(Call& c)
{
    return withForm(c, subscriptionChangeFormFromJson, [&](const auto& form) { return answer(subscriptions::preview(c.services, c.caller, c.id<Id>(), form)); });
}

Result<Answer> change(Call& c)
{
    return withForm(c, subscriptionChangeFormFromJson, [&](const auto& form) { return answer(subscriptions::change(c.services, c.caller, c.id<Id>(), form)); });
}

Result<Answer> all(Call& c)
{
    SubscriptionFilter filter;
    filter.text = c.query("text");
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    return answerPage(subscriptions::list(c.services, filter, c.page()));
}

} // namespace

std::vector<Route> subscriptionRoutes()
{
    return {
        {"GET", "/api/payments/subscriptions", Access::Students, mine},
        {"GET", "/api/payments/subscriptions/{id}/invoices", Access::Anybody, invoices},
        {"POST", "/api/payments/subscriptions/{id}/cancel", Access::Students, end},
        {"POST", "/api/payments/subscriptions/{id}/resume", Access::Students, resume},
        {"GET", "/api/payments/subscriptions/{id}/choices", Access::Students, choices},
        {"POST", "/api/payments/subscriptions/{id}/preview", Access::Students, preview},
        {"POST", "/api/payments/subscriptions/{id}/pay", Access::Students, pay, RateClass::Payment, true},
        {"POST", "/api/payments/subscriptions/{id}/change", Access::Students, change, RateClass::Payment, true},
        {"GET", "/api/admin/payments/subscriptions", Access::Admins, all},
        {"POST", "/api/admin/payments/subscriptions/{id}/cancel", Access::Admins, end},
    };
}

} // namespace lectern::http
