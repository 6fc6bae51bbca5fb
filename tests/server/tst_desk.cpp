#include "hand/handgateway.h"
#include "support/school.h"
#include "usecases/desk/desk.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/plans/plans.h"
#include "usecases/reports/books.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// The second implementation of the gateway's interface: the same use cases and the same settlement, with people in the place of the payment service.
class TestDesk : public QObject
{
    Q_OBJECT

    struct Shop {
        World world;
        hand::HandGateway gateway{world.database, world.clock, {QStringLiteral("Open School"), QStringLiteral("DE02120300000000202051"), QStringLiteral("BYLADEM1001"), QStringLiteral("A bank")}};
        User teacher = world.teacher();
        User student = world.student();
        User admin = world.admin();
        Course course;

        Shop()
        {
            world.policy.bankTransfers = true;
            world.services.gateway = &gateway;
            course = launchedCourse(world, teacher, usd(5000));
        }
        Caller as(const User& user)
        {
            Caller caller = World::as(user);
            caller.idempotencyKey = newUuid7();
            return caller;
        }
        EnrollResult enroll(const char* method = "transfer")
        {
            EnrollForm form;
            form.courseId = course.id;
            form.method = QLatin1String(method);
            return must(enrollments::enroll(world.services, as(student), form));
        }
        QList<DeskItem> items(DeskKind kind)
        {
            DeskFilter filter;
            filter.kind = kind;
            return must(desk::list(world.services, filter, {})).items;
        }
        Result<DeskItem> report(const QString& id, const std::optional<Money>& amount = {}, bool failed = false)
        {
            DeskReport report;
            report.amount = amount;
            report.failed = failed;
            report.note = failed ? QStringLiteral("The account is closed.") : QString();
            const auto done = desk::report(world.services, as(admin), id, report);
            world.settle();
            return done;
        }
        Payment paid()
        {
            const Payment payment = enroll().checkout->payment;
            (void)must(report(payment.gatewayId));
            return payment;
        }
        QString state() { return world.sql.text(QStringLiteral("select state from enrollment")); }
        VaultBalance vault() { return must(vaults::mine(world.services, World::as(teacher))).balances.first(); }
        /// What the gateway's own books and ours say; empty when they agree.
        QString unmatched()
        {
            world.clock.advance(1);
            (void)must(books::reconcile(world.services, 0));
            const auto summary = must(books::summary(world.services));
            return summary.missingHere + summary.missingThere + summary.amountDiffers == 0 ? QString() : QStringLiteral("%1 %2 %3").arg(summary.missingHere).arg(summary.missingThere).arg(summary.amountDiffers);
        }
    };

private Q_SLOTS:
    void whatIsReportedAtTheDeskIsSettledLikeAnyPayment()
    {
        Shop shop;
        const EnrollResult made = shop.enroll();
        const TransferDetails details = *made.checkout->transfer;
        QCOMPARE(details.account, QStringLiteral("DE02120300000000202051"));
        const DeskItem item = shop.items(DeskKind::Payment).first();
        QCOMPARE(item.reference, details.reference);
        QCOMPARE(item.personName, shop.student.name);
        QCOMPARE(shop.state(), QStringLiteral("awaiting_payment"));
        (void)must(shop.report(item.id));
        QCOMPARE(shop.state(), QStringLiteral("active"));
        QCOMPARE(shop.vault().pending, usd(4000));
        QCOMPARE(codeOf(shop.report(item.id)), QStringLiteral("invalid_state")); // once
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
        QCOMPARE(shop.unmatched(), QString());
        QCOMPARE(must(payments::find(shop.world.services, World::as(shop.admin), made.checkout->payment.id)).fee, std::optional(usd(0)));
    }

    void aPartIsKeptAndTooMuchIsSentBack()
    {
        Shop shop;
        const QString id = shop.enroll().checkout->payment.gatewayId;
        (void)must(shop.report(id, usd(2000)));
        QCOMPARE(shop.state(), QStringLiteral("awaiting_payment"));
        QCOMPARE(shop.enroll().checkout->transfer->missing, usd(3000));
        (void)must(shop.report(id, usd(3500)));
        QCOMPARE(shop.state(), QStringLiteral("active"));
        const DeskItem back = shop.items(DeskKind::Refund).first();
        QCOMPARE(back.amount, usd(500));
        (void)must(shop.report(back.id));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
        QCOMPARE(shop.unmatched(), QString());
    }

    void whatCameTooLateIsSentBack()
    {
        Shop shop;
        const QString id = shop.enroll().checkout->payment.gatewayId;
        (void)must(shop.report(id, usd(2000)));
        shop.world.clock.advance(15 * 86'400);
        QCOMPARE(must(enrollments::expireDue(shop.world.services)), 1);
        QCOMPARE(shop.items(DeskKind::Payment).first().state, DeskState::Canceled);
        QCOMPARE(shop.items(DeskKind::Refund).first().amount, usd(2000));
        QCOMPARE(codeOf(shop.report(id)), QStringLiteral("invalid_state"));
    }

    void whatArrivesAfterwardsIsSentBackToo()
    {
        Shop shop;
        const EnrollResult made = shop.enroll();
        shop.world.clock.advance(15 * 86'400);
        QCOMPARE(must(enrollments::expireDue(shop.world.services)), 1);
        shop.world.settle();
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from payment")), QStringLiteral("canceled"));
        (void)must(shop.report(made.checkout->payment.gatewayId, usd(5000)));
        QCOMPARE(shop.items(DeskKind::Refund).first().amount, usd(5000));
        // Begun again there is another reference, and the old one is not shown.
        const EnrollResult again = shop.enroll();
        QVERIFY(again.checkout->transfer->reference != made.checkout->transfer->reference);
        (void)must(shop.report(again.checkout->payment.gatewayId));
        QCOMPARE(shop.state(), QStringLiteral("active"));
        (void)must(shop.report(again.checkout->payment.gatewayId, usd(5000))); // paid twice
        QCOMPARE(shop.items(DeskKind::Refund).size(), 2);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aReportThatIsRepeatedIsOne()
    {
        Shop shop;
        const QString id = shop.enroll().checkout->payment.gatewayId;
        const Caller caller = shop.as(shop.admin);
        DeskReport part;
        part.amount = usd(3000);
        (void)must(desk::report(shop.world.services, caller, id, part));
        const DeskItem again = must(desk::report(shop.world.services, caller, id, part));
        QCOMPARE(again.moved, usd(3000));
        QCOMPARE(again.state, DeskState::Waiting);
    }

    void aRefundIsPendingUntilItWasSent()
    {
        Shop shop;
        const Payment payment = shop.paid();
        const Refund refund = must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {usd(5000), QStringLiteral("Goodwill")}));
        QCOMPARE(refund.state, RefundState::Pending);
        QCOMPARE(shop.state(), QStringLiteral("refunded"));
        const DeskItem item = shop.items(DeskKind::Refund).first();
        (void)must(shop.report(item.id));
        QCOMPARE(must(refunds::list(shop.world.services, std::nullopt, {}, {})).items.first().state, RefundState::Succeeded);
        QCOMPARE(shop.unmatched(), QString());
        // The bank sends it back.
        (void)must(shop.report(item.id, {}, true));
        QCOMPARE(must(refunds::list(shop.world.services, std::nullopt, {}, {})).items.first().state, RefundState::Failed);
        QCOMPARE(shop.state(), QStringLiteral("active"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
        QCOMPARE(shop.unmatched(), QString());
    }

    void aTeachersPayoutGoesTheSameWayAsThroughStripe()
    {
        Shop shop;
        (void)shop.paid();
        QCOMPARE(shop.unmatched(), QString());
        shop.world.clock.advance(15 * 86'400);
        (void)must(vaults::releaseDue(shop.world.services));
        (void)must(vaults::onboard(shop.world.services, shop.as(shop.teacher)));
        vaults::refreshAccounts(shop.world.services);
        const Vault vault = must(vaults::mine(shop.world.services, World::as(shop.teacher)));
        for (const bool fails : {true, false}) {
            const Withdrawal out = must(vaults::withdraw(shop.world.services, shop.as(shop.teacher), vault.id, {usd(4000), {}}));
            (void)must(vaults::decide(shop.world.services, shop.as(shop.admin), out.id, {true, {}}));
            vaults::sendApproved(shop.world.services);
            const auto waiting = shop.items(DeskKind::Payout);
            QCOMPARE(waiting.first().state, DeskState::Waiting);
            QCOMPARE(waiting.first().personName, shop.teacher.name);
            (void)must(shop.report(waiting.first().id, {}, fails));
            if (fails) vaults::recallFailed(shop.world.services);
            QCOMPARE(must(vaults::withdrawals(shop.world.services, World::as(shop.teacher), vault.id, WithdrawalFilter{}, PageRequest{})).items.first().state, fails ? WithdrawalState::Failed : WithdrawalState::Paid);
            QCOMPARE(shop.vault().available, fails ? usd(4000) : usd(0));
            QCOMPARE(shop.unmatched(), QString());
        }
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void whatNeedsAPaymentServiceIsNotOffered()
    {
        Shop shop;
        const PurchaseQuote quote = must(enrollments::quote(shop.world.services, World::as(shop.student), shop.course.id, {}));
        QCOMPARE(quote.methods, (QStringList{QStringLiteral("transfer"), QStringLiteral("wallet")}));
        QVERIFY(quote.plans.isEmpty());
        EnrollForm form;
        form.courseId = shop.course.id;
        QCOMPARE(codeOf(enrollments::enroll(shop.world.services, shop.as(shop.student), form)), QStringLiteral("payments_unavailable"));
    }

    void twoReportsAtOnceAreOne()
    {
        Shop shop;
        const QString id = shop.enroll().checkout->payment.gatewayId;
        std::atomic<int> done{0};
        inParallel(shop.world, 6, [&](int) { done += desk::report(shop.world.services, shop.as(shop.admin), id, {}).ok() ? 1 : 0; });
        QCOMPARE(done.load(), 1);
        shop.world.settle();
        QCOMPARE(shop.vault().pending, usd(4000));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_desk.moc"
