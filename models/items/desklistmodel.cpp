#include "items/desklistmodel.h"

namespace lectern {

DeskListModel::DeskListModel(DeskGateway* desk, QObject* parent)
    : PagedModel(parent)
    , m_desk(desk)
{
}

void DeskListModel::setFilter(const DeskFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

QVariant DeskListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Kind:
        return tr("What");
    case Person:
        return tr("Who");
    case Reference:
        return tr("Reference");
    case State:
        return tr("State");
    case Missing:
        return tr("Amount");
    case Created:
        return tr("Since");
    default:
        return {};
    }
}

QVariant DeskListModel::cell(const DeskItem& item, int column) const
{
    switch (column) {
    case Kind:
        return QVariant::fromValue(item.kind);
    case Person:
        return item.personName;
    case Reference:
        return item.reference;
    case State:
        return QVariant::fromValue(item.state);
    case Missing:
        return QVariant::fromValue(item.state == DeskState::Waiting ? item.amount.minus(item.moved).value_or(item.amount) : item.amount);
    case Created:
        return item.createdAt;
    default:
        return {};
    }
}

QVariant DeskListModel::detail(const DeskItem& item, int column) const { return column == Person && !item.what.isEmpty() ? QVariant(item.what) : QVariant(); }

Reply<Page<DeskItem>> DeskListModel::ask(const PageRequest& page) { return m_desk->items(m_filter, page); }

} // namespace lectern
