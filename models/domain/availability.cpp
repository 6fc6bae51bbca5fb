#include "domain/availability.h"
#include "domain/fields/availability.h"
#include "domain/validation.h"
#include <algorithm>
#include <QRegularExpression>

namespace lectern {

LECTERN_JSON(DaySpan, daySpanFromJson)
LECTERN_JSON(WeekdayHours, weekdayHoursFromJson)
LECTERN_JSON(DayException, dayExceptionFromJson)
LECTERN_JSON(Availability, availabilityFromJson)
LECTERN_JSON(FreeSlot, freeSlotFromJson)

namespace scheduling {

QDateTime toUtc(const QDate& day, int minute, const QTimeZone& zone)
{
    // As if the zone were UTC, then moved by the offset that holds there.
    const QDateTime wall = QDateTime(day, QTime(0, 0), Qt::UTC).addSecs(60LL * minute);
    const int before = zone.offsetFromUtc(wall.addDays(-1));
    const int after = zone.offsetFromUtc(wall.addDays(1));
    const QDateTime first = wall.addSecs(-before);
    if (zone.offsetFromUtc(first) == before) return first;
    const QDateTime second = wall.addSecs(-after);
    if (zone.offsetFromUtc(second) == after) return second;
    return zone.previousTransition(first.addSecs(1)).atUtc.toUTC(); // clocks leave this hour out
}

QList<DaySpan> hoursOf(const Availability& availability, int weekday)
{
    QList<DaySpan> hours;
    for (const WeekdayHours& span : availability.hours) {
        if (span.weekday == weekday) hours.append({span.from, span.until});
    }
    return hours;
}

QList<DaySpan> hoursOf(const Availability& availability, const QDate& day)
{
    for (const DayException& other : availability.exceptions) {
        if (QDate::fromString(other.day, Qt::ISODate) == day) return other.hours;
    }
    return hoursOf(availability, day.dayOfWeek());
}

namespace {

bool isFree(const QList<BusySpan>& busy, const FreeSlot& slot, int bufferMinutes)
{
    return std::none_of(busy.begin(), busy.end(), [&](const BusySpan& span) {
        const qint64 buffer = span.isOwn ? 0 : 60LL * bufferMinutes;
        return slot.startsAt < span.until.addSecs(buffer) && span.from.addSecs(-buffer) < slot.endsAt;
    });
}

} // namespace

QList<FreeSlot> workingSpans(const Availability& availability, const QDateTime& from, const QDateTime& until)
{
    const QTimeZone zone(availability.timeZone.toLatin1());
    if (!zone.isValid()) return {};
    QList<FreeSlot> spans;
    // A span may have begun on the day before.
    const QDate last = until.toTimeZone(zone).date();
    for (QDate day = from.toTimeZone(zone).date().addDays(-1); day <= last; day = day.addDays(1)) {
        for (const DaySpan& span : hoursOf(availability, day)) spans.append({toUtc(day, span.from, zone), toUtc(day, span.until, zone)});
    }
    std::sort(spans.begin(), spans.end(), [](const FreeSlot& a, const FreeSlot& b) { return a.startsAt < b.startsAt; });
    QList<FreeSlot> joined;
    for (const FreeSlot& span : std::as_const(spans)) {
        if (span.startsAt >= span.endsAt) continue; // within what a change of clocks leaves out
        if (!joined.isEmpty() && span.startsAt <= joined.last().endsAt) joined.last().endsAt = std::max(joined.last().endsAt, span.endsAt);
        else joined.append(span);
    }
    return joined;
}

QList<FreeSlot> freeSlots(const Availability& availability, const QList<BusySpan>& busy, int minutes, const QDateTime& from, const QDateTime& until, const QDateTime& now)
{
    const QDateTime earliest = std::max(from, now.addSecs(3600LL * availability.noticeHours));
    const QDateTime latest = std::min(until, now.addDays(availability.horizonDays));
    QList<FreeSlot> slots;
    for (const FreeSlot& span : workingSpans(availability, from, until)) {
        for (QDateTime start = span.startsAt; start.addSecs(60LL * minutes) <= span.endsAt; start = start.addSecs(60LL * kStepMinutes)) {
            const FreeSlot slot{start, start.addSecs(60LL * minutes)};
            if (start >= earliest && start < latest && isFree(busy, slot, availability.bufferMinutes)) slots.append(slot);
        }
    }
    return slots;
}

std::optional<Error> problemOf(const Availability& availability, const QDateTime& startsAt, int minutes, const QDateTime& now)
{
    const QString name = QStringLiteral("startsAt");
    if (startsAt < now.addSecs(3600LL * availability.noticeHours))
        return fieldError(name, availability.noticeHours > 0 ? QStringLiteral("This teacher wants to know %1 hours before. Choose a later time.").arg(availability.noticeHours) : QStringLiteral("This time has passed. Choose a later one."));
    if (startsAt >= now.addDays(availability.horizonDays)) return fieldError(name, QStringLiteral("Sessions are booked at most %1 days ahead. Choose an earlier time.").arg(availability.horizonDays));
    for (const FreeSlot& span : workingSpans(availability, startsAt, startsAt.addSecs(60LL * minutes))) {
        const bool isWithin = span.startsAt <= startsAt && startsAt.addSecs(60LL * minutes) <= span.endsAt;
        if (isWithin && span.startsAt.secsTo(startsAt) % (60LL * kStepMinutes) == 0) return std::nullopt;
    }
    return fieldError(name, QStringLiteral("The teacher does not work then. Choose one of the times that are offered."));
}

} // namespace scheduling

namespace validation {

namespace {

std::optional<Error> spans(const QString& field, QList<DaySpan> hours)
{
    std::sort(hours.begin(), hours.end(), [](const DaySpan& a, const DaySpan& b) { return a.from < b.from; });
    for (qsizetype i = 0; i < hours.size(); ++i) {
        const DaySpan& span = hours.at(i);
        if (span.from < 0 || span.until > 24 * 60 || span.from >= span.until) return fieldError(field, QStringLiteral("Hours begin before they end, within one day."));
        if (i > 0 && span.from < hours.at(i - 1).until) return fieldError(field, QStringLiteral("Two spans of hours overlap on the same day."));
    }
    return std::nullopt;
}

} // namespace

std::optional<Error> timeZone(const QString& field, const QString& zone)
{
    // The system's own name of a zone may be an alias, which the list of zones leaves out: "Etc/UTC".
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$"));
    const bool isKnown = zone.size() <= 64 && shape.match(zone).hasMatch() && QTimeZone(zone.toLatin1()).isValid();
    return isKnown ? std::nullopt : std::optional(fieldError(field, QStringLiteral("\u201c%1\u201d is not a time zone. Choose one from the list, like Europe/Berlin.").arg(zone.left(64))));
}

std::optional<Error> availability(const Availability& availability)
{
    if (auto error = timeZone(QStringLiteral("timeZone"), availability.timeZone)) return error;
    if (availability.hours.size() > 7 * 12) return fieldError(QStringLiteral("hours"), QStringLiteral("That is too many spans of hours."));
    for (int weekday = 1; weekday <= 7; ++weekday) {
        for (const WeekdayHours& span : availability.hours) {
            if (span.weekday < 1 || span.weekday > 7) return fieldError(QStringLiteral("hours"), QStringLiteral("Weekdays go from 1, Monday, to 7."));
        }
        if (auto error = spans(QStringLiteral("hours"), scheduling::hoursOf(availability, weekday))) return error;
    }
    if (availability.exceptions.size() > 366) return fieldError(QStringLiteral("exceptions"), QStringLiteral("At most 366 days can have other hours."));
    QStringList days;
    for (const DayException& other : availability.exceptions) {
        if (!QDate::fromString(other.day, Qt::ISODate).isValid()) return fieldError(QStringLiteral("exceptions"), QStringLiteral("\u201c%1\u201d is not a day. Write it like 2026-12-24.").arg(other.day.left(20)));
        if (days.contains(other.day)) return fieldError(QStringLiteral("exceptions"), QStringLiteral("%1 is there twice.").arg(other.day));
        days << other.day;
        if (other.hours.size() > 12) return fieldError(QStringLiteral("exceptions"), QStringLiteral("That is too many spans of hours."));
        if (auto error = spans(QStringLiteral("exceptions"), other.hours)) return error;
    }
    if (availability.bufferMinutes < 0 || availability.bufferMinutes > 240) return fieldError(QStringLiteral("bufferMinutes"), QStringLiteral("Keep from 0 to 240 minutes free between sessions."));
    if (availability.noticeHours < 0 || availability.noticeHours > 24 * 30) return fieldError(QStringLiteral("noticeHours"), QStringLiteral("Ask for a notice of at most 30 days."));
    if (availability.horizonDays < 1 || availability.horizonDays > 365) return fieldError(QStringLiteral("horizonDays"), QStringLiteral("Let students book from 1 to 365 days ahead."));
    return std::nullopt;
}

} // namespace validation

} // namespace lectern
