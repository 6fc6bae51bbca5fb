#include "domain/statemachine.h"
#include "domain/validation.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/plans/plans.h"
#include "usecases/subscriptions/subscriptions.h"

// What students and admins see and change of subscriptions.
namespace lectern::subscriptions {

using store::Row;
using store::Transaction;

namespace {

Error none() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such subscription.")); }
Error noGateway() { return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server.")); }

/// A row of subscriptions/find_subscription.
Subscription toSubscription(const Row& row, const Policy& policy)
{
    Subscription one;
    one.id = row.id<SubscriptionId>("id");
    one.enrollmentId = row.id<EnrollmentId>("enrollment_id");
    one.enrollmentState = row.enumeration<EnrollmentState>("enrollment_state");
    one.courseId = row.id<CourseId>("course_id");
    one.courseTitle = row.text("course_title");
    one.studentId = row.id<UserId>("student_id");
    one.studentName = row.text("student_name");
    one.planId = row.id<PlanId>("plan_id");
    one.planName = row.text("plan_name");
    one.price = row.money("price_minor");
    one.interval = row.enumeration<PlanInterval>("every");
    one.state = row.enumeration<SubscriptionState>("state");
    one.endsAtPeriodEnd = row.boolean("ends_at_period");
    if (one.state == SubscriptionState::Trialing || one.state == SubscriptionState::Incomplete) one.trialEndsAt = row.optionalTime("trial_end");
    if (one.state != SubscriptionState::Cancelled) one.periodEndsAt = row.optionalTime("period_end");
    one.due = row.money("due_minor");
    if (one.state == SubscriptionState::PastDue && states::grantsAccess(one.enrollmentState)) one.suspendsOn = row.time("past_due_since").addDays(policy.suspendAfterDays);
    one.failure = row.text("failure");
    one.createdAt = row.time("created_at");
    one.endedAt = row.optionalTime("ended_at");
    return one;
}

/// The caller's own, or anybody's for `staff`.
Result<Row> visible(Transaction& transaction, const Caller& caller, const SubscriptionId& id, bool staff)
{
    const auto row = transaction.one("subscriptions/find_subscription", {{"id", id.value}});
    const bool may = row && (row->id<UserId>("student_id") == caller.user->id || (staff && isStaff(caller.user->role)));
    return may ? Result<Row>(*row) : Result<Row>(none());
}

Result<Subscription> loaded(const Services& services, const SubscriptionId& id)
{
    return services.database.inTransaction<Subscription>([&](Transaction& transaction) -> Result<Subscription> { return toSubscription(*transaction.one("subscriptions/find_subscription", {{"id", id.value}}), services.policy); });
}

/// The other subscriptions that the course is offered by, priced for this student.
QList<PlanOffer> othersOf(Transaction& transaction, const Services& services, const Row& row)
{
    const auto course = transaction.one("courses/find_for_sale", {{"id", row.text("course_id")}});
    if (!course || course->enumeration<CourseState>("state") != CourseState::Launched) return {};
    const QString country = transaction.one("subscriptions/lock_subscription", {{"id", row.text("id")}})->text("country");
    const auto total = [&](const Money& price) { return enrollments::priceWithTax(services.policy, price, country, course->text("category_name")).total; };
    const plans::ProductFacts product{course->id<CourseId>("id"), course->id<CategoryId>("category_id"), course->id<UserId>("teacher_id"), course->money("fee_minor")};
    QList<PlanOffer> offers = plans::offersFor(transaction, product, {total(product.price), total, {}}, services.clock.now().date());
    offers.removeIf([&](const PlanOffer& offer) {
        return offer.kind != PlanKind::Subscription || offer.lines.first().amount.currency() != row.money("price_minor").currency() ||
               (offer.planId == row.id<PlanId>("plan_id") && offer.lines.first().amount == row.money("price_minor") && toText(*offer.interval) == row.text("every"));
    });
    return offers;
}

struct Wanted {
    PlanOffer offer;
    QString gatewayId;
    QString product;
};

Result<Wanted> wantedBy(const Services& services, const Caller& caller, const SubscriptionId& id, const PlanId& plan)
{
    if (!services.gateway) return noGateway();
    return services.database.inTransaction<Wanted>([&](Transaction& transaction) -> Result<Wanted> {
        const auto row = visible(transaction, caller, id, false);
        if (!row) return row.error();
        const auto state = row->enumeration<SubscriptionState>("state");
        if (state != SubscriptionState::Active && state != SubscriptionState::Trialing) return makeError(ErrorCode::InvalidState, QStringLiteral("Only a subscription that runs and is paid can be changed."));
        const auto product = transaction.one("subscriptions/find_product", {{"course_id", row->text("course_id")}});
        for (const PlanOffer& offer : othersOf(transaction, services, *row)) {
            if (offer.planId == plan) return Wanted{offer, transaction.one("subscriptions/lock_subscription", {{"id", id.value}})->text("gateway_id"), product->text("gateway_id")};
        }
        return fieldError(QStringLiteral("planId"), QStringLiteral("This course is not offered by that plan any more. Choose again."));
    });
}

struct Computed {
    stripe::SubscriptionUpdate update;
    SubscriptionChange change;
    bool isSo = false; ///< it is that plan already
};

/// A change never leaves a credit: a refund of what was paid would leave it behind, and another teacher's course would use it up. A cheaper
/// plan of the same period counts from the next payment on; one of another period waits until what is paid is over.
Result<Computed> compute(const Services& services, const Wanted& wanted, const QDateTime& at)
{
    const auto now = services.gateway->retrieveSubscription(wanted.gatewayId);
    if (!now) return now.error();
    const Money price = wanted.offer.lines.first().amount;
    const PlanInterval interval = *wanted.offer.interval;
    const Money nothing = Money::fromMinor(0, price.currency());
    stripe::SubscriptionUpdate update{wanted.gatewayId, now->itemId, {wanted.product, price, interval, wanted.offer.planId}, at};
    const bool isSo = now->plan == wanted.offer.planId && now->price == price && now->interval == interval;
    SubscriptionChange change{wanted.offer.planId, wanted.offer.name, price, interval, nothing, nothing, now->periodEnd.value_or(at), at};
    if (isSo) return Computed{update, change, true};
    const auto invoice = services.gateway->previewUpdate(update);
    if (!invoice) return invoice.error();
    if (now->status == u"trialing") { // nothing was paid yet, and nothing is collected before its end
        change.nextAt = now->trialEnd.value_or(at);
        return Computed{update, change};
    }
    if (invoice->total.isNegative()) {
        if (now->interval != interval)
            return makeError(ErrorCode::InvalidState, QStringLiteral("What is left of the paid period is worth more than “%1” costs, and is not paid back. Cancel for the end of the period, %2, and choose this plan then.")
                                                          .arg(wanted.offer.name, dayText(now->periodEnd.value_or(at).date())));
        update.prorates = false;
        return Computed{update, change};
    }
    change.unused = invoice->unused;
    change.dueNow = invoice->due;
    if (now->interval != interval) change.nextAt = invoice->periodEnd;
    return Computed{update, change};
}

QDateTime wholeSecond(const QDateTime& time) { return QDateTime::fromSecsSinceEpoch(time.toSecsSinceEpoch(), Qt::UTC); }

/// Over at once: the place is given up here, and the gateway is told until it has heard.
Result<Done> endNow(Transaction& transaction, const Services& services, const Row& row)
{
    const QString enrollment = row.text("enrollment_id");
    const auto state = transaction.one("enrollments/lock_enrollment", {{"id", enrollment}})->enumeration<EnrollmentState>("state");
    if (!end(transaction, services, enrollment, QStringLiteral("cancellation_requested"))) return makeError(ErrorCode::InvalidState, QStringLiteral("This subscription has ended already."));
    (void)closePlace(transaction, services, enrollment, row.id<SubscriptionId>("id"), state);
    publish(transaction, services, row.id<UserId>("student_id"), QStringLiteral("enrollment"), enrollment);
    return Done{};
}

/// Told the gateway, and brought up to what it says; should the look fail, a job looks again.
Result<Subscription> settleWith(const Services& services, const SubscriptionId& id)
{
    (void)sync(services, id);
    return loaded(services, id);
}

Result<Subscription> setEndsAtPeriod(const Services& services, const Caller& caller, const SubscriptionId& id, bool ends, const QString& reason)
{
    const auto gatewayId = services.database.inTransaction<QString>([&](Transaction& transaction) -> Result<QString> {
        const auto row = visible(transaction, caller, id, true);
        if (!row) return row.error();
        if (row->text("state") == u"cancelled") return makeError(ErrorCode::InvalidState, QStringLiteral("This subscription has ended already."));
        audit(transaction, services, caller, ends ? QStringLiteral("subscription.cancel") : QStringLiteral("subscription.resume"), row->text("course_title"), id.value, reason);
        return transaction.one("subscriptions/lock_subscription", {{"id", id.value}})->text("gateway_id");
    });
    if (!gatewayId) return gatewayId.error();
    const auto done = services.gateway->endAtPeriod(*gatewayId, ends);
    if (!done) return done.error();
    return settleWith(services, id);
}

} // namespace

Result<Page<Subscription>> mine(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<Page<Subscription>>([&](Transaction& transaction) -> Result<Page<Subscription>> {
        Page<Subscription> page;
        for (const Row& row : transaction.run("subscriptions/list_of_student", {{"student_id", caller.user->id.value}})) page.items.append(toSubscription(row, services.policy));
        return page;
    });
}

Result<Page<Subscription>> list(const Services& services, const SubscriptionFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<Subscription>>([&](Transaction& transaction) -> Result<Page<Subscription>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const auto rows = transaction.run("subscriptions/list_subscriptions", {{"state", filter.state ? QVariant(toText(*filter.state)) : store::null()}, {"pattern", filter.text.isEmpty() ? store::null() : store::likePattern(filter.text)},
                                                                               {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())}, {"limit", limit + 1}});
        return store::toPage<Subscription>(rows, limit, [&](const Row& row) { return toSubscription(row, services.policy); }, [](const Row& row) { return QStringList{row.text("id")}; });
    });
}

Result<Page<SubscriptionInvoice>> invoices(const Services& services, const Caller& caller, const SubscriptionId& id)
{
    return services.database.inTransaction<Page<SubscriptionInvoice>>([&](Transaction& transaction) -> Result<Page<SubscriptionInvoice>> {
        if (const auto row = visible(transaction, caller, id, true); !row) return row.error();
        Page<SubscriptionInvoice> page;
        for (const Row& row : transaction.run("subscriptions/list_invoices", {{"subscription_id", id.value}}))
            page.items.append({row.text("gateway_id"), row.text("number"), row.enumeration<InvoiceState>("state"), row.money("total_minor"), row.money("due_minor"), row.time("period_start"), row.time("period_end"),
                               row.optionalId<PaymentId>("payment_id"), row.time("created_at")});
        return page;
    });
}

Result<Subscription> finish(const Services& services, const Caller& caller, const SubscriptionId& id, const SubscriptionEndForm& form)
{
    const bool isAdmin = caller.user->role == Role::Admin;
    if (auto error = validation::text(QStringLiteral("reason"), form.reason, validation::kMaxReason, isAdmin ? 5 : 0)) return *error;
    if (!services.gateway) return noGateway();
    const auto now = services.database.inTransaction<bool>([&](Transaction& transaction) -> Result<bool> {
        const auto row = visible(transaction, caller, id, isAdmin);
        if (!row) return row.error();
        // Nothing was paid for yet, so there is no period to wait for.
        const bool atOnce = form.now || row->text("state") == u"incomplete";
        if (!atOnce) return false;
        if (const auto ended = endNow(transaction, services, *row); !ended) return ended.error();
        audit(transaction, services, caller, QStringLiteral("subscription.end"), row->text("course_title"), id.value, form.reason);
        if (isAdmin)
            notify(transaction, services, {row->id<UserId>("student_id"), QStringLiteral("subscription_ended"), QStringLiteral("Your subscription was ended"), QStringLiteral("“%1”: %2").arg(row->text("course_title"), form.reason), id.value,
                                           QStringLiteral("notice"), QStringLiteral("subscription:%1:ended").arg(id.value)});
        return true;
    });
    if (!now) return now.error();
    return *now ? settleWith(services, id) : setEndsAtPeriod(services, caller, id, true, form.reason);
}

Result<Subscription> resume(const Services& services, const Caller& caller, const SubscriptionId& id)
{
    if (!services.gateway) return noGateway();
    return setEndsAtPeriod(services, caller, id, false, {});
}

Result<Checkout> pay(const Services& services, const Caller& caller, const SubscriptionId& id)
{
    if (!services.gateway) return noGateway();
    const auto payment = services.database.inTransaction<PaymentId>([&](Transaction& transaction) -> Result<PaymentId> {
        if (const auto row = visible(transaction, caller, id, false); !row) return row.error();
        const auto open = transaction.one("subscriptions/find_unpaid", {{"subscription_id", id.value}});
        if (!open) return makeError(ErrorCode::InvalidState, QStringLiteral("Nothing is due of this subscription."));
        return open->id<PaymentId>("payment_id");
    });
    if (!payment) return payment.error();
    auto checkout = enrollments::checkoutOf(services, *payment);
    if (!checkout) return checkout.error();
    if (!*checkout) return makeError(ErrorCode::Conflict, QStringLiteral("This invoice was withdrawn. Load it again."));
    return std::move(**checkout);
}

Result<Page<PlanOffer>> choices(const Services& services, const Caller& caller, const SubscriptionId& id)
{
    return services.database.inTransaction<Page<PlanOffer>>([&](Transaction& transaction) -> Result<Page<PlanOffer>> {
        const auto row = visible(transaction, caller, id, false);
        if (!row) return row.error();
        return Page<PlanOffer>{othersOf(transaction, services, *row), {}};
    });
}

Result<SubscriptionChange> preview(const Services& services, const Caller& caller, const SubscriptionId& id, const SubscriptionChangeForm& form)
{
    const auto wanted = wantedBy(services, caller, id, form.planId);
    if (!wanted) return wanted.error();
    const auto computed = compute(services, *wanted, wholeSecond(services.clock.now()));
    return computed ? Result<SubscriptionChange>(computed->change) : Result<SubscriptionChange>(computed.error());
}

Result<Subscription> change(const Services& services, const Caller& caller, const SubscriptionId& id, const SubscriptionChangeForm& form)
{
    constexpr qint64 kPreviewSeconds = 30 * 60;
    // Without them a repeated request would ask the gateway for another amount by the same key.
    if (!form.at) return fieldError(QStringLiteral("at"), QStringLiteral("Say for which moment the amount was computed, as the preview answered it."));
    if (!form.expectedDue) return fieldError(QStringLiteral("expectedDue"), QStringLiteral("Say which amount the preview answered."));
    const auto isSo = services.database.inTransaction<bool>([&](Transaction& transaction) -> Result<bool> {
        const auto row = visible(transaction, caller, id, false);
        if (!row) return row.error();
        if (row->id<PlanId>("plan_id") != form.planId || row->text("state") == u"cancelled") return false;
        // Not where the same plan is offered at another price by now.
        const QList<PlanOffer> others = othersOf(transaction, services, *row);
        return std::none_of(others.begin(), others.end(), [&](const PlanOffer& offer) { return offer.planId == form.planId; });
    });
    if (!isSo) return isSo.error();
    if (*isSo) return loaded(services, id); // its answer was lost
    const auto wanted = wantedBy(services, caller, id, form.planId);
    if (!wanted) return wanted.error();
    const QDateTime at = wholeSecond(*form.at);
    const auto computed = compute(services, *wanted, at);
    if (!computed) return computed.error();
    if (computed->isSo) return settleWith(services, id);
    const QDateTime now = wholeSecond(services.clock.now());
    if (at > now || at.secsTo(now) > kPreviewSeconds) return makeError(ErrorCode::Conflict, QStringLiteral("Some time has passed. Look at the amount again."));
    if (*form.expectedDue != computed->change.dueNow)
        return makeError(ErrorCode::Conflict, QStringLiteral("It is %1 by now. Look at it again before you change.").arg(amountText(computed->change.dueNow)));
    const auto done = services.gateway->updateSubscription(computed->update, caller.idempotencyKey);
    if (!done) return done.error();
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        audit(transaction, services, caller, QStringLiteral("subscription.change"), wanted->offer.name, id.value, QStringLiteral("%1 now, then %2").arg(amountText(computed->change.dueNow), amountText(computed->change.price)));
        return Done{};
    });
    return settleWith(services, id);
}

Result<Done> useMethod(const Services& services, const UserId& student, const QString& method)
{
    const auto running = services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        QStringList ids;
        for (const Row& row : transaction.run("subscriptions/list_running", {{"student_id", student.value}})) ids << row.text("gateway_id");
        return ids;
    });
    if (!running) return running.error();
    for (const QString& id : *running) {
        if (const auto done = services.gateway->setSubscriptionMethod(id, method); !done) return done;
    }
    return Done{};
}

} // namespace lectern::subscriptions
