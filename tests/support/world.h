#pragma once
#include "support/events.h"
#include "support/fakegateway.h"
#include "support/testcluster.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/context.h"
#include "usecases/learning/blobstore.h"
#include <QTemporaryDir>

namespace lectern::test {

/// Time that stands still until it is moved. Safe to read from any thread.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return QDateTime::fromMSecsSinceEpoch(m_ms, Qt::UTC); }
    void advance(qint64 seconds) { m_ms += seconds * 1000; }

private:
    std::atomic<qint64> m_ms{QDateTime::currentMSecsSinceEpoch()};
};

/// Remembers what would have been pushed.
class RecordingLive final : public LivePublisher
{
public:
    void toUser(const UserId& user, const LiveMessage& message) override;
    void toRole(Role role, const LiveMessage& message) override;
    void dropUser(const UserId& user) override;
    [[nodiscard]] int count(const UserId& user, const QString& topic) const;
    [[nodiscard]] bool dropped(const UserId& user) const;

private:
    mutable std::mutex m_mutex;
    QList<QPair<UserId, QString>> m_sent;
    QList<UserId> m_dropped;
};

/// Everything a use case needs, over a database of its own.
class World
{
public:
    World();

    TestDatabase schema;
    store::Database database{schema.app()};
    Sql sql{schema.superuser()};
    ManualClock clock;
    Policy policy;
    FakeGateway gateway;
    RecordingLive live;
    TokenSigner tokens{QByteArray(40, 's')};
    QTemporaryDir files;
    BlobStore blobs{files.path()};
    Services services{database, clock, policy, &gateway, live, tokens, blobs};

    /// People without a usable password, which is what makes them cheap.
    User person(Role role, const QString& name = {});
    User teacher(const QString& name = {}) { return person(Role::Teacher, name); }
    User student(const QString& name = {}) { return person(Role::Student, name); }
    User admin(const QString& name = {}) { return person(Role::Admin, name); }
    [[nodiscard]] static Caller as(const User& user);

    /// Puts an event into the inbox, as the webhook does.
    void receive(const QByteArray& body);
    void receive(const IntentEvent& event) { receive(body(event)); }
    /// Settles what is due until nothing is; the number of events taken.
    int settle(int batch = 200);
    /// Empty when every cent fits, else what does not.
    [[nodiscard]] QStringList ledgerProblems();
};

/// Calls `fn(0…count-1)` from as many threads at the same moment and releases their connections.
void inParallel(World& world, int count, const std::function<void(int)>& fn);

[[nodiscard]] Money usd(qint64 minor);

/// Succeeds with the value or fails the test, saying why not.
template <class T>
T must(Result<T> result)
{
    if (result) return std::move(*result);
    qFatal("unexpected %s (%s): %s", qUtf8Printable(toText(result.error().code)), qUtf8Printable(result.error().field), qUtf8Printable(result.error().detail));
}
/// Name of the error; empty when it worked. For QCOMPARE.
template <class T>
QString codeOf(const Result<T>& result)
{
    return result ? QString() : toText(result.error().code);
}

} // namespace lectern::test
