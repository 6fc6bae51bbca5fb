#include "simulation/simulation.h"

namespace lectern::simulation {

namespace {
constexpr Minor kMinimum = 1'000;
constexpr Minor kTwoAdminsAbove = 6'000;
} // namespace

void Simulation::setState(Withdrawal& withdrawal, const char* state)
{
    m_model.count("withdrawals " + withdrawal.state, -1);
    withdrawal.state = state;
    m_model.count("withdrawals " + withdrawal.state);
}

bool Simulation::requestWithdrawal()
{
    std::vector<Owner> candidates;
    for (std::size_t i = 0; i < m_stage.teachers.size(); ++i) {
        for (const char* currency : {"USD", "EUR", "JPY", "KWD"}) {
            const Owner owner{static_cast<int>(i), currency};
            const Vault vault = m_model.vault(owner);
            if (vault.available >= kMinimum && vault.owed == 0) candidates.push_back(owner);
        }
    }
    if (candidates.empty()) return false;
    const Owner owner = m_draw.of(candidates);
    if (m_used.contains(nameOf("vault", owner))) return false;
    (void)claimVault(owner, Use::Alone);
    const Minor available = m_model.vault(owner).available;
    const Minor amount = m_draw.chance(40) ? available : m_draw.between(kMinimum, available);
    Teacher& teacher = m_stage.teachers[static_cast<std::size_t>(owner.first)];
    const Minor rounded = std::max(kMinimum, round(amount, owner.second));
    const QJsonObject made = m_stage.must(teacher.person, "POST", QStringLiteral("/api/vaults/%1/withdrawals").arg(teacher.vault), {{QStringLiteral("amount"), moneyJson(rounded, owner.second)}, {QStringLiteral("note"), QString()}}, m_stage.newKey());
    m_model.request(owner, rounded);
    m_model.count("withdrawals requested");
    m_withdrawals.push_back({owner, rounded, made.value(QStringLiteral("id")).toString(), "requested"});
    return true;
}

bool Simulation::requestPlatform()
{
    const Owner owner{Model::kPlatform, m_draw.of(std::vector<std::string>{"USD", "USD", "EUR", "JPY"})};
    // What comes back to the platform may still be on its way; what is taken from it may have been taken already.
    const Minor most = std::min(m_model.platformAvailable(owner.second), m_revenueThen[owner.second]) / 2;
    if (most < kMinimum || !claimVault(owner, Use::Alone)) return false;
    const Minor amount = m_draw.between(kMinimum, most);
    const QJsonObject made = m_stage.must(m_stage.admins[0], "POST", QStringLiteral("/api/vaults/%1/withdrawals").arg(m_stage.platformVault), {{QStringLiteral("amount"), moneyJson(amount, owner.second)}, {QStringLiteral("note"), QString()}}, m_stage.newKey());
    m_model.request(owner, amount);
    m_model.count("withdrawals requested");
    m_withdrawals.push_back({owner, amount, made.value(QStringLiteral("id")).toString(), "requested"});
    return true;
}

/// By one admin, or by two different ones.
void Simulation::approve(Withdrawal& withdrawal, const QJsonObject& decision)
{
    const QString path = QStringLiteral("/api/admin/withdrawals/%1/decision").arg(withdrawal.id);
    const QJsonObject first = m_stage.must(m_stage.admins[0], "POST", path, decision, m_stage.newKey());
    if (withdrawal.amount <= kTwoAdminsAbove) return;
    if (first.value(QStringLiteral("state")) != QStringLiteral("requested"))
        throw Difference{QStringLiteral("withdrawal %1 after the first of two approvals\n  expected: requested\n  actual:   %2").arg(withdrawal.id, first.value(QStringLiteral("state")).toString())};
    (void)m_stage.must(m_stage.admins[1], "POST", path, decision, m_stage.newKey());
}

bool Simulation::decideWithdrawal()
{
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < m_withdrawals.size(); ++i) {
        const Withdrawal& one = m_withdrawals[i];
        if (one.state == "requested" && m_model.vault(one.vault).owed == 0 && !m_used.contains(nameOf("vault", one.vault))) candidates.push_back(i);
    }
    if (candidates.empty()) return false;
    Withdrawal& one = m_withdrawals[m_draw.of(candidates)];
    (void)claimVault(one.vault, Use::Alone);
    const int what = m_draw.below(10);
    if (what == 0) {
        test::Person& owner = one.vault.first == Model::kPlatform ? m_stage.admins[0] : m_stage.teachers[static_cast<std::size_t>(one.vault.first)].person;
        (void)m_stage.must(owner, "POST", QStringLiteral("/api/withdrawals/%1/cancel").arg(one.id));
        m_model.undo(one.vault, one.amount, false, false);
        setState(one, "cancelled");
    } else if (what == 1) {
        (void)m_stage.must(m_stage.admins[1], "POST", QStringLiteral("/api/admin/withdrawals/%1/decision").arg(one.id), {{QStringLiteral("approve"), false}, {QStringLiteral("reason"), QStringLiteral("Ask again next month")}}, m_stage.newKey());
        m_model.undo(one.vault, one.amount, false, false);
        setState(one, "rejected");
    } else if (what < 4 || m_spendable[one.vault.second] < one.amount) {
        // By hand; also where the gateway does not have the money, because it came in cash.
        approve(one, {{QStringLiteral("approve"), true}, {QStringLiteral("reason"), QString()}, {QStringLiteral("reference"), QStringLiteral("Bank 4711")}});
        m_model.pay(one.vault, one.amount, true);
        setState(one, "paid");
        one.id.clear(); // no bank of the gateway's will send it back
    } else {
        approve(one, {{QStringLiteral("approve"), true}, {QStringLiteral("reason"), QString()}});
        m_spendable[one.vault.second] -= one.amount;
        m_model.send(one.vault, one.amount);
        setState(one, "sent");
    }
    return true;
}

QString Simulation::payoutOf(const Withdrawal& withdrawal)
{
    const QString id = m_stage.sql().text(QStringLiteral("select gateway_id from withdrawal where id = '%1'").arg(withdrawal.id));
    if (id.isEmpty()) throw Difference{QStringLiteral("withdrawal %1 is sent and has no payout").arg(withdrawal.id)};
    return id;
}

/// The bank takes a payout, or does not.
bool Simulation::bankDecides()
{
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < m_withdrawals.size(); ++i) {
        if (m_withdrawals[i].state == "sent" && !m_used.contains(nameOf("vault", m_withdrawals[i].vault))) candidates.push_back(i);
    }
    if (candidates.empty()) return false;
    Withdrawal& one = m_withdrawals[m_draw.of(candidates)];
    (void)claimVault(one.vault, Use::Alone);
    if (m_draw.chance(65)) {
        (void)m_stage.control(QStringLiteral("payouts/%1/pay").arg(payoutOf(one)));
        m_model.pay(one.vault, one.amount, false);
        setState(one, "paid");
    } else {
        (void)m_stage.control(QStringLiteral("payouts/%1/fail").arg(payoutOf(one)), {{QStringLiteral("code"), QStringLiteral("account_closed")}});
        m_model.undo(one.vault, one.amount, true, false);
        setState(one, "failed");
    }
    return true;
}

/// The money comes back after it was paid.
bool Simulation::lateFailure()
{
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < m_withdrawals.size(); ++i) {
        const Withdrawal& one = m_withdrawals[i];
        if (one.state == "paid" && !one.id.isEmpty() && !m_used.contains(nameOf("vault", one.vault))) candidates.push_back(i);
    }
    if (candidates.empty()) return false;
    Withdrawal& one = m_withdrawals[m_draw.of(candidates)];
    (void)claimVault(one.vault, Use::Alone);
    (void)m_stage.control(QStringLiteral("payouts/%1/fail").arg(payoutOf(one)), {{QStringLiteral("code"), QStringLiteral("no_account")}});
    m_model.undo(one.vault, one.amount, true, true);
    setState(one, "returned");
    return true;
}

} // namespace lectern::simulation
