#pragma once
#include "domain/misc.h"

/// The posting rules: business facts in, journals out. No SQL, no clock, no rounding anywhere else.
namespace lectern::ledger {

enum class AccountKind { GatewayPending, GatewayAvailable, TeacherVault, TeacherReceivable, PlatformRevenue };
enum class Bucket { None, Pending, Available, Reserved };
enum class JournalKind { Sale, Release, Repayment, Refund, RefundReturned, WithdrawalRequested, WithdrawalPaid, WithdrawalReturned };
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

/// How much each bucket of a teacher's vault, and what the teacher owes, changes by a journal.
struct VaultDelta {
    qint64 pending = 0;
    qint64 available = 0;
    qint64 reserved = 0;
    qint64 owed = 0;
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
/// A sale repays what its teacher owes: `amount` of the share that just became pending.
[[nodiscard]] Journal repayment(const PaymentId& payment, const UserId& teacher, const Money& amount);

struct ReleaseFact {
    PaymentId payment;
    UserId teacher;
    Money teacherShare; ///< what is still pending of it
    Money held;         ///< what the gateway still holds back of the sale
};
/// The hold of a sale is over: the teacher's share becomes available; the gateway's money with it.
[[nodiscard]] Journal release(const ReleaseFact& fact);

/// The teacher's part of a refund, cumulatively: the teacher's share of all that was refunded so far, less what was taken
/// back already. Refunds that add up to the whole take back exactly the share of the sale, in whatever parts they come.
[[nodiscard]] Money teacherPartOfRefund(const Money& refundedBefore, const Money& amount, int platformShareBasisPoints);

/// Where the teacher's part of a refund comes from; the three add up to it.
struct RefundSources {
    Money pending;
    Money available;
    Money owed; ///< more than the vault holds
};
/// From pending first, then available; the rest becomes a debt.
[[nodiscard]] RefundSources sourcesOf(const Money& teacherPart, const Money& pending, const Money& available);
struct RefundFact {
    RefundId refund;
    PaymentId payment;
    UserId teacher;
    Money platformPart;
    RefundSources sources;
    Money held; ///< of the amount, what the gateway still holds back; the rest leaves what is available there
};
[[nodiscard]] Journal refund(const RefundFact& fact);
struct RefundReturnedFact {
    RefundId refund;
    PaymentId payment;
    UserId teacher;
    Money teacherPart;
    Money platformPart;
    Money owed; ///< by the teacher now; repaid first
    bool withinHold = false; ///< the sale's hold still runs, so the money waits again
};
/// The gateway could not return the money after all: it is ours again.
[[nodiscard]] Journal refundReturned(const RefundReturnedFact& fact);

struct WithdrawalFact {
    WithdrawalId withdrawal;
    std::optional<UserId> teacher; ///< absent: the platform withdraws
    Money amount;
};
[[nodiscard]] Journal withdrawalRequested(const WithdrawalFact& fact);
[[nodiscard]] Journal withdrawalPaid(const WithdrawalFact& fact);
/// Rejected, cancelled or failed; `afterPaid` when the gateway had said paid before. What the teacher owes by now (zero for
/// the platform) is repaid from it first.
[[nodiscard]] Journal withdrawalReturned(const WithdrawalFact& fact, bool afterPaid, const Money& owed);

/// Change of `teacher`'s buckets by the journal; zero when it does not touch that vault.
[[nodiscard]] VaultDelta deltaFor(const Journal& journal, const UserId& teacher);
/// The teachers whose vaults the journal touches.
[[nodiscard]] QList<UserId> teachersOf(const Journal& journal);
/// What the line in the vault's history is called; empty when the journal shows no line.
[[nodiscard]] std::optional<EntryKind> entryKind(JournalKind kind);

} // namespace lectern::ledger
