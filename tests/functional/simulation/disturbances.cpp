#include "simulation/simulation.h"

// What goes wrong around the facts.
namespace lectern::simulation {

namespace {

std::vector<QJsonObject> allRules()
{
    std::vector<QJsonObject> list;
    const auto text = [](const char* word) { return QLatin1String(word); };
    for (const char* event : {"payment_intent.*", "refund.*", "charge.*", "payout.*", "charge.dispute.*", "invoice.*", "customer.subscription.*"}) {
        list.push_back({{QStringLiteral("event"), text(event)}, {QStringLiteral("action"), text("drop")}, {QStringLiteral("times"), 1}});
        list.push_back({{QStringLiteral("event"), text(event)}, {QStringLiteral("action"), text("duplicate")}, {QStringLiteral("count"), 3}, {QStringLiteral("times"), 2}});
        list.push_back({{QStringLiteral("event"), text(event)}, {QStringLiteral("action"), text("delay")}, {QStringLiteral("ms"), 700}, {QStringLiteral("times"), 2}});
        list.push_back({{QStringLiteral("event"), text(event)}, {QStringLiteral("action"), text("reorder")}, {QStringLiteral("count"), 3}, {QStringLiteral("times"), 1}});
    }
    // What the simulation itself asks the gateway is not disturbed; it only reads these.
    for (const char* path : {"/v1/payment_intents", "/v1/refunds", "/v1/payouts", "/v1/transfers", "/v1/transfers/*", "/v1/disputes/*", "/v1/balance_transactions*", "/v1/events*", "/v1/subscriptions*", "/v1/invoices*"}) {
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

/// The same of what the gateway does by itself as time passes. Whether the server is away meanwhile: then nothing that is lost is older than what it asks for
/// when it comes back.
bool Simulation::disturbRenewals()
{
    const bool isDown = m_settings.crashes && m_draw.chance(35);
    if (isDown) ++m_counts["fault: away as time passed"];
    for (int faults = m_settings.faults ? m_draw.below(4) : 0; faults > 0; --faults) {
        static const std::vector<QString> events{QStringLiteral("invoice.*"), QStringLiteral("customer.subscription.*"), QStringLiteral("payment_intent.*"), QStringLiteral("charge.*")};
        static const std::vector<QString> actions{QStringLiteral("duplicate"), QStringLiteral("delay"), QStringLiteral("reorder"), QStringLiteral("drop")};
        const int event = m_draw.below(4);
        const QString action = m_draw.of(actions);
        if (action == u"drop" && event > 1 && !isDown) continue;
        (void)m_stage.self().control(QStringLiteral("faults"), {{QStringLiteral("event"), events[static_cast<std::size_t>(event)]}, {QStringLiteral("action"), action}, {QStringLiteral("times"), 3}, {QStringLiteral("count"), 3}, {QStringLiteral("ms"), 700}});
        ++m_counts["fault: " + action.toStdString() + " as time passed"];
    }
    return isDown;
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
