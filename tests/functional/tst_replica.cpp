#include "support/httpschool.h"
#include <QTest>
#include <thread>

using namespace lectern;
using namespace lectern::test;

/// The database dies while commits wait for its standby, and the standby is promoted: what was acknowledged is there, what
/// was not comes again, and every payment is settled exactly once.
class TestReplica : public QObject
{
    Q_OBJECT

    static constexpr int kPayments = 120;
    TestCluster m_primary{QStringLiteral("/tmp/lectern-repl-%1a").arg(QCoreApplication::applicationPid())};
    TestCluster m_standby{QStringLiteral("/tmp/lectern-repl-%1b").arg(QCoreApplication::applicationPid())};

private Q_SLOTS:
    void cleanupTestCase()
    {
        (void)m_primary.run("stop");
        (void)m_standby.run("stop");
    }

    void replicaPromotedWhileACommitWaitsSettlesEachPaymentOnce()
    {
        QVERIFY(m_primary.run("start"));
        // Leaked on purpose: its database is gone with the primary, and cannot be dropped there.
        auto* school = new HttpSchool(m_primary);
        school->daemon.keepPort();
        QVERIFY(school->start());
        const Person teacher = school->registerAs(QStringLiteral("teacher"));
        const QString course = school->launchedCourse(teacher);
        school->seedPayments(teacher, course, kPayments, QStringLiteral("pi_"));
        QVERIFY(m_standby.run("follow", m_primary.dir()));
        Sql watch(m_primary.config(QStringLiteral("postgres"), QStringLiteral("postgres")));
        QTRY_COMPARE_WITH_TIMEOUT(watch.number(QStringLiteral("select count(*) from pg_stat_replication where sync_state = 'sync'")), 1, 30'000);
        QList<QByteArray> events;
        for (int i = 1; i <= kPayments; ++i) events << successEvent(QStringLiteral("pi_%1").arg(i));
        QVERIFY(deliverAll(school->daemon.port(), events.mid(0, kPayments / 3), 60'000)); // acknowledged, so on both
        QVERIFY(m_standby.run("freeze"));
        bool delivered = false;
        std::thread gateway([&, port = school->daemon.port()] { delivered = deliverAll(port, events.mid(kPayments / 3), 120'000); });
        const bool waits = QTest::qWaitFor([&] { return watch.number(QStringLiteral("select count(*) from pg_stat_activity where wait_event = 'SyncRep'")) > 0; }, 60'000);
        const bool crashed = m_primary.run("crash");
        const bool promoted = m_standby.run("promote");
        school->daemon.kill();
        school->daemon.set("database.host", m_standby.dir());
        const bool restarted = school->daemon.start();
        gateway.join();
        QVERIFY(waits && crashed && promoted && restarted);
        QVERIFY(delivered);
        Sql sql(m_standby.config(school->database.name, QStringLiteral("postgres")));
        QTRY_COMPARE_WITH_TIMEOUT(sql.number(QStringLiteral("select count(*) from payment where state = 'succeeded'")), kPayments, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(sql.number(QStringLiteral("select count(*) from gateway_event_queue")), 0, 30'000);
        QCOMPARE(sql.number(QStringLiteral("select count(*) from journal where kind = 'sale'")), kPayments);
        QCOMPARE(sql.number(QStringLiteral("select count(*) from enrollment where state = 'active'")), kPayments);
        QCOMPARE(sql.number(QStringLiteral("select sum(pending_minor)::bigint from vault_balance")), kPayments * 3999);
        QCOMPARE(school->daemon.command({QStringLiteral("verify-ledger")}), 0);
        QCOMPARE(school->daemon.terminate(), 0);
    }
};

QTEST_GUILESS_MAIN(TestReplica)
#include "tst_replica.moc"
