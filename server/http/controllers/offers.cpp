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
    return withForm(c, bundleOrderFormFromJson, [&](const auto& form) { return answer(bundles::buy(c.services, c.caller, c.id<BundleId>(), form), 201); });
}

Result<Answer> all(Call& c) { return answerPage(bundles::all(c.services)); }

Result<Answer> create(Call& c)
{
    return withForm(c, bundleFormFromJson, [&](const auto& form) { return answer(bundles::create(c.services, c.caller, form), 201); });
}

Result<Answer> edit(Call& c)
{
    return withForm(c, bundleFormFromJson, [&](const auto& form) { return answer(bundles::edit(c.services, c.caller, c.id<BundleId>(), form)); });
}

Result<Answer> setState(Call& c)
{
    return withForm(c, bundleStateFormFromJson, [&](const auto& form) { return answer(bundles::setState(c.services, c.caller, c.id<BundleId>(), form.state)); });
}

Result<Answer> gifts(Call& c) { return answerPage(gifts::mine(c.services, c.caller)); }

Result<Answer> transferBalance(Call& c) { return answer(transfers::balance(c.services, c.caller)); }

Result<Answer> returnTransfer(Call& c)
{
    return withForm(c, transferReturnFormFromJson, [&](const auto& form) { return answer(transfers::giveBack(c.services, c.caller, form)); });
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
