#include "http/checkoutpage.h"
#include "http/route.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/payments/payments.h"

namespace lectern::http {

namespace {

Result<Answer> createIntent(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = createIntentFormFromJson(*body);
    if (!form) return form.error();
    if (!isUuid(form->enrollmentId.value)) return fieldError(QStringLiteral("enrollmentId"), QStringLiteral("You have no such enrollment."));
    return answer(enrollments::checkout(c.services, c.caller, form->enrollmentId), 201);
}

Result<Answer> confirm(Call& c)
{
    const auto body = c.json();
    if (!body) return body.error();
    const auto form = confirmFormFromJson(*body);
    if (!form) return form.error();
    if (!isUuid(form->paymentId.value)) return fieldError(QStringLiteral("paymentId"), QStringLiteral("There is no such payment."));
    return answer(payments::confirm(c.services, c.caller, form->paymentId));
}

template <class Id>
std::optional<Error> readId(const Call& c, const char* name, std::optional<Id>& out)
{
    const QString text = c.query(name);
    if (text.isEmpty()) return std::nullopt;
    if (!isUuid(text)) return fieldError(QLatin1String(name), QStringLiteral("This is no id."));
    out = Id{text};
    return std::nullopt;
}

Result<PaymentFilter> filterOf(const Call& c)
{
    PaymentFilter filter;
    filter.text = c.query("text");
    filter.waitingOffline = c.query("waiting") == u"offline";
    if (auto error = readEnum(c, "source", filter.source)) return *error;
    if (auto error = readEnum(c, "standing", filter.standing)) return *error;
    filter.disputed = c.query("disputed") == u"true";
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    if (auto error = readTime(c, "from", filter.from)) return *error;
    if (auto error = readTime(c, "until", filter.until)) return *error;
    std::optional<PaymentMoment> moment;
    if (auto error = readEnum(c, "moment", moment)) return *error;
    filter.moment = moment.value_or(PaymentMoment::Begun);
    if (auto error = readId(c, "course", filter.courseId)) return *error;
    if (auto error = readId(c, "category", filter.categoryId)) return *error;
    if (auto error = readId(c, "teacher", filter.teacherId)) return *error;
    filter.currency = c.query("currency").toUpper();
    filter.couponCode = c.query("coupon");
    filter.declineCode = c.query("declined");
    return filter;
}

Result<Answer> mine(Call& c)
{
    const auto filter = filterOf(c);
    return filter ? answerPage(payments::list(c.services, c.caller.user->id, *filter, c.page())) : Result<Answer>(filter.error());
}

Result<Answer> all(Call& c)
{
    const auto filter = filterOf(c);
    return filter ? answerPage(payments::list(c.services, std::nullopt, *filter, c.page())) : Result<Answer>(filter.error());
}

Result<Answer> find(Call& c) { return answer(payments::find(c.services, c.caller, c.id<PaymentId>())); }

} // namespace

std::vector<Route> paymentRoutes()
{
    return {
        {"POST", "/api/payments/create-payment-intent", Access::Students, createIntent, RateClass::Payment, true},
        {"POST", "/api/payments/confirm-payment", Access::Students, confirm},
        {"GET", "/api/payments", Access::Students, mine},
        {"GET", "/api/payments/{id}", Access::Anybody, find},
        {"GET", "/api/admin/payments", Access::Admins, all},
        {"GET", "/checkout/{id}", Access::Public, checkoutPage},
        {"GET", "/checkout/setup/{setup}", Access::Public, setupPage},
        {"GET", "/checkout/return", Access::Public, returnPage},
        {"GET", "/checkout/{id}/status", Access::Public, checkoutStatus},
        {"POST", "/checkout/{id}/keep", Access::Public, checkoutKeep},
        {"GET", "/checkout/assets/{name}", Access::Public, checkoutAsset},
        {"GET", "/verify/{code}", Access::Public, verifyPage},
    };
}

} // namespace lectern::http
