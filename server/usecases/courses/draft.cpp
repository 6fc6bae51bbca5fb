#include "domain/markup.h"
#include "domain/statemachine.h"
#include "domain/validation.h"
#include "usecases/courses/courserow.h"
#include "usecases/courses/courses.h"
#include <QRegularExpression>

namespace lectern::courses {

using store::Transaction;

namespace {

QString slugOf(const QString& title)
{
    static const QRegularExpression other(QStringLiteral("[^\\p{L}\\p{N}]+"));
    QString slug = title.normalized(QString::NormalizationForm_KD).toLower();
    slug.remove(QRegularExpression(QStringLiteral("\\p{M}"))).replace(other, QStringLiteral("-"));
    while (slug.startsWith(u'-')) slug.remove(0, 1);
    slug = slug.left(60);
    while (slug.endsWith(u'-')) slug.chop(1);
    return slug.isEmpty() ? QStringLiteral("course") : slug;
}

QString freeSlug(Transaction& transaction, const QString& title)
{
    const QString slug = slugOf(title);
    if (!transaction.one("courses/slug_exists", {{"slug", slug}})->boolean("taken")) return slug;
    return slug + u'-' + newUuid7().right(8);
}

store::Params cardParams(const CourseId& id, int number, const CourseCard& card, const QDateTime& now)
{
    return {{"course_id", id.value}, {"number", number}, {"title", card.title.trimmed()}, {"category_id", store::orNull(card.categoryId)},
            {"fee_minor", card.fee.minor()}, {"currency", card.fee.currency().code()}, {"description", card.descriptionMarkdown},
            {"language", card.language}, {"level", toText(card.level)}, {"cover_file_id", store::orNull(card.coverFileId)},
            {"content_hash", contentHash(card)}, {"now", now}};
}

/// The card names a category and a cover: both must exist, and the cover must be the teacher's own complete image.
std::optional<Error> checkReferences(Transaction& transaction, const Caller& caller, const CourseCard& card)
{
    if (!card.categoryId.isEmpty() &&
        (!isUuid(card.categoryId.value) || !transaction.one("courses/find_category", {{"id", card.categoryId.value}})))
        return fieldError(QStringLiteral("categoryId"), QStringLiteral("Choose a category from the list."));
    if (!card.coverFileId) return std::nullopt;
    const auto file = isUuid(card.coverFileId->value) ? transaction.one("learning/find_file", {{"id", card.coverFileId->value}}) : std::nullopt;
    if (!file || file->id<UserId>("owner_id") != caller.user->id || file->isNull("sha256") || !file->text("mime_type").startsWith(QLatin1String("image/")))
        return fieldError(QStringLiteral("coverFileId"), QStringLiteral("Upload the cover image again."));
    return std::nullopt;
}

Result<Course> named(Result<Course> result)
{
    if (!result && result.error().code == ErrorCode::AlreadyExists && result.error().field == u"course_live_title") return wrongTitle();
    return result;
}

CourseCard trimmed(CourseCard card)
{
    card.title = card.title.simplified();
    return card;
}

} // namespace

Result<Course> create(const Services& services, const Caller& caller, const CourseSave& input)
{
    const CourseCard card = trimmed(input.card);
    if (auto error = validation::draft(card)) return *error;
    const auto attempt = [&] {
        return services.database.inTransaction<Course>([&](Transaction& transaction) -> Result<Course> {
            if (auto error = checkReferences(transaction, caller, card)) return *error;
            const auto id = newId<CourseId>();
            const QDateTime now = services.clock.now();
            transaction.exec("courses/insert_course", {{"id", id.value}, {"slug", freeSlug(transaction, card.title)}, {"teacher_id", caller.user->id.value},
                                                       {"title_key", validation::normalizedTitle(card.title)}, {"now", now}});
            transaction.exec("courses/insert_revision", cardParams(id, 1, card, now));
            record(transaction, services, caller, id, QStringLiteral("created"), 1, contentHash(card), {});
            audit(transaction, services, caller, QStringLiteral("course.create"), card.title, id.value);
            return load(transaction, id);
        });
    };
    auto result = attempt();
    // Somebody took the same slug at the same moment; now it is seen, and another one found.
    if (!result && result.error().field == u"course_slug_key") result = attempt();
    return named(std::move(result));
}

Result<Course> save(const Services& services, const Caller& caller, const CourseId& id, const CourseSave& input)
{
    const CourseCard card = trimmed(input.card);
    if (auto error = validation::draft(card)) return *error;
    return named(services.database.inTransaction<Course>([&](Transaction& transaction) -> Result<Course> {
        const auto row = lockOwn(transaction, caller, id);
        if (!row) return row.error();
        if (auto error = checkReferences(transaction, caller, card)) return *error;
        const auto state = row->enumeration<CourseState>("state");
        const auto revisionState = row->enumeration<RevisionState>("revision_state");
        if (state == CourseState::Archived) return makeError(ErrorCode::InvalidState, QStringLiteral("This course is archived."));
        if (row->text("content_hash") != input.baseHash)
            return makeError(ErrorCode::Conflict, QStringLiteral("The course was changed elsewhere meanwhile. Load it again and repeat your edit."));
        if (contentHash(card) == input.baseHash) return load(transaction, id);
        const QDateTime now = services.clock.now();
        int number = row->small("revision");
        // What was decided stays as it was decided; what a reviewer looks at becomes a draft again.
        CourseState next = state == CourseState::InReview ? CourseState::Draft : state;
        if (revisionState == RevisionState::Approved || revisionState == RevisionState::Rejected) {
            transaction.exec("courses/insert_revision", cardParams(id, ++number, card, now));
            if (state == CourseState::Approved) next = CourseState::Draft;
        } else {
            transaction.exec("courses/update_revision", cardParams(id, number, card, now).add("state", toText(RevisionState::Draft)));
        }
        transaction.exec("courses/update_course", {{"id", id.value}, {"state", toText(next)}, {"revision", number},
                                                   {"approved_revision", row->small("approved_revision")},
                                                   {"title_key", validation::normalizedTitle(card.title)}, {"now", now}});
        if (revisionState == RevisionState::Submitted) publishToRole(transaction, services, Role::Admin, QStringLiteral("review"), id.value);
        return load(transaction, id);
    }));
}

Result<Course> submit(const Services& services, const Caller& caller, const CourseId& id, const QString& hash)
{
    return services.database.inTransaction<Course>([&](Transaction& transaction) -> Result<Course> {
        const auto row = lockOwn(transaction, caller, id);
        if (!row) return row.error();
        auto course = load(transaction, id);
        if (!course) return course;
        if (course->contentHash != hash)
            return makeError(ErrorCode::Conflict, QStringLiteral("The course was changed elsewhere meanwhile. Load it again."));
        if (course->state == CourseState::Archived || course->revisionState == RevisionState::Approved || course->revisionState == RevisionState::Submitted)
            return makeError(ErrorCode::InvalidState, QStringLiteral("There is nothing new to submit."));
        if (auto error = validation::submission(course->card)) return *error;
        const QDateTime now = services.clock.now();
        transaction.exec("courses/set_revision_state", {{"course_id", id.value}, {"number", course->revision}, {"state", toText(RevisionState::Submitted)},
                                                        {"submitted_at", now}, {"decided_at", store::null()}});
        const bool isLive = course->state == CourseState::Launched || course->state == CourseState::Suspended;
        transaction.exec("courses/update_state", {{"id", id.value}, {"state", toText(isLive ? course->state : CourseState::InReview)}, {"now", now}});
        record(transaction, services, caller, id, QStringLiteral("submitted"), course->revision, hash, {});
        audit(transaction, services, caller, QStringLiteral("course.submit"), course->card.title, id.value, QStringLiteral("revision %1").arg(course->revision));
        notifyAdmins(transaction, services, {{}, QStringLiteral("course_submitted"), QStringLiteral("A course waits for review"),
                                             QStringLiteral("%1 submitted “%2”.").arg(caller.user->name, course->card.title), id.value, {}, {}});
        publishToRole(transaction, services, Role::Admin, QStringLiteral("review"), id.value);
        return load(transaction, id);
    });
}

Result<LaunchCheck> launchCheck(const Services& services, const Caller& caller, const CourseId& id)
{
    return services.database.inTransaction<LaunchCheck>([&](Transaction& transaction) -> Result<LaunchCheck> {
        const auto row = lockOwn(transaction, caller, id);
        if (!row) return row.error();
        return checkLaunch(transaction, id);
    });
}

Result<Course> launch(const Services& services, const Caller& caller, const CourseId& id)
{
    return services.database.inTransaction<Course>([&](Transaction& transaction) -> Result<Course> {
        const auto row = lockOwn(transaction, caller, id);
        if (!row) return row.error();
        if (row->enumeration<CourseState>("state") != CourseState::Approved)
            return makeError(ErrorCode::InvalidState, QStringLiteral("Only an approved course can be launched."));
        for (const LaunchCheck::Item& item : checkLaunch(transaction, id).items) {
            if (!item.ok) return Error{ErrorCode::InvalidState, item.code, item.detail, 0};
        }
        transaction.exec("courses/mark_launched", {{"id", id.value}, {"now", services.clock.now()}});
        refreshListing(transaction, services, id);
        record(transaction, services, caller, id, QStringLiteral("launched"), row->small("approved_revision"), row->text("content_hash"), {});
        auto course = load(transaction, id);
        audit(transaction, services, caller, QStringLiteral("course.launch"), course->card.title, id.value);
        return course;
    });
}

Result<Course> archive(const Services& services, const Caller& caller, const CourseId& id)
{
    return services.database.inTransaction<Course>([&](Transaction& transaction) -> Result<Course> {
        const auto row = lockOwn(transaction, caller, id);
        if (!row) return row.error();
        if (row->enumeration<CourseState>("state") == CourseState::Archived) return load(transaction, id);
        transaction.exec("courses/update_state", {{"id", id.value}, {"state", toText(CourseState::Archived)}, {"now", services.clock.now()}});
        refreshListing(transaction, services, id);
        record(transaction, services, caller, id, QStringLiteral("archived"), row->small("revision"), {}, {});
        auto course = load(transaction, id);
        audit(transaction, services, caller, QStringLiteral("course.archive"), course->card.title, id.value);
        return course;
    });
}

} // namespace lectern::courses
