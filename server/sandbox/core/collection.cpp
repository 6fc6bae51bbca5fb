#include "sandbox/core/collection.h"

#include "sandbox/core/json.h"

#include <algorithm>

namespace lectern::sandbox {

const QJsonObject* Collection::find(const QString& id) const
{
    const auto it = m_rows.constFind(id);
    return it == m_rows.cend() ? nullptr : &it->object;
}

void Collection::index(const QJsonObject& object, qsizetype position)
{
    for (const QString& field : m_indexed) {
        const QString value = object.value(field).toString();
        if (value.isEmpty()) continue;
        Positions& positions = m_index[field][value];
        positions.insert(std::lower_bound(positions.begin(), positions.end(), position), position);
    }
}

void Collection::unindex(const QJsonObject& object, qsizetype position)
{
    for (const QString& field : m_indexed) {
        const auto values = m_index.find(field);
        if (values == m_index.end()) continue;
        const auto entry = values->find(object.value(field).toString());
        if (entry != values->end()) entry->erase(std::remove(entry->begin(), entry->end(), position), entry->end());
    }
}

QString Collection::ownerOf(const QString& id) const
{
    const auto it = m_rows.constFind(id);
    return it == m_rows.cend() ? QString() : it->owner;
}

void Collection::put(const QJsonObject& object, const QString& owner)
{
    ++m_version;
    const QString id = object.value("id"_L1).toString();
    const auto it = m_rows.find(id);
    if (it == m_rows.end()) {
        const auto position = static_cast<qsizetype>(m_order.size());
        m_order.push_back(id);
        m_rows.insert(id, {object, position, owner});
        if (!owner.isEmpty()) m_byOwner[owner].push_back(position);
        index(object, position);
        return;
    }
    const bool sameKeys = std::all_of(m_indexed.cbegin(), m_indexed.cend(), [&](const QString& field) {
        return it->object.value(field) == object.value(field);
    });
    if (!sameKeys) {
        unindex(it->object, it->position);
        index(object, it->position);
    }
    it->object = object;
}

void Collection::remove(const QString& id)
{
    const auto it = m_rows.find(id);
    if (it == m_rows.end()) return;
    ++m_version;
    unindex(it->object, it->position);
    if (!it->owner.isEmpty()) {
        Positions& owned = m_byOwner[it->owner];
        owned.erase(std::remove(owned.begin(), owned.end(), it->position), owned.end());
    }
    m_order[static_cast<size_t>(it->position)].clear();
    m_rows.erase(it);
}

void Collection::clear()
{
    ++m_version;
    m_rows.clear();
    m_order.clear();
    m_index.clear();
    m_byOwner.clear();
}

/// The positions that a query has to look at, or null for every one.
const Collection::Positions* Collection::positionsFor(const Query& query) const
{
    static const Positions none;
    if (!query.field.isEmpty()) {
        const auto values = m_index.constFind(query.field);
        if (values == m_index.cend()) return &none;
        const auto entry = values->constFind(query.value);
        return entry == values->cend() ? &none : &*entry;
    }
    if (!query.owner || query.owner->isEmpty()) return nullptr;
    const auto owned = m_byOwner.constFind(*query.owner);
    return owned == m_byOwner.cend() ? &none : &*owned;
}

Collection::Page Collection::page(const Query& query) const
{
    const Positions* positions = positionsFor(query);
    const auto count = static_cast<qsizetype>(positions ? positions->size() : m_order.size());
    const auto positionAt = [&](qsizetype i) { return positions ? (*positions)[static_cast<size_t>(i)] : i; };
    const auto firstNotBefore = [&](qsizetype position) {
        return positions ? static_cast<qsizetype>(std::lower_bound(positions->begin(), positions->end(), position) -
                                                  positions->begin())
                         : position;
    };

    const bool upwards = !query.endingBefore.isEmpty();
    qsizetype at = count - 1;
    if (upwards)
        at = firstNotBefore(m_rows.value(query.endingBefore).position + 1);
    else if (!query.startingAfter.isEmpty())
        at = firstNotBefore(m_rows.value(query.startingAfter).position) - 1;

    Page page;
    for (; at >= 0 && at < count; at += upwards ? 1 : -1) {
        const QString& id = m_order[static_cast<size_t>(positionAt(at))];
        if (id.isEmpty()) continue;
        const auto row = m_rows.constFind(id);
        if (query.owner && row->owner != *query.owner) continue;
        const QJsonObject& object = row->object;
        if (query.filter && !query.filter(object)) continue;
        if (page.objects.size() == query.limit) {
            page.hasMore = true;
            break;
        }
        page.objects.append(object);
    }
    if (upwards) std::reverse(page.objects.begin(), page.objects.end());
    return page;
}

QList<QJsonObject> Collection::all(const QString& field, const QString& value) const
{
    Query query;
    query.field = field;
    query.value = value;
    query.owner.reset();
    query.limit = size();
    QList<QJsonObject> objects = page(query).objects;
    std::reverse(objects.begin(), objects.end());
    return objects;
}

} // namespace lectern::sandbox
