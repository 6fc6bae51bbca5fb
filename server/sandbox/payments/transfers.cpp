#include "sandbox/payments/transfers.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/charges.h"
#include "sandbox/payments/currencies.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

ApiError insufficient(const QString& message) { return invalidRequest(message, {}, u"balance_insufficient"_s); }

Refusal checkDestination(const Sandbox& sandbox, const QString& id)
{
    const QJsonObject* account = sandbox.store.accounts.find(id);
    if (!account) return noSuchReference(u"destination"_s, id, u"destination"_s);
    if (account->value("capabilities"_L1).toObject().value("transfers"_L1).toString() == "active"_L1) return {};
    return invalidRequest(u"Your destination account needs to have at least one of the following capabilities enabled: "
                          u"transfers, crypto_transfers, legacy_payments"_s,
                          {}, u"insufficient_capabilities_for_transfer"_s);
}

/// The charge that a transfer takes its money from, if that charge can give so much.
Answer sourceOf(Sandbox& sandbox, const QJsonObject& transfer)
{
    const QString id = transfer.value("source_transaction"_L1).toString();
    const QString currency = transfer.value("currency"_L1).toString();
    const QJsonObject* stored = sandbox.store.charges.find(id);
    if (!stored || !sandbox.store.charges.ownerOf(id).isEmpty())
        return noSuchReference(u"charge"_s, id, u"source_transaction"_s);
    if (stored->value("status"_L1).toString() != "succeeded"_L1 || !stored->value("captured"_L1).toBool())
        return invalidRequest(u"The source_transaction %1 has not been captured."_s.arg(id), u"source_transaction"_s);
    const QString own = stored->value("currency"_L1).toString();
    if (own != currency)
        return invalidRequest(u"The currency of source_transaction's balance transaction (%1) must be the same as the "
                              u"transfer currency (%2)"_s.arg(own, currency),
                              u"currency"_s);
    const qint64 whole = stored->value("amount_captured"_L1).toInteger();
    qint64 sent = 0;
    for (const QJsonObject& other : sandbox.store.transfers.all(u"source_transaction"_s, id))
        sent += other.value("amount"_L1).toInteger() - other.value("amount_reversed"_L1).toInteger();
    if (sent + transfer.value("amount"_L1).toInteger() > whole)
        return invalidRequest(
            u"Transfers using this transaction as a source must not exceed the source amount of %1. (There are "
            u"already transfers using this source, amounting to %2.)"_s.arg(amountText(whole, currency),
                                                                            amountText(sent, currency)),
            u"amount"_s);
    settleCharge(sandbox, id, true);
    return *sandbox.store.charges.find(id);
}

/// A transfer from a charge makes both members of one group, named after the payment where they had none.
QString joinGroup(Sandbox& sandbox, QJsonObject charge, const QString& asked)
{
    const QString has = charge.value("transfer_group"_L1).toString();
    if (!has.isEmpty()) return asked.isEmpty() ? has : asked;
    const QString payment = charge.value("payment_intent"_L1).toString(charge.value("id"_L1).toString());
    const QString group = asked.isEmpty() ? u"group_"_s + payment : asked;
    const QJsonObject before = charge;
    charge["transfer_group"_L1] = group;
    sandbox.store.charges.put(charge);
    sandbox.events.emitEvent(u"charge.updated"_s, charge, previousAttributes(before, charge));
    return group;
}

/// What the connected account received: a payment of its own, with a transaction on its own balance.
QString receive(Sandbox& sandbox, const QJsonObject& transfer, qint64 availableOn)
{
    const QString account = transfer.value("destination"_L1).toString();
    const QString id = longId("py_", '1');
    const qint64 amount = transfer.value("amount"_L1).toInteger();
    QJsonObject payment = shape(u"charge"_s);
    payment["id"_L1] = id;
    payment["amount"_L1] = amount;
    payment["amount_captured"_L1] = amount;
    payment["captured"_L1] = true;
    payment["created"_L1] = sandbox.clock.now();
    payment["currency"_L1] = transfer.value("currency"_L1);
    payment["outcome"_L1] = QJsonValue::Null;
    payment["payment_method_details"_L1] =
        QJsonObject{{u"stripe_account"_s, QJsonObject()}, {u"type"_s, u"stripe_account"_s}};
    payment["source_transfer"_L1] = transfer.value("id"_L1);
    const QJsonObject transaction = sandbox.balances.book({.type = u"payment"_s,
                                                           .amount = amount,
                                                           .fee = 0,
                                                           .currency = transfer.value("currency"_L1).toString(),
                                                           .source = id,
                                                           .description = {},
                                                           .account = account,
                                                           .availableOn = availableOn});
    payment["balance_transaction"_L1] = transaction.value("id"_L1);
    sandbox.store.charges.put(payment, account);
    return id;
}

/// The other side of a reversal: the connected account's payment is refunded.
QString giveBack(Sandbox& sandbox, const QJsonObject& transfer, qint64 amount, qint64 availableOn)
{
    const QString account = transfer.value("destination"_L1).toString();
    const QString paymentId = transfer.value("destination_payment"_L1).toString();
    const QString id = longId("pyr_", '1');
    QJsonObject refund = shape(u"refund"_s);
    refund["id"_L1] = id;
    refund["amount"_L1] = amount;
    refund["charge"_L1] = paymentId;
    refund["created"_L1] = sandbox.clock.now();
    refund["currency"_L1] = transfer.value("currency"_L1);
    refund["destination_details"_L1] = QJsonValue::Null;
    const QJsonObject transaction = sandbox.balances.book({.type = u"payment_refund"_s,
                                                           .amount = -amount,
                                                           .fee = 0,
                                                           .currency = transfer.value("currency"_L1).toString(),
                                                           .source = id,
                                                           .description = u"REFUND FOR PAYMENT"_s,
                                                           .account = account,
                                                           .availableOn = availableOn});
    refund["balance_transaction"_L1] = transaction.value("id"_L1);
    sandbox.store.refunds.put(refund, account);
    if (const QJsonObject* stored = sandbox.store.charges.find(paymentId)) {
        QJsonObject payment = *stored;
        const qint64 refunded = payment.value("amount_refunded"_L1).toInteger() + amount;
        payment["amount_refunded"_L1] = refunded;
        payment["refunded"_L1] = refunded == payment.value("amount"_L1).toInteger();
        sandbox.store.charges.put(payment);
    }
    return id;
}

/// The transfer with the newest ten of its reversals on it, as Stripe shows it.
QJsonObject withReversals(const Sandbox& sandbox, QJsonObject transfer)
{
    const QString id = transfer.value("id"_L1).toString();
    Collection::Query query;
    query.field = u"transfer"_s;
    query.value = id;
    const Collection::Page page = sandbox.store.transferReversals.page(query);
    QJsonArray data;
    for (const QJsonObject& reversal : page.objects)
        data.append(reversal);
    transfer["reversals"_L1] = listObject(data, u"/v1/transfers/"_s + id + u"/reversals"_s, page.hasMore);
    return transfer;
}

} // namespace

Answer startTransfer(Sandbox& sandbox, QJsonObject transfer)
{
    const QString currency = transfer.value("currency"_L1).toString();
    const qint64 amount = transfer.value("amount"_L1).toInteger();
    if (Refusal refusal = checkDestination(sandbox, transfer.value("destination"_L1).toString())) return *refusal;
    qint64 availableOn = sandbox.clock.now();
    if (transfer.value("source_transaction"_L1).isString()) {
        Answer charge = sourceOf(sandbox, transfer);
        if (!charge) return charge;
        const QJsonObject* money =
            sandbox.store.balanceTransactions.find(charge->value("balance_transaction"_L1).toString());
        if (money) availableOn = qMax(availableOn, money->value("available_on"_L1).toInteger());
        transfer["transfer_group"_L1] = joinGroup(sandbox, *charge, transfer.value("transfer_group"_L1).toString());
    } else if (amount > sandbox.balances.available(currency)) {
        return insufficient(
            u"You have insufficient available funds in your Stripe account. Try adding funds directly to your "
            u"available balance by creating Charges using the 4000000000000077 test card. You can use the the "
            u"/v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance)."_s);
    }
    const QString id = longId("tr_", '1');
    transfer["id"_L1] = id;
    transfer["created"_L1] = sandbox.clock.now();
    const QJsonObject transaction = sandbox.balances.book({.type = u"transfer"_s,
                                                           .amount = -amount,
                                                           .fee = 0,
                                                           .currency = currency,
                                                           .source = id,
                                                           .description = transfer.value("description"_L1).toString(),
                                                           .availableOn = availableOn});
    transfer["balance_transaction"_L1] = transaction.value("id"_L1);
    transfer["destination_payment"_L1] = receive(sandbox, transfer, availableOn);
    transfer = withReversals(sandbox, transfer);
    sandbox.store.transfers.put(transfer);
    sandbox.events.emitEvent(u"transfer.created"_s, transfer);
    return transfer;
}

Answer reverseTransfer(Sandbox& sandbox, const QString& transferId, qint64 amount, const QJsonObject& metadata)
{
    const QJsonObject* stored = sandbox.store.transfers.find(transferId);
    if (!stored) return noSuchObject(u"transfer"_s, transferId, u"transfer"_s);
    QJsonObject transfer = *stored;
    const QString currency = transfer.value("currency"_L1).toString();
    const QString account = transfer.value("destination"_L1).toString();
    const qint64 done = transfer.value("amount_reversed"_L1).toInteger();
    const qint64 left = transfer.value("amount"_L1).toInteger() - done;
    const qint64 wanted = amount == 0 ? left : amount;
    if (left == 0) return invalidRequest(u"Transfer %1 is already fully reversed."_s.arg(transferId), u"transfer"_s);
    if (wanted > left)
        return invalidRequest(u"Reversal amount (%1) is greater than unreversed amount on transfer (%2)"_s.arg(
                                  amountText(wanted, currency), amountText(left, currency)),
                              u"amount"_s);
    // Money that is still pending goes back as pending money; both sides of the books stay level that way.
    const QJsonObject* sent =
        sandbox.store.balanceTransactions.find(transfer.value("balance_transaction"_L1).toString());
    const bool pending = sent && sent->value("status"_L1).toString() == "pending"_L1;
    const qint64 availableOn = pending ? sent->value("available_on"_L1).toInteger() : sandbox.clock.now();
    const qint64 has =
        pending ? sandbox.balances.pending(currency, account) : sandbox.balances.available(currency, account);
    if (wanted > has)
        return insufficient(
            u"Insufficient funds: the connected account %1 has %2 to give back, and the reversal needs "
            u"%3."_s.arg(account, amountText(qMax<qint64>(0, has), currency), amountText(wanted, currency)));
    const QString id = longId("trr_", '1');
    const QJsonObject transaction = sandbox.balances.book({.type = u"transfer_refund"_s,
                                                           .amount = wanted,
                                                           .fee = 0,
                                                           .currency = currency,
                                                           .source = id,
                                                           .description = u"REFUND FOR TRANSFER"_s,
                                                           .availableOn = availableOn});
    const QJsonObject reversal{{u"id"_s, id},
                               {u"object"_s, u"transfer_reversal"_s},
                               {u"amount"_s, wanted},
                               {u"balance_transaction"_s, transaction.value("id"_L1)},
                               {u"created"_s, sandbox.clock.now()},
                               {u"currency"_s, currency},
                               {u"destination_payment_refund"_s, giveBack(sandbox, transfer, wanted, availableOn)},
                               {u"metadata"_s, metadata},
                               {u"source_refund"_s, QJsonValue::Null},
                               {u"transfer"_s, transferId}};
    sandbox.store.transferReversals.put(reversal);
    transfer["amount_reversed"_L1] = done + wanted;
    transfer["reversed"_L1] = wanted == left;
    transfer = withReversals(sandbox, transfer);
    sandbox.store.transfers.put(transfer);
    sandbox.events.emitEvent(u"transfer.reversed"_s, transfer);
    return reversal;
}

} // namespace lectern::sandbox
