#pragma once
#include <QDateTime>
#include <QUrlQuery>

namespace lectern {

/// Adds a value that is not empty. QUrlQuery leaves '+' alone, which servers read as a space, so it is encoded here.
inline void add(QUrlQuery& query, const char* name, const QString& value)
{
    if (!value.isEmpty()) query.addQueryItem(QLatin1String(name), QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

[[nodiscard]] inline QString stamp(const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs); }

[[nodiscard]] inline QString idPath(const char* root, const QString& id, const char* rest = "")
{
    return QLatin1String(root) + QString::fromLatin1(QUrl::toPercentEncoding(id)) + QLatin1String(rest);
}

} // namespace lectern
