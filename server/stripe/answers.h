#pragma once
#include "stripe/stripeclient.h"
#include <QJsonArray>
#include <functional>

/// What the parts of StripeGateway make of an answer. Only the .cpp files of this target include this.
namespace lectern::stripe {

template <class T>
using Parse = Result<T> (*)(const QJsonObject&);

template <class T>
Result<T> parsed(const Result<QJsonObject>& answer, Parse<T> parse)
{
    return answer ? parse(*answer) : Result<T>(answer.error());
}

/// Of calls whose answer says nothing more.
inline Result<Done> done(const Result<QJsonObject>& answer) { return answer ? Result<Done>(Done{}) : Result<Done>(answer.error()); }

/// One page of a list.
template <class T>
Result<QList<T>> listed(const Result<QJsonObject>& answer, Parse<T> parse)
{
    if (!answer) return answer.error();
    QList<T> items;
    for (const QJsonValue value : answer->value(QLatin1String("data")).toArray()) {
        const auto item = parse(value.toObject());
        if (!item) return item.error();
        items.append(*item);
    }
    return items;
}

/// Pages through a list, newest first, until `fits`.
template <class T>
Result<std::optional<T>> search(StripeClient& client, const QString& path, const QString& account, Parse<T> parse, const std::function<bool(const T&)>& fits)
{
    QString after;
    for (;;) {
        const auto answer = client.get(after.isEmpty() ? path : path + QStringLiteral("&starting_after=") + after, account);
        if (!answer) return answer.error();
        const QJsonArray page = answer->value(QLatin1String("data")).toArray();
        for (const QJsonValue value : page) {
            const auto item = parse(value.toObject());
            if (!item) return item.error();
            if (fits(*item)) return std::optional(*item);
            after = item->id;
        }
        if (page.isEmpty() || !answer->value(QLatin1String("has_more")).toBool()) return std::optional<T>();
    }
}

} // namespace lectern::stripe
