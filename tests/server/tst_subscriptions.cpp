#include "support/planshop.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/refunds.h"
#include "usecases/subscriptions/subscriptions.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Courses that are paid for period by period: what opens them, what closes them, and that every period is paid once.
class TestSubscriptions : public QObject
{
    Q_OBJECT

    static PlanForm monthly(int trialDays = 0)
    {
        PlanForm form;
        form.name = QStringLiteral("Monthly");
        form.kind = PlanKind::Subscription;
        form.price = usd(1'900);
        form.trialDays = trialDays;
        return form;
    }

    struct Shop : PlanShop {
        explicit Shop(int trialDays = 0) : PlanShop(monthly(trialDays)) {}
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
        [[nodiscard]] qint64 settled() { return world.sql.number(QStringLiteral("select count(*) from payment where settled_at is not null")); }
        [[nodiscard]] qint64 pending() { return must(vaults::mine(services(), World::as(teacher))).balances.first().pending.minor(); }
    };

private Q_SLOTS:
    void offeredBesideTheWholePriceWithItsFirstPayment()
    {
        Shop shop(7);
        const PurchaseQuote quote = must(enrollments::quote(shop.services(), World::as(shop.student), shop.course.id, {}));
        QCOMPARE(quote.total, usd(10'000));
        QCOMPARE(quote.plans.size(), 1);
        QCOMPARE(quote.plans.first().kind, PlanKind::Subscription);
        QCOMPARE(quote.plans.first().interval, std::optional(PlanInterval::Month));
        QCOMPARE(quote.plans.first().lines.size(), 1);
        QCOMPARE(quote.plans.first().lines.first().amount, usd(1'900));
        QCOMPARE(quote.plans.first().lines.first().dueOn.date(), shop.world.clock.now().date().addDays(7));
    }

    void theFirstInvoiceOpensTheCourseAndIsSharedLikeASale()
    {
        Shop shop;
        const EnrollResult result = shop.enroll();
        QVERIFY(result.checkout);
        QCOMPARE(result.checkout->payment.amount, usd(1'900));
        QCOMPARE(shop.access(), QStringLiteral("awaiting_payment"));
        QCOMPARE(shop.enroll().checkout->payment.id, result.checkout->payment.id); // pressed again
        EnrollForm dearer = shop.form();
        dearer.expectedTotal = usd(1'800);
        QCOMPARE(codeOf(enrollments::enroll(shop.services(), shop.by(shop.student), dearer)), QStringLiteral("conflict"));
        QCOMPARE(shop.world.gateway.subscriptions(), 1);
        shop.settle(result.checkout->payment.gatewayId);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.pending(), 1'520);
        shop.say("active");
        QCOMPARE(shop.mine().state, SubscriptionState::Active);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aRenewalIsBookedOnceAlthoughItsEventCameBeforeItsInvoice()
    {
        Shop shop;
        shop.begin();
        const QString invoice = shop.world.gateway.addInvoice(shop.one("gateway_id"), usd(1'900), InvoiceState::Paid);
        const QString intent = must(shop.world.gateway.retrieveSubscription(shop.one("gateway_id"))).firstIntent;
        shop.settle(intent); // nobody knows it yet
        QCOMPARE(shop.settled(), 1);
        shop.say("active");
        shop.world.settle(); // no waiting: its event is taken up at once
        QCOMPARE(shop.settled(), 2);
        shop.settle(intent);
        shop.sync();
        QCOMPARE(shop.settled(), 2);
        QCOMPARE(shop.pending(), 3'040);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from notification where kind = 'subscription_paid'")), 1);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from notification where kind = 'payment_unexpected'")), 0);
        QCOMPARE(must(subscriptions::invoices(shop.services(), World::as(shop.student), shop.id())).items.size(), 2);
        QVERIFY(!invoice.isEmpty());
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aTrialOpensWithAMethodAndOnlyOnce()
    {
        Shop shop(7);
        const EnrollResult first = shop.enroll();
        QVERIFY(!first.checkout && first.setup);
        QCOMPARE(shop.enroll().setup->setupId, first.setup->setupId);
        QCOMPARE(codeOf(enrollments::checkout(shop.services(), shop.by(shop.student), first.enrollment.id)), QStringLiteral("invalid_state")); // never the whole price
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from payment")), 0);
        QCOMPARE(shop.world.gateway.subscriptions(), 1);
        shop.sync();
        QCOMPARE(shop.access(), QStringLiteral("awaiting_payment")); // no card yet
        shop.say("trialing");
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.settled(), 0);
        const Subscription ended = must(subscriptions::finish(shop.services(), shop.by(shop.student), shop.id(), {true, {}}));
        QCOMPARE(ended.state, SubscriptionState::Cancelled);
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
        QCOMPARE(shop.world.gateway.subscriptions(), 0);
        const EnrollResult again = shop.enroll();
        QVERIFY(again.checkout && !again.setup); // the trial was had
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void anotherWayToPayEndsItAtTheGateway()
    {
        Shop shop;
        const Checkout monthly = *shop.enroll().checkout;
        EnrollForm whole = shop.form();
        whole.planId = PlanId{};
        const Checkout once = *must(enrollments::enroll(shop.services(), shop.by(shop.student), whole)).checkout;
        QCOMPARE(once.payment.amount, usd(10'000));
        while (must(subscriptions::syncDue(shop.services())) > 0) {}
        QCOMPARE(shop.world.gateway.subscriptions(), 0);
        shop.settle(once.payment.gatewayId, usd(10'000));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        // The other one was paid in the last moment: it is booked, and goes back by itself.
        shop.settle(monthly.payment.gatewayId);
        QCOMPARE(shop.settled(), 2);
        refunds::sendApproved(shop.services());
        QCOMPARE(shop.world.sql.text(QStringLiteral("select refunded_minor from payment where id = '%1'").arg(monthly.payment.id.value)), QStringLiteral("1900"));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void whatWasMadeButNeverHeardOfIsEndedToo()
    {
        Shop shop;
        shop.world.gateway.loseAnswers(3);
        QCOMPARE(codeOf(enrollments::enroll(shop.services(), shop.by(shop.student), shop.form())), QStringLiteral("outcome_unknown"));
        shop.world.gateway.loseAnswers(0);
        (void)shop.world.gateway.createSubscription({shop.id(), QStringLiteral("cus_x"), {QStringLiteral("prod_x"), usd(1'900), PlanInterval::Month, shop.plan.id}, 0});
        QCOMPARE(shop.world.gateway.subscriptions(), 1);
        EnrollForm whole = shop.form();
        whole.planId = PlanId{};
        (void)must(enrollments::enroll(shop.services(), shop.by(shop.student), whole));
        while (must(subscriptions::syncDue(shop.services())) > 0) {}
        QCOMPARE(shop.world.gateway.subscriptions(), 0);
    }

    void pastDueClosesOnDayEightAndOpensWhenItIsPaid()
    {
        Shop shop;
        shop.begin();
        const QString intent = shop.invoice("past_due", InvoiceState::Open);
        QCOMPARE(shop.mine().state, SubscriptionState::PastDue);
        QCOMPARE(shop.mine().due, usd(1'900));
        QVERIFY(shop.mine().suspendsOn);
        shop.days(7);
        (void)must(subscriptions::enforce(shop.services()));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        shop.days(1);
        (void)must(subscriptions::enforce(shop.services()));
        QCOMPARE(shop.access(), QStringLiteral("suspended"));
        const Checkout checkout = must(subscriptions::pay(shop.services(), shop.by(shop.student), shop.id()));
        QCOMPARE(checkout.payment.gatewayId, intent);
        shop.settle(intent);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        shop.say("active");
        QCOMPARE(codeOf(subscriptions::pay(shop.services(), shop.by(shop.student), shop.id())), QStringLiteral("invalid_state"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void pastDueForTooLongEndsIt()
    {
        Shop shop;
        shop.begin();
        (void)shop.invoice("past_due", InvoiceState::Open);
        shop.days(15);
        while (must(subscriptions::enforce(shop.services())) > 0) {}
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
        while (must(subscriptions::syncDue(shop.services())) > 0) {}
        QCOMPARE(shop.world.gateway.subscriptions(), 0);
        QVERIFY(shop.enroll().checkout); // and may begin again
    }

    void cancelledAtTheEndOfThePeriodKeepsTheCourseUntilThen()
    {
        Shop shop;
        shop.begin();
        QVERIFY(must(subscriptions::finish(shop.services(), shop.by(shop.student), shop.id(), {false, {}})).endsAtPeriodEnd);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QVERIFY(!must(subscriptions::resume(shop.services(), shop.by(shop.student), shop.id())).endsAtPeriodEnd);
        QVERIFY(must(subscriptions::finish(shop.services(), shop.by(shop.student), shop.id(), {false, {}})).endsAtPeriodEnd);
        shop.say("canceled");
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
        QCOMPARE(shop.mine().state, SubscriptionState::Cancelled);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from notification where kind = 'subscription_ended'")), 1);
    }

    void aRefundedOnlyPeriodEndsIt()
    {
        Shop shop;
        shop.begin();
        const PaymentId paid{shop.one("first_payment")};
        (void)must(refunds::refund(shop.services(), shop.by(shop.admin), paid, {usd(1'900), QStringLiteral("It was not for her")}));
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        while (must(subscriptions::syncDue(shop.services())) > 0) {}
        QCOMPARE(shop.world.gateway.subscriptions(), 0);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void earlierPeriodsDoNotKeepARefundedCourseOpen()
    {
        Shop shop;
        shop.begin();
        (void)must(subscriptions::finish(shop.services(), shop.by(shop.student), shop.id(), {true, {}}));
        EnrollForm whole = shop.form();
        whole.planId = PlanId{};
        const Checkout once = *must(enrollments::enroll(shop.services(), shop.by(shop.student), whole)).checkout;
        shop.settle(once.payment.gatewayId, usd(10'000));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        (void)must(refunds::refund(shop.services(), shop.by(shop.admin), once.payment.id, {usd(10'000), QStringLiteral("Taken back")}));
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void theRefundOfAPeriodThatRunsEndsItAlthoughEarlierOnesWerePaid()
    {
        Shop shop;
        shop.begin();
        shop.world.sql.exec(QStringLiteral("update subscription_invoice set period_end = '2020-01-01'"));
        const QString intent = shop.invoice("active", InvoiceState::Paid);
        shop.settle(intent);
        const PaymentId second{shop.world.sql.text(QStringLiteral("select id from payment where gateway_id = '%1'").arg(intent))};
        (void)must(refunds::refund(shop.services(), shop.by(shop.admin), second, {usd(1'900), QStringLiteral("This month goes back")}));
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        while (must(subscriptions::syncDue(shop.services())) > 0) {}
        QCOMPARE(shop.world.gateway.subscriptions(), 0);
    }

    void whatIsOpenWhenItEndsIsWithdrawn()
    {
        Shop shop;
        shop.begin();
        const QString intent = shop.invoice("past_due", InvoiceState::Open);
        (void)must(subscriptions::finish(shop.services(), shop.by(shop.student), shop.id(), {true, {}}));
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from subscription_invoice order by created_at desc, gateway_id desc limit 1")), QStringLiteral("void"));
        QCOMPARE(must(shop.world.gateway.retrieveIntent(intent)).state, PaymentState::Canceled);
        QCOMPARE(codeOf(subscriptions::pay(shop.services(), shop.by(shop.student), shop.id())), QStringLiteral("invalid_state"));
    }

    void aChangeIsShownBeforeAndMadeForThatAmount()
    {
        Shop shop;
        PlanForm yearly = monthly();
        yearly.name = QStringLiteral("Yearly");
        yearly.price = usd(19'000);
        yearly.interval = PlanInterval::Year;
        const Plan other = must(plans::create(shop.services(), World::as(shop.admin), yearly));
        (void)must(plans::attach(shop.services(), World::as(shop.admin), {shop.course.id, {shop.plan.id, other.id}}));
        shop.begin();
        const QList<PlanOffer> choices = must(subscriptions::choices(shop.services(), World::as(shop.student), shop.id())).items;
        QCOMPARE(choices.size(), 1);
        QCOMPARE(choices.first().planId, other.id);
        const SubscriptionChange shown = must(subscriptions::preview(shop.services(), World::as(shop.student), shop.id(), {other.id}));
        QCOMPARE(shown.dueNow, usd(17'100));
        SubscriptionChangeForm form{other.id, shown.at, usd(1)};
        QCOMPARE(codeOf(subscriptions::change(shop.services(), shop.by(shop.student), shop.id(), form)), QStringLiteral("conflict"));
        form.expectedDue = shown.dueNow;
        const Subscription changed = must(subscriptions::change(shop.services(), shop.by(shop.student), shop.id(), form));
        QCOMPARE(changed.planName, QStringLiteral("Yearly"));
        QCOMPARE(changed.price, usd(19'000));
        QCOMPARE(changed.interval, PlanInterval::Year);
    }

    void othersSubscriptionsAreInvisible()
    {
        Shop shop;
        shop.begin();
        const Caller other = World::as(shop.world.student());
        QCOMPARE(codeOf(subscriptions::invoices(shop.services(), other, shop.id())), QStringLiteral("not_found"));
        QCOMPARE(codeOf(subscriptions::finish(shop.services(), other, shop.id(), {true, {}})), QStringLiteral("not_found"));
        QCOMPARE(codeOf(subscriptions::pay(shop.services(), other, shop.id())), QStringLiteral("not_found"));
        QCOMPARE(codeOf(subscriptions::resume(shop.services(), other, shop.id())), QStringLiteral("not_found"));
        QCOMPARE(codeOf(subscriptions::preview(shop.services(), other, shop.id(), {shop.plan.id})), QStringLiteral("not_found"));
        QCOMPARE(codeOf(subscriptions::finish(shop.services(), shop.by(shop.admin), shop.id(), {true, {}})), QStringLiteral("invalid_input")); // an admin says why
        QCOMPARE(must(subscriptions::finish(shop.services(), shop.by(shop.admin), shop.id(), {true, QStringLiteral("As agreed by phone")})).state, SubscriptionState::Cancelled);
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
    }
};

QTEST_GUILESS_MAIN(TestSubscriptions)
#include "tst_subscriptions.moc"
