#include "stripe/wire.h"

namespace lectern::stripe {

Result<GatewayMethod> methodFromJson(const QJsonObject& object)
{
    GatewayMethod method;
    method.id = object.value(QLatin1String("id")).toString();
    method.kind = object.value(QLatin1String("type")).toString();
    if (method.id.isEmpty() || method.kind.isEmpty()) return unreadable(QStringLiteral("payment method"));
    const QJsonObject details = object.value(method.kind).toObject();
    method.last4 = details.value(QLatin1String("last4")).toString();
    method.brand = details.value(QLatin1String("brand")).toString();
    if (method.brand.isEmpty()) method.brand = details.value(QLatin1String("bank_name")).toString();
    if (method.brand.isEmpty()) method.brand = details.value(QLatin1String("bank_code")).toString();
    method.expiryMonth = static_cast<int>(details.value(QLatin1String("exp_month")).toInteger());
    method.expiryYear = static_cast<int>(details.value(QLatin1String("exp_year")).toInteger());
    return method;
}

Result<Setup> setupFromJson(const QJsonObject& object)
{
    const Setup setup{object.value(QLatin1String("id")).toString(), object.value(QLatin1String("client_secret")).toString(), idOf(object.value(QLatin1String("customer"))),
                      object.value(QLatin1String("status")).toString()};
    if (setup.id.isEmpty() || setup.status.isEmpty()) return unreadable(QStringLiteral("setup intent"));
    return setup;
}

Result<GatewaySession> sessionFromJson(const QJsonObject& object)
{
    GatewaySession session;
    session.id = object.value(QLatin1String("id")).toString();
    session.url = object.value(QLatin1String("url")).toString();
    session.expiresAt = object.value(QLatin1String("expires_at")).toInteger();
    session.paymentId = object.value(QLatin1String("metadata")).toObject().value(QLatin1String("payment_id")).toString();
    session.livemode = object.value(QLatin1String("livemode")).toBool();
    const QString status = object.value(QLatin1String("status")).toString();
    if (session.id.isEmpty() || status.isEmpty()) return unreadable(QStringLiteral("checkout session"));
    session.state = status == u"complete" ? SessionState::Completed : status == u"expired" ? SessionState::Expired : SessionState::Open;
    return session;
}

} // namespace lectern::stripe
