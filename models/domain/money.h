#pragma once
#include "domain/result.h"
#include <QString>
#include <QStringList>
#include <optional>

namespace lectern {

/// An ISO 4217 currency that the gateway takes, with its number of minor digits (Stripe: "Supported currencies").
class Currency
{
public:
    Currency() = default; ///< USD
    [[nodiscard]] static std::optional<Currency> fromCode(const QString& code); ///< any case
    [[nodiscard]] QString code() const; ///< upper case, "USD"
    [[nodiscard]] int digits() const;   ///< 0 for JPY, 2 for USD, 3 for KWD
    /// What the gateway moves is a multiple of this: 10 minor units with three digits (docs.stripe.com/currencies, "Three-decimal currencies").
    [[nodiscard]] qint64 step() const;
    [[nodiscard]] static QStringList allCodes();
    bool operator==(const Currency&) const = default;

private:
    explicit Currency(int index) : m_index(index) {}
    int m_index = 0;
};

enum class Rounding { Floor, HalfUp };

/// An exact amount in minor units. There is no floating point in here, and arithmetic that would overflow or
/// mix currencies aborts the operation with an empty result instead of wrapping.
class Money
{
public:
    Money() = default; ///< zero USD
    [[nodiscard]] static Money fromMinor(qint64 minor, Currency currency) { return Money(minor, currency); }
    /// Reads a decimal amount as a person types it: "49.99", "1 200,5" is refused. At most currency.digits() decimals.
    [[nodiscard]] static Result<Money> fromDecimal(const QString& text, Currency currency);
    [[nodiscard]] qint64 minor() const { return m_minor; }
    [[nodiscard]] Currency currency() const { return m_currency; }
    [[nodiscard]] bool isZero() const { return m_minor == 0; }
    [[nodiscard]] bool isNegative() const { return m_minor < 0; }
    [[nodiscard]] bool isWholeSteps() const { return m_minor % m_currency.step() == 0; }
    [[nodiscard]] Money cutToSteps() const { return Money(m_minor - m_minor % m_currency.step(), m_currency); }
    [[nodiscard]] std::optional<Money> plus(const Money& other) const;
    [[nodiscard]] std::optional<Money> minus(const Money& other) const;
    /// this × basisPoints / 10000. Empty on overflow.
    [[nodiscard]] std::optional<Money> share(int basisPoints, Rounding rounding) const;
    /// Plain decimal with a point and no grouping ("49.99"); for CSV and tests, screens use the locale.
    [[nodiscard]] QString toDecimal() const;
    bool operator==(const Money&) const = default;

private:
    Money(qint64 minor, Currency currency) : m_minor(minor), m_currency(currency) {}
    qint64 m_minor = 0;
    Currency m_currency;
};

} // namespace lectern
