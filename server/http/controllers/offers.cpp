#include "http/route.h"
#include "usecases/bundles/bundles.h"
#include "usecases/gifts/gifts.h"
#include "usecases/payments/transfers.h"

// Bundles, gifts, and what bank transfers left over.
namespace lectern::http {

namespace {

Result<Answer> onSale(Call& c) { return answerPage(bundles::onSale(c.services, c.caller)); }
Result<Answer> quote(Call& c) { return answer(bundles::quote(c.services, c.caller, c.id<BundleId>(), c.query("country"))); }
Result<Answer> purchases(Call& c) { return answerPage(bundles::purchases(c.services, c.caller)); }

Result<Answer> buy(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = bundleOrderFormFromJson(*body);
    return form ? answer(bundles::buy(c.services, c.caller, c.id<BundleId>(), *form), 201) : Result<Answer>(form.error());
}

Result<Answer> all(Call& c) { return answerPage(bundles::all(c.services)); }

Result<Answer> create(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = bundleFormFromJson(*body);
    return form ? answer(bundles::create(c.services, c.caller, *form), 201) : Result<Answer>(form.error());
}

Result<Answer> edit(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = bundleFormFromJson(*body);
    return form ? answer(bundles::edit(c.services, c.caller, c.id<BundleId>(), *form)) : Result<Answer>(form.error());
}

Result<Answer> setState(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = bundleStateFormFromJson(*body);
    return form ? answer(bundles::setState(c.services, c.caller, c.id<BundleId>(), form->state)) : Result<Answer>(form.error());
}

Result<Answer> gifts(Call& c) { return answerPage(gifts::mine(c.services, c.caller)); }

Result<Answer> transferBalance(Call& c) { return answer(transfers::balance(c.services, c.caller)); }

Result<Answer> returnTransfer(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = transferReturnFormFromJson(*body);
    return form ? answer(transfers::giveBack(c.services, c.caller, *form)) : Result<Answer>(form.error());
}

} // namespace

std::vector<Route> offerRoutes()
{
    return {
        {"GET", "/api/bundles", Access::Students, onSale},
        {"GET", "/api/bundles/{id}/quote", Access::Students, quote},
        {"POST", "/api/bundles/{id}/purchases", Access::Students, buy, RateClass::Payment, true},
        {"GET", "/api/bundle-purchases", Access::Students, purchases},
        {"GET", "/api/admin/bundles", Access::Admins, all},
        {"POST", "/api/admin/bundles", Access::Admins, create},
        {"PUT", "/api/admin/bundles/{id}", Access::Admins, edit},
        {"POST", "/api/admin/bundles/{id}/state", Access::Admins, setState},
        {"GET", "/api/gifts", Access::Students, gifts},
        {"GET", "/api/payments/transfer-balance", Access::Students, transferBalance},
        {"POST", "/api/payments/transfer-balance/returns", Access::Students, returnTransfer, RateClass::Payment, true, true},
    };
}

} // namespace lectern::http
