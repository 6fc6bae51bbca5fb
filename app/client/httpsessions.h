#pragma once
#include "app/client/apiclient.h"
#include "gateways/gateways.h"

namespace lectern {

class HttpGigs final : public GigsGateway
{
public:
    explicit HttpGigs(ApiClient* api) : m_api(api) {}
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

private:
    ApiClient* m_api;
};

class HttpSessionCatalogue final : public SessionCatalogueGateway
{
public:
    explicit HttpSessionCatalogue(ApiClient* api) : m_api(api) {}
    Reply<QList<GigOffer>> offers(GigFilter filter) override;
    Reply<GigOffer> offer(GigId id, QString country) override;
    Reply<QList<FreeSlot>> freeSlots(GigId id, int minutes, QDateTime from, QDateTime until) override;

private:
    ApiClient* m_api;
};

class HttpBookings final : public BookingsGateway
{
public:
    explicit HttpBookings(ApiClient* api) : m_api(api) {}
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

private:
    ApiClient* m_api;
};

class HttpSessionAffairs final : public SessionAffairsGateway
{
public:
    explicit HttpSessionAffairs(ApiClient* api) : m_api(api) {}
    Reply<Booking> claim(BookingId id, ClaimForm form) override;
    Reply<Booking> decide(BookingId id, ClaimDecision decision, QString idempotencyKey) override;
    Reply<CalendarFeed> feed() override;
    Reply<CalendarFeed> renewFeed() override;

private:
    ApiClient* m_api;
};

} // namespace lectern
