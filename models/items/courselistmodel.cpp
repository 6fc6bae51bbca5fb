#include "items/courselistmodel.h"

namespace lectern {

CourseListModel::CourseListModel(CoursesGateway* mine, ReviewGateway* all, QObject* parent)
    : PagedModel(parent)
    , m_mine(mine)
    , m_all(all)
{
}

void CourseListModel::setFilter(const CourseFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

int CourseListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant CourseListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Title:
        return tr("Course");
    case State:
        return tr("State");
    case Teacher:
        return tr("Teacher");
    case Category:
        return tr("Category");
    case Fee:
        return tr("Fee");
    case Students:
        return tr("Students");
    case Completion:
        return tr("Completion");
    case Revenue:
        return tr("Revenue");
    case Updated:
        return tr("Updated");
    default:
        return {};
    }
}

QVariant CourseListModel::cell(const CourseSummary& item, int column) const
{
    switch (column) {
    case Title:
        return item.title;
    case State:
        return QVariant::fromValue(item.state);
    case Teacher:
        return item.teacherName;
    case Category:
        return item.categoryName;
    case Fee:
        return QVariant::fromValue(FeeValue{item.fee});
    case Students:
        return item.students;
    case Completion:
        return QVariant::fromValue(Percent{item.completionPercent});
    case Revenue:
        return QVariant::fromValue(item.revenue);
    case Updated:
        return item.updatedAt;
    default:
        return {};
    }
}

QVariant CourseListModel::detail(const CourseSummary& item, int column) const
{
    return column == Title
               ? QVariant(item.pendingRevision ? tr("A newer version is being prepared or reviewed") : QString())
               : QVariant();
}

QString CourseListModel::key(const CourseSummary& item) const { return item.id.value; }

Reply<Page<CourseSummary>> CourseListModel::ask(const PageRequest& page)
{
    return m_all ? m_all->allCourses(m_filter, page) : m_mine->myCourses(m_filter, page);
}

} // namespace lectern
