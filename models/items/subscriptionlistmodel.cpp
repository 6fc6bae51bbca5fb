#include "items/subscriptionlistmodel.h"

namespace lectern {

void SubscriptionListModel::setFilter(const SubscriptionFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

QVariant SubscriptionListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Student:
        return tr("Student");
    case Plan:
        return tr("Plan");
    case Price:
        return tr("Price");
    case Every:
        return tr("Every");
    case State:
        return tr("State");
    case Due:
        return tr("Due");
    case Next:
        return tr("On");
    case Then:
        return tr("Then");
    default:
        return {};
    }
}

QVariant SubscriptionListModel::cell(const Subscription& item, int column) const
{
    switch (column) {
    case Student:
        return item.studentName;
    case Plan:
        return item.planName;
    case Price:
        return QVariant::fromValue(item.price);
    case Every:
        switch (item.interval) {
        case PlanInterval::Week:
            return tr("week");
        case PlanInterval::Month:
            return tr("month");
        case PlanInterval::Year:
            return tr("year");
        }
        return {};
    case State:
        return QVariant::fromValue(item.state);
    case Due:
        return item.due.isZero() ? QVariant() : QVariant::fromValue(item.due);
    case Next:
        return item.periodEndsAt ? QVariant(item.periodEndsAt->date()) : QVariant();
    case Then:
        if (!item.periodEndsAt) return {};
        return item.endsAtPeriodEnd ? tr("ends") : tr("renews");
    default:
        return {};
    }
}

QVariant SubscriptionListModel::detail(const Subscription& item, int column) const { return column == Student ? QVariant(item.courseTitle) : QVariant(); }

} // namespace lectern
