#pragma once
#include "domain/coupons.h"

namespace lectern {

/// Several courses at one price. A learning path has an order in which they are meant to be taken.
enum class BundleKind { Bundle, LearningPath };
QString toText(BundleKind);
bool fromText(const QString&, BundleKind&);

enum class BundleState { Draft, OnSale, Archived };
QString toText(BundleState);
bool fromText(const QString&, BundleState&);

struct BundleForm {
    BundleKind kind = BundleKind::Bundle;
    QString title;
    QString description;
    int discountBps = 0; ///< off the price of each course, 0 to 9000
    CouponFunding funding = CouponFunding::Platform; ///< whose share the discount comes out of
    QList<CourseId> courses; ///< in order; 2 to 20 of one currency
    bool operator==(const BundleForm&) const = default;
};
QJsonObject toJson(const BundleForm&);
Result<BundleForm> bundleFormFromJson(const QJsonObject&);

struct BundleStateForm {
    BundleState state = BundleState::Draft;
    bool operator==(const BundleStateForm&) const = default;
};
QJsonObject toJson(const BundleStateForm&);
Result<BundleStateForm> bundleStateFormFromJson(const QJsonObject&);

struct BundleCourse {
    CourseId courseId;
    QString title;
    QString teacherName;
    Money price;      ///< by itself, tax not added
    Money discounted; ///< in the bundle, likewise
    bool isOnOffer = true; ///< launched; others are left out of a purchase
    std::optional<FileId> coverFileId;
    // Of the asking student.
    std::optional<EnrollmentId> enrollmentId; ///< absent: not in the course
    int progressPercent = 0;
    bool isCompleted = false;
    QString note = {}; ///< why a purchase now would leave it out ("Every seat is taken."); empty: it would not, or the student is in
    bool operator==(const BundleCourse&) const = default;
};
QJsonObject toJson(const BundleCourse&);
Result<BundleCourse> bundleCourseFromJson(const QJsonObject&);

struct Bundle {
    BundleId id;
    BundleForm form;
    BundleState state = BundleState::Draft;
    QList<BundleCourse> courses;
    Money price; ///< of all of them by themselves
    Money total; ///< less the discount
    int sold = 0; ///< purchases; 0 for students
    QDateTime createdAt;
    bool operator==(const Bundle&) const = default;
};
QJsonObject toJson(const Bundle&);
Result<Bundle> bundleFromJson(const QJsonObject&);

struct BundleLine {
    CourseId courseId;
    QString courseTitle;
    Money price;    ///< by itself, tax not added
    Money discount;
    Money tax;
    Money total;    ///< what is paid for it, tax included
    QString note;   ///< why it is not part of the purchase ("You are in already."), or what became of it; empty: it is
    std::optional<EnrollmentId> enrollmentId; ///< once it is open
    bool operator==(const BundleLine&) const = default;
};
QJsonObject toJson(const BundleLine&);
Result<BundleLine> bundleLineFromJson(const QJsonObject&);

/// What a bundle costs this student now.
struct BundleQuote {
    BundleId bundleId;
    QList<BundleLine> lines;
    Money price;
    Money discount;
    Money tax;
    Money total;
    QString country;
    Money wallet; ///< what the student's wallet has
    QStringList methods; ///< "card", "wallet"
    bool operator==(const BundleQuote&) const = default;
};
QJsonObject toJson(const BundleQuote&);
Result<BundleQuote> bundleQuoteFromJson(const QJsonObject&);

struct BundleOrderForm {
    QString method; ///< "card": the whole price by card; "wallet": the whole price from the wallet
    std::optional<QString> country = {};
    std::optional<Money> expectedTotal = {}; ///< as shown to the student; another one by now is a Conflict
    bool operator==(const BundleOrderForm&) const = default;
};
QJsonObject toJson(const BundleOrderForm&);
Result<BundleOrderForm> bundleOrderFormFromJson(const QJsonObject&);

enum class BundlePurchaseState { AwaitingPayment, Done, Over };
QString toText(BundlePurchaseState);
bool fromText(const QString&, BundlePurchaseState&);

struct BundlePurchase {
    QString id;
    BundleId bundleId;
    QString title;
    BundlePurchaseState state = BundlePurchaseState::AwaitingPayment;
    QList<BundleLine> lines;
    Money total;
    std::optional<PaymentId> paymentId; ///< that fills the wallet for it; absent: it was paid from the wallet
    QDateTime createdAt;
    bool operator==(const BundlePurchase&) const = default;
};
QJsonObject toJson(const BundlePurchase&);
Result<BundlePurchase> bundlePurchaseFromJson(const QJsonObject&);

struct BundleResult {
    BundlePurchase purchase;
    std::optional<Checkout> checkout; ///< what to pay; absent: it is done
    bool operator==(const BundleResult&) const = default;
};
QJsonObject toJson(const BundleResult&);
Result<BundleResult> bundleResultFromJson(const QJsonObject&);

namespace validation {
inline constexpr int kMaxBundleCourses = 20;
inline constexpr int kMaxBundleDiscountBps = 9'000;
[[nodiscard]] std::optional<Error> bundle(const BundleForm& form);
} // namespace validation

} // namespace lectern
