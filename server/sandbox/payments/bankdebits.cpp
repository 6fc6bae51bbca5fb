#include "sandbox/payments/bankdebits.h"

#include "sandbox/core/json.h"
#include "sandbox/payments/bankaccounts.h"
#include "sandbox/payments/charges.h"
#include "sandbox/payments/disputes.h"
#include "sandbox/payments/mandates.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

const QString EndTask = u"debit.end"_s;
constexpr qint64 LateSeconds = 180;

QString failureMessage(const QString& code)
{
    static const QHash<QString, QString> messages{
        {u"account_closed"_s, u"The customer's bank account has been closed."_s},
        {u"no_account"_s, u"The customer's bank account could not be located."_s},
        {u"insufficient_funds"_s, u"The customer's account has insufficient funds to cover this payment."_s},
        {u"debit_not_authorized"_s, u"The customer has notified their bank that this payment was unauthorized."_s},
        {u"invalid_currency"_s, u"The bank was unable to process this payment because of its currency."_s},
        {u"charge_exceeds_source_limit"_s, u"This payment exceeds the volume limit of the account."_s},
        {u"charge_exceeds_weekly_limit"_s, u"This payment exceeds the weekly limit of the account."_s}};
    return messages.value(code, u"The customer's bank could not process this payment."_s);
}

/// What the charge says about the account that is debited.
QJsonObject debitDetails(const QJsonObject& method, const QString& mandate)
{
    const QString type = method.value("type"_L1).toString();
    QJsonObject details = method.value(type).toObject();
    for (const QLatin1StringView key :
         {"generated_from"_L1, "networks"_L1, "status_details"_L1, "financial_connections_account"_L1})
        details.remove(key);
    details["mandate"_L1] = mandate;
    if (type == "us_bank_account"_L1) details["payment_reference"_L1] = QJsonValue::Null;
    return {{type, details}, {u"type"_s, type}};
}

void fail(Sandbox& sandbox, const QJsonObject& intent, QJsonObject charge, const QString& code)
{
    charge["status"_L1] = u"failed"_s;
    charge["captured"_L1] = false;
    charge["failure_code"_L1] = code;
    charge["failure_message"_L1] = failureMessage(code);
    charge["outcome"_L1] = QJsonObject{{u"network_status"_s, u"declined_by_network"_s},
                                       {u"reason"_s, code},
                                       {u"seller_message"_s, failureMessage(code)},
                                       {u"type"_s, u"issuer_declined"_s}};
    sandbox.store.charges.put(charge);
    const QJsonObject* method = sandbox.store.paymentMethods.find(charge.value("payment_method"_L1).toString());
    std::ignore =
        failIntent(sandbox, intent, method ? *method : QJsonObject(),
                   invalidRequest(failureMessage(code), {}, u"payment_intent_payment_attempt_failed"_s), charge);
}

void succeed(Sandbox& sandbox, const QJsonObject& intent, QJsonObject charge, const TestBankAccount* account)
{
    const QString id = charge.value("id"_L1).toString();
    charge["status"_L1] = u"succeeded"_s;
    charge["paid"_L1] = true;
    charge["amount_captured"_L1] = charge.value("amount"_L1);
    sandbox.store.charges.put(charge);
    settleCharge(sandbox, id, false);
    std::ignore = finishPayment(sandbox, intent, *sandbox.store.charges.find(id));
    if (account && account->behaviour == DebitBehaviour::Disputed)
        planDispute(sandbox, {id, QString::fromLatin1(account->code), 0, false}, sandbox.config.disputeOpenMs);
}

} // namespace

Answer startDebit(Sandbox& sandbox, QJsonObject intent, const QJsonObject& method, const Confirmation& how)
{
    const QString type = method.value("type"_L1).toString();
    const QString methodId = method.value("id"_L1).toString();
    if (Refusal refusal = checkMethodCurrency(type, intent.value("currency"_L1).toString())) return *refusal;
    if (intent.value("capture_method"_L1).toString() == "manual"_L1)
        return invalidRequest(u"The payment method type %1 cannot be captured manually."_s.arg(type),
                              u"capture_method"_s);
    const QString mandate = mandateFor(sandbox, intent, method, how, intent.value("setup_future_usage"_L1).isString());
    if (mandate.isEmpty()) return mandateMissing(u"payment_intent"_s);
    const QJsonObject charge = makePayment(sandbox, intent, method, debitDetails(method, mandate), true);
    intent["status"_L1] = u"processing"_s;
    intent["latest_charge"_L1] = charge.value("id"_L1);
    sandbox.store.paymentIntents.put(intent);
    setMark(sandbox, methodId, u"used"_s);
    const TestBankAccount* account = accountOf(sandbox, methodId);
    const DebitBehaviour behaviour = account ? account->behaviour : DebitBehaviour::Succeeds;
    const bool late = behaviour == DebitBehaviour::SucceedsLate || behaviour == DebitBehaviour::FailsLate;
    if (behaviour != DebitBehaviour::StaysProcessing)
        sandbox.scheduler.in((sandbox.config.bankDebitSettleSeconds + (late ? LateSeconds : 0)) * 1000, EndTask,
                             intent.value("id"_L1).toString());
    sandbox.events.emitEvent(u"charge.pending"_s, charge);
    sandbox.events.emitEvent(u"payment_intent.processing"_s, intent);
    return intent;
}

Answer endDebit(Sandbox& sandbox, const QString& intentId, std::optional<bool> succeeded, const QString& failureCode)
{
    const QJsonObject* stored = sandbox.store.paymentIntents.find(intentId);
    if (!stored) return noSuchObject(u"payment_intent"_s, intentId, u"intent"_s);
    const QJsonObject intent = *stored;
    const QJsonObject* charge = sandbox.store.charges.find(intent.value("latest_charge"_L1).toString());
    if (intent.value("status"_L1).toString() != "processing"_L1 || !charge)
        return unexpectedState(
            u"This PaymentIntent is not processing; it has a status of %1."_s.arg(intent.value("status"_L1).toString()),
            intent);
    const TestBankAccount* account = accountOf(sandbox, charge->value("payment_method"_L1).toString());
    const bool fails =
        account && (account->behaviour == DebitBehaviour::Fails || account->behaviour == DebitBehaviour::FailsLate);
    sandbox.scheduler.drop(EndTask, intentId);
    const QJsonObject pending = *charge;
    if (succeeded.value_or(!fails)) {
        succeed(sandbox, intent, pending, account);
    } else {
        const QString code = fails ? QString::fromLatin1(account->code) : u"insufficient_funds"_s;
        fail(sandbox, intent, pending, failureCode.isEmpty() ? code : failureCode);
    }
    return *sandbox.store.paymentIntents.find(intentId);
}

void registerDebitTasks(Sandbox& sandbox)
{
    sandbox.scheduler.on(EndTask, [&sandbox](const QString& id) { std::ignore = endDebit(sandbox, id, {}); });
}

} // namespace lectern::sandbox
