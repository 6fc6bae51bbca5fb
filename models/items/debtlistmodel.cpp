#include "items/debtlistmodel.h"

namespace lectern {

DebtListModel::DebtListModel(StatementsGateway* statements, QObject* parent)
    : PagedModel(parent)
    , m_statements(statements)
{
}

QVariant DebtListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Teacher:
        return tr("Teacher");
    case Owed:
        return tr("Owed");
    case Since:
        return tr("Oldest part since");
    case Days:
        return tr("Days");
    default:
        return {};
    }
}

QVariant DebtListModel::cell(const DebtLine& item, int column) const
{
    switch (column) {
    case Teacher:
        return item.teacherName;
    case Owed:
        return QVariant::fromValue(item.owed);
    case Since:
        return QVariant::fromValue(Moment{item.since});
    case Days:
        return item.days;
    default:
        return {};
    }
}

Reply<Page<DebtLine>> DebtListModel::ask(const PageRequest& page)
{
    return m_statements->debts(page);
}

} // namespace lectern
