#include "sandbox/core/apierror.h"

#include "sandbox/core/json.h"

namespace lectern::sandbox {

QJsonObject ApiError::toJson(const QString& requestId) const
{
    QJsonObject error = extra;
    if (!code.isEmpty()) {
        error["code"_L1] = code;
        error["doc_url"_L1] = QString(u"https://stripe.com/docs/error-codes/"_s + QString(code).replace(u'_', u'-'));
    }
    error["message"_L1] = message;
    if (!param.isEmpty()) error["param"_L1] = param;
    error["request_log_url"_L1] = QString(u"https://dashboard.stripe.com/test/logs/"_s + requestId);
    error["type"_L1] = type;
    return {{u"error"_s, error}};
}

ApiError invalidRequest(const QString& message, const QString& param, const QString& code)
{
    return {.status = 400,
            .type = u"invalid_request_error"_s,
            .code = code,
            .message = message,
            .param = param,
            .extra = {}};
}

static ApiError refusedBeforeWork(const QString& message, const QString& param, const QString& code)
{
    ApiError error = invalidRequest(message, param, code);
    error.beforeWork = true;
    return error;
}

ApiError unknownParameter(const QStringList& names)
{
    const QString noun = names.size() == 1 ? u"parameter"_s : u"parameters"_s;
    return refusedBeforeWork(u"Received unknown %1: %2"_s.arg(noun, names.join(u", "_s)), names.first(),
                             u"parameter_unknown"_s);
}

ApiError missingParameter(const QString& name)
{
    return refusedBeforeWork(u"Missing required param: %1."_s.arg(name), name, u"parameter_missing"_s);
}

ApiError noSuchObject(const QString& noun, const QString& id, const QString& param)
{
    ApiError error = noSuchReference(noun, id, param);
    error.status = 404;
    return error;
}

ApiError noSuchReference(const QString& noun, const QString& id, const QString& param)
{
    return invalidRequest(u"No such %1: '%2'"_s.arg(noun, id), param, u"resource_missing"_s);
}

ApiError cardError(const QString& code, const QString& declineCode, const QString& message, const QString& param)
{
    ApiError error{
        .status = 402, .type = u"card_error"_s, .code = code, .message = message, .param = param, .extra = {}};
    if (!declineCode.isEmpty()) error.extra["decline_code"_L1] = declineCode;
    return error;
}

ApiError unrecognizedUrl(const QString& method, const QString& path)
{
    ApiError error =
        refusedBeforeWork(u"Unrecognized request URL (%1: %2). Please see https://stripe.com/docs or we can help at "
                          "https://support.stripe.com/."_s.arg(method, path),
                          {}, {});
    error.status = 404;
    return error;
}

ApiError unexpectedState(const QString& message, const QJsonObject& intent)
{
    ApiError error = invalidRequest(message, {}, u"payment_intent_unexpected_state"_s);
    error.extra["payment_intent"_L1] = intent;
    return error;
}

} // namespace lectern::sandbox
