#include "http/route.h"
#include "usecases/payments/refunds.h"

namespace lectern::http {

namespace {

Result<RefundFilter> filterOf(const Call& c)
{
    RefundFilter filter;
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    if (auto error = readTime(c, "from", filter.from)) return *error;
    if (auto error = readTime(c, "until", filter.until)) return *error;
    filter.currency = c.query("currency").toUpper();
    const QString payment = c.query("payment");
    if (!payment.isEmpty() && !isUuid(payment)) return fieldError(QStringLiteral("payment"), QStringLiteral("There is no such payment."));
    if (!payment.isEmpty()) filter.paymentId = PaymentId{payment};
    return filter;
}

Result<Answer> all(Call& c)
{
    const auto filter = filterOf(c);
    return filter ? answerPage(refunds::list(c.services, std::nullopt, *filter, c.page())) : Result<Answer>(filter.error());
}

Result<Answer> mine(Call& c)
{
    const auto filter = filterOf(c);
    return filter ? answerPage(refunds::list(c.services, c.caller.user->id, *filter, c.page())) : Result<Answer>(filter.error());
}

Result<Answer> quote(Call& c) { return answer(refunds::quote(c.services, c.caller, c.id<PaymentId>())); }

Result<Answer> takeBack(Call& c)
{
    return withForm(c, takeBackFormFromJson, [&](const auto& form) { return answer(refunds::takeBack(c.services, c.caller, c.id<PaymentId>(), form), 201); });
}

Result<Answer> refund(Call& c)
{
    return withForm(c, refundFormFromJson, [&](const auto& form) { return answer(refunds::refund(c.services, c.caller, c.id<PaymentId>(), form), 201); });
}

Result<Answer> decide(Call& c)
{
    return withForm(c, refundDecisionFromJson, [&](const auto& decision) { return answer(refunds::decide(c.services, c.caller, c.id<RefundId>(), decision)); });
}

} // namespace

std::vector<Route> refundRoutes()
{
    return {
        {"GET", "/api/refunds", Access::Students, mine},
        {"GET", "/api/payments/{id}/refund-quote", Access::Anybody, quote},
        {"POST", "/api/payments/{id}/refund", Access::Students, takeBack, RateClass::Payment, true, true},
        {"GET", "/api/admin/refunds", Access::Admins, all},
        {"POST", "/api/admin/payments/{id}/refunds", Access::Admins, refund, RateClass::None, true, true},
        {"POST", "/api/admin/refunds/{id}/decision", Access::Admins, decide, RateClass::None, true, true},
    };
}

} // namespace lectern::http
