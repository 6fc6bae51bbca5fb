#include "sandbox/core/clock.h"

#include "sandbox/core/json.h"

#include <QDateTime>
#include <algorithm>

namespace lectern::sandbox {

qint64 Clock::nowMs() const { return m_frozenMs.value_or(QDateTime::currentMSecsSinceEpoch() + m_offsetMs); }

qint64 Clock::offsetMs() const { return nowMs() - QDateTime::currentMSecsSinceEpoch(); }

void Clock::moveTo(qint64 ms)
{
    m_offsetMs = ms - QDateTime::currentMSecsSinceEpoch();
    if (m_frozenMs) m_frozenMs = ms;
}

void Clock::setFrozen(bool frozen)
{
    if (frozen == m_frozenMs.has_value()) return;
    const qint64 now = nowMs();
    m_offsetMs = now - QDateTime::currentMSecsSinceEpoch();
    m_frozenMs = frozen ? std::optional(now) : std::nullopt;
}

QJsonObject Clock::toJson() const
{
    QJsonObject state{{u"offset_ms"_s, m_offsetMs}};
    if (m_frozenMs) state.insert("frozen_ms"_L1, *m_frozenMs);
    return state;
}

void Clock::load(const QJsonObject& state)
{
    m_offsetMs = state.value("offset_ms"_L1).toInteger();
    m_frozenMs.reset();
    if (state.contains("frozen_ms"_L1)) m_frozenMs = state.value("frozen_ms"_L1).toInteger();
}

Scheduler::Scheduler(Clock& clock)
    : m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { runDue(); });
}

void Scheduler::at(qint64 dueMs, const QString& kind, const QString& id)
{
    const bool first = m_tasks.empty() || dueMs < m_tasks.begin()->first;
    m_tasks.insert({dueMs, {kind, id}});
    if (first) arm();
}

void Scheduler::in(qint64 delayMs, const QString& kind, const QString& id) { at(m_clock.nowMs() + delayMs, kind, id); }

void Scheduler::arm()
{
    // A frozen clock reaches nothing by itself but what is due already.
    if (m_tasks.empty() || (m_clock.isFrozen() && m_tasks.begin()->first > m_clock.nowMs())) return m_timer.stop();
    // Capped, because QTimer counts milliseconds in an int and tasks may lie months ahead.
    const qint64 wait = std::clamp<qint64>(m_tasks.begin()->first - m_clock.nowMs(), 0, 3'600'000);
    m_timer.start(static_cast<int>(wait));
}

void Scheduler::runFirst()
{
    const Task task = m_tasks.begin()->second;
    m_tasks.erase(m_tasks.begin());
    if (const Action action = m_actions.value(task.kind)) action(task.id);
}

void Scheduler::runDue()
{
    while (!m_tasks.empty() && m_tasks.begin()->first <= m_clock.nowMs())
        runFirst();
    arm();
}

void Scheduler::advanceTo(qint64 ms)
{
    while (!m_tasks.empty() && m_tasks.begin()->first <= ms) {
        if (m_tasks.begin()->first > m_clock.nowMs()) m_clock.moveTo(m_tasks.begin()->first);
        runFirst();
    }
    if (ms > m_clock.nowMs()) m_clock.moveTo(ms);
    arm();
}

void Scheduler::drop(const QString& kind, const QString& id)
{
    std::erase_if(m_tasks, [&](const auto& entry) { return entry.second.kind == kind && entry.second.id == id; });
    arm();
}

QJsonArray Scheduler::toJson() const
{
    QJsonArray tasks;
    for (const auto& [due, task] : m_tasks)
        tasks.append(QJsonObject{{u"due_ms"_s, due}, {u"kind"_s, task.kind}, {u"id"_s, task.id}});
    return tasks;
}

void Scheduler::load(const QJsonArray& tasks)
{
    m_tasks.clear();
    for (const QJsonValue& value : tasks) {
        const QJsonObject task = value.toObject();
        m_tasks.insert(
            {task.value("due_ms"_L1).toInteger(), {task.value("kind"_L1).toString(), task.value("id"_L1).toString()}});
    }
    arm();
}

} // namespace lectern::sandbox
