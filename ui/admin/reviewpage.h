#pragma once
#include "items/reviewqueuemodel.h"
#include "ui/kit/access.h"
#include "ui/kit/covers.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class CourseReview;
class GigReviewPanel;

/// The queue on the left, the course or live session under review on the right.
class ReviewPage final : public PageFrame
{
    Q_OBJECT
public:
    ReviewPage(ReviewGateway* reviews, GigsGateway* gigs, CoverStore* covers, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;
    void open(const CourseId& id);

Q_SIGNALS:
    void admissionWanted(const lectern::CourseSummary& course);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void selectFirst();
    void afterDecision(const QString& text);
    ReviewQueueModel* m_model;
    QListView* m_list;
    QWidget* m_left;
    CourseReview* m_detail;
    GigReviewPanel* m_gig;
    QStackedWidget* m_right;
};

} // namespace lectern
