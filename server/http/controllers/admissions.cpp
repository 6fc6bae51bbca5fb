#include "http/checkoutpage.h"
#include "http/route.h"
#include "usecases/admissions/admissions.h"

namespace lectern::http {

namespace {

Result<Answer> find(Call& c) { return answer(admissions::find(c.services, c.caller, c.id<CourseId>())); }

Result<Answer> change(Call& c)
{
    return withForm(c, admissionFormFromJson, [&](const auto& form) { return answer(admissions::change(c.services, c.caller, c.id<CourseId>(), form)); });
}

Result<Answer> invitations(Call& c) { return answerPage(admissions::invitations(c.services, c.caller, c.id<CourseId>(), c.page())); }

Result<Answer> invite(Call& c)
{
    return withForm(c, invitationFormFromJson, [&](const auto& form) { return answerPage(admissions::invite(c.services, c.caller, c.id<CourseId>(), form)); });
}

Result<Answer> revoke(Call& c) { return answer(admissions::revoke(c.services, c.caller, c.id<InvitationId>())); }
Result<Answer> waiting(Call& c) { return answerPage(admissions::waiting(c.services, c.caller, c.id<CourseId>())); }
Result<Answer> join(Call& c) { return answer(admissions::join(c.services, c.caller, c.id<CourseId>())); }
Result<Answer> leave(Call& c) { return answer(admissions::leave(c.services, c.caller, c.id<CourseId>())); }

Result<Answer> referral(Call& c) { return answer(admissions::referral(c.services, c.caller)); }

Result<Answer> redeem(Call& c)
{
    return withForm(c, redeemFormFromJson, [&](const auto& form) { return answer(admissions::redeem(c.services, c.caller, form)); });
}

} // namespace

std::vector<Route> admissionRoutes()
{
    return {
        {"GET", "/api/courses/{id}/admission", Access::TeachersAndAdmins, find},
        {"PUT", "/api/courses/{id}/admission", Access::TeachersAndAdmins, change},
        {"GET", "/api/courses/{id}/invitations", Access::TeachersAndAdmins, invitations},
        {"POST", "/api/courses/{id}/invitations", Access::TeachersAndAdmins, invite, RateClass::Payment},
        {"POST", "/api/invitations/{id}/revoke", Access::TeachersAndAdmins, revoke},
        {"GET", "/api/courses/{id}/waitlist", Access::TeachersAndAdmins, waiting},
        {"POST", "/api/invitations/redeem", Access::Students, redeem, RateClass::Payment},
        {"GET", "/api/referrals/mine", Access::Students, referral},
        {"POST", "/api/courses/{id}/waitlist/join", Access::Students, join, RateClass::Payment},
        {"POST", "/api/courses/{id}/waitlist/leave", Access::Students, leave},
        {"GET", "/invite/{code}", Access::Public, invitePage},
    };
}

} // namespace lectern::http
