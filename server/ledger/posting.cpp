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

Journal release(const SaleFact& fact)
{
    const Currency currency = fact.shares.teacher.currency();
    Journal journal{JournalKind::Release, QStringLiteral("payment"), fact.payment.value, QStringLiteral("release"), {}, fact.payment, {}};
    add(journal, vaultAccount(fact.teacher, Bucket::Pending, currency), vaultAccount(fact.teacher, Bucket::Available, currency),
        fact.shares.teacher);
    const Money whole = fact.shares.teacher.plus(fact.shares.platform).value_or(fact.shares.teacher);
    add(journal, gateway(AccountKind::GatewayAvailable, currency), gateway(AccountKind::GatewayPending, currency), whole);
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

Journal withdrawalReturned(const WithdrawalFact& fact, bool afterPaid)
{
    Journal journal = ofWithdrawal(fact, JournalKind::WithdrawalReturned, QStringLiteral("returned"));
    const Currency currency = fact.amount.currency();
    const AccountRef from = afterPaid ? gateway(AccountKind::GatewayAvailable, currency)
                                      : vaultAccount(fact.teacher, Bucket::Reserved, currency);
    add(journal, from, vaultAccount(fact.teacher, Bucket::Available, currency), fact.amount);
    return journal;
}

VaultDelta deltaFor(const Journal& journal, const UserId& teacher)
{
    VaultDelta delta;
    const auto apply = [&](const AccountRef& account, qint64 amount) {
        if (account.kind != AccountKind::TeacherVault || account.owner != teacher) return;
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
            if (account->kind == AccountKind::TeacherVault && !teachers.contains(account->owner)) teachers.append(account->owner);
        }
    }
    return teachers;
}

std::optional<EntryKind> entryKind(JournalKind kind)
{
    switch (kind) {
    case JournalKind::Sale: return EntryKind::Sale;
    case JournalKind::Release: return EntryKind::Release;
    case JournalKind::WithdrawalRequested: return EntryKind::Withdrawal;
    case JournalKind::WithdrawalPaid: return std::nullopt;
    case JournalKind::WithdrawalReturned: return EntryKind::WithdrawalReturned;
    }
    return std::nullopt;
}

} // namespace lectern::ledger
