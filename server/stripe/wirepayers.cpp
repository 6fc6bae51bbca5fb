#include "stripe/wire.h"
#include <QJsonArray>

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

std::optional<TransferInstructions> transferOf(const QJsonObject& intent)
{
    const QJsonObject shown = intent.value(QLatin1String("next_action")).toObject().value(QLatin1String("display_bank_transfer_instructions")).toObject();
    if (shown.isEmpty()) return std::nullopt;
    TransferInstructions transfer;
    transfer.reference = shown.value(QLatin1String("reference")).toString();
    transfer.missingMinor = shown.value(QLatin1String("amount_remaining")).toInteger();
    const QJsonArray addresses = shown.value(QLatin1String("financial_addresses")).toArray();
    const QJsonObject address = addresses.isEmpty() ? QJsonObject() : addresses.first().toObject();
    const QJsonObject facts = address.value(address.value(QLatin1String("type")).toString()).toObject();
    const auto first = [&](std::initializer_list<const char*> names) {
        for (const char* name : names) {
            if (const QString value = facts.value(QLatin1String(name)).toString(); !value.isEmpty()) return value;
        }
        return QString();
    };
    transfer.pageUrl = shown.value(QLatin1String("hosted_instructions_url")).toString();
    transfer.holder = first({"account_holder_name"});
    transfer.account = first({"iban", "clabe", "account_number"});
    transfer.bankCode = first({"bic", "sort_code", "routing_number", "swift_code", "bank_code"});
    transfer.bankName = first({"bank_name"});
    return transfer;
}

Result<QList<Money>> cashFromJson(const QJsonObject& object)
{
    if (object.value(QLatin1String("object")).toString() != u"cash_balance") return unreadable(QStringLiteral("cash balance"));
    QList<Money> amounts;
    const QJsonObject available = object.value(QLatin1String("available")).toObject();
    for (auto it = available.begin(); it != available.end(); ++it) {
        const auto currency = Currency::fromCode(it.key());
        if (currency && it.value().toInteger() > 0) amounts.append(Money::fromMinor(it.value().toInteger(), *currency));
    }
    return amounts;
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
