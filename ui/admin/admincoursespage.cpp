#include "ui/admin/admincoursespage.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

AdminCoursesPage::AdminCoursesPage(ReviewGateway* reviews, Access access, QWidget* parent)
    : PageFrame(tr("Courses"), parent)
    , m_model(new CourseListModel(nullptr, reviews, this))
    , m_search(new SearchField(tr("Search courses and teachers"), QStringLiteral("courses.search")))
{
    auto* chips = new FilterChips(tr("State"));
    chips->add({}, tr("All"));
    for (const CourseState state :
         {CourseState::InReview, CourseState::Launched, CourseState::Approved, CourseState::Rejected,
          CourseState::Suspended, CourseState::Draft, CourseState::Archived})
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
                                 {CourseListModel::Teacher, 160},
                                 {CourseListModel::Category, 130, 1000},
                                 {CourseListModel::Fee, 100},
                                 {CourseListModel::Students, 96, 760},
                                 {CourseListModel::Updated, 120, 900}},
                                QStringLiteral("adminCourses.table"));
    table->setRowActions([this, access](QMenu* menu, int row) {
        menu->addAction(access == Access::Full ? tr("Open and decide") : tr("Open"), this, [this, id = m_model->at(row).id] { Q_EMIT courseWanted(id); });
        menu->addAction(icon(QStringLiteral("license")), tr("Who may enroll"), this, [this, course = m_model->at(row)] { Q_EMIT admissionWanted(course); });
    });
    connect(table, &TableView::opened, this, [this](int row) { Q_EMIT courseWanted(m_model->at(row).id); });
    auto* states = setContent(table, Skeleton::Shape::Table,
                              {QStringLiteral("document-multiple"),
                               tr("No course fits"),
                               tr("Courses appear here as soon as a teacher saves the first draft."),
                               {}},
                              false);
    states->follow(m_model);
    m_model->reload();
}

void AdminCoursesPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("course") || message.topic == QStringLiteral("review")) refresh();
}

} // namespace lectern
