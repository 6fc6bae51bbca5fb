#include "app/client/httpadmission.h"
#include "app/client/query.h"

namespace lectern {

Reply<Admission> HttpAdmission::admission(CourseId course) { return as(m_api->get(idPath("/api/courses/", course.value, "/admission")), admissionFromJson); }

Reply<Admission> HttpAdmission::changeAdmission(CourseId course, AdmissionForm form)
{
    return as(m_api->send("PUT", idPath("/api/courses/", course.value, "/admission"), toJson(form)), admissionFromJson);
}

Reply<Page<Invitation>> HttpAdmission::invitations(CourseId course, PageRequest page)
{
    return asPage(m_api->get(idPath("/api/courses/", course.value, "/invitations"), pageQuery(page)), invitationFromJson);
}

Reply<Page<Invitation>> HttpAdmission::invite(CourseId course, InvitationForm form)
{
    return asPage(m_api->send("POST", idPath("/api/courses/", course.value, "/invitations"), toJson(form)), invitationFromJson);
}

Reply<Invitation> HttpAdmission::revoke(InvitationId id) { return as(m_api->send("POST", idPath("/api/invitations/", id.value, "/revoke")), invitationFromJson); }
Reply<Page<WaitingStudent>> HttpAdmission::waiting(CourseId course) { return asPage(m_api->get(idPath("/api/courses/", course.value, "/waitlist")), waitingStudentFromJson); }
Reply<Redeemed> HttpAdmission::redeem(RedeemForm form) { return as(m_api->send("POST", QStringLiteral("/api/invitations/redeem"), toJson(form)), redeemedFromJson); }
Reply<Referral> HttpAdmission::referral() { return as(m_api->get(QStringLiteral("/api/referrals/mine")), referralFromJson); }
Reply<StudentAdmission> HttpAdmission::join(CourseId course) { return as(m_api->send("POST", idPath("/api/courses/", course.value, "/waitlist/join")), studentAdmissionFromJson); }
Reply<StudentAdmission> HttpAdmission::leave(CourseId course) { return as(m_api->send("POST", idPath("/api/courses/", course.value, "/waitlist/leave")), studentAdmissionFromJson); }

} // namespace lectern
