#include "support/school.h"
#include "usecases/accounts/accounts.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Who may be here, and for how long.
class TestAccounts : public QObject
{
    Q_OBJECT

    static RegisterForm form(const char* email, Role role = Role::Student) { return {QStringLiteral("Ada Lovelace"), QString::fromLatin1(email), QStringLiteral("correct horse battery"), role}; }
    static Result<Session> refreshed(World& world, const QString& token) { return accounts::refresh(world.services, {}, token); }

private Q_SLOTS:
    void teacherHasAVaultAtOnce()
    {
        World world;
        const Session session = must(accounts::registerUser(world.services, {}, form("ada@example.org", Role::Teacher)));
        const Vault vault = must(vaults::mine(world.services, World::as(session.user)));
        QCOMPARE(vault.balances.size(), 1);
        QVERIFY(vault.balances.first().available.isZero());
        QVERIFY(world.tokens.verify(session.accessToken, world.clock.now()).ok());
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from app_user where password_hash like '%correct horse%'")), 0);
        QVERIFY(world.sql.text(QStringLiteral("select password_hash from app_user")).startsWith(QStringLiteral("$argon2id$")));
    }

    void addressIsTakenOnceInAnyCase()
    {
        World world;
        std::atomic<int> made{0};
        std::atomic<int> taken{0};
        const std::array emails{"ada@example.org", "ADA@example.org", "Ada@Example.Org", "ada@example.org"};
        inParallel(world, 4, [&](int i) {
            const auto result = accounts::registerUser(world.services, {}, form(emails.at(static_cast<size_t>(i))));
            if (result) ++made;
            else if (result.error().code == ErrorCode::AlreadyExists && result.error().field == u"email") ++taken;
        });
        QCOMPARE(made.load(), 1);
        QCOMPARE(taken.load(), 3);
    }

    void wrongPasswordAndUnknownAddressSoundTheSame()
    {
        World world;
        (void)must(accounts::registerUser(world.services, {}, form("ada@example.org")));
        QVERIFY(accounts::login(world.services, {}, {QStringLiteral(" ADA@example.org "), QStringLiteral("correct horse battery")}).ok());
        const auto wrong = accounts::login(world.services, {}, {QStringLiteral("ada@example.org"), QStringLiteral("correct horse batterY")});
        const auto unknown = accounts::login(world.services, {}, {QStringLiteral("bob@example.org"), QStringLiteral("correct horse battery")});
        QCOMPARE(codeOf(wrong), QStringLiteral("wrong_credentials"));
        QCOMPARE(wrong.error(), unknown.error());
        QCOMPARE(codeOf(accounts::login(world.services, {}, {QStringLiteral("ada@example.org"), QString(100'000, u'x')})), QStringLiteral("wrong_credentials"));
        QCOMPARE(codeOf(accounts::login(world.services, {}, {QString(QChar(0)), {}})), QStringLiteral("wrong_credentials"));
    }

    void refreshTokenWorksOnceAndItsReuseEndsTheFamily()
    {
        World world;
        const Session first = must(accounts::registerUser(world.services, {}, form("ada@example.org")));
        const Session other = must(accounts::login(world.services, {}, {QStringLiteral("ada@example.org"), QStringLiteral("correct horse battery")}));
        const Session second = must(refreshed(world, first.refreshToken));
        QVERIFY(second.refreshToken != first.refreshToken);
        world.clock.advance(60);
        QCOMPARE(codeOf(refreshed(world, first.refreshToken)), QStringLiteral("unauthenticated")); // stolen or copied
        QCOMPARE(codeOf(refreshed(world, second.refreshToken)), QStringLiteral("unauthenticated"));
        QVERIFY(refreshed(world, other.refreshToken).ok()); // another device is another family
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from audit_entry where action = 'account.refresh_reuse'")), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from refresh_token where token_hash = '%1'").arg(first.refreshToken)), 0); // only its hash is kept
    }

    void lostAnswerMayBeAskedForAgainForAMomentOnly()
    {
        World world;
        const Session session = must(accounts::registerUser(world.services, {}, form("ada@example.org")));
        QVERIFY(refreshed(world, session.refreshToken).ok());
        // Asking every ten seconds must not keep a used token alive.
        world.clock.advance(10);
        QVERIFY(refreshed(world, session.refreshToken).ok());
        world.clock.advance(10);
        (void)refreshed(world, session.refreshToken);
        world.clock.advance(10);
        QCOMPARE(codeOf(refreshed(world, session.refreshToken)), QStringLiteral("unauthenticated"));
    }

    void refreshTokensEnd()
    {
        World world;
        const Session session = must(accounts::registerUser(world.services, {}, form("ada@example.org")));
        const Session bob = must(accounts::registerUser(world.services, {}, form("bob@example.org")));
        for (const char* wrong : {"", "x", "' or 1=1 --"}) QCOMPARE(codeOf(refreshed(world, QLatin1String(wrong))), QStringLiteral("unauthenticated"));
        (void)must(accounts::logout(world.services, World::as(bob.user), session.refreshToken)); // not his
        const Session again = must(refreshed(world, session.refreshToken));
        (void)must(accounts::logout(world.services, World::as(session.user), again.refreshToken));
        QCOMPARE(codeOf(refreshed(world, again.refreshToken)), QStringLiteral("unauthenticated"));
        world.clock.advance(31LL * 24 * 3600);
        QCOMPARE(codeOf(refreshed(world, bob.refreshToken)), QStringLiteral("unauthenticated"));
    }

    void forgottenPasswordIsReplacedByACodeThatCameByMail()
    {
        World world;
        const User user = must(accounts::registerUser(world.services, {}, {QStringLiteral("Ada"), QStringLiteral("ada@mail.example"), QStringLiteral("seven green umbrellas"), Role::Student})).user;
        QVERIFY(accounts::forgotPassword(world.services, {}, QStringLiteral("nobody@mail.example")).ok()); // says nothing
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from mail_outbox")), 0);
        QVERIFY(accounts::forgotPassword(world.services, {}, QStringLiteral("Ada@Mail.example")).ok());
        const QString params = world.sql.text(QStringLiteral("select params from mail_outbox where template = 'password_code'"));
        const QString code = QJsonDocument::fromJson(params.toUtf8()).object().value(QStringLiteral("code")).toString();
        QCOMPARE(code.size(), 9);
        QVERIFY(!world.sql.text(QStringLiteral("select code_hash from password_code")).contains(code));
        const QString next = QStringLiteral("nine blue lanterns");
        QCOMPARE(codeOf(accounts::resetPassword(world.services, {}, {user.email, QStringLiteral("0000-0001"), next})), QStringLiteral("invalid_input"));
        QCOMPARE(accounts::resetPassword(world.services, {}, {user.email, code, QStringLiteral("short")}).error().field, QStringLiteral("password"));
        QCOMPARE(must(accounts::resetPassword(world.services, {}, {user.email, QString(code).remove(u'-'), next})).user.id, user.id);
        QCOMPARE(codeOf(accounts::resetPassword(world.services, {}, {user.email, code, next})), QStringLiteral("invalid_input")); // once
        QVERIFY(accounts::login(world.services, {}, {user.email, next}).ok());
        QCOMPARE(codeOf(accounts::login(world.services, {}, {user.email, QStringLiteral("seven green umbrellas")})), QStringLiteral("wrong_credentials"));
    }

    void codesCannotBeGuessedAndGrowOld()
    {
        World world;
        const User user = must(accounts::registerUser(world.services, {}, {QStringLiteral("Ada"), QStringLiteral("ada@mail.example"), QStringLiteral("seven green umbrellas"), Role::Student})).user;
        const auto ask = [&] {
            world.sql.exec(QStringLiteral("delete from mail_outbox"));
            (void)must(accounts::forgotPassword(world.services, {}, user.email));
            return QJsonDocument::fromJson(world.sql.text(QStringLiteral("select params from mail_outbox")).toUtf8()).object().value(QStringLiteral("code")).toString();
        };
        const QString next = QStringLiteral("nine blue lanterns");
        const QString guessed = ask();
        for (int i = 0; i < 5; ++i) QVERIFY(!accounts::resetPassword(world.services, {}, {user.email, guessed == u"1111-1111" ? QStringLiteral("2222-2222") : QStringLiteral("1111-1111"), next}).ok());
        QVERIFY(!accounts::resetPassword(world.services, {}, {user.email, guessed, next}).ok()); // five attempts were all
        const QString old = ask();
        world.clock.advance(30 * 60 + 1);
        QVERIFY(!accounts::resetPassword(world.services, {}, {user.email, old, next}).ok());
        QVERIFY(accounts::resetPassword(world.services, {}, {user.email, ask(), next}).ok());
    }

    void changedPasswordLogsOtherDevicesOut()
    {
        World world;
        const Session first = must(accounts::registerUser(world.services, {}, {QStringLiteral("Ada"), QStringLiteral("ada@mail.example"), QStringLiteral("seven green umbrellas"), Role::Student}));
        const Caller caller = World::as(first.user);
        const QString next = QStringLiteral("nine blue lanterns");
        QCOMPARE(accounts::changePassword(world.services, caller, {QStringLiteral("wrong"), next}).error().field, QStringLiteral("current"));
        QCOMPARE(accounts::changePassword(world.services, caller, {QStringLiteral("seven green umbrellas"), QStringLiteral("ada")}).error().field, QStringLiteral("password"));
        const Session now = must(accounts::changePassword(world.services, caller, {QStringLiteral("seven green umbrellas"), next}));
        QCOMPARE(codeOf(accounts::refresh(world.services, {}, first.refreshToken)), QStringLiteral("unauthenticated"));
        QVERIFY(accounts::refresh(world.services, {}, now.refreshToken).ok());
    }

    void blockedUserLosesEverything()
    {
        World world;
        const User admin = world.admin();
        const Session session = must(accounts::registerUser(world.services, {}, form("ada@example.org")));
        QCOMPARE(codeOf(accounts::setBlocked(world.services, World::as(admin), session.user.id, true, {})), QStringLiteral("invalid_input"));
        (void)must(accounts::setBlocked(world.services, World::as(admin), session.user.id, true, QStringLiteral("Shares an account")));
        QCOMPARE(codeOf(refreshed(world, session.refreshToken)), QStringLiteral("unauthenticated"));
        QCOMPARE(codeOf(accounts::login(world.services, {}, {QStringLiteral("ada@example.org"), QStringLiteral("correct horse battery")})), QStringLiteral("blocked"));
        QVERIFY(world.live.dropped(session.user.id));
        (void)must(accounts::setBlocked(world.services, World::as(admin), session.user.id, false, {}));
        QVERIFY(accounts::login(world.services, {}, {QStringLiteral("ada@example.org"), QStringLiteral("correct horse battery")}).ok());
    }

    void roleChangesEndTheOldTokens()
    {
        World world;
        const User admin = world.admin();
        const Session session = must(accounts::registerUser(world.services, {}, form("ada@example.org")));
        const User changed = must(accounts::setRole(world.services, World::as(admin), session.user.id, Role::Teacher, QStringLiteral("Will teach")));
        QCOMPARE(changed.role, Role::Teacher);
        QCOMPARE(codeOf(refreshed(world, session.refreshToken)), QStringLiteral("unauthenticated"));
        QVERIFY(vaults::mine(world.services, World::as(changed)).ok()); // a teacher has a vault
        QCOMPARE(codeOf(accounts::setRole(world.services, World::as(admin), session.user.id, Role::Student, {})), QStringLiteral("invalid_input"));
        QCOMPARE(codeOf(accounts::setRole(world.services, World::as(admin), newId<UserId>(), Role::Student, QStringLiteral("Because"))), QStringLiteral("not_found"));
    }

    void nobodyLocksTheSchoolOut()
    {
        World world;
        const User one = world.admin();
        const User two = world.admin();
        QCOMPARE(codeOf(accounts::setRole(world.services, World::as(one), one.id, Role::Student, QStringLiteral("Tired of it"))), QStringLiteral("invalid_state"));
        QCOMPARE(codeOf(accounts::setBlocked(world.services, World::as(one), one.id, true, QStringLiteral("Tired of it"))), QStringLiteral("invalid_state"));
        // Two admins who remove each other at the same moment: one of them stays.
        for (int round = 0; round < 6; ++round) {
            inParallel(world, 2, [&](int i) { (void)accounts::setRole(world.services, World::as(i == 0 ? one : two), i == 0 ? two.id : one.id, Role::Student, QStringLiteral("A quarrel")); });
            QVERIFY(world.sql.number(QStringLiteral("select count(*) from app_user where role = 'admin' and state = 'active'")) >= 1);
            world.sql.exec(QStringLiteral("update app_user set role = 'admin'"));
        }
    }

    void usersAreFoundByWhatTheyAreCalled()
    {
        World world;
        (void)world.student(QStringLiteral("Ada 100% Lovelace"));
        (void)world.student(QStringLiteral("Bob_Under"));
        (void)world.teacher(QStringLiteral("Clara"));
        const auto found = [&](const char* text) { return must(accounts::listUsers(world.services, {QString::fromLatin1(text), std::nullopt, std::nullopt}, {})).items.size(); };
        QCOMPARE(found("lovelace"), 1);
        QCOMPARE(found("100%"), 1);
        QCOMPARE(found("%"), 1); // a wildcard is a character like any other
        QCOMPARE(found("_"), 1);
        QCOMPARE(found("\\"), 0);
        QCOMPARE(found("school.test"), 3);
        QCOMPARE(must(accounts::listUsers(world.services, {{}, Role::Teacher, std::nullopt}, {})).items.size(), 1);
        PageRequest request{{}, 2};
        const auto page = must(accounts::listUsers(world.services, {}, request));
        QCOMPARE(page.items.size(), 2);
        request.cursor = page.nextCursor;
        QCOMPARE(must(accounts::listUsers(world.services, {}, request)).items.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
