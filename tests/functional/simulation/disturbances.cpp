#include "simulation/simulation.h"

// What goes wrong around the facts.
namespace lectern::simulation {

namespace {

std::vector<QJsonObject> allRules()
{
    std::vector<QJsonObject> list;
    const auto text = [](const char* word) { return QLatin1String(word); };
    for (const char* event : {"payment_intent.*", "refund.*", "charge.*", "payout.*", "charge.dispute.*"}) {
        list.push_back({{QStringLiteral("event"), text(event)}, {QStringLiteral("action"), text("drop")}, {QStringLiteral("times"), 1}});
        list.push_back({{QStringLiteral("event"), text(event)}, {QStringLiteral("action"), text("duplicate")}, {QStringLiteral("count"), 3}, {QStringLiteral("times"), 2}});
        list.push_back({{QStringLiteral("event"), text(event)}, {QStringLiteral("action"), text("delay")}, {QStringLiteral("ms"), 700}, {QStringLiteral("times"), 2}});
        list.push_back({{QStringLiteral("event"), text(event)}, {QStringLiteral("action"), text("reorder")}, {QStringLiteral("count"), 3}, {QStringLiteral("times"), 1}});
    }
    // What the simulation itself asks the gateway is not disturbed; it only reads these.
    for (const char* path : {"/v1/payment_intents", "/v1/refunds", "/v1/payouts", "/v1/transfers", "/v1/transfers/*", "/v1/disputes/*", "/v1/balance_transactions*", "/v1/events*"}) {
        const QString method = QByteArrayView(path).endsWith('*') ? QStringLiteral("*") : QStringLiteral("POST");
        const QJsonObject call{{QStringLiteral("method"), method}, {QStringLiteral("path"), text(path)}};
        const auto rule = [&](const char* action, int times, const QString& name = {}, const QJsonValue& value = {}) {
            QJsonObject one = call;
            one.insert(QStringLiteral("action"), text(action));
            one.insert(QStringLiteral("times"), times);
            if (!name.isEmpty()) one.insert(name, value);
            list.push_back(one);
        };
        rule("error_500", 1);
        rule("lose_answer", 1);
        rule("lose_answer", 1, QStringLiteral("mode"), QStringLiteral("hang"));
        rule("latency", 2, QStringLiteral("ms"), 250);
    }
    return list;
}

} // namespace

/// Before some facts the gateway is told to spoil what comes next.
void Simulation::disturb()
{
    if (!m_settings.faults || !m_draw.chance(12)) return;
    static const std::vector<QJsonObject> rules = allRules();
    const QJsonObject& rule = m_draw.of(rules);
    ++m_counts["fault: " + rule.value(QStringLiteral("action")).toString().toStdString()];
    m_deeds.push_back([rule](Client& client) { (void)client.control(QStringLiteral("faults"), rule); });
}

/// kill -9, somewhere among the deeds of this round.
void Simulation::drawKills(int facts)
{
    if (!m_settings.crashes) return;
    const auto among = [this](const Deed& deed) { m_deeds.insert(m_deeds.begin() + m_draw.below(static_cast<int>(m_deeds.size()) + 1), deed); };
    const int most = facts < 100 ? 2 : 5;
    for (int kills = m_draw.below(most); kills > 0; --kills) {
        ++m_counts["fault: server killed"];
        among([this](Client&) { m_stage.wantServerKilled(); });
    }
    for (int crashes = m_draw.chance(facts < 100 ? 30 : 60) ? 1 : 0; crashes > 0; --crashes) {
        ++m_counts["fault: database killed"];
        among([this](Client&) { m_stage.wantDatabaseKilled(); });
    }
}

} // namespace lectern::simulation
