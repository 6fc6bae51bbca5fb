#include "support/subscriptionshop.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Courses that are paid for period by period: what opens them, what closes them, and that every period is paid once.
class TestSubscriptions : public QObject
{
    Q_OBJECT

    using Shop = SubscriptionShop;

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

    void aChangeIsShownBeforeAndMadeForThatAmount()
    {
        Shop shop;
        const Plan other = shop.offer("Yearly", 19'000, PlanInterval::Year);
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
        // Its answer was lost: what is so already is not paid for again.
        shop.days(1);
        QCOMPARE(must(subscriptions::change(shop.services(), shop.by(shop.student), shop.id(), form)).price, usd(19'000));
    }

    void aChangeNeedsWhatWasShown()
    {
        Shop shop;
        const Plan other = shop.offer("Yearly", 19'000, PlanInterval::Year);
        shop.begin();
        QCOMPARE(codeOf(subscriptions::change(shop.services(), shop.by(shop.student), shop.id(), {other.id})), QStringLiteral("invalid_input"));
        QCOMPARE(shop.mine().planName, QStringLiteral("Monthly"));
    }

    void theSamePlanAtItsNewPriceMayBeChosen()
    {
        Shop shop;
        shop.begin();
        PlanForm dearer = monthly();
        dearer.price = usd(2'900);
        (void)must(plans::edit(shop.services(), World::as(shop.admin), shop.plan.id, dearer));
        const SubscriptionChange shown = must(subscriptions::preview(shop.services(), World::as(shop.student), shop.id(), {shop.plan.id}));
        QCOMPARE(must(subscriptions::change(shop.services(), shop.by(shop.student), shop.id(), {shop.plan.id, shown.at, shown.dueNow})).price, usd(2'900));
    }

    void aCheaperPlanOfTheSamePeriodCountsFromTheNextPayment()
    {
        Shop shop;
        const Plan other = shop.offer("Reduced", 900, PlanInterval::Month);
        shop.begin();
        const SubscriptionChange shown = must(subscriptions::preview(shop.services(), World::as(shop.student), shop.id(), {other.id}));
        QCOMPARE(shown.dueNow, usd(0));
        QCOMPARE(shown.unused, usd(0));
        const Subscription changed = must(subscriptions::change(shop.services(), shop.by(shop.student), shop.id(), {other.id, shown.at, shown.dueNow}));
        QCOMPARE(changed.price, usd(900));
        QVERIFY(!shop.world.gateway.lastUpdate().prorates); // no credit that a refund of the first payment would leave behind
    }

    void noChangeLeavesACredit()
    {
        Shop shop;
        const Plan other = shop.offer("Weekly", 500, PlanInterval::Week);
        shop.begin();
        QCOMPARE(codeOf(subscriptions::preview(shop.services(), World::as(shop.student), shop.id(), {other.id})), QStringLiteral("invalid_state"));
        QCOMPARE(shop.mine().price, usd(1'900));
    }

    void whatABankWorksOnIsNotOverdue()
    {
        Shop shop;
        shop.begin();
        (void)shop.processing();
        shop.say("past_due");
        shop.days(16);
        (void)must(subscriptions::enforce(shop.services()));
        QCOMPARE(shop.access(), QStringLiteral("active"));
    }

    void whatWasPaidAMomentAgoIsNotEnded()
    {
        Shop shop;
        shop.begin();
        const QString intent = shop.invoice("past_due", InvoiceState::Open);
        shop.days(16);
        shop.settle(intent); // and was not looked at since
        QCOMPARE(shop.one("state"), QStringLiteral("past_due"));
        (void)must(subscriptions::enforce(shop.services()));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.one("state"), QStringLiteral("past_due"));
        QCOMPARE(codeOf(subscriptions::pay(shop.services(), shop.by(shop.student), shop.id())), QStringLiteral("invalid_state"));
    }

    void aCreditMakesTheFirstPaymentSmaller()
    {
        Shop shop;
        shop.world.gateway.setCredit(usd(500));
        const Checkout checkout = *shop.enroll().checkout;
        QCOMPARE(checkout.payment.amount, usd(1'400));
        shop.settle(checkout.payment.gatewayId, usd(1'400));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.pending(), 1'120);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aCreditThatCoversTheFirstPaymentOpensTheCourse()
    {
        Shop shop;
        shop.world.gateway.setCredit(usd(5'000));
        const EnrollResult result = shop.enroll();
        QVERIFY(!result.checkout);
        QCOMPARE(result.enrollment.state, EnrollmentState::Active);
        QCOMPARE(shop.mine().state, SubscriptionState::Active);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from payment")), QStringLiteral("canceled"));
        QCOMPARE(shop.settled(), 0);
        (void)must(subscriptions::finish(shop.services(), shop.by(shop.student), shop.id(), {true, {}}));
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void whatWasMadeLongAgoIsFoundNotMadeAgain()
    {
        Shop shop;
        shop.world.gateway.loseAnswers(3);
        QCOMPARE(codeOf(enrollments::enroll(shop.services(), shop.by(shop.student), shop.form())), QStringLiteral("outcome_unknown"));
        shop.world.gateway.loseAnswers(0);
        (void)shop.world.gateway.createSubscription({shop.id(), QStringLiteral("cus_x"), {QStringLiteral("prod_x"), usd(1'900), PlanInterval::Month, shop.plan.id}, 0});
        shop.world.gateway.forgetKeys();
        shop.days(1);
        QVERIFY(shop.enroll().checkout);
        QCOMPARE(shop.world.gateway.subscriptions(), 1);
    }

    void newsDuringALookIsLookedAt()
    {
        Shop shop;
        shop.begin();
        shop.world.gateway.duringLook([&] {
            shop.world.gateway.setSubscription(shop.one("gateway_id"), QStringLiteral("past_due"), shop.world.clock.now());
            const QJsonObject object{{QStringLiteral("object"), QStringLiteral("subscription")}, {QStringLiteral("id"), shop.one("gateway_id")}};
            (void)must(shop.services().database.inTransaction<Done>([&](store::Transaction& transaction) { return subscriptions::noteEvent(transaction, shop.services(), object); }));
        });
        shop.sync();
        QCOMPARE(shop.mine().state, SubscriptionState::PastDue);
    }

    void anOlderLookDoesNotUndoANewerOne()
    {
        Shop shop;
        shop.begin();
        shop.world.gateway.duringLook([&] { shop.say("past_due"); }); // the other one asks later and writes first
        shop.sync();
        QCOMPARE(shop.mine().state, SubscriptionState::PastDue);
    }

    void aDraftIsLookedAtAgainWithinItsHour()
    {
        Shop shop;
        shop.begin();
        (void)shop.world.gateway.addInvoice(shop.one("gateway_id"), usd(1'900), InvoiceState::Draft);
        shop.sync();
        QVERIFY(shop.world.sql.number(QStringLiteral("select count(*) from subscription where sync_at <= '%1'").arg(shop.world.clock.now().addSecs(66 * 60).toString(Qt::ISODate))) == 1);
    }

    void anEventThatWasSetAsideIsTakenUpWithItsInvoice()
    {
        Shop shop;
        shop.begin();
        (void)shop.world.gateway.addInvoice(shop.one("gateway_id"), usd(1'900), InvoiceState::Paid);
        const QString intent = must(shop.world.gateway.retrieveSubscription(shop.one("gateway_id"))).firstIntent;
        shop.settle(intent);
        shop.world.sql.exec(QStringLiteral("update gateway_event_queue set attempts = 9, not_before = now() - interval '1 day'"));
        shop.world.settle();
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from gateway_event_queue")), 0);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from gateway_event_problem where requeued_at is null")), 1);
        shop.sync();
        shop.world.settle();
        QCOMPARE(shop.settled(), 2);
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
