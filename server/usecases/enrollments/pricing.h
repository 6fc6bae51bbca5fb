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

/// Ways to pay on this server, as PaymentMethod texts.
[[nodiscard]] QStringList methodsOf(const Services& services);
[[nodiscard]] Result<PurchaseQuote> quote(const Services& services, const Caller& caller, const CourseId& course, const QString& country);

/// Ends payments of an enrollment that are still open, but for `except`: those that the gateway does not know at once, with
/// what they set aside in the wallet; the gateway's ids of the others are answered, to be cancelled there after the commit.
[[nodiscard]] QStringList closeOpenPayments(store::Transaction& transaction, const Services& services, const QString& enrollment, const QString& except = {});
/// Ends intents at the gateway, so that nobody pays for what is over. A payment that got through first settles as usual.
void cancelIntents(const Services& services, const QStringList& gatewayIds);
/// The place waits for money from outside of the gateway, for the days of the policy.
void awaitOffline(store::Transaction& transaction, const Services& services, const QString& enrollment);
/// Job: ends intents of payments that were replaced or whose enrollment is over, in case that was not heard.
void cancelStaleIntents(const Services& services);
/// Ends a payment that will not be paid any more, and frees what it set aside in the wallet.
void cancelPayment(store::Transaction& transaction, const Services& services, const store::Row& payment);

} // namespace lectern::enrollments
