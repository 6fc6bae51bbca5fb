#pragma once
#include "domain/codec.h"
#include "domain/gifts.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<GiftForm> {
    static constexpr auto all = std::make_tuple(
        field("recipientName", &GiftForm::recipientName),
        field("recipientEmail", &GiftForm::recipientEmail),
        field("message", &GiftForm::message));
};

template <>
struct Fields<Gift> {
    static constexpr auto all = std::make_tuple(
        field("id", &Gift::id),
        field("courseId", &Gift::courseId),
        field("courseTitle", &Gift::courseTitle),
        field("enrollmentId", &Gift::enrollmentId),
        field("paymentId", &Gift::paymentId),
        field("state", &Gift::state),
        field("form", &Gift::form),
        field("code", &Gift::code),
        field("link", &Gift::link),
        field("redeemedBy", &Gift::redeemedBy),
        field("price", &Gift::price),
        field("createdAt", &Gift::createdAt),
        field("redeemedAt", &Gift::redeemedAt),
        field("ended", &Gift::ended),
        field("isReturnable", &Gift::isReturnable),
        field("isAskedBack", &Gift::isAskedBack));
};

} // namespace lectern::json
