#pragma once
#include "sandbox/core/clock.h"
#include "sandbox/core/config.h"
#include "sandbox/core/store.h"

#include <deque>
#include <functional>

namespace lectern::sandbox {

/// Which request an event came from; both empty for what happens by itself.
struct Origin
{
    QString requestId;
    QString idempotencyKey;
};

/// Writes events down, exactly as they are sent.
class EventLog
{
public:
    /// Called for each new event, with the type and the JSON body.
    using Sink = std::function<void(const QString& id, const QString& type)>;

    EventLog(Store& store, const Clock& clock, const Config& config);
    void setSink(Sink sink) { m_sink = std::move(sink); }
    /// What else of the sandbox an event moves: an invoice by its payment, a session by its invoice. Called when the
    /// event is written down and under way, with its object.
    using Follower = std::function<void(const QString& type, const QJsonObject& object)>;
    void follow(const QStringList& types, const Follower& follower);
    void setOrigin(Origin origin) { m_origin = std::move(origin); }

    /// `previous`: data.previous_attributes of an update; empty: left out. `account`: the connected account that it
    /// happened on, empty for the platform. Returns the event's id.
    QString emitEvent(const QString& type, const QJsonObject& object, const QJsonObject& previous = {},
                      const QString& account = {});
    /// True when an endpoint is one for events of that account: Stripe keeps those of the platform and those of
    /// connected accounts (`connect`) apart; the endpoint of the command line takes both, as `stripe listen` does.
    [[nodiscard]] bool takesAccount(const QJsonObject& endpoint, const QString& account) const;
    /// True when an endpoint's enabled_events name that type, or `*`, and it is one for the event's account.
    [[nodiscard]] bool wants(const QJsonObject& endpoint, const QString& eventId, const QString& type) const;
    /// The bytes of an event; empty when it is unknown.
    [[nodiscard]] QByteArray body(const QString& id) const { return m_bodies.value(id); }
    /// The event as the API shows it: as sent, but with today's count of pending webhooks. Empty when unknown.
    [[nodiscard]] QJsonObject object(const QString& id) const;
    /// How many endpoints have not answered 2xx yet.
    void setPending(const QString& id, int count);
    [[nodiscard]] int pending(const QString& id) const { return m_pending.value(id); }

    [[nodiscard]] QJsonObject toJson() const;
    void load(const QJsonObject& bodies);

private:
    [[nodiscard]] int endpointsFor(const QString& eventId, const QString& type) const;
    void forgetOldest();

    Store& m_store;
    const Clock& m_clock;
    const Config& m_config;
    Sink m_sink;
    QHash<QString, QList<Follower>> m_followers; ///< by type
    Origin m_origin;
    QHash<QString, QByteArray> m_bodies;
    QHash<QString, int> m_pending;
    std::deque<QString> m_order;
};

} // namespace lectern::sandbox
