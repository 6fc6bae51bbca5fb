#include "http/route.h"
#include "usecases/enrollments/enrollments.h"

namespace lectern::http {

namespace {

Result<Answer> enroll(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = enrollFormFromJson(*body);
    if (!form) return form.error();
    if (!isUuid(form->courseId.value)) return fieldError(QStringLiteral("courseId"), QStringLiteral("There is no such course."));
    return answer(enrollments::enroll(c.services, c.caller, *form), 201);
}

Result<Answer> mine(Call& c) { return answerPage(enrollments::listMine(c.services, c.caller, c.page())); }
Result<Answer> ofCourse(Call& c) { return answerPage(enrollments::listOfCourse(c.services, c.caller, c.id<CourseId>("courseId"), c.page())); }
Result<Answer> payment(Call& c) { return answer(enrollments::paymentOf(c.services, c.caller, c.id<EnrollmentId>())); }

Result<Answer> cancel(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    return answer(enrollments::cancel(c.services, c.caller, c.id<EnrollmentId>(), body->value(QLatin1String("reason")).toString()));
}

Result<Answer> readmit(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    return answer(enrollments::readmit(c.services, c.caller, c.id<EnrollmentId>(), body->value(QLatin1String("reason")).toString()));
}

} // namespace

std::vector<Route> enrollmentRoutes()
{
    return {
        {"POST", "/api/enrollments", Access::Students, enroll, RateClass::Payment, true},
        {"GET", "/api/enrollments", Access::Students, mine},
        {"GET", "/api/enrollments/course/{courseId}", Access::TeachersAndAdmins, ofCourse},
        {"GET", "/api/enrollments/{id}/payment", Access::Anybody, payment},
        {"POST", "/api/admin/enrollments/{id}/cancel", Access::Admins, cancel},
        {"POST", "/api/admin/enrollments/{id}/readmit", Access::Admins, readmit},
    };
}

} // namespace lectern::http
