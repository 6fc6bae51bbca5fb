#include "items/paperlistmodel.h"

namespace lectern {

void PaperListModel::setText(const QString& text)
{
    if (m_text == text) return;
    m_text = text;
    reload();
}

QVariant PaperListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Number:
        return tr("Number");
    case Kind:
        return tr("Kind");
    case Buyer:
        return tr("Buyer");
    case Description:
        return tr("For");
    case Net:
        return tr("Net");
    case Tax:
        return tr("Tax");
    case Total:
        return tr("Total");
    case Issued:
        return tr("Issued");
    default:
        return {};
    }
}

QVariant PaperListModel::cell(const FiscalDocument& item, int column) const
{
    switch (column) {
    case Number:
        return item.number;
    case Kind:
        return QVariant::fromValue(item.kind);
    case Buyer:
        return item.buyerName;
    case Description:
        return item.description;
    case Net:
        return QVariant::fromValue(item.net);
    case Tax:
        return QVariant::fromValue(item.tax);
    case Total:
        return QVariant::fromValue(item.total);
    case Issued:
        return item.issuedAt;
    default:
        return {};
    }
}

} // namespace lectern
