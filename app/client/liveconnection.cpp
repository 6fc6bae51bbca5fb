#include "app/client/liveconnection.h"
#include <QJsonDocument>
#include <QRandomGenerator>

namespace lectern {

LiveConnection::LiveConnection(ApiClient* api, QObject* parent) : Connection(parent), m_api(api)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &LiveConnection::attempt);
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_failures = 0;
        setState(State::Online);
    });
    connect(&m_socket, &QWebSocket::disconnected, this, &LiveConnection::onLost);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString& text) {
        const auto received = liveMessageFromJson(QJsonDocument::fromJson(text.toUtf8()).object());
        if (received) Q_EMIT message(*received);
    });
    connect(api, &ApiClient::sessionLost, this, [this](const Error& why) {
        close();
        Q_EMIT sessionLost(why);
    });
    // Before a login there is no socket: what requests meet tells the state.
    connect(api, &ApiClient::reached, this, [this] {
        if (!m_wanted) setState(State::Online);
    });
    connect(api, &ApiClient::unreached, this, [this] {
        if (!m_wanted) setState(State::Offline);
    });
}

int LiveConnection::retryInSeconds() const { return m_retry.isActive() ? (m_retry.remainingTime() + 999) / 1000 : 0; }

void LiveConnection::retryNow()
{
    if (!m_wanted) {
        m_api->get(QStringLiteral("/api/server"));
        return;
    }
    m_retry.stop();
    attempt();
}

void LiveConnection::open()
{
    close(); // a socket of the last user must not go on telling this one
    m_wanted = true;
    m_failures = 0;
    attempt();
}

void LiveConnection::close()
{
    m_wanted = false;
    m_retry.stop();
    m_socket.abort();
}

void LiveConnection::attempt()
{
    if (!m_wanted || m_socket.state() != QAbstractSocket::UnconnectedState) return;
    // Straight back to Connecting would flicker between attempts while the server is away.
    if (m_failures == 0) setState(State::Connecting);
    const bool expired = m_api->session().accessExpiresAt < QDateTime::currentDateTimeUtc().addSecs(5);
    const auto connectSocket = [this] {
        QNetworkRequest request = m_api->request(QStringLiteral("/api/live"));
        QUrl url = request.url();
        url.setScheme(url.scheme() == u"https" ? QStringLiteral("wss") : QStringLiteral("ws"));
        request.setUrl(url);
        m_socket.open(request);
    };
    // The first attempt after a loss asks for a new token: a socket does not say why it was refused, this does.
    if (!expired && m_failures % 3 != 1) return connectSocket();
    whenDone(this, m_api->refresh(), [this, connectSocket](const Result<Done>& refreshed) {
        if (refreshed && m_wanted) connectSocket();
        else if (m_wanted) onLost();
    });
}

void LiveConnection::onLost()
{
    if (!m_wanted) return;
    ++m_failures;
    const int base = std::min(30'000, 500 << std::min(m_failures, 6));
    m_retry.start(base / 2 + static_cast<int>(QRandomGenerator::global()->bounded(base / 2 + 1)));
    setState(State::Offline);
}

void LiveConnection::setState(State state)
{
    if (state == m_state && state != State::Offline) return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace lectern
