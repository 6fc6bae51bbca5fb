#pragma once
#include "domain/enrollments.h"

namespace lectern {

/// Ranks are monotone; Succeeded, Canceled and Refunded absorb.
enum class PaymentState {
    Created,         ///< committed here, not yet known to the gateway
    AwaitingPayer,   ///< requires_payment_method or requires_confirmation
    RequiresAction,  ///< 3-D Secure
    Processing,
    Succeeded,
    Failed,          ///< the last attempt was declined; may be tried again
    Canceled,
    PartiallyRefunded,
    Refunded,
};
QString toText(PaymentState);
bool fromText(const QString&, PaymentState&);

/// How a payment is made. Cash, cheque and bank transfer are recorded by an admin; a transfer is matched by the payment service.
enum class PaymentMethod { Card, Cash, Cheque, BankTransfer, Wallet, Transfer };
QString toText(PaymentMethod);
bool fromText(const QString&, PaymentMethod&);
/// Whether the payment service moves the money: it is asked to collect it, and refunds go back through it.
[[nodiscard]] bool isByGateway(PaymentMethod method);
/// Whether an admin records that the money came.
[[nodiscard]] bool isOffline(PaymentMethod method);
enum class PaymentKind {
    Course,
    TopUp,   ///< belongs to no course: it fills the student's wallet
    Booking, ///< of a live session
};
QString toText(PaymentKind);
bool fromText(const QString&, PaymentKind&);

/// What became of a settled payment that its state does not tell.
enum class PaymentStanding {
    Usual,
    Disputed, ///< the student's bank questions it, and has not decided
    Lost,     ///< and decided for the student
    Reversed, ///< recorded by mistake: no money came, none went back
};
QString toText(PaymentStanding);
bool fromText(const QString&, PaymentStanding&);

struct Payment {
    PaymentId id;
    PaymentKind kind = PaymentKind::Course;
    PaymentMethod method = PaymentMethod::Card;
    EnrollmentId enrollmentId;
    CourseId courseId;
    QString courseTitle;
    UserId studentId;
    QString studentName;
    QString teacherName;
    Money amount;
    Money refunded;
    Money disputed;   ///< with the student's bank, or lost to it
    Money walletPart; ///< of `amount`, paid from the student's wallet
    Money tax;        ///< of `amount`
    int taxBps = 0;   ///< rate, frozen at the sale
    std::optional<Money> fee; ///< what the gateway kept; absent until its balance transaction is known
    Money teacherShare;
    Money platformShare;
    PaymentState state = PaymentState::Created;
    QString failureMessage; ///< for the payer, from the gateway; empty
    QString gatewayId;      ///< "pi_…"; empty while Created
    QDateTime createdAt;
    std::optional<QDateTime> settledAt;
    QString receiptNumber; ///< "R-2026-000017"; empty until it is issued
    Money discount;        ///< by a coupon; the amount is what was left
    QString couponCode;    ///< empty: none
    int instalment = 0;    ///< number of this payment in its plan; 0: no plan
    int instalments = 0;   ///< payments of the plan
    PaymentStanding standing = PaymentStanding::Usual;
    bool isGift = false;   ///< it pays for somebody else's place
    bool isForBundle = false; ///< a top-up that buys the courses of a bundle at once
    std::optional<BookingId> bookingId = {}; ///< the live session that it pays for; its title is in courseTitle
    std::optional<QDateTime> sessionAt = {}; ///< when that begins
    QString transferReference; ///< that a bank transfer is sent with; empty: it is none, or nobody asked where to
    bool operator==(const Payment&) const = default;
};
QJsonObject toJson(const Payment&);
Result<Payment> paymentFromJson(const QJsonObject&);

/// Where a bank transfer is to be sent, and what is still missing of it. The payment service finds it by the reference.
struct TransferDetails {
    QString reference;
    QString holder;   ///< of the account
    QString account;  ///< IBAN or account number
    QString bankCode; ///< BIC, sort code or routing number
    QString bankName; ///< empty: not known
    Money missing;
    QString pageUrl;    ///< the payment service's page about it; empty: none
    QDateTime payUntil; ///< the place is kept until then
    bool operator==(const TransferDetails&) const = default;
};
QJsonObject toJson(const TransferDetails&);
Result<TransferDetails> transferDetailsFromJson(const QJsonObject&);

/// Money of bank transfers that belongs to no payment: too much was sent, or it came too late. It pays the next transfer by itself.
struct TransferBalance {
    QList<Money> unused; ///< by currency; none: empty
    bool operator==(const TransferBalance&) const = default;
};
QJsonObject toJson(const TransferBalance&);
Result<TransferBalance> transferBalanceFromJson(const QJsonObject&);

struct TransferReturnForm {
    Money amount;
    bool operator==(const TransferReturnForm&) const = default;
};
QJsonObject toJson(const TransferReturnForm&);
Result<TransferReturnForm> transferReturnFormFromJson(const QJsonObject&);

/// What the checkout view needs for one payment.
struct Checkout {
    Payment payment;
    QString clientSecret;
    QString publishableKey;
    QString stripeJsUrl;
    QString checkoutUrl; ///< the page that the server serves, with a ticket that lives 30 minutes
    QStringList allowedHosts; ///< "host", "host:port" or "*.domain": all that the view may visit beside the server itself
    std::optional<TransferDetails> transfer = {}; ///< paid by a bank transfer: no page is opened
    bool operator==(const Checkout&) const = default;
};
QJsonObject toJson(const Checkout&);
Result<Checkout> checkoutFromJson(const QJsonObject&);

/// What the checkout view needs to save a method.
struct MethodSetup {
    QString setupId; ///< "seti_…"
    QString checkoutUrl; ///< the page that the server serves, with a ticket that lives 30 minutes
    QStringList allowedHosts;
    bool operator==(const MethodSetup&) const = default;
};
QJsonObject toJson(const MethodSetup&);
Result<MethodSetup> methodSetupFromJson(const QJsonObject&);

/// Answer of an enrollment: in at once (free course), what to pay, or a method to keep for the time after a trial.
struct EnrollResult {
    Enrollment enrollment;
    std::optional<Checkout> checkout;
    std::optional<MethodSetup> setup = {};
    bool operator==(const EnrollResult&) const = default;
};
QJsonObject toJson(const EnrollResult&);
Result<EnrollResult> enrollResultFromJson(const QJsonObject&);

struct CreateIntentForm {
    EnrollmentId enrollmentId;
    bool operator==(const CreateIntentForm&) const = default;
};
QJsonObject toJson(const CreateIntentForm&);
Result<CreateIntentForm> createIntentFormFromJson(const QJsonObject&);

/// The client says that the checkout page is done; the server asks the gateway and answers what it knows.
/// Never grants anything.
struct ConfirmForm {
    PaymentId paymentId;
    bool operator==(const ConfirmForm&) const = default;
};
QJsonObject toJson(const ConfirmForm&);
Result<ConfirmForm> confirmFormFromJson(const QJsonObject&);

/// What brought a student to a course.
enum class EnrollmentSource {
    Direct,
    Referral,  ///< a friend's link
    Promotion, ///< a coupon
    Bundle,
    LearningPath,
};
QString toText(EnrollmentSource);
bool fromText(const QString&, EnrollmentSource&);

/// What the times of a filter are about. Ordered are those begun without the top-ups of wallets; a sale is a settled payment for a course;
/// Declined are those with a failed attempt.
enum class PaymentMoment { Begun, Ordered, Sold, Declined };
QString toText(PaymentMoment);
bool fromText(const QString&, PaymentMoment&);

struct PaymentFilter {
    QString text; ///< student, course, receipt number, gateway id or the reference of a transfer
    bool waitingOffline = false; ///< only those that wait for cash, a cheque or a transfer
    bool disputed = false;       ///< only those that a bank questions, or took back
    std::optional<PaymentState> state;
    std::optional<PaymentStanding> standing;
    PaymentMoment moment = PaymentMoment::Begun;
    std::optional<QDateTime> from;  ///< included
    std::optional<QDateTime> until; ///< excluded
    QString currency; ///< empty: any
    std::optional<CourseId> courseId;
    std::optional<CategoryId> categoryId;
    std::optional<UserId> teacherId;
    QString couponCode;  ///< empty: any
    std::optional<EnrollmentSource> source;
    QString declineCode; ///< of a failed attempt, for Declined only; empty: any
    bool operator==(const PaymentFilter&) const = default;
};

} // namespace lectern
