#include "items/vaultlistmodel.h"

namespace lectern {

namespace {

VaultBalance first(const Vault& vault) { return vault.balances.isEmpty() ? VaultBalance{} : vault.balances.first(); }

} // namespace

VaultListModel::VaultListModel(VaultsGateway* vaults, QObject* parent)
    : PagedModel(parent)
    , m_vaults(vaults)
{
}

void VaultListModel::setFilter(const QString& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

int VaultListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant VaultListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Owner:
        return tr("Owner");
    case Kind:
        return tr("Kind");
    case Available:
        return tr("Available");
    case Pending:
        return tr("Pending");
    case Reserved:
        return tr("In withdrawals");
    case Lifetime:
        return tr("Sold in all");
    case Since:
        return tr("Since");
    default:
        return {};
    }
}

QVariant VaultListModel::cell(const Vault& item, int column) const
{
    switch (column) {
    case Owner:
        return item.ownerName;
    case Kind:
        return QVariant::fromValue(item.kind);
    case Available:
        return QVariant::fromValue(first(item).available);
    case Pending:
        return QVariant::fromValue(first(item).pending);
    case Reserved:
        return QVariant::fromValue(first(item).reserved);
    case Lifetime:
        return QVariant::fromValue(first(item).lifetime);
    case Since:
        return item.createdAt;
    default:
        return {};
    }
}

QString VaultListModel::key(const Vault& item) const { return item.id.value; }

Reply<Page<Vault>> VaultListModel::ask(const PageRequest& page) { return m_vaults->allVaults(m_filter, page); }

} // namespace lectern
