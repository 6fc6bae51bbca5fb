#include "support/school.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/learning/learning.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/reports/statements.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Money goes back once, from the right pockets, and takes access with it; what the gateway fails comes back.
class TestRefunds : public QObject
{
    Q_OBJECT

private:
    /// A school in which one student bought one course for 49.99.
    struct Sold {
        World world;
        User teacher = world.teacher();
        User student = world.student();
        User admin = world.admin();
        Course course = launchedCourse(world, teacher, usd(4999), 3);
        Payment payment = paidEnrollment(world, student, course.id);

        Payment now() { return must(payments::find(world.services, World::as(admin), payment.id)); }
        QString access() { return world.sql.text(QStringLiteral("select state from enrollment where id = '%1'").arg(payment.enrollmentId.value)); }
        VaultBalance vault() { return must(vaults::mine(world.services, World::as(teacher))).balances.first(); }
        Result<Refund> give(qint64 minor, const QString& key = newUuid7())
        {
            Caller caller = World::as(admin);
            caller.idempotencyKey = key;
            return refunds::refund(world.services, caller, payment.id, {usd(minor), QStringLiteral("Goodwill")});
        }
        Result<Refund> takeBack(const QString& reason = QStringLiteral("Not for me"), const QString& key = newUuid7())
        {
            Caller caller = World::as(student);
            caller.idempotencyKey = key;
            return refunds::takeBack(world.services, caller, payment.id, {reason});
        }
        RefundEvent event(const char* status, qint64 minor, const QString& id = {})
        {
            RefundEvent event;
            event.refund = id.isEmpty() ? world.gateway.refunds().last().id : id;
            event.intent = payment.gatewayId;
            event.status = QLatin1String(status);
            event.amount = usd(minor);
            if (id.isEmpty()) event.refundId = world.gateway.refunds().last().refundId;
            return event;
        }
        void tell(const RefundEvent& event)
        {
            world.receive(body(event));
            world.settle();
        }
        /// The hold runs out and the teacher takes everything to the bank.
        void emptyVault()
        {
            world.clock.advance(15 * 24 * 3600);
            while (must(vaults::releaseDue(world.services)) > 0) {}
            const Vault mine = must(vaults::mine(world.services, World::as(teacher)));
            const Withdrawal out = must(vaults::withdraw(world.services, World::as(teacher), mine.id, {mine.balances.first().available, {}}));
            (void)must(vaults::decide(world.services, World::as(admin), out.id, {true, {}}));
        }
    };

private Q_SLOTS:
    void studentTakesBackWithinTheDaysAndLosesAccess()
    {
        Sold sold;
        const RefundQuote quote = must(refunds::quote(sold.world.services, World::as(sold.student), sold.payment.id));
        QVERIFY2(quote.automatic, qPrintable(quote.why));
        QCOMPARE(quote.refundable, usd(4999));
        QCOMPARE(quote.teacherPart, usd(3999));
        QCOMPARE(quote.platformPart, usd(1000));
        QCOMPARE(quote.teacherOwes, usd(0));
        QCOMPARE(must(sold.takeBack()).state, RefundState::Succeeded);
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        QCOMPARE(sold.now().state, PaymentState::Refunded);
        QCOMPARE(sold.vault().pending, usd(0));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
        sold.tell(sold.event("succeeded", 4999)); // the event of what is known changes nothing
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
        QCOMPARE(codeOf(sold.takeBack()), QStringLiteral("invalid_state"));
        sold.world.clock.advance(20 * 24 * 3600);
        while (must(vaults::releaseDue(sold.world.services)) > 0) {}
        QCOMPARE(sold.vault().available, usd(0));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void afterTheDaysAnAdminDecides()
    {
        Sold sold;
        sold.world.clock.advance(14 * 24 * 3600 + 1);
        QVERIFY(!must(refunds::quote(sold.world.services, World::as(sold.student), sold.payment.id)).automatic);
        QCOMPARE(codeOf(sold.takeBack({})), QStringLiteral("invalid_input"));
        const Refund asked = must(sold.takeBack());
        QCOMPARE(asked.state, RefundState::Requested);
        QCOMPARE(must(sold.takeBack()).id, asked.id); // one request at a time
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.world.gateway.refunds().size(), 0);
        const Caller admin = World::as(sold.admin);
        QCOMPARE(codeOf(refunds::decide(sold.world.services, admin, asked.id, {false, {}})), QStringLiteral("invalid_input"));
        QCOMPARE(must(refunds::decide(sold.world.services, admin, asked.id, {true, {}})).state, RefundState::Succeeded);
        QCOMPARE(codeOf(refunds::decide(sold.world.services, admin, asked.id, {false, QStringLiteral("Too late")})), QStringLiteral("conflict"));
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void whoHasSeenTooMuchOrHasACertificateAsks()
    {
        Sold sold;
        const QString sql = QStringLiteral("update enrollment set progress_percent = %1");
        sold.world.sql.exec(sql.arg(30));
        QVERIFY(must(refunds::quote(sold.world.services, World::as(sold.student), sold.payment.id)).automatic);
        sold.world.sql.exec(sql.arg(31));
        QVERIFY(!must(refunds::quote(sold.world.services, World::as(sold.student), sold.payment.id)).automatic);
        QCOMPARE(must(sold.takeBack()).state, RefundState::Requested);
    }

    void partialRefundsUpToTheWholeLeaveNothing()
    {
        Sold sold;
        for (const qint64 part : {1, 333, 1000, 2665}) QCOMPARE(must(sold.give(part)).state, RefundState::Succeeded);
        QCOMPARE(sold.now().state, PaymentState::PartiallyRefunded);
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(codeOf(sold.give(1001)), QStringLiteral("invalid_input"));
        QCOMPARE(must(sold.give(1000)).state, RefundState::Succeeded);
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        QCOMPARE(sold.vault().pending, usd(0));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select sum(teacher_minor) from refund")), 3999);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void manyAdminsAtOnceNeverGiveMoreThanWasPaid()
    {
        Sold sold;
        std::atomic<int> given = 0;
        inParallel(sold.world, 12, [&](int) {
            if (sold.give(1000)) ++given;
        });
        QCOMPARE(given.load(), 4);
        QCOMPARE(sold.now().refunded, usd(4000));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void theSameRequestAgainIsTheSameRefund()
    {
        Sold sold;
        const Refund first = must(sold.give(1000, QStringLiteral("key-1")));
        QCOMPARE(must(sold.give(1000, QStringLiteral("key-1"))).id, first.id);
        QCOMPARE(sold.now().refunded, usd(1000));
    }

    void refundBeyondTheVaultIsADebtThatLaterSalesRepayFirst()
    {
        Sold sold;
        sold.emptyVault();
        const RefundQuote quote = must(refunds::quote(sold.world.services, World::as(sold.admin), sold.payment.id));
        QCOMPARE(quote.teacherOwes, usd(3999));
        (void)must(sold.give(4999));
        QCOMPARE(sold.vault().owed, usd(3999));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
        // The refund is a line of the vault's history, which says what it left owing.
        const VaultId vault = must(vaults::mine(sold.world.services, World::as(sold.teacher))).id;
        const VaultEntry line = must(vaults::entries(sold.world.services, World::as(sold.teacher), vault, {}, {})).items.first();
        QCOMPARE(line.kind, EntryKind::Refund);
        QCOMPARE(line.amount, usd(0));
        QCOMPARE(line.owedAfter, usd(3999));
        const QDateTime middle = sold.world.clock.now().addSecs(1);
        sold.world.clock.advance(2);
        const Course cheap = launchedCourse(sold.world, sold.teacher, usd(2500));
        (void)paidEnrollment(sold.world, sold.world.student(), cheap.id); // 20.00 for the teacher
        QCOMPARE(sold.vault().owed, usd(1999));
        QCOMPARE(sold.vault().pending, usd(0));
        (void)paidEnrollment(sold.world, sold.world.student(), sold.course.id); // 39.99
        QCOMPARE(sold.vault().owed, usd(0));
        QCOMPARE(sold.vault().pending, usd(2000));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
        const Statement statement = must(reports::statement(sold.world.services, World::as(sold.teacher), vault, {QStringLiteral("USD"), middle, sold.world.clock.now().addSecs(1)}));
        QCOMPARE(statement.owedOpening, usd(3999));
        QCOMPARE(statement.owedClosing, usd(0));
        QCOMPARE(statement.closing, usd(2000));
        const QByteArray csv = must(reports::statementCsv(sold.world.services, World::as(sold.teacher), vault, {QStringLiteral("USD"), {}, sold.world.clock.now().addSecs(1)}));
        QVERIFY2(csv.contains(",owed,receipt\r\n") && csv.contains(",39.99,") && csv.trimmed().endsWith(",0.00,"), csv.constData());
        sold.world.clock.advance(15 * 24 * 3600);
        while (must(vaults::releaseDue(sold.world.services)) > 0) {}
        QCOMPARE(sold.vault().available, usd(2000));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void whoOwesCannotWithdraw()
    {
        Sold sold;
        sold.emptyVault();
        (void)must(sold.give(4999));
        const Vault vault = must(vaults::mine(sold.world.services, World::as(sold.teacher)));
        QCOMPARE(codeOf(vaults::withdraw(sold.world.services, World::as(sold.teacher), vault.id, {usd(1000), {}})), QStringLiteral("invalid_state"));
    }

    void otherSalesThatWaitPayBeforeADebtArises()
    {
        Sold sold;
        sold.world.clock.advance(10 * 24 * 3600);
        (void)paidEnrollment(sold.world, sold.world.student(), sold.course.id);
        sold.world.clock.advance(5 * 24 * 3600);
        while (must(vaults::releaseDue(sold.world.services)) > 0) {}
        const Vault vault = must(vaults::mine(sold.world.services, World::as(sold.teacher)));
        QCOMPARE(vault.balances.first().available, usd(3999));
        const Withdrawal out = must(vaults::withdraw(sold.world.services, World::as(sold.teacher), vault.id, {usd(3000), {}}));
        (void)must(sold.give(4999));
        QCOMPARE(sold.vault().available, usd(0));
        QCOMPARE(sold.vault().pending, usd(3999 - 3000));
        QCOMPARE(sold.vault().owed, usd(0));
        QCOMPARE(sold.vault().reserved, out.amount);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void refundOfTheDashboardIsPickedUpOnce()
    {
        Sold sold;
        const RefundEvent event = sold.event("succeeded", 4999, QStringLiteral("re_dashboard"));
        sold.tell(event);
        sold.tell(event);
        QCOMPARE(sold.now().refunded, usd(4999));
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select count(*) from refund")), 1);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void refundThatComesBeforeItsPaymentWaits()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        const Payment payment = openPayment(world, student, course.id);
        RefundEvent event;
        event.refund = QStringLiteral("re_early");
        event.intent = payment.gatewayId;
        event.amount = usd(4999);
        world.receive(body(event));
        world.settle();
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from refund")), 0);
        world.receive(succeeded(payment));
        world.settle();
        world.clock.advance(5);
        world.settle();
        QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment")), QStringLiteral("refunded"));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void pendingRefundThatFailsComesBack()
    {
        Sold sold;
        sold.world.gateway.setRefundState(RefundState::Pending);
        QCOMPARE(must(sold.takeBack()).state, RefundState::Pending);
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        RefundEvent event = sold.event("failed", 4999);
        event.type = QStringLiteral("refund.failed");
        event.failure = QStringLiteral("expired_or_canceled_card");
        sold.tell(event);
        sold.tell(event);
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.now().state, PaymentState::Succeeded);
        QCOMPARE(sold.now().refunded, usd(0));
        QCOMPARE(sold.vault().pending, usd(3999)); // the hold of the sale still runs
        QCOMPARE(sold.vault().available, usd(0));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
        QCOMPARE(sold.world.sql.number(QStringLiteral("select count(*) from notification where kind = 'refund_failed' and user_id = '%1'").arg(sold.admin.id.value)), 1);
        sold.world.gateway.setRefundState(RefundState::Succeeded);
        QCOMPARE(must(sold.give(4999)).state, RefundState::Succeeded); // another try
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void refundsAroundOneThatFailedAddUpToTheCent()
    {
        Sold sold;
        sold.world.gateway.setRefundState(RefundState::Pending);
        QCOMPARE(must(sold.give(101)).state, RefundState::Pending);
        const QString first = sold.world.gateway.refunds().last().refundId;
        QCOMPARE(must(sold.give(102)).state, RefundState::Pending);
        for (const stripe::GatewayRefund& one : sold.world.gateway.refunds()) {
            if (one.refundId != first) continue;
            RefundEvent event = sold.event("failed", 101, one.id);
            event.refundId = first;
            sold.tell(event);
        }
        QCOMPARE(sold.now().refunded, usd(102));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
        QCOMPARE(must(sold.give(4897)).state, RefundState::Pending);
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        QCOMPARE(sold.vault().pending, usd(0));
        QCOMPARE(sold.vault().available, usd(0));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select count(*) from vault_hold")), 0);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void accessComesBackWithAnyRefundOfTheWholeThatFails()
    {
        Sold sold;
        sold.world.gateway.setRefundState(RefundState::Pending);
        (void)must(sold.give(2000));
        const stripe::GatewayRefund first = sold.world.gateway.refunds().last();
        (void)must(sold.give(2999));
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        (void)must(enrollments::enroll(sold.world.services, World::as(sold.student), {sold.course.id})); // begins to buy it again
        QCOMPARE(sold.access(), QStringLiteral("awaiting_payment"));
        RefundEvent event = sold.event("failed", 2000, first.id);
        event.refundId = first.refundId;
        sold.tell(event);
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.now().state, PaymentState::PartiallyRefunded);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void dashboardRefundThatDoesNotFitWaitsForTheFailureBeforeIt()
    {
        Sold sold;
        sold.world.gateway.setRefundState(RefundState::Pending);
        (void)must(sold.give(3000));
        const stripe::GatewayRefund first = sold.world.gateway.refunds().last();
        sold.tell(sold.event("succeeded", 2500, QStringLiteral("re_dashboard")));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select count(*) from refund")), 1);
        refunds::sendApproved(sold.world.services);
        QCOMPARE(sold.world.gateway.refunds().size(), 1); // nothing is sent for it
        RefundEvent failed = sold.event("failed", 3000, first.id);
        failed.refundId = first.refundId;
        sold.tell(failed);
        sold.world.clock.advance(10);
        sold.world.settle();
        QCOMPARE(sold.now().refunded, usd(2500));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void approvedWithdrawalWaitsForADebt()
    {
        Sold sold;
        sold.world.clock.advance(15 * 24 * 3600);
        while (must(vaults::releaseDue(sold.world.services)) > 0) {}
        const Vault mine = must(vaults::mine(sold.world.services, World::as(sold.teacher)));
        const Withdrawal out = must(vaults::withdraw(sold.world.services, World::as(sold.teacher), mine.id, {usd(3999), {}}));
        (void)must(sold.give(4999));
        QCOMPARE(sold.vault().owed, usd(3999));
        QCOMPARE(codeOf(vaults::decide(sold.world.services, World::as(sold.admin), out.id, {true, {}})), QStringLiteral("invalid_state"));
        (void)must(vaults::decide(sold.world.services, World::as(sold.admin), out.id, {false, QStringLiteral("It covers the refund")}));
        QCOMPARE(sold.vault().owed, usd(0)); // repaid from what came back
        QCOMPARE(sold.vault().available, usd(0));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void withdrawalThatWaitsForADebtIsTakenBackAndRepaysIt()
    {
        Sold sold;
        sold.world.clock.advance(15 * 24 * 3600);
        while (must(vaults::releaseDue(sold.world.services)) > 0) {}
        const Vault mine = must(vaults::mine(sold.world.services, World::as(sold.teacher)));
        const Withdrawal out = must(vaults::withdraw(sold.world.services, World::as(sold.teacher), mine.id, {usd(3999), {}}));
        (void)must(vaults::decide(sold.world.services, World::as(sold.admin), out.id, {true, {}}));
        QCOMPARE(codeOf(vaults::cancel(sold.world.services, World::as(sold.teacher), out.id)), QStringLiteral("invalid_state")); // it is about to go
        (void)must(sold.give(1000));
        vaults::sendApproved(sold.world.services);
        QCOMPARE(sold.world.gateway.transfers(), 0);
        QCOMPARE(must(vaults::cancel(sold.world.services, World::as(sold.teacher), out.id)).state, WithdrawalState::Cancelled);
        QCOMPARE(sold.vault().owed, usd(0));
        QCOMPARE(sold.vault().available, usd(3999 - 800));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void lostAnswerIsFoundOutAndNeverRepeated()
    {
        Sold sold;
        sold.world.gateway.loseAnswers(1);
        QCOMPARE(must(sold.takeBack()).state, RefundState::Approved);
        QCOMPARE(sold.access(), QStringLiteral("active"));
        sold.world.clock.advance(31);
        refunds::sendApproved(sold.world.services);
        QCOMPARE(sold.world.gateway.refunds().size(), 1);
        QCOMPARE(sold.now().state, PaymentState::Refunded);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void lostAnswerIsLookedUpAfterTheKeyHasRunOut()
    {
        Sold sold;
        sold.world.gateway.refuse(ErrorCode::OutcomeUnknown, 1); // nothing was made
        const Refund refund = must(sold.takeBack());
        sold.world.clock.advance(24 * 3600);
        refunds::sendApproved(sold.world.services);
        QCOMPARE(sold.world.gateway.refunds().size(), 0);
        QCOMPARE(sold.world.sql.text(QStringLiteral("select state from refund where id = '%1'").arg(refund.id.value)), QStringLiteral("failed"));
        QCOMPARE(sold.access(), QStringLiteral("active"));
    }

    void gatewayIsBelievedAboutARefundThatWasGivenUp()
    {
        Sold sold;
        sold.world.gateway.refuse(ErrorCode::GatewayRefused, 1);
        const Refund refund = must(sold.give(4999));
        QCOMPARE(refund.state, RefundState::Failed);
        RefundEvent event = sold.event("succeeded", 4999, QStringLiteral("re_after_all"));
        event.refundId = refund.id.value;
        sold.tell(event);
        QCOMPARE(sold.now().state, PaymentState::Refunded);
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void refusedRefundChangesNothing()
    {
        Sold sold;
        sold.world.gateway.refuse(ErrorCode::GatewayRefused, 1);
        const Refund refund = must(sold.give(4999));
        QCOMPARE(refund.state, RefundState::Failed);
        QVERIFY(!refund.failure.isEmpty());
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.now().refunded, usd(0));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void eventFasterThanTheAnswerBooksOnce()
    {
        Sold sold;
        sold.world.gateway.loseAnswers(1);
        (void)must(sold.takeBack());
        inParallel(sold.world, 8, [&](int i) {
            if (i % 2 == 0) (void)sold.world.database.inTransaction<Done>([&](store::Transaction& t) { return refunds::applyRefund(t, sold.world.services, sold.world.gateway.refunds().last()); });
            else refunds::sendApproved(sold.world.services);
        });
        QCOMPARE(sold.now().state, PaymentState::Refunded);
        QCOMPARE(sold.world.sql.number(QStringLiteral("select count(*) from journal where source_type = 'refund'")), 1);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void refundOfOneOfTwoPaymentsKeepsAccess()
    {
        Sold sold;
        // The same course paid a second time, as two open tabs can do it.
        const QString second = newUuid7();
        sold.world.sql.exec(QStringLiteral("insert into payment (id, enrollment_id, course_id, student_id, teacher_id, amount_minor, currency, share_bps, state, gateway_id, created_at, updated_at) "
                                           "select '%1', enrollment_id, course_id, student_id, teacher_id, amount_minor, currency, share_bps, 'awaiting_payer', 'pi_second', created_at, updated_at from payment").arg(second));
        IntentEvent paid = succeeded(sold.payment);
        paid.intent = QStringLiteral("pi_second");
        paid.paymentId = second;
        sold.world.receive(paid);
        sold.world.settle();
        (void)must(sold.give(4999));
        QCOMPARE(sold.now().state, PaymentState::Refunded);
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void strangersSeeAndTakeNothing()
    {
        Sold sold;
        const User other = sold.world.student();
        QCOMPARE(codeOf(refunds::quote(sold.world.services, World::as(other), sold.payment.id)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(refunds::takeBack(sold.world.services, World::as(other), sold.payment.id, {QStringLiteral("Mine now")})), QStringLiteral("not_found"));
        (void)must(sold.takeBack(QStringLiteral("Mine to take back")));
        QCOMPARE(must(refunds::list(sold.world.services, other.id, {}, {})).items.size(), 0);

        QCOMPARE(must(refunds::list(sold.world.services, sold.student.id, {}, {})).items.size(), 1);
    }

    void studentIsNotToldWhatTheVaultHolds()
    {
        Sold sold;
        sold.emptyVault();
        QCOMPARE(must(refunds::quote(sold.world.services, World::as(sold.student), sold.payment.id)).teacherOwes, usd(0));
        QCOMPARE(must(refunds::quote(sold.world.services, World::as(sold.admin), sold.payment.id)).teacherOwes, usd(3999));
    }

    void courseCanBeBoughtAgainAndProgressIsKept()
    {
        Sold sold;
        sold.world.sql.exec(QStringLiteral("update enrollment set progress_percent = 20"));
        (void)must(sold.takeBack());
        const Payment again = paidEnrollment(sold.world, sold.student, sold.course.id);
        QVERIFY(again.id != sold.payment.id);
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select progress_percent from enrollment")), 20);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestRefunds)
#include "tst_refunds.moc"
