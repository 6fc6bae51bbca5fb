#pragma once
#include "domain/codec.h"
#include "domain/refunds.h"
#include "domain/fields/payments.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<TakeBackForm> {
    static constexpr auto all = std::make_tuple(
        field("reason", &TakeBackForm::reason),
        field("toWallet", &TakeBackForm::toWallet));
};

template <>
struct Fields<Refund> {
    static constexpr auto all = std::make_tuple(
        field("id", &Refund::id),
        field("paymentId", &Refund::paymentId),
        field("courseTitle", &Refund::courseTitle),
        field("studentName", &Refund::studentName),
        field("amount", &Refund::amount),
        field("state", &Refund::state),
        field("reason", &Refund::reason),
        field("requestedBy", &Refund::requestedBy),
        field("decidedBy", &Refund::decidedBy),
        field("failure", &Refund::failure),
        field("gatewayId", &Refund::gatewayId),
        field("channel", &Refund::channel),
        field("reversal", &Refund::reversal),
        field("createdAt", &Refund::createdAt),
        field("finishedAt", &Refund::finishedAt));
};

template <>
struct Fields<RefundQuote> {
    static constexpr auto all = std::make_tuple(
        field("paymentId", &RefundQuote::paymentId),
        field("paid", &RefundQuote::paid),
        field("platformShareBps", &RefundQuote::platformShareBps),
        field("refundable", &RefundQuote::refundable),
        field("teacherPart", &RefundQuote::teacherPart),
        field("platformPart", &RefundQuote::platformPart),
        field("taxPart", &RefundQuote::taxPart),
        field("walletPart", &RefundQuote::walletPart),
        field("blocked", &RefundQuote::blocked),
        field("teacherOwes", &RefundQuote::teacherOwes),
        field("automatic", &RefundQuote::automatic),
        field("why", &RefundQuote::why),
        field("automaticUntil", &RefundQuote::automaticUntil),
        field("progressPercent", &RefundQuote::progressPercent),
        field("teacherFixed", &RefundQuote::teacherFixed),
        field("tax", &RefundQuote::tax),
        field("channel", &RefundQuote::channel),
        field("isGift", &RefundQuote::isGift));
};

template <>
struct Fields<RefundForm> {
    static constexpr auto all = std::make_tuple(
        field("amount", &RefundForm::amount),
        field("reason", &RefundForm::reason),
        field("toWallet", &RefundForm::toWallet));
};

template <>
struct Fields<RefundDecision> {
    static constexpr auto all = std::make_tuple(
        field("approve", &RefundDecision::approve),
        field("reason", &RefundDecision::reason));
};

} // namespace lectern::json
