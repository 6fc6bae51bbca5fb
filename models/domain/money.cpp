#include "domain/money.h"
#include <QRegularExpression>
#include <array>
#include <limits>

namespace lectern {

namespace {
struct Entry {
    const char* code;
    int digits;
};
// Index 0 is the default. Digits as Stripe charges them (docs.stripe.com/currencies).
constexpr std::array kCurrencies{
    Entry{"USD", 2}, Entry{"EUR", 2}, Entry{"GBP", 2}, Entry{"CHF", 2}, Entry{"JPY", 0}, Entry{"KRW", 0},
    Entry{"VND", 0}, Entry{"CLP", 0}, Entry{"KWD", 3}, Entry{"BHD", 3}, Entry{"TND", 3}, Entry{"JOD", 3},
    Entry{"CAD", 2}, Entry{"AUD", 2}, Entry{"NZD", 2}, Entry{"SEK", 2}, Entry{"NOK", 2}, Entry{"DKK", 2},
    Entry{"PLN", 2}, Entry{"CZK", 2}, Entry{"INR", 2}, Entry{"BRL", 2}, Entry{"MXN", 2}, Entry{"ZAR", 2},
    Entry{"AED", 2}, Entry{"SAR", 2}, Entry{"ILS", 2}, Entry{"TRY", 2}, Entry{"SGD", 2}, Entry{"HKD", 2},
};

const Entry& entry(int index)
{
    return kCurrencies.at(static_cast<size_t>(index));
}

qint64 powerOfTen(int digits)
{
    qint64 value = 1;
    for (int i = 0; i < digits; ++i) value *= 10;
    return value;
}
} // namespace

std::optional<Currency> Currency::fromCode(const QString& code)
{
    for (size_t i = 0; i < kCurrencies.size(); ++i) {
        if (code.compare(QLatin1String(kCurrencies.at(i).code), Qt::CaseInsensitive) == 0)
            return Currency(static_cast<int>(i));
    }
    return std::nullopt;
}

QString Currency::code() const { return QString::fromLatin1(entry(m_index).code); }
int Currency::digits() const { return entry(m_index).digits; }

qint64 Currency::step() const { return digits() == 3 ? 10 : 1; }

QStringList Currency::allCodes()
{
    QStringList codes;
    for (const Entry& one : kCurrencies) codes << QString::fromLatin1(one.code);
    return codes;
}

Result<Money> Money::fromDecimal(const QString& text, Currency currency)
{
    static const QRegularExpression shape(QStringLiteral("^(-?)(\\d{1,15})(?:\\.(\\d{1,3}))?$"));
    const auto match = shape.match(text.trimmed());
    if (!match.hasMatch())
        return fieldError(QStringLiteral("amount"), QStringLiteral("Write the amount as a number, for example 49.99."));
    const QString decimals = match.captured(3);
    if (decimals.size() > currency.digits()) {
        return fieldError(QStringLiteral("amount"), QStringLiteral("%1 has %2 decimal places at most.")
                                                        .arg(currency.code())
                                                        .arg(currency.digits()));
    }
    const qint64 scale = powerOfTen(currency.digits());
    qint64 minor = 0;
    if (__builtin_mul_overflow(match.captured(2).toLongLong(), scale, &minor))
        return fieldError(QStringLiteral("amount"), QStringLiteral("This amount is too large."));
    minor += decimals.leftJustified(currency.digits(), u'0').toLongLong();
    return Money(match.captured(1).isEmpty() ? minor : -minor, currency);
}

std::optional<Money> Money::plus(const Money& other) const
{
    qint64 sum = 0;
    if (m_currency != other.m_currency || __builtin_add_overflow(m_minor, other.m_minor, &sum)) return std::nullopt;
    return Money(sum, m_currency);
}

std::optional<Money> Money::minus(const Money& other) const
{
    qint64 difference = 0;
    if (m_currency != other.m_currency || __builtin_sub_overflow(m_minor, other.m_minor, &difference))
        return std::nullopt;
    return Money(difference, m_currency);
}

std::optional<Money> Money::share(int basisPoints, Rounding rounding) const
{
    const auto product = static_cast<__int128>(m_minor) * basisPoints;
    __int128 quotient = product / 10'000;
    const __int128 rest = product % 10'000;
    if (rounding == Rounding::Floor && rest < 0) --quotient;
    if (rounding == Rounding::HalfUp && (rest >= 5'000 || rest < -5'000)) quotient += rest > 0 ? 1 : -1;
    if (quotient > std::numeric_limits<qint64>::max() || quotient < std::numeric_limits<qint64>::min())
        return std::nullopt;
    return Money(static_cast<qint64>(quotient), m_currency);
}

QString Money::toDecimal() const
{
    const int digits = m_currency.digits();
    const bool negative = m_minor < 0;
    QString text = QString::number(negative ? 0ULL - static_cast<quint64>(m_minor) : static_cast<quint64>(m_minor));
    if (digits > 0) {
        text = text.rightJustified(digits + 1, u'0');
        text.insert(text.size() - digits, u'.');
    }
    return negative ? u'-' + text : text;
}

} // namespace lectern
