#pragma once
#include "domain/payments.h"

namespace lectern {

enum class RefundState {
    Requested, ///< a student asked, outside of what may be taken back without asking; an admin decides
    Approved,  ///< committed here, on its way to the gateway
    Pending,   ///< the gateway works on it
    Succeeded,
    Failed,    ///< the gateway could not return the money; nothing changed hands
    Rejected,  ///< by an admin
};
QString toText(RefundState);
bool fromText(const QString&, RefundState&);

/// Where the money goes: back through the gateway, by hand, or into the student's wallet.
enum class RefundChannel { Gateway, Offline, Wallet };
QString toText(RefundChannel);
bool fromText(const QString&, RefundChannel&);

/// One return of money to the payer of one payment.
struct Refund {
    RefundId id;
    PaymentId paymentId;
    QString courseTitle;
    QString studentName;
    Money amount;
    RefundState state = RefundState::Requested;
    QString reason;      ///< as the student or the admin wrote it
    QString requestedBy; ///< name; empty when it was made in the gateway's dashboard
    QString decidedBy;   ///< name of the admin; empty when nobody had to decide
    QString failure;     ///< why it was rejected or failed; empty
    QString gatewayId;   ///< "re_…"; empty until the gateway knows it
    RefundChannel channel = RefundChannel::Gateway;
    bool reversal = false; ///< takes back a receipt that was recorded by mistake
    QDateTime createdAt;
    std::optional<QDateTime> finishedAt;
    bool operator==(const Refund&) const = default;
};
QJsonObject toJson(const Refund&);
Result<Refund> refundFromJson(const QJsonObject&);

/// What a refund of a payment would do, to be shown before anybody agrees.
struct RefundQuote {
    PaymentId paymentId;
    Money paid;
    int platformShareBps = 0; ///< as frozen at the sale
    Money refundable;    ///< paid, less what was or is being returned
    Money teacherPart;   ///< of `refundable`, taken back from the teacher's vault
    Money platformPart;  ///< of `refundable`, borne by the platform
    Money taxPart;       ///< of `refundable`, tax that is not owed any more
    Money walletPart;    ///< of `refundable`, paid from the wallet, so that it goes back there in any case
    QString blocked;     ///< why nothing can be refunded now (a dispute is open); else empty
    Money teacherOwes;   ///< of `teacherPart`, more than the vault holds: becomes the teacher's debt
    bool automatic = false; ///< the student may take it back at once, without asking
    QString why;         ///< when not automatic: the rule that is in the way, in one sentence
    std::optional<QDateTime> automaticUntil; ///< end of the days in which it is automatic
    int progressPercent = 0;
    std::optional<Money> teacherFixed = {}; ///< where a discount moved the shares: the teacher's part of the whole payment, instead of by platformShareBps
    std::optional<Money> tax = {};          ///< likewise: the tax in the whole payment
    RefundChannel channel = RefundChannel::Gateway; ///< the way it was paid: where what does not go into the wallet goes
    bool isGift = false; ///< it paid for somebody else's place
    bool operator==(const RefundQuote&) const = default;
};
QJsonObject toJson(const RefundQuote&);
Result<RefundQuote> refundQuoteFromJson(const QJsonObject&);

/// By the student: always the whole of what is refundable. By an admin: any part of it.
struct RefundForm {
    Money amount;
    QString reason;
    std::optional<bool> toWallet = {}; ///< true: into the student's wallet instead of the way it was paid
    bool operator==(const RefundForm&) const = default;
};
QJsonObject toJson(const RefundForm&);
Result<RefundForm> refundFormFromJson(const QJsonObject&);

/// What a student sends to take a purchase back.
struct TakeBackForm {
    std::optional<QString> reason = {}; ///< required where an admin has to decide
    std::optional<bool> toWallet = {};  ///< true: into the wallet, at once; else the way it was paid
    bool operator==(const TakeBackForm&) const = default;
};
QJsonObject toJson(const TakeBackForm&);
Result<TakeBackForm> takeBackFormFromJson(const QJsonObject&);

struct RefundDecision {
    bool approve = false;
    QString reason; ///< required to reject
    bool operator==(const RefundDecision&) const = default;
};
QJsonObject toJson(const RefundDecision&);
Result<RefundDecision> refundDecisionFromJson(const QJsonObject&);

struct RefundFilter {
    std::optional<PaymentId> paymentId;
    std::optional<RefundState> state;
    std::optional<QDateTime> from;  ///< booked then or later
    std::optional<QDateTime> until; ///< and before
    QString currency;               ///< empty: any
    bool operator==(const RefundFilter&) const = default;
};

} // namespace lectern
