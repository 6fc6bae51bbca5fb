#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// The students of one course.
class CourseStudentModel final : public PagedModel<CourseStudent>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Name,       ///< QString
        State,      ///< EnrollmentState
        Progress,   ///< Percent
        Enrolled,   ///< QDateTime
        LastActive, ///< QDateTime, invalid: never
        ColumnCount,
    };
    explicit CourseStudentModel(CoursesGateway* courses, QObject* parent = nullptr);
    /// Which course; loads it.
    void setCourse(const CourseId& id);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const CourseStudent& item, int column) const override;
    QString key(const CourseStudent& item) const override;
    Reply<Page<CourseStudent>> ask(const PageRequest& page) override;

private:
    CoursesGateway* m_courses;
    CourseId m_course;
};

} // namespace lectern
