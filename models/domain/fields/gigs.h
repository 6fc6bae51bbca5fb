#pragma once
#include "domain/codec.h"
#include "domain/fields/courses.h"
#include "domain/gigs.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<GigCard> {
    static constexpr auto all = std::make_tuple(
        field("title", &GigCard::title),
        field("categoryId", &GigCard::categoryId),
        field("hourlyRate", &GigCard::hourlyRate),
        field("durations", &GigCard::durations),
        field("descriptionMarkdown", &GigCard::descriptionMarkdown),
        field("language", &GigCard::language),
        field("meeting", &GigCard::meeting),
        field("meetingLink", &GigCard::meetingLink));
};

template <>
struct Fields<Gig> {
    static constexpr auto all = std::make_tuple(
        field("id", &Gig::id),
        field("teacherId", &Gig::teacherId),
        field("teacherName", &Gig::teacherName),
        field("categoryName", &Gig::categoryName),
        field("state", &Gig::state),
        field("revision", &Gig::revision),
        field("revisionState", &Gig::revisionState),
        field("approvedRevision", &Gig::approvedRevision),
        field("card", &Gig::card),
        field("contentHash", &Gig::contentHash),
        field("lastReason", &Gig::lastReason),
        field("sessions", &Gig::sessions),
        field("createdAt", &Gig::createdAt),
        field("updatedAt", &Gig::updatedAt));
};

template <>
struct Fields<GigSave> {
    static constexpr auto all = std::make_tuple(
        field("card", &GigSave::card),
        field("baseHash", &GigSave::baseHash));
};

template <>
struct Fields<GigReview> {
    static constexpr auto all = std::make_tuple(
        field("gig", &GigReview::gig),
        field("previous", &GigReview::previous),
        field("previousCategoryName", &GigReview::previousCategoryName),
        field("previousRevision", &GigReview::previousRevision),
        field("decisions", &GigReview::decisions));
};

template <>
struct Fields<SessionPrice> {
    static constexpr auto all = std::make_tuple(
        field("minutes", &SessionPrice::minutes),
        field("session", &SessionPrice::session),
        field("fee", &SessionPrice::fee),
        field("tax", &SessionPrice::tax),
        field("total", &SessionPrice::total));
};

template <>
struct Fields<GigOffer> {
    static constexpr auto all = std::make_tuple(
        field("id", &GigOffer::id),
        field("title", &GigOffer::title),
        field("summary", &GigOffer::summary),
        field("descriptionMarkdown", &GigOffer::descriptionMarkdown),
        field("categoryName", &GigOffer::categoryName),
        field("teacherId", &GigOffer::teacherId),
        field("teacherName", &GigOffer::teacherName),
        field("teacherZone", &GigOffer::teacherZone),
        field("language", &GigOffer::language),
        field("hourlyRate", &GigOffer::hourlyRate),
        field("prices", &GigOffer::prices),
        field("meeting", &GigOffer::meeting),
        field("sessions", &GigOffer::sessions),
        field("noticeHours", &GigOffer::noticeHours),
        field("freeCancelHours", &GigOffer::freeCancelHours),
        field("lateRefundPercent", &GigOffer::lateRefundPercent));
};

} // namespace lectern::json
