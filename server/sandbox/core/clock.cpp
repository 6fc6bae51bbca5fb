#include "sandbox/core/clock.h"

#include "sandbox/core/json.h"

#include <QDateTime>
#include <algorithm>

namespace lectern::sandbox {

qint64 Clock::nowMs() const { return QDateTime::currentMSecsSinceEpoch() + m_offsetMs; }

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
    if (m_tasks.empty()) return m_timer.stop();
    // Capped, because QTimer counts milliseconds in an int and tasks may lie months ahead.
    const qint64 wait = std::clamp<qint64>(m_tasks.begin()->first - m_clock.nowMs(), 0, 3'600'000);
    m_timer.start(static_cast<int>(wait));
}

void Scheduler::runDue()
{
    while (!m_tasks.empty() && m_tasks.begin()->first <= m_clock.nowMs()) {
        const Task task = m_tasks.begin()->second;
        m_tasks.erase(m_tasks.begin());
        if (const Action action = m_actions.value(task.kind)) action(task.id);
    }
    arm();
}

bool Scheduler::runNow(const QString& kind, const QString& id)
{
    const auto before = m_tasks.size();
    drop(kind, id);
    if (m_tasks.size() == before) return false;
    m_actions.value(kind)(id);
    return true;
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
