#include "app/client/httpfiles.h"
#include "app/client/tusupload.h"
#include <QCryptographicHash>
#include <QDir>
#include <QSaveFile>
#include <QStandardPaths>

namespace lectern {

namespace {

constexpr qint64 kCacheable = 16 * 1024 * 1024;

/// Files never change, so a cached one is right for ever; each user of each server has a folder of their own.
QString cachePath(const ApiClient& api, const FileId& id)
{
    const QByteArray who = (api.server().toString() + api.session().user.id.value).toUtf8();
    const QString folder = QString::fromLatin1(QCryptographicHash::hash(who, QCryptographicHash::Sha256).toHex().left(16));
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/files/") + folder + u'/' + id.value;
}

void remember(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()) file.commit();
}

} // namespace

Upload* HttpFiles::upload(const QString& localPath, QObject* parent) { return new TusUpload(m_api, localPath, parent); }

Reply<QByteArray> HttpFiles::content(FileId id)
{
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    auto future = promise->future();
    const auto finish = [promise](const Result<QByteArray>& result) {
        promise->addResult(result);
        promise->finish();
    };
    const QString cached = cachePath(*m_api, id);
    if (QFile file(cached); file.open(QIODevice::ReadOnly)) {
        finish(file.readAll());
        return future;
    }
    QNetworkReply* reply = m_api->network().get(m_api->request(QStringLiteral("/api/files/") + id.value));
    QObject::connect(reply, &QNetworkReply::finished, m_api, [reply, finish, cached] {
        reply->deleteLater();
        const QByteArray bytes = reply->readAll();
        const auto error = ApiClient::errorOf(reply, bytes);
        if (error) return finish(*error);
        if (bytes.size() <= kCacheable) remember(cached, bytes);
        finish(bytes);
    });
    return future;
}

Reply<QUrl> HttpFiles::link(FileId id)
{
    return m_api->send("POST", QStringLiteral("/api/files/%1/link").arg(id.value)).then([](const Result<QJsonObject>& json) -> Result<QUrl> {
        if (!json) return json.error();
        return QUrl(json->value(QLatin1String("url")).toString());
    });
}

Reply<Done> HttpFiles::download(FileId id, QString localPath)
{
    auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    auto future = promise->future();
    const auto finish = [promise](const Result<Done>& result) {
        promise->addResult(result);
        promise->finish();
    };
    auto file = std::make_shared<QSaveFile>(localPath);
    if (!file->open(QIODevice::WriteOnly)) {
        finish(makeError(ErrorCode::StorageFull, file->errorString()));
        return future;
    }
    QNetworkReply* reply = m_api->network().get(m_api->request(QStringLiteral("/api/files/") + id.value));
    QObject::connect(reply, &QNetworkReply::readyRead, m_api, [reply, file] {
        if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200) file->write(reply->readAll());
    });
    QObject::connect(reply, &QNetworkReply::finished, m_api, [reply, file, finish] {
        reply->deleteLater();
        const auto error = ApiClient::errorOf(reply, reply->readAll());
        if (error) return finish(*error);
        if (reply->error() != QNetworkReply::NoError) return finish(makeError(ErrorCode::Offline, reply->errorString()));
        if (!file->commit()) return finish(makeError(ErrorCode::StorageFull, file->errorString()));
        finish(Done{});
    });
    return future;
}

} // namespace lectern
