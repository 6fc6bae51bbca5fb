#include "app/client/httpsessions.h"
#include "app/client/query.h"

namespace lectern {

Reply<QList<Gig>> HttpGigs::mine() { return asList(m_api->get(QStringLiteral("/api/gigs/mine")), gigFromJson); }
Reply<Gig> HttpGigs::create(GigSave form) { return as(m_api->send("POST", QStringLiteral("/api/gigs"), toJson(form)), gigFromJson); }
Reply<Gig> HttpGigs::save(GigId id, GigSave form) { return as(m_api->send("PUT", idPath("/api/gigs/", id.value), toJson(form)), gigFromJson); }
Reply<Gig> HttpGigs::submit(GigId id, QString contentHash) { return as(m_api->send("POST", idPath("/api/gigs/", id.value, "/submit"), {{QStringLiteral("contentHash"), contentHash}}), gigFromJson); }
Reply<Gig> HttpGigs::setState(GigId id, GigState state) { return as(m_api->send("POST", idPath("/api/gigs/", id.value, "/state"), {{QStringLiteral("state"), toText(state)}}), gigFromJson); }
Reply<Page<Gig>> HttpGigs::all(QString text)
{
    QUrlQuery query;
    add(query, "text", text);
    return asPage(m_api->get(QStringLiteral("/api/admin/gigs"), query), gigFromJson);
}
Reply<Availability> HttpGigs::availability() { return as(m_api->get(QStringLiteral("/api/availability")), availabilityFromJson); }
Reply<Availability> HttpGigs::saveAvailability(Availability hours) { return as(m_api->send("PUT", QStringLiteral("/api/availability"), toJson(hours)), availabilityFromJson); }
Reply<GigReview> HttpGigs::review(GigId id) { return as(m_api->get(idPath("/api/admin/gigs/", id.value, "/review")), gigReviewFromJson); }
Reply<Gig> HttpGigs::decide(GigId id, DecisionForm form) { return as(m_api->send("POST", idPath("/api/admin/gigs/", id.value, "/decision"), toJson(form)), gigFromJson); }

Reply<QList<GigOffer>> HttpSessionCatalogue::offers(GigFilter filter)
{
    QUrlQuery query;
    add(query, "text", filter.text);
    if (filter.category) add(query, "category", filter.category->value);
    return asList(m_api->get(QStringLiteral("/api/gigs"), query), gigOfferFromJson);
}

Reply<GigOffer> HttpSessionCatalogue::offer(GigId id, QString country)
{
    QUrlQuery query;
    add(query, "country", country);
    return as(m_api->get(idPath("/api/gigs/", id.value), query), gigOfferFromJson);
}

Reply<QList<FreeSlot>> HttpSessionCatalogue::freeSlots(GigId id, int minutes, QDateTime from, QDateTime until)
{
    QUrlQuery query;
    add(query, "minutes", QString::number(minutes));
    add(query, "from", stamp(from));
    add(query, "until", stamp(until));
    return asList(m_api->get(idPath("/api/gigs/", id.value, "/slots"), query), freeSlotFromJson);
}

Reply<Booking> HttpBookings::book(BookingForm form) { return as(m_api->send("POST", QStringLiteral("/api/bookings"), toJson(form)), bookingFromJson); }

Reply<Page<Booking>> HttpBookings::bookings(BookingFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", filter.text);
    if (filter.state) add(query, "state", toText(*filter.state));
    if (filter.time) add(query, "time", toText(*filter.time));
    if (filter.from) add(query, "from", stamp(*filter.from));
    if (filter.until) add(query, "until", stamp(*filter.until));
    if (filter.claimed) add(query, "claimed", QStringLiteral("true"));
    return asPage(m_api->get(QStringLiteral("/api/bookings"), query), bookingFromJson);
}

Reply<Booking> HttpBookings::booking(BookingId id) { return as(m_api->get(idPath("/api/bookings/", id.value)), bookingFromJson); }
Reply<Booking> HttpBookings::confirm(BookingId id) { return as(m_api->send("POST", idPath("/api/bookings/", id.value, "/confirm")), bookingFromJson); }
Reply<CancellationQuote> HttpBookings::cancellation(BookingId id) { return as(m_api->get(idPath("/api/bookings/", id.value, "/cancellation")), cancellationQuoteFromJson); }
Reply<Booking> HttpBookings::cancel(BookingId id, BookingCancelForm form) { return as(m_api->send("DELETE", idPath("/api/bookings/", id.value), toJson(form)), bookingFromJson); }
Reply<Checkout> HttpBookings::pay(BookingId id, QString key) { return as(m_api->send("POST", idPath("/api/bookings/", id.value, "/payments"), {}, key), checkoutFromJson); }

Reply<QList<FreeSlot>> HttpBookings::freeSlots(BookingId id, QDateTime from, QDateTime until)
{
    QUrlQuery query;
    add(query, "from", stamp(from));
    add(query, "until", stamp(until));
    return asList(m_api->get(idPath("/api/bookings/", id.value, "/slots"), query), freeSlotFromJson);
}

Reply<Booking> HttpBookings::reschedule(BookingId id, RescheduleForm form) { return as(m_api->send("POST", idPath("/api/bookings/", id.value, "/reschedule"), toJson(form)), bookingFromJson); }
Reply<Booking> HttpBookings::answerProposal(BookingId id, ProposalAnswer answer) { return as(m_api->send("POST", idPath("/api/bookings/", id.value, "/proposal"), toJson(answer)), bookingFromJson); }
Reply<MeetingLink> HttpBookings::meeting(BookingId id) { return as(m_api->get(idPath("/api/bookings/", id.value, "/meeting")), meetingLinkFromJson); }

Reply<Booking> HttpSessionAffairs::claim(BookingId id, ClaimForm form) { return as(m_api->send("POST", idPath("/api/bookings/", id.value, "/claim"), toJson(form)), bookingFromJson); }
Reply<Booking> HttpSessionAffairs::decide(BookingId id, ClaimDecision decision, QString key) { return as(m_api->send("POST", idPath("/api/admin/bookings/", id.value, "/decision"), toJson(decision), key), bookingFromJson); }
Reply<CalendarFeed> HttpSessionAffairs::feed() { return as(m_api->get(QStringLiteral("/api/calendar-feed")), calendarFeedFromJson); }
Reply<CalendarFeed> HttpSessionAffairs::renewFeed() { return as(m_api->send("POST", QStringLiteral("/api/calendar-feed")), calendarFeedFromJson); }

} // namespace lectern
