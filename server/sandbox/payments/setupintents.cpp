#include "sandbox/payments/setupintents.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/authentication.h"
#include "sandbox/payments/bankaccounts.h"
#include "sandbox/payments/cards.h"
#include "sandbox/payments/mandates.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

ApiError fail(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method, ApiError error)
{
    intent["status"_L1] = u"requires_payment_method"_s;
    intent["payment_method"_L1] = QJsonValue::Null;
    intent["next_action"_L1] = QJsonValue::Null;
    intent["last_setup_error"_L1] = attemptError(error, method);
    sandbox.store.setupIntents.put(intent);
    sandbox.events.emitEvent(u"setup_intent.setup_failed"_s, intent);
    error.extra["setup_intent"_L1] = intent;
    error.extra["payment_method"_L1] = method;
    return error;
}

/// True when the bank will not have the card saved. A card without money can be saved; it is not charged here.
bool refusesSetup(const TestCard& card)
{
    if (card.behaviour == CardBehaviour::Declines) return true;
    return card.behaviour == CardBehaviour::AuthenticationThenDeclines &&
           QLatin1StringView(card.declineCode) != "insufficient_funds"_L1;
}

/// A transfer cannot be saved for later; other types have to be among those of the intent.
Refusal checkTypeTaken(const QJsonObject& intent, const QString& type)
{
    if (type != "customer_balance"_L1 && intent.value("payment_method_types"_L1).toArray().contains(type)) return {};
    return invalidRequest(
        u"The PaymentMethod provided (%1) is not allowed for this SetupIntent. Please attach a payment method of "
        u"one of the types in its payment_method_types."_s.arg(type),
        u"payment_method"_s);
}

Answer save(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method)
{
    const QString methodId = method.value("id"_L1).toString();
    const QString customer = intent.value("customer"_L1).toString();
    const TestCard* card = cardOf(sandbox, methodId);
    if (card && refusesSetup(*card)) return fail(sandbox, intent, method, declineOf(*card));
    if (!customer.isEmpty() && method.value("customer"_L1).isNull()) {
        Answer attached = attachMethod(sandbox, method, customer);
        if (!attached) return fail(sandbox, intent, method, attached.error());
    }
    setMark(sandbox, methodId, u"set_up"_s);
    intent["status"_L1] = u"succeeded"_s;
    intent["next_action"_L1] = QJsonValue::Null;
    sandbox.store.setupIntents.put(intent);
    sandbox.events.emitEvent(u"setup_intent.succeeded"_s, intent);
    return intent;
}

/// The intent that waits for its customer.
Answer waitingForCustomer(const Sandbox& sandbox, const QString& intentId)
{
    const QJsonObject* intent = sandbox.store.setupIntents.find(intentId);
    if (!intent) return noSuchObject(u"setupintent"_s, intentId, u"intent"_s);
    const QString status = intent->value("status"_L1).toString();
    if (status == "requires_action"_L1) return *intent;
    return unexpectedSetupState(
        u"This SetupIntent does not wait for an authentication; it has a status of %1."_s.arg(status), *intent);
}

QJsonObject methodOf(const Sandbox& sandbox, const QJsonObject& intent)
{
    const QJsonObject* method = sandbox.store.paymentMethods.find(intent.value("payment_method"_L1).toString());
    return method ? *method : QJsonObject();
}

} // namespace

QJsonObject blankSetup(const Sandbox& sandbox)
{
    QJsonObject intent = shape(u"setup_intent"_s);
    const QString id = longId("seti_", '1');
    intent["id"_L1] = id;
    intent["client_secret"_L1] = QString(id + u"_secret_"_s + randomToken(25));
    intent["created"_L1] = sandbox.clock.now();
    return intent;
}

ApiError unexpectedSetupState(const QString& message, const QJsonObject& intent)
{
    ApiError error = invalidRequest(message, {}, u"setup_intent_unexpected_state"_s);
    error.extra["setup_intent"_L1] = intent;
    return error;
}

Answer confirmSetup(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method, const Confirmation& how)
{
    const QString methodId = method.value("id"_L1).toString();
    if (Refusal refusal = checkTypeTaken(intent, method.value("type"_L1).toString())) return *refusal;
    const TestCard* card = cardOf(sandbox, methodId);
    intent["payment_method"_L1] = methodId;
    intent["last_setup_error"_L1] = QJsonValue::Null;
    intent["next_action"_L1] = QJsonValue::Null;
    if (isBankDebit(method.value("type"_L1).toString())) {
        const QString mandate = mandateFor(sandbox, intent, method, how, true);
        if (mandate.isEmpty()) return mandateMissing(u"setup_intent"_s);
        intent["mandate"_L1] = mandate;
    }
    if (!card || !needsAuthentication(sandbox, *card, methodId, true)) return save(sandbox, intent, method);
    intent["status"_L1] = u"requires_action"_s;
    intent["next_action"_L1] = challengeAction(sandbox, intent, how);
    sandbox.store.setupIntents.put(intent);
    sandbox.events.emitEvent(u"setup_intent.requires_action"_s, intent);
    return intent;
}

Answer completeSetupAuthentication(Sandbox& sandbox, const QString& intentId)
{
    Answer intent = waitingForCustomer(sandbox, intentId);
    return intent ? save(sandbox, *intent, methodOf(sandbox, *intent)) : intent;
}

Answer failSetupAuthentication(Sandbox& sandbox, const QString& intentId)
{
    Answer intent = waitingForCustomer(sandbox, intentId);
    if (!intent) return intent;
    return fail(sandbox, *intent, methodOf(sandbox, *intent), authenticationFailed(u"setup_intent"_s));
}

Answer cancelSetup(Sandbox& sandbox, QJsonObject intent, const QString& reason)
{
    intent["status"_L1] = u"canceled"_s;
    intent["cancellation_reason"_L1] = nullIfEmpty(reason);
    intent["next_action"_L1] = QJsonValue::Null;
    sandbox.store.setupIntents.put(intent);
    sandbox.events.emitEvent(u"setup_intent.canceled"_s, intent);
    return intent;
}

} // namespace lectern::sandbox
