#pragma once
#include "store/database.h"
#include <QSqlDatabase>

namespace lectern::test {

/// A private PostgreSQL, driven through cluster.sh.
class TestCluster
{
public:
    /// `dir` must be short: a Unix socket lives in it.
    explicit TestCluster(QString dir) : m_dir(std::move(dir)) {}
    /// The one of this ctest run. A test that is run by hand starts it and ends it at its exit.
    static TestCluster& shared();

    [[nodiscard]] bool run(const char* command, const QString& other = {}) const; ///< start, stop, crash, resume, follow, freeze, promote
    [[nodiscard]] QString dir() const { return m_dir; }
    [[nodiscard]] store::DatabaseConfig config(const QString& database, const QString& user) const;
    /// A new database with the schema, cloned from the template (which is made when it is missing or of another schema).
    [[nodiscard]] QString createDatabase();
    void dropDatabase(const QString& name);
    /// Name of an existing database that has the schema; only ever used as a template.
    [[nodiscard]] QString migratedTemplate();

private:
    QString m_dir;
    QString m_template;
};

/// Plain SQL as any role, for looking behind the product's back. Values are written into the text: test input only.
class Sql
{
public:
    explicit Sql(const store::DatabaseConfig& config);
    ~Sql();
    Sql(const Sql&) = delete;
    Sql& operator=(const Sql&) = delete;
    /// All rows; fails the running test on an error.
    QList<QVariantList> rows(const QString& sql);
    /// First column of the first row.
    QVariant value(const QString& sql);
    qint64 number(const QString& sql) { return value(sql).toLongLong(); }
    QString text(const QString& sql) { return value(sql).toString(); }
    /// SQLSTATE of the failure; empty when it worked.
    QString refusal(const QString& sql);
    void exec(const QString& sql) { (void)rows(sql); }
    void reconnect(); ///< after the server was away

private:
    QString m_name;
};

/// A database of its own for one test, dropped at the end.
class TestDatabase
{
public:
    explicit TestDatabase(TestCluster& cluster = TestCluster::shared());
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;
    [[nodiscard]] store::DatabaseConfig app() const { return m_cluster.config(name, QStringLiteral("lectern_app")); }
    [[nodiscard]] store::DatabaseConfig owner() const { return m_cluster.config(name, QStringLiteral("lectern_owner")); }
    [[nodiscard]] store::DatabaseConfig superuser() const { return m_cluster.config(name, QStringLiteral("postgres")); }
    const QString name;

private:
    TestCluster& m_cluster;
};

} // namespace lectern::test
