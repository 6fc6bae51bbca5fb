#pragma once
#include "usecases/payments/sales.h"

/// What payments do to bookings. Called with the payment locked, in the transaction that settles, refunds or disputes it.
namespace lectern::bookings {

struct Settled {
    QString title;
    QString text;        ///< for the student
    QString problem;     ///< why its money goes back; empty: the session is paid
};
[[nodiscard]] Settled settle(store::Transaction& transaction, const Services& services, const payments::SettledSale& sale);
/// After the sale was booked: its money stays pending until the session was held.
void holdMoney(store::Transaction& transaction, const Services& services, const payments::SettledSale& sale);
/// All of a payment went back. What the session was before, for `restore`; empty: nothing changed.
[[nodiscard]] QString endOf(store::Transaction& transaction, const Services& services, const store::Row& payment);
/// A bank questions the payment: until it has decided a session that is to come has no way in, and both sides know.
void tellQuestioned(store::Transaction& transaction, const Services& services, const store::Row& payment);
/// A dispute was won. What the teacher or the school had cancelled meanwhile, or nobody could enter, is given back now.
[[nodiscard]] std::optional<Error> afterWon(store::Transaction& transaction, const Services& services, const store::Row& payment);
/// A dispute was lost. A session that is to come is over; what the bank left of its payment, or of one that was cancelled meanwhile, goes back.
[[nodiscard]] std::optional<Error> afterLost(store::Transaction& transaction, const Services& services, const store::Row& payment);
/// Until when money of its session stays pending, whatever happened to it meanwhile.
[[nodiscard]] QDateTime pendingUntil(store::Transaction& transaction, const Services& services, const store::Row& payment);
/// The money is ours after all. A session whose time was given up is not brought back; one that was held is.
void restore(store::Transaction& transaction, const Services& services, const store::Row& payment, const QString& wasBefore);

} // namespace lectern::bookings
