#pragma once
#include "http/addresses.h"
#include "http/authenticator.h"
#include "http/livehub.h"
#include "http/listener/listener.h"
#include "http/listener/workerpool.h"
#include "http/uploads.h"
#include "http/webhook.h"

namespace lectern::http {

struct Limits {
    int loginsPerMinute = 10;
    int registrationsPerMinute = 10;
    int paymentsPerMinute = 30;
    Networks trustedProxies; ///< whose X-Forwarded-For is believed
    Networks metricsReaders; ///< who may read /metrics and /readyz
};

/// Everything that lecternd answers: finds the route, checks who calls and how often, runs the controller on a worker
/// and writes the access log.
class ApiHandler final : public Handler
{
public:
    struct Parts {
        const Services& services;
        LiveHub& live;
        WebhookEndpoint& webhook;
        WorkerPool& workers;
        Metrics& metrics;
    };
    ApiHandler(const Parts& parts, const Limits& limits);
    void handle(Request request, Reply reply) override;
    bool wantsStream(const Request& head) const override;
    std::unique_ptr<BodySink> streamBody(const Request& head) override;
    std::optional<Response> refuseUpgrade(const Request& head) override;
    void upgraded(const Request& head, std::shared_ptr<LiveSocket> socket) override;

private:
    struct Match {
        const Route* route = nullptr;
        QHash<QString, QString> path;
        bool otherMethod = false; ///< the path exists with another method
    };
    [[nodiscard]] static Match match(const Request& request);
    [[nodiscard]] Response respond(const Request& request);
    [[nodiscard]] Response run(const Request& request, const Match& match);
    [[nodiscard]] std::optional<Error> limited(const Route& route, const Request& request, const Caller& caller);
    [[nodiscard]] std::optional<Response> operational(const Request& request);
    [[nodiscard]] Reply logged(const Request& request, Reply reply);

    Parts m_parts;
    Limits m_limits;
    RateLimiter m_limiter;
    Authenticator m_authenticator;
    Uploads m_uploads;
};

} // namespace lectern::http
