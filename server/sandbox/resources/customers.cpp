#include "sandbox/api/router.h"
#include "sandbox/core/ids.h"
#include "sandbox/payments/cashbalances.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

#define CUSTOMER_FIELDS                                                                                                \
    SANDBOX_ADDRESS_SCHEMA                                                                                             \
    " balance:int description:str email:str invoice_settings{default_payment_method:str} metadata:map name:str "       \
    "phone:str preferred_locales[]:str shipping{name:str phone:str " SANDBOX_ADDRESS_SCHEMA                            \
    "} tax_exempt:none|exempt|reverse"

Answer customerOf(const Call& call)
{
    const QJsonObject* customer = call.sandbox.store.customers.find(call.ids.first());
    return customer ? Answer(*customer) : Answer(noSuchObject(u"customer"_s, call.ids.first(), u"id"_s));
}

QJsonObject wholeAddress(const QJsonObject& given)
{
    QJsonObject address =
        shape(u"payment_method"_s).value("billing_details"_L1).toObject().value("address"_L1).toObject();
    for (auto it = given.begin(); it != given.end(); ++it)
        address.insert(it.key(), nullIfEmpty(it.value().toString()));
    return address;
}

Refusal applyFields(Call& call, QJsonObject& customer)
{
    copyParams(call, customer,
               {"balance"_L1, "description"_L1, "email"_L1, "name"_L1, "phone"_L1, "preferred_locales"_L1,
                "tax_exempt"_L1, "shipping"_L1});
    if (call.params.value("address"_L1).isObject())
        customer["address"_L1] = wholeAddress(call.params.value("address"_L1).toObject());
    else if (call.has("address"_L1))
        customer["address"_L1] = QJsonValue::Null;
    mergeMetadata(call, customer);
    const QJsonObject settings = call.params.value("invoice_settings"_L1).toObject();
    if (settings.contains("default_payment_method"_L1)) {
        const QString method = settings.value("default_payment_method"_L1).toString();
        const QJsonObject* stored = call.sandbox.store.paymentMethods.find(method);
        if (!method.isEmpty() && (!stored || stored->value("customer"_L1) != customer.value("id"_L1)))
            return noSuchReference(u"PaymentMethod"_s, method, u"invoice_settings[default_payment_method]"_s);
        QJsonObject changed = customer.value("invoice_settings"_L1).toObject();
        changed["default_payment_method"_L1] = nullIfEmpty(method);
        customer["invoice_settings"_L1] = changed;
    }
    return {};
}

/// Attaches the payment method of the request, before the settings that may name it as the default are looked at.
Refusal attachGiven(Call& call, const QString& customer)
{
    const QString given = call.text("payment_method"_L1);
    if (given.isEmpty()) return {};
    Answer found = resolveMethod(call.sandbox, given);
    if (!found) return found.error();
    Answer attached = attachMethod(call.sandbox, *found, customer);
    if (!attached) return attached.error();
    QJsonObject settings = call.params.value("invoice_settings"_L1).toObject();
    if (settings.value("default_payment_method"_L1).toString() == given) { // pm_card_visa stands for the one just made
        settings["default_payment_method"_L1] = attached->value("id"_L1);
        call.params["invoice_settings"_L1] = settings;
    }
    return {};
}

Answer create(Call& call)
{
    Sandbox& sandbox = call.sandbox;
    QJsonObject customer = shape(u"customer"_s);
    const QString id = shortId("cus_");
    customer["id"_L1] = id;
    customer["created"_L1] = sandbox.clock.now();
    customer["invoice_prefix"_L1] = randomToken(8).toUpper();
    if (Refusal refusal = attachGiven(call, id)) return *refusal;
    if (Refusal refusal = applyFields(call, customer)) return *refusal;
    sandbox.store.customers.put(customer);
    sandbox.events.emitEvent(u"customer.created"_s, customer);
    return customer;
}

Answer retrieve(Call& call) { return customerOf(call); }

Answer update(Call& call)
{
    Answer found = customerOf(call);
    if (!found) return found;
    if (found->value("deleted"_L1).toBool()) return noSuchObject(u"customer"_s, call.ids.first(), u"id"_s);
    QJsonObject customer = *found;
    if (Refusal refusal = applyFields(call, customer)) return *refusal;
    const QJsonObject changes = previousAttributes(*found, customer);
    call.sandbox.store.customers.put(customer);
    if (!changes.isEmpty()) call.sandbox.events.emitEvent(u"customer.updated"_s, customer, changes);
    return customer;
}

Answer remove(Call& call)
{
    Answer found = customerOf(call);
    if (!found) return found;
    if (found->value("deleted"_L1).toBool()) return noSuchObject(u"customer"_s, call.ids.first(), u"id"_s);
    Sandbox& sandbox = call.sandbox;
    for (QJsonObject method : sandbox.store.paymentMethods.all(u"customer"_s, call.ids.first())) {
        method["customer"_L1] = QJsonValue::Null;
        sandbox.store.paymentMethods.put(method);
        setMark(sandbox, method.value("id"_L1).toString(), u"used"_s); // a detached method cannot be used again
    }
    const QJsonObject gone{{u"id"_s, call.ids.first()}, {u"object"_s, u"customer"_s}, {u"deleted"_s, true}};
    sandbox.events.emitEvent(u"customer.deleted"_s, *found);
    sandbox.store.customers.put(gone); // Stripe still answers for a deleted customer
    return gone;
}

Answer list(Call& call)
{
    return listPage(call, call.sandbox.store.customers,
                    {u"email"_s, call.text("email"_L1),
                     [](const QJsonObject& customer) { return !customer.value("deleted"_L1).toBool(); }});
}

Answer methods(Call& call)
{
    Answer found = customerOf(call);
    if (!found) return found;
    const QString type = call.text("type"_L1);
    return listPage(call, call.sandbox.store.paymentMethods,
                    {u"customer"_s, call.ids.first(), [type](const QJsonObject& method) {
                         return type.isEmpty() || method.value("type"_L1).toString() == type;
                     }});
}

Answer method(Call& call)
{
    const QJsonObject* stored = call.sandbox.store.paymentMethods.find(call.ids.at(1));
    if (!stored || stored->value("customer"_L1).toString() != call.ids.first())
        return noSuchObject(u"PaymentMethod"_s, call.ids.at(1), u"payment_method"_s);
    return *stored;
}

Answer cashBalance(Call& call)
{
    Answer found = customerOf(call);
    return found ? Answer(cashBalanceOf(call.sandbox, call.ids.first())) : found;
}

Answer cashTransactions(Call& call)
{
    Answer found = customerOf(call);
    return found ? listPage(call, call.sandbox.store.cashTransactions, {u"customer"_s, call.ids.first()}) : found;
}

Answer cashTransaction(Call& call)
{
    const QJsonObject* stored = call.sandbox.store.cashTransactions.find(call.ids.at(1));
    if (!stored || stored->value("customer"_L1).toString() != call.ids.first())
        return noSuchObject(u"customer_cash_balance_transaction"_s, call.ids.at(1), u"transaction"_s);
    return *stored;
}

Answer fund(Call& call)
{
    Answer found = customerOf(call);
    if (!found) return found;
    return fundCashBalance(call.sandbox, call.ids.first(), call.number("amount"_L1), call.text("currency"_L1).toLower(),
                           call.text("reference"_L1));
}

} // namespace

void addCustomerRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/customers", CUSTOMER_FIELDS " payment_method:id", create},
        {"GET", "/v1/customers", "@list created:range email:id", list},
        {"GET", "/v1/customers/:id", "", retrieve},
        {"POST", "/v1/customers/:id", CUSTOMER_FIELDS, update},
        {"DELETE", "/v1/customers/:id", "", remove},
        {"GET", "/v1/customers/:id/payment_methods", "@list type:card|customer_balance|sepa_debit|us_bank_account",
         methods},
        {"GET", "/v1/customers/:id/payment_methods/:id", "", method},
        {"GET", "/v1/customers/:id/cash_balance", "", cashBalance},
        {"GET", "/v1/customers/:id/cash_balance_transactions", "@list created:range", cashTransactions},
        {"GET", "/v1/customers/:id/cash_balance_transactions/:id", "", cashTransaction},
        {"POST", "/v1/test_helpers/customers/:id/fund_cash_balance", "amount!:int currency!:id reference:id", fund},
    });
}

} // namespace lectern::sandbox
