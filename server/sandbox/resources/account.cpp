#include "sandbox/api/router.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

QJsonObject account(const Sandbox& sandbox)
{
    QJsonObject object = shape(u"account"_s);
    QJsonArray accounts;
    for (const QJsonObject& bank : sandbox.store.bankAccounts.all())
        accounts.append(bank);
    object["external_accounts"_L1] =
        listObject(accounts, u"/v1/accounts/"_s + object.value("id"_L1).toString() + u"/external_accounts"_s, false);
    return object;
}

Answer own(Call& call) { return account(call.sandbox); }

Answer retrieve(Call& call)
{
    const QJsonObject object = account(call.sandbox);
    if (object.value("id"_L1).toString() == call.ids.first()) return object;
    ApiError error = invalidRequest(u"The provided key does not have access to account '%1' (or that account does not "
                                    u"exist). Application access may have "
                                    "been revoked."_s.arg(call.ids.first()),
                                    {}, u"account_invalid"_s);
    error.status = 403;
    return error;
}

} // namespace

void addAccountRoutes(Router& router)
{
    router.add({
        {"GET", "/v1/account", "", own},
        {"GET", "/v1/accounts/:id", "", retrieve},
    });
}

} // namespace lectern::sandbox
