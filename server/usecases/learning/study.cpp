#include "domain/admissions.h"
#include "domain/statemachine.h"
#include "usecases/codes.h"
#include "usecases/learning/learning.h"
#include "usecases/learning/outline.h"

namespace lectern::learning {

using store::Row;
using store::Transaction;

namespace {

/// The enrollment when it is the caller's; `needsAccess`: and opens the lectures now.
Result<Row> ownEnrollment(Transaction& transaction, const Caller& caller, const EnrollmentId& id, bool needsAccess)
{
    const auto row = transaction.one("enrollments/find_enrollment", {{"id", id.value}});
    if (!row || row->id<UserId>("student_id") != caller.user->id)
        return makeError(ErrorCode::NotFound, QStringLiteral("You have no such enrollment."));
    if (needsAccess && !states::grantsAccess(row->enumeration<EnrollmentState>("state")))
        return makeError(ErrorCode::Forbidden, QStringLiteral("This course opens once its payment has arrived."));
    return *row;
}

void issueCertificate(Transaction& transaction, const Services& services, const Caller& caller, const Row& enrollment)
{
    const QString id = enrollment.text("id");
    const QString code = newReadableCode();
    const bool isNew = transaction.exec("learning/insert_certificate", {{"id", newUuid7()}, {"enrollment_id", id}, {"code", code},
                                                                        {"student_name", enrollment.text("student_name")}, {"course_title", enrollment.text("course_title")},
                                                                        {"teacher_name", enrollment.text("teacher_name")}, {"now", services.clock.now()}}) > 0;
    if (!isNew) return;
    const QString title = enrollment.text("course_title");
    audit(transaction, services, caller, QStringLiteral("certificate.issue"), title, id);
    notify(transaction, services, {enrollment.id<UserId>("student_id"), QStringLiteral("certificate_issued"), QStringLiteral("Your certificate is ready"),
                                   QStringLiteral("You completed “%1”. Well done! Anyone can check your certificate by its code %2 at %3/verify/%2.").arg(title, code, services.policy.publicUrl), id, QStringLiteral("certificate"), QStringLiteral("certificate:") + id});
}

Certificate complete(Certificate certificate, const Policy& policy)
{
    certificate.organisation = policy.organisation;
    certificate.verifyUrl = policy.publicUrl + QStringLiteral("/verify/") + certificate.code;
    return certificate;
}

} // namespace

Result<LearningCourse> learn(const Services& services, const Caller& caller, const EnrollmentId& id)
{
    return services.database.inTransaction<LearningCourse>([&](Transaction& transaction) -> Result<LearningCourse> {
        const auto row = ownEnrollment(transaction, caller, id, true);
        if (!row) return row.error();
        LearningCourse course;
        course.enrollment = store::toEnrollment(*row);
        course.outline = loadOutline(transaction, course.enrollment.courseId);
        QHash<QString, QPair<int, int>> progress;
        for (const Row& one : transaction.run("learning/list_progress", {{"enrollment_id", id.value}}))
            progress.insert(one.text("lecture_id"), {one.small("percent"), one.small("position_seconds")});
        for (Section& section : course.outline.sections) {
            for (Lecture& lecture : section.lectures) {
                const auto [percent, position] = progress.value(lecture.id.value);
                lecture.progressPercent = percent;
                lecture.positionSeconds = position;
            }
        }
        if (const auto listing = transaction.one("courses/find_listing", {{"id", course.enrollment.courseId.value}}))
            course.descriptionMarkdown = listing->text("description");
        return course;
    });
}

Result<Enrollment> setProgress(const Services& services, const Caller& caller, const EnrollmentId& id, const LectureId& lecture, const ProgressForm& form)
{
    if (form.progressPercent < 0 || form.progressPercent > 100)
        return fieldError(QStringLiteral("progressPercent"), QStringLiteral("Progress is a percentage from 0 to 100."));
    if (form.positionSeconds < 0) return fieldError(QStringLiteral("positionSeconds"), QStringLiteral("A position cannot be negative."));
    return services.database.inTransaction<Enrollment>([&](Transaction& transaction) -> Result<Enrollment> {
        transaction.one("enrollments/lock_enrollment", {{"id", id.value}});
        const auto row = ownEnrollment(transaction, caller, id, true);
        if (!row) return row.error();
        const auto part = transaction.one("learning/find_lecture", {{"id", lecture.value}});
        if (!part || part->text("course_id") != row->text("course_id")) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such lecture in this course."));
        const QDateTime now = services.clock.now();
        transaction.exec("learning/upsert_progress", {{"enrollment_id", id.value}, {"lecture_id", lecture.value}, {"percent", form.progressPercent},
                                                      {"position_seconds", form.positionSeconds}, {"now", now}});
        const auto sum = transaction.one("learning/course_progress", {{"enrollment_id", id.value}, {"course_id", row->text("course_id")}});
        const bool isComplete = sum->integer("lectures") > 0 && sum->integer("unfinished") == 0;
        const auto before = row->enumeration<EnrollmentState>("state");
        // Once complete stays complete, even when the teacher adds a lecture later.
        const auto state = isComplete ? EnrollmentState::Completed : before;
        transaction.exec("learning/set_enrollment_progress", {{"id", id.value}, {"percent", isComplete ? 100 : std::min(99, sum->small("percent"))},
                                                              {"state", toText(state)}, {"now", now}});
        if (isComplete) issueCertificate(transaction, services, caller, *row);
        if (state != before) publish(transaction, services, caller.user->id, QStringLiteral("enrollment"), id.value);
        return store::toEnrollment(*transaction.one("enrollments/find_enrollment", {{"id", id.value}}));
    });
}

Result<Certificate> certificate(const Services& services, const Caller& caller, const EnrollmentId& id)
{
    return services.database.inTransaction<Certificate>([&](Transaction& transaction) -> Result<Certificate> {
        const auto enrollment = ownEnrollment(transaction, caller, id, false);
        if (!enrollment) return enrollment.error();
        const auto row = transaction.one("learning/find_certificate", {{"enrollment_id", id.value}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("The certificate is issued when every lecture is done."));
        return complete(store::toCertificate(*row), services.policy);
    });
}

Result<Certificate> verifyCertificate(const Services& services, const QString& code)
{
    return services.database.inTransaction<Certificate>([&](Transaction& transaction) -> Result<Certificate> {
        const auto row = code.contains(QChar(0)) ? std::nullopt : transaction.one("learning/find_certificate_by_code", {{"code", invitationCode(code)}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("No certificate has this code. Compare it with the paper."));
        return complete(store::toCertificate(*row), services.policy);
    });
}

Result<Page<CourseStudent>> students(const Services& services, const Caller& caller, const CourseId& id, const PageRequest& page)
{
    return services.database.inTransaction<Page<CourseStudent>>([&](Transaction& transaction) -> Result<Page<CourseStudent>> {
        const auto course = transaction.one("learning/find_outline_owner", {{"id", id.value}});
        const bool mayRead = course && (isStaff(caller.user->role) || course->id<UserId>("teacher_id") == caller.user->id);
        if (!mayRead) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such course among yours."));
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const auto rows = transaction.run("learning/list_course_students", {{"course_id", id.value}, {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())}, {"limit", limit + 1}});
        const auto map = [](const Row& row) {
            return CourseStudent{row.id<UserId>("id"), row.text("name"), row.enumeration<EnrollmentState>("state"), row.small("progress_percent"),
                                 row.time("created_at"), row.optionalTime("last_active_at")};
        };
        return store::toPage<CourseStudent>(rows, limit, map, [](const Row& row) { return QStringList{row.text("enrollment_id")}; });
    });
}

} // namespace lectern::learning
