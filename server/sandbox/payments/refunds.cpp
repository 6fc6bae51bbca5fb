#include "sandbox/payments/refunds.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/cards.h"
#include "sandbox/payments/cashbalances.h"
#include "sandbox/payments/charges.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/payments/disputes.h"
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
    if (refund.value("charge"_L1).isNull()) return returnToCashBalance(sandbox, refund); // it was never ours
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
    const QString type = destination.value("type"_L1).toString();
    QJsonObject facts = destination.value(type).toObject();
    facts["reference"_L1] = randomToken(13).toUpper();
    facts["reference_status"_L1] = u"available"_s;
    destination[type] = facts;
    refund["destination_details"_L1] = destination;
    publish(sandbox, *stored, refund);
}

} // namespace

/// Why a charge cannot be refunded, whatever the amount.
static Refusal checkRefundable(const Sandbox& sandbox, const QJsonObject& charge)
{
    const QString id = charge.value("id"_L1).toString();
    if (charge.value("status"_L1).toString() != "succeeded"_L1)
        return invalidRequest(u"Charge %1 has failed and cannot be refunded."_s.arg(id), u"charge"_s,
                              u"charge_not_refundable"_s);
    if (charge.value("refunded"_L1).toBool())
        return invalidRequest(u"Charge %1 has already been refunded."_s.arg(id), u"charge"_s,
                              u"charge_already_refunded"_s);
    if (blocksRefunds(sandbox, id))
        return invalidRequest(u"Charge %1 has been charged back; cannot issue a refund."_s.arg(id), {},
                              u"charge_disputed"_s);
    if (!charge.value("captured"_L1).toBool())
        return invalidRequest(
            u"Charge %1 has not been captured. Cancel its PaymentIntent to release the funds."_s.arg(id), u"charge"_s);
    return {};
}

/// Back to the account by a transfer.
static void setWay(QJsonObject& refund)
{
    const QString way = transferTypeOf(refund.value("currency"_L1).toString());
    refund["destination_details"_L1] = QJsonObject{{way, QJsonObject()}, {u"type"_s, way}};
}

/// The bank has to be found out first (docs.stripe.com/payments/customer-balance/refunding).
static void waitForBank(QJsonObject& refund)
{
    refund["status"_L1] = u"pending"_s;
    refund["pending_reason"_L1] = u"processing"_s;
}

static QJsonObject newRefund(const Sandbox& sandbox, const QJsonObject& charge, qint64 amount, const TestCard* card)
{
    QJsonObject refund = shape(u"refund"_s);
    refund["id"_L1] = longId("re_", '3');
    refund["amount"_L1] = amount;
    refund["charge"_L1] = charge.value("id"_L1);
    refund["created"_L1] = sandbox.clock.now();
    for (const QLatin1StringView key : {"currency"_L1, "customer"_L1, "payment_intent"_L1, "payment_method"_L1})
        refund.insert(key, charge.value(key));
    if (card && card->behaviour == CardBehaviour::RefundLate) {
        refund["status"_L1] = u"pending"_s;
        refund["pending_reason"_L1] = u"processing"_s;
    }
    const QString kind = charge.value("payment_method_details"_L1)["type"_L1].toString();
    if (kind != "card"_L1) setWay(refund);
    if (kind == "customer_balance"_L1) waitForBank(refund);
    return refund;
}

Answer refundCharge(Sandbox& sandbox, const QJsonObject& charge, qint64 amount, const QString& reason,
                    const QJsonObject& metadata)
{
    if (Refusal refusal = checkRefundable(sandbox, charge)) return *refusal;
    const QString chargeId = charge.value("id"_L1).toString();
    const QString currency = charge.value("currency"_L1).toString();
    const qint64 left = charge.value("amount"_L1).toInteger() - charge.value("amount_refunded"_L1).toInteger();
    const qint64 wanted = amount == 0 ? left : amount;
    if (wanted > left)
        return invalidRequest(u"Refund amount (%1) is greater than unrefunded amount on charge (%2)"_s.arg(
                                  amountText(wanted, currency), amountText(left, currency)),
                              u"amount"_s);
    settleCharge(sandbox, chargeId, true); // a refund of a charge that is still being booked books it first
    const TestCard* card = cardOf(sandbox, charge.value("payment_method"_L1).toString());
    QJsonObject refund = newRefund(sandbox, charge, wanted, card);
    const QString id = refund.value("id"_L1).toString();
    refund["metadata"_L1] = metadata;
    refund["reason"_L1] = nullIfEmpty(reason);
    const QString kind = charge.value("payment_method_details"_L1)["type"_L1].toString();
    const QJsonObject transaction =
        sandbox.balances.book({.type = kind == "card"_L1 ? u"refund"_s : u"payment_refund"_s,
                               .amount = -wanted,
                               .fee = 0,
                               .currency = currency,
                               .source = id,
                               .description = u"REFUND FOR CHARGE"_s});
    refund["balance_transaction"_L1] = transaction.value("id"_L1);
    sandbox.store.refunds.put(refund);
    const auto [before, after] = moveRefunded(sandbox, chargeId, wanted);
    sandbox.events.emitEvent(u"charge.refunded"_s, after, previousAttributes(before, after));
    sandbox.events.emitEvent(u"refund.created"_s, refund);
    if (after.value("refunded"_L1).toBool()) closeInquiries(sandbox, chargeId);
    const bool fails = card && card->behaviour == CardBehaviour::RefundFails;
    sandbox.scheduler.in(sandbox.config.refundSettleMs, fails ? FailTask : SettleTask, id);
    return refund;
}

Answer refundCash(Sandbox& sandbox, const QString& customer, qint64 amount, const QString& currency,
                  const QJsonObject& metadata)
{
    QJsonObject refund = shape(u"refund"_s);
    refund["id"_L1] = longId("re_", '3');
    refund["amount"_L1] = amount;
    refund["currency"_L1] = currency;
    refund["customer"_L1] = customer;
    refund["created"_L1] = sandbox.clock.now();
    refund["metadata"_L1] = metadata;
    for (const QLatin1StringView key : {"charge"_L1, "payment_intent"_L1, "balance_transaction"_L1})
        refund[key] = QJsonValue::Null;
    setWay(refund);
    waitForBank(refund);
    if (Refusal refusal = takeFromCashBalance(sandbox, refund)) return *refusal;
    sandbox.store.refunds.put(refund);
    sandbox.events.emitEvent(u"refund.created"_s, refund);
    sandbox.scheduler.in(sandbox.config.refundSettleMs, SettleTask, refund.value("id"_L1).toString());
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
    sandbox.scheduler.drop(FailTask, id);
}

Answer cancelRefund(Sandbox& sandbox, const QString& id)
{
    const QJsonObject* stored = sandbox.store.refunds.find(id);
    if (!stored) return noSuchObject(u"refund"_s, id, u"refund"_s);
    if (stored->value("status"_L1).toString() != "pending"_L1)
        return invalidRequest(
            u"A refund with a status of %1 cannot be canceled."_s.arg(stored->value("status"_L1).toString()));
    const QJsonObject before = *stored;
    QJsonObject refund = before;
    refund["status"_L1] = u"canceled"_s;
    refund["failure_reason"_L1] = u"merchant_request"_s;
    refund.remove("pending_reason"_L1);
    giveBack(sandbox, refund);
    sandbox.scheduler.drop(SettleTask, id);
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
