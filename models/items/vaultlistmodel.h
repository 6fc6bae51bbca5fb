#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Every vault, the platform's first. Amounts are in the default currency.
class VaultListModel final : public PagedModel<Vault>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Owner,     ///< QString
        Kind,      ///< VaultKind
        Available, ///< Money
        Pending,   ///< Money
        Reserved,  ///< Money
        Lifetime,  ///< Money
        Since,     ///< QDateTime
        ColumnCount,
    };
    explicit VaultListModel(VaultsGateway* vaults, QObject* parent = nullptr);
    [[nodiscard]] const QString& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const QString& filter);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Vault& item, int column) const override;
    QString key(const Vault& item) const override;
    Reply<Page<Vault>> ask(const PageRequest& page) override;

private:
    VaultsGateway* m_vaults;
    QString m_filter;
};

} // namespace lectern
