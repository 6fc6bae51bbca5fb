#include "http/route.h"
#include "usecases/plans/collect.h"
#include "usecases/plans/plans.h"
#include "usecases/plans/schedules.h"

namespace lectern::http {

namespace {

Result<Answer> list(Call& c) { return answerPage(plans::list(c.services)); }

Result<Answer> create(Call& c)
{
    return withForm(c, planFormFromJson, [&](const auto& form) { return answer(plans::create(c.services, c.caller, form), 201); });
}

Result<Answer> edit(Call& c)
{
    return withForm(c, planFormFromJson, [&](const auto& form) { return answer(plans::edit(c.services, c.caller, c.id<PlanId>(), form)); });
}

Result<Answer> archive(Call& c) { return answer(plans::setArchived(c.services, c.caller, c.id<PlanId>(), true)); }
Result<Answer> restore(Call& c) { return answer(plans::setArchived(c.services, c.caller, c.id<PlanId>(), false)); }
Result<Answer> rules(Call& c) { return answer(plans::rules(c.services)); }

Result<Answer> saveRules(Call& c)
{
    return withForm(c, planRulesFromJson, [&](const auto& rules) { return answer(plans::saveRules(c.services, c.caller, rules)); });
}

Result<Answer> preview(Call& c)
{
    return withForm(c, planRulesFromJson, [&](const auto& rules) { return answerPage(plans::preview(c.services, rules, c.page())); });
}

Result<Answer> products(Call& c) { return answerPage(plans::products(c.services, c.query("text"), c.page())); }

Result<Answer> attach(Call& c)
{
    return withForm(c, productFormFromJson, [&](const auto& form) { return answer(plans::attach(c.services, c.caller, form)); });
}

// ---------------------------------------------------------------- schedules

Result<Answer> mine(Call& c) { return answerPage(schedules::mine(c.services, c.caller)); }
Result<Answer> find(Call& c) { return answer(schedules::find(c.services, c.caller, c.id<ScheduleId>())); }

Result<Answer> payLine(Call& c)
{
    return withForm(c, payLineFormFromJson, [&](const auto& form) { return answer(schedules::payLine(c.services, c.caller, c.id<ScheduleId>(), form.lineId), 201); });
}

Result<Answer> collectLine(Call& c)
{
    return withForm(c, payLineFormFromJson, [&](const auto& form) { return answer(schedules::collectNow(c.services, c.caller, c.id<ScheduleId>(), form.lineId), 201); });
}

Result<Answer> all(Call& c)
{
    ScheduleFilter filter;
    filter.text = c.query("text");
    filter.overdueOnly = c.query("overdue") == u"true";
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    return answerPage(schedules::list(c.services, filter, c.page()));
}

Result<Answer> setPaused(Call& c, bool paused)
{
    const auto body = c.json();
    if (!body) return body.error();
    return answer(schedules::setPaused(c.services, c.caller, c.id<ScheduleId>(), paused, body->value(QLatin1String("reason")).toString()));
}

Result<Answer> change(Call& c)
{
    return withForm(c, lineChangeFromJson, [&](const auto& change) { return answer(schedules::change(c.services, c.caller, c.id<ScheduleId>(), change)); });
}

Result<Answer> record(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto line = payLineFormFromJson(*body);
    if (!line) return line.error();
    const auto form = offlineReceiptFormFromJson(*body);
    return form ? answer(schedules::recordPayment(c.services, c.caller, c.id<ScheduleId>(), line->lineId, *form), 201) : Result<Answer>(form.error());
}

} // namespace

std::vector<Route> planRoutes()
{
    return {
        {"GET", "/api/admin/payments/plans", Access::Admins, list},
        {"POST", "/api/admin/payments/plans", Access::Admins, create},
        {"PUT", "/api/admin/payments/plans/{id}", Access::Admins, edit},
        {"POST", "/api/admin/payments/plans/{id}/archive", Access::Admins, archive},
        {"POST", "/api/admin/payments/plans/{id}/restore", Access::Admins, restore},
        {"GET", "/api/admin/payments/plan-rules", Access::Admins, rules},
        {"PUT", "/api/admin/payments/plan-rules", Access::Admins, saveRules},
        {"POST", "/api/admin/payments/plan-rules/preview", Access::Admins, preview},
        {"GET", "/api/admin/payments/products", Access::Admins, products},
        {"POST", "/api/admin/payments/products", Access::Admins, attach},
        {"GET", "/api/payments/schedules", Access::Students, mine},
        {"GET", "/api/payments/schedules/{id}", Access::Anybody, find},
        {"POST", "/api/payments/schedules/{id}/pay", Access::Students, payLine, RateClass::Payment, true},
        {"POST", "/api/payments/schedules/{id}/collect", Access::Students, collectLine, RateClass::Payment, true, true},
        {"GET", "/api/admin/payments/schedules", Access::Admins, all},
        {"GET", "/api/admin/payments/schedules/{id}", Access::Admins, find},
        {"POST", "/api/admin/payments/schedules/{id}/pause", Access::Admins, [](Call& c) { return setPaused(c, true); }},
        {"POST", "/api/admin/payments/schedules/{id}/resume", Access::Admins, [](Call& c) { return setPaused(c, false); }},
        {"POST", "/api/admin/payments/schedules/{id}/change", Access::Admins, change},
        {"POST", "/api/admin/payments/schedules/{id}/record-payment", Access::Admins, record, RateClass::None, true, true},
    };
}

} // namespace lectern::http
