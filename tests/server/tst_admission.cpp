#include "support/school.h"
#include "usecases/admissions/admissions.h"
#include "usecases/courses/courses.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/wallets.h"
#include <QTest>
#include <atomic>

using namespace lectern;
using namespace lectern::test;

/// Seats, invitations and the waiting list.
class TestAdmission : public QObject
{
    Q_OBJECT

    struct Class {
        World world;
        User teacher = world.teacher();
        Course course;
        explicit Class(qint64 minor = 0) : course(launchedCourse(world, teacher, usd(minor))) {}

        void allow(AdmissionMode mode, int seats) { (void)must(admissions::change(world.services, World::as(teacher), course.id, {mode, seats})); }
        Result<EnrollResult> enroll(const User& student)
        {
            Caller caller = World::as(student);
            caller.idempotencyKey = newUuid7();
            return enrollments::enroll(world.services, caller, EnrollForm{course.id});
        }
        QString access(const User& student) { return world.sql.text(QStringLiteral("select state from enrollment where student_id = '%1'").arg(student.id.value)); }
        QString code(const InvitationForm& form) { return must(admissions::invite(world.services, World::as(teacher), course.id, form)).items.first().code; }
        Result<Redeemed> redeem(const User& student, const QString& code) { return admissions::redeem(world.services, World::as(student), {code}); }
        Result<StudentAdmission> join(const User& student) { return admissions::join(world.services, World::as(student), course.id); }
        std::optional<StudentAdmission> standing(const User& student) { return must(courses::coursePage(world.services, World::as(student), course.id)).admission; }
        void end(const User& student) { world.sql.exec(QStringLiteral("update enrollment set state = 'refunded' where student_id = '%1'").arg(student.id.value)); }
        int offer() { return must(admissions::offerSeats(world.services)); }
        Admission now() { return must(admissions::find(world.services, World::as(teacher), course.id)); }
        int notices(const User& student, const char* kind) { return int(world.sql.number(QStringLiteral("select count(*) from notification where user_id = '%1' and kind = '%2'").arg(student.id.value, QLatin1String(kind)))); }
    };

private Q_SLOTS:
    void aCourseWithoutRulesIsOpenToAll()
    {
        Class one;
        const User student = one.world.student();
        QVERIFY(!one.standing(student));
        (void)must(one.enroll(student));
        QCOMPARE(one.access(student), QStringLiteral("active"));
        QCOMPARE(codeOf(one.join(one.world.student())), QStringLiteral("invalid_state"));
    }

    void noMoreThanTheSeatsGetIn()
    {
        Class one;
        one.allow(AdmissionMode::Open, 2);
        (void)must(one.enroll(one.world.student()));
        const User second = one.world.student();
        QCOMPARE(*one.standing(second)->seatsLeft, 1);
        (void)must(one.enroll(second));
        (void)must(one.enroll(second)); // pressed again: still in
        const User third = one.world.student();
        QCOMPARE(*one.standing(third)->seatsLeft, 0);
        QCOMPARE(codeOf(one.enroll(third)), QStringLiteral("invalid_state"));
        QCOMPARE(one.access(third), QString());
        QCOMPARE(one.now().taken, 2);
    }

    void manyStudentsRaceForTheLastSeats()
    {
        Class one;
        one.allow(AdmissionMode::Open, 5);
        QList<User> students;
        for (int i = 0; i < 40; ++i) students << one.world.student();
        std::atomic<int> in = 0;
        inParallel(one.world, 40, [&](int i) {
            if (one.enroll(students.at(i))) ++in;
        });
        QCOMPARE(in.load(), 5);
        QCOMPARE(one.now().taken, 5);
    }

    void aSeatThatIsBeingPaidIsTakenUntilItsTimeIsOver()
    {
        Class one(5000);
        one.allow(AdmissionMode::Open, 1);
        const User first = one.world.student();
        const Payment payment = must(one.enroll(first)).checkout->payment;
        const User second = one.world.student();
        QCOMPARE(codeOf(one.enroll(second)), QStringLiteral("invalid_state"));
        one.world.clock.advance(25 * 3600);
        (void)must(enrollments::expireDue(one.world.services));
        (void)must(one.enroll(second));
        // The money of the first comes after all: the seat is somebody else's, so it goes back, once.
        one.world.receive(succeeded(payment));
        one.world.settle();
        QCOMPARE(one.access(first), QStringLiteral("expired"));
        QCOMPARE(one.world.sql.number(QStringLiteral("select count(*) from refund where payment_id = '%1' and amount_minor = 5000").arg(payment.id.value)), 1);
        QCOMPARE(one.notices(first, "payment_returned"), 1);
        QCOMPARE(one.world.ledgerProblems(), QStringList());
    }

    void aLatePaymentGoesBackToWhereEachPartCameFrom()
    {
        Class one(5000);
        one.allow(AdmissionMode::Open, 1);
        const User first = one.world.student();
        const Payment fill = must(wallets::topUp(one.world.services, World::as(first), {usd(4000)})).payment;
        one.world.receive(succeeded(fill));
        one.world.settle();
        EnrollForm form{one.course.id};
        form.walletPart = usd(2000);
        const Payment payment = must(enrollments::enroll(one.world.services, World::as(first), form)).checkout->payment;
        one.world.clock.advance(25 * 3600);
        (void)must(enrollments::expireDue(one.world.services));
        (void)must(one.enroll(one.world.student()));
        IntentEvent event = succeeded(payment);
        event.amount = usd(3000);
        one.world.receive(event);
        one.world.settle();
        QCOMPARE(one.access(first), QStringLiteral("expired"));
        QCOMPARE(one.world.sql.number(QStringLiteral("select amount_minor from refund where channel = 'gateway'")), 3000);
        QCOMPARE(one.world.sql.text(QStringLiteral("select state from refund where channel = 'wallet' and amount_minor = 2000")), QStringLiteral("succeeded"));
        QCOMPARE(one.world.sql.number(QStringLiteral("select available_minor from wallet")), 4000);
        refunds::sendApproved(one.world.services);
        QCOMPARE(one.world.gateway.refunds().size(), 1);
        QCOMPARE(one.world.gateway.refunds().first().amount, usd(3000));
        QCOMPARE(one.world.ledgerProblems(), QStringList());
    }

    void twoLatePaymentsShareOneSeatOnlyOnce()
    {
        Class one(5000);
        one.allow(AdmissionMode::Open, 2);
        const User first = one.world.student();
        const User second = one.world.student();
        const Payment a = must(one.enroll(first)).checkout->payment;
        const Payment b = must(one.enroll(second)).checkout->payment;
        one.world.clock.advance(25 * 3600);
        (void)must(enrollments::expireDue(one.world.services));
        (void)must(one.enroll(one.world.student()));
        one.world.receive(succeeded(a));
        one.world.receive(succeeded(b));
        one.world.settle();
        QCOMPARE(one.world.sql.number(QStringLiteral("select count(*) from enrollment where state = 'active'")), 1);
        QCOMPARE(one.now().taken, 2);
        QCOMPARE(one.world.ledgerProblems(), QStringList());
    }

    void aSuspendedCourseOffersNoSeats()
    {
        Class one;
        one.allow(AdmissionMode::Open, 1);
        const User first = one.world.student();
        (void)must(one.enroll(first));
        const User second = one.world.student();
        (void)must(one.join(second));
        one.end(first);
        one.world.sql.exec(QStringLiteral("update course set state = 'suspended'"));
        QCOMPARE(one.offer(), 0);
        QVERIFY(!must(admissions::leave(one.world.services, World::as(second), one.course.id)).place);
    }

    void whoIsInvitedForNothingIsNotSentToTheCheckout()
    {
        Class one(5000);
        const User student = one.world.student();
        const EnrollResult begun = must(one.enroll(student));
        (void)must(one.redeem(student, one.code({{}, 1, true, 14})));
        QCOMPARE(codeOf(enrollments::checkout(one.world.services, World::as(student), begun.enrollment.id)), QStringLiteral("invalid_state"));
        one.world.receive(eventOf(begun.checkout->payment, "payment_intent.processing", "processing"));
        one.world.settle();
        QCOMPARE(codeOf(one.enroll(student)), QStringLiteral("invalid_state")); // a bank works on it
    }

    void latePaymentIsHonouredWhileASeatIsFree()
    {
        Class one(5000);
        one.allow(AdmissionMode::Open, 1);
        const User first = one.world.student();
        const Payment payment = must(one.enroll(first)).checkout->payment;
        one.world.clock.advance(25 * 3600);
        (void)must(enrollments::expireDue(one.world.services));
        one.world.receive(succeeded(payment));
        one.world.settle();
        QCOMPARE(one.access(first), QStringLiteral("active"));
    }

    void aFreedSeatIsOfferedToWhoHasWaitedLongest()
    {
        Class one;
        one.allow(AdmissionMode::Open, 1);
        const User first = one.world.student();
        (void)must(one.enroll(first));
        const User second = one.world.student();
        const User third = one.world.student();
        QCOMPARE(*must(one.join(second)).place, 1);
        QCOMPARE(*must(one.join(second)).place, 1); // twice is once
        QCOMPARE(*must(one.join(third)).place, 2);
        QCOMPARE(one.offer(), 0);
        one.end(first);
        const User passer = one.world.student();
        QCOMPARE(codeOf(one.enroll(passer)), QStringLiteral("invalid_state")); // not past those who wait
        QCOMPARE(one.offer(), 1);
        QCOMPARE(one.notices(second, "waitlist_offered"), 1);
        QCOMPARE(codeOf(one.enroll(third)), QStringLiteral("invalid_state"));
        QVERIFY(one.standing(second)->offeredUntil);
        (void)must(one.enroll(second));
        QCOMPARE(one.access(second), QStringLiteral("active"));
        QCOMPARE(one.world.sql.text(QStringLiteral("select kind from enrollment where student_id = '%1'").arg(second.id.value)), QStringLiteral("waitlist"));
        QCOMPARE(*one.standing(third)->place, 1);
        QCOMPARE(one.now().waiting, 1);
    }

    void anOfferThatIsNotTakenGoesToTheNextOne()
    {
        Class one;
        one.allow(AdmissionMode::Open, 1);
        const User first = one.world.student();
        (void)must(one.enroll(first));
        const User second = one.world.student();
        const User third = one.world.student();
        (void)must(one.join(second));
        (void)must(one.join(third));
        one.end(first);
        QCOMPARE(one.offer(), 1);
        one.world.clock.advance(49 * 3600);
        QCOMPARE(one.offer(), 1);
        QCOMPARE(codeOf(one.enroll(second)), QStringLiteral("invalid_state"));
        QCOMPARE(one.notices(second, "waitlist_lapsed"), 1);
        QVERIFY(!one.standing(second)->place);
        (void)must(one.enroll(third));
        QCOMPARE(one.access(third), QStringLiteral("active"));
    }

    void whoLeavesTheListIsNotOfferedASeat()
    {
        Class one;
        one.allow(AdmissionMode::Open, 1);
        const User first = one.world.student();
        (void)must(one.enroll(first));
        const User second = one.world.student();
        (void)must(one.join(second));
        QVERIFY(!must(admissions::leave(one.world.services, World::as(second), one.course.id)).place);
        one.end(first);
        QCOMPARE(one.offer(), 0);
    }

    void moreSeatsAreOfferedWhenTheTeacherRaisesTheLimit()
    {
        Class one;
        one.allow(AdmissionMode::Open, 1);
        (void)must(one.enroll(one.world.student()));
        for (int i = 0; i < 3; ++i) (void)must(one.join(one.world.student()));
        one.allow(AdmissionMode::Open, 3);
        QCOMPARE(one.offer(), 2);
        QCOMPARE(one.now().offered, 2);
        one.allow(AdmissionMode::Open, 0);
        QCOMPARE(one.offer(), 1);
    }

    void onlyTheInvitedGetIn()
    {
        Class one(5000);
        one.allow(AdmissionMode::Invitation, 0);
        const User student = one.world.student();
        QCOMPARE(codeOf(one.enroll(student)), QStringLiteral("invalid_state"));
        QVERIFY(one.standing(student)->byInvitation);
        const QString code = one.code({{}, 1, false, 14});
        QString typed = code.toLower();
        typed.replace(u'-', u' ').replace(u'0', u'o').replace(u'1', u'l');
        QCOMPARE(must(one.redeem(student, typed)).courseId, one.course.id);
        QCOMPARE(must(one.redeem(student, code)).courseId, one.course.id); // again is the same
        QVERIFY(one.standing(student)->isInvited);
        QVERIFY(must(one.enroll(student)).checkout); // and pays
        QCOMPARE(codeOf(one.redeem(one.world.student(), code)), QStringLiteral("invalid_input")); // it was for one
    }

    void aFreeInvitationCostsNothingAlsoWhenAPaymentWasBegun()
    {
        Class one(5000);
        const User student = one.world.student();
        const Payment payment = must(one.enroll(student)).checkout->payment;
        (void)must(one.redeem(student, one.code({{}, 3, true, 14})));
        QVERIFY(!must(one.enroll(student)).checkout);
        QCOMPARE(one.access(student), QStringLiteral("active"));
        QCOMPARE(one.world.gateway.cancellations(), 1);
        QCOMPARE(one.world.sql.number(QStringLiteral("select price_minor from enrollment")), 0);
        Q_UNUSED(payment)
    }

    void codesEndWithTheirDayTheirUsesAndTheirTeachersWill()
    {
        Class one;
        one.allow(AdmissionMode::Invitation, 0);
        const QString expired = one.code({{}, 5, false, 2});
        one.world.clock.advance(3 * 86'400);
        QCOMPARE(codeOf(one.redeem(one.world.student(), expired)), QStringLiteral("invalid_input"));
        const Invitation invitation = must(admissions::invite(one.world.services, World::as(one.teacher), one.course.id, {{}, 5, false, 14})).items.first();
        const User inside = one.world.student();
        (void)must(one.redeem(inside, invitation.code));
        (void)must(one.enroll(inside));
        QVERIFY(must(admissions::revoke(one.world.services, World::as(one.teacher), invitation.id)).isRevoked);
        QCOMPARE(codeOf(one.redeem(one.world.student(), invitation.code)), QStringLiteral("invalid_input"));
        QCOMPARE(one.access(inside), QStringLiteral("active"));
        QCOMPARE(codeOf(admissions::describe(one.world.services, invitation.code)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(one.redeem(one.world.student(), QStringLiteral("nonsense"))), QStringLiteral("invalid_input"));
    }

    void aCodeByMailIsForItsAddress()
    {
        Class one;
        one.allow(AdmissionMode::Invitation, 0);
        const User student = one.world.student();
        const Page<Invitation> made = must(admissions::invite(one.world.services, World::as(one.teacher), one.course.id, {{student.email.toUpper(), student.email, QStringLiteral("new@example.org")}, 1, false, 14}));
        QCOMPARE(made.items.size(), 2); // one address twice is one
        QString own, other;
        for (const Invitation& one_ : made.items) (one_.email == student.email ? own : other) = one_.code;
        QCOMPARE(codeOf(one.redeem(one.world.student(), own)), QStringLiteral("invalid_input"));
        QCOMPARE(codeOf(one.redeem(student, other)), QStringLiteral("invalid_input"));
        (void)must(one.redeem(student, own));
        QCOMPARE(one.notices(student, "invited"), 1);
        QCOMPARE(one.world.sql.text(QStringLiteral("select address from mail_outbox where user_id is null")), QStringLiteral("new@example.org"));
        QVERIFY(one.world.sql.text(QStringLiteral("select params from mail_outbox where user_id is null")).contains(other));
    }

    void manyStudentsRaceForTheUsesOfOneCode()
    {
        Class one;
        one.allow(AdmissionMode::Invitation, 0);
        const QString code = one.code({{}, 4, false, 14});
        QList<User> students;
        for (int i = 0; i < 24; ++i) students << one.world.student();
        std::atomic<int> in = 0;
        inParallel(one.world, 24, [&](int i) {
            if (one.redeem(students.at(i), code)) ++in;
        });
        QCOMPARE(in.load(), 4);
    }

    void whoCameByAFriendsLinkIsCountedForTheFriendForThirtyDays()
    {
        Class one;
        const User friendly = one.world.student();
        const User came = one.world.student();
        const User late = one.world.student();
        const Referral own = must(admissions::referral(one.world.services, World::as(friendly)));
        QVERIFY(own.link.endsWith(own.code));
        QCOMPARE(must(admissions::referral(one.world.services, World::as(friendly))).code, own.code);
        QCOMPARE(codeOf(one.redeem(friendly, own.code)), QStringLiteral("invalid_input")); // nobody sends himself
        QCOMPARE(must(admissions::describe(one.world.services, own.code)).referredBy, friendly.name);
        const Redeemed followed = must(one.redeem(came, own.code.toLower()));
        QCOMPARE(followed.referredBy, friendly.name);
        QVERIFY(!followed.courseId);
        (void)must(one.redeem(late, own.code));
        (void)must(one.enroll(came));
        one.world.clock.advance(31 * 86'400);
        (void)must(one.enroll(late));
        (void)must(one.enroll(one.world.student()));
        QCOMPARE(one.world.sql.number(QStringLiteral("select count(*) from enrollment where source = 'referral'")), 1);
        QCOMPARE(one.world.sql.number(QStringLiteral("select count(*) from enrollment where source = 'direct'")), 2);
        const Referral after = must(admissions::referral(one.world.services, World::as(friendly)));
        QCOMPARE(after.came, 2);
        QCOMPARE(after.enrolled, 1);
    }

    void strangersSeeAndChangeNothing()
    {
        Class one;
        const User other = one.world.teacher();
        QCOMPARE(codeOf(admissions::find(one.world.services, World::as(other), one.course.id)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(admissions::change(one.world.services, World::as(other), one.course.id, {AdmissionMode::Open, 1})), QStringLiteral("not_found"));
        QCOMPARE(codeOf(admissions::invite(one.world.services, World::as(other), one.course.id, {{}, 1, true, 14})), QStringLiteral("not_found"));
        QCOMPARE(codeOf(admissions::waiting(one.world.services, World::as(other), one.course.id)), QStringLiteral("not_found"));
        User auditor = one.world.admin();
        auditor.role = Role::Auditor;
        (void)must(admissions::find(one.world.services, World::as(auditor), one.course.id));
        QCOMPARE(codeOf(admissions::change(one.world.services, World::as(auditor), one.course.id, {AdmissionMode::Open, 1})), QStringLiteral("not_found"));
    }
};

QTEST_GUILESS_MAIN(TestAdmission)
#include "tst_admission.moc"
