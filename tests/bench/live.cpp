#include "live.h"
#include "usecases/accounts/tokensigner.h"
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>
#include <memory>

namespace lectern::bench {

namespace {

struct Watched {
    QWebSocket live;
    QTcpSocket webhook;
    qint64 acceptedNs = -1;
    qint64 arrivedNs = -1;
};

/// Runs the event loop until `done` or the time is over.
bool until(int timeoutMs, const std::function<bool()>& done)
{
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < timeoutMs) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    return done();
}

} // namespace

std::vector<double> newsAfterAcceptance(quint16 port, const QByteArray& tokenSecret, int perSecond, const QList<Awaited>& payments, const std::function<QByteArray(qint64)>& request)
{
    const TokenSigner tokens(tokenSecret);
    QElapsedTimer clock;
    clock.start();
    std::vector<std::unique_ptr<Watched>> all;
    for (const Awaited& payment : payments) {
        Watched& one = *all.emplace_back(std::make_unique<Watched>());
        QNetworkRequest upgrade(QUrl(QStringLiteral("ws://127.0.0.1:%1/api/live").arg(port)));
        upgrade.setRawHeader("Authorization", "Bearer " + tokens.sign({UserId{payment.student}, Role::Student}, QDateTime::currentDateTimeUtc()).toLatin1());
        QObject::connect(&one.live, &QWebSocket::textMessageReceived, &one.live, [&one, &clock] {
            if (one.arrivedNs < 0) one.arrivedNs = clock.nsecsElapsed();
        });
        QObject::connect(&one.webhook, &QTcpSocket::readyRead, &one.webhook, [&one, &clock] {
            if (one.acceptedNs < 0 && one.webhook.peek(12) == "HTTP/1.1 200") one.acceptedNs = clock.nsecsElapsed();
        });
        one.live.open(upgrade);
        one.webhook.connectToHost(QStringLiteral("127.0.0.1"), port);
        one.webhook.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
    const auto every = [&all](const auto& holds) { return std::all_of(all.begin(), all.end(), [&holds](const auto& one) { return holds(*one); }); };
    if (!until(20'000, [&] { return every([](const Watched& one) { return one.live.isValid() && one.webhook.state() == QAbstractSocket::ConnectedState; }); })) return {};
    // The server looks the users up after the handshake.
    (void)until(1'000, [] { return false; });
    const qint64 begin = clock.elapsed();
    for (std::size_t i = 0; i < all.size(); ++i) {
        (void)until(static_cast<int>(begin + static_cast<qint64>(i) * 1000 / perSecond - clock.elapsed()), [] { return false; });
        all[i]->webhook.write(request(payments.at(static_cast<qsizetype>(i)).number));
    }
    if (!until(30'000, [&] { return every([](const Watched& one) { return one.acceptedNs >= 0 && one.arrivedNs >= 0; }); })) return {};
    std::vector<double> milliseconds;
    for (const auto& one : all) milliseconds.push_back(static_cast<double>(std::max<qint64>(0, one->arrivedNs - one->acceptedNs)) / 1e6);
    return milliseconds;
}

} // namespace lectern::bench
