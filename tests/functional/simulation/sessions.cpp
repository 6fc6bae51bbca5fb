#include "simulation/simulation.h"

// Hours with a teacher.
namespace lectern::simulation {

namespace {

constexpr std::int64_t kIntoStep = 2 * 3'600;
constexpr int kFurthest = 14; // steps

/// `numerator` / `denominator` of an amount, halves up, in steps that the gateway takes.
Minor part(Minor amount, Minor numerator, Minor denominator, const std::string& currency)
{
    const Minor step = currency == "KWD" ? 10 : 1;
    return (2 * amount * numerator + denominator * step) / (2 * denominator * step) * step;
}

Minor leastFee(const std::string& currency) { return currency == "KWD" ? 1'000 : 100; }

Minor taxBps(const QString& country) { return country == u"DE" ? 1'900 : country == u"US" ? 825 : country == u"JP" ? 1'000 : 0; }

} // namespace

/// A student's country is that of the last purchase; what counts on it and what changes it are kept apart.
bool Simulation::claimCountry(int student, const QString& country)
{
    const auto [found, isNew] = m_livesIn.emplace(student, country);
    return isNew || found->second == country;
}

/// An hour that neither of the two has ever had.
std::optional<std::int64_t> Simulation::drawStart(int teacher, int student)
{
    const std::int64_t startsAt = (m_model.now() / Model::kStepSeconds + m_draw.between(1, kFurthest)) * Model::kStepSeconds + kIntoStep;
    if (m_takenHours.contains({teacher, startsAt}) || m_takenHours.contains({-2 - student, startsAt})) return std::nullopt;
    m_takenHours.insert({teacher, startsAt});
    m_takenHours.insert({-2 - student, startsAt});
    return startsAt;
}

std::optional<Simulation::Hour> Simulation::drawHour()
{
    for (int attempt = 0; attempt < 20 && !m_countries.empty(); ++attempt) {
        Hour hour{m_draw.below(static_cast<int>(m_stage.gigs.size())), m_draw.below(static_cast<int>(m_countries.size())), 0, 0};
        const Gig& gig = m_stage.gigs[static_cast<std::size_t>(hour.gig)];
        const Owner vault{gig.teacher, gig.currency};
        const QString& country = m_countries[static_cast<std::size_t>(hour.student)];
        if (country.isEmpty() || m_reserved.contains(vault) || !claimCountry(hour.student, country)) continue;
        const auto startsAt = drawStart(gig.teacher, hour.student);
        if (!startsAt || !claimVault(vault, m_model.vault(vault).owed > 0 ? Use::Alone : Use::Shared)) continue;
        hour.startsAt = *startsAt;
        hour.minutes = m_draw.of(std::vector<int>{30, 50, 90});
        return hour;
    }
    return std::nullopt;
}

/// The teacher gets the rate; fee and tax come on top.
Terms Simulation::termsOf(const Hour& hour) const
{
    const Gig& gig = m_stage.gigs[static_cast<std::size_t>(hour.gig)];
    const Minor session = part(gig.rate, hour.minutes, 60, gig.currency);
    const Minor fee = std::max(part(session, 500, 10'000, gig.currency), leastFee(gig.currency));
    Terms terms{hour.student, -1, gig.teacher, gig.currency, session + fee, 0, 0, Method::Card};
    terms.tax = part(terms.amount, taxBps(m_countries[static_cast<std::size_t>(hour.student)]), 10'000, gig.currency);
    terms.amount += terms.tax;
    terms.teacherFixed = session;
    return terms;
}

/// Booked, confirmed and paid; or it comes to nothing before.
bool Simulation::bookSession()
{
    const auto hour = drawHour();
    if (!hour) return false;
    const Gig& gig = m_stage.gigs[static_cast<std::size_t>(hour->gig)];
    const Terms terms = termsOf(*hour);
    const int number = m_model.book(hour->student, {gig.teacher, gig.currency}, hour->startsAt, hour->startsAt + 60 * hour->minutes);
    QString* id = &m_bookings.emplace_back();
    const QJsonObject form{{QStringLiteral("gigId"), gig.id}, {QStringLiteral("startsAt"), m_stage.quarterAfter(hour->startsAt - m_model.now()).toString(Qt::ISODate)}, {QStringLiteral("minutes"), hour->minutes},
                           {QStringLiteral("message"), QString()}, {QStringLiteral("timeZone"), QStringLiteral("Asia/Kathmandu")}, {QStringLiteral("expectedTotal"), moneyJson(terms.amount, terms.currency)}};
    const Account student = m_stage.students[static_cast<std::size_t>(hour->student)];
    const auto book = [=](Client& client) { return *id = client.must(student, "POST", QStringLiteral("/api/bookings"), form).value(QStringLiteral("id")).toString(); };
    if (m_draw.chance(25)) return leaveUnpaid(number, book);
    m_model.confirm(number);
    m_model.paySession(number, terms);
    m_paidSessions.insert(number);
    (void)claim("sale " + std::to_string(m_model.session(number).sale), Use::Alone);
    const Account teacher = m_stage.teachers[static_cast<std::size_t>(gig.teacher)].account;
    collect(m_papers.emplace_back(), false, [=, key = m_stage.newKey()](Client& client) {
        const QString booking = book(client);
        (void)client.must(teacher, "POST", QStringLiteral("/api/bookings/%1/confirm").arg(booking));
        return client.must(student, "POST", QStringLiteral("/api/bookings/%1/payments").arg(booking), {}, key);
    });
    return true;
}

/// Not answered, declined, taken back, not paid, or the payment page left open.
bool Simulation::leaveUnpaid(int number, const std::function<QString(Client&)>& book)
{
    const Session& session = m_model.session(number);
    const Account student = m_stage.students[static_cast<std::size_t>(session.student)];
    const Account teacher = m_stage.teachers[static_cast<std::size_t>(session.vault.first)].account;
    const int what = m_draw.below(5);
    if (what == 1 || what == 2) m_model.cancel(number, what == 1 ? Session::By::Teacher : Session::By::Student);
    if (what > 2) m_model.confirm(number);
    m_deeds.push_back([=, key = m_stage.newKey()](Client& client) {
        const QString path = QStringLiteral("/api/bookings/") + book(client);
        const QJsonObject reason{{QStringLiteral("reason"), QStringLiteral("Another time")}};
        if (what == 1) (void)client.must(teacher, "DELETE", path, reason);
        if (what == 2) (void)client.must(student, "DELETE", path, reason);
        if (what > 2) (void)client.must(teacher, "POST", path + QStringLiteral("/confirm"));
        if (what == 4) (void)client.must(student, "POST", path + QStringLiteral("/payments"), {}, key);
    });
    return true;
}

std::optional<int> Simulation::drawSession(const std::function<bool(const Session&)>& fits)
{
    std::erase_if(m_paidSessions, [this](int number) {
        const Session& one = m_model.session(number);
        return one.claim != Session::Claim::Open && m_model.now() > one.endsAt + Model::kClaimSeconds;
    });
    std::vector<int> fitting;
    for (const int number : m_paidSessions) {
        if (fits(m_model.session(number))) fitting.push_back(number);
    }
    return fitting.empty() ? std::nullopt : std::optional(m_draw.of(fitting));
}

bool Simulation::cancelSession()
{
    const auto by = m_draw.of(std::vector<Session::By>{Session::By::Student, Session::By::Student, Session::By::Teacher, Session::By::Admin});
    const auto number = drawSession([&](const Session& one) {
        const bool isQuestioned = m_model.sale(one.sale).hasDispute(true);
        return one.state == Session::State::Paid && one.startsAt > m_model.now() && (isQuestioned ? by != Session::By::Student : !m_disputed.contains(one.sale));
    });
    if (!number) return false;
    const Session& session = m_model.session(*number);
    const Sale& sale = m_model.sale(session.sale);
    const bool isLate = by == Session::By::Student && !session.movedByTeacher && session.startsAt - m_model.now() < Model::kFreeCancelSeconds;
    const Minor back = sale.hasDispute(true) ? 0 : isLate ? rounded(sale.refundable() / 2, sale.currency) : sale.refundable();
    if (!mayTake(session.sale, back, false) || !mayPayOut(sale.currency, back, false)) return false;
    m_model.cancel(*number, by);
    if (back > 0) refund(session.sale, {0, back});
    const Account who = by == Session::By::Student ? m_stage.students[static_cast<std::size_t>(session.student)] : by == Session::By::Teacher ? m_stage.teachers[static_cast<std::size_t>(session.vault.first)].account : m_stage.admins[0];
    const QJsonObject form{{QStringLiteral("reason"), QStringLiteral("Something came up")}, {QStringLiteral("expectedRefund"), moneyJson(back, sale.currency)}};
    m_deeds.push_back([=, id = &m_bookings[static_cast<std::size_t>(*number)]](Client& client) { (void)client.must(who, "DELETE", QStringLiteral("/api/bookings/") + *id, form); });
    return true;
}

/// One side proposes another hour, and the other agrees.
bool Simulation::moveSession()
{
    const bool byTeacher = m_draw.chance(50);
    const auto number = drawSession([&](const Session& one) { return one.state == Session::State::Paid && one.startsAt - m_model.now() > (byTeacher ? 0 : Model::kFreeCancelSeconds); });
    if (!number) return false;
    const Session& session = m_model.session(*number);
    if (m_disputed.contains(session.sale) || !mayTake(session.sale, 0, false)) return false;
    const auto startsAt = drawStart(session.vault.first, session.student);
    if (!startsAt) return false;
    const Account student = m_stage.students[static_cast<std::size_t>(session.student)];
    const Account teacher = m_stage.teachers[static_cast<std::size_t>(session.vault.first)].account;
    const QJsonObject form{{QStringLiteral("startsAt"), m_stage.quarterAfter(*startsAt - m_model.now()).toString(Qt::ISODate)}};
    m_model.move(*number, *startsAt, byTeacher);
    m_deeds.push_back([=, id = &m_bookings[static_cast<std::size_t>(*number)]](Client& client) {
        const QString path = QStringLiteral("/api/bookings/") + *id;
        (void)client.must(byTeacher ? teacher : student, "POST", path + QStringLiteral("/reschedule"), form);
        (void)client.must(byTeacher ? student : teacher, "POST", path + QStringLiteral("/proposal"), {{QStringLiteral("accept"), true}});
    });
    return true;
}

/// Somebody says that the other one did not come.
bool Simulation::claimSession()
{
    const auto number = drawSession([&](const Session& one) { return one.state == Session::State::Completed && one.claim == Session::Claim::None && m_model.now() - one.startsAt < 6 * Model::kStepSeconds; });
    if (!number || !mayTake(m_model.session(*number).sale, 0, false)) return false;
    const Session& session = m_model.session(*number);
    m_model.claim(*number);
    const Account who = m_draw.chance(70) ? m_stage.students[static_cast<std::size_t>(session.student)] : m_stage.teachers[static_cast<std::size_t>(session.vault.first)].account;
    m_deeds.push_back([=, id = &m_bookings[static_cast<std::size_t>(*number)]](Client& client) {
        (void)client.must(who, "POST", QStringLiteral("/api/bookings/%1/claim").arg(*id), {{QStringLiteral("text"), QStringLiteral("Nobody was there for twenty minutes.")}});
    });
    return true;
}

bool Simulation::decideClaim()
{
    const auto number = drawSession([&](const Session& one) { return one.claim == Session::Claim::Open && !m_disputed.contains(one.sale); });
    if (!number) return false;
    const Session& session = m_model.session(*number);
    const Sale& sale = m_model.sale(session.sale);
    const bool uphold = m_draw.chance(60);
    const Minor most = sale.refundable();
    const Minor back = !uphold || most == 0 ? 0 : m_draw.chance(50) ? most : rounded(m_draw.between(0, most), sale.currency);
    if (!mayTake(session.sale, back, false) || !mayPayOut(sale.currency, back, false)) return false;
    const QJsonObject decision{{QStringLiteral("uphold"), uphold}, {QStringLiteral("refund"), moneyJson(back, sale.currency)}, {QStringLiteral("reason"), QStringLiteral("As both have written")}};
    m_deeds.push_back([=, admin = m_stage.admins[1], key = m_stage.newKey(), id = &m_bookings[static_cast<std::size_t>(*number)]](Client& client) {
        (void)client.must(admin, "POST", QStringLiteral("/api/admin/bookings/%1/decision").arg(*id), decision, key);
    });
    if (back > 0) refund(session.sale, {0, back});
    m_model.decideClaim(*number, uphold);
    return true;
}

} // namespace lectern::simulation
