#include "meetings/provider.h"
#include "usecases/bookings/bookingrow.h"
#include "usecases/enrollments/pricing.h"

namespace lectern::bookings {

using store::Row;
using store::Transaction;

QStringList idsOf(const Services& services, const char* statement, const store::Params& params)
{
    const auto ids = services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        QStringList found;
        for (const Row& row : transaction.run(statement, params)) found << row.text("id");
        return found;
    });
    return ids ? *ids : QStringList();
}

namespace {

/// One that was not confirmed or paid in time; what is to be cancelled at the gateway is answered.
Result<QStringList> expire(const Services& services, const BookingId& id)
{
    return services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        (void)transaction.run("bookings/list_open_payments", {{"booking_id", id.value}}); // locked first, as everywhere
        (void)transaction.one("bookings/lock_booking", {{"id", id.value}});
        const Booking booking = loaded(transaction, services, id);
        const QDateTime now = services.clock.now();
        const bool isDue = (booking.state == BookingState::Pending || booking.state == BookingState::Confirmed) && booking.expiresAt && *booking.expiresAt <= now;
        if (!isDue) return QStringList();
        // A bank works on it: the hour waits for what it says, as long as there is one.
        if (booking.paymentId && booking.startsAt > now) {
            const auto payment = transaction.one("payments/find_payment", {{"id", booking.paymentId->value}});
            if (payment->enumeration<PaymentState>("state") == PaymentState::Processing) {
                transaction.exec("bookings/set_expiry", {{"id", id.value}, {"expires_at", std::min(now.addSecs(3600), booking.startsAt)}});
                return QStringList();
            }
        }
        const bool wasPending = booking.state == BookingState::Pending;
        end(transaction, services, booking, BookingState::Cancelled, BookingParty::Time, {});
        const QStringList intents = closePayments(transaction, services, id);
        audit(transaction, services, {}, QStringLiteral("booking.expire"), booking.title, id.value, wasPending ? QStringLiteral("not confirmed in time") : QStringLiteral("not paid in time"));
        const Booking over = loaded(transaction, services, id);
        tell(transaction, services, over, BookingParty::Student, QStringLiteral("booking_expired"), wasPending ? QStringLiteral("Your request was not answered in time") : QStringLiteral("Your session was not paid in time"),
             wasPending ? QStringLiteral("Nothing was charged. Choose another time, or another teacher.") : QStringLiteral("The hour is free for others again. You can book it once more."));
        tell(transaction, services, over, BookingParty::Teacher, QStringLiteral("booking_expired"), wasPending ? QStringLiteral("A request is over: it was not confirmed in time") : QStringLiteral("A session was not paid in time"), QStringLiteral("The hour is free again."));
        return intents;
    });
}

void complete(const Services& services, const BookingId& id)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto seen = transaction.one("bookings/find_booking", {{"id", id.value}});
        const auto payment = seen->isNull("payment_id") ? std::nullopt : transaction.one("payments/lock_payment_to_refund", {{"id", seen->text("payment_id")}}); // before the booking
        (void)transaction.one("bookings/lock_booking", {{"id", id.value}});
        const Booking booking = loaded(transaction, services, id);
        if (booking.state != BookingState::Paid || booking.endsAt > services.clock.now()) return Done{};
        if (payment && payment->integer("disputed_minor") > 0) {
            // Nobody could enter it. Should the bank decide for the school, its money is given back then.
            end(transaction, services, booking, BookingState::Cancelled, BookingParty::Admin, QStringLiteral("A bank questioned its payment, so it could not begin."));
            const Booking over = loaded(transaction, services, id);
            tellBoth(transaction, services, over, QStringLiteral("booking_cancelled"), QStringLiteral("A session did not take place"), QStringLiteral("A bank questioned its payment. Its money goes back to the student whatever the bank decides."));
            return Done{};
        }
        transaction.exec("bookings/drop_meeting", {{"booking_id", id.value}});
        transaction.exec("bookings/free_slots", {{"id", id.value}, {"kind", store::null()}});
        become(transaction, id, BookingState::Completed);
        const Booking held = loaded(transaction, services, id);
        tell(transaction, services, held, BookingParty::Student, QStringLiteral("booking_completed"), QStringLiteral("How was your session?"), QStringLiteral("If %1 did not come, report it under Live sessions until %2.").arg(booking.teacherName, whenText(*held.claimUntil, booking.studentZone)));
        publishBoth(transaction, services, held);
        return Done{};
    });
}

void endProposal(const Services& services, const BookingId& id)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto row = transaction.one("bookings/lock_booking", {{"id", id.value}});
        const QDateTime now = services.clock.now();
        if (row->isNull("proposed_at") || (row->time("proposed_at") > now && row->time("starts_at") > now)) return Done{};
        transaction.exec("bookings/free_slots", {{"id", id.value}, {"kind", QStringLiteral("proposal")}});
        transaction.exec("bookings/set_proposal", {{"id", id.value}, {"proposed_at", store::null()}, {"proposed_by", store::null()}});
        publishBoth(transaction, services, loaded(transaction, services, id));
        return Done{};
    });
}

} // namespace

void expireDue(const Services& services)
{
    for (const QString& id : idsOf(services, "bookings/list_expired", {{"now", services.clock.now()}})) {
        if (const auto intents = expire(services, BookingId{id})) enrollments::cancelIntents(services, *intents);
    }
}

void freeOverdue(const Services& services)
{
    for (const QString& id : idsOf(services, "bookings/list_expired", {{"now", services.clock.now()}})) (void)expire(services, BookingId{id});
}

void completeDue(const Services& services)
{
    for (const QString& id : idsOf(services, "bookings/list_over", {{"now", services.clock.now()}})) complete(services, BookingId{id});
    for (const QString& id : idsOf(services, "bookings/list_stale_proposals", {{"now", services.clock.now()}})) endProposal(services, BookingId{id});
}

void remind(const Services& services)
{
    const QDateTime now = services.clock.now();
    const store::Params moments{{"now", now}, {"hour", now.addSecs(3600)}, {"day", now.addDays(1)}};
    for (const QString& id : idsOf(services, "bookings/list_to_remind", moments)) {
        (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
            (void)transaction.one("bookings/lock_booking", {{"id", id}});
            const Booking booking = loaded(transaction, services, BookingId{id});
            const bool isHour = booking.startsAt <= now.addSecs(3600);
            if (booking.state != BookingState::Paid) return Done{};
            transaction.exec("bookings/set_reminded", {{"id", id}, {"is_hour", isHour}});
            const QString title = isHour ? QStringLiteral("Your session begins within the hour") : QStringLiteral("Your session is within a day");
            for (const BookingParty side : {BookingParty::Student, BookingParty::Teacher})
                tell(transaction, services, booking, side, QStringLiteral("booking_reminder"), title, QStringLiteral("With %1. The way in is in Lectern, under Live sessions.").arg(sideOf(booking, otherOf(side)).name));
            return Done{};
        });
    }
}

} // namespace lectern::bookings
