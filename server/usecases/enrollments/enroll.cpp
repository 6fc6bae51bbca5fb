#include "domain/statemachine.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/admissions/admissions.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/order.h"
#include "usecases/enrollments/place.h"
#include "usecases/gifts/gifts.h"
#include "usecases/payments/methods.h"
#include "usecases/payments/transfers.h"
#include "usecases/subscriptions/subscriptions.h"
#include <QUrl>

namespace lectern::enrollments {

using store::Row;
using store::Transaction;

namespace {

struct Payable {
    Payment payment;
    std::optional<SubscriptionId> subscription; ///< whose period it pays; asked for while there is no intent
};

/// Asks the gateway for the intent of a committed payment. Safe to repeat: the key is the payment's.
Result<stripe::Intent> intentFor(const Services& services, const Payable& payable)
{
    const Payment& payment = payable.payment;
    if (!payment.gatewayId.isEmpty()) return services.gateway->retrieveIntent(payment.gatewayId);
    if (payable.subscription) return subscriptions::firstIntent(services, *payable.subscription);
    stripe::IntentRequest request{payment.id, payment.amount.minus(payment.walletPart).value_or(payment.amount)};
    request.isTopUp = payment.kind == PaymentKind::TopUp;
    const bool byTransfer = payment.method == PaymentMethod::Transfer;
    if (byTransfer) request.transferCountry = services.policy.country.isEmpty() ? QStringLiteral("IE") : services.policy.country;
    if (payment.instalments > 0 || byTransfer) {
        // The later payments of a plan are collected from what this one is paid with, and transfers go to an account of the customer's own.
        const auto customer = methods::customerOf(services, payment.studentId);
        if (!customer) return customer.error();
        request.customerId = *customer;
        request.keepsMethod = !byTransfer;
    } else {
        const auto customer = methods::knownCustomer(services, payment.studentId);
        if (!customer) return customer.error();
        request.customerId = *customer;
    }
    auto intent = services.gateway->createIntent(request);
    // A customer of another account, or one that was deleted in the dashboard: the payment does without.
    const bool isCustomerGone = !intent && !request.keepsMethod && !byTransfer && !request.customerId.isEmpty() && (intent.error().code == ErrorCode::GatewayRefused || intent.error().code == ErrorCode::NotFound);
    if (isCustomerGone) {
        request.customerId.clear();
        intent = services.gateway->createIntent(request);
    }
    if (!intent) return intent;
    // Empty: the payment has ended. Absent: it is paid on the gateway's own page, which was opened while this call was under way.
    const auto kept = services.database.inTransaction<std::optional<QString>>([&](Transaction& transaction) -> Result<std::optional<QString>> {
        const auto row = transaction.one("payments/lock_payment", {{"id", payment.id.value}});
        if (row->enumeration<PaymentState>("state") == PaymentState::Canceled) return std::optional(QString());
        if (transaction.one("payments/find_open_session", {{"payment_id", payment.id.value}})) return std::optional<QString>();
        if (!row->isNull("gateway_id")) return std::optional(row->text("gateway_id"));
        transaction.exec("payments/set_gateway_id", {{"id", payment.id.value}, {"gateway_id", intent->id}, {"now", services.clock.now()}});
        if (intent->transfer) transfers::note(transaction, services, payment.id, payment.studentId, *intent->transfer, payment.amount.currency());
        return std::optional(intent->id);
    });
    if (!kept) return kept.error();
    if (*kept == intent->id) return intent;
    // The student chose another way to pay, or it was collected, while this call was under way: nobody may pay the intent.
    auto cancelled = services.gateway->cancelIntent(intent->id);
    if (!*kept) return makeError(ErrorCode::Conflict, QStringLiteral("The payment page was opened in a browser meanwhile. Pay there, or choose again how to pay."));
    return (*kept)->isEmpty() || !cancelled ? cancelled : services.gateway->retrieveIntent(**kept);
}

Result<Payable> loadPayment(const Services& services, const PaymentId& id)
{
    return services.database.inTransaction<Payable>([&](Transaction& transaction) -> Result<Payable> {
        Payable payable{store::toPayment(*transaction.one("payments/find_payment", {{"id", id.value}})), std::nullopt};
        if (payable.payment.gatewayId.isEmpty()) payable.subscription = transaction.one("subscriptions/find_of_payment", {{"payment_id", id.value}})->optionalId<SubscriptionId>("subscription_id");
        return payable;
    });
}

/// A payment that ended at the gateway takes no money any more; the enrollment needs another one.
Result<Done> markCanceled(const Services& services, const PaymentId& id)
{
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto row = transaction.one("payments/lock_payment", {{"id", id.value}});
        if (!isOpen(row->enumeration<PaymentState>("state"))) return Done{}; // settled meanwhile
        cancelPayment(transaction, services, *row);
        return Done{};
    });
}

Checkout toCheckout(const Services& services, Payment payment, const stripe::Intent& intent)
{
    payment.gatewayId = intent.id;
    if (payment.state == PaymentState::Created) payment.state = PaymentState::AwaitingPayer;
    Checkout checkout;
    checkout.payment = payment;
    checkout.clientSecret = intent.clientSecret;
    checkout.publishableKey = services.policy.publishableKey;
    checkout.stripeJsUrl = services.policy.stripeJsUrl;
    checkout.allowedHosts = services.policy.viewHosts();
    const QString ticket = services.tokens.signTicket(QStringLiteral("checkout:") + payment.id.value, services.clock.now().addSecs(30 * 60));
    checkout.checkoutUrl = services.policy.publicUrl + QStringLiteral("/checkout/%1?ticket=%2").arg(payment.id.value, QString::fromLatin1(QUrl::toPercentEncoding(ticket)));
    return checkout;
}

/// Where to send it, as the gateway said last. `isPaid`: what the student has there paid for it at once, or all of it has arrived.
Result<std::optional<Checkout>> transferOf(const Services& services, const Payment& payment, bool isPaid)
{
    return services.database.inTransaction<std::optional<Checkout>>([&](Transaction& transaction) -> Result<std::optional<Checkout>> {
        const auto now = store::toPayment(*transaction.one("payments/find_payment", {{"id", payment.id.value}}));
        if (now.state == PaymentState::Canceled) return std::optional<Checkout>();
        Checkout checkout;
        checkout.payment = now;
        checkout.transfer = transfers::detailsOf(transaction, payment.id).value_or(TransferDetails{{}, {}, {}, {}, {}, payment.amount, {}, services.clock.now()});
        if (isPaid) checkout.transfer->missing = Money::fromMinor(0, payment.amount.currency());
        return std::optional(checkout);
    });
}

struct Opened {
    Enrollment enrollment;
    std::optional<PaymentId> payment; ///< to be paid by card now
    std::optional<PaymentId> enrollmentPayment;
    std::optional<SubscriptionId> trial; ///< for whose end a method is to be kept now
    QStringList staleIntents;         ///< of a way to pay that the student gave up
};

EnrollmentSource sourceOf(const Order& order) { return order.coupon ? EnrollmentSource::Promotion : EnrollmentSource::Direct; }

/// A coupon took off everything: the place is open without a payment.
void openForNothing(Transaction& transaction, const Services& services, const Caller& caller, const Row& enrollment, const Row& course, const Order& order)
{
    const QString id = enrollment.text("id");
    coupons::reserve(transaction, services, order.purchase, *order.coupon, std::nullopt);
    transaction.exec("payments/activate_enrollments", {{"ids", id}, {"now", services.clock.now()}});
    transaction.exec("courses/count_listing_students", {{"course_ids", course.text("id")}});
    const auto gifts = gifts::ofEnrollments(transaction, {id});
    for (const gifts::Paid& gift : gifts) {
        gifts::send(transaction, services, gift, course.text("title"));
        publish(transaction, services, caller.user->id, QStringLiteral("gift"), gift.id.value);
    }
    if (!gifts.isEmpty()) return;
    notify(transaction, services, {caller.user->id, QStringLiteral("enrollment_active"), QStringLiteral("You are in"),
                                   QStringLiteral("“%1” is open; %2 paid for it. Enjoy it!").arg(course.text("title"), order.coupon->code), id, QStringLiteral("enrollment_active"), QStringLiteral("enrolled:%1:%2").arg(id, newUuid7())});
    publish(transaction, services, caller.user->id, QStringLiteral("enrollment"), id);
}

void auditOrder(Transaction& transaction, const Services& services, const Caller& caller, const Row& enrollment, const Row& course, const Order& order)
{
    QStringList what{QStringLiteral("%1 by %2").arg(amountText(order.priced.total), toText(order.method))};
    if (order.coupon) what << QStringLiteral("coupon %1 takes off %2").arg(order.coupon->code, amountText(order.coupon->discount));
    if (order.isSubscription()) what << QStringLiteral("subscription “%1”: %2 every %3, the first on %4").arg(order.plan->name, amountText(order.plan->lines.first().amount), toText(*order.plan->interval), order.plan->lines.first().dueOn.date().toString(Qt::ISODate));
    else if (order.plan) what << QStringLiteral("plan “%1” of %2 payments, the last on %3").arg(order.plan->name).arg(order.plan->lines.size()).arg(order.plan->lines.last().dueOn.date().toString(Qt::ISODate));
    what << QStringLiteral("agreed to the refund policy of %1 days and %2 %").arg(services.policy.refundDays).arg(services.policy.refundMaxPercent);
    audit(transaction, services, caller, QStringLiteral("enrollment.order"), course.text("title"), enrollment.text("id"), what.join(QStringLiteral("; ")));
}

/// What has to be paid, the way the student wants to.
Result<Done> pay(Transaction& transaction, const Services& services, const Caller& caller, const EnrollForm& form, const Row& enrollment, const Row& course, Opened& opened)
{
    const bool isUnderWay = isWorkedOn(transaction, enrollment);
    const auto order = orderOf(transaction, services, caller, form, enrollment, course);
    if (!order) return order.error();
    std::optional<PaymentId> payment = samePayment(transaction, enrollment, *order, form);
    if (!payment && isUnderWay) return workedOn();
    if (!payment) {
        const bool isSameTrial = order->trialDays > 0 && order->before.plan == order->plan->planId;
        if (!isSameTrial) opened.staleIntents = closeOpenPayments(transaction, services, enrollment.text("id"));
        auditOrder(transaction, services, caller, enrollment, course, *order);
        admissions::keepSource(transaction, services, caller.user->id, enrollment.text("id"), sourceOf(*order));
        if (order->priced.total.isZero()) {
            openForNothing(transaction, services, caller, enrollment, course, *order);
            return Done{};
        }
        const auto made = makePayment(transaction, services, enrollment, course, *order);
        if (!made) return made.error();
        payment = *made;
    }
    if (!payment) {
        opened.trial = subscriptions::waitingTrial(transaction, enrollment.id<EnrollmentId>("id"));
        return Done{};
    }
    opened.enrollmentPayment = payment;
    if (isByGateway(order->method) && !order->hosted) opened.payment = payment;
    return Done{};
}

/// A place that waits for whoever pays for it as a gift.
Result<Opened> payGift(Transaction& transaction, const Services& services, const Caller& caller, const EnrollForm& form, const EnrollmentId& id, const Row& course)
{
    const auto place = transaction.one("enrollments/lock_enrollment", {{"id", id.value}});
    Opened opened;
    if (place->enumeration<EnrollmentState>("state") == EnrollmentState::AwaitingPayment) {
        if (const auto paid = pay(transaction, services, caller, form, *place, course, opened); !paid) return paid.error();
    } else if (place->enumeration<EnrollmentState>("state") != EnrollmentState::Active) {
        return makeError(ErrorCode::InvalidState, QStringLiteral("This gift was not paid in time. Give it again."));
    }
    opened.enrollment = store::toEnrollment(*transaction.one("enrollments/find_enrollment", {{"id", id.value}}));
    return opened;
}

Result<Opened> openGift(Transaction& transaction, const Services& services, const Caller& caller, const EnrollForm& form, const Row& course)
{
    const auto place = gifts::open(transaction, services, caller, *form.gift, course);
    return place ? payGift(transaction, services, caller, form, *place, course) : Result<Opened>(place.error());
}

Result<Opened> open(Transaction& transaction, const Services& services, const Caller& caller, const EnrollForm& form)
{
    const auto course = transaction.one("courses/find_for_sale", {{"id", form.courseId.value}});
    if (!course || course->enumeration<CourseState>("state") != CourseState::Launched)
        return makeError(ErrorCode::NotFound, QStringLiteral("This course is not on offer."));
    if (course->id<UserId>("teacher_id") == caller.user->id) return makeError(ErrorCode::InvalidState, QStringLiteral("This is your own course."));
    if (endedByAdmin(transaction, caller.user->id, form.courseId))
        return makeError(ErrorCode::InvalidState, QStringLiteral("Your school ended your enrollment in this course. Ask an admin to let you in again."));
    if (form.gift) return openGift(transaction, services, caller, form, *course);
    const auto entered = openPlace(transaction, services, caller.user->id, *course);
    if (!entered) return entered.error();
    const EnrollmentId id = entered->id;
    const auto row = transaction.one("enrollments/lock_enrollment", {{"id", id.value}});
    Opened opened;
    opened.staleIntents = entered->staleIntents;
    const auto state = row->enumeration<EnrollmentState>("state");
    if (state == EnrollmentState::Suspended)
        return makeError(ErrorCode::InvalidState, QStringLiteral("You have this course; it is closed while a payment for it is overdue or your bank questions it. Payments shows which, and what to do."));
    if (state == EnrollmentState::AwaitingPayment) {
        if (const auto paid = pay(transaction, services, caller, form, *row, *course, opened); !paid) return paid.error();
    } else if (entered->isOpened) {
        admissions::keepSource(transaction, services, caller.user->id, id.value, EnrollmentSource::Direct);
        transaction.exec("courses/count_listing_students", {{"course_ids", form.courseId.value}});
        notify(transaction, services, {caller.user->id, QStringLiteral("enrollment_active"), QStringLiteral("You are in"),
                                       QStringLiteral("“%1” is open. Enjoy it!").arg(course->text("title")), id.value, QStringLiteral("enrollment_active"), QStringLiteral("enrolled:%1:%2").arg(id.value, newUuid7())});
        audit(transaction, services, caller, QStringLiteral("enrollment.free"), course->text("title"), id.value);
    }
    opened.enrollment = store::toEnrollment(*transaction.one("enrollments/find_enrollment", {{"id", id.value}}));
    return opened;
}

/// With the enrollment as it is now: the gateway has opened it meanwhile.
Result<EnrollResult> begun(const Services& services, const EnrollResult& before)
{
    return services.database.inTransaction<EnrollResult>([&](Transaction& transaction) -> Result<EnrollResult> {
        EnrollResult result = before;
        result.enrollment = store::toEnrollment(*transaction.one("enrollments/find_enrollment", {{"id", before.enrollment.id.value}}));
        return result;
    });
}

using Open = std::function<Result<Opened>(Transaction&)>;

/// Opens the enrollment and, where something is to be paid by card, its checkout. An intent that ended is replaced once.
Result<EnrollResult> enter(const Services& services, const Open& open)
{
    for (int attempt = 0;; ++attempt) {
        const auto opened = services.database.inTransaction<Opened>(open);
        if (!opened) return opened.error();
        cancelIntents(services, opened->staleIntents);
        EnrollResult result{opened->enrollment, std::nullopt};
        if (opened->enrollmentPayment) result.enrollment.paymentId = opened->enrollmentPayment;
        if (opened->trial) {
            const auto setup = subscriptions::setUpTrial(services, *opened->trial);
            if (!setup) return setup.error();
            result.setup = *setup;
            return *setup ? Result<EnrollResult>(result) : begun(services, result);
        }
        if (!opened->payment) return result;
        auto checkout = checkoutOf(services, *opened->payment);
        if (!checkout) return checkout.error();
        if (!*checkout && attempt == 0) continue;
        if (!*checkout) return makeError(ErrorCode::Conflict, QStringLiteral("This payment was cancelled meanwhile. Try again."));
        result.checkout = **checkout;
        return result;
    }
}

} // namespace

Result<std::optional<Checkout>> checkoutOf(const Services& services, const PaymentId& id)
{
    const auto payable = loadPayment(services, id);
    if (!payable) return payable.error();
    const auto intent = intentFor(services, *payable);
    const bool isSentAlready = payable->payment.method == PaymentMethod::Transfer && !payable->payment.gatewayId.isEmpty();
    if (!intent && isSentAlready) return transferOf(services, payable->payment, false); // where to send it is known without the gateway
    if (!intent) return intent.error();
    if (intent->state != PaymentState::Canceled) {
        // The first payment of a subscription may have become smaller by a credit.
        const auto now = payable->subscription ? loadPayment(services, id) : payable;
        if (!now) return now.error();
        return now->payment.method == PaymentMethod::Transfer ? transferOf(services, now->payment, intent->state == PaymentState::Succeeded) : Result<std::optional<Checkout>>(toCheckout(services, now->payment, *intent));
    }
    if (const auto marked = markCanceled(services, payable->payment.id); !marked) return marked.error();
    return std::optional<Checkout>();
}

Result<EnrollResult> enroll(const Services& services, const Caller& caller, const EnrollForm& form)
{
    return enter(services, [&](Transaction& transaction) { return open(transaction, services, caller, form); });
}

Result<Checkout> checkout(const Services& services, const Caller& caller, const EnrollmentId& id)
{
    struct Waiting {
        CourseId course;
        bool isGift = false;
        std::optional<PaymentId> payment; ///< open, and paid through the gateway
        Remembered order;                 ///< what was agreed to, also when its payment has ended
        std::optional<QString> method;
        bool isByHand = false; ///< waits for cash or the like
    };
    const auto waiting = services.database.inTransaction<Waiting>([&](Transaction& transaction) -> Result<Waiting> {
        const auto row = transaction.one("enrollments/find_enrollment", {{"id", id.value}});
        if (!row || payerOf(*row) != caller.user->id) return makeError(ErrorCode::NotFound, QStringLiteral("You have no such enrollment."));
        const auto state = row->enumeration<EnrollmentState>("state");
        if (state == EnrollmentState::Active || state == EnrollmentState::Completed)
            return makeError(ErrorCode::InvalidState, QStringLiteral("This course is paid. You are in."));
        Waiting found{row->id<CourseId>("course_id"), row->isNull("student_id"), std::nullopt, {}, std::nullopt, false};
        if (state != EnrollmentState::AwaitingPayment) return found;
        if (!found.isGift && admissions::isPaidFor(transaction, caller.user->id, found.course))
            return makeError(ErrorCode::InvalidState, QStringLiteral("Your invitation pays for this course. Enroll on its page in the catalogue."));
        if (row->isNull("payment_id")) { // perhaps a trial that waits for its card
            found.order = rememberedOf(transaction, *row);
            return found;
        }
        const auto payment = transaction.one("payments/find_payment", {{"id", row->text("payment_id")}});
        found.order.coupon = payment->text("coupon_code");
        if (found.isGift) found.method = payment->text("method");
        found.isByHand = found.isGift && isOpen(payment->enumeration<PaymentState>("state")) && isOffline(payment->enumeration<PaymentMethod>("method"));
        if (!payment->isNull("schedule_id")) found.order.plan = transaction.one("plans/plan_of_schedule", {{"id", payment->text("schedule_id")}})->id<PlanId>("plan_id");
        const bool isHosted = transaction.one("payments/find_open_session", {{"payment_id", row->text("payment_id")}}).has_value();
        if (isOpen(payment->enumeration<PaymentState>("state")) && isByGateway(payment->enumeration<PaymentMethod>("method")) && !isHosted) found.payment = payment->id<PaymentId>("id");
        return found;
    });
    if (!waiting) return waiting.error();
    if (waiting->isByHand) return makeError(ErrorCode::InvalidState, QStringLiteral("This gift waits for a payment at the school. Payments shows how to pay it."));
    if (waiting->payment && services.gateway) {
        auto open = checkoutOf(services, *waiting->payment);
        if (!open) return open.error();
        if (*open) return std::move(**open);
    }
    EnrollForm form;
    form.courseId = waiting->course;
    form.coupon = waiting->order.coupon;
    form.method = waiting->method;
    form.planId = waiting->order.plan;
    const Open again = [&](Transaction& transaction) -> Result<Opened> {
        if (!waiting->isGift) return open(transaction, services, caller, form);
        const auto course = transaction.one("courses/find_for_sale", {{"id", form.courseId.value}});
        if (!course) return makeError(ErrorCode::NotFound, QStringLiteral("This course is not on offer."));
        return payGift(transaction, services, caller, form, id, *course);
    };
    auto entered = enter(services, again);
    if (!entered) return entered.error();
    if (entered->setup) return makeError(ErrorCode::InvalidState, QStringLiteral("Your trial waits for a card, not for a payment. Choose the plan again."));
    if (!entered->checkout) return makeError(ErrorCode::InvalidState, states::grantsAccess(entered->enrollment.state) ? QStringLiteral("You are in. There is nothing to pay now.") : QStringLiteral("There is nothing to pay."));
    return std::move(*entered->checkout);
}

} // namespace lectern::enrollments
