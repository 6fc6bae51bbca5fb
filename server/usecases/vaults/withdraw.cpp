#include "domain/statemachine.h"
#include "domain/validation.h"
#include "store/ledgerwriter.h"
#include "usecases/vaults/vaults.h"

namespace lectern::vaults {

using store::Row;
using store::Transaction;

namespace {

ledger::WithdrawalFact factOf(const Row& row)
{
    return {row.id<WithdrawalId>("id"), row.optionalId<UserId>("owner_id"), row.money("amount_minor")};
}

struct Change {
    WithdrawalState state = WithdrawalState::Requested;
    QString reason;
    QString gatewayId;
    std::optional<UserId> decidedBy;
};

void setState(Transaction& transaction, const Services& services, const QString& id, const Change& change)
{
    const QDateTime now = services.clock.now();
    const auto whenSet = [](bool isSet, const QVariant& value) { return isSet ? value : store::null(); };
    const bool finished = change.state == WithdrawalState::Paid || change.state == WithdrawalState::Failed || change.state == WithdrawalState::Rejected ||
                          change.state == WithdrawalState::Cancelled;
    transaction.exec("vaults/set_withdrawal_state", {{"id", id},
                                                     {"state", toText(change.state)},
                                                     {"reason", whenSet(!change.reason.isEmpty(), change.reason)},
                                                     {"gateway_id", whenSet(!change.gatewayId.isEmpty(), change.gatewayId)},
                                                     {"decided_by", store::orNull(change.decidedBy)},
                                                     {"decided_at", whenSet(change.decidedBy.has_value(), now)},
                                                     {"sending_at", whenSet(change.state == WithdrawalState::Sending, now)},
                                                     {"finished_at", whenSet(finished, now)}});
}

Withdrawal loaded(Transaction& transaction, const QString& id) { return store::toWithdrawal(*transaction.one("vaults/find_withdrawal", {{"id", id}})); }

void tell(Transaction& transaction, const Services& services, const Row& row, const Change& change, const char* kind, const QString& title)
{
    const QString id = row.text("id");
    notify(transaction, services, {row.id<UserId>("requested_by"), QString::fromLatin1(kind), title, change.reason, id, QStringLiteral("withdrawal"),
                                   QStringLiteral("withdrawal:%1:%2").arg(id, toText(change.state))});
    publish(transaction, services, row.id<UserId>("requested_by"), QStringLiteral("vault"), row.text("vault_id"));
    publishToRole(transaction, services, Role::Admin, QStringLiteral("withdrawal"), id);
}

/// What refunds beyond the vault left a teacher owing; zero for the platform. Locks the vault.
Money owedBy(Transaction& transaction, const std::optional<UserId>& teacher, Currency currency)
{
    return teacher ? store::lockOwed(transaction, *teacher, currency) : Money::fromMinor(0, currency);
}

Error waitsForDebt()
{
    return makeError(ErrorCode::InvalidState, QStringLiteral("Refunds were more than the vault held. Later sales repay that first; withdrawals wait meanwhile."));
}

/// Money of a withdrawal that will not be paid goes back to the vault.
Result<Done> giveBack(Transaction& transaction, const Services& services, const Row& row, const Change& change)
{
    const bool afterPaid = row.enumeration<WithdrawalState>("state") == WithdrawalState::Paid;
    const ledger::WithdrawalFact fact = factOf(row);
    const auto posted = store::post(transaction, {withdrawalReturned(fact, afterPaid, owedBy(transaction, fact.teacher, fact.amount.currency()))}, services.clock.now());
    if (!posted) return posted.error();
    setState(transaction, services, row.text("id"), change);
    return Done{};
}

/// Available to the platform: its revenue less what is within the hold. The vault row is the lock.
Money platformAvailable(Transaction& transaction, Currency currency)
{
    transaction.run("vaults/lock_platform");
    // Nothing is posted between the two readings: sales and refunds change the balance and what is held together.
    transaction.run("vaults/lock_posting_exclusive");
    const auto account = transaction.one("vaults/account_balance", {{"kind", toText(ledger::AccountKind::PlatformRevenue)}, {"bucket", QString()}, {"currency", currency.code()}});
    const qint64 balance = account ? account->integer("credits") - account->integer("debits") : 0;
    qint64 held = 0;
    for (const Row& row : transaction.run("vaults/sum_held_platform")) {
        if (row.text("currency") == currency.code()) held = row.integer("held");
    }
    return Money::fromMinor(balance - held, currency);
}

Money teacherAvailable(Transaction& transaction, const Row& vault, Currency currency)
{
    const auto row = transaction.one("vaults/lock_balances", {{"owner_ids", vault.text("owner_id")}, {"currencies", currency.code()}});
    return Money::fromMinor(row ? row->integer("available_minor") : 0, currency);
}

} // namespace

Result<Withdrawal> withdraw(const Services& services, const Caller& caller, const VaultId& id, const WithdrawalForm& form)
{
    return services.database.inTransaction<Withdrawal>([&](Transaction& transaction) -> Result<Withdrawal> {
        const auto vault = transaction.one("vaults/find_vault", {{"id", id.value}});
        const bool isPlatform = vault && vault->enumeration<VaultKind>("kind") == VaultKind::Platform;
        const bool mine = vault && (isPlatform ? caller.user->role == Role::Admin : vault->id<UserId>("owner_id") == caller.user->id);
        if (!mine) return makeError(ErrorCode::NotFound, QStringLiteral("This is not your vault."));
        // Asked again with the same key (the answer was lost): the withdrawal is there already.
        const store::Params key{{"requested_by", caller.user->id.value}, {"request_key", caller.idempotencyKey}};
        if (const auto known = transaction.one("vaults/find_by_request_key", key)) return loaded(transaction, known->text("id"));
        const Currency currency = form.amount.currency();
        const Money available = isPlatform ? platformAvailable(transaction, currency) : teacherAvailable(transaction, *vault, currency);
        if (owedBy(transaction, vault->optionalId<UserId>("owner_id"), currency).minor() > 0) return waitsForDebt();
        const Money minimum = Money::fromMinor(services.policy.minimumWithdrawalMinor, currency);
        if (auto error = validation::withdrawal(form, minimum, available)) return *error;
        const auto withdrawal = newId<WithdrawalId>();
        const QDateTime now = services.clock.now();
        const bool isNew = transaction.exec("vaults/insert_withdrawal", store::Params(key).add("id", withdrawal.value).add("vault_id", id.value).add("amount_minor", form.amount.minor())
                                                                            .add("currency", currency.code()).add("note", form.note).add("now", now)) > 0;
        if (!isNew) return loaded(transaction, transaction.one("vaults/find_by_request_key", key)->text("id"));
        const ledger::WithdrawalFact fact{withdrawal, vault->optionalId<UserId>("owner_id"), form.amount};
        const auto posted = store::post(transaction, {withdrawalRequested(fact)}, now);
        if (!posted) return posted.error();
        audit(transaction, services, caller, QStringLiteral("withdrawal.request"), amountText(form.amount), withdrawal.value, form.note);
        notifyAdmins(transaction, services, {{}, QStringLiteral("withdrawal_requested"), QStringLiteral("A withdrawal waits for a decision"),
                                             QStringLiteral("%1 asks for %2.").arg(caller.user->name, amountText(form.amount)), withdrawal.value, {}, {}});
        publish(transaction, services, caller.user->id, QStringLiteral("vault"), id.value);
        publishToRole(transaction, services, Role::Admin, QStringLiteral("withdrawal"), withdrawal.value);
        return loaded(transaction, withdrawal.value);
    });
}

Result<Withdrawal> cancel(const Services& services, const Caller& caller, const WithdrawalId& id)
{
    return services.database.inTransaction<Withdrawal>([&](Transaction& transaction) -> Result<Withdrawal> {
        const auto row = transaction.one("vaults/lock_withdrawal", {{"id", id.value}});
        if (!row || row->id<UserId>("requested_by") != caller.user->id) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such withdrawal."));
        if (!states::mayBecome(row->enumeration<WithdrawalState>("state"), WithdrawalState::Cancelled))
            return makeError(ErrorCode::InvalidState, QStringLiteral("An admin has decided already; it cannot be cancelled any more."));
        const auto done = giveBack(transaction, services, *row, {WithdrawalState::Cancelled, {}, {}, {}});
        if (!done) return done.error();
        audit(transaction, services, caller, QStringLiteral("withdrawal.cancel"), amountText(row->money("amount_minor")), id.value);
        publishToRole(transaction, services, Role::Admin, QStringLiteral("withdrawal"), id.value);
        return loaded(transaction, id.value);
    });
}

Result<Withdrawal> decide(const Services& services, const Caller& caller, const WithdrawalId& id, const WithdrawalDecision& decision)
{
    if (auto error = validation::text(QStringLiteral("reason"), decision.reason, validation::kMaxReason, decision.approve ? 0 : 5)) return *error;
    return services.database.inTransaction<Withdrawal>([&](Transaction& transaction) -> Result<Withdrawal> {
        const auto row = transaction.one("vaults/lock_withdrawal", {{"id", id.value}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such withdrawal."));
        const Change change{decision.approve ? WithdrawalState::Approved : WithdrawalState::Rejected, decision.reason, {}, caller.user->id};
        if (!states::mayBecome(row->enumeration<WithdrawalState>("state"), change.state))
            return makeError(ErrorCode::Conflict, QStringLiteral("This withdrawal was decided already. Load it again."));
        if (decision.approve) {
            if (!services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("No payment gateway is set up, so nothing can be sent."));
            if (owedBy(transaction, row->optionalId<UserId>("owner_id"), row->money("amount_minor").currency()).minor() > 0) return waitsForDebt();
            setState(transaction, services, id.value, change);
        } else {
            const auto done = giveBack(transaction, services, *row, change);
            if (!done) return done.error();
            tell(transaction, services, *row, change, "withdrawal_rejected", QStringLiteral("Your withdrawal was rejected"));
        }
        audit(transaction, services, caller, decision.approve ? QStringLiteral("withdrawal.approve") : QStringLiteral("withdrawal.reject"), amountText(row->money("amount_minor")), id.value, decision.reason);
        publish(transaction, services, row->id<UserId>("requested_by"), QStringLiteral("vault"), row->text("vault_id"));
        publishToRole(transaction, services, Role::Admin, QStringLiteral("withdrawal"), id.value);
        return loaded(transaction, id.value);
    });
}

Result<Done> applyPayout(Transaction& transaction, const Services& services, const stripe::Payout& payout)
{
    std::optional<Row> row = transaction.one("vaults/lock_withdrawal_by_gateway_id", {{"gateway_id", payout.id}});
    // The event may be faster than the answer of the call that made the payout; its metadata names the withdrawal.
    if (!row && isUuid(payout.withdrawalId)) row = transaction.one("vaults/lock_withdrawal", {{"id", payout.withdrawalId}});
    if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("No withdrawal belongs to payout %1.").arg(payout.id));
    if (row->money("amount_minor") != payout.amount) return makeError(ErrorCode::GatewayRefused, QStringLiteral("Payout %1 has another amount than its withdrawal.").arg(payout.id));
    if (!row->isNull("gateway_id") && row->text("gateway_id") != payout.id)
        return makeError(ErrorCode::GatewayRefused, QStringLiteral("Payout %1 names a withdrawal that payout %2 serves.").arg(payout.id, row->text("gateway_id")));
    const auto state = row->enumeration<WithdrawalState>("state");
    Change change{WithdrawalState::Sent, {}, payout.id, {}};
    if (payout.state == stripe::PayoutState::Paid) change.state = WithdrawalState::Paid;
    if (payout.state == stripe::PayoutState::Failed || payout.state == stripe::PayoutState::Canceled) {
        change.state = WithdrawalState::Failed;
        change.reason = payout.failureMessage.isEmpty() ? QStringLiteral("The bank did not take the payment.") : payout.failureMessage;
    }
    const bool isOver = state == WithdrawalState::Failed || state == WithdrawalState::Rejected || state == WithdrawalState::Cancelled;
    if (isOver && change.state == WithdrawalState::Paid)
        return makeError(ErrorCode::GatewayRefused, QStringLiteral("Payout %1 is paid, but its withdrawal is %2.").arg(payout.id, toText(state)));
    if (!states::mayBecome(state, change.state)) return Done{}; // an older or a repeated event
    if (change.state == WithdrawalState::Failed) {
        const auto done = giveBack(transaction, services, *row, change);
        if (!done) return done.error();
        tell(transaction, services, *row, change, "withdrawal_failed", QStringLiteral("Your withdrawal failed; the money is back in your vault"));
        return Done{};
    }
    if (change.state == WithdrawalState::Paid) {
        const auto posted = store::post(transaction, {withdrawalPaid(factOf(*row))}, services.clock.now());
        if (!posted) return posted.error();
        tell(transaction, services, *row, change, "withdrawal_paid", QStringLiteral("%1 is on its way to your bank").arg(amountText(row->money("amount_minor"))));
    }
    setState(transaction, services, row->text("id"), change);
    return Done{};
}

namespace {

struct Sending {
    QString id;
    Money amount;
    std::optional<QDateTime> since; ///< first attempt; absent: this is it
};

/// Marks the withdrawal as being sent, committed before the gateway hears of it.
Result<Sending> beginSending(const Services& services, const QString& id)
{
    return services.database.inTransaction<Sending>([&](Transaction& transaction) -> Result<Sending> {
        const auto row = transaction.one("vaults/lock_withdrawal", {{"id", id}});
        const auto state = row->enumeration<WithdrawalState>("state");
        if (state != WithdrawalState::Approved && state != WithdrawalState::Sending) return makeError(ErrorCode::InvalidState);
        const bool mayWait = state == WithdrawalState::Approved; // what was asked of the gateway before is seen through
        if (mayWait && owedBy(transaction, row->optionalId<UserId>("owner_id"), row->money("amount_minor").currency()).minor() > 0) return waitsForDebt();
        setState(transaction, services, id, {WithdrawalState::Sending, {}, {}, {}});
        return Sending{id, row->money("amount_minor"), row->optionalTime("sending_at")};
    });
}

void giveUp(const Services& services, const QString& id, const QString& reason)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto row = transaction.one("vaults/lock_withdrawal", {{"id", id}});
        if (!states::mayBecome(row->enumeration<WithdrawalState>("state"), WithdrawalState::Failed)) return Done{};
        const Change change{WithdrawalState::Failed, reason, {}, {}};
        tell(transaction, services, *row, change, "withdrawal_failed", QStringLiteral("Your withdrawal failed; the money is back in your vault"));
        return giveBack(transaction, services, *row, change);
    });
}

void apply(const Services& services, const stripe::Payout& payout)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) { return applyPayout(transaction, services, payout); });
}

/// Sends one withdrawal, or finds out what became of it. Money goes back only when it is certain that none went out: the
/// very first attempt was refused, or a look-up after the key's time shows that there is no payout.
void sendOne(const Services& services, const Sending& sending)
{
    const WithdrawalId id{sending.id};
    if (sending.since && sending.since->secsTo(services.clock.now()) > stripe::kKeyLifetimeSeconds) {
        const auto found = services.gateway->findPayout(id, sending.since->toSecsSinceEpoch() - 3600);
        if (found && *found) apply(services, **found);
        else if (found) giveUp(services, sending.id, QStringLiteral("The payment gateway never made the payout."));
        return;
    }
    const auto payout = services.gateway->createPayout(id, sending.amount);
    if (payout) return apply(services, *payout);
    const bool isFinal = !sending.since && (payout.error().code == ErrorCode::GatewayRefused || payout.error().code == ErrorCode::PaymentDeclined);
    if (isFinal) giveUp(services, sending.id, payout.error().detail);
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
    if (!services.gateway) return;
    const auto sent = services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        QStringList ids;
        for (const Row& row : transaction.run("vaults/list_sent_withdrawals", {{"before", services.clock.now().addSecs(-60)}})) ids << row.text("gateway_id");
        return ids;
    });
    if (!sent) return;
    for (const QString& id : *sent) {
        const auto payout = services.gateway->retrievePayout(id);
        if (payout) (void)services.database.inTransaction<Done>([&](Transaction& transaction) { return applyPayout(transaction, services, *payout); });
    }
}

Result<int> releaseDue(const Services& services)
{
    return services.database.inTransaction<int>([&](Transaction& transaction) -> Result<int> {
        QList<ledger::Journal> journals;
        const auto rows = transaction.run("vaults/claim_due_holds", {{"now", services.clock.now()}});
        for (const Row& row : rows) {
            journals.append(ledger::release({row.id<PaymentId>("payment_id"), row.id<UserId>("owner_id"), row.money("teacher_minor"), row.money("gateway_minor")}));
            publish(transaction, services, row.id<UserId>("owner_id"), QStringLiteral("vault"), row.text("vault_id"));
        }
        if (journals.isEmpty()) return 0;
        const auto posted = store::post(transaction, journals, services.clock.now());
        if (!posted) return posted.error();
        return static_cast<int>(rows.size());
    });
}

Result<Done> rollUp(const Services& services)
{
    return services.database.inTransaction<Done>([](Transaction& transaction) -> Result<Done> {
        // No posting may be under way, or a lower journal could still appear below the mark.
        transaction.run("vaults/lock_posting_exclusive");
        transaction.exec("vaults/roll_up");
        return Done{};
    });
}

} // namespace lectern::vaults
