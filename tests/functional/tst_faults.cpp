#include "support/httpschool.h"
#include <QJsonArray>
#include <QNetworkReply>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Whatever the gateway does to its events and answers, each payment ends with one enrollment and one journal.
class TestFaults : public QObject
{
    Q_OBJECT

    std::unique_ptr<HttpSchool> m_school;
    Person m_teacher;
    QString m_course;

    static QJsonObject rule(const char* action, const char* event, const QJsonObject& more = {})
    {
        QJsonObject object{{QStringLiteral("action"), QLatin1String(action)}};
        const bool isPath = event[0] == '/';
        object.insert(isPath ? QStringLiteral("path") : QStringLiteral("event"), QLatin1String(event));
        for (auto it = more.begin(); it != more.end(); ++it) object.insert(it.key(), it.value());
        return object;
    }
    /// Waits until the payment is settled, then holds what must be there exactly once.
    void expectOneSale(const QString& paymentId, const QString& enrollmentId)
    {
        HttpSchool& school = *m_school;
        QTRY_COMPARE_WITH_TIMEOUT(school.sql.text(QStringLiteral("select state from payment where id = '%1'").arg(paymentId)), QStringLiteral("succeeded"), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(school.sql.number(QStringLiteral("select count(*) from gateway_event_queue")), 0, 30'000);
        QCOMPARE(school.enrollmentState(enrollmentId), QStringLiteral("active"));
        QCOMPARE(school.sql.number(QStringLiteral("select count(*) from journal where source_id = '%1'").arg(paymentId)), 1);
        QCOMPARE(school.sql.number(QStringLiteral("select count(*) from payment where enrollment_id = '%1'").arg(enrollmentId)), 1);
        QCOMPARE(school.sql.number(QStringLiteral("select count(*) from mail_outbox where dedupe_key = 'settled:%1'").arg(paymentId)), 1);
        QVERIFY(school.booksBalance());
    }
    void expectOneSale(const QJsonObject& checkout)
    {
        const QJsonObject payment = checkout.value(QStringLiteral("payment")).toObject();
        expectOneSale(payment.value(QStringLiteral("id")).toString(), payment.value(QStringLiteral("enrollmentId")).toString());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_school = std::make_unique<HttpSchool>();
        m_school->daemon.set("stripe.timeout_ms", QStringLiteral("700"));
        QVERIFY(m_school->start());
        m_teacher = m_school->registerAs(QStringLiteral("teacher"));
        m_course = m_school->launchedCourse(m_teacher);
    }
    void cleanup() { m_school->sandbox.clearFaults(); }
    void cleanupTestCase() { m_school.reset(); }

    void aPageThatIsNotAnsweredDoesNotEndTheComparison()
    {
        HttpSchool& school = *m_school;
        for (const char* what : {"hang", "error_500"}) {
            QJsonObject fault{{QStringLiteral("method"), QStringLiteral("GET")}, {QStringLiteral("path"), QStringLiteral("/v1/balance_transactions*")}, {QStringLiteral("times"), 2}};
            const bool hangs = QByteArrayView(what) == QByteArrayView("hang");
            fault.insert(QStringLiteral("action"), hangs ? QStringLiteral("lose_answer") : QString::fromLatin1(what));
            if (hangs) fault.insert(QStringLiteral("mode"), QStringLiteral("hang"));
            school.sandbox.fault(fault);
            QCOMPARE(school.daemon.command({QStringLiteral("reconcile")}), 0);
            school.sandbox.clearFaults();
        }
    }

    void eventFaultsEndWithOneSale_data()
    {
        QTest::addColumn<QJsonObject>("fault");
        QTest::addColumn<bool>("flush");
        QTest::newRow("none") << QJsonObject() << false;
        QTest::newRow("every event five times") << rule("duplicate", "*", {{QStringLiteral("count"), 5}}) << false;
        QTest::newRow("success delayed") << rule("delay", "payment_intent.succeeded", {{QStringLiteral("ms"), 400}}) << false;
        QTest::newRow("three events in reverse") << rule("reorder", "*", {{QStringLiteral("count"), 3}}) << true;
        QTest::newRow("intent events in reverse") << rule("reorder", "payment_intent.*", {{QStringLiteral("count"), 2}}) << true;
        QTest::newRow("wrong signature at first") << rule("wrong_signature", "*") << false;
        QTest::newRow("expired signature at first") << rule("expired_signature", "*") << false;
    }

    void eventFaultsEndWithOneSale()
    {
        QFETCH(QJsonObject, fault);
        QFETCH(bool, flush);
        HttpSchool& school = *m_school;
        if (!fault.isEmpty()) school.sandbox.fault(fault);
        const QJsonObject checkout = school.checkout(school.registerAs(QStringLiteral("student")), m_course);
        QCOMPARE(school.pay(checkout).value(QStringLiteral("status")).toString(), QStringLiteral("succeeded"));
        if (flush) school.sandbox.flush();
        expectOneSale(checkout);
    }

    void droppedEventArrivesWhenResent()
    {
        HttpSchool& school = *m_school;
        school.sandbox.fault(rule("drop", "*"));
        const QJsonObject checkout = school.checkout(school.registerAs(QStringLiteral("student")), m_course);
        (void)school.pay(checkout);
        school.sandbox.clearFaults();
        const QJsonObject events = school.sandbox.api("GET", QStringLiteral("/v1/events?limit=10&type=payment_intent.succeeded"));
        const QJsonObject newest = events.value(QStringLiteral("data")).toArray().first().toObject();
        QCOMPARE(newest.value(QStringLiteral("data")).toObject().value(QStringLiteral("object")).toObject().value(QStringLiteral("id")),
                 checkout.value(QStringLiteral("payment")).toObject().value(QStringLiteral("gatewayId")));
        for (int i = 0; i < 3; ++i) (void)school.sandbox.control("POST", QStringLiteral("events/%1/resend").arg(newest.value(QStringLiteral("id")).toString()));
        expectOneSale(checkout);
    }

    void droppedEventIsFetchedAfterARestart()
    {
        HttpSchool& school = *m_school;
        school.sandbox.fault(rule("drop", "*"));
        const QJsonObject checkout = school.checkout(school.registerAs(QStringLiteral("student")), m_course);
        (void)school.pay(checkout);
        QCOMPARE(school.daemon.terminate(), 0);
        QVERIFY(school.restart()); // the job that asks for missed events runs soon after the start
        expectOneSale(checkout);
    }

    void callFaultsAreSaidAndResumed_data()
    {
        QTest::addColumn<QJsonObject>("fault");
        QTest::addColumn<int>("status");
        const QJsonObject once{{QStringLiteral("times"), 1}, {QStringLiteral("method"), QStringLiteral("POST")}};
        const auto with = [&](const QJsonObject& more) {
            QJsonObject object = once;
            for (auto it = more.begin(); it != more.end(); ++it) object.insert(it.key(), it.value());
            return object;
        };
        QTest::newRow("answers 500") << rule("error_500", "/v1/payment_intents", once) << 504;
        QTest::newRow("answers 429") << rule("error_429", "/v1/payment_intents", once) << 503;
        QTest::newRow("slower than the timeout") << rule("latency", "/v1/payment_intents", with({{QStringLiteral("ms"), 2500}})) << 504;
        QTest::newRow("answer cut") << rule("lose_answer", "/v1/payment_intents", with({{QStringLiteral("mode"), QStringLiteral("close")}})) << 504;
        QTest::newRow("answer never comes") << rule("lose_answer", "/v1/payment_intents", with({{QStringLiteral("mode"), QStringLiteral("hang")}})) << 504;
    }

    void callFaultsAreSaidAndResumed()
    {
        QFETCH(QJsonObject, fault);
        QFETCH(int, status);
        HttpSchool& school = *m_school;
        const Person student = school.registerAs(QStringLiteral("student"));
        school.sandbox.fault(fault);
        const Reply refused = student->pay(QStringLiteral("/api/enrollments"), {{QStringLiteral("courseId"), m_course}});
        QCOMPARE(refused.status, status);
        QCOMPARE(refused.headers.value("content-type"), QByteArray("application/problem+json"));
        // Pressing again resumes the same enrollment and the same intent, as soon as the gateway answers.
        Reply again;
        QTRY_VERIFY_WITH_TIMEOUT((again = student->pay(QStringLiteral("/api/enrollments"), {{QStringLiteral("courseId"), m_course}})).status == 201, 20'000);
        QCOMPARE(school.pay(again.object("checkout")).value(QStringLiteral("status")).toString(), QStringLiteral("succeeded"));
        expectOneSale(again.object("checkout"));
        const QString payment = again.object("checkout").value(QStringLiteral("payment")).toObject().value(QStringLiteral("id")).toString();
        const QJsonArray intents = school.sandbox.api("GET", QStringLiteral("/v1/payment_intents?limit=100")).value(QStringLiteral("data")).toArray();
        const auto made = std::count_if(intents.begin(), intents.end(), [&](const QJsonValue& intent) {
            return intent.toObject().value(QStringLiteral("metadata")).toObject().value(QStringLiteral("payment_id")).toString() == payment;
        });
        QCOMPARE(made, 1);
    }

    void aSlowGatewayDoesNotTakeTheWholeServer()
    {
        HttpSchool& school = *m_school;
        const Person student = school.registerAs(QStringLiteral("student"));
        QList<Person> others;
        for (int i = 0; i < 12; ++i) others << school.registerAs(QStringLiteral("student"));
        school.sandbox.fault(rule("latency", "/v1/payment_intents*", {{QStringLiteral("ms"), 600}}));
        QNetworkAccessManager network;
        QList<QNetworkReply*> slow;
        for (const Person& other : others) {
            QNetworkRequest request(QUrl(school.daemon.url() + QStringLiteral("/api/enrollments")));
            request.setRawHeader("Authorization", "Bearer " + other.token.toLatin1());
            request.setRawHeader("Idempotency-Key", other.id.toLatin1());
            request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
            slow << network.post(request, QJsonDocument(QJsonObject{{QStringLiteral("courseId"), m_course}}).toJson());
        }
        // Everything that needs no gateway goes on meanwhile.
        for (int i = 0; i < 20; ++i) QCOMPARE(student->get(QStringLiteral("/api/catalogue")).status, 200);
        for (QNetworkReply* reply : slow) QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 30'000);
        int busy = 0;
        for (QNetworkReply* reply : slow) {
            const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            QVERIFY2(status == 201 || status == 503, qPrintable(QString::number(status)));
            if (status == 503) {
                ++busy;
                QVERIFY(!reply->rawHeader("Retry-After").isEmpty());
            }
        }
        QVERIFY(busy < slow.size());
    }

    void declinedCardMayBeTriedAgainOnTheSameEnrollment()
    {
        HttpSchool& school = *m_school;
        const Person student = school.registerAs(QStringLiteral("student"));
        const QJsonObject checkout = school.checkout(student, m_course);
        const QJsonObject declined = school.pay(checkout, QStringLiteral("pm_card_visa_chargeDeclinedInsufficientFunds"));
        QCOMPARE(declined.value(QStringLiteral("error")).toObject().value(QStringLiteral("decline_code")).toString(), QStringLiteral("insufficient_funds"));
        const QString id = checkout.value(QStringLiteral("payment")).toObject().value(QStringLiteral("id")).toString();
        Reply payment;
        QTRY_COMPARE_WITH_TIMEOUT((payment = student->get(QStringLiteral("/api/payments/") + id)).text("state"), QStringLiteral("failed"), 10'000);
        QVERIFY(!payment.text("failureMessage").isEmpty());
        const QJsonObject again = school.checkout(student, m_course);
        QCOMPARE(again.value(QStringLiteral("payment")).toObject().value(QStringLiteral("id")).toString(), id);
        (void)school.pay(again);
        expectOneSale(again);
    }

    void threeDSecureSettlesAfterTheChallenge()
    {
        HttpSchool& school = *m_school;
        const Person student = school.registerAs(QStringLiteral("student"));
        const QJsonObject checkout = school.checkout(student, m_course);
        QCOMPARE(school.pay(checkout, QStringLiteral("pm_card_threeDSecure2Required")).value(QStringLiteral("status")).toString(), QStringLiteral("requires_action"));
        const QJsonObject payment = checkout.value(QStringLiteral("payment")).toObject();
        QTRY_COMPARE_WITH_TIMEOUT(student->get(QStringLiteral("/api/payments/") + payment.value(QStringLiteral("id")).toString()).text("state"), QStringLiteral("requires_action"), 10'000);
        (void)school.sandbox.control("POST", QStringLiteral("payment_intents/%1/complete_authentication").arg(payment.value(QStringLiteral("gatewayId")).toString()));
        expectOneSale(checkout);
    }

    void wholeHistoryBalances()
    {
        HttpSchool& school = *m_school;
        QCOMPARE(school.sql.number(QStringLiteral("select count(*) from enrollment where state = 'active'")), school.sql.number(QStringLiteral("select count(*) from journal where kind = 'sale'")));
        QCOMPARE(school.sql.number(QStringLiteral("select count(*) from gateway_event_problem")), 0);
        QVERIFY(school.booksBalance());
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
