#pragma once
#include "app/client/apiclient.h"

namespace lectern {

class HttpAdmission final : public AdmissionGateway
{
public:
    explicit HttpAdmission(ApiClient* api) : m_api(api) {}
    Reply<Admission> admission(CourseId course) override;
    Reply<Admission> changeAdmission(CourseId course, AdmissionForm form) override;
    Reply<Page<Invitation>> invitations(CourseId course, PageRequest page) override;
    Reply<Page<Invitation>> invite(CourseId course, InvitationForm form) override;
    Reply<Invitation> revoke(InvitationId id) override;
    Reply<Page<WaitingStudent>> waiting(CourseId course) override;
    Reply<Redeemed> redeem(RedeemForm form) override;
    Reply<Referral> referral() override;
    Reply<StudentAdmission> join(CourseId course) override;
    Reply<StudentAdmission> leave(CourseId course) override;

private:
    ApiClient* m_api;
};

} // namespace lectern
