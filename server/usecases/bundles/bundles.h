#pragma once
#include "domain/bundles.h"
#include "usecases/payments/sales.h"

/// Several courses at one price. A bundle has no bookkeeping of its own: what is paid for it by card fills the student's wallet, and
/// in the transaction that settles it each course is bought from there at its frozen price, as a sale like any other.
namespace lectern::bundles {

/// Those on sale, with how far the caller is in their courses.
[[nodiscard]] Result<Page<Bundle>> onSale(const Services& services, const Caller& caller);
/// What of it the caller would buy now, and for how much; courses that the caller has, or that are full, are left out and say so.
[[nodiscard]] Result<BundleQuote> quote(const Services& services, const Caller& caller, const BundleId& id, const QString& country);
/// The same request again answers the same purchase.
[[nodiscard]] Result<BundleResult> buy(const Services& services, const Caller& caller, const BundleId& id, const BundleOrderForm& form);
/// The caller's own, newest first; at most 100.
[[nodiscard]] Result<Page<BundlePurchase>> purchases(const Services& services, const Caller& caller);

// Admins.
[[nodiscard]] Result<Page<Bundle>> all(const Services& services);
[[nodiscard]] Result<Bundle> create(const Services& services, const Caller& caller, const BundleForm& form);
[[nodiscard]] Result<Bundle> edit(const Services& services, const Caller& caller, const BundleId& id, const BundleForm& form);
[[nodiscard]] Result<Bundle> setState(const Services& services, const Caller& caller, const BundleId& id, BundleState state);

/// What payments that fill wallets were meant for.
struct Bought {
    QList<payments::SettledSale> sales; ///< to be settled after the payments, in the same transaction
    QHash<QString, QString> titles;     ///< of the bundles, by payment
};
/// Opens what can be opened. A course that cannot be (full, ended, bought meanwhile) is left out: its money stays in the wallet, and the student is told.
[[nodiscard]] Bought fulfil(store::Transaction& transaction, const Services& services, const QStringList& payments);
/// So much of the payment is about to leave the wallet: gives courses that it bought back, the last one first, until the wallet has it.
/// `cause`: id of the refund or dispute that takes it.
[[nodiscard]] Result<Done> freeUp(store::Transaction& transaction, const Services& services, const PaymentId& payment, const Money& amount, const QString& cause);
/// How much freeUp() could bring into the wallet.
[[nodiscard]] qint64 boundMinor(store::Transaction& transaction, const PaymentId& payment);
/// It is back after all: buys again what freeUp() had given back for the same cause, as far as the wallet goes.
[[nodiscard]] Result<Done> buyAgain(store::Transaction& transaction, const Services& services, const PaymentId& payment, const QString& cause);

} // namespace lectern::bundles
