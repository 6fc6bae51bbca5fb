#pragma once
#include "sandbox/control/faults.h"
#include "sandbox/core/config.h"
#include "sandbox/core/store.h"
#include "sandbox/events/eventlog.h"

#include <QNetworkAccessManager>
#include <QTimer>
#include <deque>
#include <map>
#include <memory>

class QNetworkReply;

namespace lectern::sandbox {

/// Sends events to webhook endpoints: signed, a limited number at a time, again after a failure.
class Webhooks : public QObject
{
public:
    Webhooks(Store& store, EventLog& events, Faults& faults, const Config& config, const Clock& clock);

    /// The endpoint of the command line. An empty URL removes it.
    void setOwnEndpoint(const QString& url, const QString& secret);
    /// A new event: to every endpoint that wants it, faults applied.
    void deliver(const QString& eventId, const QString& type);
    /// The same event again, faults aside. False when it is unknown.
    bool resend(const QString& eventId);
    /// Any body, signed with `ageSeconds` subtracted from the time or with a wrong secret. Sent once, to every enabled
    /// endpoint.
    void sendRaw(const QByteArray& body, qint64 ageSeconds, bool wrongSecret);
    /// Sends now what faults hold back or retries wait for.
    void flush();
    [[nodiscard]] QJsonObject state() const;

    [[nodiscard]] QJsonArray toJson() const; ///< what is not delivered yet
    void load(const QJsonArray& deliveries);

private:
    struct Delivery
    {
        QString eventId;
        QString endpointId;
        QByteArray body;
        int attempt = 0;
        bool lastAttempt = false;
        bool wrongSecret = false;
        qint64 ageSeconds = 0;
        std::shared_ptr<std::deque<Delivery>> followers; ///< sent after this one was, whatever came of it
    };

    void route(Delivery delivery, const std::optional<FaultRule>& fault);
    void hold(const FaultRule& fault, const Delivery& delivery);
    void release(std::deque<Delivery> held);
    void enqueue(Delivery delivery);
    void later(int ms, Delivery delivery);
    void pump();
    void send(const Delivery& delivery);
    void finished(const Delivery& delivery, QNetworkReply* reply);
    void armTimer();

    Store& m_store;
    EventLog& m_events;
    Faults& m_faults;
    const Config& m_config;
    const Clock& m_clock;
    QNetworkAccessManager m_network;
    std::deque<Delivery> m_ready;
    std::multimap<qint64, Delivery> m_waiting;   ///< by due time of the machine's clock
    QHash<QString, std::deque<Delivery>> m_held; ///< by reorder rule
    QTimer m_timer;
    int m_inFlight = 0;
    qint64 m_delivered = 0;
    qint64 m_failedAttempts = 0;
    qint64 m_dropped = 0;
    qint64 m_givenUp = 0;
};

} // namespace lectern::sandbox
