#include "usecases/payments/newpayment.h"

namespace lectern::payments {

void insertPayment(store::Transaction& transaction, const NewPayment& payment, const QDateTime& now)
{
    transaction.exec("payments/insert_payment",
                     {{"id", payment.id.value}, {"kind", toText(payment.kind)}, {"method", toText(payment.method)}, {"enrollment_id", store::orNull(payment.enrollment)},
                      {"course_id", store::orNull(payment.course)}, {"student_id", payment.student.value}, {"teacher_id", store::orNull(payment.teacher)},
                      {"amount_minor", payment.amount.minor()}, {"wallet_minor", payment.walletMinor}, {"tax_minor", payment.taxMinor}, {"tax_bps", payment.taxBps},
                      {"country", payment.country}, {"currency", payment.amount.currency().code()}, {"share_bps", payment.shareBps}, {"state", toText(payment.state)},
                      {"request_key", payment.requestKey}, {"coupon_code", payment.couponCode}, {"discount_minor", payment.discountMinor},
                      {"teacher_fixed_minor", payment.teacherFixedMinor ? QVariant(*payment.teacherFixedMinor) : store::null()}, {"schedule_id", store::orNull(payment.schedule)}, {"subscription_id", store::orNull(payment.subscription)},
                      {"booking_id", store::orNull(payment.booking)}, {"line_number", payment.line}, {"line_count", payment.lines}, {"now", now}});
}

} // namespace lectern::payments
