#include "domain/coupons.h"
#include "domain/plans.h"
#include "domain/validation.h"
#include "ledger/posting.h"
#include "support/school.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/payments/disputes.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/wallets.h"
#include "usecases/reports/books.h"
#include "usecases/reports/statements.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Currencies without minor digits, with two and with three go every way that money can go.
class TestCurrencies : public QObject
{
    Q_OBJECT

    struct Story {
        explicit Story(const QString& code) : currency(*Currency::fromCode(code)) { world.policy.defaultCurrency = currency; }
        World world;
        Currency currency;
        User teacher;
        User student;
        User admin;
        Course course;

        [[nodiscard]] Money money(qint64 minor) const { return Money::fromMinor(minor, currency); }
        void open()
        {
            world.policy.offlineMethods = {QStringLiteral("cash")};
            world.policy.taxes = {{QStringLiteral("DE"), {}, 1900, true}};
            world.policy.country = QStringLiteral("DE");
            world.policy.minimumTopUpMinor = 1;
            world.policy.maximumTopUpMinor = 1'000'000;
            teacher = world.teacher();
            student = world.student();
            admin = world.admin();
            course = launchedCourse(world, teacher, money(9'990), 1);
        }
        Caller by(const User& user)
        {
            Caller caller = World::as(user);
            caller.idempotencyKey = newUuid7();
            return caller;
        }
        void pay(const Payment& payment)
        {
            IntentEvent event = succeeded(payment);
            event.amount = *payment.amount.minus(payment.walletPart);
            world.receive(event);
            world.settle();
        }
        VaultBalance vault() { return must(vaults::mine(world.services, World::as(teacher))).balances.first(); }
    };

private Q_SLOTS:
    void everyPathAddsUp_data()
    {
        QTest::addColumn<QString>("code");
        QTest::newRow("none") << QStringLiteral("JPY");
        QTest::newRow("two") << QStringLiteral("EUR");
        QTest::newRow("three") << QStringLiteral("KWD");
    }

    void everyPathAddsUp()
    {
        QFETCH(QString, code);
        Story story(code);
        story.open();
        World& world = story.world;
        // 9990 with 19 % in it: tax 1595, net 8395, of which the teacher has floor(80 %).
        const Payment card = paidEnrollment(world, story.student, story.course.id);
        QCOMPARE(card.tax, story.money(1595));
        QCOMPARE(story.vault().pending, story.money(6716));
        (void)must(refunds::refund(world.services, story.by(story.admin), card.id, {story.money(3330), QStringLiteral("A third")}));
        (void)must(refunds::refund(world.services, story.by(story.admin), card.id, {story.money(6660), QStringLiteral("The rest")}));
        QCOMPARE(story.vault().pending, story.money(0));
        // The wallet: filled, spent in part beside a card, given back.
        const User other = world.student();
        story.pay(must(wallets::topUp(world.services, story.by(other), {story.money(5'000)})).payment);
        EnrollForm form{story.course.id};
        form.walletPart = story.money(4'990);
        const Payment mixed = must(enrollments::enroll(world.services, story.by(other), form)).checkout->payment;
        story.pay(mixed);
        QCOMPARE(story.vault().pending, story.money(6716));
        (void)must(refunds::takeBack(world.services, story.by(other), mixed.id, {}));
        QCOMPARE(must(wallets::mine(world.services, World::as(other))).balances.first().available, story.money(5'000));
        // A dispute that is lost, a sale that stays, and its fee.
        const Payment disputed = paidEnrollment(world, world.student(), story.course.id);
        const QString id = QStringLiteral("du_") + code;
        world.receive(body(DisputeEvent{QStringLiteral("charge.dispute.closed"), id, disputed.gatewayId, QStringLiteral("lost"), story.money(9'990), {{QStringLiteral("txn_d"), -9'990}}, 1'500}));
        world.settle();
        const Payment kept = paidEnrollment(world, world.student(), story.course.id);
        const qint64 now = world.clock.now().toSecsSinceEpoch();
        world.gateway.setTransactions({{QStringLiteral("txn_k"), QStringLiteral("charge"), QStringLiteral("ch_k"), kept.gatewayId, {}, story.money(9'990), 320, now, now}});
        (void)must(books::reconcile(world.services, books::kOverlapSeconds));
        // To the bank.
        world.clock.advance(15 * 86'400);
        while (must(vaults::releaseDue(world.services)) > 0) {}
        QCOMPARE(story.vault().available, story.money(6716));
        const Vault vault = must(vaults::mine(world.services, World::as(story.teacher)));
        const Withdrawal out = must(vaults::withdraw(world.services, World::as(story.teacher), vault.id, {story.money(6716).cutToSteps(), {}}));
        (void)must(vaults::decide(world.services, World::as(story.admin), out.id, {true, {}, QStringLiteral("by hand")}));
        (void)must(books::followJournals(world.services));
        const Statement statement = must(reports::statement(world.services, World::as(story.teacher), vault.id, {code, world.clock.now().addDays(-30), world.clock.now().addSecs(1)}));
        QCOMPARE(statement.closing, *story.money(6716).minus(story.money(6716).cutToSteps())); // what the gateway cannot move stays
        QCOMPARE(must(books::documentsOf(world.services, World::as(story.student), card.id)).items.first().total, story.money(9'990));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void withThreeDecimalsEverythingThatIsChargedEndsWithZero()
    {
        Story story(QStringLiteral("KWD"));
        story.open();
        const auto money = [&](qint64 minor) { return story.money(minor); };
        QVERIFY(validation::fee(money(12'345)).has_value());
        QVERIFY(!validation::fee(money(12'340)).has_value());
        // 12.340 and 8.25 % on top: 1.01805 of tax are charged as 1.020.
        QCOMPARE(ledger::taxOf(money(12'340), 825, false), money(1'020));
        QCOMPARE(ledger::taxOf(money(12'340), 825, true), money(940)); // within the price nothing is charged of its own
        CouponForm coupon;
        coupon.kind = CouponKind::Percentage;
        coupon.percentBps = 1'333;
        QCOMPARE(discountOf(coupon, money(12'340)), money(1'640));
        PlanForm plan;
        plan.kind = PlanKind::Instalments;
        plan.count = 7;
        qint64 sum = 0;
        for (const PlannedLine& line : planLines(plan, money(12'340), QDate(2026, 1, 31))) {
            QVERIFY(line.amount.isWholeSteps());
            sum += line.amount.minor();
        }
        QCOMPARE(sum, 12'340);
        plan.kind = PlanKind::Deposit;
        plan.depositBps = 3'333;
        for (const PlannedLine& line : planLines(plan, money(12'340), QDate(2026, 1, 31))) QVERIFY(line.amount.isWholeSteps());
        // Beside a card the wallet pays whole steps, and what goes back to the card is one.
        story.pay(must(wallets::topUp(story.world.services, story.by(story.student), {money(5'000)})).payment);
        EnrollForm form{story.course.id};
        form.walletPart = money(4'996);
        const Payment mixed = must(enrollments::enroll(story.world.services, story.by(story.student), form)).checkout->payment;
        QCOMPARE(mixed.walletPart, money(4'990));
        story.pay(mixed);
        QCOMPARE(codeOf(refunds::refund(story.world.services, story.by(story.admin), mixed.id, {money(333), QStringLiteral("An odd part")})), QStringLiteral("invalid_input"));
        QCOMPARE(codeOf(wallets::topUp(story.world.services, story.by(story.student), {money(5'001)})), QStringLiteral("invalid_input"));
        QCOMPARE(story.world.ledgerProblems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestCurrencies)
#include "tst_currencies.moc"
