#include "http/route.h"

namespace lectern::http {

const std::vector<Route>& allRoutes()
{
    static const std::vector<Route> routes = [] {
        std::vector<Route> all;
        for (auto&& part : {accountRoutes(), courseRoutes(), learningRoutes(), enrollmentRoutes(), paymentRoutes(), refundRoutes(), purchaseRoutes(), couponRoutes(), admissionRoutes(), planRoutes(), subscriptionRoutes(), methodRoutes(), offerRoutes(), deskRoutes(), sessionRoutes(), disputeRoutes(), vaultRoutes(), bookRoutes(), adminRoutes()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return routes;
}

Result<QJsonObject> Call::json() const
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The request body must be a JSON object."));
    return document.object();
}

PageRequest Call::page() const
{
    bool ok = false;
    const int limit = query("limit").toInt(&ok);
    return {query("cursor"), ok ? limit : 50};
}

int httpStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput: return 422;
    case ErrorCode::Unauthenticated:
    case ErrorCode::WrongCredentials: return 401;
    case ErrorCode::Blocked:
    case ErrorCode::Forbidden: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict:
    case ErrorCode::AlreadyExists:
    case ErrorCode::InvalidState:
    case ErrorCode::IdempotencyInFlight: return 409;
    case ErrorCode::IdempotencyMissing: return 400;
    case ErrorCode::IdempotencyMismatch: return 422;
    case ErrorCode::RateLimited: return 429;
    case ErrorCode::TooLarge: return 413;
    case ErrorCode::UnsupportedMedia: return 415;
    case ErrorCode::ChecksumMismatch: return 460; // tus 1.0, checksum extension
    case ErrorCode::InsufficientFunds: return 422;
    case ErrorCode::PaymentDeclined: return 402;
    case ErrorCode::PaymentsUnavailable:
    case ErrorCode::GatewayBusy:
    case ErrorCode::Overloaded:
    case ErrorCode::Unavailable: return 503;
    case ErrorCode::GatewayRefused:
    case ErrorCode::GatewayDenied: return 502;
    case ErrorCode::OutcomeUnknown: return 504;
    case ErrorCode::StorageFull: return 507;
    case ErrorCode::Offline:
    case ErrorCode::Protocol:
    case ErrorCode::Internal: return 500;
    }
    return 500;
}

Response problem(const Error& error)
{
    const int status = httpStatus(error.code);
    const QString code = toText(error.code);
    QJsonObject body{{QStringLiteral("type"), QStringLiteral("about:blank")}, {QStringLiteral("title"), QString(code).replace(u'_', u' ')}, {QStringLiteral("status"), status},
                     {QStringLiteral("code"), code}, {QStringLiteral("detail"), error.detail}};
    if (!error.field.isEmpty()) body.insert(QStringLiteral("field"), error.field);
    Response response = Response::json(status, QJsonDocument(body).toJson(QJsonDocument::Compact));
    response.headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}};
    const int wait = error.retryAfterSeconds > 0 ? error.retryAfterSeconds : (status == 503 ? 2 : 0);
    if (wait > 0) response.with("Retry-After", QByteArray::number(wait));
    if (status == 401) response.with("WWW-Authenticate", "Bearer");
    response.logNote = code.toLatin1();
    return response;
}

Result<Answer> answerDone(const Result<Done>& result)
{
    if (!result) return result.error();
    return Answer{200, {}, std::nullopt};
}

std::optional<Error> readTime(const Call& call, const char* name, std::optional<QDateTime>& out)
{
    const QString text = call.query(name);
    if (text.isEmpty()) return std::nullopt;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid()) return fieldError(QLatin1String(name), QStringLiteral("Write the time as 2026-03-01T00:00:00Z."));
    out = time.toUTC();
    return std::nullopt;
}

} // namespace lectern::http
