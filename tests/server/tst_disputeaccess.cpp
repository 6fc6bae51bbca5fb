#include "support/disputedsale.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Who is in a course while and after a bank questions what was paid for it.
class TestDisputeAccess : public QObject
{
    Q_OBJECT

    using Sold = DisputedSale;

private Q_SLOTS:
    void whatADisputeLeftOfAPaymentGivesNoAccessAfterAllElseIsRefunded()
    {
        Sold sold;
        sold.tell(sold.event("funds_withdrawn", "needs_response", {{QStringLiteral("txn_out"), -4990}}, 4990)); // all but nine cents
        sold.tell(sold.event("closed", "lost", {{QStringLiteral("txn_out"), -4990}}, 4990));
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        const Payment again = paidEnrollment(sold.world, sold.student, sold.course.id);
        QCOMPARE(sold.access(), QStringLiteral("active"));
        Caller caller = World::as(sold.admin);
        caller.idempotencyKey = newUuid7();
        (void)must(refunds::refund(sold.world.services, caller, again.id, {usd(4999), QStringLiteral("Goodwill")}));
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
    }

    void aRefundThatFailsOpensNothingThatADisputeHolds()
    {
        Sold sold;
        sold.world.gateway.setRefundState(RefundState::Pending);
        const auto give = [&](qint64 minor) {
            Caller caller = World::as(sold.admin);
            caller.idempotencyKey = newUuid7();
            (void)must(refunds::refund(sold.world.services, caller, sold.payment.id, {usd(minor), QStringLiteral("Goodwill")}));
        };
        const auto fail = [&](qint64 minor) {
            for (const stripe::GatewayRefund& one : sold.world.gateway.refunds()) {
                if (one.amount != usd(minor)) continue;
                sold.fail(one);
            }
        };
        give(2'000);
        give(2'999); // with this one access ends
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        fail(2'000);
        QCOMPARE(sold.access(), QStringLiteral("active"));
        sold.tell(sold.event("created", "needs_response", {}, 1'000));
        QCOMPARE(sold.access(), QStringLiteral("suspended"));
        fail(2'999);
        QCOMPARE(sold.access(), QStringLiteral("suspended")); // the bank has not decided
        sold.tell(sold.event("closed", "won", {}, 1'000));
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void theSecondPaymentOpensTheCourseAgainWhenWhatClosedItWasTheFirsts_data()
    {
        QTest::addColumn<bool>("secondIsDisputed");
        QTest::addColumn<bool>("firstIsDisputed");
        QTest::newRow("dispute won, the first was refunded") << true << false;
        QTest::newRow("refund failed, the first was refunded") << false << false;
        QTest::newRow("dispute won, the first is disputed") << true << true;
        QTest::newRow("refund failed, the first is disputed") << false << true;
    }

    void theSecondPaymentOpensTheCourseAgainWhenWhatClosedItWasTheFirsts()
    {
        QFETCH(bool, secondIsDisputed);
        QFETCH(bool, firstIsDisputed);
        Sold sold;
        const Payment second = sold.bothStand();
        DisputeEvent dispute = sold.disputeOf(second);
        if (secondIsDisputed) sold.tell(dispute);
        else sold.give(second.id);
        QCOMPARE(sold.access(), QStringLiteral("active")); // the first pays for the place
        if (firstIsDisputed) sold.tell(sold.withdrawn());
        else sold.give(sold.payment.id);
        QCOMPARE(sold.access(), firstIsDisputed ? QStringLiteral("suspended") : QStringLiteral("refunded"));
        dispute.type = QStringLiteral("charge.dispute.closed");
        dispute.status = QStringLiteral("won");
        if (secondIsDisputed) {
            sold.tell(dispute);
        } else {
            for (const stripe::GatewayRefund& one : sold.world.gateway.refunds()) {
                if (one.intentId != second.gatewayId) continue;
                RefundEvent event;
                event.refund = one.id;
                event.refundId = one.refundId;
                event.intent = second.gatewayId;
                event.status = QStringLiteral("failed");
                event.amount = one.amount;
                sold.world.receive(body(event));
                sold.world.settle();
            }
        }
        QCOMPARE(sold.access(), QStringLiteral("active"));
        if (firstIsDisputed) sold.tell(sold.event("closed", "lost"));
        QCOMPARE(sold.access(), QStringLiteral("active")); // the second stands
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void whoBeganToBuyAgainIsLetInWhenTheOtherPaymentStands()
    {
        Sold sold;
        const Payment second = sold.bothStand();
        DisputeEvent dispute = sold.disputeOf(second);
        sold.tell(dispute);
        sold.give(sold.payment.id);
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        Caller caller = World::as(sold.student);
        caller.idempotencyKey = newUuid7();
        (void)must(enrollments::enroll(sold.world.services, caller, EnrollForm{sold.course.id}));
        QCOMPARE(sold.access(), QStringLiteral("awaiting_payment"));
        dispute.type = QStringLiteral("charge.dispute.closed");
        dispute.status = QStringLiteral("won");
        sold.tell(dispute);
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void aRefundThatFailsOpensThePlaceThoughTheOtherPaymentIsDisputed()
    {
        Sold sold;
        const Payment second = sold.bothStand();
        sold.tell(sold.withdrawn()); // of the first; the second stands
        DisputeEvent dispute = sold.disputeOf(second);
        sold.tell(dispute);
        QCOMPARE(sold.access(), QStringLiteral("suspended"));
        RefundEvent refund; // of the first, in the gateway's dashboard
        refund.refund = QStringLiteral("re_dashboard");
        refund.intent = sold.payment.gatewayId;
        refund.amount = usd(4'999);
        sold.world.receive(body(refund));
        sold.world.settle();
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        sold.tell(sold.reinstated());
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        refund.status = QStringLiteral("failed");
        sold.world.receive(body(refund));
        sold.world.settle();
        QCOMPARE(sold.access(), QStringLiteral("active"));
        dispute.type = QStringLiteral("charge.dispute.closed");
        dispute.status = QStringLiteral("lost");
        sold.tell(dispute);
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select count(*) from notification where text like '%access has ended%'")), 0);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void whoWasCancelledWhileTheBankAskedIsReadmittedToWhatIsPaid()
    {
        Sold sold;
        sold.tell(sold.withdrawn());
        (void)must(enrollments::cancel(sold.world.services, World::as(sold.admin), sold.payment.enrollmentId, QStringLiteral("The bank asks")));
        sold.tell(sold.reinstated());
        QCOMPARE(sold.access(), QStringLiteral("cancelled"));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select count(*) from notification where text like '%open again%'")), 0); // it is not
        QCOMPARE(must(enrollments::readmit(sold.world.services, World::as(sold.admin), sold.payment.enrollmentId, QStringLiteral("It is paid"))).state, EnrollmentState::Active);
    }

    void aDisputeThatIsWonOpensNothingThatWasRefunded()
    {
        Sold sold;
        sold.tell(sold.event("created", "needs_response", {}, 1'000));
        RefundEvent event; // in the gateway's dashboard
        event.refund = QStringLiteral("re_dashboard");
        event.intent = sold.payment.gatewayId;
        event.amount = usd(4'999);
        sold.world.receive(body(event));
        sold.world.settle();
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        sold.tell(sold.event("closed", "won", {}, 1'000));
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        QCOMPARE(sold.vault().pending, usd(0)); // nor does the teacher keep anything of it
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
        event.status = QStringLiteral("failed");
        sold.world.receive(body(event));
        sold.world.settle();
        QCOMPARE(sold.access(), QStringLiteral("active")); // all of it is ours again
        QCOMPARE(sold.vault().pending, usd(3999));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void aRefundThatFailsAfterTheBankTookItAllLeavesNothing()
    {
        for (const bool won : {false, true}) {
            Sold sold;
            sold.world.gateway.setRefundState(RefundState::Pending);
            Caller caller = World::as(sold.admin);
            caller.idempotencyKey = newUuid7();
            (void)must(refunds::refund(sold.world.services, caller, sold.payment.id, {usd(4'999), QStringLiteral("Goodwill")}));
            sold.tell(sold.event("created", "needs_response")); // the whole of it once more
            sold.fail(sold.world.gateway.refunds().first());
            QCOMPARE(sold.access(), QStringLiteral("suspended"));
            QCOMPARE(sold.vault().pending, usd(0)); // the bank has it
            QCOMPARE(sold.world.ledgerProblems(), QStringList());
            sold.tell(sold.event("closed", won ? "won" : "lost"));
            QCOMPARE(sold.access(), won ? QStringLiteral("active") : QStringLiteral("refunded"));
            QCOMPARE(sold.vault().pending, usd(won ? 3999 : 0));
            QCOMPARE(sold.world.ledgerProblems(), QStringList());
        }
    }
};

QTEST_GUILESS_MAIN(TestDisputeAccess)
#include "tst_disputeaccess.moc"
