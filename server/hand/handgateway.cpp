#include "hand/handgateway.h"
#include <QJsonDocument>
#include <QJsonObject>

namespace lectern::hand {

using store::Row;
using store::Transaction;

namespace {

const QString kAccount = QStringLiteral("acct_hand_");

QString itemId(const char* kind, const QString& subject) { return QStringLiteral("hand_%1_%2").arg(QLatin1String(kind), QString(subject).remove(u'-')); }
QString transferId(const WithdrawalId& withdrawal) { return QStringLiteral("hand_tr_") + QString(withdrawal.value).remove(u'-'); }

/// What a payer writes on the transfer: the last letters of the payment's id, which are random.
QString referenceOf(const PaymentId& payment) { return QStringLiteral("L") + payment.value.right(10).toUpper(); }

struct NewItem {
    const char* kind;
    QString subject;
    Money amount;
    QString reference;
    QString intent = {};  ///< of a refund
    QString account = {}; ///< of a payout
};
/// False: it is there already.
bool insert(Transaction& transaction, const NewItem& item, const QDateTime& now)
{
    return transaction.exec("desk/insert_item", {{"id", itemId(item.kind, item.subject)}, {"kind", QString::fromLatin1(item.kind)}, {"subject_id", item.subject}, {"amount_minor", item.amount.minor()},
                                                 {"currency", item.amount.currency().code()}, {"reference", item.reference}, {"intent_id", store::orNull(item.intent)}, {"account_id", item.account}, {"now", now}}) > 0;
}

stripe::Payout toPayout(const Row& item)
{
    const QString state = item.text("state");
    return {item.text("id"), state == u"done" ? stripe::PayoutState::Paid : state == u"failed" ? stripe::PayoutState::Failed : stripe::PayoutState::Pending, item.money("amount_minor"),
            state == u"failed" ? item.text("note") : QString(), item.text("subject_id")};
}

stripe::GatewayRefund toRefund(const Row& item)
{
    const QString state = item.text("state");
    return {item.text("id"), state == u"done" ? RefundState::Succeeded : state == u"failed" ? RefundState::Failed : RefundState::Pending, item.money("amount_minor"), item.text("intent_id"),
            state == u"failed" ? item.text("note") : QString(), item.text("subject_id")};
}

stripe::Account toAccount(const QString& user) { return {kAccount + user, true, true, true, {}, false, {}, {}, user}; }

} // namespace

stripe::Gateway::Abilities HandGateway::abilities() const { return {false, Currency::allCodes()}; }

stripe::Intent HandGateway::toIntent(const Row& item) const
{
    stripe::Intent intent;
    const QString state = item.text("state");
    intent.id = item.text("id");
    intent.amount = item.money("amount_minor");
    intent.paymentId = item.text("subject_id");
    if (state == u"done") {
        intent.state = PaymentState::Succeeded;
        intent.receivedMinor = intent.amount.minor();
        intent.chargeId = intent.id + QStringLiteral("_charge");
    } else if (state == u"canceled") {
        intent.state = PaymentState::Canceled;
    } else {
        intent.transfer = stripe::TransferInstructions{item.text("reference"), m_account.holder, m_account.number, m_account.bankCode, m_account.bankName, {}, intent.amount.minor() - item.integer("moved_minor")};
    }
    return intent;
}

void HandGateway::tellCanceled(Transaction& transaction, const stripe::Intent& intent)
{
    const QString type = QStringLiteral("payment_intent.canceled");
    const QString id = QStringLiteral("evt_hand_") + newUuid7().remove(u'-');
    const QJsonObject object{{QStringLiteral("id"), intent.id}, {QStringLiteral("object"), QStringLiteral("payment_intent")}, {QStringLiteral("status"), QStringLiteral("canceled")}, {QStringLiteral("amount"), intent.amount.minor()},
                             {QStringLiteral("amount_received"), 0}, {QStringLiteral("currency"), intent.amount.currency().code().toLower()}, {QStringLiteral("livemode"), m_livemode},
                             {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("payment_id"), intent.paymentId}}}};
    const QJsonObject event{{QStringLiteral("id"), id}, {QStringLiteral("object"), QStringLiteral("event")}, {QStringLiteral("type"), type}, {QStringLiteral("created"), m_clock.now().toSecsSinceEpoch()},
                            {QStringLiteral("livemode"), m_livemode}, {QStringLiteral("data"), QJsonObject{{QStringLiteral("object"), object}}}};
    transaction.exec("payments/insert_events", {{"endpoint", QStringLiteral("desk")}, {"event_ids", id}, {"types", type}, {"bodies", QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact))},
                                                {"settled_types", type}, {"now", m_clock.now()}});
}

void HandGateway::move(Transaction& transaction, const QString& type, const QString& source, const QString& transfer, const Money& amount)
{
    transaction.exec("desk/insert_movement", {{"id", QStringLiteral("hand_txn_%1_%2").arg(type, source)}, {"type", type}, {"source_id", source}, {"intent_id", QString()}, {"transfer_id", transfer},
                                              {"amount_minor", amount.minor()}, {"currency", amount.currency().code()}, {"now", m_clock.now()}});
}

Result<stripe::Intent> HandGateway::createIntent(const stripe::IntentRequest& request)
{
    if (request.transferCountry.isEmpty()) return unavailable();
    return in<stripe::Intent>([&](Transaction& transaction) -> Result<stripe::Intent> {
        (void)insert(transaction, {"payment", request.payment.value, request.amount, referenceOf(request.payment)}, m_clock.now());
        return toIntent(*transaction.one("desk/find_item", {{"id", itemId("payment", request.payment.value)}}));
    });
}

Result<stripe::Intent> HandGateway::retrieveIntent(const QString& id)
{
    return in<stripe::Intent>([&](Transaction& transaction) -> Result<stripe::Intent> {
        const auto item = transaction.one("desk/find_item", {{"id", id}});
        return item ? Result<stripe::Intent>(toIntent(*item)) : makeError(ErrorCode::NotFound);
    });
}

Result<stripe::Intent> HandGateway::cancelIntent(const QString& id)
{
    return in<stripe::Intent>([&](Transaction& transaction) -> Result<stripe::Intent> {
        const auto item = transaction.one("desk/lock_item", {{"id", id}});
        if (!item) return makeError(ErrorCode::NotFound);
        if (item->text("state") == u"done") return makeError(ErrorCode::GatewayRefused, QStringLiteral("It is paid."));
        if (item->text("state") == u"waiting") {
            transaction.exec("desk/finish_item", {{"id", id}, {"state", QStringLiteral("canceled")}, {"moved_minor", item->integer("moved_minor")}, {"note", QString()}, {"now", m_clock.now()}});
            if (item->integer("moved_minor") > 0)
                transaction.exec("desk/insert_return", {{"id", itemId("return", newUuid7())}, {"subject_id", item->text("subject_id")}, {"amount_minor", item->integer("moved_minor")}, {"currency", item->text("currency")},
                                                        {"reference", item->text("reference")}, {"now", m_clock.now()}});
            tellCanceled(transaction, toIntent(*transaction.one("desk/find_item", {{"id", id}})));
        }
        return toIntent(*transaction.one("desk/find_item", {{"id", id}}));
    });
}

Result<stripe::GatewayRefund> HandGateway::createRefund(const stripe::RefundRequest& request)
{
    return in<stripe::GatewayRefund>([&](Transaction& transaction) -> Result<stripe::GatewayRefund> {
        const auto intent = transaction.one("desk/lock_item", {{"id", request.intentId}});
        if (!intent || intent->text("state") != u"done") return makeError(ErrorCode::GatewayRefused, QStringLiteral("Nothing was paid that could go back."));
        const QString id = itemId("refund", request.refund.value);
        const bool isNew = insert(transaction, {"refund", request.refund.value, request.amount, intent->text("reference"), request.intentId}, m_clock.now());
        if (isNew) move(transaction, QStringLiteral("payment_refund"), id, {}, Money::fromMinor(-request.amount.minor(), request.amount.currency()));
        return toRefund(*transaction.one("desk/find_item", {{"id", id}}));
    });
}

Result<stripe::GatewayRefund> HandGateway::retrieveRefund(const QString& id)
{
    return in<stripe::GatewayRefund>([&](Transaction& transaction) -> Result<stripe::GatewayRefund> {
        const auto item = transaction.one("desk/find_item", {{"id", id}});
        return item ? Result<stripe::GatewayRefund>(toRefund(*item)) : makeError(ErrorCode::NotFound);
    });
}

Result<std::optional<stripe::GatewayRefund>> HandGateway::findRefund(const stripe::RefundRequest& request)
{
    return in<std::optional<stripe::GatewayRefund>>([&](Transaction& transaction) -> Result<std::optional<stripe::GatewayRefund>> {
        const auto item = transaction.one("desk/find_item", {{"id", itemId("refund", request.refund.value)}});
        return item ? std::optional(toRefund(*item)) : std::nullopt;
    });
}

Result<stripe::Payout> HandGateway::createPayout(const WithdrawalId& withdrawal, const Money& amount, const QString& account)
{
    return in<stripe::Payout>([&](Transaction& transaction) -> Result<stripe::Payout> {
        const QString id = itemId("payout", withdrawal.value);
        const bool isNew = insert(transaction, {"payout", withdrawal.value, amount, QStringLiteral("P") + withdrawal.value.right(10).toUpper(), {}, account}, m_clock.now());
        if (isNew && account.isEmpty()) move(transaction, QStringLiteral("payout"), id, {}, Money::fromMinor(-amount.minor(), amount.currency()));
        return toPayout(*transaction.one("desk/find_item", {{"id", id}}));
    });
}

Result<stripe::Payout> HandGateway::retrievePayout(const QString& id, const QString&)
{
    return in<stripe::Payout>([&](Transaction& transaction) -> Result<stripe::Payout> {
        const auto item = transaction.one("desk/find_item", {{"id", id}});
        return item ? Result<stripe::Payout>(toPayout(*item)) : makeError(ErrorCode::NotFound);
    });
}

Result<std::optional<stripe::Payout>> HandGateway::findPayout(const WithdrawalId& withdrawal, qint64, const QString&)
{
    return in<std::optional<stripe::Payout>>([&](Transaction& transaction) -> Result<std::optional<stripe::Payout>> {
        const auto item = transaction.one("desk/find_item", {{"id", itemId("payout", withdrawal.value)}});
        return item ? std::optional(toPayout(*item)) : std::nullopt;
    });
}

Result<stripe::Transfer> HandGateway::createTransfer(const WithdrawalId& withdrawal, const Money& amount, const QString& account)
{
    return in<stripe::Transfer>([&](Transaction& transaction) -> Result<stripe::Transfer> {
        move(transaction, QStringLiteral("transfer"), transferId(withdrawal), {}, Money::fromMinor(-amount.minor(), amount.currency()));
        return stripe::Transfer{transferId(withdrawal), amount, 0, account, withdrawal.value};
    });
}

Result<std::optional<stripe::Transfer>> HandGateway::findTransfer(const WithdrawalId& withdrawal, const QString& account)
{
    return in<std::optional<stripe::Transfer>>([&](Transaction& transaction) -> Result<std::optional<stripe::Transfer>> {
        const auto row = transaction.one("desk/find_movement", {{"type", QStringLiteral("transfer")}, {"source_id", transferId(withdrawal)}});
        if (!row) return std::optional<stripe::Transfer>();
        return std::optional(stripe::Transfer{transferId(withdrawal), Money::fromMinor(-row->integer("amount_minor"), row->money("amount_minor").currency()), 0, account, withdrawal.value});
    });
}

Result<Done> HandGateway::reverseTransfer(const WithdrawalId&, const QString& transfer)
{
    return in<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto row = transaction.one("desk/find_movement", {{"type", QStringLiteral("transfer")}, {"source_id", transfer}});
        if (!row) return makeError(ErrorCode::NotFound);
        move(transaction, QStringLiteral("transfer_refund"), transfer + QStringLiteral("_back"), transfer, Money::fromMinor(-row->integer("amount_minor"), row->money("amount_minor").currency()));
        return Done{};
    });
}

Result<stripe::Account> HandGateway::createAccount(const User& user) { return toAccount(user.id.value); }

Result<stripe::Account> HandGateway::retrieveAccount(const QString& id)
{
    return id.startsWith(kAccount) ? Result<stripe::Account>(toAccount(id.mid(kAccount.size()))) : makeError(ErrorCode::NotFound);
}

Result<stripe::AccountLink> HandGateway::createAccountLink(const QString&, const QString& returnUrl) { return stripe::AccountLink{returnUrl, m_clock.now().addDays(1).toSecsSinceEpoch()}; }

Result<QList<stripe::BalanceTransaction>> HandGateway::listTransactions(qint64 createdSince, const QString& startingAfter)
{
    return in<QList<stripe::BalanceTransaction>>([&](Transaction& transaction) -> Result<QList<stripe::BalanceTransaction>> {
        QList<stripe::BalanceTransaction> list;
        for (const Row& row : transaction.run("desk/list_movements", {{"since", QDateTime::fromSecsSinceEpoch(createdSince, Qt::UTC)}, {"after", startingAfter}})) {
            const qint64 created = row.time("created_at").toSecsSinceEpoch();
            list.append({row.text("id"), row.text("type"), row.text("source_id"), row.text("intent_id"), row.text("transfer_id"), row.money("amount_minor"), 0, created, created});
        }
        return list;
    });
}

Result<QList<stripe::GatewayBalance>> HandGateway::balances()
{
    return in<QList<stripe::GatewayBalance>>([&](Transaction& transaction) -> Result<QList<stripe::GatewayBalance>> {
        QList<stripe::GatewayBalance> list;
        for (const Row& row : transaction.run("desk/sum_movements")) list.append({Money::fromMinor(0, row.money("amount_minor").currency()), row.money("amount_minor")});
        return list;
    });
}

Result<QList<QJsonObject>> HandGateway::listEvents(qint64, const QString&) { return QList<QJsonObject>(); }
Result<QString> HandGateway::createCustomer(const User& user) { return QStringLiteral("cus_hand_") + user.id.value; }
Result<QList<stripe::GatewayMethod>> HandGateway::listMethods(const QString&) { return QList<stripe::GatewayMethod>(); }
Result<QList<Money>> HandGateway::cashBalance(const QString&) { return QList<Money>(); }

} // namespace lectern::hand
