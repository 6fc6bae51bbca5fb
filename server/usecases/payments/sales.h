#pragma once
#include "ledger/posting.h"
#include "usecases/context.h"

/// Turning payments that succeeded, however they were made, into books, access and news. Set-based, for one or for hundreds.
namespace lectern::payments {

/// A locked payment that is paid now.
struct SettledSale {
    PaymentId id;
    PaymentKind kind = PaymentKind::Course;
    PaymentMethod method = PaymentMethod::Card;
    EnrollmentId enrollment;
    CourseId course;
    UserId student;
    UserId teacher;
    ledger::SaleTerms terms;
    Money fromWallet;
    QString chargeId;
    QString couponCode;
    ScheduleId schedule; ///< of the plan that it is a payment of; empty: none
    int line = 0;        ///< its number there
    int lines = 0;
    SubscriptionId subscription; ///< whose invoice it is; empty: none
    QString savedMethod; ///< that the gateway kept of the payment; empty: none
    BookingId booking; ///< live session that it pays for; empty: none
    bool isSetAsideNow = false; ///< its money is in the wallet, or comes there with a sale before it; nothing was set aside for it yet
    /// What the gateway charges of the amount.
    [[nodiscard]] Money onCard() const { return Money::fromMinor(terms.amount.minor() - fromWallet.minor(), terms.amount.currency()); }
};
/// The frozen terms of a payment, from any row that has amount_minor, tax_minor, share_bps and teacher_fixed_minor.
[[nodiscard]] ledger::SaleTerms termsOf(const store::Row& row);
/// From a row of payments/lock_payment or lock_by_gateway_ids.
[[nodiscard]] SettledSale toSale(const store::Row& row);

/// Books the sales (in the order of their ids), opens their enrollments and tells everybody. The holds of sales that did
/// not come through the gateway need no confirmation by it.
[[nodiscard]] Result<Done> settleSales(store::Transaction& transaction, const Services& services, const QList<SettledSale>& sales);

} // namespace lectern::payments
