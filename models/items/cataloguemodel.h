#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// What a student can choose from.
class CatalogueModel final : public PagedModel<CatalogueItem>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Title,    ///< QString
        Category, ///< QString
        Teacher,  ///< QString
        Fee,      ///< FeeValue
        Level,    ///< Level
        ColumnCount,
    };
    explicit CatalogueModel(CatalogueGateway* catalogue, QObject* parent = nullptr);
    [[nodiscard]] const CatalogueFilter& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const CatalogueFilter& filter);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const CatalogueItem& item, int column) const override;
    QVariant detail(const CatalogueItem& item, int column) const override;
    QString key(const CatalogueItem& item) const override;
    Reply<Page<CatalogueItem>> ask(const PageRequest& page) override;

private:
    CatalogueGateway* m_catalogue;
    CatalogueFilter m_filter;
};

} // namespace lectern
