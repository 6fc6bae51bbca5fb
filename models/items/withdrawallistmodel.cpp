#include "items/withdrawallistmodel.h"

namespace lectern {

WithdrawalListModel::WithdrawalListModel(VaultsGateway* vaults, QObject* parent)
    : PagedModel(parent)
    , m_vaults(vaults)
{
}

void WithdrawalListModel::setFilter(const WithdrawalFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

void WithdrawalListModel::setVault(const VaultId& id)
{
    m_vault = id;
    reload();
}

int WithdrawalListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant WithdrawalListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Owner:
        return tr("Whose");
    case State:
        return tr("State");
    case Amount:
        return tr("Amount");
    case Requested:
        return tr("Requested");
    case DecidedBy:
        return tr("Decided by");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

QVariant WithdrawalListModel::cell(const Withdrawal& item, int column) const
{
    switch (column) {
    case Owner:
        return ownerText(item);
    case State:
        return QVariant::fromValue(item.state);
    case Amount:
        return QVariant::fromValue(item.amount);
    case Requested:
        return item.requestedAt;
    case DecidedBy:
        return item.state != WithdrawalState::Requested && item.approvedBy.size() > 1 ? item.approvedBy.join(QStringLiteral(", ")) : item.decidedBy;
    case Note:
        return item.reason.isEmpty() ? item.note : item.reason;
    default:
        return {};
    }
}

QVariant WithdrawalListModel::detail(const Withdrawal& item, int column) const
{
    const bool counted = item.state == WithdrawalState::Requested && item.approvalsNeeded > 1;
    if (!counted || (column != Owner && column != Note)) return {};
    return tr("%1 of %2 approved").arg(item.approvedBy.size()).arg(item.approvalsNeeded);
}

QString WithdrawalListModel::ownerText(const Withdrawal& withdrawal)
{
    return withdrawal.ownerName.isEmpty() && withdrawal.vaultKind == VaultKind::Platform ? tr("The platform") : withdrawal.ownerName;
}

QString WithdrawalListModel::key(const Withdrawal& item) const { return item.id.value; }

Reply<Page<Withdrawal>> WithdrawalListModel::ask(const PageRequest& page)
{
    return m_vault.isEmpty() ? m_vaults->allWithdrawals(m_filter, page) : m_vaults->withdrawals(m_vault, page);
}

} // namespace lectern
