#include "http/route.h"
#include "usecases/payments/disputes.h"

namespace lectern::http {

namespace {

Result<Answer> list(Call& c)
{
    DisputeFilter filter;
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    if (auto error = readTime(c, "from", filter.from)) return *error;
    if (auto error = readTime(c, "until", filter.until)) return *error;
    filter.currency = c.query("currency").toUpper();
    const QString payment = c.query("payment");
    if (!payment.isEmpty() && !isUuid(payment)) return fieldError(QStringLiteral("payment"), QStringLiteral("There is no such payment."));
    if (!payment.isEmpty()) filter.paymentId = PaymentId{payment};
    return answerPage(disputes::list(c.services, filter, c.page()));
}

Result<Answer> evidence(Call& c) { return answer(disputes::evidence(c.services, c.id<DisputeId>())); }

Result<Answer> reply(Call& c)
{
    return withForm(c, disputeAnswerFromJson, [&](const auto& form) { return answer(disputes::answer(c.services, c.caller, c.id<DisputeId>(), form)); });
}

} // namespace

std::vector<Route> disputeRoutes()
{
    return {
        {"GET", "/api/admin/disputes", Access::Admins, list},
        {"GET", "/api/admin/disputes/{id}/evidence", Access::Admins, evidence},
        {"POST", "/api/admin/disputes/{id}/answer", Access::Admins, reply, RateClass::None, true},
    };
}

} // namespace lectern::http
