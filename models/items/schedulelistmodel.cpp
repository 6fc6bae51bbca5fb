#include "items/schedulelistmodel.h"

namespace lectern {

void ScheduleListModel::setFilter(const ScheduleFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

const ScheduleLine* ScheduleListModel::nextLine(const Schedule& schedule)
{
    const ScheduleLine* next = nullptr;
    for (const ScheduleLine& line : schedule.lines) {
        const bool isUnpaid = isOpen(line.state) || line.state == LineState::Processing;
        if (isUnpaid && (!next || line.dueOn < next->dueOn)) next = &line;
    }
    return next;
}

QVariant ScheduleListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Student:
        return tr("Student");
    case Plan:
        return tr("Plan");
    case State:
        return tr("State");
    case Paid:
        return tr("Paid");
    case Total:
        return tr("Of");
    case Overdue:
        return tr("Overdue");
    case Next:
        return tr("Next");
    default:
        return {};
    }
}

QVariant ScheduleListModel::cell(const Schedule& item, int column) const
{
    const ScheduleLine* next = nextLine(item);
    switch (column) {
    case Student:
        return item.studentName;
    case Plan:
        return item.planName;
    case State:
        return QVariant::fromValue(item.state);
    case Paid:
        return QVariant::fromValue(item.paid);
    case Total:
        return QVariant::fromValue(item.total);
    case Overdue:
        return item.overdue.isZero() ? QVariant() : QVariant::fromValue(item.overdue);
    case Next:
        // Nothing is collected while it rests, whatever day its line has.
        if (item.state == ScheduleState::Paused) return tr("Paused");
        return next ? QVariant(next->dueOn.date()) : QVariant();
    default:
        return {};
    }
}

QVariant ScheduleListModel::detail(const Schedule& item, int column) const { return column == Student ? QVariant(item.courseTitle) : QVariant(); }

} // namespace lectern
