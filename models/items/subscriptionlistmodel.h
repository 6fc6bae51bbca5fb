#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// The subscriptions of all students, newest first.
class SubscriptionListModel final : public PagedModel<Subscription>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Student, ///< QString; detail: the course
        Plan,    ///< QString
        Price,   ///< Money, of a period
        Every,   ///< QString: the period
        State,   ///< SubscriptionState
        Due,     ///< Money, invalid when nothing is
        Next,    ///< QDate of the next payment or the end, invalid when there is none
        Then,    ///< QString: what happens on that day
        ColumnCount,
    };
    explicit SubscriptionListModel(SubscriptionsGateway* subscriptions, QObject* parent = nullptr) : PagedModel(parent), m_subscriptions(subscriptions) {}
    [[nodiscard]] const SubscriptionFilter& filter() const { return m_filter; }
    void setFilter(const SubscriptionFilter& filter); ///< reloads when it differs
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Subscription& item, int column) const override;
    QVariant detail(const Subscription& item, int column) const override;
    QString key(const Subscription& item) const override { return item.id.value; }
    Reply<Page<Subscription>> ask(const PageRequest& page) override { return m_subscriptions->subscriptions(m_filter, page); }

private:
    SubscriptionsGateway* m_subscriptions;
    SubscriptionFilter m_filter;
};

} // namespace lectern
