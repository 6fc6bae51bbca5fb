#include "app/client/tusupload.h"
#include <QCryptographicHash>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QtConcurrent>

namespace lectern {

namespace {
constexpr qint64 kPiece = 4 * 1024 * 1024;
constexpr int kMaxStumbles = 6;
const QString kRoot = QStringLiteral("/api/uploads");
} // namespace

TusUpload::TusUpload(ApiClient* api, const QString& localPath, QObject* parent)
    : Upload(parent), m_api(api), m_file(localPath), m_mimeType(QMimeDatabase().mimeTypeForFile(localPath).name()), m_total(QFileInfo(localPath).size())
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &TusUpload::askOffset);
    // Whatever else reached the server: there is no reason to wait out a long pause.
    connect(api, &ApiClient::reached, this, [this] {
        if (m_state == State::Queued && m_error.code == ErrorCode::Offline && m_again.isActive() && m_again.remainingTime() > 400) m_again.start(400);
    });
    QMetaObject::invokeMethod(this, &TusUpload::hash, Qt::QueuedConnection);
}

TusUpload::~TusUpload()
{
    if (m_reply) m_reply->abort();
}

QString TusUpload::fileName() const { return QFileInfo(m_file.fileName()).fileName(); }

std::optional<StoredFile> TusUpload::file() const
{
    if (m_state != State::Complete) return std::nullopt;
    return StoredFile{FileId{m_location.section(u'/', -1)}, fileName(), m_total, m_mimeType, m_sha256, m_total};
}

void TusUpload::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

void TusUpload::fail(const Error& error)
{
    m_error = error;
    m_inFlight = 0;
    setState(State::Failed);
}

void TusUpload::hash()
{
    if (!m_file.open(QIODevice::ReadOnly)) return fail(makeError(ErrorCode::NotFound, tr("The file cannot be read: %1").arg(m_file.errorString())));
    setState(State::Hashing);
    auto* digesting = new QFutureWatcher<QByteArray>(this);
    connect(digesting, &QFutureWatcherBase::finished, this, [this, digesting] {
        digesting->deleteLater();
        const QByteArray digest = digesting->result();
        if (digest.isEmpty()) return fail(makeError(ErrorCode::NotFound, tr("The file cannot be read.")));
        m_sha256 = QString::fromLatin1(digest);
        if (m_state == State::Hashing) create();
    });
    digesting->setFuture(QtConcurrent::run([path = m_file.fileName()]() -> QByteArray {
        QFile file(path);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) return {};
        return hash.result().toHex();
    }));
}

QNetworkRequest TusUpload::request(const QString& path) const
{
    QNetworkRequest request = m_api->request(path);
    request.setRawHeader("Tus-Resumable", "1.0.0");
    request.setTransferTimeout(60'000);
    return request;
}

QNetworkReply* TusUpload::track(QNetworkReply* reply, void (TusUpload::*then)(QNetworkReply*))
{
    m_reply = reply;
    connect(reply, &QNetworkReply::finished, this, [this, reply, then] {
        reply->deleteLater();
        if (m_reply != reply) return; // paused or cancelled meanwhile
        m_reply = nullptr;
        (this->*then)(reply);
    });
    return reply;
}

void TusUpload::create()
{
    QNetworkRequest message = request(kRoot);
    message.setRawHeader("Upload-Length", QByteArray::number(m_total));
    message.setRawHeader("Upload-Metadata", "filename " + fileName().toUtf8().toBase64() + ",filetype " + m_mimeType.toUtf8().toBase64() + ",sha256 " + m_sha256.toUtf8().toBase64());
    if (m_state == State::Hashing) setState(State::Uploading);
    track(m_api->network().sendCustomRequest(message, "POST"), &TusUpload::onCreated);
}

void TusUpload::onCreated(QNetworkReply* reply)
{
    if (const auto error = ApiClient::errorOf(reply, reply->readAll())) return stumble(*error);
    m_location = QString::fromLatin1(reply->rawHeader("Location"));
    m_offset = 0;
    sendPiece();
}

void TusUpload::askOffset()
{
    if (m_location.isEmpty()) return m_sha256.isEmpty() ? hash() : create();
    track(m_api->network().head(request(m_location)), &TusUpload::onOffset);
}

void TusUpload::onOffset(QNetworkReply* reply)
{
    if (const auto error = ApiClient::errorOf(reply, reply->readAll())) {
        if (error->code != ErrorCode::NotFound || m_recreated) return stumble(*error);
        // The server threw the unfinished upload away: begin again from the first byte.
        m_recreated = true;
        m_location.clear();
        m_offset = 0;
        return create();
    }
    m_offset = reply->rawHeader("Upload-Offset").toLongLong();
    sendPiece();
}

void TusUpload::sendPiece()
{
    if (m_offset >= m_total) return setState(State::Complete);
    if (m_state != State::Uploading) setState(State::Uploading);
    m_file.seek(m_offset);
    const QByteArray piece = m_file.read(kPiece);
    if (piece.isEmpty()) return fail(makeError(ErrorCode::NotFound, tr("The file changed while it was uploaded. Start again.")));
    QNetworkRequest message = request(m_location);
    message.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/offset+octet-stream"));
    message.setRawHeader("Upload-Offset", QByteArray::number(m_offset));
    message.setRawHeader("Upload-Checksum", "sha256 " + QCryptographicHash::hash(piece, QCryptographicHash::Sha256).toBase64());
    QNetworkReply* reply = track(m_api->network().sendCustomRequest(message, "PATCH", piece), &TusUpload::onPiece);
    connect(reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent, qint64) {
        m_inFlight = sent;
        Q_EMIT changed();
    });
}

void TusUpload::onPiece(QNetworkReply* reply)
{
    m_inFlight = 0;
    if (const auto error = ApiClient::errorOf(reply, reply->readAll())) return stumble(*error);
    m_offset = reply->rawHeader("Upload-Offset").toLongLong();
    m_stumbles = 0;
    m_refreshed = false;
    m_error = {};
    Q_EMIT changed();
    sendPiece();
}

void TusUpload::stumble(const Error& error)
{
    m_inFlight = 0;
    if (error.code != ErrorCode::Unauthenticated) m_api->noteError(error);
    switch (error.code) {
    case ErrorCode::Unauthenticated:
        if (m_refreshed) return fail(error);
        return refreshToken(error);
    case ErrorCode::Offline:
    case ErrorCode::Overloaded:
    case ErrorCode::Unavailable:
        return waitFor(error); // as long as it takes: nothing here can be done better by hand
    case ErrorCode::Conflict:
    case ErrorCode::ChecksumMismatch:
        if (m_stumbles >= kMaxStumbles) return fail(error);
        return waitFor(error);
    default:
        return fail(error);
    }
}

void TusUpload::refreshToken(const Error& why)
{
    m_refreshed = true;
    whenDone(this, m_api->refresh(), [this, why](const Result<Done>& done) {
        if (m_state == State::Paused || m_state == State::Failed) return;
        if (done) return askOffset();
        m_refreshed = false; // it was not the token that failed
        if (done.error().code == ErrorCode::Unauthenticated) return fail(why);
        stumble(done.error());
    });
}

void TusUpload::waitFor(const Error& error)
{
    ++m_stumbles;
    m_error = error;
    const int pause = std::min(15'000, 300 << std::min(m_stumbles, 6));
    m_again.start(error.retryAfterSeconds > 0 ? std::max(pause, error.retryAfterSeconds * 1000) : pause);
    setState(State::Queued);
}

void TusUpload::pause()
{
    if (m_state != State::Uploading && m_state != State::Hashing && m_state != State::Queued) return;
    m_again.stop();
    if (QNetworkReply* reply = std::exchange(m_reply, nullptr)) reply->abort();
    m_inFlight = 0;
    setState(State::Paused);
}

void TusUpload::resume()
{
    if (m_state != State::Paused && m_state != State::Failed) return;
    m_stumbles = 0;
    m_refreshed = false;
    m_recreated = false;
    m_error = {};
    if (!m_file.isOpen() || m_sha256.isEmpty()) {
        m_file.close();
        return hash();
    }
    setState(State::Uploading);
    askOffset();
}

void TusUpload::cancel()
{
    m_again.stop();
    if (QNetworkReply* reply = std::exchange(m_reply, nullptr)) reply->abort();
    if (!m_location.isEmpty() && m_state != State::Complete) {
        QNetworkReply* reply = m_api->network().deleteResource(request(m_location));
        connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    }
    m_error = makeError(ErrorCode::InvalidState, tr("Cancelled."));
    m_location.clear();
    m_offset = 0;
    setState(State::Failed);
}

} // namespace lectern
