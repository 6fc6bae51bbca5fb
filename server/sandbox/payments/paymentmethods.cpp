#include "sandbox/payments/paymentmethods.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/bankaccounts.h"
#include "sandbox/payments/cards.h"
#include "sandbox/sandbox.h"

#include <QCryptographicHash>

namespace lectern::sandbox {

/// Merges given billing details over the object's nulls, one level of address included.
static QJsonObject mergeBilling(QJsonObject details, const QJsonObject& given)
{
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (it.value().isObject())
            details.insert(it.key(), mergeBilling(details.value(it.key()).toObject(), it.value().toObject()));
        else
            details.insert(it.key(), nullIfEmpty(it.value().toString()));
    }
    return details;
}

/// Stripe's fingerprint: the same for the same card number, and tells nothing else about it.
static QString fingerprintOf(const TestCard& card)
{
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray("lectern-sandbox") + card.number, QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals)).remove(u'+').remove(u'/').left(16);
}

QJsonObject storeMethod(Sandbox& sandbox, const QString& type, const QJsonObject& facts,
                        const QJsonObject& billingDetails, QJsonObject secrets)
{
    QJsonObject method = shape(u"payment_method"_s);
    const QString id = longId("pm_", '1');
    method.remove("card"_L1);
    method["id"_L1] = id;
    method["created"_L1] = sandbox.clock.now();
    method["type"_L1] = type;
    method[type] = facts;
    method["billing_details"_L1] = mergeBilling(method.value("billing_details"_L1).toObject(), billingDetails);
    secrets["id"_L1] = id;
    sandbox.store.paymentMethods.put(method);
    sandbox.store.cardFacts.put(secrets);
    return method;
}

QJsonObject makeCardMethod(Sandbox& sandbox, const TestCard& card, const QJsonObject& details,
                           const QJsonObject& billingDetails)
{
    const QJsonObject empty = shape(u"payment_method"_s);
    const QString brand = QString::fromLatin1(card.brand);
    const bool cvcGiven = !details.value("cvc"_L1).toString().isEmpty();
    const QJsonObject billing = mergeBilling(empty.value("billing_details"_L1).toObject(), billingDetails);
    const QJsonObject address = billing.value("address"_L1).toObject();
    QJsonObject facts = empty.value("card"_L1).toObject();
    facts["brand"_L1] = brand;
    facts["display_brand"_L1] = brand;
    facts["country"_L1] = QString::fromLatin1(card.country);
    facts["funding"_L1] = QString::fromLatin1(card.funding);
    facts["exp_month"_L1] = details.value("exp_month"_L1).toInteger(12);
    facts["exp_year"_L1] = details.value("exp_year"_L1).toInteger(2034);
    facts["fingerprint"_L1] = fingerprintOf(card);
    facts["last4"_L1] = QString::fromLatin1(card.number).right(4);
    facts["networks"_L1] = QJsonObject{{u"available"_s, QJsonArray{brand}}, {u"preferred"_s, QJsonValue::Null}};
    const auto check = [](bool given) { return given ? QJsonValue(u"unchecked"_s) : QJsonValue(QJsonValue::Null); };
    facts["checks"_L1] =
        QJsonObject{{u"address_line1_check"_s, check(address.value("line1"_L1).isString())},
                    {u"address_postal_code_check"_s, check(address.value("postal_code"_L1).isString())},
                    {u"cvc_check"_s, check(cvcGiven)}};
    return storeMethod(sandbox, u"card"_s, facts, billing, {{u"number"_s, QString::fromLatin1(card.number)}});
}

Answer methodFromData(Sandbox& sandbox, const QJsonObject& data, const QString& paramPrefix)
{
    const auto paramName = [&](const QString& name) {
        return paramPrefix.isEmpty() ? name : paramPrefix + u'[' + name + u']';
    };
    const QString type = data.value("type"_L1).toString();
    if (type.isEmpty()) return missingParameter(paramName(u"type"_s));
    if (isBankDebit(type)) return bankMethodFromData(sandbox, type, data, paramPrefix);
    if (type == "customer_balance"_L1)
        return storeMethod(sandbox, type, {}, data.value("billing_details"_L1).toObject(), {});
    if (type != "card"_L1)
        return invalidRequest(u"The payment method type \"%1\" is invalid. Please ensure the provided type is "
                              u"activated in your dashboard "
                              "(https://dashboard.stripe.com/account/payments/settings) and your account is enabled "
                              "for any preview features that you "
                              "are trying to use."_s.arg(type),
                              paramName(u"type"_s));
    const QJsonObject card = data.value("card"_L1).toObject();
    const QJsonObject billing = data.value("billing_details"_L1).toObject();
    if (card.contains("token"_L1)) {
        const TestCard* known = testCardByAlias(card.value("token"_L1).toString());
        if (!known) return noSuchReference(u"token"_s, card.value("token"_L1).toString(), paramName(u"card[token]"_s));
        return makeCardMethod(sandbox, *known, {}, billing);
    }
    for (const QLatin1StringView part : {"number"_L1, "exp_month"_L1, "exp_year"_L1}) {
        if (!card.contains(part)) return missingParameter(paramName(u"card["_s + part + u']'));
    }
    const QString digits = card.value("number"_L1).toString().remove(u' ').remove(u'-');
    const qint64 year = card.value("exp_year"_L1).toInteger();
    const qint64 fullYear = year < 100 ? 2000 + year : year;
    if (Refusal refusal = checkCard(digits, card.value("exp_month"_L1).toInteger(), fullYear,
                                    card.value("cvc"_L1).toString(), sandbox.clock.now()))
        return *refusal;
    QJsonObject details = card;
    details["exp_year"_L1] = fullYear;
    return makeCardMethod(sandbox, *testCardByNumber(digits), details, billing);
}

Answer resolveMethod(Sandbox& sandbox, const QString& id)
{
    if (const QJsonObject* stored = sandbox.store.paymentMethods.find(id)) return *stored;
    if (const TestCard* card = testCardByAlias(id); card && id.startsWith("pm_card_"_L1))
        return makeCardMethod(sandbox, *card, {}, {});
    if (const TestBankAccount* account = testAccountByAlias(id))
        return makeBankMethod(sandbox, *account, {},
                              {{u"email"_s, u"jenny@example.com"_s}, {u"name"_s, u"Jenny Rosen"_s}});
    return noSuchReference(u"PaymentMethod"_s, id, u"payment_method"_s);
}

const TestCard* cardOf(const Sandbox& sandbox, const QString& paymentMethod)
{
    const QJsonObject* facts = sandbox.store.cardFacts.find(paymentMethod);
    return facts ? testCardByNumber(facts->value("number"_L1).toString()) : nullptr;
}

bool hasMark(const Sandbox& sandbox, const QString& paymentMethod, const QString& mark)
{
    const QJsonObject* facts = sandbox.store.cardFacts.find(paymentMethod);
    return facts && facts->value(mark).toBool();
}

void setMark(Sandbox& sandbox, const QString& paymentMethod, const QString& mark)
{
    if (const QJsonObject* facts = sandbox.store.cardFacts.find(paymentMethod)) {
        QJsonObject changed = *facts;
        changed.insert(mark, true);
        sandbox.store.cardFacts.put(changed);
    }
}

Answer attachMethod(Sandbox& sandbox, const QJsonObject& method, const QString& customer)
{
    const QString id = method.value("id"_L1).toString();
    const TestCard* card = cardOf(sandbox, id);
    if (card && card->behaviour == CardBehaviour::Declines) return declineOf(*card);
    QJsonObject attached = method;
    attached["customer"_L1] = customer;
    if (!card) {
        sandbox.store.paymentMethods.put(attached);
        sandbox.events.emitEvent(u"payment_method.attached"_s, attached);
        return attached;
    }
    QJsonObject facts = attached.value("card"_L1).toObject();
    QJsonObject checks = facts.value("checks"_L1).toObject();
    for (auto it = checks.begin(); it != checks.end(); ++it) {
        if (it.value().isString()) it.value() = u"pass"_s;
    }
    facts["checks"_L1] = checks;
    attached["card"_L1] = facts;
    sandbox.store.paymentMethods.put(attached);
    sandbox.events.emitEvent(u"payment_method.attached"_s, attached);
    return attached;
}

} // namespace lectern::sandbox
