#pragma once
#include "domain/schedules.h"
#include "usecases/context.h"

namespace lectern::payments {

/// What the gateway says of a payment right now, for display. Grants nothing: only settlement does.
[[nodiscard]] Result<Payment> confirm(const Services& services, const Caller& caller, const PaymentId& id);
[[nodiscard]] Result<Payment> find(const Services& services, const Caller& caller, const PaymentId& id);
/// `student` absent: everybody's (admin).
[[nodiscard]] Result<Page<Payment>> list(const Services& services, const std::optional<UserId>& student, const PaymentFilter& filter, const PageRequest& page);
/// For the checkout page, after its ticket was checked.
struct CheckoutPageData {
    Payment payment;
    QString clientSecret;
    QList<SavedMethod> cards; ///< kept ones that may pay it, the chosen one first
    bool mayKeep = false;     ///< the payer says whether what is typed is kept; of plans and subscriptions it always is
    bool keeps = false;       ///< what was said last
};
[[nodiscard]] Result<CheckoutPageData> checkoutPage(const Services& services, const PaymentId& id);
/// Likewise: what pays it is kept for the student's next payments, or not.
[[nodiscard]] Result<Done> keepMethod(const Services& services, const PaymentId& id, bool keep);

/// "$50.00 · Piano for adults · Ada": an amount of a payment, for the audit trail.
[[nodiscard]] QString namedAmount(store::Transaction& transaction, const Money& amount, const QString& payment);

/// Our own Idempotency-Key of a POST that moves money.
enum class Replay { RunAgain, Stored }; ///< RunAgain: the operation is idempotent by itself and its answer may hold secrets
struct StoredAnswer {
    int status = 0;
    QByteArray body;
};
/// Takes the key for `fn`: IdempotencyInFlight while another request works on it, IdempotencyMismatch for another body,
/// the first answer when it was stored. An error lets go of the key.
[[nodiscard]] Result<StoredAnswer> withIdempotency(const Services& services, const Caller& caller, const QString& route, const QByteArray& body,
                                                   Replay replay, const std::function<Result<StoredAnswer>()>& fn);

} // namespace lectern::payments
