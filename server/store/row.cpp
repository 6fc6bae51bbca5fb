#include "store/row.h"
#include <QTimeZone>

namespace lectern::store {

QVariant null() { return QVariant(QMetaType::fromType<QString>()); }

QVariant orNull(const QString& text) { return text.isEmpty() ? null() : QVariant(text); }
QVariant orNull(const std::optional<QDateTime>& time) { return time ? QVariant(*time) : null(); }

QVariant orNull(const std::optional<Money>& money) { return money ? QVariant(money->minor()) : null(); }

QString packed(const QStringList& values) { return values.join(QChar(0x1E)); }

QString likePattern(const QString& text)
{
    QString escaped = text.trimmed();
    escaped.replace(u'\\', QStringLiteral("\\\\")).replace(u'%', QStringLiteral("\\%")).replace(u'_', QStringLiteral("\\_"));
    return u'%' + escaped + u'%';
}

const QVariant& Row::value(const char* column) const
{
    const auto index = m_columns->constFind(QByteArray::fromRawData(column, static_cast<qsizetype>(qstrlen(column))));
    if (index == m_columns->constEnd()) qFatal("The statement has no column \"%s\"", column);
    return m_values.at(*index);
}

void Row::unknownValue(const char* column) const
{
    qFatal("Column \"%s\" holds \"%s\", which this program does not know", column, qUtf8Printable(text(column)));
}

bool Row::isNull(const char* column) const { return value(column).isNull(); }
QString Row::text(const char* column) const { return value(column).toString(); }
qint64 Row::integer(const char* column) const { return value(column).toLongLong(); }
bool Row::boolean(const char* column) const { return value(column).toBool(); }
QDateTime Row::time(const char* column) const { return value(column).toDateTime().toUTC(); }

std::optional<QDateTime> Row::optionalTime(const char* column) const
{
    return isNull(column) ? std::nullopt : std::optional(time(column));
}

Money Row::money(const char* minorColumn, const char* currencyColumn) const
{
    const auto currency = Currency::fromCode(text(currencyColumn));
    if (!currency) unknownValue(currencyColumn);
    return Money::fromMinor(integer(minorColumn), *currency);
}

std::optional<Money> Row::optionalMoney(const char* minorColumn) const
{
    return isNull(minorColumn) ? std::nullopt : std::optional(money(minorColumn));
}

} // namespace lectern::store
