#include "sandbox/payments/disputes.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/cards.h"
#include "sandbox/payments/charges.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/payments/fraudwarnings.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

const QString OpenTask = u"dispute.open"_s;
const QString DueTask = u"dispute.due"_s;
const QString DecideTask = u"dispute.decide"_s;
const QString InquiryEndTask = u"dispute.inquiry_end"_s;
constexpr qint64 Day = 86'400;

QString statusOf(const QJsonObject& dispute) { return dispute.value("status"_L1).toString(); }

bool isInquiry(const QJsonObject& dispute) { return statusOf(dispute).startsWith("warning_"_L1); }

/// The reasons, with Visa's code for each.
const QHash<QString, QString>& reasonCodes()
{
    static const QHash<QString, QString> codes{
        {u"bank_cannot_process"_s, u"11.1"_s},  {u"credit_not_processed"_s, u"13.6"_s},
        {u"customer_initiated"_s, u"13.9"_s},   {u"duplicate"_s, u"12.6.1"_s},
        {u"fraudulent"_s, u"10.4"_s},           {u"general"_s, u"10.4"_s},
        {u"noncompliant"_s, u"10.4"_s},         {u"product_not_received"_s, u"13.1"_s},
        {u"product_unacceptable"_s, u"13.3"_s}, {u"subscription_canceled"_s, u"13.2"_s},
        {u"unrecognized"_s, u"10.4"_s}};
    return codes;
}

qint64 feeIn(const Sandbox& sandbox, const QString& currency)
{
    return sandbox.config.disputeFeeMinor * (isThreeDecimal(currency) ? 10 : 1);
}

/// Stores a changed dispute and tells about it under `event`.
void publish(Sandbox& sandbox, const QJsonObject& before, const QJsonObject& after, const QString& event)
{
    sandbox.store.disputes.put(after);
    const bool update = event == "charge.dispute.updated"_L1;
    sandbox.events.emitEvent(event, after, update ? previousAttributes(before, after) : QJsonObject());
}

/// Books the dispute's amount out of the balance or back into it, and notes the transaction on the dispute.
void moveFunds(Sandbox& sandbox, QJsonObject& dispute, bool withdraw)
{
    const QString currency = dispute.value("currency"_L1).toString();
    const qint64 amount = dispute.value("amount"_L1).toInteger();
    const QString charge = dispute.value("charge"_L1).toString();
    QJsonArray transactions = dispute.value("balance_transactions"_L1).toArray();
    const qint64 charged = transactions.first().toObject().value("fee"_L1).toInteger();
    const qint64 returned = sandbox.config.disputeFeeReturned ? -charged : 0;
    transactions.append(sandbox.balances.book(
        {.type = u"adjustment"_s,
         .amount = withdraw ? -amount : amount,
         .fee = withdraw ? feeIn(sandbox, currency) : returned,
         .currency = currency,
         .source = dispute.value("id"_L1).toString(),
         .description = (withdraw ? u"Chargeback withdrawal for "_s : u"Chargeback reversal for "_s) + charge,
         .availableNow = true,
         .reportingCategory = withdraw ? u"dispute"_s : u"dispute_reversal"_s,
         .feeDescription = u"Dispute fee"_s}));
    dispute["balance_transactions"_L1] = transactions;
}

qint64 dueBy(const Sandbox& sandbox)
{
    const qint64 at = sandbox.clock.now() + sandbox.config.disputeDueSeconds;
    return sandbox.config.disputeDueSeconds >= Day ? at / Day * Day + Day - 1 : at;
}

/// How much of a charge other disputes hold, won ones aside.
qint64 disputedAmount(const Sandbox& sandbox, const QString& chargeId)
{
    qint64 sum = 0;
    for (const QJsonObject& dispute : sandbox.store.disputes.all(u"charge"_s, chargeId)) {
        if (statusOf(dispute) != "won"_L1 && statusOf(dispute) != "warning_closed"_L1)
            sum += dispute.value("amount"_L1).toInteger();
    }
    return sum;
}

/// The charge of a plan, and the amount to dispute, or why there can be no dispute.
Expected<std::pair<QJsonObject, qint64>> disputable(const Sandbox& sandbox, const DisputePlan& plan)
{
    const QJsonObject* charge = sandbox.store.charges.find(plan.charge);
    if (!charge) return noSuchObject(u"charge"_s, plan.charge, u"charge"_s);
    if (charge->value("status"_L1).toString() != "succeeded"_L1 || !charge->value("captured"_L1).toBool())
        return invalidRequest(u"Charge %1 did not move any money that could be disputed."_s.arg(plan.charge));
    const qint64 captured = charge->value("amount_captured"_L1).toInteger();
    const qint64 open = captured - disputedAmount(sandbox, plan.charge);
    // A bank can dispute what was refunded already; it just has to be asked for by amount.
    const qint64 kept = charge->value("amount"_L1).toInteger() - charge->value("amount_refunded"_L1).toInteger();
    const qint64 amount = plan.amount > 0 ? plan.amount : qMin(open, kept);
    if (amount < 1) return invalidRequest(u"Nothing is left of charge %1 to dispute."_s.arg(plan.charge));
    if (amount > open)
        return invalidRequest(u"At most %1 of charge %2 can be disputed."_s.arg(open).arg(plan.charge), u"amount"_s);
    return std::pair(*charge, amount);
}

QJsonObject newDispute(const Sandbox& sandbox, const DisputePlan& plan, const QJsonObject& charge, qint64 amount)
{
    QJsonObject dispute = shape(u"dispute"_s);
    dispute["id"_L1] = longId("dp_", '1');
    dispute["amount"_L1] = amount;
    dispute["charge"_L1] = plan.charge;
    dispute["created"_L1] = sandbox.clock.now();
    dispute["currency"_L1] = charge.value("currency"_L1);
    dispute["is_charge_refundable"_L1] = plan.inquiry;
    dispute["payment_intent"_L1] = charge.value("payment_intent"_L1);
    dispute["reason"_L1] = plan.reason;
    dispute["status"_L1] = plan.inquiry ? u"warning_needs_response"_s : u"needs_response"_s;
    QJsonObject details = dispute.value("evidence_details"_L1).toObject();
    details["due_by"_L1] = dueBy(sandbox);
    dispute["evidence_details"_L1] = details;
    const QJsonObject paid = charge.value("payment_method_details"_L1).toObject().value("card"_L1).toObject();
    dispute["payment_method_details"_L1] =
        QJsonObject{{u"card"_s, QJsonObject{{u"brand"_s, paid.value("brand"_L1)},
                                            {u"case_type"_s, plan.inquiry ? u"inquiry"_s : u"chargeback"_s},
                                            {u"network"_s, paid.value("network"_L1)},
                                            {u"network_reason_code"_s, reasonCodes().value(plan.reason)}}},
                    {u"type"_s, u"card"_s}};
    return dispute;
}

void closeAs(Sandbox& sandbox, QJsonObject dispute, const QString& status)
{
    const QString id = dispute.value("id"_L1).toString();
    for (const QString& task : {DueTask, DecideTask, InquiryEndTask})
        sandbox.scheduler.drop(task, id);
    const QJsonObject before = dispute;
    dispute["status"_L1] = status;
    if (status == "won"_L1) moveFunds(sandbox, dispute, false);
    dispute["is_charge_refundable"_L1] = status != "lost"_L1;
    publish(sandbox, before, dispute, u"charge.dispute.closed"_s);
    if (status == "won"_L1) sandbox.events.emitEvent(u"charge.dispute.funds_reinstated"_s, dispute);
}

void escalate(Sandbox& sandbox, QJsonObject dispute)
{
    const QString id = dispute.value("id"_L1).toString();
    for (const QString& task : {DueTask, DecideTask, InquiryEndTask})
        sandbox.scheduler.drop(task, id);
    const QJsonObject before = dispute;
    dispute["status"_L1] = u"needs_response"_s;
    dispute["is_charge_refundable"_L1] = false;
    QJsonObject method = dispute.value("payment_method_details"_L1).toObject();
    QJsonObject card = method.value("card"_L1).toObject();
    card["case_type"_L1] = u"chargeback"_s;
    method["card"_L1] = card;
    dispute["payment_method_details"_L1] = method;
    QJsonObject details = dispute.value("evidence_details"_L1).toObject();
    details["due_by"_L1] = dueBy(sandbox);
    details["past_due"_L1] = false;
    details["submission_count"_L1] = 0;
    details["submission_method"_L1] = u"not_submitted"_s;
    dispute["evidence_details"_L1] = details;
    moveFunds(sandbox, dispute, true);
    publish(sandbox, before, dispute, u"charge.dispute.updated"_s);
    sandbox.events.emitEvent(u"charge.dispute.funds_withdrawn"_s, dispute);
    sandbox.scheduler.at(details.value("due_by"_L1).toInteger() * 1000, DueTask, id);
}

/// The time to answer is over: a chargeback is lost, an inquiry waits for its end.
void passDue(Sandbox& sandbox, const QString& id)
{
    const QJsonObject* stored = sandbox.store.disputes.find(id);
    if (!stored || !statusOf(*stored).endsWith("needs_response"_L1)) return;
    const QJsonObject before = *stored;
    QJsonObject dispute = before;
    QJsonObject details = dispute.value("evidence_details"_L1).toObject();
    details["past_due"_L1] = true;
    dispute["evidence_details"_L1] = details;
    publish(sandbox, before, dispute, u"charge.dispute.updated"_s);
    if (!isInquiry(dispute)) closeAs(sandbox, dispute, u"lost"_s);
}

/// What the submitted text asks for; other evidence waits for a decision by the control API.
void decideByEvidence(Sandbox& sandbox, const QString& id)
{
    const QJsonObject* stored = sandbox.store.disputes.find(id);
    if (!stored) return;
    const QString text = stored->value("evidence"_L1).toObject().value("uncategorized_text"_L1).toString();
    if (text == "winning_evidence"_L1)
        std::ignore = decideDispute(sandbox, id, Verdict::Won);
    else if (text == "losing_evidence"_L1)
        std::ignore = decideDispute(sandbox, id, Verdict::Lost);
    else if (text == "escalate_inquiry_evidence"_L1)
        std::ignore = decideDispute(sandbox, id, Verdict::Escalated);
}

void openPlanned(Sandbox& sandbox, const QString& planId)
{
    const QJsonObject* stored = sandbox.store.disputePlans.find(planId);
    if (!stored) return;
    const DisputePlan plan{stored->value("charge"_L1).toString(), stored->value("reason"_L1).toString(),
                           stored->value("amount"_L1).toInteger(), stored->value("inquiry"_L1).toBool()};
    sandbox.store.disputePlans.remove(planId);
    std::ignore = openDispute(sandbox, plan);
}

} // namespace

bool isDisputeReason(const QString& reason) { return reasonCodes().contains(reason); }

bool isClosed(const QJsonObject& dispute)
{
    static const QStringList closed{u"won"_s, u"lost"_s, u"warning_closed"_s, u"prevented"_s};
    return closed.contains(statusOf(dispute));
}

Answer openDispute(Sandbox& sandbox, const DisputePlan& plan)
{
    settleCharge(sandbox, plan.charge, true); // money that was never booked cannot be taken back
    Expected<std::pair<QJsonObject, qint64>> found = disputable(sandbox, plan);
    if (!found) return found.error();
    QJsonObject charge = found->first;
    charge["disputed"_L1] = true;
    sandbox.store.charges.put(charge);
    QJsonObject dispute = newDispute(sandbox, plan, charge, found->second);
    const QString id = dispute.value("id"_L1).toString();
    if (!plan.inquiry) moveFunds(sandbox, dispute, true);
    sandbox.store.disputes.put(dispute);
    sandbox.events.emitEvent(u"charge.dispute.created"_s, dispute);
    if (!plan.inquiry) sandbox.events.emitEvent(u"charge.dispute.funds_withdrawn"_s, dispute);
    const qint64 due = dispute.value("evidence_details"_L1).toObject().value("due_by"_L1).toInteger();
    sandbox.scheduler.at(due * 1000, DueTask, id);
    if (plan.inquiry) sandbox.scheduler.in(sandbox.config.inquiryCloseSeconds * 1000, InquiryEndTask, id);
    return dispute;
}

void planDispute(Sandbox& sandbox, const DisputePlan& plan, qint64 delayMs)
{
    const QString id = shortId("plan_");
    sandbox.store.disputePlans.put({{u"id"_s, id},
                                    {u"charge"_s, plan.charge},
                                    {u"reason"_s, plan.reason},
                                    {u"amount"_s, plan.amount},
                                    {u"inquiry"_s, plan.inquiry}});
    sandbox.scheduler.in(delayMs, OpenTask, id);
}

void planDisputeOfCard(Sandbox& sandbox, const QString& chargeId)
{
    const QJsonObject* charge = sandbox.store.charges.find(chargeId);
    const TestCard* card = charge ? cardOf(sandbox, charge->value("payment_method"_L1).toString()) : nullptr;
    if (!card) return;
    const bool inquiry = card->behaviour == CardBehaviour::DisputedAsInquiry;
    if (inquiry || card->behaviour == CardBehaviour::Disputed)
        planDispute(sandbox, {chargeId, QString::fromLatin1(card->code), 0, inquiry}, sandbox.config.disputeOpenMs);
    else if (card->behaviour == CardBehaviour::WarnsOfFraud)
        planFraudWarning(sandbox, chargeId);
}

Answer submitEvidence(Sandbox& sandbox, QJsonObject dispute)
{
    const QString id = dispute.value("id"_L1).toString();
    const QJsonObject* stored = sandbox.store.disputes.find(id);
    const QJsonObject before = stored ? *stored : dispute;
    QJsonObject details = dispute.value("evidence_details"_L1).toObject();
    details["submission_count"_L1] = details.value("submission_count"_L1).toInteger() + 1;
    details["submission_method"_L1] = u"manual"_s;
    dispute["evidence_details"_L1] = details;
    dispute["status"_L1] = isInquiry(dispute) ? u"warning_under_review"_s : u"under_review"_s;
    sandbox.scheduler.drop(DueTask, id);
    publish(sandbox, before, dispute, u"charge.dispute.updated"_s);
    sandbox.scheduler.in(sandbox.config.disputeDecideMs, DecideTask, id);
    return dispute;
}

Answer decideDispute(Sandbox& sandbox, const QString& id, Verdict verdict)
{
    const QJsonObject* stored = sandbox.store.disputes.find(id);
    if (!stored) return noSuchObject(u"dispute"_s, id, u"dispute"_s);
    const QJsonObject dispute = *stored;
    if (isClosed(dispute)) return invalidRequest(u"This dispute is already closed."_s);
    if (verdict == Verdict::Escalated) {
        if (!isInquiry(dispute)) return invalidRequest(u"Only an inquiry can be escalated."_s);
        escalate(sandbox, dispute);
    } else if (isInquiry(dispute)) {
        closeAs(sandbox, dispute, u"warning_closed"_s); // no money moved, so there is nothing to win or lose
    } else {
        closeAs(sandbox, dispute, verdict == Verdict::Won ? u"won"_s : u"lost"_s);
    }
    return *sandbox.store.disputes.find(id);
}

bool blocksRefunds(const Sandbox& sandbox, const QString& chargeId)
{
    const QList<QJsonObject> disputes = sandbox.store.disputes.all(u"charge"_s, chargeId);
    return std::any_of(disputes.begin(), disputes.end(),
                       [](const QJsonObject& dispute) { return !isInquiry(dispute) && statusOf(dispute) != "won"_L1; });
}

void closeInquiries(Sandbox& sandbox, const QString& chargeId)
{
    for (const QJsonObject& dispute : sandbox.store.disputes.all(u"charge"_s, chargeId)) {
        if (isInquiry(dispute) && !isClosed(dispute)) closeAs(sandbox, dispute, u"warning_closed"_s);
    }
}

void registerDisputeTasks(Sandbox& sandbox)
{
    sandbox.scheduler.on(OpenTask, [&sandbox](const QString& id) { openPlanned(sandbox, id); });
    sandbox.scheduler.on(DueTask, [&sandbox](const QString& id) { passDue(sandbox, id); });
    sandbox.scheduler.on(DecideTask, [&sandbox](const QString& id) { decideByEvidence(sandbox, id); });
    sandbox.scheduler.on(InquiryEndTask,
                         [&sandbox](const QString& id) { std::ignore = decideDispute(sandbox, id, Verdict::Lost); });
}

} // namespace lectern::sandbox
