#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Refunds, those that wait for a decision first.
class RefundListModel final : public PagedModel<Refund>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Course,    ///< QString
        Student,   ///< QString
        State,     ///< RefundState
        Amount,    ///< Money
        Created,   ///< QDateTime
        DecidedBy, ///< QString
        ColumnCount,
    };
    /// `all`: those of everybody (admin), else the own ones.
    RefundListModel(RefundsGateway* refunds, bool all, QObject* parent = nullptr);
    [[nodiscard]] const RefundFilter& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const RefundFilter& filter);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Refund& item, int column) const override;
    QVariant detail(const Refund& item, int column) const override;
    QString key(const Refund& item) const override;
    Reply<Page<Refund>> ask(const PageRequest& page) override;

private:
    RefundsGateway* m_refunds;
    bool m_all;
    RefundFilter m_filter;
};

} // namespace lectern
