#include "sandbox/connect/onboardingfields.h"

#include "sandbox/core/json.h"

#include <QDateTime>
#include <QTimeZone>
#include <algorithm>

namespace lectern::sandbox {

namespace {

constexpr int MinimumAge = 13; // Stripe's, for the owner of an account

const QList<OnboardingField>& allFields()
{
    static const QString you = u"About you"_s;
    static const QString company = u"Your organisation"_s;
    static const QString home = u"Address"_s;
    static const QString work = u"What you do"_s;
    static const QString bank = u"Where payouts go"_s;
    static const QString terms = u"Agreement"_s;
    static const QString text = u"text"_s;
    static const QList<OnboardingField> fields{
        {u"individual.first_name"_s, u"First name"_s, you, text, u"given-name"_s, u"Jenny"_s},
        {u"individual.last_name"_s, u"Last name"_s, you, text, u"family-name"_s, u"Rosen"_s},
        {u"individual.email"_s, u"E-mail"_s, you, u"email"_s, u"email"_s, u"jenny@example.com"_s},
        {u"individual.phone"_s, u"Phone"_s, you, u"tel"_s, u"tel"_s, u"0000000000"_s},
        {u"individual.dob"_s, u"Date of birth"_s, you, u"date"_s, u"bday"_s, u"1990-01-01"_s},
        {u"individual.ssn_last_4"_s, u"Last four digits of the social security number"_s, you, text, u"off"_s,
         u"0000"_s},
        {u"company.name"_s, u"Legal name"_s, company, text, u"organization"_s, u"Rosen Lectures"_s},
        {u"company.tax_id"_s, u"Tax number"_s, company, text, u"off"_s, u"000000000"_s},
        {u"company.phone"_s, u"Phone"_s, company, u"tel"_s, u"tel"_s, u"0000000000"_s},
        {u"representative.first_name"_s, u"Representative’s first name"_s, company, text, u"given-name"_s, u"Jenny"_s},
        {u"representative.last_name"_s, u"Representative’s last name"_s, company, text, u"family-name"_s, u"Rosen"_s},
        {u"individual.address.line1"_s, u"Street"_s, home, text, u"address-line1"_s, u"address_full_match"_s},
        {u"individual.address.city"_s, u"City"_s, home, text, u"address-level2"_s, u"Columbus"_s},
        {u"individual.address.state"_s, u"State"_s, home, text, u"address-level1"_s, u"OH"_s},
        {u"individual.address.postal_code"_s, u"Postal code"_s, home, text, u"postal-code"_s, u"43214"_s},
        {u"company.address.line1"_s, u"Street"_s, home, text, u"address-line1"_s, u"address_full_match"_s},
        {u"company.address.city"_s, u"City"_s, home, text, u"address-level2"_s, u"Columbus"_s},
        {u"company.address.state"_s, u"State"_s, home, text, u"address-level1"_s, u"OH"_s},
        {u"company.address.postal_code"_s, u"Postal code"_s, home, text, u"postal-code"_s, u"43214"_s},
        {u"business_profile.mcc"_s, u"Merchant category code"_s, work, text, u"off"_s, u"8299"_s},
        {u"business_profile.url"_s, u"Website"_s, work, u"url"_s, u"url"_s, u"https://accessible.stripe.com"_s},
        {u"external_account.routing_number"_s, u"Routing number"_s, bank, text, u"off"_s, u"110000000"_s},
        {u"external_account.account_number"_s, u"Account number or IBAN"_s, bank, text, u"off"_s, u"000123456789"_s},
        {u"tos_acceptance"_s, u"I accept the agreement for connected accounts"_s, terms, u"checkbox"_s, u"off"_s,
         u"on"_s}};
    return fields;
}

/// An input answers the requirement of its name, those below it, and with others the one above it.
bool answers(const OnboardingField& field, const QString& requirement)
{
    return requirement == field.name || requirement.startsWith(field.name + u'.') ||
           (requirement == "external_account"_L1 && field.name.startsWith("external_account."_L1));
}

} // namespace

QList<OnboardingField> fieldsFor(const QStringList& due, const QString& country)
{
    QList<OnboardingField> result;
    QStringList rest = due;
    rest.removeAll(u"business_type"_s); // asked first, on a page of its own
    for (OnboardingField field : allFields()) {
        if (country != "US"_L1 && field.name == "external_account.routing_number"_L1) continue; // an IBAN says it all
        if (country != "US"_L1 && field.name == "external_account.account_number"_L1)
            field.sample = u"DE89370400440532013000"_s;
        const auto wanted = [&](const QString& requirement) { return answers(field, requirement); };
        if (!std::any_of(due.begin(), due.end(), wanted)) continue;
        result += field;
        rest.removeIf(wanted);
    }
    for (const QString& requirement : std::as_const(rest))
        result += {requirement, requirement, u"Also needed"_s, u"text"_s, u"off"_s, u"test"_s};
    return result;
}

QJsonValue sampleAnswer(const QString& requirement)
{
    if (requirement == "individual.dob.day"_L1 || requirement == "individual.dob.month"_L1) return 1;
    if (requirement == "individual.dob.year"_L1) return 1990;
    if (requirement == "tos_acceptance.ip"_L1) return u"127.0.0.1"_s;
    for (const OnboardingField& field : allFields()) {
        if (field.name == requirement) return field.sample;
    }
    return u"test"_s;
}

QString problemWith(const OnboardingField& field, const QString& value, qint64 today)
{
    if (field.type == "checkbox"_L1) return value.isEmpty() ? u"Without this, no payouts can be made."_s : QString();
    if (value.isEmpty()) return u"This is needed."_s;
    if (field.type == "email"_L1 && !value.contains(u'@')) return u"This is not an e-mail address."_s;
    if (field.type == "date"_L1) {
        const QDate date = QDate::fromString(value, Qt::ISODate);
        if (!date.isValid()) return u"This is not a date."_s;
        if (date.addYears(MinimumAge) > QDateTime::fromSecsSinceEpoch(today, QTimeZone::utc()).date())
            return u"You must be at least %1 years old."_s.arg(MinimumAge);
    }
    const bool digits = std::all_of(value.begin(), value.end(), [](QChar c) { return c.isDigit(); });
    if (field.name.endsWith("ssn_last_4"_L1) && (!digits || value.size() != 4)) return u"Four digits are needed."_s;
    const bool alphanumeric = std::all_of(value.begin(), value.end(), [](QChar c) { return c.isLetterOrNumber(); });
    if (field.name.startsWith("external_account."_L1) && (!alphanumeric || value.size() < 6))
        return u"At least six digits or letters are needed."_s;
    return {};
}

} // namespace lectern::sandbox
