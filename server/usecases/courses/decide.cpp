#include "domain/validation.h"
#include "store/ledgerwriter.h"
#include "usecases/courses/courserow.h"
#include "usecases/courses/courses.h"

namespace lectern::courses {

using store::Transaction;

namespace {

struct Outcome {
    CourseState state = CourseState::Draft;
    std::optional<RevisionState> revision; ///< absent: the revision is not touched
    int approvedRevision = 0;
    bool overturns = false;
};

Error notNow(const QString& why) { return makeError(ErrorCode::InvalidState, why); }

bool isLive(CourseState state) { return state == CourseState::Launched || state == CourseState::Suspended; }

Result<Outcome> approve(const Course& course)
{
    const bool fresh = course.revisionState == RevisionState::Submitted;
    const bool overturns = course.revisionState == RevisionState::Rejected;
    if (!fresh && !overturns) return notNow(QStringLiteral("This revision is not waiting for a decision."));
    return Outcome{isLive(course.state) ? course.state : CourseState::Approved, RevisionState::Approved, course.revision, overturns};
}

Result<Outcome> reject(const Course& course)
{
    if (course.revisionState == RevisionState::Submitted)
        return Outcome{isLive(course.state) ? course.state : CourseState::Rejected, RevisionState::Rejected, course.approvedRevision, false};
    if (course.revisionState != RevisionState::Approved) return notNow(QStringLiteral("This revision is not waiting for a decision."));
    if (isLive(course.state)) return notNow(QStringLiteral("Students have this course already: suspend it instead."));
    return Outcome{CourseState::Rejected, RevisionState::Rejected, 0, true};
}

/// What the decision makes of the course, or why it cannot be taken now. Pure.
Result<Outcome> outcomeOf(const Course& course, DecisionKind kind)
{
    switch (kind) {
    case DecisionKind::Approve: return approve(course);
    case DecisionKind::Reject: return reject(course);
    case DecisionKind::Suspend:
        if (course.state != CourseState::Launched) return notNow(QStringLiteral("Only a launched course can be suspended."));
        return Outcome{CourseState::Suspended, std::nullopt, course.approvedRevision, true};
    case DecisionKind::Reinstate:
        if (course.state != CourseState::Suspended) return notNow(QStringLiteral("This course is not suspended."));
        return Outcome{CourseState::Launched, std::nullopt, course.approvedRevision, true};
    }
    return notNow({});
}

Notice noticeFor(const Course& course, const DecisionForm& form)
{
    Notice notice;
    notice.user = course.teacherId;
    notice.subjectId = course.id.value;
    notice.mailTemplate = QStringLiteral("course_decision");
    notice.mailKey = QStringLiteral("decision:%1:%2").arg(course.id.value, newUuid7());
    const QString title = course.card.title;
    switch (form.kind) {
    case DecisionKind::Approve:
        notice.kind = QStringLiteral("course_approved");
        notice.title = QStringLiteral("“%1” is approved").arg(title);
        notice.text = QStringLiteral("Add your lectures and launch it when you are ready.");
        break;
    case DecisionKind::Reject:
        notice.kind = QStringLiteral("course_rejected");
        notice.title = QStringLiteral("“%1” needs changes").arg(title);
        notice.text = form.reason;
        break;
    case DecisionKind::Suspend:
        notice.kind = QStringLiteral("course_suspended");
        notice.title = QStringLiteral("“%1” is suspended").arg(title);
        notice.text = form.reason;
        break;
    case DecisionKind::Reinstate:
        notice.kind = QStringLiteral("course_reinstated");
        notice.title = QStringLiteral("“%1” is on sale again").arg(title);
        notice.text = form.reason;
        break;
    }
    return notice;
}

} // namespace

Result<Course> decide(const Services& services, const Caller& caller, const CourseId& id, const DecisionForm& form)
{
    return services.database.inTransaction<Course>([&](Transaction& transaction) -> Result<Course> {
        if (!transaction.one("courses/lock_course", {{"id", id.value}})) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such course."));
        const auto course = load(transaction, id);
        if (!course) return course;
        if (course->revision != form.revision || course->contentHash != form.contentHash)
            return makeError(ErrorCode::Conflict, QStringLiteral("The course is not the one you looked at any more. Load the new version and decide again."));
        const auto outcome = outcomeOf(*course, form.kind);
        if (!outcome) return outcome.error();
        if (auto error = validation::decision(form, outcome->overturns)) return *error;
        const QDateTime now = services.clock.now();
        if (outcome->revision) {
            transaction.exec("courses/set_revision_state", {{"course_id", id.value}, {"number", course->revision}, {"state", toText(*outcome->revision)},
                                                            {"submitted_at", store::null()}, {"decided_at", now}});
        }
        transaction.exec("courses/update_course", {{"id", id.value}, {"state", toText(outcome->state)}, {"revision", course->revision},
                                                   {"approved_revision", outcome->approvedRevision},
                                                   {"title_key", validation::normalizedTitle(course->card.title)}, {"now", now}});
        // The books must be able to take a sale in the course's currency from the moment it can be sold.
        if (form.kind == DecisionKind::Approve)
            (void)store::ensureTeacherVault(transaction, course->teacherId, course->card.fee.currency(), now);
        refreshListing(transaction, services, id);
        record(transaction, services, caller, id, toText(form.kind), course->revision, form.contentHash, form.reason);
        audit(transaction, services, caller, QStringLiteral("course.") + toText(form.kind), course->card.title, id.value,
              QStringLiteral("revision %1. %2").arg(course->revision).arg(form.reason));
        notify(transaction, services, noticeFor(*course, form));
        publish(transaction, services, course->teacherId, QStringLiteral("course"), id.value);
        publishToRole(transaction, services, Role::Admin, QStringLiteral("review"), id.value);
        return load(transaction, id);
    });
}

} // namespace lectern::courses
