#include "usecases/learning/outline.h"
#include "domain/validation.h"
#include "usecases/courses/courserow.h"
#include "usecases/learning/learning.h"
#include <QSet>

namespace lectern::learning {

using store::Row;
using store::Transaction;

Outline loadOutline(Transaction& transaction, const CourseId& course)
{
    Outline outline;
    outline.version = transaction.one("learning/find_outline_owner", {{"id", course.value}})->small("outline_version");
    QHash<QString, qsizetype> positions;
    for (const Row& row : transaction.run("learning/list_sections", {{"course_id", course.value}})) {
        positions.insert(row.text("id"), outline.sections.size());
        outline.sections.append({row.id<SectionId>("id"), row.text("title"), {}});
    }
    QHash<QString, QList<Attachment>> attachments;
    for (const Row& row : transaction.run("learning/list_attachments", {{"course_id", course.value}}))
        attachments[row.text("lecture_id")].append({row.id<AttachmentId>("id"), row.text("title"), store::toFile(row)});
    for (const Row& row : transaction.run("learning/list_lectures", {{"course_id", course.value}})) {
        Lecture lecture;
        lecture.id = row.id<LectureId>("id");
        lecture.sectionId = row.id<SectionId>("section_id");
        lecture.title = row.text("title");
        lecture.kind = row.enumeration<LectureKind>("kind");
        lecture.articleMarkdown = row.text("article");
        if (!row.isNull("file_id")) lecture.file = store::toFile(row);
        lecture.durationSeconds = row.small("duration_seconds");
        lecture.attachments = attachments.value(lecture.id.value);
        outline.sections[positions.value(lecture.sectionId.value)].lectures.append(lecture);
    }
    return outline;
}

namespace {

Error notYours() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such part in your courses.")); }

/// Locks the course for a change of its outline, by its teacher, in a state that has one.
std::optional<Error> lockForChange(Transaction& transaction, const Caller& caller, const CourseId& course)
{
    const auto row = transaction.one("learning/lock_outline", {{"id", course.value}});
    if (!row || row->id<UserId>("teacher_id") != caller.user->id) return notYours();
    const auto state = row->enumeration<CourseState>("state");
    if (state == CourseState::Archived) return makeError(ErrorCode::InvalidState, QStringLiteral("This course is archived."));
    if (row->small("approved_revision") == 0)
        return makeError(ErrorCode::InvalidState, QStringLiteral("Lectures can be added once an admin has approved the course."));
    return std::nullopt;
}

Result<Outline> changed(Transaction& transaction, const Services& services, const CourseId& course)
{
    transaction.exec("learning/bump_outline", {{"id", course.value}, {"now", services.clock.now()}});
    transaction.exec("courses/count_listing_lectures", {{"course_id", course.value}});
    return loadOutline(transaction, course);
}

/// A launched course keeps at least one lecture, and what it has stays usable.
std::optional<Error> keepsLaunchable(Transaction& transaction, const CourseId& course)
{
    if (transaction.one("learning/find_outline_owner", {{"id", course.value}})->enumeration<CourseState>("state") != CourseState::Launched)
        return std::nullopt;
    for (const LaunchCheck::Item& item : courses::checkLaunch(transaction, course).items) {
        if (!item.ok) return makeError(ErrorCode::InvalidState, QStringLiteral("Students are in this course. ") + item.detail);
    }
    return std::nullopt;
}

std::optional<Error> checkFile(Transaction& transaction, const Caller& caller, const std::optional<FileId>& id)
{
    if (!id) return std::nullopt;
    const auto file = isUuid(id->value) ? transaction.one("learning/find_file", {{"id", id->value}}) : std::nullopt;
    if (!file || file->id<UserId>("owner_id") != caller.user->id)
        return fieldError(QStringLiteral("fileId"), QStringLiteral("Upload the file first."));
    return std::nullopt;
}

/// Finds which course a part belongs to, then changes it under the course's lock.
Result<Outline> change(const Services& services, const Caller& caller, const char* finder, const QString& id,
                       const std::function<std::optional<Error>(Transaction&, const Row&)>& fn)
{
    return services.database.inTransaction<Outline>([&](Transaction& transaction) -> Result<Outline> {
        const auto part = transaction.one(finder, {{"id", id}});
        if (!part) return notYours();
        const auto course = part->id<CourseId>("course_id");
        if (auto error = lockForChange(transaction, caller, course)) return *error;
        if (auto error = fn(transaction, *part)) return *error;
        if (auto error = keepsLaunchable(transaction, course)) return *error;
        return changed(transaction, services, course);
    });
}

store::Params lectureParams(const LectureId& id, const LectureForm& form)
{
    return {{"id", id.value}, {"title", form.title.simplified()}, {"kind", toText(form.kind)}, {"article", form.articleMarkdown},
            {"file_id", store::orNull(form.fileId)}, {"duration_seconds", form.durationSeconds}};
}

} // namespace

Result<Outline> outline(const Services& services, const Caller& caller, const CourseId& course)
{
    return services.database.inTransaction<Outline>([&](Transaction& transaction) -> Result<Outline> {
        const auto row = transaction.one("learning/find_outline_owner", {{"id", course.value}});
        const bool mayRead = row && (isStaff(caller.user->role) || row->id<UserId>("teacher_id") == caller.user->id);
        if (!mayRead) return notYours();
        return loadOutline(transaction, course);
    });
}

Result<Outline> addSection(const Services& services, const Caller& caller, const CourseId& course, const SectionForm& form)
{
    if (auto error = validation::line(QStringLiteral("title"), form.title, validation::kMaxTitle)) return *error;
    return services.database.inTransaction<Outline>([&](Transaction& transaction) -> Result<Outline> {
        if (auto error = lockForChange(transaction, caller, course)) return *error;
        transaction.exec("learning/insert_section", {{"id", newUuid7()}, {"course_id", course.value}, {"title", form.title.simplified()}});
        return changed(transaction, services, course);
    });
}

Result<Outline> editSection(const Services& services, const Caller& caller, const SectionId& id, const SectionForm& form)
{
    if (auto error = validation::line(QStringLiteral("title"), form.title, validation::kMaxTitle)) return *error;
    return change(services, caller, "learning/find_section", id.value, [&](Transaction& transaction, const Row&) -> std::optional<Error> {
        transaction.exec("learning/update_section", {{"id", id.value}, {"title", form.title.simplified()}});
        return std::nullopt;
    });
}

Result<Outline> removeSection(const Services& services, const Caller& caller, const SectionId& id)
{
    return change(services, caller, "learning/find_section", id.value, [&](Transaction& transaction, const Row&) -> std::optional<Error> {
        if (transaction.one("learning/count_section_lectures", {{"section_id", id.value}})->integer("lectures") > 0)
            return makeError(ErrorCode::InvalidState, QStringLiteral("Move or remove the lectures of this section first."));
        transaction.exec("learning/delete_section", {{"id", id.value}});
        return std::nullopt;
    });
}

Result<Outline> addLecture(const Services& services, const Caller& caller, const SectionId& section, const LectureForm& form)
{
    if (auto error = validation::lecture(form)) return *error;
    return change(services, caller, "learning/find_section", section.value, [&](Transaction& transaction, const Row& row) -> std::optional<Error> {
        if (auto error = checkFile(transaction, caller, form.fileId)) return error;
        transaction.exec("learning/insert_lecture",
                         lectureParams(newId<LectureId>(), form).add("section_id", section.value).add("course_id", row.text("course_id")));
        return std::nullopt;
    });
}

Result<Outline> editLecture(const Services& services, const Caller& caller, const LectureId& id, const LectureForm& form)
{
    if (auto error = validation::lecture(form)) return *error;
    return change(services, caller, "learning/find_lecture", id.value, [&](Transaction& transaction, const Row&) -> std::optional<Error> {
        if (auto error = checkFile(transaction, caller, form.fileId)) return error;
        transaction.exec("learning/update_lecture", lectureParams(id, form));
        return std::nullopt;
    });
}

Result<Outline> removeLecture(const Services& services, const Caller& caller, const LectureId& id)
{
    return change(services, caller, "learning/find_lecture", id.value, [&](Transaction& transaction, const Row&) -> std::optional<Error> {
        transaction.exec("learning/delete_lecture_attachments", {{"lecture_id", id.value}});
        transaction.exec("learning/delete_lecture_progress", {{"lecture_id", id.value}});
        transaction.exec("learning/delete_lecture", {{"id", id.value}});
        return std::nullopt;
    });
}

Result<Outline> reorder(const Services& services, const Caller& caller, const CourseId& course, const OutlineOrder& order)
{
    return services.database.inTransaction<Outline>([&](Transaction& transaction) -> Result<Outline> {
        if (auto error = lockForChange(transaction, caller, course)) return *error;
        const Outline now = loadOutline(transaction, course);
        QSet<QString> have;
        QSet<QString> given;
        for (const Section& section : now.sections) {
            have.insert(section.id.value);
            for (const Lecture& lecture : section.lectures) have.insert(lecture.id.value);
        }
        QStringList sections;
        QStringList lectures;
        QStringList lectureSections;
        for (const auto& section : order.sections) {
            sections << section.id.value;
            given.insert(section.id.value);
            for (const LectureId& lecture : section.lectures) {
                lectures << lecture.value;
                lectureSections << section.id.value;
                given.insert(lecture.value);
            }
        }
        if (order.version != now.version || have != given || given.size() != sections.size() + lectures.size())
            return makeError(ErrorCode::Conflict, QStringLiteral("The outline was changed elsewhere meanwhile. It has been loaded again."));
        transaction.exec("learning/order_sections", {{"course_id", course.value}, {"ids", store::packed(sections)}});
        if (!lectures.isEmpty())
            transaction.exec("learning/order_lectures", {{"course_id", course.value}, {"ids", store::packed(lectures)}, {"section_ids", store::packed(lectureSections)}});
        return changed(transaction, services, course);
    });
}

Result<Outline> attach(const Services& services, const Caller& caller, const LectureId& lecture, const AttachmentForm& form)
{
    if (auto error = validation::line(QStringLiteral("title"), form.title, validation::kMaxTitle)) return *error;
    return change(services, caller, "learning/find_lecture", lecture.value, [&](Transaction& transaction, const Row&) -> std::optional<Error> {
        if (auto error = checkFile(transaction, caller, form.fileId)) return error;
        transaction.exec("learning/insert_attachment", {{"id", newUuid7()}, {"lecture_id", lecture.value}, {"title", form.title.simplified()}, {"file_id", form.fileId.value}});
        return std::nullopt;
    });
}

Result<Outline> detach(const Services& services, const Caller& caller, const AttachmentId& id)
{
    return change(services, caller, "learning/find_attachment", id.value, [&](Transaction& transaction, const Row&) -> std::optional<Error> {
        transaction.exec("learning/delete_attachment", {{"id", id.value}});
        return std::nullopt;
    });
}

} // namespace lectern::learning
