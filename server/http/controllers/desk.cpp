#include "http/route.h"
#include "usecases/desk/desk.h"

namespace lectern::http {

namespace {

Result<Answer> list(Call& c)
{
    DeskFilter filter;
    filter.text = c.query("text");
    if (auto error = readEnum(c, "kind", filter.kind)) return *error;
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    return answerPage(desk::list(c.services, filter, c.page()));
}

Result<Answer> report(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = deskReportFromJson(*body);
    return form ? answer(desk::report(c.services, c.caller, c.path.value(QStringLiteral("item")), *form)) : Result<Answer>(form.error());
}

} // namespace

std::vector<Route> deskRoutes()
{
    return {
        {"GET", "/api/admin/desk", Access::Admins, list},
        {"POST", "/api/admin/desk/{item}/report", Access::Admins, report, RateClass::None, true, true},
    };
}

} // namespace lectern::http
