#pragma once
#include "domain/payments.h"
#include "usecases/context.h"

namespace lectern::enrollments {

/// One enrollment for each student and course, whatever is pressed how often. A free course opens at once; a paid one
/// answers a checkout. Enrolling again resumes what awaits payment and reopens what expired.
[[nodiscard]] Result<EnrollResult> enroll(const Services& services, const Caller& caller, const EnrollForm& form);
/// The checkout of an enrollment that awaits payment.
[[nodiscard]] Result<Checkout> checkout(const Services& services, const Caller& caller, const EnrollmentId& id);
/// What the checkout view needs for a committed payment; makes its intent at the gateway when it has none. Nothing: the
/// intent was cancelled there, and the payment is ended.
[[nodiscard]] Result<std::optional<Checkout>> checkoutOf(const Services& services, const PaymentId& id);
/// By an admin, before it was paid.
[[nodiscard]] Result<Enrollment> cancel(const Services& services, const Caller& caller, const EnrollmentId& id, const QString& reason);
/// By an admin: whoever was cancelled may enroll again. Until then enrolling is refused.
[[nodiscard]] Result<Enrollment> readmit(const Services& services, const Caller& caller, const EnrollmentId& id, const QString& reason);
/// Job: ends enrollments that were not paid in time and cancels their intents; the number ended.
[[nodiscard]] Result<int> expireDue(const Services& services);

[[nodiscard]] Result<Page<Enrollment>> listMine(const Services& services, const Caller& caller, const PageRequest& page);
/// For the course's teacher and admins.
[[nodiscard]] Result<Page<Enrollment>> listOfCourse(const Services& services, const Caller& caller, const CourseId& course, const PageRequest& page);
/// The newest payment of an enrollment, for its student and admins.
[[nodiscard]] Result<Payment> paymentOf(const Services& services, const Caller& caller, const EnrollmentId& id);

} // namespace lectern::enrollments
