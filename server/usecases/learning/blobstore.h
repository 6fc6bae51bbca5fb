#pragma once
#include "domain/ids.h"
#include "domain/result.h"
#include <QMutex>
#include <QSet>

namespace lectern {

/// Files on disk, outside the database: parts of uploads under uploads/<id>, complete files under blobs/<aa>/<sha256>.
/// Complete files are immutable. All members may be called from any thread.
class BlobStore
{
public:
    explicit BlobStore(QString root);
    /// Creates the folders; empty, or what is wrong.
    [[nodiscard]] QString prepare();
    [[nodiscard]] QString partPath(const FileId& id) const;
    [[nodiscard]] QString blobPath(const QString& sha256) const;
    /// Bytes of the part that are on disk; 0 when there is none.
    [[nodiscard]] qint64 partSize(const FileId& id) const;
    /// One writer for each upload; false when there is one already.
    [[nodiscard]] bool lockPart(const FileId& id);
    void unlockPart(const FileId& id);
    /// Hashes the part in blocks, makes it durable and moves it to its place; its SHA-256 in hex.
    [[nodiscard]] Result<QString> finish(const FileId& id);
    /// What the bytes of a part are, as a media type; "application/octet-stream" when nothing is known of them.
    [[nodiscard]] QString partMediaType(const FileId& id) const;
    void removePart(const FileId& id);
    /// Bytes that this process may still write.
    [[nodiscard]] qint64 freeBytes() const;

private:
    QString m_root;
    QMutex m_mutex;
    QSet<QString> m_locked;
};

} // namespace lectern
