#pragma once
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>
#include <functional>
#include <map>

namespace lectern::sandbox {

/// The sandbox's time: the machine's, plus what the control API moved it by. It never moves back.
class Clock
{
public:
    [[nodiscard]] qint64 nowMs() const;
    [[nodiscard]] qint64 now() const { return nowMs() / 1000; } ///< Unix seconds, as Stripe writes times
    void advance(qint64 seconds) { m_offsetMs += seconds * 1000; }
    [[nodiscard]] qint64 offsetMs() const { return m_offsetMs; }
    void setOffsetMs(qint64 offset) { m_offsetMs = offset; }

private:
    qint64 m_offsetMs = 0;
};

/// Things that happen later on the sandbox's clock, kept by name so that a state file can hold them.
class Scheduler
{
public:
    using Action = std::function<void(const QString& id)>;

    explicit Scheduler(Clock& clock);
    /// Names a kind of task. Resources do this once at start-up.
    void on(const QString& kind, Action action) { m_actions.insert(kind, std::move(action)); }
    void at(qint64 dueMs, const QString& kind, const QString& id);
    void in(qint64 delayMs, const QString& kind, const QString& id);
    /// Runs what is due, in order of its time. Also called when the clock was moved.
    void runDue();
    /// Runs every task of that kind for that id now, whatever its time was. False when there was none.
    bool runNow(const QString& kind, const QString& id);
    void drop(const QString& kind, const QString& id);

    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_tasks.size()); }
    [[nodiscard]] QJsonArray toJson() const;
    void load(const QJsonArray& tasks);

private:
    struct Task
    {
        QString kind;
        QString id;
    };
    void arm();

    Clock& m_clock;
    QHash<QString, Action> m_actions;
    std::multimap<qint64, Task> m_tasks;
    QTimer m_timer;
};

} // namespace lectern::sandbox
