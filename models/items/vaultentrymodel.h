#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// The history of one vault, the newest first.
class VaultEntryModel final : public PagedModel<VaultEntry>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Description, ///< QString
        Kind,        ///< EntryKind
        At,          ///< QDateTime
        Amount,      ///< Money
        Balance,     ///< Money
        Owed,        ///< Money, invalid when nothing is owed then
        ColumnCount,
    };
    explicit VaultEntryModel(VaultsGateway* vaults, QObject* parent = nullptr);
    [[nodiscard]] const VaultEntryFilter& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const VaultEntryFilter& filter);
    /// Whose history; loads it.
    void setVault(const VaultId& id);
    [[nodiscard]] bool anyOwes() const; ///< after some line something was owed
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const VaultEntry& item, int column) const override;
    QVariant detail(const VaultEntry& item, int column) const override;
    QString key(const VaultEntry& item) const override;
    Reply<Page<VaultEntry>> ask(const PageRequest& page) override;

private:
    [[nodiscard]] QString debtText(const VaultEntry& item) const;
    VaultsGateway* m_vaults;
    VaultId m_vault;
    VaultEntryFilter m_filter;
};

} // namespace lectern
