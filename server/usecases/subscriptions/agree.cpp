#include "domain/statemachine.h"
#include "ledger/posting.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/payments/methods.h"
#include "usecases/payments/newpayment.h"
#include "usecases/subscriptions/subscriptions.h"

// From the student's yes to the first payment, and what a paid invoice opens.
namespace lectern::subscriptions {

using store::Row;
using store::Transaction;

namespace {

struct Waiting {
    SubscriptionId id;
    UserId student;
    CourseId course;
    QString title;
    QString gatewayId;
    QString setupId;
    std::optional<PaymentId> payment;
    stripe::SubscriptionTerms terms;
    int trialDays = 0;
    bool isOver = false;
};

Result<Waiting> load(const Services& services, const SubscriptionId& id)
{
    return services.database.inTransaction<Waiting>([&](Transaction& transaction) -> Result<Waiting> {
        const auto row = transaction.one("subscriptions/lock_subscription", {{"id", id.value}});
        const auto product = transaction.one("subscriptions/find_product", {{"course_id", row->text("course_id")}});
        return Waiting{id, row->id<UserId>("student_id"), row->id<CourseId>("course_id"), row->text("course_title"), row->text("gateway_id"), row->text("setup_id"), row->optionalId<PaymentId>("first_payment"),
                       {product ? product->text("gateway_id") : QString(), row->money("price_minor"), row->enumeration<PlanInterval>("every"), row->id<PlanId>("plan_id")},
                       row->small("trial_days"), row->text("state") == u"cancelled"};
    });
}

Result<QString> productOf(const Services& services, const Waiting& waiting)
{
    if (!waiting.terms.product.isEmpty()) return waiting.terms.product;
    const auto made = services.gateway->createProduct(waiting.course, waiting.title);
    if (!made) return made;
    return services.database.inTransaction<QString>([&](Transaction& transaction) -> Result<QString> {
        transaction.exec("subscriptions/insert_product", {{"course_id", waiting.course.value}, {"gateway_id", *made}, {"now", services.clock.now()}});
        return transaction.one("subscriptions/find_product", {{"course_id", waiting.course.value}})->text("gateway_id");
    });
}

Error givenUp() { return makeError(ErrorCode::Conflict, QStringLiteral("This subscription was cancelled meanwhile. Choose again how to pay.")); }

/// Makes it at the gateway, or finds it made. What was given up meanwhile is cancelled there by the job.
Result<Waiting> open(const Services& services, const SubscriptionId& id)
{
    if (!services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server."));
    auto waiting = load(services, id);
    if (!waiting || waiting->isOver) return waiting ? Result<Waiting>(givenUp()) : waiting;
    if (!waiting->gatewayId.isEmpty()) return waiting;
    const auto customer = methods::customerOf(services, waiting->student);
    if (!customer) return customer.error();
    const auto product = productOf(services, *waiting);
    if (!product) return product.error();
    waiting->terms.product = *product;
    const auto made = services.gateway->createSubscription({id, *customer, waiting->terms, waiting->trialDays});
    if (!made) return made.error();
    return services.database.inTransaction<Waiting>([&](Transaction& transaction) -> Result<Waiting> {
        const QDateTime now = services.clock.now();
        const auto row = transaction.one("subscriptions/lock_subscription", {{"id", id.value}});
        transaction.exec("subscriptions/set_gateway_id", {{"id", id.value}, {"gateway_id", made->id}, {"setup_id", made->pendingSetup}, {"sync_at", now.addSecs(60)}, {"now", now}});
        if (row->text("state") == u"cancelled") return givenUp();
        if (waiting->payment && !made->firstIntent.isEmpty()) transaction.exec("payments/set_gateway_id", {{"id", waiting->payment->value}, {"gateway_id", made->firstIntent}, {"now", now}});
        waiting->gatewayId = made->id;
        waiting->setupId = made->pendingSetup;
        return *waiting;
    });
}

} // namespace

std::optional<SubscriptionId> waitingTrial(Transaction& transaction, const EnrollmentId& enrollment)
{
    const auto row = transaction.one("subscriptions/lock_running", {{"enrollment_id", enrollment.value}});
    if (!row || !row->isNull("first_payment") || row->text("state") != u"incomplete") return std::nullopt;
    return row->id<SubscriptionId>("id");
}

PaymentId paymentOf(Transaction& transaction, const Services& services, const Row& subscription, const Money& due)
{
    payments::NewPayment payment;
    payment.id = newId<PaymentId>();
    payment.enrollment = subscription.id<EnrollmentId>("enrollment_id");
    payment.course = subscription.id<CourseId>("course_id");
    payment.student = subscription.id<UserId>("student_id");
    payment.teacher = subscription.id<UserId>("teacher_id");
    payment.subscription = subscription.id<SubscriptionId>("id");
    payment.amount = due;
    payment.taxBps = subscription.small("tax_bps");
    payment.taxMinor = ledger::taxOf(due, payment.taxBps, true).minor(); // the price has it in it
    payment.country = subscription.text("country");
    payment.shareBps = subscription.small("share_bps");
    payments::insertPayment(transaction, payment, services.clock.now());
    transaction.exec("enrollments/set_payment", {{"id", payment.enrollment.value}, {"payment_id", payment.id.value}});
    return payment.id;
}

Proposed propose(Transaction& transaction, const Services& services, const Agreement& agreement)
{
    const QDateTime now = services.clock.now();
    const auto running = transaction.one("subscriptions/lock_running", {{"enrollment_id", agreement.enrollment.value}});
    const bool isSame = running && running->text("state") == u"incomplete" && running->isNull("first_payment") && agreement.trialDays > 0 && running->id<PlanId>("plan_id") == agreement.plan.planId &&
                        running->money("price_minor") == agreement.price;
    if (isSame) return {running->id<SubscriptionId>("id"), std::nullopt};
    (void)end(transaction, services, agreement.enrollment.value, QStringLiteral("replaced"));
    Proposed proposed{newId<SubscriptionId>(), std::nullopt};
    transaction.exec("subscriptions/insert_subscription", {{"id", proposed.id.value}, {"enrollment_id", agreement.enrollment.value}, {"course_id", agreement.course.value}, {"student_id", agreement.student.value},
                                                           {"teacher_id", agreement.teacher.value}, {"plan_id", agreement.plan.planId.value}, {"plan_name", agreement.plan.name}, {"every", toText(*agreement.plan.interval)},
                                                           {"price_minor", agreement.price.minor()}, {"currency", agreement.price.currency().code()}, {"trial_days", agreement.trialDays}, {"tax_bps", agreement.taxBps},
                                                           {"country", agreement.country}, {"share_bps", agreement.shareBps}, {"now", now}});
    if (agreement.trialDays > 0) return proposed;
    proposed.payment = paymentOf(transaction, services, *transaction.one("subscriptions/lock_subscription", {{"id", proposed.id.value}}), agreement.price);
    transaction.exec("subscriptions/set_first_payment", {{"id", proposed.id.value}, {"payment_id", proposed.payment->value}});
    return proposed;
}

Result<stripe::Intent> firstIntent(const Services& services, const SubscriptionId& id)
{
    const auto opened = open(services, id);
    if (!opened) return opened.error();
    const auto subscription = services.gateway->retrieveSubscription(opened->gatewayId);
    if (!subscription) return subscription.error();
    if (subscription->firstIntent.isEmpty()) return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("The payment gateway did not say how to pay. Try again in a moment."));
    return services.gateway->retrieveIntent(subscription->firstIntent);
}

Result<MethodSetup> setUpTrial(const Services& services, const SubscriptionId& id)
{
    const auto opened = open(services, id);
    if (!opened) return opened.error();
    if (opened->setupId.isEmpty()) return makeError(ErrorCode::Conflict, QStringLiteral("Your trial has begun."));
    return methods::pageOf(services, opened->setupId);
}

bool end(Transaction& transaction, const Services& services, const QString& enrollment, const QString& reason)
{
    const auto running = transaction.one("subscriptions/lock_running", {{"enrollment_id", enrollment}});
    if (!running) return false;
    transaction.exec("subscriptions/want_end", {{"id", running->text("id")}, {"end_reason", reason}, {"now", services.clock.now()}});
    publish(transaction, services, running->id<UserId>("student_id"), QStringLiteral("subscription"), running->text("id"));
    publishToRole(transaction, services, Role::Admin, QStringLiteral("subscription"), running->text("id"));
    return true;
}

bool closePlace(Transaction& transaction, const Services& services, const QString& enrollment, EnrollmentState state)
{
    const bool isOpen = states::grantsAccess(state) || state == EnrollmentState::Suspended;
    if (!isOpen || !states::mayBecome(state, EnrollmentState::Cancelled)) return false;
    transaction.exec("enrollments/end_enrollment", {{"id", enrollment}, {"state", toText(EnrollmentState::Cancelled)}, {"ended_by", QStringLiteral("subscription")}, {"now", services.clock.now()}});
    return true;
}

Settled settle(Transaction& transaction, const Services& services, const payments::SettledSale& sale, EnrollmentState state)
{
    const auto row = transaction.one("subscriptions/lock_subscription", {{"id", sale.subscription.value}});
    transaction.exec("subscriptions/set_sync_at", {{"id", sale.subscription.value}, {"sync_at", services.clock.now()}});
    if (row->text("state") == u"cancelled") return {false, true, std::nullopt};
    const bool isFirst = row->optionalId<PaymentId>("first_payment") == sale.id;
    if (isFirst && states::grantsAccess(state)) return {true, false, std::nullopt}; // paid another way meanwhile
    if (states::grantsAccess(state)) return {};
    if (state != EnrollmentState::Suspended) return {false, false, states::mayBecome(state, EnrollmentState::Active) ? std::optional(EnrollmentState::Active) : std::nullopt};
    if (row->isNull("access_before")) return {}; // closed for another reason
    transaction.exec("subscriptions/set_access_before", {{"id", sale.subscription.value}, {"access_before", store::null()}});
    return {false, false, row->enumeration<EnrollmentState>("access_before")};
}

} // namespace lectern::subscriptions
