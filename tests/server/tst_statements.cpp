#include "support/testcluster.h"
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Every statement file fits the schema, as the role that will run it.
class TestStatements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_database = std::make_unique<TestDatabase>();
        m_sql = std::make_unique<Sql>(m_database->app());
    }
    void everyFilePrepares_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : store::statementNames()) QTest::newRow(qUtf8Printable(name)) << name;
    }
    void everyFilePrepares()
    {
        QFETCH(QString, name);
        static const QRegularExpression placeholder(QStringLiteral("(?<!:):([a-z][a-z0-9_]*)"));
        QString text = store::statementText(name);
        QStringList seen;
        for (auto match = placeholder.match(text); match.hasMatch(); match = placeholder.match(text)) {
            if (!seen.contains(match.captured(1))) seen << match.captured(1);
            text.replace(match.capturedStart(), match.capturedLength(), u'$' + QString::number(seen.indexOf(match.captured(1)) + 1));
        }
        QCOMPARE(m_sql->refusal(QStringLiteral("prepare one as ") + text), QString());
        m_sql->exec(QStringLiteral("deallocate one"));
    }
    void noCommentHoldsAnApostrophe()
    {
        static const QRegularExpression quoted(QStringLiteral("--[^\n]*'"));
        for (const QString& name : store::statementNames()) QVERIFY2(!quoted.match(store::statementText(name)).hasMatch(), qUtf8Printable(name));
    }
    void theApplicationMayNotRewriteHistory()
    {
        for (const char* table : {"journal", "transfer", "vault_entry", "audit_entry", "gateway_event", "course_event"}) {
            QCOMPARE(m_sql->refusal(QStringLiteral("delete from %1").arg(QLatin1String(table))), QStringLiteral("42501"));
            QCOMPARE(m_sql->refusal(QStringLiteral("truncate %1").arg(QLatin1String(table))), QStringLiteral("42501"));
        }
        QCOMPARE(m_sql->refusal(QStringLiteral("create table mine (id int)")), QStringLiteral("42501"));
        Sql owner(m_database->owner());
        QCOMPARE(owner.refusal(QStringLiteral("update transfer set amount_minor = 1")), QStringLiteral("42501"));
    }

private:
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Sql> m_sql;
};

QTEST_GUILESS_MAIN(TestStatements)
#include "tst_statements.moc"
