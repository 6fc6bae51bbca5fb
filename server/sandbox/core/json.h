#pragma once
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace lectern::sandbox {

using namespace Qt::Literals::StringLiterals;

/// Null where the string is empty: Stripe's objects say null, never "".
[[nodiscard]] inline QJsonValue nullIfEmpty(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

/// An empty object of a resource with every key of its public shape, from assets/shapes/<name>.json.
[[nodiscard]] QJsonObject shape(const QString& name);

/// The former values of what differs between two versions of an object, as in `data.previous_attributes` of an event.
[[nodiscard]] QJsonObject previousAttributes(const QJsonObject& before, const QJsonObject& after);

/// Stripe's list envelope.
[[nodiscard]] QJsonObject listObject(const QJsonArray& data, const QString& url, bool hasMore);

} // namespace lectern::sandbox
