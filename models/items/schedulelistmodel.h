#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// What students owe by their plans; what is overdue first.
class ScheduleListModel final : public PagedModel<Schedule>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Student, ///< QString; detail: the course
        Plan,    ///< QString
        State,   ///< ScheduleState
        Paid,    ///< Money
        Total,   ///< Money
        Overdue, ///< Money, invalid when nothing is
        Next,    ///< QDate, invalid when nothing is open
        ColumnCount,
    };
    explicit ScheduleListModel(SchedulesGateway* schedules, QObject* parent = nullptr) : PagedModel(parent), m_schedules(schedules) {}
    [[nodiscard]] const ScheduleFilter& filter() const { return m_filter; }
    void setFilter(const ScheduleFilter& filter); ///< reloads when it differs
    /// The line that is open and due first; null when none is.
    [[nodiscard]] static const ScheduleLine* nextLine(const Schedule& schedule);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Schedule& item, int column) const override;
    QVariant detail(const Schedule& item, int column) const override;
    QString key(const Schedule& item) const override { return item.id.value; }
    Reply<Page<Schedule>> ask(const PageRequest& page) override { return m_schedules->schedules(m_filter, page); }

private:
    SchedulesGateway* m_schedules;
    ScheduleFilter m_filter;
};

} // namespace lectern
