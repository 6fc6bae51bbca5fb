#include "outbound/httpcaller.h"
#include <future>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QDateTime>
#include <QThread>

namespace lectern::outbound {

namespace {

/// Seconds or a date (RFC 9110, 10.2.3); some services write dates as ISO 8601 does.
int pauseOf(const QByteArray& header)
{
    bool isNumber = false;
    const int seconds = header.trimmed().toInt(&isNumber);
    if (isNumber) return std::max(0, seconds);
    const QString text = QString::fromLatin1(header.trimmed());
    QDateTime until = QLocale::c().toDateTime(text, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    until.setTimeSpec(Qt::UTC);
    if (!until.isValid()) until = QDateTime::fromString(text, Qt::ISODate);
    return until.isValid() ? static_cast<int>(std::clamp<qint64>(QDateTime::currentDateTimeUtc().secsTo(until), 0, 24 * 3'600)) : 0;
}

} // namespace

class HttpCaller::Impl
{
public:
    explicit Impl(const QString& name)
    {
        thread.setObjectName(name);
        network = new QNetworkAccessManager;
        network->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, network, &QObject::deleteLater);
        thread.start();
    }
    ~Impl()
    {
        thread.quit();
        thread.wait();
    }
    QThread thread;
    QNetworkAccessManager* network = nullptr;
};

HttpCaller::HttpCaller(const QString& name) : m_impl(std::make_unique<Impl>(name)) {}
HttpCaller::~HttpCaller() = default;

Answer HttpCaller::call(std::function<QNetworkReply*(QNetworkAccessManager&)> start)
{
    // Shared: whoever keeps the promise may still be in it when the waiting one goes on.
    auto promise = std::make_shared<std::promise<Answer>>();
    std::future<Answer> future = promise->get_future();
    QNetworkAccessManager* network = m_impl->network;
    QMetaObject::invokeMethod(network, [network, promise, start = std::move(start)] {
        QNetworkReply* reply = start(*network);
        QObject::connect(reply, &QNetworkReply::finished, network, [reply, promise] {
            Answer answer{reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(), pauseOf(reply->rawHeader("Retry-After"))};
            if (answer.status < 300 && reply->error() != QNetworkReply::NoError) answer.status = 0;
            answer.neverSent = reply->error() == QNetworkReply::ConnectionRefusedError || reply->error() == QNetworkReply::HostNotFoundError;
            reply->deleteLater();
            promise->set_value(answer);
        });
    });
    return future.get();
}

} // namespace lectern::outbound
