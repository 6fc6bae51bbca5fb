#include "items/walletentrymodel.h"

namespace lectern {

WalletEntryModel::WalletEntryModel(PurchaseGateway* purchases, QObject* parent)
    : PagedModel(parent)
    , m_purchases(purchases)
{
}

void WalletEntryModel::setCurrency(const QString& currency)
{
    m_currency = currency;
    reload();
}

int WalletEntryModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant WalletEntryModel::headerData(int section, Qt::Orientation orientation, int role) const
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

QVariant WalletEntryModel::cell(const WalletEntry& item, int column) const
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

QString WalletEntryModel::key(const WalletEntry& item) const { return item.id; }

Reply<Page<WalletEntry>> WalletEntryModel::ask(const PageRequest& page)
{
    return m_purchases->walletEntries(m_currency, page);
}

} // namespace lectern
