#include "simulation/simulation.h"

// Courses paid by the week. They begin between two steps of time, so that no period ends while other facts happen.
namespace lectern::simulation {

namespace {

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
    constexpr qint64 kRestSeconds = 9'000;
    const std::int64_t later = m_model.now() + seconds;
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
        if (course.perWeek == 0 || m_model.hadDebt({course.teacher, course.currency})) continue;
        auto purchase = purchaseOf(student, number, tax);
        if (!purchase) continue;
        Terms& terms = purchase->terms;
        terms.amount = course.perWeek + (purchase->taxIncluded ? 0 : Model::taxOf(course.perWeek, purchase->taxBps, false));
        terms.tax = Model::taxOf(terms.amount, purchase->taxBps, true); // whatever is collected has it in it
        // The open payment of the same amount is gone on with, whatever country is named then.
        const auto waiting = m_model.waitingOf(student, number);
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

/// Now, or when the period is over; or the student thinks again.
bool Simulation::endSubscription()
{
    std::vector<int> running;
    for (int i = 0; i < m_model.subscriptionCount(); ++i) {
        if (m_model.subscription(i).state == Subscription::State::Active) running.push_back(i);
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
