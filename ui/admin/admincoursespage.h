#pragma once
#include "items/courselistmodel.h"
#include "ui/kit/access.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// All courses of the school in every state.
class AdminCoursesPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit AdminCoursesPage(ReviewGateway* reviews, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    QWidget* searchField() const override { return m_search; }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void courseWanted(const lectern::CourseId& id);
    void admissionWanted(const lectern::CourseSummary& course);

private:
    CourseListModel* m_model;
    SearchField* m_search;
};

} // namespace lectern
