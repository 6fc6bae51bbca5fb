#include "sandbox/payments/authentication.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/cards.h"
#include "sandbox/payments/intents.h"
#include "sandbox/payments/paymentmethods.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

bool needsAuthentication(const Sandbox& sandbox, const TestCard& card, const QString& method, bool settingUp)
{
    switch (card.behaviour) {
    case CardBehaviour::AuthenticationAlways:
    case CardBehaviour::AuthenticationThenDeclines:
        return true;
    case CardBehaviour::AuthenticationUnlessSetUp:
        return settingUp || !hasMark(sandbox, method, u"set_up"_s);
    case CardBehaviour::Succeeds:
    case CardBehaviour::Declines:
    case CardBehaviour::DeclinesAfterAttach:
    case CardBehaviour::RefundLate:
    case CardBehaviour::RefundFails:
    case CardBehaviour::BypassesPending:
    case CardBehaviour::Disputed:
    case CardBehaviour::DisputedAsInquiry:
    case CardBehaviour::WarnsOfFraud:
        return false;
    }
    return false;
}

ApiError authenticationRequired()
{
    return cardError(u"authentication_required"_s, u"authentication_required"_s,
                     u"Your card was declined. This transaction requires authentication."_s);
}

ApiError authenticationFailed(const QString& noun)
{
    return invalidRequest(
        u"We are unable to authenticate your payment method. Please choose a different payment method and try again."_s,
        {}, noun + u"_authentication_failure"_s);
}

QJsonObject challengeAction(const Sandbox& sandbox, const QJsonObject& intent, const Confirmation& how)
{
    const QString id = intent.value("id"_L1).toString();
    const QString secret = intent.value("client_secret"_L1).toString();
    const QString url = sandbox.options.publicUrl + u"/sandbox/three_d_secure/"_s + id + u"?client_secret="_s + secret;
    if (!how.useStripeSdk && !how.returnUrl.isEmpty())
        return {{u"redirect_to_url"_s,
                 QJsonObject{{u"return_url"_s, how.returnUrl}, {u"url"_s, QString(url + u"&redirect=1"_s)}}},
                {u"type"_s, u"redirect_to_url"_s}};
    return {{u"type"_s, u"use_stripe_sdk"_s},
            {u"use_stripe_sdk"_s, QJsonObject{{u"source"_s, longId("src_", '1')},
                                              {u"stripe_js"_s, url},
                                              {u"type"_s, u"three_d_secure_redirect"_s}}}};
}

QJsonObject attemptError(const ApiError& error, const QJsonObject& method)
{
    QJsonObject json = error.toJson({}).value("error"_L1).toObject();
    for (const QLatin1StringView key : {"request_log_url"_L1, "payment_intent"_L1, "setup_intent"_L1})
        json.remove(key);
    json["payment_method"_L1] = method;
    return json;
}

} // namespace lectern::sandbox
