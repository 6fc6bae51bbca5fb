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
    QString enrollment;
    QDateTime createdAt;
};

Result<Waiting> load(const Services& services, const SubscriptionId& id)
{
    return services.database.inTransaction<Waiting>([&](Transaction& transaction) -> Result<Waiting> {
        const auto row = transaction.one("subscriptions/lock_subscription", {{"id", id.value}});
        const auto product = transaction.one("subscriptions/find_product", {{"course_id", row->text("course_id")}});
        return Waiting{id, row->id<UserId>("student_id"), row->id<CourseId>("course_id"), row->text("course_title"), row->text("gateway_id"), row->text("setup_id"), row->optionalId<PaymentId>("first_payment"),
                       {product ? product->text("gateway_id") : QString(), row->money("price_minor"), row->enumeration<PlanInterval>("every"), row->id<PlanId>("plan_id")},
                       row->small("trial_days"), row->text("state") == u"cancelled", row->text("enrollment_id"), row->time("created_at")};
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

/// Made once: what the key does not remember any more is looked up.
Result<stripe::GatewaySubscription> make(const Services& services, const QString& customer, const Waiting& waiting)
{
    if (waiting.createdAt.secsTo(services.clock.now()) > stripe::kKeyLifetimeSeconds) {
        const auto found = services.gateway->findSubscription(customer, waiting.id);
        if (!found) return found.error();
        if (*found) return services.gateway->retrieveSubscription((*found)->id); // with its first invoice
    }
    return services.gateway->createSubscription({waiting.id, customer, waiting.terms, waiting.trialDays});
}

/// A trial asks for no card where the student has a usual one. The gateway may not know which, or not have it any more: then it asks.
void useKept(const Services& services, const Waiting& waiting, const QString& customer)
{
    const auto method = services.database.inTransaction<QString>([&](Transaction& transaction) -> Result<QString> {
        const auto row = transaction.one("payments/find_customer", {{"user_id", waiting.student.value}});
        return row ? row->text("default_method") : QString();
    });
    if (method && !method->isEmpty()) (void)services.gateway->setDefaultMethod(customer, *method);
}

/// Makes it at the gateway, or finds it made. What was given up meanwhile is cancelled there by the job.
Result<Waiting> open(const Services& services, const SubscriptionId& id)
{
    if (!services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server."));
    auto waiting = load(services, id);
    if (!waiting || waiting->isOver) return waiting ? Result<Waiting>(givenUp()) : waiting;
    if (!waiting->gatewayId.isEmpty()) return waiting;
    const auto customer = methods::customerOf(services, waiting->student);
    if (!customer) return customer.error();
    if (waiting->trialDays > 0) useKept(services, *waiting, *customer);
    const auto product = productOf(services, *waiting);
    if (!product) return product.error();
    waiting->terms.product = *product;
    const auto made = make(services, *customer, *waiting);
    if (!made) return made.error();
    return services.database.inTransaction<Waiting>([&](Transaction& transaction) -> Result<Waiting> {
        const QDateTime now = services.clock.now();
        transaction.one("enrollments/lock_enrollment", {{"id", waiting->enrollment}});
        const auto row = transaction.one("subscriptions/lock_subscription", {{"id", id.value}});
        transaction.exec("subscriptions/set_gateway_id", {{"id", id.value}, {"gateway_id", made->id}, {"setup_id", made->pendingSetup}, {"sync_at", now.addSecs(60)}, {"now", now}});
        if (row->text("state") == u"cancelled") return givenUp();
        if (waiting->payment && !made->firstIntent.isEmpty()) bindFirst(transaction, services, *row, made->firstIntent, made->firstDue.value_or(waiting->terms.price));
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

void bindFirst(Transaction& transaction, const Services& services, const Row& subscription, const QString& intent, const Money& due)
{
    const PaymentId id = subscription.id<PaymentId>("first_payment");
    const Row payment = *transaction.one("payments/lock_payment", {{"id", id.value}});
    if (payment.isNull("gateway_id") && payment.money("amount_minor") != due) {
        const qint64 tax = ledger::taxOf(due, subscription.small("tax_bps"), true).minor();
        transaction.exec("payments/set_amount", {{"id", id.value}, {"amount_minor", due.minor()}, {"tax_minor", tax}});
    }
    transaction.exec("payments/set_gateway_id", {{"id", id.value}, {"gateway_id", intent}, {"now", services.clock.now()}});
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
    if (subscription->firstIntent.isEmpty() && subscription->firstDue && subscription->firstDue->isZero()) {
        if (const auto done = sync(services, id); !done) return done.error();
        stripe::Intent covered;
        covered.state = PaymentState::Canceled;
        return covered;
    }
    if (subscription->firstIntent.isEmpty()) return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("The payment gateway did not say how to pay. Try again in a moment."));
    return services.gateway->retrieveIntent(subscription->firstIntent);
}

Result<std::optional<MethodSetup>> setUpTrial(const Services& services, const SubscriptionId& id)
{
    const auto opened = open(services, id);
    if (!opened) return opened.error();
    if (!opened->setupId.isEmpty()) return std::optional(methods::pageOf(services, opened->setupId));
    const auto begun = sync(services, id);
    return begun ? Result<std::optional<MethodSetup>>(std::nullopt) : Result<std::optional<MethodSetup>>(begun.error());
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

bool endOf(Transaction& transaction, const Services& services, const SubscriptionId& id, const PaymentId& payment, const QString& reason)
{
    const Row row = *transaction.one("subscriptions/lock_subscription", {{"id", id.value}});
    const QDateTime now = services.clock.now();
    if (!transaction.one("subscriptions/carries_access", {{"id", id.value}, {"payment_id", payment.value}, {"now", now}})->boolean("carries")) return false;
    transaction.exec("subscriptions/set_open_until", {{"id", id.value}, {"open_until", store::null()}});
    if (row.text("state") == u"cancelled") return true;
    (void)end(transaction, services, row.text("enrollment_id"), reason);
    if (reason == u"disputed")
        notify(transaction, services, {row.id<UserId>("student_id"), QStringLiteral("subscription_ended"), QStringLiteral("Your subscription was ended"),
                                       QStringLiteral("“%1”: your bank questions a payment of it. Nothing more is collected while it decides.").arg(row.text("course_title")), id.value, QStringLiteral("notice"),
                                       QStringLiteral("subscription:%1:ended").arg(id.value)});
    return true;
}

bool openForPeriod(Transaction& transaction, const Services& services, const SubscriptionId& id, const PaymentId& payment)
{
    const Row row = *transaction.one("subscriptions/lock_subscription", {{"id", id.value}});
    if (row.text("state") != u"cancelled") return true;
    const auto paid = transaction.one("subscriptions/paid_until", {{"payment_id", payment.value}});
    if (!paid || paid->time("period_end") <= services.clock.now()) return false;
    transaction.exec("subscriptions/set_open_until", {{"id", id.value}, {"open_until", paid->time("period_end")}});
    return true;
}

bool closePlace(Transaction& transaction, const Services& services, const QString& enrollment, const SubscriptionId& subscription, EnrollmentState state)
{
    const bool isOpen = states::grantsAccess(state) || state == EnrollmentState::Suspended;
    if (!isOpen || !states::mayBecome(state, EnrollmentState::Cancelled)) return false;
    const store::Params others{{"enrollment_id", enrollment}, {"payment_id", store::null()}, {"subscription_id", subscription.value}, {"now", services.clock.now()}};
    if (transaction.one("enrollments/stands_without", others)->boolean("stands")) return false;
    transaction.exec("enrollments/end_enrollment", {{"id", enrollment}, {"state", toText(EnrollmentState::Cancelled)}, {"ended_by", QStringLiteral("subscription")}, {"now", services.clock.now()}});
    return true;
}

Settled settle(Transaction& transaction, const Services& services, const payments::SettledSale& sale, EnrollmentState state)
{
    const auto row = transaction.one("subscriptions/lock_subscription", {{"id", sale.subscription.value}});
    transaction.exec("subscriptions/touch", {{"gateway_id", store::null()}, {"id", sale.subscription.value}, {"now", services.clock.now()}});
    if (row->text("state") == u"cancelled") {
        const bool wasUsed = transaction.one("subscriptions/was_used", {{"payment_id", sale.id.value}})->boolean("was_used");
        return {false, !wasUsed, wasUsed, std::nullopt};
    }
    const bool isFirst = row->optionalId<PaymentId>("first_payment") == sale.id;
    if (isFirst && states::grantsAccess(state)) return {true, false, false, std::nullopt}; // paid another way meanwhile
    if (states::grantsAccess(state)) return {};
    if (state != EnrollmentState::Suspended) return {false, false, false, states::mayBecome(state, EnrollmentState::Active) ? std::optional(EnrollmentState::Active) : std::nullopt};
    if (row->isNull("access_before")) return {}; // closed for another reason
    transaction.exec("subscriptions/set_access_before", {{"id", sale.subscription.value}, {"access_before", store::null()}});
    return {false, false, false, row->enumeration<EnrollmentState>("access_before")};
}

} // namespace lectern::subscriptions
