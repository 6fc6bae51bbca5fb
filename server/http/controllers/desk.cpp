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
    return withForm(c, deskReportFromJson, [&](const auto& form) { return answer(desk::report(c.services, c.caller, c.path.value(QStringLiteral("item")), form)); });
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
