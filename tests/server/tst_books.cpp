#include "store/ledgerwriter.h"
#include "store/migrator.h"
#include "store/verifier.h"
#include "support/school.h"
#include "usecases/payments/payments.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// What is written stays written, and a cent that was moved behind the product's back is found.
class TestBooks : public QObject
{
    Q_OBJECT

    /// A school whose books have sales, releases and withdrawals in every state.
    static void fill(World& world)
    {
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(10'000));
        (void)paidEnrollment(world, world.student(), launchedCourse(world, teacher, usd(4999)).id);
        const Vault vault = must(vaults::mine(world.services, World::as(teacher)));
        (void)must(vaults::withdraw(world.services, World::as(teacher), vault.id, {usd(2000), {}}));
        const Withdrawal returned = must(vaults::withdraw(world.services, World::as(teacher), vault.id, {usd(1000), {}}));
        (void)must(vaults::cancel(world.services, World::as(teacher), returned.id));
    }

    static ledger::SaleFact saleOf(const UserId& teacher, const Money& amount)
    {
        const Money none = Money::fromMinor(0, amount.currency());
        return {newId<PaymentId>(), teacher, newId<UserId>(), ledger::partsOf({amount, none, 2000}, amount), none};
    }

private Q_SLOTS:
    void cleanBooksAreClean()
    {
        World world;
        QCOMPARE(world.ledgerProblems(), QStringList());
        fill(world);
        QCOMPARE(world.ledgerProblems(), QStringList());
        const auto report = must(store::verifyLedger(world.database));
        QVERIFY(report.journals >= 6 && report.transfers >= 8 && report.vaults == 1);
    }

    void everyTamperedCentIsFound_data()
    {
        QTest::addColumn<QString>("tamper");
        const auto row = [](const char* name, const char* sql) { QTest::newRow(name) << QString::fromLatin1(sql); };
        row("pending", "update vault_balance set pending_minor = pending_minor + 1");
        row("available", "update vault_balance set available_minor = available_minor - 1");
        row("reserved", "update vault_balance set reserved_minor = reserved_minor + 1");
        row("from pending to available", "update vault_balance set pending_minor = pending_minor - 1, available_minor = available_minor + 1");
        row("amount of a sale", "update transfer set amount_minor = amount_minor + 1 where journal_id = (select min(journal_id) from transfer) and n = 1");
        row("platform's part of a sale", "update transfer set amount_minor = amount_minor + 1 where journal_id = (select min(journal_id) from transfer) and n = 2");
        row("a cent from teacher to platform within a sale", "update transfer set amount_minor = amount_minor + case n when 1 then -1 else 1 end where journal_id = (select min(id) from journal where kind = 'sale')");
        row("account of a transfer", "update transfer set credit_account = (select max(id) + 1000 from account) where journal_id = (select min(journal_id) from transfer) and n = 1");
        row("bucket of a transfer", "update transfer set credit_account = (select id from account where bucket = 'available' limit 1) where journal_id = (select min(journal_id) from transfer) and n = 1");
        row("transfer deleted", "delete from transfer where journal_id = (select max(journal_id) from transfer)");
        row("journal deleted", "delete from journal where id = (select min(id) from journal)");
        row("journal without transfers", "insert into journal values (nextval('journal_id_seq'), 'sale', 'payment', gen_random_uuid()::text, 'sale', now())");
        row("currency of a transfer", "update transfer set currency = 'EUR' where n = 1");
        row("line of a vault", "update vault_entry set amount_minor = amount_minor + 1 where seq = 2");
        row("running balance of a line", "update vault_entry set balance_after_minor = balance_after_minor + 1 where seq = 1");
        row("last line deleted", "delete from vault_entry where seq = (select max(seq) from vault_entry)");
        row("line in the middle deleted", "delete from vault_entry where seq = 2");
        row("payment's share", "update payment set teacher_minor = teacher_minor + 1");
        row("payment's amount", "update payment set amount_minor = amount_minor + 1");
        row("payment unsettled", "update payment set settled_at = null");
        row("payment settled without a sale", "update payment set settled_at = now(), state = 'succeeded' where settled_at is null");
    }

    void everyTamperedCentIsFound()
    {
        QFETCH(QString, tamper);
        World world;
        fill(world);
        (void)openPayment(world, world.student(), CourseId{world.sql.text(QStringLiteral("select course_id from course_listing limit 1"))});
        QCOMPARE(world.ledgerProblems(), QStringList());
        world.sql.exec(QStringLiteral("set session_replication_role = replica")); // a superuser without triggers
        world.sql.exec(tamper);
        const QStringList problems = world.ledgerProblems();
        QVERIFY2(!problems.isEmpty(), qPrintable(tamper));
    }

    void applicationRoleCannotRewriteHistory_data()
    {
        QTest::addColumn<QString>("sql");
        for (const char* table : {"journal", "transfer", "vault_entry", "account", "gateway_event", "audit_entry", "course_event"}) {
            for (const char* sql : {"delete from %1", "truncate %1", "alter table %1 disable trigger all", "drop table %1", "alter table %1 add column x int"})
                QTest::addRow("%s: %s", table, sql) << QString::fromLatin1(sql).arg(QLatin1String(table));
        }
        QTest::newRow("update transfer") << QStringLiteral("update transfer set amount_minor = 1");
        QTest::newRow("update journal") << QStringLiteral("update journal set purpose = 'x'");
        QTest::newRow("update line") << QStringLiteral("update vault_entry set amount_minor = 1");
        QTest::newRow("delete payment") << QStringLiteral("delete from payment");
        QTest::newRow("delete balance") << QStringLiteral("delete from vault_balance");
        QTest::newRow("delete withdrawal") << QStringLiteral("delete from withdrawal");
        QTest::newRow("delete user") << QStringLiteral("delete from app_user");
        QTest::newRow("create table") << QStringLiteral("create table mine (id int)");
        QTest::newRow("create schema") << QStringLiteral("create schema mine");
        QTest::newRow("replace the trigger") << QStringLiteral("create or replace function refuse_change() returns trigger language plpgsql as 'begin return null; end'");
        QTest::newRow("replica role") << QStringLiteral("set session_replication_role = replica");
        QTest::newRow("become the owner") << QStringLiteral("set role lectern_owner");
        QTest::newRow("set the sequence") << QStringLiteral("select setval('journal_id_seq', 1)");
        QTest::newRow("change migrations") << QStringLiteral("update schema_migration set checksum = 'x'");
    }

    void applicationRoleCannotRewriteHistory()
    {
        QFETCH(QString, sql);
        static TestDatabase database; // nothing in here succeeds, so that one is enough
        Sql app(database.app());
        QCOMPARE(app.refusal(sql), QStringLiteral("42501"));
    }

    void triggersStopEvenTheOwner()
    {
        World world;
        fill(world);
        Sql owner(world.schema.owner());
        for (const char* table : {"journal", "transfer", "vault_entry", "account", "gateway_event", "audit_entry", "course_event"}) {
            QCOMPARE(owner.refusal(QStringLiteral("delete from %1").arg(QLatin1String(table))), QStringLiteral("42501"));
            QVERIFY(!owner.refusal(QStringLiteral("truncate %1").arg(QLatin1String(table))).isEmpty()); // some are referenced, which refuses it first
        }
        QCOMPARE(owner.refusal(QStringLiteral("update transfer set amount_minor = 1")), QStringLiteral("42501"));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void factIsPostedOnce()
    {
        World world;
        const User teacher = world.teacher();
        const ledger::SaleFact fact = saleOf(teacher.id, usd(100));
        const auto post = [&] {
            return world.database.inTransaction<Done>([&](store::Transaction& transaction) -> Result<Done> {
                const auto posted = store::post(transaction, {ledger::sale(fact)}, world.clock.now());
                if (!posted) return posted.error();
                return Done{};
            });
        };
        QVERIFY(post().ok());
        QCOMPARE(codeOf(post()), QStringLiteral("already_exists"));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from transfer")), 2);
        QCOMPARE(world.sql.number(QStringLiteral("select pending_minor from vault_balance")), 80);
    }

    void floorHoldsWithinOneBatchAndNothingIsWritten()
    {
        World world;
        const User teacher = world.teacher();
        const auto result = world.database.inTransaction<Done>([&](store::Transaction& transaction) -> Result<Done> {
            const auto posted = store::post(transaction, {ledger::sale(saleOf(teacher.id, usd(100))), ledger::withdrawalRequested({newId<WithdrawalId>(), teacher.id, usd(50)})}, world.clock.now());
            if (!posted) return posted.error();
            return Done{};
        });
        QCOMPARE(codeOf(result), QStringLiteral("insufficient_funds")); // pending is not available
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from journal")), 0);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from transfer")), 0);
    }

    void accountsOfARolledBackTransactionAreForgotten()
    {
        World world;
        const User teacher = world.teacher();
        const Currency euro = *Currency::fromCode(QStringLiteral("EUR"));
        const auto sell = [&](bool commit) {
            return world.database.inTransaction<Done>([&](store::Transaction& transaction) -> Result<Done> {
                (void)store::ensureTeacherVault(transaction, teacher.id, euro, world.clock.now());
                const auto posted = store::post(transaction, {ledger::sale(saleOf(teacher.id, Money::fromMinor(100, euro)))}, world.clock.now());
                if (!posted) return posted.error();
                if (!commit) return makeError(ErrorCode::Conflict);
                return Done{};
            });
        };
        QCOMPARE(codeOf(sell(false)), QStringLiteral("conflict"));
        QVERIFY(sell(true).ok());
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from transfer t left join account a on a.id = t.credit_account left join account d on d.id = t.debit_account where a.id is null or d.id is null")), 0);
    }

    void migrationsAreIdempotentAndRefuseWhatTheyDoNotKnow()
    {
        World world;
        const auto again = store::migrate(world.schema.owner());
        QVERIFY(again.ok());
        QVERIFY(again->applied.isEmpty());
        QVERIFY(again->version >= 1);
        QCOMPARE(store::schemaProblem(world.database), QString());
        const QString checksum = world.sql.text(QStringLiteral("select checksum from schema_migration where version = 1"));
        world.sql.exec(QStringLiteral("update schema_migration set checksum = 'other' where version = 1"));
        QCOMPARE(codeOf(store::migrate(world.schema.owner())), QStringLiteral("invalid_state"));
        QVERIFY(!store::schemaProblem(world.database).isEmpty());
        world.sql.exec(QStringLiteral("update schema_migration set checksum = '%1' where version = 1").arg(checksum));
        world.sql.exec(QStringLiteral("insert into schema_migration values (9999, 'V9999__future.sql', 'x', now())"));
        QCOMPARE(codeOf(store::migrate(world.schema.owner())), QStringLiteral("invalid_state"));
        QVERIFY(!store::schemaProblem(world.database).isEmpty());
        world.sql.exec(QStringLiteral("delete from schema_migration"));
        QVERIFY(store::schemaProblem(world.database).contains(QStringLiteral("migrate")));
    }

    void idempotencyKeysAnswerOnce()
    {
        World world;
        const User user = world.student();
        Caller caller = World::as(user);
        int runs = 0;
        const auto call = [&](const char* key, const char* body, payments::Replay mode = payments::Replay::Stored) {
            caller.idempotencyKey = QLatin1String(key);
            return payments::withIdempotency(world.services, caller, QStringLiteral("POST /x"), body, mode, [&]() -> Result<payments::StoredAnswer> { return payments::StoredAnswer{201, "answer " + QByteArray::number(++runs)}; });
        };
        QCOMPARE(codeOf(call("", "a")), QStringLiteral("idempotency_missing"));
        QCOMPARE(call("k", "a")->body, QByteArray("answer 1"));
        QCOMPARE(call("k", "a")->body, QByteArray("answer 1"));
        QCOMPARE(codeOf(call("k", "b")), QStringLiteral("idempotency_mismatch"));
        QCOMPARE(runs, 1);
        QCOMPARE(call("again", "a", payments::Replay::RunAgain)->body, QByteArray("answer 2"));
        QCOMPARE(call("again", "a", payments::Replay::RunAgain)->body, QByteArray("answer 3"));
        QCOMPARE(codeOf(call("again", "b", payments::Replay::RunAgain)), QStringLiteral("idempotency_mismatch"));
        // Another user's key of the same name is another key.
        caller = World::as(world.student());
        QCOMPARE(call("k", "b")->body, QByteArray("answer 4"));
    }

    void requestInFlightIsSaidAndRunsOutWhenItsServerDied()
    {
        World world;
        Caller caller = World::as(world.student());
        caller.idempotencyKey = QStringLiteral("k");
        std::atomic<int> runs{0};
        std::atomic<int> inFlight{0};
        std::atomic<int> answered{0};
        inParallel(world, 8, [&](int) {
            const auto result = payments::withIdempotency(world.services, caller, QStringLiteral("POST /x"), "a", payments::Replay::Stored, [&]() -> Result<payments::StoredAnswer> {
                ++runs;
                return payments::StoredAnswer{201, "done"};
            });
            if (result) ++answered;
            else if (result.error().code == ErrorCode::IdempotencyInFlight) ++inFlight;
        });
        QCOMPARE(runs.load(), 1);
        QCOMPARE(answered + inFlight, 8);
        world.sql.exec(QStringLiteral("update idempotency set status = null, response = null")); // as if it never finished
        const auto call = [&] { return payments::withIdempotency(world.services, caller, QStringLiteral("POST /x"), "a", payments::Replay::Stored, []() -> Result<payments::StoredAnswer> { return payments::StoredAnswer{201, "later"}; }); };
        QCOMPARE(codeOf(call()), QStringLiteral("idempotency_in_flight"));
        world.clock.advance(61);
        QCOMPARE(call()->body, QByteArray("later"));
    }

    void failureLetsGoOfItsKey()
    {
        World world;
        Caller caller = World::as(world.student());
        caller.idempotencyKey = QStringLiteral("k");
        bool works = false;
        const auto call = [&](const char* body) {
            return payments::withIdempotency(world.services, caller, QStringLiteral("POST /x"), body, payments::Replay::Stored, [&]() -> Result<payments::StoredAnswer> {
                if (!works) return makeError(ErrorCode::GatewayBusy);
                return payments::StoredAnswer{201, "done"};
            });
        };
        QCOMPARE(codeOf(call("a")), QStringLiteral("gateway_busy"));
        works = true;
        QCOMPARE(call("a")->body, QByteArray("done"));
    }
};

QTEST_GUILESS_MAIN(TestBooks)
#include "tst_books.moc"
