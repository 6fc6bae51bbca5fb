#include "domain/validation.h"
#include "usecases/learning/blobstore.h"
#include "usecases/learning/learning.h"
#include <QRegularExpression>

namespace lectern::learning {

using store::Transaction;

namespace {
Error noSuchFile() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such file.")); }
} // namespace

Result<StoredFile> createUpload(const Services& services, const Caller& caller, const UploadForm& form)
{
    static const QRegularExpression mime(QStringLiteral("^[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}$"));
    static const QRegularExpression sha(QStringLiteral("^([0-9a-f]{64})?$"));
    if (auto error = validation::line(QStringLiteral("filename"), form.name, 255)) return *error;
    if (form.name.contains(u'/') || form.name.contains(u'\\')) return fieldError(QStringLiteral("filename"), QStringLiteral("Give the file's name without its folder."));
    if (!mime.match(form.mimeType).hasMatch()) return fieldError(QStringLiteral("filetype"), QStringLiteral("This is not a media type."));
    if (!sha.match(form.sha256).hasMatch()) return fieldError(QStringLiteral("sha256"), QStringLiteral("This is not a SHA-256 in lower-case hex."));
    if (form.size < 0) return fieldError(QStringLiteral("Upload-Length"), QStringLiteral("A file cannot be shorter than nothing."));
    if (form.size > services.policy.maxUploadBytes)
        return makeError(ErrorCode::TooLarge, QStringLiteral("Files may have %1 MiB at most.").arg(services.policy.maxUploadBytes / (1024 * 1024)));
    return services.database.inTransaction<StoredFile>([&](Transaction& transaction) -> Result<StoredFile> {
        // What the same teacher has announced counts as written; what others announced must not keep anybody out.
        const auto room = *transaction.one("learning/upload_room", {{"owner_id", caller.user->id.value}});
        if (room.integer("own") + form.size > services.policy.maxBytesPerTeacher)
            return makeError(ErrorCode::TooLarge, QStringLiteral("Your files would have more than the %1 GiB a teacher may store. Remove some first.").arg(services.policy.maxBytesPerTeacher >> 30));
        if (services.blobs.freeBytes() - room.integer("promised") - form.size < services.policy.minimumFreeBytes)
            return makeError(ErrorCode::StorageFull, QStringLiteral("The server has no room for this file now. Ask an admin of your school."));
        const StoredFile file{newId<FileId>(), form.name, form.size, form.mimeType, {}, 0};
        transaction.exec("learning/insert_file", {{"id", file.id.value}, {"owner_id", caller.user->id.value}, {"name", file.name}, {"mime_type", file.mimeType},
                                                  {"size_bytes", file.size}, {"expected_sha256", store::orNull(form.sha256)},
                                                  {"now", services.clock.now()}});
        return file;
    });
}

Result<StoredFile> findUpload(const Services& services, const Caller& caller, const FileId& id)
{
    return services.database.inTransaction<StoredFile>([&](Transaction& transaction) -> Result<StoredFile> {
        const auto row = transaction.one("learning/find_file", {{"id", id.value}});
        if (!row || row->id<UserId>("owner_id") != caller.user->id) return noSuchFile();
        return store::toFile(*row, "id", "name");
    });
}

Result<Done> advanceUpload(const Services& services, const FileId& id, qint64 received)
{
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("learning/advance_file", {{"id", id.value}, {"received", received}});
        return Done{};
    });
}

Result<Done> checkContent(const Services& services, const StoredFile& file)
{
    const QString family = file.mimeType.section(u'/', 0, 0);
    QString wanted;
    if (family == u"video" || family == u"image") wanted = family + u'/';
    if (file.mimeType == u"application/pdf") wanted = file.mimeType;
    if (wanted.isEmpty() || services.blobs.partMediaType(file.id).startsWith(wanted)) return Done{};
    const QString kind = family == u"video" ? QStringLiteral("a video") : family == u"image" ? QStringLiteral("a picture") : QStringLiteral("a PDF document");
    return makeError(ErrorCode::UnsupportedMedia, QStringLiteral("“%1” is not %2 that can be shown. Check the file and upload it again.").arg(file.name, kind));
}

Result<StoredFile> completeUpload(const Services& services, const FileId& id, const QString& sha256)
{
    return services.database.inTransaction<StoredFile>([&](Transaction& transaction) -> Result<StoredFile> {
        auto row = transaction.one("learning/find_file", {{"id", id.value}});
        if (!row) return noSuchFile();
        if (!row->isNull("expected_sha256") && row->text("expected_sha256") != sha256)
            return makeError(ErrorCode::ChecksumMismatch, QStringLiteral("The file was damaged on its way. Upload it again."));
        transaction.exec("learning/complete_file", {{"id", id.value}, {"sha256", sha256}, {"now", services.clock.now()}});
        return store::toFile(*transaction.one("learning/find_file", {{"id", id.value}}), "id", "name");
    });
}

Result<Done> removeUpload(const Services& services, const Caller& caller, const FileId& id)
{
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto row = transaction.one("learning/find_file", {{"id", id.value}});
        if (!row || row->id<UserId>("owner_id") != caller.user->id) return noSuchFile();
        if (transaction.one("learning/file_in_use", {{"id", id.value}})->boolean("used"))
            return makeError(ErrorCode::InvalidState, QStringLiteral("This file is used by a course, or was sent to a bank."));
        transaction.exec("learning/delete_file", {{"id", id.value}});
        return Done{};
    });
}

Result<StoredFile> completeFile(const Services& services, const FileId& id)
{
    return services.database.inTransaction<StoredFile>([&](Transaction& transaction) -> Result<StoredFile> {
        const auto row = transaction.one("learning/find_file", {{"id", id.value}});
        if (!row || row->isNull("sha256")) return noSuchFile();
        return store::toFile(*row, "id", "name");
    });
}

Result<StoredFile> readableFile(const Services& services, const Caller& caller, const FileId& id)
{
    const bool isAdmin = isStaff(caller.user->role);
    const auto allowed = services.database.inTransaction<bool>([&](Transaction& transaction) -> Result<bool> {
        return isAdmin || transaction.one("learning/may_read_file", {{"file", id.value}, {"user", caller.user->id.value}})->boolean("allowed");
    });
    if (!allowed) return allowed.error();
    if (!*allowed) return noSuchFile();
    return completeFile(services, id);
}

Result<QList<FileId>> forgetAbandonedUploads(const Services& services, int olderThanHours)
{
    return services.database.inTransaction<QList<FileId>>([&](Transaction& transaction) -> Result<QList<FileId>> {
        QList<FileId> ids;
        const QDateTime before = services.clock.now().addSecs(-3600LL * olderThanHours);
        for (const store::Row& row : transaction.run("learning/list_abandoned_files", {{"before", before}})) {
            if (transaction.one("learning/file_in_use", {{"id", row.text("id")}})->boolean("used")) continue;
            transaction.exec("learning/delete_file", {{"id", row.text("id")}});
            ids.append(row.id<FileId>("id"));
        }
        return ids;
    });
}

} // namespace lectern::learning
