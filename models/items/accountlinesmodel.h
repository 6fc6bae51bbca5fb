#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// The ledger's accounts at the end of a month; the rest of the month's report is kept beside them.
class AccountLinesModel final : public PagedModel<AccountLine>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Account, ///< LedgerAccount
        Opening, ///< Money
        Debits,  ///< Money
        Credits, ///< Money
        Closing, ///< Money
        ColumnCount,
    };
    explicit AccountLinesModel(StatementsGateway* statements, QObject* parent = nullptr);
    [[nodiscard]] const MonthReport& report() const { return *m_report; }
    /// `month` "2026-10". Reloads.
    void show(const QString& month, const QString& currency);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const AccountLine& item, int column) const override;
    QString key(const AccountLine& item) const override { return item.account; }
    Reply<Page<AccountLine>> ask(const PageRequest& page) override;

private:
    StatementsGateway* m_statements;
    QString m_month;
    QString m_currency;
    std::shared_ptr<MonthReport> m_report; ///< shared with an answer that may come when the model is gone
};

} // namespace lectern
