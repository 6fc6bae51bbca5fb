#include "store/migrator.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace lectern::store {

namespace {

struct Migration {
    int version = 0;
    QString name;
    QString sql;
    QString checksum;
};

/// Sorted by version; "V0001__name.sql".
QList<Migration> known()
{
    QList<Migration> all;
    const QDir folder(QStringLiteral(":/lectern/migrations"));
    for (const QString& name : folder.entryList({QStringLiteral("V*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) qFatal("Cannot read %s", qUtf8Printable(name));
        const QByteArray sql = file.readAll();
        all.append({name.mid(1, 4).toInt(), name, QString::fromUtf8(sql),
                    QString::fromLatin1(QCryptographicHash::hash(sql, QCryptographicHash::Sha256).toHex())});
    }
    return all;
}

class Session
{
public:
    explicit Session(const DatabaseConfig& config)
    {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), kName);
        m_database.setHostName(config.host);
        m_database.setPort(config.port);
        m_database.setDatabaseName(config.name);
        m_database.setUserName(config.user);
        m_database.setPassword(config.password);
    }
    ~Session()
    {
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(kName);
    }
    bool open() { return m_database.open(); }
    QString lastError() const { return m_error.isEmpty() ? m_database.lastError().databaseText() : m_error; }

    bool exec(const QString& sql, QSqlQuery* out = nullptr)
    {
        QSqlQuery query(m_database);
        const bool ok = query.exec(sql);
        if (!ok) m_error = query.lastError().databaseText();
        if (out) *out = std::move(query);
        return ok;
    }

    bool record(const Migration& migration)
    {
        QSqlQuery query(m_database);
        query.prepare(QStringLiteral("insert into schema_migration (version, name, checksum, applied_at) "
                                     "values (:version, :name, :checksum, now())"));
        query.bindValue(QStringLiteral(":version"), migration.version);
        query.bindValue(QStringLiteral(":name"), migration.name);
        query.bindValue(QStringLiteral(":checksum"), migration.checksum);
        const bool ok = query.exec();
        if (!ok) m_error = query.lastError().databaseText();
        return ok;
    }

private:
    static inline const QString kName = QStringLiteral("lectern-migrate");
    QSqlDatabase m_database;
    QString m_error;
};

/// The applied migrations by version, or why they do not fit this program.
Result<QHash<int, QString>> applied(QSqlQuery& rows, const QList<Migration>& mine)
{
    QHash<int, QString> result;
    while (rows.next()) result.insert(rows.value(0).toInt(), rows.value(1).toString());
    for (auto it = result.cbegin(); it != result.cend(); ++it) {
        const auto same = std::find_if(mine.begin(), mine.end(), [&](const Migration& m) { return m.version == it.key(); });
        if (same == mine.end())
            return makeError(ErrorCode::InvalidState,
                             QStringLiteral("The database has schema version %1, which this lecternd does not know. "
                                            "Run the newer lecternd.").arg(it.key()));
        if (same->checksum != it.value())
            return makeError(ErrorCode::InvalidState,
                             QStringLiteral("Migration %1 was changed after it was applied. Restore the file.").arg(same->name));
    }
    return result;
}

} // namespace

Result<MigrationReport> migrate(const DatabaseConfig& owner)
{
    Session session(owner);
    const auto failed = [&] { return makeError(ErrorCode::Unavailable, session.lastError()); };
    if (!session.open()) return failed();
    if (!session.exec(QStringLiteral("select pg_advisory_lock(7311000)"))) return failed();
    if (!session.exec(QStringLiteral("create table if not exists schema_migration (version int primary key, name text not null, "
                                     "checksum text not null, applied_at timestamptz not null)")) ||
        !session.exec(QStringLiteral("grant select on schema_migration to lectern_app")))
        return failed();
    QSqlQuery rows;
    if (!session.exec(QStringLiteral("select version, checksum from schema_migration"), &rows)) return failed();
    const QList<Migration> mine = known();
    const auto done = applied(rows, mine);
    if (!done) return done.error();
    MigrationReport report;
    for (const Migration& migration : mine) {
        report.version = migration.version;
        if (done->contains(migration.version)) continue;
        if (!session.exec(QStringLiteral("begin")) || !session.exec(migration.sql) || !session.record(migration) ||
            !session.exec(QStringLiteral("commit"))) {
            const Error error = makeError(ErrorCode::Internal, migration.name + QStringLiteral(": ") + session.lastError());
            session.exec(QStringLiteral("rollback"));
            return error;
        }
        report.applied << migration.name;
    }
    return report;
}

QString schemaProblem(Database& database)
{
    const QList<Migration> mine = known();
    const auto result = database.inTransaction<QString>([&](Transaction& transaction) -> Result<QString> {
        const Rows rows = transaction.run("audit/list_migrations");
        if (rows.size() < mine.size())
            return QStringLiteral("The database schema is older than this lecternd. Run \"lecternd migrate\" first.");
        for (const Row& row : rows) {
            const auto same = std::find_if(mine.begin(), mine.end(),
                                           [&](const Migration& m) { return m.version == row.small("version"); });
            if (same == mine.end() || same->checksum != row.text("checksum"))
                return QStringLiteral("The database schema is not the one of this lecternd (version %1).").arg(row.small("version"));
        }
        return QString();
    });
    return result ? *result : QStringLiteral("Cannot read the schema version: %1").arg(result.error().detail);
}

} // namespace lectern::store
