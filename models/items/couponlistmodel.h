#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Coupons, newest first.
class CouponListModel final : public PagedModel<Coupon>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Code,    ///< QString; detail: the name
        Terms,   ///< QString
        State,   ///< CouponState
        Uses,    ///< QString, "12 of 50"
        Until,   ///< QDate, invalid without an end
        Revenue, ///< Money, in the first of its currencies
        ColumnCount,
    };
    /// `terms` puts the conditions into words, which is not a model's to do.
    CouponListModel(CouponsGateway* coupons, std::function<QString(const CouponForm&)> terms, QObject* parent = nullptr);
    [[nodiscard]] const CouponFilter& filter() const { return m_filter; }
    void setFilter(const CouponFilter& filter); ///< reloads when it differs
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Coupon& item, int column) const override;
    QVariant detail(const Coupon& item, int column) const override;
    QString key(const Coupon& item) const override { return item.id.value; }
    Reply<Page<Coupon>> ask(const PageRequest& page) override { return m_coupons->coupons(m_filter, page); }

private:
    CouponsGateway* m_coupons;
    std::function<QString(const CouponForm&)> m_terms;
    CouponFilter m_filter;
};

/// Who used a coupon, newest first.
class CouponUseModel final : public PagedModel<CouponUse>
{
    Q_OBJECT
public:
    enum Column {
        Student,  ///< QString; detail: the code
        Course,   ///< QString
        Discount, ///< Money
        Paid,     ///< Money
        State,    ///< QString
        At,       ///< QDateTime
        ColumnCount,
    };
    CouponUseModel(CouponsGateway* coupons, const CouponId& coupon, QObject* parent = nullptr) : PagedModel(parent), m_coupons(coupons), m_coupon(coupon) {}
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const CouponUse& item, int column) const override;
    QVariant detail(const CouponUse& item, int column) const override;
    QString key(const CouponUse& item) const override { return item.code + item.studentName + item.courseTitle + item.at.toString(Qt::ISODateWithMs); }
    Reply<Page<CouponUse>> ask(const PageRequest& page) override { return m_coupons->uses(m_coupon, page); }

private:
    CouponsGateway* m_coupons;
    CouponId m_coupon;
};

} // namespace lectern
