#include "support/httpschool.h"
#include <QFile>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// pgAudit, as packaging/pgaudit.sql sets it up: whoever writes to a money table is in the database's own log.
class TestAudit : public QObject
{
    Q_OBJECT

    TestCluster m_cluster{QStringLiteral("/tmp/lectern-audit-%1").arg(QCoreApplication::applicationPid())};

    QByteArray log()
    {
        QFile file(m_cluster.dir() + QStringLiteral("/log"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void cleanupTestCase() { (void)m_cluster.run("stop"); }

    void writesToMoneyTablesAreInTheDatabasesLogWithoutTheirValues()
    {
        QVERIFY(m_cluster.run("start"));
        HttpSchool school(m_cluster);
        if (school.sql.number(QStringLiteral("select count(*) from pg_available_extensions where name = 'pgaudit'")) == 0) QSKIP("postgresql-15-pgaudit is not installed");
        QFile script(QStringLiteral(LECTERN_PGAUDIT));
        QVERIFY(script.open(QIODevice::ReadOnly));
        school.sql.exec(QString::fromUtf8(script.readAll()));
        school.sql.exec(QStringLiteral("alter database %1 set log_min_messages = log").arg(school.database.name));
        QVERIFY(school.start());
        const Person teacher = school.registerAs(QStringLiteral("teacher"));
        const QString course = school.launchedCourse(teacher);
        school.seedPayments(teacher, course, 1, QStringLiteral("pi_audited_"));
        QVERIFY(deliverAll(school.daemon.port(), {successEvent(QStringLiteral("pi_audited_1"))}, 30'000));
        QTRY_COMPARE_WITH_TIMEOUT(school.sql.number(QStringLiteral("select count(*) from payment where state = 'succeeded'")), 1, 30'000);
        for (const char* table : {"journal", "transfer", "vault_balance", "payment"})
            QTRY_VERIFY2_WITH_TIMEOUT(log().contains(QByteArray("TABLE,public.") + table + ','), table, 10'000);
        QVERIFY(!log().contains("pi_audited_1"));
        // Also somebody who is not Lectern.
        school.sql.reconnect();
        school.sql.exec(QStringLiteral("update payment set failure_message = 'by hand' where state = 'succeeded'"));
        QTRY_VERIFY_WITH_TIMEOUT(log().contains("by hand"), 10'000);
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
