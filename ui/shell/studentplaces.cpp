#include "ui/shell/workspace.h"

namespace lectern {

void Workspace::addStudentPlaces() {}
void Workspace::openCourseDetail(const CourseId&) {}
void Workspace::openCheckout(const Checkout&) {}
void Workspace::openPlayer(const EnrollmentId&) {}
void Workspace::openCertificate(const EnrollmentId&) {}
void Workspace::resumeCheckout(const EnrollmentId&) {}

} // namespace lectern
