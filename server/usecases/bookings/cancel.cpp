#include "domain/validation.h"
#include "usecases/bookings/bookingrow.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/refunds.h"

namespace lectern::bookings {

using store::Row;
using store::Transaction;

namespace {

/// Nothing while a bank questions the payment: a refund then would pay twice.
CancellationQuote quoteOf(Transaction& transaction, const Services& services, const Locked& locked, BookingParty by)
{
    const Booking& booking = locked.booking;
    const Money none = Money::fromMinor(0, booking.price.total.currency());
    if (!locked.payment) return {booking.id, none, none, std::nullopt};
    const Money left = refunds::leftOf(transaction, services, locked.payment->id<PaymentId>("id"));
    CancellationQuote quote{booking.id, left, locked.isQuestioned ? none : left, std::nullopt};
    if (by != BookingParty::Student) return quote;
    if (booking.movedByTeacher) { // not the time that the student had chosen
        quote.freeUntil = booking.startsAt;
        return quote;
    }
    quote.refund = refundOnCancel(quote.refund, booking.startsAt, services.clock.now(), services.policy.freeCancelHours, services.policy.lateCancelPercent);
    quote.freeUntil = booking.startsAt.addSecs(-3600LL * services.policy.freeCancelHours);
    return quote;
}

std::optional<Error> problemOf(const Services& services, const Locked& locked, BookingParty by)
{
    const Booking& booking = locked.booking;
    if (!states::holdsTime(booking.state)) return makeError(ErrorCode::InvalidState, booking.state == BookingState::Completed ? QStringLiteral("This session was held. If something was wrong with it, report it.") : QStringLiteral("This session is over already."));
    if (booking.state == BookingState::Paid && by != BookingParty::Admin && booking.startsAt <= services.clock.now()) return makeError(ErrorCode::InvalidState, QStringLiteral("This session has begun. If somebody did not come, report it."));
    if (by == BookingParty::Student && locked.isQuestioned) return makeError(ErrorCode::InvalidState, QStringLiteral("Your bank questions this payment. Until it has decided nothing can be returned here."));
    return std::nullopt;
}

/// Gives back what the rule says, and answers how much. A payment that a bank holds goes back by the bank's decision, or when it is won.
Result<Money> giveBack(Transaction& transaction, const Services& services, const Locked& locked, const Money& amount, const QString& reason)
{
    const Booking& booking = locked.booking;
    const Row& payment = *locked.payment;
    if (!locked.isQuestioned) return refunds::giveBackPart(transaction, services, payment.id<PaymentId>("id"), amount, reason);
    notifyAdmins(transaction, services, {{}, QStringLiteral("payment_unexpected"), QStringLiteral("A disputed session was cancelled"),
                                         QStringLiteral("“%1”: the bank has the money. Accept the dispute; should it be won all the same, the money is given back by itself.").arg(booking.title), payment.text("id"), QStringLiteral("notice"), QStringLiteral("booking:%1:disputed").arg(booking.id.value)});
    return Money::fromMinor(0, amount.currency());
}

QString wordsOf(BookingParty by)
{
    switch (by) {
    case BookingParty::Student: return QStringLiteral("The student cancelled it.");
    case BookingParty::Teacher: return QStringLiteral("The teacher cancelled it.");
    case BookingParty::Admin: return QStringLiteral("Your school cancelled it.");
    case BookingParty::Time: return QStringLiteral("Its time is over.");
    }
    return {};
}

void tellCancelled(Transaction& transaction, const Services& services, const Booking& booking, BookingState was, BookingParty by, const QString& reason, const Money& refund, bool isDisputed)
{
    const bool isDeclined = was == BookingState::Pending && by == BookingParty::Teacher;
    const Invite invite = withdrawn(transaction, booking.id);
    const QString why = reason.isEmpty() ? QString() : QStringLiteral(" %1").arg(reason);
    const QString title = isDeclined ? QStringLiteral("Your request was declined") : QStringLiteral("A session was cancelled");
    const auto moneyFor = [&](BookingParty side) {
        const bool isStudent = side == BookingParty::Student;
        if (isDisputed) return isStudent ? QStringLiteral(" Your payment is with your bank, and goes back to you whatever the bank decides.") : QStringLiteral(" Its payment is with the student’s bank, and goes back whatever the bank decides.");
        if (!refund.isZero()) return isStudent ? QStringLiteral(" You get %1 back.").arg(amountText(refund)) : QStringLiteral(" The student gets %1 back.").arg(amountText(refund));
        return was == BookingState::Paid && by == BookingParty::Student ? QStringLiteral(" By the rule for late cancellations nothing goes back.") : QString();
    };
    for (const BookingParty side : {BookingParty::Student, BookingParty::Teacher}) {
        if (side == by && invite == Invite::None) continue;
        const QString who = side == by ? QStringLiteral("You cancelled it.") : wordsOf(by);
        tell(transaction, services, booking, side, QStringLiteral("booking_cancelled"), title, (isDeclined ? QStringLiteral("%1 has no time then.").arg(booking.teacherName) : who) + why + moneyFor(side), invite);
    }
}

struct Cancelling {
    BookingParty by = BookingParty::Admin;
    QString reason;
    Money refund;
};

/// Ends it, gives back what the rule says and tells both. Answers the intents that are to be cancelled after the commit.
Result<QStringList> carryOut(Transaction& transaction, const Services& services, const Caller& caller, const Locked& locked, const Cancelling& how)
{
    const Booking& booking = locked.booking;
    end(transaction, services, booking, BookingState::Cancelled, how.by, how.reason);
    const QStringList intents = closePayments(transaction, services, booking.id);
    audit(transaction, services, caller, QStringLiteral("booking.cancel"), booking.title, booking.id.value, how.reason);
    Money back = how.refund;
    if (locked.payment) {
        const auto given = giveBack(transaction, services, locked, how.refund, how.reason.isEmpty() ? wordsOf(how.by) : how.reason);
        if (!given) return given.error();
        back = *given;
    }
    tellCancelled(transaction, services, loaded(transaction, services, booking.id), booking.state, how.by, how.reason, back, locked.isQuestioned);
    return intents;
}

} // namespace

Result<CancellationQuote> cancellation(const Services& services, const Caller& caller, const BookingId& id)
{
    return services.database.inTransaction<CancellationQuote>([&](Transaction& transaction) -> Result<CancellationQuote> {
        const auto locked = lock(transaction, services, caller, id);
        if (!locked) return locked.error();
        const BookingParty by = partyOf(caller, locked->booking);
        if (auto error = problemOf(services, *locked, by)) return *error;
        return quoteOf(transaction, services, *locked, by);
    });
}

Result<Booking> cancel(const Services& services, const Caller& caller, const BookingId& id, const BookingCancelForm& form)
{
    if (auto error = validation::text(QStringLiteral("reason"), form.reason, validation::kMaxReason)) return *error;
    QStringList intents;
    auto cancelled = services.database.inTransaction<Booking>([&](Transaction& transaction) -> Result<Booking> {
        intents.clear();
        const auto locked = lock(transaction, services, caller, id);
        if (!locked) return locked.error();
        const Booking& booking = locked->booking;
        const BookingParty by = partyOf(caller, booking);
        if (by == BookingParty::Admin && caller.user->role != Role::Admin) return makeError(ErrorCode::Forbidden, QStringLiteral("Auditors change nothing."));
        if (!states::holdsTime(booking.state) && booking.endedBy == by) return booking; // its answer was lost
        if (auto error = problemOf(services, *locked, by)) return *error;
        if (by == BookingParty::Admin && form.reason.trimmed().size() < 5) return fieldError(QStringLiteral("reason"), QStringLiteral("Say why, in a few words: both sides read it."));
        const CancellationQuote quote = quoteOf(transaction, services, *locked, by);
        if (form.expectedRefund && quote.refund.minor() < form.expectedRefund->minor())
            return makeError(ErrorCode::Conflict, QStringLiteral("By now %1 would go back. Look at it again before you cancel.").arg(amountText(quote.refund)));
        auto open = carryOut(transaction, services, caller, *locked, {by, form.reason.trimmed(), quote.refund});
        if (!open) return open.error();
        intents = *open;
        return loaded(transaction, services, id);
    });
    if (cancelled) enrollments::cancelIntents(services, intents);
    return cancelled;
}

void cancelOfBlocked(const Services& services)
{
    Caller school; // sees every booking
    school.user = User{};
    school.user->role = Role::Admin;
    for (const QString& id : idsOf(services, "bookings/list_of_blocked", {{"now", services.clock.now()}})) {
        const auto intents = services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
            const auto locked = lock(transaction, services, school, BookingId{id});
            if (!locked) return locked.error();
            const Booking& booking = locked->booking;
            if (!states::holdsTime(booking.state) || booking.startsAt <= services.clock.now()) return QStringList();
            const CancellationQuote quote = quoteOf(transaction, services, *locked, BookingParty::Admin);
            return carryOut(transaction, services, {}, *locked, {BookingParty::Admin, QStringLiteral("One of you has no account at this school any more."), quote.refund});
        });
        if (intents) enrollments::cancelIntents(services, *intents);
    }
}

Result<Booking> decideClaim(const Services& services, const Caller& caller, const BookingId& id, const ClaimDecision& decision)
{
    if (auto error = validation::text(QStringLiteral("reason"), decision.reason, validation::kMaxReason, 5)) return *error;
    return services.database.inTransaction<Booking>([&](Transaction& transaction) -> Result<Booking> {
        const auto locked = lock(transaction, services, caller, id);
        if (!locked) return locked.error();
        const Booking& booking = locked->booking;
        if (!caller.idempotencyKey.isEmpty() && locked->row.text("claim_key") == caller.idempotencyKey) return booking; // its answer was lost
        if (!booking.claim || booking.claim->state != ClaimState::Open) return makeError(ErrorCode::InvalidState, QStringLiteral("Nobody claims anything of this session, or it was decided. Load it again."));
        const Money most = locked->payment ? refunds::leftOf(transaction, services, locked->payment->id<PaymentId>("id")) : Money::fromMinor(0, booking.price.total.currency());
        if (!decision.uphold && !decision.refund.isZero()) return fieldError(QStringLiteral("refund"), QStringLiteral("What is rejected gives nothing back."));
        if (decision.refund.currency() != most.currency() || decision.refund.isNegative() || decision.refund.minor() > most.minor()) return fieldError(QStringLiteral("refund"), QStringLiteral("At most %1 can go back.").arg(amountText(most)));
        if (auto error = validation::wholeSteps(QStringLiteral("refund"), decision.refund)) return *error;
        if (locked->isQuestioned) return makeError(ErrorCode::InvalidState, QStringLiteral("The student’s bank is deciding about this payment. Decide when it has; answer the dispute or accept it."));
        transaction.exec("bookings/decide_claim", {{"id", id.value}, {"state", toText(decision.uphold ? ClaimState::Upheld : ClaimState::Rejected)}, {"answer", decision.reason.trimmed()}, {"key", caller.idempotencyKey}});
        audit(transaction, services, caller, QStringLiteral("booking.claim_decide"), booking.title, id.value, QStringLiteral("%1, %2 go back: %3").arg(decision.uphold ? QStringLiteral("upheld") : QStringLiteral("rejected"), amountText(decision.refund), decision.reason));
        if (locked->payment) {
            if (const auto given = giveBack(transaction, services, *locked, decision.refund, decision.reason.trimmed()); !given) return given.error();
            // Nothing is claimed any more: the money goes its usual way.
            const QDateTime usual = std::max(locked->payment->time("settled_at").addDays(services.policy.holdDays), heldUntil(services.policy, booking.endsAt));
            transaction.exec("bookings/release_hold", {{"payment_id", locked->payment->text("id")}, {"at", std::max(usual, services.clock.now())}});
        }
        const Booking now = loaded(transaction, services, id);
        tellBoth(transaction, services, now, QStringLiteral("booking_decided"), QStringLiteral("Your school decided about a session"),
                 (decision.refund.isZero() ? QStringLiteral("Nothing goes back. %1") : QStringLiteral("%2 go back to the student. %1")).arg(decision.reason.trimmed(), amountText(decision.refund)));
        publishBoth(transaction, services, now);
        return now;
    });
}

Result<Booking> claim(const Services& services, const Caller& caller, const BookingId& id, const ClaimForm& form)
{
    if (auto error = validation::text(QStringLiteral("text"), form.text, validation::kMaxReason, 10)) return *error;
    return services.database.inTransaction<Booking>([&](Transaction& transaction) -> Result<Booking> {
        const auto locked = lock(transaction, services, caller, id);
        if (!locked) return locked.error();
        const Booking& booking = locked->booking;
        const BookingParty by = partyOf(caller, booking);
        if (by == BookingParty::Admin) return noSuchBooking();
        if (booking.claim && booking.claim->by == by) return booking; // its answer was lost
        if (booking.claim) return makeError(ErrorCode::InvalidState, QStringLiteral("The other side has reported this session already; your school decides and will ask you."));
        const QDateTime now = services.clock.now();
        if (!booking.claimUntil || now < booking.startsAt) return makeError(ErrorCode::InvalidState, QStringLiteral("This can be reported once the session has begun."));
        if (now > *booking.claimUntil) return makeError(ErrorCode::InvalidState, QStringLiteral("The %1 hours in which this could be reported are over. Write to your school.").arg(services.policy.claimHours));
        transaction.exec("bookings/set_claim", {{"id", id.value}, {"claim_by", toText(by)}, {"claim_text", form.text.trimmed()}, {"now", now}});
        if (locked->payment) transaction.exec("bookings/extend_hold", {{"payment_id", locked->payment->text("id")}, {"until", now.addYears(1)}}); // until it is decided
        audit(transaction, services, caller, QStringLiteral("booking.claim"), booking.title, id.value, form.text.trimmed());
        const Booking claimed = loaded(transaction, services, id);
        const QString who = sideOf(booking, by).name;
        notifyAdmins(transaction, services, {{}, QStringLiteral("booking_claimed"), QStringLiteral("%1 reports a session").arg(who), QStringLiteral("“%1”, %2: %3").arg(booking.title, momentText(booking.startsAt), form.text.trimmed()), id.value, QStringLiteral("notice"), QStringLiteral("booking:%1:claim").arg(id.value)});
        tell(transaction, services, claimed, otherOf(by), QStringLiteral("booking_claimed"), QStringLiteral("%1 reports that you did not come").arg(who), QStringLiteral("Your school decides. They write: %1").arg(form.text.trimmed()));
        publishBoth(transaction, services, claimed);
        return claimed;
    });
}

} // namespace lectern::bookings
