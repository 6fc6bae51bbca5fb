#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// The history of the student's wallet in one currency, the newest first.
class WalletEntryModel final : public PagedModel<WalletEntry>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Description, ///< QString
        Kind,        ///< WalletEntryKind
        At,          ///< QDateTime
        Amount,      ///< Money
        Balance,     ///< Money
        ColumnCount,
    };
    explicit WalletEntryModel(PurchaseGateway* purchases, QObject* parent = nullptr);
    /// Loads the history in that currency.
    void setCurrency(const QString& currency);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const WalletEntry& item, int column) const override;
    QString key(const WalletEntry& item) const override;
    Reply<Page<WalletEntry>> ask(const PageRequest& page) override;

private:
    PurchaseGateway* m_purchases;
    QString m_currency;
};

} // namespace lectern
