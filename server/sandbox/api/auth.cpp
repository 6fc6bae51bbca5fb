#include "sandbox/api/auth.h"

#include "sandbox/core/json.h"

#include <QRegularExpression>

namespace lectern::sandbox {

static ApiError unauthorized(const QString& message)
{
    ApiError error = invalidRequest(message);
    error.status = 401;
    error.beforeWork = true;
    return error;
}

Expected<Credential> authenticate(const http::Request& request)
{
    const QByteArray header = request.header("Authorization");
    QString key;
    if (header.startsWith("Bearer "))
        key = QString::fromLatin1(header.mid(7).trimmed());
    else if (header.startsWith("Basic "))
        key = QString::fromLatin1(QByteArray::fromBase64(header.mid(6).trimmed())).section(u':', 0, 0);
    if (key.isEmpty())
        return unauthorized(u"You did not provide an API key. You need to provide your API key in the Authorization "
                            u"header, using Bearer auth (e.g. "
                            "'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication "
                            "for details, or we can help at "
                            "https://support.stripe.com/."_s);
    const bool publishable = key.startsWith("pk_test_"_L1);
    if (!publishable && !key.startsWith("sk_test_"_L1) && !key.startsWith("rk_test_"_L1)) {
        const QString shown = key.left(8) + QString(qMax<qsizetype>(0, key.size() - 12), u'*') +
                              (key.size() > 12 ? key.right(4) : QString());
        return unauthorized(u"Invalid API Key provided: "_s + shown);
    }
    return Credential{key, publishable};
}

Refusal checkVersion(const http::Request& request)
{
    static const QRegularExpression shape(u"^\\d{4}-\\d{2}-\\d{2}(\\.[a-z]+)?(;.*)?$"_s);
    const QString version = QString::fromLatin1(request.header("Stripe-Version"));
    if (version.isEmpty() || shape.match(version).hasMatch()) return {};
    ApiError error = invalidRequest(u"Invalid Stripe API version: "_s + version);
    error.beforeWork = true;
    return error;
}

ApiError accountInvalid(const QString& account)
{
    ApiError error = invalidRequest(u"The provided key does not have access to account '%1' (or that account does not "
                                    u"exist). Application access may have been revoked."_s.arg(account),
                                    {}, u"account_invalid"_s);
    error.status = 403;
    error.beforeWork = true;
    return error;
}

ApiError secretKeyRequired()
{
    ApiError error = unauthorized(u"This API call cannot be made with a publishable API key. Please use a secret API "
                                  u"key. You can find a list of your API "
                                  "keys at https://dashboard.stripe.com/account/apikeys."_s);
    error.code = u"secret_key_required"_s;
    return error;
}

ApiError rateLimited()
{
    ApiError error = invalidRequest(
        u"Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits."_s, {},
        u"rate_limit"_s);
    error.status = 429;
    error.beforeWork = true;
    return error;
}

ApiError serverError()
{
    return {.status = 500,
            .type = u"api_error"_s,
            .code = {},
            .message = u"An unknown error occurred. (A fault of the sandbox's control API.)"_s,
            .param = {},
            .extra = {},
            .beforeWork = true};
}

http::Response preflightResponse()
{
    http::Response response;
    response.status = 204;
    response.with("Access-Control-Allow-Origin", "*")
        .with("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS")
        .with("Access-Control-Allow-Headers", "Authorization, Content-Type, Stripe-Version, Idempotency-Key")
        .with("Access-Control-Max-Age", "300");
    return response;
}

} // namespace lectern::sandbox
