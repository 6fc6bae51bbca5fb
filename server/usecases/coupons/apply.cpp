#include "usecases/coupons/coupons.h"
#include "domain/validation.h"
#include "usecases/coupons/couponrow.h"

namespace lectern::coupons {

using store::Row;
using store::Transaction;

namespace {

Error refused(const QString& why) { return fieldError(QStringLiteral("coupon"), why); }

/// Conditions that do not depend on who else uses it.
std::optional<Error> conditions(Transaction& transaction, const Services& services, const Row& row, const CouponForm& form, const Purchase& purchase)
{
    const QDateTime now = services.clock.now();
    if (!row.isNull("archived_at")) return refused(QStringLiteral("This code is not valid any more."));
    if (form.validFrom && *form.validFrom > now) return refused(QStringLiteral("This code is not valid yet."));
    if (form.validUntil && *form.validUntil <= now) return refused(QStringLiteral("This code has expired."));
    if (const QString currency = row.text("currency"); !currency.isEmpty() && currency != purchase.price.currency().code()) return refused(QStringLiteral("This code is for prices in %1.").arg(currency));
    if (!row.isNull("teacher_id") && row.id<UserId>("teacher_id") != purchase.teacher) return refused(QStringLiteral("This code is not for this course."));
    const store::Params scope{{"coupon_id", row.text("id")}, {"course_id", purchase.course.value}, {"category_id", purchase.categoryId}};
    if (!transaction.one("coupons/is_in_scope", scope)->boolean("fits")) return refused(QStringLiteral("This code is not for this course."));
    if (form.minimum && purchase.price.minor() < form.minimum->minor()) return refused(QStringLiteral("This code is for prices from %1.").arg(amountText(*form.minimum)));
    return std::nullopt;
}

/// Conditions under the coupon's lock.
std::optional<Error> limits(Transaction& transaction, const Row& row, const CouponForm& form, const Purchase& purchase, const QString& key)
{
    const auto counts = transaction.one("coupons/count_uses", {{"coupon_id", row.text("id")}, {"code_key", key}, {"student_id", purchase.student.value}, {"enrollment_id", store::orNull(purchase.enrollment)}});
    if (form.maxUses > 0 && counts->integer("uses") >= form.maxUses) return refused(QStringLiteral("This code is used up."));
    if (form.bulkCount > 0 && counts->integer("of_code") > 0) return refused(QStringLiteral("This code was used already."));
    if (form.maxUsesPerStudent > 0 && counts->integer("of_student") >= form.maxUsesPerStudent) return refused(QStringLiteral("You have used this code before."));
    if (form.firstPurchaseOnly && counts->boolean("has_bought")) return refused(QStringLiteral("This code is for a first purchase."));
    return std::nullopt;
}

/// What it takes off: the platform gives no more than its share, and what is left can be charged or is nothing.
Money effective(const CouponForm& form, const Purchase& purchase)
{
    const Money price = purchase.price;
    const auto of = [&](qint64 minor) { return Money::fromMinor(minor, price.currency()); };
    qint64 discount = discountOf(form, price).minor();
    if (form.funding == CouponFunding::Platform) discount = std::min(discount, purchase.platformPart.minor());
    const qint64 smallest = validation::smallestCharge(price.currency()).minor();
    if (const qint64 left = price.minor() - discount; left > 0 && left < smallest) discount = std::max<qint64>(0, price.minor() - smallest);
    return of(discount).cutToSteps();
}

} // namespace

Result<Applied> apply(Transaction& transaction, const Services& services, const Purchase& purchase, const QString& code)
{
    const QString key = couponKey(code);
    const auto row = transaction.one("coupons/lock_by_code", {{"code_key", key}});
    if (!row) return refused(QStringLiteral("There is no such code."));
    const CouponForm form = formOf(*row);
    if (auto error = conditions(transaction, services, *row, form, purchase)) return *error;
    if (auto error = limits(transaction, *row, form, purchase, key)) return *error;
    const Applied applied{row->text("id"), row->text("used_code"), key, form.funding, effective(form, purchase)};
    if (applied.discount.minor() <= 0) return refused(QStringLiteral("This code takes nothing off this course."));
    return applied;
}

void reserve(Transaction& transaction, const Services& services, const Purchase& purchase, const Applied& applied, const std::optional<PaymentId>& payment)
{
    transaction.exec("coupons/insert_use", {{"id", newUuid7()}, {"coupon_id", applied.couponId}, {"code_key", applied.codeKey}, {"enrollment_id", purchase.enrollment.value}, {"student_id", purchase.student.value},
                                            {"course_id", purchase.course.value}, {"payment_id", store::orNull(payment)}, {"state", payment ? QStringLiteral("reserved") : QStringLiteral("redeemed")},
                                            {"funding", toText(applied.funding)}, {"discount_minor", applied.discount.minor()}, {"currency", applied.discount.currency().code()}, {"now", services.clock.now()}});
}

void release(Transaction& transaction, const QString& enrollment, const QString& except)
{
    transaction.exec("coupons/release_of_enrollment", {{"enrollment_id", enrollment}, {"except", store::orNull(except)}});
}

void releaseOf(Transaction& transaction, const QStringList& payments)
{
    if (!payments.isEmpty()) transaction.exec("coupons/release_of_payments", {{"payment_ids", store::packed(payments)}});
}

void redeem(Transaction& transaction, const Services& services, const QStringList& payments)
{
    if (payments.isEmpty()) return;
    const QDateTime now = services.clock.now();
    transaction.exec("coupons/redeem_reserved", {{"payment_ids", store::packed(payments)}, {"now", now}});
    // Their reservations had ended: whether somebody else has the last use by now is looked at under the coupon's lock.
    for (const Row& row : transaction.run("coupons/lock_released", {{"payment_ids", store::packed(payments)}})) {
        const auto counts = transaction.one("coupons/count_uses", {{"coupon_id", row.text("coupon_id")}, {"code_key", row.text("code_key")}, {"student_id", row.text("student_id")}, {"enrollment_id", row.text("enrollment_id")}});
        const bool over = (row.integer("max_uses") > 0 && counts->integer("uses") >= row.integer("max_uses")) || (row.integer("bulk_count") > 0 && counts->integer("of_code") > 0) ||
                          (row.integer("max_uses_per_student") > 0 && counts->integer("of_student") >= row.integer("max_uses_per_student"));
        transaction.exec("coupons/redeem_late", {{"id", row.text("id")}, {"over_limit", over}, {"now", now}});
        if (!over) continue;
        const QString code = row.text("code_key");
        audit(transaction, services, {}, QStringLiteral("coupon.over_limit"), code, row.text("coupon_id"), QStringLiteral("Payment %1 arrived after its reservation had ended.").arg(row.text("payment_id")));
        notifyAdmins(transaction, services, {{}, QStringLiteral("coupon_over_limit"), QStringLiteral("A coupon was used once more than allowed"),
                                             QStringLiteral("A payment with %1 arrived after the last use was gone. The price that was paid stands.").arg(code), row.text("payment_id"), QStringLiteral("notice"),
                                             QStringLiteral("coupon-over:") + row.text("id")});
    }
}

} // namespace lectern::coupons
