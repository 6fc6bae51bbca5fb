#include "items/userlistmodel.h"

namespace lectern {

UserListModel::UserListModel(AccountsGateway* accounts, QObject* parent)
    : PagedModel(parent)
    , m_accounts(accounts)
{
}

void UserListModel::setFilter(const UserFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

int UserListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant UserListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Email:
        return tr("E-mail");
    case Role:
        return tr("Role");
    case State:
        return tr("State");
    case Since:
        return tr("Since");
    default:
        return {};
    }
}

QVariant UserListModel::cell(const User& item, int column) const
{
    switch (column) {
    case Name:
        return item.name;
    case Email:
        return item.email;
    case Role:
        return QVariant::fromValue(item.role);
    case State:
        return QVariant::fromValue(item.state);
    case Since:
        return item.createdAt;
    default:
        return {};
    }
}

QString UserListModel::key(const User& item) const { return item.id.value; }

Reply<Page<User>> UserListModel::ask(const PageRequest& page) { return m_accounts->users(m_filter, page); }

} // namespace lectern
