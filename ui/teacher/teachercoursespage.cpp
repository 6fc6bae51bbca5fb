#include "ui/teacher/teachercoursespage.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

TeacherCoursesPage::TeacherCoursesPage(CoursesGateway* courses, QWidget* parent)
    : PageFrame(tr("Courses"), parent)
    , m_model(new CourseListModel(courses, nullptr, this))
    , m_search(new SearchField(tr("Search my courses"), QStringLiteral("courses.search")))
{
    auto* fresh =
        makeButton(ButtonKind::Primary, tr("New course"), QStringLiteral("courses.new"), QStringLiteral("list-add"));
    fresh->setShortcut(QKeySequence::New);
    fresh->setToolTip(tr("Ctrl+N"));
    addAction(fresh);
    connect(fresh, &QPushButton::clicked, this, &TeacherCoursesPage::newWanted);
    auto* chips = new FilterChips(tr("State"));
    chips->add({}, tr("All"));
    for (const CourseState state :
         {CourseState::Draft, CourseState::InReview, CourseState::Rejected, CourseState::Approved,
          CourseState::Launched, CourseState::Suspended, CourseState::Archived})
        chips->add(toText(state), chip(state).text);
    chips->setCurrent({});
    auto* bar = new FilterBar;
    bar->add(m_search);
    bar->add(chips);
    addTools(bar);
    const auto apply = [this, chips] {
        CourseFilter filter;
        filter.text = m_search->text().trimmed();
        CourseState state{};
        if (fromText(chips->current(), state)) filter.state = state;
        m_model->setFilter(filter);
    };
    connect(m_search, &SearchField::searched, this, apply);
    connect(chips, &FilterChips::chosen, this, apply);
    auto* table = new TableView(m_model,
                                {{CourseListModel::Title, 0},
                                 {CourseListModel::State, 124},
                                 {CourseListModel::Fee, 100, 640},
                                 {CourseListModel::Students, 96},
                                 {CourseListModel::Completion, 130, 900},
                                 {CourseListModel::Revenue, 120},
                                 {CourseListModel::Updated, 120, 1000}},
                                QStringLiteral("courses.table"));
    table->setRowActions([this](QMenu* menu, int row) {
        const CourseSummary course = m_model->at(row);
        menu->addAction(icon(QStringLiteral("document-edit")), tr("Edit the course page"), this,
                        [this, course] { Q_EMIT editWanted(course.id); });
        menu->addAction(icon(QStringLiteral("view-media-playlist")), tr("Build the content"), this,
                        [this, course] { Q_EMIT buildWanted(course.id); });
        menu->addAction(icon(QStringLiteral("system-users")), tr("Students and figures"), this,
                        [this, course] { Q_EMIT studentsWanted(course); });
        menu->addAction(icon(QStringLiteral("license")), tr("Who may enroll"), this, [this, course] { Q_EMIT admissionWanted(course); });
    });
    connect(table, &TableView::opened, this, [this](int row) { Q_EMIT editWanted(m_model->at(row).id); });
    auto* states = setContent(table, Skeleton::Shape::Table,
                              {QStringLiteral("document-multiple"), tr("No course here yet"),
                               tr("A course starts as a draft that no student sees. You submit it when it is ready, and "
                                  "launch it when it is approved."),
                               tr("Write the first one")},
                              false);
    states->setOfflineHint(tr("Your courses are on the server. What you typed into an open draft stays on this screen "
                              "and is saved when you are back."));
    states->follow(m_model);
    connect(states, &StateStack::emptyAction, this, &TeacherCoursesPage::newWanted);
    m_model->reload();
}

void TeacherCoursesPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("course") || message.topic == QStringLiteral("enrollment")) refresh();
}

} // namespace lectern
