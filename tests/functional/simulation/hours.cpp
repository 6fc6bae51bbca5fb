#include "simulation/model.h"
#include <algorithm>

// What is taught by the hour.
namespace lectern::simulation {

namespace {
constexpr std::int64_t kYearSeconds = 365 * 86'400; // the money of a claim that nobody decides waits so long
}

void Model::setState(Session& session, Session::State state)
{
    const auto name = [](Session::State one) {
        static const char* const names[] = {"sessions pending", "sessions confirmed", "sessions paid", "sessions completed", "sessions cancelled", "sessions refunded"};
        return names[static_cast<std::size_t>(one)];
    };
    const auto holdsTime = [](Session::State one) { return one <= Session::State::Paid ? 1 : 0; };
    count(name(session.state), -1);
    count("hours held", holdsTime(state) - holdsTime(session.state));
    session.state = state;
    count(name(session.state));
}

void Model::setClaim(Session& session, Session::Claim claim)
{
    static const char* const names[] = {"", "claims open", "claims upheld", "claims rejected"};
    if (session.claim != Session::Claim::None) count(names[static_cast<std::size_t>(session.claim)], -1);
    session.claim = claim;
    count(names[static_cast<std::size_t>(claim)]);
}

int Model::book(int student, const Owner& vault, std::int64_t startsAt, std::int64_t endsAt)
{
    Session& made = m_sessions.emplace_back();
    made.student = student;
    made.vault = vault;
    made.startsAt = startsAt;
    made.endsAt = endsAt;
    made.expiresAt = std::min(m_now + kConfirmSeconds, startsAt - 3'600); // an hour is left to pay it
    count("sessions pending");
    count("hours held");
    return sessionCount() - 1;
}

void Model::confirm(int number)
{
    Session& one = m_sessions.at(static_cast<std::size_t>(number));
    setState(one, Session::State::Confirmed);
    one.expiresAt = std::min(m_now + kPaySeconds, one.startsAt);
}

void Model::paySession(int number, Terms terms)
{
    setState(m_sessions.at(static_cast<std::size_t>(number)), Session::State::Paid);
    terms.session = number;
    m_sessions.at(static_cast<std::size_t>(number)).sale = sell(terms);
}

void Model::cancel(int number, Session::By by)
{
    Session& one = m_sessions.at(static_cast<std::size_t>(number));
    setState(one, Session::State::Cancelled);
    one.endedBy = by;
}

void Model::move(int number, std::int64_t startsAt, bool byTeacher)
{
    Session& one = m_sessions.at(static_cast<std::size_t>(number));
    one.movedByTeacher = one.movedByTeacher || byTeacher;
    one.endsAt += startsAt - one.startsAt;
    one.startsAt = startsAt;
    Sale& sale = m_sales.at(static_cast<std::size_t>(one.sale));
    if (sale.isHeld) sale.holdUntil = std::max(sale.holdUntil, one.endsAt + kClaimSeconds);
}

void Model::claim(int number)
{
    Session& one = m_sessions.at(static_cast<std::size_t>(number));
    setClaim(one, Session::Claim::Open);
    Sale& sale = m_sales.at(static_cast<std::size_t>(one.sale));
    if (sale.isHeld) sale.holdUntil = std::max(sale.holdUntil, m_now + kYearSeconds);
}

/// The money goes its usual way again; when that is over, at once.
void Model::decideClaim(int number, bool uphold)
{
    Session& one = m_sessions.at(static_cast<std::size_t>(number));
    setClaim(one, uphold ? Session::Claim::Upheld : Session::Claim::Rejected);
    Sale& sale = m_sales.at(static_cast<std::size_t>(one.sale));
    if (!sale.isHeld) return;
    sale.holdUntil = std::min(sale.holdUntil, std::max(pendingUntil(sale), m_now));
    if (sale.holdUntil > m_now) return;
    release(sale);
    m_held[one.vault].erase(one.sale);
}

std::int64_t Model::pendingUntil(const Sale& sale) const
{
    const std::int64_t usual = sale.settledAt + m_holdSeconds;
    if (sale.session < 0) return usual;
    const Session& one = session(sale.session);
    return std::max(usual, one.claim == Session::Claim::Open ? m_now + kYearSeconds : one.endsAt + kClaimSeconds);
}

/// When nothing of its money is left a session is over; by a refund it may come again, as the refund may fail.
void Model::endByRefund(const Sale& sale, bool isRefund)
{
    Session& one = m_sessions.at(static_cast<std::size_t>(sale.session));
    const bool isWhole = isRefund ? sale.sum(true, false) >= sale.amount : sale.sum(true, true) >= sale.amount;
    const bool mayEnd = one.state == Session::State::Paid || one.state == Session::State::Completed || one.state == Session::State::Cancelled;
    const bool isLost = std::any_of(sale.takings.begin(), sale.takings.end(), [](const Taking& taking) { return taking.isLost; });
    if (!isWhole || !mayEnd || (!isRefund && !isLost)) return;
    if (isRefund) one.beforeRefund = one.state;
    setState(one, Session::State::Refunded);
    if (one.endedBy == Session::By::Nobody) one.endedBy = Session::By::Admin;
}

/// A refund failed. What was ahead does not take place all the same.
void Model::restoreSession(const Sale& sale)
{
    Session& one = m_sessions.at(static_cast<std::size_t>(sale.session));
    const auto before = std::exchange(one.beforeRefund, std::nullopt);
    if (!before || one.state != Session::State::Refunded) return;
    const bool wasHeld = *before == Session::State::Completed;
    setState(one, wasHeld ? Session::State::Completed : Session::State::Cancelled);
    if (wasHeld) one.endedBy = Session::By::Nobody;
}

void Model::lose(int number, int taking)
{
    Sale& sale = m_sales.at(static_cast<std::size_t>(number));
    sale.takings.at(static_cast<std::size_t>(taking)).isLost = true;
    if (sale.session >= 0) endByRefund(sale, false);
}

bool Model::isOwed(int number) const
{
    const int of = sale(number).session;
    return of >= 0 && session(of).state == Session::State::Cancelled && (session(of).endedBy == Session::By::Teacher || session(of).endedBy == Session::By::Admin);
}

/// What was not confirmed or paid is over; what was paid was held, unless a bank had its money then.
void Model::passHours()
{
    for (Session& one : m_sessions) {
        const bool isWaiting = one.state == Session::State::Pending || one.state == Session::State::Confirmed;
        if (isWaiting && one.expiresAt <= m_now) setState(one, Session::State::Cancelled);
        if (one.state != Session::State::Paid || one.endsAt > m_now) continue;
        const bool isQuestioned = sale(one.sale).hasDispute(true);
        setState(one, isQuestioned ? Session::State::Cancelled : Session::State::Completed);
        if (isQuestioned) one.endedBy = Session::By::Admin;
    }
}

} // namespace lectern::simulation
