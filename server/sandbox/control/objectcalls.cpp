#include "sandbox/control/objectcalls.h"

#include "sandbox/checkout/sessions.h"
#include "sandbox/connect/accounts.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/bankdebits.h"
#include "sandbox/payments/disputes.h"
#include "sandbox/payments/intents.h"
#include "sandbox/payments/payouts.h"
#include "sandbox/payments/refunds.h"
#include "sandbox/payments/setupintents.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

Outcome Outcome::wrong(const QString& message, int status) { return {status, {{u"error"_s, message}}}; }

Outcome Outcome::of(const Answer& answer)
{
    return answer ? Outcome{200, *answer} : wrong(answer.error().message, answer.error().status);
}

Outcome Outcome::of(const Refusal& refusal)
{
    return refusal ? wrong(refusal->message, refusal->status) : Outcome{200, {{u"ok"_s, true}}};
}

Outcome Outcome::unknown() { return wrong(u"No such call. See server/sandbox/README.md."_s, 404); }

namespace {

using Body = QJsonObject;

Outcome resend(Sandbox& sandbox, const QString& id, const Body&)
{
    return sandbox.webhooks.resend(id) ? Outcome{200, {{u"ok"_s, true}}}
                                       : Outcome::wrong(u"No such event: "_s + id, 404);
}

Outcome failTheAuthentication(Sandbox& sandbox, const QString& id, const Body&)
{
    // The failed payment is what was asked for, so only an intent in another state is an error here.
    const QString kind = id.startsWith("seti_"_L1) ? u"setup_intent"_s : u"payment_intent"_s;
    const Answer answer =
        kind == "setup_intent"_L1 ? failSetupAuthentication(sandbox, id) : failAuthentication(sandbox, id);
    const bool failed = !answer && answer.error().code == kind + u"_authentication_failure"_s;
    return failed ? Outcome{200, answer.error().extra.value(kind).toObject()} : Outcome::of(answer);
}

/// `{"payment_method", "email"}`: as if the hosted page had been filled in and sent off.
Outcome fillInCheckout(Sandbox& sandbox, const QString& id, const Body& body)
{
    return Outcome::of(submitCheckout(sandbox, id,
                                      {body.value("payment_method"_L1).toString(u"pm_card_visa"_s),
                                       body.value("email"_L1).toString(u"jenny@example.com"_s)}));
}

/// `{"amount", "reason", "metadata"}`: a refund made in the dashboard.
Outcome refund(Sandbox& sandbox, const QString& id, const Body& body)
{
    const QJsonObject* charge = sandbox.store.charges.find(id);
    if (!charge) return Outcome::wrong(u"No such charge: "_s + id, 404);
    const QJsonObject copy = *charge;
    const qint64 amount = body.value("amount"_L1).toInteger();
    if (amount < 0) return Outcome::wrong(u"amount: a positive number is needed"_s);
    return Outcome::of(
        refundCharge(sandbox, copy, amount, body.value("reason"_L1).toString(), body.value("metadata"_L1).toObject()));
}

Outcome failTheRefund(Sandbox& sandbox, const QString& id, const Body& body)
{
    failRefund(sandbox, id, body.value("reason"_L1).toString(u"expired_or_canceled_card"_s));
    const QJsonObject* stored = sandbox.store.refunds.find(id);
    return stored ? Outcome{200, *stored} : Outcome::wrong(u"No such refund: "_s + id, 404);
}

/// `{"amount", "reason", "inquiry", "inSeconds" or "at"}`: the customer's bank disputes the charge, now or later.
Outcome dispute(Sandbox& sandbox, const QString& id, const Body& body)
{
    const DisputePlan plan{id, body.value("reason"_L1).toString(u"fraudulent"_s), body.value("amount"_L1).toInteger(),
                           body.value("inquiry"_L1).toBool()};
    const qint64 seconds = body.contains("at"_L1) ? body.value("at"_L1).toInteger() - sandbox.clock.now()
                                                  : body.value("inSeconds"_L1).toInteger();
    if (!isDisputeReason(plan.reason)) return Outcome::wrong(u"reason: '%1' is none of Stripe's"_s.arg(plan.reason));
    if (plan.amount < 0 || seconds < 0)
        return Outcome::wrong(u"amount, inSeconds: positive numbers are needed; at: a time that is not past"_s);
    if (!sandbox.store.charges.find(id)) return Outcome::wrong(u"No such charge: "_s + id, 404);
    if (seconds == 0) return Outcome::of(openDispute(sandbox, plan));
    const qint64 opensAt = sandbox.clock.now() + seconds;
    planDispute(sandbox, plan, opensAt * 1000 - sandbox.clock.nowMs());
    return {200, {{u"opensAt"_s, opensAt}}};
}

/// `{"fields": ["individual.verification.document"], "deadlineSeconds"}`
Outcome require(Sandbox& sandbox, const QString& id, const Body& body)
{
    QStringList fields;
    for (const QJsonValue& field : body.value("fields"_L1).toArray())
        fields += field.toString();
    return Outcome::of(requireMore(sandbox, id, fields, qMax<qint64>(0, body.value("deadlineSeconds"_L1).toInteger())));
}

using Action = Outcome (*)(Sandbox&, const QString&, const Body&);

Action actionFor(const QString& what)
{
    static const QHash<QString, Action> actions{
        {u"events/resend"_s, resend},
        {u"payment_intents/complete_authentication"_s,
         [](Sandbox& s, const QString& id, const Body&) { return Outcome::of(completeAuthentication(s, id)); }},
        {u"payment_intents/fail_authentication"_s, failTheAuthentication},
        {u"payment_intents/succeed"_s,
         [](Sandbox& s, const QString& id, const Body&) { return Outcome::of(endDebit(s, id, true)); }},
        {u"payment_intents/fail"_s,
         [](Sandbox& s, const QString& id, const Body& body) {
             return Outcome::of(endDebit(s, id, false, body.value("code"_L1).toString()));
         }},
        {u"setup_intents/complete_authentication"_s,
         [](Sandbox& s, const QString& id, const Body&) { return Outcome::of(completeSetupAuthentication(s, id)); }},
        {u"setup_intents/fail_authentication"_s, failTheAuthentication},
        {u"checkout/sessions/complete"_s, fillInCheckout},
        {u"checkout/sessions/expire"_s,
         [](Sandbox& s, const QString& id, const Body&) { return Outcome::of(expireCheckout(s, id)); }},
        {u"charges/refund"_s, refund},
        {u"charges/dispute"_s, dispute},
        {u"disputes/win"_s,
         [](Sandbox& s, const QString& id, const Body&) { return Outcome::of(decideDispute(s, id, Verdict::Won)); }},
        {u"disputes/lose"_s,
         [](Sandbox& s, const QString& id, const Body&) { return Outcome::of(decideDispute(s, id, Verdict::Lost)); }},
        {u"disputes/escalate"_s, [](Sandbox& s, const QString& id,
                                    const Body&) { return Outcome::of(decideDispute(s, id, Verdict::Escalated)); }},
        {u"refunds/fail"_s, failTheRefund},
        {u"refunds/cancel"_s,
         [](Sandbox& s, const QString& id, const Body&) { return Outcome::of(cancelRefund(s, id)); }},
        {u"payouts/pay"_s, [](Sandbox& s, const QString& id, const Body&) { return Outcome::of(payPayout(s, id)); }},
        {u"payouts/fail"_s,
         [](Sandbox& s, const QString& id, const Body& body) {
             return Outcome::of(failPayout(s, id, body.value("code"_L1).toString(u"account_closed"_s)));
         }},
        {u"accounts/onboard"_s,
         [](Sandbox& s, const QString& id, const Body& body) {
             return Outcome::of(completeOnboarding(s, id, body.value("account_number"_L1).toString(u"000123456789"_s)));
         }},
        {u"accounts/require"_s, require},
    };
    return actions.value(what);
}

} // namespace

Outcome callOnObject(Sandbox& sandbox, const QString& what, const QString& id, const QJsonObject& body)
{
    const Action action = actionFor(what);
    return action ? action(sandbox, id, body) : Outcome::unknown();
}

} // namespace lectern::sandbox
