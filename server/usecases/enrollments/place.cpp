#include "usecases/enrollments/place.h"
#include "usecases/admissions/admissions.h"
#include "usecases/enrollments/pricing.h"

namespace lectern::enrollments {

using store::Row;
using store::Transaction;

namespace {

bool isEnded(EnrollmentState state) { return state == EnrollmentState::Expired || state == EnrollmentState::Cancelled || state == EnrollmentState::Refunded; }

QString kindOf(const admissions::Admitted& admitted, bool isFree)
{
    if (admitted.isInvited) return QStringLiteral("invitation");
    if (admitted.wasOffered) return QStringLiteral("waitlist");
    return isFree ? QStringLiteral("free") : QStringLiteral("paid");
}

} // namespace

bool isWorkedOn(Transaction& transaction, const Row& enrollment)
{
    return !enrollment.isNull("payment_id") && transaction.one("payments/find_payment", {{"id", enrollment.text("payment_id")}})->enumeration<PaymentState>("state") == PaymentState::Processing;
}

Error workedOn() { return makeError(ErrorCode::InvalidState, QStringLiteral("Your payment is being worked on. Wait for its outcome before you pay another way.")); }

Result<Entered> openPlace(Transaction& transaction, const Services& services, const UserId& student, const Row& course, const std::optional<Money>& frozen)
{
    const QDateTime now = services.clock.now();
    const qint64 price = frozen ? frozen->minor() : course.integer("fee_minor");
    const store::Params key{{"student_id", student.value}, {"course_id", course.text("id")}};
    const auto paramsOf = [&](bool isFree, const QString& kind) {
        return store::Params{{"state", toText(isFree ? EnrollmentState::Active : EnrollmentState::AwaitingPayment)},
                             {"kind", kind},
                             {"price_minor", isFree ? 0 : price},
                             {"currency", course.text("currency")},
                             {"expires_at", isFree ? store::null() : QVariant(now.addSecs(3600LL * services.policy.paymentWindowHours))},
                             {"now", now},
                             {"activated_at", isFree ? QVariant(now) : store::null()}};
    };
    Entered entered;
    // Two devices at once: the unique pair lets one of them in, and both go on with that one.
    const bool isNew = transaction.exec("enrollments/insert_enrollment", paramsOf(false, QStringLiteral("paid")).add("id", newUuid7()).add("student_id", student.value).add("course_id", course.text("id"))) > 0;
    const auto row = transaction.one("enrollments/lock_for_course", key);
    entered.id = row->id<EnrollmentId>("id");
    const auto state = row->enumeration<EnrollmentState>("state");
    const bool isEntering = isNew || isEnded(state);
    if (!isEntering && state != EnrollmentState::AwaitingPayment) return entered;
    admissions::Admitted admitted;
    if (isEntering) {
        const auto seat = admissions::admit(transaction, services, student, course.id<CourseId>("id"));
        if (!seat) return seat.error();
        admitted = *seat;
    } else {
        admitted.isFree = admissions::isPaidFor(transaction, student, course.id<CourseId>("id"));
        admitted.isInvited = admitted.isFree;
        if (admitted.isFree && isWorkedOn(transaction, *row)) return workedOn();
    }
    const bool isFree = admitted.isFree || price == 0;
    if (isEntering || isFree) transaction.exec("enrollments/reopen_enrollment", paramsOf(isFree, kindOf(admitted, isFree)).add("id", entered.id.value));
    // Invited while a payment was open: there is nothing to pay any more.
    if (isFree && !isEntering) entered.staleIntents = closeOpenPayments(transaction, services, entered.id.value);
    entered.isOpened = isFree;
    if (!isFree) transaction.exec("enrollments/set_deadline", {{"id", entered.id.value}, {"expires_at", transaction.one("enrollments/lock_for_course", key)->time("expires_at")}});
    return entered;
}

bool endedByAdmin(Transaction& transaction, const UserId& student, const CourseId& course)
{
    const auto row = transaction.one("enrollments/lock_for_course", {{"student_id", student.value}, {"course_id", course.value}});
    return row && row->enumeration<EnrollmentState>("state") == EnrollmentState::Cancelled && row->text("ended_by") == u"admin";
}

} // namespace lectern::enrollments
