#pragma once
#include "domain/bundles.h"
#include "domain/codec.h"
#include "domain/fields/payments.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<BundleForm> {
    static constexpr auto all = std::make_tuple(
        field("kind", &BundleForm::kind),
        field("title", &BundleForm::title),
        field("description", &BundleForm::description),
        field("discountBps", &BundleForm::discountBps),
        field("funding", &BundleForm::funding),
        field("courses", &BundleForm::courses));
};

template <>
struct Fields<BundleStateForm> {
    static constexpr auto all = std::make_tuple(
        field("state", &BundleStateForm::state));
};

template <>
struct Fields<BundleCourse> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &BundleCourse::courseId),
        field("title", &BundleCourse::title),
        field("teacherName", &BundleCourse::teacherName),
        field("price", &BundleCourse::price),
        field("discounted", &BundleCourse::discounted),
        field("isOnOffer", &BundleCourse::isOnOffer),
        field("coverFileId", &BundleCourse::coverFileId),
        field("enrollmentId", &BundleCourse::enrollmentId),
        field("progressPercent", &BundleCourse::progressPercent),
        field("isCompleted", &BundleCourse::isCompleted),
        field("note", &BundleCourse::note));
};

template <>
struct Fields<Bundle> {
    static constexpr auto all = std::make_tuple(
        field("id", &Bundle::id),
        field("form", &Bundle::form),
        field("state", &Bundle::state),
        field("courses", &Bundle::courses),
        field("price", &Bundle::price),
        field("total", &Bundle::total),
        field("sold", &Bundle::sold),
        field("createdAt", &Bundle::createdAt));
};

template <>
struct Fields<BundleLine> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &BundleLine::courseId),
        field("courseTitle", &BundleLine::courseTitle),
        field("price", &BundleLine::price),
        field("discount", &BundleLine::discount),
        field("tax", &BundleLine::tax),
        field("total", &BundleLine::total),
        field("note", &BundleLine::note),
        field("enrollmentId", &BundleLine::enrollmentId));
};

template <>
struct Fields<BundleQuote> {
    static constexpr auto all = std::make_tuple(
        field("bundleId", &BundleQuote::bundleId),
        field("lines", &BundleQuote::lines),
        field("price", &BundleQuote::price),
        field("discount", &BundleQuote::discount),
        field("tax", &BundleQuote::tax),
        field("total", &BundleQuote::total),
        field("country", &BundleQuote::country),
        field("wallet", &BundleQuote::wallet),
        field("methods", &BundleQuote::methods));
};

template <>
struct Fields<BundleOrderForm> {
    static constexpr auto all = std::make_tuple(
        field("method", &BundleOrderForm::method),
        field("country", &BundleOrderForm::country),
        field("expectedTotal", &BundleOrderForm::expectedTotal));
};

template <>
struct Fields<BundlePurchase> {
    static constexpr auto all = std::make_tuple(
        field("id", &BundlePurchase::id),
        field("bundleId", &BundlePurchase::bundleId),
        field("title", &BundlePurchase::title),
        field("state", &BundlePurchase::state),
        field("lines", &BundlePurchase::lines),
        field("total", &BundlePurchase::total),
        field("paymentId", &BundlePurchase::paymentId),
        field("createdAt", &BundlePurchase::createdAt));
};

template <>
struct Fields<BundleResult> {
    static constexpr auto all = std::make_tuple(
        field("purchase", &BundleResult::purchase),
        field("checkout", &BundleResult::checkout));
};

} // namespace lectern::json
