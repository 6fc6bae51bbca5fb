#include "http/checkoutpage.h"
#include "http/route.h"
#include "usecases/admissions/admissions.h"

namespace lectern::http {

namespace {

Result<Answer> find(Call& c) { return answer(admissions::find(c.services, c.caller, c.id<CourseId>())); }

Result<Answer> change(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = admissionFormFromJson(*body);
    return form ? answer(admissions::change(c.services, c.caller, c.id<CourseId>(), *form)) : Result<Answer>(form.error());
}

Result<Answer> invitations(Call& c) { return answerPage(admissions::invitations(c.services, c.caller, c.id<CourseId>(), c.page())); }

Result<Answer> invite(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = invitationFormFromJson(*body);
    return form ? answerPage(admissions::invite(c.services, c.caller, c.id<CourseId>(), *form)) : Result<Answer>(form.error());
}

Result<Answer> revoke(Call& c) { return answer(admissions::revoke(c.services, c.caller, c.id<InvitationId>())); }
Result<Answer> waiting(Call& c) { return answerPage(admissions::waiting(c.services, c.caller, c.id<CourseId>())); }
Result<Answer> join(Call& c) { return answer(admissions::join(c.services, c.caller, c.id<CourseId>())); }
Result<Answer> leave(Call& c) { return answer(admissions::leave(c.services, c.caller, c.id<CourseId>())); }

Result<Answer> referral(Call& c) { return answer(admissions::referral(c.services, c.caller)); }

Result<Answer> redeem(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = redeemFormFromJson(*body);
    return form ? answer(admissions::redeem(c.services, c.caller, *form)) : Result<Answer>(form.error());
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
