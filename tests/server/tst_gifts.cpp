#include "support/school.h"
#include "usecases/admissions/admissions.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/gifts/gifts.h"
#include "usecases/learning/learning.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Places that somebody pays for somebody else.
class TestGifts : public QObject
{
    Q_OBJECT

    struct Shop {
        World world;
        User teacher = world.teacher();
        User giver = world.student(QStringLiteral("Ruth"));
        User friendOf = world.student(QStringLiteral("Oskar"));
        User admin = world.admin();
        Course course = launchedCourse(world, teacher, usd(5000), 3);

        Caller as(const User& user)
        {
            Caller caller = World::as(user);
            caller.idempotencyKey = newUuid7();
            return caller;
        }
        Result<EnrollResult> give(const QString& email = {}, const QString& method = QStringLiteral("card"), const QString& key = newUuid7())
        {
            Caller caller = World::as(giver);
            caller.idempotencyKey = key;
            EnrollForm form;
            form.courseId = course.id;
            form.method = method;
            form.gift = GiftForm{QStringLiteral("Oskar"), email, QStringLiteral("Happy birthday!")};
            return enrollments::enroll(world.services, caller, form);
        }
        Gift only() { return must(gifts::mine(world.services, World::as(giver))).items.first(); }
        Payment paid(const QString& email = {})
        {
            const Payment payment = must(give(email)).checkout->payment;
            world.receive(succeeded(payment));
            world.settle();
            return payment;
        }
        Result<Redeemed> redeem(const User& user, const QString& code) { return admissions::redeem(world.services, World::as(user), {code}); }
        QString place() { return world.sql.text(QStringLiteral("select state from enrollment where id = '%1'").arg(only().enrollmentId.value)); }
    };

private Q_SLOTS:
    /// A place of the giver's own that waits has the price of its day; the gift has today's.
    void aGiftCostsWhatTheCourseCostsToday()
    {
        Shop shop;
        EnrollForm own;
        own.courseId = shop.course.id;
        (void)must(enrollments::enroll(shop.world.services, shop.as(shop.giver), own));
        shop.world.sql.exec(QStringLiteral("update enrollment set price_minor = 4000 where student_id = '%1'").arg(shop.giver.id.value));
        const auto quoteOf = [&](bool isGift) { return must(enrollments::quote(shop.world.services, World::as(shop.giver), shop.course.id, {}, {}, isGift)).total; };
        QCOMPARE(quoteOf(false), usd(4000));
        QCOMPARE(quoteOf(true), usd(5000));
        QCOMPARE(must(shop.give()).checkout->payment.amount, quoteOf(true));
    }

    void aPaidGiftIsNobodysUntilItsCodeIsUsed()
    {
        Shop shop;
        const Payment payment = must(shop.give()).checkout->payment;
        QCOMPARE(shop.only().state, GiftState::AwaitingPayment);
        QVERIFY(shop.only().code.isEmpty());
        shop.world.receive(succeeded(payment));
        shop.world.settle();
        const Gift gift = shop.only();
        QCOMPARE(gift.state, GiftState::Ready);
        QVERIFY(!gift.code.isEmpty());
        QCOMPARE(must(vaults::mine(shop.world.services, World::as(shop.teacher))).balances.first().pending, usd(4000)); // the sale is the teacher's already
        QVERIFY(must(enrollments::listMine(shop.world.services, World::as(shop.giver), {})).items.isEmpty());
        const Redeemed redeemed = must(shop.redeem(shop.friendOf, gift.code.toLower().remove(u'-')));
        QCOMPARE(redeemed.giftFrom, QStringLiteral("Ruth"));
        QCOMPARE(redeemed.giftMessage, QStringLiteral("Happy birthday!"));
        const auto mine = must(enrollments::listMine(shop.world.services, World::as(shop.friendOf), {})).items;
        QCOMPARE(mine.size(), 1);
        QCOMPARE(mine.first().id, *redeemed.enrollmentId);
        QCOMPARE(mine.first().state, EnrollmentState::Active);
        QCOMPARE(shop.only().state, GiftState::Redeemed);
        QCOMPARE(shop.only().redeemedBy, QStringLiteral("Oskar"));
        QVERIFY(must(payments::find(shop.world.services, World::as(shop.giver), payment.id)).isGift);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void theSameRequestIsTheSameGift()
    {
        Shop shop;
        const QString key = newUuid7();
        const auto first = must(shop.give({}, QStringLiteral("card"), key));
        const auto again = must(shop.give({}, QStringLiteral("card"), key));
        QCOMPARE(first.enrollment.id, again.enrollment.id);
        QCOMPARE(first.checkout->payment.id, again.checkout->payment.id);
        (void)must(shop.give());
        QCOMPARE(must(gifts::mine(shop.world.services, World::as(shop.giver))).items.size(), 2); // two presses are two gifts
    }

    void anUnpaidGiftIsFinishedLaterByItsGiverAlone()
    {
        Shop shop;
        const auto made = must(shop.give());
        const Checkout again = must(enrollments::checkout(shop.world.services, shop.as(shop.giver), made.enrollment.id));
        QCOMPARE(again.payment.id, made.checkout->payment.id);
        QCOMPARE(codeOf(enrollments::checkout(shop.world.services, shop.as(shop.friendOf), made.enrollment.id)), QStringLiteral("not_found"));
        shop.world.clock.advance(25 * 3600);
        QCOMPARE(must(enrollments::expireDue(shop.world.services)), 1);
        QCOMPARE(shop.only().state, GiftState::Over);
        QCOMPARE(shop.only().ended, std::optional(GiftEnd::Unpaid));
        // Paid after all, it is ready.
        shop.world.receive(succeeded(made.checkout->payment));
        shop.world.settle();
        QCOMPARE(shop.only().state, GiftState::Ready);
    }

    void seatsAreNotHeldByGiftsThatNobodyPays()
    {
        Shop shop;
        for (int i = 0; i < 3; ++i) (void)must(shop.give());
        QCOMPARE(codeOf(shop.give()), QStringLiteral("invalid_input"));
    }

    void whatIsPaidByHandIsNotPaidByCardByTheWay()
    {
        Shop shop;
        shop.world.policy.offlineMethods = {QStringLiteral("cash")};
        const auto made = must(shop.give({}, QStringLiteral("cash")));
        QCOMPARE(codeOf(enrollments::checkout(shop.world.services, shop.as(shop.giver), made.enrollment.id)), QStringLiteral("invalid_state"));
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from payment")), QStringLiteral("awaiting_payer"));
    }

    void theOneWhoOpensItDoesNotReadThePayment()
    {
        Shop shop;
        (void)shop.paid();
        const Redeemed redeemed = must(shop.redeem(shop.friendOf, shop.only().code));
        QCOMPARE(codeOf(enrollments::paymentOf(shop.world.services, World::as(shop.friendOf), *redeemed.enrollmentId)), QStringLiteral("not_found"));
        QVERIFY(enrollments::paymentOf(shop.world.services, World::as(shop.giver), *redeemed.enrollmentId));
    }

    void aCodeIsUsedOnce()
    {
        Shop shop;
        (void)shop.paid();
        const QString code = shop.only().code;
        QList<User> students;
        for (int i = 0; i < 8; ++i) students << shop.world.student();
        std::atomic<int> in{0};
        inParallel(shop.world, int(students.size()), [&](int i) { in += shop.redeem(students.at(i), code).ok() ? 1 : 0; });
        QCOMPARE(in.load(), 1);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select count(*) from enrollment where student_id is not null and state = 'active'")), QStringLiteral("1"));
    }

    void whoIsInAlreadyKeepsTheCodeForOthers()
    {
        Shop shop;
        (void)shop.paid();
        (void)paidEnrollment(shop.world, shop.friendOf, shop.course.id);
        const auto refused = shop.redeem(shop.friendOf, shop.only().code);
        QCOMPARE(codeOf(refused), QStringLiteral("invalid_input"));
        QCOMPARE(shop.only().state, GiftState::Ready);
        (void)must(shop.redeem(shop.world.student(), shop.only().code));
        QCOMPARE(shop.only().state, GiftState::Redeemed);
    }

    void whoWasInBeforeGoesOnWhereTheyStopped()
    {
        Shop shop;
        const Payment own = paidEnrollment(shop.world, shop.friendOf, shop.course.id);
        (void)must(refunds::refund(shop.world.services, shop.as(shop.admin), own.id, {own.amount, QStringLiteral("Goodwill")}));
        const Payment payment = shop.paid();
        const Redeemed redeemed = must(shop.redeem(shop.friendOf, shop.only().code));
        QCOMPARE(*redeemed.enrollmentId, own.enrollmentId);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select enrollment_id from payment where id = '%1'").arg(payment.id.value)), own.enrollmentId.value);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select count(*) from enrollment where student_id is null and state <> 'cancelled'")), QStringLiteral("0"));
        // What the giver paid for it is what it stands on now.
        (void)must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {payment.amount, QStringLiteral("By mistake")}));
        QCOMPARE(must(enrollments::listMine(shop.world.services, World::as(shop.friendOf), {})).items.first().state, EnrollmentState::Refunded);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void theGiverTakesBackWhatWasNotUsed()
    {
        Shop shop;
        const Payment payment = shop.paid();
        const QString code = shop.only().code;
        QVERIFY(shop.only().isReturnable);
        const RefundQuote quote = must(refunds::quote(shop.world.services, World::as(shop.giver), payment.id));
        QVERIFY(quote.automatic && quote.isGift);
        QCOMPARE(quote.channel, RefundChannel::Gateway);
        QCOMPARE(must(refunds::takeBack(shop.world.services, shop.as(shop.giver), payment.id, {})).state, RefundState::Succeeded);
        QCOMPARE(shop.only().state, GiftState::Over);
        QCOMPARE(shop.only().ended, std::optional(GiftEnd::TakenBack));
        QVERIFY(!shop.only().isReturnable);
        QCOMPARE(codeOf(shop.redeem(shop.friendOf, code)), QStringLiteral("invalid_input"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aUsedGiftIsTakenBackByAnAdminAndItsStudentIsTold()
    {
        Shop shop;
        const Payment payment = shop.paid();
        (void)must(shop.redeem(shop.friendOf, shop.only().code));
        const RefundQuote quote = must(refunds::quote(shop.world.services, World::as(shop.giver), payment.id));
        QVERIFY(!quote.automatic);
        QCOMPARE(quote.why, QStringLiteral("The gift was used."));
        QVERIFY(quote.isGift && shop.only().isReturnable);
        QVERIFY(!shop.only().ended);
        (void)must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {payment.amount, QStringLiteral("By mistake")}));
        QCOMPARE(shop.place(), QStringLiteral("refunded"));
        QCOMPARE(shop.only().ended, std::optional(GiftEnd::Refunded));
        QCOMPARE(shop.world.sql.text(QStringLiteral("select count(*) from notification where kind = 'gift_changed' and user_id = '%1'").arg(shop.friendOf.id.value)), QStringLiteral("1"));
    }

    void theCodeIsMailedWhenItIsPaid()
    {
        Shop shop;
        (void)must(shop.give(QStringLiteral("oskar@example.org")));
        const auto mails = [&] { return shop.world.sql.text(QStringLiteral("select count(*) from mail_outbox where address = 'oskar@example.org'")); };
        QCOMPARE(mails(), QStringLiteral("0"));
        (void)shop.paid(QStringLiteral("oskar@example.org"));
        QCOMPARE(mails(), QStringLiteral("1"));
    }

    void aGiftTakesASeat()
    {
        Shop shop;
        (void)must(admissions::change(shop.world.services, World::as(shop.teacher), shop.course.id, {AdmissionMode::Open, 1}));
        (void)must(shop.give());
        QCOMPARE(codeOf(shop.give()), QStringLiteral("invalid_state"));
        EnrollForm own;
        own.courseId = shop.course.id;
        QCOMPARE(codeOf(enrollments::enroll(shop.world.services, shop.as(shop.friendOf), own)), QStringLiteral("invalid_state"));
    }

    void whatCannotBeGivenIsRefused()
    {
        Shop shop;
        const Course free = launchedCourse(shop.world, shop.teacher, usd(0), 1);
        EnrollForm form;
        form.courseId = free.id;
        form.gift = GiftForm{QStringLiteral("Oskar"), {}, {}};
        QCOMPARE(codeOf(enrollments::enroll(shop.world.services, shop.as(shop.giver), form)), QStringLiteral("invalid_input"));
        form.courseId = shop.course.id;
        form.gift->recipientName.clear();
        QCOMPARE(enrollments::enroll(shop.world.services, shop.as(shop.giver), form).error().field, QStringLiteral("gift.recipientName"));
        form.gift = GiftForm{QStringLiteral("Oskar"), QStringLiteral("no address"), {}};
        QCOMPARE(enrollments::enroll(shop.world.services, shop.as(shop.giver), form).error().field, QStringLiteral("gift.recipientEmail"));
        (void)must(admissions::change(shop.world.services, World::as(shop.teacher), shop.course.id, {AdmissionMode::Invitation, 0}));
        QCOMPARE(codeOf(shop.give()), QStringLiteral("invalid_state"));
    }

    void aDisputedGiftClosesThePlaceAndAWonOneOpensIt()
    {
        Shop shop;
        const Payment payment = shop.paid();
        (void)must(shop.redeem(shop.friendOf, shop.only().code));
        DisputeEvent event;
        event.dispute = QStringLiteral("du_1");
        event.intent = payment.gatewayId;
        event.amount = payment.amount;
        shop.world.receive(body(event));
        shop.world.settle();
        QCOMPARE(shop.place(), QStringLiteral("suspended"));
        event.type = QStringLiteral("charge.dispute.closed");
        event.status = QStringLiteral("won");
        shop.world.receive(body(event));
        shop.world.settle();
        QCOMPARE(shop.place(), QStringLiteral("active"));
        QCOMPARE(shop.world.sql.text(QStringLiteral("select count(*) from notification where kind = 'gift_changed' and user_id = '%1'").arg(shop.friendOf.id.value)), QStringLiteral("2"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestGifts)
#include "tst_gifts.moc"
