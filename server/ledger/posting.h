#pragma once
#include "domain/coupons.h"
#include "domain/misc.h"

/// The posting rules: business facts in, journals out. No SQL, no clock, no rounding anywhere else.
///
/// Money at the gateway is booked to gateway_pending when the fact is known; when the gateway says on which day a movement
/// of its balance becomes available, and that day has come, it moves on to gateway_available. What stays in
/// gateway_pending without such a movement is what reconciliation shows.
namespace lectern::ledger {

enum class AccountKind {
    GatewayPending, GatewayAvailable, Bank, OfflineCash, TeacherVault, TeacherReceivable, PlatformRevenue, GatewayFees, DisputeHold, StudentWallet,
    TaxPayable, Suspense,
    PayoutTransit,    ///< left the platform's balance at the gateway and has not reached a bank yet
    CurrencyExchange, ///< charged in one currency and settled by the gateway in another: what went out of the one and came in in the other
};
enum class Bucket { None, Pending, Available, Reserved };
enum class JournalKind {
    Sale, Release, Repayment, Refund, RefundReturned, WithdrawalRequested, WithdrawalSent, WithdrawalRecalled, WithdrawalPaid, WithdrawalReturned,
    GatewayFee, Cleared, DisputeOpened, DisputeWithdrawn, DisputeReinstated, DisputeWon, TopUp, WalletReserved, WalletFreed, Explained, Exchanged,
};
[[nodiscard]] QString toText(AccountKind kind);
[[nodiscard]] QString toText(Bucket bucket);
[[nodiscard]] QString toText(JournalKind kind);
bool fromText(const QString& text, AccountKind& kind);

/// Names an account; the store finds or makes its row. `owner` is a teacher or, for wallets, a student; empty for the
/// platform's own accounts.
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
/// Likewise of a student's wallet.
struct WalletDelta {
    qint64 available = 0;
    qint64 reserved = 0;
    bool operator==(const WalletDelta&) const = default;
};

struct Split {
    Money teacher;
    Money platform;
    bool operator==(const Split&) const = default;
};
/// a × b / c of minor units, cut towards zero and without overflow between; c is not 0.
[[nodiscard]] qint64 portion(qint64 a, qint64 b, qint64 c);
/// teacher = floor(net × (10000 − platformShare) / 10000), platform = the rest.
[[nodiscard]] Split split(const Money& net, int platformShareBasisPoints);
/// Shares of a sale at `net` that would have been at `listNet` without its coupon: whoever funds the coupon bears the
/// difference, as far as its share reaches; the other one's share is that of the list price.
[[nodiscard]] Split splitDiscounted(const Money& listNet, const Money& net, int platformShareBasisPoints, CouponFunding funding);

/// Terms of a sale, frozen when the payment was made.
struct SaleTerms {
    Money amount; ///< that the student pays, tax included
    Money tax;    ///< of it
    int shareBps = 0; ///< the platform's share of what is left
    std::optional<qint64> teacherFixed = {}; ///< the teacher's part of the whole net in minor units, where a coupon moved it; counts instead of shareBps
};
struct Parts {
    Money teacher;
    Money platform;
    Money tax;
    bool operator==(const Parts&) const = default;
};
/// Who bears `taken` of a sale when so much of it in all was refunded or disputed; the whole of it for taken = amount. The
/// parts of one step are the difference of two such sums, so that steps that add up to the whole leave nothing.
[[nodiscard]] Parts partsOf(const SaleTerms& terms, const Money& taken);
/// a − b, part by part.
[[nodiscard]] Parts minus(const Parts& a, const Parts& b);

/// Tax of a price: inclusive tax is a part of it, exclusive tax comes on top; half a unit is rounded up.
/// Exclusive tax is in whole steps of the currency, as the total is charged.
[[nodiscard]] Money taxOf(const Money& price, int taxBps, bool inclusive);

struct SaleFact {
    PaymentId payment;
    std::optional<UserId> teacher; ///< absent: a top-up of the student's wallet
    UserId student;
    Parts parts;                   ///< of a top-up: everything is `platform`, and goes to the wallet
    Money fromWallet;              ///< of the amount, reserved in the student's wallet before
    AccountKind into = AccountKind::GatewayPending; ///< where the rest arrived: gateway, bank or cash box
};
/// A payment succeeded: whoever took the money owes it to us, we owe the teacher's vault (pending) and the tax office, and
/// the platform earns the rest.
[[nodiscard]] Journal sale(const SaleFact& fact);
/// A sale repays what its teacher owes: `amount` of the share that just became pending.
[[nodiscard]] Journal repayment(const PaymentId& payment, const UserId& teacher, const Money& amount);
/// The hold of a sale is over: what is still pending of the teacher's share becomes available.
[[nodiscard]] Journal release(const PaymentId& payment, const UserId& teacher, const Money& amount);

/// Where the teacher's part of what is taken back comes from; the three add up to it.
struct TakenFrom {
    Money pending;
    Money available;
    Money owed; ///< more than the vault holds
};
/// From pending first, then available; the rest becomes a debt.
[[nodiscard]] TakenFrom sourcesOf(const Money& teacherPart, const Money& pending, const Money& available);

/// Part of a sale is taken from those who shared it.
struct TakeBackFact {
    QString sourceType; ///< refund or dispute
    QString sourceId;
    PaymentId payment;
    UserId teacher;
    Parts parts;
    TakenFrom sources;  ///< of parts.teacher
    AccountRef to;      ///< who has the money then
};
[[nodiscard]] Journal refund(const TakeBackFact& fact);
[[nodiscard]] Journal disputeOpened(const TakeBackFact& fact);

struct GiveBackFact {
    QString sourceType;
    QString sourceId;
    PaymentId payment;
    UserId teacher;
    Parts parts;
    Money owed; ///< by the teacher now; repaid first
    bool withinHold = false; ///< the sale's hold still runs, so the money waits again
    AccountRef from;
};
/// The money could not be returned, or the bank gave it back: it is ours again.
[[nodiscard]] Journal refundReturned(const GiveBackFact& fact);
[[nodiscard]] Journal disputeWon(const GiveBackFact& fact);

/// Of a top-up: out of the wallet as far as it reaches, the rest into suspense for an admin to settle.
[[nodiscard]] Journal topUpTaken(const QString& sourceType, const QString& sourceId, const PaymentId& payment, const UserId& student, const Money& amount, const Money& inWallet, const AccountRef& to);

/// The other way round: into suspense what was taken from there, the rest into the wallet.
[[nodiscard]] Journal topUpGivenBack(const QString& sourceType, const QString& sourceId, const PaymentId& payment, const UserId& student, const Money& amount, const Money& fromSuspense, const AccountRef& from);

/// The gateway took a disputed amount from its balance, or put it back. `transaction` is its own id of the movement.
[[nodiscard]] Journal disputeMoved(const PaymentId& payment, const QString& transaction, const Money& amount, bool isTaken);
/// What the gateway keeps (negative: gives back) of one movement of its balance.
[[nodiscard]] Journal gatewayFee(const QString& transaction, const std::optional<PaymentId>& payment, const Money& fee);
/// Movements of the gateway's balance whose day has come; `net` may be negative.
[[nodiscard]] Journal cleared(const QString& batch, const Money& net);
/// An admin explained a movement that belongs to nothing here.
[[nodiscard]] Journal explained(const QString& transaction, AccountKind against, const Money& amount);
/// `amount` (signed: what suspense holds for nobody yet) is moved from suspense to where it belongs.
[[nodiscard]] Journal suspenseCleared(const QString& id, AccountKind to, const Money& amount);
/// What is booked as `booked` moved the gateway's balance by `settled`, in another currency. Both are signed alike.
[[nodiscard]] QList<Journal> exchanged(const QString& transaction, const std::optional<PaymentId>& payment, const Money& booked, const Money& settled);

struct WithdrawalFact {
    WithdrawalId withdrawal;
    std::optional<UserId> teacher; ///< absent: the platform withdraws
    Money amount;
};
[[nodiscard]] Journal withdrawalRequested(const WithdrawalFact& fact);
/// It left the platform's balance at the gateway: a transfer to the teacher's account there, or the platform's payout.
[[nodiscard]] Journal withdrawalSent(const WithdrawalFact& fact);
/// It came back to the platform's balance at the gateway.
[[nodiscard]] Journal withdrawalRecalled(const WithdrawalFact& fact);
[[nodiscard]] Journal withdrawalPaid(const WithdrawalFact& fact, bool byHand);
/// Rejected, cancelled, failed or returned; `afterPaid` when the bank had it before. What the teacher owes by now (zero for
/// the platform) is repaid from it first.
[[nodiscard]] Journal withdrawalReturned(const WithdrawalFact& fact, bool afterPaid, const Money& owed);

/// Part of a student's wallet is set aside for a payment that is under way, or set free again; `refund`: for that refund of
/// a top-up, while the gateway has not answered.
[[nodiscard]] Journal walletReserved(const PaymentId& payment, const UserId& student, const Money& amount, const RefundId& refund = {});
[[nodiscard]] Journal walletFreed(const PaymentId& payment, const UserId& student, const Money& amount, const RefundId& refund = {});

[[nodiscard]] AccountRef account(AccountKind kind, Currency currency);
[[nodiscard]] AccountRef wallet(const UserId& student, Currency currency, Bucket bucket = Bucket::Available);

/// Change of `teacher`'s buckets by the journal; zero when it does not touch that vault.
[[nodiscard]] VaultDelta deltaFor(const Journal& journal, const UserId& teacher);
[[nodiscard]] WalletDelta walletDeltaFor(const Journal& journal, const UserId& student);
/// The teachers whose vaults, and the students whose wallets the journal touches.
[[nodiscard]] QList<UserId> teachersOf(const Journal& journal);
[[nodiscard]] QList<UserId> walletsOf(const Journal& journal);
/// What the line in the vault's history is called; empty when the journal shows no line.
[[nodiscard]] std::optional<EntryKind> entryKind(JournalKind kind);

} // namespace lectern::ledger
