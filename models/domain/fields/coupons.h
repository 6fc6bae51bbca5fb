#pragma once
#include "domain/codec.h"
#include "domain/coupons.h"
#include "domain/fields/offline.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<CouponForm> {
    static constexpr auto all = std::make_tuple(
        field("code", &CouponForm::code),
        field("name", &CouponForm::name),
        field("kind", &CouponForm::kind),
        field("percentBps", &CouponForm::percentBps),
        field("amount", &CouponForm::amount),
        field("minimum", &CouponForm::minimum),
        field("maximumDiscount", &CouponForm::maximumDiscount),
        field("funding", &CouponForm::funding),
        field("validFrom", &CouponForm::validFrom),
        field("validUntil", &CouponForm::validUntil),
        field("maxUses", &CouponForm::maxUses),
        field("maxUsesPerStudent", &CouponForm::maxUsesPerStudent),
        field("firstPurchaseOnly", &CouponForm::firstPurchaseOnly),
        field("isAdvertised", &CouponForm::isAdvertised),
        field("courseIds", &CouponForm::courseIds),
        field("categoryIds", &CouponForm::categoryIds),
        field("bulkCount", &CouponForm::bulkCount));
};

template <>
struct Fields<Coupon> {
    static constexpr auto all = std::make_tuple(
        field("id", &Coupon::id),
        field("form", &Coupon::form),
        field("state", &Coupon::state),
        field("ownerName", &Coupon::ownerName),
        field("uses", &Coupon::uses),
        field("reserved", &Coupon::reserved),
        field("discounts", &Coupon::discounts),
        field("revenue", &Coupon::revenue),
        field("courseTitles", &Coupon::courseTitles),
        field("createdAt", &Coupon::createdAt));
};

template <>
struct Fields<CouponUse> {
    static constexpr auto all = std::make_tuple(
        field("code", &CouponUse::code),
        field("studentName", &CouponUse::studentName),
        field("courseTitle", &CouponUse::courseTitle),
        field("discount", &CouponUse::discount),
        field("paid", &CouponUse::paid),
        field("isReserved", &CouponUse::isReserved),
        field("overLimit", &CouponUse::overLimit),
        field("paymentId", &CouponUse::paymentId),
        field("at", &CouponUse::at));
};

template <>
struct Fields<CouponCheckForm> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &CouponCheckForm::courseId),
        field("code", &CouponCheckForm::code),
        field("country", &CouponCheckForm::country),
        field("gift", &CouponCheckForm::gift));
};

template <>
struct Fields<CouponOffer> {
    static constexpr auto all = std::make_tuple(
        field("code", &CouponOffer::code),
        field("terms", &CouponOffer::terms),
        field("validUntil", &CouponOffer::validUntil));
};

} // namespace lectern::json
