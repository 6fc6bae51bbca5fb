#pragma once
#include "sandbox/core/apierror.h"
#include "sandbox/core/json.h"

#include <QStringList>
#include <functional>

namespace lectern::sandbox {

struct Sandbox;
class Collection;

/// One API request on its way through a route. `params` are typed by the route's schema.
struct Call
{
    Sandbox& sandbox;
    QString method;
    QString path;
    QStringList ids; ///< what the `:id` parts of the pattern matched
    QJsonObject params;
    QString requestId;
    QString idempotencyKey;
    bool publishable = false; ///< called with a pk_ key
    QString account = {};     ///< the connected account of the Stripe-Account header; empty: the platform

    [[nodiscard]] bool has(QLatin1StringView name) const { return params.contains(name); }
    [[nodiscard]] QString text(QLatin1StringView name) const { return params.value(name).toString(); }
    [[nodiscard]] qint64 number(QLatin1StringView name, qint64 fallback = 0) const
    {
        return params.value(name).toInteger(fallback);
    }
    [[nodiscard]] bool flag(QLatin1StringView name) const { return params.value(name).toBool(); }
    /// The object of that id, if it belongs to the account that is called for.
    [[nodiscard]] const QJsonObject* find(const Collection& collection, const QString& id) const;
};

/// Copies plain parameters to the object under the same name; an empty string unsets.
void copyParams(const Call& call, QJsonObject& object, std::initializer_list<QLatin1StringView> names);
/// Merges `metadata[k]=v` into the object's; an empty value removes the key, an empty metadata all of them.
void mergeMetadata(const Call& call, QJsonObject& object);

/// What a list route filters by, beside paging.
struct ListQuery
{
    QString field; ///< an indexed field of the collection; used when `value` is not empty
    QString value;
    std::function<bool(const QJsonObject&)> filter = {};
    std::function<QJsonObject(const QJsonObject&)> render = {};
};
/// One page of the collection as Stripe's list object: limit, starting_after, ending_before, created[…].
[[nodiscard]] Answer listPage(const Call& call, const Collection& collection, const ListQuery& query = {});
/// True when `time` lies in a range parameter (gt, gte, lt, lte), or there is none.
[[nodiscard]] bool inRange(const QJsonValue& range, qint64 time);

} // namespace lectern::sandbox
