#pragma once
#include "usecases/context.h"
#include "usecases/payments/sales.h"

/// Places that are paid for period by period. The gateway keeps the calendar, makes the invoices and collects them; each
/// invoice is a payment here, settled as every other. Its events are a reason to look at it there: what is written comes
/// from what it says then, so that late, lost and repeated events change nothing.
namespace lectern::subscriptions {

/// What a student agrees to, checked and priced.
struct Agreement {
    EnrollmentId enrollment;
    CourseId course;
    UserId student;
    UserId teacher;
    PlanOffer plan;
    int trialDays = 0;
    Money price; ///< of a period, tax included
    int taxBps = 0;
    QString country;
    int shareBps = 0;
};
/// The enrollment is locked. The subscription that is agreed to already, or a new one in place of another.
struct Proposed {
    SubscriptionId id;
    std::optional<PaymentId> payment; ///< the first; absent: a trial, for which a method is kept
};
[[nodiscard]] Proposed propose(store::Transaction& transaction, const Services& services, const Agreement& agreement);
/// Of an enrollment whose subscription waits for a method; nothing else has one.
[[nodiscard]] std::optional<SubscriptionId> waitingTrial(store::Transaction& transaction, const EnrollmentId& enrollment);

/// The intent of a first payment: makes the subscription at the gateway. Safe to repeat. Conflict: it was given up meanwhile.
/// Canceled: the customer's credit paid for the period, and the course is open.
[[nodiscard]] Result<stripe::Intent> firstIntent(const Services& services, const SubscriptionId& id);
/// Likewise of a trial, with the page on which a method is given. Nothing: one is kept already, and the trial has begun.
[[nodiscard]] Result<std::optional<MethodSetup>> setUpTrial(const Services& services, const SubscriptionId& id);

/// The first payment of a locked subscription is collected by `intent`, which takes `due`: less than was agreed to, where the customer
/// has a credit there.
void bindFirst(store::Transaction& transaction, const Services& services, const store::Row& subscription, const QString& intent, const Money& due);

/// A new payment of `due`, tax included, by the terms of a locked subscription (a row of subscriptions/lock_subscription); the
/// newest of its enrollment. Shared by what is collected: a credit that the gateway's customer was given there lowers it for both.
[[nodiscard]] PaymentId paymentOf(store::Transaction& transaction, const Services& services, const store::Row& subscription, const Money& due);

/// Ends what runs of an enrollment; the gateway is told by a job, until it has heard. True when there was one.
bool end(store::Transaction& transaction, const Services& services, const QString& enrollment, const QString& reason);

/// A payment of it goes back, or is questioned: ends the subscription where the payment is for the period that runs, or for the
/// newest one. False: it gives no access any more, and nothing changed. The enrollment is locked.
bool endOf(store::Transaction& transaction, const Services& services, const SubscriptionId& id, const PaymentId& payment, const QString& reason);

/// The payment stands after all: whether the place may be open. Of what has ended it may be until the paid period is over, when a
/// job closes it. The enrollment is locked.
[[nodiscard]] bool openForPeriod(store::Transaction& transaction, const Services& services, const SubscriptionId& id, const PaymentId& payment);

/// The place of a subscription that is over is closed, where it is open and nothing else keeps it so. The enrollment is locked
/// and in `state`; whether it was.
bool closePlace(store::Transaction& transaction, const Services& services, const QString& enrollment, const SubscriptionId& subscription, EnrollmentState state);

/// An invoice was paid. `becomes`: what the enrollment becomes by it.
struct Settled {
    bool isSecond = false; ///< the place was paid another way meanwhile: an admin looks at it
    bool isLate = false;   ///< it had ended before that period began: the money goes back
    bool isOver = false;   ///< it has ended since; the period was had
    std::optional<EnrollmentState> becomes;
};
[[nodiscard]] Settled settle(store::Transaction& transaction, const Services& services, const payments::SettledSale& sale, EnrollmentState state);

/// An event about a subscription or one of its invoices.
[[nodiscard]] Result<Done> noteEvent(store::Transaction& transaction, const Services& services, const QJsonObject& object);

// By students and admins.
[[nodiscard]] Result<Page<Subscription>> mine(const Services& services, const Caller& caller);
[[nodiscard]] Result<Page<Subscription>> list(const Services& services, const SubscriptionFilter& filter, const PageRequest& page);
[[nodiscard]] Result<Page<SubscriptionInvoice>> invoices(const Services& services, const Caller& caller, const SubscriptionId& id);
/// Of the caller's own; of anybody's for an admin, with a reason.
[[nodiscard]] Result<Subscription> finish(const Services& services, const Caller& caller, const SubscriptionId& id, const SubscriptionEndForm& form);
[[nodiscard]] Result<Subscription> resume(const Services& services, const Caller& caller, const SubscriptionId& id);
[[nodiscard]] Result<Checkout> pay(const Services& services, const Caller& caller, const SubscriptionId& id);
[[nodiscard]] Result<Page<PlanOffer>> choices(const Services& services, const Caller& caller, const SubscriptionId& id);
[[nodiscard]] Result<SubscriptionChange> preview(const Services& services, const Caller& caller, const SubscriptionId& id, const SubscriptionChangeForm& form);
[[nodiscard]] Result<Subscription> change(const Services& services, const Caller& caller, const SubscriptionId& id, const SubscriptionChangeForm& form);

/// Renewals of the student's subscriptions are collected from `method` from now on.
[[nodiscard]] Result<Done> useMethod(const Services& services, const UserId& student, const QString& method);

/// Brings what is known here up to what the gateway says now.
Result<Done> sync(const Services& services, const SubscriptionId& id);

// Jobs.
/// Those that there is news of, or whose next date has come; how many.
[[nodiscard]] Result<int> syncDue(const Services& services);
/// Suspends, and in the end ends, what stays past due.
[[nodiscard]] Result<int> enforce(const Services& services);

} // namespace lectern::subscriptions
