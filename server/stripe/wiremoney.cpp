#include "stripe/wire.h"
#include <QJsonArray>

// Transfers, accounts, disputes and the balance.
namespace lectern::stripe {

namespace {

std::optional<Money> moneyOf(const QJsonObject& object, QLatin1String name = QLatin1String("amount"))
{
    const auto currency = Currency::fromCode(object.value(QLatin1String("currency")).toString());
    const QJsonValue value = object.value(name);
    if (!currency || !value.isDouble() || static_cast<double>(value.toInteger()) != value.toDouble()) return std::nullopt;
    return Money::fromMinor(value.toInteger(), *currency);
}

DisputeState disputeState(const QString& status)
{
    if (status == u"warning_needs_response") return DisputeState::Inquiry;
    if (status == u"warning_under_review") return DisputeState::InquiryUnderReview;
    if (status == u"warning_closed") return DisputeState::InquiryClosed;
    if (status == u"under_review") return DisputeState::UnderReview;
    if (status == u"won") return DisputeState::Won;
    if (status == u"lost") return DisputeState::Lost;
    if (status == u"prevented") return DisputeState::Prevented;
    return DisputeState::NeedsResponse;
}

} // namespace

Result<Transfer> transferFromJson(const QJsonObject& object)
{
    const auto amount = moneyOf(object);
    Transfer transfer;
    transfer.id = object.value(QLatin1String("id")).toString();
    if (transfer.id.isEmpty() || !amount) return unreadable(QStringLiteral("transfer"));
    transfer.amount = *amount;
    transfer.reversedMinor = object.value(QLatin1String("amount_reversed")).toInteger();
    transfer.accountId = idOf(object.value(QLatin1String("destination")));
    transfer.withdrawalId = object.value(QLatin1String("metadata")).toObject().value(QLatin1String("withdrawal_id")).toString();
    return transfer;
}

Result<Account> accountFromJson(const QJsonObject& object)
{
    Account account;
    account.id = object.value(QLatin1String("id")).toString();
    if (account.id.isEmpty() || object.value(QLatin1String("object")).toString() != u"account") return unreadable(QStringLiteral("account"));
    account.detailsSubmitted = object.value(QLatin1String("details_submitted")).toBool();
    account.payoutsEnabled = object.value(QLatin1String("payouts_enabled")).toBool();
    account.transfersActive = object.value(QLatin1String("capabilities")).toObject().value(QLatin1String("transfers")).toString() == u"active";
    const QJsonObject requirements = object.value(QLatin1String("requirements")).toObject();
    for (const char* list : {"past_due", "currently_due"}) {
        for (const QJsonValue value : requirements.value(QLatin1String(list)).toArray()) {
            if (!account.currentlyDue.contains(value.toString())) account.currentlyDue << value.toString();
        }
    }
    account.pendingVerification = !requirements.value(QLatin1String("pending_verification")).toArray().isEmpty();
    account.disabledReason = requirements.value(QLatin1String("disabled_reason")).toString();
    const QJsonValue deadline = requirements.value(QLatin1String("current_deadline"));
    if (deadline.isDouble()) account.deadline = deadline.toInteger();
    account.userId = object.value(QLatin1String("metadata")).toObject().value(QLatin1String("user_id")).toString();
    return account;
}

Result<GatewayDispute> disputeObjectFromJson(const QJsonObject& object)
{
    GatewayDispute dispute;
    dispute.id = object.value(QLatin1String("id")).toString();
    const auto amount = moneyOf(object);
    const QString status = object.value(QLatin1String("status")).toString();
    if (dispute.id.isEmpty() || !amount || amount->minor() <= 0 || status.isEmpty()) return unreadable(QStringLiteral("dispute"));
    dispute.amount = *amount;
    dispute.state = disputeState(status);
    dispute.intentId = idOf(object.value(QLatin1String("payment_intent")));
    dispute.reason = object.value(QLatin1String("reason")).toString();
    dispute.created = object.value(QLatin1String("created")).toInteger();
    const QJsonObject details = object.value(QLatin1String("evidence_details")).toObject();
    if (details.value(QLatin1String("due_by")).isDouble()) dispute.dueBy = details.value(QLatin1String("due_by")).toInteger();
    dispute.evidenceSubmitted = details.value(QLatin1String("submission_count")).toInteger() > 0;
    for (const QJsonValue value : object.value(QLatin1String("balance_transactions")).toArray()) {
        const QJsonObject transaction = value.toObject();
        const auto moved = moneyOf(transaction);
        const QString id = transaction.value(QLatin1String("id")).toString();
        if (!moved || id.isEmpty()) return unreadable(QStringLiteral("dispute"));
        dispute.movements.append({id, *moved, transaction.value(QLatin1String("fee")).toInteger()});
    }
    return dispute;
}

Result<BalanceTransaction> transactionFromJson(const QJsonObject& object)
{
    BalanceTransaction transaction;
    transaction.id = object.value(QLatin1String("id")).toString();
    const auto amount = moneyOf(object);
    const QJsonValue fee = object.value(QLatin1String("fee"));
    const QJsonValue availableOn = object.value(QLatin1String("available_on"));
    if (transaction.id.isEmpty() || !amount || !fee.isDouble() || !availableOn.isDouble()) return unreadable(QStringLiteral("balance transaction"));
    transaction.type = object.value(QLatin1String("type")).toString();
    transaction.amount = *amount;
    transaction.feeMinor = fee.toInteger();
    transaction.created = object.value(QLatin1String("created")).toInteger();
    transaction.availableOn = availableOn.toInteger();
    const QJsonValue source = object.value(QLatin1String("source"));
    transaction.sourceId = idOf(source);
    transaction.intentId = idOf(source.toObject().value(QLatin1String("payment_intent")));
    transaction.transferId = idOf(source.toObject().value(QLatin1String("transfer")));
    return transaction;
}

Result<QList<GatewayBalance>> balancesFromJson(const QJsonObject& object)
{
    QHash<QString, GatewayBalance> balances;
    for (const bool isPending : {true, false}) {
        for (const QJsonValue value : object.value(isPending ? QLatin1String("pending") : QLatin1String("available")).toArray()) {
            const auto amount = moneyOf(value.toObject());
            if (!amount) return unreadable(QStringLiteral("balance"));
            const QString code = amount->currency().code();
            const Money zero = Money::fromMinor(0, amount->currency());
            if (!balances.contains(code)) balances.insert(code, {zero, zero});
            (isPending ? balances[code].pending : balances[code].available) = *amount;
        }
    }
    return QList<GatewayBalance>(balances.cbegin(), balances.cend());
}

} // namespace lectern::stripe
