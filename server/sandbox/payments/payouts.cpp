#include "sandbox/payments/payouts.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/sandbox.h"

#include <QCryptographicHash>

namespace lectern::sandbox {

namespace {

const QString TransitTask = u"payout.transit"_s;
const QString ArriveTask = u"payout.arrive"_s;

/// How payouts to a bank account end: empty when they arrive. The test numbers of all countries end alike:
/// https://docs.stripe.com/connect/testing#account-numbers
QString failureOf(const Sandbox& sandbox, const QString& bankAccount)
{
    static const std::pair<QString, QString> failures[]{
        {u"1111113"_s, u"account_closed"_s},       {u"0532013002"_s, u"account_closed"_s},
        {u"1111116"_s, u"no_account"_s},           {u"0532013001"_s, u"no_account"_s},
        {u"2222227"_s, u"insufficient_funds"_s},   {u"0532013003"_s, u"insufficient_funds"_s},
        {u"3333335"_s, u"debit_not_authorized"_s}, {u"0532013004"_s, u"debit_not_authorized"_s},
        {u"4444440"_s, u"invalid_currency"_s},     {u"0532013005"_s, u"invalid_currency"_s}};
    const QJsonObject* facts = sandbox.store.cardFacts.find(bankAccount);
    const QString number = facts ? facts->value("number"_L1).toString() : QString();
    for (const auto& [ending, failure] : failures) {
        if (number.endsWith(ending)) return failure;
    }
    return {};
}

QString failureMessage(const QString& code)
{
    static const QHash<QString, QString> messages{
        {u"account_closed"_s, u"The bank account has been closed"_s},
        {u"no_account"_s, u"The bank account could not be located"_s},
        {u"insufficient_funds"_s, u"Your Stripe account has insufficient funds to cover the payout"_s},
        {u"debit_not_authorized"_s, u"Debit transactions are not approved on the bank account"_s},
        {u"invalid_currency"_s, u"The bank was unable to process the payout because of its currency"_s},
        {u"could_not_process"_s, u"The bank could not process this payout"_s},
    };
    return messages.value(code, u"The payout could not be completed"_s);
}

void publish(Sandbox& sandbox, const QJsonObject& before, const QJsonObject& after, const QString& event)
{
    const QString account = sandbox.store.payouts.ownerOf(after.value("id"_L1).toString());
    sandbox.store.payouts.put(after);
    sandbox.events.emitEvent(u"payout.updated"_s, after, previousAttributes(before, after), account);
    if (!event.isEmpty()) sandbox.events.emitEvent(event, after, {}, account);
}

QString giveBack(Sandbox& sandbox, const QJsonObject& payout, const QString& type, const QString& description)
{
    const QJsonObject transaction =
        sandbox.balances.book({.type = type,
                               .amount = payout.value("amount"_L1).toInteger(),
                               .fee = 0,
                               .currency = payout.value("currency"_L1).toString(),
                               .source = payout.value("id"_L1).toString(),
                               .description = description,
                               .availableNow = true,
                               .account = sandbox.store.payouts.ownerOf(payout.value("id"_L1).toString())});
    return transaction.value("id"_L1).toString();
}

void setInTransit(Sandbox& sandbox, const QString& id)
{
    const QJsonObject* stored = sandbox.store.payouts.find(id);
    if (!stored || stored->value("status"_L1).toString() != "pending"_L1) return;
    QJsonObject payout = *stored;
    payout["status"_L1] = u"in_transit"_s;
    payout["trace_id"_L1] = QJsonObject{{u"status"_s, u"supported"_s}, {u"value"_s, randomToken(15).toUpper()}};
    const QJsonObject before = *stored;
    publish(sandbox, before, payout, {});
    sandbox.scheduler.in(sandbox.config.payoutPaidSeconds * 1000, ArriveTask, id);
}

void arrive(Sandbox& sandbox, const QString& id)
{
    const QJsonObject* stored = sandbox.store.payouts.find(id);
    if (!stored || stored->value("status"_L1).toString() != "in_transit"_L1) return;
    const QString failure = failureOf(sandbox, stored->value("destination"_L1).toString());
    std::ignore = failure.isEmpty() ? payPayout(sandbox, id) : failPayout(sandbox, id, failure);
}

Expected<QJsonObject> payoutOf(const Sandbox& sandbox, const QString& id)
{
    const QJsonObject* payout = sandbox.store.payouts.find(id);
    if (!payout) return noSuchObject(u"payout"_s, id, u"payout"_s);
    return *payout;
}

} // namespace

QJsonObject makeBankAccount(Sandbox& sandbox, const BankDetails& details, const QString& account)
{
    QJsonObject bank = shape(u"bank_account"_s);
    const QString id = longId("ba_", '1');
    const QByteArray hash = QCryptographicHash::hash(details.number.toUtf8(), QCryptographicHash::Sha256).toHex();
    bank["id"_L1] = id;
    bank["account"_L1] = account.isEmpty() ? shape(u"account"_s).value("id"_L1) : QJsonValue(account);
    bank["account_holder_name"_L1] = nullIfEmpty(details.holder);
    bank["country"_L1] = details.country;
    bank["currency"_L1] = details.currency;
    bank["fingerprint"_L1] = QString::fromLatin1(hash.left(16));
    bank["last4"_L1] = details.number.right(4);
    bank["routing_number"_L1] = nullIfEmpty(details.routing);
    // The first one of its currency is the default. The platform's default comes from defaultBankAccount().
    bank["default_for_currency"_L1] =
        !account.isEmpty() && !defaultBankAccount(sandbox, details.currency, account).has_value();
    sandbox.store.bankAccounts.put(bank, account);
    sandbox.store.cardFacts.put({{u"id"_s, id}, {u"number"_s, details.number}});
    return bank;
}

std::optional<QJsonObject> defaultBankAccount(Sandbox& sandbox, const QString& currency, const QString& account)
{
    const QString owner = account.isEmpty() ? shape(u"account"_s).value("id"_L1).toString() : account;
    for (const QJsonObject& bank : sandbox.store.bankAccounts.all(u"account"_s, owner)) {
        if (bank.value("default_for_currency"_L1).toBool() && bank.value("currency"_L1).toString() == currency)
            return bank;
    }
    if (!account.isEmpty()) return {};
    BankDetails details;
    details.currency = currency;
    QJsonObject bank = makeBankAccount(sandbox, details);
    bank["default_for_currency"_L1] = true;
    sandbox.store.bankAccounts.put(bank);
    return bank;
}

qint64 payoutArrival(const Sandbox& sandbox)
{
    constexpr qint64 day = 86'400;
    const qint64 at = sandbox.clock.now() + sandbox.config.payoutPaidSeconds;
    return sandbox.config.payoutPaidSeconds >= day ? at / day * day : at;
}

QJsonObject startPayout(Sandbox& sandbox, QJsonObject payout, const QString& account)
{
    const QString id = payout.value("id"_L1).toString();
    const qint64 amount = payout.value("amount"_L1).toInteger();
    const QJsonObject transaction =
        sandbox.balances.book({.type = u"payout"_s,
                               .amount = -amount,
                               .fee = 0,
                               .currency = payout.value("currency"_L1).toString(),
                               .source = id,
                               .description = payout.value("description"_L1).toString(u"STRIPE PAYOUT"_s),
                               .availableNow = true,
                               .account = account});
    payout["balance_transaction"_L1] = transaction.value("id"_L1);
    sandbox.store.payouts.put(payout, account);
    sandbox.events.emitEvent(u"payout.created"_s, payout, {}, account);
    sandbox.scheduler.in(sandbox.config.payoutInTransitMs, TransitTask, id);
    return payout;
}

Answer startAutomaticPayout(Sandbox& sandbox, const QString& currency, const QString& account)
{
    QStringList parts;
    qint64 amount = 0;
    for (const QJsonObject& transaction : sandbox.store.balanceTransactions.all()) {
        const QString id = transaction.value("id"_L1).toString();
        if (sandbox.store.balanceTransactions.ownerOf(id) != account || sandbox.store.payoutContents.find(id) ||
            transaction.value("currency"_L1).toString() != currency ||
            transaction.value("status"_L1).toString() != "available"_L1)
            continue;
        parts += id;
        amount += transaction.value("net"_L1).toInteger();
    }
    const std::optional<QJsonObject> bank = defaultBankAccount(sandbox, currency, account);
    if (!bank) return invalidRequest(u"The account has no bank account in that currency (%1)."_s.arg(currency));
    if (amount < 1) return invalidRequest(u"Nothing is available to pay out in %1."_s.arg(currency));
    QJsonObject payout = shape(u"payout"_s);
    const QString id = longId("po_", '1');
    payout["id"_L1] = id;
    payout["amount"_L1] = amount;
    payout["arrival_date"_L1] = payoutArrival(sandbox);
    payout["automatic"_L1] = true;
    payout["created"_L1] = sandbox.clock.now();
    payout["currency"_L1] = currency;
    payout["description"_L1] = u"STRIPE PAYOUT"_s;
    payout["destination"_L1] = bank->value("id"_L1);
    payout["reconciliation_status"_L1] = u"completed"_s;
    payout = startPayout(sandbox, payout, account);
    parts += payout.value("balance_transaction"_L1).toString();
    for (const QString& part : std::as_const(parts))
        sandbox.store.payoutContents.put({{u"id"_s, part}, {u"payout"_s, id}});
    sandbox.events.emitEvent(u"payout.reconciliation_completed"_s, payout, {}, account);
    return payout;
}

Refusal payPayout(Sandbox& sandbox, const QString& id)
{
    Expected<QJsonObject> found = payoutOf(sandbox, id);
    if (!found) return found.error();
    setInTransit(sandbox, id);
    found = payoutOf(sandbox, id);
    if (found->value("status"_L1).toString() != "in_transit"_L1)
        return invalidRequest(
            u"A payout with a status of %1 cannot be paid."_s.arg(found->value("status"_L1).toString()), u"payout"_s);
    sandbox.scheduler.drop(ArriveTask, id);
    QJsonObject payout = *found;
    payout["status"_L1] = u"paid"_s;
    publish(sandbox, *found, payout, u"payout.paid"_s);
    return {};
}

Refusal failPayout(Sandbox& sandbox, const QString& id, const QString& code)
{
    Expected<QJsonObject> found = payoutOf(sandbox, id);
    if (!found) return found.error();
    const QString status = found->value("status"_L1).toString();
    if (status == "failed"_L1 || status == "canceled"_L1)
        return invalidRequest(u"A payout with a status of %1 cannot fail."_s.arg(status), u"payout"_s);
    sandbox.scheduler.drop(TransitTask, id);
    sandbox.scheduler.drop(ArriveTask, id);
    QJsonObject payout = *found;
    payout["status"_L1] = u"failed"_s;
    payout["failure_code"_L1] = code;
    payout["failure_message"_L1] = failureMessage(code);
    payout["failure_balance_transaction"_L1] = giveBack(sandbox, payout, u"payout_failure"_s, u"PAYOUT FAILURE"_s);
    publish(sandbox, *found, payout, u"payout.failed"_s);
    return {};
}

QJsonObject cancelPayout(Sandbox& sandbox, QJsonObject payout)
{
    const QJsonObject before = payout;
    sandbox.scheduler.drop(TransitTask, payout.value("id"_L1).toString());
    payout["status"_L1] = u"canceled"_s;
    payout["failure_balance_transaction"_L1] = giveBack(sandbox, payout, u"payout_cancel"_s, u"PAYOUT CANCEL"_s);
    publish(sandbox, before, payout, u"payout.canceled"_s);
    return payout;
}

void registerPayoutTasks(Sandbox& sandbox)
{
    sandbox.scheduler.on(TransitTask, [&sandbox](const QString& id) { setInTransit(sandbox, id); });
    sandbox.scheduler.on(ArriveTask, [&sandbox](const QString& id) { arrive(sandbox, id); });
}

} // namespace lectern::sandbox
