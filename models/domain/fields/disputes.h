#pragma once
#include "domain/codec.h"
#include "domain/disputes.h"
#include "domain/fields/payments.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<Dispute> {
    static constexpr auto all = std::make_tuple(
        field("id", &Dispute::id),
        field("paymentId", &Dispute::paymentId),
        field("courseTitle", &Dispute::courseTitle),
        field("studentName", &Dispute::studentName),
        field("teacherName", &Dispute::teacherName),
        field("amount", &Dispute::amount),
        field("teacherPart", &Dispute::teacherPart),
        field("platformPart", &Dispute::platformPart),
        field("fee", &Dispute::fee),
        field("state", &Dispute::state),
        field("reason", &Dispute::reason),
        field("dueBy", &Dispute::dueBy),
        field("submittedBy", &Dispute::submittedBy),
        field("submittedAt", &Dispute::submittedAt),
        field("accepted", &Dispute::accepted),
        field("gatewayId", &Dispute::gatewayId),
        field("openedAt", &Dispute::openedAt),
        field("closedAt", &Dispute::closedAt));
};

template <>
struct Fields<DisputeEvidence> {
    static constexpr auto all = std::make_tuple(
        field("customerName", &DisputeEvidence::customerName),
        field("customerEmail", &DisputeEvidence::customerEmail),
        field("purchaseIp", &DisputeEvidence::purchaseIp),
        field("serviceDate", &DisputeEvidence::serviceDate),
        field("productDescription", &DisputeEvidence::productDescription),
        field("consent", &DisputeEvidence::consent),
        field("refundPolicy", &DisputeEvidence::refundPolicy),
        field("accessLog", &DisputeEvidence::accessLog),
        field("receipt", &DisputeEvidence::receipt),
        field("refunds", &DisputeEvidence::refunds),
        field("statement", &DisputeEvidence::statement),
        field("receiptFile", &DisputeEvidence::receiptFile),
        field("otherFile", &DisputeEvidence::otherFile),
        field("otherFileName", &DisputeEvidence::otherFileName));
};

template <>
struct Fields<DisputeAnswer> {
    static constexpr auto all = std::make_tuple(
        field("accept", &DisputeAnswer::accept),
        field("statement", &DisputeAnswer::statement),
        field("receiptFile", &DisputeAnswer::receiptFile),
        field("otherFile", &DisputeAnswer::otherFile));
};

} // namespace lectern::json
