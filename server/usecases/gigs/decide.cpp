#include "domain/validation.h"
#include "store/ledgerwriter.h"
#include "usecases/gigs/gigrow.h"

namespace lectern::gigs {

using store::Row;
using store::Transaction;

namespace {

struct Outcome {
    GigState state = GigState::Draft;
    std::optional<RevisionState> revision; ///< absent: the revision is not touched
    int approvedRevision = 0;
    bool overturns = false;
};

Error notNow(const QString& why) { return makeError(ErrorCode::InvalidState, why); }

/// Once students could book it, it is offered, paused or suspended; archived it stays so.
bool isLive(const Gig& gig) { return gig.state == GigState::Offered || gig.state == GigState::Paused || gig.state == GigState::Suspended; }

/// What the decision makes of it, or why it cannot be taken now. Pure.
Result<Outcome> outcomeOf(const Gig& gig, DecisionKind kind)
{
    if (gig.state == GigState::Archived) return notNow(QStringLiteral("This session is archived."));
    const bool isFresh = gig.revisionState == RevisionState::Submitted;
    switch (kind) {
    case DecisionKind::Approve:
        if (!isFresh && gig.revisionState != RevisionState::Rejected) return notNow(QStringLiteral("This revision is not waiting for a decision."));
        return Outcome{isLive(gig) ? gig.state : GigState::Offered, RevisionState::Approved, gig.revision, !isFresh};
    case DecisionKind::Reject:
        if (isFresh) return Outcome{isLive(gig) ? gig.state : GigState::Rejected, RevisionState::Rejected, gig.approvedRevision, false};
        if (gig.revisionState != RevisionState::Approved) return notNow(QStringLiteral("This revision is not waiting for a decision."));
        return notNow(QStringLiteral("Students can book this session already: suspend it instead."));
    case DecisionKind::Suspend:
        if (gig.state != GigState::Offered && gig.state != GigState::Paused) return notNow(QStringLiteral("Only what is on offer can be suspended."));
        return Outcome{GigState::Suspended, std::nullopt, gig.approvedRevision, true};
    case DecisionKind::Reinstate:
        if (gig.state != GigState::Suspended) return notNow(QStringLiteral("This session is not suspended."));
        return Outcome{GigState::Offered, std::nullopt, gig.approvedRevision, true};
    }
    return notNow({});
}

void tell(Transaction& transaction, const Services& services, const Gig& gig, const DecisionForm& form)
{
    Notice notice;
    notice.user = gig.teacherId;
    notice.subjectId = gig.id.value;
    notice.mailTemplate = QStringLiteral("notice");
    notice.mailKey = QStringLiteral("decision:%1:%2").arg(gig.id.value, newUuid7());
    notice.text = form.reason;
    switch (form.kind) {
    case DecisionKind::Approve:
        notice.kind = QStringLiteral("gig_approved");
        notice.title = QStringLiteral("“%1” is approved").arg(gig.card.title);
        notice.text = QStringLiteral("Students can book it in the hours that you teach.");
        break;
    case DecisionKind::Reject:
        notice.kind = QStringLiteral("gig_rejected");
        notice.title = QStringLiteral("“%1” needs changes").arg(gig.card.title);
        break;
    case DecisionKind::Suspend:
        notice.kind = QStringLiteral("gig_suspended");
        notice.title = QStringLiteral("“%1” is suspended").arg(gig.card.title);
        break;
    case DecisionKind::Reinstate:
        notice.kind = QStringLiteral("gig_reinstated");
        notice.title = QStringLiteral("“%1” is on offer again").arg(gig.card.title);
        break;
    }
    notify(transaction, services, notice);
}

} // namespace

Result<GigReview> review(const Services& services, const GigId& id)
{
    return services.database.inTransaction<GigReview>([&](Transaction& transaction) -> Result<GigReview> {
        const auto gig = load(transaction, id);
        if (!gig) return gig.error();
        GigReview review;
        review.gig = *gig;
        // Compared with what students see; before that, with what was submitted last time.
        int previous = gig->approvedRevision != gig->revision ? gig->approvedRevision : 0;
        if (previous == 0 && gig->revision > 1) previous = gig->revision - 1;
        if (const auto row = transaction.one("gigs/find_revision", {{"gig_id", id.value}, {"number", previous}})) {
            review.previous = cardOf(*row);
            review.previousCategoryName = row->text("category_name");
            review.previousRevision = previous;
        }
        for (const Row& row : transaction.run("gigs/list_decisions", {{"gig_id", id.value}}))
            review.decisions.append({row.enumeration<DecisionKind>("kind"), row.small("revision"), row.text("reason"), row.text("actor_name"), row.time("at")});
        return review;
    });
}

Result<Gig> decide(const Services& services, const Caller& caller, const GigId& id, const DecisionForm& form)
{
    return services.database.inTransaction<Gig>([&](Transaction& transaction) -> Result<Gig> {
        if (!transaction.one("gigs/lock_gig", {{"id", id.value}})) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such session."));
        auto gig = load(transaction, id);
        if (!gig) return gig;
        if (gig->revision != form.revision || gig->contentHash != form.contentHash)
            return makeError(ErrorCode::Conflict, QStringLiteral("The session is not the one you looked at any more. Load the new version and decide again."));
        const auto outcome = outcomeOf(*gig, form.kind);
        if (!outcome) return outcome.error();
        if (auto error = validation::decision(form, outcome->overturns)) return *error;
        const QDateTime now = services.clock.now();
        if (outcome->revision) transaction.exec("gigs/set_revision_state", {{"gig_id", id.value}, {"number", gig->revision}, {"state", toText(*outcome->revision)}, {"submitted_at", store::null()}});
        gig->state = outcome->state;
        gig->approvedRevision = outcome->approvedRevision;
        write(transaction, *gig, now);
        // The books must be able to take a sale in its currency from the moment it can be booked.
        if (form.kind == DecisionKind::Approve) (void)store::ensureTeacherVault(transaction, gig->teacherId, gig->card.hourlyRate.currency(), now);
        record(transaction, services, caller, *gig, toText(form.kind), form.reason);
        audit(transaction, services, caller, QStringLiteral("gig.") + toText(form.kind), gig->card.title, id.value, QStringLiteral("revision %1. %2").arg(gig->revision).arg(form.reason));
        tell(transaction, services, *gig, form);
        publish(transaction, services, gig->teacherId, QStringLiteral("gig"), id.value);
        publishToRole(transaction, services, Role::Admin, QStringLiteral("review"), id.value);
        return load(transaction, id);
    });
}

} // namespace lectern::gigs
