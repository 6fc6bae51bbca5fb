#include "simulation/simulation.h"

namespace lectern::simulation {

namespace {
constexpr std::int64_t kTakeBackSeconds = 11 * 86'400; // like the hold, never near the end of a step
}

std::optional<int> Simulation::drawRefundable(bool cardOnly)
{
    return drawSale([&](const Sale& sale, int number) {
        return sale.refundable() > 0 && !sale.hasDispute(true) && !m_disputed.contains(number) && (!cardOnly || (sale.method == Method::Card && sale.onCard() > sale.fromCard()));
    });
}

/// What came from the wallet goes back there, at once; the rest to where it came from, unless all of it shall go to the wallet.
Simulation::Split Simulation::splitOf(const Sale& sale, Minor amount, bool toWallet) const
{
    if (toWallet || sale.method == Method::Wallet) return {amount, 0};
    const Minor ofWallet = std::clamp<Minor>(sale.fromWallet - sale.toWallet(), 0, sale.refundable());
    const Minor outside = std::min(amount, sale.refundable() - ofWallet);
    return {amount - outside, outside};
}

void Simulation::refund(int number, const Split& split)
{
    if (split.wallet > 0) {
        (void)m_model.take(number, split.wallet, false, true);
        m_model.count("refunds succeeded");
    }
    if (split.outside == 0) return;
    const int taking = m_model.take(number, split.outside, false, false);
    const bool fails = m_papers[static_cast<std::size_t>(number)].cardFailsRefunds;
    m_model.count(fails ? "refunds failed" : "refunds succeeded");
    if (fails) m_model.giveBack(number, taking);
}

bool Simulation::studentRefund()
{
    const auto number = drawRefundable(false);
    if (!number || m_model.sale(*number).isTopUp()) return false;
    const Sale& sale = m_model.sale(*number);
    const bool toWallet = m_draw.chance(30);
    const bool decides = m_draw.chance(50);
    // After the days in which it is automatic an admin decides, about each part of it.
    const bool isOpened = sale.holder != sale.student && sale.holder != kNobody; // a gift that somebody uses
    const auto isPaid = [this](int other) { return m_model.sale(other).sum(true, false) < m_model.sale(other).amount; };
    bool otherStands = sale.otherHalf >= 0 && isPaid(sale.otherHalf); // of a plan
    if (sale.subscription >= 0) {
        const auto& periods = m_model.subscription(sale.subscription).sales;
        otherStands = std::any_of(periods.begin(), periods.end(), [&](int other) { return other != *number && isPaid(other); });
    }
    const bool isAutomatic = sale.session < 0 && !isOpened && !otherStands && m_model.now() - sale.settledAt < kTakeBackSeconds;
    const Split split = splitOf(sale, sale.refundable(), toWallet);
    const bool isRefunded = isAutomatic || decides;
    if (!mayTake(*number, isRefunded ? sale.refundable() : 0, true) || (isRefunded && !mayPayOut(sale.currency, split.outside, false))) return false;
    m_deeds.push_back([=, student = m_stage.students[static_cast<std::size_t>(sale.student)], admins = m_stage.admins, papers = &m_papers[static_cast<std::size_t>(*number)], keys = std::array{m_stage.newKey(), m_stage.newKey(), m_stage.newKey()}](Client& client) {
        const QJsonObject form{{QStringLiteral("reason"), QStringLiteral("Not what I need")}, {QStringLiteral("toWallet"), toWallet}};
        const QString state = client.must(student, "POST", QStringLiteral("/api/payments/%1/refund").arg(papers->payment), form, keys[0]).value(QStringLiteral("state")).toString();
        if ((state == u"requested") == isAutomatic) throw Difference{QStringLiteral("a student takes payment %1 back\n  expected: %2\n  actual:   %3").arg(papers->payment, isAutomatic ? QStringLiteral("automatic") : QStringLiteral("requested"), state)};
        if (isAutomatic) return;
        const auto waiting = client.must(admins[0], "GET", QStringLiteral("/api/admin/refunds?state=requested&payment=") + papers->payment).value(QStringLiteral("items")).toArray();
        if (waiting.size() != (split.wallet > 0 ? 1 : 0) + (split.outside > 0 ? 1 : 0)) throw Difference{QStringLiteral("parts of a refund of payment %1 that wait: %2").arg(papers->payment).arg(waiting.size())};
        std::vector<QJsonObject> parts;
        for (const QJsonValue one : waiting) parts.push_back(one.toObject());
        std::sort(parts.begin(), parts.end(), [](const QJsonObject& a, const QJsonObject& b) { return a.value(QStringLiteral("channel")).toString() > b.value(QStringLiteral("channel")).toString(); });
        for (std::size_t i = 0; i < parts.size(); ++i)
            (void)client.must(admins[1], "POST", QStringLiteral("/api/admin/refunds/%1/decision").arg(parts[i].value(QStringLiteral("id")).toString()), {{QStringLiteral("approve"), decides}, {QStringLiteral("reason"), QStringLiteral("As the rules say")}}, keys[i + 1]);
    });
    if (isRefunded) refund(*number, split);
    else m_model.count("refunds rejected", (split.wallet > 0 ? 1 : 0) + (split.outside > 0 ? 1 : 0));
    return true;
}

bool Simulation::adminRefund()
{
    const auto number = drawRefundable(false);
    if (!number) return false;
    const Sale& sale = m_model.sale(*number);
    const bool toWallet = !sale.isTopUp() && m_draw.chance(30);
    const Minor most = sale.isTopUp() ? std::min(sale.refundable(), m_model.wallet({sale.student, sale.currency}).available) : sale.refundable();
    if (most <= 0) return false; // a top-up that is spent
    const Minor amount = m_draw.chance(40) ? most : rounded(m_draw.between(1, most), sale.currency);
    if (amount <= 0) return false;
    const Split split = splitOf(sale, amount, toWallet);
    if (!mayTake(*number, amount, true) || !mayPayOut(sale.currency, split.outside, false)) return false;
    const QJsonObject form{{QStringLiteral("amount"), moneyJson(amount, sale.currency)}, {QStringLiteral("reason"), QStringLiteral("Agreed on the phone")}, {QStringLiteral("toWallet"), toWallet}};
    m_deeds.push_back([=, admin = m_stage.admins[0], papers = &m_papers[static_cast<std::size_t>(*number)], key = m_stage.newKey()](Client& client) {
        (void)client.must(admin, "POST", QStringLiteral("/api/admin/payments/%1/refunds").arg(papers->payment), form, key);
    });
    refund(*number, split);
    return true;
}

bool Simulation::dashboardRefund()
{
    const auto number = drawRefundable(true);
    if (!number) return false;
    const Sale& sale = m_model.sale(*number);
    const Minor most = std::min(sale.refundable(), sale.onCard() - sale.fromCard());
    const Minor amount = m_draw.chance(30) ? most : rounded(m_draw.between(1, most), sale.currency);
    if (amount <= 0 || !mayTake(*number, amount, false) || !mayPayOut(sale.currency, amount, false)) return false;
    m_deeds.push_back([=, papers = &m_papers[static_cast<std::size_t>(*number)]](Client& client) {
        (void)client.control(QStringLiteral("charges/%1/refund").arg(papers->charge), {{QStringLiteral("amount"), QJsonValue(qint64{amount})}});
    });
    refund(*number, {0, amount});
    return true;
}

/// The bank sends a refund back that had succeeded.
bool Simulation::refundFails()
{
    int taking = -1;
    const auto number = drawSale([&](const Sale& sale, int) {
        if (sale.method != Method::Card) return false;
        for (std::size_t t = 0; t < sale.takings.size(); ++t) {
            const Taking& one = sale.takings[t];
            const auto same = std::count_if(sale.takings.begin(), sale.takings.end(), [&](const Taking& other) { return other.amount == one.amount; });
            // By its amount it must be certain which of the gateway's refunds it is.
            if (one.isDispute || one.toWallet || one.returned || same != 1) continue;
            taking = static_cast<int>(t);
            return true;
        }
        return false;
    });
    if (!number || !mayTake(*number, 0, false)) return false;
    const Minor amount = m_model.sale(*number).takings[static_cast<std::size_t>(taking)].amount;
    m_deeds.push_back([=, papers = &m_papers[static_cast<std::size_t>(*number)]](Client& client) {
        const QJsonArray made = client.gateway(QStringLiteral("/v1/refunds?limit=100&payment_intent=") + papers->intent).value(QStringLiteral("data")).toArray();
        const auto one = std::find_if(made.begin(), made.end(), [&](const QJsonValue& value) { return value.toObject().value(QStringLiteral("amount")).toInteger() == amount; });
        if (one == made.end()) throw Difference{QStringLiteral("the gateway has no refund of %1 for %2").arg(amount).arg(papers->intent)};
        (void)client.control(QStringLiteral("refunds/%1/fail").arg((*one).toObject().value(QStringLiteral("id")).toString()), {{QStringLiteral("reason"), QStringLiteral("lost_or_stolen_card")}});
    });
    m_model.giveBack(*number, taking);
    m_model.count("refunds succeeded", -1);
    m_model.count("refunds failed");
    return true;
}

} // namespace lectern::simulation
