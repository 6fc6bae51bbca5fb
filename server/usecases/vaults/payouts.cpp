#include "domain/statemachine.h"
#include "store/ledgerwriter.h"
#include "usecases/vaults/withdrawals.h"

// Withdrawals on their way: a teacher's goes to the teacher's account at the gateway (a transfer) and from there to the
// bank (a payout of that account); the platform's is a payout alone.
namespace lectern::vaults {

using store::Row;
using store::Transaction;

namespace {

/// Payout that came to nothing. Of the platform's own the gateway has put the money back itself.
Result<Done> fail(Transaction& transaction, const Services& services, const Row& row, const QString& reason, const QString& gatewayId)
{
    const bool wasPaid = row.enumeration<WithdrawalState>("state") == WithdrawalState::Paid;
    const Change change{wasPaid ? WithdrawalState::Returned : WithdrawalState::Failed, reason, gatewayId, {}};
    if (const auto done = giveBack(transaction, services, row, change); !done) return done;
    audit(transaction, services, {}, wasPaid ? QStringLiteral("withdrawal.returned") : QStringLiteral("withdrawal.failed"), ownersAmount(transaction, services, row.text("id")), row.text("id"), reason);
    tell(transaction, services, row, change, "withdrawal_failed", QStringLiteral("Your withdrawal failed; the money is back in your vault"));
    notifyAdmins(transaction, services, {{}, QStringLiteral("withdrawal_failed"), wasPaid ? QStringLiteral("A bank sent a withdrawal back") : QStringLiteral("A withdrawal failed"),
                                         QStringLiteral("%1: %2 The money is back in the vault.").arg(amountText(row.money("amount_minor")), reason.endsWith(u'.') ? reason : reason + u'.'), row.text("id"), QStringLiteral("notice"),
                                         QStringLiteral("withdrawal:%1:%2:admin").arg(row.text("id"), toText(change.state))});
    if (!row.isNull("transfer_id") || !row.boolean("sent_booked")) return Done{};
    transaction.exec("vaults/set_recalled", {{"id", row.text("id")}});
    return store::post(transaction, {withdrawalRecalled(factOf(row))}, services.clock.now());
}

/// A payout of the platform's balance, which it leaves when the payout is made; once.
Result<Done> bookSent(Transaction& transaction, const Services& services, const Row& row)
{
    if (row.boolean("sent_booked") || !row.text("account_id").isEmpty()) return Done{};
    transaction.exec("vaults/set_sent_booked", {{"id", row.text("id")}});
    return store::post(transaction, {withdrawalSent(factOf(row))}, services.clock.now());
}

std::optional<Row> rowOf(Transaction& transaction, const stripe::Payout& payout)
{
    const auto row = transaction.one("vaults/lock_withdrawal_by_gateway_id", {{"gateway_id", payout.id}});
    if (row || !isUuid(payout.withdrawalId)) return row;
    // The event may be faster than the answer of the call that made the payout; its metadata names the withdrawal.
    return transaction.one("vaults/lock_withdrawal", {{"id", payout.withdrawalId}});
}

} // namespace

Result<Done> applyPayout(Transaction& transaction, const Services& services, const stripe::Payout& payout)
{
    auto row = rowOf(transaction, payout);
    if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("No withdrawal belongs to payout %1.").arg(payout.id));
    if (row->money("amount_minor") != payout.amount) return makeError(ErrorCode::GatewayRefused, QStringLiteral("Payout %1 has another amount than its withdrawal.").arg(payout.id));
    if (!row->isNull("gateway_id") && row->text("gateway_id") != payout.id)
        return makeError(ErrorCode::GatewayRefused, QStringLiteral("Payout %1 names a withdrawal that payout %2 serves.").arg(payout.id, row->text("gateway_id")));
    const auto state = row->enumeration<WithdrawalState>("state");
    const bool failed = payout.state == stripe::PayoutState::Failed || payout.state == stripe::PayoutState::Canceled;
    const bool isOver = state == WithdrawalState::Failed || state == WithdrawalState::Returned || state == WithdrawalState::Rejected || state == WithdrawalState::Cancelled;
    if (isOver && payout.state == stripe::PayoutState::Paid && state != WithdrawalState::Returned)
        return makeError(ErrorCode::GatewayRefused, QStringLiteral("Payout %1 is paid, but its withdrawal is %2.").arg(payout.id, toText(state)));
    WithdrawalState next = payout.state == stripe::PayoutState::Paid ? WithdrawalState::Paid : WithdrawalState::Sent;
    if (failed) next = state == WithdrawalState::Paid ? WithdrawalState::Returned : WithdrawalState::Failed;
    if (!states::mayBecome(state, next) || (state == WithdrawalState::Requested)) return Done{}; // an older or a repeated event
    if (const auto sent = bookSent(transaction, services, *row); !sent) return sent;
    if (failed) {
        row = transaction.one("vaults/lock_withdrawal", {{"id", row->text("id")}}); // with what was just booked
        return fail(transaction, services, *row, payout.failureMessage.isEmpty() ? QStringLiteral("The bank did not take the payment.") : payout.failureMessage, payout.id);
    }
    const Change change{next, {}, payout.id, {}};
    if (next == WithdrawalState::Paid) {
        const auto posted = store::post(transaction, {withdrawalPaid(factOf(*row), false)}, services.clock.now());
        if (!posted) return posted.error();
        audit(transaction, services, {}, QStringLiteral("withdrawal.paid"), ownersAmount(transaction, services, row->text("id")), row->text("id"), payout.id);
        tell(transaction, services, *row, change, "withdrawal_paid", QStringLiteral("%1 is on its way to your bank").arg(amountText(row->money("amount_minor"))));
    }
    setState(transaction, services, row->text("id"), change);
    return Done{};
}

namespace {

struct Sending {
    WithdrawalId id;
    Money amount;
    QString account;  ///< of the teacher at the gateway; empty: the platform
    QString transfer; ///< made already
    std::optional<QDateTime> since; ///< first attempt; absent: this is it
};

/// Marks the withdrawal as being sent, and freezes to which account, committed before the gateway hears of it.
Result<Sending> beginSending(const Services& services, const QString& id)
{
    return services.database.inTransaction<Sending>([&](Transaction& transaction) -> Result<Sending> {
        const auto row = transaction.one("vaults/lock_withdrawal", {{"id", id}});
        const auto state = row->enumeration<WithdrawalState>("state");
        if (state != WithdrawalState::Approved && state != WithdrawalState::Sending) return makeError(ErrorCode::InvalidState);
        const auto owner = row->optionalId<UserId>("owner_id");
        QString account = row->text("account_id");
        if (state == WithdrawalState::Approved) { // what was asked of the gateway before is seen through
            if (owedBy(transaction, owner, row->money("amount_minor").currency()).minor() > 0) return waitsForDebt();
            if (owner) {
                const auto payoutAccount = transaction.one("vaults/find_payout_account", {{"user_id", owner->value}});
                if (!payoutAccount || payoutAccount->isNull("gateway_id")) return makeError(ErrorCode::InvalidState);
                account = payoutAccount->text("gateway_id");
                transaction.exec("vaults/set_withdrawal_account", {{"id", id}, {"account_id", account}});
            }
        }
        setState(transaction, services, id, {WithdrawalState::Sending, {}, {}, {}});
        return Sending{WithdrawalId{id}, row->money("amount_minor"), account, row->text("transfer_id"), row->optionalTime("sending_at")};
    });
}

/// It is certain that no payout was made.
void giveUp(const Services& services, const QString& id, const QString& reason)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto row = transaction.one("vaults/lock_withdrawal", {{"id", id}});
        if (!states::mayBecome(row->enumeration<WithdrawalState>("state"), WithdrawalState::Failed)) return Done{};
        return fail(transaction, services, *row, reason, {});
    });
}

void apply(const Services& services, const stripe::Payout& payout)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) { return applyPayout(transaction, services, payout); });
}

Result<Done> applyTransfer(const Services& services, const Sending& sending, const stripe::Transfer& transfer)
{
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto row = transaction.one("vaults/lock_withdrawal", {{"id", sending.id.value}});
        if (!row->isNull("transfer_id")) return Done{};
        transaction.exec("vaults/set_withdrawal_transfer", {{"id", sending.id.value}, {"transfer_id", transfer.id}});
        return store::post(transaction, {withdrawalSent(factOf(*row))}, services.clock.now());
    });
}

bool keyIsOld(const Services& services, const Sending& sending)
{
    return sending.since && sending.since->secsTo(services.clock.now()) > stripe::kKeyLifetimeSeconds;
}

bool isRefusal(const Error& error)
{
    return error.code == ErrorCode::GatewayRefused || error.code == ErrorCode::PaymentDeclined || error.code == ErrorCode::NotFound;
}

/// Moves the money to the teacher's account, or finds out what became of that. True when it is there.
bool transferred(const Services& services, const Sending& sending)
{
    if (sending.account.isEmpty() || !sending.transfer.isEmpty()) return true;
    QString refusal = QStringLiteral("The payment gateway never made the transfer.");
    if (!keyIsOld(services, sending)) {
        const auto made = services.gateway->createTransfer(sending.id, sending.amount, sending.account);
        if (made) return applyTransfer(services, sending, *made).ok();
        if (!isRefusal(made.error())) return false;
        refusal = made.error().detail;
    }
    const auto found = services.gateway->findTransfer(sending.id, sending.account);
    if (!found) return false;
    if (*found) return applyTransfer(services, sending, **found).ok();
    giveUp(services, sending.id.value, refusal);
    return false;
}

/// Said of the account; a gateway that is slow or failing says nothing about it.
bool isClosed(const Error& error) { return error.code == ErrorCode::GatewayDenied || error.code == ErrorCode::NotFound; }

/// The account is closed to us: the gateway neither pays out nor lets us look. What can be taken back from an account was not
/// paid out of it; where that fails too, an admin is told, once.
void recallUnseen(const Services& services, const Sending& sending, const Error& why)
{
    const auto row = services.database.inTransaction<QString>([&](Transaction& transaction) -> Result<QString> {
        return transaction.one("vaults/lock_withdrawal", {{"id", sending.id.value}})->text("transfer_id");
    });
    if (!row || row->isEmpty()) return;
    if (services.gateway->reverseTransfer(sending.id, *row))
        return giveUp(services, sending.id.value, QStringLiteral("The account at the payment gateway is closed. Set up payouts again."));
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        if (transaction.exec("vaults/set_stuck", {{"id", sending.id.value}, {"now", services.clock.now()}}) == 0) return Done{};
        notifyAdmins(transaction, services, {{}, QStringLiteral("withdrawal_stuck"), QStringLiteral("A withdrawal is stuck at the gateway"),
                                             QStringLiteral("%1 was moved to account %2, which now answers: %3 Settle it in the gateway's dashboard; the withdrawal follows by itself.").arg(amountText(sending.amount), sending.account, why.detail),
                                             sending.id.value, QStringLiteral("notice"), QStringLiteral("withdrawal:%1:stuck").arg(sending.id.value)});
        return Done{};
    });
}

/// Sends one withdrawal, or finds out what became of it. Money goes back only when it is certain that none went out: a
/// refusal, or a look-up after the key's time, and no payout to be found.
void sendOne(const Services& services, const Sending& sending)
{
    if (!transferred(services, sending)) return;
    QString refusal = QStringLiteral("The payment gateway never made the payout.");
    if (!keyIsOld(services, sending)) {
        const auto payout = services.gateway->createPayout(sending.id, sending.amount, sending.account);
        if (payout) return apply(services, *payout);
        if (!isRefusal(payout.error())) return;
        refusal = payout.error().detail;
    }
    const qint64 since = sending.since.value_or(services.clock.now()).toSecsSinceEpoch() - 3600;
    const auto found = services.gateway->findPayout(sending.id, since, sending.account);
    if (found && *found) apply(services, **found);
    else if (found) giveUp(services, sending.id.value, refusal);
    else if (keyIsOld(services, sending) && isClosed(found.error())) recallUnseen(services, sending, found.error());
}

constexpr int kReturnDays = 14; // banks send back within five working days (docs.stripe.com/payouts#payout-failures)

/// Asks the gateway about the payouts that a statement lists.
void ask(const Services& services, const char* statement, const store::Params& params)
{
    if (!services.gateway) return;
    using Payouts = QList<QPair<QString, QString>>;
    const auto asked = services.database.inTransaction<Payouts>([&](Transaction& transaction) -> Result<Payouts> {
        Payouts list;
        for (const Row& row : transaction.run(statement, params)) list.append({row.text("gateway_id"), row.text("account_id")});
        return list;
    });
    if (!asked) return;
    for (const auto& [id, account] : *asked) {
        if (const auto payout = services.gateway->retrievePayout(id, account)) apply(services, *payout);
    }
}

} // namespace

void sendApproved(const Services& services)
{
    if (!services.gateway) return;
    const auto due = services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        QStringList ids;
        for (const Row& row : transaction.run("vaults/list_sendable_withdrawals", {{"stale", services.clock.now().addSecs(-30)}})) ids << row.text("id");
        return ids;
    });
    if (!due) return;
    for (const QString& id : *due) {
        if (const auto sending = beginSending(services, id)) sendOne(services, *sending);
    }
}

void pollSent(const Services& services)
{
    ask(services, "vaults/list_sent_withdrawals", {{"before", services.clock.now().addSecs(-60)}});
}

void pollBanks(const Services& services)
{
    ask(services, "vaults/list_with_banks", {{"since", services.clock.now().addDays(-kReturnDays)}});
}

void recallFailed(const Services& services)
{
    if (!services.gateway) return;
    using Failed = QList<QPair<QString, QString>>;
    const auto failed = services.database.inTransaction<Failed>([&](Transaction& transaction) -> Result<Failed> {
        Failed list;
        for (const Row& row : transaction.run("vaults/list_unrecalled")) list.append({row.text("id"), row.text("transfer_id")});
        return list;
    });
    if (!failed) return;
    for (const auto& [id, transfer] : *failed) {
        if (!services.gateway->reverseTransfer(WithdrawalId{id}, transfer)) continue; // the bank's return may still be on its way
        (void)services.database.inTransaction<Done>([&, id = id](Transaction& transaction) -> Result<Done> {
            const auto row = transaction.one("vaults/lock_withdrawal", {{"id", id}});
            if (row->boolean("recalled")) return Done{};
            transaction.exec("vaults/set_recalled", {{"id", id}});
            return store::post(transaction, {withdrawalRecalled(factOf(*row))}, services.clock.now());
        });
    }
}

} // namespace lectern::vaults
