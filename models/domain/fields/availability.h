#pragma once
#include "domain/availability.h"
#include "domain/codec.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<DaySpan> {
    static constexpr auto all = std::make_tuple(
        field("from", &DaySpan::from),
        field("until", &DaySpan::until));
};

template <>
struct Fields<WeekdayHours> {
    static constexpr auto all = std::make_tuple(
        field("weekday", &WeekdayHours::weekday),
        field("from", &WeekdayHours::from),
        field("until", &WeekdayHours::until));
};

template <>
struct Fields<DayException> {
    static constexpr auto all = std::make_tuple(
        field("day", &DayException::day),
        field("hours", &DayException::hours));
};

template <>
struct Fields<Availability> {
    static constexpr auto all = std::make_tuple(
        field("timeZone", &Availability::timeZone),
        field("hours", &Availability::hours),
        field("exceptions", &Availability::exceptions),
        field("bufferMinutes", &Availability::bufferMinutes),
        field("noticeHours", &Availability::noticeHours),
        field("horizonDays", &Availability::horizonDays));
};

template <>
struct Fields<FreeSlot> {
    static constexpr auto all = std::make_tuple(
        field("startsAt", &FreeSlot::startsAt),
        field("endsAt", &FreeSlot::endsAt));
};

} // namespace lectern::json
