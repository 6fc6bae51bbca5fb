#pragma once
#include "usecases/context.h"

/// Money back to payers. A refund is committed here first, then sent, and booked when the gateway has taken it on: that is
/// when it leaves the vaults and, with the whole amount, ends access. What the gateway fails later is booked back.
namespace lectern::refunds {

/// What a refund of all that is left would do. For the payment's student and admins.
[[nodiscard]] Result<RefundQuote> quote(const Services& services, const Caller& caller, const PaymentId& id);
/// By the student: the whole of what is left, at once within the policy, else as a request to the admins.
[[nodiscard]] Result<Refund> takeBack(const Services& services, const Caller& caller, const PaymentId& id, const TakeBackForm& form);
/// By an admin: any part of what is left.
[[nodiscard]] Result<Refund> refund(const Services& services, const Caller& caller, const PaymentId& id, const RefundForm& form);
/// Money that came for what was over already goes back by itself: committed here, sent by the job. The payment is locked.
/// Likewise the whole payment, each part to where it came from; its sale is booked.
[[nodiscard]] Result<Done> giveBackWhole(store::Transaction& transaction, const Services& services, const PaymentId& payment, const QString& reason, bool toWallet = false);
/// giveBackWhole() of some of it; at most what is left. Answers what goes back.
[[nodiscard]] Result<Money> giveBackPart(store::Transaction& transaction, const Services& services, const PaymentId& payment, const Money& amount, const QString& reason);
/// What is left of a payment: not refunded, not about to be, and not with a bank.
[[nodiscard]] Money leftOf(store::Transaction& transaction, const Services& services, const PaymentId& payment);
/// Part of it, by card.
void giveBack(store::Transaction& transaction, const Services& services, const PaymentId& payment, const Money& amount, const QString& reason);
/// An admin on a student's request.
[[nodiscard]] Result<Refund> decide(const Services& services, const Caller& caller, const RefundId& id, const RefundDecision& decision);
/// `student` absent: everybody's, those that wait for a decision first.
[[nodiscard]] Result<Page<Refund>> list(const Services& services, const std::optional<UserId>& student, const RefundFilter& filter, const PageRequest& page);

/// What the gateway says of a refund, from an answer, an event or a poll; also of one that was made in its dashboard.
/// Repeating it changes nothing. NotFound: its payment is not known, or not settled, yet.
[[nodiscard]] Result<Done> applyRefund(store::Transaction& transaction, const Services& services, const stripe::GatewayRefund& refund);

/// Books a refund that does not go through the gateway: into a wallet, or by hand. It succeeds at once.
[[nodiscard]] Result<Done> applyOwn(store::Transaction& transaction, const Services& services, const QString& id);

/// What was set aside in the wallet for a refund of a top-up is free again. `refund`: a row of payments/lock_refund. `isGivenUp`: it is not
/// taken now, but stays, and pays for what it had paid for.
[[nodiscard]] Result<Done> freeSetAside(store::Transaction& transaction, const Services& services, const store::Row& refund, bool isGivenUp);

// Jobs.
/// Sends approved refunds and resolves those whose answer was lost.
void sendApproved(const Services& services);
/// Asks the gateway about refunds that it works on.
void pollPending(const Services& services);

} // namespace lectern::refunds
