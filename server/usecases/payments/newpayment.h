#pragma once
#include "usecases/context.h"

namespace lectern::payments {

/// A payment as it is committed before anybody is asked for money. Everything in it is frozen.
struct NewPayment {
    PaymentId id;
    PaymentKind kind = PaymentKind::Course;
    PaymentMethod method = PaymentMethod::Card;
    EnrollmentId enrollment; ///< of a course; likewise course and teacher
    CourseId course;
    UserId student;
    UserId teacher;
    Money amount;
    qint64 walletMinor = 0; ///< of the amount
    qint64 taxMinor = 0;    ///< of the amount
    int taxBps = 0;
    QString country;
    int shareBps = 0;
    PaymentState state = PaymentState::Created;
    QString requestKey;
    QString couponCode;
    qint64 discountMinor = 0;
    std::optional<qint64> teacherFixedMinor; ///< the teacher's part of the whole net, where a coupon moved it
    SubscriptionId subscription; ///< whose period it pays
    BookingId booking; ///< the live session that it pays for; empty: none
    ScheduleId schedule;
    int line = 0;
    int lines = 0;
};
void insertPayment(store::Transaction& transaction, const NewPayment& payment, const QDateTime& now);

} // namespace lectern::payments
