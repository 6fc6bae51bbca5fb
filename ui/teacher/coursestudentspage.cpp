#include "ui/teacher/coursestudentspage.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/tableview.h"

namespace lectern {

CourseStudentsPage::CourseStudentsPage(const CourseSummary& course, CoursesGateway* courses, QWidget* parent)
    : PageFrame(course.title, parent)
    , m_model(new CourseStudentModel(courses, this))
{
    setBackVisible(true);
    setSubtitle(tr("Students and figures"));
    addTitleWidget(new Chip(chip(course.state)));
    auto* admission = makeButton(ButtonKind::Secondary, tr("Who may enroll…"), QStringLiteral("students.admission"), QStringLiteral("license"));
    addAction(admission);
    connect(admission, &QPushButton::clicked, this, [this, course] { Q_EMIT admissionWanted(course); });
    auto* students = new StatTile(tr("Students"), QStringLiteral("system-users"), Tone::Blue);
    students->setValue(QLocale().toString(course.students));
    auto* revenue = new StatTile(tr("Your share so far"), QStringLiteral("view-financial-account"), Tone::Gold);
    revenue->setValue(moneyText(course.revenue));
    auto* completion = new StatTile(tr("Completion"), QStringLiteral("license"), Tone::Green);
    completion->setValue(QLocale().toString(course.completionPercent) + u'%');
    auto* tiles = new QWidget;
    auto* flow = new FlowLayout(space::l, 180);
    for (StatTile* tile : {students, revenue, completion})
        flow->addWidget(tile);
    tiles->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    tiles->setSizePolicy(policy);
    addTools(tiles);
    auto* table = new TableView(m_model,
                                {{CourseStudentModel::Name, 0},
                                 {CourseStudentModel::State, 150},
                                 {CourseStudentModel::Progress, 180},
                                 {CourseStudentModel::Enrolled, 130},
                                 {CourseStudentModel::LastActive, 130, 760}},
                                QStringLiteral("students.table"));
    auto* states = setContent(table, Skeleton::Shape::Table,
                              {QStringLiteral("system-users"),
                               tr("Nobody yet"),
                               tr("Students show up here when they enroll. A launched course is in the catalogue."),
                               {}},
                              false);
    states->follow(m_model);
    m_model->setCourse(course.id);
}

} // namespace lectern
