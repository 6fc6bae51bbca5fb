#pragma once
#include <QByteArray>
#include <functional>
#include <vector>

namespace lectern::bench {

struct LoadResult {
    double seconds = 0;
    qint64 answered = 0;
    qint64 failed = 0;                ///< status other than 2xx
    std::vector<double> milliseconds; ///< of each request
};

/// Sends `count` requests over `connections` keep-alive connections from one thread (poll), each connection one at a time.
/// `request(i)` gives the bytes of request i.
[[nodiscard]] LoadResult run(quint16 port, int connections, qint64 count, const std::function<QByteArray(qint64)>& request);
[[nodiscard]] double percentile(std::vector<double> values, double fraction);

} // namespace lectern::bench
