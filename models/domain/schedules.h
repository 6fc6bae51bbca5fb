#pragma once
#include "domain/plans.h"

namespace lectern {

enum class ScheduleState {
    Proposed,  ///< agreed to; the first payment is under way
    Active,
    Paused,    ///< by an admin: nothing is collected, nothing is past due
    Completed,
    Cancelled,
};
QString toText(ScheduleState);
bool fromText(const QString&, ScheduleState&);

/// A line as it stands today.
enum class LineState { Upcoming, Due, Overdue, Processing, Paid, Waived, Cancelled };
QString toText(LineState);
bool fromText(const QString&, LineState&);

/// Still to be paid, and nothing is under way for it.
bool isOpen(LineState);

struct ScheduleLine {
    LineId id;
    int number = 1;
    Money amount;
    QDateTime dueOn;
    LineState state = LineState::Upcoming;
    int attempts = 0;     ///< collections on the saved method
    std::optional<QDateTime> nextAttemptAt;
    QString failure;      ///< of the last one, for the payer
    bool needsPayer = false; ///< the bank wants the student to confirm it
    std::optional<PaymentId> paymentId;
    std::optional<QDateTime> paidAt;
    QString note;         ///< why it was waived
    bool operator==(const ScheduleLine&) const = default;
};
QJsonObject toJson(const ScheduleLine&);
Result<ScheduleLine> scheduleLineFromJson(const QJsonObject&);

/// What a student owes for one enrollment, and when. Prices that change later do not touch it.
struct Schedule {
    ScheduleId id;
    EnrollmentId enrollmentId;
    EnrollmentState enrollmentState = EnrollmentState::Active;
    CourseId courseId;
    QString courseTitle;
    UserId studentId;
    QString studentName;
    QString planName;
    ScheduleState state = ScheduleState::Proposed;
    Money total;
    Money paid;    ///< and waived
    Money overdue;
    QList<ScheduleLine> lines; ///< in the order of their numbers
    std::optional<QDateTime> suspendsOn; ///< access, if what is overdue stays unpaid
    std::optional<QDateTime> endsOn;     ///< the enrollment, likewise
    QDateTime createdAt;
    bool operator==(const Schedule&) const = default;
};
QJsonObject toJson(const Schedule&);
Result<Schedule> scheduleFromJson(const QJsonObject&);

struct ScheduleFilter {
    QString text; ///< student or course
    std::optional<ScheduleState> state;
    bool overdueOnly = false;
    bool operator==(const ScheduleFilter&) const = default;
};

/// What an admin changes of a line; `reason` is required.
struct LineChange {
    LineId lineId;
    std::optional<QDateTime> dueOn; ///< a later or earlier day; absent: the line is waived
    QString reason;
    bool operator==(const LineChange&) const = default;
};
QJsonObject toJson(const LineChange&);
Result<LineChange> lineChangeFromJson(const QJsonObject&);

struct PayLineForm {
    LineId lineId;
    bool operator==(const PayLineForm&) const = default;
};
QJsonObject toJson(const PayLineForm&);
Result<PayLineForm> payLineFormFromJson(const QJsonObject&);

/// A way to pay that the gateway keeps for a student. Lectern knows no more of it than this.
struct SavedMethod {
    QString id;    ///< "pm_…"
    QString kind;  ///< card, sepa_debit, us_bank_account…
    QString brand; ///< "visa"; of an account: its bank
    QString last4;
    int expiryMonth = 0; ///< of a card
    int expiryYear = 0;
    bool isDefault = false; ///< plans are collected from it
    bool operator==(const SavedMethod&) const = default;
};
QJsonObject toJson(const SavedMethod&);
Result<SavedMethod> savedMethodFromJson(const QJsonObject&);

enum class SessionState { Open, Completed, Expired, Cancelled };
QString toText(SessionState);
bool fromText(const QString&, SessionState&);

struct SessionForm {
    EnrollmentId enrollmentId;
    bool operator==(const SessionForm&) const = default;
};
QJsonObject toJson(const SessionForm&);
Result<SessionForm> sessionFormFromJson(const QJsonObject&);

/// A checkout on the gateway's own page. Completed says that the page is done, never that money arrived.
struct HostedSession {
    SessionId id;
    QString stripeId; ///< "cs_…"
    EnrollmentId enrollmentId;
    PaymentId paymentId;
    PaymentState paymentState = PaymentState::Created;
    SessionState state = SessionState::Open;
    QString url; ///< to open in a browser while Open; else empty
    QDateTime expiresAt;
    bool operator==(const HostedSession&) const = default;
};
QJsonObject toJson(const HostedSession&);
Result<HostedSession> hostedSessionFromJson(const QJsonObject&);

} // namespace lectern
