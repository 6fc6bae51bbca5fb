#include "support/httpschool.h"
#include <QCryptographicHash>
#include <QJsonArray>
#include <QTcpSocket>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// The messages of /api/live, read by hand so that no other WebSocket code of ours is believed.
class LiveReader
{
public:
    bool open(quint16 port, const QString& token)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!m_socket.waitForConnected()) return false;
        m_socket.write("GET /api/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " +
                       token.toLatin1() + "\r\n\r\n");
        while (!m_buffer.contains("\r\n\r\n") && m_socket.waitForReadyRead(5'000)) m_buffer += m_socket.readAll();
        const bool accepted = m_buffer.startsWith("HTTP/1.1 101") && m_buffer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); // RFC 6455 section 1.3
        m_buffer.remove(0, m_buffer.indexOf("\r\n\r\n") + 4);
        return accepted;
    }
    /// True once a message of that topic (and, if given, that subject) came.
    bool saw(const QString& topic, const QString& subject = {})
    {
        m_buffer += m_socket.readAll();
        takeFrames();
        return std::any_of(m_messages.begin(), m_messages.end(), [&](const QJsonObject& message) {
            return message.value(QStringLiteral("topic")).toString() == topic && (subject.isEmpty() || message.value(QStringLiteral("subjectId")).toString() == subject);
        });
    }
    [[nodiscard]] bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    void takeFrames()
    {
        for (;;) {
            if (m_buffer.size() < 2) return;
            qsizetype head = 2;
            qsizetype length = m_buffer.at(1) & 0x7F; // a server never masks
            if (length == 126) {
                if (m_buffer.size() < 4) return;
                length = (static_cast<uchar>(m_buffer.at(2)) << 8) | static_cast<uchar>(m_buffer.at(3));
                head = 4;
            }
            if (m_buffer.size() < head + length) return;
            const QJsonObject message = QJsonDocument::fromJson(m_buffer.mid(head, length)).object();
            if (!message.isEmpty()) m_messages << message;
            m_buffer.remove(0, head + length);
        }
    }
    QTcpSocket m_socket;
    QByteArray m_buffer;
    QList<QJsonObject> m_messages;
};

/// The main job from the first registration to the payout, over the API alone.
class TestFlow : public QObject
{
    Q_OBJECT

    std::unique_ptr<HttpSchool> m_school;
    MailServer m_mail;
    Person m_teacher;
    Person m_student;
    QString m_course;
    QString m_enrollment;
    QString m_payment;

    [[nodiscard]] Sql& sql() { return m_school->sql; }
    int mailsTo(const QString& address, const QByteArray& subject)
    {
        int count = 0;
        for (const QByteArray& mail : m_mail.mails()) count += mail.contains("To: ") && mail.contains('<' + address.toLatin1() + '>') && mail.contains("Subject: " + subject) ? 1 : 0;
        return count;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_mail.start());
        m_school = std::make_unique<HttpSchool>();
        m_school->daemon.set("smtp.url", m_mail.url());
        m_school->daemon.set("money.hold_days", QStringLiteral("0"));
        m_school->daemon.set("server.organisation", QStringLiteral("Musikschule <Süd>"));
        QVERIFY(m_school->start());
    }
    void cleanupTestCase() { m_school.reset(); }

    void teacherRegistersAndHasAVault()
    {
        ApiClient client(m_school->daemon.url());
        const Reply weak = client.post(QStringLiteral("/api/register"), {{QStringLiteral("name"), QStringLiteral("T")}, {QStringLiteral("email"), QStringLiteral("x")}, {QStringLiteral("password"), QStringLiteral("1")}, {QStringLiteral("role"), QStringLiteral("teacher")}});
        QCOMPARE(weak.status, 422);
        QCOMPARE(weak.text("field"), QStringLiteral("name"));
        m_teacher = m_school->registerAs(QStringLiteral("teacher"));
        QCOMPARE(m_teacher->get(QStringLiteral("/api/vaults/mine")).text("kind"), QStringLiteral("teacher"));
        QCOMPARE(client.get(QStringLiteral("/api/server")).text("name"), QStringLiteral("Musikschule <Süd>"));
    }

    void courseIsDraftedRejectedResubmittedAndApproved()
    {
        const QJsonObject card = m_school->cardOf(QStringLiteral("Piano <for> adults 🎹"), QStringLiteral("4999"));
        const Reply draft = m_teacher->post(QStringLiteral("/api/courses"), {{QStringLiteral("card"), card}, {QStringLiteral("baseHash"), QString()}});
        QCOMPARE(draft.status, 201);
        m_course = draft.text("id");
        const QString path = QStringLiteral("/api/courses/") + m_course;
        QCOMPARE(m_teacher->post(path + QStringLiteral("/submit"), {{QStringLiteral("contentHash"), draft.text("contentHash")}}).text("state"), QStringLiteral("in_review"));
        QCOMPARE(m_school->admin->get(QStringLiteral("/api/badges")).json.value(QStringLiteral("reviews")).toInt(), 1);
        const auto decide = [&](const char* kind, int revision, const QString& hash, const char* reason) {
            return m_school->admin->post(QStringLiteral("/api/admin/courses/%1/decision").arg(m_course), {{QStringLiteral("kind"), QLatin1String(kind)}, {QStringLiteral("revision"), revision}, {QStringLiteral("contentHash"), hash}, {QStringLiteral("reason"), QLatin1String(reason)}});
        };
        QCOMPARE(decide("reject", 1, draft.text("contentHash"), "").status, 422);
        QCOMPARE(decide("reject", 1, draft.text("contentHash"), "Too dear for a start").text("state"), QStringLiteral("rejected"));
        QCOMPARE(m_teacher->get(path).text("lastReason"), QStringLiteral("Too dear for a start"));
        QJsonObject cheaper = card;
        cheaper.insert(QStringLiteral("fee"), QJsonObject{{QStringLiteral("minor"), QStringLiteral("2500")}, {QStringLiteral("currency"), QStringLiteral("USD")}});
        const Reply saved = m_teacher->put(path, {{QStringLiteral("card"), cheaper}, {QStringLiteral("baseHash"), draft.text("contentHash")}});
        QCOMPARE(saved.status, 200);
        (void)m_teacher->post(path + QStringLiteral("/submit"), {{QStringLiteral("contentHash"), saved.text("contentHash")}});
        QCOMPARE(m_school->admin->get(QStringLiteral("/api/admin/courses/%1/review").arg(m_course)).object("previous").value(QStringLiteral("fee")).toObject().value(QStringLiteral("minor")).toString(), QStringLiteral("4999"));
        QCOMPARE(decide("approve", 1, draft.text("contentHash"), "").status, 409); // not what was seen first
        QCOMPARE(decide("approve", 2, saved.text("contentHash"), "").text("state"), QStringLiteral("approved"));
        QTRY_COMPARE_WITH_TIMEOUT(mailsTo(m_teacher.email, "=?utf-8?B?"), 2, 20'000); // rejected, approved: both titles are not ASCII
    }

    void courseIsBuiltAndLaunched()
    {
        const QString path = QStringLiteral("/api/courses/") + m_course;
        QCOMPARE(m_teacher->post(path + QStringLiteral("/launch")).status, 409);
        const Reply outline = m_teacher->post(path + QStringLiteral("/sections"), {{QStringLiteral("title"), QStringLiteral("First steps")}});
        const QString section = outline.json.value(QStringLiteral("sections")).toArray().first().toObject().value(QStringLiteral("id")).toString();
        for (int i = 1; i <= 2; ++i) {
            QCOMPARE(m_teacher->post(QStringLiteral("/api/sections/%1/lectures").arg(section), {{QStringLiteral("title"), QStringLiteral("Lecture %1").arg(i)}, {QStringLiteral("kind"), QStringLiteral("article")},
                                                                                               {QStringLiteral("articleMarkdown"), QStringLiteral("# Words")}, {QStringLiteral("fileId"), QJsonValue::Null}, {QStringLiteral("durationSeconds"), 0}}).status, 200);
        }
        QCOMPARE(m_teacher->post(path + QStringLiteral("/launch")).text("state"), QStringLiteral("launched"));
    }

    void studentFindsEnrollsPaysAndIsIn()
    {
        m_student = m_school->registerAs(QStringLiteral("student"));
        const Reply found = m_student->get(QStringLiteral("/api/catalogue?text=piano"));
        QCOMPARE(found.json.value(QStringLiteral("items")).toArray().size(), 1);
        const Reply page = m_student->get(QStringLiteral("/api/catalogue/") + m_course);
        QVERIFY(!page.body.contains("# Words")); // what it is called, not what it says
        LiveReader live;
        LiveReader teacherLive;
        QVERIFY(live.open(m_school->daemon.port(), m_student.token));
        QVERIFY(teacherLive.open(m_school->daemon.port(), m_teacher.token));
        const QJsonObject checkout = m_school->checkout(m_student, m_course);
        m_payment = checkout.value(QStringLiteral("payment")).toObject().value(QStringLiteral("id")).toString();
        m_enrollment = checkout.value(QStringLiteral("payment")).toObject().value(QStringLiteral("enrollmentId")).toString();
        ApiClient browser{QString()};
        const Reply checkoutPage = browser.get(checkout.value(QStringLiteral("checkoutUrl")).toString());
        QCOMPARE(checkoutPage.status, 200);
        QVERIFY(checkoutPage.body.contains("Piano \\u003cfor> adults"));
        QVERIFY(!checkoutPage.body.contains("Musikschule <S"));
        QVERIFY(checkoutPage.headers.value("content-security-policy").contains("default-src 'none'"));
        QCOMPARE(browser.get(checkout.value(QStringLiteral("checkoutUrl")).toString().section(u'?', 0, 0)).status, 403); // without its ticket
        QCOMPARE(m_student->get(QStringLiteral("/api/learning/") + m_enrollment).status, 403);
        QCOMPARE(m_school->pay(checkout, QStringLiteral("pm_card_bypassPending")).value(QStringLiteral("status")).toString(), QStringLiteral("succeeded"));
        QTRY_VERIFY_WITH_TIMEOUT(live.saw(QStringLiteral("enrollment"), m_enrollment), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(teacherLive.saw(QStringLiteral("vault")), 20'000);
        QVERIFY(!teacherLive.saw(QStringLiteral("enrollment")));
        QCOMPARE(m_school->enrollmentState(m_enrollment), QStringLiteral("active"));
        QCOMPARE(m_student->get(QStringLiteral("/api/learning/") + m_enrollment).status, 200);
        QCOMPARE(m_student->get(QStringLiteral("/api/badges")).json.value(QStringLiteral("notifications")).toInt(), 1);
        QVERIFY(m_school->booksBalance());
    }

    void receiptArrivesOnce()
    {
        QTRY_VERIFY_WITH_TIMEOUT(sql().number(QStringLiteral("select count(*) from mail_outbox where state = 'sent' and template = 'receipt'")) == 1, 20'000);
        const auto receipts = [&] {
            QList<QByteArray> found;
            for (const QByteArray& mail : m_mail.mails()) {
                if (mail.contains(m_student.email.toLatin1()) && mail.contains("25.00 USD")) found << mail;
            }
            return found;
        };
        QTRY_COMPARE_WITH_TIMEOUT(receipts().size(), 1, 10'000);
        const QByteArray mail = receipts().first();
        QVERIFY(mail.contains("multipart/alternative"));
        QVERIFY(mail.contains("Message-ID: <") && mail.contains("Auto-Submitted: auto-generated"));
        const QByteArray html = mail.mid(mail.indexOf("text/html"));
        QVERIFY(html.contains("&lt;for&gt;") && !html.contains("<for>"));
    }

    void mailsWaitForAServerThatIsAwayAndArriveOnce()
    {
        const qint64 before = m_mail.mails().size();
        QCOMPARE(m_school->daemon.terminate(), 0);
        m_school->daemon.set("smtp.url", QStringLiteral("smtp://127.0.0.1:%1").arg(freePort()));
        QVERIFY(m_school->restart());
        const Person other = m_school->registerAs(QStringLiteral("student"));
        (void)m_school->pay(m_school->checkout(other, m_course), QStringLiteral("pm_card_bypassPending"));
        QTRY_VERIFY_WITH_TIMEOUT(sql().number(QStringLiteral("select max(attempts) from mail_outbox where state = 'queued'")) >= 1, 30'000);
        QCOMPARE(m_mail.mails().size(), before);
        QCOMPARE(m_school->daemon.terminate(), 0);
        m_school->daemon.set("smtp.url", m_mail.url());
        sql().exec(QStringLiteral("update mail_outbox set not_before = now() where state = 'queued'")); // its patience is over
        QVERIFY(m_school->restart());
        QTRY_COMPARE_WITH_TIMEOUT(m_mail.mails().size(), before + 1, 30'000);
        QTRY_COMPARE(sql().number(QStringLiteral("select count(*) from mail_outbox where state <> 'sent'")), 0); // written down after it went out
    }

    void studentLearnsAndIsCertified()
    {
        const Reply course = m_student->get(QStringLiteral("/api/learning/") + m_enrollment);
        const QJsonArray lectures = course.object("outline").value(QStringLiteral("sections")).toArray().first().toObject().value(QStringLiteral("lectures")).toArray();
        QCOMPARE(lectures.size(), 2);
        Reply last;
        for (const QJsonValue lecture : lectures) {
            last = m_student->put(QStringLiteral("/api/learning/%1/lectures/%2/progress").arg(m_enrollment, lecture.toObject().value(QStringLiteral("id")).toString()), {{QStringLiteral("progressPercent"), 100}, {QStringLiteral("positionSeconds"), 0}});
            QCOMPARE(last.status, 200);
        }
        QCOMPARE(last.text("state"), QStringLiteral("completed"));
        const Reply certificate = m_student->get(QStringLiteral("/api/learning/%1/certificate").arg(m_enrollment));
        QCOMPARE(certificate.status, 200);
        ApiClient anybody(m_school->daemon.url());
        const Reply genuine = anybody.get(QStringLiteral("/verify/") + certificate.text("code"));
        QCOMPARE(genuine.status, 200);
        QVERIFY(genuine.body.contains("Piano &lt;for&gt; adults"));
        QCOMPARE(anybody.get(QStringLiteral("/verify/AAAA-BBBB-CCCC")).status, 404);
        QCOMPARE(anybody.get(QStringLiteral("/api/certificates/") + certificate.text("code")).text("courseTitle"), QStringLiteral("Piano <for> adults 🎹"));
        const Reply stats = m_teacher->get(QStringLiteral("/api/courses/%1/students").arg(m_course));
        QCOMPARE(stats.json.value(QStringLiteral("items")).toArray().size(), 2);
    }

    void teacherWithdrawsAndIsPaid()
    {
        Reply vault;
        const auto available = [&] {
            vault = m_teacher->get(QStringLiteral("/api/vaults/mine"));
            return vault.json.value(QStringLiteral("balances")).toArray().first().toObject().value(QStringLiteral("available")).toObject().value(QStringLiteral("minor")).toString();
        };
        // No hold here: it ends when the gateway's balance has the money.
        QTRY_COMPARE_WITH_TIMEOUT(available(), QStringLiteral("4000"), 45'000);
        (void)m_school->onboard(m_teacher);
        const QJsonObject form{{QStringLiteral("amount"), QJsonObject{{QStringLiteral("minor"), QStringLiteral("3000")}, {QStringLiteral("currency"), QStringLiteral("USD")}}}, {QStringLiteral("note"), QStringLiteral("Rent")}};
        const Reply asked = m_teacher->pay(QStringLiteral("/api/vaults/%1/withdrawals").arg(vault.text("id")), form);
        QCOMPARE(asked.status, 201);
        const QString id = asked.text("id");
        QCOMPARE(m_school->admin->pay(QStringLiteral("/api/admin/withdrawals/%1/decision").arg(id), {{QStringLiteral("approve"), true}, {QStringLiteral("reason"), QString()}}).text("state"), QStringLiteral("approved"));
        const auto state = [&] { return sql().text(QStringLiteral("select state from withdrawal where id = '%1'").arg(id)); };
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("sent"), 20'000);
        (void)m_school->sandbox.control("POST", QStringLiteral("payouts/%1/pay").arg(sql().text(QStringLiteral("select gateway_id from withdrawal where id = '%1'").arg(id))));
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("paid"), 20'000);
        const Reply after = m_teacher->get(QStringLiteral("/api/vaults/%1/entries").arg(vault.text("id")));
        QCOMPARE(after.json.value(QStringLiteral("items")).toArray().first().toObject().value(QStringLiteral("balanceAfter")).toObject().value(QStringLiteral("minor")).toString(), QStringLiteral("1000"));
        QVERIFY(m_school->booksBalance());
    }

    void adminSeesEverything()
    {
        const auto count = [&](const char* path) { return m_school->admin->get(QLatin1String(path)).json.value(QStringLiteral("items")).toArray().size(); };
        QCOMPARE(count("/api/admin/payments"), 2);
        QCOMPARE(count("/api/admin/courses"), 1);
        QCOMPARE(count("/api/admin/vaults"), 2); // the platform's and the teacher's
        QCOMPARE(count("/api/admin/withdrawals?state=paid"), 1);
        QCOMPARE(count("/api/admin/users?role=student"), 2);
        for (const char* action : {"account.register", "course.submit", "course.reject", "course.approve", "course.launch", "withdrawal.approve", "certificate.issue"})
            QVERIFY2(count((QByteArray("/api/admin/audit?action=") + action).constData()) >= 1, action);
        QVERIFY(m_school->admin->get(QStringLiteral("/api/overview")).json.value(QStringLiteral("students")).toInt() == 2);
    }

    void studentTakesAPurchaseBackAndTheMoneyIsBackAtTheGateway()
    {
        const Person teacher = m_school->registerAs(QStringLiteral("teacher"));
        const Person student = m_school->registerAs(QStringLiteral("student"));
        const QString course = m_school->launchedCourse(teacher);
        const QJsonObject checkout = m_school->checkout(student, course);
        const QJsonObject payment = checkout.value(QStringLiteral("payment")).toObject();
        const QString id = payment.value(QStringLiteral("id")).toString();
        const QString enrollment = payment.value(QStringLiteral("enrollmentId")).toString();
        (void)m_school->pay(checkout);
        QVERIFY(QTest::qWaitFor([&] { return m_school->enrollmentState(enrollment) == u"active"; }, 20'000));
        const QJsonObject quote = student->get(QStringLiteral("/api/payments/%1/refund-quote").arg(id)).json;
        QVERIFY(quote.value(QStringLiteral("automatic")).toBool());
        QCOMPARE(student->post(QStringLiteral("/api/payments/%1/refund").arg(id), {{QStringLiteral("reason"), QStringLiteral("Not for me")}}).status, 400); // no key
        student->headers = {{"Idempotency-Key", "take-back-1"}};
        const Reply refund = student->post(QStringLiteral("/api/payments/%1/refund").arg(id), {{QStringLiteral("reason"), QStringLiteral("Not for me")}});
        student->headers.clear();
        QCOMPARE(refund.status, 201);
        QVERIFY(refund.json.value(QStringLiteral("gatewayId")).toString().startsWith(QStringLiteral("re_")));
        QCOMPARE(m_school->enrollmentState(enrollment), QStringLiteral("refunded"));
        QCOMPARE(student->get(QStringLiteral("/api/learning/%1").arg(enrollment)).status, 403);
        const QJsonObject intent = m_school->sandbox.api("GET", QStringLiteral("/v1/payment_intents/%1?expand[]=latest_charge").arg(payment.value(QStringLiteral("gatewayId")).toString()));
        QCOMPARE(intent.value(QStringLiteral("latest_charge")).toObject().value(QStringLiteral("amount_refunded")).toInt(), 4999);
        QVERIFY(m_school->booksBalance());
    }

    void refundOfTheDashboardAndAnAdminsAtOnceNeverExceedThePayment()
    {
        const Person teacher = m_school->registerAs(QStringLiteral("teacher"));
        const Person student = m_school->registerAs(QStringLiteral("student"));
        const QJsonObject checkout = m_school->checkout(student, m_school->launchedCourse(teacher));
        const QJsonObject payment = checkout.value(QStringLiteral("payment")).toObject();
        const QString id = payment.value(QStringLiteral("id")).toString();
        const QString intentId = payment.value(QStringLiteral("gatewayId")).toString();
        (void)m_school->pay(checkout);
        const QString state = QStringLiteral("select state from payment where id = '%1'").arg(id);
        QVERIFY(QTest::qWaitFor([&] { return m_school->sql.text(state) == u"succeeded"; }, 20'000));
        const QString charge = m_school->sandbox.api("GET", QStringLiteral("/v1/payment_intents/") + intentId).value(QStringLiteral("latest_charge")).toString();
        (void)m_school->sandbox.control("POST", QStringLiteral("charges/%1/refund").arg(charge), {{QStringLiteral("amount"), 3000}});
        m_school->admin->headers = {{"Idempotency-Key", "admin-refund-1"}};
        const QJsonObject form{{QStringLiteral("amount"), QJsonObject{{QStringLiteral("minor"), QStringLiteral("3000")}, {QStringLiteral("currency"), QStringLiteral("USD")}}}, {QStringLiteral("reason"), QStringLiteral("Goodwill")}};
        const Reply answer = m_school->admin->post(QStringLiteral("/api/admin/payments/%1/refunds").arg(id), form);
        m_school->admin->headers.clear();
        QVERIFY2(answer.status == 201 || answer.status == 422, answer.body.constData());
        const QString refunded = QStringLiteral("select refunded_minor from payment where id = '%1'").arg(id);
        QVERIFY(QTest::qWaitFor([&] { return m_school->sql.number(refunded) == 3000; }, 20'000));
        QCOMPARE(m_school->sql.text(state), QStringLiteral("partially_refunded"));
        QCOMPARE(m_school->sandbox.api("GET", QStringLiteral("/v1/charges/") + charge).value(QStringLiteral("amount_refunded")).toInt(), 3000);
        QVERIFY(m_school->booksBalance());
    }

    void liveConnectionEndsWithTheRights()
    {
        const Person student = m_school->registerAs(QStringLiteral("student"));
        LiveReader live;
        QVERIFY(live.open(m_school->daemon.port(), student.token));
        // Known to the hub once a message arrives.
        (void)m_student->get(QStringLiteral("/api/me"));
        QTRY_VERIFY_WITH_TIMEOUT(ApiClient(m_school->daemon.url()).get(QStringLiteral("/metrics")).body.contains("lectern_live_connections 1"), 10'000);
        (void)m_school->admin->post(QStringLiteral("/api/admin/users/%1/block").arg(student.id), {{QStringLiteral("reason"), QStringLiteral("Shares an account")}});
        QTRY_VERIFY_WITH_TIMEOUT((live.saw(QStringLiteral("x")), !live.isOpen()), 10'000);
    }
};

QTEST_GUILESS_MAIN(TestFlow)
#include "tst_flow.moc"
