#include "ledger/posting.h"

namespace lectern::ledger {

namespace {

AccountRef gateway(AccountKind kind, Currency currency) { return {kind, {}, Bucket::None, currency}; }

/// The account of a vault's bucket: the teacher's, or the platform's revenue.
AccountRef vaultAccount(const std::optional<UserId>& teacher, Bucket bucket, Currency currency)
{
    if (teacher) return {AccountKind::TeacherVault, *teacher, bucket, currency};
    return {AccountKind::PlatformRevenue, {}, bucket == Bucket::Reserved ? Bucket::Reserved : Bucket::None, currency};
}

AccountRef receivable(const UserId& teacher, Currency currency) { return {AccountKind::TeacherReceivable, teacher, Bucket::None, currency}; }

void add(Journal& journal, const AccountRef& debit, const AccountRef& credit, const Money& amount)
{
    if (amount.minor() > 0) journal.transfers.append({debit, credit, amount});
}

Journal ofWithdrawal(const WithdrawalFact& fact, JournalKind kind, const QString& purpose)
{
    return {kind, QStringLiteral("withdrawal"), fact.withdrawal.value, purpose, {}, std::nullopt, fact.withdrawal};
}

} // namespace

QString toText(AccountKind kind)
{
    switch (kind) {
    case AccountKind::GatewayPending: return QStringLiteral("gateway_pending");
    case AccountKind::GatewayAvailable: return QStringLiteral("gateway_available");
    case AccountKind::TeacherVault: return QStringLiteral("teacher_vault");
    case AccountKind::TeacherReceivable: return QStringLiteral("teacher_receivable");
    case AccountKind::PlatformRevenue: return QStringLiteral("platform_revenue");
    }
    return {};
}

QString toText(Bucket bucket)
{
    switch (bucket) {
    case Bucket::None: return QStringLiteral("");
    case Bucket::Pending: return QStringLiteral("pending");
    case Bucket::Available: return QStringLiteral("available");
    case Bucket::Reserved: return QStringLiteral("reserved");
    }
    return {};
}

QString toText(JournalKind kind)
{
    switch (kind) {
    case JournalKind::Sale: return QStringLiteral("sale");
    case JournalKind::Release: return QStringLiteral("release");
    case JournalKind::Repayment: return QStringLiteral("repayment");
    case JournalKind::Refund: return QStringLiteral("refund");
    case JournalKind::RefundReturned: return QStringLiteral("refund_returned");
    case JournalKind::WithdrawalRequested: return QStringLiteral("withdrawal");
    case JournalKind::WithdrawalPaid: return QStringLiteral("withdrawal_paid");
    case JournalKind::WithdrawalReturned: return QStringLiteral("withdrawal_returned");
    }
    return {};
}

Split split(const Money& net, int platformShareBasisPoints)
{
    // |net| × basis points fits 128 bits and the result is no larger than net, so share() cannot overflow here.
    const Money teacher = net.share(10'000 - platformShareBasisPoints, Rounding::Floor).value_or(net);
    return {teacher, net.minus(teacher).value_or(Money::fromMinor(0, net.currency()))};
}

Journal sale(const SaleFact& fact)
{
    const Currency currency = fact.shares.teacher.currency();
    Journal journal{JournalKind::Sale, QStringLiteral("payment"), fact.payment.value, QStringLiteral("sale"), {}, fact.payment, {}};
    const AccountRef from = gateway(AccountKind::GatewayPending, currency);
    add(journal, from, vaultAccount(fact.teacher, Bucket::Pending, currency), fact.shares.teacher);
    add(journal, from, vaultAccount(std::nullopt, Bucket::None, currency), fact.shares.platform);
    return journal;
}

Journal repayment(const PaymentId& payment, const UserId& teacher, const Money& amount)
{
    Journal journal{JournalKind::Repayment, QStringLiteral("payment"), payment.value, QStringLiteral("repayment"), {}, payment, {}};
    add(journal, vaultAccount(teacher, Bucket::Pending, amount.currency()), receivable(teacher, amount.currency()), amount);
    return journal;
}

Journal release(const ReleaseFact& fact)
{
    const Currency currency = fact.teacherShare.currency();
    Journal journal{JournalKind::Release, QStringLiteral("payment"), fact.payment.value, QStringLiteral("release"), {}, fact.payment, {}};
    add(journal, vaultAccount(fact.teacher, Bucket::Pending, currency), vaultAccount(fact.teacher, Bucket::Available, currency),
        fact.teacherShare);
    add(journal, gateway(AccountKind::GatewayAvailable, currency), gateway(AccountKind::GatewayPending, currency), fact.held);
    return journal;
}

Money teacherPartOfRefund(const Money& refundedBefore, const Money& amount, int platformShareBasisPoints)
{
    const Money after = refundedBefore.plus(amount).value_or(amount);
    const Money taken = split(refundedBefore, platformShareBasisPoints).teacher;
    return split(after, platformShareBasisPoints).teacher.minus(taken).value_or(amount);
}

RefundSources sourcesOf(const Money& teacherPart, const Money& pending, const Money& available)
{
    const Currency currency = teacherPart.currency();
    const qint64 fromPending = std::min(teacherPart.minor(), pending.minor());
    const qint64 fromAvailable = std::min(teacherPart.minor() - fromPending, available.minor());
    return {Money::fromMinor(fromPending, currency), Money::fromMinor(fromAvailable, currency),
            Money::fromMinor(teacherPart.minor() - fromPending - fromAvailable, currency)};
}

Journal refund(const RefundFact& fact)
{
    const Currency currency = fact.platformPart.currency();
    Journal journal{JournalKind::Refund, QStringLiteral("refund"), fact.refund.value, QStringLiteral("refund"), {}, fact.payment, {}};
    qint64 held = fact.held.minor();
    const auto takeFrom = [&](const AccountRef& account, const Money& amount) {
        const qint64 waiting = std::min(held, amount.minor());
        add(journal, account, gateway(AccountKind::GatewayPending, currency), Money::fromMinor(waiting, currency));
        add(journal, account, gateway(AccountKind::GatewayAvailable, currency), Money::fromMinor(amount.minor() - waiting, currency));
        held -= waiting;
    };
    takeFrom(vaultAccount(fact.teacher, Bucket::Pending, currency), fact.sources.pending);
    takeFrom(vaultAccount(fact.teacher, Bucket::Available, currency), fact.sources.available);
    takeFrom(receivable(fact.teacher, currency), fact.sources.owed);
    takeFrom(vaultAccount(std::nullopt, Bucket::None, currency), fact.platformPart);
    return journal;
}

Journal refundReturned(const RefundReturnedFact& fact)
{
    const Currency currency = fact.teacherPart.currency();
    Journal journal{JournalKind::RefundReturned, QStringLiteral("refund"), fact.refund.value, QStringLiteral("returned"), {}, fact.payment, {}};
    const AccountRef from = gateway(fact.withinHold ? AccountKind::GatewayPending : AccountKind::GatewayAvailable, currency);
    const qint64 repaid = std::min(fact.owed.minor(), fact.teacherPart.minor());
    add(journal, from, receivable(fact.teacher, currency), Money::fromMinor(repaid, currency));
    add(journal, from, vaultAccount(fact.teacher, fact.withinHold ? Bucket::Pending : Bucket::Available, currency), Money::fromMinor(fact.teacherPart.minor() - repaid, currency));
    add(journal, from, vaultAccount(std::nullopt, Bucket::None, currency), fact.platformPart);
    return journal;
}

Journal withdrawalRequested(const WithdrawalFact& fact)
{
    Journal journal = ofWithdrawal(fact, JournalKind::WithdrawalRequested, QStringLiteral("requested"));
    add(journal, vaultAccount(fact.teacher, Bucket::Available, fact.amount.currency()),
        vaultAccount(fact.teacher, Bucket::Reserved, fact.amount.currency()), fact.amount);
    return journal;
}

Journal withdrawalPaid(const WithdrawalFact& fact)
{
    Journal journal = ofWithdrawal(fact, JournalKind::WithdrawalPaid, QStringLiteral("paid"));
    add(journal, vaultAccount(fact.teacher, Bucket::Reserved, fact.amount.currency()),
        gateway(AccountKind::GatewayAvailable, fact.amount.currency()), fact.amount);
    return journal;
}

Journal withdrawalReturned(const WithdrawalFact& fact, bool afterPaid, const Money& owed)
{
    Journal journal = ofWithdrawal(fact, JournalKind::WithdrawalReturned, QStringLiteral("returned"));
    const Currency currency = fact.amount.currency();
    const AccountRef from = afterPaid ? gateway(AccountKind::GatewayAvailable, currency)
                                      : vaultAccount(fact.teacher, Bucket::Reserved, currency);
    const qint64 repaid = fact.teacher ? std::min(owed.minor(), fact.amount.minor()) : 0;
    if (fact.teacher) add(journal, from, receivable(*fact.teacher, currency), Money::fromMinor(repaid, currency));
    add(journal, from, vaultAccount(fact.teacher, Bucket::Available, currency), Money::fromMinor(fact.amount.minor() - repaid, currency));
    return journal;
}

VaultDelta deltaFor(const Journal& journal, const UserId& teacher)
{
    VaultDelta delta;
    const auto apply = [&](const AccountRef& account, qint64 amount) {
        if (account.owner != teacher) return;
        if (account.kind == AccountKind::TeacherReceivable) delta.owed -= amount;
        if (account.kind != AccountKind::TeacherVault) return;
        switch (account.bucket) {
        case Bucket::Pending: delta.pending += amount; break;
        case Bucket::Available: delta.available += amount; break;
        case Bucket::Reserved: delta.reserved += amount; break;
        case Bucket::None: break;
        }
    };
    for (const Transfer& transfer : journal.transfers) {
        apply(transfer.credit, transfer.amount.minor());
        apply(transfer.debit, -transfer.amount.minor());
    }
    return delta;
}

QList<UserId> teachersOf(const Journal& journal)
{
    QList<UserId> teachers;
    for (const Transfer& transfer : journal.transfers) {
        for (const AccountRef* account : {&transfer.debit, &transfer.credit}) {
            if (!account->owner.isEmpty() && !teachers.contains(account->owner)) teachers.append(account->owner);
        }
    }
    return teachers;
}

std::optional<EntryKind> entryKind(JournalKind kind)
{
    switch (kind) {
    case JournalKind::Sale: return EntryKind::Sale;
    case JournalKind::Release: return EntryKind::Release;
    case JournalKind::Repayment: return EntryKind::Adjustment;
    case JournalKind::Refund:
    case JournalKind::RefundReturned: return EntryKind::Refund;
    case JournalKind::WithdrawalRequested: return EntryKind::Withdrawal;
    case JournalKind::WithdrawalPaid: return std::nullopt;
    case JournalKind::WithdrawalReturned: return EntryKind::WithdrawalReturned;
    }
    return std::nullopt;
}

} // namespace lectern::ledger
