#include "sandbox/payments/refunds.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/cards.h"
#include "sandbox/payments/charges.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

const QString SettleTask = u"refund.settle"_s;
const QString FailTask = u"refund.fail"_s;

/// Stores a changed refund and tells about it under both of its event names.
void publish(Sandbox& sandbox, const QJsonObject& before, const QJsonObject& after)
{
    const QJsonObject changes = previousAttributes(before, after);
    sandbox.store.refunds.put(after);
    sandbox.events.emitEvent(u"charge.refund.updated"_s, after, changes);
    sandbox.events.emitEvent(u"refund.updated"_s, after, changes);
}

/// Moves the charge's refunded amount by `delta`; returns the charge as it was and as it is.
std::pair<QJsonObject, QJsonObject> moveRefunded(Sandbox& sandbox, const QString& chargeId, qint64 delta)
{
    const QJsonObject* stored = sandbox.store.charges.find(chargeId);
    if (!stored) return {};
    const QJsonObject before = *stored;
    QJsonObject charge = before;
    const qint64 refunded = charge.value("amount_refunded"_L1).toInteger() + delta;
    charge["amount_refunded"_L1] = refunded;
    charge["refunded"_L1] = refunded >= charge.value("amount"_L1).toInteger();
    sandbox.store.charges.put(charge);
    return {before, charge};
}

/// The money of a refund that did not reach the customer returns, and the charge counts it as not refunded.
void giveBack(Sandbox& sandbox, QJsonObject& refund)
{
    const qint64 amount = refund.value("amount"_L1).toInteger();
    const QJsonObject transaction = sandbox.balances.book({.type = u"refund_failure"_s,
                                                           .amount = amount,
                                                           .fee = 0,
                                                           .currency = refund.value("currency"_L1).toString(),
                                                           .source = refund.value("id"_L1).toString(),
                                                           .description = u"REFUND FAILURE"_s});
    refund["failure_balance_transaction"_L1] = transaction.value("id"_L1);
    const auto [before, charge] = moveRefunded(sandbox, refund.value("charge"_L1).toString(), -amount);
    if (!charge.isEmpty()) sandbox.events.emitEvent(u"charge.updated"_s, charge, previousAttributes(before, charge));
}

/// The bank took the refund: it has a reference now, and a pending one has succeeded.
void settle(Sandbox& sandbox, const QString& id)
{
    const QJsonObject* stored = sandbox.store.refunds.find(id);
    if (!stored || (stored->value("status"_L1).toString() != "pending"_L1 &&
                    stored->value("status"_L1).toString() != "succeeded"_L1))
        return;
    QJsonObject refund = *stored;
    refund["status"_L1] = u"succeeded"_s;
    refund.remove("pending_reason"_L1);
    QJsonObject destination = refund.value("destination_details"_L1).toObject();
    QJsonObject card = destination.value("card"_L1).toObject();
    card["reference"_L1] = randomToken(13).toUpper();
    card["reference_status"_L1] = u"available"_s;
    destination["card"_L1] = card;
    refund["destination_details"_L1] = destination;
    publish(sandbox, *stored, refund);
}

} // namespace

QJsonObject makeRefund(Sandbox& sandbox, const QJsonObject& charge, qint64 amount, const QString& reason,
                       const QJsonObject& metadata)
{
    const QString chargeId = charge.value("id"_L1).toString();
    settleCharge(sandbox, chargeId, true); // a refund of a charge that is still being booked books it first
    QJsonObject refund = shape(u"refund"_s);
    const QString id = longId("re_", '3');
    const TestCard* card = cardOf(sandbox, charge.value("payment_method"_L1).toString());
    const bool late = card && card->behaviour == CardBehaviour::RefundLate;
    const bool fails = card && card->behaviour == CardBehaviour::RefundFails;
    refund["id"_L1] = id;
    refund["amount"_L1] = amount;
    refund["charge"_L1] = chargeId;
    refund["created"_L1] = sandbox.clock.now();
    refund["currency"_L1] = charge.value("currency"_L1);
    refund["customer"_L1] = charge.value("customer"_L1);
    refund["metadata"_L1] = metadata;
    refund["payment_intent"_L1] = charge.value("payment_intent"_L1);
    refund["payment_method"_L1] = charge.value("payment_method"_L1);
    refund["reason"_L1] = nullIfEmpty(reason);
    if (late) {
        refund["status"_L1] = u"pending"_s;
        refund["pending_reason"_L1] = u"processing"_s;
    }
    const QJsonObject transaction = sandbox.balances.book({.type = u"refund"_s,
                                                           .amount = -amount,
                                                           .fee = 0,
                                                           .currency = charge.value("currency"_L1).toString(),
                                                           .source = id,
                                                           .description = u"REFUND FOR CHARGE"_s});
    refund["balance_transaction"_L1] = transaction.value("id"_L1);
    sandbox.store.refunds.put(refund);
    const auto [before, after] = moveRefunded(sandbox, chargeId, amount);
    sandbox.events.emitEvent(u"charge.refunded"_s, after, previousAttributes(before, after));
    sandbox.events.emitEvent(u"refund.created"_s, refund);
    sandbox.scheduler.in(sandbox.config.refundSettleMs, fails ? FailTask : SettleTask, id);
    return refund;
}

void failRefund(Sandbox& sandbox, const QString& id, const QString& reason)
{
    const QJsonObject* stored = sandbox.store.refunds.find(id);
    const QString status = stored ? stored->value("status"_L1).toString() : QString();
    if (status != "pending"_L1 && status != "succeeded"_L1) return;
    const QJsonObject before = *stored;
    QJsonObject refund = before;
    refund["status"_L1] = u"failed"_s;
    refund["failure_reason"_L1] = reason;
    refund.remove("pending_reason"_L1);
    giveBack(sandbox, refund);
    publish(sandbox, before, refund);
    sandbox.events.emitEvent(u"refund.failed"_s, refund);
    sandbox.scheduler.drop(SettleTask, id);
}

QJsonObject cancelRefund(Sandbox& sandbox, QJsonObject refund)
{
    const QJsonObject before = refund;
    refund["status"_L1] = u"canceled"_s;
    refund["failure_reason"_L1] = u"merchant_request"_s;
    refund.remove("pending_reason"_L1);
    giveBack(sandbox, refund);
    sandbox.scheduler.drop(SettleTask, refund.value("id"_L1).toString());
    publish(sandbox, before, refund);
    return refund;
}

void registerRefundTasks(Sandbox& sandbox)
{
    sandbox.scheduler.on(SettleTask, [&sandbox](const QString& id) { settle(sandbox, id); });
    sandbox.scheduler.on(FailTask,
                         [&sandbox](const QString& id) { failRefund(sandbox, id, u"expired_or_canceled_card"_s); });
}

} // namespace lectern::sandbox
