#include "http/authenticator.h"
#include "support/httpschool.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Every route with every kind of caller: who gets in is what the one table says, and nothing ends in a 5xx.
class TestRoles : public QObject
{
    Q_OBJECT

    std::unique_ptr<HttpSchool> m_school;
    struct Kind {
        const char* name;
        std::optional<Role> role; ///< absent: no right token
        QString token;
    };
    QList<Kind> m_callers;

    static QString pathOf(const char* pattern)
    {
        QString path = QLatin1String(pattern);
        path.replace(QStringLiteral("{name}"), QStringLiteral("checkout.css")).replace(QStringLiteral("{code}"), QStringLiteral("ABCD-EFGH-JKMN"));
        path.replace(QStringLiteral("{method}"), QStringLiteral("pm_nowhere")).replace(QStringLiteral("{stripe}"), QStringLiteral("cs_nowhere")).replace(QStringLiteral("{setup}"), QStringLiteral("seti_nowhere"));
        path.replace(QStringLiteral("{kind}"), QStringLiteral("months")).replace(QStringLiteral("{line}"), QStringLiteral("txn_nowhere"));
        for (const char* id : {"{id}", "{courseId}", "{lectureId}", "{item}"}) path.replace(QLatin1String(id), newUuid7());
        return path;
    }
    static QByteArray bodyOf(const QByteArray& method) { return method == "GET" || method == "DELETE" ? QByteArray() : QByteArray("{}"); }

    Person appointAuditor()
    {
        const Person person = m_school->registerAs(QStringLiteral("student"));
        const Reply made = m_school->admin->post(QStringLiteral("/api/admin/users/%1/role").arg(person.id), {{QStringLiteral("role"), QStringLiteral("auditor")}, {QStringLiteral("reason"), QStringLiteral("Audits the year")}});
        return made.status == 200 ? m_school->login(person.email, QLatin1String(HttpSchool::kPassword)) : Person();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_school = std::make_unique<HttpSchool>();
        QVERIFY(m_school->start());
        const QString student = m_school->registerAs(QStringLiteral("student")).token;
        const QString teacher = m_school->registerAs(QStringLiteral("teacher")).token;
        const Person auditor = appointAuditor();
        QVERIFY(!student.isEmpty() && !teacher.isEmpty() && !auditor.token.isEmpty());
        QString tampered = student;
        tampered[tampered.size() - 2] = tampered.at(tampered.size() - 2) == u'A' ? u'B' : u'A';
        m_callers = {{"nobody", std::nullopt, {}},
                     {"garbage", std::nullopt, QStringLiteral("garbage")},
                     {"tampered", std::nullopt, tampered},
                     {"student", Role::Student, student},
                     {"teacher", Role::Teacher, teacher},
                     {"admin", Role::Admin, m_school->admin.token},
                     {"auditor", Role::Auditor, auditor.token}};
    }
    void cleanupTestCase() { m_school.reset(); }

    void routesAreMany() { QVERIFY2(http::allRoutes().size() > 60, "the route table lost routes"); }

    void everyRouteLetsInWhomTheTableNames_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < http::allRoutes().size(); ++i) {
            const http::Route& route = http::allRoutes().at(i);
            QTest::addRow("%s %s", route.method, route.pattern) << static_cast<int>(i);
        }
    }

    void everyRouteLetsInWhomTheTableNames()
    {
        QFETCH(int, index);
        const http::Route& route = http::allRoutes().at(static_cast<size_t>(index));
        std::optional<int> publicStatus;
        for (const Kind& caller : m_callers) {
            ApiClient client(m_school->daemon.url());
            client.setToken(caller.token);
            client.headers = {{"Idempotency-Key", newUuid7().toLatin1()}};
            const Reply reply = client.send(route.method, pathOf(route.pattern), bodyOf(route.method));
            const QByteArray what = QByteArray(caller.name) + " got " + QByteArray::number(reply.status) + ' ' + reply.body.left(300);
            QVERIFY2(reply.status > 0 && reply.status < 500, what.constData());
            if (route.access == http::Access::Public) {
                if (!publicStatus) publicStatus = reply.status;
                QVERIFY2(reply.status == *publicStatus, what.constData()); // a token changes nothing there
                continue;
            }
            if (!caller.role) QVERIFY2(reply.status == 401, what.constData());
            else if (!http::Authenticator::allows(route.access, *caller.role, route.method)) QVERIFY2(reply.status == 403, what.constData());
            else QVERIFY2(reply.status != 401 && reply.status != 403, what.constData());
            if (reply.status >= 400) {
                QCOMPARE(reply.headers.value("content-type"), QByteArray("application/problem+json"));
                QVERIFY(!reply.code().isEmpty());
            }
            if (reply.status == 401) QCOMPARE(reply.headers.value("www-authenticate"), QByteArray("Bearer"));
        }
    }

    void tableIsExact_data()
    {
        QTest::addColumn<int>("access");
        QTest::addColumn<bool>("student");
        QTest::addColumn<bool>("teacher");
        QTest::addColumn<bool>("admin");
        QTest::addColumn<bool>("auditor"); // reading; never writing
        QTest::newRow("anybody") << int(http::Access::Anybody) << true << true << true << true;
        QTest::newRow("students") << int(http::Access::Students) << true << false << false << false;
        QTest::newRow("teachers") << int(http::Access::Teachers) << false << true << false << false;
        QTest::newRow("admins") << int(http::Access::Admins) << false << false << true << true;
        QTest::newRow("teachers and admins") << int(http::Access::TeachersAndAdmins) << false << true << true << true;
    }

    void tableIsExact()
    {
        QFETCH(int, access);
        const auto allows = [&](Role role) { return http::Authenticator::allows(static_cast<http::Access>(access), role, "POST"); };
        QTEST(allows(Role::Student), "student");
        QTEST(allows(Role::Teacher), "teacher");
        QTEST(allows(Role::Admin), "admin");
        const auto anybody = static_cast<http::Access>(access) == http::Access::Anybody;
        QCOMPARE(allows(Role::Auditor), anybody);
        QTEST(http::Authenticator::allows(static_cast<http::Access>(access), Role::Auditor, "GET"), "auditor");
    }

    /// An auditor reads whatever an admin reads, with the same answer, and writes nothing of it.
    void auditorReadsLikeAnAdminAndWritesNothing()
    {
        const Person auditor = appointAuditor();
        int readings = 0;
        int writings = 0;
        for (const http::Route& route : http::allRoutes()) {
            if (route.access != http::Access::Admins && route.access != http::Access::TeachersAndAdmins) continue;
            const QByteArray method = route.method;
            QString path = pathOf(route.pattern);
            if (path == u"/api/admin/month") path += QStringLiteral("?month=2026-10");
            const auto ask = [&](const QString& token) {
                ApiClient client(m_school->daemon.url());
                client.setToken(token);
                client.headers = {{"Idempotency-Key", newUuid7().toLatin1()}};
                return client.send(method, path, bodyOf(method));
            };
            const Reply mine = ask(auditor.token);
            const QByteArray what = method + ' ' + path.toUtf8() + ' ' + QByteArray::number(mine.status) + ' ' + mine.body.left(300);
            if (method == "GET") {
                ++readings;
                QVERIFY2(mine.status == ask(m_school->admin.token).status, what.constData());
                if (!QByteArray(route.pattern).contains('{')) QVERIFY2(mine.status == 200, what.constData());
            } else {
                ++writings;
                QVERIFY2(mine.status == 403 && mine.code() == QLatin1String("forbidden"), what.constData());
            }
        }
        QVERIFY2(readings > 25 && writings > 15, qPrintable(QStringLiteral("%1 %2").arg(readings).arg(writings)));
    }

    void adminPathsAreForAdminsAlone()
    {
        for (const http::Route& route : http::allRoutes()) {
            if (QByteArray(route.pattern).startsWith("/api/admin/")) QVERIFY2(route.access == http::Access::Admins, route.pattern);
        }
    }

    void everyPostThatMovesMoneyNeedsAKey()
    {
        static const QByteArrayList kMoveMoney{"/api/enrollments", "/api/payments/create-payment-intent", "/api/wallet/top-ups", "/api/payments/{id}/refund",
                                               "/api/admin/payments/{id}/refunds", "/api/admin/refunds/{id}/decision", "/api/admin/payments/{id}/receipts", "/api/admin/receipts/{id}/reversal",
                                               "/api/admin/disputes/{id}/answer", "/api/vaults/{id}/withdrawals", "/api/admin/withdrawals/{id}/decision",
                                               "/api/admin/reconciliation/lines/{line}/explain", "/api/admin/reconciliation/suspense", "/api/payments/schedules/{id}/pay", "/api/payments/schedules/{id}/collect", "/api/payments/payment-methods", "/api/payments/sessions",
                                               "/api/bundles/{id}/purchases", "/api/payments/transfer-balance/returns", "/api/admin/desk/{item}/report", "/api/bookings/{id}/payments", "/api/admin/bookings/{id}/decision", "/api/payments/subscriptions/{id}/pay", "/api/payments/subscriptions/{id}/change",
                                               "/api/admin/payments/schedules/{id}/record-payment"};
        for (const http::Route& route : http::allRoutes()) {
            const bool movesMoney = QByteArray(route.method) == "POST" && kMoveMoney.contains(QByteArray(route.pattern));
            QVERIFY2(route.idempotent == movesMoney, route.pattern);
        }
    }

    void uploadsAreForTeachersAndAdmins()
    {
        for (const Kind& caller : m_callers) {
            ApiClient client(m_school->daemon.url());
            client.setToken(caller.token);
            client.headers = {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", "5"}, {"Upload-Metadata", "filename YS50eHQ="}};
            const int wanted = !caller.role ? 401 : *caller.role == Role::Teacher || *caller.role == Role::Admin ? 201 : 403;
            QCOMPARE(client.send("POST", QStringLiteral("/api/uploads")).status, wanted);
            const QString upload = QStringLiteral("/api/uploads/") + newUuid7();
            QCOMPARE(client.send("HEAD", upload).status, wanted == 201 ? 404 : wanted);
            QCOMPARE(client.send("DELETE", upload).status, wanted == 201 ? 404 : wanted);
            client.headers.append(QPair<QByteArray, QByteArray>("Content-Type", "application/offset+octet-stream"));
            QCOMPARE(client.send("PATCH", upload, "x").status, wanted == 201 ? 404 : wanted);
        }
    }

    void liveNeedsAToken()
    {
        const QByteArray head = "GET /api/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        QCOMPARE(rawStatus(rawExchange(m_school->daemon.port(), head + "\r\n", 5'000)), 401);
        QCOMPARE(rawStatus(rawExchange(m_school->daemon.port(), head + "Authorization: Bearer garbage\r\n\r\n", 5'000)), 401);
    }

    void tokenOfABlockedUserEndsAtOnce()
    {
        const Person student = m_school->registerAs(QStringLiteral("student"));
        QCOMPARE(student->get(QStringLiteral("/api/me")).status, 200);
        const QString path = QStringLiteral("/api/admin/users/%1/").arg(student.id);
        QCOMPARE(m_school->admin->post(path + QStringLiteral("block"), {{QStringLiteral("reason"), QStringLiteral("Sharing an account")}}).status, 200);
        const Reply refused = student->get(QStringLiteral("/api/me"));
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.code(), QStringLiteral("blocked"));
        ApiClient client(m_school->daemon.url());
        QCOMPARE(client.post(QStringLiteral("/api/token/refresh"), {{QStringLiteral("refreshToken"), student.refreshToken}}).status, 401);
        QCOMPARE(m_school->admin->post(path + QStringLiteral("unblock"), {{QStringLiteral("reason"), QString()}}).status, 200);
        QCOMPARE(student->get(QStringLiteral("/api/me")).status, 200);
    }

    void tokenOfAnOldRoleEndsAtOnce()
    {
        const Person student = m_school->registerAs(QStringLiteral("student"));
        QCOMPARE(student->get(QStringLiteral("/api/enrollments")).status, 200);
        QCOMPARE(m_school->admin->post(QStringLiteral("/api/admin/users/%1/role").arg(student.id), {{QStringLiteral("role"), QStringLiteral("teacher")}, {QStringLiteral("reason"), QStringLiteral("Will teach")}}).status, 200);
        QCOMPARE(student->get(QStringLiteral("/api/enrollments")).status, 401);
        const Person teacher = m_school->login(student.email, QLatin1String(HttpSchool::kPassword));
        QCOMPARE(teacher->get(QStringLiteral("/api/courses")).status, 200);
        QCOMPARE(teacher->get(QStringLiteral("/api/vaults/mine")).status, 200);
        QCOMPARE(teacher->get(QStringLiteral("/api/enrollments")).status, 403);
    }
};

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
