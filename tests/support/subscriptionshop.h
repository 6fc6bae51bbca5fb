#pragma once
#include "support/planshop.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/refunds.h"
#include "usecases/subscriptions/subscriptions.h"
#include "usecases/vaults/vaults.h"

/// A school with one course that is paid by the month.
namespace lectern::test {

inline PlanForm monthly(int trialDays = 0)
{
    PlanForm form;
    form.name = QStringLiteral("Monthly");
    form.kind = PlanKind::Subscription;
    form.price = usd(1'900);
    form.trialDays = trialDays;
    return form;
}

struct SubscriptionShop : PlanShop {
    explicit SubscriptionShop(int trialDays = 0) : PlanShop(monthly(trialDays)) {}
    [[nodiscard]] Services& services() { return world.services; }
    [[nodiscard]] QString one(const char* column) { return world.sql.text(QStringLiteral("select %1 from subscription order by id desc limit 1").arg(QLatin1String(column))); }
    [[nodiscard]] SubscriptionId id() { return SubscriptionId{one("id")}; }
    [[nodiscard]] Subscription mine() { return must(subscriptions::mine(services(), World::as(student))).items.first(); }
    EnrollResult enroll() { return must(enrollments::enroll(services(), by(student), form())); }
    void say(const char* status)
    {
        world.gateway.setSubscription(one("gateway_id"), QLatin1String(status), world.clock.now());
        sync();
    }
    void sync() { (void)must(subscriptions::sync(services(), id())); }
    void settle(const QString& intent, const Money& amount = usd(1'900))
    {
        IntentEvent event;
        event.intent = intent;
        event.amount = amount;
        world.receive(event);
        world.settle();
    }
    /// Agreed to, paid and running.
    void begin()
    {
        const Checkout checkout = *enroll().checkout;
        settle(checkout.payment.gatewayId);
        say("active");
    }
    QString invoice(const char* status, InvoiceState state, const Money& due = usd(1'900))
    {
        const QString id = world.gateway.addInvoice(one("gateway_id"), due, state);
        say(status);
        return world.sql.text(QStringLiteral("select p.gateway_id from subscription_invoice i join payment p on p.id = i.payment_id where i.gateway_id = '%1'").arg(id));
    }
    void jobs()
    {
        while (must(subscriptions::syncDue(services())) > 0) {}
    }
    [[nodiscard]] PaymentId paymentOf(const QString& intent) { return PaymentId{world.sql.text(QStringLiteral("select id from payment where gateway_id = '%1'").arg(intent))}; }
    /// A renewal by a bank debit, which takes days.
    QString processing()
    {
        const QString intent = invoice("active", InvoiceState::Open);
        world.gateway.setIntentState(intent, PaymentState::Processing);
        IntentEvent event;
        event.type = QStringLiteral("payment_intent.processing");
        event.intent = intent;
        event.status = QStringLiteral("processing");
        event.amount = usd(1'900);
        event.received = 0;
        world.receive(event);
        world.settle();
        return intent;
    }
    Plan offer(const char* name, qint64 minor, PlanInterval interval)
    {
        PlanForm form = monthly();
        form.name = QLatin1String(name);
        form.price = usd(minor);
        form.interval = interval;
        const Plan other = must(plans::create(services(), World::as(admin), form));
        (void)must(plans::attach(services(), World::as(admin), {course.id, {plan.id, other.id}}));
        return other;
    }
    void dispute(const QString& intent, const char* type, const char* status)
    {
        DisputeEvent event;
        event.type = QStringLiteral("charge.dispute.") + QLatin1String(type);
        event.dispute = QStringLiteral("du_subscription");
        event.intent = intent;
        event.status = QLatin1String(status);
        event.amount = usd(1'900);
        world.receive(body(event));
        world.settle();
    }
    [[nodiscard]] qint64 settled() { return world.sql.number(QStringLiteral("select count(*) from payment where settled_at is not null")); }
    [[nodiscard]] qint64 pending() { return must(vaults::mine(services(), World::as(teacher))).balances.first().pending.minor(); }
};

} // namespace lectern::test
