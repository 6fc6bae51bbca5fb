#include "simulation/simulation.h"

namespace lectern::simulation {

/// What was refunded into the wallet can be disputed as well, and a top-up that was spent.
bool Simulation::mayDispute(const Sale& sale, int number) const
{
    return sale.method == Method::Card && !sale.hasDispute(false) && sale.onCard() > sale.fromCard() && !m_disputed.contains(number);
}

void Simulation::dispute(int number, Minor amount, bool isInquiry)
{
    OpenDispute& opened = m_disputes.emplace_back(OpenDispute{number, -1, amount, isInquiry ? "inquiry" : "needs_response", {}});
    m_open.insert(static_cast<int>(m_disputes.size()) - 1);
    m_disputed.insert(number);
    m_model.count("disputes " + opened.state);
    if (!isInquiry) {
        opened.taking = m_model.take(number, amount, true, false);
        m_model.disputeFee(m_model.sale(number).currency, false);
    }
    m_deeds.push_back([=, id = &opened.id, papers = &m_papers[static_cast<std::size_t>(number)]](Client& client) {
        *id = client.control(QStringLiteral("charges/%1/dispute").arg(papers->charge), {{QStringLiteral("amount"), QJsonValue(qint64{amount})}, {QStringLiteral("inquiry"), isInquiry}}).value(QStringLiteral("id")).toString();
    });
}

bool Simulation::openDispute()
{
    const auto number = drawSale([this](const Sale& sale, int candidate) { return mayDispute(sale, candidate); });
    if (!number) return false;
    const Sale& sale = m_model.sale(*number);
    const Minor most = sale.onCard() - sale.fromCard();
    // Of a session that is lost in part nobody would know when the rest goes back: as the hour is over.
    const Minor amount = sale.session >= 0 || m_draw.chance(70) ? most : rounded(m_draw.between(1, most), sale.currency);
    if (amount <= 0 || !mayTake(*number, amount, false) || !mayPayOut(sale.currency, amount + 15'000, false)) return false;
    dispute(*number, amount, false);
    return true;
}

bool Simulation::openInquiry()
{
    const auto number = drawSale([this](const Sale& sale, int candidate) { return mayDispute(sale, candidate) && !sale.isTopUp(); });
    if (!number || !mayTake(*number, 0, false)) return false;
    const Sale& sale = m_model.sale(*number);
    dispute(*number, sale.onCard() - sale.fromCard(), true);
    return true;
}

/// Won, and given back at once.
bool Simulation::mayReturn(int number)
{
    const Sale& sale = m_model.sale(number);
    const Owner vault{sale.teacher, sale.currency};
    return m_model.vault(vault).owed == 0 && mayPayOut(sale.currency, sale.amount, false);
}

/// Through the API, as an admin does.
void Simulation::answer(OpenDispute& dispute, bool accept)
{
    m_deeds.push_back([accept, id = &dispute.id, admin = m_stage.admins[0], papers = &m_papers[static_cast<std::size_t>(dispute.sale)], key = m_stage.newKey()](Client& client) {
        // There may be others, of which the bank has decided.
        const QJsonArray listed = client.must(admin, "GET", QStringLiteral("/api/admin/disputes?payment=") + papers->payment).value(QStringLiteral("items")).toArray();
        const auto one = std::find_if(listed.begin(), listed.end(), [&](const QJsonValue& value) { return value.toObject().value(QStringLiteral("gatewayId")).toString() == *id; });
        if (one == listed.end()) throw Difference{QStringLiteral("dispute %1 of payment %2 is not listed").arg(*id, papers->payment)};
        (void)client.must(admin, "POST", QStringLiteral("/api/admin/disputes/%1/answer").arg((*one).toObject().value(QStringLiteral("id")).toString()),
                          {{QStringLiteral("accept"), accept}, {QStringLiteral("statement"), QStringLiteral("The student used the course for weeks.")}}, key);
    });
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
        if (m_model.isOwed(dispute.sale)) refund(dispute.sale, {0, m_model.sale(dispute.sale).refundable()});
    } else {
        m_model.count("disputes lost");
        m_model.lose(dispute.sale, dispute.taking);
    }
}

bool Simulation::endDispute()
{
    if (m_open.empty()) return false;
    const int number = *std::next(m_open.begin(), m_draw.below(static_cast<int>(m_open.size())));
    OpenDispute& dispute = m_disputes[static_cast<std::size_t>(number)];
    const bool isInquiry = dispute.taking < 0;
    const bool isNew = dispute.state == "needs_response" || dispute.state == "inquiry";
    const int what = m_draw.below(10);
    const bool isAnswered = isNew && what < 3; // the bank decides later
    const bool escalates = !isAnswered && isInquiry && what < 7; // becomes a chargeback
    const std::string currency = m_model.sale(dispute.sale).currency;
    if (!mayTake(dispute.sale, escalates ? dispute.amount : 0, false) || (escalates && !mayPayOut(currency, dispute.amount + 15'000, false))) return false;
    if (isAnswered) {
        answer(dispute, false);
        m_model.count("disputes " + dispute.state, -1);
        dispute.state = isInquiry ? "inquiry_under_review" : "under_review";
        m_model.count("disputes " + dispute.state);
        return true;
    }
    const auto bank = [&](const char* word) {
        m_deeds.push_back([word = QLatin1String(word), id = &dispute.id](Client& client) { (void)client.control(QStringLiteral("disputes/%1/%2").arg(*id, word)); });
    };
    if (escalates) {
        bank("escalate");
        m_model.count("disputes " + dispute.state, -1);
        dispute.state = "needs_response";
        m_model.count("disputes needs_response");
        dispute.taking = m_model.take(dispute.sale, dispute.amount, true, false);
        m_model.disputeFee(currency, false);
        return true;
    }
    const bool won = what < 8;
    if (won && !isInquiry && m_model.isOwed(dispute.sale) && !mayReturn(dispute.sale)) return false;
    if (isNew && !isInquiry && !won && m_draw.chance(50)) answer(dispute, true);
    else bank(won ? "win" : "lose");
    decide(dispute, won);
    m_open.erase(number);
    m_disputed.erase(dispute.sale);
    return true;
}

} // namespace lectern::simulation
