#pragma once
#include "domain/availability.h"
#include "domain/gigs.h"
#include "domain/payments.h"

namespace lectern {

/// Of a booked live session. Pending and Confirmed hold its time until `expiresAt`.
enum class BookingState {
    Pending,   ///< the teacher has to confirm it
    Confirmed, ///< the student has to pay
    Paid,
    Completed, ///< it was held
    Cancelled, ///< also declined, or not confirmed or paid in time
    Refunded,  ///< all of what was paid went back
};
QString toText(BookingState);
bool fromText(const QString&, BookingState&);

enum class BookingPayment { Unpaid, Pending, Paid, Failed, Refunded };
QString toText(BookingPayment);
bool fromText(const QString&, BookingPayment&);

/// Who ended it, or asked for another time.
enum class BookingParty { Student, Teacher, Admin, Time };
QString toText(BookingParty);
bool fromText(const QString&, BookingParty&);

enum class ClaimState { Open, Upheld, Rejected };
QString toText(ClaimState);
bool fromText(const QString&, ClaimState&);

/// One of the two says that the other did not come; an admin decides.
struct SessionClaim {
    BookingParty by = BookingParty::Student;
    QString text;
    QDateTime at;
    ClaimState state = ClaimState::Open;
    QString decision; ///< the admin's words; empty until then
    bool operator==(const SessionClaim&) const = default;
};
QJsonObject toJson(const SessionClaim&);
Result<SessionClaim> sessionClaimFromJson(const QJsonObject&);

struct Booking {
    BookingId id;
    GigId gigId;
    QString title;
    UserId teacherId;
    QString teacherName;
    UserId studentId;
    QString studentName;
    QDateTime startsAt;
    QDateTime endsAt;
    Money hourlyRate;
    SessionPrice price; ///< frozen when it was booked
    BookingState state = BookingState::Pending;
    BookingPayment payment = BookingPayment::Unpaid;
    std::optional<PaymentId> paymentId;
    QString message; ///< of the student, to the teacher
    QDateTime createdAt;
    std::optional<QDateTime> expiresAt; ///< Pending: to be confirmed until then; Confirmed: to be paid
    std::optional<QDateTime> proposedStartsAt; ///< another time, which the other side has to agree to
    std::optional<BookingParty> proposedBy;
    bool movedByTeacher = false; ///< to another time, which the student agreed to: cancelling gives all of it back
    std::optional<BookingParty> endedBy;
    QString reason;   ///< of whoever ended it; empty: none was given
    Money refunded;
    MeetingKind meeting = MeetingKind::Zoom;
    bool isMeetingReady = false;
    std::optional<SessionClaim> claim;
    std::optional<QDateTime> claimUntil; ///< either side may say until then that the other did not come
    QString teacherZone; ///< IANA
    QString studentZone;
    bool operator==(const Booking&) const = default;
};
QJsonObject toJson(const Booking&);
Result<Booking> bookingFromJson(const QJsonObject&);

struct BookingForm {
    GigId gigId;
    QDateTime startsAt;
    int minutes = 60;
    QString message;
    QString timeZone; ///< IANA, the student's: for mails
    std::optional<Money> expectedTotal; ///< refused with Conflict when it costs something else by now
    bool operator==(const BookingForm&) const = default;
};
QJsonObject toJson(const BookingForm&);
Result<BookingForm> bookingFormFromJson(const QJsonObject&);

/// Where a session lies, seen from now.
enum class BookingTime {
    Ahead, ///< it holds its time and is not over; listed with the soonest first
    Past,  ///< also what was cancelled or refunded
    Waiting, ///< for the one who asks: to be confirmed or paid, or another time to be agreed to; the soonest first
};
QString toText(BookingTime);
bool fromText(const QString&, BookingTime&);

struct BookingFilter {
    QString text; ///< topic, teacher or student
    std::optional<BookingState> state;
    std::optional<BookingTime> time;
    std::optional<QDateTime> from;  ///< of the start, included
    std::optional<QDateTime> until; ///< excluded
    bool claimed = false;           ///< only with an open claim
    bool operator==(const BookingFilter&) const = default;
};

/// What cancelling now would give back.
struct CancellationQuote {
    BookingId bookingId;
    Money paid;   ///< and not given back yet
    Money refund;
    std::optional<QDateTime> freeUntil; ///< until then all of it; absent: nothing is paid, or it is the teacher who cancels
    bool operator==(const CancellationQuote&) const = default;
};
QJsonObject toJson(const CancellationQuote&);
Result<CancellationQuote> cancellationQuoteFromJson(const QJsonObject&);

struct BookingCancelForm {
    QString reason;
    std::optional<Money> expectedRefund; ///< refused with Conflict when it is less by now
    bool operator==(const BookingCancelForm&) const = default;
};
QJsonObject toJson(const BookingCancelForm&);
Result<BookingCancelForm> bookingCancelFormFromJson(const QJsonObject&);

/// Another time for it; the other side has to agree, but for one that is not confirmed yet.
struct RescheduleForm {
    QDateTime startsAt;
    bool operator==(const RescheduleForm&) const = default;
};
QJsonObject toJson(const RescheduleForm&);
Result<RescheduleForm> rescheduleFormFromJson(const QJsonObject&);

struct ProposalAnswer {
    bool accept = true;
    bool operator==(const ProposalAnswer&) const = default;
};
QJsonObject toJson(const ProposalAnswer&);
Result<ProposalAnswer> proposalAnswerFromJson(const QJsonObject&);

struct ClaimForm {
    QString text;
    bool operator==(const ClaimForm&) const = default;
};
QJsonObject toJson(const ClaimForm&);
Result<ClaimForm> claimFormFromJson(const QJsonObject&);

/// An admin's. What goes back to the student comes from teacher and platform by their parts.
struct ClaimDecision {
    bool uphold = true;
    Money refund; ///< zero: nothing goes back
    QString reason;
    bool operator==(const ClaimDecision&) const = default;
};
QJsonObject toJson(const ClaimDecision&);
Result<ClaimDecision> claimDecisionFromJson(const QJsonObject&);

/// Where the session is held, for the one who asks: the host's address for the teacher, the guest's for the student. Paid sessions alone have one.
struct MeetingLink {
    QString url;
    QString passcode; ///< empty: none, or it is in the address
    bool operator==(const MeetingLink&) const = default;
};
QJsonObject toJson(const MeetingLink&);
Result<MeetingLink> meetingLinkFromJson(const QJsonObject&);

/// A secret address from which calendars load this user's sessions (RFC 5545).
struct CalendarFeed {
    QString url;
    bool operator==(const CalendarFeed&) const = default;
};
QJsonObject toJson(const CalendarFeed&);
Result<CalendarFeed> calendarFeedFromJson(const QJsonObject&);

namespace states {
[[nodiscard]] bool mayBecome(BookingState from, BookingState to);
/// True while it holds the time of both.
[[nodiscard]] bool holdsTime(BookingState state);
} // namespace states

/// What of `left` goes back when a student cancels a paid session: all of it until `freeHours` before the start, then `latePercent` of it, rounded down, until the start.
[[nodiscard]] Money refundOnCancel(const Money& left, const QDateTime& startsAt, const QDateTime& now, int freeHours, int latePercent);

} // namespace lectern
