#include "meetings/provider.h"
#include "usecases/bookings/bookingrow.h"

namespace lectern::bookings {

using store::Transaction;

namespace {

constexpr int kAnswerSeconds = 90; ///< after them a call whose answer was lost is made again
constexpr int kTellAfter = 5;      ///< failures

struct Job {
    BookingId booking;
    QString state;
    meetings::Meeting known; ///< what the service has, as far as we were told
    int attempts = 0;
    meetings::MeetingRequest request;
};

std::optional<Job> claimNext(const Services& services)
{
    const auto job = services.database.inTransaction<std::optional<Job>>([&](Transaction& transaction) -> Result<std::optional<Job>> {
        const QDateTime now = services.clock.now();
        const auto row = transaction.one("bookings/claim_meetings", {{"now", now}, {"again_at", now.addSecs(kAnswerSeconds)}});
        if (!row) return std::optional<Job>();
        return std::optional(Job{row->id<BookingId>("booking_id"), row->text("state"), {row->text("service_id"), row->text("join_url"), row->text("passcode")}, row->small("attempts"),
                                 {row->text("booking_id"), row->text("title"), row->time("starts_at"), row->small("minutes"), row->text("teacher_email")}});
    });
    return job ? *job : std::nullopt;
}

void note(const Services& services, const Job& job, const meetings::Meeting& meeting)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        (void)transaction.one("bookings/lock_booking", {{"id", job.booking.value}});
        const store::Params known{{"booking_id", job.booking.value}, {"service_id", meeting.id}, {"join_url", meeting.joinUrl}, {"passcode", meeting.passcode}};
        const bool isNews = transaction.exec("bookings/set_meeting", store::Params(known).add("state", job.state == u"ending" ? QStringLiteral("ended") : QStringLiteral("ready")).add("was", job.state)) > 0;
        if (!isNews) transaction.exec("bookings/keep_meeting", known); // something else is wanted by now, and needs to know of it
        const Booking booking = loaded(transaction, services, job.booking);
        if (job.state != u"ending" && booking.startsAt != job.request.startsAt) transaction.exec("bookings/change_meeting", {{"booking_id", job.booking.value}, {"now", services.clock.now()}}); // moved meanwhile
        if (!isNews || job.state != u"wanted" || booking.state != BookingState::Paid) return Done{};
        (void)transaction.one("bookings/set_invited", {{"id", job.booking.value}});
        tell(transaction, services, booking, BookingParty::Student, QStringLiteral("booking_meeting"), QStringLiteral("The way into your session is ready"), QStringLiteral("Join at %1, or from Lectern.").arg(meeting.joinUrl), Invite::Request);
        tell(transaction, services, booking, BookingParty::Teacher, QStringLiteral("booking_meeting"), QStringLiteral("The meeting of your session is ready"), QStringLiteral("Start it from Lectern, under Live sessions."), Invite::Request);
        publishBoth(transaction, services, booking);
        return Done{};
    });
}

/// Tried again later, for as long as it is wanted; after some failures both sides are told, once.
void postpone(const Services& services, const Job& job, const Error& error)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const QDateTime now = services.clock.now();
        const int pause = error.retryAfterSeconds > 0 ? error.retryAfterSeconds : std::min(600, 5 << std::min(job.attempts, 7));
        (void)transaction.one("bookings/lock_booking", {{"id", job.booking.value}});
        const auto before = transaction.one("bookings/find_meeting", {{"booking_id", job.booking.value}});
        const bool isToTell = job.attempts >= kTellAfter && job.state == u"wanted" && before->isNull("told_at");
        transaction.exec("bookings/fail_meeting", {{"booking_id", job.booking.value}, {"problem", error.detail.left(500)}, {"next_at", now.addSecs(pause)}, {"told_at", isToTell ? QVariant(now) : store::null()}});
        if (!isToTell) return Done{};
        const Booking booking = loaded(transaction, services, job.booking);
        tellBoth(transaction, services, booking, QStringLiteral("booking_meeting_late"), QStringLiteral("The meeting of your session is not ready yet"), QStringLiteral("The meeting service does not answer. It is asked again until it does, and you are told; the session stays booked."));
        notifyAdmins(transaction, services, {{}, QStringLiteral("booking_meeting_late"), QStringLiteral("The meeting service does not answer"), QStringLiteral("“%1”: %2").arg(booking.title, error.detail.left(300)), booking.id.value, QStringLiteral("notice"), QStringLiteral("booking:%1:meeting").arg(booking.id.value)});
        return Done{};
    });
}

/// Somebody deleted it at the service.
void remake(const Services& services, const Job& job)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("bookings/remake_meeting", {{"booking_id", job.booking.value}, {"now", services.clock.now()}});
        return Done{};
    });
}

void carryOut(const Services& services, const Job& job)
{
    meetings::Provider& service = *services.meetings;
    const bool isAlone = job.state == u"ending" && job.known.id.isEmpty(); // perhaps made, with its answer lost: found by its booking
    if (job.state == u"ending" && !isAlone) {
        const auto removed = service.remove(job.known.id);
        return removed ? note(services, job, {job.known.id, {}, {}}) : postpone(services, job, removed.error());
    }
    if (job.state == u"changed" && !job.known.id.isEmpty()) {
        const auto moved = service.move(job.known.id, job.request);
        if (moved) return note(services, job, job.known);
        return moved.error().code == ErrorCode::NotFound ? remake(services, job) : postpone(services, job, moved.error());
    }
    if (isAlone && job.attempts <= 1) return note(services, job, {}); // it was never asked for
    const auto made = service.create(job.request);
    if (!made && isAlone && made.error().code == ErrorCode::NotFound) return note(services, job, {}); // nobody of that name is there
    if (!made) return postpone(services, job, made.error());
    if (!isAlone) return note(services, job, *made);
    const auto removed = service.remove(made->id);
    if (removed) note(services, job, *made);
    else postpone(services, job, removed.error());
}

} // namespace

void followMeetings(const Services& services)
{
    if (!services.meetings) return;
    for (int i = 0; i < 20; ++i) {
        const auto job = claimNext(services);
        if (!job) return;
        carryOut(services, *job);
    }
}

Result<MeetingLink> meeting(const Services& services, const Caller& caller, const BookingId& id)
{
    struct Way {
        MeetingLink link;
        QString hostOf; ///< meeting whose host's address is asked for
    };
    const auto way = services.database.inTransaction<Way>([&](Transaction& transaction) -> Result<Way> {
        const auto locked = lock(transaction, services, caller, id);
        if (!locked) return locked.error();
        const Booking& booking = locked->booking;
        const bool isTeacher = booking.teacherId == caller.user->id;
        if (!isTeacher && booking.studentId != caller.user->id) return noSuchBooking();
        // No session starts without a payment that stands.
        const bool isPaid = booking.state == BookingState::Paid && locked->payment && locked->payment->integer("disputed_minor") == 0;
        if (!isPaid) return makeError(ErrorCode::InvalidState, booking.state == BookingState::Paid ? QStringLiteral("A bank questions the payment of this session. It can begin when that is settled.") : QStringLiteral("Only a paid session has a way in."));
        if (booking.meeting == MeetingKind::OwnLink) return Way{{locked->row.text("meeting_link"), {}}, {}};
        const auto row = transaction.one("bookings/find_meeting", {{"booking_id", id.value}});
        if (!row || row->text("service_id").isEmpty()) return makeError(ErrorCode::InvalidState, QStringLiteral("The meeting is being made. You are told when it is ready."));
        return Way{{row->text("join_url"), row->text("passcode")}, isTeacher ? row->text("service_id") : QString()};
    });
    if (!way) return way.error();
    if (way->hostOf.isEmpty()) return way->link;
    if (!services.meetings) return makeError(ErrorCode::Unavailable, QStringLiteral("The meeting service is not set up any more. Tell your school."));
    // Its address is good for a short time: asked for when it is needed.
    const auto host = services.meetings->hostUrl(way->hostOf);
    return host ? Result<MeetingLink>(MeetingLink{*host, {}}) : Result<MeetingLink>(host.error());
}

} // namespace lectern::bookings
