#pragma once
#include "domain/error.h"
#include "domain/ids.h"
#include "domain/result.h"
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QTimeZone>
#include <optional>

namespace lectern {

/// Part of a day on the clock of the teacher's wall, in minutes since midnight: 0 ≤ from < until ≤ 1440.
struct DaySpan {
    int from = 0;
    int until = 0;
    bool operator==(const DaySpan&) const = default;
};
QJsonObject toJson(const DaySpan&);
Result<DaySpan> daySpanFromJson(const QJsonObject&);

/// Hours of a weekday.
struct WeekdayHours {
    int weekday = 1; ///< 1 is Monday (ISO 8601)
    int from = 0;    ///< as in DaySpan
    int until = 0;
    bool operator==(const WeekdayHours&) const = default;
};
QJsonObject toJson(const WeekdayHours&);
Result<WeekdayHours> weekdayHoursFromJson(const QJsonObject&);

/// Other hours on one day, instead of those of its weekday.
struct DayException {
    QString day;          ///< "2026-12-24", the teacher's
    QList<DaySpan> hours; ///< none: not at all
    bool operator==(const DayException&) const = default;
};
QJsonObject toJson(const DayException&);
Result<DayException> dayExceptionFromJson(const QJsonObject&);

/// When a teacher may be booked, for all topics together.
struct Availability {
    QString timeZone = QStringLiteral("UTC"); ///< IANA, "Asia/Kathmandu"
    QList<WeekdayHours> hours;
    QList<DayException> exceptions;
    int bufferMinutes = 15; ///< free between two sessions
    int noticeHours = 24;   ///< from the booking to the start, at least
    int horizonDays = 60;   ///< how far ahead
    bool operator==(const Availability&) const = default;
};
QJsonObject toJson(const Availability&);
Result<Availability> availabilityFromJson(const QJsonObject&);

/// A session that takes the teacher's or the student's time.
struct BusySpan {
    QDateTime from;
    QDateTime until;
    bool isOwn = false; ///< of the student who looks: no buffer, it is somebody else's lesson perhaps
    bool operator==(const BusySpan&) const = default;
};

/// A time at which a session may begin.
struct FreeSlot {
    QDateTime startsAt; ///< UTC
    QDateTime endsAt;
    bool operator==(const FreeSlot&) const = default;
};
QJsonObject toJson(const FreeSlot&);
Result<FreeSlot> freeSlotFromJson(const QJsonObject&);

namespace scheduling {

inline constexpr int kStepMinutes = 15; ///< between two possible starts, from the beginning of a span

/// The moment at which clocks of the zone show this. An hour that a change of clocks leaves out begins at the change; of one that comes twice it is the first.
[[nodiscard]] QDateTime toUtc(const QDate& day, int minute, const QTimeZone& zone);
/// Hours of a weekday (1 is Monday), and of a day, with what is different on it.
[[nodiscard]] QList<DaySpan> hoursOf(const Availability& availability, int weekday);
[[nodiscard]] QList<DaySpan> hoursOf(const Availability& availability, const QDate& day);
/// When the teacher works, as moments, from the local day of `from` to that of `until`; spans that touch are one.
[[nodiscard]] QList<FreeSlot> workingSpans(const Availability& availability, const QDateTime& from, const QDateTime& until);
/// Every start within [from, until) of a session of so many minutes: within the hours, after the notice, before the horizon, and clear of what is busy with the buffer
/// around what is the teacher's.
[[nodiscard]] QList<FreeSlot> freeSlots(const Availability& availability, const QList<BusySpan>& busy, int minutes, const QDateTime& from, const QDateTime& until, const QDateTime& now);
/// Why a session cannot begin then, as far as hours, notice and horizon go; nothing: it can.
[[nodiscard]] std::optional<Error> problemOf(const Availability& availability, const QDateTime& startsAt, int minutes, const QDateTime& now);

} // namespace scheduling

namespace validation {
[[nodiscard]] std::optional<Error> timeZone(const QString& field, const QString& zone);
[[nodiscard]] std::optional<Error> availability(const Availability& availability);
} // namespace validation

} // namespace lectern
