#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Submitted revisions, the oldest first.
class ReviewQueueModel final : public PagedModel<ReviewItem>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Title,     ///< QString
        Teacher,   ///< QString
        Category,  ///< QString
        Fee,       ///< FeeValue
        Submitted, ///< QDateTime
        Similar,   ///< int
        ColumnCount,
    };
    explicit ReviewQueueModel(ReviewGateway* reviews, QObject* parent = nullptr);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const ReviewItem& item, int column) const override;
    QVariant detail(const ReviewItem& item, int column) const override;
    QString key(const ReviewItem& item) const override;
    Reply<Page<ReviewItem>> ask(const PageRequest& page) override;

private:
    ReviewGateway* m_reviews;
};

} // namespace lectern
