#include "ledger/posting.h"
#include "support/planshop.h"
#include "usecases/coupons/coupons.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/refunds.h"
#include "usecases/reports/statements.h"
#include "usecases/vaults/vaults.h"
#include <QRandomGenerator>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Discounts: who bears them, how often they are used, and what becomes of a use whose payment ends.
class TestCoupons : public QObject
{
    Q_OBJECT

    struct Shop {
        World world;
        User teacher = world.teacher();
        User admin = world.admin();
        Course course = launchedCourse(world, teacher, usd(10'000), 2);

        static CouponForm percent(const QString& code, int bps, CouponFunding funding = CouponFunding::Teacher)
        {
            CouponForm form;
            form.code = code;
            form.name = QStringLiteral("A test");
            form.percentBps = bps;
            form.funding = funding;
            return form;
        }
        Coupon make(const CouponForm& form) { return must(coupons::create(world.services, World::as(admin), form)); }
        EnrollForm with(const QString& code) const
        {
            EnrollForm form{course.id};
            form.coupon = code;
            return form;
        }
        Result<EnrollResult> enroll(const User& student, const EnrollForm& form)
        {
            Caller caller = World::as(student);
            caller.idempotencyKey = newUuid7();
            return enrollments::enroll(world.services, caller, form);
        }
        void settle(const Payment& payment)
        {
            world.receive(succeeded(payment));
            world.settle();
        }
        Payment pay(const User& student, const QString& code)
        {
            const Payment payment = must(enroll(student, with(code))).checkout->payment;
            settle(payment);
            return must(payments::find(world.services, World::as(student), payment.id));
        }
        qint64 pending() { return must(vaults::mine(world.services, World::as(teacher))).balances.first().pending.minor(); }
        QString uses() { return world.sql.text(QStringLiteral("select string_agg(state, ',' order by id) from coupon_use")); }
        QString access(const User& student) { return world.sql.text(QStringLiteral("select state from enrollment where student_id = '%1'").arg(student.id.value)); }
    };

private Q_SLOTS:
    void teacherFundedDiscountLeavesThePlatformItsShare()
    {
        Shop shop;
        (void)shop.make(Shop::percent(QStringLiteral("spring-25"), 2500));
        const User student = shop.world.student();
        const PurchaseQuote quote = must(coupons::check(shop.world.services, World::as(student), {shop.course.id, QStringLiteral(" SPRING-25 ")}));
        QCOMPARE(quote.discount, usd(2500));
        QCOMPARE(quote.total, usd(7500));
        const Payment paid = shop.pay(student, QStringLiteral("Spring-25"));
        QCOMPARE(paid.amount, usd(7500));
        QCOMPARE(paid.discount, usd(2500));
        QCOMPARE(paid.platformShare, usd(2000)); // of the list price
        QCOMPARE(paid.teacherShare, usd(5500));
        QCOMPARE(shop.pending(), 5500);
        QCOMPARE(shop.uses(), QStringLiteral("redeemed"));
        const Report sold = must(reports::report(shop.world.services, ReportKind::Coupons, {{}, {}, shop.world.clock.now().addSecs(1)}));
        QCOMPARE(sold.rows.size(), 1);
        QCOMPARE(sold.rows.first().count, 1);
        QCOMPARE(sold.rows.first().gross, usd(7500));
        QCOMPARE(sold.rows.first().teacher, usd(5500));
        QCOMPARE(sold.total, usd(7500));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void platformFundedDiscountLeavesTheTeacherTheWholeShare()
    {
        Shop shop;
        (void)shop.make(Shop::percent(QStringLiteral("HOUSE15"), 1500, CouponFunding::Platform));
        const Payment paid = shop.pay(shop.world.student(), QStringLiteral("house15"));
        QCOMPARE(paid.teacherShare, usd(8000));
        QCOMPARE(paid.platformShare, usd(500));
        // The platform gives at most what it earns.
        (void)shop.make(Shop::percent(QStringLiteral("HOUSE50"), 5000, CouponFunding::Platform));
        const PurchaseQuote quote = must(coupons::check(shop.world.services, World::as(shop.world.student()), {shop.course.id, QStringLiteral("HOUSE50")}));
        QCOMPARE(quote.discount, usd(2000));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void partialRefundsOfADiscountedSaleLeaveNothing()
    {
        Shop shop;
        (void)shop.make(Shop::percent(QStringLiteral("ODD"), 3333));
        const Payment paid = shop.pay(shop.world.student(), QStringLiteral("ODD"));
        for (const qint64 part : {1, 1777, 2000, 17}) {
            Caller admin = World::as(shop.admin);
            admin.idempotencyKey = newUuid7();
            (void)must(refunds::refund(shop.world.services, admin, paid.id, {usd(part), QStringLiteral("Bit by bit")}));
        }
        Caller admin = World::as(shop.admin);
        admin.idempotencyKey = newUuid7();
        (void)must(refunds::refund(shop.world.services, admin, paid.id, {usd(paid.amount.minor() - 3795), QStringLiteral("And the rest")}));
        QCOMPARE(shop.pending(), 0);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void sharesOfAnyDiscountAddUpAndNobodyPaysForTheOther()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 20'000; ++i) {
            const qint64 list = random.bounded(1, 1'000'000);
            const qint64 net = random.bounded(0, int(list) + 1);
            const int bps = random.bounded(0, 10'001);
            const auto funding = random.bounded(2) ? CouponFunding::Teacher : CouponFunding::Platform;
            const ledger::Split full = ledger::split(usd(list), bps);
            const ledger::Split split = ledger::splitDiscounted(usd(list), usd(net), bps, funding);
            QCOMPARE(split.teacher.minor() + split.platform.minor(), net);
            QVERIFY(split.teacher.minor() >= 0 && split.platform.minor() >= 0);
            const Money& other = funding == CouponFunding::Teacher ? split.platform : split.teacher;
            const Money& whole = funding == CouponFunding::Teacher ? full.platform : full.teacher;
            QCOMPARE(other.minor(), std::min(net, whole.minor()));
        }
    }

    void lastTenUsesGoToTenOfTwoHundred()
    {
        Shop shop;
        CouponForm form = Shop::percent(QStringLiteral("TEN"), 1000);
        form.maxUses = 10;
        (void)shop.make(form);
        QList<User> students;
        for (int i = 0; i < 200; ++i) students << shop.world.student();
        std::atomic<int> got{0};
        for (int round = 0; round < 10; ++round) {
            inParallel(shop.world, 20, [&](int i) {
                const auto result = shop.enroll(students.at(round * 20 + i), shop.with(QStringLiteral("TEN")));
                if (result) ++got;
                else if (result.error().field != u"coupon") qFatal("%s", qUtf8Printable(result.error().detail));
            });
        }
        QCOMPARE(got.load(), 10);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from coupon_use where state = 'reserved'")), 10);
    }

    void useComesBackWhenThePaymentExpires()
    {
        Shop shop;
        CouponForm form = Shop::percent(QStringLiteral("ONE"), 1000);
        form.maxUses = 1;
        (void)shop.make(form);
        const User first = shop.world.student();
        const User second = shop.world.student();
        (void)must(shop.enroll(first, shop.with(QStringLiteral("ONE"))));
        QCOMPARE(codeOf(shop.enroll(second, shop.with(QStringLiteral("ONE")))), QStringLiteral("invalid_input"));
        shop.world.clock.advance(25 * 3600);
        QCOMPARE(must(enrollments::expireDue(shop.world.services)), 1);
        QCOMPARE(shop.uses(), QStringLiteral("released"));
        (void)must(shop.enroll(second, shop.with(QStringLiteral("ONE"))));
    }

    void moneyThatComesAfterTheLastUseIsGoneIsHonouredAndReported()
    {
        Shop shop;
        CouponForm form = Shop::percent(QStringLiteral("LATE"), 1000);
        form.maxUses = 1;
        (void)shop.make(form);
        const User first = shop.world.student();
        const User second = shop.world.student();
        const Payment late = must(shop.enroll(first, shop.with(QStringLiteral("LATE")))).checkout->payment;
        shop.world.clock.advance(25 * 3600);
        (void)must(enrollments::expireDue(shop.world.services));
        (void)shop.pay(second, QStringLiteral("LATE"));
        shop.settle(late); // it was paid in the last second
        QCOMPARE(shop.access(first), QStringLiteral("active"));
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from coupon_use where state = 'redeemed'")), 2);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from coupon_use where over_limit")), 1);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from audit_entry where action = 'coupon.over_limit'")), 1);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void anotherWayToPayKeepsOneReservation()
    {
        Shop shop;
        shop.world.policy.offlineMethods = {QStringLiteral("cash")};
        CouponForm form = Shop::percent(QStringLiteral("SAME"), 1000);
        form.maxUses = 1;
        (void)shop.make(form);
        const User student = shop.world.student();
        (void)must(shop.enroll(student, shop.with(QStringLiteral("SAME"))));
        EnrollForm cash = shop.with(QStringLiteral("SAME"));
        cash.method = QStringLiteral("cash");
        (void)must(shop.enroll(student, cash));
        QCOMPARE(shop.uses(), QStringLiteral("released,reserved"));
        // Going on without a word about the coupon keeps it.
        EnrollForm again{shop.course.id};
        again.method = QStringLiteral("cash");
        (void)must(shop.enroll(student, again));
        QCOMPARE(shop.uses(), QStringLiteral("released,reserved"));
        // And one may do without it.
        EnrollForm without = shop.with(QString());
        const EnrollResult full = must(shop.enroll(student, without));
        QCOMPARE(full.checkout->payment.amount, usd(10'000));
        QCOMPARE(shop.uses(), QStringLiteral("released,released"));
    }

    void wholeDiscountOpensTheCourseWithoutAPayment()
    {
        Shop shop;
        (void)shop.make(Shop::percent(QStringLiteral("GIFT"), 10'000));
        const User student = shop.world.student();
        const EnrollResult result = must(shop.enroll(student, shop.with(QStringLiteral("GIFT"))));
        QVERIFY(!result.checkout);
        QCOMPARE(result.enrollment.state, EnrollmentState::Active);
        QCOMPARE(shop.uses(), QStringLiteral("redeemed"));
        QCOMPARE(codeOf(shop.enroll(student, shop.with(QStringLiteral("GIFT")))), QString()); // pressing again changes nothing
        QCOMPARE(shop.uses(), QStringLiteral("redeemed"));
    }

    void conditionsAreSaidInWords_data()
    {
        QTest::addColumn<QString>("wish");
        QTest::addColumn<QString>("why");
        QTest::newRow("archived") << "archived" << "not valid any more";
        QTest::newRow("early") << "early" << "not valid yet";
        QTest::newRow("late") << "late" << "expired";
        QTest::newRow("currency") << "currency" << "prices in EUR";
        QTest::newRow("minimum") << "minimum" << "prices from 200.00 USD";
        QTest::newRow("course") << "course" << "not for this course";
        QTest::newRow("unknown") << "unknown" << "no such code";
        QTest::newRow("first") << "first" << "first purchase";
    }
    void conditionsAreSaidInWords()
    {
        QFETCH(QString, wish);
        QFETCH(QString, why);
        Shop shop;
        const User student = shop.world.student();
        CouponForm form = Shop::percent(QStringLiteral("CODE"), 1000);
        const QDateTime now = shop.world.clock.now();
        if (wish == u"early") form.validFrom = now.addDays(1);
        if (wish == u"late") form.validUntil = now.addSecs(-1);
        if (wish == u"currency") form.minimum = Money::fromMinor(0, *Currency::fromCode(QStringLiteral("EUR")));
        if (wish == u"minimum") form.minimum = usd(20'000);
        if (wish == u"course") form.courseIds = {launchedCourse(shop.world, shop.teacher, usd(500), 1).id};
        if (wish == u"first") {
            form.firstPurchaseOnly = true;
            (void)paidEnrollment(shop.world, student, launchedCourse(shop.world, shop.teacher, usd(500), 1).id);
        }
        const Coupon coupon = shop.make(form);
        if (wish == u"archived") (void)must(coupons::setArchived(shop.world.services, World::as(shop.admin), coupon.id, true));
        const auto answer = coupons::check(shop.world.services, World::as(student), {shop.course.id, wish == u"unknown" ? QStringLiteral("NOPE") : QStringLiteral("CODE")});
        QVERIFY(!answer);
        QCOMPARE(answer.error().field, QStringLiteral("coupon"));
        QVERIFY2(answer.error().detail.contains(why), qUtf8Printable(answer.error().detail));
    }

    void bulkCodesWorkOnceEach()
    {
        Shop shop;
        CouponForm form = Shop::percent(QStringLiteral("CLASS"), 2000);
        form.bulkCount = 50;
        const Coupon coupon = shop.make(form);
        const QList<QByteArray> lines = must(coupons::codesCsv(shop.world.services, World::as(shop.admin), coupon.id)).trimmed().split('\n');
        QCOMPARE(lines.size(), 51);
        const QString code = QString::fromUtf8(lines.at(1)).section(u'"', 1, 1);
        QVERIFY(code.startsWith(u"CLASS-"));
        (void)shop.pay(shop.world.student(), code);
        QCOMPARE(codeOf(shop.enroll(shop.world.student(), shop.with(code))), QStringLiteral("invalid_input"));
        const Coupon after = must(coupons::list(shop.world.services, World::as(shop.admin), {}, {})).items.first();
        QCOMPARE(after.uses, 1);
        QCOMPARE(after.revenue, QList<Money>{usd(8000)});
        QCOMPARE(after.discounts, QList<Money>{usd(2000)});
    }

    void teachersMakeCouponsForTheirOwnCoursesAtTheirOwnCost()
    {
        Shop shop;
        const Caller teacher = World::as(shop.teacher);
        QCOMPARE(codeOf(coupons::create(shop.world.services, teacher, Shop::percent(QStringLiteral("MINE"), 1000, CouponFunding::Platform))), QStringLiteral("invalid_input"));
        const Coupon mine = must(coupons::create(shop.world.services, teacher, Shop::percent(QStringLiteral("MINE"), 1000)));
        const User other = shop.world.teacher();
        QCOMPARE(codeOf(coupons::setArchived(shop.world.services, World::as(other), mine.id, true)), QStringLiteral("not_found"));
        QCOMPARE(must(coupons::list(shop.world.services, World::as(other), {}, {})).items.size(), 0);
        const Course foreign = launchedCourse(shop.world, other, usd(5000), 1);
        QCOMPARE(codeOf(coupons::check(shop.world.services, World::as(shop.world.student()), {foreign.id, QStringLiteral("MINE")})), QStringLiteral("invalid_input"));
        QCOMPARE(codeOf(coupons::create(shop.world.services, World::as(other), Shop::percent(QStringLiteral("mine"), 500))), QStringLiteral("already_exists"));
    }

    void discountedAndTaxedPlanSettlesToItsLastPayment()
    {
        PlanShop shop;
        shop.world.policy.taxes = {{QStringLiteral("US"), {}, 1900, false}};
        CouponForm house;
        house.code = QStringLiteral("HOUSE");
        house.name = QStringLiteral("A test");
        house.percentBps = 5000;
        house.funding = CouponFunding::Platform;
        (void)must(coupons::create(shop.world.services, World::as(shop.admin), house));
        EnrollForm form = shop.form();
        form.country = QStringLiteral("US");
        form.coupon = QStringLiteral("HOUSE");
        shop.succeed(must(enrollments::enroll(shop.world.services, shop.by(shop.student), form)).checkout->payment);
        for (int line = 2; line <= 3; ++line) {
            const Checkout checkout = must(schedules::payLine(shop.world.services, shop.by(shop.student), shop.schedule().id, shop.schedule().lines.at(line - 1).id));
            shop.succeed(checkout.payment);
        }
        QCOMPARE(shop.schedule().state, ScheduleState::Completed);
        QCOMPARE(must(coupons::list(shop.world.services, World::as(shop.admin), {}, {})).items.first().revenue, QList<Money>{usd(9520)});
        QCOMPARE(must(vaults::mine(shop.world.services, World::as(shop.teacher))).balances.first().pending, usd(8000));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void partsOfAnyPlanGiveNobodyLessThanNothing()
    {
        PlanShop shop;
        shop.world.policy.taxes = {{QStringLiteral("US"), {}, 825, false}};
        CouponForm house;
        house.name = QStringLiteral("A test");
        house.funding = CouponFunding::Platform;
        for (const int bps : {300, 777, 1999, 2000}) {
            house.code = QStringLiteral("HOUSE%1").arg(bps);
            house.percentBps = bps;
            (void)must(coupons::create(shop.world.services, World::as(shop.admin), house));
            EnrollForm form = shop.form();
            form.country = QStringLiteral("US");
            form.coupon = house.code;
            (void)must(enrollments::enroll(shop.world.services, shop.by(shop.world.student()), form));
        }
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from schedule_line where teacher_fixed_minor > amount_minor - tax_minor")), 0);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from schedule_line")), 12);
    }
};

QTEST_GUILESS_MAIN(TestCoupons)
#include "tst_coupons.moc"
