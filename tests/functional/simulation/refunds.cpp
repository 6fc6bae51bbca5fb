#include "simulation/simulation.h"

namespace lectern::simulation {

/// Whether a sale can be touched now: nothing else of it, its teacher's vault or its student's wallet is on its way.
bool Simulation::mayTake(int number, bool fromWallet)
{
    const Sale& sale = m_model.sale(number);
    if (m_used.contains("sale " + std::to_string(number))) return false;
    const Owner vault{sale.teacher, sale.currency};
    const Owner wallet{sale.student, sale.currency};
    if (!sale.isTopUp() && m_used.contains(nameOf("vault", vault))) return false;
    if ((fromWallet || sale.isTopUp()) && m_used.contains(nameOf("wallet", wallet))) return false;
    (void)claimSale(number);
    if (!sale.isTopUp()) (void)claimVault(vault, Use::Alone);
    if (fromWallet || sale.isTopUp()) (void)claimWallet(wallet, Use::Alone);
    if (!sale.isTopUp()) m_waitingPairs.insert({sale.student, sale.course});
    return true;
}

std::optional<int> Simulation::drawRefundable(bool cardOnly)
{
    std::vector<int> candidates;
    for (int i = 0; i < m_model.saleCount(); ++i) {
        const Sale& sale = m_model.sale(i);
        bool isAsked = sale.hasDispute(true);
        for (const OpenDispute& one : m_disputes) isAsked = isAsked || one.sale == i;
        if (sale.refundable() > 0 && !isAsked && (!cardOnly || (sale.method == Method::Card && sale.onCard() > sale.fromCard()))) candidates.push_back(i);
    }
    if (candidates.empty()) return std::nullopt;
    // The younger half more often: that is where holds are.
    const std::size_t half = candidates.size() / 2;
    if (m_draw.chance(50)) candidates.erase(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(half));
    return m_draw.of(candidates);
}

/// What came from the wallet goes back there, at once; the rest to where it came from, unless all of it shall go to the wallet.
void Simulation::refund(int number, Minor amount, bool toWallet, bool isDashboard)
{
    const Sale& sale = m_model.sale(number);
    const Minor ofWallet = std::clamp<Minor>(sale.fromWallet - sale.toWallet(), 0, sale.refundable());
    const bool isWallet = toWallet || sale.method == Method::Wallet;
    const Minor outside = isDashboard ? amount : isWallet ? 0 : std::min(amount, sale.refundable() - ofWallet);
    m_spendable[sale.currency] -= outside;
    if (outside < amount) {
        (void)m_model.take(number, amount - outside, false, true);
        m_model.count("refunds succeeded");
    }
    if (outside == 0) return;
    const int taking = m_model.take(number, outside, false, false);
    const bool fails = m_papers[static_cast<std::size_t>(number)].cardFailsRefunds;
    m_model.count(fails ? "refunds failed" : "refunds succeeded");
    if (fails) m_model.giveBack(number, taking);
}

bool Simulation::studentRefund()
{
    const auto number = drawRefundable(false);
    if (!number || m_model.sale(*number).isTopUp()) return false;
    const Sale sale = m_model.sale(*number);
    const bool toWallet = m_draw.chance(30);
    const bool decides = m_draw.chance(50);
    if (!mayTake(*number, true)) return false;
    Student& student = m_stage.students[static_cast<std::size_t>(sale.student)];
    const QString payment = m_papers[static_cast<std::size_t>(*number)].payment;
    const QJsonObject made = m_stage.must(student.person, "POST", QStringLiteral("/api/payments/%1/refund").arg(payment), {{QStringLiteral("reason"), QStringLiteral("Not what I need")}, {QStringLiteral("toWallet"), toWallet}}, m_stage.newKey());
    if (made.value(QStringLiteral("state")) != QStringLiteral("requested")) {
        refund(*number, sale.refundable(), toWallet, false);
        return true;
    }
    // After the days in which it is automatic an admin decides, about each part of it.
    const auto waiting = m_stage.must(m_stage.admins[0], "GET", QStringLiteral("/api/admin/refunds?state=requested&payment=") + payment).value(QStringLiteral("items")).toArray();
    std::vector<QJsonObject> parts;
    for (const QJsonValue one : waiting) parts.push_back(one.toObject());
    std::sort(parts.begin(), parts.end(), [](const QJsonObject& a, const QJsonObject& b) { return a.value(QStringLiteral("channel")).toString() > b.value(QStringLiteral("channel")).toString(); });
    for (const QJsonObject& part : parts)
        (void)m_stage.must(m_stage.admins[1], "POST", QStringLiteral("/api/admin/refunds/%1/decision").arg(part.value(QStringLiteral("id")).toString()), {{QStringLiteral("approve"), decides}, {QStringLiteral("reason"), QStringLiteral("As the rules say")}}, m_stage.newKey());
    if (decides) refund(*number, sale.refundable(), toWallet, false);
    else m_model.count("refunds rejected", static_cast<Minor>(parts.size()));
    return true;
}

bool Simulation::adminRefund()
{
    const auto number = drawRefundable(false);
    if (!number) return false;
    const Sale sale = m_model.sale(*number);
    const bool toWallet = !sale.isTopUp() && m_draw.chance(30);
    const Minor most = sale.isTopUp() ? std::min(sale.refundable(), m_model.wallet({sale.student, sale.currency}).available) : sale.refundable();
    const Minor amount = m_draw.chance(40) ? most : round(m_draw.between(1, most), sale.currency);
    if (amount <= 0 || !mayTake(*number, true)) return false;
    (void)m_stage.must(m_stage.admins[0], "POST", QStringLiteral("/api/admin/payments/%1/refunds").arg(m_papers[static_cast<std::size_t>(*number)].payment),
                       {{QStringLiteral("amount"), moneyJson(amount, sale.currency)}, {QStringLiteral("reason"), QStringLiteral("Agreed on the phone")}, {QStringLiteral("toWallet"), toWallet}}, m_stage.newKey());
    refund(*number, amount, toWallet, false);
    return true;
}

bool Simulation::dashboardRefund()
{
    const auto number = drawRefundable(true);
    if (!number) return false;
    const Sale sale = m_model.sale(*number);
    Minor most = std::min(sale.refundable(), sale.onCard() - sale.fromCard());
    if (sale.isTopUp() && !m_switches.disputedTopUps) most = std::min(most, m_model.wallet({sale.student, sale.currency}).available);
    const Minor amount = m_draw.chance(30) ? most : round(m_draw.between(1, most), sale.currency);
    if (amount <= 0 || !mayTake(*number, false)) return false;
    (void)m_stage.control(QStringLiteral("charges/%1/refund").arg(m_papers[static_cast<std::size_t>(*number)].charge), {{QStringLiteral("amount"), QJsonValue(qint64{amount})}});
    refund(*number, amount, false, true);
    return true;
}

/// The bank sends a refund back that had succeeded.
bool Simulation::refundFails()
{
    std::vector<std::pair<int, int>> candidates;
    for (int i = 0; i < m_model.saleCount(); ++i) {
        const Sale& sale = m_model.sale(i);
        if (sale.method != Method::Card) continue;
        for (std::size_t t = 0; t < sale.takings.size(); ++t) {
            const Taking& one = sale.takings[t];
            const auto same = std::count_if(sale.takings.begin(), sale.takings.end(), [&](const Taking& other) { return other.amount == one.amount; });
            // By its amount it must be certain which of the gateway's refunds it is.
            if (!one.isDispute && !one.toWallet && !one.returned && same == 1) candidates.emplace_back(i, static_cast<int>(t));
        }
    }
    if (candidates.empty()) return false;
    const auto [number, taking] = m_draw.of(candidates);
    const Sale sale = m_model.sale(number);
    const Papers& papers = m_papers[static_cast<std::size_t>(number)];
    if (!mayTake(number, false)) return false;
    const QJsonArray made = m_stage.sandbox().api("GET", QStringLiteral("/v1/refunds?limit=100&payment_intent=") + papers.intent).value(QStringLiteral("data")).toArray();
    for (const QJsonValue one : made) {
        if (one.toObject().value(QStringLiteral("amount")).toInteger() != sale.takings[static_cast<std::size_t>(taking)].amount) continue;
        (void)m_stage.control(QStringLiteral("refunds/%1/fail").arg(one.toObject().value(QStringLiteral("id")).toString()), {{QStringLiteral("reason"), QStringLiteral("lost_or_stolen_card")}});
        m_model.giveBack(number, taking);
        m_model.count("refunds succeeded", -1);
        m_model.count("refunds failed");
        return true;
    }
    throw Difference{QStringLiteral("the gateway has no refund of %1 for %2").arg(sale.takings[static_cast<std::size_t>(taking)].amount).arg(papers.intent)};
}

} // namespace lectern::simulation
