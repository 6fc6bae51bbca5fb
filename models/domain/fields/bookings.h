#pragma once
#include "domain/bookings.h"
#include "domain/codec.h"
#include "domain/fields/gigs.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<SessionClaim> {
    static constexpr auto all = std::make_tuple(
        field("by", &SessionClaim::by),
        field("text", &SessionClaim::text),
        field("at", &SessionClaim::at),
        field("state", &SessionClaim::state),
        field("decision", &SessionClaim::decision));
};

template <>
struct Fields<Booking> {
    static constexpr auto all = std::make_tuple(
        field("id", &Booking::id),
        field("gigId", &Booking::gigId),
        field("title", &Booking::title),
        field("teacherId", &Booking::teacherId),
        field("teacherName", &Booking::teacherName),
        field("studentId", &Booking::studentId),
        field("studentName", &Booking::studentName),
        field("startsAt", &Booking::startsAt),
        field("endsAt", &Booking::endsAt),
        field("hourlyRate", &Booking::hourlyRate),
        field("price", &Booking::price),
        field("state", &Booking::state),
        field("payment", &Booking::payment),
        field("paymentId", &Booking::paymentId),
        field("message", &Booking::message),
        field("createdAt", &Booking::createdAt),
        field("expiresAt", &Booking::expiresAt),
        field("proposedStartsAt", &Booking::proposedStartsAt),
        field("proposedBy", &Booking::proposedBy),
        field("movedByTeacher", &Booking::movedByTeacher),
        field("endedBy", &Booking::endedBy),
        field("reason", &Booking::reason),
        field("refunded", &Booking::refunded),
        field("meeting", &Booking::meeting),
        field("isMeetingReady", &Booking::isMeetingReady),
        field("claim", &Booking::claim),
        field("claimUntil", &Booking::claimUntil),
        field("teacherZone", &Booking::teacherZone),
        field("studentZone", &Booking::studentZone));
};

template <>
struct Fields<BookingForm> {
    static constexpr auto all = std::make_tuple(
        field("gigId", &BookingForm::gigId),
        field("startsAt", &BookingForm::startsAt),
        field("minutes", &BookingForm::minutes),
        field("message", &BookingForm::message),
        field("timeZone", &BookingForm::timeZone),
        field("expectedTotal", &BookingForm::expectedTotal));
};

template <>
struct Fields<CancellationQuote> {
    static constexpr auto all = std::make_tuple(
        field("bookingId", &CancellationQuote::bookingId),
        field("paid", &CancellationQuote::paid),
        field("refund", &CancellationQuote::refund),
        field("freeUntil", &CancellationQuote::freeUntil));
};

template <>
struct Fields<BookingCancelForm> {
    static constexpr auto all = std::make_tuple(
        field("reason", &BookingCancelForm::reason),
        field("expectedRefund", &BookingCancelForm::expectedRefund));
};

template <>
struct Fields<RescheduleForm> {
    static constexpr auto all = std::make_tuple(
        field("startsAt", &RescheduleForm::startsAt));
};

template <>
struct Fields<ProposalAnswer> {
    static constexpr auto all = std::make_tuple(
        field("accept", &ProposalAnswer::accept));
};

template <>
struct Fields<ClaimForm> {
    static constexpr auto all = std::make_tuple(
        field("text", &ClaimForm::text));
};

template <>
struct Fields<ClaimDecision> {
    static constexpr auto all = std::make_tuple(
        field("uphold", &ClaimDecision::uphold),
        field("refund", &ClaimDecision::refund),
        field("reason", &ClaimDecision::reason));
};

template <>
struct Fields<MeetingLink> {
    static constexpr auto all = std::make_tuple(
        field("url", &MeetingLink::url),
        field("passcode", &MeetingLink::passcode));
};

template <>
struct Fields<CalendarFeed> {
    static constexpr auto all = std::make_tuple(
        field("url", &CalendarFeed::url));
};

} // namespace lectern::json
