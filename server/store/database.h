#pragma once
#include "domain/result.h"
#include "store/row.h"
#include <atomic>
#include <functional>

namespace lectern::store {

/// How to reach PostgreSQL. Passwords are never logged.
struct DatabaseConfig {
    QString host = QStringLiteral("/var/run/postgresql"); ///< a directory means its Unix socket
    quint16 port = 5432;
    QString name = QStringLiteral("lectern");
    QString user = QStringLiteral("lectern_app");
    QString password;
    /// Plan every execution for its values: right for searches with optional filters, wrong for the same small
    /// statement thousands of times a second.
    bool planEachTime = false;
};

/// What a statement threw. Caught by Database::inTransaction(); nothing else outside this folder sees it.
struct SqlError {
    QString state; ///< SQLSTATE, empty when the connection itself failed
    QString constraint;
    QString text; ///< without bound values
};

/// One open transaction on the calling thread's connection.
class Transaction
{
public:
    /// Runs a statement of server/store/sql by its name ("courses/find_course") with named values.
    Rows run(const char* statement, const Params& params = {});
    /// run() for statements that answer at most one row.
    std::optional<Row> one(const char* statement, const Params& params = {});
    /// run() for its effect; the number of rows touched.
    qint64 exec(const char* statement, const Params& params = {});
    /// Runs `fn`; where it answers an Error, what it did is undone, and the transaction goes on without it.
    template <class T>
    Result<T> tentatively(const std::function<Result<T>()>& fn)
    {
        const std::size_t kept = m_afterCommit.size();
        savepoint("savepoint tentative");
        Result<T> result = fn();
        if (result) {
            savepoint("release savepoint tentative");
            return result;
        }
        savepoint("rollback to savepoint tentative");
        m_afterCommit.resize(kept);
        return result;
    }
    /// Keeps `fn` to run after the commit (live updates); dropped on rollback.
    void afterCommit(std::function<void()> fn) { m_afterCommit.push_back(std::move(fn)); }
    /// Tells databases apart, for what is remembered about their rows.
    [[nodiscard]] quint64 databaseId() const;

private:
    friend class Database;
    explicit Transaction(class Connection& connection) : m_connection(connection) {}
    void savepoint(const char* command);
    class Connection& m_connection;
    std::vector<std::function<void()>> m_afterCommit;
};

/// A database, one connection for each thread that uses it.
class Database
{
public:
    explicit Database(DatabaseConfig config);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs `fn` in a transaction: commits when it returns a value, rolls back when it returns an Error. Serialization
    /// failures and deadlocks are retried 3 times, a lost connection once; SQL errors come back as Error
    /// (unique violation: AlreadyExists with the constraint as field; away: Unavailable).
    template <class T>
    Result<T> inTransaction(const std::function<Result<T>(Transaction&)>& fn)
    {
        std::optional<Result<T>> result;
        const std::optional<Error> failure = attempt([&](Transaction& transaction) {
            result.emplace(fn(transaction));
            return result->ok();
        });
        if (failure) return *failure;
        return std::move(*result);
    }
    /// Runs `fn` read-only over one snapshot of the whole database.
    template <class T>
    Result<T> inSnapshot(const std::function<Result<T>(Transaction&)>& fn)
    {
        std::optional<Result<T>> result;
        const std::optional<Error> failure = attempt(
            [&](Transaction& transaction) {
                result.emplace(fn(transaction));
                return result->ok();
            },
            "begin isolation level repeatable read read only");
        if (failure) return *failure;
        return std::move(*result);
    }
    /// True when a trivial statement works now.
    [[nodiscard]] bool ping();
    /// Closes the calling thread's connection; call at thread exit.
    void releaseThread();
    [[nodiscard]] const DatabaseConfig& config() const { return m_config; }

private:
    std::optional<Error> attempt(const std::function<bool(Transaction&)>& fn, const char* begin = "begin");
    class Connection& connection();
    DatabaseConfig m_config;
    quint64 m_id;
};

/// Text of a statement by name; aborts the program when there is no such file. For the test that prepares all.
[[nodiscard]] QStringList statementNames();
[[nodiscard]] QString statementText(const QString& name);

} // namespace lectern::store
