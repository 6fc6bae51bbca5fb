#include "support/subscriptionshop.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Subscriptions whose money goes back, or comes late: what ends, and what stays open.
class TestSubscriptionEnds : public QObject
{
    Q_OBJECT

    using Shop = SubscriptionShop;

private Q_SLOTS:
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

    /// What was paid once and came back is the student's place again, whatever was tried in between.
    void aRefundThatFailsOpensTheCourseAlsoAfterASubscriptionCameAndWent()
    {
        Shop shop;
        EnrollForm whole = shop.form();
        whole.planId = PlanId{};
        const Payment once = must(enrollments::enroll(shop.services(), shop.by(shop.student), whole)).checkout->payment;
        shop.settle(once.gatewayId, usd(10'000));
        (void)must(refunds::refund(shop.services(), shop.by(shop.admin), once.id, {usd(10'000), QStringLiteral("Taken back")}));
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        RefundEvent event;
        event.refund = shop.world.gateway.refunds().first().id;
        event.refundId = shop.world.gateway.refunds().first().refundId;
        event.intent = once.gatewayId;
        event.status = QStringLiteral("failed");
        event.amount = usd(10'000);
        shop.begin();
        QCOMPARE(shop.access(), QStringLiteral("active"));
        (void)must(subscriptions::finish(shop.services(), shop.by(shop.student), shop.id(), {true, {}}));
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
        shop.world.receive(body(event));
        shop.world.settle();
        QCOMPARE(shop.access(), QStringLiteral("active"));
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

    void partsOfOnePeriodAreNotTakenBackOneByOne()
    {
        Shop shop;
        shop.begin();
        const PaymentId first{shop.one("first_payment")};
        QVERIFY(must(refunds::quote(shop.services(), World::as(shop.student), first)).automatic);
        const QString intent = shop.invoice("active", InvoiceState::Paid, usd(500)); // changed to a dearer plan
        shop.settle(intent, usd(500));
        QVERIFY(!must(refunds::quote(shop.services(), World::as(shop.student), first)).automatic);
        QVERIFY(!must(refunds::quote(shop.services(), World::as(shop.student), shop.paymentOf(intent))).automatic);
        // An admin who gives back what the running period began with ends it.
        (void)must(refunds::refund(shop.services(), shop.by(shop.admin), first, {usd(1'900), QStringLiteral("She moved away")}));
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        shop.jobs();
        QCOMPARE(shop.world.gateway.subscriptions(), 0);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aPeriodThatIsOverIsGivenBackWithoutAnEnd()
    {
        Shop shop;
        shop.begin();
        const PaymentId first{shop.one("first_payment")};
        shop.world.sql.exec(QStringLiteral("update subscription_invoice set period_end = '2020-01-01', created_at = '2019-12-01'"));
        shop.settle(shop.invoice("active", InvoiceState::Paid));
        (void)must(refunds::refund(shop.services(), shop.by(shop.admin), first, {usd(1'900), QStringLiteral("As a courtesy")}));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.mine().state, SubscriptionState::Active);
    }

    void theRefundOfAnOldSubscriptionLeavesTheNewOne()
    {
        Shop shop;
        shop.begin();
        const PaymentId old{shop.one("first_payment")};
        (void)must(subscriptions::finish(shop.services(), shop.by(shop.student), shop.id(), {true, {}}));
        shop.begin();
        QCOMPARE(shop.access(), QStringLiteral("active"));
        (void)must(refunds::refund(shop.services(), shop.by(shop.admin), old, {usd(1'900), QStringLiteral("The first one was a mistake")}));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.mine().state, SubscriptionState::Active);
        shop.jobs();
        QCOMPARE(shop.world.gateway.subscriptions(), 1);
    }

    void aRefundThatFailsOpensTheCourseForThePeriodThatIsPaid()
    {
        Shop shop;
        shop.begin();
        const PaymentId paid{shop.one("first_payment")};
        (void)must(refunds::refund(shop.services(), shop.by(shop.admin), paid, {usd(1'900), QStringLiteral("It was not for her")}));
        shop.jobs();
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        RefundEvent event;
        event.refund = shop.world.gateway.refunds().first().id;
        event.refundId = shop.world.gateway.refunds().first().refundId;
        event.intent = must(payments::find(shop.services(), World::as(shop.student), paid)).gatewayId;
        event.status = QStringLiteral("failed");
        event.amount = usd(1'900);
        shop.world.receive(body(event));
        shop.world.settle();
        QCOMPARE(shop.access(), QStringLiteral("active"));
        (void)must(subscriptions::enforce(shop.services()));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        shop.days(32); // nothing is collected any more, so nothing is open for longer than it was paid
        (void)must(subscriptions::enforce(shop.services()));
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aDisputeEndsWhatWouldBeCollectedForAClosedCourse()
    {
        Shop shop;
        shop.begin();
        const QString intent = must(payments::find(shop.services(), World::as(shop.student), PaymentId{shop.one("first_payment")})).gatewayId;
        shop.dispute(intent, "created", "needs_response");
        QCOMPARE(shop.access(), QStringLiteral("suspended"));
        shop.jobs();
        QCOMPARE(shop.world.gateway.subscriptions(), 0);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from notification where kind = 'subscription_ended'")), 1);
        shop.dispute(intent, "closed", "won");
        QCOMPARE(shop.access(), QStringLiteral("active")); // the period was paid after all
        shop.days(32);
        (void)must(subscriptions::enforce(shop.services()));
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aDisputeThatIsWonAfterThePeriodOpensNothing()
    {
        Shop shop;
        shop.begin();
        const QString intent = must(payments::find(shop.services(), World::as(shop.student), PaymentId{shop.one("first_payment")})).gatewayId;
        shop.dispute(intent, "created", "needs_response");
        shop.jobs();
        shop.days(60);
        shop.dispute(intent, "closed", "won");
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
    }

    void aLatePaymentOfTheWholeEndsTheSubscriptionThatWaits()
    {
        Shop shop;
        EnrollForm whole = shop.form();
        whole.planId = PlanId{};
        const Checkout once = *must(enrollments::enroll(shop.services(), shop.by(shop.student), whole)).checkout;
        (void)shop.enroll(); // and then by the month
        shop.settle(once.payment.gatewayId, usd(10'000));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.one("state"), QStringLiteral("cancelled"));
        shop.jobs();
        QCOMPARE(shop.world.gateway.subscriptions(), 0);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void theEndOfASubscriptionLeavesWhatAnotherPaymentKeepsOpen()
    {
        Shop shop;
        EnrollForm whole = shop.form();
        whole.planId = PlanId{};
        const Checkout once = *must(enrollments::enroll(shop.services(), shop.by(shop.student), whole)).checkout;
        shop.begin();
        shop.settle(once.payment.gatewayId, usd(10'000)); // both were paid in the end; an admin is told
        QCOMPARE(shop.access(), QStringLiteral("active"));
        shop.say("canceled");
        QCOMPARE(shop.access(), QStringLiteral("active"));
    }

    void aPeriodThatWasUsedIsKeptThoughItsMoneyCameAfterTheEnd()
    {
        Shop shop;
        shop.begin();
        const QString intent = shop.processing();
        shop.world.sql.exec(QStringLiteral("update subscription_invoice set period_start = period_start - interval '3 days'"));
        (void)must(subscriptions::finish(shop.services(), shop.by(shop.student), shop.id(), {true, {}}));
        shop.settle(intent);
        QCOMPARE(shop.settled(), 2);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from refund")), 0);
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
    }

    void aPeriodThatBeganAfterTheEndIsGivenBack()
    {
        Shop shop;
        shop.begin();
        const QString intent = shop.processing();
        shop.world.sql.exec(QStringLiteral("update subscription_invoice set period_start = period_start + interval '3 days'"));
        (void)must(subscriptions::finish(shop.services(), shop.by(shop.student), shop.id(), {true, {}}));
        shop.settle(intent);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from refund")), 1);
    }
};

QTEST_GUILESS_MAIN(TestSubscriptionEnds)
#include "tst_subscriptionends.moc"
