#include "simulation/cards.h"
#include "simulation/simulation.h"

// Coupons, bundles and gifts.
namespace lectern::simulation {

bool Simulation::couponSale()
{
    auto purchase = drawPurchase(false);
    if (!purchase) return false;
    const bool byTeacher = m_draw.chance(50);
    const Minor fee = m_stage.courses[static_cast<std::size_t>(purchase->course)].fee;
    const Minor wanted = (fee * (byTeacher ? 1'500 : 3'500) + 5'000) / 10'000;
    if (m_model.discount(purchase->terms, fee, purchase->taxBps, purchase->taxIncluded, wanted, byTeacher) == 0) return sellByCard(*purchase); // nothing is left of the school's share
    purchase->form.insert(QStringLiteral("coupon"), byTeacher ? QStringLiteral("TEACHER15") : QStringLiteral("SCHOOL35"));
    purchase->form.insert(QStringLiteral("expectedTotal"), moneyJson(purchase->terms.amount, purchase->terms.currency));
    m_model.count("coupon uses");
    return sellByCard(*purchase);
}

/// Two courses at once: the card fills the wallet, and the wallet pays for both.
bool Simulation::bundleSale()
{
    auto first = drawPurchase(false);
    if (!first) return false;
    const int tax = first->terms.currency == "KWD" ? 0 : m_draw.below(4);
    const int student = first->student;
    const std::string currency = first->terms.currency;
    m_waitingPairs.erase({student, first->course}); // priced anew, as both follow one country
    std::vector<Purchase> both;
    if (auto again = purchaseOf(student, first->course, tax)) both.push_back(*again);
    for (int attempt = 0; attempt < 20 && both.size() == 1; ++attempt) {
        const int course = m_draw.below(static_cast<int>(m_stage.courses.size()));
        if (course == first->course || m_stage.courses[static_cast<std::size_t>(course)].currency != currency) continue;
        if (auto second = purchaseOf(student, course, tax)) both.push_back(*second);
    }
    if (both.size() < 2 || !claimWallet({student, currency}, Use::Shared)) return false;
    const int bps = static_cast<int>(m_draw.between(0, 30)) * 100;
    const bool byTeacher = m_draw.chance(50);
    QJsonArray courses;
    Minor total = 0;
    for (Purchase& one : both) {
        const Minor fee = m_stage.courses[static_cast<std::size_t>(one.course)].fee;
        (void)m_model.discount(one.terms, fee, one.taxBps, one.taxIncluded, fee * bps / 10'000, byTeacher);
        one.terms.method = Method::Wallet;
        one.terms.fromWallet = one.terms.amount;
        total += one.terms.amount;
        courses.append(m_stage.courses[static_cast<std::size_t>(one.course)].id);
    }
    const QJsonObject bundle{{QStringLiteral("kind"), QStringLiteral("bundle")}, {QStringLiteral("title"), QStringLiteral("Two of them")}, {QStringLiteral("description"), QString()}, {QStringLiteral("discountBps"), bps},
                             {QStringLiteral("funding"), byTeacher ? QStringLiteral("teacher") : QStringLiteral("platform")}, {QStringLiteral("courses"), courses}};
    const QJsonObject order{{QStringLiteral("method"), QStringLiteral("card")}, {QStringLiteral("country"), first->form.value(QStringLiteral("country"))}, {QStringLiteral("expectedTotal"), moneyJson(total, currency)}};
    Terms filling{student, -1, -1, currency, total, 0, 0, Method::Card};
    filling.isForBundle = true;
    payByCard(filling, [=, who = m_stage.students[static_cast<std::size_t>(student)], admin = m_stage.admins[0], country = both.front().form.value(QStringLiteral("country")), key = m_stage.newKey()](Client& client) {
        const QString id = client.must(admin, "POST", QStringLiteral("/api/admin/bundles"), bundle).value(QStringLiteral("id")).toString();
        (void)client.must(admin, "POST", QStringLiteral("/api/admin/bundles/%1/state").arg(id), {{QStringLiteral("state"), QStringLiteral("on_sale")}});
        QJsonObject form = order;
        form.insert(QStringLiteral("country"), country);
        return client.must(who, "POST", QStringLiteral("/api/bundles/%1/purchases").arg(id), form, key).value(QStringLiteral("checkout")).toObject();
    });
    for (const Purchase& one : both) {
        m_model.reserve({student, currency}, one.terms.amount);
        m_unnamed.push_back({&sold(one.terms), one.student, one.course, -1});
    }
    m_model.count("bundles bought");
    return true;
}

/// The payments of a bundle's courses, and the rest of a plan, are made as they are settled.
void Simulation::namePapers()
{
    for (const Unnamed& one : std::exchange(m_unnamed, {})) {
        const auto periods = one.period < 0 ? std::vector<Stage::Payment>() : m_stage.periodsOf(one.student, one.course);
        if (one.period >= std::ssize(periods)) throw Difference{QStringLiteral("student %1 has no payment for period %2 of course %3").arg(one.student).arg(one.period + 1).arg(one.course)};
        const Stage::Payment payment = one.period < 0 ? m_stage.paymentOf(one.student, one.course) : periods[static_cast<std::size_t>(one.period)];
        one.papers->payment = payment.id;
        one.papers->intent = payment.intent;
        if (!payment.intent.isEmpty()) one.papers->charge = m_stage.self().gateway(QStringLiteral("/v1/payment_intents/") + payment.intent).value(QStringLiteral("latest_charge")).toString();
    }
}

bool Simulation::giftSale()
{
    auto purchase = drawPurchase(false);
    if (!purchase) return false;
    purchase->terms.holder = kNobody;
    purchase->form.insert(QStringLiteral("gift"), QJsonObject{{QStringLiteral("recipientName"), QStringLiteral("Somebody")}, {QStringLiteral("recipientEmail"), QString()}, {QStringLiteral("message"), QString()}});
    m_gifts.push_back(m_model.saleCount());
    return sellByCard(*purchase);
}

/// Somebody who is not in the course uses the code of a gift that stands.
bool Simulation::openGift()
{
    if (m_gifts.empty()) return false;
    const std::size_t at = static_cast<std::size_t>(m_draw.below(static_cast<int>(m_gifts.size())));
    const int number = m_gifts[at];
    const Sale& sale = m_model.sale(number);
    const int student = m_draw.below(static_cast<int>(m_stage.students.size()));
    if (!sale.stands() || m_disputed.contains(number) || m_model.hasAccess(student, sale.course) || m_waitingPairs.contains({student, sale.course})) return false;
    for (const int other : m_model.salesOf(student, sale.course)) {
        if (m_disputed.contains(other)) return false;
    }
    if (m_used.contains("sale " + std::to_string(number))) return false;
    (void)claim("sale " + std::to_string(number), Use::Alone);
    m_waitingPairs.insert({student, sale.course});
    m_gifts.erase(m_gifts.begin() + static_cast<std::ptrdiff_t>(at));
    m_deeds.push_back([giver = m_stage.students[static_cast<std::size_t>(sale.student)], who = m_stage.students[static_cast<std::size_t>(student)], papers = &m_papers[static_cast<std::size_t>(number)]](Client& client) {
        const QJsonArray gifts = client.must(giver, "GET", QStringLiteral("/api/gifts")).value(QStringLiteral("items")).toArray();
        const auto one = std::find_if(gifts.begin(), gifts.end(), [&](const QJsonValue& value) { return value.toObject().value(QStringLiteral("paymentId")).toString() == papers->payment; });
        if (one == gifts.end()) throw Difference{QStringLiteral("the gift that payment %1 paid is not listed").arg(papers->payment)};
        (void)client.must(who, "POST", QStringLiteral("/api/invitations/redeem"), {{QStringLiteral("code"), (*one).toObject().value(QStringLiteral("code"))}});
    });
    m_model.open(number, student);
    m_model.count("gifts opened");
    return true;
}

/// Half is paid now; the rest is due in a year.
bool Simulation::planSale()
{
    auto purchase = drawPurchase(false);
    if (!purchase) return false;
    Terms rest = purchase->terms;
    const Minor step = rest.currency == "KWD" ? 10 : 1;
    rest.amount = purchase->terms.amount / 2 / step * step;
    purchase->terms.amount -= rest.amount;
    purchase->terms.tax = purchase->terms.tax * purchase->terms.amount / (purchase->terms.amount + rest.amount);
    rest.tax -= purchase->terms.tax;
    purchase->terms.awaitsRest = true;
    purchase->form.insert(QStringLiteral("planId"), m_stage.plan);
    m_rests.push_back({m_model.saleCount(), rest});
    m_model.count("plans begun");
    return sellByCard(*purchase);
}

/// The oldest rest that nothing else touches; both sides have it as paid by what the caller does.
std::optional<Simulation::RestPaid> Simulation::payRest(Use card)
{
    for (auto one = m_rests.begin(); one != m_rests.end(); ++one) {
        const Owner vault{one->terms.teacher, one->terms.currency};
        const std::pair pair{one->terms.student, one->terms.course};
        const std::string name = "sale " + std::to_string(one->firstHalf);
        if (m_used.contains(name) || m_waitingPairs.contains(pair) || m_reserved.contains(vault) || !claim("card " + std::to_string(one->terms.student), card) || !claimVault(vault, m_model.vault(vault).owed > 0 ? Use::Alone : Use::Shared)) continue;
        const Rest rest = *one;
        m_rests.erase(one);
        (void)claim(name, Use::Alone);
        m_waitingPairs.insert(pair);
        Terms terms = rest.terms;
        terms.otherHalf = rest.firstHalf;
        (void)claim("sale " + std::to_string(m_model.saleCount()), Use::Alone);
        m_model.complete(rest.firstHalf, terms);
        m_model.count("plans completed");
        Papers& papers = m_papers.emplace_back();
        papers.cardFailsRefunds = m_papers[static_cast<std::size_t>(rest.firstHalf)].cardFailsRefunds;
        m_unnamed.push_back({&papers, terms.student, terms.course, -1});
        return RestPaid{m_stage.students[static_cast<std::size_t>(terms.student)], m_stage.courses[static_cast<std::size_t>(terms.course)].id};
    }
    return std::nullopt;
}

namespace {

/// The plan as its student's program shows it: its path, and the id of the second payment.
std::pair<QString, QJsonObject> secondOf(Client& client, const Account& student, const QString& course)
{
    const QJsonArray plans = client.must(student, "GET", QStringLiteral("/api/payments/schedules")).value(QStringLiteral("items")).toArray();
    const auto plan = std::find_if(plans.begin(), plans.end(), [&](const QJsonValue& value) { return value.toObject().value(QStringLiteral("courseId")).toString() == course && value.toObject().value(QStringLiteral("state")) == QStringLiteral("active"); });
    if (plan == plans.end()) throw Difference{QStringLiteral("the plan for course %1 is not active").arg(course)};
    const QJsonObject schedule = (*plan).toObject();
    return {schedule.value(QStringLiteral("id")).toString(), {{QStringLiteral("lineId"), schedule.value(QStringLiteral("lines")).toArray().at(1).toObject().value(QStringLiteral("id"))}}};
}

} // namespace

/// An admin moves the rest to today, and it is collected from the card that the first half left.
bool Simulation::collectRest()
{
    const auto rest = payRest(Use::Shared);
    if (!rest) return false;
    m_deeds.push_back([rest = *rest, admin = m_stage.admins[0], today = m_stage.now().date()](Client& client) {
        auto [schedule, change] = secondOf(client, rest.student, rest.course);
        change.insert(QStringLiteral("dueOn"), today.toString(Qt::ISODate) + QStringLiteral("T00:00:00Z"));
        change.insert(QStringLiteral("reason"), QStringLiteral("Paid early, as agreed"));
        (void)client.must(admin, "POST", QStringLiteral("/api/admin/payments/schedules/%1/change").arg(schedule), change);
    });
    return true;
}

/// The card that is kept does not pay any more: the student has it tried, pays with another one, and goes back to the old one.
bool Simulation::refusedRest()
{
    const auto rest = payRest(Use::Alone);
    if (!rest) return false;
    m_papers.back().cardFailsRefunds = false;
    m_deeds.push_back([rest = *rest, keys = std::array{m_stage.newKey(), m_stage.newKey(), m_stage.newKey()}](Client& client) {
        const Broken card = breakCard(client, rest.student, keys[0]);
        const auto [schedule, line] = secondOf(client, rest.student, rest.course);
        const QString path = QStringLiteral("/api/payments/schedules/") + schedule;
        (void)client.call(rest.student, "POST", path + QStringLiteral("/collect"), line, keys[1]);
        // Where the gateway's answer was lost it is found out first what became of it.
        const QJsonObject made = client.inTheEnd(rest.student, "POST", path + QStringLiteral("/pay"), line, keys[2]);
        const QJsonObject paid = client.pay(made.value(QStringLiteral("payment")).toObject().value(QStringLiteral("gatewayId")).toString(), made.value(QStringLiteral("clientSecret")).toString(), QStringLiteral("pm_card_bypassPending"));
        if (paid.value(QStringLiteral("status")) != QStringLiteral("succeeded")) throw Difference{QStringLiteral("paying the rest of %1 in the sandbox: %2").arg(schedule, QString::fromUtf8(QJsonDocument(paid).toJson(QJsonDocument::Compact)))};
        mendCard(client, rest.student, card);
    });
    return true;
}

} // namespace lectern::simulation
