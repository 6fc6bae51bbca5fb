#include "sandbox/payments/bankaccounts.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/sandbox.h"

#include <QCryptographicHash>

namespace lectern::sandbox {

namespace {

using enum DebitBehaviour;

constexpr TestBankAccount Accounts[] = {
    {"us_bank_account", "000123456789", "usBankAccount_success", Succeeds, ""},
    {"us_bank_account", "000123456789", "usBankAccount", Succeeds, ""},
    {"us_bank_account", "000111111113", "usBankAccount_accountClosed", Fails, "account_closed"},
    {"us_bank_account", "000111111116", "usBankAccount_noAccount", Fails, "no_account"},
    {"us_bank_account", "000222222227", "usBankAccount_insufficientFunds", Fails, "insufficient_funds"},
    {"us_bank_account", "000333333335", "usBankAccount_debitNotAuthorized", Fails, "debit_not_authorized"},
    {"us_bank_account", "000444444440", "usBankAccount_invalidCurrency", Fails, "invalid_currency"},
    {"us_bank_account", "000555555559", "usBankAccount_dispute", Disputed, "debit_not_authorized"},
    {"us_bank_account", "000000000009", "usBankAccount_processing", StaysProcessing, ""},
    {"us_bank_account", "000777777771", "usBankAccount_weeklyLimitExceeded", Fails, "charge_exceeds_weekly_limit"},
    {"sepa_debit", "DE89370400440532013000", "success_de", Succeeds, ""},
    {"sepa_debit", "DE08370400440532013003", "successDelayed_de", SucceedsLate, ""},
    {"sepa_debit", "DE62370400440532013001", "failed_de", Fails, "generic_could_not_process"},
    {"sepa_debit", "DE78370400440532013004", "failedDelayed_de", FailsLate, "generic_could_not_process"},
    {"sepa_debit", "DE35370400440532013002", "disputed_de", Disputed, "general"},
    {"sepa_debit", "DE65370400440000343434", "exceedsWeeklyVolumeLimit_de", Fails, "charge_exceeds_source_limit"},
    {"sepa_debit", "DE27370400440000121212", "exceedsWeeklyTransactionLimit_de", Fails, "charge_exceeds_weekly_limit"},
    {"sepa_debit", "DE65370400440002222227", "insufficientFunds_de", Fails, "insufficient_funds"},
    {"sepa_debit", "AT611904300234573201", "success_at", Succeeds, ""},
    {"sepa_debit", "AT861904300235473202", "failed_at", Fails, "generic_could_not_process"},
    {"sepa_debit", "FR1420041010050500013M02606", "success_fr", Succeeds, ""},
    {"sepa_debit", "FR8420041010050500013M02607", "failed_fr", Fails, "generic_could_not_process"},
    {"sepa_debit", "NL39RABO0300065264", "success_nl", Succeeds, ""},
    {"sepa_debit", "NL91ABNA0417164300", "failed_nl", Fails, "generic_could_not_process"},
    {"sepa_debit", "ES0700120345030000067890", "success_es", Succeeds, ""},
    {"sepa_debit", "ES9121000418450200051332", "failed_es", Fails, "generic_could_not_process"},
};

const TestBankAccount* accountByNumber(QLatin1StringView type, const QString& number)
{
    for (const TestBankAccount& account : Accounts) {
        if (type == QLatin1StringView(account.type) && number == QLatin1StringView(account.number)) return &account;
    }
    return nullptr;
}

QString fingerprintOf(const TestBankAccount& account)
{
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray("lectern-sandbox") + account.number, QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals)).remove(u'+').remove(u'/').left(16);
}

/// ISO 13616: the IBAN as a number, its first four characters at the end and letters as 10 … 35, modulo 97; nothing for
/// characters that no IBAN has.
std::optional<int> ibanRemainder(const QString& iban)
{
    int rest = 0;
    for (const QChar c : iban.mid(4) + iban.left(4)) {
        const ushort code = c.unicode();
        const bool digit = code >= '0' && code <= '9';
        if (!digit && (code < 'A' || code > 'Z')) return {};
        const int value = digit ? code - '0' : code - 'A' + 10;
        rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest;
}

bool ibanValid(const QString& iban) { return iban.size() >= 15 && iban.size() <= 34 && ibanRemainder(iban) == 1; }

QJsonObject sepaFacts(const TestBankAccount& account)
{
    const QString iban = QString::fromLatin1(account.number);
    return {{u"bank_code"_s, iban.mid(4, 8)},
            {u"branch_code"_s, QString()},
            {u"country"_s, iban.left(2)},
            {u"fingerprint"_s, fingerprintOf(account)},
            {u"generated_from"_s, QJsonObject{{u"charge"_s, QJsonValue::Null}, {u"setup_attempt"_s, QJsonValue::Null}}},
            {u"last4"_s, iban.right(4)}};
}

QJsonObject usFacts(const TestBankAccount& account, const QJsonObject& details)
{
    return {{u"account_holder_type"_s, details.value("account_holder_type"_L1).toString(u"individual"_s)},
            {u"account_type"_s, details.value("account_type"_L1).toString(u"checking"_s)},
            {u"bank_name"_s, u"STRIPE TEST BANK"_s},
            {u"financial_connections_account"_s, QJsonValue::Null},
            {u"fingerprint"_s, fingerprintOf(account)},
            {u"last4"_s, QString::fromLatin1(account.number).right(4)},
            {u"networks"_s, QJsonObject{{u"preferred"_s, u"ach"_s}, {u"supported"_s, QJsonArray{u"ach"_s}}}},
            {u"routing_number"_s, details.value("routing_number"_L1).toString(u"110000000"_s)},
            {u"status_details"_s, QJsonValue::Null}};
}

} // namespace

QString ibanOf(const QString& country, const QString& account)
{
    const int rest = ibanRemainder(country + u"00"_s + account).value_or(0);
    return country + QString::number(98 - rest).rightJustified(2, u'0') + account;
}

bool isBankDebit(const QString& methodType)
{
    return methodType == "us_bank_account"_L1 || methodType == "sepa_debit"_L1;
}

Refusal checkMethodCurrency(const QString& methodType, const QString& currency)
{
    static const QHash<QString, QStringList> currencies{{u"us_bank_account"_s, {u"usd"_s}},
                                                        {u"sepa_debit"_s, {u"eur"_s}},
                                                        {u"customer_balance"_s, {u"usd"_s, u"eur"_s, u"gbp"_s}}};
    const auto known = currencies.constFind(methodType);
    if (known == currencies.cend() || known->contains(currency)) return {};
    return invalidRequest(
        u"The currency provided (%1) is invalid for one or more payment methods on this payment: %2 takes %3."_s.arg(
            currency, methodType, known->join(u", "_s)),
        u"currency"_s);
}

const TestBankAccount* testAccountByAlias(const QString& id)
{
    if (!id.startsWith("pm_"_L1)) return nullptr;
    for (const TestBankAccount& account : Accounts) {
        if (QStringView(id).mid(3) == QLatin1StringView(account.alias)) return &account;
    }
    return nullptr;
}

const TestBankAccount* accountOf(const Sandbox& sandbox, const QString& paymentMethod)
{
    const QJsonObject* facts = sandbox.store.cardFacts.find(paymentMethod);
    const QString number = facts ? facts->value("account"_L1).toString() : QString();
    for (const TestBankAccount& account : Accounts) {
        if (!number.isEmpty() && number == QLatin1StringView(account.number)) return &account;
    }
    return nullptr;
}

QJsonObject makeBankMethod(Sandbox& sandbox, const TestBankAccount& account, const QJsonObject& details,
                           const QJsonObject& billingDetails)
{
    const QString type = QString::fromLatin1(account.type);
    const QJsonObject facts = type == "sepa_debit"_L1 ? sepaFacts(account) : usFacts(account, details);
    return storeMethod(sandbox, type, facts, billingDetails, {{u"account"_s, QString::fromLatin1(account.number)}});
}

Answer bankMethodFromData(Sandbox& sandbox, const QString& type, const QJsonObject& data, const QString& paramPrefix)
{
    const auto param = [&](const QString& name) {
        return paramPrefix.isEmpty() ? type + u'[' + name + u']' : paramPrefix + u'[' + type + u"]["_s + name + u']';
    };
    const QJsonObject details = data.value(type).toObject();
    const QJsonObject billing = data.value("billing_details"_L1).toObject();
    if (billing.value("name"_L1).toString().isEmpty())
        return missingParameter(paramPrefix.isEmpty() ? u"billing_details[name]"_s
                                                      : paramPrefix + u"[billing_details][name]"_s);
    if (type == "sepa_debit"_L1) {
        if (billing.value("email"_L1).toString().isEmpty())
            return missingParameter(paramPrefix.isEmpty() ? u"billing_details[email]"_s
                                                          : paramPrefix + u"[billing_details][email]"_s);
        const QString iban = details.value("iban"_L1).toString().remove(u' ').toUpper();
        if (iban.isEmpty()) return missingParameter(param(u"iban"_s));
        if (!ibanValid(iban))
            return invalidRequest(u"The IBAN you provided is invalid."_s, param(u"iban"_s), u"invalid_iban"_s);
        const TestBankAccount* account = accountByNumber("sepa_debit"_L1, iban);
        if (!account)
            return invalidRequest(u"You must use a test IBAN in test mode. For a list of them, see "
                                  u"https://docs.stripe.com/payments/sepa-debit/accept-a-payment."_s,
                                  param(u"iban"_s));
        return makeBankMethod(sandbox, *account, details, billing);
    }
    for (const QLatin1StringView part : {"account_number"_L1, "routing_number"_L1}) {
        if (details.value(part).toString().isEmpty()) return missingParameter(param(part));
    }
    if (details.value("routing_number"_L1).toString() != "110000000"_L1)
        return invalidRequest(u"You must use a test bank account number in test mode: routing number 110000000."_s,
                              param(u"routing_number"_s), u"routing_number_invalid"_s);
    const TestBankAccount* account =
        accountByNumber("us_bank_account"_L1, details.value("account_number"_L1).toString());
    if (!account)
        return invalidRequest(u"You must use a test bank account number in test mode. Try 000123456789 or see "
                              u"https://docs.stripe.com/payments/ach-direct-debit/accept-a-payment."_s,
                              param(u"account_number"_s), u"account_number_invalid"_s);
    return makeBankMethod(sandbox, *account, details, billing);
}

} // namespace lectern::sandbox
