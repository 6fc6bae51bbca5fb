#include "domain/statemachine.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/methods.h"
#include "usecases/subscriptions/subscriptions.h"

// What the gateway says of a subscription and its invoices, brought into our own.
namespace lectern::subscriptions {

using store::Row;
using store::Transaction;

namespace {

struct Said {
    stripe::GatewaySubscription subscription;
    QList<stripe::GatewayInvoice> invoices; ///< oldest first
};

SubscriptionState stateOf(const stripe::GatewaySubscription& said)
{
    if (said.status == u"active") return SubscriptionState::Active;
    // Without a method a trial would end in nothing; access waits for it.
    if (said.status == u"trialing") return said.pendingSetup.isEmpty() ? SubscriptionState::Trialing : SubscriptionState::Incomplete;
    if (said.status == u"canceled" || said.status == u"incomplete_expired") return SubscriptionState::Cancelled;
    return said.status == u"incomplete" ? SubscriptionState::Incomplete : SubscriptionState::PastDue; // past_due, unpaid, paused
}

/// When to look again although nobody says anything: events get lost.
QDateTime nextLook(const Said& told, SubscriptionState state, const QDateTime& now)
{
    constexpr qint64 kDraftSeconds = 65 * 60; // an invoice is a draft for an hour
    const stripe::GatewaySubscription& said = told.subscription;
    if (state == SubscriptionState::Incomplete) return now.addSecs(60);
    if (state == SubscriptionState::PastDue) return now.addSecs(3600);
    const bool isUnderWay = std::any_of(told.invoices.begin(), told.invoices.end(), [](const auto& invoice) { return invoice.state == InvoiceState::Draft || invoice.state == InvoiceState::Open; });
    if (isUnderWay) return now.addSecs(kDraftSeconds);
    const QDateTime renewal = said.periodEnd.value_or(now.addDays(1)).addSecs(kDraftSeconds);
    return renewal > now ? renewal : now.addSecs(600);
}

class Applying
{
public:
    Applying(Transaction& transaction, const Services& services, const Row& row, const Said& said)
        : m_transaction(transaction), m_services(services), m_row(row), m_said(said), m_now(services.clock.now()), m_old(row.enumeration<SubscriptionState>("state"))
    {
    }

    void run()
    {
        for (const stripe::GatewayInvoice& invoice : m_said.invoices) take(invoice);
        coverFirst();
        // What ended here stays so; the gateway has heard of it now.
        const SubscriptionState state = m_old == SubscriptionState::Cancelled ? m_old : stateOf(m_said.subscription);
        write(state);
        if (state != m_old) became(state);
        publish(m_transaction, m_services, student(), QStringLiteral("subscription"), m_row.text("id"));
        publishToRole(m_transaction, m_services, Role::Admin, QStringLiteral("subscription"), m_row.text("id"));
    }

private:
    [[nodiscard]] UserId student() const { return m_row.id<UserId>("student_id"); }
    [[nodiscard]] QString title() const { return m_row.text("course_title"); }

    void take(const stripe::GatewayInvoice& invoice)
    {
        const auto known = m_transaction.one("subscriptions/find_invoice", {{"gateway_id", invoice.id}});
        std::optional<PaymentId> payment = known ? known->optionalId<PaymentId>("payment_id") : std::nullopt;
        const bool isCollected = invoice.due.minor() > 0 && !invoice.intentId.isEmpty() && (invoice.state == InvoiceState::Open || invoice.state == InvoiceState::Paid);
        if (!payment && isCollected) payment = collecting(invoice);
        m_transaction.exec("subscriptions/upsert_invoice", {{"gateway_id", invoice.id}, {"subscription_id", m_row.text("id")}, {"number", invoice.number}, {"state", toText(invoice.state)}, {"total_minor", invoice.total.minor()},
                                                            {"due_minor", invoice.due.minor()}, {"currency", invoice.due.currency().code()}, {"period_start", invoice.periodStart}, {"period_end", invoice.periodEnd},
                                                            {"payment_id", payment ? QVariant(payment->value) : store::null()}, {"created_at", invoice.createdAt}});
    }

    /// The customer's credit paid for the first period: nothing is collected for it.
    void coverFirst()
    {
        const auto first = m_row.optionalId<PaymentId>("first_payment");
        if (!first || m_said.invoices.isEmpty() || !m_said.invoices.first().due.isZero() || m_said.invoices.first().state != InvoiceState::Paid) return;
        const Row payment = *m_transaction.one("payments/lock_payment", {{"id", first->value}});
        if (payment.enumeration<PaymentState>("state") == PaymentState::Created) enrollments::cancelPayment(m_transaction, m_services, payment);
        m_isCovered = true;
    }

    /// Ours by the invoice's intent: the first is there since the student agreed, later ones are made here.
    PaymentId collecting(const stripe::GatewayInvoice& invoice)
    {
        if (const auto known = m_transaction.one("payments/find_by_gateway_id", {{"gateway_id", invoice.intentId}})) return known->id<PaymentId>("id");
        const auto first = m_row.optionalId<PaymentId>("first_payment");
        if (first && m_transaction.one("payments/find_payment", {{"id", first->value}})->text("gateway_id").isEmpty()) {
            bindFirst(m_transaction, m_services, m_row, invoice.intentId, invoice.due);
            return *first;
        }
        const PaymentId payment = subscriptions::paymentOf(m_transaction, m_services, m_row, invoice.due);
        m_transaction.exec("payments/set_gateway_id", {{"id", payment.value}, {"gateway_id", invoice.intentId}, {"now", m_now}});
        // Its event may have come before there was anything to settle.
        m_transaction.exec("payments/requeue_awaiting", {{"ids", invoice.intentId}, {"now", m_now}});
        return payment;
    }

    void write(SubscriptionState state)
    {
        const stripe::GatewaySubscription& said = m_said.subscription;
        const bool isOver = state == SubscriptionState::Cancelled;
        const bool isHeard = isOver && (said.endedAt || !m_row.boolean("end_wanted"));
        const auto plan = said.plan.isEmpty() || said.plan == m_row.id<PlanId>("plan_id") ? std::nullopt : m_transaction.one("plans/find_plan", {{"id", said.plan.value}});
        const QString reason = isOver && m_old != SubscriptionState::Cancelled ? said.endReason : m_row.text("end_reason");
        const QVariant pastDue = state != SubscriptionState::PastDue ? store::null() : m_row.isNull("past_due_since") ? QVariant(m_now) : QVariant(m_row.time("past_due_since"));
        m_transaction.exec("subscriptions/set_state", {{"id", m_row.text("id")}, {"state", toText(state)}, {"plan_id", plan ? said.plan.value : m_row.text("plan_id")}, {"plan_name", plan ? plan->text("name") : m_row.text("plan_name")},
                                                       {"every", toText(said.interval)}, {"price_minor", said.price.minor()}, {"setup_id", said.pendingSetup}, {"ends_at_period", said.endsAtPeriodEnd && !isOver},
                                                       {"end_wanted", m_row.boolean("end_wanted") && !said.endedAt}, {"end_reason", reason}, {"trial_end", store::orNull(said.trialEnd)}, {"period_end", store::orNull(said.periodEnd)},
                                                       {"past_due_since", pastDue}, {"sync_at", isHeard ? store::null() : QVariant(isOver ? m_now.addSecs(60) : nextLook(m_said, state, m_now))},
                                                       {"ended_at", isOver ? QVariant(said.endedAt.value_or(m_now)) : store::null()}, {"now", m_now}});
    }

    void became(SubscriptionState state)
    {
        switch (state) {
        case SubscriptionState::Incomplete: return;
        case SubscriptionState::Trialing: return beginTrial();
        case SubscriptionState::Active: return goOn();
        case SubscriptionState::PastDue: return tellPastDue();
        case SubscriptionState::Cancelled: return close();
        }
    }

    EnrollmentState enrollmentState() { return m_transaction.one("enrollments/lock_enrollment", {{"id", m_row.text("enrollment_id")}})->enumeration<EnrollmentState>("state"); }

    void changed() { publish(m_transaction, m_services, student(), QStringLiteral("enrollment"), m_row.text("enrollment_id")); }

    /// Without a payment.
    void openPlace(const QString& headline, const QString& text)
    {
        if (enrollmentState() != EnrollmentState::AwaitingPayment) return;
        m_transaction.exec("payments/activate_enrollments", {{"ids", m_row.text("enrollment_id")}, {"now", m_now}});
        m_transaction.exec("courses/count_listing_students", {{"course_ids", m_row.text("course_id")}});
        notify(m_transaction, m_services, {student(), QStringLiteral("enrollment_active"), headline, text, m_row.text("enrollment_id"), QStringLiteral("notice"), QStringLiteral("trial:") + m_row.text("id")});
        changed();
    }

    void beginTrial()
    {
        openPlace(QStringLiteral("Your trial has begun"), QStringLiteral("“%1” is open. The first payment of %2 is collected on %3; cancel before and you pay nothing.")
                                                              .arg(title(), amountText(m_said.subscription.price), dayText(m_said.subscription.trialEnd.value_or(m_now).date())));
    }

    /// Money that came opened it already; what was settled by a credit opens it here.
    void goOn()
    {
        if (m_isCovered && m_old == SubscriptionState::Incomplete) return openPlace(QStringLiteral("You are in"), QStringLiteral("“%1” is open; your credit paid for the first period.").arg(title()));
        if (m_old != SubscriptionState::PastDue || m_row.isNull("access_before") || enrollmentState() != EnrollmentState::Suspended) return;
        m_transaction.exec("subscriptions/set_access_before", {{"id", m_row.text("id")}, {"access_before", store::null()}});
        m_transaction.exec("enrollments/set_state", {{"id", m_row.text("enrollment_id")}, {"state", m_row.text("access_before")}, {"now", m_now}});
        changed();
    }

    void tellPastDue()
    {
        notify(m_transaction, m_services, {student(), QStringLiteral("subscription_failed"), QStringLiteral("A payment could not be collected"),
                                           QStringLiteral("The next period of “%1” could not be paid. Open Payments to pay it or to choose another card. On %2 the course is closed until it is paid.").arg(title(), dayText(m_now.addDays(m_services.policy.suspendAfterDays).date())),
                                           m_row.text("id"), QStringLiteral("notice"), QStringLiteral("subscription:%1:past_due:%2").arg(m_row.text("id"), m_now.date().toString(Qt::ISODate))});
    }

    void close()
    {
        if (!closePlace(m_transaction, m_services, m_row.text("enrollment_id"), m_row.id<SubscriptionId>("id"), enrollmentState())) return;
        const bool unpaid = m_said.subscription.endReason == u"payment_failed";
        notify(m_transaction, m_services, {student(), QStringLiteral("subscription_ended"), QStringLiteral("Your subscription has ended"),
                                           (unpaid ? QStringLiteral("“%1”: the last period was not paid. Nothing more will be collected. You may enroll again; your progress is kept.")
                                                   : QStringLiteral("“%1”: nothing more will be collected. You may enroll again; your progress is kept.")).arg(title()),
                                           m_row.text("id"), QStringLiteral("notice"), QStringLiteral("subscription:%1:ended").arg(m_row.text("id"))});
        changed();
    }

    Transaction& m_transaction;
    const Services& m_services;
    const Row& m_row;
    const Said& m_said;
    QDateTime m_now;
    SubscriptionState m_old;
    bool m_isCovered = false;
};

struct Known {
    UserId student;
    QString gatewayId;
    bool endWanted = false;
    int version = 0;
};

/// Never made, or its answer was lost: it is looked up where it must not go on.
Result<Done> resolveUnmade(const Services& services, const SubscriptionId& id, const Known& known)
{
    if (known.endWanted) {
        const auto customer = methods::customerOf(services, known.student);
        if (!customer) return customer.error();
        const auto found = services.gateway->findSubscription(*customer, id);
        if (!found) return found.error();
        if (*found && !(*found)->endedAt) {
            if (const auto ended = services.gateway->cancelSubscription((*found)->id); !ended) return ended.error();
        }
    }
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        // A call that is still under way finds it given up, sets its id, and is looked at once more.
        transaction.exec("subscriptions/forget_unmade", {{"id", id.value}, {"version", known.version}});
        return Done{};
    });
}

Result<Said> ask(const Services& services, const Known& known)
{
    auto subscription = known.endWanted ? services.gateway->cancelSubscription(known.gatewayId) : services.gateway->retrieveSubscription(known.gatewayId);
    if (!subscription) return subscription.error();
    auto invoices = services.gateway->listInvoices(known.gatewayId);
    if (!invoices) return invoices.error();
    std::reverse(invoices->begin(), invoices->end());
    for (stripe::GatewayInvoice& invoice : *invoices) {
        // The gateway leaves it open when a subscription ends; who pays it would get nothing for it.
        const bool isLeft = subscription->endedAt && (invoice.state == InvoiceState::Open || invoice.state == InvoiceState::Uncollectible);
        if (!isLeft) continue;
        if (const auto done = services.gateway->voidInvoice(invoice.id); !done && done.error().code != ErrorCode::GatewayRefused) return done.error();
        else if (done) invoice.state = InvoiceState::Void;
    }
    return Said{*subscription, *invoices};
}

} // namespace

namespace {

/// One look. False: news came, or another look was written, while it was under way; what it saw may be older than that.
Result<bool> look(const Services& services, const SubscriptionId& id)
{
    const auto known = services.database.inTransaction<Known>([&](Transaction& transaction) -> Result<Known> {
        const auto row = transaction.one("subscriptions/lock_subscription", {{"id", id.value}});
        return Known{row->id<UserId>("student_id"), row->text("gateway_id"), row->boolean("end_wanted"), row->small("version")};
    });
    if (!known) return known.error();
    if (known->gatewayId.isEmpty()) {
        const auto resolved = resolveUnmade(services, id, *known);
        return resolved ? Result<bool>(true) : Result<bool>(resolved.error());
    }
    const auto said = ask(services, *known);
    if (!said) return said.error();
    if (said->subscription.livemode != services.policy.livemode) return makeError(ErrorCode::GatewayRefused, QStringLiteral("livemode is not this server's"));
    return services.database.inTransaction<bool>([&](Transaction& transaction) -> Result<bool> {
        const auto enrollment = transaction.one("subscriptions/find_subscription", {{"id", id.value}});
        transaction.one("enrollments/lock_enrollment", {{"id", enrollment->text("enrollment_id")}});
        const Row row = *transaction.one("subscriptions/lock_subscription", {{"id", id.value}});
        if (row.small("version") != known->version) return false;
        Applying(transaction, services, row, *said).run();
        return true;
    });
}

} // namespace

Result<Done> sync(const Services& services, const SubscriptionId& id)
{
    if (!services.gateway) return makeError(ErrorCode::PaymentsUnavailable);
    constexpr int kLooks = 3; // who brought the news has marked it for the job, too
    for (int i = 0; i < kLooks; ++i) {
        const auto isDone = look(services, id);
        if (!isDone) return isDone.error();
        if (*isDone) break;
    }
    return Done{};
}

Result<Done> noteEvent(Transaction& transaction, const Services& services, const QJsonObject& object)
{
    // docs.stripe.com/api/invoices/object#invoice_object-parent
    const QJsonObject details = object.value(QLatin1String("parent")).toObject().value(QLatin1String("subscription_details")).toObject();
    const bool isInvoice = object.value(QLatin1String("object")).toString() == u"invoice";
    const QString gatewayId = isInvoice ? details.value(QLatin1String("subscription")).toString() : object.value(QLatin1String("id")).toString();
    const QString id = (isInvoice ? details : object).value(QLatin1String("metadata")).toObject().value(QLatin1String("subscription_id")).toString();
    transaction.exec("subscriptions/touch", {{"gateway_id", gatewayId}, {"id", isUuid(id) ? QVariant(id) : store::null()}, {"now", services.clock.now()}});
    return Done{};
}

Result<int> syncDue(const Services& services)
{
    if (!services.gateway) return 0;
    constexpr int kAtOnce = 20;
    const auto due = services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        const QDateTime now = services.clock.now();
        QStringList ids;
        for (const Row& row : transaction.run("subscriptions/claim_sync", {{"now", now}, {"again", now.addSecs(60)}, {"limit", kAtOnce}})) ids << row.text("id");
        return ids;
    });
    if (!due) return due.error();
    for (const QString& id : *due) (void)sync(services, SubscriptionId{id});
    return static_cast<int>(due->size());
}

namespace {

/// A past due subscription under its locks, looked at again: it may have been paid meanwhile, and not been heard of at the gateway since.
struct PastDue {
    EnrollmentState state;
    Row row;
};
std::optional<PastDue> stillPastDue(Transaction& transaction, const Row& one)
{
    const auto state = transaction.one("enrollments/lock_enrollment", {{"id", one.text("enrollment_id")}})->enumeration<EnrollmentState>("state");
    const Row row = *transaction.one("subscriptions/lock_subscription", {{"id", one.text("id")}});
    if (row.text("state") != u"past_due" || !transaction.one("subscriptions/find_unpaid", {{"subscription_id", one.text("id")}})) return std::nullopt;
    return PastDue{state, row};
}

void suspend(Transaction& transaction, const Services& services, const PastDue& due)
{
    const QDateTime now = services.clock.now();
    const QString id = due.row.text("id");
    const QString enrollment = due.row.text("enrollment_id");
    transaction.exec("subscriptions/set_access_before", {{"id", id}, {"access_before", toText(due.state)}});
    transaction.exec("enrollments/set_state", {{"id", enrollment}, {"state", toText(EnrollmentState::Suspended)}, {"now", now}});
    audit(transaction, services, {}, QStringLiteral("enrollment.suspend"), due.row.text("course_title"), enrollment, QStringLiteral("A payment has been due since %1.").arg(dayText(due.row.time("past_due_since").date())));
    notify(transaction, services, {due.row.id<UserId>("student_id"), QStringLiteral("instalment_overdue"), QStringLiteral("“%1” is closed until you pay").arg(due.row.text("course_title")),
                                   QStringLiteral("Pay what is due under Payments and the course opens at once, with your progress."), id, QStringLiteral("notice"),
                                   QStringLiteral("subscription:%1:suspended:%2").arg(id, now.date().toString(Qt::ISODate))});
    publish(transaction, services, due.row.id<UserId>("student_id"), QStringLiteral("enrollment"), enrollment);
}

/// What had ended, and was open for a period that was paid after all.
int closeEnded(Transaction& transaction, const Services& services)
{
    int closed = 0;
    for (const Row& one : transaction.run("subscriptions/list_open_too_long", {{"now", services.clock.now()}})) {
        const auto state = transaction.one("enrollments/lock_enrollment", {{"id", one.text("enrollment_id")}})->enumeration<EnrollmentState>("state");
        transaction.exec("subscriptions/set_open_until", {{"id", one.text("id")}, {"open_until", store::null()}});
        if (!closePlace(transaction, services, one.text("enrollment_id"), one.id<SubscriptionId>("id"), state)) continue;
        publish(transaction, services, one.id<UserId>("student_id"), QStringLiteral("enrollment"), one.text("enrollment_id"));
        ++closed;
    }
    return closed;
}

} // namespace

Result<int> enforce(const Services& services)
{
    return services.database.inTransaction<int>([&](Transaction& transaction) -> Result<int> {
        const QDateTime now = services.clock.now();
        int touched = closeEnded(transaction, services);
        for (const Row& one : transaction.run("subscriptions/list_past_due", {{"limit", now.addDays(-services.policy.suspendAfterDays)}, {"suspended_too", false}})) {
            const auto due = stillPastDue(transaction, one);
            if (!due || !states::grantsAccess(due->state)) continue;
            suspend(transaction, services, *due);
            ++touched;
        }
        for (const Row& one : transaction.run("subscriptions/list_past_due", {{"limit", now.addDays(-services.policy.cancelAfterDays)}, {"suspended_too", true}})) {
            const auto due = stillPastDue(transaction, one);
            if (!due || !end(transaction, services, one.text("enrollment_id"), QStringLiteral("payment_failed"))) continue;
            if (states::mayBecome(due->state, EnrollmentState::Cancelled))
                transaction.exec("enrollments/end_enrollment", {{"id", one.text("enrollment_id")}, {"state", toText(EnrollmentState::Cancelled)}, {"ended_by", QStringLiteral("past_due")}, {"now", now}});
            publish(transaction, services, one.id<UserId>("student_id"), QStringLiteral("enrollment"), one.text("enrollment_id"));
            ++touched;
        }
        return touched;
    });
}

} // namespace lectern::subscriptions
