#pragma once
#include "http/listener/message.h"
#include "http/metrics.h"
#include "settlement/inbox.h"
#include "usecases/context.h"

namespace lectern::http {

/// POST /api/webhooks/stripe: verify the raw bytes, store, 200. Runs on the I/O thread: the check is some microseconds,
/// and storing happens on the inbox's writers.
class WebhookEndpoint
{
public:
    WebhookEndpoint(const Clock& clock, settlement::Inbox& inbox, Metrics& metrics, QList<QByteArray> secrets)
        : m_clock(clock), m_inbox(inbox), m_metrics(metrics), m_secrets(std::move(secrets))
    {
    }
    void handle(const Request& request, const Reply& reply);

private:
    void refuse(const Reply& reply, int status, const QByteArray& code, const QByteArray& text);
    const Clock& m_clock;
    settlement::Inbox& m_inbox;
    Metrics& m_metrics;
    QList<QByteArray> m_secrets;
};

} // namespace lectern::http
