#pragma once
#include "domain/ids.h"
#include "domain/money.h"
#include "domain/result.h"
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <limits>
#include <optional>
#include <tuple>
#include <type_traits>

/// JSON of the DTOs. A DTO names its members once in a specialisation of Fields; both directions follow.
/// Strict: a missing or mistyped member is an InvalidInput error naming its path. Only .cpp files include this.
namespace lectern::json {

template <class T, class M>
struct Field {
    const char* name;
    M T::*member;
};
template <class T, class M>
constexpr Field<T, M> field(const char* name, M T::*member)
{
    return {name, member};
}

/// Specialised in domain/fields/<area>.h: `static constexpr auto all = std::make_tuple(field(…), …)`.
template <class T>
struct Fields;

template <class T>
struct IsId : std::false_type {
};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {
};
template <class T>
struct IsList : std::false_type {
};
template <class T>
struct IsList<QList<T>> : std::true_type {
};
template <class T>
struct IsOptional : std::false_type {
};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {
};

QJsonValue moneyToJson(const Money& money);
bool moneyFromJson(const QJsonValue& value, Money& out);
QJsonValue timeToJson(const QDateTime& time);
bool timeFromJson(const QJsonValue& value, QDateTime& out);
bool wholeNumberFits(const QJsonValue& value, qint64 low, qint64 high);
Error mistyped(const QString& path, const char* expected);

template <class T>
QJsonObject encodeObject(const T& object);

template <class T>
QJsonValue encode(const T& value)
{
    if constexpr (std::is_same_v<T, QString> || std::is_same_v<T, bool> || std::is_same_v<T, int>) {
        return QJsonValue(value);
    } else if constexpr (std::is_same_v<T, qint64>) {
        return QJsonValue(static_cast<qint64>(value));
    } else if constexpr (IsId<T>::value) {
        return QJsonValue(value.value);
    } else if constexpr (std::is_same_v<T, Money>) {
        return moneyToJson(value);
    } else if constexpr (std::is_same_v<T, QDateTime>) {
        return timeToJson(value);
    } else if constexpr (std::is_same_v<T, QJsonObject>) {
        return value;
    } else if constexpr (std::is_enum_v<T>) {
        return QJsonValue(toText(value));
    } else if constexpr (IsOptional<T>::value) {
        return value ? encode(*value) : QJsonValue(QJsonValue::Null);
    } else if constexpr (IsList<T>::value) {
        QJsonArray array;
        for (const auto& item : value) array.append(encode(item));
        return array;
    } else {
        return encodeObject(value);
    }
}

template <class T>
QJsonObject encodeObject(const T& object)
{
    QJsonObject result;
    std::apply(
        [&](const auto&... f) { (result.insert(QLatin1String(f.name), encode(object.*(f.member))), ...); }, Fields<T>::all);
    return result;
}

template <class T>
std::optional<Error> decodeObject(const QJsonObject& object, T& out, const QString& path);

template <class T>
std::optional<Error> decode(const QJsonValue& value, T& out, const QString& path)
{
    if constexpr (std::is_same_v<T, QString>) {
        if (!value.isString()) return mistyped(path, "a string");
        out = value.toString();
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!value.isBool()) return mistyped(path, "true or false");
        out = value.toBool();
    } else if constexpr (std::is_same_v<T, int> || std::is_same_v<T, qint64>) {
        if (!wholeNumberFits(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()))
            return mistyped(path, "a whole number");
        out = static_cast<T>(value.toInteger());
    } else if constexpr (IsId<T>::value) {
        if (!value.isString()) return mistyped(path, "an id");
        out.value = value.toString();
    } else if constexpr (std::is_same_v<T, Money>) {
        if (!moneyFromJson(value, out)) return mistyped(path, "an amount {\"minor\": \"4999\", \"currency\": \"USD\"}");
    } else if constexpr (std::is_same_v<T, QDateTime>) {
        if (!timeFromJson(value, out)) return mistyped(path, "an ISO 8601 time in UTC");
    } else if constexpr (std::is_same_v<T, QJsonObject>) {
        if (!value.isObject()) return mistyped(path, "an object");
        out = value.toObject();
    } else if constexpr (std::is_enum_v<T>) {
        if (!value.isString() || !fromText(value.toString(), out)) return mistyped(path, "one of the documented values");
    } else if constexpr (IsOptional<T>::value) {
        if (value.isNull() || value.isUndefined()) {
            out.reset();
            return std::nullopt;
        }
        return decode(value, out.emplace(), path);
    } else if constexpr (IsList<T>::value) {
        if (!value.isArray()) return mistyped(path, "a list");
        const QJsonArray array = value.toArray();
        out.clear();
        for (qsizetype i = 0; i < array.size(); ++i) {
            typename T::value_type item{};
            if (auto error = decode(array.at(i), item, path + u'[' + QString::number(i) + u']')) return error;
            out.append(std::move(item));
        }
    } else {
        if (!value.isObject()) return mistyped(path, "an object");
        return decodeObject(value.toObject(), out, path);
    }
    return std::nullopt;
}

template <class T>
std::optional<Error> decodeObject(const QJsonObject& object, T& out, const QString& path)
{
    std::optional<Error> error;
    const auto one = [&](const auto& f) {
        if (error) return;
        const QString name = QLatin1String(f.name);
        error = decode(object.value(name), out.*(f.member), path.isEmpty() ? name : path + u'.' + name);
    };
    std::apply([&](const auto&... f) { (one(f), ...); }, Fields<T>::all);
    return error;
}

template <class T>
Result<T> parse(const QJsonObject& object)
{
    T out{};
    if (auto error = decodeObject(object, out, {})) return *error;
    return out;
}

} // namespace lectern::json

/// Defines toJson(const Type&) and typeFromJson() as declared in the header of the DTO.
#define LECTERN_JSON(Type, function)                                                                                   \
    QJsonObject toJson(const Type& value) { return json::encodeObject(value); }                                        \
    Result<Type> function(const QJsonObject& object) { return json::parse<Type>(object); }
