#include "sandbox/payments/cashbalances.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/bankaccounts.h"
#include "sandbox/payments/charges.h"
#include "sandbox/sandbox.h"

#include <algorithm>

namespace lectern::sandbox {

namespace {

/// The kind of transfer that the intent asked for, or the one that is usual in its currency.
QString transferType(const QJsonObject& intent)
{
    const QJsonObject options =
        intent.value("payment_method_options"_L1).toObject().value("customer_balance"_L1).toObject();
    const QString asked = options.value("bank_transfer"_L1).toObject().value("type"_L1).toString();
    return asked.isEmpty() ? transferTypeOf(intent.value("currency"_L1).toString()) : asked;
}

/// The account number that a customer sends to. It stays the same for all of their payments.
QString accountNumberOf(Sandbox& sandbox, const QString& customer)
{
    const QJsonObject* facts = sandbox.store.cashFacts.find(customer);
    if (facts) return facts->value("account_number"_L1).toString();
    const QString number = u"11"_s + randomDigits(10);
    sandbox.store.cashFacts.put({{u"id"_s, customer}, {u"account_number"_s, number}});
    return number;
}

QJsonObject financialAddress(const QString& type, const QString& number)
{
    const QJsonObject address{{u"city"_s, u"Example City"_s},      {u"country"_s, u"US"_s},
                              {u"line1"_s, u"1 Example Street"_s}, {u"line2"_s, QJsonValue::Null},
                              {u"postal_code"_s, u"94103"_s},      {u"state"_s, u"CA"_s}};
    QJsonObject facts{{u"account_holder_address"_s, address},
                      {u"account_holder_name"_s, u"Lectern sandbox"_s},
                      {u"bank_address"_s, address}};
    if (type == "eu_bank_transfer"_L1) {
        facts["bic"_L1] = u"SNDBDEFFXXX"_s;
        facts["country"_L1] = u"DE"_s;
        facts["iban"_L1] = ibanOf(u"DE"_s, number.rightJustified(18, u'0'));
        return {{u"iban"_s, facts}, {u"supported_networks"_s, QJsonArray{u"sepa"_s}}, {u"type"_s, u"iban"_s}};
    }
    if (type == "gb_bank_transfer"_L1) {
        facts["account_number"_L1] = number.right(8);
        facts["sort_code"_L1] = u"108800"_s;
        return {{u"sort_code"_s, facts},
                {u"supported_networks"_s, QJsonArray{u"bacs"_s, u"fps"_s}},
                {u"type"_s, u"sort_code"_s}};
    }
    facts["account_number"_L1] = number;
    facts["account_type"_L1] = u"checking"_s;
    facts["bank_name"_L1] = u"Sandbox Bank"_s;
    facts["routing_number"_L1] = u"999999999"_s;
    return {{u"aba"_s, facts},
            {u"supported_networks"_s, QJsonArray{u"ach"_s, u"domestic_wire_us"_s}},
            {u"type"_s, u"aba"_s}};
}

qint64 availableOf(const Sandbox& sandbox, const QString& customer, const QString& currency)
{
    return cashBalanceOf(sandbox, customer).value("available"_L1).toObject().value(currency).toInteger();
}

/// Writes a movement of a customer's cash down; the balance is the sum of them.
QJsonObject move(Sandbox& sandbox, const QString& customer, const QString& currency, qint64 amount, const QString& type,
                 const QJsonObject& details)
{
    QJsonObject transaction{{u"id"_s, longId("ccsbtxn_", '1')},
                            {u"object"_s, u"customer_cash_balance_transaction"_s},
                            {u"created"_s, sandbox.clock.now()},
                            {u"currency"_s, currency},
                            {u"customer"_s, customer},
                            {u"customer_account"_s, QJsonValue::Null},
                            {u"ending_balance"_s, availableOf(sandbox, customer, currency) + amount},
                            {u"livemode"_s, false},
                            {u"net_amount"_s, amount},
                            {u"type"_s, type}};
    transaction.insert(type, details);
    sandbox.store.cashTransactions.put(transaction);
    sandbox.events.emitEvent(u"customer_cash_balance_transaction.created"_s, transaction);
    return transaction;
}

QJsonObject instructionsOf(const QJsonObject& intent)
{
    return intent.value("next_action"_L1).toObject().value("display_bank_transfer_instructions"_L1).toObject();
}

qint64 remainingOf(const QJsonObject& intent)
{
    return instructionsOf(intent).value("amount_remaining"_L1).toInteger();
}

void setRemaining(QJsonObject& intent, qint64 remaining)
{
    QJsonObject action = intent.value("next_action"_L1).toObject();
    QJsonObject instructions = instructionsOf(intent);
    instructions["amount_remaining"_L1] = remaining;
    action["display_bank_transfer_instructions"_L1] = instructions;
    intent["next_action"_L1] = action;
}

QJsonObject instructionsFor(Sandbox& sandbox, const QJsonObject& intent)
{
    const QString type = transferType(intent);
    const QString number = accountNumberOf(sandbox, intent.value("customer"_L1).toString());
    const QString url = sandbox.options.publicUrl + u"/sandbox/bank_transfers/"_s + intent.value("id"_L1).toString() +
                        u"?client_secret="_s + intent.value("client_secret"_L1).toString();
    return {{u"display_bank_transfer_instructions"_s,
             QJsonObject{{u"amount_remaining"_s, intent.value("amount"_L1)},
                         {u"currency"_s, intent.value("currency"_L1)},
                         {u"financial_addresses"_s, QJsonArray{financialAddress(type, number)}},
                         {u"hosted_instructions_url"_s, url},
                         {u"reference"_s, randomToken(12).toUpper()},
                         {u"type"_s, type}}},
            {u"type"_s, u"display_bank_transfer_instructions"_s}};
}

/// Puts up to `limit` of the customer's cash on an intent that waits for it. Returns how much.
qint64 apply(Sandbox& sandbox, QJsonObject intent, qint64 limit)
{
    const QString id = intent.value("id"_L1).toString();
    const QString customer = intent.value("customer"_L1).toString();
    const QString currency = intent.value("currency"_L1).toString();
    const qint64 remaining = remainingOf(intent);
    const qint64 amount = std::min({remaining, limit, availableOf(sandbox, customer, currency)});
    if (amount <= 0) return 0;
    std::ignore = move(sandbox, customer, currency, -amount, u"applied_to_payment"_s, {{u"payment_intent"_s, id}});
    setRemaining(intent, remaining - amount);
    if (amount < remaining) {
        sandbox.store.paymentIntents.put(intent);
        sandbox.events.emitEvent(u"payment_intent.partially_funded"_s, intent);
        return amount;
    }
    const QJsonObject* method = sandbox.store.paymentMethods.find(intent.value("payment_method"_L1).toString());
    const QJsonObject charge =
        makePayment(sandbox, intent, method ? *method : QJsonObject(),
                    {{u"customer_balance"_s, QJsonObject()}, {u"type"_s, u"customer_balance"_s}}, false);
    const QString chargeId = charge.value("id"_L1).toString();
    settleCharge(sandbox, chargeId, false);
    std::ignore = finishPayment(sandbox, intent, *sandbox.store.charges.find(chargeId));
    return amount;
}

/// What a transfer of that amount and reference pays, in order.
QList<QJsonObject> waitingIntents(const Sandbox& sandbox, const QString& customer, const QString& currency,
                                  qint64 amount, const QString& reference)
{
    QList<QJsonObject> waiting;
    for (const QJsonObject& intent : sandbox.store.paymentIntents.all(u"customer"_s, customer)) {
        if (intent.value("status"_L1).toString() == "requires_action"_L1 && remainingOf(intent) > 0 &&
            intent.value("currency"_L1).toString() == currency)
            waiting.append(intent);
    }
    const auto rank = [&](const QJsonObject& intent) {
        if (!reference.isEmpty() && instructionsOf(intent).value("reference"_L1).toString() == reference) return 0;
        return remainingOf(intent) == amount ? 1 : 2;
    };
    std::stable_sort(waiting.begin(), waiting.end(),
                     [&](const QJsonObject& one, const QJsonObject& other) { return rank(one) < rank(other); });
    return waiting;
}

QJsonObject senderOf(const QString& type, const QString& reference)
{
    QJsonObject sender{{u"sender_name"_s, u"Jenny Rosen"_s}};
    if (type == "us_bank_transfer"_L1) {
        sender["network"_L1] = u"ach"_s;
    } else if (type == "eu_bank_transfer"_L1) {
        sender["bic"_L1] = u"BANKDEAAXXX"_s;
        sender["iban_last4"_L1] = u"7089"_s;
    }
    return {
        {u"bank_transfer"_s, QJsonObject{{type, sender}, {u"reference"_s, nullIfEmpty(reference)}, {u"type"_s, type}}}};
}

} // namespace

QJsonObject cashBalanceOf(const Sandbox& sandbox, const QString& customer)
{
    QJsonObject available;
    for (const QJsonObject& transaction : sandbox.store.cashTransactions.all(u"customer"_s, customer)) {
        const QString currency = transaction.value("currency"_L1).toString();
        available[currency] = available.value(currency).toInteger() + transaction.value("net_amount"_L1).toInteger();
    }
    return {
        {u"object"_s, u"cash_balance"_s},
        {u"available"_s, available.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(available)},
        {u"customer"_s, customer},
        {u"customer_account"_s, QJsonValue::Null},
        {u"livemode"_s, false},
        {u"settings"_s, QJsonObject{{u"reconciliation_mode"_s, u"automatic"_s}, {u"using_merchant_default"_s, true}}}};
}

Answer awaitTransfer(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method)
{
    const QString customer = intent.value("customer"_L1).toString();
    if (customer.isEmpty())
        return invalidRequest(u"A customer is required to confirm a PaymentIntent with the payment method type "
                              u"customer_balance."_s,
                              u"customer"_s, u"parameter_missing"_s);
    if (Refusal refusal = checkMethodCurrency(u"customer_balance"_s, intent.value("currency"_L1).toString()))
        return *refusal;
    const QString id = intent.value("id"_L1).toString();
    const qint64 amount = intent.value("amount"_L1).toInteger();
    intent["payment_method"_L1] = method.value("id"_L1);
    intent["status"_L1] = u"requires_action"_s;
    intent["next_action"_L1] = instructionsFor(sandbox, intent);
    sandbox.store.paymentIntents.put(intent);
    const bool covered = availableOf(sandbox, customer, intent.value("currency"_L1).toString()) >= amount;
    if (!covered) sandbox.events.emitEvent(u"payment_intent.requires_action"_s, intent);
    std::ignore = apply(sandbox, intent, amount);
    return *sandbox.store.paymentIntents.find(id);
}

Answer fundCashBalance(Sandbox& sandbox, const QString& customer, qint64 amount, const QString& currency,
                       const QString& reference)
{
    if (amount < 1) return invalidRequest(u"This value must be greater than or equal to 1."_s, u"amount"_s);
    if (Refusal refusal = checkMethodCurrency(u"customer_balance"_s, currency)) return *refusal;
    const QString type = transferType({{u"currency"_s, currency}});
    const QJsonObject funded = move(sandbox, customer, currency, amount, u"funded"_s, senderOf(type, reference));
    qint64 left = amount;
    for (const QJsonObject& intent : waitingIntents(sandbox, customer, currency, amount, reference)) {
        left -= apply(sandbox, intent, left);
        if (left <= 0) break;
    }
    if (left > 0) sandbox.events.emitEvent(u"cash_balance.funds_available"_s, cashBalanceOf(sandbox, customer));
    return funded;
}

void unapplyTransfers(Sandbox& sandbox, const QJsonObject& intent)
{
    if (instructionsOf(intent).isEmpty()) return;
    const qint64 applied = intent.value("amount"_L1).toInteger() - remainingOf(intent);
    if (applied > 0)
        std::ignore = move(sandbox, intent.value("customer"_L1).toString(), intent.value("currency"_L1).toString(),
                           applied, u"unapplied_from_payment"_s, {{u"payment_intent"_s, intent.value("id"_L1)}});
}

QString transferTypeOf(const QString& currency)
{
    if (currency == "eur"_L1) return u"eu_bank_transfer"_s;
    return currency == "gbp"_L1 ? u"gb_bank_transfer"_s : u"us_bank_transfer"_s;
}

Refusal takeFromCashBalance(Sandbox& sandbox, const QJsonObject& refund)
{
    const QString customer = refund.value("customer"_L1).toString();
    const QString currency = refund.value("currency"_L1).toString();
    const qint64 amount = refund.value("amount"_L1).toInteger();
    if (amount > availableOf(sandbox, customer, currency))
        return ApiError(invalidRequest(u"The customer's cash balance does not have that much."_s, u"amount"_s));
    std::ignore = move(sandbox, customer, currency, -amount, u"return_initiated"_s, {{u"refund"_s, refund.value("id"_L1)}});
    return {};
}

void returnToCashBalance(Sandbox& sandbox, const QJsonObject& refund)
{
    const QString customer = refund.value("customer"_L1).toString();
    std::ignore = move(sandbox, customer, refund.value("currency"_L1).toString(), refund.value("amount"_L1).toInteger(),
                       u"return_canceled"_s, {{u"refund"_s, refund.value("id"_L1)}});
    sandbox.events.emitEvent(u"cash_balance.funds_available"_s, cashBalanceOf(sandbox, customer));
}

} // namespace lectern::sandbox
