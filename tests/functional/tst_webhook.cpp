#include "stripe/signature.h"
#include "support/httpschool.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// The webhook over real HTTP: what is believed, what is refused, and that 200 means durable.
class TestWebhook : public QObject
{
    Q_OBJECT

    std::unique_ptr<HttpSchool> m_school;
    Person m_teacher;
    QString m_course;

    [[nodiscard]] quint16 port() const { return m_school->daemon.port(); }
    [[nodiscard]] qint64 stored() const { return m_school->sql.number(QStringLiteral("select count(*) from gateway_event")); }

private Q_SLOTS:
    void initTestCase()
    {
        m_school = std::make_unique<HttpSchool>();
        m_school->daemon.set("stripe.webhook_secrets", QStringLiteral("whsec_functional_test, ,whsec_the_older_one, "));
        QVERIFY(m_school->start());
        m_teacher = m_school->registerAs(QStringLiteral("teacher"));
        m_course = m_school->launchedCourse(m_teacher);
    }
    void cleanupTestCase() { m_school.reset(); }

    void signatureDecides_data()
    {
        const QByteArray event = successEvent(QStringLiteral("pi_of_nobody"));
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const QByteArray secret = DaemonProcess::kWebhookSecret;
        const auto header = [&](const QByteArray& body, const QByteArray& key, qint64 at) { return stripe::signatureHeader(body, key, at); };
        QByteArray changed = event;
        changed[changed.size() / 2] = static_cast<char>(changed.at(changed.size() / 2) ^ 1);
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QByteArray>("signature");
        QTest::addColumn<int>("status");
        QTest::newRow("right") << event << header(event, secret, now) << 200;
        QTest::newRow("older secret during rotation") << event << header(event, "whsec_the_older_one", now) << 200;
        QTest::newRow("several v1, one right") << event << header(event, secret, now) + ",v1=" + QByteArray(64, '0') << 200;
        QTest::newRow("unknown scheme beside v1") << event << "v0=abc," + header(event, secret, now) << 200;
        QTest::newRow("four minutes old") << event << header(event, secret, now - 240) << 200;
        QTest::newRow("missing") << event << QByteArray() << 400;
        QTest::newRow("nonsense") << event << QByteArray("hello") << 400;
        QTest::newRow("no time") << event << QByteArray("v1=" + QByteArray(64, '0')) << 400;
        QTest::newRow("time is no number") << event << QByteArray("t=soon,v1=" + QByteArray(64, '0')) << 400;
        QTest::newRow("no v1") << event << QByteArray("t=" + QByteArray::number(now)) << 400;
        QTest::newRow("another secret") << event << header(event, "whsec_wrong", now) << 400;
        QTest::newRow("empty secret") << event << header(event, "", now) << 400;
        QTest::newRow("expired") << event << header(event, secret, now - 400) << 400;
        QTest::newRow("from the future") << event << header(event, secret, now + 400) << 400;
        QTest::newRow("one byte of the body changed") << changed << header(event, secret, now) << 400;
        QTest::newRow("signed, but no event") << QByteArray("{}") << header("{}", secret, now) << 400;
        QTest::newRow("signed, but no JSON") << QByteArray("hello") << header("hello", secret, now) << 400;
        QTest::newRow("signed, but not UTF-8") << QByteArray("{\"id\":\"evt_\xff\",\"type\":\"x\"}") << header("{\"id\":\"evt_\xff\",\"type\":\"x\"}", secret, now) << 400;
    }

    void signatureDecides()
    {
        QFETCH(QByteArray, event);
        QFETCH(QByteArray, signature);
        QFETCH(int, status);
        const qint64 before = stored();
        QCOMPARE(postEvent(port(), event, signature), status);
        if (status != 200) QCOMPARE(stored(), before);
        else QVERIFY(stored() >= 1); // by then it is on disk
    }

    void storedBodyIsByteForByteWhatWasSigned()
    {
        const QByteArray event = successEvent(QStringLiteral("pi_bytes")).replace("\"pending_webhooks\"", "\"note\":\"\xC3\xA9\xF0\x9F\x8E\xB9 \\u00e9\",\n\t \"pending_webhooks\"");
        QCOMPARE(postEvent(port(), event, signedNow(event)), 200);
        QCOMPARE(m_school->sql.text(QStringLiteral("select body from gateway_event order by seq desc limit 1")).toUtf8(), event);
    }

    void otherMethodsAreRefused()
    {
        ApiClient client(m_school->daemon.url());
        for (const char* method : {"GET", "PUT", "DELETE", "PATCH"}) {
            const int status = client.send(method, QStringLiteral("/api/webhooks/stripe")).status;
            QVERIFY2(status == 404 || status == 405, qPrintable(QString::number(status)));
        }
    }

    void sixteenSendersAtOnceSettleOnce()
    {
        m_school->seedPayments(m_teacher, m_course, 1, QStringLiteral("pi_sixteen_"));
        const QByteArray event = successEvent(QStringLiteral("pi_sixteen_1"));
        QVERIFY(deliverAll(port(), QList<QByteArray>(16, event), 20'000, 16));
        QTRY_COMPARE_WITH_TIMEOUT(m_school->sql.text(QStringLiteral("select state from payment where gateway_id = 'pi_sixteen_1'")), QStringLiteral("succeeded"), 20'000);
        QCOMPARE(m_school->sql.number(QStringLiteral("select count(*) from journal where kind = 'sale'")), 1);
        QVERIFY(m_school->booksBalance());
    }

    void withoutASecretNothingIsBelieved()
    {
        DaemonProcess bare(m_school->database.app());
        bare.set("stripe.webhook_secrets", QString());
        QVERIFY(bare.start());
        const QByteArray event = successEvent(QStringLiteral("pi_of_nobody"));
        QCOMPARE(postEvent(bare.port(), event, stripe::signatureHeader(event, "", QDateTime::currentSecsSinceEpoch())), 503);
        QCOMPARE(bare.terminate(), 0);
    }
};

QTEST_GUILESS_MAIN(TestWebhook)
#include "tst_webhook.moc"
