#include "usecases/bookings/bookingrow.h"
#include "domain/validation.h"
#include "usecases/enrollments/pricing.h"
#include <QJsonDocument>
#include <QTimeZone>

namespace lectern::bookings {

using store::Row;
using store::Transaction;

namespace {

BookingPayment paymentOf(const Row& row)
{
    PaymentState state{};
    if (!fromText(row.text("payment_state"), state)) return BookingPayment::Unpaid;
    switch (state) {
    case PaymentState::Created:
    case PaymentState::AwaitingPayer:
    case PaymentState::RequiresAction:
    case PaymentState::Processing: return BookingPayment::Pending;
    case PaymentState::Succeeded:
    case PaymentState::PartiallyRefunded: return BookingPayment::Paid;
    case PaymentState::Failed: return BookingPayment::Failed;
    case PaymentState::Refunded: return BookingPayment::Refunded;
    case PaymentState::Canceled: return BookingPayment::Unpaid;
    }
    return BookingPayment::Unpaid;
}

std::optional<SessionClaim> claimOf(const Row& row)
{
    if (row.isNull("claim_state")) return std::nullopt;
    return SessionClaim{row.enumeration<BookingParty>("claim_by"), row.text("claim_text"), row.time("claim_at"), row.enumeration<ClaimState>("claim_state"), row.text("claim_answer")};
}

} // namespace

Booking toBooking(const Row& row, const Policy& policy)
{
    Booking booking;
    booking.id = row.id<BookingId>("id");
    booking.gigId = row.id<GigId>("gig_id");
    booking.title = row.text("title");
    booking.teacherId = row.id<UserId>("teacher_id");
    booking.teacherName = row.text("teacher_name");
    booking.studentId = row.id<UserId>("student_id");
    booking.studentName = row.text("student_name");
    booking.startsAt = row.time("starts_at");
    booking.endsAt = row.time("ends_at");
    booking.hourlyRate = row.money("rate_minor");
    booking.price = {row.small("minutes"), row.money("session_minor"), row.money("fee_minor"), row.money("tax_minor"), row.money("total_minor")};
    booking.state = row.enumeration<BookingState>("state");
    booking.payment = paymentOf(row);
    booking.paymentId = row.optionalId<PaymentId>("payment_id");
    booking.message = row.text("message");
    booking.createdAt = row.time("created_at");
    booking.expiresAt = row.optionalTime("expires_at");
    booking.proposedStartsAt = row.optionalTime("proposed_at");
    if (!row.isNull("proposed_by")) booking.proposedBy = row.enumeration<BookingParty>("proposed_by");
    booking.movedByTeacher = row.boolean("moved_by_teacher");
    if (!row.isNull("ended_by")) booking.endedBy = row.enumeration<BookingParty>("ended_by");
    booking.reason = row.text("reason");
    booking.refunded = row.money("refunded_minor");
    booking.meeting = row.enumeration<MeetingKind>("meeting");
    booking.isMeetingReady = booking.state == BookingState::Paid && row.boolean("meeting_ready");
    booking.claim = claimOf(row);
    if (booking.state == BookingState::Paid || booking.state == BookingState::Completed) booking.claimUntil = heldUntil(policy, booking.endsAt);
    booking.teacherZone = row.text("teacher_zone");
    booking.studentZone = row.text("student_zone");
    return booking;
}

Booking loaded(Transaction& transaction, const Services& services, const BookingId& id) { return toBooking(*transaction.one("bookings/find_booking", {{"id", id.value}}), services.policy); }

Error noSuchBooking() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such session among yours.")); }

Side sideOf(const Booking& booking, BookingParty party)
{
    return party == BookingParty::Teacher ? Side{booking.teacherId, booking.teacherName, booking.teacherZone} : Side{booking.studentId, booking.studentName, booking.studentZone};
}

BookingParty otherOf(BookingParty party) { return party == BookingParty::Student ? BookingParty::Teacher : BookingParty::Student; }

BookingParty partyOf(const Caller& caller, const Booking& booking)
{
    if (booking.studentId == caller.user->id) return BookingParty::Student;
    return booking.teacherId == caller.user->id ? BookingParty::Teacher : BookingParty::Admin;
}

bool maySee(const Caller& caller, const Booking& booking) { return isStaff(caller.user->role) || booking.studentId == caller.user->id || booking.teacherId == caller.user->id; }

Result<Locked> lock(Transaction& transaction, const Services& services, const Caller& caller, const BookingId& id)
{
    const auto seen = transaction.one("bookings/find_booking", {{"id", id.value}});
    if (!seen || !maySee(caller, toBooking(*seen, services.policy))) return noSuchBooking();
    // Payments before bookings, as settlement does.
    std::optional<Row> payment;
    if (const auto known = seen->optionalId<PaymentId>("payment_id")) payment = transaction.one("payments/lock_payment_to_refund", {{"id", known->value}});
    const Row row = *transaction.one("bookings/lock_booking", {{"id", id.value}});
    if (row.optionalId<PaymentId>("payment_id") != seen->optionalId<PaymentId>("payment_id")) return makeError(ErrorCode::Conflict, QStringLiteral("This session is being paid just now. Load it again."));
    if (payment && payment->isNull("settled_at")) payment.reset();
    const bool isQuestioned = payment && transaction.one("payments/is_disputed", {{"payment_id", payment->text("id")}})->boolean("is_disputed");
    return Locked{loaded(transaction, services, id), payment, row, isQuestioned};
}

QString whenText(const QDateTime& moment, const QString& zone)
{
    const QTimeZone local(zone.toLatin1());
    const QDateTime there = local.isValid() ? moment.toTimeZone(local) : moment.toUTC();
    return QStringLiteral("%1 (%2)").arg(QLocale(QLocale::English).toString(there, QStringLiteral("dddd d MMMM yyyy, HH:mm")), local.isValid() ? zone : QStringLiteral("UTC"));
}

void tell(Transaction& transaction, const Services& services, const Booking& booking, BookingParty to, const QString& kind, const QString& title, const QString& text, Invite invite)
{
    const Side side = sideOf(booking, to);
    Notice notice{side.id, kind, title, QStringLiteral("“%1”, %2. %3").arg(booking.title, whenText(booking.startsAt, side.zone), text), booking.id.value, QStringLiteral("notice"), QStringLiteral("booking:%1:%2").arg(booking.id.value, newUuid7())};
    if (invite != Invite::None) {
        const auto row = transaction.one("bookings/lock_booking", {{"id", booking.id.value}});
        const auto user = transaction.one("accounts/find_user", {{"id", side.id.value}});
        notice.calendar = invitation(services, booking, to, user->text("email"), row->small("sequence"), invite);
    }
    notify(transaction, services, notice);
}

void tellBoth(Transaction& transaction, const Services& services, const Booking& booking, const QString& kind, const QString& title, const QString& text, Invite invite)
{
    for (const BookingParty side : {BookingParty::Student, BookingParty::Teacher}) tell(transaction, services, booking, side, kind, title, text, invite);
}

Invite withdrawn(Transaction& transaction, const BookingId& id)
{
    if (!transaction.one("bookings/lock_booking", {{"id", id.value}})->boolean("was_invited")) return Invite::None;
    (void)transaction.one("bookings/set_invited", {{"id", id.value}});
    return Invite::Cancel;
}

void publishBoth(Transaction& transaction, const Services& services, const Booking& booking)
{
    for (const UserId& user : {booking.studentId, booking.teacherId}) publish(transaction, services, user, QStringLiteral("booking"), booking.id.value);
    publishToRole(transaction, services, Role::Admin, QStringLiteral("booking"), booking.id.value);
}

void become(Transaction& transaction, const BookingId& id, BookingState to, const std::optional<QDateTime>& expiresAt)
{
    transaction.exec("bookings/set_state", {{"id", id.value}, {"state", toText(to)}, {"expires_at", store::orNull(expiresAt)}, {"ended_by", store::null()}, {"reason", QString()}});
}

QDateTime confirmableUntil(const Services& services, const QDateTime& startsAt)
{
    const QDateTime now = services.clock.now();
    return std::min(now.addSecs(3600LL * services.policy.confirmHours), startsAt.addSecs(-std::min<qint64>(3600, now.secsTo(startsAt) / 2)));
}

QDateTime payableUntil(const Services& services, const QDateTime& startsAt) { return std::min(services.clock.now().addSecs(3600LL * services.policy.sessionPaymentHours), startsAt); }

void end(Transaction& transaction, const Services& services, const Booking& booking, BookingState state, BookingParty by, const QString& reason)
{
    transaction.exec("bookings/free_slots", {{"id", booking.id.value}, {"kind", store::null()}});
    transaction.exec("bookings/set_state", {{"id", booking.id.value}, {"state", toText(state)}, {"expires_at", store::null()}, {"ended_by", toText(by)}, {"reason", reason}});
    transaction.exec("bookings/end_meeting", {{"booking_id", booking.id.value}, {"now", services.clock.now()}});
    publishBoth(transaction, services, booking);
}

QStringList closePayments(Transaction& transaction, const Services& services, const BookingId& id, const QString& except)
{
    QStringList gatewayIds;
    for (const Row& row : transaction.run("bookings/list_open_payments", {{"booking_id", id.value}})) {
        if (row.text("id") == except) continue;
        if (row.isNull("gateway_id")) enrollments::cancelPayment(transaction, services, row);
        else gatewayIds << row.text("gateway_id");
    }
    return gatewayIds;
}

QDateTime heldUntil(const Policy& policy, const QDateTime& endsAt) { return endsAt.addSecs(3600LL * policy.claimHours); }

} // namespace lectern::bookings
