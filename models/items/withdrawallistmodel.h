#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Withdrawals of one vault, or of all vaults with those that wait for a decision first.
class WithdrawalListModel final : public PagedModel<Withdrawal>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Owner,     ///< QString
        State,     ///< WithdrawalState
        Amount,    ///< Money
        Requested, ///< QDateTime
        DecidedBy, ///< QString
        Note,      ///< QString
        ColumnCount,
    };
    /// Without setVault() it lists all vaults.
    explicit WithdrawalListModel(VaultsGateway* vaults, QObject* parent = nullptr);
    [[nodiscard]] const WithdrawalFilter& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const WithdrawalFilter& filter);
    /// Only this vault; loads it.
    void setVault(const VaultId& id);
    /// Whose it is, in words; the platform has no name of its own.
    [[nodiscard]] static QString ownerText(const Withdrawal& withdrawal);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Withdrawal& item, int column) const override;
    QVariant detail(const Withdrawal& item, int column) const override;
    QString key(const Withdrawal& item) const override;
    Reply<Page<Withdrawal>> ask(const PageRequest& page) override;

private:
    VaultsGateway* m_vaults;
    VaultId m_vault;
    WithdrawalFilter m_filter;
};

} // namespace lectern
