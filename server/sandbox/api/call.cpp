#include "sandbox/api/call.h"

#include "sandbox/core/collection.h"

namespace lectern::sandbox {

const QJsonObject* Call::find(const Collection& collection, const QString& id) const
{
    const QJsonObject* object = collection.find(id);
    return object && collection.ownerOf(id) == account ? object : nullptr;
}

void copyParams(const Call& call, QJsonObject& object, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        if (!call.has(name)) continue;
        const QJsonValue value = call.params.value(name);
        object.insert(name, value.isString() ? nullIfEmpty(value.toString()) : value);
    }
}

void mergeMetadata(const Call& call, QJsonObject& object)
{
    if (!call.has("metadata"_L1)) return;
    const QJsonValue given = call.params.value("metadata"_L1);
    QJsonObject metadata = given.isObject() ? object.value("metadata"_L1).toObject() : QJsonObject();
    const QJsonObject changes = given.toObject();
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it.value().toString().isEmpty())
            metadata.remove(it.key());
        else
            metadata.insert(it.key(), it.value());
    }
    object.insert("metadata"_L1, metadata);
}

bool inRange(const QJsonValue& range, qint64 time)
{
    const auto bound = [&](QLatin1StringView name, qint64 fallback) {
        return range.toObject().value(name).toInteger(fallback);
    };
    return time > bound("gt"_L1, INT64_MIN) && time >= bound("gte"_L1, INT64_MIN) && time < bound("lt"_L1, INT64_MAX) &&
           time <= bound("lte"_L1, INT64_MAX);
}

static Refusal checkCursor(const Call& call, const Collection& collection, QLatin1StringView name)
{
    if (!call.has(name) || call.find(collection, call.text(name))) return {};
    const QString noun = call.path.section(u'/', -1).chopped(1);
    return noSuchReference(noun, call.text(name), name);
}

Answer listPage(const Call& call, const Collection& collection, const ListQuery& query)
{
    const qint64 limit = call.number("limit"_L1, 10);
    if (limit < 1 || limit > 100)
        return invalidRequest(limit < 1 ? u"This value must be greater than or equal to 1."_s
                                        : u"This value must be less than or equal to 100."_s,
                              u"limit"_s, u"parameter_invalid_integer"_s);
    if (call.has("starting_after"_L1) && call.has("ending_before"_L1))
        return invalidRequest(u"You may only specify one of these parameters: starting_after, ending_before."_s,
                              u"starting_after"_s);
    for (const QLatin1StringView cursor : {"starting_after"_L1, "ending_before"_L1}) {
        if (Refusal refusal = checkCursor(call, collection, cursor)) return *refusal;
    }
    const QJsonValue created = call.params.value("created"_L1);
    Collection::Query rows;
    if (!query.value.isEmpty()) {
        rows.field = query.field;
        rows.value = query.value;
    }
    rows.owner = call.account;
    rows.limit = limit;
    rows.startingAfter = call.text("starting_after"_L1);
    rows.endingBefore = call.text("ending_before"_L1);
    if (created.isObject() || query.filter) {
        rows.filter = [&](const QJsonObject& object) {
            return inRange(created, object.value("created"_L1).toInteger()) && (!query.filter || query.filter(object));
        };
    }
    const Collection::Page page = collection.page(rows);
    QJsonArray data;
    for (const QJsonObject& object : page.objects)
        data.append(query.render ? query.render(object) : object);
    return listObject(data, call.path, page.hasMore);
}

} // namespace lectern::sandbox
