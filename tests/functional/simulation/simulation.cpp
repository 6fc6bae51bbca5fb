#include "simulation/simulation.h"
#include <QCoreApplication>
#include <QTimer>

namespace lectern::simulation {

namespace {
constexpr std::int64_t kHoldSeconds = 14 * 86'400;
constexpr int kBatch = 25;
} // namespace

Simulation::Simulation(Stage& stage, std::uint64_t seed, int shareBps, const Switches& switches)
    : m_stage(stage), m_draw(seed), m_model(shareBps, kHoldSeconds), m_switches(switches)
{
}

void Simulation::run(int facts)
{
    settle();
    while (m_happened < facts) {
        for (int i = 0; i < kBatch && m_happened < facts; ++i) oneFact();
        settle();
    }
    if (const QString said = m_stage.complaint({QStringLiteral("reconcile")}); !said.isEmpty()) throw Difference{QStringLiteral("lecternd reconcile at the end:\n") + said};
    if (const int repeated = m_stage.repeatedMails(); repeated > m_stage.kills + m_stage.crashes)
        throw Difference{QStringLiteral("mails sent again\n  expected: at most %1 (one for each time that the server or the database was killed)\n  actual:   %2").arg(m_stage.kills + m_stage.crashes).arg(repeated)};
}

bool Simulation::claim(std::map<std::string, Use>& used, const std::string& name, Use use)
{
    const auto found = used.find(name);
    if (found == used.end()) used.emplace(name, use);
    else if (use == Use::Alone || found->second == Use::Alone) return false;
    return true;
}

Simulation::Kind Simulation::drawKind(std::string& name)
{
    struct Choice {
        const char* name;
        int weight;
        Kind kind;
    };
    static const std::vector<Choice> choices{{"card sale", 20, &Simulation::cardSale}, {"sale partly from the wallet", 6, &Simulation::splitSale}, {"sale from the wallet", 6, &Simulation::walletSale},
                                             {"cash or transfer", 7, &Simulation::offlineSale}, {"receipt reversed", 3, &Simulation::reverseReceipt}, {"top-up", 8, &Simulation::topUp},
                                             {"student refund", 7, &Simulation::studentRefund}, {"admin refund", 9, &Simulation::adminRefund}, {"dashboard refund", 4, &Simulation::dashboardRefund},
                                             {"refund fails", 3, &Simulation::refundFails}, {"dispute", 6, &Simulation::openDispute}, {"inquiry", 3, &Simulation::openInquiry},
                                             {"dispute ends", 8, &Simulation::endDispute}, {"withdrawal", 8, &Simulation::requestWithdrawal}, {"platform withdrawal", 2, &Simulation::requestPlatform},
                                             {"withdrawal decided", 9, &Simulation::decideWithdrawal}, {"bank decides payout", 7, &Simulation::bankDecides}, {"payout fails late", 2, &Simulation::lateFailure}};
    int all = 0;
    for (const Choice& one : choices) all += one.weight;
    int drawn = m_draw.below(all);
    for (const Choice& one : choices) {
        drawn -= one.weight;
        if (drawn >= 0) continue;
        name = one.name;
        return one.kind;
    }
    return nullptr;
}

void Simulation::oneFact()
{
    disturb();
    std::string name;
    bool done = false;
    // What was drawn may be busy until the next comparison; another one may not be.
    for (int kinds = 0; kinds < 6 && !done; ++kinds) {
        const Kind kind = drawKind(name);
        for (int attempt = 0; attempt < 4 && !done; ++attempt) done = (this->*kind)();
    }
    if (!done) return; // everything that it could touch waits for the next comparison
    ++m_counts[name];
    ++m_happened;
}

/// Sometimes something goes wrong around the next facts.
void Simulation::disturb()
{
    if (m_switches.crashes && m_draw.chance(3)) {
        const int after = m_draw.below(200);
        const bool database = m_draw.chance(35);
        ++m_counts[database ? "fault: database killed" : "fault: server killed"];
        QTimer::singleShot(after, QCoreApplication::instance(), [this, database] {
            if (database) m_stage.crashDatabase();
            else m_stage.killServer();
        });
    }
    if (!m_switches.faults || !m_draw.chance(18)) return;
    static const std::vector<QJsonObject> rules = [] {
        std::vector<QJsonObject> list;
        // What the simulation itself asks the gateway is not disturbed; it only reads these.
        const auto method = [](const char* path) { return QByteArrayView(path).endsWith('*') ? QStringLiteral("*") : QStringLiteral("POST"); };
        for (const char* event : {"payment_intent.*", "refund.*", "charge.*", "payout.*", "charge.dispute.*"}) {
            list.push_back({{QStringLiteral("event"), QLatin1String(event)}, {QStringLiteral("action"), QStringLiteral("drop")}, {QStringLiteral("times"), 1}});
            list.push_back({{QStringLiteral("event"), QLatin1String(event)}, {QStringLiteral("action"), QStringLiteral("duplicate")}, {QStringLiteral("count"), 3}, {QStringLiteral("times"), 2}});
            list.push_back({{QStringLiteral("event"), QLatin1String(event)}, {QStringLiteral("action"), QStringLiteral("delay")}, {QStringLiteral("ms"), 700}, {QStringLiteral("times"), 2}});
            list.push_back({{QStringLiteral("event"), QLatin1String(event)}, {QStringLiteral("action"), QStringLiteral("reorder")}, {QStringLiteral("count"), 3}, {QStringLiteral("times"), 1}});
        }
        for (const char* path : {"/v1/payment_intents", "/v1/refunds", "/v1/payouts", "/v1/transfers", "/v1/transfers/*", "/v1/disputes/*", "/v1/balance_transactions*", "/v1/events*"}) {
            list.push_back({{QStringLiteral("method"), method(path)}, {QStringLiteral("path"), QLatin1String(path)}, {QStringLiteral("action"), QStringLiteral("error_500")}, {QStringLiteral("times"), 1}});
            list.push_back({{QStringLiteral("method"), method(path)}, {QStringLiteral("path"), QLatin1String(path)}, {QStringLiteral("action"), QStringLiteral("lose_answer")}, {QStringLiteral("times"), 1}});
            list.push_back({{QStringLiteral("method"), method(path)}, {QStringLiteral("path"), QLatin1String(path)}, {QStringLiteral("action"), QStringLiteral("lose_answer")}, {QStringLiteral("mode"), QStringLiteral("hang")}, {QStringLiteral("times"), 1}});
            list.push_back({{QStringLiteral("method"), method(path)}, {QStringLiteral("path"), QLatin1String(path)}, {QStringLiteral("action"), QStringLiteral("latency")}, {QStringLiteral("ms"), 250}, {QStringLiteral("times"), 2}});
        }
        return list;
    }();
    const QJsonObject& rule = m_draw.of(rules);
    ++m_counts["fault: " + rule.value(QStringLiteral("action")).toString().toStdString()];
    (void)m_stage.control(QStringLiteral("faults"), rule);
}

} // namespace lectern::simulation
