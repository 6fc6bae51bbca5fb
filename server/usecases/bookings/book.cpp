#include "domain/validation.h"
#include "usecases/bookings/bookingrow.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/gigs/gigs.h"
#include "usecases/payments/newpayment.h"

namespace lectern::bookings {

using store::Row;
using store::Transaction;

namespace {

constexpr int kMostWaiting = 10; ///< each holds a teacher's time for nothing

Error taken() { return Error{ErrorCode::Conflict, QStringLiteral("startsAt"), QStringLiteral("This time was taken meanwhile. Choose another one."), 0}; }

Result<gigs::ForSale> gigFor(Transaction& transaction, const Services& services, const Caller& caller, const BookingForm& form)
{
    auto gig = gigs::forSale(transaction, form.gigId);
    if (!gig) return gig;
    if (gig->teacher == caller.user->id) return makeError(ErrorCode::InvalidState, QStringLiteral("This is your own session."));
    if (gig->card.meeting == MeetingKind::Zoom && !services.meetings) return makeError(ErrorCode::InvalidState, QStringLiteral("This session has no place to be held at just now. Ask your school."));
    if (auto error = scheduling::problemOf(gig->hours, form.startsAt, form.minutes, services.clock.now())) return *error;
    return gig;
}

void insert(Transaction& transaction, const Services& services, const Caller& caller, const BookingForm& form, const gigs::ForSale& gig, const gigs::SessionQuote& quote, const QString& country, const BookingId& id)
{
    const QDateTime now = services.clock.now();
    transaction.exec("bookings/insert_booking",
                     {{"id", id.value}, {"gig_id", gig.id.value}, {"teacher_id", gig.teacher.value}, {"student_id", caller.user->id.value}, {"title", gig.card.title}, {"starts_at", form.startsAt},
                      {"ends_at", form.startsAt.addSecs(60LL * form.minutes)}, {"minutes", form.minutes}, {"buffer_minutes", gig.hours.bufferMinutes}, {"rate_minor", gig.card.hourlyRate.minor()},
                      {"session_minor", quote.price.session.minor()}, {"fee_minor", quote.price.fee.minor()}, {"tax_minor", quote.price.tax.minor()}, {"tax_bps", quote.taxBps},
                      {"currency", gig.card.hourlyRate.currency().code()}, {"country", country}, {"meeting", toText(gig.card.meeting)}, {"meeting_link", gig.card.meetingLink}, {"message", form.message.trimmed()},
                      {"student_zone", form.timeZone}, {"now", now}, {"expires_at", confirmableUntil(services, form.startsAt)}});
}

/// The payment of a confirmed booking, frozen with it: the teacher gets the session, the platform its fee.
PaymentId makePayment(Transaction& transaction, const Services& services, const Locked& locked)
{
    const Row& row = locked.row;
    payments::NewPayment payment;
    payment.id = newId<PaymentId>();
    payment.kind = PaymentKind::Booking;
    payment.booking = locked.booking.id;
    payment.student = locked.booking.studentId;
    payment.teacher = locked.booking.teacherId;
    payment.amount = locked.booking.price.total;
    payment.taxMinor = locked.booking.price.tax.minor();
    payment.taxBps = row.small("tax_bps");
    payment.country = row.text("country");
    const qint64 net = payment.amount.minor() - payment.taxMinor;
    payment.shareBps = static_cast<int>(locked.booking.price.fee.minor() * 10'000 / net);
    payment.teacherFixedMinor = locked.booking.price.session.minor();
    payment.requestKey = QStringLiteral("booking:") + payment.id.value;
    payments::insertPayment(transaction, payment, services.clock.now());
    transaction.exec("bookings/set_payment", {{"id", locked.booking.id.value}, {"payment_id", payment.id.value}});
    return payment.id;
}

} // namespace

Result<Booking> book(const Services& services, const Caller& caller, const BookingForm& form)
{
    if (auto error = validation::text(QStringLiteral("message"), form.message, validation::kMaxMessage)) return *error;
    if (auto error = validation::timeZone(QStringLiteral("timeZone"), form.timeZone)) return *error;
    if (!isUuid(form.gigId.value)) return fieldError(QStringLiteral("gigId"), QStringLiteral("This session is not on offer."));
    if (!form.startsAt.isValid()) return fieldError(QStringLiteral("startsAt"), QStringLiteral("Choose a time."));
    freeOverdue(services);
    return services.database.inTransaction<Booking>([&](Transaction& transaction) -> Result<Booking> {
        const store::Params request{{"student_id", caller.user->id.value}, {"gig_id", form.gigId.value}, {"starts_at", form.startsAt}, {"minutes", form.minutes}};
        if (const auto known = transaction.one("bookings/find_same", request)) return toBooking(*known, services.policy);
        const auto gig = gigFor(transaction, services, caller, form);
        if (!gig) return gig.error();
        const auto country = enrollments::countryFor(transaction, services, caller.user->id, {});
        if (!country) return country.error();
        const auto quote = gigs::priceOf(services.policy, *gig, form.minutes, *country);
        if (!quote) return quote.error();
        if (form.expectedTotal && *form.expectedTotal != quote->price.total)
            return makeError(ErrorCode::Conflict, QStringLiteral("This session costs %1 by now. Look at it again before you book.").arg(amountText(quote->price.total)));
        if (transaction.one("bookings/count_held", {{"student_id", caller.user->id.value}})->small("held") >= kMostWaiting)
            return makeError(ErrorCode::InvalidState, QStringLiteral("%1 of your sessions are not paid yet. Pay or cancel those first.").arg(kMostWaiting));
        const auto id = newId<BookingId>();
        insert(transaction, services, caller, form, *gig, *quote, *country, id);
        if (transaction.exec("bookings/hold_slot", {{"id", id.value}, {"kind", QStringLiteral("session")}, {"starts_at", form.startsAt}}) == 0) return taken();
        const Booking booking = loaded(transaction, services, id);
        audit(transaction, services, caller, QStringLiteral("booking.request"), booking.title, id.value, QStringLiteral("%1 for %2 minutes on %3").arg(amountText(booking.price.total)).arg(form.minutes).arg(momentText(form.startsAt)));
        tell(transaction, services, booking, BookingParty::Teacher, QStringLiteral("booking_requested"), QStringLiteral("%1 wants to book a session").arg(booking.studentName),
             QStringLiteral("Confirm or decline it until %1; the time is kept so long.").arg(whenText(*booking.expiresAt, booking.teacherZone)) + (booking.message.isEmpty() ? QString() : QStringLiteral(" They write: %1").arg(booking.message)));
        tell(transaction, services, booking, BookingParty::Student, QStringLiteral("booking_sent"), QStringLiteral("Your request was sent to %1").arg(booking.teacherName),
             QStringLiteral("You pay %1 when it is confirmed, not before.").arg(amountText(booking.price.total)));
        publishBoth(transaction, services, booking);
        return booking;
    });
}

Result<Booking> confirm(const Services& services, const Caller& caller, const BookingId& id)
{
    freeOverdue(services);
    return services.database.inTransaction<Booking>([&](Transaction& transaction) -> Result<Booking> {
        const auto locked = lock(transaction, services, caller, id);
        if (!locked) return locked.error();
        const Booking& booking = locked->booking;
        if (booking.teacherId != caller.user->id) return noSuchBooking();
        if (booking.state == BookingState::Confirmed) return booking; // its answer was lost
        if (booking.state != BookingState::Pending)
            return makeError(ErrorCode::InvalidState, booking.state == BookingState::Cancelled ? QStringLiteral("This request is over: it was cancelled, or not confirmed in time.") : QStringLiteral("This session was confirmed before."));
        if (booking.startsAt <= services.clock.now()) return makeError(ErrorCode::InvalidState, QStringLiteral("Its time has passed."));
        become(transaction, id, BookingState::Confirmed, payableUntil(services, booking.startsAt));
        const Booking confirmed = loaded(transaction, services, id);
        audit(transaction, services, caller, QStringLiteral("booking.confirm"), booking.title, id.value);
        tell(transaction, services, confirmed, BookingParty::Student, QStringLiteral("booking_confirmed"), QStringLiteral("%1 confirmed your session").arg(booking.teacherName),
             QStringLiteral("Pay %1 until %2 and it is yours.").arg(amountText(confirmed.price.total), whenText(*confirmed.expiresAt, confirmed.studentZone)));
        publishBoth(transaction, services, confirmed);
        return confirmed;
    });
}

Result<Checkout> pay(const Services& services, const Caller& caller, const BookingId& id)
{
    if (!enrollments::takesCards(services)) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server. Ask your school how to pay."));
    for (int attempt = 0;; ++attempt) {
        const auto payment = services.database.inTransaction<PaymentId>([&](Transaction& transaction) -> Result<PaymentId> {
            const auto locked = lock(transaction, services, caller, id);
            if (!locked) return locked.error();
            const Booking& booking = locked->booking;
            if (booking.studentId != caller.user->id) return noSuchBooking();
            if (booking.state == BookingState::Pending) return makeError(ErrorCode::InvalidState, QStringLiteral("The teacher has not confirmed this session yet. You pay when it is confirmed."));
            if (booking.state == BookingState::Paid || booking.state == BookingState::Completed) return makeError(ErrorCode::InvalidState, QStringLiteral("This session is paid."));
            if (booking.state != BookingState::Confirmed || *booking.expiresAt <= services.clock.now()) return makeError(ErrorCode::InvalidState, QStringLiteral("This session is over: it was cancelled, or not paid in time. Book it again."));
            const auto teacher = transaction.one("accounts/find_user", {{"id", booking.teacherId.value}});
            if (teacher->enumeration<UserState>("state") != UserState::Active) return makeError(ErrorCode::InvalidState, QStringLiteral("This teacher does not teach any more. Nothing was charged; cancel the session."));
            if (booking.paymentId) {
                const auto before = transaction.one("payments/find_payment", {{"id", booking.paymentId->value}});
                const auto state = before->enumeration<PaymentState>("state");
                if (state == PaymentState::Processing) return makeError(ErrorCode::InvalidState, QStringLiteral("Your bank works on this payment. There is nothing to do."));
                if (enrollments::isOpen(state)) return *booking.paymentId;
            }
            return makePayment(transaction, services, *locked);
        });
        if (!payment) return payment.error();
        auto checkout = enrollments::checkoutOf(services, *payment);
        if (!checkout) return checkout.error();
        if (*checkout) return std::move(**checkout);
        if (attempt > 0) return makeError(ErrorCode::Conflict, QStringLiteral("This payment was cancelled meanwhile. Try again.")); // else its intent had ended: another one
    }
}

Result<Page<Booking>> list(const Services& services, const Caller& caller, const BookingFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<Booking>>([&](Transaction& transaction) -> Result<Page<Booking>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 2);
        const int limit = limitOf(page);
        const Role role = caller.user->role;
        const auto rows = transaction.run("bookings/list_bookings",
                                          {{"teacher", role == Role::Teacher ? QVariant(caller.user->id.value) : store::null()}, {"student", role == Role::Student ? QVariant(caller.user->id.value) : store::null()},
                                           {"state", filter.state ? QVariant(toText(*filter.state)) : store::null()}, {"claimed", filter.claimed}, {"time", filter.time ? QVariant(toText(*filter.time)) : store::null()}, {"now", services.clock.now()}, {"from", store::orNull(filter.from)}, {"until", store::orNull(filter.until)},
                                           {"pattern", filter.text.trimmed().isEmpty() ? store::null() : store::likePattern(filter.text.trimmed())},
                                           {"cursor_at", cursor.isEmpty() ? store::null() : QVariant(cursor.at(0))}, {"cursor_id", cursor.isEmpty() ? store::null() : QVariant(cursor.at(1))}, {"limit", limit + 1}});
        return store::toPage<Booking>(rows, limit, [&](const Row& row) { return toBooking(row, services.policy); },
                                      [](const Row& row) { return QStringList{row.time("starts_at").toString(Qt::ISODateWithMs), row.text("id")}; });
    });
}

Result<Booking> find(const Services& services, const Caller& caller, const BookingId& id)
{
    return services.database.inTransaction<Booking>([&](Transaction& transaction) -> Result<Booking> {
        const auto row = transaction.one("bookings/find_booking", {{"id", id.value}});
        if (!row) return noSuchBooking();
        const Booking booking = toBooking(*row, services.policy);
        return maySee(caller, booking) ? Result<Booking>(booking) : Result<Booking>(noSuchBooking());
    });
}

} // namespace lectern::bookings
