#include "sandbox/core/json.h"

#include <QFile>
#include <QHash>
#include <QJsonDocument>

static void initResources()
{
    Q_INIT_RESOURCE(sandbox); // a static library's resources are dropped by the linker unless named
}

namespace lectern::sandbox {

QJsonObject shape(const QString& name)
{
    static QHash<QString, QJsonObject> shapes;
    const auto known = shapes.constFind(name);
    if (known != shapes.cend()) return *known;
    initResources();
    QFile file(u":/sandbox/shapes/"_s + name + u".json"_s);
    if (!file.open(QIODevice::ReadOnly)) qFatal("no shape for %s", qPrintable(name));
    return *shapes.insert(name, QJsonDocument::fromJson(file.readAll()).object());
}

QJsonObject previousAttributes(const QJsonObject& before, const QJsonObject& after)
{
    QJsonObject changed;
    for (auto it = after.begin(); it != after.end(); ++it) {
        const QJsonValue was = before.value(it.key());
        if (was == it.value()) continue;
        if (was.isObject() && it.value().isObject())
            changed.insert(it.key(), previousAttributes(was.toObject(), it.value().toObject()));
        else
            changed.insert(it.key(), was.isUndefined() ? QJsonValue(QJsonValue::Null) : was);
    }
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (!after.contains(it.key())) changed.insert(it.key(), it.value());
    }
    return changed;
}

QJsonObject listObject(const QJsonArray& data, const QString& url, bool hasMore)
{
    return {{u"object"_s, u"list"_s}, {u"data"_s, data}, {u"has_more"_s, hasMore}, {u"url"_s, url}};
}

} // namespace lectern::sandbox
