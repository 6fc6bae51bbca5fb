#include "seeder.h"
#include "usecases/bookings/bookings.h"
#include "usecases/gigs/gigs.h"

// Teachers by the hour: two topics that can be booked, one that waits for a review, and a request.
namespace lectern::demo {

QString Seeder::offerSession(const Caller& teacher, const GigCard& card)
{
    const auto made = gigs::create(m_services, teacher, {card, {}});
    if (!made) return why(made.error());
    const auto sent = gigs::submit(m_services, teacher, made->id, made->contentHash);
    return sent ? QString() : why(sent.error());
}

QString Seeder::liveSessions()
{
    m_clock.set(QDateTime::currentDateTimeUtc().addSecs(-3 * 3600));
    const Currency currency = m_services.policy.defaultCurrency;
    GigCard harmony{QStringLiteral("Harmony, one to one"), m_categories.at(0), Money::fromMinor(5000, currency), {30, 60, 90}, {}, QStringLiteral("en"), MeetingKind::OwnLink, QStringLiteral("https://meet.jit.si/harbour-school-harmony")};
    harmony.descriptionMarkdown = QStringLiteral("Bring the piece that you are working on. We take it apart together, **hear what its chords do**, and you leave with exercises for the week.\n\n- For beginners and returners\n- Have your instrument at hand");
    GigCard review{QStringLiteral("Code review with a second pair of eyes"), m_categories.at(1), Money::fromMinor(8000, currency), {30, 60}, {}, QStringLiteral("en"), MeetingKind::OwnLink, QStringLiteral("https://meet.jit.si/harbour-school-review")};
    review.descriptionMarkdown = QStringLiteral("Send me a link to your repository before. We go through the part that you are least sure of, and talk about what you would do differently.");
    for (qsizetype teacher = 0; teacher < 2; ++teacher) {
        Availability hours;
        hours.timeZone = QStringLiteral("Europe/Berlin");
        for (int day = 1; day <= 5; ++day) hours.hours.append({day, 9 * 60, 12 * 60});
        hours.hours.append({2, 17 * 60, 20 * 60});
        hours.hours.append({4, 17 * 60, 20 * 60});
        hours.noticeHours = 12;
        if (const auto saved = gigs::saveAvailability(m_services, m_teachers.at(teacher), hours); !saved) return why(saved.error());
        if (QString problem = offerSession(m_teachers.at(teacher), teacher == 0 ? harmony : review); !problem.isEmpty()) return problem;
        const auto mine = gigs::mine(m_services, m_teachers.at(teacher));
        if (!mine) return why(mine.error());
        const Gig& gig = mine->items.first();
        if (const auto decided = gigs::decide(m_services, m_admin, gig.id, {DecisionKind::Approve, gig.revision, gig.contentHash, {}}); !decided) return why(decided.error());
    }
    review.title = QStringLiteral("Mock interviews for developers");
    if (QString problem = offerSession(m_teachers.at(1), review); !problem.isEmpty()) return problem;
    // Somebody asks for the second free hour of each.
    const auto offers = gigs::offers(m_services, m_students.at(0), {});
    if (!offers) return why(offers.error());
    const QDateTime now = m_services.clock.now();
    for (qsizetype i = 0; i < offers->items.size(); ++i) {
        const GigOffer& offer = offers->items.at(i);
        const auto free = gigs::freeSlots(m_services, m_students.at(i), offer.id, 60, now, now.addDays(14));
        if (!free) return why(free.error());
        if (free->items.size() < 2) continue;
        const auto booked = bookings::book(m_services, m_students.at(i), {offer.id, free->items.at(1).startsAt, 60, QStringLiteral("I would like to know what to practise next."), QStringLiteral("Europe/Berlin"), {}});
        if (!booked) return why(booked.error());
    }
    return {};
}

} // namespace lectern::demo
