#include "sandbox/api/router.h"

namespace lectern::sandbox {

static QString shapeKey(const QString& method, const QStringList& parts)
{
    return method + parts.value(2) + QString::number(parts.size());
}

void Router::add(std::initializer_list<Route> routes)
{
    for (const Route& route : routes) {
        const QStringList parts = QString::fromLatin1(route.pattern).split(u'/');
        m_byShape[shapeKey(QString::fromLatin1(route.method), parts)].push_back(
            std::unique_ptr<Entry>(new Entry{route, parts, Schema(route.schema)}));
    }
}

Router::Match Router::find(const QString& method, const QString& path) const
{
    const QStringList parts = path.split(u'/');
    const auto entries = m_byShape.find(shapeKey(method, parts));
    if (entries == m_byShape.end()) return {};
    for (const auto& entry : entries->second) {
        QStringList ids;
        bool fits = true;
        for (qsizetype i = 0; fits && i < parts.size(); ++i) {
            if (entry->parts.at(i) == ":id"_L1)
                ids += parts.at(i);
            else
                fits = entry->parts.at(i) == parts.at(i);
        }
        if (fits && !ids.contains(QString())) return {&entry->route, &entry->schema, ids};
    }
    return {};
}

} // namespace lectern::sandbox
