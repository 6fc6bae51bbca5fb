#include "support/planshop.h"
#include "usecases/coupons/coupons.h"
#include "usecases/payments/offline.h"
#include "usecases/payments/sessions.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// The gateway's own page: what it settles, what it does not, and what is left when somebody leaves it.
class TestSessions : public QObject
{
    Q_OBJECT

    using Shop = PlanShop;

private Q_SLOTS:
    void hostedPageSettlesByItsIntentAndNothingElse()
    {
        Shop shop;
        const EnrollResult waiting = must(enrollments::enroll(shop.world.services, shop.by(shop.student), shop.hostedForm()));
        QVERIFY(!waiting.checkout);
        const HostedSession session = must(sessions::open(shop.world.services, shop.by(shop.student), {waiting.enrollment.id}));
        QVERIFY(session.url.startsWith(u"https://"));
        QCOMPARE(must(sessions::open(shop.world.services, shop.by(shop.student), {waiting.enrollment.id})).id, session.id);
        QCOMPARE(codeOf(sessions::find(shop.world.services, World::as(shop.world.student()), session.id)), QStringLiteral("not_found"));
        // The page says that it is done. That opens nothing.
        const auto done = shop.world.database.inTransaction<Done>([&](store::Transaction& t) { return sessions::applySession(t, shop.world.services, {session.stripeId, {}, SessionState::Completed, 0, session.paymentId.value, false}); });
        QVERIFY(done);
        QCOMPARE(shop.access(), QStringLiteral("awaiting_payment"));
        IntentEvent event;
        event.intent = QStringLiteral("pi_of_the_page");
        event.amount = usd(10'000);
        event.paymentId = session.paymentId.value;
        shop.world.receive(event);
        shop.world.settle();
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(must(sessions::findByStripeId(shop.world.services, World::as(shop.student), session.stripeId)).paymentState, PaymentState::Succeeded);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void leavingThePageForTheViewPaysOnce()
    {
        Shop shop;
        const EnrollResult waiting = must(enrollments::enroll(shop.world.services, shop.by(shop.student), shop.hostedForm()));
        const HostedSession session = must(sessions::open(shop.world.services, shop.by(shop.student), {waiting.enrollment.id}));
        const Checkout view = must(enrollments::checkout(shop.world.services, shop.by(shop.student), waiting.enrollment.id));
        QVERIFY(view.payment.id != session.paymentId);
        QCOMPARE(must(sessions::find(shop.world.services, World::as(shop.student), session.id)).state, SessionState::Expired);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from payment where id = '%1'").arg(session.paymentId.value)), QStringLiteral("canceled"));
    }

    void aPageThatIsOpenedWhileTheViewBeginsIsTheOnlyWayToPay()
    {
        Shop shop;
        EnrollForm view = shop.form();
        view.planId = PlanId{};
        std::optional<HostedSession> page;
        shop.world.gateway.duringIntent([&] { page = must(sessions::open(shop.world.services, shop.by(shop.student), {EnrollmentId{shop.world.sql.text(QStringLiteral("select id from enrollment"))}})); });
        QCOMPARE(codeOf(enrollments::enroll(shop.world.services, shop.by(shop.student), view)), QStringLiteral("conflict"));
        QVERIFY(page && !page->url.isEmpty());
        QCOMPARE(shop.world.gateway.cancellations(), 1); // of the view's intent
        IntentEvent event;
        event.intent = QStringLiteral("pi_of_the_view");
        event.amount = usd(10'000);
        event.paymentId = page->paymentId.value;
        for (const char* what : {"created", "canceled"}) { // nobody can pay it
            event.type = QStringLiteral("payment_intent.") + QString::fromLatin1(what);
            event.status = QByteArrayView(what) == QByteArrayView("created") ? QStringLiteral("requires_payment_method") : QStringLiteral("canceled");
            shop.world.receive(event);
            shop.world.settle();
            QCOMPARE(shop.access(), QStringLiteral("awaiting_payment"));
        }
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from gateway_event_problem")), 0);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from gateway_event_queue")), 0);
        event.type = QStringLiteral("payment_intent.succeeded");
        event.status = QStringLiteral("succeeded");
        event.intent = QStringLiteral("pi_of_the_page");
        event.amount = usd(10'000);
        event.paymentId = page->paymentId.value;
        shop.world.receive(event);
        shop.world.settle();
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void cancelledPageKeepsThePlaceAndFreesTheCoupon()
    {
        Shop shop;
        const EnrollResult waiting = must(enrollments::enroll(shop.world.services, shop.by(shop.student), shop.hostedForm()));
        const HostedSession session = must(sessions::open(shop.world.services, shop.by(shop.student), {waiting.enrollment.id}));
        QCOMPARE(must(sessions::cancel(shop.world.services, World::as(shop.student), session.id)).state, SessionState::Cancelled);
        QCOMPARE(must(sessions::cancel(shop.world.services, World::as(shop.student), session.id)).state, SessionState::Cancelled);
        QCOMPARE(shop.access(), QStringLiteral("awaiting_payment"));
        // Nobody pays on a new page for what was cancelled.
        QCOMPARE(codeOf(sessions::open(shop.world.services, shop.by(shop.student), {waiting.enrollment.id})), QStringLiteral("invalid_state"));
        (void)must(enrollments::checkout(shop.world.services, shop.by(shop.student), waiting.enrollment.id));
    }

    void cancelledFirstPaymentOfAPlanIsNotPaidPastItsCoupon()
    {
        Shop shop;
        CouponForm once;
        once.code = QStringLiteral("ONCE");
        once.name = QStringLiteral("A test");
        once.percentBps = 1000;
        once.maxUses = 1;
        (void)must(coupons::create(shop.world.services, World::as(shop.admin), once));
        EnrollForm form = shop.form();
        form.hosted = true;
        form.coupon = QStringLiteral("ONCE");
        const EnrollResult waiting = must(enrollments::enroll(shop.world.services, shop.by(shop.student), form));
        const HostedSession session = must(sessions::open(shop.world.services, shop.by(shop.student), {waiting.enrollment.id}));
        const Schedule schedule = shop.schedule();
        // While the page is open it is the only way to pay.
        QCOMPARE(codeOf(schedules::payLine(shop.world.services, shop.by(shop.student), schedule.id, schedule.lines.first().id)), QStringLiteral("invalid_state"));
        (void)must(sessions::cancel(shop.world.services, World::as(shop.student), session.id));
        QCOMPARE(codeOf(schedules::payLine(shop.world.services, shop.by(shop.student), schedule.id, schedule.lines.first().id)), QStringLiteral("invalid_state"));
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from coupon_use")), QStringLiteral("released"));
        // Money for it counts the coupon's use.
        const EnrollResult again = must(enrollments::enroll(shop.world.services, shop.by(shop.student), form));
        const Schedule now = shop.schedule();
        (void)must(schedules::recordPayment(shop.world.services, shop.by(shop.admin), now.id, now.lines.first().id, {PaymentMethod::Cash, now.lines.first().amount, {}, shop.world.clock.now(), {}}));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from coupon_use where state = 'redeemed'")), 1);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
