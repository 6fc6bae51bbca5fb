#pragma once
#include "domain/coupons.h"
#include "usecases/context.h"

namespace lectern::coupons {

/// A coupon that counts for a purchase, with what it takes off.
struct Applied {
    QString couponId;
    QString code;
    QString codeKey;
    CouponFunding funding = CouponFunding::Platform;
    Money discount;
};
struct Purchase {
    UserId student;
    EnrollmentId enrollment; ///< whose own reservation does not count; empty: none yet
    CourseId course;
    QString categoryId;
    UserId teacher;
    Money price;
    Money platformPart; ///< the platform's share of the price: the most that it gives
};
/// Checks a code and locks its coupon, so that the last use cannot be taken twice. InvalidInput on "coupon", saying why not.
[[nodiscard]] Result<Applied> apply(store::Transaction& transaction, const Services& services, const Purchase& purchase, const QString& code);

/// Sets a use aside for a payment, or counts it at once where nothing is left to pay. The caller holds apply()'s lock.
void reserve(store::Transaction& transaction, const Services& services, const Purchase& purchase, const Applied& applied, const std::optional<PaymentId>& payment);
/// Gives back what is reserved for the enrollment, but for the payment `except`.
void release(store::Transaction& transaction, const QString& enrollment, const QString& except = {});
void releaseOf(store::Transaction& transaction, const QStringList& payments);
/// In the transaction that settles: reserved uses count. One that was given up meanwhile counts too, as its price was paid;
/// beyond the limit, the admins are told.
void redeem(store::Transaction& transaction, const Services& services, const QStringList& payments);

/// What the course costs with a code.
[[nodiscard]] Result<PurchaseQuote> check(const Services& services, const Caller& caller, const CouponCheckForm& form);
/// What students are shown where they pay for a course.
[[nodiscard]] Result<Page<CouponOffer>> offers(const Services& services, const Caller& caller, const CourseId& course);

// Managed by admins, and by teachers for their own courses and at their own cost.
[[nodiscard]] Result<Page<Coupon>> list(const Services& services, const Caller& caller, const CouponFilter& filter, const PageRequest& page);
[[nodiscard]] Result<Coupon> create(const Services& services, const Caller& caller, const CouponForm& form);
[[nodiscard]] Result<Coupon> edit(const Services& services, const Caller& caller, const CouponId& id, const CouponForm& form);
[[nodiscard]] Result<Coupon> setArchived(const Services& services, const Caller& caller, const CouponId& id, bool archived);
[[nodiscard]] Result<Page<CouponUse>> uses(const Services& services, const Caller& caller, const CouponId& id, const PageRequest& page);
/// Every code of a coupon as CSV, with who used it.
[[nodiscard]] Result<QByteArray> codesCsv(const Services& services, const Caller& caller, const CouponId& id);

} // namespace lectern::coupons
