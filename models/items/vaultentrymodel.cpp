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
    case Owed:
        return tr("Owed after");
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
    case Owed:
        return item.owedAfter.isZero() ? QVariant() : QVariant::fromValue(item.owedAfter);
    default:
        return {};
    }
}

QVariant VaultEntryModel::detail(const VaultEntry& item, int column) const
{
    if (column == Description) return debtText(item);
    // Money that usually goes and came instead.
    if (column != Kind || item.amount.minor() <= 0) return {};
    if (item.kind == EntryKind::Dispute) return tr("Dispute won");
    return item.kind == EntryKind::Refund ? tr("Refund came back") : QVariant();
}

QString VaultEntryModel::debtText(const VaultEntry& item) const
{
    // With lines of one kind only, the line before this one is not there to compare with.
    const int before = rowOf(key(item)) + 1;
    if (m_filter.kind || before >= rowCount()) return {};
    const auto change = item.owedAfter.minus(at(before).owedAfter);
    if (!change || change->isZero()) return {};
    const QString money = Money::fromMinor(qAbs(change->minor()), change->currency()).toDecimal() + u' ' + change->currency().code();
    return change->isNegative() ? tr("repaid %1 of what was owed").arg(money) : tr("%1 more than the vault held: owed").arg(money);
}

bool VaultEntryModel::anyOwes() const
{
    for (int row = 0; row < rowCount(); ++row)
        if (!at(row).owedAfter.isZero()) return true;
    return false;
}

QString VaultEntryModel::key(const VaultEntry& item) const { return item.id; }

Reply<Page<VaultEntry>> VaultEntryModel::ask(const PageRequest& page)
{
    return m_vaults->entries(m_vault, m_filter, page);
}

} // namespace lectern
