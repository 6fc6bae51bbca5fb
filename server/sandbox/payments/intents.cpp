#include "sandbox/payments/intents.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/authentication.h"
#include "sandbox/payments/bankaccounts.h"
#include "sandbox/payments/bankdebits.h"
#include "sandbox/payments/cards.h"
#include "sandbox/payments/cashbalances.h"
#include "sandbox/payments/charges.h"
#include "sandbox/payments/disputes.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

/// Saves the card with the customer once it has paid, where setup_future_usage asked for that.
static void saveForLater(Sandbox& sandbox, const QJsonObject& intent, const QString& method)
{
    const QString customer = intent.value("customer"_L1).toString();
    if (!intent.value("setup_future_usage"_L1).isString()) return;
    setMark(sandbox, method, u"set_up"_s);
    const QJsonObject* stored = sandbox.store.paymentMethods.find(method);
    if (!customer.isEmpty() && stored && stored->value("customer"_L1).isNull())
        std::ignore = attachMethod(sandbox, *stored, customer);
}

ApiError failIntent(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method, ApiError error,
                    const QJsonObject& charge)
{
    if (!charge.isEmpty()) {
        error.extra["charge"_L1] = charge.value("id"_L1);
        intent["latest_charge"_L1] = charge.value("id"_L1);
    }
    intent["status"_L1] = u"requires_payment_method"_s;
    intent["payment_method"_L1] = QJsonValue::Null;
    intent["next_action"_L1] = QJsonValue::Null;
    intent["last_payment_error"_L1] = attemptError(error, method);
    sandbox.store.paymentIntents.put(intent);
    if (!charge.isEmpty()) sandbox.events.emitEvent(u"charge.failed"_s, charge);
    sandbox.events.emitEvent(u"payment_intent.payment_failed"_s, intent);
    error.extra["payment_intent"_L1] = intent;
    error.extra["payment_method"_L1] = method;
    return error;
}

QJsonObject finishPayment(Sandbox& sandbox, QJsonObject intent, const QJsonObject& charge)
{
    intent["latest_charge"_L1] = charge.value("id"_L1);
    intent["next_action"_L1] = QJsonValue::Null;
    intent["status"_L1] = u"succeeded"_s;
    intent["amount_received"_L1] = intent.value("amount"_L1);
    sandbox.store.paymentIntents.put(intent);
    sandbox.events.emitEvent(u"charge.succeeded"_s, charge);
    sandbox.events.emitEvent(u"payment_intent.succeeded"_s, intent);
    saveForLater(sandbox, intent, intent.value("payment_method"_L1).toString());
    return intent;
}

namespace {

Refusal checkTypeTaken(const QJsonObject& intent, const QString& type)
{
    const QJsonArray types = intent.value("payment_method_types"_L1).toArray();
    if (types.contains(type)) return {};
    QStringList names;
    for (const QJsonValue& one : types)
        names += one.toString();
    return invalidRequest(u"The PaymentMethod provided (%1) is not allowed for this PaymentIntent. Please attach a "
                          u"payment method of one of the following types: %2."_s.arg(type, names.join(u", "_s)),
                          u"payment_method"_s);
}

bool declines(const TestCard& card)
{
    return card.behaviour == CardBehaviour::Declines || card.behaviour == CardBehaviour::DeclinesAfterAttach ||
           card.behaviour == CardBehaviour::AuthenticationThenDeclines;
}

/// The bank is asked: money comes in (or is held, for manual capture), or it declines.
Answer collect(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method, bool authenticated)
{
    const QString methodId = method.value("id"_L1).toString();
    const TestCard* card = cardOf(sandbox, methodId);
    if (card && declines(*card)) {
        const ApiError decline = declineOf(*card);
        return failIntent(sandbox, intent, method, decline, makeFailedCharge(sandbox, intent, method, decline));
    }
    const bool manual = intent.value("capture_method"_L1).toString() == "manual"_L1;
    QJsonObject charge = makeCharge(sandbox, intent, method, !manual, authenticated);
    const QString chargeId = charge.value("id"_L1).toString();
    intent["latest_charge"_L1] = chargeId;
    intent["next_action"_L1] = QJsonValue::Null;
    intent["status"_L1] = manual ? u"requires_capture"_s : u"succeeded"_s;
    intent[manual ? "amount_capturable"_L1 : "amount_received"_L1] = intent.value("amount"_L1);
    sandbox.store.paymentIntents.put(intent);
    setMark(sandbox, methodId, u"used"_s);
    if (!manual && intent.value("capture_method"_L1).toString() == "automatic"_L1) {
        settleCharge(sandbox, chargeId, false);
        charge = *sandbox.store.charges.find(chargeId);
    }
    sandbox.events.emitEvent(u"charge.succeeded"_s, charge);
    sandbox.events.emitEvent(manual ? u"payment_intent.amount_capturable_updated"_s : u"payment_intent.succeeded"_s,
                             intent);
    if (!manual && charge.value("balance_transaction"_L1).isNull())
        sandbox.scheduler.in(sandbox.config.captureSettleMs, SettleChargeTask, chargeId);
    saveForLater(sandbox, intent, methodId);
    if (!manual) planDisputeOfCard(sandbox, chargeId);
    return intent;
}

/// The intent that waits for its customer, and its payment method.
Expected<QJsonObject> waitingForCustomer(const Sandbox& sandbox, const QString& intentId)
{
    const QJsonObject* intent = sandbox.store.paymentIntents.find(intentId);
    if (!intent) return noSuchObject(u"payment_intent"_s, intentId, u"intent"_s);
    const QString action = intent->value("next_action"_L1)["type"_L1].toString();
    if (intent->value("status"_L1).toString() != "requires_action"_L1 ||
        action == "display_bank_transfer_instructions"_L1)
        return unexpectedState(u"This PaymentIntent does not wait for an authentication; it has a status of %1."_s.arg(
                                   intent->value("status"_L1).toString()),
                               *intent);
    return *intent;
}

} // namespace

QJsonObject blankIntent(const Sandbox& sandbox, qint64 amount, const QString& currency)
{
    QJsonObject intent = shape(u"payment_intent"_s);
    const QString id = longId("pi_", '3');
    intent["id"_L1] = id;
    intent["client_secret"_L1] = QString(id + u"_secret_"_s + randomToken(25));
    intent["created"_L1] = sandbox.clock.now();
    intent["amount"_L1] = amount;
    intent["currency"_L1] = currency;
    return intent;
}

bool isConfirmable(const QJsonObject& intent)
{
    const QString status = intent.value("status"_L1).toString();
    return status == "requires_payment_method"_L1 || status == "requires_confirmation"_L1 ||
           status == "requires_action"_L1;
}

Answer confirmIntent(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method, const Confirmation& how)
{
    const QString methodId = method.value("id"_L1).toString();
    const QString type = method.value("type"_L1).toString();
    if (Refusal refusal = checkTypeTaken(intent, type)) return *refusal;
    unapplyTransfers(sandbox, intent); // it waited for a transfer, and is to be paid in another way now
    const TestCard* card = cardOf(sandbox, methodId);
    intent["payment_method"_L1] = methodId;
    intent["last_payment_error"_L1] = QJsonValue::Null;
    intent["next_action"_L1] = QJsonValue::Null;
    if (isBankDebit(type)) return startDebit(sandbox, intent, method, how);
    if (type == "customer_balance"_L1) return awaitTransfer(sandbox, intent, method);
    if (!card || !needsAuthentication(sandbox, *card, methodId)) return collect(sandbox, intent, method, false);
    if (how.offSession) {
        const ApiError decline = authenticationRequired();
        return failIntent(sandbox, intent, method, decline, makeFailedCharge(sandbox, intent, method, decline));
    }
    if (how.errorOnRequiresAction) return failIntent(sandbox, intent, method, authenticationRequired(), {});
    intent["status"_L1] = u"requires_action"_s;
    intent["next_action"_L1] = challengeAction(sandbox, intent, how);
    sandbox.store.paymentIntents.put(intent);
    sandbox.events.emitEvent(u"payment_intent.requires_action"_s, intent);
    return intent;
}

Answer completeAuthentication(Sandbox& sandbox, const QString& intentId)
{
    Expected<QJsonObject> intent = waitingForCustomer(sandbox, intentId);
    if (!intent) return intent.error();
    const QJsonObject* method = sandbox.store.paymentMethods.find(intent->value("payment_method"_L1).toString());
    return collect(sandbox, *intent, method ? *method : QJsonObject(), true);
}

Answer failAuthentication(Sandbox& sandbox, const QString& intentId)
{
    Expected<QJsonObject> intent = waitingForCustomer(sandbox, intentId);
    if (!intent) return intent.error();
    const QJsonObject* method = sandbox.store.paymentMethods.find(intent->value("payment_method"_L1).toString());
    return failIntent(sandbox, *intent, method ? *method : QJsonObject(), authenticationFailed(u"payment_intent"_s),
                      {});
}

Answer captureIntent(Sandbox& sandbox, QJsonObject intent, qint64 amount)
{
    const QJsonObject* stored = sandbox.store.charges.find(intent.value("latest_charge"_L1).toString());
    if (!stored) return unexpectedState(u"This PaymentIntent has no charge to capture."_s, intent);
    QJsonObject charge = *stored;
    const qint64 whole = charge.value("amount"_L1).toInteger();
    charge["captured"_L1] = true;
    charge["amount_captured"_L1] = amount;
    charge["amount_refunded"_L1] = whole - amount; // the rest of the authorisation goes back
    sandbox.store.charges.put(charge);
    const QString chargeId = charge.value("id"_L1).toString();
    settleCharge(sandbox, chargeId, false);
    intent["status"_L1] = u"succeeded"_s;
    intent["amount_capturable"_L1] = 0;
    intent["amount_received"_L1] = amount;
    sandbox.store.paymentIntents.put(intent);
    sandbox.events.emitEvent(u"charge.captured"_s, *sandbox.store.charges.find(chargeId));
    sandbox.events.emitEvent(u"payment_intent.succeeded"_s, intent);
    planDisputeOfCard(sandbox, chargeId);
    return intent;
}

Answer cancelIntent(Sandbox& sandbox, QJsonObject intent, const QString& reason)
{
    if (intent.value("status"_L1).toString() == "requires_capture"_L1) {
        if (const QJsonObject* stored = sandbox.store.charges.find(intent.value("latest_charge"_L1).toString())) {
            QJsonObject charge = *stored;
            charge["amount_refunded"_L1] = charge.value("amount"_L1);
            charge["refunded"_L1] = true;
            sandbox.store.charges.put(charge);
            sandbox.events.emitEvent(u"charge.refunded"_s, charge);
        }
    }
    unapplyTransfers(sandbox, intent);
    intent["status"_L1] = u"canceled"_s;
    intent["amount_capturable"_L1] = 0;
    intent["canceled_at"_L1] = sandbox.clock.now();
    intent["cancellation_reason"_L1] = nullIfEmpty(reason);
    intent["next_action"_L1] = QJsonValue::Null;
    sandbox.store.paymentIntents.put(intent);
    sandbox.events.emitEvent(u"payment_intent.canceled"_s, intent);
    return intent;
}

} // namespace lectern::sandbox
