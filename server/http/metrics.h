#pragma once
#include <QByteArray>
#include <functional>
#include <memory>

namespace lectern::http {

/// What /metrics shows (Prometheus text format).
class Metrics
{
public:
    Metrics();
    ~Metrics();
    void request(const QByteArray& method, const QByteArray& route, int status, double seconds);
    void webhook(const QByteArray& result);
    /// Gauges are asked for when the page is.
    void gauge(const char* name, const char* help, std::function<double()> value);
    [[nodiscard]] QByteArray text() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lectern::http
