#include "sandbox/core/multipart.h"

#include "sandbox/core/form.h"
#include "sandbox/core/json.h"

#include <QRegularExpression>
#include <QUrl>

namespace lectern::sandbox {

namespace {

ApiError malformed()
{
    ApiError error = invalidRequest(u"Invalid request body: the multipart form could not be parsed."_s);
    error.beforeWork = true;
    return error;
}

/// The value of `name="…"` within a header line; empty when it is not there.
QString attribute(const QByteArray& headers, const QString& name)
{
    const QRegularExpression shape(u"[;\\s]"_s + name + u"=(?:\"([^\"]*)\"|([^;\\s]+))"_s);
    const QRegularExpressionMatch match = shape.match(QString::fromUtf8(headers));
    return match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
}

QString contentTypeOf(const QByteArray& headers)
{
    static const QRegularExpression shape(u"^Content-Type:\\s*(\\S+)"_s, QRegularExpression::MultilineOption |
                                                                             QRegularExpression::CaseInsensitiveOption);
    return shape.match(QString::fromUtf8(headers)).captured(1);
}

} // namespace

Expected<QJsonObject> decodeMultipart(const QByteArray& contentType, const QByteArray& body)
{
    const QString boundary = attribute(contentType, u"boundary"_s);
    if (boundary.isEmpty()) return malformed();
    const QByteArray separator = "--" + boundary.toUtf8();
    QJsonObject files;
    QByteArray fields;
    qsizetype at = body.indexOf(separator);
    bool closed = false;
    while (at >= 0 && !closed) {
        const qsizetype start = at + separator.size();
        closed = body.mid(start, 2) == "--";
        at = body.indexOf("\r\n" + separator, start);
        const qsizetype blank = body.indexOf("\r\n\r\n", start);
        if (closed || at < 0 || blank < 0 || blank > at) continue;
        const QByteArray headers = body.mid(start, blank - start);
        const QByteArray value = body.mid(blank + 4, qMax<qsizetype>(0, at - blank - 4));
        const QString name = attribute(headers, u"name"_s);
        if (name.isEmpty()) return malformed();
        if (headers.contains("filename=")) {
            files.insert(name, QJsonObject{{u"filename"_s, attribute(headers, u"filename"_s)},
                                           {u"type"_s, contentTypeOf(headers)},
                                           {u"data"_s, QString::fromLatin1(value.toBase64())}});
        } else {
            fields += '&' + QUrl::toPercentEncoding(name) + '=' + value.toPercentEncoding();
        }
        at += 2; // past the line break that belongs to the separator
    }
    if (!closed) return malformed();
    Expected<QJsonObject> params = decodeForm(fields);
    if (!params) return params.error();
    for (auto it = files.begin(); it != files.end(); ++it)
        params->insert(it.key(), it.value());
    return *params;
}

} // namespace lectern::sandbox
