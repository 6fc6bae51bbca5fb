#pragma once
#include "ledger/posting.h"
#include "usecases/context.h"

/// What refunds and disputes do to those who shared a sale, and to the student's access. `payment` is the row of
/// payments/lock_payment_to_refund, whose lock the caller holds.
namespace lectern::payments {

struct Taking {
    QString sourceType; ///< refund or dispute
    QString sourceId;
    Money amount;
    ledger::AccountRef to;
};
/// Takes the shares out of vault, revenue and tax, and books it. What the vault does not hold becomes a debt.
[[nodiscard]] Result<ledger::Parts> takeShares(store::Transaction& transaction, const Services& services, const store::Row& payment, const Taking& taking);

struct Giving {
    QString sourceType;
    QString sourceId;
    ledger::Parts parts;
    ledger::AccountRef from;
};
/// Puts them back; a debt is repaid first.
[[nodiscard]] Result<Done> giveShares(store::Transaction& transaction, const Services& services, const store::Row& payment, const Giving& giving);

/// Ends or suspends the enrollment of a payment, unless another payment keeps it open. Answers the state that it had, empty
/// when nothing changed; progress stays.
[[nodiscard]] QString endAccess(store::Transaction& transaction, const Services& services, const store::Row& payment, EnrollmentState to);
/// Puts back the state that endAccess() answered, once it is booked that the payment pays for its place again, and unless the student has moved on since. Of a subscription, which does not run
/// any more: until the end of the period that the payment was for. Where a dispute still holds something, that one puts it back in the end. Whether
/// the place is open again.
bool restoreAccess(store::Transaction& transaction, const Services& services, const store::Row& payment, const QString& before);

/// Where money that was paid by `method` lies.
[[nodiscard]] ledger::AccountKind accountOf(PaymentMethod method);

} // namespace lectern::payments
