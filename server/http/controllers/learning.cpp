#include "http/route.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/learning/blobstore.h"
#include "usecases/learning/learning.h"
#include <QUrl>

namespace lectern::http {

namespace {

Result<Answer> outline(Call& c) { return answer(learning::outline(c.services, c.caller, c.id<CourseId>())); }
Result<Answer> addSection(Call& c)
{
    return withForm(c, sectionFormFromJson, [&](const SectionForm& form) { return answer(learning::addSection(c.services, c.caller, c.id<CourseId>(), form)); });
}
Result<Answer> editSection(Call& c)
{
    return withForm(c, sectionFormFromJson, [&](const SectionForm& form) { return answer(learning::editSection(c.services, c.caller, c.id<SectionId>(), form)); });
}
Result<Answer> removeSection(Call& c) { return answer(learning::removeSection(c.services, c.caller, c.id<SectionId>())); }
Result<Answer> addLecture(Call& c)
{
    return withForm(c, lectureFormFromJson, [&](const LectureForm& form) { return answer(learning::addLecture(c.services, c.caller, c.id<SectionId>(), form)); });
}
Result<Answer> editLecture(Call& c)
{
    return withForm(c, lectureFormFromJson, [&](const LectureForm& form) { return answer(learning::editLecture(c.services, c.caller, c.id<LectureId>(), form)); });
}
Result<Answer> removeLecture(Call& c) { return answer(learning::removeLecture(c.services, c.caller, c.id<LectureId>())); }
Result<Answer> reorder(Call& c)
{
    return withForm(c, outlineOrderFromJson, [&](const OutlineOrder& order) { return answer(learning::reorder(c.services, c.caller, c.id<CourseId>(), order)); });
}
Result<Answer> attach(Call& c)
{
    return withForm(c, attachmentFormFromJson, [&](const AttachmentForm& form) { return answer(learning::attach(c.services, c.caller, c.id<LectureId>(), form)); });
}
Result<Answer> detach(Call& c) { return answer(learning::detach(c.services, c.caller, c.id<AttachmentId>())); }

Result<Answer> learn(Call& c) { return answer(learning::learn(c.services, c.caller, c.id<EnrollmentId>())); }
Result<Answer> setProgress(Call& c)
{
    return withForm(c, progressFormFromJson, [&](const auto& form) { return answer(learning::setProgress(c.services, c.caller, c.id<EnrollmentId>(), c.id<LectureId>("lectureId"), form)); });
}
Result<Answer> certificate(Call& c) { return answer(learning::certificate(c.services, c.caller, c.id<EnrollmentId>())); }
Result<Answer> verify(Call& c) { return answer(learning::verifyCertificate(c.services, c.path.value(QStringLiteral("code")))); }

/// First and last byte of a `Range: bytes=…` request (RFC 9110 section 14.2), one range only.
std::optional<QPair<qint64, qint64>> rangeOf(const QByteArray& header, qint64 size)
{
    if (!header.startsWith("bytes=") || header.contains(',')) return std::nullopt;
    const QList<QByteArray> parts = header.mid(6).split('-');
    if (parts.size() != 2) return std::nullopt;
    bool okFirst = false;
    bool okLast = false;
    qint64 first = parts.at(0).toLongLong(&okFirst);
    qint64 last = parts.at(1).toLongLong(&okLast);
    if (parts.at(0).isEmpty()) { // the last n bytes
        if (!okLast) return std::nullopt;
        first = std::max<qint64>(0, size - last);
        last = size - 1;
    } else if (!okFirst || (!okLast && !parts.at(1).isEmpty())) {
        return std::nullopt;
    } else if (parts.at(1).isEmpty() || last >= size) {
        last = size - 1;
    }
    return std::pair(first, last);
}

Result<Answer> sendFile(const Call& call, const StoredFile& file)
{
    Response response;
    const QByteArray etag = '"' + file.sha256.toLatin1() + '"';
    response.with("Content-Type", file.mimeType.toLatin1()).with("ETag", etag).with("Accept-Ranges", "bytes").with("X-Content-Type-Options", "nosniff");
    response.with("Cache-Control", "private, max-age=31536000, immutable").with("Content-Security-Policy", "sandbox; default-src 'none'");
    const bool isShown = file.mimeType.startsWith(QLatin1String("image/")) || file.mimeType.startsWith(QLatin1String("video/")) || file.mimeType == u"application/pdf";
    response.with("Content-Disposition", (isShown ? QByteArray("inline") : QByteArray("attachment")) + "; filename*=UTF-8''" + QUrl::toPercentEncoding(file.name));
    FileSlice slice{call.services.blobs.blobPath(file.sha256), 0, file.size};
    if (call.request.header("If-None-Match") == etag) {
        response.status = 304;
        return Answer{304, {}, response};
    }
    if (const auto range = rangeOf(call.request.header("Range"), file.size)) {
        if (range->first > range->second || range->first >= file.size) {
            response = Response::text(416, "This range is not in the file.\n").with("Content-Range", "bytes */" + QByteArray::number(file.size));
            return Answer{416, {}, response};
        }
        slice.offset = range->first;
        slice.length = range->second - range->first + 1;
        response.status = 206;
        response.with("Content-Range", "bytes " + QByteArray::number(range->first) + '-' + QByteArray::number(range->second) + '/' + QByteArray::number(file.size));
    }
    response.file = slice;
    return Answer{response.status, {}, response};
}

Result<Answer> content(Call& c)
{
    const auto file = learning::readableFile(c.services, c.caller, c.id<FileId>());
    return file ? sendFile(c, *file) : Result<Answer>(file.error());
}

QString fileSubject(const FileId& id) { return QStringLiteral("file:") + id.value; }

Result<Answer> link(Call& c)
{
    const auto file = learning::readableFile(c.services, c.caller, c.id<FileId>());
    if (!file) return file.error();
    const QString ticket = c.services.tokens.signTicket(fileSubject(file->id), c.services.clock.now().addSecs(6 * 3600));
    const QString url = c.services.policy.publicUrl + QStringLiteral("/files/%1?ticket=%2").arg(file->id.value, QString::fromLatin1(QUrl::toPercentEncoding(ticket)));
    return Answer{200, {{QStringLiteral("url"), url}}, std::nullopt};
}

Result<Answer> linkedContent(Call& c)
{
    if (!c.services.tokens.verifyTicket(c.query("ticket"), fileSubject(c.id<FileId>()), c.services.clock.now()))
        return makeError(ErrorCode::Forbidden, QStringLiteral("This link has expired. Open the file in Lectern again."));
    const auto file = learning::completeFile(c.services, c.id<FileId>());
    return file ? sendFile(c, *file) : Result<Answer>(file.error());
}

} // namespace

std::vector<Route> learningRoutes()
{
    return {
        {"GET", "/api/courses/{id}/outline", Access::TeachersAndAdmins, outline},
        {"POST", "/api/courses/{id}/sections", Access::Teachers, addSection},
        {"PUT", "/api/courses/{id}/outline/order", Access::Teachers, reorder},
        {"PUT", "/api/sections/{id}", Access::Teachers, editSection},
        {"DELETE", "/api/sections/{id}", Access::Teachers, removeSection},
        {"POST", "/api/sections/{id}/lectures", Access::Teachers, addLecture},
        {"PUT", "/api/lectures/{id}", Access::Teachers, editLecture},
        {"DELETE", "/api/lectures/{id}", Access::Teachers, removeLecture},
        {"POST", "/api/lectures/{id}/attachments", Access::Teachers, attach},
        {"DELETE", "/api/attachments/{id}", Access::Teachers, detach},
        {"GET", "/api/learning/{id}", Access::Students, learn},
        {"PUT", "/api/learning/{id}/lectures/{lectureId}/progress", Access::Students, setProgress},
        {"GET", "/api/learning/{id}/certificate", Access::Students, certificate},
        {"GET", "/api/certificates/{code}", Access::Public, verify},
        {"GET", "/api/files/{id}", Access::Anybody, content},
        {"POST", "/api/files/{id}/link", Access::Anybody, link},
        {"GET", "/files/{id}", Access::Public, linkedContent},
    };
}

} // namespace lectern::http
