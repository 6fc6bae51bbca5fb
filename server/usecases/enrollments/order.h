#pragma once
#include "usecases/coupons/coupons.h"
#include "usecases/enrollments/pricing.h"

namespace lectern::enrollments {

/// What a student wants to pay for a place, and how, checked against what this server takes.
struct Order {
    PaymentMethod method = PaymentMethod::Card;
    QString country;
    Priced priced;
    Money fromWallet;
    int shareBps = 0;
    std::optional<qint64> teacherFixedMinor; ///< where a coupon moves the shares
    coupons::Purchase purchase;
    std::optional<coupons::Applied> coupon;
    std::optional<PlanOffer> plan; ///< absent: all at once
    int trialDays = 0;             ///< of a subscription
    [[nodiscard]] bool isSubscription() const { return plan && plan->kind == PlanKind::Subscription; }
    bool hosted = false;
    Remembered before; ///< of the payment that was open
    [[nodiscard]] QString couponCode() const { return coupon ? coupon->code : QString(); }
};
/// `enrollment` is locked and awaits its payment; what the form leaves open is as in its open payment.
[[nodiscard]] Result<Order> orderOf(store::Transaction& transaction, const Services& services, const Caller& caller, const EnrollForm& form, const store::Row& enrollment, const store::Row& course);

/// The open payment of the enrollment that already is what the student wants; its price was frozen when the enrollment opened.
[[nodiscard]] std::optional<PaymentId> samePayment(store::Transaction& transaction, const store::Row& enrollment, const Order& order, const EnrollForm& form);
/// A new payment for a locked enrollment; nothing for a subscription whose trial comes first. Money of the wallet and the use of a coupon are set aside for it; a purchase from
/// the wallet is settled at once.
[[nodiscard]] Result<std::optional<PaymentId>> makePayment(store::Transaction& transaction, const Services& services, const store::Row& enrollment, const store::Row& course, const Order& order);

} // namespace lectern::enrollments
