#include "simulation/simulation.h"

// Courses paid by the week. They begin between two steps of time, so that no period ends while other facts happen.
namespace lectern::simulation {

namespace {

constexpr qint64 kRestSeconds = 9'000; // of a step, after the periods have ended: an invoice is a draft for an hour

/// The one of a student that is not over, as the student's program finds it.
QString runningOf(Client& client, const Account& student, const QString& course)
{
    const QJsonArray all = client.must(student, "GET", QStringLiteral("/api/payments/subscriptions")).value(QStringLiteral("items")).toArray();
    const auto one = std::find_if(all.begin(), all.end(), [&](const QJsonValue& value) {
        return value.toObject().value(QStringLiteral("courseId")).toString() == course && value.toObject().value(QStringLiteral("state")) != QStringLiteral("cancelled");
    });
    if (one == all.end()) throw Difference{QStringLiteral("no subscription to course %1 runs").arg(course)};
    return (*one).toObject().value(QStringLiteral("id")).toString();
}

} // namespace

/// Almost all of a step, in which periods end and are renewed. Then new ones begin, beside nothing else; and the rest of it.
void Simulation::passTime(qint64 seconds)
{
    const std::int64_t later = m_model.now() + seconds;
    breakCards(later - kRestSeconds);
    const bool isDown = disturbRenewals();
    m_used.clear();
    m_livesIn.clear();
    m_waitingPairs.clear();
    for (int i = 0; i < m_model.subscriptionCount(); ++i) {
        // What becomes of it meanwhile may not have been heard of when others begin.
        if (const Subscription& one = m_model.subscription(i); m_model.nextChange(one) <= later) m_waitingPairs.insert({one.terms.student, one.terms.course});
    }
    m_stage.pass(seconds - kRestSeconds, isDown);
    m_model.advance(seconds);
    nameRenewals();
    for (int wanted = m_draw.below(std::max(3, m_roundSize / 12)); wanted > 0; --wanted) {
        disturb();
        if (subscribe(later - kRestSeconds + Model::kPeriodSeconds)) noteFact("subscription");
    }
    m_crowd.perform(std::exchange(m_deeds, {}));
    m_stage.pass(kRestSeconds);
}

/// What the model has sold the gateway has made and collected.
void Simulation::nameRenewals()
{
    for (int number = static_cast<int>(m_papers.size()); number < m_model.saleCount(); ++number) {
        const Sale& sale = m_model.sale(number);
        const std::vector<int>& periods = m_model.subscription(sale.subscription).sales;
        m_unnamed.push_back({&m_papers.emplace_back(), sale.student, sale.course, std::find(periods.begin(), periods.end(), number) - periods.begin()});
        ++m_counts["(period renewed)"];
    }
}

/// The first period is paid at once; or the card is declined, and the student leaves it at that.
bool Simulation::subscribe(std::int64_t firstEnd)
{
    for (int attempt = 0; attempt < 60; ++attempt) {
        const int number = m_draw.below(static_cast<int>(m_stage.courses.size()));
        const int student = m_draw.below(static_cast<int>(m_stage.students.size()));
        const Course& course = m_stage.courses[static_cast<std::size_t>(number)];
        const int tax = course.currency == "KWD" ? 0 : m_draw.below(4);
        const auto isDeclined = [&](const Declined& one) { return m_model.subscription(one.subscription).terms.student == student; };
        if (course.perWeek == 0 || std::any_of(m_declined.begin(), m_declined.end(), isDeclined) || m_model.hadDebt({course.teacher, course.currency})) continue;
        auto purchase = purchaseOf(student, number, tax);
        if (!purchase) continue;
        Terms& terms = purchase->terms;
        terms.amount = course.perWeek + (purchase->taxIncluded ? 0 : Model::taxOf(course.perWeek, purchase->taxBps, false));
        terms.tax = Model::taxOf(terms.amount, purchase->taxBps, true); // whatever is collected has it in it
        // The open payment of the same amount is gone on with, whatever country is named then.
        const auto waiting = m_model.waitingOf(student, number);
        if (!waiting && !m_model.hasTried(student, number) && m_draw.chance(35)) {
            tryOut(*purchase, firstEnd);
            return true;
        }
        if (waiting && m_model.subscription(*waiting).terms.amount == terms.amount && m_model.subscription(*waiting).terms.tax != terms.tax) continue;
        purchase->form.insert(QStringLiteral("planId"), m_stage.weekly.at(course.currency).plan);
        purchase->form.insert(QStringLiteral("expectedTotal"), moneyJson(terms.amount, terms.currency));
        const auto checkout = [student = m_stage.students[static_cast<std::size_t>(student)], form = purchase->form, key = m_stage.newKey()](Client& client) {
            return client.must(student, "POST", QStringLiteral("/api/enrollments"), form, key).value(QStringLiteral("checkout")).toObject();
        };
        const bool isPaid = !m_draw.chance(15);
        m_model.subscribe(terms, firstEnd, isPaid);
        if (isPaid) collect(m_papers.emplace_back(), true, checkout);
        else m_deeds.push_back([checkout](Client& client) {
            const QJsonObject made = checkout(client);
            (void)client.pay(made.value(QStringLiteral("payment")).toObject().value(QStringLiteral("gatewayId")).toString(), made.value(QStringLiteral("clientSecret")).toString(), QStringLiteral("pm_card_visa_chargeDeclined"));
        });
        return true;
    }
    return false;
}

/// A week for nothing, and then by the week, from the card that is left for it.
void Simulation::tryOut(Purchase& purchase, std::int64_t trialEnd)
{
    purchase.form.insert(QStringLiteral("planId"), m_stage.weekly.at(purchase.terms.currency).trial);
    purchase.form.remove(QStringLiteral("expectedTotal"));
    m_model.tryOut(purchase.terms, trialEnd);
    ++m_counts["(trial)"];
    m_deeds.push_back([student = m_stage.students[static_cast<std::size_t>(purchase.student)], form = purchase.form, key = m_stage.newKey()](Client& client) {
        const QString setup = client.must(student, "POST", QStringLiteral("/api/enrollments"), form, key).value(QStringLiteral("setup")).toObject().value(QStringLiteral("setupId")).toString();
        if (!setup.isEmpty()) client.keep(setup, QStringLiteral("pm_card_bypassPending")); // else one that is kept already does
    });
}

/// So many steps that the period of one of them ends with the last.
std::optional<qint64> Simulation::stepsToRenewal()
{
    std::vector<qint64> all;
    for (int i = 0; i < m_model.subscriptionCount(); ++i) {
        const Subscription& one = m_model.subscription(i);
        if (Model::isRunning(one) && !one.endsAtPeriod) all.push_back((one.periodEnd + kRestSeconds - m_model.now()) / Model::kStepSeconds);
    }
    return all.empty() ? std::nullopt : std::optional(m_draw.of(all));
}

/// Of students with one subscription, whose period ends then, some have a card that will not pay for the next one.
void Simulation::breakCards(std::int64_t periodEnd)
{
    std::map<int, int> running;
    for (int i = 0; i < m_model.subscriptionCount(); ++i) running[m_model.subscription(i).terms.student] += Model::isRunning(m_model.subscription(i));
    std::set<Owner> vaults; // who repays a debt first decides which sale is held
    for (int i = 0; i < m_model.subscriptionCount(); ++i) {
        const Subscription& one = m_model.subscription(i);
        if (!Model::isRunning(one) || one.endsAtPeriod || one.periodEnd != periodEnd || running[one.terms.student] != 1 || !m_draw.chance(70) || !vaults.insert({one.terms.teacher, one.terms.currency}).second) continue;
        m_model.decline(i);
        m_declined.push_back({i, breakCard(m_stage.self(), m_stage.students[static_cast<std::size_t>(one.terms.student)], m_stage.newKey())});
        ++m_counts["(period declined)"];
    }
}

/// The students hear of it and pay with another card, before anything else happens.
void Simulation::mendCards()
{
    for (const Declined& declined : std::exchange(m_declined, {})) {
        const Terms terms = m_model.subscription(declined.subscription).terms;
        const Owner vault{terms.teacher, terms.currency};
        m_waitingPairs.insert({terms.student, terms.course});
        m_reserved.erase(vault);
        (void)claimVault(vault, m_model.vault(vault).owed > 0 ? Use::Alone : Use::Shared);
        for (const std::string& name : {"subscription " + std::to_string(declined.subscription), "card " + std::to_string(terms.student), "sale " + std::to_string(m_model.saleCount())}) (void)claim(name, Use::Alone);
        const std::ptrdiff_t period = std::ssize(m_model.subscription(declined.subscription).sales);
        m_model.recover(declined.subscription);
        m_unnamed.push_back({&m_papers.emplace_back(), terms.student, terms.course, period});
        Client& client = m_stage.self();
        const Account& student = m_stage.students[static_cast<std::size_t>(terms.student)];
        mendCard(client, student, declined.card);
        const QString path = QStringLiteral("/api/payments/subscriptions/%1/pay").arg(runningOf(client, student, m_stage.courses[static_cast<std::size_t>(terms.course)].id));
        const QJsonObject made = client.inTheEnd(student, "POST", path, {}, m_stage.newKey());
        const QJsonObject paid = client.pay(made.value(QStringLiteral("payment")).toObject().value(QStringLiteral("gatewayId")).toString(), made.value(QStringLiteral("clientSecret")).toString(), QStringLiteral("pm_card_bypassPending"));
        if (paid.value(QStringLiteral("status")) != QStringLiteral("succeeded")) throw Difference{QStringLiteral("paying a declined period in the sandbox: %1").arg(QString::fromUtf8(QJsonDocument(paid).toJson(QJsonDocument::Compact)))};
    }
}

/// Now, or when the period is over; or the student thinks again.
bool Simulation::endSubscription()
{
    std::vector<int> running;
    for (int i = 0; i < m_model.subscriptionCount(); ++i) {
        if (Model::isRunning(m_model.subscription(i))) running.push_back(i);
    }
    if (running.empty()) return false;
    const int number = m_draw.of(running);
    const Subscription& one = m_model.subscription(number);
    if (m_waitingPairs.contains({one.terms.student, one.terms.course}) || !claim("subscription " + std::to_string(number), Use::Alone)) return false;
    m_waitingPairs.insert({one.terms.student, one.terms.course});
    const bool now = m_draw.chance(40);
    const bool ends = !one.endsAtPeriod;
    m_deeds.push_back([=, student = m_stage.students[static_cast<std::size_t>(one.terms.student)], course = m_stage.courses[static_cast<std::size_t>(one.terms.course)].id](Client& client) {
        const QString path = QStringLiteral("/api/payments/subscriptions/") + runningOf(client, student, course);
        if (now || ends) (void)client.must(student, "POST", path + QStringLiteral("/cancel"), {{QStringLiteral("now"), now}, {QStringLiteral("reason"), QString()}});
        else (void)client.must(student, "POST", path + QStringLiteral("/resume"));
    });
    if (now) m_model.endSubscription(number, false);
    else m_model.setEndsAtPeriod(number, ends);
    return true;
}

} // namespace lectern::simulation
