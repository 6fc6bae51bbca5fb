#include "domain/codec.h"
#include <cmath>

namespace lectern::json {

QJsonValue moneyToJson(const Money& money)
{
    return QJsonObject{{QStringLiteral("minor"), QString::number(money.minor())},
                       {QStringLiteral("currency"), money.currency().code()}};
}

bool moneyFromJson(const QJsonValue& value, Money& out)
{
    const QJsonObject object = value.toObject();
    const QString text = object.value(QStringLiteral("minor")).toString();
    const auto currency = Currency::fromCode(object.value(QStringLiteral("currency")).toString());
    bool ok = false;
    const qint64 minor = text.toLongLong(&ok);
    // "+5", " 5" and "05" would parse too; the canonical form keeps one spelling per amount.
    if (!ok || !currency || QString::number(minor) != text) return false;
    out = Money::fromMinor(minor, *currency);
    return true;
}

QJsonValue timeToJson(const QDateTime& time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue(QJsonValue::Null);
}

bool timeFromJson(const QJsonValue& value, QDateTime& out)
{
    if (!value.isString()) return false;
    const QDateTime parsed = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    if (!parsed.isValid()) return false;
    out = parsed.toUTC();
    return true;
}

bool wholeNumberFits(const QJsonValue& value, qint64 low, qint64 high)
{
    // Beyond 2^53 a JSON number is not exact in every reader, so such values never travel as numbers.
    constexpr double kExact = 9007199254740992.0;
    const double number = value.toDouble();
    return value.isDouble() && number >= -kExact && number <= kExact && std::floor(number) == number &&
           number >= static_cast<double>(low) && number <= static_cast<double>(high);
}

Error mistyped(const QString& path, const char* expected)
{
    return fieldError(path, QStringLiteral("\"%1\" must be %2.").arg(path, QLatin1String(expected)));
}

} // namespace lectern::json
