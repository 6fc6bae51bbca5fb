#include "support/school.h"
#include "usecases/courses/courses.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/payments/payments.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// One enrollment and one open payment for each student and course, whatever is pressed how often.
class TestEnroll : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sixteenPressesMakeOneEnrollmentAndOnePayment()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        QList<QString> intents(16);
        inParallel(world, 16, [&](int i) { intents[i] = must(enrollments::enroll(world.services, World::as(student), {course.id})).checkout->payment.gatewayId; });
        QCOMPARE(QSet<QString>(intents.begin(), intents.end()).size(), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from enrollment")), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from payment")), 1);
        QCOMPARE(world.gateway.intents(), 1);
    }

    void enrollingWhileItSettlesOpensNoSecondPayment()
    {
        World world;
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        for (int round = 0; round < 10; ++round) {
            const User student = world.student();
            const Payment payment = openPayment(world, student, course.id);
            world.receive(succeeded(payment));
            inParallel(world, 4, [&](int i) {
                if (i == 0) world.settle();
                else (void)must(enrollments::enroll(world.services, World::as(student), {course.id}));
            });
            world.settle();
            QCOMPARE(world.sql.number(QStringLiteral("select count(*) from payment where student_id = '%1'").arg(student.id.value)), 1);
            QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment where student_id = '%1'").arg(student.id.value)), QStringLiteral("active"));
        }
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void freeCourseOpensAtOnceAndTellsOnce()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(0));
        inParallel(world, 8, [&](int) {
            const auto result = must(enrollments::enroll(world.services, World::as(student), {course.id}));
            if (result.checkout) qFatal("a free course asks for money");
        });
        QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment")), QStringLiteral("active"));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from payment")), 0);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from notification where kind = 'enrollment_active'")), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select students from course_listing")), 1);
    }

    void freeCourseNeedsNoGateway()
    {
        World world;
        world.services.gateway = nullptr;
        const User student = world.student();
        QVERIFY(enrollments::enroll(world.services, World::as(student), {launchedCourse(world, world.teacher(), usd(0)).id}).ok());
        QCOMPARE(codeOf(enrollments::enroll(world.services, World::as(student), {launchedCourse(world, world.teacher(), usd(4999)).id})), QStringLiteral("payments_unavailable"));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from enrollment")), 1);
    }

    void onlyWhatIsOnOfferCanBeEnrolled()
    {
        World world;
        const User teacher = world.teacher();
        const User student = world.student();
        const auto refusal = [&](const CourseId& id) { return codeOf(enrollments::enroll(world.services, World::as(student), {id})); };
        QCOMPARE(refusal(newId<CourseId>()), QStringLiteral("not_found"));
        QCOMPARE(refusal(submittedCourse(world, teacher, usd(4999)).id), QStringLiteral("not_found"));
        QCOMPARE(refusal(approvedCourse(world, teacher, usd(4999)).id), QStringLiteral("not_found"));
        const Course course = launchedCourse(world, teacher, usd(4999));
        QCOMPARE(codeOf(enrollments::enroll(world.services, World::as(teacher), {course.id})), QStringLiteral("invalid_state"));
        (void)must(courses::decide(world.services, World::as(world.admin()), course.id, decisionOn(course, DecisionKind::Suspend, QStringLiteral("Complaints"))));
        QCOMPARE(refusal(course.id), QStringLiteral("not_found"));
    }

    void unpaidEnrollmentExpiresAndItsIntentEnds()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        const Payment payment = openPayment(world, student, course.id);
        world.clock.advance(24 * 3600 - 1);
        QCOMPARE(must(enrollments::expireDue(world.services)), 0);
        world.clock.advance(2);
        QCOMPARE(must(enrollments::expireDue(world.services)), 1);
        QCOMPARE(must(enrollments::expireDue(world.services)), 0);
        QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment")), QStringLiteral("expired"));
        QCOMPARE(world.gateway.cancellations(), 1);
        QCOMPARE(must(world.gateway.retrieveIntent(payment.gatewayId)).state, PaymentState::Canceled);
    }

    void enrollingAgainAfterExpiryGivesAnIntentThatCanBePaid()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        const Payment payment = openPayment(world, student, course.id);
        world.clock.advance(25 * 3600);
        (void)must(enrollments::expireDue(world.services));
        // The gateway's payment_intent.canceled has not arrived yet.
        const auto again = must(enrollments::enroll(world.services, World::as(student), {course.id}));
        QCOMPARE(again.enrollment.id, payment.enrollmentId);
        QCOMPARE(again.enrollment.state, EnrollmentState::AwaitingPayment);
        QVERIFY(again.checkout.has_value());
        QVERIFY(must(world.gateway.retrieveIntent(again.checkout->payment.gatewayId)).state != PaymentState::Canceled);
        world.receive(eventOf(payment, "payment_intent.canceled", "canceled"));
        world.receive(succeeded(again.checkout->payment));
        world.settle();
        QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment")), QStringLiteral("active"));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void priceIsFrozenWhileItAwaitsPayment()
    {
        World world;
        const User teacher = world.teacher();
        const User student = world.student();
        const Course course = launchedCourse(world, teacher, usd(4999));
        const Payment payment = openPayment(world, student, course.id);
        CourseCard dearer = course.card;
        dearer.fee = usd(9999);
        const Course saved = must(courses::save(world.services, World::as(teacher), course.id, {dearer, course.contentHash}));
        const Course submitted = must(courses::submit(world.services, World::as(teacher), course.id, saved.contentHash));
        (void)must(courses::decide(world.services, World::as(world.admin()), course.id, decisionOn(submitted, DecisionKind::Approve)));
        QCOMPARE(openPayment(world, student, course.id).amount, usd(4999)); // agreed before the change
        QCOMPARE(openPayment(world, student, course.id).id, payment.id);
        QCOMPARE(openPayment(world, world.student(), course.id).amount, usd(9999));
        // What ended is agreed anew.
        world.clock.advance(25 * 3600);
        (void)must(enrollments::expireDue(world.services));
        const Payment later = openPayment(world, student, course.id);
        QCOMPARE(later.amount, usd(9999));
        QVERIFY(later.id != payment.id);
    }

    void busyGatewayLeavesAnEnrollmentToResume()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        world.gateway.refuse(ErrorCode::GatewayBusy);
        QCOMPARE(codeOf(enrollments::enroll(world.services, World::as(student), {course.id})), QStringLiteral("gateway_busy"));
        QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment")), QStringLiteral("awaiting_payment"));
        const Payment payment = openPayment(world, student, course.id);
        QCOMPARE(world.gateway.intents(), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from payment")), 1);
        QVERIFY(!payment.gatewayId.isEmpty());
    }

    void lostAnswerIsResolvedByTheSameKey()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        world.gateway.loseAnswers();
        QCOMPARE(codeOf(enrollments::enroll(world.services, World::as(student), {course.id})), QStringLiteral("outcome_unknown"));
        const Payment payment = openPayment(world, student, course.id);
        QCOMPARE(world.gateway.intents(), 1);
        QVERIFY(!payment.gatewayId.isEmpty());
    }

    void adminCancelsBeforePaymentOnly()
    {
        World world;
        const User admin = world.admin();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        const Payment open = openPayment(world, world.student(), course.id);
        QCOMPARE(codeOf(enrollments::cancel(world.services, World::as(admin), open.enrollmentId, {})), QStringLiteral("invalid_input"));
        QCOMPARE(must(enrollments::cancel(world.services, World::as(admin), open.enrollmentId, QStringLiteral("Asked to"))).state, EnrollmentState::Cancelled);
        QCOMPARE(codeOf(enrollments::cancel(world.services, World::as(admin), open.enrollmentId, QStringLiteral("Asked to"))), QStringLiteral("invalid_state"));
        QCOMPARE(world.gateway.cancellations(), 1);
        const Payment paid = paidEnrollment(world, world.student(), course.id);
        QCOMPARE(codeOf(enrollments::cancel(world.services, World::as(admin), paid.enrollmentId, QStringLiteral("Asked to"))), QStringLiteral("invalid_state"));
    }

    void whoeverAnAdminSentAwayComesBackOnlyThroughAnAdmin()
    {
        World world;
        const User admin = world.admin();
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(0));
        const EnrollmentId id = must(enrollments::enroll(world.services, World::as(student), {course.id})).enrollment.id;
        QCOMPARE(codeOf(enrollments::readmit(world.services, World::as(admin), id, QStringLiteral("A mistake"))), QStringLiteral("invalid_state"));
        (void)must(enrollments::cancel(world.services, World::as(admin), id, QStringLiteral("Asked to")));
        QCOMPARE(codeOf(enrollments::enroll(world.services, World::as(student), {course.id})), QStringLiteral("invalid_state"));
        (void)must(enrollments::readmit(world.services, World::as(admin), id, QStringLiteral("A mistake")));
        QCOMPARE(must(enrollments::enroll(world.services, World::as(student), {course.id})).enrollment.state, EnrollmentState::Active);
    }

    void othersPaymentsAreInvisible()
    {
        World world;
        const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
        const User other = world.student();
        QCOMPARE(codeOf(payments::find(world.services, World::as(other), payment.id)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(payments::confirm(world.services, World::as(other), payment.id)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(enrollments::paymentOf(world.services, World::as(other), payment.enrollmentId)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(enrollments::checkout(world.services, World::as(other), payment.enrollmentId)), QStringLiteral("not_found"));
        QVERIFY(payments::find(world.services, World::as(world.admin()), payment.id).ok());
    }

    void confirmingGrantsNothing()
    {
        World world;
        const User student = world.student();
        const Payment payment = openPayment(world, student, launchedCourse(world, world.teacher(), usd(4999)).id);
        world.gateway.setIntentState(payment.gatewayId, PaymentState::Succeeded);
        const Payment shown = must(payments::confirm(world.services, World::as(student), payment.id));
        QCOMPARE(shown.state, PaymentState::Processing);
        QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment")), QStringLiteral("awaiting_payment"));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from journal")), 0);
    }
};

QTEST_GUILESS_MAIN(TestEnroll)
#include "tst_enroll.moc"
