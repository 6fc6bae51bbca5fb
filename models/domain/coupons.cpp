#include "domain/coupons.h"
#include "domain/enumtext.h"
#include "domain/fields/coupons.h"
#include "domain/validation.h"
#include <QRegularExpression>

namespace lectern {

LECTERN_ENUM(CouponKind, {CouponKind::Percentage, "percentage"}, {CouponKind::Fixed, "fixed"})
LECTERN_ENUM(CouponFunding, {CouponFunding::Teacher, "teacher"}, {CouponFunding::Platform, "platform"})
LECTERN_ENUM(CouponState, {CouponState::Scheduled, "scheduled"}, {CouponState::Active, "active"}, {CouponState::Expired, "expired"}, {CouponState::UsedUp, "used_up"}, {CouponState::Archived, "archived"})

LECTERN_JSON(CouponForm, couponFormFromJson)
LECTERN_JSON(Coupon, couponFromJson)
LECTERN_JSON(CouponUse, couponUseFromJson)
LECTERN_JSON(CouponCheckForm, couponCheckFormFromJson)
LECTERN_JSON(CouponOffer, couponOfferFromJson)

QString couponKey(const QString& code)
{
    QString key;
    for (const QChar c : code.normalized(QString::NormalizationForm_KC)) {
        if (!c.isSpace()) key += c;
    }
    return key.toUpper();
}

Money discountOf(const CouponForm& form, const Money& price)
{
    const auto of = [&](qint64 minor) { return Money::fromMinor(std::clamp<qint64>(minor, 0, price.minor()), price.currency()); };
    if (form.kind == CouponKind::Fixed) return of(form.amount ? form.amount->minor() : 0);
    const qint64 part = price.share(form.percentBps, Rounding::HalfUp).value_or(price).minor();
    return of(form.maximumDiscount ? std::min(part, form.maximumDiscount->minor()) : part).cutToSteps();
}

namespace validation {

namespace {

std::optional<Error> amounts(const CouponForm& form)
{
    if (form.kind == CouponKind::Percentage && (form.percentBps < 1 || form.percentBps > 10'000))
        return fieldError(QStringLiteral("percentBps"), QStringLiteral("Give a percentage from 0.01 to 100."));
    if (form.kind == CouponKind::Fixed && (!form.amount || form.amount->minor() <= 0)) return fieldError(QStringLiteral("amount"), QStringLiteral("Say how much it takes off."));
    std::optional<Currency> currency;
    const std::pair<const char*, const std::optional<Money>&> all[] = {{"amount", form.amount}, {"minimum", form.minimum}, {"maximumDiscount", form.maximumDiscount}};
    for (const auto& [name, money] : all) {
        if (!money) continue;
        if (auto error = wholeSteps(QString::fromLatin1(name), *money)) return error;
        if (money->minor() < 0) return fieldError(QString::fromLatin1(name), QStringLiteral("Give an amount of zero or more."));
        if (currency && *currency != money->currency()) return fieldError(QString::fromLatin1(name), QStringLiteral("All amounts of a coupon are in the same currency."));
        currency = money->currency();
    }
    return std::nullopt;
}

} // namespace

std::optional<Error> coupon(const CouponForm& form)
{
    static const QRegularExpression allowed(QStringLiteral("^[A-Z0-9_-]{3,40}$"));
    const QString key = couponKey(form.code);
    if (!allowed.match(key).hasMatch()) return fieldError(QStringLiteral("code"), QStringLiteral("A code has 3 to 40 letters, digits, hyphens or underscores."));
    if (form.bulkCount > 0 && key.size() > 24) return fieldError(QStringLiteral("code"), QStringLiteral("Codes made in bulk begin with at most 24 characters."));
    if (auto error = line(QStringLiteral("name"), form.name, kMaxTitle, 1)) return error;
    if (auto error = amounts(form)) return error;
    if (form.validFrom && form.validUntil && *form.validUntil <= *form.validFrom) return fieldError(QStringLiteral("validUntil"), QStringLiteral("It ends before it begins."));
    if (form.maxUses < 0 || form.maxUses > 1'000'000) return fieldError(QStringLiteral("maxUses"), QStringLiteral("Give a number up to 1,000,000, or 0 for any number."));
    if (form.maxUsesPerStudent < 0 || form.maxUsesPerStudent > 1000) return fieldError(QStringLiteral("maxUsesPerStudent"), QStringLiteral("Give a number up to 1,000, or 0 for any number."));
    if (form.bulkCount < 0 || form.bulkCount > 10'000) return fieldError(QStringLiteral("bulkCount"), QStringLiteral("At most 10,000 codes are made at once."));
    if (form.courseIds.size() > 200) return fieldError(QStringLiteral("courseIds"), QStringLiteral("Name at most 200 courses."));
    if (form.categoryIds.size() > 200) return fieldError(QStringLiteral("categoryIds"), QStringLiteral("Name at most 200 categories."));
    return std::nullopt;
}

} // namespace validation

} // namespace lectern
