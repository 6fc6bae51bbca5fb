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
    case Age:
        return tr("Age");
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
    case Age:
        return ageText(ageOf(item.days));
    default:
        return {};
    }
}

int DebtListModel::ageOf(int days) { return days <= 30 ? 0 : days <= 60 ? 1 : days <= 90 ? 2 : 3; }

QString DebtListModel::ageText(int age)
{
    switch (age) {
    case 0:
        return tr("Up to 30 days");
    case 1:
        return tr("31 to 60 days");
    case 2:
        return tr("61 to 90 days");
    default:
        return tr("Over 90 days");
    }
}

Reply<Page<DebtLine>> DebtListModel::ask(const PageRequest& page)
{
    return m_statements->debts(page);
}

} // namespace lectern
