#include "items/coursestudentmodel.h"

namespace lectern {

CourseStudentModel::CourseStudentModel(CoursesGateway* courses, QObject* parent)
    : PagedModel(parent)
    , m_courses(courses)
{
}

void CourseStudentModel::setCourse(const CourseId& id)
{
    m_course = id;
    reload();
}

int CourseStudentModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant CourseStudentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Student");
    case State:
        return tr("State");
    case Progress:
        return tr("Progress");
    case Enrolled:
        return tr("Enrolled");
    case LastActive:
        return tr("Last active");
    default:
        return {};
    }
}

QVariant CourseStudentModel::cell(const CourseStudent& item, int column) const
{
    switch (column) {
    case Name:
        return item.name;
    case State:
        return QVariant::fromValue(item.state);
    case Progress:
        return QVariant::fromValue(Percent{item.progressPercent});
    case Enrolled:
        return item.enrolledAt;
    case LastActive:
        return item.lastActiveAt ? QVariant(*item.lastActiveAt) : QVariant();
    default:
        return {};
    }
}

QString CourseStudentModel::key(const CourseStudent& item) const { return item.id.value; }

Reply<Page<CourseStudent>> CourseStudentModel::ask(const PageRequest& page)
{
    return m_courses->students(m_course, page);
}

} // namespace lectern
