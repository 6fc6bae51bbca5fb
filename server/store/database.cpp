#include "store/database.h"
#include <QDirIterator>
#include <QFile>
#include <QLoggingCategory>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QRegularExpression>
#include <map>

namespace lectern::store {

Q_LOGGING_CATEGORY(lcStore, "lectern.store")

namespace {

const QHash<QString, QString>& statements()
{
    static const QHash<QString, QString> all = [] {
        QHash<QString, QString> map;
        const QString root = QStringLiteral(":/lectern/sql/");
        QDirIterator files(root, {QStringLiteral("*.sql")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly)) qFatal("Cannot read %s", qUtf8Printable(file.fileName()));
            QString name = file.fileName().mid(root.size());
            name.chop(4);
            map.insert(name, QString::fromUtf8(file.readAll()));
        }
        return map;
    }();
    return all;
}

SqlError toSqlError(const QSqlError& error)
{
    static const QRegularExpression constraint(QStringLiteral("constraint \"([a-z_0-9]+)\""));
    const QString text = error.databaseText();
    return SqlError{error.nativeErrorCode(), constraint.match(text).captured(1), text.section(u'\n', 0, 0)};
}

/// QtSql takes a QString that was never assigned for SQL null; to us it is the empty text. Only null() is null.
QVariant bindable(const QVariant& value)
{
    // A NUL would end the statement's text in the driver.
    if (value.metaType() == QMetaType::fromType<QString>() && value.toString().contains(QChar(0))) throw SqlError{QStringLiteral("22021"), {}, {}};
    const bool isUnassigned = !value.isNull() && value.metaType() == QMetaType::fromType<QString>() && value.toString().isNull();
    return isUnassigned ? QVariant(QLatin1String("")) : value;
}

bool isConnectionLoss(const SqlError& error)
{
    return error.state.isEmpty() || error.state.startsWith(QLatin1String("08")) ||
           error.state.startsWith(QLatin1String("57P"));
}

bool isRetryable(const SqlError& error)
{
    return error.state == QLatin1String("40001") || error.state == QLatin1String("40P01");
}

Error toError(const SqlError& error)
{
    if (isConnectionLoss(error))
        return makeError(ErrorCode::Unavailable, QStringLiteral("The database is not reachable. Try again in a moment."));
    if (error.state == QLatin1String("23505"))
        return Error{ErrorCode::AlreadyExists, error.constraint, QStringLiteral("This exists already."), 0};
    if (error.state.startsWith(QLatin1String("22"))) // data exceptions: no such time, out of range, a NUL…
        return makeError(ErrorCode::InvalidInput, QStringLiteral("A value is malformed."));
    if (error.state.startsWith(QLatin1String("53")))
        return makeError(ErrorCode::Unavailable, QStringLiteral("The database has no room left. Try again later."));
    qCCritical(lcStore) << "statement failed" << error.state << error.constraint << error.text;
    return makeError(ErrorCode::Internal, QStringLiteral("Something went wrong on the server. Nothing was changed."));
}

} // namespace

QStringList statementNames() { return statements().keys(); }

QString statementText(const QString& name)
{
    const auto found = statements().constFind(name);
    if (found == statements().constEnd()) qFatal("There is no statement %s", qUtf8Printable(name));
    return *found;
}

/// A thread's connection with its prepared statements.
class Connection
{
public:
    Connection(const DatabaseConfig& config, const QString& name, quint64 ofDatabase) : databaseId(ofDatabase), m_config(config), m_name(name) {}
    ~Connection() { close(); }

    void open()
    {
        if (m_open) return;
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_name);
        database.setHostName(m_config.host);
        database.setPort(m_config.port);
        database.setDatabaseName(m_config.name);
        database.setUserName(m_config.user);
        database.setPassword(m_config.password);
        database.setConnectOptions(QStringLiteral("connect_timeout=5;application_name=lecternd"));
        m_open = true;
        if (!database.open()) throwAndClose(database.lastError());
        command(QStringLiteral("set time zone 'UTC'"));
        command(QStringLiteral("set statement_timeout = '60s'"));
        // Plans that are kept must be right for a queue that was empty when they were made and is long now.
        command(m_config.planEachTime ? QStringLiteral("set plan_cache_mode = force_custom_plan") : QStringLiteral("set enable_seqscan = off"));
        // Compiling a statement takes longer than running any of ours, and a plan that must read a table whole is "expensive" enough
        // for it however small the table is.
        command(QStringLiteral("set jit = off"));
        command(QStringLiteral("set idle_in_transaction_session_timeout = '60s'"));
    }

    void close()
    {
        m_prepared.clear();
        if (m_open) QSqlDatabase::removeDatabase(m_name);
        m_open = false;
    }

    void command(const QString& sql)
    {
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        if (!query.exec(sql)) throw toSqlError(query.lastError());
    }

    Rows run(const char* statement, const Params& params)
    {
        Prepared& prepared = prepare(statement);
        qsizetype bound = 0;
        for (const auto& [name, value] : params.values()) {
            // Statements with the same filters share one set of values; one may not need all of them.
            if (!prepared.names.contains(QLatin1String(name))) continue;
            prepared.query.bindValue(u':' + QLatin1String(name), bindable(value));
            ++bound;
        }
        // A value that was forgotten would be null, or worse: the one of the last call.
        if (bound != prepared.names.size()) qFatal("Statement %s lacks %d of its values", statement, static_cast<int>(prepared.names.size() - bound));
        if (!prepared.query.exec()) {
            const SqlError error = toSqlError(prepared.query.lastError());
            qCDebug(lcStore) << statement << error.state << error.text;
            throw error;
        }
        Rows rows;
        rows.m_affected = prepared.query.numRowsAffected();
        if (prepared.query.isSelect()) {
            if (!prepared.columns) prepared.columns = columnsOf(prepared.query);
            while (prepared.query.next()) rows.m_rows.push_back(readRow(prepared));
        }
        prepared.query.finish();
        return rows;
    }

    const quint64 databaseId;

private:
    struct Prepared {
        QSqlQuery query;
        std::shared_ptr<const Row::Columns> columns;
        QSet<QString> names; ///< of its placeholders
    };

    Prepared& prepare(const char* statement)
    {
        const auto found = m_prepared.find(statement);
        if (found != m_prepared.end()) return found->second;
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        if (!query.prepare(statementText(QString::fromLatin1(statement)))) {
            const SqlError error = toSqlError(query.lastError());
            qCWarning(lcStore) << "cannot prepare" << statement << error.state << error.text;
            throw error;
        }
        return m_prepared.emplace(statement, Prepared{std::move(query), nullptr, placeholdersOf(statement)}).first->second;
    }

    static QSet<QString> placeholdersOf(const char* statement)
    {
        static const QRegularExpression placeholder(QStringLiteral("(?<!:):([a-z][a-z0-9_]*)"));
        QSet<QString> names;
        auto matches = placeholder.globalMatch(statementText(QString::fromLatin1(statement)));
        while (matches.hasNext()) names.insert(matches.next().captured(1));
        return names;
    }

    static std::shared_ptr<const Row::Columns> columnsOf(const QSqlQuery& query)
    {
        auto columns = std::make_shared<Row::Columns>();
        const QSqlRecord record = query.record();
        for (int i = 0; i < record.count(); ++i) columns->insert(record.fieldName(i).toLatin1(), i);
        return columns;
    }

    static Row readRow(const Prepared& prepared)
    {
        Row row;
        row.m_columns = prepared.columns;
        const auto count = prepared.columns->size();
        row.m_values.reserve(count);
        for (int i = 0; i < count; ++i) row.m_values.append(prepared.query.value(i));
        return row;
    }

    [[noreturn]] void throwAndClose(const QSqlError& error)
    {
        const SqlError converted = toSqlError(error);
        close();
        throw SqlError{QString(), {}, converted.text};
    }

    const DatabaseConfig& m_config;
    QString m_name;
    std::map<std::string, Prepared> m_prepared;
    bool m_open = false;
};

Rows Transaction::run(const char* statement, const Params& params) { return m_connection.run(statement, params); }

std::optional<Row> Transaction::one(const char* statement, const Params& params)
{
    Rows rows = run(statement, params);
    return rows.isEmpty() ? std::nullopt : std::optional(rows.at(0));
}

void Transaction::savepoint(const char* command) { m_connection.command(QString::fromLatin1(command)); }
quint64 Transaction::databaseId() const { return m_connection.databaseId; }
qint64 Transaction::exec(const char* statement, const Params& params) { return run(statement, params).affected(); }

namespace {
std::atomic<quint64> nextDatabaseId{1};
/// The calling thread's connections, by Database.
thread_local std::map<quint64, std::unique_ptr<Connection>> threadConnections;
std::atomic<quint64> nextConnectionId{1};
} // namespace

Database::Database(DatabaseConfig config) : m_config(std::move(config)), m_id(nextDatabaseId++)
{
    (void)statements(); // a missing or unreadable file must show at start-up
}
Database::~Database() { releaseThread(); }

Connection& Database::connection()
{
    std::unique_ptr<Connection>& mine = threadConnections[m_id];
    if (!mine) mine = std::make_unique<Connection>(m_config, QStringLiteral("lectern-%1").arg(nextConnectionId++), m_id);
    return *mine;
}

void Database::releaseThread() { threadConnections.erase(m_id); }

std::optional<Error> Database::attempt(const std::function<bool(Transaction&)>& fn, const char* begin)
{
    constexpr int kAttempts = 4;
    bool reconnected = false;
    for (int left = kAttempts;;) {
        Connection& mine = connection();
        bool committing = false;
        try {
            mine.open();
            mine.command(QString::fromLatin1(begin));
            Transaction transaction(mine);
            if (!fn(transaction)) {
                mine.command(QStringLiteral("rollback"));
                return std::nullopt;
            }
            committing = true;
            mine.command(QStringLiteral("commit"));
            for (const auto& after : transaction.m_afterCommit) after();
            return std::nullopt;
        } catch (const SqlError& error) {
            if (isConnectionLoss(error)) {
                mine.close();
                // A connection that dies during commit leaves the outcome open: only the caller knows how to look.
                if (committing || reconnected) return toError(error);
                reconnected = true;
                continue;
            }
            try {
                mine.command(QStringLiteral("rollback"));
            } catch (const SqlError&) {
                mine.close();
            }
            if (!isRetryable(error) || --left == 0) return toError(error);
        }
    }
}

bool Database::ping()
{
    return inTransaction<Done>([](Transaction& transaction) -> Result<Done> {
               transaction.run("accounts/select_one");
               return Done{};
           })
        .ok();
}

} // namespace lectern::store
