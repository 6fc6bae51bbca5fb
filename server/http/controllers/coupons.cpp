#include "http/route.h"
#include "usecases/coupons/coupons.h"

namespace lectern::http {

namespace {

Result<Answer> check(Call& c)
{
    return withForm(c, couponCheckFormFromJson, [&](const auto& form) { return answer(coupons::check(c.services, c.caller, form)); });
}

Result<Answer> offers(Call& c)
{
    const QString course = c.query("course");
    if (!isUuid(course)) return fieldError(QStringLiteral("course"), QStringLiteral("Say for which course."));
    return answerPage(coupons::offers(c.services, c.caller, CourseId{course}));
}

Result<Answer> list(Call& c)
{
    CouponFilter filter;
    filter.text = c.query("text");
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    return answerPage(coupons::list(c.services, c.caller, filter, c.page()));
}

Result<Answer> create(Call& c)
{
    return withForm(c, couponFormFromJson, [&](const auto& form) { return answer(coupons::create(c.services, c.caller, form), 201); });
}

Result<Answer> edit(Call& c)
{
    return withForm(c, couponFormFromJson, [&](const auto& form) { return answer(coupons::edit(c.services, c.caller, c.id<CouponId>(), form)); });
}

Result<Answer> archive(Call& c) { return answer(coupons::setArchived(c.services, c.caller, c.id<CouponId>(), true)); }
Result<Answer> restore(Call& c) { return answer(coupons::setArchived(c.services, c.caller, c.id<CouponId>(), false)); }
Result<Answer> uses(Call& c) { return answerPage(coupons::uses(c.services, c.caller, c.id<CouponId>(), c.page())); }

Result<Answer> codes(Call& c)
{
    const auto csv = coupons::codesCsv(c.services, c.caller, c.id<CouponId>());
    if (!csv) return csv.error();
    return Answer{200, {}, Response::text(200, *csv, "text/csv; charset=utf-8").with("Cache-Control", "no-store")};
}

} // namespace

std::vector<Route> couponRoutes()
{
    return {
        {"POST", "/api/payments/coupons/validate", Access::Students, check, RateClass::Payment},
        {"GET", "/api/payments/coupons/active", Access::Students, offers},
        {"GET", "/api/coupons", Access::TeachersAndAdmins, list},
        {"POST", "/api/coupons", Access::TeachersAndAdmins, create},
        {"PUT", "/api/coupons/{id}", Access::TeachersAndAdmins, edit},
        {"POST", "/api/coupons/{id}/archive", Access::TeachersAndAdmins, archive},
        {"POST", "/api/coupons/{id}/restore", Access::TeachersAndAdmins, restore},
        {"GET", "/api/coupons/{id}/uses", Access::TeachersAndAdmins, uses},
        {"GET", "/api/coupons/{id}/codes.csv", Access::TeachersAndAdmins, codes},
    };
}

} // namespace lectern::http
