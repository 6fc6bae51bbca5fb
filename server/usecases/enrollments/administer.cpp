#include "domain/statemachine.h"
#include "domain/validation.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"

namespace lectern::enrollments {

using store::Row;
using store::Transaction;

Result<Enrollment> cancel(const Services& services, const Caller& caller, const EnrollmentId& id, const QString& reason)
{
    if (auto error = validation::text(QStringLiteral("reason"), reason, validation::kMaxReason, 5)) return *error;
    QStringList intents;
    auto result = services.database.inTransaction<Enrollment>([&](Transaction& transaction) -> Result<Enrollment> {
        intents.clear(); // of an attempt that was rolled back
        const auto row = transaction.one("enrollments/lock_enrollment", {{"id", id.value}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such enrollment."));
        // A coupon may have paid for all of it; then there is no payment to give back.
        const bool isPaid = transaction.one("enrollments/stands_without", {{"enrollment_id", id.value}, {"payment_id", store::null()}, {"subscription_id", store::null()}, {"now", services.clock.now()}})->boolean("stands");
        if (isPaid && states::grantsAccess(row->enumeration<EnrollmentState>("state")))
            return makeError(ErrorCode::InvalidState, QStringLiteral("This enrollment is paid. It ends with a refund of its payment, or with its subscription."));
        if (!states::mayBecome(row->enumeration<EnrollmentState>("state"), EnrollmentState::Cancelled))
            return makeError(ErrorCode::InvalidState, QStringLiteral("This enrollment has ended already."));
        transaction.exec("enrollments/end_enrollment", {{"id", id.value}, {"state", toText(EnrollmentState::Cancelled)}, {"ended_by", QStringLiteral("admin")}, {"now", services.clock.now()}});
        intents = closeOpenPayments(transaction, services, id.value);
        const Row ended = *transaction.one("enrollments/find_enrollment", {{"id", id.value}});
        const Enrollment enrollment = store::toEnrollment(ended);
        audit(transaction, services, caller, QStringLiteral("enrollment.cancel"), enrollment.courseTitle, id.value, reason);
        notify(transaction, services, {payerOf(ended), QStringLiteral("enrollment_cancelled"), QStringLiteral("Your enrollment was cancelled"),
                                       QStringLiteral("“%1”: %2").arg(enrollment.courseTitle, reason), id.value, {}, {}});
        publish(transaction, services, payerOf(ended), QStringLiteral("enrollment"), id.value);
        return enrollment;
    });
    if (result) cancelIntents(services, intents);
    return result;
}

Result<Enrollment> readmit(const Services& services, const Caller& caller, const EnrollmentId& id, const QString& reason)
{
    if (auto error = validation::text(QStringLiteral("reason"), reason, validation::kMaxReason, 5)) return *error;
    return services.database.inTransaction<Enrollment>([&](Transaction& transaction) -> Result<Enrollment> {
        const auto row = transaction.one("enrollments/lock_enrollment", {{"id", id.value}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such enrollment."));
        if (row->enumeration<EnrollmentState>("state") != EnrollmentState::Cancelled)
            return makeError(ErrorCode::InvalidState, QStringLiteral("This enrollment was not cancelled."));
        if (row->isNull("student_id")) return makeError(ErrorCode::InvalidState, QStringLiteral("This was a gift that is somebody’s own enrollment now, or was never paid."));
        // What is paid is open again; else it is as one that nobody paid in time: the student may enroll again, at today's price.
        const bool isPaid = transaction.one("enrollments/stands_without", {{"enrollment_id", id.value}, {"payment_id", store::null()}, {"subscription_id", store::null()}, {"now", services.clock.now()}})->boolean("stands");
        transaction.exec("enrollments/set_state", {{"id", id.value}, {"state", toText(isPaid ? EnrollmentState::Active : EnrollmentState::Expired)}, {"now", services.clock.now()}});
        const Row open = *transaction.one("enrollments/find_enrollment", {{"id", id.value}});
        const Enrollment enrollment = store::toEnrollment(open);
        audit(transaction, services, caller, QStringLiteral("enrollment.readmit"), enrollment.courseTitle, id.value, reason);
        notify(transaction, services, {payerOf(open), QStringLiteral("enrollment_readmitted"), isPaid ? QStringLiteral("Your course is open again") : QStringLiteral("You may enroll again"),
                                       QStringLiteral("“%1”: %2").arg(enrollment.courseTitle, reason), id.value, {}, {}});
        publish(transaction, services, payerOf(open), QStringLiteral("enrollment"), id.value);
        return enrollment;
    });
}

Result<int> expireDue(const Services& services)
{
    QStringList intents;
    auto result = services.database.inTransaction<int>([&](Transaction& transaction) -> Result<int> {
        intents.clear(); // of an attempt that was rolled back
        const QDateTime now = services.clock.now();
        QStringList due;
        for (const Row& row : transaction.run("enrollments/claim_deadlines", {{"now", now}})) due << row.text("enrollment_id");
        if (due.isEmpty()) return 0;
        for (const Row& row : transaction.run("enrollments/expire_due", {{"ids", store::packed(due)}, {"now", now}})) {
            intents << closeOpenPayments(transaction, services, row.text("id"));
            publish(transaction, services, row.id<UserId>("student_id"), QStringLiteral("enrollment"), row.text("id"));
        }
        return static_cast<int>(due.size());
    });
    if (result) cancelIntents(services, intents);
    return result;
}

namespace {
Result<Page<Enrollment>> list(const Services& services, const std::optional<UserId>& student, const std::optional<CourseId>& course, const PageRequest& page)
{
    return services.database.inTransaction<Page<Enrollment>>([&](Transaction& transaction) -> Result<Page<Enrollment>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const auto rows = transaction.run("enrollments/list_enrollments", {{"student", store::orNull(student)}, {"course", store::orNull(course)},
                                                                           {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())}, {"limit", limit + 1}});
        return store::toPage<Enrollment>(rows, limit, store::toEnrollment, [](const Row& row) { return QStringList{row.text("id")}; });
    });
}
} // namespace

Result<Page<Enrollment>> listMine(const Services& services, const Caller& caller, const PageRequest& page)
{
    return list(services, caller.user->id, std::nullopt, page);
}

Result<Page<Enrollment>> listOfCourse(const Services& services, const Caller& caller, const CourseId& course, const PageRequest& page)
{
    const auto allowed = services.database.inTransaction<bool>([&](Transaction& transaction) -> Result<bool> {
        const auto row = transaction.one("learning/find_outline_owner", {{"id", course.value}});
        return row && (isStaff(caller.user->role) || row->id<UserId>("teacher_id") == caller.user->id);
    });
    if (!allowed) return allowed.error();
    if (!*allowed) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such course among yours."));
    return list(services, std::nullopt, course, page);
}

Result<Payment> paymentOf(const Services& services, const Caller& caller, const EnrollmentId& id)
{
    return services.database.inTransaction<Payment>([&](Transaction& transaction) -> Result<Payment> {
        const auto row = transaction.one("enrollments/find_enrollment", {{"id", id.value}});
        const Error none = makeError(ErrorCode::NotFound, QStringLiteral("There is no such payment."));
        if (!row || row->isNull("payment_id")) return none;
        // Of a gift that was opened the payment is still the giver's.
        const Payment payment = store::toPayment(*transaction.one("payments/find_payment", {{"id", row->text("payment_id")}}));
        return isStaff(caller.user->role) || payment.studentId == caller.user->id ? Result<Payment>(payment) : none;
    });
}

} // namespace lectern::enrollments
