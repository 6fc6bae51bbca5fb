#pragma once
#include "sandbox/core/apierror.h"
#include "sandbox/core/clock.h"

#include <QByteArray>
#include <deque>

namespace lectern::sandbox {

/// Remembers the answers of POST requests by their Idempotency-Key, as https://docs.stripe.com/api/idempotent_requests
/// says.
class Idempotency
{
public:
    struct Stored
    {
        int status = 0;
        QByteArray body;
        QString requestId; ///< of the request that did the work
    };
    /// What to do with a request of that key: go on (nothing set), replay, or refuse.
    struct Decision
    {
        std::optional<Stored> replay;
        Refusal refusal;
    };

    explicit Idempotency(const Clock& clock)
        : m_clock(clock)
    {
    }

    /// `scope` tells accounts apart; `fingerprint` stands for method, path and parameters.
    [[nodiscard]] Decision begin(const QString& scope, const QString& key, const QString& path,
                                 const QByteArray& fingerprint);
    void finish(const QString& scope, const QString& key, Stored stored);
    /// Forgets a key whose request was refused before any work began.
    void abandon(const QString& scope, const QString& key);
    [[nodiscard]] qsizetype size() const { return m_entries.size(); }

    [[nodiscard]] QJsonArray toJson() const;
    void load(const QJsonArray& entries);

private:
    struct Entry
    {
        QString path;
        QByteArray fingerprint;
        qint64 createdMs = 0;
        std::optional<Stored> stored; ///< empty while in flight
    };
    void forgetOld();

    const Clock& m_clock;
    QHash<QString, Entry> m_entries;
    std::deque<QString> m_order;
};

} // namespace lectern::sandbox
