#include "support/testcluster.h"
#include "store/migrator.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTest>
#include <atomic>

namespace lectern::test {

namespace {

QString schemaHash()
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QDir folder(QStringLiteral(":/lectern/migrations"));
    for (const QString& name : folder.entryList({QStringLiteral("V*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) qFatal("Cannot read %s", qUtf8Printable(name));
        hash.addData(file.readAll());
    }
    return QString::fromLatin1(hash.result().toHex().left(12));
}

} // namespace

TestCluster& TestCluster::shared()
{
    static TestCluster cluster(QStringLiteral(LECTERN_TEST_CLUSTER));
    static const bool isUp = [] {
        const bool ours = !QFile::exists(cluster.m_dir + QStringLiteral("/ready"));
        if (!cluster.run("start")) qFatal("The test cluster does not start; see %s/log", qUtf8Printable(cluster.m_dir));
        if (ours) std::atexit([] { (void)cluster.run("stop"); });
        return true;
    }();
    (void)isUp;
    return cluster;
}

bool TestCluster::run(const char* command, const QString& other) const
{
    QProcess script;
    script.setProcessChannelMode(QProcess::ForwardedChannels);
    QStringList arguments{QString::fromLatin1(command), m_dir};
    if (!other.isEmpty()) arguments << other;
    script.start(QStringLiteral(LECTERN_CLUSTER_SCRIPT), arguments);
    return script.waitForFinished(120'000) && script.exitStatus() == QProcess::NormalExit && script.exitCode() == 0;
}

store::DatabaseConfig TestCluster::config(const QString& database, const QString& user) const
{
    store::DatabaseConfig config;
    config.host = m_dir;
    config.name = database;
    config.user = user;
    return config;
}

QString TestCluster::migratedTemplate()
{
    if (!m_template.isEmpty()) return m_template;
    const QString name = QStringLiteral("lectern_template_") + schemaHash();
    Sql sql(config(QStringLiteral("postgres"), QStringLiteral("postgres")));
    // Several test programs start at once; one of them makes the template.
    sql.exec(QStringLiteral("select pg_advisory_lock(7311999)"));
    const QString mark = sql.text(QStringLiteral("select shobj_description(oid, 'pg_database') from pg_database where datname = '%1'").arg(name));
    if (mark != u"complete") {
        sql.exec(QStringLiteral("drop database if exists %1 with (force)").arg(name));
        sql.exec(QStringLiteral("create database %1 owner lectern_owner").arg(name));
        const auto report = store::migrate(config(name, QStringLiteral("lectern_owner")));
        if (!report) qFatal("The schema cannot be made: %s", qUtf8Printable(report.error().detail));
        sql.exec(QStringLiteral("comment on database %1 is 'complete'").arg(name));
    }
    m_template = name;
    return m_template;
}

QString TestCluster::createDatabase()
{
    static std::atomic<int> next{0};
    const QString from = migratedTemplate();
    const QString name = QStringLiteral("t%1_%2").arg(QCoreApplication::applicationPid()).arg(++next);
    Sql sql(config(QStringLiteral("postgres"), QStringLiteral("postgres")));
    sql.exec(QStringLiteral("drop database if exists %1 with (force)").arg(name));
    sql.exec(QStringLiteral("create database %1 template %2 owner lectern_owner").arg(name, from));
    return name;
}

void TestCluster::dropDatabase(const QString& name)
{
    Sql sql(config(QStringLiteral("postgres"), QStringLiteral("postgres")));
    sql.exec(QStringLiteral("drop database if exists %1 with (force)").arg(name));
}

Sql::Sql(const store::DatabaseConfig& config)
{
    static std::atomic<int> next{0};
    m_name = QStringLiteral("test-%1").arg(++next);
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_name);
    database.setHostName(config.host);
    database.setDatabaseName(config.name);
    database.setUserName(config.user);
    database.setConnectOptions(QStringLiteral("connect_timeout=5"));
    if (!database.open()) qFatal("Cannot open %s as %s: %s", qUtf8Printable(config.name), qUtf8Printable(config.user), qUtf8Printable(database.lastError().text()));
    exec(QStringLiteral("set client_min_messages = warning"));
}

void Sql::reconnect()
{
    QSqlDatabase database = QSqlDatabase::database(m_name, false);
    database.close();
    if (!database.open()) qFatal("Cannot open the database again");
}

Sql::~Sql() { QSqlDatabase::removeDatabase(m_name); }

QList<QVariantList> Sql::rows(const QString& sql)
{
    QSqlQuery query(QSqlDatabase::database(m_name));
    QList<QVariantList> all;
    if (!query.exec(sql)) {
        QTest::qFail(qUtf8Printable(query.lastError().text() + u'\n' + sql), __FILE__, __LINE__);
        return all;
    }
    while (query.next()) {
        QVariantList row;
        for (int i = 0; i < query.record().count(); ++i) row << query.value(i);
        all << row;
    }
    return all;
}

QVariant Sql::value(const QString& sql)
{
    const auto all = rows(sql);
    return all.isEmpty() ? QVariant() : all.first().first();
}

QString Sql::refusal(const QString& sql)
{
    QSqlQuery query(QSqlDatabase::database(m_name));
    return query.exec(sql) ? QString() : query.lastError().nativeErrorCode();
}

TestDatabase::TestDatabase(TestCluster& cluster) : name(cluster.createDatabase()), m_cluster(cluster) {}
TestDatabase::~TestDatabase() { m_cluster.dropDatabase(name); }

} // namespace lectern::test
