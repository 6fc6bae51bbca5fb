#include "simulation/model.h"
#include <algorithm>
#include <limits>
#include <utility>

// What is paid by the week.
namespace lectern::simulation {

namespace {
constexpr std::int64_t kFirstPaymentSeconds = 23 * 3'600; // the gateway waits so long for it
}

void Model::setState(Subscription& subscription, Subscription::State state)
{
    const auto name = [](Subscription::State one) {
        switch (one) {
        case Subscription::State::Incomplete: return "subscriptions incomplete";
        case Subscription::State::Trialing: return "subscriptions trialing";
        case Subscription::State::Active: return "subscriptions active";
        case Subscription::State::PastDue: return "subscriptions past_due";
        case Subscription::State::Cancelled: break;
        }
        return "subscriptions cancelled";
    };
    count(name(subscription.state), -1);
    subscription.state = state;
    m_waiting.erase({subscription.terms.student, subscription.terms.course});
    if (state != Subscription::State::PastDue) m_trials.erase({subscription.terms.student, subscription.terms.course}); // a first payment that is declined has its time
    count(name(subscription.state));
}

void Model::subscribe(const Terms& terms, std::int64_t periodEnd, bool isPaid)
{
    if (const auto waiting = waitingOf(terms.student, terms.course); waiting && subscription(*waiting).terms.amount == terms.amount) {
        if (!isPaid) return; // declined once more
        setState(m_subscriptions[static_cast<std::size_t>(*waiting)], Subscription::State::Active);
        return sellPeriod(*waiting);
    }
    chosenInstead(terms.student, terms.course);
    const int number = subscriptionCount();
    Subscription& made = m_subscriptions.emplace_back();
    made.terms = terms;
    made.terms.subscription = number;
    made.periodEnd = periodEnd;
    made.state = isPaid ? Subscription::State::Active : Subscription::State::Incomplete;
    count(isPaid ? "subscriptions active" : "subscriptions incomplete");
    if (isPaid) sellPeriod(number);
    else m_waiting[{terms.student, terms.course}] = number;
}

void Model::tryOut(const Terms& terms, std::int64_t trialEnd)
{
    const std::pair pair{terms.student, terms.course};
    const int number = subscriptionCount();
    Subscription& made = m_subscriptions.emplace_back();
    made.terms = terms;
    made.terms.subscription = number;
    made.periodEnd = trialEnd;
    made.state = Subscription::State::Trialing;
    count("subscriptions trialing");
    m_tried.insert(pair);
    m_trials[pair] = number;
}

void Model::recover(int number)
{
    setState(m_subscriptions.at(static_cast<std::size_t>(number)), Subscription::State::Active);
    sellPeriod(number);
}

void Model::sellPeriod(int number)
{
    Subscription& one = m_subscriptions.at(static_cast<std::size_t>(number));
    one.sales.push_back(sell(one.terms));
    m_sales.back().isHoldUncertain = hadDebt({one.terms.teacher, one.terms.currency});
}

void Model::endSubscription(int number, bool byTaking)
{
    Subscription& one = m_subscriptions.at(static_cast<std::size_t>(number));
    setState(one, Subscription::State::Cancelled);
    one.endedByTaking = byTaking;
}

/// Time has passed: what was due is collected, each period once.
void Model::renew()
{
    m_hadDebts.clear();
    for (const auto& [owner, vault] : m_vaults) {
        if (vault.owed > 0) m_hadDebts.insert(owner);
    }
    for (int number = 0; number < subscriptionCount(); ++number) {
        const auto one = [&]() -> Subscription& { return m_subscriptions[static_cast<std::size_t>(number)]; };
        if (one().state == Subscription::State::Incomplete && m_now >= nextChange(one())) endSubscription(number, false);
        while (isRunning(one()) && one().periodEnd <= m_now) {
            if (one().endsAtPeriod) {
                endSubscription(number, false);
                continue;
            }
            one().periodEnd += kPeriodSeconds;
            if (std::exchange(one().isDeclined, false)) {
                setState(one(), Subscription::State::PastDue);
                continue;
            }
            if (one().state == Subscription::State::Trialing) setState(one(), Subscription::State::Active);
            sellPeriod(number);
        }
    }
}

std::int64_t Model::nextChange(const Subscription& one) const
{
    if (one.state == Subscription::State::Incomplete) return one.periodEnd - kPeriodSeconds + kFirstPaymentSeconds;
    return isRunning(one) || isOpen(one) ? one.periodEnd : std::numeric_limits<std::int64_t>::max();
}

bool Model::isOpen(const Subscription& one) const
{
    if (isRunning(one) || one.state == Subscription::State::PastDue) return true;
    return one.state == Subscription::State::Cancelled && one.endedByTaking && m_now < one.periodEnd && sale(one.sales.back()).stands();
}

/// All of the running period went back, or a bank questions some of it.
void Model::takenFrom(const Sale& taken, int number)
{
    if (taken.session >= 0) return endByRefund(taken, !taken.takings.back().isDispute);
    if (taken.subscription < 0 || taken.stands()) return;
    const Subscription& one = subscription(taken.subscription);
    if (one.state == Subscription::State::Active && one.sales.back() == number) endSubscription(taken.subscription, true);
}

std::optional<int> Model::waitingOf(int student, int course) const
{
    const auto found = m_waiting.find({student, course});
    return found == m_waiting.end() ? std::nullopt : std::optional(found->second);
}

void Model::chosenInstead(int student, int course)
{
    if (const auto waiting = waitingOf(student, course)) endSubscription(*waiting, false);
}

} // namespace lectern::simulation
