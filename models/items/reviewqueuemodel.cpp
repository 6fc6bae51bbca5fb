#include "items/reviewqueuemodel.h"

namespace lectern {

ReviewQueueModel::ReviewQueueModel(ReviewGateway* reviews, QObject* parent)
    : PagedModel(parent)
    , m_reviews(reviews)
{
}

int ReviewQueueModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ReviewQueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Title:
        return tr("Course");
    case Teacher:
        return tr("Teacher");
    case Category:
        return tr("Category");
    case Fee:
        return tr("Fee");
    case Submitted:
        return tr("Waiting");
    case Similar:
        return tr("Similar titles");
    default:
        return {};
    }
}

QVariant ReviewQueueModel::cell(const ReviewItem& item, int column) const
{
    switch (column) {
    case Title:
        return item.title;
    case Teacher:
        return item.teacherName;
    case Category:
        return item.categoryName;
    case Fee:
        return QVariant::fromValue(FeeValue{item.fee});
    case Submitted:
        return item.submittedAt;
    case Similar:
        return item.similarTitles;
    default:
        return {};
    }
}

QVariant ReviewQueueModel::detail(const ReviewItem& item, int column) const
{
    return column == Title ? QVariant(item.teacherName) : QVariant();
}

QString ReviewQueueModel::key(const ReviewItem& item) const
{
    return (item.gigId ? item.gigId->value : item.courseId.value) + u'#' + QString::number(item.revision);
}

Reply<Page<ReviewItem>> ReviewQueueModel::ask(const PageRequest& page) { return m_reviews->queue(page); }

} // namespace lectern
