#include "ui/sessions/movedialog.h"
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>

namespace lectern {

namespace {
constexpr int kDaysBefore = 2; ///< the days that are shown begin so long before the session
constexpr int kStepMinutes = 15; ///< between the times of a day
}

MoveSessionDialog::MoveSessionDialog(const Booking& booking, Role reader, BookingsGateway* bookings, QWidget* parent)
    : DialogFrame(tr("Another time"), tr("Take this time"), QStringLiteral("moveSession"), parent)
    , m_booking(booking)
    , m_bookings(bookings)
    , m_slots(new SlotPicker([bookings, id = booking.id](const QDateTime& from, const QDateTime& until) { return bookings->freeSlots(id, from, until); }))
    , m_outside(new QCheckBox(tr("At a time &outside my hours")))
    , m_day(makeDateEdit(QStringLiteral("moveSession.day"), booking.startsAt.toLocalTime().date()))
    , m_clock(new QComboBox)
    , m_choice(makeText(TextStyle::Strong, {}))
{
    setMinimumWidth(600);
    const QString now = sessionTimeText(booking.startsAt, booking.endsAt);
    const bool isAtOnce = reader == Role::Student && booking.state == BookingState::Pending;
    const QString& other = reader == Role::Teacher ? booking.studentName : booking.teacherName;
    if (!isAtOnce) setSubmitText(tr("Ask %1").arg(other));
    setIntro(isAtOnce ? tr("“%1” is %2 now. %3 is told of the new time. The price stays.").arg(booking.title, now, other)
                      : tr("“%1” is %2 now. It stays so until %3 agrees; the other time is kept meanwhile. The price stays.").arg(booking.title, now, other));
    m_outside->setObjectName(QStringLiteral("moveSession.outside"));
    m_clock->setObjectName(QStringLiteral("moveSession.clock"));
    for (int minute = 0; minute < 1440; minute += kStepMinutes) m_clock->addItem(clockText(minute), minute);
    const QTime begins = booking.startsAt.toLocalTime().time();
    m_clock->setCurrentIndex((begins.hour() * 60 + begins.minute()) / kStepMinutes);
    m_choice->setObjectName(QStringLiteral("moveSession.choice"));
    body()->addWidget(m_slots);
    body()->addWidget(m_outside);
    m_outside->setVisible(reader == Role::Teacher);
    m_dayField = addField(QStringLiteral("startsAt"), tr("&Day"), m_day);
    m_clockField = addField(QStringLiteral("clock"), tr("&Begins"), m_clock, tr("By your clocks. It takes %1.").arg(minutesText(booking.price.minutes)));
    body()->addWidget(m_choice);
    body()->addStretch();
    connect(m_slots, &SlotPicker::picked, this, &MoveSessionDialog::showChoice);
    connect(m_outside, &QCheckBox::toggled, this, &MoveSessionDialog::showChoice);
    connect(m_day, &QDateEdit::dateChanged, this, &MoveSessionDialog::showChoice);
    connect(m_clock, &QComboBox::currentIndexChanged, this, &MoveSessionDialog::showChoice);
    connect(this, &DialogFrame::submitted, this, &MoveSessionDialog::send);
    m_slots->startAt(booking.startsAt.toLocalTime().date().addDays(-kDaysBefore));
}

bool MoveSessionDialog::isOutside() const { return m_outside->isChecked(); }

std::optional<QDateTime> MoveSessionDialog::wanted() const
{
    if (isOutside()) return QDateTime(m_day->date(), QTime(0, 0).addSecs(60 * m_clock->currentData().toInt())).toUTC();
    return m_slots->chosen() ? std::optional(m_slots->chosen()->startsAt) : std::nullopt;
}

void MoveSessionDialog::showChoice()
{
    m_slots->setVisible(!isOutside());
    m_dayField->setVisible(isOutside());
    m_clockField->setVisible(isOutside());
    const auto start = wanted();
    m_choice->setText(start ? sessionTimeText(*start, start->addSecs(60LL * m_booking.price.minutes)) : tr("Choose a time."));
    setSubmitEnabled(start.has_value());
}

std::optional<Error> MoveSessionDialog::check()
{
    const auto start = wanted();
    const QString field = isOutside() ? QStringLiteral("startsAt") : QString(); // it is not shown beside the free times
    if (!start || *start == m_booking.startsAt) return fieldError(field, tr("That is the time it has."));
    return *start > QDateTime::currentDateTimeUtc() ? std::nullopt : std::optional(fieldError(field, tr("This time has passed. Choose a later one.")));
}

void MoveSessionDialog::send()
{
    whenDone(this, m_bookings->reschedule(m_booking.id, {*wanted()}), [this](const Result<Booking>& answer) {
        if (!answer) {
            Error said = answer.error();
            if (!isOutside()) said.field.clear(); // the field is not shown
            fail(said);
            if (answer.error().code == ErrorCode::Conflict) { // it was taken meanwhile
                m_slots->forget();
                m_slots->reload();
            }
            return;
        }
        accept();
        Q_EMIT done(*answer);
    });
}

} // namespace lectern
