#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// The gateway's lines beside the books; what needs explaining first.
class ReconciliationModel final : public PagedModel<ReconciliationItem>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Line,    ///< QString
        State,   ///< MatchState
        Type,    ///< QString
        Gateway, ///< Money, invalid when it is missing there
        Booked,  ///< Money, invalid when it is missing here
        At,      ///< QDateTime
        ColumnCount,
    };
    explicit ReconciliationModel(BooksGateway* books, QObject* parent = nullptr);
    [[nodiscard]] const ReconciliationFilter& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const ReconciliationFilter& filter);
    /// What the books hold of it: of a line that was booked by hand, what the gateway says.
    [[nodiscard]] static std::optional<Money> inBooks(const ReconciliationItem& item);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const ReconciliationItem& item, int column) const override;
    QVariant detail(const ReconciliationItem& item, int column) const override;
    QString key(const ReconciliationItem& item) const override { return item.id; }
    Reply<Page<ReconciliationItem>> ask(const PageRequest& page) override;

private:
    BooksGateway* m_books;
    ReconciliationFilter m_filter;
};

} // namespace lectern
