#include "sandbox/api/idempotency.h"

#include "sandbox/core/json.h"

namespace lectern::sandbox {

static constexpr qint64 KeptMs = 24 * 3'600 * 1000LL; // Stripe prunes keys after at least a day
static constexpr size_t MaxEntries = 200'000;

static QString entryKey(const QString& scope, const QString& key) { return scope + u'\n' + key; }

static ApiError conflict(const QString& message)
{
    return {.status = 400, .type = u"idempotency_error"_s, .code = {}, .message = message, .param = {}, .extra = {}};
}

Idempotency::Decision Idempotency::begin(const QString& scope, const QString& key, const QString& path,
                                         const QByteArray& fingerprint)
{
    forgetOld();
    const QString name = entryKey(scope, key);
    const auto it = m_entries.constFind(name);
    if (it == m_entries.cend()) {
        m_entries.insert(name, {path, fingerprint, m_clock.nowMs(), {}});
        m_order.push_back(name);
        return {};
    }
    if (it->path != path)
        return {{},
                conflict(u"Keys for idempotent requests can only be used for the same endpoint they were first used "
                         u"for ('%1' vs '%2'). "
                         "Try using a key other than '%3' if you meant to execute a different request."_s.arg(
                             path, it->path, key))};
    if (it->fingerprint != fingerprint)
        return {
            {},
            conflict(
                u"Keys for idempotent requests can only be used with the same parameters they were first used with. "
                "Try using a key other than '%1' if you meant to execute a different request."_s.arg(key))};
    if (!it->stored) {
        ApiError busy = invalidRequest(
            u"There is currently another in-progress request using this Idempotent Key (that probably means you "
            u"submitted "
            "twice, and the other request is still going through): %1. Please try again later."_s.arg(key),
            {}, u"idempotency_key_in_use"_s);
        busy.status = 409;
        return {{}, busy};
    }
    return {it->stored, {}};
}

void Idempotency::finish(const QString& scope, const QString& key, Stored stored)
{
    const auto it = m_entries.find(entryKey(scope, key));
    if (it != m_entries.end()) it->stored = std::move(stored);
}

void Idempotency::abandon(const QString& scope, const QString& key) { m_entries.remove(entryKey(scope, key)); }

void Idempotency::forgetOld()
{
    while (!m_order.empty()) {
        const auto it = m_entries.constFind(m_order.front());
        const bool live = it != m_entries.cend();
        if (live && m_order.size() <= MaxEntries && m_clock.nowMs() - it->createdMs < KeptMs) return;
        if (live) m_entries.erase(it);
        m_order.pop_front();
    }
}

QJsonArray Idempotency::toJson() const
{
    QJsonArray entries;
    for (const QString& name : m_order) {
        const auto it = m_entries.constFind(name);
        if (it != m_entries.cend() && it->stored)
            entries.append(QJsonObject{{u"name"_s, name},
                                       {u"path"_s, it->path},
                                       {u"fingerprint"_s, QString::fromLatin1(it->fingerprint)},
                                       {u"created_ms"_s, it->createdMs},
                                       {u"status"_s, it->stored->status},
                                       {u"body"_s, QString::fromUtf8(it->stored->body)},
                                       {u"request"_s, it->stored->requestId}});
    }
    return entries;
}

void Idempotency::load(const QJsonArray& entries)
{
    m_entries.clear();
    m_order.clear();
    for (const QJsonValue& entry : entries) {
        const QString name = entry["name"_L1].toString();
        m_entries.insert(name, {entry["path"_L1].toString(), entry["fingerprint"_L1].toString().toLatin1(),
                                entry["created_ms"_L1].toInteger(),
                                Stored{entry["status"_L1].toInt(), entry["body"_L1].toString().toUtf8(),
                                       entry["request"_L1].toString()}});
        m_order.push_back(name);
    }
}

} // namespace lectern::sandbox
