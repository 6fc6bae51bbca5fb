#include "usecases/bookings/bookingrow.h"
#include "usecases/gigs/gigs.h"

namespace lectern::bookings {

using store::Row;
using store::Transaction;

namespace {

Error taken() { return Error{ErrorCode::Conflict, QStringLiteral("startsAt"), QStringLiteral("One of you is taken then. Choose another time."), 0}; }

/// Takes the new time, and lets go of the old one.
std::optional<Error> moveTo(Transaction& transaction, const Services& services, const Booking& booking, const std::optional<Row>& payment, const QDateTime& startsAt, bool byTeacher)
{
    const QDateTime now = services.clock.now();
    transaction.exec("bookings/free_slots", {{"id", booking.id.value}, {"kind", store::null()}});
    if (transaction.exec("bookings/hold_slot", {{"id", booking.id.value}, {"kind", QStringLiteral("session")}, {"starts_at", startsAt}}) == 0) return taken();
    const std::optional<QDateTime> expires = booking.expiresAt ? std::optional(std::min(*booking.expiresAt, startsAt)) : std::nullopt;
    transaction.exec("bookings/set_time", {{"id", booking.id.value}, {"starts_at", startsAt}, {"expires_at", store::orNull(expires)}, {"by_teacher", byTeacher}});
    transaction.exec("bookings/change_meeting", {{"booking_id", booking.id.value}, {"now", now}});
    if (payment) transaction.exec("bookings/extend_hold", {{"payment_id", payment->text("id")}, {"until", heldUntil(services.policy, startsAt.addSecs(60LL * booking.price.minutes))}});
    return std::nullopt;
}

void tellMoved(Transaction& transaction, const Services& services, const Booking& before, const Booking& now)
{
    const Invite invite = transaction.one("bookings/lock_booking", {{"id", now.id.value}})->boolean("was_invited") ? Invite::Request : Invite::None;
    for (const BookingParty side : {BookingParty::Student, BookingParty::Teacher})
        tell(transaction, services, now, side, QStringLiteral("booking_moved"), QStringLiteral("A session has another time"), QStringLiteral("Before it was %1.").arg(whenText(before.startsAt, sideOf(now, side).zone)), invite);
}

/// Another start that the other side has to agree to; its time is held meanwhile.
Result<Booking> propose(Transaction& transaction, const Services& services, const Booking& booking, BookingParty by, const QDateTime& startsAt)
{
    const QString id = booking.id.value;
    transaction.exec("bookings/free_slots", {{"id", id}, {"kind", QStringLiteral("proposal")}});
    if (transaction.exec("bookings/hold_slot", {{"id", id}, {"kind", QStringLiteral("proposal")}, {"starts_at", startsAt}}) == 0) return taken();
    transaction.exec("bookings/set_proposal", {{"id", id}, {"proposed_at", startsAt}, {"proposed_by", toText(by)}});
    const BookingParty other = otherOf(by);
    tell(transaction, services, booking, other, QStringLiteral("booking_proposed"), QStringLiteral("%1 asks for another time").arg(sideOf(booking, by).name),
         QStringLiteral("Instead: %1. Agree or decline under Live sessions; until then the first time stays.").arg(whenText(startsAt, sideOf(booking, other).zone)));
    const Booking now = loaded(transaction, services, booking.id);
    publishBoth(transaction, services, now);
    return now;
}

/// Why it cannot be moved at all, to whatever time.
std::optional<Error> problemOf(const Services& services, const Booking& booking, BookingParty by)
{
    const QDateTime now = services.clock.now();
    if (!states::holdsTime(booking.state) || booking.startsAt <= now) return makeError(ErrorCode::InvalidState, QStringLiteral("This session cannot be moved any more."));
    if (by == BookingParty::Student && booking.state == BookingState::Paid && now > booking.startsAt.addSecs(-3600LL * services.policy.freeCancelHours))
        return makeError(ErrorCode::InvalidState, QStringLiteral("A session can be moved until %1 hours before it begins. Write to your teacher.").arg(services.policy.freeCancelHours));
    return std::nullopt;
}

std::optional<Error> problemOf(Transaction& transaction, const Services& services, const Booking& booking, BookingParty by, const QDateTime& startsAt)
{
    if (auto error = problemOf(services, booking, by)) return error;
    const QDateTime now = services.clock.now();
    if (!startsAt.isValid() || startsAt <= now) return fieldError(QStringLiteral("startsAt"), QStringLiteral("This time has passed. Choose a later one."));
    if (by == BookingParty::Teacher) return startsAt < now.addDays(365) ? std::nullopt : std::optional(fieldError(QStringLiteral("startsAt"), QStringLiteral("Choose a time within a year."))); // it is the teacher's own time
    return scheduling::problemOf(gigs::hoursOf(transaction, booking.teacherId), startsAt, booking.price.minutes, now);
}

} // namespace

Result<Page<FreeSlot>> freeSlots(const Services& services, const Caller& caller, const BookingId& id, const QDateTime& from, const QDateTime& until)
{
    return services.database.inTransaction<Page<FreeSlot>>([&](Transaction& transaction) -> Result<Page<FreeSlot>> {
        const auto row = transaction.one("bookings/find_booking", {{"id", id.value}});
        if (!row) return noSuchBooking();
        const Booking booking = toBooking(*row, services.policy);
        const BookingParty by = partyOf(caller, booking);
        if (by == BookingParty::Admin) return noSuchBooking();
        if (auto error = problemOf(services, booking, by)) return *error;
        Availability hours = gigs::hoursOf(transaction, booking.teacherId);
        hours.bufferMinutes = std::max(hours.bufferMinutes, row->small("buffer_minutes")); // it takes the pause along that it was booked with
        if (by == BookingParty::Teacher) hours.noticeHours = 0;
        auto page = gigs::freeSlots(transaction, services, hours, {booking.teacherId, booking.studentId, id, booking.price.minutes, from, until});
        if (page) page->items.removeIf([&](const FreeSlot& slot) { return slot.startsAt == booking.startsAt; });
        return page;
    });
}

Result<Booking> reschedule(const Services& services, const Caller& caller, const BookingId& id, const RescheduleForm& form)
{
    freeOverdue(services);
    return services.database.inTransaction<Booking>([&](Transaction& transaction) -> Result<Booking> {
        const auto locked = lock(transaction, services, caller, id);
        if (!locked) return locked.error();
        const Booking& booking = locked->booking;
        const BookingParty by = partyOf(caller, booking);
        if (by == BookingParty::Admin) return noSuchBooking();
        if (booking.startsAt == form.startsAt || booking.proposedStartsAt == form.startsAt) return booking; // its answer was lost
        if (auto error = problemOf(transaction, services, booking, by, form.startsAt)) return *error;
        audit(transaction, services, caller, QStringLiteral("booking.move"), booking.title, id.value, QStringLiteral("from %1 to %2").arg(momentText(booking.startsAt), momentText(form.startsAt)));
        if (by == BookingParty::Teacher || booking.state != BookingState::Pending) return propose(transaction, services, booking, by, form.startsAt);
        if (auto error = moveTo(transaction, services, booking, locked->payment, form.startsAt, false)) return *error;
        const Booking now = loaded(transaction, services, id);
        tellMoved(transaction, services, booking, now);
        publishBoth(transaction, services, now);
        return now;
    });
}

Result<Booking> answerProposal(const Services& services, const Caller& caller, const BookingId& id, const ProposalAnswer& answer)
{
    return services.database.inTransaction<Booking>([&](Transaction& transaction) -> Result<Booking> {
        const auto locked = lock(transaction, services, caller, id);
        if (!locked) return locked.error();
        const Booking& booking = locked->booking;
        const BookingParty me = partyOf(caller, booking);
        if (me == BookingParty::Admin) return noSuchBooking();
        if (!booking.proposedStartsAt) return makeError(ErrorCode::InvalidState, QStringLiteral("No other time is proposed any more. Load it again."));
        const bool isOwn = booking.proposedBy == me;
        if (isOwn && answer.accept) return makeError(ErrorCode::InvalidState, QStringLiteral("The other side has to agree to it."));
        if (!answer.accept) {
            transaction.exec("bookings/free_slots", {{"id", id.value}, {"kind", QStringLiteral("proposal")}});
            transaction.exec("bookings/set_proposal", {{"id", id.value}, {"proposed_at", store::null()}, {"proposed_by", store::null()}});
            tell(transaction, services, booking, otherOf(me), QStringLiteral("booking_proposal_declined"), isOwn ? QStringLiteral("The other time is not asked for any more") : QStringLiteral("The other time was declined"),
                 QStringLiteral("The session stays as it was."));
        } else {
            const QDateTime now = services.clock.now();
            if (booking.startsAt <= now || *booking.proposedStartsAt <= now) return makeError(ErrorCode::InvalidState, QStringLiteral("This time has passed."));
            if (auto error = moveTo(transaction, services, booking, locked->payment, *booking.proposedStartsAt, booking.proposedBy == BookingParty::Teacher)) return *error;
            // A teacher who proposes a time for a request has confirmed it in that.
            if (booking.state == BookingState::Pending && booking.proposedBy == BookingParty::Teacher)
                become(transaction, id, BookingState::Confirmed, payableUntil(services, *booking.proposedStartsAt));
            tellMoved(transaction, services, booking, loaded(transaction, services, id));
        }
        const Booking now = loaded(transaction, services, id);
        publishBoth(transaction, services, now);
        return now;
    });
}

} // namespace lectern::bookings
