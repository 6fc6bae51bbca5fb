#pragma once
#include "items/couponlistmodel.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// Who used a coupon, for which course, and what it took off; saved as CSV.
class CouponUsesDialog final : public DialogFrame
{
    Q_OBJECT
public:
    CouponUsesDialog(const Coupon& coupon, CouponsGateway* coupons, QWidget* parent);
};

} // namespace lectern
