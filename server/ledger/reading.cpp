#include "domain/enumtext.h"
#include "ledger/posting.h"

// What journals are called, and whom they touch.
namespace lectern::ledger {

LECTERN_ENUM(AccountKind, {AccountKind::GatewayPending, "gateway_pending"}, {AccountKind::GatewayAvailable, "gateway_available"}, {AccountKind::Bank, "bank"},
             {AccountKind::OfflineCash, "offline_cash"}, {AccountKind::TeacherVault, "teacher_vault"}, {AccountKind::TeacherReceivable, "teacher_receivable"},
             {AccountKind::PlatformRevenue, "platform_revenue"}, {AccountKind::GatewayFees, "gateway_fees"}, {AccountKind::DisputeHold, "dispute_hold"},
             {AccountKind::StudentWallet, "student_wallet"}, {AccountKind::TaxPayable, "tax_payable"}, {AccountKind::Suspense, "suspense"}, {AccountKind::PayoutTransit, "payout_transit"},
             {AccountKind::CurrencyExchange, "currency_exchange"})

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
    case JournalKind::WithdrawalSent: return QStringLiteral("withdrawal_sent");
    case JournalKind::WithdrawalRecalled: return QStringLiteral("withdrawal_recalled");
    case JournalKind::WithdrawalPaid: return QStringLiteral("withdrawal_paid");
    case JournalKind::WithdrawalReturned: return QStringLiteral("withdrawal_returned");
    case JournalKind::GatewayFee: return QStringLiteral("gateway_fee");
    case JournalKind::Cleared: return QStringLiteral("cleared");
    case JournalKind::DisputeOpened: return QStringLiteral("dispute_opened");
    case JournalKind::DisputeWithdrawn: return QStringLiteral("dispute_withdrawn");
    case JournalKind::DisputeReinstated: return QStringLiteral("dispute_reinstated");
    case JournalKind::DisputeWon: return QStringLiteral("dispute_won");
    case JournalKind::TopUp: return QStringLiteral("top_up");
    case JournalKind::WalletReserved: return QStringLiteral("wallet_reserved");
    case JournalKind::WalletFreed: return QStringLiteral("wallet_freed");
    case JournalKind::Explained: return QStringLiteral("explained");
    case JournalKind::Exchanged: return QStringLiteral("exchanged");
    }
    return {};
}

std::optional<EntryKind> entryKind(JournalKind kind)
{
    switch (kind) {
    case JournalKind::Sale: return EntryKind::Sale;
    case JournalKind::Release: return EntryKind::Release;
    case JournalKind::Repayment: return EntryKind::Adjustment;
    case JournalKind::Refund:
    case JournalKind::RefundReturned: return EntryKind::Refund;
    case JournalKind::DisputeOpened:
    case JournalKind::DisputeWon: return EntryKind::Dispute;
    case JournalKind::GatewayFee: return EntryKind::Fee;
    case JournalKind::WithdrawalRequested: return EntryKind::Withdrawal;
    case JournalKind::WithdrawalReturned: return EntryKind::WithdrawalReturned;
    case JournalKind::Explained: return EntryKind::Adjustment;
    case JournalKind::WithdrawalSent:
    case JournalKind::WithdrawalRecalled:
    case JournalKind::WithdrawalPaid:
    case JournalKind::Cleared:
    case JournalKind::Exchanged:
    case JournalKind::DisputeWithdrawn:
    case JournalKind::DisputeReinstated:
    case JournalKind::TopUp:
    case JournalKind::WalletReserved:
    case JournalKind::WalletFreed: return std::nullopt;
    }
    return std::nullopt;
}

namespace {

bool isVault(const AccountRef& account) { return account.kind == AccountKind::TeacherVault || account.kind == AccountKind::TeacherReceivable; }
bool isWallet(const AccountRef& account) { return account.kind == AccountKind::StudentWallet; }

QList<UserId> ownersOf(const Journal& journal, bool (*wanted)(const AccountRef&))
{
    QList<UserId> owners;
    for (const Transfer& transfer : journal.transfers) {
        for (const AccountRef* account : {&transfer.debit, &transfer.credit}) {
            if (wanted(*account) && !owners.contains(account->owner)) owners.append(account->owner);
        }
    }
    return owners;
}

} // namespace

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

WalletDelta walletDeltaFor(const Journal& journal, const UserId& student)
{
    WalletDelta delta;
    const auto apply = [&](const AccountRef& account, qint64 amount) {
        if (!isWallet(account) || account.owner != student) return;
        (account.bucket == Bucket::Reserved ? delta.reserved : delta.available) += amount;
    };
    for (const Transfer& transfer : journal.transfers) {
        apply(transfer.credit, transfer.amount.minor());
        apply(transfer.debit, -transfer.amount.minor());
    }
    return delta;
}

QList<UserId> teachersOf(const Journal& journal) { return ownersOf(journal, isVault); }
QList<UserId> walletsOf(const Journal& journal) { return ownersOf(journal, isWallet); }

} // namespace lectern::ledger
