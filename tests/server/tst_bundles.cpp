#include "support/school.h"
#include "usecases/admissions/admissions.h"
#include "usecases/bundles/bundles.h"
#include "usecases/courses/courses.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/notifications/notifications.h"
#include "usecases/payments/disputes.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/wallets.h"
#include "usecases/reports/books.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Several courses at one price: paid once, each a sale of its own.
class TestBundles : public QObject
{
    Q_OBJECT

    struct Shop {
        World world;
        User admin = world.admin();
        User first = world.teacher(QStringLiteral("Clara"));
        User second = world.teacher(QStringLiteral("Tomas"));
        User student = world.student();
        Course piano = launchedCourse(world, first, usd(5000));
        Course oboe = launchedCourse(world, second, usd(9000));
        Course harp = launchedCourse(world, second, usd(3333));
        Bundle bundle = made();

        Caller as(const User& user, const QString& key = newUuid7())
        {
            Caller caller = World::as(user);
            caller.idempotencyKey = key;
            return caller;
        }
        BundleForm form(CouponFunding funding = CouponFunding::Teacher)
        {
            BundleForm form;
            form.kind = BundleKind::LearningPath;
            form.title = QStringLiteral("Three instruments");
            form.discountBps = 1000;
            form.funding = funding;
            form.courses = {piano.id, oboe.id, harp.id};
            return form;
        }
        Bundle made()
        {
            const Bundle draft = must(bundles::create(world.services, as(admin), form()));
            return must(bundles::setState(world.services, as(admin), draft.id, BundleState::OnSale));
        }
        Result<BundleResult> buy(const QString& method = QStringLiteral("card"), const QString& key = newUuid7())
        {
            BundleOrderForm order;
            order.method = method;
            return bundles::buy(world.services, as(student, key), bundle.id, order);
        }
        Payment paid()
        {
            const Payment payment = must(buy()).checkout->payment;
            world.receive(succeeded(payment));
            world.settle();
            return payment;
        }
        QList<Enrollment> mine() { return must(enrollments::listMine(world.services, World::as(student), {})).items; }
        Money wallet() { return must(wallets::mine(world.services, World::as(student))).balances.first().available; }
        Money pending(const User& teacher) { return must(vaults::mine(world.services, World::as(teacher))).balances.first().pending; }
        BundlePurchase purchase() { return must(bundles::purchases(world.services, World::as(student))).items.first(); }
        int open()
        {
            int count = 0;
            for (const Enrollment& one : mine()) count += one.state == EnrollmentState::Active ? 1 : 0;
            return count;
        }
        Payment paymentOf(const Course& course)
        {
            for (const Payment& one : must(payments::list(world.services, student.id, {}, {{}, 100})).items) {
                if (one.courseId == course.id) return one;
            }
            qFatal("no payment");
        }
        void dispute(const Payment& payment, const char* type, const char* status)
        {
            DisputeEvent event;
            event.type = QStringLiteral("charge.dispute.") + QLatin1String(type);
            event.dispute = QStringLiteral("du_1");
            event.intent = payment.gatewayId;
            event.status = QLatin1String(status);
            event.amount = payment.amount;
            world.receive(body(event));
            world.settle();
        }
    };

private Q_SLOTS:
    void onePaymentOpensEveryCourseAndEachIsASale()
    {
        Shop shop;
        const BundleQuote quote = must(bundles::quote(shop.world.services, World::as(shop.student), shop.bundle.id, {}));
        QCOMPARE(quote.total, usd(4500 + 8100 + 3000)); // a tenth off each, in whole cents
        const Payment payment = shop.paid();
        QCOMPARE(payment.amount, quote.total);
        QVERIFY(must(payments::find(shop.world.services, World::as(shop.student), payment.id)).isForBundle);
        QCOMPARE(shop.open(), 3);
        QCOMPARE(shop.wallet(), usd(0));
        // The teachers bear it: they have what the platform's share of the list price leaves.
        QCOMPARE(shop.pending(shop.first), usd(4500 - 1000));
        QCOMPARE(shop.paymentOf(shop.piano).discount, usd(500));
        QCOMPARE(shop.purchase().state, BundlePurchaseState::Done);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select count(*) from enrollment where source = 'learning_path'")), QStringLiteral("3"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
        // The event again changes nothing.
        IntentEvent again = succeeded(payment);
        shop.world.receive(again);
        shop.world.settle();
        QCOMPARE(shop.world.sql.text(QStringLiteral("select count(*) from payment where settled_at is not null")), QStringLiteral("4"));
    }

    void whatThePlatformGivesIsItsOwnShareAtMost()
    {
        Shop shop;
        BundleForm form = shop.form(CouponFunding::Platform);
        form.discountBps = 5000;
        (void)must(bundles::edit(shop.world.services, shop.as(shop.admin), shop.bundle.id, form));
        (void)shop.paid();
        QCOMPARE(shop.paymentOf(shop.piano).amount, usd(4000));
        QCOMPARE(shop.pending(shop.first), usd(4000));
        QCOMPARE(shop.paymentOf(shop.piano).platformShare, usd(0));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void whatIsFullSaysSoBeforeItIsBought()
    {
        Shop shop;
        (void)must(admissions::change(shop.world.services, World::as(shop.second), shop.harp.id, {AdmissionMode::Open, 1}));
        (void)paidEnrollment(shop.world, shop.world.student(QStringLiteral("Another")), shop.harp.id);
        const Bundle bundle = must(bundles::onSale(shop.world.services, World::as(shop.student))).items.first();
        QCOMPARE(bundle.courses.at(2).note, QStringLiteral("Every seat is taken."));
        QVERIFY(bundle.courses.at(0).note.isEmpty());
        QCOMPARE(must(bundles::quote(shop.world.services, World::as(shop.student), shop.bundle.id, {})).total, usd(4500 + 8100)); // and is not paid for
        QVERIFY(must(bundles::all(shop.world.services)).items.first().courses.at(2).note.isEmpty()); // of nobody in particular
    }

    void itsPaymentNamesTheBundleWhereverItStands()
    {
        Shop shop;
        (void)shop.paid();
        const auto entries = must(wallets::entries(shop.world.services, World::as(shop.student), {}, {{}, 50})).items;
        QCOMPARE(entries.last().description, QStringLiteral("Bundle “Three instruments”"));
        (void)must(books::followJournals(shop.world.services));
        QCOMPARE(shop.world.sql.text(QStringLiteral("select d.description from fiscal_document d join payment p on p.id = d.payment_id where p.kind = 'top_up'")), QStringLiteral("Bundle “Three instruments”"));
    }

    void whatTheStudentHasIsLeftOut()
    {
        Shop shop;
        (void)paidEnrollment(shop.world, shop.student, shop.oboe.id);
        const BundleQuote quote = must(bundles::quote(shop.world.services, World::as(shop.student), shop.bundle.id, {}));
        QCOMPARE(quote.total, usd(4500 + 3000));
        QCOMPARE(quote.lines.at(1).note, QStringLiteral("You are in already."));
        (void)shop.paid();
        QCOMPARE(shop.open(), 3);
        QCOMPARE(codeOf(shop.buy()), QStringLiteral("invalid_state")); // there is nothing left of it
    }

    void whatWasBoughtMeanwhileStaysInTheWallet()
    {
        Shop shop;
        const Payment payment = must(shop.buy()).checkout->payment;
        (void)paidEnrollment(shop.world, shop.student, shop.piano.id);
        (void)must(admissions::change(shop.world.services, World::as(shop.second), shop.harp.id, {AdmissionMode::Invitation, 0}));
        shop.world.receive(succeeded(payment));
        shop.world.settle();
        QCOMPARE(shop.open(), 2);
        QCOMPARE(shop.wallet(), usd(4500 + 3000));
        QCOMPARE(shop.purchase().lines.at(0).note, QStringLiteral("You are in already."));
        QVERIFY(shop.purchase().lines.at(2).note.contains(QStringLiteral("by invitation")));
        QVERIFY(shop.mine().size() == 2); // nothing half made is left of the one that was refused
        QCOMPARE(shop.world.sql.text(QStringLiteral("select count(*) from notification where title like 'Not all of%'")), QStringLiteral("1"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aPriceThatChangesMeanwhileChangesNothing()
    {
        Shop shop;
        const Payment payment = must(shop.buy()).checkout->payment;
        shop.world.sql.exec(QStringLiteral("update course_revision set fee_minor = 99999"));
        shop.world.receive(succeeded(payment));
        shop.world.settle();
        QCOMPARE(shop.open(), 3);
        QCOMPARE(shop.paymentOf(shop.piano).amount, usd(4500));
        QCOMPARE(shop.wallet(), usd(0));
    }

    void theWalletPaysAtOnceOrNotAtAll()
    {
        Shop shop;
        QCOMPARE(codeOf(shop.buy(QStringLiteral("wallet"))), QStringLiteral("insufficient_funds"));
        QVERIFY(shop.mine().isEmpty());
        QVERIFY(must(bundles::purchases(shop.world.services, World::as(shop.student))).items.isEmpty());
        TopUpForm form;
        form.amount = usd(20'000);
        const Payment topUp = must(wallets::topUp(shop.world.services, shop.as(shop.student), form)).payment;
        shop.world.receive(succeeded(topUp));
        shop.world.settle();
        const QString key = newUuid7();
        QCOMPARE(must(shop.buy(QStringLiteral("wallet"), key)).purchase.state, BundlePurchaseState::Done);
        QCOMPARE(must(shop.buy(QStringLiteral("wallet"), key)).purchase.state, BundlePurchaseState::Done); // its answer was lost
        QCOMPARE(shop.open(), 3);
        QCOMPARE(shop.wallet(), usd(20'000 - 15'600));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void eachCourseIsTakenBackByItself()
    {
        Shop shop;
        (void)shop.paid();
        (void)must(refunds::takeBack(shop.world.services, shop.as(shop.student), shop.paymentOf(shop.oboe).id, {}));
        QCOMPARE(shop.open(), 2);
        QCOMPARE(shop.wallet(), usd(8100));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aRefundOfTheWholePaymentClosesItsCourses()
    {
        Shop shop;
        const Payment payment = shop.paid();
        (void)must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {payment.amount, QStringLiteral("Goodwill")}));
        QCOMPARE(shop.open(), 0);
        QCOMPARE(shop.wallet(), usd(0));
        QCOMPARE(shop.pending(shop.first), usd(0));
        QCOMPARE(shop.pending(shop.second), usd(0));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aPartOfItClosesNoMoreThanItNeeds()
    {
        Shop shop;
        const Payment payment = shop.paid();
        (void)must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {usd(2000), QStringLiteral("Goodwill")}));
        QCOMPARE(shop.open(), 2); // the last course paid for it, and 10.00 of that are in the wallet
        QCOMPARE(shop.wallet(), usd(1000));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void refundsInPartsAreEachBooked()
    {
        Shop shop;
        const Payment payment = shop.paid();
        for (const int amount : {2000, 500, 700}) {
            (void)must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {usd(amount), QStringLiteral("Goodwill")}));
            QCOMPARE(shop.world.ledgerProblems(), QStringList());
        }
        QCOMPARE(shop.world.sql.number(QStringLiteral("select refunded_minor from payment where id = '%1'").arg(payment.id.value)), qint64{3200});
        QCOMPARE(shop.open(), 1); // 30.00 and 81.00 went back, 32.00 of it left
        QCOMPARE(shop.wallet(), usd(3000 + 8100 - 3200));
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from payment where kind = 'course'")), qint64{3}); // nothing was bought twice
    }

    void aDisputeAfterAPartialRefundIsWonAllTheSame()
    {
        Shop shop;
        Payment payment = shop.paid();
        (void)must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {usd(2000), QStringLiteral("Goodwill")}));
        payment.amount = payment.amount.minus(usd(2000)).value();
        shop.dispute(payment, "created", "needs_response");
        QCOMPARE(shop.open(), 0);
        shop.dispute(payment, "closed", "won");
        QCOMPARE(shop.open(), 2); // the third was given back for the refund
        QCOMPARE(shop.wallet(), usd(1000));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void whatFailsBuysBackOnlyWhatItTook()
    {
        Shop shop;
        const Payment payment = shop.paid();
        (void)must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {usd(3000), QStringLiteral("Goodwill")}));
        const Refund second = must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {usd(8100), QStringLiteral("Goodwill")}));
        QCOMPARE(shop.open(), 1);
        RefundEvent event;
        event.refund = second.gatewayId;
        event.refundId = second.id.value;
        event.intent = payment.gatewayId;
        event.status = QStringLiteral("failed");
        event.amount = usd(8100);
        shop.world.receive(body(event));
        shop.world.settle();
        QCOMPARE(shop.open(), 2);
        QCOMPARE(shop.wallet(), usd(0));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void whoHadFinishedACourseHasFinishedItAfterAWonDispute()
    {
        Shop shop;
        const Payment payment = shop.paid();
        shop.world.sql.exec(QStringLiteral("update enrollment set state = 'completed', progress_percent = 100 where course_id = '%1'").arg(shop.oboe.id.value));
        shop.dispute(payment, "created", "needs_response");
        shop.dispute(payment, "closed", "won");
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from enrollment where course_id = '%1'").arg(shop.oboe.id.value)), QStringLiteral("completed"));
    }

    void thePageSaysThePriceOfTheCheckout()
    {
        Shop shop;
        BundleForm form = shop.form();
        form.discountBps = 5000;
        form.funding = CouponFunding::Platform; // which gives its own share at most
        const Bundle draft = must(bundles::create(shop.world.services, shop.as(shop.admin), form));
        (void)must(bundles::setState(shop.world.services, shop.as(shop.admin), draft.id, BundleState::OnSale));
        const BundleQuote quote = must(bundles::quote(shop.world.services, World::as(shop.student), draft.id, {}));
        for (const Bundle& shown : must(bundles::onSale(shop.world.services, World::as(shop.student))).items) {
            if (shown.id != draft.id) continue;
            for (qsizetype i = 0; i < quote.lines.size(); ++i) QCOMPARE(shown.courses.at(i).discounted, quote.lines.at(i).price.minus(quote.lines.at(i).discount).value());
        }
    }

    void anOrderThatWasLeftIsGoneOnWith()
    {
        Shop shop;
        const BundleResult first = must(shop.buy());
        const BundleResult again = must(shop.buy());
        QCOMPARE(again.purchase.id, first.purchase.id);
        QCOMPARE(again.checkout->payment.id, first.checkout->payment.id);
    }

    void whatIsReturnedOfABundleIsNoLossOfThePlatform()
    {
        Shop shop;
        const Payment payment = shop.paid();
        const Money before = must(notifications::overview(shop.world.services, World::as(shop.admin))).revenueTotal;
        (void)must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {payment.amount, QStringLiteral("Goodwill")}));
        QVERIFY(before.minor() > 0);
        QCOMPARE(must(notifications::overview(shop.world.services, World::as(shop.admin))).revenueTotal, usd(0));
    }

    void whatABankWorksOnIsNotSoldTwice()
    {
        Shop shop;
        for (const Course& course : {shop.piano, shop.harp, shop.oboe}) {
            EnrollForm form;
            form.courseId = course.id;
            const Payment payment = must(enrollments::enroll(shop.world.services, shop.as(shop.student), form)).checkout->payment;
            if (course.id == shop.oboe.id) {
                shop.world.receive(body(eventOf(payment, "payment_intent.processing", "processing")));
            } else {
                shop.world.receive(succeeded(payment));
            }
            shop.world.settle();
        }
        const BundleQuote quote = must(bundles::quote(shop.world.services, World::as(shop.student), shop.bundle.id, {}));
        for (const BundleLine& line : quote.lines) QVERIFY2(!line.note.isEmpty(), qPrintable(line.courseTitle));
        QCOMPARE(codeOf(shop.buy(QStringLiteral("wallet"))), QStringLiteral("invalid_state"));
        QCOMPARE(codeOf(shop.buy()), QStringLiteral("invalid_state"));
    }

    void anOrderOfLongAgoIsNotPaidAtItsPrice()
    {
        Shop shop;
        const QString key = newUuid7();
        const Payment payment = must(shop.buy(QStringLiteral("card"), key)).checkout->payment;
        shop.world.clock.advance(25 * 3600);
        enrollments::cancelStaleIntents(shop.world.services);
        QCOMPARE(must(shop.world.gateway.retrieveIntent(payment.gatewayId)).state, PaymentState::Canceled);
        QCOMPARE(codeOf(shop.buy(QStringLiteral("card"), key)), QStringLiteral("conflict"));
    }

    void aDisputesEvidenceNamesTheCourses()
    {
        Shop shop;
        const Payment payment = shop.paid();
        shop.dispute(payment, "created", "needs_response");
        const DisputeEvidence evidence = must(disputes::evidence(shop.world.services, DisputeId{shop.world.sql.text(QStringLiteral("select id from dispute"))}));
        QVERIFY(evidence.statement.contains(QStringLiteral("Three instruments")));
        QVERIFY2(evidence.consent.contains(QStringLiteral("agreed to the refund policy")), qPrintable(evidence.consent));
        QVERIFY(evidence.refundPolicy.contains(QStringLiteral("without asking")));
    }

    void aDisputeClosesTheCoursesAndAWonOneBuysThemAgain()
    {
        Shop shop;
        const Payment payment = shop.paid();
        shop.dispute(payment, "created", "needs_response");
        QCOMPARE(shop.open(), 0);
        QCOMPARE(shop.pending(shop.first), usd(0));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
        shop.dispute(payment, "closed", "won");
        QCOMPARE(shop.open(), 3);
        QCOMPARE(shop.wallet(), usd(0));
        QCOMPARE(shop.pending(shop.first), usd(3500));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aLostDisputeLeavesNothingOpen()
    {
        Shop shop;
        const Payment payment = shop.paid();
        shop.dispute(payment, "created", "needs_response");
        shop.dispute(payment, "closed", "lost");
        QCOMPARE(shop.open(), 0);
        QCOMPARE(shop.wallet(), usd(0));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aRefundThatTheBankSendsBackBuysThemAgain()
    {
        Shop shop;
        const Payment payment = shop.paid();
        const Refund refund = must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {payment.amount, QStringLiteral("Goodwill")}));
        RefundEvent event;
        event.refund = shop.world.gateway.refunds().first().id;
        event.refundId = refund.id.value;
        event.intent = payment.gatewayId;
        event.status = QStringLiteral("failed");
        event.amount = payment.amount;
        shop.world.receive(body(event));
        shop.world.settle();
        QCOMPARE(shop.open(), 3);
        QCOMPARE(shop.wallet(), usd(0));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void whatDoesNotFitIsRefused()
    {
        Shop shop;
        BundleForm form = shop.form();
        form.courses = {shop.piano.id};
        QCOMPARE(bundles::create(shop.world.services, shop.as(shop.admin), form).error().field, QStringLiteral("courses"));
        form.courses = {shop.piano.id, shop.piano.id};
        QCOMPARE(bundles::create(shop.world.services, shop.as(shop.admin), form).error().field, QStringLiteral("courses"));
        form = shop.form();
        form.discountBps = 9500;
        QCOMPARE(bundles::create(shop.world.services, shop.as(shop.admin), form).error().field, QStringLiteral("discountBps"));
        (void)must(bundles::setState(shop.world.services, shop.as(shop.admin), shop.bundle.id, BundleState::Archived));
        QCOMPARE(codeOf(shop.buy()), QStringLiteral("not_found"));
        QVERIFY(must(bundles::onSale(shop.world.services, World::as(shop.student))).items.isEmpty());
    }

    void anotherTotalThanWasShownIsAConflict()
    {
        Shop shop;
        BundleOrderForm order;
        order.method = QStringLiteral("card");
        order.expectedTotal = usd(1);
        QCOMPARE(codeOf(bundles::buy(shop.world.services, shop.as(shop.student), shop.bundle.id, order)), QStringLiteral("conflict"));
    }
};

QTEST_GUILESS_MAIN(TestBundles)
#include "tst_bundles.moc"
