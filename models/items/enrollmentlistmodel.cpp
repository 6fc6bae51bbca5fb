#include "items/enrollmentlistmodel.h"

namespace lectern {

EnrollmentListModel::EnrollmentListModel(EnrollmentsGateway* enrollments, QObject* parent)
    : PagedModel(parent)
    , m_enrollments(enrollments)
{
}

int EnrollmentListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant EnrollmentListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Course:
        return tr("Course");
    case State:
        return tr("State");
    case Progress:
        return tr("Progress");
    case Price:
        return tr("Price");
    case Enrolled:
        return tr("Enrolled");
    default:
        return {};
    }
}

QVariant EnrollmentListModel::cell(const Enrollment& item, int column) const
{
    switch (column) {
    case Course:
        return item.courseTitle;
    case State:
        return QVariant::fromValue(item.state);
    case Progress:
        return QVariant::fromValue(Percent{item.progressPercent});
    case Price:
        return QVariant::fromValue(FeeValue{item.price});
    case Enrolled:
        return item.createdAt;
    default:
        return {};
    }
}

QVariant EnrollmentListModel::detail(const Enrollment& item, int column) const
{
    return column == Course ? QVariant(item.teacherName) : QVariant();
}

QString EnrollmentListModel::key(const Enrollment& item) const { return item.id.value; }

Reply<Page<Enrollment>> EnrollmentListModel::ask(const PageRequest& page) { return m_enrollments->mine(page); }

} // namespace lectern
