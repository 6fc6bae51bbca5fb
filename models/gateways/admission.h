#pragma once
#include "domain/admissions.h"
#include "domain/page.h"
#include "gateways/reply.h"

namespace lectern {

/// Who may enroll in a course: its teacher decides, students redeem codes and wait.
class AdmissionGateway
{
public:
    virtual ~AdmissionGateway() = default;
    // The course's teacher; admins too.
    virtual Reply<Admission> admission(CourseId course) = 0;
    virtual Reply<Admission> changeAdmission(CourseId course, AdmissionForm form) = 0;
    virtual Reply<Page<Invitation>> invitations(CourseId course, PageRequest page) = 0;
    virtual Reply<Page<Invitation>> invite(CourseId course, InvitationForm form) = 0; ///< those that were made
    virtual Reply<Invitation> revoke(InvitationId id) = 0;
    virtual Reply<Page<WaitingStudent>> waiting(CourseId course) = 0; ///< the next one first
    // Students.
    virtual Reply<Redeemed> redeem(RedeemForm form) = 0;
    virtual Reply<Referral> referral() = 0; ///< the student's own
    virtual Reply<StudentAdmission> join(CourseId course) = 0;
    virtual Reply<StudentAdmission> leave(CourseId course) = 0;
};

} // namespace lectern
