#include "support/planshop.h"
#include "usecases/courses/courses.h"
#include "usecases/notifications/notifications.h"
#include "usecases/payments/disputes.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/sweep.h"
#include "usecases/payments/wallets.h"
#include "usecases/reports/statements.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Figures that people compare with each other: a report's row with the payments behind it, what is said here with what
/// is said there.
class TestFigures : public QObject
{
    Q_OBJECT

    struct School {
        World world;
        User admin = world.admin();
        User first = world.teacher(QStringLiteral("Clara"));
        User second = world.teacher(QStringLiteral("Tomas"));
        Course piano = launchedCourse(world, first, usd(5000));
        Course oboe = launchedCourse(world, second, usd(9000));

        Payment sell(const Course& course) { return paidEnrollment(world, world.student(), course.id); }
        QDateTime tomorrow() { return world.clock.now().addSecs(1); }
        QList<Payment> list(const PaymentFilter& filter) { return must(payments::list(world.services, std::nullopt, filter, {{}, 100})).items; }
        Report report(ReportKind kind) { return must(reports::report(world.services, kind, {{}, {}, tomorrow()})); }
        PaymentFilter sold()
        {
            PaymentFilter filter;
            filter.moment = PaymentMoment::Sold;
            filter.currency = QStringLiteral("USD");
            filter.from = tomorrow().addDays(-30);
            filter.until = tomorrow();
            return filter;
        }
        static qint64 sum(const QList<Payment>& payments)
        {
            qint64 all = 0;
            for (const Payment& payment : payments) all += payment.amount.minor();
            return all;
        }
    };

private Q_SLOTS:
    void behindEachRowOfAReportAreItsPayments()
    {
        School school;
        for (int i = 0; i < 3; ++i) (void)school.sell(school.piano);
        (void)school.sell(school.oboe);
        (void)openPayment(school.world, school.world.student(), school.oboe.id); // not sold
        Caller filling = World::as(school.world.student());
        filling.idempotencyKey = newUuid7();
        school.world.receive(succeeded(must(wallets::topUp(school.world.services, filling, {usd(3000)})).payment)); // sells nothing
        school.world.settle();
        const auto agrees = [&](const ReportRow& row, const PaymentFilter& filter) {
            const QList<Payment> behind = school.list(filter);
            return behind.size() == row.count && School::sum(behind) == row.gross.minor();
        };
        for (const ReportRow& row : school.report(ReportKind::Courses).rows) {
            PaymentFilter filter = school.sold();
            filter.courseId = CourseId{row.key};
            QVERIFY2(agrees(row, filter), qPrintable(row.label));
        }
        for (const ReportRow& row : school.report(ReportKind::Teachers).rows) {
            PaymentFilter filter = school.sold();
            filter.teacherId = UserId{row.key};
            QVERIFY2(agrees(row, filter), qPrintable(row.label));
        }
        for (const ReportRow& row : school.report(ReportKind::Categories).rows) {
            PaymentFilter filter = school.sold();
            filter.categoryId = CategoryId{row.key};
            QVERIFY2(agrees(row, filter), qPrintable(row.label));
        }
        for (const ReportRow& row : school.report(ReportKind::Sources).rows) {
            PaymentFilter filter = school.sold();
            EnrollmentSource source{};
            QVERIFY(fromText(row.key, source));
            filter.source = source;
            QVERIFY2(agrees(row, filter), qPrintable(row.key));
        }
        for (const ReportRow& row : school.report(ReportKind::States).rows) {
            PaymentFilter filter = school.sold();
            filter.moment = PaymentMoment::Ordered;
            PaymentState state{};
            PaymentStanding standing{};
            if (fromText(row.key, standing)) {
                filter.standing = standing;
            } else {
                QVERIFY(fromText(row.key, state));
                filter.state = state;
                filter.standing = PaymentStanding::Usual;
            }
            QVERIFY2(agrees(row, filter), qPrintable(row.key));
        }
        PaymentFilter elsewhere = school.sold();
        elsewhere.currency = QStringLiteral("EUR");
        QVERIFY(school.list(elsewhere).isEmpty());
        PaymentFilter before = school.sold();
        before.until = school.world.clock.now().addDays(-1);
        QVERIFY(school.list(before).isEmpty());
    }

    void aDayOfSalesIsTheDayOnWhichTheySettled()
    {
        School school;
        const Payment payment = openPayment(school.world, school.world.student(), school.piano.id);
        const QDateTime begun = school.world.clock.now();
        school.world.clock.advance(2 * 86'400);
        school.world.receive(succeeded(payment));
        school.world.settle();
        PaymentFilter filter;
        filter.from = begun.addSecs(-10);
        filter.until = begun.addSecs(3600);
        QCOMPARE(school.list(filter).size(), 1);
        filter.moment = PaymentMoment::Sold;
        QCOMPARE(school.list(filter).size(), 0);
        filter.from = begun.addDays(1);
        filter.until = begun.addDays(3);
        QCOMPARE(school.list(filter).size(), 1);
    }

    void declinedPaymentsAreFoundByTheirCode()
    {
        School school;
        const Payment payment = openPayment(school.world, school.world.student(), school.piano.id);
        (void)school.sell(school.piano);
        school.world.receive(eventOf(payment, "payment_intent.payment_failed", "requires_payment_method"));
        school.world.settle();
        const Report report = school.report(ReportKind::Failures);
        QCOMPARE(report.rows.size(), 1);
        PaymentFilter filter = school.sold();
        filter.moment = PaymentMoment::Declined;
        filter.declineCode = report.rows.first().key;
        const QList<Payment> behind = school.list(filter);
        QCOMPARE(behind.size(), 1);
        QCOMPARE(behind.first().id, payment.id);
        filter.declineCode = QStringLiteral("lost_card");
        QVERIFY(school.list(filter).isEmpty());
        filter.declineCode.clear();
        QCOMPARE(school.list(filter).size(), 1);
    }

    void aFreeCourseIsNotHeldAgainstConversion()
    {
        School school;
        const Course free = launchedCourse(school.world, school.first, usd(0));
        for (int i = 0; i < 2; ++i) {
            const User student = school.world.student();
            (void)must(courses::coursePage(school.world.services, World::as(student), free.id));
            (void)must(enrollments::enroll(school.world.services, World::as(student), {free.id}));
        }
        (void)school.sell(school.piano);
        (void)openPayment(school.world, school.world.student(), school.piano.id);
        int seen = 0;
        for (const ReportRow& row : school.report(ReportKind::Conversion).rows) {
            const bool isFree = row.key == free.id.value;
            QCOMPARE(row.isFree, isFree);
            QCOMPARE(row.count, isFree ? 2 : 1);
            QCOMPARE(row.enrolled, 2);
            ++seen;
        }
        QCOMPARE(seen, 2);
    }

    void studentsAreCountedHoweverLongAgoTheyEnrolled()
    {
        School school;
        (void)school.sell(school.piano);
        (void)school.sell(school.piano);
        const auto shown = [&] { return school.world.sql.number(QStringLiteral("select students from course_listing where course_id = '%1'").arg(school.piano.id.value)); };
        school.world.clock.advance(10 * 86'400);
        payments::refreshStudentCounts(school.world.services, school.world.clock.now().addSecs(-60));
        QCOMPARE(shown(), 0);
        payments::refreshStudentCounts(school.world.services, QDateTime::fromSecsSinceEpoch(0, Qt::UTC));
        QCOMPARE(shown(), 2);
    }

    void aPlanCountsTheCoursesThatRulesSellByIt()
    {
        PlanShop shop;
        const Course other = launchedCourse(shop.world, shop.teacher, usd(6000));
        (void)launchedCourse(shop.world, shop.teacher, usd(2000));
        (void)launchedCourse(shop.world, shop.teacher, usd(0)); // nothing to pay in parts
        const Plan late = must(plans::create(shop.world.services, World::as(shop.admin), {QStringLiteral("Later"), PlanKind::Deposit, 2500, 30, 0, PlanInterval::Month}));
        PlanRule dear;
        dear.minimum = usd(5000);
        dear.planId = late.id;
        PlanRule rest;
        rest.planId = shop.plan.id;
        (void)must(plans::saveRules(shop.world.services, World::as(shop.admin), {{dear, rest}}));
        const auto count = [&](const PlanId& id) {
            for (const Plan& plan : must(plans::list(shop.world.services)).items)
                if (plan.id == id) return std::make_pair(plan.courses, plan.coursesByRule);
            return std::make_pair(-1, -1);
        };
        QCOMPARE(count(shop.plan.id), std::make_pair(1, 1)); // the shop's own, and the cheap one
        QCOMPARE(count(late.id), std::make_pair(0, 1));
        // A plan that is offered no more lets the next rule decide.
        (void)must(plans::setArchived(shop.world.services, World::as(shop.admin), late.id, true));
        QCOMPARE(count(shop.plan.id), std::make_pair(1, 2));
        QCOMPARE(count(late.id), std::make_pair(0, 0));
        // As each product says of itself.
        int byRule = 0;
        for (const Product& product : must(plans::products(shop.world.services, {}, {})).items) byRule += product.ruleNumber > 0 && product.planNames.contains(shop.plan.form.name) ? 1 : 0;
        QCOMPARE(byRule, 2);
    }

    void earnedIsAfterRefundsForTeacherAndSchoolAlike()
    {
        School school;
        const Payment payment = school.sell(school.piano);
        (void)school.sell(school.piano);
        Caller admin = World::as(school.admin);
        admin.idempotencyKey = newUuid7();
        (void)must(refunds::refund(school.world.services, admin, payment.id, {usd(5000), QStringLiteral("Goodwill")}));
        const Overview teacher = must(notifications::overview(school.world.services, World::as(school.first)));
        const Overview platform = must(notifications::overview(school.world.services, World::as(school.admin)));
        QCOMPARE(teacher.revenueTotal, usd(4000));
        QCOMPARE(platform.revenueTotal, usd(1000));
        const Report report = school.report(ReportKind::Teachers);
        QCOMPARE(report.rows.first().teacher, teacher.revenueTotal);
        QCOMPARE(report.rows.first().platform, platform.revenueTotal);
    }

    void aTeachersEarningsLoseWhatABankDisputes()
    {
        School school;
        const Payment payment = school.sell(school.piano);
        DisputeEvent event;
        event.dispute = QStringLiteral("du_1");
        event.intent = payment.gatewayId;
        event.amount = payment.amount;
        school.world.receive(body(event));
        school.world.settle();
        QCOMPARE(must(notifications::overview(school.world.services, World::as(school.first))).revenueTotal, usd(0));
        QCOMPARE(must(notifications::overview(school.world.services, World::as(school.admin))).revenueTotal, usd(0));
    }

    void theMonthsDisputesAreThoseBehindItsFigure()
    {
        School school;
        const auto tell = [&](const Payment& payment, const char* type, const char* status) {
            DisputeEvent event;
            event.type = QStringLiteral("charge.dispute.") + QLatin1String(type);
            event.dispute = QStringLiteral("du_") + payment.id.value;
            event.intent = payment.gatewayId;
            event.status = QLatin1String(status);
            event.amount = payment.amount;
            school.world.receive(body(event));
            school.world.settle();
        };
        const auto listed = [&](const QDate& month) {
            DisputeFilter filter;
            filter.from = QDateTime(month, QTime(0, 0), Qt::UTC);
            filter.until = filter.from->addMonths(1);
            filter.currency = QStringLiteral("USD");
            QList<PaymentId> ids;
            for (const Dispute& one : must(disputes::list(school.world.services, filter, {})).items) ids << one.paymentId;
            return ids;
        };
        const auto figure = [&](const QDate& month) { return must(reports::month(school.world.services, month.toString(QStringLiteral("yyyy-MM")), QStringLiteral("USD"))).disputes; };
        const Payment held = school.sell(school.piano);
        const Payment back = school.sell(school.oboe);
        for (const Payment& payment : {held, back}) tell(payment, "created", "needs_response");
        tell(back, "closed", "won");
        const QDate first = school.world.clock.now().date();
        const QDate month{first.year(), first.month(), 1};
        QCOMPARE(listed(month), QList<PaymentId>{held.id}); // what was held and given back within the month is in no figure
        QCOMPARE(figure(month), held.amount);
        school.world.clock.advance(40 * 86'400);
        tell(held, "closed", "won");
        const QDate then = school.world.clock.now().date();
        QCOMPARE(listed({then.year(), then.month(), 1}), QList<PaymentId>{held.id});
        QCOMPARE(figure({then.year(), then.month(), 1}), usd(-5000));
        QVERIFY(listed(month.addMonths(-1)).isEmpty());
        DisputeFilter other;
        other.currency = QStringLiteral("EUR");
        QVERIFY(must(disputes::list(school.world.services, other, {})).items.isEmpty());
    }

    void whoApprovedAndFromWhichAmountTwoMustIsTold()
    {
        World world;
        world.policy.twoAdminsAboveMinor = 3000;
        const User teacher = world.teacher();
        const User admin = world.admin();
        fillVault(world, teacher, usd(5000));
        const Vault vault = must(vaults::mine(world.services, World::as(teacher)));
        QCOMPARE(vault.twoAdminsAbove, std::optional(usd(3000)));
        const Withdrawal out = must(vaults::withdraw(world.services, World::as(teacher), vault.id, {usd(4000), {}}));
        QVERIFY(out.approvedByIds.isEmpty());
        const Withdrawal once = must(vaults::decide(world.services, World::as(admin), out.id, {true, {}}));
        QCOMPARE(once.approvedByIds, QList<UserId>{admin.id});
        const QList<Withdrawal> listed = must(vaults::withdrawals(world.services, World::as(teacher), vault.id, WithdrawalFilter{}, PageRequest{})).items;
        QCOMPARE(listed.first().approvedByIds, QList<UserId>{admin.id});
        QCOMPARE(listed.first().approvalsNeeded, 2);
        world.policy.twoAdminsAboveMinor = 0;
        QVERIFY(!must(vaults::mine(world.services, World::as(teacher))).twoAdminsAbove);
    }
};

QTEST_GUILESS_MAIN(TestFigures)
#include "tst_figures.moc"
