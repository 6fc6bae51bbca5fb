#include "sandbox/events/eventlog.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/core/version.h"

#include <QJsonDocument>

namespace lectern::sandbox {

EventLog::EventLog(Store& store, const Clock& clock, const Config& config)
    : m_store(store)
    , m_clock(clock)
    , m_config(config)
{
}

bool wantsEvent(const QJsonObject& endpoint, const QString& type)
{
    if (endpoint.value("status"_L1).toString() != "enabled"_L1) return false;
    for (const QJsonValue& wanted : endpoint.value("enabled_events"_L1).toArray()) {
        if (wanted.toString() == "*"_L1 || wanted.toString() == type) return true;
    }
    return false;
}

int EventLog::endpointsFor(const QString& type) const
{
    int count = 0;
    for (const QJsonObject& endpoint : m_store.webhookEndpoints.all())
        count += wantsEvent(endpoint, type) ? 1 : 0;
    return count;
}

QString EventLog::emitEvent(const QString& type, const QJsonObject& object, const QJsonObject& previous)
{
    const QString objectId = object.value("id"_L1).toString();
    const bool payment =
        type.startsWith("payment_intent."_L1) || type.startsWith("charge."_L1) || type.startsWith("refund."_L1);
    const QString id = longId("evt_", payment ? '3' : '1');
    const int pending = endpointsFor(type);

    QJsonObject data{{u"object"_s, object}};
    if (!previous.isEmpty()) data.insert("previous_attributes"_L1, previous);
    const QJsonObject event{{u"id"_s, id},
                            {u"object"_s, u"event"_s},
                            {u"api_version"_s, QString::fromLatin1(ApiVersion)},
                            {u"created"_s, m_clock.now()},
                            {u"data"_s, data},
                            {u"livemode"_s, false},
                            {u"pending_webhooks"_s, pending},
                            {u"request"_s, QJsonObject{{u"id"_s, nullIfEmpty(m_origin.requestId)},
                                                       {u"idempotency_key"_s, nullIfEmpty(m_origin.idempotencyKey)}}},
                            {u"type"_s, type}};
    m_bodies.insert(id, QJsonDocument(event).toJson(QJsonDocument::Compact));
    m_order.push_back(id);
    m_store.events.put({{u"id"_s, id}, {u"type"_s, type}, {u"created"_s, m_clock.now()}, {u"object_id"_s, objectId}});
    setPending(id, pending);
    forgetOldest();
    if (m_sink) m_sink(id, type);
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
