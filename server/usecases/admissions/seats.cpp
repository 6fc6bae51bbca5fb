#include "usecases/admissions/admissions.h"

// Seats are counted under the lock of the row of course_admission.
namespace lectern::admissions {

using store::Row;
using store::Transaction;

namespace {

store::Params keyOf(const UserId& student, const CourseId& course, const QDateTime& now) { return {{"course_id", course.value}, {"student_id", student.value}, {"now", now}}; }

/// Seats that others have, or that are kept for those who wait before this student.
int takenByOthers(Transaction& transaction, const store::Params& key) { return transaction.one("admissions/seats_taken", key)->small("taken"); }

} // namespace

Result<Admitted> admit(Transaction& transaction, const Services& services, const UserId& student, const CourseId& course)
{
    Admitted admitted;
    const QDateTime now = services.clock.now();
    const store::Params key = keyOf(student, course, now);
    const auto limits = transaction.one("admissions/lock_admission", {{"course_id", course.value}});
    if (const auto invited = transaction.one("admissions/find_invited", {{"course_id", course.value}, {"student_id", student.value}})) {
        admitted.isInvited = true;
        admitted.isFree = invited->boolean("is_free");
    }
    if (!limits) return admitted;
    if (limits->enumeration<AdmissionMode>("mode") == AdmissionMode::Invitation && !admitted.isInvited)
        return makeError(ErrorCode::InvalidState, QStringLiteral("This course is by invitation. Enter the code of your invitation first."));
    const auto entry = transaction.one("admissions/find_entry", {{"course_id", course.value}, {"student_id", student.value}});
    admitted.wasOffered = entry && !entry->isNull("offered_until") && entry->time("offered_until") > now;
    const int seats = limits->small("seats");
    if (seats > 0 && !admitted.wasOffered && takenByOthers(transaction, key) >= seats)
        return makeError(ErrorCode::InvalidState, QStringLiteral("Every seat of this course is taken. Join its waiting list, and you are offered the next one that becomes free."));
    if (entry) transaction.exec("admissions/end_entry", store::Params(key).add("outcome", QStringLiteral("enrolled")));
    return admitted;
}

bool isPaidFor(Transaction& transaction, const UserId& student, const CourseId& course)
{
    const auto invited = transaction.one("admissions/find_invited", {{"course_id", course.value}, {"student_id", student.value}});
    return invited && invited->boolean("is_free");
}

/// Of a place that has no student yet.
static const UserId kNobody{QStringLiteral("00000000-0000-0000-0000-000000000000")};

bool hasSeat(Transaction& transaction, const Services& services, const UserId& student, const CourseId& course, int more)
{
    const auto limits = transaction.one("admissions/lock_admission", {{"course_id", course.value}});
    return !limits || limits->small("seats") == 0 || takenByOthers(transaction, keyOf(student.isEmpty() ? kNobody : student, course, services.clock.now())) + more < limits->small("seats");
}

std::optional<Error> refusalOfGift(Transaction& transaction, const Services& services, const CourseId& course)
{
    const auto limits = transaction.one("admissions/lock_admission", {{"course_id", course.value}});
    if (!limits) return std::nullopt;
    if (limits->enumeration<AdmissionMode>("mode") == AdmissionMode::Invitation) return makeError(ErrorCode::InvalidState, QStringLiteral("This course is by invitation, so it cannot be given away."));
    const bool isFull = limits->small("seats") > 0 && takenByOthers(transaction, keyOf(kNobody, course, services.clock.now())) >= limits->small("seats");
    return isFull ? std::optional(makeError(ErrorCode::InvalidState, QStringLiteral("Every seat of this course is taken, so it cannot be given away now."))) : std::nullopt;
}

std::optional<StudentAdmission> standing(Transaction& transaction, const Services& services, const UserId& student, const CourseId& course)
{
    const QDateTime now = services.clock.now();
    const store::Params both{{"course_id", course.value}, {"student_id", student.value}};
    const auto limits = transaction.one("admissions/find_limits", {{"course_id", course.value}});
    const auto invited = transaction.one("admissions/find_invited", both);
    if (!limits && !invited) return std::nullopt;
    StudentAdmission standing;
    standing.courseId = course;
    standing.byInvitation = limits && limits->enumeration<AdmissionMode>("mode") == AdmissionMode::Invitation;
    standing.isInvited = invited.has_value();
    standing.isFree = invited && invited->boolean("is_free");
    if (const auto entry = transaction.one("admissions/find_entry", both)) {
        standing.place = entry->small("place");
        if (!entry->isNull("offered_until") && entry->time("offered_until") > now) standing.offeredUntil = entry->time("offered_until");
    }
    if (limits && limits->small("seats") > 0) {
        const int left = std::max(0, limits->small("seats") - takenByOthers(transaction, keyOf(student, course, now)));
        standing.seatsLeft = standing.offeredUntil ? std::max(1, left) : left;
    }
    return standing;
}

namespace {

/// The course, where students may see it; with its teacher and its title.
Result<Row> onOffer(Transaction& transaction, const CourseId& id)
{
    const auto course = transaction.one("admissions/find_course", {{"id", id.value}});
    if (!course || course->text("state") != u"launched") return makeError(ErrorCode::NotFound, QStringLiteral("This course is not on offer."));
    return *course;
}

} // namespace

Result<StudentAdmission> join(const Services& services, const Caller& caller, const CourseId& course)
{
    return services.database.inTransaction<StudentAdmission>([&](Transaction& transaction) -> Result<StudentAdmission> {
        const auto offer = onOffer(transaction, course);
        if (!offer) return offer.error();
        const auto limits = transaction.one("admissions/lock_admission", {{"course_id", course.value}});
        const auto now = standing(transaction, services, caller.user->id, course);
        if (!limits || !now || !now->seatsLeft) return makeError(ErrorCode::InvalidState, QStringLiteral("This course has seats for everybody. Enroll at once."));
        if (now->byInvitation && !now->isInvited) return makeError(ErrorCode::InvalidState, QStringLiteral("This course is by invitation. Enter the code of your invitation first."));
        if (now->place) return *now;
        if (*now->seatsLeft > 0) return makeError(ErrorCode::InvalidState, QStringLiteral("A seat is free. Enroll at once."));
        if (transaction.one("admissions/find_seat", {{"course_id", course.value}, {"student_id", caller.user->id.value}}))
            return makeError(ErrorCode::InvalidState, QStringLiteral("You have a seat in this course."));
        transaction.exec("admissions/insert_entry", {{"id", newUuid7()}, {"course_id", course.value}, {"student_id", caller.user->id.value}, {"now", services.clock.now()}});
        publish(transaction, services, offer->id<UserId>("teacher_id"), QStringLiteral("admission"), course.value);
        return *standing(transaction, services, caller.user->id, course);
    });
}

Result<StudentAdmission> leave(const Services& services, const Caller& caller, const CourseId& course)
{
    return services.database.inTransaction<StudentAdmission>([&](Transaction& transaction) -> Result<StudentAdmission> {
        const auto offer = transaction.one("admissions/find_course", {{"id", course.value}}); // also one that is suspended
        if (!offer) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such course."));
        transaction.exec("admissions/end_entry", keyOf(caller.user->id, course, services.clock.now()).add("outcome", QStringLiteral("left")));
        publish(transaction, services, offer->id<UserId>("teacher_id"), QStringLiteral("admission"), course.value);
        StudentAdmission open; // to all, by now
        open.courseId = course;
        return standing(transaction, services, caller.user->id, course).value_or(open);
    });
}

namespace {

/// Under its lock: offers that were not taken end, and what is free goes to those who wait longest.
Result<int> offerSeatsOf(Transaction& transaction, const Services& services, const Row& course)
{
    const QDateTime now = services.clock.now();
    const QString id = course.text("course_id");
    const QString title = course.text("title");
    const auto limits = transaction.one("admissions/lock_admission", {{"course_id", id}});
    transaction.exec("admissions/end_seated", {{"course_id", id}, {"now", now}});
    for (const Row& row : transaction.run("admissions/lapse_offers", {{"course_id", id}, {"now", now}}))
        notify(transaction, services, {row.id<UserId>("student_id"), QStringLiteral("waitlist_lapsed"), QStringLiteral("Your seat went to the next one"),
                                       QStringLiteral("The seat in “%1” that was kept for you was not taken in time. You can join the waiting list again.").arg(title), id, {}, {}});
    const int seats = limits ? limits->small("seats") : 0;
    const auto counts = transaction.one("admissions/find_admission", {{"course_id", id}, {"now", now}});
    const int waiting = counts->small("waiting") - counts->small("offered");
    const int free = seats == 0 ? waiting : std::min(waiting, seats - counts->small("taken") - counts->small("offered"));
    if (free <= 0) return 0;
    const QDateTime until = now.addSecs(3600LL * services.policy.offerHours);
    int offered = 0;
    for (const Row& row : transaction.run("admissions/offer_next", {{"course_id", id}, {"until", until}, {"limit", free}})) {
        const UserId student = row.id<UserId>("student_id");
        notify(transaction, services, {student, QStringLiteral("waitlist_offered"), QStringLiteral("A seat is free for you"),
                                       QStringLiteral("A seat in “%1” is kept for you until %2. Enroll before then; afterwards it goes to the next one who waits.").arg(title, momentText(until)), id,
                                       QStringLiteral("notice"), QStringLiteral("offer:") + row.text("id")});
        publish(transaction, services, student, QStringLiteral("admission"), id);
        ++offered;
    }
    publish(transaction, services, course.id<UserId>("teacher_id"), QStringLiteral("admission"), id);
    return offered;
}

} // namespace

Result<int> offerSeats(const Services& services)
{
    const auto courses = services.database.inTransaction<store::Rows>([](Transaction& transaction) -> Result<store::Rows> { return transaction.run("admissions/list_courses_with_queue"); });
    if (!courses) return courses.error();
    int offered = 0;
    for (const Row& course : *courses) { // each on its own: one lock at a time
        const auto some = services.database.inTransaction<int>([&](Transaction& transaction) { return offerSeatsOf(transaction, services, course); });
        if (!some) return some.error();
        offered += *some;
    }
    return offered;
}

} // namespace lectern::admissions
