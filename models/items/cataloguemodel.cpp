#include "items/cataloguemodel.h"

namespace lectern {

CatalogueModel::CatalogueModel(CatalogueGateway* catalogue, QObject* parent)
    : PagedModel(parent)
    , m_catalogue(catalogue)
{
}

void CatalogueModel::setFilter(const CatalogueFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

int CatalogueModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant CatalogueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Title:
        return tr("Course");
    case Category:
        return tr("Category");
    case Teacher:
        return tr("Teacher");
    case Fee:
        return tr("Fee");
    case Level:
        return tr("Level");
    default:
        return {};
    }
}

QVariant CatalogueModel::cell(const CatalogueItem& item, int column) const
{
    switch (column) {
    case Title:
        return item.title;
    case Category:
        return item.categoryName;
    case Teacher:
        return item.teacherName;
    case Fee:
        return QVariant::fromValue(FeeValue{item.fee});
    case Level:
        return QVariant::fromValue(item.level);
    default:
        return {};
    }
}

QVariant CatalogueModel::detail(const CatalogueItem& item, int column) const
{
    return column == Title ? QVariant(item.summary) : QVariant();
}

QString CatalogueModel::key(const CatalogueItem& item) const { return item.id.value; }

Reply<Page<CatalogueItem>> CatalogueModel::ask(const PageRequest& page) { return m_catalogue->search(m_filter, page); }

} // namespace lectern
