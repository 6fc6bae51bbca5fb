#include "sandbox/connect/accounts.h"

#include "sandbox/connect/onboardingfields.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/payouts.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

const QString DeadlineTask = u"account.deadline"_s;

QJsonObject factsOf(const Sandbox& sandbox, const QString& id)
{
    const QJsonObject* facts = sandbox.store.accountFacts.find(id);
    return facts ? *facts : QJsonObject{{u"id"_s, id}};
}

/// What Stripe asks of every account of that kind, whether answered or not.
QStringList askedOf(const QJsonObject& account)
{
    QStringList fields{u"business_type"_s, u"business_profile.mcc"_s, u"business_profile.url"_s};
    const QString type = account.value("business_type"_L1).toString();
    const bool us = account.value("country"_L1).toString() == "US"_L1;
    const QString who = type == "individual"_L1 ? u"individual"_s : u"company"_s;
    const QStringList address = us ? QStringList{u"line1"_s, u"city"_s, u"state"_s, u"postal_code"_s}
                                   : QStringList{u"line1"_s, u"city"_s, u"postal_code"_s};
    if (type == "individual"_L1) {
        for (const char* part : {"first_name", "last_name", "email", "phone", "dob.day", "dob.month", "dob.year"})
            fields += u"individual."_s + QString::fromLatin1(part);
    } else if (!type.isEmpty()) {
        fields += {u"company.name"_s, u"company.tax_id"_s, u"company.phone"_s, u"representative.first_name"_s,
                   u"representative.last_name"_s};
    }
    if (!type.isEmpty()) {
        for (const QString& part : address)
            fields += who + u".address."_s + part;
    }
    if (type == "individual"_L1 && us) fields += u"individual.ssn_last_4"_s;
    fields += {u"external_account"_s, u"tos_acceptance.date"_s, u"tos_acceptance.ip"_s};
    return fields;
}

bool hasBank(const Sandbox& sandbox, const QString& accountId)
{
    return !sandbox.store.bankAccounts.all(u"account"_s, accountId).isEmpty();
}

QStringList due(const Sandbox& sandbox, const QJsonObject& account, const QJsonObject& facts)
{
    const QString id = account.value("id"_L1).toString();
    const QJsonObject answers = facts.value("answers"_L1).toObject();
    QStringList fields = askedOf(account);
    for (const QJsonValue& extra : facts.value("extra"_L1).toArray()) {
        if (!fields.contains(extra.toString())) fields += extra.toString();
    }
    fields.removeIf([&](const QString& field) {
        if (field == "business_type"_L1) return account.value("business_type"_L1).isString();
        return field == "external_account"_L1 ? hasBank(sandbox, id) : answers.contains(field);
    });
    return fields;
}

/// Writes into the account what its facts come to: requirements, capabilities, and what it may do.
void conclude(const Sandbox& sandbox, QJsonObject& account, const QJsonObject& facts)
{
    const QStringList fields = due(sandbox, account, facts);
    const bool submitted = account.value("details_submitted"_L1).toBool() || fields.isEmpty();
    const qint64 deadline = facts.value("deadline"_L1).toInteger();
    const bool late = !fields.isEmpty() && (!submitted || deadline <= sandbox.clock.now());
    const QJsonArray list = QJsonArray::fromStringList(fields);
    QJsonObject requirements = account.value("requirements"_L1).toObject();
    requirements["currently_due"_L1] = list;
    requirements["eventually_due"_L1] = list;
    requirements["past_due"_L1] = late ? list : QJsonArray();
    requirements["current_deadline"_L1] =
        fields.isEmpty() || !submitted ? QJsonValue(QJsonValue::Null) : QJsonValue(deadline);
    requirements["disabled_reason"_L1] = nullIfEmpty(late ? u"requirements.past_due"_s : QString());
    account["requirements"_L1] = requirements;
    account["details_submitted"_L1] = submitted;
    account["payouts_enabled"_L1] = submitted && !late;
    QJsonObject capabilities = account.value("capabilities"_L1).toObject();
    for (auto it = capabilities.begin(); it != capabilities.end(); ++it)
        it.value() = submitted && !late ? u"active"_s : u"inactive"_s;
    account["capabilities"_L1] = capabilities;
    account["charges_enabled"_L1] = capabilities.value("card_payments"_L1).toString() == "active"_L1;
}

void announce(Sandbox& sandbox, const QJsonObject& before, const QString& id)
{
    const QJsonObject after = accountView(sandbox, id);
    const QJsonObject changes = previousAttributes(before, after);
    if (changes.isEmpty()) return;
    const QJsonObject changed = changes.value("capabilities"_L1).toObject();
    for (auto it = changed.begin(); it != changed.end(); ++it) {
        const Answer capability = capabilityView(sandbox, id, it.key());
        if (capability) sandbox.events.emitEvent(u"capability.updated"_s, *capability, {{u"status"_s, it.value()}}, id);
    }
    sandbox.events.emitEvent(u"account.updated"_s, after, changes, id);
}

/// Answers that show in the account itself.
void showAnswers(QJsonObject& account, const QJsonObject& answers)
{
    QJsonObject profile = account.value("business_profile"_L1).toObject();
    for (const QString& key : profile.keys()) {
        const QString name = u"business_profile."_s + key;
        if (answers.contains(name)) profile[key] = answers.value(name);
    }
    account["business_profile"_L1] = profile;
    if (answers.contains("business_type"_L1)) account["business_type"_L1] = answers.value("business_type"_L1);
    if (answers.contains("tos_acceptance.date"_L1))
        account["tos_acceptance"_L1] = QJsonObject{{u"date"_s, answers.value("tos_acceptance.date"_L1)}};
    const QString email = answers.value("individual.email"_L1).toString();
    if (account.value("email"_L1).isNull() && !email.isEmpty()) account["email"_L1] = email;
}

QJsonObject withAnswers(QJsonObject facts, const QJsonObject& answers)
{
    QJsonObject all = facts.value("answers"_L1).toObject();
    for (auto it = answers.begin(); it != answers.end(); ++it)
        all.insert(it.key(), it.value());
    facts["answers"_L1] = all;
    return facts;
}

} // namespace

QString platformAccountId() { return shape(u"account"_s).value("id"_L1).toString(); }

QJsonObject accountView(const Sandbox& sandbox, const QString& id)
{
    const QJsonObject* stored = sandbox.store.accounts.find(id);
    QJsonObject account = stored ? *stored : shape(u"account"_s);
    QJsonArray banks;
    const QString owner = account.value("id"_L1).toString();
    for (const QJsonObject& bank : sandbox.store.bankAccounts.all(u"account"_s, owner))
        banks.append(bank);
    account["external_accounts"_L1] = listObject(banks, u"/v1/accounts/"_s + owner + u"/external_accounts"_s, false);
    return account;
}

QJsonObject openAccount(Sandbox& sandbox, const QJsonObject& account, const QJsonObject& answers)
{
    const QString id = account.value("id"_L1).toString();
    const QJsonObject facts = withAnswers(factsOf(sandbox, id), answers);
    QJsonObject opened = account;
    showAnswers(opened, answers);
    conclude(sandbox, opened, facts);
    sandbox.store.accountFacts.put(facts);
    sandbox.store.accounts.put(opened);
    return accountView(sandbox, id);
}

void updateAccount(Sandbox& sandbox, const QJsonObject& account, const QJsonObject& answers)
{
    const QString id = account.value("id"_L1).toString();
    const QJsonObject before = accountView(sandbox, id);
    const QJsonObject facts = withAnswers(factsOf(sandbox, id), answers);
    QJsonObject changed = account;
    showAnswers(changed, answers);
    conclude(sandbox, changed, facts);
    sandbox.store.accountFacts.put(facts);
    sandbox.store.accounts.put(changed);
    announce(sandbox, before, id);
}

QStringList dueFields(const Sandbox& sandbox, const QString& accountId)
{
    const QJsonObject* account = sandbox.store.accounts.find(accountId);
    return account ? due(sandbox, *account, factsOf(sandbox, accountId)) : QStringList();
}

Answer requireMore(Sandbox& sandbox, const QString& accountId, const QStringList& fields, qint64 deadlineSeconds)
{
    const QJsonObject* account = sandbox.store.accounts.find(accountId);
    if (!account) return noSuchObject(u"account"_s, accountId, u"account"_s);
    if (fields.isEmpty()) return invalidRequest(u"fields: at least one is needed"_s);
    const QJsonObject copy = *account;
    QJsonObject facts = factsOf(sandbox, accountId);
    QJsonObject answers = facts.value("answers"_L1).toObject();
    QJsonArray extra = facts.value("extra"_L1).toArray();
    for (const QString& field : fields) {
        answers.remove(field); // what was answered is not good enough any more
        if (!extra.contains(field)) extra.append(field);
    }
    facts["answers"_L1] = answers;
    facts["extra"_L1] = extra;
    const qint64 deadline = sandbox.clock.now() + deadlineSeconds;
    facts["deadline"_L1] = deadline;
    sandbox.store.accountFacts.put(facts);
    updateAccount(sandbox, copy, {});
    sandbox.scheduler.at(deadline * 1000, DeadlineTask, accountId);
    return accountView(sandbox, accountId);
}

QJsonObject addBankAccount(Sandbox& sandbox, const QString& accountId, const QString& number, const QString& routing,
                           const QString& holder)
{
    const QJsonObject* account = sandbox.store.accounts.find(accountId);
    BankDetails details;
    details.number = number;
    details.routing = routing;
    details.holder = holder;
    if (account) {
        details.country = account->value("country"_L1).toString();
        details.currency = account->value("default_currency"_L1).toString();
    }
    const QJsonObject bank = makeBankAccount(sandbox, details, accountId);
    sandbox.events.emitEvent(u"account.external_account.created"_s, bank, {}, accountId);
    return bank;
}

Answer completeOnboarding(Sandbox& sandbox, const QString& accountId, const QString& bankNumber)
{
    const QJsonObject* stored = sandbox.store.accounts.find(accountId);
    if (!stored) return noSuchObject(u"account"_s, accountId, u"account"_s);
    QJsonObject account = *stored;
    if (!account.value("business_type"_L1).isString()) account["business_type"_L1] = u"individual"_s;
    QJsonObject answers;
    for (const QString& field : due(sandbox, account, factsOf(sandbox, accountId)))
        answers.insert(field, sampleAnswer(field));
    answers.remove("external_account"_L1);
    if (answers.contains("tos_acceptance.date"_L1)) answers["tos_acceptance.date"_L1] = sandbox.clock.now();
    const bool us = account.value("country"_L1).toString() == "US"_L1;
    if (!hasBank(sandbox, accountId))
        std::ignore = addBankAccount(sandbox, accountId, bankNumber, us ? u"110000000"_s : QString(), u"Jenny Rosen"_s);
    updateAccount(sandbox, account, answers);
    return accountView(sandbox, accountId);
}

Answer capabilityView(const Sandbox& sandbox, const QString& accountId, const QString& name)
{
    const QJsonObject* account = sandbox.store.accounts.find(accountId);
    const QJsonObject capabilities = account ? account->value("capabilities"_L1).toObject() : QJsonObject();
    if (!capabilities.contains(name)) return noSuchObject(u"capability"_s, name, u"capability"_s);
    return QJsonObject{{u"id"_s, name},
                       {u"object"_s, u"capability"_s},
                       {u"account"_s, accountId},
                       {u"future_requirements"_s, account->value("future_requirements"_L1)},
                       {u"requested"_s, true},
                       {u"requested_at"_s, account->value("created"_L1)},
                       {u"requirements"_s, account->value("requirements"_L1)},
                       {u"status"_s, capabilities.value(name)}};
}

void registerAccountTasks(Sandbox& sandbox)
{
    sandbox.scheduler.on(DeadlineTask, [&sandbox](const QString& id) {
        const QJsonObject* account = sandbox.store.accounts.find(id);
        if (!account) return;
        const QJsonObject copy = *account;
        updateAccount(sandbox, copy, {});
    });
}

} // namespace lectern::sandbox
