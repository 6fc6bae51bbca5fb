#include "http/uploads.h"
#include "usecases/learning/blobstore.h"
#include "usecases/learning/learning.h"
#include <QCryptographicHash>
#include <QFile>

namespace lectern::http {

namespace {

const QString kRoot = QStringLiteral("/api/uploads");

Response tus(Response response) { return response.with("Tus-Resumable", "1.0.0").with("Cache-Control", "no-store"); }
Response refused(const Error& error) { return tus(problem(error)); }

std::optional<FileId> idOf(const Request& request)
{
    const QString id = request.path.mid(kRoot.size() + 1);
    return isUuid(id) ? std::optional(FileId{id.toLower()}) : std::nullopt;
}

/// `Upload-Metadata: filename d29ybGQ=,filetype …`
QHash<QByteArray, QString> metadataOf(const QByteArray& header)
{
    QHash<QByteArray, QString> values;
    for (const QByteArray& pair : header.split(',')) {
        const QList<QByteArray> parts = pair.trimmed().split(' ');
        values.insert(parts.first(), parts.size() > 1 ? QString::fromUtf8(QByteArray::fromBase64(parts.at(1))) : QString());
    }
    return values;
}

/// Answers a PATCH that must not write anything.
class Refusal final : public BodySink
{
public:
    explicit Refusal(Response response) : m_response(std::move(response)) {}
    bool write(QByteArrayView) override { return false; }
    Response finish() override { return m_response; }
    void aborted() override {}

private:
    Response m_response;
};

class PartWriter final : public BodySink
{
public:
    PartWriter(const Services& services, StoredFile file, qint64 offset, const QByteArray& checksum)
        : m_services(services), m_upload(std::move(file)), m_file(services.blobs.partPath(m_upload.id)), m_start(offset)
    {
        const QList<QByteArray> parts = checksum.split(' ');
        if (parts.size() == 2) {
            m_hash.emplace(parts.first() == "sha1" ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256);
            m_expected = QByteArray::fromBase64(parts.at(1));
        }
        m_open = m_file.open(QIODevice::ReadWrite) && m_file.seek(offset);
    }
    ~PartWriter() override { m_services.blobs.unlockPart(m_upload.id); }

    bool write(QByteArrayView chunk) override
    {
        if (!m_open || m_file.pos() + chunk.size() > m_upload.size) {
            m_tooLong = m_open;
            return false;
        }
        if (m_hash) m_hash->addData(chunk.toByteArray());
        m_open = m_file.write(chunk.data(), chunk.size()) == chunk.size();
        return m_open;
    }

    Response finish() override
    {
        const bool flushed = m_file.flush();
        if (m_tooLong) return rolledBack(makeError(ErrorCode::TooLarge, QStringLiteral("More arrived than the upload was announced with.")));
        if (!m_open || !flushed) {
            // What was written whole stays: the client asks for the offset and goes on when there is room.
            return refused(makeError(ErrorCode::StorageFull, QStringLiteral("The server's disk is full. The upload keeps its place; try again later.")));
        }
        if (m_hash && m_hash->result() != m_expected)
            return rolledBack(makeError(ErrorCode::ChecksumMismatch, QStringLiteral("This piece was damaged on its way. Send it again.")));
        const qint64 offset = m_file.pos();
        m_file.close();
        if (offset < m_upload.size) {
            (void)learning::advanceUpload(m_services, m_upload.id, offset);
            return tus(Response{204, {{"Upload-Offset", QByteArray::number(offset)}}, {}, std::nullopt, {}});
        }
        return complete(offset);
    }

    void aborted() override
    {
        m_file.flush();
        (void)learning::advanceUpload(m_services, m_upload.id, m_file.pos());
    }

private:
    Response rolledBack(const Error& error)
    {
        m_file.resize(m_start);
        return refused(error);
    }

    Response complete(qint64 offset)
    {
        if (const auto content = learning::checkContent(m_services, m_upload); !content) {
            m_services.blobs.removePart(m_upload.id);
            return refused(content.error());
        }
        const auto sha256 = m_services.blobs.finish(m_upload.id);
        if (!sha256) return refused(sha256.error());
        const auto file = learning::completeUpload(m_services, m_upload.id, *sha256);
        if (!file) return refused(file.error());
        return tus(Response{204, {{"Upload-Offset", QByteArray::number(offset)}, {"Lectern-Sha256", sha256->toLatin1()}}, {}, std::nullopt, {}});
    }

    const Services& m_services;
    StoredFile m_upload;
    QFile m_file;
    qint64 m_start;
    bool m_open = false;
    bool m_tooLong = false;
    std::optional<QCryptographicHash> m_hash;
    QByteArray m_expected;
};

} // namespace

bool Uploads::owns(const Request& request) { return request.path == kRoot || request.path.startsWith(kRoot + u'/'); }

Response Uploads::handle(const Request& request)
{
    if (request.method == "OPTIONS") {
        return tus(Response{204, {{"Tus-Version", "1.0.0"}, {"Tus-Extension", "creation,termination,checksum"}, {"Tus-Checksum-Algorithm", "sha1,sha256"},
                                  {"Tus-Max-Size", QByteArray::number(m_services.policy.maxUploadBytes)}}, {}, std::nullopt, {}});
    }
    const auto user = m_authenticator.authenticate(request);
    if (!user) return refused(user.error());
    if (!Authenticator::allows(Access::TeachersAndAdmins, user->role, request.method)) return refused(makeError(ErrorCode::Forbidden, QStringLiteral("Only teachers and admins upload files.")));
    if (request.header("Tus-Resumable") != "1.0.0")
        return tus(Response::text(412, "This server speaks tus 1.0.0.\n").with("Tus-Version", "1.0.0"));
    const Caller caller{*user, request.remoteAddress, request.requestId, {}};
    if (request.method == "POST" && request.path == kRoot) return create(request, caller);
    const auto id = idOf(request);
    if (!id) return refused(makeError(ErrorCode::NotFound, QStringLiteral("There is no such upload.")));
    if (request.method == "HEAD") return head(caller, *id);
    if (request.method == "DELETE") {
        const auto removed = learning::removeUpload(m_services, caller, *id);
        if (!removed) return refused(removed.error());
        m_services.blobs.removePart(*id);
        return tus(Response{204, {}, {}, std::nullopt, {}});
    }
    return tus(Response::text(405, "Use POST, HEAD, PATCH or DELETE.\n"));
}

Response Uploads::create(const Request& request, const Caller& caller)
{
    bool ok = false;
    learning::UploadForm form;
    form.size = request.header("Upload-Length").toLongLong(&ok);
    if (!ok) return refused(fieldError(QStringLiteral("Upload-Length"), QStringLiteral("Say how long the file is.")));
    const auto metadata = metadataOf(request.header("Upload-Metadata"));
    form.name = metadata.value("filename");
    form.mimeType = metadata.value("filetype", QStringLiteral("application/octet-stream"));
    form.sha256 = metadata.value("sha256");
    const auto file = learning::createUpload(m_services, caller, form);
    if (!file) return refused(file.error());
    const QByteArray location = kRoot.toLatin1() + '/' + file->id.value.toLatin1();
    if (file->size == 0) { // nothing will be sent, so it is complete now
        QFile empty(m_services.blobs.partPath(file->id));
        if (!empty.open(QIODevice::WriteOnly)) return refused(makeError(ErrorCode::StorageFull, QStringLiteral("The server cannot store files now.")));
        empty.close();
        const auto sha256 = m_services.blobs.finish(file->id);
        if (sha256) (void)learning::completeUpload(m_services, file->id, *sha256);
    }
    return tus(Response{201, {{"Location", location}, {"Upload-Offset", "0"}}, {}, std::nullopt, {}});
}

Response Uploads::head(const Caller& caller, const FileId& id)
{
    const auto file = learning::findUpload(m_services, caller, id);
    if (!file) return refused(file.error());
    if (file->sha256.isEmpty() && m_services.blobs.partSize(id) == file->size && m_services.blobs.lockPart(file->id)) {
        // Every byte is here, but the end was never written down (a crash while hashing): do it now.
        if (const auto content = learning::checkContent(m_services, *file); !content) {
            m_services.blobs.removePart(file->id);
            m_services.blobs.unlockPart(file->id);
            return refused(content.error());
        }
        const auto sha256 = m_services.blobs.finish(file->id);
        const auto completed = sha256 ? learning::completeUpload(m_services, file->id, *sha256) : Result<StoredFile>(sha256.error());
        m_services.blobs.unlockPart(file->id);
        if (!completed) return refused(completed.error());
        return tus(Response{200, {{"Upload-Offset", QByteArray::number(file->size)}, {"Upload-Length", QByteArray::number(file->size)}}, {}, std::nullopt, {}});
    }
    const qint64 offset = file->sha256.isEmpty() ? m_services.blobs.partSize(id) : file->size;
    return tus(Response{200, {{"Upload-Offset", QByteArray::number(offset)}, {"Upload-Length", QByteArray::number(file->size)}}, {}, std::nullopt, {}});
}

std::unique_ptr<BodySink> Uploads::patch(const Request& head)
{
    const auto refuse = [](Response response) { return std::make_unique<Refusal>(std::move(response)); };
    const auto user = m_authenticator.authenticate(head);
    if (!user) return refuse(refused(user.error()));
    if (!Authenticator::allows(Access::TeachersAndAdmins, user->role, head.method)) return refuse(refused(makeError(ErrorCode::Forbidden, QStringLiteral("Only teachers and admins upload files."))));
    if (head.header("Content-Type") != "application/offset+octet-stream")
        return refuse(refused(makeError(ErrorCode::UnsupportedMedia, QStringLiteral("Send application/offset+octet-stream."))));
    const QByteArray algorithm = head.header("Upload-Checksum").split(' ').first();
    if (!algorithm.isEmpty() && algorithm != "sha1" && algorithm != "sha256")
        return refuse(refused(makeError(ErrorCode::InvalidInput, QStringLiteral("Checksums are sha1 or sha256."))));
    const auto id = idOf(head);
    const Caller caller{*user, head.remoteAddress, head.requestId, {}};
    const auto file = id ? learning::findUpload(m_services, caller, *id) : Result<StoredFile>(makeError(ErrorCode::NotFound, QStringLiteral("There is no such upload.")));
    if (!file) return refuse(refused(file.error()));
    if (!m_services.blobs.lockPart(*id)) return refuse(tus(Response::text(423, "Another connection is writing this upload.\n")));
    bool ok = false;
    const qint64 offset = head.header("Upload-Offset").toLongLong(&ok);
    if (!ok || !file->sha256.isEmpty() || offset != m_services.blobs.partSize(*id)) {
        m_services.blobs.unlockPart(*id);
        return refuse(refused(makeError(ErrorCode::Conflict, QStringLiteral("The upload is not at this offset. Ask for it with HEAD."))));
    }
    return std::make_unique<PartWriter>(m_services, *file, offset, head.header("Upload-Checksum"));
}

} // namespace lectern::http
