#pragma once
#include "domain/gigs.h"
#include "domain/availability.h"
#include "usecases/context.h"

/// What teachers teach live, and when. A gig's card is reviewed like a course's: what was approved stays what students see.
namespace lectern::gigs {

// The teacher's own.
[[nodiscard]] Result<Page<Gig>> mine(const Services& services, const Caller& caller);
[[nodiscard]] Result<Gig> create(const Services& services, const Caller& caller, const GigSave& input);
[[nodiscard]] Result<Gig> save(const Services& services, const Caller& caller, const GigId& id, const GigSave& input);
[[nodiscard]] Result<Gig> submit(const Services& services, const Caller& caller, const GigId& id, const QString& hash);
/// Offered (again), Paused or Archived. What is booked stays booked.
[[nodiscard]] Result<Gig> setState(const Services& services, const Caller& caller, const GigId& id, GigState state);
[[nodiscard]] Result<Availability> availability(const Services& services, const Caller& caller);
[[nodiscard]] Result<Availability> saveAvailability(const Services& services, const Caller& caller, const Availability& availability);

// Admins.
/// Everybody's but for drafts, what changed last first; at most 200, of this topic or teacher.
[[nodiscard]] Result<Page<Gig>> all(const Services& services, const QString& text);
[[nodiscard]] Result<GigReview> review(const Services& services, const GigId& id);
[[nodiscard]] Result<Gig> decide(const Services& services, const Caller& caller, const GigId& id, const DecisionForm& form);

// Everybody who is logged in.
[[nodiscard]] Result<Page<GigOffer>> offers(const Services& services, const Caller& caller, const GigFilter& filter);
[[nodiscard]] Result<GigOffer> offer(const Services& services, const Caller& caller, const GigId& id, const QString& country);
/// At most 31 days; in the past and beyond the horizon there are none.
[[nodiscard]] Result<Page<FreeSlot>> freeSlots(const Services& services, const Caller& caller, const GigId& id, int minutes, const QDateTime& from, const QDateTime& until);

/// What is sold now: the approved card, its price for a country, and the hours. NotFound where it is not on offer.
struct ForSale {
    GigId id;
    UserId teacher;
    QString teacherName;
    int revision = 0;
    QString categoryName;
    GigCard card;
    Availability hours;
    int sessions = 0;
};
[[nodiscard]] Result<ForSale> forSale(store::Transaction& transaction, const GigId& id);
struct SessionQuote {
    SessionPrice price;
    int taxBps = 0;
};
[[nodiscard]] Result<SessionQuote> priceOf(const Policy& policy, const ForSale& gig, int minutes, const QString& country);
/// Whose time a session takes, and how much of it.
struct SlotSearch {
    UserId teacher;
    std::optional<UserId> student;
    std::optional<BookingId> moved; ///< its own time counts as free
    int minutes = 60;
    QDateTime from; ///< at most 31 days
    QDateTime until;
};
[[nodiscard]] Result<Page<FreeSlot>> freeSlots(store::Transaction& transaction, const Services& services, const Availability& hours, const SlotSearch& search);
/// Hours as they were saved; none yet: UTC, and no hours.
[[nodiscard]] Availability hoursOf(store::Transaction& transaction, const UserId& teacher);

} // namespace lectern::gigs
