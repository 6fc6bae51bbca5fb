#pragma once
#include "app/client/apiclient.h"
#include <QTimer>
#include <QWebSocket>

namespace lectern {

/// Whether the server answers, and its WebSocket. Tries again by itself with growing pauses.
class LiveConnection final : public Connection
{
    Q_OBJECT
public:
    explicit LiveConnection(ApiClient* api, QObject* parent = nullptr);
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] int retryInSeconds() const override;
    void retryNow() override;
    void open();  ///< after a login
    void close(); ///< after a logout

private:
    void attempt();
    void onLost();
    void setState(State state);

    ApiClient* m_api;
    QWebSocket m_socket;
    QTimer m_retry;
    State m_state = State::Connecting;
    int m_failures = 0;
    bool m_wanted = false;
};

} // namespace lectern
