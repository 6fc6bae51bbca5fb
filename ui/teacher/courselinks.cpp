#include "ui/teacher/courselinks.h"
#include "ui/kit/widgets.h"

namespace lectern {

CourseSummary summaryOf(const Course& course)
{
    CourseSummary summary;
    summary.id = course.id;
    summary.title = course.card.title;
    summary.teacherId = course.teacherId;
    summary.teacherName = course.teacherName;
    summary.fee = course.card.fee;
    summary.revenue = Money::fromMinor(0, course.card.fee.currency());
    summary.state = course.state;
    summary.updatedAt = course.updatedAt;
    return summary;
}

CourseLinks::CourseLinks(QWidget* parent)
    : QWidget(parent)
    , m_students(makeButton(ButtonKind::Secondary, tr("Students and figures"), QStringLiteral("course.students"), QStringLiteral("system-users")))
{
    auto* admission = makeButton(ButtonKind::Secondary, tr("Who may enroll"), QStringLiteral("course.admission"), QStringLiteral("license"));
    connect(admission, &QPushButton::clicked, this, [this] { Q_EMIT admissionWanted(m_course); });
    connect(m_students, &QPushButton::clicked, this, [this] { Q_EMIT studentsWanted(m_course); });
    auto* cells = row(space::s);
    cells->addWidget(admission);
    cells->addWidget(m_students);
    cells->addStretch();
    setLayout(cells);
    hide();
}

void CourseLinks::setCourse(const Course& course)
{
    m_course = summaryOf(course);
    m_students->setVisible(course.state == CourseState::Launched || course.state == CourseState::Suspended || course.state == CourseState::Archived);
    show();
}

} // namespace lectern
