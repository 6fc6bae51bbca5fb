#include "support/httpschool.h"
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>
#include <thread>

using namespace lectern;
using namespace lectern::test;

/// lecternd or PostgreSQL dies at any moment of settlement; after the restart every payment is settled exactly once.
class TestCrash : public QObject
{
    Q_OBJECT

    /// A cluster of its own: it is crashed, and others must not notice.
    TestCluster m_cluster{QStringLiteral("/tmp/lectern-crash-%1").arg(QCoreApplication::applicationPid())};
    std::unique_ptr<HttpSchool> m_school;
    Person m_teacher;
    QString m_course;
    int m_seeded = 0;

    static constexpr int kPayments = 400;

    QList<QByteArray> seedEvents(const QString& prefix)
    {
        m_school->seedPayments(m_teacher, m_course, kPayments, prefix);
        m_seeded += kPayments;
        QList<QByteArray> events;
        for (int i = 1; i <= kPayments; ++i) events << successEvent(prefix + QString::number(i));
        return events;
    }
    [[nodiscard]] qint64 settled() const { return m_school->sql.number(QStringLiteral("select count(*) from payment where state = 'succeeded'")); }
    void expectAllSettledOnce()
    {
        Sql& sql = m_school->sql;
        QTRY_COMPARE_WITH_TIMEOUT(settled(), m_seeded, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(sql.number(QStringLiteral("select count(*) from gateway_event_queue")), 0, 30'000);
        QCOMPARE(sql.number(QStringLiteral("select count(*) from journal where kind = 'sale'")), m_seeded);
        QCOMPARE(sql.number(QStringLiteral("select count(*) from enrollment where state = 'active'")), m_seeded);
        QCOMPARE(sql.number(QStringLiteral("select count(*) from mail_outbox where template = 'receipt'")), m_seeded);
        QCOMPARE(sql.number(QStringLiteral("select count(*) from gateway_event_problem")), 0);
        QCOMPARE(sql.number(QStringLiteral("select sum(pending_minor)::bigint from vault_balance")), m_seeded * 3999);
        QVERIFY(m_school->booksBalance());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_cluster.run("start"));
        m_school = std::make_unique<HttpSchool>(m_cluster);
        m_school->daemon.set("settlement.batch", QStringLiteral("7")); // many transactions to die in
        QVERIFY(m_school->start());
        m_teacher = m_school->registerAs(QStringLiteral("teacher"));
        m_course = m_school->launchedCourse(m_teacher);
    }
    void cleanupTestCase()
    {
        m_school.reset();
        QVERIFY(m_cluster.run("stop"));
    }

    void killedServerSettlesEverythingOnceAfterItsRestart()
    {
        for (int round = 1; round <= 4; ++round) {
            const QList<QByteArray> events = seedEvents(QStringLiteral("pi_kill%1_").arg(round));
            const quint16 port = m_school->daemon.port();
            bool delivered = false;
            std::thread gateway([&] { delivered = deliverAll(port, events, 90'000); });
            // Somewhere within the burst, elsewhere in each round.
            const qint64 before = m_seeded - kPayments;
            const qint64 some = before + round * kPayments / 6 + QRandomGenerator::global()->bounded(20);
            const bool reached = QTest::qWaitFor([&] { return settled() >= some; }, 60'000);
            m_school->daemon.kill();
            const bool restarted = m_school->restart();
            gateway.join();
            QVERIFY(reached);
            QVERIFY(restarted);
            QVERIFY(delivered);
            expectAllSettledOnce();
            if (QTest::currentTestFailed()) return;
        }
    }

    void twoServersOnOneDatabaseSettleEachPaymentOnce()
    {
        DaemonProcess second(m_school->database.app());
        second.set("settlement.batch", QStringLiteral("7"));
        QVERIFY(second.start());
        const QList<QByteArray> events = seedEvents(QStringLiteral("pi_two_"));
        bool here = false;
        bool there = false;
        std::thread one([&, port = m_school->daemon.port()] { here = deliverAll(port, events, 90'000); });
        std::thread two([&, port = second.port()] { there = deliverAll(port, events, 90'000); }); // every event reaches both
        one.join();
        two.join();
        QVERIFY(here && there);
        expectAllSettledOnce();
        QCOMPARE(second.terminate(), 0);
    }

    void crashedDatabaseIsAnsweredAs503AndEverythingSettlesOnceAfterIt()
    {
        const QList<QByteArray> events = seedEvents(QStringLiteral("pi_crash_"));
        const quint16 port = m_school->daemon.port();
        bool delivered = false;
        std::thread gateway([&] { delivered = deliverAll(port, events, 120'000); });
        const qint64 before = m_seeded - kPayments;
        const bool reached = QTest::qWaitFor([&] { return settled() > before + 50; }, 60'000);
        const bool crashed = m_cluster.run("crash");
        const QByteArray event = successEvent(QStringLiteral("pi_while_away"));
        const int whileAway = postEvent(port, event, signedNow(event));
        ApiClient client(m_school->daemon.url());
        const Reply ready = client.get(QStringLiteral("/readyz"));
        const Reply health = client.get(QStringLiteral("/healthz"));
        const Reply me = m_teacher->get(QStringLiteral("/api/courses"));
        const bool resumed = m_cluster.run("resume");
        gateway.join();
        QVERIFY(reached && crashed && resumed);
        QCOMPARE(whileAway, 503); // not stored, so not acknowledged
        QCOMPARE(ready.status, 503);
        QCOMPARE(health.status, 200);
        QCOMPARE(me.status, 503);
        QCOMPARE(me.code(), QStringLiteral("unavailable"));
        QVERIFY(!me.headers.value("retry-after").isEmpty());
        QVERIFY(delivered);
        m_school->sql.reconnect();
        QCOMPARE(m_school->sql.number(QStringLiteral("select count(*) from gateway_event where body like '%pi_while_away%'")), 0);
        expectAllSettledOnce();
        QTRY_COMPARE_WITH_TIMEOUT(client.get(QStringLiteral("/readyz")).status, 200, 20'000);
    }

    void killWhileMoneyIsSentSendsItOnce()
    {
        const Person student = m_school->registerAs(QStringLiteral("student"));
        const QJsonObject checkout = m_school->checkout(student, m_course);
        const QJsonObject payment = checkout.value(QStringLiteral("payment")).toObject();
        (void)m_school->pay(checkout);
        const QString state = QStringLiteral("select state from payment where id = '%1'").arg(payment.value(QStringLiteral("id")).toString());
        QVERIFY(QTest::qWaitFor([&] { return m_school->sql.text(state) == u"succeeded"; }, 20'000));
        // The gateway does the work at once and answers late: the server dies in between.
        m_school->sandbox.fault({{QStringLiteral("action"), QStringLiteral("lose_answer")}, {QStringLiteral("mode"), QStringLiteral("hang")}, {QStringLiteral("path"), QStringLiteral("/v1/refunds*")}, {QStringLiteral("times"), 1}});
        const QString path = QStringLiteral("/api/payments/%1/refund").arg(payment.value(QStringLiteral("id")).toString());
        std::thread asking([&, url = m_school->daemon.url(), token = student.token] {
            ApiClient client(url);
            client.setToken(token);
            (void)client.pay(path, {{QStringLiteral("reason"), QStringLiteral("Not for me")}});
        });
        const bool reached = QTest::qWaitFor([&] { return m_school->sql.number(QStringLiteral("select count(*) from refund where sending_at is not null")) == 1; }, 20'000);
        m_school->daemon.kill();
        asking.join();
        m_school->sandbox.clearFaults();
        QVERIFY(reached);
        m_school->sql.exec(QStringLiteral("update refund set tried_at = now() - interval '1 minute'")); // the pause between attempts is over
        QVERIFY(m_school->restart());
        QTRY_COMPARE_WITH_TIMEOUT(m_school->sql.text(state), QStringLiteral("refunded"), 30'000);
        const QJsonObject made = m_school->sandbox.api("GET", QStringLiteral("/v1/refunds?payment_intent=") + payment.value(QStringLiteral("gatewayId")).toString());
        QCOMPARE(made.value(QStringLiteral("data")).toArray().size(), 1);
        QVERIFY(m_school->booksBalance());
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
