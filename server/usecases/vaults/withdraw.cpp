#include "domain/statemachine.h"
#include "domain/validation.h"
#include "store/ledgerwriter.h"
#include "usecases/vaults/withdrawals.h"

namespace lectern::vaults {

using store::Row;
using store::Transaction;

ledger::WithdrawalFact factOf(const Row& row)
{
    return {row.id<WithdrawalId>("id"), row.optionalId<UserId>("owner_id"), row.money("amount_minor")};
}

void setState(Transaction& transaction, const Services& services, const QString& id, const Change& change)
{
    const QDateTime now = services.clock.now();
    const auto whenSet = [](bool isSet, const QVariant& value) { return isSet ? value : store::null(); };
    const bool finished = change.state == WithdrawalState::Paid || change.state == WithdrawalState::Failed || change.state == WithdrawalState::Returned || change.state == WithdrawalState::Rejected ||
                          change.state == WithdrawalState::Cancelled;
    transaction.exec("vaults/set_withdrawal_state", {{"id", id},
                                                     {"state", toText(change.state)},
                                                     {"reason", whenSet(!change.reason.isEmpty(), change.reason)},
                                                     {"gateway_id", whenSet(!change.gatewayId.isEmpty(), change.gatewayId)},
                                                     {"decision_key", whenSet(!change.decisionKey.isEmpty(), change.decisionKey)},
                                                     {"decided_by", store::orNull(change.decidedBy)},
                                                     {"decided_at", whenSet(change.decidedBy.has_value(), now)},
                                                     {"sending_at", whenSet(change.state == WithdrawalState::Sending, now)},
                                                     {"finished_at", whenSet(finished, now)}});
}

int approvalsNeeded(const Policy& policy, const Money& amount) { return policy.twoAdminsAboveMinor > 0 && amount.minor() > policy.twoAdminsAboveMinor ? 2 : 1; }

Withdrawal loadWithdrawal(Transaction& transaction, const Services& services, const QString& id)
{
    Withdrawal withdrawal = store::toWithdrawal(*transaction.one("vaults/find_withdrawal", {{"id", id}}));
    withdrawal.approvalsNeeded = approvalsNeeded(services.policy, withdrawal.amount);
    return withdrawal;
}

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

QString ownersAmount(Transaction& transaction, const Services& services, const QString& id)
{
    const Withdrawal withdrawal = loadWithdrawal(transaction, services, id);
    return amountText(withdrawal.amount) + QStringLiteral(" · ") + (withdrawal.vaultKind == VaultKind::Platform ? services.policy.organisation : withdrawal.ownerName);
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

namespace {

/// Available to the platform: its revenue less what is within the hold and what the gateway kept. The vault row is the lock.
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
    const auto fees = transaction.one("vaults/account_balance", {{"kind", toText(ledger::AccountKind::GatewayFees)}, {"bucket", QString()}, {"currency", currency.code()}});
    const qint64 paidFees = fees ? fees->integer("debits") - fees->integer("credits") : 0;
    return Money::fromMinor(balance - held - paidFees, currency);
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
        if (const auto known = transaction.one("vaults/find_by_request_key", key)) return loadWithdrawal(transaction, services, known->text("id"));
        const Currency currency = form.amount.currency();
        const Money available = isPlatform ? platformAvailable(transaction, currency) : teacherAvailable(transaction, *vault, currency);
        if (owedBy(transaction, vault->optionalId<UserId>("owner_id"), currency).minor() > 0) return waitsForDebt();
        const Money minimum = Money::fromMinor(services.policy.minimumWithdrawalMinor, currency);
        if (auto error = validation::withdrawal(form, minimum, available)) return *error;
        const auto withdrawal = newId<WithdrawalId>();
        const QDateTime now = services.clock.now();
        const bool isNew = transaction.exec("vaults/insert_withdrawal", store::Params(key).add("id", withdrawal.value).add("vault_id", id.value).add("amount_minor", form.amount.minor())
                                                                            .add("currency", currency.code()).add("note", form.note).add("now", now)) > 0;
        if (!isNew) return loadWithdrawal(transaction, services, transaction.one("vaults/find_by_request_key", key)->text("id"));
        const ledger::WithdrawalFact fact{withdrawal, vault->optionalId<UserId>("owner_id"), form.amount};
        const auto posted = store::post(transaction, {withdrawalRequested(fact)}, now);
        if (!posted) return posted.error();
        audit(transaction, services, caller, QStringLiteral("withdrawal.request"), amountText(form.amount), withdrawal.value, form.note);
        notifyAdmins(transaction, services, {{}, QStringLiteral("withdrawal_requested"), QStringLiteral("A withdrawal waits for a decision"),
                                             QStringLiteral("%1 asks for %2.").arg(caller.user->name, amountText(form.amount)), withdrawal.value, {}, {}});
        publish(transaction, services, caller.user->id, QStringLiteral("vault"), id.value);
        publishToRole(transaction, services, Role::Admin, QStringLiteral("withdrawal"), withdrawal.value);
        return loadWithdrawal(transaction, services, withdrawal.value);
    });
}

Result<Withdrawal> cancel(const Services& services, const Caller& caller, const WithdrawalId& id)
{
    return services.database.inTransaction<Withdrawal>([&](Transaction& transaction) -> Result<Withdrawal> {
        const auto row = transaction.one("vaults/lock_withdrawal", {{"id", id.value}});
        if (!row || row->id<UserId>("requested_by") != caller.user->id) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such withdrawal."));
        if (!states::mayBecome(row->enumeration<WithdrawalState>("state"), WithdrawalState::Cancelled))
            return makeError(ErrorCode::InvalidState, QStringLiteral("It is on its way already; it cannot be cancelled any more."));
        // An admin who approved first may have paid it by hand already. One that waits because of a debt may be taken back: what
        // comes back repays the debt.
        const bool waits = row->enumeration<WithdrawalState>("state") == WithdrawalState::Approved && owedBy(transaction, row->optionalId<UserId>("owner_id"), row->money("amount_minor").currency()).minor() > 0;
        if (!waits && transaction.one("vaults/first_approval", {{"id", id.value}})) return makeError(ErrorCode::InvalidState, QStringLiteral("An admin has approved it already; it cannot be cancelled any more."));
        const auto done = giveBack(transaction, services, *row, {WithdrawalState::Cancelled, {}, {}, {}});
        if (!done) return done.error();
        audit(transaction, services, caller, QStringLiteral("withdrawal.cancel"), amountText(row->money("amount_minor")), id.value);
        publishToRole(transaction, services, Role::Admin, QStringLiteral("withdrawal"), id.value);
        return loadWithdrawal(transaction, services, id.value);
    });
}

namespace {

/// Paid by hand: nothing goes through the gateway.
Result<Done> payByHand(Transaction& transaction, const Services& services, const Caller& caller, const Row& row, const QString& reference)
{
    const auto posted = store::post(transaction, {withdrawalPaid(factOf(row), true)}, services.clock.now());
    if (!posted) return posted.error();
    transaction.exec("vaults/set_withdrawal_reference", {{"id", row.text("id")}, {"reference", reference}});
    const Change change{WithdrawalState::Paid, {}, {}, caller.user->id, caller.idempotencyKey};
    setState(transaction, services, row.text("id"), change);
    tell(transaction, services, row, change, "withdrawal_paid", QStringLiteral("%1 was paid to you by bank transfer").arg(amountText(row.money("amount_minor"))));
    return Done{};
}

/// Counts the caller's approval; whether it was the last one needed.
Result<bool> countApproval(Transaction& transaction, const Services& services, const Caller& caller, const Row& row, const std::optional<QString>& reference)
{
    const store::Params params{{"id", row.text("id")}, {"admin_id", caller.user->id.value}, {"reference", reference ? QVariant(*reference) : store::null()}, {"request_key", caller.idempotencyKey}, {"now", services.clock.now()}};
    if (transaction.exec("vaults/insert_approval", params) == 0) return makeError(ErrorCode::Conflict, QStringLiteral("You have approved this already. Another admin must approve it, too."));
    const qint64 approvals = transaction.one("vaults/count_approvals", {{"id", row.text("id")}})->integer("approvals");
    return approvals >= approvalsNeeded(services.policy, row.money("amount_minor"));
}

/// How the money goes is decided by the first approval: a second admin approves that, and nothing else, so that what one paid
/// by hand is not sent once more.
Result<std::optional<QString>> wayOf(Transaction& transaction, const Row& row, const WithdrawalDecision& decision)
{
    const std::optional<QString> wanted = decision.reference ? std::optional(decision.reference->trimmed()) : std::nullopt;
    if (wanted && wanted->isEmpty()) return fieldError(QStringLiteral("reference"), QStringLiteral("Give the reference of the bank transfer."));
    const auto first = transaction.one("vaults/first_approval", {{"id", row.text("id")}});
    if (!first) return wanted;
    const std::optional<QString> agreed = first->isNull("reference") ? std::nullopt : std::optional(first->text("reference"));
    if (agreed && (!wanted || *wanted == *agreed)) return agreed;
    if (agreed) return makeError(ErrorCode::Conflict, QStringLiteral("%1 paid it by bank transfer, reference %2. Approve exactly that.").arg(first->text("name"), *agreed));
    if (wanted) return makeError(ErrorCode::Conflict, QStringLiteral("%1 approved sending it through the gateway. Approve that, or reject the withdrawal.").arg(first->text("name")));
    return agreed;
}

Result<Done> approve(Transaction& transaction, const Services& services, const Caller& caller, const Row& row, const WithdrawalDecision& decision)
{
    const auto way = wayOf(transaction, row, decision);
    if (!way) return way.error();
    const std::optional<QString> reference = *way;
    const bool byHand = reference.has_value();
    if (!byHand && !services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("No payment gateway is set up. Pay by bank transfer and record its reference."));
    const auto owner = row.optionalId<UserId>("owner_id");
    if (owedBy(transaction, owner, row.money("amount_minor").currency()).minor() > 0) return waitsForDebt();
    if (!byHand && owner) {
        const auto account = transaction.one("vaults/find_payout_account", {{"user_id", owner->value}});
        if (!account || account->enumeration<PayoutAccountState>("state") != PayoutAccountState::Ready)
            return makeError(ErrorCode::InvalidState, QStringLiteral("The teacher has not finished setting up payouts. Wait for it, or pay by bank transfer and record its reference."));
    }
    const auto isLast = countApproval(transaction, services, caller, row, reference);
    if (!isLast) return isLast.error();
    if (!*isLast) return Done{};
    if (byHand) return payByHand(transaction, services, caller, row, *reference);
    setState(transaction, services, row.text("id"), {WithdrawalState::Approved, decision.reason, {}, caller.user->id, caller.idempotencyKey});
    return Done{};
}

/// The same request did it before, and its answer was lost.
bool wasAnswered(Transaction& transaction, const Caller& caller, const Row& row)
{
    if (caller.idempotencyKey.isEmpty()) return false;
    if (row.text("decision_key") == caller.idempotencyKey) return true;
    return transaction.one("vaults/is_approved_with", {{"id", row.text("id")}, {"admin_id", caller.user->id.value}, {"request_key", caller.idempotencyKey}}).has_value();
}

} // namespace

Result<Withdrawal> decide(const Services& services, const Caller& caller, const WithdrawalId& id, const WithdrawalDecision& decision)
{
    if (auto error = validation::text(QStringLiteral("reason"), decision.reason, validation::kMaxReason, decision.approve ? 0 : 5)) return *error;
    if (auto error = validation::text(QStringLiteral("reference"), decision.reference.value_or(QString()), 200, 0)) return *error;
    return services.database.inTransaction<Withdrawal>([&](Transaction& transaction) -> Result<Withdrawal> {
        const auto row = transaction.one("vaults/lock_withdrawal", {{"id", id.value}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such withdrawal."));
        if (wasAnswered(transaction, caller, *row)) return loadWithdrawal(transaction, services, id.value);
        if (!states::mayBecome(row->enumeration<WithdrawalState>("state"), decision.approve ? WithdrawalState::Approved : WithdrawalState::Rejected))
            return makeError(ErrorCode::Conflict, QStringLiteral("This withdrawal was decided already. Load it again."));
        if (decision.approve) {
            if (const auto done = approve(transaction, services, caller, *row, decision); !done) return done.error();
        } else {
            const auto first = transaction.one("vaults/first_approval", {{"id", id.value}});
            if (first && !first->isNull("reference"))
                return makeError(ErrorCode::Conflict, QStringLiteral("%1 paid it by bank transfer, reference %2: the money has left. Approve it.").arg(first->text("name"), first->text("reference")));
            const Change change{WithdrawalState::Rejected, decision.reason, {}, caller.user->id, caller.idempotencyKey};
            if (const auto done = giveBack(transaction, services, *row, change); !done) return done.error();
            tell(transaction, services, *row, change, "withdrawal_rejected", QStringLiteral("Your withdrawal was rejected"));
        }
        audit(transaction, services, caller, decision.approve ? QStringLiteral("withdrawal.approve") : QStringLiteral("withdrawal.reject"), ownersAmount(transaction, services, id.value), id.value,
              decision.reference ? QStringLiteral("paid by hand: ") + *decision.reference : decision.reason);
        publish(transaction, services, row->id<UserId>("requested_by"), QStringLiteral("vault"), row->text("vault_id"));
        publishToRole(transaction, services, Role::Admin, QStringLiteral("withdrawal"), id.value);
        return loadWithdrawal(transaction, services, id.value);
    });
}

Result<int> releaseDue(const Services& services)
{
    return services.database.inTransaction<int>([&](Transaction& transaction) -> Result<int> {
        QList<ledger::Journal> journals;
        const auto rows = transaction.run("vaults/claim_due_holds", {{"now", services.clock.now()}});
        for (const Row& row : rows) {
            // A share of nothing, or repaid as a whole, has nothing to move.
            if (row.integer("teacher_minor") > 0) journals.append(ledger::release(row.id<PaymentId>("payment_id"), row.id<UserId>("owner_id"), row.money("teacher_minor")));
            publish(transaction, services, row.id<UserId>("owner_id"), QStringLiteral("vault"), row.text("vault_id"));
        }
        if (!journals.isEmpty()) {
            const auto posted = store::post(transaction, journals, services.clock.now());
            if (!posted) return posted.error();
        }
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
