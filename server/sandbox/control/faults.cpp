#include "sandbox/control/faults.h"

#include "sandbox/core/json.h"

#include <utility>

namespace lectern::sandbox {

namespace {

struct ActionName
{
    const char* name;
    FaultAction action;
    bool ofEvents;
};

constexpr ActionName Actions[] = {
    {"drop", FaultAction::Drop, true},
    {"duplicate", FaultAction::Duplicate, true},
    {"delay", FaultAction::Delay, true},
    {"reorder", FaultAction::Reorder, true},
    {"wrong_signature", FaultAction::WrongSignature, true},
    {"expired_signature", FaultAction::ExpiredSignature, true},
    {"latency", FaultAction::Latency, false},
    {"error_500", FaultAction::Error500, false},
    {"error_429", FaultAction::Error429, false},
    {"lose_answer", FaultAction::LoseAnswer, false},
};

/// `*` matches any run of characters, slashes too.
bool matches(const QString& pattern, const QString& text)
{
    const QStringList parts = pattern.split(u'*');
    if (parts.size() == 1) return pattern == text;
    if (!text.startsWith(parts.first()) || !text.endsWith(parts.last())) return false;
    qsizetype at = parts.first().size();
    for (qsizetype i = 1; i + 1 < parts.size(); ++i) {
        const qsizetype found = text.indexOf(parts.at(i), at);
        if (found < 0) return false;
        at = found + parts.at(i).size();
    }
    return at <= text.size() - parts.last().size();
}

QString parseRule(const QJsonObject& json, FaultRule& rule)
{
    static const QStringList known{u"event"_s, u"method"_s, u"path"_s, u"action"_s,
                                   u"times"_s, u"count"_s,  u"ms"_s,   u"mode"_s};
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!known.contains(it.key())) return it.key() + u": no such field of a rule"_s;
    }
    const QString name = json.value("action"_L1).toString();
    const auto* action = std::find_if(std::begin(Actions), std::end(Actions),
                                      [&](const ActionName& a) { return name == QLatin1StringView(a.name); });
    if (action == std::end(Actions))
        return u"action: '%1' is none of drop, duplicate, delay, reorder, wrong_signature, expired_signature, latency, error_500, error_429, lose_answer"_s
            .arg(name);
    rule.action = action->action;
    rule.event = json.value("event"_L1).toString();
    rule.method = json.value("method"_L1).toString(u"*"_s);
    rule.path = json.value("path"_L1).toString();
    if (action->ofEvents == rule.event.isEmpty())
        return action->ofEvents ? u"event: the action %1 needs an event type to match"_s.arg(name)
                                : u"event: the action %1 is for calls: use path"_s.arg(name);
    if (!action->ofEvents && rule.path.isEmpty()) return u"path: the action %1 needs a path to match"_s.arg(name);
    rule.count = qMax(1, json.value("count"_L1).toInt(2));
    rule.ms = qMax(0, json.value("ms"_L1).toInt(rule.action == FaultAction::ExpiredSignature ? 600'000 : 0));
    rule.hang = json.value("mode"_L1).toString() == "hang"_L1;
    rule.times = json.contains("times"_L1) ? json.value("times"_L1).toInt(1) : -1;
    if (rule.action == FaultAction::Reorder && rule.times > 0) rule.times *= rule.count; // `times` counts groups there
    return {};
}

} // namespace

QJsonObject FaultRule::toJson() const
{
    const auto* name =
        std::find_if(std::begin(Actions), std::end(Actions), [&](const ActionName& a) { return a.action == action; });
    QJsonObject json{{u"id"_s, id},
                     {u"action"_s, QString::fromLatin1(name->name)},
                     {u"times"_s, times},
                     {u"count"_s, count},
                     {u"ms"_s, ms}};
    if (name->ofEvents) {
        json["event"_L1] = event;
    } else {
        json["method"_L1] = method;
        json["path"_L1] = path;
        json["mode"_L1] = hang ? u"hang"_s : u"close"_s;
    }
    return json;
}

QString Faults::add(const QJsonValue& rules)
{
    QJsonArray list = rules.toArray();
    if (rules.isObject())
        list = rules.toObject().contains("rules"_L1) ? rules.toObject().value("rules"_L1).toArray() : QJsonArray{rules};
    if (list.isEmpty()) return u"rules: at least one is needed"_s;
    QList<FaultRule> parsed;
    for (const QJsonValue& value : std::as_const(list)) {
        FaultRule rule;
        if (const QString wrong = parseRule(value.toObject(), rule); !wrong.isEmpty()) return wrong;
        parsed.append(rule);
    }
    for (FaultRule& rule : parsed) {
        rule.id = u"fault_%1"_s.arg(m_nextId++);
        m_rules.append(rule);
    }
    return {};
}

QJsonArray Faults::toJson() const
{
    QJsonArray rules;
    for (const FaultRule& rule : m_rules)
        rules.append(rule.toJson());
    return rules;
}

std::optional<FaultRule> Faults::use(qsizetype index)
{
    FaultRule& rule = m_rules[index];
    if (rule.times > 0) --rule.times;
    const FaultRule used = rule;
    if (rule.times == 0) m_rules.removeAt(index);
    return used;
}

std::optional<FaultRule> Faults::takeForEvent(const QString& type)
{
    for (qsizetype i = 0; i < m_rules.size(); ++i) {
        if (!m_rules.at(i).event.isEmpty() && matches(m_rules.at(i).event, type)) return use(i);
    }
    return {};
}

std::optional<FaultRule> Faults::takeForCall(const QString& method, const QString& path, FaultAction action)
{
    for (qsizetype i = 0; i < m_rules.size(); ++i) {
        const FaultRule& rule = m_rules.at(i);
        if (rule.event.isEmpty() && rule.action == action && matches(rule.method, method) && matches(rule.path, path))
            return use(i);
    }
    return {};
}

} // namespace lectern::sandbox
