#pragma once
#include "domain/money.h"
#include "domain/payments.h"

namespace lectern {

enum class VaultKind { Teacher, Platform };
/// Dispute: a sale that the student's bank took back, or gave back. Fee: what the gateway keeps (the platform bears it).
enum class EntryKind { Sale, Release, Withdrawal, WithdrawalReturned, Refund, Adjustment, Dispute, Fee };
/// Failed: the bank never had it. Returned: it was paid, and the bank sent it back. Both give the money back to the vault.
enum class WithdrawalState { Requested, Approved, Sending, Sent, Paid, Failed, Returned, Rejected, Cancelled };
QString toText(VaultKind);
bool fromText(const QString&, VaultKind&);
QString toText(EntryKind);
bool fromText(const QString&, EntryKind&);
QString toText(WithdrawalState);
bool fromText(const QString&, WithdrawalState&);

/// What a person sees of the ledger, in one currency.
struct VaultBalance {
    Money pending;   ///< within the hold
    Money available; ///< may be withdrawn
    Money reserved;  ///< in withdrawals under way
    Money lifetime;  ///< everything ever credited by sales
    Money owed;      ///< refunds beyond the vault; later sales repay it first, withdrawals wait meanwhile
    Money fees;      ///< platform: what the gateway kept so far, already taken off `available`; else zero
    bool operator==(const VaultBalance&) const = default;
};

/// What becomes available on one day.
struct VaultRelease {
    QDateTime at;
    Money amount;
    bool waitsForGateway = false; ///< the gateway has not confirmed yet that the money will be there
    bool operator==(const VaultRelease&) const = default;
};

struct Vault {
    VaultId id;
    VaultKind kind = VaultKind::Teacher;
    std::optional<UserId> ownerId;
    QString ownerName;
    QList<VaultBalance> balances; ///< one per currency, the default currency first; never empty
    Money minimumWithdrawal;
    std::optional<Money> twoAdminsAbove; ///< withdrawals above it need two different admins; absent: one is enough
    int holdDays = 14;
    std::optional<QDateTime> nextReleaseAt;
    Money nextReleaseAmount;
    QList<VaultRelease> releases; ///< the next 31 days on which something becomes available, in the first currency
    QDateTime createdAt;
    bool operator==(const Vault&) const = default;
};
QJsonObject toJson(const Vault&);
Result<Vault> vaultFromJson(const QJsonObject&);

/// One line of the history, newest first.
/// How the price of a sale was shared, as it was frozen then.
struct SaleFigures {
    Money paid;          ///< by the student, tax included
    Money tax;           ///< of it
    Money platformShare;
    Money teacherShare;
    QString receipt;     ///< number of the student's receipt; empty until it has one
    bool operator==(const SaleFigures&) const = default;
};
QJsonObject toJson(const SaleFigures&);
Result<SaleFigures> saleFiguresFromJson(const QJsonObject&);

struct VaultEntry {
    QString id;
    EntryKind kind = EntryKind::Sale;
    QString description; ///< "Sale of Piano for adults to Ada"
    Money amount;        ///< signed: positive comes in. A release is zero: it moves from pending to available
    Money moved;         ///< release: how much became available; else zero
    Money balanceAfter;  ///< pending + available after this line
    Money owedAfter;     ///< by the teacher, after this line; what was taken beyond the vault
    std::optional<PaymentId> paymentId;
    std::optional<WithdrawalId> withdrawalId;
    std::optional<SaleFigures> sale; ///< of the payment, in a teacher's history
    QDateTime at;
    bool operator==(const VaultEntry&) const = default;
};
QJsonObject toJson(const VaultEntry&);
Result<VaultEntry> vaultEntryFromJson(const QJsonObject&);

struct VaultEntryFilter {
    std::optional<EntryKind> kind;
    QString currency; ///< empty: default currency
    std::optional<QDateTime> from;
    std::optional<QDateTime> until;
    bool operator==(const VaultEntryFilter&) const = default;
};

/// One day of the chart.
struct VaultPoint {
    QDateTime day; ///< midnight UTC
    Money earned;  ///< credited by sales on that day
    Money balance; ///< at the end of that day
    bool operator==(const VaultPoint&) const = default;
};
struct VaultSeries {
    QList<VaultPoint> points; ///< oldest first, without gaps
    bool operator==(const VaultSeries&) const = default;
};
QJsonObject toJson(const VaultSeries&);
Result<VaultSeries> vaultSeriesFromJson(const QJsonObject&);

struct WithdrawalForm {
    Money amount;
    QString note; ///< for the admin; may be empty
    bool operator==(const WithdrawalForm&) const = default;
};
QJsonObject toJson(const WithdrawalForm&);
Result<WithdrawalForm> withdrawalFormFromJson(const QJsonObject&);

struct Withdrawal {
    WithdrawalId id;
    VaultId vaultId;
    VaultKind vaultKind = VaultKind::Teacher;
    QString ownerName;
    Money amount;
    WithdrawalState state = WithdrawalState::Requested;
    QString note;
    QString reason;    ///< of a rejection or a failure
    QString gatewayId;  ///< "po_…"
    QString transferId; ///< "tr_…": to the teacher's account at the gateway, before its payout; empty for the platform
    QString reference;  ///< of a bank transfer that an admin made by hand; empty: sent through the gateway
    QString decidedBy;  ///< name of the admin
    QStringList approvedBy;  ///< names of the admins who approved so far
    QList<UserId> approvedByIds; ///< who they are, in the same order
    int approvalsNeeded = 1; ///< 2 above the configured amount, by different admins
    QDateTime requestedAt;
    std::optional<QDateTime> decidedAt;
    std::optional<QDateTime> finishedAt;
    bool operator==(const Withdrawal&) const = default;
};
QJsonObject toJson(const Withdrawal&);
Result<Withdrawal> withdrawalFromJson(const QJsonObject&);

struct WithdrawalFilter {
    std::optional<WithdrawalState> state;
    std::optional<VaultKind> kind;  ///< of the vault
    std::optional<QDateTime> from;  ///< the books saw it sent or come back then or later
    std::optional<QDateTime> until; ///< and before
    QString currency;               ///< empty: any
    bool operator==(const WithdrawalFilter&) const = default;
};

struct WithdrawalDecision {
    bool approve = false;
    QString reason; ///< required to reject
    std::optional<QString> reference = {}; ///< with approve: it was paid by hand, and this is the bank's reference
    bool operator==(const WithdrawalDecision&) const = default;
};
QJsonObject toJson(const WithdrawalDecision&);
Result<WithdrawalDecision> withdrawalDecisionFromJson(const QJsonObject&);

} // namespace lectern
