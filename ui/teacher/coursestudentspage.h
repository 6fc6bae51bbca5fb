#pragma once
#include "items/coursestudentmodel.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// Who learns in a course, how far they are, and what it earned.
class CourseStudentsPage final : public PageFrame
{
    Q_OBJECT
public:
    CourseStudentsPage(const CourseSummary& course, CoursesGateway* courses, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }

Q_SIGNALS:
    void admissionWanted(const lectern::CourseSummary& course);

private:
    CourseStudentModel* m_model;
};

} // namespace lectern
