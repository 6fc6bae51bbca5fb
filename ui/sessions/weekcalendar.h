#pragma once
#include "domain/availability.h"
#include "ui/kit/text.h"
#include <QScrollArea>
#include <QTimeZone>

namespace lectern {

/// What stands in a week: a session, with the place it takes.
struct CalendarBlock
{
    QString id;
    QString title;
    QString text; ///< second line
    QDateTime from;
    QDateTime until;
    Tone tone = Tone::Accent;
};

/// A week from Monday on, by the clocks of one time zone: shaded where the teacher works, with sessions as blocks. While hours are edited, dragging over
/// a day adds hours there, and dragging over hours takes them away.
class WeekGrid final : public QWidget
{
    Q_OBJECT
public:
    explicit WeekGrid(QWidget* parent = nullptr);
    void setZone(const QTimeZone& zone);
    void setWeek(const QDate& monday);
    [[nodiscard]] QDate week() const { return m_monday; }
    void setBlocks(const QList<CalendarBlock>& blocks);
    /// `exceptions` of this week count, too.
    void setHours(const Availability& hours);
    [[nodiscard]] QList<WeekdayHours> weekly() const { return m_hours.hours; }
    void setEditable(bool editable);
    [[nodiscard]] int yOf(int minute) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {440, sizeHint().height()}; }

Q_SIGNALS:
    void opened(const QString& id);
    void hoursChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Drag
    {
        int weekday = 1;
        int from = 0;
        int until = 0;
        bool adds = true;
    };
    [[nodiscard]] QRect dayRect(int weekday) const;
    [[nodiscard]] QRect blockRect(const CalendarBlock& block) const;
    [[nodiscard]] std::optional<std::pair<int, int>> cellAt(const QPoint& at) const; ///< weekday, minute
    [[nodiscard]] QList<DaySpan> spansOf(int weekday) const;
    [[nodiscard]] int minuteOf(const QDateTime& moment) const;
    void apply(const Drag& drag);
    [[nodiscard]] int headTop() const;
    void paintHead(QPainter& painter);
    void paintHours(QPainter& painter);
    void paintBlocks(QPainter& painter);

    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QDate m_monday;
    QList<CalendarBlock> m_blocks;
    Availability m_hours;
    bool m_editable = false;
    std::optional<Drag> m_drag;
    int m_current = -1; ///< block with the keyboard
};

/// The grid with what goes from week to week.
class WeekCalendar final : public QWidget
{
    Q_OBJECT
public:
    explicit WeekCalendar(QWidget* parent = nullptr);
    [[nodiscard]] WeekGrid* grid() const { return m_grid; }
    void setWeekVisible(bool visible); ///< the line with the week; hours that are the same every week have none

Q_SIGNALS:
    void weekChanged(const QDate& monday);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void goTo(const QDate& monday);
    WeekGrid* m_grid;
    QScrollArea* m_scroller;
    QWidget* m_head;
    QLabel* m_name;
    bool m_wasShown = false;
};

} // namespace lectern
