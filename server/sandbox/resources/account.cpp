#include "sandbox/api/auth.h"
#include "sandbox/api/router.h"
#include "sandbox/connect/accounts.h"
#include "sandbox/connect/onboarding.h"
#include "sandbox/core/ids.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

#include <QUrl>

namespace lectern::sandbox {

namespace {

#define ACCOUNT_SCHEMA                                                                                                 \
    "business_profile{mcc:str name:str product_description:str support_email:str support_phone:str support_url:str "   \
    "url:str} business_type:individual|company|non_profit|government_entity "                                          \
    "capabilities{card_payments{requested:bool} transfers{requested:bool}} "                                           \
    "company{address{city:str country:str line1:str line2:str postal_code:str state:str} name:str phone:str "          \
    "tax_id:str} default_currency:id email:str external_account{object:bank_account account_number!:id "               \
    "routing_number:id country:id currency:id account_holder_name:str account_holder_type:str} "                       \
    "individual{address{city:str country:str line1:str line2:str postal_code:str state:str} dob{day:int month:int "    \
    "year:int} email:str first_name:str id_number:str last_name:str phone:str ssn_last_4:str} metadata:map "           \
    "settings{payouts{debit_negative_balances:bool schedule{delay_days:any interval:manual|daily|weekly|monthly} "     \
    "statement_descriptor:str}} tos_acceptance{date:int ip:id user_agent:str service_agreement:str}"

Answer accountOf(const Call& call)
{
    const QString& id = call.ids.first();
    if (id != platformAccountId() && !call.sandbox.store.accounts.find(id)) return accountInvalid(id);
    return accountView(call.sandbox, id);
}

/// The connected account of the URL; the platform's own cannot be changed by the API.
Answer connectedOf(const Call& call)
{
    const QJsonObject* account = call.sandbox.store.accounts.find(call.ids.first());
    return account ? Answer(*account) : Answer(accountInvalid(call.ids.first()));
}

bool collectsItself(const QJsonObject& account)
{
    return account.value("controller"_L1).toObject().value("requirement_collection"_L1).toString() == "application"_L1;
}

QString currencyOf(const QString& country)
{
    static const QHash<QString, QString> currencies{
        {u"US"_s, u"usd"_s}, {u"GB"_s, u"gbp"_s}, {u"CA"_s, u"cad"_s}, {u"AU"_s, u"aud"_s}, {u"JP"_s, u"jpy"_s},
        {u"CH"_s, u"chf"_s}, {u"SE"_s, u"sek"_s}, {u"NO"_s, u"nok"_s}, {u"DK"_s, u"dkk"_s}, {u"PL"_s, u"pln"_s}};
    return currencies.value(country, u"eur"_s);
}

/// Express, or what the parts of a controller come to. Nothing for kinds that the sandbox does not know.
std::optional<QString> kindOf(const Call& call)
{
    const QJsonObject controller = call.params.value("controller"_L1).toObject();
    const QString type = call.text("type"_L1);
    if (controller.isEmpty()) return type == "express"_L1 || type == "custom"_L1 ? std::optional(type) : std::nullopt;
    const QString dashboard = controller.value("stripe_dashboard"_L1).toObject().value("type"_L1).toString(u"full"_s);
    const QString collection = controller.value("requirement_collection"_L1).toString(u"stripe"_s);
    if (dashboard == "express"_L1 && collection == "stripe"_L1) return u"express"_s;
    if (dashboard == "none"_L1 && collection == "application"_L1) return u"custom"_s;
    return {};
}

QJsonObject controllerOf(const QString& kind)
{
    QJsonObject controller = shape(u"connected_account"_s).value("controller"_L1).toObject();
    if (kind == "express"_L1) return controller;
    controller["fees"_L1] = QJsonObject{{u"payer"_s, u"application_custom"_s}};
    controller["requirement_collection"_L1] = u"application"_s;
    controller["stripe_dashboard"_L1] = QJsonObject{{u"type"_s, u"none"_s}};
    return controller;
}

/// `individual[dob][day]` → `individual.dob.day`, for what requirements are about.
void collectAnswers(const QJsonObject& params, const QString& prefix, QJsonObject& answers)
{
    for (auto it = params.begin(); it != params.end(); ++it) {
        const QString name = prefix + u'.' + it.key();
        if (it.value().isObject())
            collectAnswers(it.value().toObject(), name, answers);
        else if (!it.value().isNull() && !(it.value().isString() && it.value().toString().isEmpty()))
            answers[name] = it.value();
    }
}

QJsonObject answersOf(const Call& call)
{
    QJsonObject answers;
    for (const QString& part : {u"individual"_s, u"company"_s, u"business_profile"_s, u"tos_acceptance"_s})
        collectAnswers(call.params.value(part).toObject(), part, answers);
    if (call.has("business_type"_L1)) answers["business_type"_L1] = call.params.value("business_type"_L1);
    return answers;
}

/// What only the account itself may say where Stripe collects the requirements.
Refusal checkOwnWords(const Call& call, const QJsonObject& account)
{
    if (collectsItself(account)) return {};
    for (const QLatin1StringView name : {"tos_acceptance"_L1, "external_account"_L1}) {
        if (call.has(name))
            return invalidRequest(u"You cannot set %1 for accounts where Stripe collects the requirements, including "
                                  u"Express accounts; the account gives it during onboarding."_s.arg(name),
                                  name);
    }
    return {};
}

void applyFields(const Call& call, QJsonObject& account)
{
    copyParams(call, account, {"email"_L1, "default_currency"_L1});
    mergeMetadata(call, account);
    QJsonObject capabilities = account.value("capabilities"_L1).toObject();
    const QJsonObject asked = call.params.value("capabilities"_L1).toObject();
    for (auto it = asked.begin(); it != asked.end(); ++it) {
        if (it.value().toObject().value("requested"_L1).toBool())
            capabilities[it.key()] = capabilities.value(it.key()).toString(u"inactive"_s);
        else
            capabilities.remove(it.key());
    }
    account["capabilities"_L1] = capabilities;
    const QJsonObject payouts = call.params.value("settings"_L1).toObject().value("payouts"_L1).toObject();
    if (payouts.isEmpty()) return;
    QJsonObject settings = account.value("settings"_L1).toObject();
    QJsonObject merged = settings.value("payouts"_L1).toObject();
    for (auto it = payouts.begin(); it != payouts.end(); ++it)
        merged.insert(it.key(), it.value());
    settings["payouts"_L1] = merged;
    account["settings"_L1] = settings;
}

void addGivenBank(Call& call, const QString& account)
{
    const QJsonObject bank = call.params.value("external_account"_L1).toObject();
    if (bank.isEmpty()) return;
    std::ignore =
        addBankAccount(call.sandbox, account, bank.value("account_number"_L1).toString(),
                       bank.value("routing_number"_L1).toString(), bank.value("account_holder_name"_L1).toString());
}

Answer create(Call& call)
{
    if (call.has("type"_L1) && call.has("controller"_L1))
        return invalidRequest(u"You may not provide the `type` parameter and `controller` parameters simultaneously. "
                              u"They are mutually exclusive."_s,
                              u"type"_s);
    const std::optional<QString> kind = kindOf(call);
    if (!kind)
        return invalidRequest(u"The sandbox opens express accounts and custom ones only: type=express, type=custom, or "
                              u"a controller that amounts to one of them."_s,
                              call.has("controller"_L1) ? u"controller"_s : u"type"_s);
    const QString country = call.has("country"_L1) ? call.text("country"_L1).toUpper() : u"US"_s;
    if (country.size() != 2)
        return invalidRequest(u"Country '%1' is unknown. Try using a 2-character alphanumeric country code instead, "
                              u"such as 'US', 'EG', or 'GB'. A full list of country codes is available at "
                              u"https://stripe.com/global"_s.arg(call.text("country"_L1)),
                              u"country"_s);
    QJsonObject account = shape(u"connected_account"_s);
    const QString id = shortId("acct_1", 15);
    account["id"_L1] = id;
    account["type"_L1] = *kind;
    account["controller"_L1] = controllerOf(*kind);
    account["country"_L1] = country;
    account["created"_L1] = call.sandbox.clock.now();
    account["default_currency"_L1] = currencyOf(country);
    if (Refusal refusal = checkOwnWords(call, account)) return *refusal;
    if (call.has("default_currency"_L1)) {
        if (Refusal refusal = checkCurrency(call.text("default_currency"_L1))) return *refusal;
    }
    applyFields(call, account);
    QJsonObject opened = openAccount(call.sandbox, account, answersOf(call));
    addGivenBank(call, id);
    if (call.has("external_account"_L1)) updateAccount(call.sandbox, *call.sandbox.store.accounts.find(id), {});
    return accountView(call.sandbox, id);
}

Answer own(Call& call)
{
    return accountView(call.sandbox, call.account.isEmpty() ? platformAccountId() : call.account);
}

Answer retrieve(Call& call) { return accountOf(call); }

Answer update(Call& call)
{
    Answer found = connectedOf(call);
    if (!found) return found;
    QJsonObject account = *found;
    if (Refusal refusal = checkOwnWords(call, account)) return *refusal;
    applyFields(call, account);
    addGivenBank(call, call.ids.first());
    updateAccount(call.sandbox, account, answersOf(call));
    return accountView(call.sandbox, call.ids.first());
}

Answer list(Call& call)
{
    ListQuery query;
    query.render = [&call](const QJsonObject& account) {
        return accountView(call.sandbox, account.value("id"_L1).toString());
    };
    return listPage(call, call.sandbox.store.accounts, query);
}

Answer capability(Call& call)
{
    Answer account = connectedOf(call);
    return account ? capabilityView(call.sandbox, call.ids.first(), call.ids.at(1)) : account;
}

Answer capabilities(Call& call)
{
    Answer account = connectedOf(call);
    if (!account) return account;
    QJsonArray data;
    for (const QString& name : account->value("capabilities"_L1).toObject().keys()) {
        if (const Answer one = capabilityView(call.sandbox, call.ids.first(), name)) data.append(*one);
    }
    return listObject(data, call.path, false);
}

Answer requestCapability(Call& call)
{
    Answer found = connectedOf(call);
    if (!found) return found;
    const QString& name = call.ids.at(1);
    if (name != "transfers"_L1 && name != "card_payments"_L1)
        return noSuchObject(u"capability"_s, name, u"capability"_s);
    QJsonObject account = *found;
    QJsonObject all = account.value("capabilities"_L1).toObject();
    if (call.flag("requested"_L1))
        all[name] = all.value(name).toString(u"inactive"_s);
    else
        all.remove(name);
    account["capabilities"_L1] = all;
    updateAccount(call.sandbox, account, {});
    return capabilityView(call.sandbox, call.ids.first(), name);
}

Answer externalAccounts(Call& call)
{
    Answer account = accountOf(call);
    if (!account) return account;
    QJsonObject banks = account->value("external_accounts"_L1).toObject();
    banks["url"_L1] = call.path;
    return banks;
}

bool isWebAddress(const QString& text)
{
    const QUrl url(text);
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1);
}

Answer createLink(Call& call)
{
    const QString id = call.text("account"_L1);
    const QJsonObject* account = call.sandbox.store.accounts.find(id);
    if (!account) return noSuchReference(u"account"_s, id, u"account"_s);
    if (call.text("type"_L1) == "account_update"_L1 && !collectsItself(*account))
        return invalidRequest(u"You may only create `account_onboarding` type Account Links for this account."_s,
                              u"type"_s);
    for (const QLatin1StringView name : {"refresh_url"_L1, "return_url"_L1}) {
        if (!call.has(name)) return missingParameter(name);
        if (!isWebAddress(call.text(name))) return invalidRequest(u"Not a valid URL"_s, name, u"url_invalid"_s);
    }
    return makeAccountLink(call.sandbox, id, {call.text("refresh_url"_L1), call.text("return_url"_L1)});
}

} // namespace

void addAccountRoutes(Router& router)
{
    router.add({
        {"GET", "/v1/account", "", own, Access::Secret, Scope::AnyAccount},
        {"POST", "/v1/accounts",
         ACCOUNT_SCHEMA " country:id type:str controller{fees{payer:account|application} "
                        "losses{payments:application|stripe} requirement_collection:application|stripe "
                        "stripe_dashboard{type:express|full|none}}",
         create},
        {"GET", "/v1/accounts", "@list created:range", list},
        {"GET", "/v1/accounts/:id", "", retrieve},
        {"POST", "/v1/accounts/:id", ACCOUNT_SCHEMA, update},
        {"GET", "/v1/accounts/:id/capabilities", "", capabilities},
        {"GET", "/v1/accounts/:id/capabilities/:id", "", capability},
        {"POST", "/v1/accounts/:id/capabilities/:id", "requested!:bool", requestCapability},
        {"GET", "/v1/accounts/:id/external_accounts", "object:bank_account|card limit:int", externalAccounts},
        {"POST", "/v1/account_links",
         "account!:id type!:account_onboarding|account_update refresh_url:id return_url:id "
         "collect:currently_due|eventually_due collection_options{fields:currently_due|eventually_due "
         "future_requirements:include|omit}",
         createLink},
    });
}

} // namespace lectern::sandbox
