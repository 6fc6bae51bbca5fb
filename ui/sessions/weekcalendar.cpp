#include "ui/sessions/weekcalendar.h"
#include "ui/kit/widgets.h"
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace lectern {

namespace {

constexpr int kHourHeight = 44;
constexpr int kHead = 40;
constexpr int kGutter = 76;
constexpr int kStep = 30; ///< minutes that a drag moves by

QDate mondayOf(const QDate& day) { return day.addDays(1 - day.dayOfWeek()); }

} // namespace

WeekGrid::WeekGrid(QWidget* parent)
    : QWidget(parent)
    , m_monday(mondayOf(QDate::currentDate()))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void WeekGrid::setZone(const QTimeZone& zone)
{
    m_zone = zone;
    update();
}

void WeekGrid::setWeek(const QDate& monday)
{
    m_monday = mondayOf(monday);
    m_current = -1;
    update();
}

void WeekGrid::setBlocks(const QList<CalendarBlock>& blocks)
{
    m_blocks = blocks;
    m_current = -1;
    update();
}

void WeekGrid::setHours(const Availability& hours)
{
    m_hours = hours;
    update();
}

void WeekGrid::setEditable(bool editable)
{
    m_editable = editable;
    setCursor(editable ? Qt::CrossCursor : Qt::ArrowCursor);
    update();
}

QSize WeekGrid::sizeHint() const { return {860, kHead + 24 * kHourHeight + 1}; }
int WeekGrid::yOf(int minute) const { return kHead + minute * kHourHeight / 60; }

QRect WeekGrid::dayRect(int weekday) const
{
    const int whole = width() - kGutter;
    const int left = kGutter + whole * (weekday - 1) / 7;
    return {left, kHead, kGutter + whole * weekday / 7 - left, 24 * kHourHeight};
}

int WeekGrid::minuteOf(const QDateTime& moment) const
{
    const QTime time = moment.toTimeZone(m_zone).time();
    return time.hour() * 60 + time.minute();
}

QRect WeekGrid::blockRect(const CalendarBlock& block) const
{
    const QDate day = block.from.toTimeZone(m_zone).date();
    const qint64 column = m_monday.daysTo(day);
    if (column < 0 || column > 6) return {};
    const int from = minuteOf(block.from);
    const int until = std::min<int>(1440, from + static_cast<int>(block.from.secsTo(block.until) / 60));
    const QRect rect = dayRect(static_cast<int>(column) + 1);
    return {rect.left() + 3, yOf(from) + 1, rect.width() - 6, std::max(20, yOf(until) - yOf(from) - 2)};
}

QList<DaySpan> WeekGrid::spansOf(int weekday) const
{
    return m_editable ? scheduling::hoursOf(m_hours, weekday) : scheduling::hoursOf(m_hours, m_monday.addDays(weekday - 1));
}

void WeekGrid::moveEvent(QMoveEvent*) { update(); }

void WeekGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().card);
    paintHours(painter);
    if (!m_editable) paintBlocks(painter);
    paintHead(painter);
}

/// The days stay in sight while the hours scroll below them.
int WeekGrid::headTop() const { return std::max(0, -y()); }

void WeekGrid::paintHead(QPainter& painter)
{
    const Tokens& t = tokens();
    const int top = headTop();
    painter.fillRect(0, top, width(), kHead, t.card);
    painter.setFont(uiFont(textsize::small, QFont::DemiBold));
    const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(m_zone).date();
    for (int weekday = 1; weekday <= 7; ++weekday) {
        const QDate day = m_monday.addDays(weekday - 1);
        const QRect head(dayRect(weekday).left(), top, dayRect(weekday).width(), kHead);
        painter.setPen(!m_editable && day == today ? t.accent : t.inkSoft);
        const QString name = QLocale().dayName(weekday, QLocale::ShortFormat);
        painter.drawText(head, Qt::AlignCenter, m_editable ? name : QStringLiteral("%1 %2").arg(name).arg(day.day()));
    }
    painter.setPen(t.line);
    painter.drawLine(0, top + kHead - 1, width(), top + kHead - 1);
}

void WeekGrid::paintHours(QPainter& painter)
{
    const Tokens& t = tokens();
    for (int weekday = 1; weekday <= 7; ++weekday) {
        const QRect day = dayRect(weekday);
        for (const DaySpan& span : spansOf(weekday)) painter.fillRect(QRect(day.left() + 1, yOf(span.from), day.width() - 1, yOf(span.until) - yOf(span.from)), t.softOf(Tone::Accent));
    }
    if (m_drag) {
        const QRect day = dayRect(m_drag->weekday);
        QColor colour = m_drag->adds ? t.accent : t.of(Tone::Red);
        colour.setAlpha(90);
        painter.fillRect(QRect(day.left() + 1, yOf(m_drag->from), day.width() - 1, yOf(m_drag->until) - yOf(m_drag->from)), colour);
    }
    painter.setFont(uiFont(textsize::small));
    for (int hour = 0; hour <= 24; ++hour) {
        painter.setPen(t.line);
        painter.drawLine(kGutter, yOf(60 * hour), width(), yOf(60 * hour));
        if (hour == 0 || hour == 24) continue;
        painter.setPen(t.inkFaint);
        painter.drawText(QRect(0, yOf(60 * hour) - 9, kGutter - space::s, 18), Qt::AlignRight | Qt::AlignVCenter, clockText(60 * hour));
    }
    painter.setPen(t.line);
    for (int weekday = 1; weekday <= 7; ++weekday) painter.drawLine(dayRect(weekday).left(), 0, dayRect(weekday).left(), height());
}

void WeekGrid::paintBlocks(QPainter& painter)
{
    const Tokens& t = tokens();
    for (int i = 0; i < m_blocks.size(); ++i) {
        const CalendarBlock& block = m_blocks.at(i);
        const QRect rect = blockRect(block);
        if (rect.isEmpty()) continue;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(i == m_current && hasFocus() ? QPen(t.accent, 2) : QPen(t.of(block.tone), 1));
        painter.setBrush(t.softOf(block.tone));
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setRenderHint(QPainter::Antialiasing, false);
        const QRect words = rect.adjusted(6, 2, -4, -2);
        painter.setPen(t.of(block.tone));
        painter.setFont(uiFont(textsize::small, QFont::DemiBold));
        painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, painter.fontMetrics().elidedText(QStringLiteral("%1 %2").arg(clockText(minuteOf(block.from)), block.title), Qt::ElideRight, words.width()));
        if (words.height() < 32) continue;
        painter.setFont(uiFont(textsize::small));
        painter.setPen(t.inkSoft);
        painter.drawText(words.adjusted(0, 17, 0, 0), Qt::AlignLeft | Qt::AlignTop, painter.fontMetrics().elidedText(block.text, Qt::ElideRight, words.width()));
    }
}

std::optional<std::pair<int, int>> WeekGrid::cellAt(const QPoint& at) const
{
    if (at.y() < headTop() + kHead || at.x() < kGutter) return std::nullopt;
    for (int weekday = 1; weekday <= 7; ++weekday) {
        if (at.x() < dayRect(weekday).right() + 1) return std::pair{weekday, std::clamp((at.y() - kHead) * 60 / kHourHeight, 0, 1439)};
    }
    return std::nullopt;
}

void WeekGrid::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    const auto cell = cellAt(event->pos());
    if (!m_editable || !cell) return QWidget::mousePressEvent(event);
    const int from = cell->second / kStep * kStep;
    const auto spans = spansOf(cell->first);
    const bool isIn = std::any_of(spans.begin(), spans.end(), [&](const DaySpan& span) { return from >= span.from && from < span.until; });
    m_drag = Drag{cell->first, from, from + kStep, !isIn};
    update();
}

void WeekGrid::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag) {
        const int minute = std::clamp((event->pos().y() - kHead) * 60 / kHourHeight, 0, 1439) / kStep * kStep;
        m_drag->until = std::max(m_drag->from + kStep, minute + kStep);
        return update();
    }
    if (m_editable) return;
    const bool isOver = std::any_of(m_blocks.begin(), m_blocks.end(), [&](const CalendarBlock& block) { return blockRect(block).contains(event->pos()); });
    setCursor(isOver ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void WeekGrid::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_drag) {
        const Drag drag = *m_drag;
        m_drag.reset();
        return apply(drag);
    }
    for (const CalendarBlock& block : std::as_const(m_blocks)) {
        if (!m_editable && blockRect(block).contains(event->pos())) return (void)Q_EMIT opened(block.id);
    }
}

void WeekGrid::apply(const Drag& drag)
{
    QList<bool> quarters(1440 / 15, false);
    for (const DaySpan& span : spansOf(drag.weekday)) {
        for (int at = span.from / 15; at < span.until / 15; ++at) quarters[at] = true;
    }
    for (int at = drag.from / 15; at < std::min(1440, drag.until) / 15; ++at) quarters[at] = drag.adds;
    QList<WeekdayHours> hours;
    for (const WeekdayHours& one : std::as_const(m_hours.hours)) {
        if (one.weekday != drag.weekday) hours.append(one);
    }
    for (int at = 0; at < quarters.size(); ++at) {
        if (!quarters.at(at)) continue;
        int end = at;
        while (end < quarters.size() && quarters.at(end)) ++end;
        hours.append({drag.weekday, at * 15, end * 15});
        at = end;
    }
    std::sort(hours.begin(), hours.end(), [](const WeekdayHours& a, const WeekdayHours& b) { return std::pair(a.weekday, a.from) < std::pair(b.weekday, b.from); });
    m_hours.hours = hours;
    update();
    Q_EMIT hoursChanged();
}

void WeekGrid::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down || event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Up || event->key() == Qt::Key_Left ? -1 : 0;
    if (!m_editable && step != 0 && !m_blocks.isEmpty()) {
        m_current = (m_current + step + int(m_blocks.size())) % int(m_blocks.size());
        return update();
    }
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (!m_editable && isEnter && m_current >= 0 && m_current < m_blocks.size()) return (void)Q_EMIT opened(m_blocks.at(m_current).id);
    QWidget::keyPressEvent(event);
}

bool WeekGrid::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || m_editable) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    for (const CalendarBlock& block : std::as_const(m_blocks)) {
        if (!blockRect(block).contains(help->pos())) continue;
        QToolTip::showText(help->globalPos(), QStringLiteral("%1\n%2").arg(block.title, block.text), this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

WeekCalendar::WeekCalendar(QWidget* parent)
    : QWidget(parent)
    , m_grid(new WeekGrid)
    , m_scroller(new QScrollArea)
    , m_head(new QWidget)
    , m_name(makeLabel(TextStyle::Strong, {}))
{
    auto* previous = makeIconButton(QStringLiteral("go-previous"), tr("The week before"), QStringLiteral("week.previous"));
    auto* next = makeIconButton(QStringLiteral("go-next"), tr("The next week"), QStringLiteral("week.next"));
    auto* today = makeButton(ButtonKind::Quiet, tr("This week"), QStringLiteral("week.today"));
    auto* head = row(space::s);
    head->addWidget(previous);
    head->addWidget(next);
    head->addWidget(m_name);
    head->addStretch();
    head->addWidget(today);
    m_head->setLayout(head);
    m_scroller->setWidget(m_grid);
    m_scroller->setWidgetResizable(true);
    m_scroller->setFrameShape(QFrame::NoFrame);
    m_grid->setObjectName(QStringLiteral("week.grid"));
    m_grid->setAccessibleName(tr("Week"));
    auto* lines = column(space::s);
    lines->addWidget(m_head);
    lines->addWidget(m_scroller, 1);
    setLayout(lines);
    setMinimumHeight(320);
    connect(previous, &QAbstractButton::clicked, this, [this] { goTo(m_grid->week().addDays(-7)); });
    connect(next, &QAbstractButton::clicked, this, [this] { goTo(m_grid->week().addDays(7)); });
    connect(today, &QAbstractButton::clicked, this, [this] { goTo(QDate::currentDate()); });
    goTo(QDate::currentDate());
}

void WeekCalendar::setWeekVisible(bool visible) { m_head->setVisible(visible); }

void WeekCalendar::goTo(const QDate& monday)
{
    m_grid->setWeek(monday);
    const QDate first = m_grid->week();
    m_name->setText(tr("%1 – %2").arg(dayText(first), dayText(first.addDays(6))));
    Q_EMIT weekChanged(first);
}

void WeekCalendar::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_wasShown) return;
    m_wasShown = true;
    m_scroller->verticalScrollBar()->setValue(m_grid->yOf(7 * 60 + 30));
}

} // namespace lectern
