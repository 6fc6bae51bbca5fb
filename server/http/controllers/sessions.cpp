#include "http/route.h"
#include "usecases/bookings/bookings.h"
#include "usecases/gigs/gigs.h"

// Live sessions: topics, hours, bookings, calendars.
namespace lectern::http {

namespace {

Result<QDateTime> timeOf(const Call& c, const char* name)
{
    std::optional<QDateTime> time;
    if (auto error = readTime(c, name, time)) return *error;
    return time ? Result<QDateTime>(*time) : Result<QDateTime>(fieldError(QLatin1String(name), QStringLiteral("Give a time in UTC, like 2026-03-27T09:00:00Z.")));
}

// Topics and hours.
Result<Answer> mine(Call& c) { return answerPage(gigs::mine(c.services, c.caller)); }
Result<Answer> create(Call& c) { return withForm(c, gigSaveFromJson, [&](const GigSave& form) { return answer(gigs::create(c.services, c.caller, form), 201); }); }
Result<Answer> save(Call& c) { return withForm(c, gigSaveFromJson, [&](const GigSave& form) { return answer(gigs::save(c.services, c.caller, c.id<GigId>(), form)); }); }

Result<Answer> submit(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    return answer(gigs::submit(c.services, c.caller, c.id<GigId>(), body->value(QLatin1String("contentHash")).toString()));
}

Result<Answer> setState(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    GigState state{};
    if (!fromText(body->value(QLatin1String("state")).toString(), state)) return fieldError(QStringLiteral("state"), QStringLiteral("Give offered, paused or archived."));
    return answer(gigs::setState(c.services, c.caller, c.id<GigId>(), state));
}

Result<Answer> hours(Call& c) { return answer(gigs::availability(c.services, c.caller)); }
Result<Answer> saveHours(Call& c) { return withForm(c, availabilityFromJson, [&](const Availability& form) { return answer(gigs::saveAvailability(c.services, c.caller, form)); }); }
Result<Answer> all(Call& c) { return answerPage(gigs::all(c.services, c.query("text"))); }
Result<Answer> review(Call& c) { return answer(gigs::review(c.services, c.id<GigId>())); }
Result<Answer> decide(Call& c) { return withForm(c, decisionFormFromJson, [&](const DecisionForm& form) { return answer(gigs::decide(c.services, c.caller, c.id<GigId>(), form)); }); }

Result<Answer> offers(Call& c)
{
    GigFilter filter{c.query("text"), std::nullopt};
    if (const QString category = c.query("category"); isUuid(category)) filter.category = CategoryId{category};
    return answerPage(gigs::offers(c.services, c.caller, filter));
}

Result<Answer> offer(Call& c) { return answer(gigs::offer(c.services, c.caller, c.id<GigId>(), c.query("country"))); }

template <class Find>
Result<Answer> answerSlots(Call& c, Find find)
{
    const auto from = timeOf(c, "from");
    if (!from) return from.error();
    const auto until = timeOf(c, "until");
    return until ? answerPage(find(*from, *until)) : Result<Answer>(until.error());
}

Result<Answer> freeSlots(Call& c)
{
    return answerSlots(c, [&](const QDateTime& from, const QDateTime& until) { return gigs::freeSlots(c.services, c.caller, c.id<GigId>(), c.query("minutes").toInt(), from, until); });
}

// Bookings.
Result<Answer> book(Call& c) { return withForm(c, bookingFormFromJson, [&](const BookingForm& form) { return answer(bookings::book(c.services, c.caller, form), 201); }); }

Result<Answer> list(Call& c)
{
    BookingFilter filter;
    filter.text = c.query("text");
    filter.claimed = c.query("claimed") == u"true";
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    if (auto error = readEnum(c, "time", filter.time)) return *error;
    if (auto error = readTime(c, "from", filter.from)) return *error;
    if (auto error = readTime(c, "until", filter.until)) return *error;
    return answerPage(bookings::list(c.services, c.caller, filter, c.page()));
}

Result<Answer> find(Call& c) { return answer(bookings::find(c.services, c.caller, c.id<BookingId>())); }
Result<Answer> confirm(Call& c) { return answer(bookings::confirm(c.services, c.caller, c.id<BookingId>())); }
Result<Answer> cancellation(Call& c) { return answer(bookings::cancellation(c.services, c.caller, c.id<BookingId>())); }

/// The body may be left out.
Result<Answer> cancel(Call& c)
{
    if (c.request.body.isEmpty()) return answer(bookings::cancel(c.services, c.caller, c.id<BookingId>(), {}));
    return withForm(c, bookingCancelFormFromJson, [&](const BookingCancelForm& form) { return answer(bookings::cancel(c.services, c.caller, c.id<BookingId>(), form)); });
}

Result<Answer> pay(Call& c) { return answer(bookings::pay(c.services, c.caller, c.id<BookingId>())); }
Result<Answer> slotsToMove(Call& c)
{
    return answerSlots(c, [&](const QDateTime& from, const QDateTime& until) { return bookings::freeSlots(c.services, c.caller, c.id<BookingId>(), from, until); });
}

Result<Answer> reschedule(Call& c) { return withForm(c, rescheduleFormFromJson, [&](const RescheduleForm& form) { return answer(bookings::reschedule(c.services, c.caller, c.id<BookingId>(), form)); }); }
Result<Answer> answerProposal(Call& c) { return withForm(c, proposalAnswerFromJson, [&](const ProposalAnswer& form) { return answer(bookings::answerProposal(c.services, c.caller, c.id<BookingId>(), form)); }); }
Result<Answer> meeting(Call& c) { return answer(bookings::meeting(c.services, c.caller, c.id<BookingId>())); }
Result<Answer> claim(Call& c) { return withForm(c, claimFormFromJson, [&](const ClaimForm& form) { return answer(bookings::claim(c.services, c.caller, c.id<BookingId>(), form)); }); }
Result<Answer> decideClaim(Call& c) { return withForm(c, claimDecisionFromJson, [&](const ClaimDecision& form) { return answer(bookings::decideClaim(c.services, c.caller, c.id<BookingId>(), form)); }); }

// The calendar.
Result<Answer> feed(Call& c) { return answer(bookings::feed(c.services, c.caller, false)); }
Result<Answer> renewFeed(Call& c) { return answer(bookings::feed(c.services, c.caller, true)); }

Result<Answer> calendar(Call& c)
{
    QString token = c.path.value(QStringLiteral("code"));
    if (token.endsWith(QLatin1String(".ics"))) token.chop(4);
    auto text = bookings::feedText(c.services, token);
    if (!text) return text.error();
    return Answer{200, {}, Response::text(200, std::move(*text), "text/calendar; charset=utf-8").with("Cache-Control", "private, max-age=300").with("Content-Disposition", "inline; filename=\"sessions.ics\"")};
}

} // namespace

std::vector<Route> sessionRoutes()
{
    return {
        {"GET", "/api/gigs", Access::Anybody, offers},
        {"GET", "/api/gigs/mine", Access::Teachers, mine},
        {"POST", "/api/gigs", Access::Teachers, create},
        {"GET", "/api/gigs/{id}", Access::Anybody, offer},
        {"PUT", "/api/gigs/{id}", Access::Teachers, save},
        {"POST", "/api/gigs/{id}/submit", Access::Teachers, submit},
        {"POST", "/api/gigs/{id}/state", Access::Teachers, setState},
        {"GET", "/api/gigs/{id}/slots", Access::Anybody, freeSlots},
        {"GET", "/api/availability", Access::Teachers, hours},
        {"PUT", "/api/availability", Access::Teachers, saveHours},
        {"GET", "/api/admin/gigs", Access::Admins, all},
        {"GET", "/api/admin/gigs/{id}/review", Access::Admins, review},
        {"POST", "/api/admin/gigs/{id}/decision", Access::Admins, decide},
        {"POST", "/api/bookings", Access::Students, book, RateClass::Payment},
        {"GET", "/api/bookings", Access::Anybody, list},
        {"GET", "/api/bookings/{id}", Access::Anybody, find},
        {"DELETE", "/api/bookings/{id}", Access::Anybody, cancel},
        {"GET", "/api/bookings/{id}/cancellation", Access::Anybody, cancellation},
        {"POST", "/api/bookings/{id}/confirm", Access::Teachers, confirm},
        {"POST", "/api/bookings/{id}/payments", Access::Students, pay, RateClass::Payment, true},
        {"GET", "/api/bookings/{id}/slots", Access::Anybody, slotsToMove},
        {"POST", "/api/bookings/{id}/reschedule", Access::Anybody, reschedule, RateClass::Payment},
        {"POST", "/api/bookings/{id}/proposal", Access::Anybody, answerProposal},
        {"GET", "/api/bookings/{id}/meeting", Access::Anybody, meeting},
        {"POST", "/api/bookings/{id}/claim", Access::Anybody, claim, RateClass::Payment},
        {"POST", "/api/admin/bookings/{id}/decision", Access::Admins, decideClaim, RateClass::None, true, true},
        {"GET", "/api/calendar-feed", Access::Anybody, feed},
        {"POST", "/api/calendar-feed", Access::Anybody, renewFeed},
        {"GET", "/calendar/{code}", Access::Public, calendar},
    };
}

} // namespace lectern::http
