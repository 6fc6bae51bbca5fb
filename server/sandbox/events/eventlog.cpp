#include "sandbox/events/eventlog.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/core/version.h"

#include <QJsonDocument>
#include <algorithm>

namespace lectern::sandbox {

EventLog::EventLog(Store& store, const Clock& clock, const Config& config)
    : m_store(store)
    , m_clock(clock)
    , m_config(config)
{
}

bool EventLog::takesAccount(const QJsonObject& endpoint, const QString& account) const
{
    const QJsonObject* facts = m_store.webhookSecrets.find(endpoint.value("id"_L1).toString());
    const QString connect = facts ? facts->value("connect"_L1).toString() : QString();
    return connect == "both"_L1 || (connect == "only"_L1) == !account.isEmpty();
}

bool EventLog::wants(const QJsonObject& endpoint, const QString& eventId, const QString& type) const
{
    if (endpoint.value("status"_L1).toString() != "enabled"_L1) return false;
    const QJsonArray enabled = endpoint.value("enabled_events"_L1).toArray();
    const bool named = std::any_of(enabled.begin(), enabled.end(), [&](const QJsonValue& wanted) {
        return wanted.toString() == "*"_L1 || wanted.toString() == type;
    });
    return named && takesAccount(endpoint, m_store.events.ownerOf(eventId));
}

int EventLog::endpointsFor(const QString& eventId, const QString& type) const
{
    int count = 0;
    for (const QJsonObject& endpoint : m_store.webhookEndpoints.all())
        count += wants(endpoint, eventId, type) ? 1 : 0;
    return count;
}

void EventLog::follow(const QStringList& types, const Follower& follower)
{
    for (const QString& type : types)
        m_followers[type].append(follower);
}

QString EventLog::emitEvent(const QString& type, const QJsonObject& object, const QJsonObject& previous,
                            const QString& account)
{
    const QString objectId = object.value("id"_L1).toString();
    const bool payment =
        type.startsWith("payment_intent."_L1) || type.startsWith("charge."_L1) || type.startsWith("refund."_L1);
    const QString id = longId("evt_", payment ? '3' : '1');
    m_store.events.put({{u"id"_s, id}, {u"type"_s, type}, {u"created"_s, m_clock.now()}, {u"object_id"_s, objectId}},
                       account);
    const int pending = endpointsFor(id, type);

    QJsonObject data{{u"object"_s, object}};
    if (!previous.isEmpty()) data.insert("previous_attributes"_L1, previous);
    QJsonObject event{{u"id"_s, id},
                      {u"object"_s, u"event"_s},
                      {u"api_version"_s, QString::fromLatin1(ApiVersion)},
                      {u"created"_s, m_clock.now()},
                      {u"data"_s, data},
                      {u"livemode"_s, false},
                      {u"pending_webhooks"_s, pending},
                      {u"request"_s, QJsonObject{{u"id"_s, nullIfEmpty(m_origin.requestId)},
                                                 {u"idempotency_key"_s, nullIfEmpty(m_origin.idempotencyKey)}}},
                      {u"type"_s, type}};
    if (!account.isEmpty()) event.insert("account"_L1, account);
    m_bodies.insert(id, QJsonDocument(event).toJson(QJsonDocument::Compact));
    m_order.push_back(id);
    setPending(id, pending);
    forgetOldest();
    if (m_sink) m_sink(id, type);
    const QList<Follower> followers = account.isEmpty() ? m_followers.value(type) : QList<Follower>();
    for (const Follower& follower : followers)
        follower(type, object);
    return id;
}

QJsonObject EventLog::object(const QString& id) const
{
    QJsonObject event = QJsonDocument::fromJson(m_bodies.value(id)).object();
    if (!event.isEmpty()) event.insert("pending_webhooks"_L1, m_pending.value(id));
    return event;
}

void EventLog::setPending(const QString& id, int count)
{
    if (count > 0)
        m_pending.insert(id, count);
    else
        m_pending.remove(id);
}

void EventLog::forgetOldest()
{
    while (m_order.size() > static_cast<size_t>(m_config.maxEvents)) {
        const QString id = m_order.front();
        m_order.pop_front();
        m_bodies.remove(id);
        m_pending.remove(id);
        m_store.events.remove(id);
    }
}

QJsonObject EventLog::toJson() const
{
    QJsonObject bodies;
    for (auto it = m_bodies.begin(); it != m_bodies.end(); ++it)
        bodies.insert(it.key(), QString::fromUtf8(it.value()));
    return bodies;
}

void EventLog::load(const QJsonObject& bodies)
{
    m_bodies.clear();
    m_pending.clear();
    m_order.clear();
    for (const QJsonObject& head : m_store.events.all()) {
        const QString id = head.value("id"_L1).toString();
        m_bodies.insert(id, bodies.value(id).toString().toUtf8());
        m_order.push_back(id);
    }
}

} // namespace lectern::sandbox
