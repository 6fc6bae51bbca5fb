#include "fakes/fakesessions.h"

namespace lectern::fakes {

namespace {

QString s(const char* text) { return QString::fromUtf8(text); }

GigCard card(const char* title, qint64 rate)
{
    return {s(title), CategoryId{s("category-0")}, usd(rate), {30, 60, 90}, s("Bring what you are working on. We look at it together, **find what holds you back**, and you leave with exercises for the week.\n\n- For beginners and returners\n- In English or Portuguese"), s("en"), MeetingKind::Zoom, {}};
}

Gig gig(int n, GigState state, const char* title, qint64 rate)
{
    Gig one;
    one.id = GigId{QStringLiteral("gig-%1").arg(n)};
    one.teacherName = s("Clara Whitfield");
    one.categoryName = s("Painting");
    one.state = state;
    one.card = card(title, rate);
    one.contentHash = s("hash");
    one.revisionState = state == GigState::InReview ? RevisionState::Submitted : state == GigState::Rejected ? RevisionState::Rejected : state == GigState::Draft ? RevisionState::Draft : RevisionState::Approved;
    one.approvedRevision = one.revisionState == RevisionState::Approved ? 1 : 0;
    if (state == GigState::Rejected) one.lastReason = s("Say which level it is for, and what a student should bring.");
    one.sessions = state == GigState::Offered ? 23 : 0;
    one.createdAt = one.updatedAt = ago(86'400LL * (n + 2));
    return one;
}

GigOffer offerOf(int n, const char* title, const char* teacher, qint64 rate)
{
    GigOffer offer;
    offer.id = GigId{QStringLiteral("gig-%1").arg(n)};
    offer.title = s(title);
    offer.summary = s("Bring what you are working on. We look at it together, find what holds you back, and you leave with exercises for the week.");
    offer.descriptionMarkdown = card(title, rate).descriptionMarkdown;
    offer.categoryName = s("Painting");
    offer.teacherName = s(teacher);
    offer.teacherZone = s("Europe/Lisbon");
    offer.language = s("en");
    offer.hourlyRate = usd(rate);
    for (const int minutes : {30, 60, 90}) offer.prices.append(*sessionPrice(usd(rate), minutes, {}, 0));
    offer.sessions = 23 - n;
    offer.noticeHours = 24;
    offer.freeCancelHours = 12;
    offer.lateRefundPercent = 50;
    return offer;
}

Booking booking(int n, BookingState state, BookingPayment payment, const char* student, qint64 startsIn)
{
    Booking one;
    one.id = BookingId{QStringLiteral("booking-%1").arg(n)};
    one.gigId = GigId{s("gig-0")};
    one.title = s("Watercolour, one to one");
    one.teacherName = s("Clara Whitfield");
    one.studentName = s(student);
    const qint64 quarter = 900;
    const qint64 start = (ago(-startsIn).toSecsSinceEpoch() / quarter) * quarter;
    one.startsAt = QDateTime::fromSecsSinceEpoch(start, Qt::UTC);
    one.endsAt = one.startsAt.addSecs(5400);
    one.hourlyRate = usd(5000);
    one.price = *sessionPrice(usd(5000), 90, {}, 0);
    one.state = state;
    one.payment = payment;
    if (payment != BookingPayment::Unpaid) one.paymentId = PaymentId{QStringLiteral("pay-%1").arg(n)};
    one.createdAt = ago(86'400);
    if (state == BookingState::Pending || state == BookingState::Confirmed) one.expiresAt = ago(-86'400);
    if (state == BookingState::Completed) one.claimUntil = one.endsAt.addSecs(48 * 3600);
    one.refunded = usd(0);
    one.isMeetingReady = state == BookingState::Paid;
    one.teacherZone = s("Europe/Lisbon");
    one.studentZone = s("Europe/Berlin");
    return one;
}

} // namespace

QList<FreeSlot> someSlots(const QDateTime& from, int minutes)
{
    QList<FreeSlot> list;
    for (const int day : {1, 2, 3, 5, 6}) {
        for (int quarter = 36; quarter < 40 + day % 3 * 7; ++quarter) list.append({from.addDays(day).addSecs(900LL * quarter), from.addDays(day).addSecs(900LL * quarter + 60LL * minutes)});
    }
    return list;
}

QList<Booking> someBookings(bool very)
{
    QList<Booking> list{booking(0, BookingState::Pending, BookingPayment::Unpaid, "Lena Fischer", 86'400 * 3), booking(1, BookingState::Confirmed, BookingPayment::Unpaid, "Oskar Nowak", 86'400 * 2 + 7200),
                        booking(2, BookingState::Paid, BookingPayment::Paid, "Rosa Almeida", 86'400), booking(3, BookingState::Completed, BookingPayment::Paid, "Mikkel Juhl", -86'400),
                        booking(4, BookingState::Cancelled, BookingPayment::Paid, "Lena Fischer", -86'400 * 4), booking(5, BookingState::Refunded, BookingPayment::Refunded, "Rosa Almeida", -86'400 * 6)};
    list[0].message = s("I would like to paint water that looks wet.");
    list[3].claim = SessionClaim{BookingParty::Student, s("I waited for twenty minutes, and nobody came."), ago(7200), ClaimState::Open, {}};
    list[4].endedBy = BookingParty::Student;
    list[4].reason = s("I am ill.");
    list[4].refunded = usd(3937);
    list[5].endedBy = BookingParty::Teacher;
    list[5].refunded = usd(7875);
    if (very) {
        list[0].studentName = s("Maria Aparecida dos Santos de Oliveira Vasconcelos e Albuquerque");
        list[0].title = s("Watercolour for people who have never held a brush and would like to paint the harbour in winter, in rain, and at night");
        for (int i = 6; i < 250; ++i) list.append(booking(i, BookingState::Completed, BookingPayment::Paid, "Somebody", -86'400LL * i));
    }
    return list;
}

Reply<QList<Gig>> FakeGigs::mine()
{
    QList<Gig> list;
    if (m_server->mode != Mode::Empty) {
        list = {gig(0, GigState::Offered, "Watercolour, one to one", 5000), gig(1, GigState::InReview, "Portfolio review", 6500), gig(2, GigState::Rejected, "Sketching outdoors", 4000), gig(3, GigState::Paused, "Colour theory in an hour", 4500)};
        for (int i = 4; m_server->very() && i < 60; ++i) list.append(gig(i, GigState::Draft, "Another one of many ideas that a teacher has and has not finished writing down", 4500));
    }
    return m_server->answer("gigs", list);
}

Reply<Page<Gig>> FakeGigs::all(QString)
{
    Page<Gig> page;
    if (m_server->mode != Mode::Empty) page.items = {gig(0, GigState::Offered, "Watercolour, one to one", 5000), gig(1, GigState::InReview, "Portfolio review", 6500), gig(2, GigState::Rejected, "Sketching outdoors", 4000), gig(3, GigState::Suspended, "Colour theory in an hour", 4500)};
    for (int i = 4; m_server->very() && i < 60; ++i) page.items.append(gig(i, GigState::Offered, "Another one of many topics that somebody teaches by the hour to whoever asks for it", 4500));
    return m_server->answer("allGigs", page);
}

Reply<Gig> FakeGigs::create(GigSave save)
{
    lastSave = save;
    Gig made = gig(9, GigState::Draft, "New", 5000);
    made.card = save.card;
    return m_server->answer("createGig", made);
}

Reply<Gig> FakeGigs::save(GigId, GigSave save) { return create(std::move(save)); }
Reply<Gig> FakeGigs::submit(GigId, QString) { return m_server->answer("submitGig", gig(9, GigState::InReview, "New", 5000)); }

Reply<Gig> FakeGigs::setState(GigId, GigState state) { return m_server->answer("setGigState", gig(0, state, "Watercolour, one to one", 5000)); }

Reply<Availability> FakeGigs::availability()
{
    Availability hours;
    hours.timeZone = s("Europe/Lisbon");
    if (m_server->mode != Mode::Empty) {
        for (int day = 1; day <= 5; ++day) hours.hours.append({day, 9 * 60, 12 * 60 + 30});
        hours.hours.append({2, 17 * 60, 20 * 60});
        hours.hours.append({4, 17 * 60, 20 * 60});
        hours.exceptions = {{s("2026-12-24"), {}}, {s("2026-12-29"), {{14 * 60, 18 * 60}}}};
    }
    return m_server->answer("availability", hours);
}

Reply<Availability> FakeGigs::saveAvailability(Availability availability)
{
    lastHours = availability;
    return m_server->answer("saveAvailability", availability);
}

Reply<GigReview> FakeGigs::review(GigId)
{
    GigReview review;
    review.gig = gig(1, GigState::InReview, "Portfolio review", 6500);
    review.gig.revision = 2;
    review.previous = card("Portfolio review", 5500);
    review.previousCategoryName = s("Painting");
    review.previousRevision = 1;
    review.decisions = {{DecisionKind::Reject, 1, s("The price is not what your profile says."), s("Ada Admin"), ago(86'400)}};
    return m_server->answer("gigReview", review);
}

Reply<Gig> FakeGigs::decide(GigId, DecisionForm form)
{
    lastDecision = form;
    return m_server->answer("decideGig", gig(1, GigState::Offered, "Portfolio review", 6500));
}

Reply<QList<GigOffer>> FakeSessionCatalogue::offers(GigFilter)
{
    QList<GigOffer> list;
    if (m_server->mode != Mode::Empty) {
        list = {offerOf(0, "Watercolour, one to one", "Clara Whitfield", 5000), offerOf(1, "Bread that rises", "Ines Moreau", 3500), offerOf(2, "Chess openings for beginners", "Tomas Berg", 2800)};
        for (int i = 3; m_server->very() && i < 60; ++i) list.append(offerOf(i, "Conversation practice for people who understand everything and never dare to say a word", "Maria Aparecida dos Santos de Oliveira Vasconcelos", 3000));
    }
    return m_server->answer("gigOffers", list);
}

Reply<GigOffer> FakeSessionCatalogue::offer(GigId, QString) { return m_server->answer("gigOffer", offerOf(0, "Watercolour, one to one", "Clara Whitfield", 5000)); }

Reply<QList<FreeSlot>> FakeSessionCatalogue::freeSlots(GigId, int minutes, QDateTime from, QDateTime)
{
    lastMinutes = minutes;
    return m_server->answer("freeSlots", m_server->mode == Mode::Empty ? QList<FreeSlot>() : someSlots(from, minutes));
}

Reply<QList<FreeSlot>> FakeBookings::freeSlots(BookingId, QDateTime from, QDateTime) { return m_server->answer("slotsToMove", m_server->mode == Mode::Empty ? QList<FreeSlot>() : someSlots(from, 90)); }

Reply<Booking> FakeBookings::book(BookingForm form)
{
    lastForm = form;
    return m_server->answer("book", someBookings(false).first());
}

Reply<Page<Booking>> FakeBookings::bookings(BookingFilter filter, PageRequest page)
{
    lastFilter = filter;
    QList<Booking> list;
    for (const Booking& one : someBookings(m_server->very())) {
        if (filter.state && one.state != *filter.state) continue;
        if (filter.time == BookingTime::Waiting && one.state != BookingState::Pending) continue;
        if (filter.time && (*filter.time != BookingTime::Past) != states::holdsTime(one.state)) continue;
        if (filter.claimed && !(one.claim && one.claim->state == ClaimState::Open)) continue;
        list.append(one);
    }
    return m_server->paged("bookings", list, page);
}

Reply<Booking> FakeBookings::booking(BookingId id)
{
    const QList<Booking> all = someBookings(false);
    const auto one = std::find_if(all.cbegin(), all.cend(), [&](const Booking& booking) { return booking.id == id; });
    return m_server->answer("booking", one == all.cend() ? all.first() : *one);
}

Reply<Booking> FakeBookings::confirm(BookingId)
{
    Booking answer = someBookings(false).first();
    answer.state = BookingState::Confirmed;
    return m_server->answer("confirmBooking", answer);
}

Reply<CancellationQuote> FakeBookings::cancellation(BookingId id) { return m_server->answer("cancellation", CancellationQuote{id, usd(7875), usd(3937), ago(3600)}); }

Reply<Booking> FakeBookings::cancel(BookingId, BookingCancelForm form)
{
    lastCancel = form;
    return m_server->answer("cancelBooking", someBookings(false).at(4));
}

Reply<Checkout> FakeBookings::pay(BookingId, QString key)
{
    m_server->keys.append(key);
    return m_server->answer("payBooking", checkout(false));
}

Reply<Booking> FakeBookings::reschedule(BookingId, RescheduleForm form)
{
    lastMove = form;
    Booking answer = someBookings(false).at(2);
    answer.proposedStartsAt = form.startsAt;
    answer.proposedBy = BookingParty::Student;
    return m_server->answer("reschedule", answer);
}

Reply<Booking> FakeBookings::answerProposal(BookingId, ProposalAnswer answer)
{
    lastAnswer = answer;
    return m_server->answer("answerProposal", someBookings(false).at(2));
}

Reply<MeetingLink> FakeBookings::meeting(BookingId) { return m_server->answer("meeting", MeetingLink{s("https://zoom.example/j/1"), {}}); }

Reply<Booking> FakeSessionAffairs::claim(BookingId, ClaimForm form)
{
    lastClaim = form;
    return m_server->answer("claimBooking", someBookings(false).at(3));
}

Reply<Booking> FakeSessionAffairs::decide(BookingId, ClaimDecision decision, QString key)
{
    m_server->keys.append(key);
    lastDecision = decision;
    Booking answer = someBookings(false).at(3);
    answer.claim->state = decision.uphold ? ClaimState::Upheld : ClaimState::Rejected;
    answer.claim->decision = decision.reason;
    return m_server->answer("decideClaim", answer);
}

Reply<CalendarFeed> FakeSessionAffairs::feed() { return m_server->answer("feed", CalendarFeed{s("https://school.example/calendar/4fJ2kQ9xWmB7sT1vRz8nLc3p.ics")}); }
Reply<CalendarFeed> FakeSessionAffairs::renewFeed() { return m_server->answer("renewFeed", CalendarFeed{s("https://school.example/calendar/9pL7wXc2nV5bG8tYh3kRz6mQ.ics")}); }

} // namespace lectern::fakes
