#include "usecases/learning/blobstore.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QMutexLocker>
#include <QStorageInfo>
#include <unistd.h>

namespace lectern {

BlobStore::BlobStore(QString root) : m_root(std::move(root)) {}

QString BlobStore::prepare()
{
    for (const char* folder : {"/uploads", "/blobs"}) {
        if (!QDir().mkpath(m_root + QLatin1String(folder))) return QStringLiteral("Cannot create %1%2.").arg(m_root, QLatin1String(folder));
    }
    return QFileInfo(m_root + QStringLiteral("/uploads")).isWritable() ? QString() : QStringLiteral("%1 is not writable.").arg(m_root);
}

QString BlobStore::partPath(const FileId& id) const { return m_root + QStringLiteral("/uploads/") + id.value; }
QString BlobStore::blobPath(const QString& sha256) const { return m_root + QStringLiteral("/blobs/%1/%2").arg(sha256.left(2), sha256); }
qint64 BlobStore::partSize(const FileId& id) const { return QFileInfo(partPath(id)).size(); }

bool BlobStore::lockPart(const FileId& id)
{
    const QMutexLocker lock(&m_mutex);
    if (m_locked.contains(id.value)) return false;
    m_locked.insert(id.value);
    return true;
}

void BlobStore::unlockPart(const FileId& id)
{
    const QMutexLocker lock(&m_mutex);
    m_locked.remove(id.value);
}

Result<QString> BlobStore::finish(const FileId& id)
{
    const auto failed = [](const QString& why) { return makeError(ErrorCode::StorageFull, QStringLiteral("The file could not be stored: %1").arg(why)); };
    QFile part(partPath(id));
    if (!part.open(QIODevice::ReadWrite)) return failed(part.errorString());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (!part.atEnd()) {
        const QByteArray block = part.read(1024 * 1024);
        if (block.isEmpty()) return failed(part.errorString());
        hash.addData(block);
    }
    if (::fsync(part.handle()) != 0) return failed(QStringLiteral("the disk did not take it"));
    part.close();
    const QString sha256 = QString::fromLatin1(hash.result().toHex());
    const QString target = blobPath(sha256);
    QDir().mkpath(QFileInfo(target).path());
    // The same content is there already: one copy is enough.
    if (QFileInfo::exists(target)) part.remove();
    else if (!part.rename(target)) return failed(part.errorString());
    return sha256;
}

QString BlobStore::partMediaType(const FileId& id) const
{
    return QMimeDatabase().mimeTypeForFile(partPath(id), QMimeDatabase::MatchContent).name();
}

qint64 BlobStore::freeBytes() const { return QStorageInfo(m_root).bytesAvailable(); }
void BlobStore::removePart(const FileId& id) { QFile::remove(partPath(id)); }

} // namespace lectern
