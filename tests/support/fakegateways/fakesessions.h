#pragma once
#include "fakes/fakeanswers.h"

/// The fake gateways of live sessions.
namespace lectern::fakes {

class FakeGigs final : public GigsGateway
{
public:
    explicit FakeGigs(FakeAnswers* server) : m_server(server) {}
    Reply<QList<Gig>> mine() override;
    Reply<Gig> create(GigSave save) override;
    Reply<Gig> save(GigId id, GigSave save) override;
    Reply<Gig> submit(GigId id, QString contentHash) override;
    Reply<Gig> setState(GigId id, GigState state) override;
    Reply<Availability> availability() override;
    Reply<Availability> saveAvailability(Availability availability) override;
    Reply<Page<Gig>> all(QString text) override;
    Reply<GigReview> review(GigId id) override;
    Reply<Gig> decide(GigId id, DecisionForm form) override;

    GigSave lastSave;
    Availability lastHours;
    DecisionForm lastDecision;

private:
    FakeAnswers* m_server;
};

class FakeSessionCatalogue final : public SessionCatalogueGateway
{
public:
    explicit FakeSessionCatalogue(FakeAnswers* server) : m_server(server) {}
    Reply<QList<GigOffer>> offers(GigFilter filter) override;
    Reply<GigOffer> offer(GigId id, QString country) override;
    Reply<QList<FreeSlot>> freeSlots(GigId id, int minutes, QDateTime from, QDateTime until) override;

    int lastMinutes = 0;

private:
    FakeAnswers* m_server;
};

class FakeBookings final : public BookingsGateway
{
public:
    explicit FakeBookings(FakeAnswers* server) : m_server(server) {}
    Reply<Booking> book(BookingForm form) override;
    Reply<Page<Booking>> bookings(BookingFilter filter, PageRequest page) override;
    Reply<Booking> booking(BookingId id) override;
    Reply<Booking> confirm(BookingId id) override;
    Reply<CancellationQuote> cancellation(BookingId id) override;
    Reply<Booking> cancel(BookingId id, BookingCancelForm form) override;
    Reply<Checkout> pay(BookingId id, QString idempotencyKey) override;
    Reply<QList<FreeSlot>> freeSlots(BookingId id, QDateTime from, QDateTime until) override;
    Reply<Booking> reschedule(BookingId id, RescheduleForm form) override;
    Reply<Booking> answerProposal(BookingId id, ProposalAnswer answer) override;
    Reply<MeetingLink> meeting(BookingId id) override;

    BookingForm lastForm;
    BookingFilter lastFilter;
    BookingCancelForm lastCancel;
    RescheduleForm lastMove;
    std::optional<ProposalAnswer> lastAnswer;

private:
    FakeAnswers* m_server;
};

class FakeSessionAffairs final : public SessionAffairsGateway
{
public:
    explicit FakeSessionAffairs(FakeAnswers* server) : m_server(server) {}
    Reply<Booking> claim(BookingId id, ClaimForm form) override;
    Reply<Booking> decide(BookingId id, ClaimDecision decision, QString idempotencyKey) override;
    Reply<CalendarFeed> feed() override;
    Reply<CalendarFeed> renewFeed() override;

    ClaimForm lastClaim;
    ClaimDecision lastDecision;

private:
    FakeAnswers* m_server;
};

/// Bookings in every state; the first is to be confirmed.
[[nodiscard]] QList<Booking> someBookings(bool very);
[[nodiscard]] QList<FreeSlot> someSlots(const QDateTime& from, int minutes);

} // namespace lectern::fakes
