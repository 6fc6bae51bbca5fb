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

/// Plans: what is agreed to, collected, refused, and paid once.
class TestPlans : public QObject
{
    Q_OBJECT

    using Shop = PlanShop;

private Q_SLOTS:
    void firstPaymentOpensTheCourseAndKeepsTheCard()
    {
        Shop shop;
        const PurchaseQuote quote = must(enrollments::quote(shop.world.services, World::as(shop.student), shop.course.id, {}));
        QCOMPARE(quote.plans.size(), 1);
        QCOMPARE(quote.plans.first().lines.size(), 3);
        const EnrollResult result = must(enrollments::enroll(shop.world.services, shop.by(shop.student), shop.form()));
        QCOMPARE(result.checkout->payment.amount, usd(3334));
        QCOMPARE(result.checkout->payment.instalment, 1);
        QCOMPARE(result.checkout->payment.instalments, 3);
        QCOMPARE(shop.schedule().state, ScheduleState::Proposed);
        shop.succeed(result.checkout->payment);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        const Schedule schedule = shop.schedule();
        QCOMPARE(schedule.state, ScheduleState::Active);
        QCOMPARE(schedule.paid, usd(3334));
        QCOMPARE(schedule.lines.at(1).state, LineState::Upcoming);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select default_method from gateway_customer")), QStringLiteral("pm_kept"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    /// The amount is the same where the tax is in the price; what of it is tax is not.
    void whoNamesAnotherCountryIsTaxedThereAlsoInParts()
    {
        Shop shop;
        shop.world.policy.taxes = {{QStringLiteral("AT"), {}, 1900, true}, {QStringLiteral("DE"), {}, 1900, true}, {QStringLiteral("JP"), {}, 1000, true}};
        EnrollForm form = shop.form();
        form.country = QStringLiteral("DE");
        const Payment german = must(enrollments::enroll(shop.world.services, shop.by(shop.student), form)).checkout->payment;
        QCOMPARE(must(enrollments::enroll(shop.world.services, shop.by(shop.student), form)).checkout->payment.id, german.id);
        form.country = QStringLiteral("AT"); // the paper names the country
        QVERIFY(must(enrollments::enroll(shop.world.services, shop.by(shop.student), form)).checkout->payment.id != german.id);
        form.country = QStringLiteral("JP");
        const Payment japanese = must(enrollments::enroll(shop.world.services, shop.by(shop.student), form)).checkout->payment;
        QVERIFY(japanese.id != german.id);
        QCOMPARE(japanese.amount, german.amount);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select tax_bps from payment where id = '%1'").arg(japanese.id.value)), 1000);
        shop.succeed(japanese);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select string_agg(distinct country || ' ' || tax_bps, ',') from schedule where state = 'active'")), QStringLiteral("JP 1000"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void laterPaymentsAreCollectedOnTheirDayOnceAndEndThePlan()
    {
        Shop shop;
        (void)shop.begin();
        shop.collect();
        QCOMPARE(shop.world.gateway.collections(), 0); // nothing is due
        shop.untilDue(2);
        inParallel(shop.world, 4, [&](int) { (void)schedules::collectDue(shop.world.services); });
        shop.collect();
        QCOMPARE(shop.world.gateway.collections(), 1);
        shop.hear(2, "payment_intent.succeeded", "succeeded");
        QCOMPARE(shop.schedule().lines.at(1).state, LineState::Paid);
        shop.untilDue(3);
        shop.collect();
        shop.hear(3, "payment_intent.succeeded", "succeeded");
        QCOMPARE(shop.schedule().state, ScheduleState::Completed);
        QCOMPARE(shop.schedule().paid, usd(10'000));
        QCOMPARE(shop.world.gateway.charges(), 2);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select sum(teacher_minor) from payment")), 8000 - 1); // each payment is rounded down by itself
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void lostAnswerIsAskedAgainWithTheSameKey()
    {
        Shop shop;
        (void)shop.begin();
        shop.untilDue(2);
        shop.world.gateway.loseAnswers(1);
        shop.collect();
        QCOMPARE(shop.world.gateway.charges(), 1); // it was done, and we do not know it
        QCOMPARE(shop.schedule().lines.at(1).attempts, 1);
        shop.world.clock.advance(120);
        shop.collect();
        QCOMPARE(shop.world.gateway.charges(), 1);
        QCOMPARE(shop.schedule().lines.at(1).attempts, 1);
        shop.hear(2, "payment_intent.succeeded", "succeeded");
        QCOMPARE(shop.schedule().lines.at(1).state, LineState::Paid);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void theStudentHasAPaymentCollectedEarlyOnce()
    {
        Shop shop;
        const Schedule schedule = shop.begin();
        const LineId second = schedule.lines.at(1).id;
        QList<ErrorCode> refused;
        QMutex guard;
        inParallel(shop.world, 4, [&](int) {
            if (const auto done = schedules::collectNow(shop.world.services, shop.by(shop.student), schedule.id, second); !done) {
                const QMutexLocker lock(&guard);
                refused << done.error().code;
            }
        });
        QCOMPARE(refused, QList<ErrorCode>(3, ErrorCode::InvalidState)); // one attempt is under way, or its outcome is awaited
        QCOMPARE(shop.world.gateway.charges(), 1);
        QCOMPARE(shop.schedule().lines.at(1).state, LineState::Processing);
        shop.hear(2, "payment_intent.succeeded", "succeeded");
        QCOMPARE(shop.schedule().lines.at(1).state, LineState::Paid);
        QCOMPARE(codeOf(schedules::collectNow(shop.world.services, shop.by(shop.student), schedule.id, second)), QStringLiteral("invalid_state"));
        QCOMPARE(codeOf(schedules::collectNow(shop.world.services, shop.by(shop.world.student(QStringLiteral("Another"))), schedule.id, schedule.lines.at(2).id)), QStringLiteral("not_found"));
        shop.untilDue(2);
        shop.collect();
        QCOMPARE(shop.world.gateway.charges(), 1);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void anEarlyCollectionThatIsDeclinedChangesNothingOfThePlan()
    {
        Shop shop;
        const Schedule schedule = shop.begin();
        shop.world.gateway.setCollections(PaymentState::Failed, QStringLiteral("insufficient_funds"));
        QCOMPARE(codeOf(schedules::collectNow(shop.world.services, shop.by(shop.student), schedule.id, schedule.lines.at(1).id)), QStringLiteral("payment_declined"));
        QCOMPARE(shop.schedule().lines.at(1).state, LineState::Upcoming);
        QCOMPARE(*shop.schedule().lines.at(1).nextAttemptAt, schedule.lines.at(1).dueOn);
        shop.days(3);
        shop.collect();
        QCOMPARE(shop.schedule().lines.at(1).attempts, 1); // nothing before its day
        shop.untilDue(2);
        shop.collect();
        QCOMPARE(shop.schedule().lines.at(1).attempts, 2);
        shop.days(1);
        shop.collect();
        QCOMPARE(shop.schedule().lines.at(1).attempts, 3); // the first retry of the policy, a day after the first try of the job
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void anEarlyCollectionWhoseAnswerIsLostIsResolvedByTheJob()
    {
        Shop shop;
        const Schedule schedule = shop.begin();
        shop.world.gateway.loseAnswers(1);
        QCOMPARE(must(schedules::collectNow(shop.world.services, shop.by(shop.student), schedule.id, schedule.lines.at(1).id)).lines.at(1).state, LineState::Processing);
        shop.world.clock.advance(120);
        shop.collect();
        QCOMPARE(shop.world.gateway.charges(), 1);
        QCOMPARE(shop.schedule().lines.at(1).attempts, 1);
        shop.hear(2, "payment_intent.succeeded", "succeeded");
        QCOMPARE(shop.schedule().lines.at(1).state, LineState::Paid);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void answerLostForADayIsLookedUpInsteadOfRepeated()
    {
        Shop shop;
        (void)shop.begin();
        shop.untilDue(2);
        shop.world.gateway.loseAnswers(1);
        shop.collect();
        shop.world.clock.advance(24 * 3600);
        const int before = shop.world.gateway.collections();
        shop.collect();
        QCOMPARE(shop.world.gateway.collections(), before);
        QVERIFY(!shop.paymentOf(2).gatewayId.isEmpty());
    }

    void declinedCollectionsComeAgainThenSuspendThenEnd()
    {
        Shop shop;
        (void)shop.begin();
        shop.world.gateway.setCollections(PaymentState::Failed, QStringLiteral("insufficient_funds"));
        shop.untilDue(2);
        QList<int> attempts;
        for (int day = 0; day <= 15; ++day) {
            shop.collect();
            (void)must(schedules::enforce(shop.world.services));
            attempts << shop.schedule().lines.at(1).attempts;
            if (day == 7) QCOMPARE(shop.access(), QStringLiteral("active"));
            if (day == 8) QCOMPARE(shop.access(), QStringLiteral("suspended"));
            shop.days(1);
        }
        QCOMPARE(attempts, (QList<int>{1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4}));
        QCOMPARE(shop.mails("instalment:"), 4);
        QCOMPARE(shop.mails("overdue:"), 1);
        QCOMPARE(shop.access(), QStringLiteral("cancelled"));
        QCOMPARE(shop.schedule().state, ScheduleState::Cancelled);
        shop.days(40);
        shop.collect();
        QCOMPARE(shop.schedule().lines.at(2).state, LineState::Cancelled);
        QCOMPARE(shop.world.gateway.charges(), 0);
        // Nobody removed the student: the course may be bought again.
        (void)must(enrollments::enroll(shop.world.services, shop.by(shop.student), shop.form()));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void payingWhatIsDueRestoresAccessAtOnce()
    {
        Shop shop;
        const Schedule schedule = shop.begin();
        shop.world.sql.exec(QStringLiteral("update enrollment set state = 'completed', progress_percent = 100"));
        shop.world.gateway.setCollections(PaymentState::Failed, QStringLiteral("expired_card"));
        shop.untilDue(2);
        shop.collect();
        shop.days(9);
        (void)must(schedules::enforce(shop.world.services));
        QCOMPARE(shop.access(), QStringLiteral("suspended"));
        const Checkout checkout = must(schedules::payLine(shop.world.services, shop.by(shop.student), schedule.id, schedule.lines.at(1).id));
        QCOMPARE(checkout.payment.id, *shop.schedule().lines.at(1).paymentId); // the intent of the collection, not another one
        shop.succeed(checkout.payment);
        QCOMPARE(shop.access(), QStringLiteral("completed"));
        QCOMPARE(shop.schedule().lines.at(1).state, LineState::Paid);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void bankThatWantsTheStudentIsNotAskedAgain()
    {
        Shop shop;
        (void)shop.begin();
        shop.world.gateway.setCollections(PaymentState::Failed, QStringLiteral("authentication_required"));
        shop.untilDue(2);
        shop.collect();
        QVERIFY(shop.schedule().lines.at(1).needsPayer);
        for (int day = 0; day < 7; ++day) {
            shop.days(1);
            shop.collect();
        }
        QCOMPARE(shop.world.gateway.collections(), 1);
        QCOMPARE(shop.mails("instalment:"), 1);
    }

    void anotherCardIsTriedAtOnce()
    {
        Shop shop;
        (void)shop.begin();
        shop.world.gateway.setCollections(PaymentState::Failed, QStringLiteral("expired_card"));
        shop.untilDue(2);
        shop.collect();
        const QString customer = shop.world.sql.text(QStringLiteral("select gateway_id from gateway_customer"));
        shop.world.gateway.addMethod(customer, {QStringLiteral("pm_kept"), QStringLiteral("card"), QStringLiteral("visa"), QStringLiteral("4242"), 1, 2030, false});
        shop.world.gateway.addMethod(customer, {QStringLiteral("pm_new"), QStringLiteral("card"), QStringLiteral("visa"), QStringLiteral("0077"), 1, 2031, false});
        shop.world.gateway.setCollections(PaymentState::Succeeded);
        const auto methods = must(methods::makeDefault(shop.world.services, shop.by(shop.student), QStringLiteral("pm_new")));
        QVERIFY(methods.items.first().isDefault);
        QCOMPARE(methods.items.first().id, QStringLiteral("pm_new"));
        shop.collect();
        QCOMPARE(shop.world.gateway.charges(), 1);
        QCOMPARE(codeOf(methods::remove(shop.world.services, shop.by(shop.student), QStringLiteral("pm_new"))), QStringLiteral("invalid_state"));
        QCOMPARE(must(methods::remove(shop.world.services, shop.by(shop.student), QStringLiteral("pm_kept"))).items.size(), 1);
        QCOMPARE(codeOf(methods::makeDefault(shop.world.services, shop.by(shop.student), QStringLiteral("pm_of_another"))), QStringLiteral("not_found"));
        QCOMPARE(shop.world.gateway.customers(), 1);
    }

    void bankDebitKeepsThePlanAliveAndNeverPaysTwice()
    {
        Shop shop;
        (void)shop.begin();
        shop.world.gateway.setCollections(PaymentState::Processing);
        shop.untilDue(2);
        shop.collect();
        shop.hear(2, "payment_intent.processing", "processing");
        QCOMPARE(shop.schedule().lines.at(1).state, LineState::Processing);
        shop.days(9);
        shop.collect();
        (void)must(schedules::enforce(shop.world.services));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(codeOf(schedules::payLine(shop.world.services, shop.by(shop.student), shop.schedule().id, shop.schedule().lines.at(1).id)), QStringLiteral("invalid_state"));
        QCOMPARE(shop.world.gateway.collections(), 1);
        IntentEvent failed = eventOf(shop.paymentOf(2), "payment_intent.payment_failed", "requires_payment_method");
        failed.failureMessage = QStringLiteral("The account has no funds.");
        shop.world.receive(failed);
        shop.world.settle();
        QCOMPARE(shop.mails("instalment:"), 1);
        QVERIFY(shop.schedule().lines.at(1).nextAttemptAt);
    }

    void pausedPlanRestsAndMovesItsDays()
    {
        Shop shop;
        Schedule schedule = shop.begin();
        (void)must(schedules::setPaused(shop.world.services, World::as(shop.admin), schedule.id, true, QStringLiteral("Parental leave")));
        const QDateTime due = schedule.lines.at(1).dueOn;
        shop.untilDue(2);
        shop.days(20);
        shop.collect();
        (void)must(schedules::enforce(shop.world.services));
        QCOMPARE(shop.world.gateway.collections(), 0);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        schedule = must(schedules::setPaused(shop.world.services, World::as(shop.admin), schedule.id, false, QStringLiteral("Back again")));
        QVERIFY(schedule.lines.at(1).dueOn > due.addDays(20));
        shop.collect();
        QCOMPARE(shop.world.gateway.collections(), 0);
    }

    void adminWaivesMovesAndRecords()
    {
        Shop shop;
        Schedule schedule = shop.begin();
        const Caller admin = shop.by(shop.admin);
        LineChange move{schedule.lines.at(1).id, shop.world.clock.now().addDays(3), QStringLiteral("Asked for it")};
        schedule = must(schedules::change(shop.world.services, admin, schedule.id, move));
        QCOMPARE(schedule.lines.at(1).dueOn.date(), shop.world.clock.now().date().addDays(3));
        OfflineReceiptForm cash{PaymentMethod::Cash, usd(3333), {}, shop.world.clock.now(), {}};
        QCOMPARE(codeOf(schedules::recordPayment(shop.world.services, shop.by(shop.admin), schedule.id, schedule.lines.at(1).id, {PaymentMethod::Cash, usd(1), {}, shop.world.clock.now(), {}})), QStringLiteral("invalid_input"));
        schedule = must(schedules::recordPayment(shop.world.services, shop.by(shop.admin), schedule.id, schedule.lines.at(1).id, cash));
        QCOMPARE(schedule.lines.at(1).state, LineState::Paid);
        schedule = must(schedules::change(shop.world.services, admin, schedule.id, {schedule.lines.at(2).id, std::nullopt, QStringLiteral("A scholarship")}));
        QCOMPARE(schedule.state, ScheduleState::Completed);
        QCOMPARE(schedule.lines.at(2).note, QStringLiteral("A scholarship"));
        // A receipt recorded by mistake makes its line due again, and the student keeps the course.
        const OfflineReceipt receipt = must(offline::receipts(shop.world.services, *schedule.lines.at(1).paymentId)).items.first();
        (void)must(offline::reverse(shop.world.services, shop.by(shop.admin), receipt.id, QStringLiteral("Another student's")));
        QCOMPARE(shop.schedule().state, ScheduleState::Active);
        QVERIFY(shop.schedule().lines.at(1).state != LineState::Paid);
        shop.collect(); // on its day, not at once
        QCOMPARE(shop.world.gateway.collections(), 0);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void cardAndCashForOneLineArePaidOnceAndTheSecondIsReported()
    {
        Shop shop;
        Schedule schedule = shop.begin();
        const Checkout checkout = must(schedules::payLine(shop.world.services, shop.by(shop.student), schedule.id, schedule.lines.at(1).id));
        (void)must(schedules::recordPayment(shop.world.services, shop.by(shop.admin), schedule.id, schedule.lines.at(1).id, {PaymentMethod::Cash, usd(3333), {}, shop.world.clock.now(), {}}));
        shop.succeed(checkout.payment); // got through before its cancellation
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from audit_entry where action = 'payment.second'")), 1);
        QCOMPARE(shop.schedule().paid, usd(6667));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void rulesPickThePlanInTheirOrder()
    {
        Shop shop;
        const Plan other = must(plans::create(shop.world.services, World::as(shop.admin), {QStringLiteral("Six weeks"), PlanKind::Instalments, 0, 0, 6, PlanInterval::Week}));
        const Course cheap = launchedCourse(shop.world, shop.teacher, usd(3000), 1);
        const Course dear = launchedCourse(shop.world, shop.teacher, usd(50'000), 1);
        PlanRules rules;
        PlanRule expensive;
        expensive.minimum = usd(20'000);
        expensive.planId = other.id;
        PlanRule rest;
        rest.minimum = usd(5000);
        rest.planId = shop.plan.id;
        rules.rules = {expensive, rest};
        const auto find = [](const Page<Product>& page, const CourseId& id) { return *std::find_if(page.items.begin(), page.items.end(), [&](const Product& p) { return p.courseId == id; }); };
        const Page<Product> preview = must(plans::preview(shop.world.services, rules, {}));
        QCOMPARE(find(preview, dear.id).ruleNumber, 1);
        QCOMPARE(find(preview, cheap.id).ruleNumber, 0);
        QCOMPARE(must(enrollments::quote(shop.world.services, World::as(shop.student), dear.id, {})).plans.size(), 0); // only looked at
        (void)must(plans::saveRules(shop.world.services, World::as(shop.admin), rules));
        QCOMPARE(must(enrollments::quote(shop.world.services, World::as(shop.student), dear.id, {})).plans.first().name, QStringLiteral("Six weeks"));
        QCOMPARE(must(enrollments::quote(shop.world.services, World::as(shop.student), cheap.id, {})).plans.size(), 0);
        const Product attached = find(must(plans::products(shop.world.services, {}, {})), shop.course.id);
        QCOMPARE(attached.planIds, QList<PlanId>{shop.plan.id});
        (void)must(plans::setArchived(shop.world.services, World::as(shop.admin), other.id, true));
        QCOMPARE(find(must(plans::products(shop.world.services, {}, {})), dear.id).ruleNumber, 2);
    }

    void priceAndPlanThatChangeLaterDoNotTouchWhatRuns()
    {
        Shop shop;
        const Schedule before = shop.begin();
        (void)must(plans::edit(shop.world.services, World::as(shop.admin), shop.plan.id, {QStringLiteral("Twelve"), PlanKind::Instalments, 0, 0, 12, PlanInterval::Week}));
        shop.world.sql.exec(QStringLiteral("update course_revision set fee_minor = 99900"));
        const Schedule after = shop.schedule();
        QCOMPARE(after.lines, before.lines);
        QCOMPARE(after.planName, QStringLiteral("Three parts"));
    }

    void reminderComesOnceBeforeTheDay()
    {
        Shop shop;
        (void)shop.begin();
        (void)must(schedules::remind(shop.world.services));
        QCOMPARE(shop.mails("soon:"), 0);
        shop.untilDue(2);
        shop.days(-2);
        (void)must(schedules::remind(shop.world.services));
        (void)must(schedules::remind(shop.world.services));
        QCOMPARE(shop.mails("soon:"), 1);
    }

    void firstPaymentByBankKeepsThePlaceForItsDays()
    {
        Shop shop;
        EnrollForm form{shop.course.id};
        form.method = QStringLiteral("card");
        const EnrollResult result = must(enrollments::enroll(shop.world.services, shop.by(shop.student), form));
        shop.world.receive(eventOf(result.checkout->payment, "payment_intent.processing", "processing"));
        shop.world.settle();
        shop.days(3);
        (void)must(enrollments::expireDue(shop.world.services));
        QCOMPARE(shop.access(), QStringLiteral("awaiting_payment"));
        shop.succeed(result.checkout->payment);
        QCOMPARE(shop.access(), QStringLiteral("active"));
    }
};

QTEST_GUILESS_MAIN(TestPlans)
#include "tst_plans.moc"
