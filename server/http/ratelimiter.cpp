#include "http/ratelimiter.h"
#include <cmath>

namespace lectern::http {

int RateLimiter::take(const QString& key, int perMinute, const QDateTime& now)
{
    constexpr qsizetype kMaxBuckets = 100'000;
    const std::lock_guard lock(m_mutex);
    const qint64 ms = now.toMSecsSinceEpoch();
    if (m_buckets.size() > kMaxBuckets) m_buckets.removeIf([ms](const auto& item) { return ms - item->atMs > 60'000; });
    const auto found = m_buckets.find(key);
    Bucket bucket = found == m_buckets.end() ? Bucket{static_cast<double>(perMinute), ms} : *found;
    const double perMs = perMinute / 60'000.0;
    bucket.tokens = std::min(static_cast<double>(perMinute), bucket.tokens + static_cast<double>(std::max<qint64>(0, ms - bucket.atMs)) * perMs);
    bucket.atMs = ms;
    int wait = 0;
    if (bucket.tokens >= 1) bucket.tokens -= 1;
    else wait = std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / perMs / 1000.0)));
    m_buckets.insert(key, bucket);
    return wait;
}

} // namespace lectern::http
