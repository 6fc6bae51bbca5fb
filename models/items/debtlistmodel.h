#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// What teachers owe, the oldest first.
class DebtListModel final : public PagedModel<DebtLine>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Teacher, ///< QString
        Owed,    ///< Money
        Since,   ///< Moment
        Days,    ///< int
        ColumnCount,
    };
    explicit DebtListModel(StatementsGateway* statements, QObject* parent = nullptr);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const DebtLine& item, int column) const override;
    QString key(const DebtLine& item) const override { return item.vaultId.value + item.owed.currency().code(); }
    Reply<Page<DebtLine>> ask(const PageRequest& page) override;

private:
    StatementsGateway* m_statements;
};

} // namespace lectern
