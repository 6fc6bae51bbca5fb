#pragma once
#include "app/client/apiclient.h"
#include <QFile>
#include <QTimer>

namespace lectern {

/// One tus 1.0 upload in pieces: hashes the file in the background, creates the upload, sends piece by piece with a
/// checksum each. While the server is away it waits (Queued, with the reason as error()) and goes on by itself, always
/// from where the server is.
class TusUpload final : public Upload
{
    Q_OBJECT
public:
    TusUpload(ApiClient* api, const QString& localPath, QObject* parent);
    ~TusUpload() override;
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] QString fileName() const override;
    [[nodiscard]] qint64 bytesSent() const override { return m_offset + m_inFlight; }
    [[nodiscard]] qint64 bytesTotal() const override { return m_total; }
    [[nodiscard]] Error error() const override { return m_error; }
    [[nodiscard]] std::optional<StoredFile> file() const override;
    void pause() override;
    void resume() override;
    void cancel() override;

private:
    void hash();
    void create();
    void askOffset();
    void sendPiece();
    void onPiece(QNetworkReply* reply);
    void stumble(const Error& error);
    void refreshToken(const Error& why);
    void waitFor(const Error& error);
    void fail(const Error& error);
    void setState(State state);
    [[nodiscard]] QNetworkRequest request(const QString& path) const;
    QNetworkReply* track(QNetworkReply* reply, void (TusUpload::*then)(QNetworkReply*));
    void onCreated(QNetworkReply* reply);
    void onOffset(QNetworkReply* reply);

    ApiClient* m_api;
    QFile m_file;
    QString m_mimeType;
    QString m_sha256;
    QString m_location;
    qint64 m_total = 0;
    qint64 m_offset = 0;
    qint64 m_inFlight = 0;
    int m_stumbles = 0;
    bool m_refreshed = false;  ///< the token, since the last piece that arrived
    bool m_recreated = false;  ///< the server had forgotten the upload once already
    State m_state = State::Queued;
    Error m_error;
    QNetworkReply* m_reply = nullptr;
    QTimer m_again;
};

} // namespace lectern
