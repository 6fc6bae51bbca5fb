#include "simulation/simulation.h"

namespace lectern::simulation {

bool Simulation::mayDispute(int number)
{
    const Sale& sale = m_model.sale(number);
    if (sale.method != Method::Card || sale.hasDispute(false) || sale.onCard() <= sale.fromCard()) return false;
    // What was refunded into the wallet can be disputed as well; of a top-up only while the switch allows it.
    if (sale.isTopUp() && !m_switches.disputedTopUps) return false;
    return std::none_of(m_disputes.begin(), m_disputes.end(), [&](const OpenDispute& one) { return one.sale == number; });
}

bool Simulation::openDispute()
{
    std::vector<int> candidates;
    for (int i = 0; i < m_model.saleCount(); ++i) {
        if (mayDispute(i)) candidates.push_back(i);
    }
    if (candidates.empty()) return false;
    const int number = m_draw.of(candidates);
    const Sale sale = m_model.sale(number);
    const Minor most = sale.onCard() - sale.fromCard();
    const Minor amount = m_draw.chance(70) ? most : round(m_draw.between(1, most), sale.currency);
    if (amount <= 0 || !mayTake(number, false)) return false;
    const QJsonObject made = m_stage.control(QStringLiteral("charges/%1/dispute").arg(m_papers[static_cast<std::size_t>(number)].charge), {{QStringLiteral("amount"), QJsonValue(qint64{amount})}});
    const int taking = m_model.take(number, amount, true, false);
    m_model.disputeFee(sale.currency, false);
    m_model.count("disputes needs_response");
    m_spendable[sale.currency] -= amount + 15'000;
    m_disputes.push_back({number, taking, made.value(QStringLiteral("id")).toString(), amount, "needs_response"});
    return true;
}

bool Simulation::openInquiry()
{
    std::vector<int> candidates;
    for (int i = 0; i < m_model.saleCount(); ++i) {
        if (mayDispute(i) && !m_model.sale(i).isTopUp()) candidates.push_back(i);
    }
    if (candidates.empty()) return false;
    const int number = m_draw.of(candidates);
    if (!mayTake(number, false)) return false;
    const Sale& sale = m_model.sale(number);
    const Minor amount = sale.onCard() - sale.fromCard();
    const QJsonObject made = m_stage.control(QStringLiteral("charges/%1/dispute").arg(m_papers[static_cast<std::size_t>(number)].charge), {{QStringLiteral("amount"), QJsonValue(qint64{amount})}, {QStringLiteral("inquiry"), true}});
    m_model.count("disputes inquiry");
    m_disputes.push_back({number, -1, made.value(QStringLiteral("id")).toString(), amount, "inquiry"});
    return true;
}

/// Through the API, as an admin does.
void Simulation::answer(OpenDispute& dispute, bool accept)
{
    const QString payment = m_papers[static_cast<std::size_t>(dispute.sale)].payment;
    const QJsonArray listed = m_stage.must(m_stage.admins[0], "GET", QStringLiteral("/api/admin/disputes?payment=") + payment).value(QStringLiteral("items")).toArray();
    if (listed.size() != 1) throw Difference{QStringLiteral("disputes of payment %1\n  expected: 1\n  actual:   %2").arg(payment).arg(listed.size())};
    (void)m_stage.must(m_stage.admins[0], "POST", QStringLiteral("/api/admin/disputes/%1/answer").arg(listed.first().toObject().value(QStringLiteral("id")).toString()),
                       {{QStringLiteral("accept"), accept}, {QStringLiteral("statement"), QStringLiteral("The student used the course for weeks.")}}, m_stage.newKey());
}

void Simulation::decide(OpenDispute& dispute, bool won)
{
    const std::string currency = m_model.sale(dispute.sale).currency;
    m_model.count("disputes " + dispute.state, -1);
    if (dispute.taking < 0) {
        m_model.count("disputes inquiry_closed");
    } else if (won) {
        m_model.count("disputes won");
        m_model.giveBack(dispute.sale, dispute.taking);
        m_model.disputeFee(currency, true);
    } else {
        m_model.count("disputes lost");
    }
}

bool Simulation::endDispute()
{
    if (m_disputes.empty()) return false;
    const std::size_t index = static_cast<std::size_t>(m_draw.below(static_cast<int>(m_disputes.size())));
    OpenDispute& dispute = m_disputes[index];
    if (!mayTake(dispute.sale, false)) return false;
    const bool isInquiry = dispute.taking < 0;
    const bool isNew = dispute.state == "needs_response" || dispute.state == "inquiry";
    const int what = m_draw.below(10);
    if (isNew && what < 3) { // answered; the bank decides later
        answer(dispute, false);
        m_model.count("disputes " + dispute.state, -1);
        dispute.state = isInquiry ? "inquiry_under_review" : "under_review";
        m_model.count("disputes " + dispute.state);
        return true;
    }
    if (isInquiry && what < 7) { // becomes a chargeback
        (void)m_stage.control(QStringLiteral("disputes/%1/escalate").arg(dispute.id));
        m_model.count("disputes " + dispute.state, -1);
        dispute.state = "needs_response";
        m_model.count("disputes needs_response");
        dispute.taking = m_model.take(dispute.sale, dispute.amount, true, false);
        m_model.disputeFee(m_model.sale(dispute.sale).currency, false);
        return true;
    }
    const bool won = what < 8;
    if (isNew && !isInquiry && !won && m_draw.chance(50)) answer(dispute, true);
    else (void)m_stage.control(QStringLiteral("disputes/%1/%2").arg(dispute.id, won ? QStringLiteral("win") : QStringLiteral("lose")));
    decide(dispute, won);
    m_disputes.erase(m_disputes.begin() + static_cast<std::ptrdiff_t>(index));
    return true;
}

} // namespace lectern::simulation
