#include "sandbox/events/webhooks.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/core/version.h"
#include "sandbox/events/signature.h"

#include <QDateTime>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <algorithm>

namespace lectern::sandbox {

static const QString OwnEndpoint = u"we_1LecternSandboxCommandLine"_s;

Webhooks::Webhooks(Store& store, EventLog& events, Faults& faults, const Config& config, const Clock& clock)
    : m_store(store)
    , m_events(events)
    , m_faults(faults)
    , m_config(config)
    , m_clock(clock)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy); // Stripe counts a redirect as a failure
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        while (!m_waiting.empty() && m_waiting.begin()->first <= now) {
            m_ready.push_back(m_waiting.begin()->second);
            m_waiting.erase(m_waiting.begin());
        }
        armTimer();
        pump();
    });
}

void Webhooks::setOwnEndpoint(const QString& url, const QString& secret)
{
    if (url.isEmpty()) return m_store.webhookEndpoints.remove(OwnEndpoint);
    QJsonObject endpoint = shape(u"webhook_endpoint"_s);
    endpoint["id"_L1] = OwnEndpoint;
    endpoint["url"_L1] = url;
    endpoint["created"_L1] = m_clock.now();
    endpoint["description"_L1] = u"--webhook-url of the command line"_s;
    endpoint["enabled_events"_L1] = QJsonArray{u"*"_s};
    endpoint["api_version"_L1] = QString::fromLatin1(ApiVersion);
    m_store.webhookEndpoints.put(endpoint);
    m_store.webhookSecrets.put({{u"id"_s, OwnEndpoint}, {u"secret"_s, secret}, {u"connect"_s, u"both"_s}});
}

void Webhooks::deliver(const QString& eventId, const QString& type)
{
    for (const QJsonObject& endpoint : m_store.webhookEndpoints.all()) {
        if (!m_events.wants(endpoint, eventId, type)) continue;
        Delivery delivery;
        delivery.eventId = eventId;
        delivery.endpointId = endpoint.value("id"_L1).toString();
        delivery.body = m_events.body(eventId);
        route(std::move(delivery), m_faults.takeForEvent(type));
    }
}

void Webhooks::route(Delivery delivery, const std::optional<FaultRule>& fault)
{
    if (!fault) return enqueue(std::move(delivery));
    switch (fault->action) {
    case FaultAction::Drop:
        ++m_dropped;
        return;
    case FaultAction::Duplicate:
        for (int i = 0; i < fault->count; ++i)
            enqueue(delivery);
        return;
    case FaultAction::Delay:
        return later(fault->ms, std::move(delivery));
    case FaultAction::Reorder:
        return hold(*fault, delivery);
    case FaultAction::WrongSignature:
        delivery.wrongSecret = true;
        break;
    case FaultAction::ExpiredSignature:
        delivery.ageSeconds = fault->ms / 1000;
        break;
    case FaultAction::Latency:
    case FaultAction::Error500:
    case FaultAction::Error429:
    case FaultAction::LoseAnswer:
        break; // of calls; Faults never hands them out for events
    }
    enqueue(std::move(delivery));
}

void Webhooks::hold(const FaultRule& fault, const Delivery& delivery)
{
    std::deque<Delivery>& held = m_held[fault.id];
    held.push_front(delivery);
    if (held.size() >= static_cast<size_t>(fault.count)) release(m_held.take(fault.id));
}

void Webhooks::release(std::deque<Delivery> held)
{
    if (held.empty()) return;
    // One after the other: sent side by side, they could overtake each other into the right order again.
    Delivery first = held.front();
    held.pop_front();
    first.followers = std::make_shared<std::deque<Delivery>>(std::move(held));
    enqueue(std::move(first));
}

bool Webhooks::resend(const QString& eventId)
{
    const QByteArray body = m_events.body(eventId);
    if (body.isEmpty()) return false;
    const QString account = m_store.events.ownerOf(eventId);
    for (const QJsonObject& endpoint : m_store.webhookEndpoints.all()) {
        if (!m_events.takesAccount(endpoint, account)) continue;
        Delivery delivery;
        delivery.eventId = eventId;
        delivery.endpointId = endpoint.value("id"_L1).toString();
        delivery.body = body;
        enqueue(std::move(delivery));
    }
    return true;
}

void Webhooks::sendRaw(const QByteArray& body, qint64 ageSeconds, bool wrongSecret)
{
    for (const QJsonObject& endpoint : m_store.webhookEndpoints.all()) {
        Delivery delivery;
        delivery.endpointId = endpoint.value("id"_L1).toString();
        delivery.body = body;
        delivery.lastAttempt = true;
        delivery.ageSeconds = ageSeconds;
        delivery.wrongSecret = wrongSecret;
        enqueue(std::move(delivery));
    }
}

void Webhooks::flush()
{
    for (auto& [due, delivery] : m_waiting)
        m_ready.push_back(std::move(delivery));
    m_waiting.clear();
    const auto groups = std::exchange(m_held, {});
    for (const std::deque<Delivery>& held : groups)
        release(held);
    pump();
}

void Webhooks::enqueue(Delivery delivery)
{
    m_ready.push_back(std::move(delivery));
    pump();
}

void Webhooks::later(int ms, Delivery delivery)
{
    m_waiting.insert({QDateTime::currentMSecsSinceEpoch() + ms, std::move(delivery)});
    armTimer();
}

void Webhooks::armTimer()
{
    if (m_waiting.empty()) return m_timer.stop();
    m_timer.start(static_cast<int>(
        std::clamp<qint64>(m_waiting.begin()->first - QDateTime::currentMSecsSinceEpoch(), 0, 3'600'000)));
}

void Webhooks::pump()
{
    while (m_inFlight < m_config.maxInFlight && !m_ready.empty()) {
        const Delivery delivery = std::move(m_ready.front());
        m_ready.pop_front();
        send(delivery);
    }
}

void Webhooks::send(const Delivery& delivery)
{
    const QJsonObject* endpoint = m_store.webhookEndpoints.find(delivery.endpointId);
    const QJsonObject* secret = m_store.webhookSecrets.find(delivery.endpointId);
    if (!endpoint || !secret) return; // deleted meanwhile
    QNetworkRequest request(QUrl(endpoint->value("url"_L1).toString()));
    // Signed with the machine's time even when the sandbox's clock was moved, because the receiver's tolerance runs on
    // its own clock; a receiver that follows the sandbox's clock asks for that by the configuration.
    const qint64 now = m_config.signOnSandboxClock ? m_clock.now() : QDateTime::currentSecsSinceEpoch();
    const QByteArray key =
        delivery.wrongSecret ? QByteArray("whsec_wrong") : secret->value("secret"_L1).toString().toUtf8();
    request.setRawHeader("Stripe-Signature", signatureHeader(key, now - delivery.ageSeconds, delivery.body));
    request.setRawHeader("Content-Type", "application/json; charset=utf-8");
    request.setRawHeader("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)");
    request.setRawHeader("Accept", "*/*; q=0.5, application/xml");
    request.setRawHeader("Cache-Control", "no-cache");
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(m_config.deliveryTimeoutMs);
    ++m_inFlight;
    QNetworkReply* reply = m_network.post(request, delivery.body);
    connect(reply, &QNetworkReply::finished, this, [this, delivery, reply] { finished(delivery, reply); });
}

void Webhooks::finished(const Delivery& delivery, QNetworkReply* reply)
{
    reply->deleteLater();
    --m_inFlight;
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 200 && status < 300) {
        ++m_delivered;
        if (!delivery.eventId.isEmpty()) m_events.setPending(delivery.eventId, m_events.pending(delivery.eventId) - 1);
    } else {
        ++m_failedAttempts;
        if (!delivery.lastAttempt && delivery.attempt < m_config.retryScheduleMs.size()) {
            Delivery next = delivery;
            ++next.attempt;
            next.followers.reset();
            next.wrongSecret = false; // a fault spoils one attempt; the retry is as it should have been
            next.ageSeconds = 0;
            later(m_config.retryScheduleMs.at(delivery.attempt), std::move(next));
        } else {
            ++m_givenUp;
        }
    }
    if (delivery.followers) release(*delivery.followers);
    pump();
}

QJsonObject Webhooks::state() const
{
    qint64 held = 0;
    for (const auto& group : m_held)
        held += static_cast<qint64>(group.size());
    return {{u"inFlight"_s, m_inFlight},
            {u"queued"_s, static_cast<qint64>(m_ready.size())},
            {u"waiting"_s, static_cast<qint64>(m_waiting.size())},
            {u"held"_s, held},
            {u"delivered"_s, m_delivered},
            {u"failedAttempts"_s, m_failedAttempts},
            {u"dropped"_s, m_dropped},
            {u"givenUp"_s, m_givenUp}};
}

QJsonArray Webhooks::toJson() const
{
    QJsonArray deliveries;
    const auto add = [&](const Delivery& delivery) {
        if (!delivery.eventId.isEmpty())
            deliveries.append(QJsonObject{{u"event"_s, delivery.eventId},
                                          {u"endpoint"_s, delivery.endpointId},
                                          {u"attempt"_s, delivery.attempt}});
    };
    std::for_each(m_ready.begin(), m_ready.end(), add);
    for (const auto& [due, delivery] : m_waiting)
        add(delivery);
    for (const auto& group : m_held)
        std::for_each(group.begin(), group.end(), add);
    return deliveries;
}

void Webhooks::load(const QJsonArray& deliveries)
{
    for (const QJsonValue& value : deliveries) {
        Delivery delivery;
        delivery.eventId = value["event"_L1].toString();
        delivery.endpointId = value["endpoint"_L1].toString();
        delivery.attempt = value["attempt"_L1].toInt();
        delivery.body = m_events.body(delivery.eventId);
        if (!delivery.body.isEmpty()) m_ready.push_back(std::move(delivery));
    }
    QMetaObject::invokeMethod(
        this, [this] { pump(); }, Qt::QueuedConnection);
}

} // namespace lectern::sandbox
