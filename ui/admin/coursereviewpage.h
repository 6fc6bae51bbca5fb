#pragma once
#include "ui/kit/access.h"
#include "ui/kit/covers.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class CourseReview;

/// One course on its own, opened from a list or a notification: look, decide, suspend, reinstate.
class CourseReviewPage final : public PageFrame
{
    Q_OBJECT
public:
    CourseReviewPage(const CourseId& id, ReviewGateway* reviews, CoverStore* covers, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override;

Q_SIGNALS:
    void admissionWanted(const lectern::CourseSummary& course);

private:
    CourseReview* m_detail;
};

} // namespace lectern
