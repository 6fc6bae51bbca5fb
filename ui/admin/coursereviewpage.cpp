#include "ui/admin/coursereviewpage.h"
#include "ui/admin/coursereview.h"

namespace lectern {

CourseReviewPage::CourseReviewPage(const CourseId& id, ReviewGateway* reviews, CoverStore* covers, Access access, QWidget* parent)
    : PageFrame(tr("Course"), parent)
    , m_detail(new CourseReview(reviews, covers, access))
{
    setBackVisible(true);
    setMaximumContentWidth(960);
    setContent(m_detail, Skeleton::Shape::Detail, {}, false)->showContent();
    connect(m_detail, &CourseReview::decided, this, [this](const Course& course) {
        Q_EMIT toast(tr("\"%1\" is %2.").arg(course.card.title, chip(course.state).text.toLower()), Tone::Green);
        m_detail->reload();
    });
    connect(m_detail, &CourseReview::admissionWanted, this, &CourseReviewPage::admissionWanted);
    m_detail->open(id);
}

void CourseReviewPage::refresh() { m_detail->reload(); }

} // namespace lectern
