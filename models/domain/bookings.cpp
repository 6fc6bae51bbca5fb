#include "domain/bookings.h"
#include "domain/enumtext.h"
#include "domain/fields/bookings.h"

namespace lectern {

LECTERN_ENUM(BookingState, {BookingState::Pending, "pending"}, {BookingState::Confirmed, "confirmed"}, {BookingState::Paid, "paid"}, {BookingState::Completed, "completed"}, {BookingState::Cancelled, "cancelled"}, {BookingState::Refunded, "refunded"})
LECTERN_ENUM(BookingPayment, {BookingPayment::Unpaid, "unpaid"}, {BookingPayment::Pending, "pending"}, {BookingPayment::Paid, "paid"}, {BookingPayment::Failed, "failed"}, {BookingPayment::Refunded, "refunded"})
LECTERN_ENUM(BookingParty, {BookingParty::Student, "student"}, {BookingParty::Teacher, "teacher"}, {BookingParty::Admin, "admin"}, {BookingParty::Time, "time"})
LECTERN_ENUM(BookingTime, {BookingTime::Ahead, "ahead"}, {BookingTime::Past, "past"}, {BookingTime::Waiting, "waiting"})
LECTERN_ENUM(ClaimState, {ClaimState::Open, "open"}, {ClaimState::Upheld, "upheld"}, {ClaimState::Rejected, "rejected"})

LECTERN_JSON(SessionClaim, sessionClaimFromJson)
LECTERN_JSON(Booking, bookingFromJson)
LECTERN_JSON(BookingForm, bookingFormFromJson)
LECTERN_JSON(CancellationQuote, cancellationQuoteFromJson)
LECTERN_JSON(BookingCancelForm, bookingCancelFormFromJson)
LECTERN_JSON(RescheduleForm, rescheduleFormFromJson)
LECTERN_JSON(ProposalAnswer, proposalAnswerFromJson)
LECTERN_JSON(ClaimForm, claimFormFromJson)
LECTERN_JSON(ClaimDecision, claimDecisionFromJson)
LECTERN_JSON(MeetingLink, meetingLinkFromJson)
LECTERN_JSON(CalendarFeed, calendarFeedFromJson)

namespace states {

bool mayBecome(BookingState from, BookingState to)
{
    using S = BookingState;
    switch (from) {
    case S::Pending: return to == S::Confirmed || to == S::Cancelled;
    case S::Confirmed: return to == S::Paid || to == S::Cancelled;
    case S::Paid: return to == S::Completed || to == S::Cancelled || to == S::Refunded;
    case S::Completed: return to == S::Refunded;
    // Its payment arrived after its time was over, and the time is still free; or money that went back came again.
    case S::Cancelled: return to == S::Paid || to == S::Refunded;
    case S::Refunded: return to == S::Paid || to == S::Completed || to == S::Cancelled;
    }
    return false;
}

bool holdsTime(BookingState state) { return state == BookingState::Pending || state == BookingState::Confirmed || state == BookingState::Paid; }

} // namespace states

Money refundOnCancel(const Money& left, const QDateTime& startsAt, const QDateTime& now, int freeHours, int latePercent)
{
    if (now <= startsAt.addSecs(-3600LL * freeHours)) return left;
    if (now >= startsAt) return Money::fromMinor(0, left.currency());
    return left.share(latePercent * 100, Rounding::Floor).value_or(Money::fromMinor(0, left.currency())).cutToSteps();
}

} // namespace lectern
