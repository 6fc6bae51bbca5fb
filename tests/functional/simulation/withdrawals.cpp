#include "simulation/simulation.h"

namespace lectern::simulation {

namespace {
constexpr Minor kMinimum = 1'000;
constexpr Minor kTwoAdminsAbove = 6'000;
constexpr std::int64_t kReturnSeconds = 10 * 86'400; // later no bank sends anything back
} // namespace

void Simulation::setState(Withdrawal& withdrawal, const char* state)
{
    m_model.count("withdrawals " + withdrawal.state, -1);
    withdrawal.state = state;
    withdrawal.stateSince = m_model.now();
    m_model.count("withdrawals " + withdrawal.state);
}

void Simulation::request(const Owner& owner, Minor amount, const Account& who, const QString& vault, std::vector<Deed>& deeds)
{
    m_model.request(owner, amount);
    m_model.count("withdrawals requested");
    Withdrawal& made = m_withdrawals.emplace_back(Withdrawal{owner, amount, "requested", false, 0, {}});
    (void)claim("withdrawal " + std::to_string(m_withdrawals.size() - 1), Use::Alone);
    deeds.push_back([=, id = &made.id, key = m_stage.newKey()](Client& client) {
        *id = client.must(who, "POST", QStringLiteral("/api/vaults/%1/withdrawals").arg(vault), {{QStringLiteral("amount"), moneyJson(amount, owner.second)}, {QStringLiteral("note"), QString()}}, key).value(QStringLiteral("id")).toString();
    });
}

bool Simulation::requestWithdrawal()
{
    std::vector<Owner> candidates;
    for (const auto& [owner, room] : m_room) {
        if (room >= kMinimum && m_model.vault(owner).owed == 0) candidates.push_back(owner);
    }
    if (candidates.empty()) return false;
    const Owner owner = m_draw.of(candidates);
    if (!claimVault(owner, Use::Shared)) return false;
    const Minor available = m_room[owner];
    const Minor amount = std::max(kMinimum, rounded(m_draw.chance(40) ? available : m_draw.between(kMinimum, available), owner.second));
    m_room[owner] -= amount;
    const Teacher& teacher = m_stage.teachers[static_cast<std::size_t>(owner.first)];
    request(owner, amount, teacher.account, teacher.vault, m_deeds);
    return true;
}

/// Before the other facts of the round, whose fees and refunds would change what can be asked for.
bool Simulation::requestPlatform()
{
    const Owner owner{Model::kPlatform, m_draw.of(std::vector<std::string>{"USD", "USD", "EUR", "JPY"})};
    const Minor most = m_revenueThen[owner.second];
    if (most < kMinimum || !claim("platform " + owner.second, Use::Alone)) return false;
    request(owner, m_draw.chance(20) ? most : m_draw.between(kMinimum, most), m_stage.admins[0], m_stage.platformVault, m_first);
    return true;
}

/// By one admin, or by two different ones.
void Simulation::approve(Withdrawal& withdrawal, const QJsonObject& decision)
{
    m_deeds.push_back([decision, id = withdrawal.id, byTwo = withdrawal.amount > kTwoAdminsAbove, admins = m_stage.admins, keys = std::array{m_stage.newKey(), m_stage.newKey()}](Client& client) {
        const QString path = QStringLiteral("/api/admin/withdrawals/%1/decision").arg(id);
        const QJsonObject first = client.must(admins[0], "POST", path, decision, keys[0]);
        if (!byTwo) return;
        if (!first.isEmpty() && first.value(QStringLiteral("state")) != QStringLiteral("requested"))
            throw Difference{QStringLiteral("withdrawal %1 after the first of two approvals\n  expected: requested\n  actual:   %2").arg(id, first.value(QStringLiteral("state")).toString())};
        (void)client.must(admins[1], "POST", path, decision, keys[1]);
    });
}

/// One in this state, since then, that nothing else of the round touches; claims it and its vault.
Simulation::Withdrawal* Simulation::drawWithdrawal(const char* state, std::int64_t since)
{
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < m_withdrawals.size(); ++i) {
        if (m_withdrawals[i].state == state && m_withdrawals[i].stateSince >= since && !m_withdrawals[i].byHand && !m_used.contains("withdrawal " + std::to_string(i))) candidates.push_back(i);
    }
    if (candidates.empty()) return nullptr;
    const std::size_t number = m_draw.of(candidates);
    Withdrawal& one = m_withdrawals[number];
    // What comes back repays a debt first.
    if (!claimVault(one.vault, m_model.vault(one.vault).owed > 0 ? Use::Alone : Use::Shared)) return nullptr;
    (void)claim("withdrawal " + std::to_string(number), Use::Alone);
    return &one;
}

bool Simulation::decideWithdrawal()
{
    Withdrawal* drawn = drawWithdrawal("requested");
    if (!drawn) return false;
    Withdrawal& one = *drawn;
    const int what = m_draw.below(10);
    if (m_model.vault(one.vault).owed > 0 && what > 1) return false; // waits until it is repaid
    const QString path = QStringLiteral("/api/admin/withdrawals/%1/decision").arg(one.id);
    if (what == 0) {
        const Account owner = one.vault.first == Model::kPlatform ? m_stage.admins[0] : m_stage.teachers[static_cast<std::size_t>(one.vault.first)].account;
        m_deeds.push_back([owner, id = one.id](Client& client) {
            // Cancelled twice is refused; the first answer may have been lost.
            const test::Reply reply = client.call(owner, "POST", QStringLiteral("/api/withdrawals/%1/cancel").arg(id));
            if (reply.status != 200 && reply.status != 409) throw Difference{QStringLiteral("cancelling withdrawal %1 answers %2 %3").arg(id).arg(reply.status).arg(QString::fromUtf8(reply.body))};
        });
        m_model.undo(one.vault, one.amount, false, false);
        setState(one, "cancelled");
    } else if (what == 1) {
        m_deeds.push_back([path, admin = m_stage.admins[1], key = m_stage.newKey()](Client& client) {
            (void)client.must(admin, "POST", path, {{QStringLiteral("approve"), false}, {QStringLiteral("reason"), QStringLiteral("Ask again next month")}}, key);
        });
        m_model.undo(one.vault, one.amount, false, false);
        setState(one, "rejected");
    } else if (what < 4 || !mayPayOut(one.vault.second, one.amount, true)) {
        // By hand; also where the gateway does not have the money, because it came in cash.
        approve(one, {{QStringLiteral("approve"), true}, {QStringLiteral("reason"), QString()}, {QStringLiteral("reference"), QStringLiteral("Bank 4711")}});
        m_model.pay(one.vault, one.amount, true);
        setState(one, "paid");
        one.byHand = true; // no bank of the gateway's will send it back
    } else {
        approve(one, {{QStringLiteral("approve"), true}, {QStringLiteral("reason"), QString()}});
        m_model.send(one.vault, one.amount);
        setState(one, "sent");
    }
    return true;
}

void Simulation::bankSays(const Withdrawal& withdrawal, const QString& what, const QJsonObject& body)
{
    const QString payout = m_payouts.value(withdrawal.id);
    if (payout.isEmpty()) throw Difference{QStringLiteral("withdrawal %1 is sent and has no payout").arg(withdrawal.id)};
    m_deeds.push_back([=](Client& client) { (void)client.control(QStringLiteral("payouts/%1/%2").arg(payout, what), body); });
}

/// The bank takes a payout, or does not.
bool Simulation::bankDecides()
{
    Withdrawal* one = drawWithdrawal("sent");
    if (!one) return false;
    if (m_draw.chance(65)) {
        bankSays(*one, QStringLiteral("pay"), {});
        m_model.pay(one->vault, one->amount, false);
        setState(*one, "paid");
    } else {
        bankSays(*one, QStringLiteral("fail"), {{QStringLiteral("code"), QStringLiteral("account_closed")}});
        m_model.undo(one->vault, one->amount, true, false);
        setState(*one, "failed");
    }
    return true;
}

/// The money comes back after it was paid.
bool Simulation::lateFailure()
{
    Withdrawal* one = drawWithdrawal("paid", m_model.now() - kReturnSeconds);
    if (!one) return false;
    bankSays(*one, QStringLiteral("fail"), {{QStringLiteral("code"), QStringLiteral("no_account")}});
    m_model.undo(one->vault, one->amount, true, true);
    setState(*one, "returned");
    return true;
}

} // namespace lectern::simulation
