#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Courses as their teacher or an admin lists them.
class CourseListModel final : public PagedModel<CourseSummary>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Title,      ///< QString
        State,      ///< CourseState
        Teacher,    ///< QString
        Category,   ///< QString
        Fee,        ///< FeeValue
        Students,   ///< int
        Completion, ///< Percent
        Revenue,    ///< Money
        Updated,    ///< QDateTime
        ColumnCount,
    };
    /// Give one of the two gateways: `mine` lists the own courses, `all` those of everybody.
    CourseListModel(CoursesGateway* mine, ReviewGateway* all, QObject* parent = nullptr);
    [[nodiscard]] const CourseFilter& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const CourseFilter& filter);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const CourseSummary& item, int column) const override;
    QVariant detail(const CourseSummary& item, int column) const override;
    QString key(const CourseSummary& item) const override;
    Reply<Page<CourseSummary>> ask(const PageRequest& page) override;

private:
    CoursesGateway* m_mine;
    ReviewGateway* m_all;
    CourseFilter m_filter;
};

} // namespace lectern
