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
        Age,     ///< QString, the range of days that it falls into
        ColumnCount,
    };
    /// The ranges of days by which debts are looked at, the youngest first.
    static constexpr int kAges = 4;
    [[nodiscard]] static QString ageText(int age);
    [[nodiscard]] static int ageOf(int days);
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
