#include "sandbox/payments/charges.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/cards.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

const QString SettleChargeTask = u"charge.settle"_s;

static QJsonObject cardDetails(const QJsonObject& method, qint64 amount, bool approved, bool authenticated)
{
    QJsonObject details = shape(u"charge"_s).value("payment_method_details"_L1).toObject().value("card"_L1).toObject();
    const QJsonObject card = method.value("card"_L1).toObject();
    for (const QLatin1StringView key :
         {"brand"_L1, "country"_L1, "exp_month"_L1, "exp_year"_L1, "fingerprint"_L1, "funding"_L1, "last4"_L1})
        details.insert(key, card.value(key));
    details["network"_L1] = card.value("brand"_L1);
    QJsonObject checks = card.value("checks"_L1).toObject();
    for (auto it = checks.begin(); it != checks.end(); ++it) {
        if (it.value().isString()) it.value() = u"pass"_s;
    }
    details["checks"_L1] = checks;
    details["overcapture"_L1] = QJsonObject{{u"maximum_amount_capturable"_s, amount}, {u"status"_s, u"unavailable"_s}};
    if (approved) {
        details["amount_authorized"_L1] = amount;
        details["authorization_code"_L1] = randomDigits(6);
        details["network_transaction_id"_L1] = randomDigits(15);
    }
    if (authenticated)
        details["three_d_secure"_L1] = QJsonObject{{u"authentication_flow"_s, u"challenge"_s},
                                                   {u"electronic_commerce_indicator"_s, u"05"_s},
                                                   {u"exemption_indicator"_s, QJsonValue::Null},
                                                   {u"result"_s, u"authenticated"_s},
                                                   {u"result_reason"_s, QJsonValue::Null},
                                                   {u"transaction_id"_s, randomToken(28)},
                                                   {u"version"_s, u"2.2.0"_s}};
    return details;
}

static QJsonObject attempt(const Sandbox& sandbox, const QJsonObject& intent, const QJsonObject& method)
{
    QJsonObject charge = shape(u"charge"_s);
    const QString id = longId("ch_", '3');
    charge["id"_L1] = id;
    charge["amount"_L1] = intent.value("amount"_L1);
    charge["created"_L1] = sandbox.clock.now();
    charge["payment_intent"_L1] = intent.value("id"_L1);
    charge["payment_method"_L1] = method.value("id"_L1);
    charge["billing_details"_L1] = method.value("billing_details"_L1);
    for (const QLatin1StringView key :
         {"currency"_L1, "customer"_L1, "description"_L1, "metadata"_L1, "receipt_email"_L1, "shipping"_L1,
          "statement_descriptor"_L1, "statement_descriptor_suffix"_L1, "transfer_group"_L1})
        charge.insert(key, intent.value(key));
    return charge;
}

QJsonObject makeCharge(Sandbox& sandbox, const QJsonObject& intent, const QJsonObject& method, bool captured,
                       bool authenticated)
{
    QJsonObject charge = attempt(sandbox, intent, method);
    const qint64 amount = intent.value("amount"_L1).toInteger();
    charge["captured"_L1] = captured;
    charge["amount_captured"_L1] = captured ? amount : 0;
    charge["payment_method_details"_L1] =
        QJsonObject{{u"card"_s, cardDetails(method, amount, true, authenticated)}, {u"type"_s, u"card"_s}};
    charge["receipt_url"_L1] =
        QString(sandbox.options.publicUrl + u"/sandbox/receipts/"_s + charge.value("id"_L1).toString());
    sandbox.store.charges.put(charge);
    return charge;
}

QJsonObject makeFailedCharge(Sandbox& sandbox, const QJsonObject& intent, const QJsonObject& method,
                             const ApiError& decline)
{
    QJsonObject charge = attempt(sandbox, intent, method);
    const QString declineCode = decline.extra.value("decline_code"_L1).toString();
    charge["paid"_L1] = false;
    charge["status"_L1] = u"failed"_s;
    charge["failure_code"_L1] = decline.code;
    charge["failure_message"_L1] = decline.message;
    QJsonObject outcome = charge.value("outcome"_L1).toObject();
    outcome["advice_code"_L1] = decline.extra.value("advice_code"_L1);
    outcome["network_decline_code"_L1] = u"01"_s;
    outcome["network_status"_L1] = u"declined_by_network"_s;
    outcome["reason"_L1] = declineCode;
    outcome["seller_message"_L1] = declineCode == "generic_decline"_L1
                                       ? u"The bank did not return any further details with this decline."_s
                                       : u"The bank returned the decline code `%1`."_s.arg(declineCode);
    outcome["type"_L1] = u"issuer_declined"_s;
    charge["outcome"_L1] = outcome;
    const qint64 amount = intent.value("amount"_L1).toInteger();
    charge["payment_method_details"_L1] =
        QJsonObject{{u"card"_s, cardDetails(method, amount, false, false)}, {u"type"_s, u"card"_s}};
    sandbox.store.charges.put(charge);
    return charge;
}

QJsonObject makePayment(Sandbox& sandbox, const QJsonObject& intent, const QJsonObject& method,
                        const QJsonObject& details, bool pending)
{
    QJsonObject charge = attempt(sandbox, intent, method);
    charge["id"_L1] = longId("py_", '3');
    charge["captured"_L1] = true;
    charge["payment_method_details"_L1] = details;
    charge["outcome"_L1] = QJsonObject{{u"network_status"_s, u"approved_by_network"_s},
                                       {u"reason"_s, QJsonValue::Null},
                                       {u"risk_level"_s, u"not_assessed"_s},
                                       {u"seller_message"_s, u"Payment complete."_s},
                                       {u"type"_s, u"authorized"_s}};
    if (pending) {
        charge["status"_L1] = u"pending"_s;
        charge["paid"_L1] = false;
    } else {
        charge["amount_captured"_L1] = charge.value("amount"_L1);
    }
    charge["receipt_url"_L1] =
        QString(sandbox.options.publicUrl + u"/sandbox/receipts/"_s + charge.value("id"_L1).toString());
    sandbox.store.charges.put(charge);
    return charge;
}

void settleCharge(Sandbox& sandbox, const QString& id, bool announce)
{
    const QJsonObject* stored = sandbox.store.charges.find(id);
    if (!stored || !stored->value("balance_transaction"_L1).isNull()) return;
    QJsonObject charge = *stored;
    const qint64 amount = charge.value("amount_captured"_L1).toInteger();
    const TestCard* card = cardOf(sandbox, charge.value("payment_method"_L1).toString());
    const QString kind = charge.value("payment_method_details"_L1)["type"_L1].toString();
    const QJsonObject transaction =
        sandbox.balances.book({.type = kind == "card"_L1 ? u"charge"_s : u"payment"_s,
                               .amount = amount,
                               .fee = sandbox.balances.feeFor(amount, kind),
                               .currency = charge.value("currency"_L1).toString(),
                               .source = id,
                               .description = charge.value("description"_L1).toString(),
                               .availableNow = card && card->behaviour == CardBehaviour::BypassesPending});
    const QJsonObject before = charge;
    charge["balance_transaction"_L1] = transaction.value("id"_L1);
    sandbox.store.charges.put(charge);
    if (announce) sandbox.events.emitEvent(u"charge.updated"_s, charge, previousAttributes(before, charge));
}

void registerChargeTasks(Sandbox& sandbox)
{
    sandbox.scheduler.on(SettleChargeTask, [&sandbox](const QString& id) { settleCharge(sandbox, id, true); });
}

} // namespace lectern::sandbox
