#pragma once
#include "http/listener/message.h"
#include "usecases/context.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lectern::http {

/// Who may call a route; an auditor reads what an admin may read. The one place where authorisation by role is decided.
enum class Access { Public, Anybody, Students, Teachers, Admins, TeachersAndAdmins };
/// Which bucket of the rate limiter a route draws from.
enum class RateClass { None, Login, Register, Payment };

/// What a controller gets.
struct Call {
    const Services& services;
    const Request& request;
    Caller caller;
    QHash<QString, QString> path; ///< values of the {placeholders}; those named id or ending in Id are UUIDs

    template <class IdType>
    [[nodiscard]] IdType id(const char* name = "id") const
    {
        return IdType{path.value(QLatin1String(name))};
    }
    /// The body as a JSON object; InvalidInput otherwise.
    [[nodiscard]] Result<QJsonObject> json() const;
    [[nodiscard]] PageRequest page() const;
    [[nodiscard]] QString query(const char* name) const { return request.queryValue(QString::fromLatin1(name)); }
};

struct Answer {
    int status = 200;
    QJsonObject body;
    std::optional<Response> raw; ///< for what is not JSON
};
using Controller = std::function<Result<Answer>(Call&)>;

struct Route {
    const char* method;
    const char* pattern; ///< "/api/courses/{id}/submit"
    Access access = Access::Anybody;
    Controller controller;
    RateClass rate = RateClass::None;
    bool idempotent = false; ///< POST that moves money: Idempotency-Key required
    bool storesAnswer = false; ///< the first answer is kept and repeated; else the operation repeats itself safely
};

/// Every route of the API, in one list made of the controllers' lists.
[[nodiscard]] const std::vector<Route>& allRoutes();

[[nodiscard]] std::vector<Route> accountRoutes();
[[nodiscard]] std::vector<Route> courseRoutes();
[[nodiscard]] std::vector<Route> learningRoutes();
[[nodiscard]] std::vector<Route> enrollmentRoutes();
[[nodiscard]] std::vector<Route> paymentRoutes();
[[nodiscard]] std::vector<Route> refundRoutes();
[[nodiscard]] std::vector<Route> purchaseRoutes();
[[nodiscard]] std::vector<Route> disputeRoutes();
[[nodiscard]] std::vector<Route> vaultRoutes();
[[nodiscard]] std::vector<Route> couponRoutes();
[[nodiscard]] std::vector<Route> admissionRoutes();
[[nodiscard]] std::vector<Route> planRoutes();
[[nodiscard]] std::vector<Route> subscriptionRoutes();
[[nodiscard]] std::vector<Route> methodRoutes();
[[nodiscard]] std::vector<Route> offerRoutes();
[[nodiscard]] std::vector<Route> deskRoutes();
[[nodiscard]] std::vector<Route> sessionRoutes();
[[nodiscard]] std::vector<Route> bookRoutes();
[[nodiscard]] std::vector<Route> adminRoutes();

// Answers.
[[nodiscard]] int httpStatus(ErrorCode code);
/// RFC 9457 problem+json with the stable `code`, and Retry-After where it helps.
[[nodiscard]] Response problem(const Error& error);
template <class T>
[[nodiscard]] Result<Answer> answer(const Result<T>& result, int status = 200)
{
    if (!result) return result.error();
    return Answer{status, toJson(*result), std::nullopt};
}
template <class T>
[[nodiscard]] Result<Answer> answerPage(const Result<Page<T>>& result)
{
    if (!result) return result.error();
    QJsonArray items;
    for (const T& item : result->items) items.append(toJson(item));
    return Answer{200, {{QStringLiteral("items"), items}, {QStringLiteral("nextCursor"), result->nextCursor}}, std::nullopt};
}
[[nodiscard]] Result<Answer> answerDone(const Result<Done>& result);

/// Parses the body with `parse` and goes on with `use`, which answers.
template <class Form, class Use>
[[nodiscard]] Result<Answer> withForm(const Call& call, Result<Form> (*parse)(const QJsonObject&), Use&& use)
{
    const auto body = call.json();
    if (!body) return body.error();
    const auto form = parse(*body);
    return form ? use(*form) : Result<Answer>(form.error());
}

/// An optional query value of an enum; InvalidInput when it is none of its names.
template <class E>
[[nodiscard]] std::optional<Error> readEnum(const Call& call, const char* name, std::optional<E>& out)
{
    const QString text = call.query(name);
    if (text.isEmpty()) return std::nullopt;
    E value{};
    if (!fromText(text, value)) return fieldError(QLatin1String(name), QStringLiteral("\"%1\" is none of the documented values.").arg(text));
    out = value;
    return std::nullopt;
}
[[nodiscard]] std::optional<Error> readTime(const Call& call, const char* name, std::optional<QDateTime>& out);

} // namespace lectern::http
