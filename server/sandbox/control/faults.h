#pragma once
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

namespace lectern::sandbox {

enum class FaultAction {
    // of webhook deliveries
    Drop,
    Duplicate,
    Delay,
    Reorder,
    WrongSignature,
    ExpiredSignature,
    // of API calls
    Latency,
    Error500,
    Error429,
    LoseAnswer,
};

/// One thing that shall go wrong. Matches events by type or calls by method and path; `*` stands for anything.
struct FaultRule
{
    QString id;
    QString event;
    QString method;
    QString path;
    FaultAction action = FaultAction::Drop;
    int times = -1;    ///< how often still; −1: always
    int count = 2;     ///< Duplicate: copies in all; Reorder: how many are held and sent in reverse
    int ms = 0;        ///< Delay, Latency; ExpiredSignature: age
    bool hang = false; ///< LoseAnswer: never answer, instead of cutting the connection

    [[nodiscard]] QJsonObject toJson() const;
};

class Faults
{
public:
    /// Takes `{…}`, `[{…}…]` or `{"rules": […]}`. Returns what is wrong, or nothing; then no rule was added.
    [[nodiscard]] QString add(const QJsonValue& rules);
    void clear() { m_rules.clear(); }
    [[nodiscard]] QJsonArray toJson() const;

    /// The first rule for an event of that type, counted as used.
    [[nodiscard]] std::optional<FaultRule> takeForEvent(const QString& type);
    /// The first rule of that action for a call, counted as used.
    [[nodiscard]] std::optional<FaultRule> takeForCall(const QString& method, const QString& path, FaultAction action);

private:
    [[nodiscard]] std::optional<FaultRule> use(qsizetype index);

    QList<FaultRule> m_rules;
    int m_nextId = 1;
};

} // namespace lectern::sandbox
