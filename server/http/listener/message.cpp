#include "http/listener/message.h"

namespace lectern::http {

QByteArray Request::header(QByteArrayView name) const
{
    for (const Header& one : headers) {
        if (one.name.compare(name, Qt::CaseInsensitive) == 0) return one.value;
    }
    return {};
}

QByteArray Request::headerLines(QByteArrayView name) const
{
    QByteArrayList lines;
    for (const Header& one : headers) {
        if (one.name.compare(name, Qt::CaseInsensitive) == 0) lines.append(one.value);
    }
    return lines.join(", ");
}

QString Request::queryValue(QStringView key) const
{
    // QUrlQuery keeps '+', which forms use for a space.
    QString raw = query.queryItemValue(key.toString(), QUrl::FullyEncoded);
    raw.replace(u'+', QStringLiteral("%20"));
    // No text that we keep or search holds a NUL, and PostgreSQL would end the statement there.
    return QUrl::fromPercentEncoding(raw.toUtf8()).remove(QChar(0));
}

Response Response::json(int status, const QByteArray& body)
{
    return Response{status, {{"Content-Type", "application/json"}}, body, std::nullopt, {}};
}

Response Response::text(int status, const QByteArray& body, const QByteArray& type)
{
    return Response{status, {{"Content-Type", type}}, body, std::nullopt, {}};
}

Response& Response::with(const QByteArray& name, const QByteArray& value)
{
    headers.append({name, value});
    return *this;
}

} // namespace lectern::http
