#include "usecases/courses/courserow.h"
#include "domain/markup.h"

namespace lectern::courses {

using store::Row;
using store::Transaction;

Result<Course> load(Transaction& transaction, const CourseId& id)
{
    const auto row = transaction.one("courses/find_course", {{"id", id.value}});
    if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such course."));
    Course course;
    course.id = id;
    course.slug = row->text("slug");
    course.teacherId = row->id<UserId>("teacher_id");
    course.teacherName = row->text("teacher_name");
    course.state = row->enumeration<CourseState>("state");
    course.revision = row->small("revision");
    course.revisionState = row->enumeration<RevisionState>("revision_state");
    course.approvedRevision = row->small("approved_revision");
    course.card = store::toCard(*row);
    course.contentHash = row->text("content_hash");
    course.createdAt = row->time("created_at");
    course.updatedAt = row->time("updated_at");
    for (const Row& event : transaction.run("courses/list_events", {{"course_id", id.value}}))
        course.history.append({event.text("kind"), event.small("revision"), event.text("actor_name"), event.text("reason"), event.time("at")});
    // The newest step of the review says whether a reason still stands.
    static const QStringList steps{QStringLiteral("submitted"), QStringLiteral("approve"), QStringLiteral("reject"), QStringLiteral("suspend"),
                                   QStringLiteral("reinstate")};
    for (const CourseEvent& event : course.history) {
        if (!steps.contains(event.kind)) continue;
        if (event.kind == u"reject" || event.kind == u"suspend") course.lastReason = event.reason;
        break;
    }
    return course;
}

Result<Row> lockOwn(Transaction& transaction, const Caller& caller, const CourseId& id)
{
    const auto row = transaction.one("courses/lock_course", {{"id", id.value}});
    if (!row || row->id<UserId>("teacher_id") != caller.user->id)
        return makeError(ErrorCode::NotFound, QStringLiteral("There is no such course among yours."));
    return *row;
}

void record(Transaction& transaction, const Services& services, const Caller& caller, const CourseId& id, const QString& kind, int revision,
            const QString& contentHash, const QString& reason)
{
    transaction.exec("courses/insert_event", {{"course_id", id.value}, {"kind", kind}, {"revision", revision}, {"content_hash", contentHash},
                                              {"actor_id", caller.user->id.value}, {"reason", reason}, {"now", services.clock.now()}});
}

void refreshListing(Transaction& transaction, const Services& services, const CourseId& id)
{
    const auto row = transaction.one("courses/find_course", {{"id", id.value}});
    if (row->enumeration<CourseState>("state") != CourseState::Launched) {
        transaction.exec("courses/delete_listing", {{"id", id.value}});
        return;
    }
    const auto approved = transaction.one("courses/find_revision", {{"course_id", id.value}, {"number", row->small("approved_revision")}});
    const QString description = approved->text("description");
    transaction.exec("courses/upsert_listing", {{"id", id.value}, {"summary", plainText(description, 180)},
                                                {"plain", plainText(description, 4000)}, {"now", services.clock.now()}});
}

LaunchCheck checkLaunch(Transaction& transaction, const CourseId& id)
{
    const auto course = transaction.one("learning/find_outline_owner", {{"id", id.value}});
    const auto state = course->enumeration<CourseState>("state");
    int lectures = 0;
    QStringList incomplete;
    QStringList empty;
    for (const Row& row : transaction.run("learning/list_lectures", {{"course_id", id.value}})) {
        ++lectures;
        const auto kind = row.enumeration<LectureKind>("kind");
        if (kind == LectureKind::Article && row.text("article").trimmed().isEmpty()) empty << row.text("title");
        if (kind != LectureKind::Article && (row.isNull("file_id") || row.isNull("sha256"))) incomplete << row.text("title");
    }
    for (const Row& row : transaction.run("learning/list_attachments", {{"course_id", id.value}})) {
        if (row.isNull("sha256")) incomplete << row.text("title");
    }
    const auto item = [](const char* code, bool ok, const QString& todo) { return LaunchCheck::Item{QString::fromLatin1(code), ok, ok ? QString() : todo}; };
    const bool approved = state == CourseState::Approved || state == CourseState::Launched || state == CourseState::Suspended;
    return {{item("approved", approved, QStringLiteral("An admin has to approve the course first.")),
             item("has_lecture", lectures > 0, QStringLiteral("Add at least one lecture.")),
             item("uploads_complete", incomplete.isEmpty(), QStringLiteral("Finish or remove these files: %1.").arg(incomplete.join(QStringLiteral(", ")))),
             item("articles_filled", empty.isEmpty(), QStringLiteral("Write something in these articles: %1.").arg(empty.join(QStringLiteral(", "))))}};
}

Error wrongTitle()
{
    return Error{ErrorCode::AlreadyExists, QStringLiteral("title"),
                 QStringLiteral("You have another course with this title. Give this one a name of its own, or archive the other."), 0};
}

} // namespace lectern::courses
