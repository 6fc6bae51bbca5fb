#include "http/metrics.h"
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace lectern::http {

class Metrics::Impl
{
public:
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests =
        prometheus::BuildCounter().Name("lectern_http_requests_total").Help("Requests by method, route and status").Register(registry);
    prometheus::Family<prometheus::Histogram>& latency =
        prometheus::BuildHistogram().Name("lectern_http_request_seconds").Help("Time from the whole request to its answer").Register(registry);
    prometheus::Family<prometheus::Counter>& webhooks =
        prometheus::BuildCounter().Name("lectern_webhook_events_total").Help("Gateway events by what became of them on arrival").Register(registry);
    std::vector<std::pair<prometheus::Gauge*, std::function<double()>>> gauges;
};

Metrics::Metrics() : m_impl(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::request(const QByteArray& method, const QByteArray& route, int status, double seconds)
{
    m_impl->requests.Add({{"method", method.toStdString()}, {"route", route.toStdString()}, {"status", std::to_string(status)}}).Increment();
    m_impl->latency.Add({{"route", route.toStdString()}}, prometheus::Histogram::BucketBoundaries{.001, .005, .02, .1, .5, 2, 10}).Observe(seconds);
}

void Metrics::webhook(const QByteArray& result) { m_impl->webhooks.Add({{"result", result.toStdString()}}).Increment(); }

void Metrics::gauge(const char* name, const char* help, std::function<double()> value)
{
    auto& gauge = prometheus::BuildGauge().Name(name).Help(help).Register(m_impl->registry).Add({});
    m_impl->gauges.emplace_back(&gauge, std::move(value));
}

QByteArray Metrics::text() const
{
    for (const auto& [gauge, value] : m_impl->gauges) gauge->Set(value());
    return QByteArray::fromStdString(prometheus::TextSerializer().Serialize(m_impl->registry.Collect()));
}

} // namespace lectern::http
