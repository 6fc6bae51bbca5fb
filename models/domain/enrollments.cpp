#include "domain/enrollments.h"
#include "domain/enumtext.h"
#include "domain/fields/enrollments.h"

namespace lectern {

LECTERN_ENUM(EnrollmentState, {EnrollmentState::AwaitingPayment, "awaiting_payment"}, {EnrollmentState::Active, "active"}, {EnrollmentState::Completed, "completed"}, {EnrollmentState::Expired, "expired"}, {EnrollmentState::Cancelled, "cancelled"}, {EnrollmentState::Suspended, "suspended"}, {EnrollmentState::Refunded, "refunded"})

LECTERN_JSON(Enrollment, enrollmentFromJson)
LECTERN_JSON(EnrollForm, enrollFormFromJson)
LECTERN_JSON(CoursePage, coursePageFromJson)
LECTERN_JSON(LearningCourse, learningCourseFromJson)
LECTERN_JSON(Certificate, certificateFromJson)
LECTERN_JSON(CourseStudent, courseStudentFromJson)

} // namespace lectern
