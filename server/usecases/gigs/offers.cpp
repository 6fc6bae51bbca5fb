#include "domain/markup.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/gigs/gigrow.h"

namespace lectern::gigs {

using store::Row;
using store::Transaction;

namespace {

Error notOffered() { return makeError(ErrorCode::NotFound, QStringLiteral("This session is not on offer.")); }

Availability toAvailability(const QString& text)
{
    auto hours = availabilityFromJson(QJsonDocument::fromJson(text.toUtf8()).object());
    return hours ? *hours : Availability();
}

ForSale toForSale(const Row& row)
{
    return {row.id<GigId>("id"), row.id<UserId>("teacher_id"), row.text("teacher_name"), row.small("number"), row.text("category_name"), cardOf(row), toAvailability(row.text("hours")), row.small("sessions")};
}

GigOffer toOffer(const Services& services, const ForSale& gig, const QString& country)
{
    GigOffer offer;
    offer.id = gig.id;
    offer.title = gig.card.title;
    offer.summary = plainText(gig.card.descriptionMarkdown, 180);
    offer.descriptionMarkdown = gig.card.descriptionMarkdown;
    offer.categoryName = gig.categoryName;
    offer.teacherId = gig.teacher;
    offer.teacherName = gig.teacherName;
    offer.teacherZone = gig.hours.timeZone;
    offer.language = gig.card.language;
    offer.hourlyRate = gig.card.hourlyRate;
    for (const int minutes : gig.card.durations) {
        if (const auto quote = priceOf(services.policy, gig, minutes, country)) offer.prices.append(quote->price);
    }
    offer.meeting = gig.card.meeting;
    offer.sessions = gig.sessions;
    offer.noticeHours = gig.hours.noticeHours;
    offer.freeCancelHours = services.policy.freeCancelHours;
    offer.lateRefundPercent = services.policy.lateCancelPercent;
    return offer;
}

} // namespace

Result<ForSale> forSale(Transaction& transaction, const GigId& id)
{
    const auto row = transaction.one("gigs/list_offers", {{"id", id.value}, {"category", store::null()}, {"pattern", store::null()}});
    return row ? Result<ForSale>(toForSale(*row)) : Result<ForSale>(notOffered());
}

Result<SessionQuote> priceOf(const Policy& policy, const ForSale& gig, int minutes, const QString& country)
{
    if (!gig.card.durations.contains(minutes)) return fieldError(QStringLiteral("minutes"), QStringLiteral("This session is not offered with %1 minutes.").arg(minutes));
    const int taxBps = enrollments::priceWithTax(policy, gig.card.hourlyRate, country, gig.categoryName).taxBps;
    const auto price = sessionPrice(gig.card.hourlyRate, minutes, {policy.sessionFeeBps, policy.sessionFeeMinimumMinor}, taxBps);
    return price ? Result<SessionQuote>(SessionQuote{*price, taxBps}) : Result<SessionQuote>(fieldError(QStringLiteral("minutes"), QStringLiteral("So long a session costs more than can be paid at once.")));
}

Availability hoursOf(Transaction& transaction, const UserId& teacher)
{
    const auto row = transaction.one("gigs/find_availability", {{"teacher_id", teacher.value}});
    return row ? toAvailability(row->text("hours")) : Availability();
}

Result<Availability> availability(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<Availability>([&](Transaction& transaction) -> Result<Availability> { return hoursOf(transaction, caller.user->id); });
}

Result<Availability> saveAvailability(const Services& services, const Caller& caller, const Availability& availability)
{
    if (auto error = validation::availability(availability)) return *error;
    return services.database.inTransaction<Availability>([&](Transaction& transaction) -> Result<Availability> {
        transaction.exec("gigs/upsert_availability", {{"teacher_id", caller.user->id.value}, {"hours", jsonText(availability)}, {"now", services.clock.now()}});
        publish(transaction, services, caller.user->id, QStringLiteral("availability"), caller.user->id.value);
        return availability;
    });
}

Result<Page<GigOffer>> offers(const Services& services, const Caller& caller, const GigFilter& filter)
{
    return services.database.inTransaction<Page<GigOffer>>([&](Transaction& transaction) -> Result<Page<GigOffer>> {
        const auto country = enrollments::countryFor(transaction, services, caller.user->id, {});
        if (!country) return country.error();
        Page<GigOffer> page;
        const auto rows = transaction.run("gigs/list_offers", {{"id", store::null()}, {"category", filter.category ? QVariant(filter.category->value) : store::null()},
                                                               {"pattern", filter.text.trimmed().isEmpty() ? store::null() : store::likePattern(filter.text.trimmed())}});
        for (const Row& row : rows) page.items.append(toOffer(services, toForSale(row), *country));
        return page;
    });
}

Result<GigOffer> offer(const Services& services, const Caller& caller, const GigId& id, const QString& country)
{
    return services.database.inTransaction<GigOffer>([&](Transaction& transaction) -> Result<GigOffer> {
        const auto taxed = enrollments::countryFor(transaction, services, caller.user->id, country);
        if (!taxed) return taxed.error();
        const auto gig = forSale(transaction, id);
        return gig ? Result<GigOffer>(toOffer(services, *gig, *taxed)) : Result<GigOffer>(gig.error());
    });
}

Result<Page<FreeSlot>> freeSlots(Transaction& transaction, const Services& services, const Availability& hours, const SlotSearch& search)
{
    if (!search.from.isValid() || !search.until.isValid() || search.from >= search.until || search.from.daysTo(search.until) > 31) return fieldError(QStringLiteral("until"), QStringLiteral("Ask for at most 31 days."));
    QList<BusySpan> busy;
    for (const Row& row : transaction.run("gigs/list_busy", {{"teacher_id", search.teacher.value}, {"student_id", store::orNull(search.student)}, {"except", store::orNull(search.moved)}, {"from", search.from}, {"until", search.until}}))
        // The pause that was agreed to when it was booked counts, also when it is shorter by now.
        busy.append({row.time("from_at"), row.boolean("is_own") ? row.time("until_at") : std::max(row.time("until_at"), row.time("blocked_until").addSecs(-60LL * hours.bufferMinutes)), row.boolean("is_own")});
    Page<FreeSlot> page;
    page.items = scheduling::freeSlots(hours, busy, search.minutes, search.from, search.until, services.clock.now());
    return page;
}

Result<Page<FreeSlot>> freeSlots(const Services& services, const Caller& caller, const GigId& id, int minutes, const QDateTime& from, const QDateTime& until)
{
    return services.database.inTransaction<Page<FreeSlot>>([&](Transaction& transaction) -> Result<Page<FreeSlot>> {
        const auto gig = forSale(transaction, id);
        if (!gig) return gig.error();
        if (!gig->card.durations.contains(minutes)) return fieldError(QStringLiteral("minutes"), QStringLiteral("This session is not offered with %1 minutes.").arg(minutes));
        const bool isStudent = caller.user->role == Role::Student;
        return freeSlots(transaction, services, gig->hours, {gig->teacher, isStudent ? std::optional(caller.user->id) : std::nullopt, std::nullopt, minutes, from, until});
    });
}

} // namespace lectern::gigs
