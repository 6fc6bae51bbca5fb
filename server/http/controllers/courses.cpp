#include "http/route.h"
#include "usecases/courses/courses.h"
#include "usecases/learning/learning.h"

namespace lectern::http {

namespace {

Result<Answer> categories(Call& call)
{
    const auto list = courses::categories(call.services);
    if (!list) return list.error();
    return answerPage(Result<Page<Category>>(Page<Category>{*list, {}}));
}

Result<CourseFilter> filterOf(const Call& call)
{
    CourseFilter filter;
    filter.text = call.query("text");
    if (auto error = readEnum(call, "state", filter.state)) return *error;
    if (const QString category = call.query("category"); isUuid(category)) filter.category = CategoryId{category};
    return filter;
}

Result<Answer> mine(Call& call)
{
    const auto filter = filterOf(call);
    return filter ? answerPage(courses::list(call.services, call.caller.user->id, *filter, call.page())) : Result<Answer>(filter.error());
}

Result<Answer> all(Call& call)
{
    const auto filter = filterOf(call);
    return filter ? answerPage(courses::list(call.services, std::nullopt, *filter, call.page())) : Result<Answer>(filter.error());
}

Result<Answer> create(Call& call)
{
    return withForm(call, courseSaveFromJson, [&](const auto& form) { return answer(courses::create(call.services, call.caller, form), 201); });
}

Result<Answer> save(Call& call)
{
    return withForm(call, courseSaveFromJson, [&](const auto& form) { return answer(courses::save(call.services, call.caller, call.id<CourseId>(), form)); });
}

Result<Answer> submit(Call& call)
{
    const auto body = call.json();
    if (!body) return body.error();
    return answer(courses::submit(call.services, call.caller, call.id<CourseId>(), body->value(QLatin1String("contentHash")).toString()));
}

Result<Answer> find(Call& call) { return answer(courses::find(call.services, call.caller, call.id<CourseId>())); }
Result<Answer> launchCheck(Call& call) { return answer(courses::launchCheck(call.services, call.caller, call.id<CourseId>())); }
Result<Answer> launch(Call& call) { return answer(courses::launch(call.services, call.caller, call.id<CourseId>())); }
Result<Answer> archive(Call& call) { return answer(courses::archive(call.services, call.caller, call.id<CourseId>())); }
Result<Answer> students(Call& call) { return answerPage(learning::students(call.services, call.caller, call.id<CourseId>(), call.page())); }
Result<Answer> queue(Call& call) { return answerPage(courses::reviewQueue(call.services, call.page())); }
Result<Answer> review(Call& call) { return answer(courses::review(call.services, call.id<CourseId>())); }

Result<Answer> decide(Call& call)
{
    return withForm(call, decisionFormFromJson, [&](const auto& form) { return answer(courses::decide(call.services, call.caller, call.id<CourseId>(), form)); });
}

std::optional<qint64> minorOf(const Call& call, const char* name)
{
    bool ok = false;
    const qint64 value = call.query(name).toLongLong(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

Result<Answer> search(Call& call)
{
    CatalogueFilter filter;
    filter.text = call.query("text");
    if (const QString category = call.query("category"); isUuid(category)) filter.category = CategoryId{category};
    filter.language = call.query("language");
    if (auto error = readEnum(call, "level", filter.level)) return *error;
    filter.minMinor = minorOf(call, "minMinor");
    filter.maxMinor = minorOf(call, "maxMinor");
    std::optional<CatalogueSort> sort;
    if (auto error = readEnum(call, "sort", sort)) return *error;
    filter.sort = sort.value_or(CatalogueSort::Relevance);
    return answerPage(courses::search(call.services, filter, call.page()));
}

Result<Answer> coursePage(Call& call) { return answer(courses::coursePage(call.services, call.caller, call.id<CourseId>())); }

} // namespace

std::vector<Route> courseRoutes()
{
    return {
        {"GET", "/api/categories", Access::Anybody, categories},
        {"GET", "/api/courses", Access::Teachers, mine},
        {"POST", "/api/courses", Access::Teachers, create},
        {"GET", "/api/courses/{id}", Access::TeachersAndAdmins, find},
        {"PUT", "/api/courses/{id}", Access::Teachers, save},
        {"POST", "/api/courses/{id}/submit", Access::Teachers, submit},
        {"GET", "/api/courses/{id}/launch-check", Access::Teachers, launchCheck},
        {"POST", "/api/courses/{id}/launch", Access::Teachers, launch},
        {"POST", "/api/courses/{id}/archive", Access::Teachers, archive},
        {"GET", "/api/courses/{id}/students", Access::TeachersAndAdmins, students},
        {"GET", "/api/admin/reviews", Access::Admins, queue},
        {"GET", "/api/admin/courses", Access::Admins, all},
        {"GET", "/api/admin/courses/{id}/review", Access::Admins, review},
        {"POST", "/api/admin/courses/{id}/decision", Access::Admins, decide},
        {"GET", "/api/catalogue", Access::Anybody, search},
        {"GET", "/api/catalogue/{id}", Access::Anybody, coursePage},
    };
}

} // namespace lectern::http
