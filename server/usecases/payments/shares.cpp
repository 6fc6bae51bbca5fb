#include "usecases/payments/shares.h"
#include "domain/statemachine.h"
#include "store/ledgerwriter.h"
#include "usecases/bookings/settle.h"
#include "usecases/bundles/bundles.h"
#include "usecases/payments/sales.h"
#include "usecases/subscriptions/subscriptions.h"

namespace lectern::payments {

using store::Row;
using store::Transaction;

namespace {

/// What one more refund or dispute takes: the parts of all that is taken then, less what is booked now. Also after one in
/// the middle failed, all of them add up to the whole.
ledger::Parts partsFor(Transaction& transaction, const Row& payment, const Money& amount)
{
    const auto money = [&](qint64 minor) { return Money::fromMinor(minor, amount.currency()); };
    const auto booked = transaction.one("payments/sum_booked_refunds", {{"payment_id", payment.text("id")}});
    const ledger::Parts all = partsOf(termsOf(payment), money(booked->integer("amount") + amount.minor()));
    const qint64 tax = std::clamp<qint64>(all.tax.minor() - booked->integer("tax"), 0, amount.minor());
    const qint64 teacher = std::clamp<qint64>(all.teacher.minor() - booked->integer("teacher"), 0, amount.minor() - tax);
    return {money(teacher), money(amount.minor() - tax - teacher), money(tax)};
}

/// What one refund or dispute gives back: what is booked now, less the parts of all that stays taken; so neither order nor
/// rounding leaves anything. Together they may have taken more than the sale (a bank takes back what was refunded already): then the
/// ones that stay bear what this one does not give back.
ledger::Parts partsBack(Transaction& transaction, const Row& payment, const Giving& giving)
{
    const Currency currency = giving.parts.teacher.currency();
    const auto money = [&](qint64 minor) { return Money::fromMinor(minor, currency); };
    const qint64 amount = giving.parts.teacher.minor() + giving.parts.platform.minor() + giving.parts.tax.minor();
    const qint64 whole = payment.integer("amount_minor");
    const auto booked = transaction.one("payments/sum_booked_refunds", {{"payment_id", payment.text("id")}}); // with this one
    const ledger::Parts stays = partsOf(termsOf(payment), money(std::min(booked->integer("amount") - amount, whole)));
    const qint64 tax = std::clamp<qint64>(booked->integer("tax") - stays.tax.minor(), 0, amount);
    const qint64 teacher = std::clamp<qint64>(booked->integer("teacher") - stays.teacher.minor(), 0, amount - tax);
    const store::Params shift{{"payment_id", payment.text("id")}, {"source_id", giving.sourceId}, {"teacher", giving.parts.teacher.minor() - teacher}, {"tax", giving.parts.tax.minor() - tax}};
    const bool isEven = teacher == giving.parts.teacher.minor() && tax == giving.parts.tax.minor();
    if (!isEven && transaction.exec("payments/shift_to_refund", shift) == 0) transaction.exec("payments/shift_to_dispute", shift);
    return {money(teacher), money(amount - tax - teacher), money(tax)};
}

/// Takes the teacher's part out of this sale's hold, then of what is available, then of other sales that wait; what is
/// still missing becomes a debt. Holds are locked before the vault, as the job that releases them does.
ledger::TakenFrom takeOut(Transaction& transaction, const Row& payment, const ledger::Parts& parts)
{
    const Currency currency = parts.teacher.currency();
    const auto own = transaction.one("vaults/lock_hold", {{"payment_id", payment.text("id")}});
    const qint64 fromOwn = own ? std::min(own->integer("teacher_minor"), parts.teacher.minor()) : 0;
    const store::Params vault{{"vault_id", payment.text("vault_id")}, {"currency", currency.code()}};
    const auto balance = transaction.one("vaults/find_balance", vault);
    store::Rows others;
    if (balance && fromOwn + balance->integer("available_minor") < parts.teacher.minor())
        others = transaction.run("vaults/lock_other_holds", store::Params(vault).add("payment_id", payment.text("id")));
    const UserId teacher = payment.id<UserId>("teacher_id");
    store::Debts debts = store::lockDebts(transaction, {teacher}, {currency});
    const Money available = debts[{teacher.value, currency.code()}].available;
    // A withdrawal took what was seen before the lock: what waits in other sales counts before a debt does.
    if (others.isEmpty() && fromOwn + available.minor() < parts.teacher.minor()) others = transaction.run("vaults/lock_other_holds", store::Params(vault).add("payment_id", payment.text("id")));
    qint64 missing = std::max<qint64>(0, parts.teacher.minor() - fromOwn - available.minor());
    qint64 pending = fromOwn;
    for (const Row& hold : others) {
        const qint64 taken = std::min(missing, hold.integer("teacher_minor"));
        if (taken == 0) continue;
        transaction.exec("vaults/shrink_hold", {{"payment_id", hold.text("payment_id")}, {"teacher", taken}, {"platform", 0}});
        missing -= taken;
        pending += taken;
    }
    if (own)
        transaction.exec("vaults/shrink_hold", {{"payment_id", payment.text("id")}, {"teacher", fromOwn}, {"platform", std::min(own->integer("platform_minor"), parts.platform.minor())}});
    return ledger::sourcesOf(parts.teacher, Money::fromMinor(pending, currency), Money::fromMinor(available.minor(), currency));
}

bool isBooking(const Row& payment) { return payment.enumeration<PaymentKind>("kind") == PaymentKind::Booking; }
bool isTopUp(const Row& payment) { return payment.enumeration<PaymentKind>("kind") == PaymentKind::TopUp; }

} // namespace

ledger::AccountKind accountOf(PaymentMethod method)
{
    switch (method) {
    case PaymentMethod::Cash:
    case PaymentMethod::Cheque: return ledger::AccountKind::OfflineCash;
    case PaymentMethod::BankTransfer: return ledger::AccountKind::Bank;
    case PaymentMethod::Card:
    case PaymentMethod::Transfer:
    case PaymentMethod::Wallet: return ledger::AccountKind::GatewayPending;
    }
    return ledger::AccountKind::GatewayPending;
}

Result<ledger::Parts> takeShares(Transaction& transaction, const Services& services, const Row& payment, const Taking& taking)
{
    const QDateTime now = services.clock.now();
    const PaymentId id = payment.id<PaymentId>("id");
    const UserId student = payment.id<UserId>("student_id");
    const bool isDispute = taking.sourceType == u"dispute";
    if (isTopUp(payment)) {
        if (const auto freed = bundles::freeUp(transaction, services, id, taking.amount, taking.sourceId); !freed) return freed.error();
        const Money inWallet = store::lockWallet(transaction, student, taking.amount.currency());
        const auto posted = store::post(transaction, {topUpTaken(taking.sourceType, taking.sourceId, id, student, taking.amount, inWallet, taking.to)}, now);
        if (!posted) return posted.error();
        publish(transaction, services, student, QStringLiteral("wallet"), {});
        const Money none = Money::fromMinor(0, taking.amount.currency());
        return ledger::Parts{none, taking.amount, none};
    }
    const ledger::Parts parts = partsFor(transaction, payment, taking.amount);
    const UserId teacher = payment.id<UserId>("teacher_id");
    const ledger::TakeBackFact fact{taking.sourceType, taking.sourceId, id, teacher, parts, takeOut(transaction, payment, parts), taking.to};
    const auto posted = store::post(transaction, {isDispute ? ledger::disputeOpened(fact) : ledger::refund(fact)}, now);
    if (!posted) return posted.error();
    publish(transaction, services, teacher, QStringLiteral("vault"), payment.text("vault_id"));
    if (!taking.to.owner.isEmpty()) publish(transaction, services, student, QStringLiteral("wallet"), {});
    return parts;
}

Result<Done> giveShares(Transaction& transaction, const Services& services, const Row& payment, const Giving& giving)
{
    const QDateTime now = services.clock.now();
    const PaymentId id = payment.id<PaymentId>("id");
    const Currency currency = giving.parts.teacher.currency();
    const bool isDispute = giving.sourceType == u"dispute";
    if (isTopUp(payment)) {
        const Money amount = Money::fromMinor(giving.parts.teacher.minor() + giving.parts.platform.minor() + giving.parts.tax.minor(), currency);
        const auto taken = transaction.one("vaults/taken_from_suspense", {{"source_type", giving.sourceType}, {"source_id", giving.sourceId}});
        const Money fromSuspense = Money::fromMinor(taken->integer("amount"), currency);
        publish(transaction, services, payment.id<UserId>("student_id"), QStringLiteral("wallet"), {});
        const auto back = store::post(transaction, {topUpGivenBack(giving.sourceType, giving.sourceId, id, payment.id<UserId>("student_id"), amount, fromSuspense, giving.from)}, now);
        return back ? bundles::buyAgain(transaction, services, id, giving.sourceId) : back;
    }
    if (!payment.isNull("enrollment_id")) (void)transaction.one("enrollments/lock_enrollment", {{"id", payment.text("enrollment_id")}}); // before holds and vault, as everywhere
    const auto booked = transaction.one("payments/sum_booked_refunds", {{"payment_id", payment.text("id")}}); // with this one
    const ledger::Parts parts = partsBack(transaction, payment, giving);
    const qint64 ofPlatform = partsOf(termsOf(payment), payment.money("amount_minor")).platform.minor();
    const qint64 stillTaken = booked->integer("amount") - booked->integer("tax") - booked->integer("teacher") - parts.platform.minor();
    const UserId teacher = payment.id<UserId>("teacher_id");
    QDateTime availableAt = payment.time("settled_at").addDays(services.policy.holdDays);
    if (isBooking(payment)) availableAt = std::max(availableAt, bookings::pendingUntil(transaction, services, payment));
    // The hold of a sale ends once, also when the rule was changed since.
    const bool wasReleased = transaction.one("vaults/journal_exists", {{"source_type", QStringLiteral("payment")}, {"source_id", id.value}, {"purpose", QStringLiteral("release")}}).has_value();
    const bool withinHold = availableAt > now && !wasReleased;
    const Money owed = store::lockOwed(transaction, teacher, currency);
    if (withinHold) {
        const qint64 repaid = std::min(parts.teacher.minor(), owed.minor());
        transaction.exec("vaults/grow_hold", {{"payment_id", id.value}, {"vault_id", payment.text("vault_id")}, {"teacher", parts.teacher.minor() - repaid},
                                              {"platform", std::clamp<qint64>(ofPlatform - stillTaken, 0, ofPlatform)}, {"currency", currency.code()}, {"available_at", availableAt}, {"confirmed", !payment.isNull("fee_minor") || !isByGateway(payment.enumeration<PaymentMethod>("method"))}});
    }
    const ledger::GiveBackFact fact{giving.sourceType, giving.sourceId, id, teacher, parts, owed, withinHold, giving.from};
    const auto posted = store::post(transaction, {isDispute ? ledger::disputeWon(fact) : ledger::refundReturned(fact)}, now);
    if (!posted) return posted.error();
    publish(transaction, services, teacher, QStringLiteral("vault"), payment.text("vault_id"));
    return Done{};
}

/// A gift's place is somebody else's than the payment's.
static void tellOwner(Transaction& transaction, const Services& services, const Row& payment, const Row& enrollment, EnrollmentState becomes)
{
    const auto owner = enrollment.optionalId<UserId>("student_id");
    if (!owner || *owner == payment.id<UserId>("student_id")) return;
    const bool isOpen = becomes == EnrollmentState::Active || becomes == EnrollmentState::Completed;
    notify(transaction, services, {*owner, QStringLiteral("gift_changed"), isOpen ? QStringLiteral("A course is open again") : QStringLiteral("A course that you were given is closed"),
                                   isOpen ? QStringLiteral("The payment for your gift stands after all.") : becomes == EnrollmentState::Suspended ? QStringLiteral("A bank questions the payment for it. Your progress is kept.") : QStringLiteral("The payment for it went back to whoever made it. Your progress is kept."),
                                   enrollment.text("id"), {}, {}});
    publish(transaction, services, *owner, QStringLiteral("enrollment"), enrollment.text("id"));
}

QString endAccess(Transaction& transaction, const Services& services, const Row& payment, EnrollmentState to)
{
    if (isTopUp(payment)) return {};
    // While a bank questions its payment a session has no way in; its hour stays.
    if (isBooking(payment)) {
        if (to == EnrollmentState::Refunded) return bookings::endOf(transaction, services, payment);
        bookings::tellQuestioned(transaction, services, payment);
        return {};
    }
    const QString enrollment = payment.text("enrollment_id");
    const auto row = transaction.one("enrollments/lock_enrollment", {{"id", enrollment}});
    const auto state = row->enumeration<EnrollmentState>("state");
    const auto subscription = payment.optionalId<SubscriptionId>("subscription_id");
    // What is over, or was had, keeps nothing open that could close.
    if (subscription && !subscriptions::endOf(transaction, services, *subscription, payment.id<PaymentId>("id"), to == EnrollmentState::Suspended ? QStringLiteral("disputed") : QStringLiteral("refunded"))) return {};
    const bool stands = transaction.one("enrollments/stands_without", {{"enrollment_id", enrollment}, {"payment_id", payment.text("id")}, {"subscription_id", store::orNull(subscription)}, {"now", services.clock.now()}})->boolean("stands");
    const bool isOpen = state == EnrollmentState::Active || state == EnrollmentState::Completed || state == EnrollmentState::Suspended;
    if (stands || !isOpen || !states::mayBecome(state, to)) return {};
    transaction.exec("enrollments/set_state", {{"id", enrollment}, {"state", toText(to)}, {"now", services.clock.now()}});
    publish(transaction, services, payment.id<UserId>("student_id"), QStringLiteral("enrollment"), enrollment);
    tellOwner(transaction, services, payment, *row, to);
    return toText(state);
}

namespace {
/// What the place was before a refund or a dispute of another one of its payments ended it. A subscription decides for itself, and so does a
/// plan that was given up, or of which something is overdue.
QString beforeAnotherEnded(Transaction& transaction, const Row& payment, EnrollmentState now)
{
    if (!payment.isNull("subscription_id")) return {};
    if (!payment.isNull("schedule_id")) {
        const auto plan = transaction.one("plans/find_schedule", {{"id", payment.text("schedule_id")}});
        if (plan->enumeration<ScheduleState>("state") == ScheduleState::Cancelled || !plan->isNull("access_before")) return {};
    }
    const auto ended = transaction.one("payments/ended_access_of_enrollment", {{"enrollment_id", payment.text("enrollment_id")}, {"state", now == EnrollmentState::Suspended ? toText(now) : toText(EnrollmentState::Refunded)}});
    return ended ? ended->text("enrollment_before") : QString();
}

/// Closed by refunds, disputes or the time to pay; not by the school.
bool isClosed(EnrollmentState state)
{
    return state == EnrollmentState::Refunded || state == EnrollmentState::AwaitingPayment || state == EnrollmentState::Expired || state == EnrollmentState::Suspended;
}

/// Ended with a subscription or a plan that was another way to pay for it.
bool hasEndedOtherwise(const Row& payment, const Row& enrollment)
{
    if (enrollment.enumeration<EnrollmentState>("state") != EnrollmentState::Cancelled || !payment.isNull("subscription_id")) return false;
    return enrollment.text("ended_by") == u"subscription" || (enrollment.text("ended_by") == u"past_due" && payment.isNull("schedule_id"));
}
} // namespace

bool restoreAccess(Transaction& transaction, const Services& services, const Row& payment, const QString& wasBefore)
{
    if (isTopUp(payment)) return false;
    if (isBooking(payment)) {
        bookings::restore(transaction, services, payment, wasBefore);
        return false;
    }
    const QString enrollment = payment.text("enrollment_id");
    const auto row = transaction.one("enrollments/lock_enrollment", {{"id", enrollment}});
    const auto now = row->enumeration<EnrollmentState>("state");
    const bool gives = transaction.one("payments/gives_access", {{"id", payment.text("id")}})->boolean("gives");
    // It took nothing itself: another payment had opened the place, and what closed it was that one's. This one pays for it all the same.
    const bool endedOtherwise = hasEndedOtherwise(payment, *row);
    const bool canOpen = isClosed(now) || endedOtherwise;
    QString before = wasBefore.isEmpty() && gives && canOpen ? beforeAnotherEnded(transaction, payment, now) : wasBefore;
    if (before.isEmpty() && gives && endedOtherwise) before = toText(EnrollmentState::Active);
    if (before.isEmpty()) return false;
    // Refunds and disputes of one payment come and go in any order: what one gives back another may still hold.
    if (!gives) {
        const bool isHeld = transaction.exec("payments/hand_over_access", {{"payment_id", payment.text("id")}, {"before", before}}) > 0;
        if (isHeld && now == EnrollmentState::Refunded) transaction.exec("enrollments/set_state", {{"id", enrollment}, {"state", toText(EnrollmentState::Suspended)}, {"now", services.clock.now()}});
        return false;
    }
    QString to = before;
    if (to == toText(EnrollmentState::Suspended)) {
        const auto dispute = transaction.one("payments/before_dispute", {{"payment_id", payment.text("id")}});
        const QString opened = dispute ? dispute->text("enrollment_before") : beforeAnotherEnded(transaction, payment, now);
        if (!opened.isEmpty()) to = opened;
    }
    // Somebody who began to buy it again need not pay: the first payment stands.
    if (!canOpen) return false;
    const auto subscription = payment.optionalId<SubscriptionId>("subscription_id");
    if (subscription && !subscriptions::openForPeriod(transaction, services, *subscription, payment.id<PaymentId>("id"))) {
        (void)subscriptions::closePlace(transaction, services, enrollment, *subscription, now);
        return false;
    }
    transaction.exec("enrollments/set_state", {{"id", enrollment}, {"state", to}, {"now", services.clock.now()}});
    publish(transaction, services, payment.id<UserId>("student_id"), QStringLiteral("enrollment"), enrollment);
    if (to != toText(EnrollmentState::Suspended)) tellOwner(transaction, services, payment, *row, EnrollmentState::Active);
    return to != toText(EnrollmentState::Suspended);
}

} // namespace lectern::payments
