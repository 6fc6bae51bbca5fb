#pragma once
#include "domain/bookings.h"
#include "usecases/context.h"

/// Booked live sessions: held, confirmed, paid, held again in the other sense, and what goes wrong with them.
namespace lectern::bookings {

// Student.
/// Holds the time until the teacher confirms. Conflict: somebody was faster, or the price is another one by now.
[[nodiscard]] Result<Booking> book(const Services& services, const Caller& caller, const BookingForm& form);
/// Of what the teacher confirmed. Repeats itself safely: one open payment for a booking.
[[nodiscard]] Result<Checkout> pay(const Services& services, const Caller& caller, const BookingId& id);

// Teacher.
[[nodiscard]] Result<Booking> confirm(const Services& services, const Caller& caller, const BookingId& id);

// Either side; an admin reads.
[[nodiscard]] Result<Page<Booking>> list(const Services& services, const Caller& caller, const BookingFilter& filter, const PageRequest& page);
[[nodiscard]] Result<Booking> find(const Services& services, const Caller& caller, const BookingId& id);
[[nodiscard]] Result<CancellationQuote> cancellation(const Services& services, const Caller& caller, const BookingId& id);
/// Also how a teacher declines. By a teacher or an admin the whole amount goes back.
[[nodiscard]] Result<Booking> cancel(const Services& services, const Caller& caller, const BookingId& id, const BookingCancelForm& form);
/// To where it can be moved, by the teacher's hours; what it takes now counts as free. The teacher's own notice binds students alone.
[[nodiscard]] Result<Page<FreeSlot>> freeSlots(const Services& services, const Caller& caller, const BookingId& id, const QDateTime& from, const QDateTime& until);
/// A request moves at once; what was confirmed needs the other side.
[[nodiscard]] Result<Booking> reschedule(const Services& services, const Caller& caller, const BookingId& id, const RescheduleForm& form);
[[nodiscard]] Result<Booking> answerProposal(const Services& services, const Caller& caller, const BookingId& id, const ProposalAnswer& answer);
/// The host's address for the teacher, the guest's for the student. Of paid sessions only, and not while a bank questions the payment.
[[nodiscard]] Result<MeetingLink> meeting(const Services& services, const Caller& caller, const BookingId& id);
[[nodiscard]] Result<Booking> claim(const Services& services, const Caller& caller, const BookingId& id, const ClaimForm& form);

// Admin.
[[nodiscard]] Result<Booking> decideClaim(const Services& services, const Caller& caller, const BookingId& id, const ClaimDecision& decision);

// The calendar of one's own.
[[nodiscard]] Result<CalendarFeed> feed(const Services& services, const Caller& caller, bool renew);
/// iCalendar text (RFC 5545) for whoever has the secret address.
[[nodiscard]] Result<QByteArray> feedText(const Services& services, const QString& token);

// Jobs.
void expireDue(const Services& services);   ///< what was not confirmed or paid in time, with its intents at the gateway
void completeDue(const Services& services); ///< what was held
void cancelOfBlocked(const Services& services); ///< what is ahead of somebody who was blocked; all of it is paid back
void remind(const Services& services);      ///< a day and an hour before
/// Makes, moves and ends meetings at the service; one at a time, at most 20 a call.
void followMeetings(const Services& services);

} // namespace lectern::bookings
