#pragma once
#include <functional>
#include <memory>
#include <QByteArray>
#include <QString>

class QNetworkAccessManager;
class QNetworkReply;

/// Calls to services of others.
namespace lectern::outbound {

struct Answer {
    int status = 0; ///< 0: none came, or a success was cut on its way: the work may be done
    QByteArray body;
    int retryAfterSeconds = 0; ///< 0: it did not say
    bool neverSent = false;    ///< nobody was there to hear it
};

/// HTTP on a thread of its own, for callers on any thread, who wait. The request's transfer timeout ends the wait: set one.
class HttpCaller
{
public:
    explicit HttpCaller(const QString& name);
    ~HttpCaller();
    /// `start` runs on that thread; the reply it makes is deleted there.
    Answer call(std::function<QNetworkReply*(QNetworkAccessManager&)> start);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lectern::outbound
