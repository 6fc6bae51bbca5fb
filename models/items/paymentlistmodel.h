#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Payments, the newest first.
class PaymentListModel final : public PagedModel<Payment>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Course,    ///< QString
        Student,   ///< QString
        State,     ///< PaymentState
        Amount,    ///< Money
        Refunded,  ///< Money
        Created,   ///< QDateTime
        Reference, ///< QString
        Method,    ///< PaymentMethod
        Tax,       ///< Money, part of the amount
        ColumnCount,
    };
    /// `all`: those of everybody (admin), else the own ones.
    PaymentListModel(PaymentsGateway* payments, bool all, QObject* parent = nullptr);
    [[nodiscard]] const PaymentFilter& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const PaymentFilter& filter);
    /// With `only`: that payment, whatever the filter says. Reloads when something differs.
    void show(const PaymentFilter& filter, const std::optional<PaymentId>& only);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Payment& item, int column) const override;
    QString key(const Payment& item) const override;
    Reply<Page<Payment>> ask(const PageRequest& page) override;

private:
    PaymentsGateway* m_payments;
    bool m_all;
    PaymentFilter m_filter;
    std::optional<PaymentId> m_only;
};

} // namespace lectern
