#include "ui/sessions/timedialog.h"
#include <QDateTimeEdit>

namespace lectern {

TimeDialog::TimeDialog(const Booking& booking, BookingsGateway* bookings, QWidget* parent)
    : DialogFrame(tr("Ask for another time"), tr("Ask %1").arg(booking.studentName), QStringLiteral("sessionTime"), parent)
    , m_booking(booking)
    , m_start(new QDateTimeEdit(booking.startsAt.toLocalTime()))
{
    setMinimumWidth(440);
    setIntro(tr("“%1” is %2 now. It stays so until %3 agrees; the other time is kept meanwhile.").arg(booking.title, sessionTimeText(booking.startsAt, booking.endsAt), booking.studentName));
    m_start->setObjectName(QStringLiteral("sessionTime.start"));
    m_start->setCalendarPopup(true);
    m_start->setDisplayFormat(QLocale().dateTimeFormat(QLocale::ShortFormat));
    m_start->setMinimumDateTime(QDateTime::currentDateTime());
    addField(QStringLiteral("startsAt"), tr("&Begins"), m_start, tr("By your clocks. It takes %1.").arg(minutesText(booking.price.minutes)));
    connect(this, &DialogFrame::submitted, this, [this, bookings] {
        whenDone(this, bookings->reschedule(m_booking.id, {m_start->dateTime().toUTC()}), [this](const Result<Booking>& answer) {
            if (!answer) return fail(answer.error());
            accept();
            Q_EMIT done(*answer);
        });
    });
}

std::optional<Error> TimeDialog::check()
{
    if (m_start->dateTime().toUTC() == m_booking.startsAt) return fieldError(QStringLiteral("startsAt"), tr("That is the time it has."));
    return m_start->dateTime() > QDateTime::currentDateTime() ? std::nullopt : std::optional(fieldError(QStringLiteral("startsAt"), tr("This time has passed.")));
}

} // namespace lectern
