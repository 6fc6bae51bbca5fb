#pragma once
#include "domain/schedules.h"
#include "usecases/payments/newpayment.h"
#include "usecases/payments/sales.h"

/// The lines of schedules inside the transactions of others. Locks: enrollment, schedule, line.
namespace lectern::schedules {

/// What a student agreed to. The sums are spread over the lines in proportion to their amounts.
struct Agreement {
    EnrollmentId enrollment;
    CourseId course;
    UserId student;
    UserId teacher;
    PlanOffer plan;
    Money total;
    qint64 taxMinor = 0;
    int taxBps = 0;
    QString country;
    int shareBps = 0;
    QString couponCode;
    qint64 discountMinor = 0;
    std::optional<qint64> teacherFixedMinor;
};
/// Writes the schedule as proposed, ending one that was proposed before, and answers the payment of its first line.
[[nodiscard]] PaymentId propose(store::Transaction& transaction, const Services& services, const Agreement& agreement);

/// Enrollment, schedule and line, locked in this order.
[[nodiscard]] std::optional<store::Row> lockLine(store::Transaction& transaction, const ScheduleId& id, const LineId& line);
/// Why money cannot be taken for the line in another way now.
[[nodiscard]] std::optional<Error> busy(const store::Row& line);
/// The payment of a locked line (a row of plans/lock_line): the one that is under way, or a new one.
[[nodiscard]] PaymentId paymentFor(store::Transaction& transaction, const Services& services, const store::Row& line, PaymentMethod method = PaymentMethod::Card);

/// What a payment that settled means for the enrollment, whose lock the caller holds.
struct Settled {
    bool isSecond = false;                  ///< the line was paid before
    std::optional<EnrollmentState> becomes; ///< absent: the enrollment stays as it is
};
[[nodiscard]] Settled settleLine(store::Transaction& transaction, const Services& services, const payments::SettledSale& sale, EnrollmentState now);

/// Ends what runs for the enrollment: nothing more is due. Answers whether something ran.
bool end(store::Transaction& transaction, const Services& services, const QString& enrollment);
/// The payment of a line was taken back as recorded by mistake: the line is due again.
void reopen(store::Transaction& transaction, const Services& services, const QString& payment);

/// The student and all admins see a schedule that changed.
void tell(store::Transaction& transaction, const Services& services, const UserId& student, const QString& schedule);
/// Whether a line of the schedule has been due for so many days.
[[nodiscard]] bool isPastDue(store::Transaction& transaction, const Services& services, const QString& schedule, int days);
/// The access that a past due schedule had taken, once nothing of it is past due any more: the caller gives it back. Absent
/// where it had taken none; what a dispute suspended stays so. `line` is a row of plans/lock_line.
[[nodiscard]] std::optional<EnrollmentState> accessBack(store::Transaction& transaction, const Services& services, const store::Row& line);
/// The refund that ended the schedule of this payment failed: what was cancelled is due again, unless another one runs.
void revive(store::Transaction& transaction, const Services& services, const QString& payment);
/// A dispute is won: what became due while the course was closed is due from today.
void goOn(store::Transaction& transaction, const Services& services, const QString& enrollment);

/// A collection on the saved method, or a payment that was being worked on, failed. Counts once for each attempt; the next
/// one follows by the policy, and the student is told.
void noteFailure(store::Transaction& transaction, const Services& services, const QString& payment, const QString& code, const QString& message);

} // namespace lectern::schedules
