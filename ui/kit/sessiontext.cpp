#include "ui/kit/text.h"
#include <QCoreApplication>
#include <QTimeZone>

namespace lectern {

namespace {
struct Sessions
{
    Q_DECLARE_TR_FUNCTIONS(Sessions)
};
} // namespace

ChipSpec chip(GigState state)
{
    switch (state) {
    case GigState::Draft:
        return {Sessions::tr("Draft"), Tone::Neutral};
    case GigState::InReview:
        return {Sessions::tr("In review"), Tone::Blue};
    case GigState::Rejected:
        return {Sessions::tr("Needs changes"), Tone::Red};
    case GigState::Offered:
        return {Sessions::tr("On offer"), Tone::Green};
    case GigState::Paused:
        return {Sessions::tr("Paused"), Tone::Gold};
    case GigState::Suspended:
        return {Sessions::tr("Suspended"), Tone::Red};
    case GigState::Archived:
        return {Sessions::tr("Archived"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(BookingState state)
{
    switch (state) {
    case BookingState::Pending:
        return {Sessions::tr("To be confirmed"), Tone::Gold};
    case BookingState::Confirmed:
        return {Sessions::tr("To be paid"), Tone::Blue};
    case BookingState::Paid:
        return {Sessions::tr("Booked"), Tone::Green};
    case BookingState::Completed:
        return {Sessions::tr("Held"), Tone::Neutral};
    case BookingState::Cancelled:
        return {Sessions::tr("Cancelled"), Tone::Red};
    case BookingState::Refunded:
        return {Sessions::tr("Refunded"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(BookingPayment state)
{
    switch (state) {
    case BookingPayment::Unpaid:
        return {Sessions::tr("Unpaid"), Tone::Neutral};
    case BookingPayment::Pending:
        return {Sessions::tr("Pending"), Tone::Gold};
    case BookingPayment::Paid:
        return {Sessions::tr("Paid"), Tone::Green};
    case BookingPayment::Failed:
        return {Sessions::tr("Failed"), Tone::Red};
    case BookingPayment::Refunded:
        return {Sessions::tr("Refunded"), Tone::Neutral};
    }
    return {};
}

QString clockText(const QDateTime& moment)
{
    constexpr qint64 kHour = 3600;
    const QDateTime local = moment.toLocalTime();
    const QString clock = QLocale().toString(local.time(), QLocale::ShortFormat);
    const auto differs = [&](qint64 seconds) { return moment.addSecs(seconds).toLocalTime().offsetFromUtc() != local.offsetFromUtc(); };
    return differs(kHour) || differs(-kHour) ? QStringLiteral("%1 %2").arg(clock, local.timeZoneAbbreviation()) : clock;
}

QString sessionTimeText(const QDateTime& from, const QDateTime& until)
{
    const QLocale locale;
    const QDateTime local = from.toLocalTime();
    const QString day = locale.toString(local.date(), Sessions::tr("ddd d MMM yyyy", "day of a session"));
    return Sessions::tr("%1, %2–%3").arg(day, clockText(from), clockText(until));
}

QString minutesText(int minutes)
{
    if (minutes < 60) return Sessions::tr("%1 min").arg(minutes);
    return minutes % 60 == 0 ? Sessions::tr("%1 h").arg(minutes / 60) : Sessions::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString durationsText(const QList<int>& minutes)
{
    QStringList all;
    for (const int one : minutes) all << minutesText(one);
    return all.join(QStringLiteral(", "));
}

QString clockText(int minute) { return QLocale().toString(QTime(0, 0).addSecs(60 * (minute % 1440)), QLocale::ShortFormat); }

} // namespace lectern
