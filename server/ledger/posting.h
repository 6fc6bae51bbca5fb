#pragma once
#include "domain/misc.h"

/// The posting rules: business facts in, journals out. No SQL, no clock, no rounding anywhere else.
namespace lectern::ledger {

enum class AccountKind { GatewayPending, GatewayAvailable, TeacherVault, PlatformRevenue };
enum class Bucket { None, Pending, Available, Reserved };
enum class JournalKind { Sale, Release, WithdrawalRequested, WithdrawalPaid, WithdrawalReturned };
[[nodiscard]] QString toText(AccountKind kind);
[[nodiscard]] QString toText(Bucket bucket);
[[nodiscard]] QString toText(JournalKind kind);

/// Names an account; the store finds or makes its row. `owner` is empty for the platform's own accounts.
struct AccountRef {
    AccountKind kind = AccountKind::GatewayPending;
    UserId owner;
    Bucket bucket = Bucket::None;
    Currency currency;
    bool operator==(const AccountRef&) const = default;
};

/// Moves `amount` (always > 0, in the currency of both accounts) out of nothing: one debit, one credit.
struct Transfer {
    AccountRef debit;
    AccountRef credit;
    Money amount;
    bool operator==(const Transfer&) const = default;
};

/// One business fact. (sourceType, sourceId, purpose) is unique in the ledger, so that a fact is posted once.
struct Journal {
    JournalKind kind = JournalKind::Sale;
    QString sourceType;
    QString sourceId;
    QString purpose;
    QList<Transfer> transfers;
    std::optional<PaymentId> paymentId;
    std::optional<WithdrawalId> withdrawalId;
    bool operator==(const Journal&) const = default;
};

/// How much each bucket of a teacher's vault changes by a journal.
struct VaultDelta {
    qint64 pending = 0;
    qint64 available = 0;
    qint64 reserved = 0;
    bool operator==(const VaultDelta&) const = default;
};

struct Split {
    Money teacher;
    Money platform;
    bool operator==(const Split&) const = default;
};

/// teacher = floor(net × (10000 − platformShare) / 10000), platform = the rest.
[[nodiscard]] Split split(const Money& net, int platformShareBasisPoints);

struct SaleFact {
    PaymentId payment;
    UserId teacher;
    Split shares;
};
/// A payment succeeded: the gateway owes us, we owe the teacher's vault (pending) and the platform earns.
[[nodiscard]] Journal sale(const SaleFact& fact);
/// The hold of a sale is over: the teacher's share becomes available; the gateway's money with it.
[[nodiscard]] Journal release(const SaleFact& fact);

struct WithdrawalFact {
    WithdrawalId withdrawal;
    std::optional<UserId> teacher; ///< absent: the platform withdraws
    Money amount;
};
[[nodiscard]] Journal withdrawalRequested(const WithdrawalFact& fact);
[[nodiscard]] Journal withdrawalPaid(const WithdrawalFact& fact);
/// Rejected, cancelled or failed; `afterPaid` when the gateway had said paid before.
[[nodiscard]] Journal withdrawalReturned(const WithdrawalFact& fact, bool afterPaid);

/// Change of `teacher`'s buckets by the journal; zero when it does not touch that vault.
[[nodiscard]] VaultDelta deltaFor(const Journal& journal, const UserId& teacher);
/// The teachers whose vaults the journal touches.
[[nodiscard]] QList<UserId> teachersOf(const Journal& journal);
/// What the line in the vault's history is called; empty when the journal shows no line.
[[nodiscard]] std::optional<EntryKind> entryKind(JournalKind kind);

} // namespace lectern::ledger
