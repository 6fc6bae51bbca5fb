#pragma once
#include "domain/bookings.h"
#include "domain/page.h"
#include "gateways/reply.h"

/// Live sessions: what teachers offer, when, and who has booked it.
namespace lectern {

/// Topics and hours.
class GigsGateway
{
public:
    virtual ~GigsGateway() = default;
    // The teacher's own.
    virtual Reply<QList<Gig>> mine() = 0;
    virtual Reply<Gig> create(GigSave save) = 0;
    virtual Reply<Gig> save(GigId id, GigSave save) = 0;
    virtual Reply<Gig> submit(GigId id, QString contentHash) = 0;
    virtual Reply<Gig> setState(GigId id, GigState state) = 0; ///< Offered, Paused or Archived
    virtual Reply<Availability> availability() = 0;
    virtual Reply<Availability> saveAvailability(Availability availability) = 0;
    // Admin and auditor; deciding admin only.
    virtual Reply<Page<Gig>> all(QString text) = 0; ///< drafts are their teachers' alone
    virtual Reply<GigReview> review(GigId id) = 0;
    virtual Reply<Gig> decide(GigId id, DecisionForm form) = 0;
};

/// What students look at.
class SessionCatalogueGateway
{
public:
    virtual ~SessionCatalogueGateway() = default;
    virtual Reply<QList<GigOffer>> offers(GigFilter filter) = 0;
    virtual Reply<GigOffer> offer(GigId id, QString country) = 0;
    virtual Reply<QList<FreeSlot>> freeSlots(GigId id, int minutes, QDateTime from, QDateTime until) = 0; ///< at most 31 days
};

class BookingsGateway
{
public:
    virtual ~BookingsGateway() = default;
    virtual Reply<Booking> book(BookingForm form) = 0;
    virtual Reply<Page<Booking>> bookings(BookingFilter filter, PageRequest page) = 0; ///< one's own; an admin's: all. The latest start first, of what is ahead the soonest
    virtual Reply<Booking> booking(BookingId id) = 0;
    virtual Reply<Booking> confirm(BookingId id) = 0; ///< teacher
    virtual Reply<CancellationQuote> cancellation(BookingId id) = 0;
    virtual Reply<Booking> cancel(BookingId id, BookingCancelForm form) = 0; ///< also declines
    virtual Reply<Checkout> pay(BookingId id, QString idempotencyKey) = 0;
    virtual Reply<QList<FreeSlot>> freeSlots(BookingId id, QDateTime from, QDateTime until) = 0; ///< to where it can be moved; at most 31 days
    virtual Reply<Booking> reschedule(BookingId id, RescheduleForm form) = 0;
    virtual Reply<Booking> answerProposal(BookingId id, ProposalAnswer answer) = 0;
    virtual Reply<MeetingLink> meeting(BookingId id) = 0;
};

/// What happens when somebody did not come, and the calendar of one's own.
class SessionAffairsGateway
{
public:
    virtual ~SessionAffairsGateway() = default;
    virtual Reply<Booking> claim(BookingId id, ClaimForm form) = 0;
    virtual Reply<Booking> decide(BookingId id, ClaimDecision decision, QString idempotencyKey) = 0; ///< admin
    virtual Reply<CalendarFeed> feed() = 0;
    virtual Reply<CalendarFeed> renewFeed() = 0; ///< the old address ends
};

} // namespace lectern
