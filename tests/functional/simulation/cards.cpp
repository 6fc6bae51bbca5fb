#include "simulation/cards.h"
#include <QJsonArray>

namespace lectern::simulation {

namespace {

const QString kMethods = QStringLiteral("/api/payments/payment-methods");

QJsonObject methodOf(Client& client, const Account& student, const std::function<bool(const QJsonObject&)>& fits)
{
    const QJsonArray kept = client.must(student, "GET", kMethods).value(QStringLiteral("items")).toArray();
    for (const QJsonValue one : kept) {
        if (fits(one.toObject())) return one.toObject();
    }
    throw Difference{QStringLiteral("a kept card is missing")};
}

void choose(Client& client, const Account& student, const QString& method) { (void)client.must(student, "POST", QStringLiteral("%1/%2/default").arg(kMethods, method)); }

} // namespace

Broken breakCard(Client& client, const Account& student, const QByteArray& key)
{
    Broken card;
    card.before = methodOf(client, student, [](const QJsonObject& one) { return one.value(QStringLiteral("isDefault")).toBool(); }).value(QStringLiteral("id")).toString();
    const QString setup = client.must(student, "POST", kMethods, {}, key).value(QStringLiteral("setupId")).toString();
    const QString customer = client.gateway(QStringLiteral("/v1/setup_intents/") + setup).value(QStringLiteral("customer")).toString();
    client.attach(QStringLiteral("pm_card_chargeCustomerFail"), customer);
    card.broke = methodOf(client, student, [](const QJsonObject& one) { return one.value(QStringLiteral("last4")) == QStringLiteral("0341"); }).value(QStringLiteral("id")).toString();
    choose(client, student, card.broke);
    return card;
}

void mendCard(Client& client, const Account& student, const Broken& card)
{
    choose(client, student, card.before);
    (void)client.must(student, "DELETE", QStringLiteral("%1/%2").arg(kMethods, card.broke));
}

} // namespace lectern::simulation
