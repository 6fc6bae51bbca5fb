#pragma once
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>
#include <functional>
#include <map>
#include <optional>

namespace lectern::sandbox {

/// The sandbox's one time: the machine's, plus what the control API moved it by; or standing still, when frozen. It
/// never moves back, save before anything has happened (`--start-at`).
class Clock
{
public:
    [[nodiscard]] qint64 nowMs() const;
    [[nodiscard]] qint64 now() const { return nowMs() / 1000; } ///< Unix seconds, as Stripe writes times
    void moveTo(qint64 ms);
    void setFrozen(bool frozen);
    [[nodiscard]] bool isFrozen() const { return m_frozenMs.has_value(); }
    [[nodiscard]] qint64 offsetMs() const; ///< how far it is ahead of the machine's time

    [[nodiscard]] QJsonObject toJson() const;
    void load(const QJsonObject& state);

private:
    qint64 m_offsetMs = 0;
    std::optional<qint64> m_frozenMs;
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
    /// Runs what is due, in order of its time.
    void runDue();
    /// Moves the clock to `ms`, stopping at every task on the way, so that each sees the time that it was due at and
    /// what it schedules in turn still happens within the move.
    void advanceTo(qint64 ms);
    /// Arms the timer anew; for when the clock was frozen or released.
    void rearm() { arm(); }
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
    void runFirst();

    Clock& m_clock;
    QHash<QString, Action> m_actions;
    std::multimap<qint64, Task> m_tasks;
    QTimer m_timer;
};

} // namespace lectern::sandbox
