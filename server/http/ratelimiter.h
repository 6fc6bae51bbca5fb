#pragma once
#include <QDateTime>
#include <QHash>
#include <QString>
#include <mutex>

namespace lectern::http {

/// Token buckets by key: `perMinute` on average, all at once at most. Forgets full buckets.
class RateLimiter
{
public:
    /// 0: go on; else the seconds to wait.
    [[nodiscard]] int take(const QString& key, int perMinute, const QDateTime& now);

private:
    struct Bucket {
        double tokens = 0;
        qint64 atMs = 0;
    };
    std::mutex m_mutex;
    QHash<QString, Bucket> m_buckets;
};

} // namespace lectern::http
