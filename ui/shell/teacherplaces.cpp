#include "ui/admin/couponspage.h"
#include "ui/sessions/gigeditorpage.h"
#include "ui/sessions/teachingpage.h"
#include "ui/shell/workspace.h"
#include "ui/teacher/admissionpage.h"
#include "ui/teacher/coursebuilderpage.h"
#include "ui/teacher/courseeditorpage.h"
#include "ui/teacher/coursestudentspage.h"
#include "ui/teacher/overviewpage.h"
#include "ui/teacher/teachercoursespage.h"
#include "ui/vault/vaultpage.h"

namespace lectern {

void Workspace::addTeacherPlaces()
{
    m_places.append({QStringLiteral("overview"), tr("Overview"), QStringLiteral("go-home"), [this] {
                         auto* page = new OverviewPage(m_gateways.reports, m_user);
                         connect(page, &OverviewPage::coursesWanted, this,
                                 [this] { openPlace(QStringLiteral("courses")); });
                         connect(page, &OverviewPage::dayWanted, this, [this](const QDateTime& day) {
                             openPlace(QStringLiteral("vault"));
                             if (auto* vault = qobject_cast<VaultPage*>(currentPage())) vault->showDay(day);
                         });
                         return page;
                     }});
    m_places.append(
        {QStringLiteral("courses"), tr("Courses"), QStringLiteral("document-multiple"), [this] {
             auto* page = new TeacherCoursesPage(m_gateways.courses);
             connect(page, &TeacherCoursesPage::newWanted, this, [this] { openCourseEditor(std::nullopt); });
             connect(page, &TeacherCoursesPage::editWanted, this, [this](const CourseId& id) { openCourseEditor(id); });
             connect(page, &TeacherCoursesPage::buildWanted, this, &Workspace::openCourseBuilder);
             connect(page, &TeacherCoursesPage::studentsWanted, this, &Workspace::openCourseStudents);
             connect(page, &TeacherCoursesPage::admissionWanted, this, &Workspace::openAdmission);
             return page;
         }});
    m_places.append({QStringLiteral("sessions"), tr("Live sessions"), QStringLiteral("view-calendar"), [this] {
                         auto* page = new TeachingPage(m_gateways);
                         connect(page, &TeachingPage::gigWanted, this, &Workspace::openGigEditor);
                         connect(page, &TeachingPage::hoursWanted, this, &Workspace::openHours);
                         return page;
                     }});
    m_places.append({QStringLiteral("coupons"), tr("Coupons"), QStringLiteral("coupon"),
                     [this] { return new CouponsPage(m_gateways, m_user, Access::Full); }});
    m_places.append({QStringLiteral("vault"), tr("Vault"), QStringLiteral("view-financial-account"),
                     [this] { return new VaultPage(std::nullopt, m_gateways, true); }});
}

void Workspace::openGigEditor(const std::optional<Gig>& gig)
{
    auto* page = new GigEditorPage(gig, m_gateways);
    connect(page, &GigEditorPage::saved, this, [this, page] {
        if (currentPage() != page) return;
        pop();
        currentPage()->refresh();
    });
    push(page);
}

void Workspace::openHours()
{
    auto* page = new HoursPage(m_gateways.gigs);
    connect(page, &HoursPage::saved, this, [this, page] {
        if (currentPage() != page) return;
        pop();
        currentPage()->refresh();
    });
    push(page);
}

void Workspace::openCourseEditor(const std::optional<CourseId>& id)
{
    auto* page = new CourseEditorPage(id, m_gateways.courses, m_covers);
    page->setSchool(m_school);
    connect(page, &CourseEditorPage::buildWanted, this, &Workspace::openCourseBuilder);
    connect(page, &CourseEditorPage::admissionWanted, this, &Workspace::openAdmission);
    connect(page, &CourseEditorPage::studentsWanted, this, &Workspace::findCourseStudents);
    push(page);
}

void Workspace::openCourseBuilder(const CourseId& id)
{
    auto* page = new CourseBuilderPage(id, m_gateways);
    connect(page, &CourseBuilderPage::editWanted, this, [this](const CourseId& course) { openCourseEditor(course); });
    connect(page, &CourseBuilderPage::admissionWanted, this, &Workspace::openAdmission);
    connect(page, &CourseBuilderPage::studentsWanted, this, &Workspace::findCourseStudents);
    push(page);
}

void Workspace::openCourseStudents(const CourseSummary& course)
{
    auto* page = new CourseStudentsPage(course, m_gateways.courses);
    connect(page, &CourseStudentsPage::admissionWanted, this, &Workspace::openAdmission);
    push(page);
}

/// The figures of a course come with the list alone.
void Workspace::findCourseStudents(const CourseSummary& course)
{
    CourseFilter filter;
    filter.text = course.title;
    whenDone(this, m_gateways.courses->myCourses(filter, {}), [this, course](const Result<Page<CourseSummary>>& answer) {
        if (!answer) return tell(tr("The students could not be opened"), errorText(answer.error()));
        const auto found = std::find_if(answer->items.begin(), answer->items.end(), [&](const CourseSummary& one) { return one.id == course.id; });
        openCourseStudents(found == answer->items.end() ? course : *found);
    });
}

void Workspace::openAdmission(const CourseSummary& course) { push(new AdmissionPage(course, m_gateways.admission, m_user.role == Role::Auditor ? Access::ReadOnly : Access::Full)); }

} // namespace lectern
