#pragma once
#include "items/courselistmodel.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// The teacher's own courses in every state.
class TeacherCoursesPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit TeacherCoursesPage(CoursesGateway* courses, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    QWidget* searchField() const override { return m_search; }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void newWanted();
    void editWanted(const lectern::CourseId& id);
    void buildWanted(const lectern::CourseId& id);
    void studentsWanted(const lectern::CourseSummary& course);
    void admissionWanted(const lectern::CourseSummary& course);

private:
    CourseListModel* m_model;
    SearchField* m_search;
};

} // namespace lectern
