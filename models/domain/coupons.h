#pragma once
#include "domain/offline.h"

namespace lectern {

enum class CouponKind { Percentage, Fixed };
QString toText(CouponKind);
bool fromText(const QString&, CouponKind&);

/// Whose share of a sale the discount comes out of. What the platform gives is never more than its share of the sale.
enum class CouponFunding { Teacher, Platform };
QString toText(CouponFunding);
bool fromText(const QString&, CouponFunding&);

enum class CouponState { Scheduled, Active, Expired, UsedUp, Archived };
QString toText(CouponState);
bool fromText(const QString&, CouponState&);

/// The conditions of a coupon. Amounts are in `currency`, and the coupon is for courses of that currency alone if any is set.
struct CouponForm {
    QString code;              ///< 3 to 40 letters, digits, - and _; any case is the same code. Of a bulk coupon: what its codes begin with
    QString name;              ///< for whoever manages coupons
    CouponKind kind = CouponKind::Percentage;
    int percentBps = 0;        ///< Percentage: 1 to 10000
    std::optional<Money> amount;          ///< Fixed
    std::optional<Money> minimum;         ///< price from which it may be used
    std::optional<Money> maximumDiscount; ///< Percentage
    CouponFunding funding = CouponFunding::Platform;
    std::optional<QDateTime> validFrom;
    std::optional<QDateTime> validUntil;
    int maxUses = 0;           ///< by all students together; 0: any number
    int maxUsesPerStudent = 1; ///< 0: any number
    bool firstPurchaseOnly = false;
    bool isAdvertised = false; ///< students see it where they pay
    QList<CourseId> courseIds; ///< empty with no categories: every course
    QList<CategoryId> categoryIds;
    int bulkCount = 0;         ///< codes to make, each for one use; 0: the one code
    bool operator==(const CouponForm&) const = default;
};
QJsonObject toJson(const CouponForm&);
Result<CouponForm> couponFormFromJson(const QJsonObject&);

struct Coupon {
    CouponId id;
    CouponForm form;
    CouponState state = CouponState::Active;
    QString ownerName;       ///< teacher whose courses it is limited to; empty: the school's
    int uses = 0;            ///< paid
    int reserved = 0;        ///< in payments under way
    QList<Money> discounts;  ///< given so far, one per currency
    QList<Money> revenue;    ///< paid by students who used it
    QStringList courseTitles;
    QDateTime createdAt;
    bool operator==(const Coupon&) const = default;
};
QJsonObject toJson(const Coupon&);
Result<Coupon> couponFromJson(const QJsonObject&);

struct CouponFilter {
    QString text;
    std::optional<CouponState> state;
    bool operator==(const CouponFilter&) const = default;
};

/// One use, newest first.
struct CouponUse {
    QString code;
    QString studentName;
    QString courseTitle;
    Money discount;
    Money paid;
    bool isReserved = false; ///< the payment is under way
    bool overLimit = false;  ///< the money was taken after the reservation had ended and the last use was gone; honoured
    std::optional<PaymentId> paymentId;
    QDateTime at;
    bool operator==(const CouponUse&) const = default;
};
QJsonObject toJson(const CouponUse&);
Result<CouponUse> couponUseFromJson(const QJsonObject&);

/// Whether a code may be used, asked while it is typed.
struct CouponCheckForm {
    CourseId courseId;
    QString code;
    std::optional<QString> country = {};
    std::optional<bool> gift = {}; ///< for somebody else's place
    bool operator==(const CouponCheckForm&) const = default;
};
QJsonObject toJson(const CouponCheckForm&);
Result<CouponCheckForm> couponCheckFormFromJson(const QJsonObject&);

/// A coupon that students are shown.
struct CouponOffer {
    QString code;
    QString terms; ///< "20 % off", "10.00 USD off"
    std::optional<QDateTime> validUntil;
    bool operator==(const CouponOffer&) const = default;
};
QJsonObject toJson(const CouponOffer&);
Result<CouponOffer> couponOfferFromJson(const QJsonObject&);

/// As compared for uniqueness: upper case, without white space.
[[nodiscard]] QString couponKey(const QString& code);
/// What the conditions take off a price, before it is known whether they are met. Never more than the price.
[[nodiscard]] Money discountOf(const CouponForm& form, const Money& price);

namespace validation {
[[nodiscard]] std::optional<Error> coupon(const CouponForm& form);
}

} // namespace lectern
