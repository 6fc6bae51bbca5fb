#include "sandbox/api/router.h"
#include "sandbox/core/ids.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

#define FILE_PURPOSES                                                                                                  \
    "account_requirement|additional_verification|business_icon|business_logo|customer_signature|dispute_evidence|"     \
    "identity_document|issuing_regulatory_reporting|pci_document|platform_terms_of_service|tax_document_user_upload|"  \
    "terminal_reader_splashscreen"

constexpr qint64 MaxEvidenceBytes = 5'000'000; // https://docs.stripe.com/file-upload

/// What the bytes are, by their first ones: Stripe does not believe the name either.
QString kindOf(const QByteArray& bytes)
{
    if (bytes.startsWith("%PDF-")) return u"pdf"_s;
    if (bytes.startsWith("\x89PNG\r\n\x1a\n")) return u"png"_s;
    if (bytes.startsWith("\xff\xd8\xff")) return u"jpg"_s;
    return {};
}

Answer create(Call& call)
{
    const QJsonObject upload = call.params.value("file"_L1).toObject();
    if (!upload.contains("data"_L1))
        return invalidRequest(u"Invalid file: a file is needed, as a part of multipart/form-data."_s, u"file"_s);
    const QByteArray bytes = QByteArray::fromBase64(upload.value("data"_L1).toString().toLatin1());
    const QString purpose = call.text("purpose"_L1);
    const QString kind = kindOf(bytes);
    if (bytes.isEmpty()) return invalidRequest(u"The file uploaded is empty."_s, u"file"_s);
    if (purpose == "dispute_evidence"_L1 && kind.isEmpty())
        return invalidRequest(u"Files with the purpose of dispute_evidence must be of one of these types: PDF, JPEG or "
                              u"PNG."_s,
                              u"file"_s);
    if (bytes.size() > MaxEvidenceBytes)
        return invalidRequest(u"File size exceeds the maximum of 5 MB for this purpose."_s, u"file"_s);
    Sandbox& sandbox = call.sandbox;
    const QString id = longId("file_", '1');
    const QJsonObject file{{u"id"_s, id},
                           {u"object"_s, u"file"_s},
                           {u"created"_s, sandbox.clock.now()},
                           {u"expires_at"_s, QJsonValue::Null},
                           {u"filename"_s, nullIfEmpty(upload.value("filename"_L1).toString())},
                           {u"links"_s, listObject({}, u"/v1/file_links?file="_s + id, false)},
                           {u"purpose"_s, purpose},
                           {u"size"_s, bytes.size()},
                           {u"title"_s, QJsonValue::Null},
                           {u"type"_s, nullIfEmpty(kind)},
                           {u"url"_s, QString(sandbox.options.publicUrl + u"/v1/files/"_s + id + u"/contents"_s)}};
    sandbox.store.files.put(file);
    sandbox.store.fileContents.put({{u"id"_s, id},
                                    {u"type"_s, upload.value("type"_L1).toString(u"application/octet-stream"_s)},
                                    {u"data"_s, upload.value("data"_L1)}});
    return file;
}

Answer retrieve(Call& call)
{
    const QJsonObject* file = call.sandbox.store.files.find(call.ids.first());
    return file ? Answer(*file) : Answer(noSuchObject(u"file upload"_s, call.ids.first(), u"file"_s));
}

Answer list(Call& call)
{
    const QString purpose = call.text("purpose"_L1);
    ListQuery query;
    query.filter = [purpose](const QJsonObject& file) {
        return purpose.isEmpty() || file.value("purpose"_L1).toString() == purpose;
    };
    return listPage(call, call.sandbox.store.files, query);
}

} // namespace

void addFileRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/files", "file!:any purpose!:" FILE_PURPOSES, create},
        {"GET", "/v1/files", "@list created:range purpose:" FILE_PURPOSES, list},
        {"GET", "/v1/files/:id", "", retrieve},
    });
}

} // namespace lectern::sandbox
