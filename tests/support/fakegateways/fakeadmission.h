#pragma once
#include "fakes/fakeanswers.h"

namespace lectern::fakes {

class FakeAdmission final : public AdmissionGateway
{
public:
    explicit FakeAdmission(FakeAnswers* server) : m_server(server) {}
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

    AdmissionForm lastForm;
    InvitationForm lastInvitation;
    InvitationId lastRevoked;
    QString lastCode;

private:
    FakeAnswers* m_server;
};

} // namespace lectern::fakes
