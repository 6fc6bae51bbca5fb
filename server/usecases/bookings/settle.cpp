#include "usecases/bookings/settle.h"
#include "usecases/bookings/bookingrow.h"
#include "usecases/payments/refunds.h"

namespace lectern::bookings {

using store::Row;
using store::Transaction;

namespace {

/// Paid: it cannot expire any more, and its meeting is made after the commit.
void open(Transaction& transaction, const Services& services, const Booking& booking, const PaymentId& payment)
{
    become(transaction, booking.id, BookingState::Paid);
    transaction.exec("bookings/set_payment", {{"id", booking.id.value}, {"payment_id", payment.value}});
    if (booking.meeting == MeetingKind::Zoom) transaction.exec("bookings/want_meeting", {{"booking_id", booking.id.value}, {"now", services.clock.now()}});
    const QDateTime moment = services.clock.now();
    if (booking.startsAt <= moment.addDays(1)) transaction.exec("bookings/set_reminded", {{"id", booking.id.value}, {"is_hour", booking.startsAt <= moment.addSecs(3600)}}); // this news is reminder enough
    (void)transaction.one("bookings/set_invited", {{"id", booking.id.value}});
    const Booking now = loaded(transaction, services, booking.id);
    tell(transaction, services, now, BookingParty::Teacher, QStringLiteral("booking_paid"), QStringLiteral("%1 paid for a session").arg(booking.studentName),
         QStringLiteral("%1 of it are yours; they become available after the session.").arg(amountText(booking.price.session)), Invite::Request);
    tell(transaction, services, now, BookingParty::Student, QStringLiteral("booking_paid"), QStringLiteral("Your session is booked"), QStringLiteral("Open it in Lectern when it begins; the way in is there."), Invite::Request);
    publishBoth(transaction, services, now);
}

/// The session that this payment pays, locked; nothing where it is a second payment of it.
std::optional<Booking> paidBy(Transaction& transaction, const Services& services, const Row& payment)
{
    const BookingId id = payment.id<BookingId>("booking_id");
    if (transaction.one("bookings/lock_booking", {{"id", id.value}})->text("payment_id") != payment.text("id")) return std::nullopt;
    return loaded(transaction, services, id);
}

/// What no bank has or had of the payment of a session that its teacher or the school has cancelled.
std::optional<Error> giveBackOwed(Transaction& transaction, const Services& services, const Booking& booking, const PaymentId& payment, const QString& why, bool toWallet)
{
    const bool isOwed = booking.state == BookingState::Cancelled && (booking.endedBy == BookingParty::Teacher || booking.endedBy == BookingParty::Admin);
    if (!isOwed || refunds::leftOf(transaction, services, payment).isZero()) return std::nullopt;
    const auto back = refunds::giveBackWhole(transaction, services, payment, why, toWallet);
    return back ? std::nullopt : std::optional(back.error());
}

} // namespace

Settled settle(Transaction& transaction, const Services& services, const payments::SettledSale& sale)
{
    (void)transaction.one("bookings/lock_booking", {{"id", sale.booking.value}});
    const Booking booking = loaded(transaction, services, sale.booking);
    Settled settled{booking.title, QStringLiteral("Your payment for “%1” on %2 has arrived. The session is booked.").arg(booking.title, whenText(booking.startsAt, booking.studentZone)), {}};
    const QDateTime now = services.clock.now();
    const bool isExpired = booking.state == BookingState::Cancelled && booking.endedBy == BookingParty::Time && booking.startsAt > now;
    const bool isInTime = booking.state == BookingState::Confirmed && booking.startsAt > now;
    // What comes after its time is honoured where the hour is still free.
    if (isInTime || (isExpired && transaction.exec("bookings/hold_slot", {{"id", booking.id.value}, {"kind", QStringLiteral("session")}, {"starts_at", booking.startsAt}}) > 0)) {
        open(transaction, services, booking, sale.id);
    } else {
        const bool isPaid = booking.state == BookingState::Paid || booking.state == BookingState::Completed;
        settled.problem = isPaid ? QStringLiteral("The session was paid before.") : booking.startsAt <= now ? QStringLiteral("It arrived when the session had begun.") : isExpired ? QStringLiteral("It arrived after its time, and the hour was taken by then.") : QStringLiteral("It arrived after the session had ended.");
        settled.text = QStringLiteral("Your payment for “%1” goes back to you: %2").arg(booking.title, settled.problem.left(1).toLower() + settled.problem.mid(1));
    }
    // Another attempt may be open at the gateway; its job ends it there.
    (void)closePayments(transaction, services, booking.id, sale.id.value);
    return settled;
}

void holdMoney(Transaction& transaction, const Services& services, const payments::SettledSale& sale)
{
    const auto row = transaction.one("bookings/lock_booking", {{"id", sale.booking.value}});
    transaction.exec("bookings/extend_hold", {{"payment_id", sale.id.value}, {"until", heldUntil(services.policy, row->time("ends_at"))}});
}

QString endOf(Transaction& transaction, const Services& services, const Row& payment)
{
    const auto booking = paidBy(transaction, services, payment);
    if (!booking || !states::mayBecome(booking->state, BookingState::Refunded)) return {};
    const bool wasAhead = booking->state == BookingState::Paid;
    end(transaction, services, *booking, BookingState::Refunded, booking->endedBy.value_or(BookingParty::Admin), booking->reason);
    if (wasAhead) {
        // Nobody cancelled it: the money went back by itself, from a screen of payments or the gateway's dashboard.
        const Invite invite = withdrawn(transaction, booking->id);
        tellBoth(transaction, services, loaded(transaction, services, booking->id), QStringLiteral("booking_cancelled"), QStringLiteral("A session was cancelled"), QStringLiteral("Its payment was given back."), invite);
    }
    return toText(booking->state);
}

void tellQuestioned(Transaction& transaction, const Services& services, const Row& payment)
{
    const auto booking = paidBy(transaction, services, payment);
    if (!booking || booking->state != BookingState::Paid || booking->startsAt <= services.clock.now()) return;
    tell(transaction, services, *booking, BookingParty::Teacher, QStringLiteral("booking_questioned"), QStringLiteral("A bank questions the payment of a session"), QStringLiteral("It cannot begin until that is settled. You may cancel it under Live sessions."));
    tell(transaction, services, *booking, BookingParty::Student, QStringLiteral("booking_questioned"), QStringLiteral("Your bank questions the payment of a session"), QStringLiteral("It cannot begin until your bank has decided. If that is a mistake, tell your bank."));
}

std::optional<Error> afterWon(Transaction& transaction, const Services& services, const Row& payment)
{
    const auto booking = paidBy(transaction, services, payment);
    return booking ? giveBackOwed(transaction, services, *booking, payment.id<PaymentId>("id"), QStringLiteral("The session was cancelled while a bank had its payment."), false) : std::nullopt;
}

std::optional<Error> afterLost(Transaction& transaction, const Services& services, const Row& payment)
{
    const auto booking = paidBy(transaction, services, payment);
    if (!booking) return std::nullopt;
    const Row now = *transaction.one("payments/lock_payment_to_refund", {{"id", payment.text("id")}}); // with this dispute
    if (now.integer("disputed_minor") + now.integer("refunded_minor") >= now.integer("amount_minor")) {
        (void)endOf(transaction, services, payment);
        return std::nullopt;
    }
    if (booking->state == BookingState::Paid) {
        end(transaction, services, *booking, BookingState::Cancelled, BookingParty::Admin, QStringLiteral("A bank took part of its payment back."));
        const Invite invite = withdrawn(transaction, booking->id);
        tellBoth(transaction, services, loaded(transaction, services, booking->id), QStringLiteral("booking_cancelled"), QStringLiteral("A session was cancelled"), QStringLiteral("The student’s bank took part of its payment back; the rest goes into the student’s wallet."), invite);
    }
    return giveBackOwed(transaction, services, loaded(transaction, services, booking->id), payment.id<PaymentId>("id"), QStringLiteral("A bank took part of its payment back."), true); // the gateway sends nothing back of such a charge
}

QDateTime pendingUntil(Transaction& transaction, const Services& services, const Row& payment)
{
    const Row row = *transaction.one("bookings/lock_booking", {{"id", payment.text("booking_id")}});
    const bool isClaimed = row.text("claim_state") == toText(ClaimState::Open);
    return isClaimed ? services.clock.now().addYears(1) : heldUntil(services.policy, row.time("ends_at"));
}

void restore(Transaction& transaction, const Services& services, const Row& payment, const QString& wasBefore)
{
    if (wasBefore.isEmpty()) return; // it had not ended it
    const auto booking = paidBy(transaction, services, payment);
    if (!booking || booking->state != BookingState::Refunded) return;
    const bool wasHeld = wasBefore == toText(BookingState::Completed);
    const BookingState state = wasHeld ? BookingState::Completed : BookingState::Cancelled;
    transaction.exec("bookings/set_state", {{"id", booking->id.value}, {"state", toText(state)}, {"expires_at", store::null()}, {"ended_by", wasHeld || !booking->endedBy ? store::null() : QVariant(toText(*booking->endedBy))}, {"reason", booking->reason}});
    publishBoth(transaction, services, *booking);
}

} // namespace lectern::bookings
