#pragma once
#include "usecases/context.h"

namespace lectern::enrollments {

/// What a price comes to with the tax of a country.
struct Priced {
    Money total;
    Money net; ///< what teacher and platform share
    Money tax;
    int taxBps = 0;
    bool taxIncluded = false;
};
/// The rule of the category comes before the country's own; without a rule there is no tax.
[[nodiscard]] Priced priceWithTax(const Policy& policy, const Money& price, const QString& country, const QString& category);

/// The country that taxes follow: `wanted`, else the student's own, else the organisation's. InvalidInput for what is none.
[[nodiscard]] Result<QString> countryFor(store::Transaction& transaction, const Services& services, const UserId& student, const QString& wanted);

[[nodiscard]] bool takesCards(const Services& services);
/// Ways to pay on this server in a currency, as PaymentMethod texts.
[[nodiscard]] QStringList methodsOf(const Services& services, const Currency& currency);
/// `coupon` absent: the one of a payment that is open already. What is wrong with one that was given is the answer.
[[nodiscard]] Result<PurchaseQuote> quote(const Services& services, const Caller& caller, const CourseId& course, const QString& country, const std::optional<QString>& coupon = {}, bool isGift = false);
/// The platform's share of a course's sales: the course's own rule, else its category's, else the policy's.
[[nodiscard]] int shareOf(const store::Row& course, const Policy& policy);
/// Who pays for a place, from a row of enrollments/find_enrollment: its student, or whoever gives it away.
[[nodiscard]] UserId payerOf(const store::Row& enrollment);
/// True while a payment may still be paid.
[[nodiscard]] bool isOpen(PaymentState state);
/// The coupon and the plan of an enrollment's open payment; empty ids where there are none.
struct Remembered {
    QString coupon;
    PlanId plan;
};
[[nodiscard]] Remembered rememberedOf(store::Transaction& transaction, const store::Row& enrollment);

/// Ends payments of an enrollment that are still open, but for `except`, and with them its plan and what is reserved of
/// coupons: those that the gateway does not know at once, with what they set aside in the wallet; the gateway's ids of the
/// others are answered, to be cancelled there after the commit.
[[nodiscard]] QStringList closeOpenPayments(store::Transaction& transaction, const Services& services, const QString& enrollment, const QString& except = {});
/// Nothing more is due for a place that is over: ends the plan and the subscription that run for it.
void endPlans(store::Transaction& transaction, const Services& services, const QString& enrollment, const QString& reason);
/// Ends intents and hosted pages at the gateway, so that nobody pays for what is over. A payment that got through first settles as usual.
void cancelIntents(const Services& services, const QStringList& gatewayIds);
/// The place waits for money that takes days.
void awaitMoney(store::Transaction& transaction, const Services& services, const QString& enrollment, int days);
/// Job: ends intents of payments that were replaced or whose enrollment is over, in case that was not heard.
void cancelStaleIntents(const Services& services);
/// Ends a payment that will not be paid any more, and frees what it set aside in the wallet.
void cancelPayment(store::Transaction& transaction, const Services& services, const store::Row& payment);

} // namespace lectern::enrollments
