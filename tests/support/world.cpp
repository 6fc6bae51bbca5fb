#include "support/world.h"
#include "settlement/batch.h"
#include "store/ledgerwriter.h"
#include "store/verifier.h"
#include <QTest>
#include <QCoreApplication>
#include <QThread>
#include <barrier>
#include <sodium.h>
#include <thread>

namespace lectern::test {

void RecordingLive::toUser(const UserId& user, const LiveMessage& message)
{
    const std::lock_guard lock(m_mutex);
    m_sent.append({user, message.topic});
}

void RecordingLive::toRole(Role, const LiveMessage&) {}

void RecordingLive::dropUser(const UserId& user)
{
    const std::lock_guard lock(m_mutex);
    m_dropped.append(user);
}

int RecordingLive::count(const UserId& user, const QString& topic) const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_sent.count(QPair(user, topic)));
}

bool RecordingLive::dropped(const UserId& user) const
{
    const std::lock_guard lock(m_mutex);
    return m_dropped.contains(user);
}

World::World()
{
    if (sodium_init() < 0) qFatal("libsodium cannot be initialised");
    if (const QString problem = blobs.prepare(); !problem.isEmpty()) qFatal("%s", qUtf8Printable(problem));
    policy.publicUrl = QStringLiteral("http://school.test");
    policy.publishableKey = QStringLiteral("pk_test_x");
}

User World::person(Role role, const QString& name)
{
    static std::atomic<int> next{0};
    const int number = ++next;
    User user{newId<UserId>(), name.isEmpty() ? QStringLiteral("Person %1").arg(number) : name, QStringLiteral("person%1@school.test").arg(number), role, UserState::Active, {}, clock.now()};
    return must(database.inTransaction<User>([&](store::Transaction& transaction) -> Result<User> {
        transaction.exec("accounts/insert_user", {{"id", user.id.value}, {"name", user.name}, {"email", user.email}, {"email_key", user.email.toCaseFolded()},
                                                  {"password_hash", QStringLiteral("none")}, {"role", toText(role)}, {"now", user.createdAt}});
        if (role == Role::Teacher) {
            (void)store::ensureTeacherVault(transaction, user.id, policy.defaultCurrency, user.createdAt);
            transaction.exec("vaults/insert_payout_account", {{"user_id", user.id.value}, {"now", user.createdAt}});
            transaction.exec("vaults/set_payout_account", {{"user_id", user.id.value}, {"gateway_id", QStringLiteral("acct_") + QString(user.id.value).remove(u'-')}, {"state", QStringLiteral("ready")},
                                                           {"currently_due", QString()}, {"disabled_reason", QString()}, {"deadline", store::null()}, {"now", user.createdAt}});
        }
        if (role == Role::Admin) (void)store::ensurePlatformVault(transaction, policy.defaultCurrency, user.createdAt);
        return user;
    }));
}

Caller World::as(const User& user) { return {user, QStringLiteral("127.0.0.1"), "request", {}}; }

void World::receive(const QByteArray& body)
{
    const QJsonObject event = QJsonDocument::fromJson(body).object();
    (void)must(database.inTransaction<Done>([&](store::Transaction& transaction) -> Result<Done> {
        transaction.exec("payments/insert_events", {{"endpoint", QStringLiteral("stripe")}, {"event_ids", event.value(QStringLiteral("id")).toString()},
                                                    {"types", event.value(QStringLiteral("type")).toString()}, {"settled_types", event.value(QStringLiteral("type")).toString()}, {"bodies", QString::fromUtf8(body)}, {"now", clock.now()}});
        return Done{};
    }));
}

int World::settle(int batch)
{
    int total = 0;
    for (int count = 1; count > 0; total += count) count = must(settlement::settleBatch(services, batch));
    // As if the gateway had named a day of the past. The superuser's connection belongs to the main thread.
    if (QThread::currentThread() == QCoreApplication::instance()->thread()) sql.exec(QStringLiteral("update vault_hold set confirmed = true"));
    return total;
}

QStringList World::ledgerProblems() { return must(store::verifyLedger(database)).problems; }

void inParallel(World& world, int count, const std::function<void(int)>& fn)
{
    std::barrier start(count);
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            (void)world.database.ping(); // connected before the race begins
            start.arrive_and_wait();
            fn(i);
            world.database.releaseThread();
        });
    }
    for (std::thread& thread : threads) thread.join();
}

Money usd(qint64 minor) { return Money::fromMinor(minor, Currency()); }

} // namespace lectern::test
