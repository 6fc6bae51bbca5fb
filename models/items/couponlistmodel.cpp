#include "items/couponlistmodel.h"

namespace lectern {

CouponListModel::CouponListModel(CouponsGateway* coupons, std::function<QString(const CouponForm&)> terms, QObject* parent)
    : PagedModel(parent)
    , m_coupons(coupons)
    , m_terms(std::move(terms))
{
}

void CouponListModel::setFilter(const CouponFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

QVariant CouponListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Code:
        return tr("Code");
    case Terms:
        return tr("Takes off");
    case State:
        return tr("State");
    case Uses:
        return tr("Used");
    case Until:
        return tr("Until");
    case Revenue:
        return tr("Paid with it");
    default:
        return {};
    }
}

QVariant CouponListModel::cell(const Coupon& item, int column) const
{
    const int limit = item.form.bulkCount > 0 ? item.form.bulkCount : item.form.maxUses;
    switch (column) {
    case Code:
        return item.form.bulkCount > 0 ? tr("%1-… (%2 codes)").arg(item.form.code).arg(item.form.bulkCount) : item.form.code;
    case Terms:
        return m_terms(item.form);
    case State:
        return QVariant::fromValue(item.state);
    case Uses:
        return limit > 0 ? tr("%1 of %2").arg(item.uses).arg(limit) : QString::number(item.uses);
    case Until:
        return item.form.validUntil ? QVariant(item.form.validUntil->date()) : QVariant();
    case Revenue:
        return item.revenue.isEmpty() ? QVariant() : QVariant::fromValue(item.revenue.first());
    default:
        return {};
    }
}

QVariant CouponListModel::detail(const Coupon& item, int column) const { return column == Code ? QVariant(item.form.name) : QVariant(); }

QVariant CouponUseModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Student:
        return tr("Student");
    case Course:
        return tr("Course");
    case Discount:
        return tr("Taken off");
    case Paid:
        return tr("Paid");
    case State:
        return tr("State");
    case At:
        return tr("When");
    default:
        return {};
    }
}

QVariant CouponUseModel::cell(const CouponUse& item, int column) const
{
    switch (column) {
    case Student:
        return item.studentName;
    case Course:
        return item.courseTitle;
    case Discount:
        return QVariant::fromValue(item.discount);
    case Paid:
        return item.isReserved ? QVariant() : QVariant::fromValue(item.paid);
    case State:
        return item.overLimit ? tr("Beyond the limit") : item.isReserved ? tr("Being paid") : tr("Used");
    case At:
        return item.at;
    default:
        return {};
    }
}

QVariant CouponUseModel::detail(const CouponUse& item, int column) const { return column == Student ? QVariant(item.code) : QVariant(); }

} // namespace lectern
