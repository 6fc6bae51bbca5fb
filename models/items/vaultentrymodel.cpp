#include "items/vaultentrymodel.h"

namespace lectern {

VaultEntryModel::VaultEntryModel(VaultsGateway* vaults, QObject* parent)
    : PagedModel(parent)
    , m_vaults(vaults)
{
}

void VaultEntryModel::setFilter(const VaultEntryFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

void VaultEntryModel::setVault(const VaultId& id)
{
    m_vault = id;
    reload();
}

int VaultEntryModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant VaultEntryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Description:
        return tr("What");
    case Kind:
        return tr("Kind");
    case At:
        return tr("Date");
    case Amount:
        return tr("Amount");
    case Balance:
        return tr("Balance after");
    default:
        return {};
    }
}

QVariant VaultEntryModel::cell(const VaultEntry& item, int column) const
{
    switch (column) {
    case Description:
        return item.description;
    case Kind:
        return QVariant::fromValue(item.kind);
    case At:
        return item.at;
    case Amount:
        return QVariant::fromValue(item.amount);
    case Balance:
        return QVariant::fromValue(item.balanceAfter);
    default:
        return {};
    }
}

QString VaultEntryModel::key(const VaultEntry& item) const { return item.id; }

Reply<Page<VaultEntry>> VaultEntryModel::ask(const PageRequest& page)
{
    return m_vaults->entries(m_vault, m_filter, page);
}

} // namespace lectern
