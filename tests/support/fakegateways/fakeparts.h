#pragma once
#include "gateways/gateways.h"

namespace lectern::fakes {

class FakeConnection final : public Connection
{
    Q_OBJECT
public:
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] int retryInSeconds() const override { return m_state == State::Offline ? 12 : 0; }
    void retryNow() override { ++retries; }
    void setState(State state)
    {
        m_state = state;
        Q_EMIT stateChanged();
    }
    int retries = 0;

private:
    State m_state = State::Online;
};

class FakeUpload final : public Upload
{
    Q_OBJECT
public:
    FakeUpload(const QString& name, qint64 total, QObject* parent)
        : Upload(parent)
        , m_name(name)
        , m_total(total)
    {
    }
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] QString fileName() const override { return m_name; }
    [[nodiscard]] qint64 bytesSent() const override { return m_sent; }
    [[nodiscard]] qint64 bytesTotal() const override { return m_total; }
    [[nodiscard]] Error error() const override { return m_error; }
    [[nodiscard]] std::optional<StoredFile> file() const override;
    void pause() override { set(State::Paused, m_sent); }
    void resume() override { set(State::Uploading, m_sent); }
    void cancel() override { canceled = true; }
    void set(State state, qint64 sent, const Error& error = {});
    bool canceled = false;

private:
    QString m_name;
    qint64 m_total;
    qint64 m_sent = 0;
    State m_state = State::Uploading;
    Error m_error;
};

} // namespace lectern::fakes
