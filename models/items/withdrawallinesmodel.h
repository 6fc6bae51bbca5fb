#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// What a withdrawal is made of, the oldest line first; the rest of its contents is kept beside the lines.
class WithdrawalLinesModel final : public PagedModel<VaultEntry>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Description, ///< QString
        Kind,        ///< EntryKind
        At,          ///< Moment
        Moved,       ///< Money, signed
        ColumnCount,
    };
    WithdrawalLinesModel(const WithdrawalId& id, StatementsGateway* statements, QObject* parent = nullptr);
    [[nodiscard]] const WithdrawalContents& contents() const { return *m_contents; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const VaultEntry& item, int column) const override;
    QString key(const VaultEntry& item) const override { return item.id; }
    Reply<Page<VaultEntry>> ask(const PageRequest& page) override;

private:
    WithdrawalId m_id;
    StatementsGateway* m_statements;
    std::shared_ptr<WithdrawalContents> m_contents; ///< shared with an answer that may come when the model is gone
};

} // namespace lectern
