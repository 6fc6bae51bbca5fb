#include "support/httpschool.h"
#include <QJsonArray>
#include <QNetworkReply>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// What an operator and a proxy rely on: health, limits, keys, a clean end, commands.
class TestOperations : public QObject
{
    Q_OBJECT

    std::unique_ptr<HttpSchool> m_school;
    Person m_teacher;
    QString m_course;

    QNetworkReply* enrollLater(QNetworkAccessManager& network, const Person& student, const QByteArray& key)
    {
        QNetworkRequest request(QUrl(m_school->daemon.url() + QStringLiteral("/api/enrollments")));
        request.setRawHeader("Authorization", "Bearer " + student.token.toLatin1());
        request.setRawHeader("Idempotency-Key", key);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        return network.post(request, QJsonDocument(QJsonObject{{QStringLiteral("courseId"), m_course}}).toJson(QJsonDocument::Compact));
    }
    void slowGateway(int ms)
    {
        m_school->sandbox.fault({{QStringLiteral("action"), QStringLiteral("latency")}, {QStringLiteral("path"), QStringLiteral("/v1/payment_intents*")}, {QStringLiteral("ms"), ms}});
    }
    /// A teacher with 80.00 available.
    Person richTeacher()
    {
        const Person teacher = m_school->registerAs(QStringLiteral("teacher"));
        m_school->seedPayments(teacher, m_course, 2, QStringLiteral("pi_") + newUuid7().left(13).remove(u'-') + QStringLiteral("_"));
        Sql& sql = m_school->sql;
        for (const QVariantList& row : sql.rows(QStringLiteral("select gateway_id from payment where teacher_id = '%1'").arg(teacher.id))) {
            const QByteArray event = successEvent(row.first().toString());
            if (postEvent(m_school->daemon.port(), event, signedNow(event)) != 200) qFatal("the event was not taken");
        }
        const QString held = QStringLiteral("select count(*) from vault_hold h join vault v on v.id = h.vault_id where v.owner_id = '%1'").arg(teacher.id);
        if (!QTest::qWaitFor([&] { return sql.number(held) == 2; }, 20'000)) qFatal("the sales did not settle");
        // The gateway does not know these payments: what it says of their money is written here.
        sql.exec(QStringLiteral("update vault_hold set available_at = now() - interval '1 minute', confirmed = true"));
        // The job that ends holds runs soon after a start.
        if (m_school->daemon.terminate() != 0 || !m_school->restart()) qFatal("no restart");
        if (!QTest::qWaitFor([&] { return sql.number(held) == 0; }, 20'000)) qFatal("the hold did not end");
        return teacher;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_school = std::make_unique<HttpSchool>();
        QVERIFY(m_school->start());
        m_teacher = m_school->registerAs(QStringLiteral("teacher"));
        m_course = m_school->launchedCourse(m_teacher);
    }
    void cleanup() { m_school->sandbox.clearFaults(); }
    void cleanupTestCase() { m_school.reset(); }

    void healthReadinessAndMetricsAnswer()
    {
        ApiClient client(m_school->daemon.url());
        QCOMPARE(client.get(QStringLiteral("/healthz")).status, 200);
        QCOMPARE(client.get(QStringLiteral("/readyz")).status, 200);
        const Reply metrics = client.get(QStringLiteral("/metrics"));
        QCOMPARE(metrics.status, 200);
        QVERIFY(metrics.headers.value("content-type").startsWith("text/plain; version=0.0.4"));
        for (const char* name : {"lectern_http_requests_total", "lectern_http_request_seconds_bucket", "lectern_inbox_depth 0", "lectern_connections"}) QVERIFY2(metrics.body.contains(name), name);
        QVERIFY(!metrics.body.contains(m_teacher.id.toLatin1())); // no label grows with the data
    }

    void secretsAreNotTakenFromTheCommandLine()
    {
        QByteArray said;
        QCOMPARE(m_school->daemon.command({QStringLiteral("--stripe.secret_key=sk_test_visible"), QStringLiteral("--check-config")}, {}, &said), 1);
        QVERIFY(said.contains("stripe.secret_key is a secret"));
        QVERIFY(said.contains("LECTERN_STRIPE_SECRET_KEY"));
        QVERIFY(!said.contains("sk_test_visible"));
    }

    void figuresAreForTheOperatorAlone()
    {
        DaemonProcess daemon(m_school->database.app());
        daemon.set("server.metrics_allow", QStringLiteral("192.0.2.0/24"));
        daemon.set("server.trusted_proxies", QStringLiteral("127.0.0.1"));
        QVERIFY(daemon.start());
        ApiClient client(daemon.url());
        QCOMPARE(client.get(QStringLiteral("/healthz")).status, 200);
        QCOMPARE(client.get(QStringLiteral("/metrics")).status, 403);
        QCOMPARE(client.get(QStringLiteral("/readyz")).status, 403);
        client.headers = {{"X-Forwarded-For", "192.0.2.7"}};
        QCOMPARE(client.get(QStringLiteral("/metrics")).status, 200);
    }

    void peopleBehindAProxyAreLimitedEachForThemselves()
    {
        DaemonProcess daemon(m_school->database.app());
        daemon.set("server.trusted_proxies", QStringLiteral("127.0.0.0/8"));
        daemon.set("limits.registrations_per_minute", QStringLiteral("1"));
        QVERIFY(daemon.start());
        const auto registerFrom = [&](const QByteArray& address) {
            ApiClient client(daemon.url());
            client.headers = {{"X-Forwarded-For", address}};
            return client.post(QStringLiteral("/api/register"), QJsonObject{}).status;
        };
        QCOMPARE(registerFrom("192.0.2.1"), 422);
        QCOMPARE(registerFrom("192.0.2.1"), 429);
        QCOMPARE(registerFrom("192.0.2.2"), 422);
        QCOMPARE(registerFrom("198.51.100.9, 192.0.2.1"), 429); // what the caller wrote in front does not help
    }

    void readinessSaysWhenTheSchemaIsAway()
    {
        DaemonProcess lost(m_school->database.app());
        lost.set("database.name", QStringLiteral("no_such_database"));
        QVERIFY(!lost.start());
        QVERIFY(lost.log().contains("no_such_database") || lost.log().contains("not reachable"));
    }

    void requestIdsComeBack()
    {
        ApiClient client(m_school->daemon.url());
        client.headers = {{"X-Request-Id", "mine-42"}};
        QCOMPARE(client.get(QStringLiteral("/api/server")).headers.value("x-request-id"), QByteArray("mine-42"));
        client.headers = {{"X-Request-Id", "not well formed"}};
        const QByteArray made = client.get(QStringLiteral("/api/server")).headers.value("x-request-id");
        QVERIFY(!made.isEmpty() && made != "not well formed");
    }

    void secretsAreInNoLog()
    {
        const QByteArray log = m_school->daemon.log();
        QVERIFY(log.contains("/api/register"));
        for (const char* secret : {HttpSchool::kPassword, DaemonProcess::kWebhookSecret, "sk_test_functional", "ffffffffffffffffffff"}) QVERIFY2(!log.contains(secret), secret);
        QVERIFY(!log.contains(m_teacher.token.toLatin1()));
        for (const QByteArray& line : log.split('\n')) {
            if (line.startsWith('{')) QVERIFY2(!QJsonDocument::fromJson(line).isNull(), line.constData());
        }
    }

    void checkConfigExplainsAndFindsProblems()
    {
        QByteArray said;
        QCOMPARE(m_school->daemon.command({QStringLiteral("--check-config")}, {}, &said), 0);
        QVERIFY(said.contains("money.hold_days = 14"));
        QVERIFY(said.contains("from default"));
        QVERIFY(said.contains("server.token_secret = (set)"));
        QVERIFY(!said.contains("ffffffff") && !said.contains(DaemonProcess::kWebhookSecret));
        QCOMPARE(m_school->daemon.command({QStringLiteral("--check-config"), QStringLiteral("--money.hold_days=soon")}, {}, &said), 1);
        QVERIFY(said.contains("money.hold_days must be a whole number"));
        QCOMPARE(m_school->daemon.command({QStringLiteral("--no.such=1")}, {}, &said), 1);
        QVERIFY(said.contains("no.such"));
    }

    void verifyLedgerExitsNonZeroOnATamperedCent()
    {
        QCOMPARE(m_school->daemon.command({QStringLiteral("verify-ledger")}), 0);
        Sql& sql = m_school->sql;
        const QString vault = sql.text(QStringLiteral("select v.id from vault v where owner_id = '%1'").arg(m_teacher.id));
        sql.exec(QStringLiteral("update vault_balance set available_minor = available_minor + 1 where vault_id = '%1'").arg(vault));
        QByteArray said;
        QCOMPARE(m_school->daemon.command({QStringLiteral("verify-ledger")}, {}, &said), 2);
        QVERIFY(said.contains("BROKEN") && said.contains(vault.toLatin1()));
        sql.exec(QStringLiteral("update vault_balance set available_minor = available_minor - 1 where vault_id = '%1'").arg(vault));
        QCOMPARE(m_school->daemon.command({QStringLiteral("verify-ledger")}), 0);
    }

    void loginsAreLimited()
    {
        DaemonProcess strict(m_school->database.app());
        strict.set("limits.logins_per_minute", QStringLiteral("3"));
        QVERIFY(strict.start());
        ApiClient client(strict.url());
        const QJsonObject wrong{{QStringLiteral("email"), QStringLiteral("head@school.test")}, {QStringLiteral("password"), QStringLiteral("not the password")}};
        for (int i = 0; i < 3; ++i) QCOMPARE(client.post(QStringLiteral("/api/login"), wrong).status, 401);
        const Reply limited = client.post(QStringLiteral("/api/login"), wrong);
        QCOMPARE(limited.status, 429);
        QCOMPARE(limited.code(), QStringLiteral("rate_limited"));
        const int wait = limited.headers.value("retry-after").toInt();
        QVERIFY2(wait >= 1 && wait <= 20, limited.headers.value("retry-after").constData());
        QCOMPARE(strict.terminate(), 0);
    }

    void fullQueueAnswers503()
    {
        DaemonProcess small(m_school->database.app());
        small.useGateway(m_school->sandbox.url());
        small.set("server.workers", QStringLiteral("2"));
        small.set("server.worker_queue", QStringLiteral("1"));
        QVERIFY(small.start());
        QList<Person> students;
        for (int i = 0; i < 2; ++i) students << m_school->registerAs(QStringLiteral("student"));
        slowGateway(1500);
        QNetworkAccessManager network;
        QList<QNetworkReply*> all;
        const auto send = [&](const Person& who, const QString& path, bool isEnroll) {
            QNetworkRequest request(QUrl(small.url() + path));
            request.setRawHeader("Authorization", "Bearer " + who.token.toLatin1());
            request.setRawHeader("Idempotency-Key", newUuid7().toLatin1());
            request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
            all << (isEnroll ? network.post(request, QJsonDocument(QJsonObject{{QStringLiteral("courseId"), m_course}}).toJson()) : network.get(request));
        };
        for (const Person& student : students) send(student, QStringLiteral("/api/enrollments"), true); // both workers wait for the gateway
        for (int i = 0; i < 6; ++i) send(students.first(), QStringLiteral("/api/me"), false);
        int busy = 0;
        for (QNetworkReply* reply : all) {
            QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 20'000);
            if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 503) continue;
            ++busy;
            QVERIFY(!reply->rawHeader("Retry-After").isEmpty());
            QCOMPARE(QJsonDocument::fromJson(reply->readAll()).object().value(QStringLiteral("code")).toString(), QStringLiteral("overloaded"));
        }
        QVERIFY(busy >= 1);
        QCOMPARE(small.terminate(), 0);
    }

    void sigtermFinishesWhatWasAccepted()
    {
        const Person student = m_school->registerAs(QStringLiteral("student"));
        slowGateway(1200);
        QNetworkAccessManager network;
        QNetworkReply* reply = enrollLater(network, student, "one");
        QTRY_COMPARE_WITH_TIMEOUT(m_school->sql.number(QStringLiteral("select count(*) from payment where student_id = '%1'").arg(student.id)), 1, 10'000); // it is at work
        QCOMPARE(m_school->daemon.terminate(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 10'000);
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 201);
        QVERIFY(m_school->restart());
    }

    void idempotencyKeyIsRequiredAndKept()
    {
        const Person student = m_school->registerAs(QStringLiteral("student"));
        const QJsonObject form{{QStringLiteral("courseId"), m_course}};
        const Reply missing = student->post(QStringLiteral("/api/enrollments"), form);
        QCOMPARE(missing.status, 400);
        QCOMPARE(missing.code(), QStringLiteral("idempotency_missing"));
        QCOMPARE(student->pay(QStringLiteral("/api/enrollments"), form, QByteArray(256, 'k')).status, 400);
        const Reply first = student->pay(QStringLiteral("/api/enrollments"), form, "same");
        const Reply again = student->pay(QStringLiteral("/api/enrollments"), form, "same");
        QCOMPARE(first.status, 201);
        QCOMPARE(again.status, 201);
        QCOMPARE(again.object("enrollment").value(QStringLiteral("id")), first.object("enrollment").value(QStringLiteral("id")));
        const Reply other = student->pay(QStringLiteral("/api/enrollments"), {{QStringLiteral("courseId"), newUuid7()}}, "same");
        QCOMPARE(other.status, 422);
        QCOMPARE(other.code(), QStringLiteral("idempotency_mismatch"));
        QCOMPARE(m_school->sql.number(QStringLiteral("select count(*) from payment where student_id = '%1'").arg(student.id)), 1);
    }

    void requestInFlightIs409()
    {
        const Person student = m_school->registerAs(QStringLiteral("student"));
        slowGateway(1500);
        QNetworkAccessManager network;
        QNetworkReply* slow = enrollLater(network, student, "double");
        QTRY_COMPARE_WITH_TIMEOUT(m_school->sql.number(QStringLiteral("select count(*) from idempotency where key = 'double'")), 1, 10'000);
        const Reply second = student->pay(QStringLiteral("/api/enrollments"), {{QStringLiteral("courseId"), m_course}}, "double");
        QCOMPARE(second.status, 409);
        QCOMPARE(second.code(), QStringLiteral("idempotency_in_flight"));
        QTRY_VERIFY_WITH_TIMEOUT(slow->isFinished(), 10'000);
        QCOMPARE(slow->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 201);
    }

    void doubleClickOnWithdrawTakesTheMoneyOnce()
    {
        const Person teacher = richTeacher();
        const QString vault = teacher->get(QStringLiteral("/api/vaults/mine")).text("id");
        const QString path = QStringLiteral("/api/vaults/%1/withdrawals").arg(vault);
        const QJsonObject form{{QStringLiteral("amount"), QJsonObject{{QStringLiteral("minor"), QStringLiteral("3000")}, {QStringLiteral("currency"), QStringLiteral("USD")}}}, {QStringLiteral("note"), QString()}};
        const Reply first = teacher->pay(path, form, "click");
        const Reply second = teacher->pay(path, form, "click");
        QCOMPARE(first.status, 201);
        QCOMPARE(second.status, 201);
        QCOMPARE(second.body, first.body); // the stored answer
        QCOMPARE(m_school->sql.number(QStringLiteral("select count(*) from withdrawal where vault_id = '%1'").arg(vault)), 1);
        QJsonObject more = form;
        more.insert(QStringLiteral("note"), QStringLiteral("other"));
        QCOMPARE(teacher->pay(path, more, "click").status, 422);
        QVERIFY(m_school->booksBalance());
    }

    void payoutWhoseAnswerWasCutIsPaidOnceAndStaysOut_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("the transfer to the account") << QStringLiteral("/v1/transfers");
        QTest::newRow("the payout of the account") << QStringLiteral("/v1/payouts");
    }

    void payoutWhoseAnswerWasCutIsPaidOnceAndStaysOut()
    {
        QFETCH(QString, path);
        const Person teacher = richTeacher();
        const QString account = m_school->onboard(teacher);
        // The gateway's own balance must cover it.
        (void)m_school->pay(m_school->checkout(m_school->registerAs(QStringLiteral("student")), m_course), QStringLiteral("pm_card_bypassPending"));
        const QString vault = teacher->get(QStringLiteral("/api/vaults/mine")).text("id");
        const QJsonObject form{{QStringLiteral("amount"), QJsonObject{{QStringLiteral("minor"), QStringLiteral("2000")}, {QStringLiteral("currency"), QStringLiteral("USD")}}}, {QStringLiteral("note"), QString()}};
        const QString id = teacher->pay(QStringLiteral("/api/vaults/%1/withdrawals").arg(vault), form).text("id");
        m_school->sandbox.fault({{QStringLiteral("action"), QStringLiteral("lose_answer")}, {QStringLiteral("path"), path}, {QStringLiteral("method"), QStringLiteral("POST")},
                                 {QStringLiteral("mode"), QStringLiteral("close")}, {QStringLiteral("times"), 1}});
        QCOMPARE(m_school->admin->pay(QStringLiteral("/api/admin/withdrawals/%1/decision").arg(id), {{QStringLiteral("approve"), true}, {QStringLiteral("reason"), QString()}}).status, 200);
        const auto column = [&](const char* name) { return m_school->sql.text(QStringLiteral("select coalesce(%1, '') from withdrawal where id = '%2'").arg(QLatin1String(name), id)); };
        // Its event names the withdrawal, or the same key asks again.
        QTRY_VERIFY_WITH_TIMEOUT(QStringList({QStringLiteral("sent"), QStringLiteral("paid")}).contains(column("state")), 45'000);
        (void)m_school->sandbox.control("POST", QStringLiteral("payouts/%1/pay").arg(column("gateway_id")));
        QTRY_COMPARE_WITH_TIMEOUT(column("state"), QStringLiteral("paid"), 20'000);
        const auto count = [&](const QString& list) {
            ApiClient gateway(m_school->sandbox.url());
            gateway.headers = {{"Authorization", "Bearer sk_test_functional"}};
            if (!list.contains(u'?')) gateway.headers.append({"Stripe-Account", account.toLatin1()});
            return gateway.get(list).json.value(QStringLiteral("data")).toArray().size();
        };
        QCOMPARE(count(QStringLiteral("/v1/transfers?destination=") + account), 1);
        QCOMPARE(count(QStringLiteral("/v1/payouts")), 1);
        QVERIFY(m_school->booksBalance());
    }
};

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
