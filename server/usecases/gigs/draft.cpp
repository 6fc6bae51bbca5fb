#include "domain/markup.h"
#include "domain/validation.h"
#include "usecases/gigs/gigrow.h"

namespace lectern::gigs {

using store::Row;
using store::Transaction;

namespace {

store::Params cardParams(const GigId& id, int number, const GigCard& card, const QDateTime& now)
{
    return {{"gig_id", id.value}, {"number", number}, {"card", jsonText(card)}, {"title", card.title}, {"category_id", store::orNull(card.categoryId)}, {"rate_minor", card.hourlyRate.minor()},
            {"currency", card.hourlyRate.currency().code()}, {"content_hash", contentHash(toJson(card))}, {"now", now}};
}

GigCard trimmed(GigCard card)
{
    card.title = card.title.simplified();
    card.meetingLink = card.meeting == MeetingKind::OwnLink ? card.meetingLink.trimmed() : QString();
    return card;
}

std::optional<Error> checkCategory(Transaction& transaction, const GigCard& card)
{
    const bool isKnown = card.categoryId.isEmpty() || (isUuid(card.categoryId.value) && transaction.one("courses/find_category", {{"id", card.categoryId.value}}));
    return isKnown ? std::nullopt : std::optional(fieldError(QStringLiteral("categoryId"), QStringLiteral("Choose a category from the list.")));
}

Result<Gig> named(Result<Gig> result)
{
    if (!result && result.error().code == ErrorCode::AlreadyExists && result.error().field == u"gig_live_title")
        return Error{ErrorCode::AlreadyExists, QStringLiteral("title"), QStringLiteral("You offer a session with this title already. Give this one a name of its own, or archive the other."), 0};
    return result;
}

Error changedElsewhere() { return makeError(ErrorCode::Conflict, QStringLiteral("The session was changed elsewhere meanwhile. Load it again and repeat your edit.")); }

} // namespace

GigCard cardOf(const Row& row)
{
    auto card = gigCardFromJson(QJsonDocument::fromJson(row.text("card").toUtf8()).object());
    return card ? *card : GigCard();
}

Gig toGig(const Row& row)
{
    Gig gig;
    gig.id = row.id<GigId>("id");
    gig.teacherId = row.id<UserId>("teacher_id");
    gig.teacherName = row.text("teacher_name");
    gig.categoryName = row.text("category_name");
    gig.state = row.enumeration<GigState>("state");
    gig.revision = row.small("revision");
    gig.revisionState = row.enumeration<RevisionState>("revision_state");
    gig.approvedRevision = row.small("approved_revision");
    gig.card = cardOf(row);
    gig.contentHash = row.text("content_hash");
    gig.lastReason = row.text("last_reason");
    gig.sessions = row.small("sessions");
    gig.createdAt = row.time("created_at");
    gig.updatedAt = row.time("updated_at");
    return gig;
}

Result<Gig> load(Transaction& transaction, const GigId& id)
{
    const auto row = transaction.one("gigs/find_gig", {{"id", id.value}});
    return row ? Result<Gig>(toGig(*row)) : Result<Gig>(makeError(ErrorCode::NotFound, QStringLiteral("There is no such session on offer.")));
}

Result<Gig> lockOwn(Transaction& transaction, const Caller& caller, const GigId& id)
{
    const auto row = transaction.one("gigs/lock_gig", {{"id", id.value}});
    if (!row || row->id<UserId>("teacher_id") != caller.user->id) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such session among yours."));
    return load(transaction, id);
}

void record(Transaction& transaction, const Services& services, const Caller& caller, const Gig& gig, const QString& kind, const QString& reason)
{
    transaction.exec("gigs/insert_event", {{"gig_id", gig.id.value}, {"kind", kind}, {"revision", gig.revision}, {"actor_id", caller.user->id.value}, {"reason", reason}, {"now", services.clock.now()}});
}

void write(Transaction& transaction, const Gig& gig, const QDateTime& now)
{
    transaction.exec("gigs/update_gig", {{"id", gig.id.value}, {"state", toText(gig.state)}, {"revision", gig.revision}, {"approved_revision", gig.approvedRevision},
                                         {"title_key", validation::normalizedTitle(gig.card.title)}, {"now", now}});
}

static Result<Page<Gig>> listed(const Services& services, const store::Params& which)
{
    return services.database.inTransaction<Page<Gig>>([&](Transaction& transaction) -> Result<Page<Gig>> {
        Page<Gig> page;
        for (const Row& row : transaction.run("gigs/list_gigs", which)) page.items.append(toGig(row));
        return page;
    });
}

Result<Page<Gig>> mine(const Services& services, const Caller& caller)
{
    return listed(services, {{"teacher_id", caller.user->id.value}, {"pattern", store::null()}});
}

Result<Page<Gig>> all(const Services& services, const QString& text)
{
    return listed(services, {{"teacher_id", store::null()}, {"pattern", text.trimmed().isEmpty() ? store::null() : store::likePattern(text.trimmed())}});
}

Result<Gig> create(const Services& services, const Caller& caller, const GigSave& input)
{
    const GigCard card = trimmed(input.card);
    if (auto error = validation::gigDraft(card)) return *error;
    return named(services.database.inTransaction<Gig>([&](Transaction& transaction) -> Result<Gig> {
        if (auto error = checkCategory(transaction, card)) return *error;
        const auto id = newId<GigId>();
        const QDateTime now = services.clock.now();
        transaction.exec("gigs/insert_gig", {{"id", id.value}, {"teacher_id", caller.user->id.value}, {"title_key", validation::normalizedTitle(card.title)}, {"now", now}});
        transaction.exec("gigs/insert_revision", cardParams(id, 1, card, now));
        audit(transaction, services, caller, QStringLiteral("gig.create"), card.title, id.value);
        return load(transaction, id);
    }));
}

Result<Gig> save(const Services& services, const Caller& caller, const GigId& id, const GigSave& input)
{
    const GigCard card = trimmed(input.card);
    if (auto error = validation::gigDraft(card)) return *error;
    return named(services.database.inTransaction<Gig>([&](Transaction& transaction) -> Result<Gig> {
        auto gig = lockOwn(transaction, caller, id);
        if (!gig) return gig;
        if (gig->state == GigState::Archived) return makeError(ErrorCode::InvalidState, QStringLiteral("This session is archived."));
        if (gig->contentHash != input.baseHash) return changedElsewhere();
        if (contentHash(toJson(card)) == input.baseHash) return gig;
        if (auto error = checkCategory(transaction, card)) return *error;
        const QDateTime now = services.clock.now();
        // What was decided stays as it was decided; what a reviewer looks at becomes a draft again.
        if (gig->revisionState == RevisionState::Approved || gig->revisionState == RevisionState::Rejected) transaction.exec("gigs/insert_revision", cardParams(id, ++gig->revision, card, now));
        else transaction.exec("gigs/update_revision", cardParams(id, gig->revision, card, now));
        if (gig->state == GigState::InReview) gig->state = GigState::Draft;
        gig->card = card;
        write(transaction, *gig, now);
        if (gig->revisionState == RevisionState::Submitted) publishToRole(transaction, services, Role::Admin, QStringLiteral("review"), id.value);
        return load(transaction, id);
    }));
}

Result<Gig> submit(const Services& services, const Caller& caller, const GigId& id, const QString& hash)
{
    return services.database.inTransaction<Gig>([&](Transaction& transaction) -> Result<Gig> {
        auto gig = lockOwn(transaction, caller, id);
        if (!gig) return gig;
        if (gig->contentHash != hash) return changedElsewhere();
        if (gig->state == GigState::Archived || gig->revisionState == RevisionState::Approved || gig->revisionState == RevisionState::Submitted)
            return makeError(ErrorCode::InvalidState, QStringLiteral("There is nothing new to submit."));
        if (const auto problems = validation::gigSubmission(gig->card); !problems.isEmpty()) return problems.first();
        if (gig->card.meeting == MeetingKind::Zoom && !services.meetings) return fieldError(QStringLiteral("meeting"), QStringLiteral("This school has no Zoom. Give the address of a room of your own."));
        const QDateTime now = services.clock.now();
        transaction.exec("gigs/set_revision_state", {{"gig_id", id.value}, {"number", gig->revision}, {"state", toText(RevisionState::Submitted)}, {"submitted_at", now}});
        if (gig->approvedRevision == 0) gig->state = GigState::InReview;
        write(transaction, *gig, now);
        record(transaction, services, caller, *gig, QStringLiteral("submitted"), {});
        audit(transaction, services, caller, QStringLiteral("gig.submit"), gig->card.title, id.value, QStringLiteral("revision %1").arg(gig->revision));
        notifyAdmins(transaction, services, {{}, QStringLiteral("gig_submitted"), QStringLiteral("A live session waits for review"), QStringLiteral("%1 submitted “%2”.").arg(caller.user->name, gig->card.title), id.value, {}, {}});
        publishToRole(transaction, services, Role::Admin, QStringLiteral("review"), id.value);
        return load(transaction, id);
    });
}

Result<Gig> setState(const Services& services, const Caller& caller, const GigId& id, GigState state)
{
    return services.database.inTransaction<Gig>([&](Transaction& transaction) -> Result<Gig> {
        auto gig = lockOwn(transaction, caller, id);
        if (!gig || gig->state == state) return gig;
        const bool isOpen = gig->state == GigState::Offered || gig->state == GigState::Paused;
        const bool mayBe = state == GigState::Archived ? gig->state != GigState::Archived : isOpen && (state == GigState::Offered || state == GigState::Paused);
        if (!mayBe) return makeError(ErrorCode::InvalidState, state == GigState::Offered ? QStringLiteral("Only what was approved can be offered.") : QStringLiteral("Only what is on offer can be paused."));
        gig->state = state;
        write(transaction, *gig, services.clock.now());
        audit(transaction, services, caller, QStringLiteral("gig.state"), gig->card.title, id.value, toText(state));
        return load(transaction, id);
    });
}

} // namespace lectern::gigs
