#include "usecases/bookings/bookingrow.h"
#include "usecases/codes.h"
#include <libical/ical.h>

namespace lectern::bookings {

using store::Row;
using store::Transaction;

namespace {

struct Freed {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, Freed>;

icaltimetype timeOf(const QDateTime& moment) { return icaltime_from_timet_with_zone(static_cast<time_t>(moment.toSecsSinceEpoch()), 0, icaltimezone_get_utc_timezone()); }

QByteArray textOf(const Component& calendar)
{
    char* text = icalcomponent_as_ical_string_r(calendar.get());
    QByteArray copy(text);
    icalmemory_free_buffer(text);
    return copy;
}

Component newCalendar(icalproperty_method method)
{
    Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Lectern//Live sessions//EN"));
    if (method != ICAL_METHOD_NONE) icalcomponent_add_property(calendar.get(), icalproperty_new_method(method));
    return calendar;
}

struct Entry {
    QString id;
    QString title;
    QString with;
    QString description;
    QDateTime startsAt;
    QDateTime endsAt;
    int sequence = 0;
    icalproperty_status status = ICAL_STATUS_CONFIRMED;
};

/// Owned by whoever it is added to. Times are in UTC, so that no calendar has to know a zone.
icalcomponent* newEvent(const Entry& entry, const QDateTime& stamp)
{
    icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    const auto add = [event](icalproperty* property) { icalcomponent_add_property(event, property); };
    add(icalproperty_new_uid(QStringLiteral("%1@lectern").arg(entry.id).toUtf8().constData()));
    add(icalproperty_new_sequence(entry.sequence));
    add(icalproperty_new_dtstamp(timeOf(stamp)));
    add(icalproperty_new_dtstart(timeOf(entry.startsAt)));
    add(icalproperty_new_dtend(timeOf(entry.endsAt)));
    add(icalproperty_new_summary(QStringLiteral("%1 (%2)").arg(entry.title, entry.with).toUtf8().constData()));
    add(icalproperty_new_description(entry.description.toUtf8().constData()));
    add(icalproperty_new_status(entry.status));
    return event;
}

CalendarFeed feedOf(const Services& services, const QString& token) { return {QStringLiteral("%1/calendar/%2.ics").arg(services.policy.publicUrl, token)}; }

icalproperty_status statusOf(BookingState state) { return state == BookingState::Paid || state == BookingState::Completed ? ICAL_STATUS_CONFIRMED : ICAL_STATUS_TENTATIVE; }

} // namespace

QString invitation(const Services& services, const Booking& booking, BookingParty to, const QString& email, int sequence, Invite invite)
{
    const bool isCancel = invite == Invite::Cancel;
    const Component calendar = newCalendar(isCancel ? ICAL_METHOD_CANCEL : ICAL_METHOD_REQUEST);
    const bool isTeacher = to == BookingParty::Teacher;
    icalcomponent* event = newEvent({booking.id.value, booking.title, isTeacher ? booking.studentName : booking.teacherName, QStringLiteral("A live session at %1. The way in is in Lectern, under Live sessions.").arg(services.policy.organisation),
                                     booking.startsAt, booking.endsAt, sequence, isCancel ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED}, services.clock.now());
    const QString from = services.policy.mailFrom.isEmpty() ? QStringLiteral("lectern@localhost") : services.policy.mailFrom;
    icalproperty* organizer = icalproperty_new_organizer(QStringLiteral("mailto:%1").arg(from).toUtf8().constData());
    icalproperty_add_parameter(organizer, icalparameter_new_cn(services.policy.organisation.toUtf8().constData()));
    icalcomponent_add_property(event, organizer);
    icalproperty* attendee = icalproperty_new_attendee(QStringLiteral("mailto:%1").arg(email).toUtf8().constData());
    icalproperty_add_parameter(attendee, icalparameter_new_cn((isTeacher ? booking.teacherName : booking.studentName).toUtf8().constData()));
    icalproperty_add_parameter(attendee, icalparameter_new_partstat(ICAL_PARTSTAT_ACCEPTED));
    icalproperty_add_parameter(attendee, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
    icalcomponent_add_property(event, attendee);
    icalcomponent_add_component(calendar.get(), event);
    return QString::fromUtf8(textOf(calendar));
}

Result<CalendarFeed> feed(const Services& services, const Caller& caller, bool renew)
{
    return services.database.inTransaction<CalendarFeed>([&](Transaction& transaction) -> Result<CalendarFeed> {
        const auto known = transaction.one("bookings/find_feed", {{"user_id", caller.user->id.value}});
        if (known && !renew) return feedOf(services, known->text("token"));
        const QString token = newSecretToken();
        const QString kept = transaction.one("bookings/set_feed", {{"user_id", caller.user->id.value}, {"token", token}, {"renew", renew}})->text("token");
        if (renew) audit(transaction, services, caller, QStringLiteral("calendar.renew"), caller.user->name, caller.user->id.value);
        return feedOf(services, kept);
    });
}

Result<QByteArray> feedText(const Services& services, const QString& token)
{
    return services.database.inTransaction<QByteArray>([&](Transaction& transaction) -> Result<QByteArray> {
        const auto user = transaction.one("bookings/find_user_of_feed", {{"token", token}});
        if (!user) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such calendar. Its address may have been renewed."));
        const Component calendar = newCalendar(ICAL_METHOD_PUBLISH);
        icalproperty* name = icalproperty_new_x(QStringLiteral("Sessions at %1").arg(services.policy.organisation).toUtf8().constData());
        icalproperty_set_x_name(name, "X-WR-CALNAME");
        icalcomponent_add_property(calendar.get(), name);
        const QString own = user->text("id");
        const QDateTime now = services.clock.now();
        for (const Row& row : transaction.run("bookings/list_for_calendar", {{"user_id", own}, {"since", now.addMonths(-6)}})) {
            const QString with = row.text("teacher_id") == own ? row.text("student_name") : row.text("teacher_name");
            const auto state = row.enumeration<BookingState>("state");
            const QString description = statusOf(state) == ICAL_STATUS_CONFIRMED ? QStringLiteral("The way in is in Lectern, under Live sessions.") : state == BookingState::Pending ? QStringLiteral("Not confirmed yet.") : QStringLiteral("Confirmed, and not paid yet.");
            icalcomponent_add_component(calendar.get(), newEvent({row.text("id"), row.text("title"), with, description, row.time("starts_at"), row.time("ends_at"), row.small("sequence"), statusOf(state)}, now));
        }
        return textOf(calendar);
    });
}

} // namespace lectern::bookings
