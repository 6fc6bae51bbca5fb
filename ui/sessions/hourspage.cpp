#include "ui/sessions/gigeditorpage.h"
#include "ui/kit/dialogframe.h"
#include "ui/sessions/weekcalendar.h"
#include <QTimeEdit>
#include <QTimeZone>

namespace lectern {

namespace {

/// One day with other hours.
class DayDialog final : public DialogFrame
{
public:
    explicit DayDialog(QWidget* parent)
        : DialogFrame(HoursPage::tr("A day that is different"), HoursPage::tr("Add it"), QStringLiteral("hoursDay"), parent)
        , m_day(makeDateEdit(QStringLiteral("hoursDay.day"), QDate::currentDate().addDays(1)))
        , m_kind(new QComboBox)
        , m_from(new QTimeEdit(QTime(9, 0)))
        , m_until(new QTimeEdit(QTime(17, 0)))
    {
        setMinimumWidth(420);
        m_kind->setObjectName(QStringLiteral("hoursDay.kind"));
        m_kind->addItem(HoursPage::tr("I do not teach"));
        m_kind->addItem(HoursPage::tr("I teach at other hours"));
        m_from->setObjectName(QStringLiteral("hoursDay.from"));
        m_until->setObjectName(QStringLiteral("hoursDay.until"));
        addField(QStringLiteral("day"), HoursPage::tr("&Day"), m_day);
        addField(QStringLiteral("kind"), HoursPage::tr("&What then"), m_kind);
        m_fromField = addField(QStringLiteral("from"), HoursPage::tr("&From"), m_from);
        m_untilField = addField(QStringLiteral("until"), HoursPage::tr("&Until"), m_until);
        const auto show = [this] {
            m_fromField->setVisible(m_kind->currentIndex() == 1);
            m_untilField->setVisible(m_kind->currentIndex() == 1);
        };
        connect(m_kind, &QComboBox::currentIndexChanged, this, show);
        show();
    }
    [[nodiscard]] DayException exception() const
    {
        DayException day{m_day->date().toString(Qt::ISODate), {}};
        if (m_kind->currentIndex() == 1) day.hours.append({minuteOf(m_from), minuteOf(m_until) == 0 ? 1440 : minuteOf(m_until)});
        return day;
    }

protected:
    std::optional<Error> check() override
    {
        const DayException day = exception();
        const bool isWrong = !day.hours.isEmpty() && day.hours.first().from >= day.hours.first().until;
        return isWrong ? std::optional(fieldError(QStringLiteral("until"), HoursPage::tr("The end has to be later than the beginning."))) : std::nullopt;
    }

private:
    static int minuteOf(const QTimeEdit* edit) { return edit->time().hour() * 60 + edit->time().minute(); }
    QDateEdit* m_day;
    QComboBox* m_kind;
    QTimeEdit* m_from;
    QTimeEdit* m_until;
    FormField* m_fromField;
    FormField* m_untilField;
};

QString spanText(const DaySpan& span) { return QStringLiteral("%1–%2").arg(clockText(span.from), clockText(span.until)); }

} // namespace

HoursPage::HoursPage(GigsGateway* gigs, QWidget* parent)
    : PageFrame(tr("My hours"), parent)
    , m_gigs(gigs)
    , m_week(new WeekCalendar)
    , m_zone(new QComboBox)
    , m_buffer(makeSpinBox(QStringLiteral("hours.buffer"), 0, 240, 15))
    , m_notice(makeSpinBox(QStringLiteral("hours.notice"), 0, 720, 24))
    , m_horizon(makeSpinBox(QStringLiteral("hours.horizon"), 1, 365, 60))
    , m_days(column(space::xs))
    , m_problem(new Notice(Tone::Red))
    , m_save(makeButton(ButtonKind::Primary, tr("Save"), QStringLiteral("hours.save")))
    , m_columns(new QBoxLayout(QBoxLayout::LeftToRight))
{
    setBackVisible(true);
    setSubtitle(tr("Drag over a day to add hours; drag over hours to take them away. They are the same every week."));
    setMaximumContentWidth(1280);
    addAction(m_save);
    m_save->setShortcut(QKeySequence::Save);
    connect(m_save, &QPushButton::clicked, this, &HoursPage::save);
    m_week->setWeekVisible(false);
    m_week->grid()->setEditable(true);
    auto* card = new Card(nullptr, space::l);
    card->body()->addWidget(m_problem);
    card->body()->addWidget(m_week, 1);
    auto* body = new QWidget;
    m_columns->setContentsMargins(0, 0, 0, space::l);
    m_columns->setSpacing(space::l);
    m_columns->addWidget(card, 1);
    m_columns->addWidget(buildSide(), 0, Qt::AlignTop);
    body->setLayout(m_columns);
    m_states = setContent(body, Skeleton::Shape::Form, {}, true);
    connect(m_states, &StateStack::retry, this, &HoursPage::refresh);
    refresh();
}

QWidget* HoursPage::buildSide()
{
    auto* side = new Card(nullptr, space::l);
    side->setFixedWidth(320);
    side->body()->setSpacing(space::m);
    m_zone->setObjectName(QStringLiteral("hours.zone"));
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->lineEdit()->setAccessibleName(tr("Time zone"));
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
        if (id.contains('/') || id == "UTC") m_zone->addItem(QString::fromLatin1(id));
    }
    side->body()->addWidget(new FormField(tr("&Time zone"), m_zone, tr("Your hours follow its clocks, also when they change.")));
    m_buffer->setSuffix(tr(" min"));
    side->body()->addWidget(new FormField(tr("&Pause between sessions"), m_buffer));
    m_notice->setSuffix(tr(" h"));
    side->body()->addWidget(new FormField(tr("&Notice you need"), m_notice, tr("From the booking to the beginning, at least.")));
    m_horizon->setSuffix(tr(" days"));
    side->body()->addWidget(new FormField(tr("How far &ahead"), m_horizon, tr("Students book no later days.")));
    side->body()->addWidget(makeDivider());
    side->body()->addWidget(makeLabel(TextStyle::Strong, tr("Days that are different")));
    side->body()->addLayout(m_days);
    auto* add = makeButton(ButtonKind::Secondary, tr("Add a day…"), QStringLiteral("hours.addDay"), QStringLiteral("list-add"));
    connect(add, &QPushButton::clicked, this, &HoursPage::addException);
    side->body()->addWidget(add);
    return side;
}

/// A narrow window has the rules below the week, which keeps all of its days.
void HoursPage::resizeEvent(QResizeEvent* event)
{
    PageFrame::resizeEvent(event);
    m_columns->setDirection(width() < 1000 ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void HoursPage::refresh()
{
    m_states->showLoading();
    const quint64 request = m_request.next();
    whenDone(this, m_gigs->availability(), [this, request](const Result<Availability>& answer) {
        if (!m_request.is(request)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_states->showContent();
    });
}

void HoursPage::display(const Availability& hours)
{
    const bool isNew = hours.hours.isEmpty() && hours.exceptions.isEmpty();
    m_zone->setCurrentText(isNew ? QString::fromLatin1(QTimeZone::systemTimeZoneId()) : hours.timeZone);
    m_buffer->setValue(hours.bufferMinutes);
    m_notice->setValue(hours.noticeHours);
    m_horizon->setValue(hours.horizonDays);
    m_week->grid()->setHours(hours);
    m_exceptions = hours.exceptions;
    showExceptions();
    m_kept = typed();
}

void HoursPage::showExceptions()
{
    clearLayout(m_days);
    std::sort(m_exceptions.begin(), m_exceptions.end(), [](const DayException& a, const DayException& b) { return a.day < b.day; });
    if (m_exceptions.isEmpty()) m_days->addWidget(makeText(TextStyle::Muted, tr("None: holidays, or an evening that you teach for once.")));
    for (const DayException& day : std::as_const(m_exceptions)) {
        QStringList spans;
        for (const DaySpan& span : day.hours) spans << spanText(span);
        auto* line = row(space::s);
        line->addWidget(makeLabel(TextStyle::Body, dayText(QDate::fromString(day.day, Qt::ISODate))));
        line->addWidget(makeLabel(TextStyle::Muted, spans.isEmpty() ? tr("not at all") : spans.join(QStringLiteral(", "))), 1);
        auto* remove = makeIconButton(QStringLiteral("edit-delete"), tr("Take this day out"), QStringLiteral("hours.removeDay"));
        connect(remove, &QToolButton::clicked, this, [this, key = day.day] {
            m_exceptions.removeIf([&](const DayException& one) { return one.day == key; });
            QMetaObject::invokeMethod(this, &HoursPage::showExceptions, Qt::QueuedConnection); // not while its button is pressed
        });
        line->addWidget(remove);
        auto* holder = new QWidget;
        holder->setLayout(line);
        m_days->addWidget(holder);
    }
}

void HoursPage::addException()
{
    auto* dialog = new DayDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog] {
        const DayException day = dialog->exception();
        m_exceptions.removeIf([&](const DayException& one) { return one.day == day.day; });
        m_exceptions.append(day);
        dialog->accept();
        showExceptions();
    });
    dialog->open();
}

Availability HoursPage::typed() const
{
    Availability hours;
    hours.timeZone = m_zone->currentText().trimmed();
    hours.hours = m_week->grid()->weekly();
    hours.exceptions = m_exceptions;
    hours.bufferMinutes = m_buffer->value();
    hours.noticeHours = m_notice->value();
    hours.horizonDays = m_horizon->value();
    return hours;
}

PageFrame::Leaving HoursPage::leaving() { return askToDiscard(m_kept && typed() != *m_kept, [this] { m_kept.reset(); }); }

void HoursPage::save()
{
    const Availability hours = typed();
    if (const auto error = validation::availability(hours)) return m_problem->say(errorText(*error));
    m_problem->say({});
    m_save->setEnabled(false);
    whenDone(this, m_gigs->saveAvailability(hours), [this, hours](const Result<Availability>& answer) {
        m_save->setEnabled(true);
        if (!answer) return m_problem->say(errorText(answer.error()));
        m_kept = hours;
        Q_EMIT toast(tr("Saved. What is booked stays as it is."), Tone::Green);
        Q_EMIT saved();
    });
}

} // namespace lectern
