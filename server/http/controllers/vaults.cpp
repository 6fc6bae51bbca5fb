#include "http/route.h"
#include "usecases/vaults/vaults.h"

namespace lectern::http {

namespace {

Result<Answer> mine(Call& c) { return answer(vaults::mine(c.services, c.caller)); }
Result<Answer> find(Call& c) { return answer(vaults::find(c.services, c.caller, c.id<VaultId>())); }
Result<Answer> all(Call& c) { return answerPage(vaults::list(c.services, c.query("text"), c.page())); }

Result<Answer> entries(Call& c)
{
    VaultEntryFilter filter;
    if (auto error = readEnum(c, "kind", filter.kind)) return *error;
    if (auto error = readTime(c, "from", filter.from)) return *error;
    if (auto error = readTime(c, "until", filter.until)) return *error;
    filter.currency = c.query("currency");
    return answerPage(vaults::entries(c.services, c.caller, c.id<VaultId>(), filter, c.page()));
}

Result<Answer> series(Call& c) { return answer(vaults::series(c.services, c.caller, c.id<VaultId>(), c.query("currency"), c.query("days").toInt())); }

Result<Answer> withdraw(Call& c)
{
    return withForm(c, withdrawalFormFromJson, [&](const auto& form) { return answer(vaults::withdraw(c.services, c.caller, c.id<VaultId>(), form), 201); });
}

Result<Answer> ofVault(Call& c) { return answerPage(vaults::withdrawals(c.services, c.caller, c.id<VaultId>(), {}, c.page())); }

Result<Answer> allWithdrawals(Call& c)
{
    WithdrawalFilter filter;
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    if (auto error = readEnum(c, "kind", filter.kind)) return *error;
    if (auto error = readTime(c, "from", filter.from)) return *error;
    if (auto error = readTime(c, "until", filter.until)) return *error;
    if (filter.from.has_value() != filter.until.has_value()) return fieldError(QStringLiteral("from"), QStringLiteral("Give both “from” and “until”, or neither."));
    filter.currency = c.query("currency");
    return answerPage(vaults::withdrawals(c.services, c.caller, std::nullopt, filter, c.page()));
}

Result<Answer> cancel(Call& c) { return answer(vaults::cancel(c.services, c.caller, c.id<WithdrawalId>())); }

Result<Answer> decide(Call& c)
{
    return withForm(c, withdrawalDecisionFromJson, [&](const auto& form) { return answer(vaults::decide(c.services, c.caller, c.id<WithdrawalId>(), form)); });
}

} // namespace

std::vector<Route> vaultRoutes()
{
    return {
        {"GET", "/api/vaults/mine", Access::TeachersAndAdmins, mine},
        {"GET", "/api/vaults/{id}", Access::TeachersAndAdmins, find},
        {"GET", "/api/vaults/{id}/entries", Access::TeachersAndAdmins, entries},
        {"GET", "/api/vaults/{id}/series", Access::TeachersAndAdmins, series},
        {"GET", "/api/vaults/{id}/withdrawals", Access::TeachersAndAdmins, ofVault},
        {"POST", "/api/vaults/{id}/withdrawals", Access::TeachersAndAdmins, withdraw, RateClass::Payment, true, true},
        {"POST", "/api/withdrawals/{id}/cancel", Access::TeachersAndAdmins, cancel},
        {"GET", "/api/admin/vaults", Access::Admins, all},
        {"GET", "/api/admin/withdrawals", Access::Admins, allWithdrawals},
        {"POST", "/api/admin/withdrawals/{id}/decision", Access::Admins, decide, RateClass::None, true, true},
    };
}

} // namespace lectern::http
