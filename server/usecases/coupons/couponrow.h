#pragma once
#include "domain/coupons.h"
#include "store/row.h"

namespace lectern::coupons {

/// The conditions in a row of `coupon`, without courses and categories.
[[nodiscard]] CouponForm formOf(const store::Row& row);

} // namespace lectern::coupons
