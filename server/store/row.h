#pragma once
#include "domain/ids.h"
#include "domain/money.h"
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QVariant>
#include <memory>
#include <optional>
#include <vector>

namespace lectern::store {

using Param = std::pair<const char*, QVariant>;
/// Named values of a statement; every value is bound, never pasted. A null value is Null{}.
class Params
{
public:
    Params() = default;
    Params(std::initializer_list<Param> values) : m_values(values) {}
    Params& add(const char* name, const QVariant& value)
    {
        m_values.push_back({name, value});
        return *this;
    }
    [[nodiscard]] const std::vector<Param>& values() const { return m_values; }

private:
    std::vector<Param> m_values;
};

/// SQL null for Params.
[[nodiscard]] QVariant null();
template <class Tag>
[[nodiscard]] QVariant orNull(const std::optional<Id<Tag>>& id)
{
    return id ? QVariant(id->value) : null();
}
template <class Tag>
[[nodiscard]] QVariant orNull(const Id<Tag>& id)
{
    return id.isEmpty() ? null() : QVariant(id.value);
}
[[nodiscard]] QVariant orNull(const QString& text); ///< empty: null
[[nodiscard]] QVariant orNull(const std::optional<QDateTime>& time);
/// Its minor units.
[[nodiscard]] QVariant orNull(const std::optional<Money>& money);
/// A list as one bound text for string_to_array(:x, chr(30)); the separator cannot occur in valid JSON, ids or numbers.
[[nodiscard]] QString packed(const QStringList& values);
/// The pattern of a substring search for ILIKE, its wildcards escaped.
[[nodiscard]] QString likePattern(const QString& text);

/// One result row; columns by name. A missing column is a programming error and aborts.
class Row
{
public:
    [[nodiscard]] bool isNull(const char* column) const;
    [[nodiscard]] QString text(const char* column) const;
    [[nodiscard]] qint64 integer(const char* column) const;
    [[nodiscard]] int small(const char* column) const { return static_cast<int>(integer(column)); }
    [[nodiscard]] bool boolean(const char* column) const;
    [[nodiscard]] QDateTime time(const char* column) const; ///< UTC
    [[nodiscard]] std::optional<QDateTime> optionalTime(const char* column) const;
    [[nodiscard]] Money money(const char* minorColumn, const char* currencyColumn = "currency") const;
    [[nodiscard]] std::optional<Money> optionalMoney(const char* minorColumn) const;
    template <class IdType>
    [[nodiscard]] IdType id(const char* column) const
    {
        return IdType{text(column)};
    }
    template <class IdType>
    [[nodiscard]] std::optional<IdType> optionalId(const char* column) const
    {
        return isNull(column) ? std::nullopt : std::optional<IdType>(IdType{text(column)});
    }
    template <class E>
    [[nodiscard]] E enumeration(const char* column) const
    {
        E value{};
        if (!fromText(text(column), value)) unknownValue(column);
        return value;
    }

private:
    friend class Rows;
    friend class Connection;
    using Columns = QHash<QByteArray, int>;
    [[nodiscard]] const QVariant& value(const char* column) const;
    [[noreturn]] void unknownValue(const char* column) const;
    std::shared_ptr<const Columns> m_columns;
    QList<QVariant> m_values;
};

using RowList = std::vector<Row>;
/// All rows of a result.
class Rows
{
public:
    [[nodiscard]] auto begin() const { return m_rows.begin(); }
    [[nodiscard]] auto end() const { return m_rows.end(); }
    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_rows.size()); }
    [[nodiscard]] const Row& at(qsizetype index) const { return m_rows.at(static_cast<size_t>(index)); }
    [[nodiscard]] qint64 affected() const { return m_affected; }

private:
    friend class Connection;
    RowList m_rows;
    qint64 m_affected = 0;
};

} // namespace lectern::store
