#include "store/ledgerwriter.h"
#include "support/withdrawing.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Money leaves a vault once, comes back when it is not paid, and every step is in the books.
class TestVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saleWaitsForItsHold()
    {
        World world;
        const User teacher = world.teacher();
        (void)paidEnrollment(world, world.student(), launchedCourse(world, teacher, usd(5000)).id);
        QCOMPARE(bucketsOf(world, teacher), (Buckets{4000, 0, 0}));
        QCOMPARE(must(vaults::releaseDue(world.services)), 0);
        world.clock.advance(14 * 24 * 3600 - 1);
        QCOMPARE(must(vaults::releaseDue(world.services)), 0);
        QCOMPARE(codeOf(ask(world, teacher, 1000)), QStringLiteral("insufficient_funds"));
        world.clock.advance(1);
        QCOMPARE(must(vaults::releaseDue(world.services)), 1);
        QCOMPARE(must(vaults::releaseDue(world.services)), 0);
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 4000, 0}));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void releaseByTwoServersAtOnceHappensOnce()
    {
        World world;
        const User teacher = world.teacher();
        const Course course = launchedCourse(world, teacher, usd(5000));
        for (int i = 0; i < 12; ++i) (void)paidEnrollment(world, world.student(), course.id);
        world.clock.advance(15 * 24 * 3600);
        std::atomic<int> released{0};
        inParallel(world, 4, [&](int) { released += must(vaults::releaseDue(world.services)); });
        QCOMPARE(released.load(), 12);
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 12 * 4000, 0}));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void fiftyWithdrawalsOfAWholeVaultLetOneWin()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        std::atomic<int> won{0};
        std::atomic<int> refused{0};
        inParallel(world, 50, [&](int) {
            const auto result = ask(world, teacher, 4000);
            if (result) ++won;
            else if (result.error().code == ErrorCode::InsufficientFunds) ++refused;
        });
        QCOMPARE(won.load(), 1);
        QCOMPARE(refused.load(), 49);
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 0, 4000}));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from withdrawal")), 1);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void partsOfAVaultNeverExceedIt()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(10'000)); // 80.00 available: six of 13.00 fit
        std::atomic<int> won{0};
        inParallel(world, 20, [&](int) { won += ask(world, teacher, 1300).ok() ? 1 : 0; });
        QCOMPARE(won.load(), 6);
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 200, 7800}));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void amountsOutsideTheRulesAreRefused_data()
    {
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<QString>("code");
        QTest::newRow("nothing") << qint64(0) << QStringLiteral("invalid_input");
        QTest::newRow("negative") << qint64(-4000) << QStringLiteral("invalid_input");
        QTest::newRow("below the minimum") << qint64(999) << QStringLiteral("invalid_input");
        QTest::newRow("one cent too much") << qint64(4001) << QStringLiteral("insufficient_funds");
        QTest::newRow("absurd") << std::numeric_limits<qint64>::max() << QStringLiteral("insufficient_funds");
        QTest::newRow("most negative") << std::numeric_limits<qint64>::min() << QStringLiteral("invalid_input");
    }

    void amountsOutsideTheRulesAreRefused()
    {
        QFETCH(qint64, minor);
        QFETCH(QString, code);
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        QCOMPARE(codeOf(ask(world, teacher, minor)), code);
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 4000, 0}));
    }

    void anotherCurrencyIsNotThere()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Vault vault = must(vaults::mine(world.services, World::as(teacher)));
        const auto result = vaults::withdraw(world.services, World::as(teacher), vault.id, {Money::fromMinor(4000, *Currency::fromCode(QStringLiteral("EUR"))), {}});
        QCOMPARE(codeOf(result), QStringLiteral("insufficient_funds"));
    }

    void othersVaultsAreInvisible()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Vault vault = must(vaults::mine(world.services, World::as(teacher)));
        const User other = world.teacher();
        QCOMPARE(codeOf(vaults::find(world.services, World::as(other), vault.id)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(vaults::entries(world.services, World::as(other), vault.id, {}, {})), QStringLiteral("not_found"));
        QCOMPARE(codeOf(vaults::series(world.services, World::as(other), vault.id, {}, 30)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(vaults::withdraw(world.services, World::as(other), vault.id, {usd(1000), {}})), QStringLiteral("not_found"));
        QCOMPARE(codeOf(vaults::withdraw(world.services, World::as(world.admin()), vault.id, {usd(1000), {}})), QStringLiteral("not_found"));
    }

    void rejectionReturnsTheMoney()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = must(ask(world, teacher, 2500));
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 1500, 2500}));
        QCOMPARE(codeOf(vaults::decide(world.services, World::as(world.admin()), withdrawal.id, {false, {}})), QStringLiteral("invalid_input")); // no reason
        const Withdrawal rejected = must(vaults::decide(world.services, World::as(world.admin()), withdrawal.id, {false, QStringLiteral("Wrong account")}));
        QCOMPARE(rejected.state, WithdrawalState::Rejected);
        QCOMPARE(rejected.reason, QStringLiteral("Wrong account"));
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 4000, 0}));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void twoAdminsDecidingAtOnceDecideOnce()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = must(ask(world, teacher, 4000));
        const QList<User> admins{world.admin(), world.admin(), world.admin(), world.admin()};
        std::atomic<int> decided{0};
        std::atomic<int> conflicts{0};
        inParallel(world, 4, [&](int i) {
            const auto result = vaults::decide(world.services, World::as(admins.at(i)), withdrawal.id, {i % 2 == 0, QStringLiteral("Decided so")});
            if (result) ++decided;
            else if (result.error().code == ErrorCode::Conflict) ++conflicts;
        });
        QCOMPARE(decided.load(), 1);
        QCOMPARE(conflicts.load(), 3);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void cancelRacingADecisionEndsInOneOfThem()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const User admin = world.admin();
        for (int round = 0; round < 8; ++round) {
            const Withdrawal withdrawal = must(ask(world, teacher, 4000));
            std::atomic<int> won{0};
            inParallel(world, 2, [&](int i) {
                const bool ok = i == 0 ? vaults::cancel(world.services, World::as(teacher), withdrawal.id).ok()
                                       : vaults::decide(world.services, World::as(admin), withdrawal.id, {false, QStringLiteral("Not now")}).ok();
                won += ok ? 1 : 0;
            });
            QCOMPARE(won.load(), 1);
            QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 4000, 0}));
        }
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void aDecisionWhoseAnswerWasLostIsWhatItWas()
    {
        World world;
        world.policy.twoAdminsAboveMinor = 3'000;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(20'000));
        Caller first = World::as(world.admin());
        Caller second = World::as(world.admin());
        first.idempotencyKey = newUuid7();
        second.idempotencyKey = newUuid7();
        const Withdrawal large = must(ask(world, teacher, 10'000));
        QCOMPARE(must(vaults::decide(world.services, first, large.id, {true, {}})).state, WithdrawalState::Requested);
        QCOMPARE(must(vaults::decide(world.services, first, large.id, {true, {}})).state, WithdrawalState::Requested);
        QCOMPARE(must(vaults::decide(world.services, second, large.id, {true, {}})).state, WithdrawalState::Approved);
        QCOMPARE(must(vaults::decide(world.services, second, large.id, {true, {}})).state, WithdrawalState::Approved);
        Caller other = first;
        other.idempotencyKey = newUuid7();
        QCOMPARE(codeOf(vaults::decide(world.services, other, large.id, {true, {}})), QStringLiteral("conflict")); // another press of the button
        const Withdrawal small = must(ask(world, teacher, 2'000));
        first.idempotencyKey = newUuid7();
        QCOMPARE(must(vaults::decide(world.services, first, small.id, {false, QStringLiteral("Not this month")})).state, WithdrawalState::Rejected);
        QCOMPARE(must(vaults::decide(world.services, first, small.id, {false, QStringLiteral("Not this month")})).state, WithdrawalState::Rejected);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from audit_entry where action = 'withdrawal.reject'")), 1);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void platformWithdrawsItsShareAndNoMore()
    {
        World world;
        const User admin = world.admin();
        const User teacher = world.teacher();
        const Course course = launchedCourse(world, teacher, usd(10'000));
        (void)paidEnrollment(world, world.student(), course.id);
        QCOMPARE(bucketsOf(world, admin), (Buckets{2000, 0, 0}));
        QCOMPARE(codeOf(ask(world, admin, 2000)), QStringLiteral("insufficient_funds")); // within the hold
        world.clock.advance(15 * 24 * 3600);
        (void)must(vaults::releaseDue(world.services));
        QCOMPARE(bucketsOf(world, admin), (Buckets{0, 2000, 0}));
        QList<User> admins{admin, world.admin(), world.admin(), world.admin(), world.admin(), world.admin(), world.admin(), world.admin()};
        std::atomic<int> won{0};
        inParallel(world, 8, [&](int i) { won += ask(world, admins.at(i), 2000).ok() ? 1 : 0; });
        QCOMPARE(won.load(), 1);
        QCOMPARE(bucketsOf(world, admin), (Buckets{0, 0, 2000}));
        const WithdrawalId id{world.sql.text(QStringLiteral("select id from withdrawal"))};
        (void)must(vaults::decide(world.services, World::as(admins.at(1)), id, {true, {}}));
        vaults::sendApproved(world.services);
        world.gateway.setPayoutState(world.sql.text(QStringLiteral("select gateway_id from withdrawal")), stripe::PayoutState::Paid);
        world.clock.advance(61);
        vaults::pollSent(world.services);
        QCOMPARE(bucketsOf(world, admin), (Buckets{0, 0, 0}));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void historyRunsWithoutGapsOverPages()
    {
        World world;
        const User teacher = world.teacher();
        const User admin = world.admin();
        const Course course = launchedCourse(world, teacher, usd(5000));
        for (int i = 0; i < 7; ++i) (void)paidEnrollment(world, world.student(), course.id);
        world.clock.advance(15 * 24 * 3600);
        (void)must(vaults::releaseDue(world.services));
        (void)must(ask(world, teacher, 10'000));
        for (const User& owner : {teacher, admin}) {
            const Vault vault = must(vaults::mine(world.services, World::as(owner)));
            QList<VaultEntry> entries;
            PageRequest request{{}, 3};
            do {
                const auto page = must(vaults::entries(world.services, World::as(owner), vault.id, {}, request));
                entries << page.items;
                request.cursor = page.nextCursor;
            } while (!request.cursor.isEmpty());
            QCOMPARE(entries.size(), owner.id == teacher.id ? 15 : 7);
            qint64 running = 0;
            for (auto it = entries.crbegin(); it != entries.crend(); ++it) {
                running += it->amount.minor();
                QCOMPARE(it->balanceAfter.minor(), running);
            }
            const Buckets buckets = bucketsOf(world, owner);
            QCOMPARE(running, buckets.pending + buckets.available);
        }
    }

    void rollUpChangesNoBalance()
    {
        World world;
        const User admin = world.admin();
        const Course course = launchedCourse(world, world.teacher(), usd(5000));
        for (int i = 0; i < 3; ++i) (void)paidEnrollment(world, world.student(), course.id);
        const Buckets before = bucketsOf(world, admin);
        QVERIFY(vaults::rollUp(world.services).ok());
        QCOMPARE(bucketsOf(world, admin), before);
        (void)paidEnrollment(world, world.student(), course.id);
        QVERIFY(vaults::rollUp(world.services).ok());
        QCOMPARE(bucketsOf(world, admin).pending, before.pending + 1000);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void rollUpDuringPostingsLosesNothing()
    {
        World world;
        const User teacher = world.teacher();
        const User admin = world.admin();
        const Course course = launchedCourse(world, teacher, usd(5000));
        QList<Payment> payments;
        for (int i = 0; i < 24; ++i) payments << openPayment(world, world.student(), course.id);
        for (const Payment& payment : payments) world.receive(succeeded(payment));
        inParallel(world, 4, [&](int i) {
            if (i == 0)
                for (int n = 0; n < 10; ++n) (void)vaults::rollUp(world.services);
            else world.settle(2);
        });
        world.settle();
        QVERIFY(vaults::rollUp(world.services).ok());
        QCOMPARE(bucketsOf(world, admin).pending, 24 * 1000);
        QCOMPARE(world.sql.number(QStringLiteral("select credit_sum from account_rollup r join account a on a.id = r.account_id where a.kind = 'platform_revenue' and a.bucket = ''")), 24 * 1000);
    }
};

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"
