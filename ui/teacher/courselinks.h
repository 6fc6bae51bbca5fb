#pragma once
#include "domain/courses.h"
#include <QWidget>

class QPushButton;

namespace lectern {

/// Below the title of a page about one course: the way to who may enroll, and to who is in.
class CourseLinks final : public QWidget
{
    Q_OBJECT
public:
    explicit CourseLinks(QWidget* parent = nullptr);
    /// Before the launch nobody is in.
    void setCourse(const Course& course);

Q_SIGNALS:
    void admissionWanted(const lectern::CourseSummary& course);
    void studentsWanted(const lectern::CourseSummary& course);

private:
    CourseSummary m_course;
    QPushButton* m_students;
};

/// A course as lists have it; its figures are not known.
[[nodiscard]] CourseSummary summaryOf(const Course& course);

} // namespace lectern
