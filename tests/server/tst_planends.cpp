#include "support/planshop.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/methods.h"
#include "usecases/payments/offline.h"
#include "usecases/payments/refunds.h"
#include "usecases/vaults/vaults.h"
#include <QMutex>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Plans that end before their last payment, and what brings them back.
class TestPlanEnds : public QObject
{
    Q_OBJECT

    using Shop = PlanShop;

private Q_SLOTS:
    void refundOfTheOnlyPaymentEndsThePlan()
    {
        Shop shop;
        (void)shop.begin();
        (void)must(refunds::takeBack(shop.world.services, shop.by(shop.student), *shop.schedule().lines.first().paymentId, {}));
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        QCOMPARE(shop.schedule().state, ScheduleState::Cancelled);
        shop.days(40);
        shop.collect();
        QCOMPARE(shop.world.gateway.collections(), 0);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void paymentAfterThePlanWasGivenUpRevivesIt()
    {
        Shop shop;
        const Schedule schedule = shop.begin();
        shop.world.gateway.setCollections(PaymentState::Failed, QStringLiteral("expired_card"));
        shop.untilDue(2);
        shop.collect();
        const Checkout checkout = must(schedules::payLine(shop.world.services, shop.by(shop.student), schedule.id, schedule.lines.at(1).id));
        shop.days(16);
        (void)must(schedules::enforce(shop.world.services));
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
        shop.succeed(checkout.payment); // the card went through in the same moment
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.schedule().state, ScheduleState::Active);
        QCOMPARE(shop.schedule().lines.at(2).state, LineState::Upcoming);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void firstPaymentOfAPlanThatWasGivenUpIsNotCollectedOnAndReported()
    {
        Shop shop;
        const Payment first = must(enrollments::enroll(shop.world.services, shop.by(shop.student), shop.form())).checkout->payment;
        EnrollForm whole{shop.course.id};
        whole.method = QStringLiteral("card");
        const Payment paid = must(enrollments::enroll(shop.world.services, shop.by(shop.student), whole)).checkout->payment;
        shop.succeed(paid);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        shop.succeed(first); // before its cancellation arrived
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from audit_entry where action = 'payment.second'")), 1);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from schedule")), QStringLiteral("cancelled"));
        shop.days(70);
        shop.collect();
        QCOMPARE(shop.world.gateway.collections(), 0);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void paymentOfAnEarlierPlanLeavesTheNewOneAlone()
    {
        Shop shop;
        const Payment first = must(enrollments::enroll(shop.world.services, shop.by(shop.student), shop.form())).checkout->payment;
        EnrollForm whole{shop.course.id};
        whole.method = QStringLiteral("card");
        (void)must(enrollments::enroll(shop.world.services, shop.by(shop.student), whole));
        const Payment again = must(enrollments::enroll(shop.world.services, shop.by(shop.student), shop.form())).checkout->payment;
        shop.succeed(first);
        shop.succeed(again);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from schedule where state = 'active'")), 1);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from audit_entry where action = 'payment.second'")), 1);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void oneOfSeveralPaymentsGoesBackOnlyByAnAdmin()
    {
        Shop shop;
        const Schedule schedule = shop.begin();
        shop.succeed(must(schedules::payLine(shop.world.services, shop.by(shop.student), schedule.id, schedule.lines.at(1).id)).payment);
        const RefundQuote quote = must(refunds::quote(shop.world.services, World::as(shop.student), *shop.schedule().lines.at(1).paymentId));
        QVERIFY(!quote.automatic);
        QVERIFY2(quote.why.contains(QStringLiteral("plan")), qPrintable(quote.why));
    }

    void planIsGivenUpForPayingAtOnce()
    {
        Shop shop;
        (void)must(enrollments::enroll(shop.world.services, shop.by(shop.student), shop.form()));
        EnrollForm whole{shop.course.id};
        whole.method = QStringLiteral("card");
        const EnrollResult result = must(enrollments::enroll(shop.world.services, shop.by(shop.student), whole));
        QCOMPARE(result.checkout->payment.amount, usd(10'000));
        QCOMPARE(result.checkout->payment.instalments, 0);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from schedule")), QStringLiteral("cancelled"));
        // Going on later resumes exactly this payment.
        QCOMPARE(must(enrollments::checkout(shop.world.services, shop.by(shop.student), result.enrollment.id)).payment.id, result.checkout->payment.id);
    }

    // ---------------------------------------------------------------- the gateway's own page

    void disputeStopsTheCollectionAndALostOneEndsThePlan()
    {
        for (const bool won : {true, false}) {
            Shop shop;
            (void)shop.begin();
            DisputeEvent event;
            event.type = QStringLiteral("charge.dispute.funds_withdrawn");
            event.dispute = QStringLiteral("du_") + newUuid7().remove(u'-');
            event.intent = shop.paymentOf(1).gatewayId;
            event.status = QStringLiteral("needs_response");
            event.amount = shop.paymentOf(1).amount;
            event.movements = {{QStringLiteral("txn_out"), -event.amount.minor()}};
            shop.world.receive(body(event));
            shop.world.settle();
            QCOMPARE(shop.access(), QStringLiteral("suspended"));
            shop.days(50);
            shop.collect();
            (void)must(schedules::enforce(shop.world.services));
            QCOMPARE(shop.world.gateway.collections(), 0);
            QCOMPARE(shop.access(), QStringLiteral("suspended"));
            event.type = won ? QStringLiteral("charge.dispute.funds_reinstated") : QStringLiteral("charge.dispute.closed");
            event.status = won ? QStringLiteral("won") : QStringLiteral("lost");
            if (won) event.movements.append({QStringLiteral("txn_in"), event.amount.minor()});
            shop.world.receive(body(event));
            shop.world.settle();
            (void)must(schedules::enforce(shop.world.services));
            QCOMPARE(shop.access(), won ? QStringLiteral("active") : QStringLiteral("refunded"));
            QCOMPARE(shop.schedule().state, won ? ScheduleState::Active : ScheduleState::Cancelled);
            if (won) QCOMPARE(shop.schedule().lines.at(1).state, LineState::Due);
            QCOMPARE(shop.world.ledgerProblems(), QStringList());
        }
    }

    void aWonDisputeOpensAPaidPlanWhoseOtherPaymentsWentBack()
    {
        Shop shop;
        const Schedule schedule = shop.begin();
        for (const int line : {1, 2}) shop.succeed(must(schedules::payLine(shop.world.services, shop.by(shop.student), schedule.id, schedule.lines.at(line).id)).payment);
        DisputeEvent dispute;
        dispute.type = QStringLiteral("charge.dispute.created");
        dispute.dispute = QStringLiteral("du_first");
        dispute.intent = shop.paymentOf(1).gatewayId;
        dispute.status = QStringLiteral("needs_response");
        dispute.amount = shop.paymentOf(1).amount;
        shop.world.receive(body(dispute));
        shop.world.settle();
        QCOMPARE(shop.access(), QStringLiteral("active")); // the others stand
        for (const int line : {2, 3}) (void)must(refunds::refund(shop.world.services, shop.by(shop.admin), shop.paymentOf(line).id, {shop.paymentOf(line).amount, QStringLiteral("Goodwill"), true}));
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        dispute.type = QStringLiteral("charge.dispute.closed");
        dispute.status = QStringLiteral("won");
        shop.world.receive(body(dispute));
        shop.world.settle();
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aDisputeWonAfterARefundFailedGoesOnWithThePlan()
    {
        Shop shop;
        const Schedule schedule = shop.begin();
        shop.world.gateway.setRefundState(RefundState::Pending);
        (void)must(refunds::refund(shop.world.services, shop.by(shop.admin), *schedule.lines.first().paymentId, {usd(3334), QStringLiteral("Moved away")}));
        DisputeEvent dispute;
        dispute.type = QStringLiteral("charge.dispute.created");
        dispute.dispute = QStringLiteral("du_late");
        dispute.intent = shop.paymentOf(1).gatewayId;
        dispute.status = QStringLiteral("needs_response");
        dispute.amount = shop.paymentOf(1).amount;
        shop.world.receive(body(dispute));
        shop.world.settle();
        RefundEvent event;
        event.type = QStringLiteral("refund.failed");
        event.refund = shop.world.gateway.refunds().last().id;
        event.refundId = shop.world.gateway.refunds().last().refundId;
        event.intent = shop.paymentOf(1).gatewayId;
        event.status = QStringLiteral("failed");
        event.amount = usd(3334);
        event.failure = QStringLiteral("charge_for_pending_refund_disputed");
        shop.world.receive(body(event));
        shop.world.settle();
        QCOMPARE(shop.access(), QStringLiteral("suspended"));
        dispute.type = QStringLiteral("charge.dispute.closed");
        dispute.status = QStringLiteral("won");
        shop.world.receive(body(dispute));
        shop.world.settle();
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.schedule().state, ScheduleState::Active); // the rest is collected as agreed
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void refundThatFailsBringsThePlanBack()
    {
        Shop shop;
        const Schedule schedule = shop.begin();
        shop.world.gateway.setRefundState(RefundState::Pending);
        (void)must(refunds::refund(shop.world.services, shop.by(shop.admin), *schedule.lines.first().paymentId, {usd(3334), QStringLiteral("Moved away")}));
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        QCOMPARE(shop.schedule().state, ScheduleState::Cancelled);
        // The refund fails at the bank: the money is here, the course open, and the rest due again.
        RefundEvent event;
        event.type = QStringLiteral("refund.failed");
        event.refund = shop.world.gateway.refunds().last().id;
        event.refundId = shop.world.gateway.refunds().last().refundId;
        event.intent = shop.paymentOf(1).gatewayId;
        event.status = QStringLiteral("failed");
        event.amount = usd(3334);
        shop.world.receive(body(event));
        shop.world.settle();
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.schedule().state, ScheduleState::Active);
        QCOMPARE(shop.schedule().lines.at(2).state, LineState::Upcoming);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestPlanEnds)
#include "tst_planends.moc"
