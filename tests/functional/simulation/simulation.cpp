#include "simulation/simulation.h"
#include <QElapsedTimer>

namespace lectern::simulation {

namespace {
constexpr std::int64_t kHoldSeconds = 11 * 86'400;
constexpr int kFirstTeachers = 7; // one of each combination of currencies
constexpr int kMostTeachers = 70;
constexpr int kFirstStudents = 12;
constexpr int kSmallRound = 25;
constexpr int kLargeRound = 2'000;
} // namespace

Simulation::Simulation(Stage& stage, const Settings& settings)
    : m_stage(stage), m_settings(settings), m_draw(settings.seed), m_model(settings.shareBps, kHoldSeconds), m_crowd(stage, settings.clients)
{
}

void Simulation::run(int facts, const std::function<void()>& agreed)
{
    beginRound();
    while (m_happened < facts) {
        // Small rounds have short stories, large ones are quick; every run has both.
        const int wanted = m_draw.chance(10) ? kSmallRound : std::clamp(m_happened / 4, kSmallRound, kLargeRound);
        round(std::min(wanted, facts - m_happened));
        settle();
        agreed();
    }
    end();
}

void Simulation::round(int facts)
{
    m_roundSize = facts;
    QElapsedTimer growing;
    growing.start();
    m_stage.growTo(std::min(kFirstTeachers * (1 + m_happened / 400), kMostTeachers), kFirstStudents + m_happened / 20);
    if (m_stage.traces()) qInfo("grown in %lld ms", growing.elapsed());
    QElapsedTimer timer;
    timer.start();
    mendCards();
    for (int i = 0; i < facts; ++i) oneFact();
    drawKills(facts);
    if (m_stage.traces()) qInfo("%d facts drawn in %lld ms", facts, timer.restart());
    const std::size_t deeds = m_deeds.size();
    m_crowd.perform(std::exchange(m_first, {}));
    m_crowd.perform(std::exchange(m_deeds, {}));
    if (m_stage.traces()) qInfo("%zu deeds done in %lld ms", deeds, timer.elapsed());
}

Simulation::Kind Simulation::drawKind(std::string& name)
{
    struct Choice {
        const char* name;
        int weight;
        Kind kind;
    };
    static const std::vector<Choice> choices{{"card sale", 20, &Simulation::cardSale}, {"sale partly from the wallet", 6, &Simulation::splitSale}, {"sale from the wallet", 6, &Simulation::walletSale},
                                             {"cash or transfer", 7, &Simulation::offlineSale}, {"sale with a coupon", 6, &Simulation::couponSale},
                                             {"bundle", 4, &Simulation::bundleSale}, {"gift", 4, &Simulation::giftSale}, {"gift opened", 4, &Simulation::openGift},
                                             {"plan begun", 4, &Simulation::planSale}, {"rest of a plan", 5, &Simulation::collectRest}, {"rest of a plan, refused first", 1, &Simulation::refusedRest}, {"subscription ended", 2, &Simulation::endSubscription}, 
                                             {"session", 10, &Simulation::bookSession}, {"session cancelled", 4, &Simulation::cancelSession}, {"session moved", 2, &Simulation::moveSession}, {"session reported", 4, &Simulation::claimSession}, {"report decided", 4, &Simulation::decideClaim},
                                             {"receipt reversed", 3, &Simulation::reverseReceipt}, {"top-up", 8, &Simulation::topUp},
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
    if (done) noteFact(name); // else everything that it could touch waits for the next comparison
}

void Simulation::noteFact(const std::string& name)
{
    ++m_counts[name];
    ++m_happened;
    if (m_happened == m_settings.wrongAfter) m_model.reserve({0, "USD"}, 1);
    for (const char c : name) m_digest = (m_digest ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
}

/// Of the kinds of facts, and of the money that they came to.
std::uint64_t Simulation::digest() const
{
    std::uint64_t hash = m_digest;
    for (const auto& [name, value] : m_model.figures()) {
        for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        hash = (hash ^ static_cast<std::uint64_t>(value)) * 1099511628211ULL;
    }
    return hash;
}

} // namespace lectern::simulation
