#include "domain/bookings.h"
#include "domain/misc.h"
#include "http/route.h"
#include "support/httpschool.h"
#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Whatever arrives, the answer is a clear 4xx and the server goes on.
class TestBadInput : public QObject
{
    Q_OBJECT

    std::unique_ptr<HttpSchool> m_school;
    Person m_teacher;
    Person m_student;
    QString m_course;
    QString m_enrollment;

    [[nodiscard]] const Person& callerFor(http::Access access) const
    {
        switch (access) {
        case http::Access::Teachers:
        case http::Access::TeachersAndAdmins: return m_teacher;
        case http::Access::Admins: return m_school->admin;
        default: return m_student;
        }
    }
    static QByteArray keyed(const QByteArray& name) { return "{\"" + name + "\": 1}"; }
    static QByteArray nested(int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); }

    /// Values that no field of any DTO should choke on.
    static QList<QJsonValue> nasty()
    {
        const QString lone(QChar(0xD800));
        return {QJsonValue(QJsonValue::Null), true, 7, -1.5, 1e300, QJsonArray(), QJsonArray{1}, QJsonObject(), QJsonObject{{QStringLiteral("a"), 1}},
                QString(), QStringLiteral(" "), QString(QStringLiteral("a%1b")).arg(QChar(0)), QStringLiteral("\u202Egnp.exe"), QStringLiteral("🎹🎹🎹🎹"),
                QStringLiteral("<script>alert(1)</script>"), QStringLiteral("'; drop table app_user; --"), QStringLiteral("%s%n{{organisation}}"), QString(60'000, u'x'), lone,
                QStringLiteral("00000000-0000-0000-0000-000000000000"), QStringLiteral("9223372036854775808"), QString(QChar(0x1E))};
    }

    /// Every way to put a nasty value in the place of one member, at any depth.
    static QList<QJsonObject> mutations(const QJsonObject& object)
    {
        QList<QJsonObject> all;
        for (auto it = object.begin(); it != object.end(); ++it) {
            QJsonObject without = object;
            without.remove(it.key());
            all << without;
            for (const QJsonValue& value : nasty()) {
                QJsonObject other = object;
                other.insert(it.key(), value);
                all << other;
            }
            if (!it.value().isObject()) continue;
            for (const QJsonObject& inner : mutations(it.value().toObject())) {
                QJsonObject other = object;
                other.insert(it.key(), inner);
                all << other;
            }
        }
        return all;
    }

    void expectRefusalOrSuccess(const Reply& reply, const QByteArray& sent)
    {
        const QByteArray what = QByteArray::number(reply.status) + ' ' + reply.body.left(300) + " for " + sent.left(300);
        QVERIFY2(reply.status >= 200 && reply.status < 500, what.constData());
        if (reply.status >= 400) {
            QVERIFY2(reply.headers.value("content-type") == "application/problem+json", what.constData());
            QVERIFY2(!reply.code().isEmpty() && !reply.text("detail").isEmpty(), what.constData());
        }
    }
    [[nodiscard]] int raw(const QByteArray& request, int timeoutMs = 5'000) const { return rawStatus(rawExchange(m_school->daemon.port(), request, timeoutMs)); }
    void expectAlive() { QCOMPARE(ApiClient(m_school->daemon.url()).get(QStringLiteral("/healthz")).status, 200); }

private Q_SLOTS:
    void initTestCase()
    {
        m_school = std::make_unique<HttpSchool>();
        QVERIFY(m_school->start());
        m_teacher = m_school->registerAs(QStringLiteral("teacher"));
        m_student = m_school->registerAs(QStringLiteral("student"));
        m_course = m_school->launchedCourse(m_teacher, QStringLiteral("0"));
        m_enrollment = m_student->pay(QStringLiteral("/api/enrollments"), {{QStringLiteral("courseId"), m_course}}).object("enrollment").value(QStringLiteral("id")).toString();
        QVERIFY(!m_enrollment.isEmpty());
    }
    void cleanup() { expectAlive(); }
    void cleanupTestCase() { m_school.reset(); }

    void wrongShapesOfJsonAreRefusedEverywhere_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < http::allRoutes().size(); ++i) {
            const http::Route& route = http::allRoutes().at(i);
            if (QByteArray(route.method) != "GET" && QByteArray(route.method) != "DELETE") QTest::addRow("%s %s", route.method, route.pattern) << static_cast<int>(i);
        }
    }

    void wrongShapesOfJsonAreRefusedEverywhere()
    {
        QFETCH(int, index);
        const http::Route& route = http::allRoutes().at(static_cast<size_t>(index));
        const QByteArray pattern = route.pattern;
        const bool readsBody = !pattern.endsWith("/launch") && !pattern.endsWith("/archive") && !pattern.endsWith("/link") && pattern != "/api/notifications/read" &&
                               pattern != "/api/withdrawals/{id}/cancel" && pattern != "/api/payout-account/onboarding" && pattern != "/api/admin/reconciliation/run" && pattern != "/api/payments/payment-methods" && pattern != "/api/calendar-feed";
        QString path = QString::fromLatin1(pattern);
        for (const char* id : {"{id}", "{courseId}", "{lectureId}", "{line}", "{method}", "{item}"}) path.replace(QLatin1String(id), newUuid7());
        const QList<QByteArray> bodies{"", "[]", "null", "7", "\"text\"", "true", "{", "{}garbage", "{\"a\":}", "\xff\xfe", "{\"title\":\"\xff\"}", QByteArray("{\"a\":\"\0\"}", 9), nested(600), nested(2000),
                                       keyed(QByteArray(100'000, 'k')), QByteArray(900'000, ' '), "\xEF\xBB\xBF{}", "{\"card\":[],\"courseId\":{},\"amount\":7,\"title\":5,\"kind\":null,\"email\":[],\"refreshToken\":1}"};
        for (const QByteArray& body : bodies) {
            const Person& caller = callerFor(route.access);
            caller->headers = {{"Idempotency-Key", newUuid7().toLatin1()}};
            const Reply reply = caller->send(route.method, path, body);
            caller->headers.clear();
            expectRefusalOrSuccess(reply, body);
            if (readsBody) QVERIFY2(reply.status >= 400, (QByteArray::number(reply.status) + " for " + body.left(100)).constData());
        }
    }

    void nastyValuesInEveryField_data()
    {
        const QJsonArray lectures = m_teacher->get(QStringLiteral("/api/courses/%1/outline").arg(m_course)).json.value(QStringLiteral("sections")).toArray();
        const QJsonObject section = lectures.first().toObject();
        const QString sectionId = section.value(QStringLiteral("id")).toString();
        const QString lectureId = section.value(QStringLiteral("lectures")).toArray().first().toObject().value(QStringLiteral("id")).toString();
        const QString vault = m_teacher->get(QStringLiteral("/api/vaults/mine")).text("id");
        const QJsonObject save{{QStringLiteral("card"), m_school->cardOf(QStringLiteral("A fine title"), QStringLiteral("4999"))}, {QStringLiteral("baseHash"), QString()}};
        QTest::addColumn<int>("who"); // 0 student, 1 teacher, 2 admin
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonObject>("body");
        const auto row = [](const char* name, int who, const char* method, const QString& path, const QJsonObject& body) { QTest::newRow(name) << who << QByteArray(method) << path << body; };
        row("register", 0, "POST", QStringLiteral("/api/register"), toJson(RegisterForm{QStringLiteral("Ada"), QStringLiteral("x@y.example"), QStringLiteral("short"), Role::Student}));
        row("login", 0, "POST", QStringLiteral("/api/login"), toJson(LoginForm{QStringLiteral("x@y.example"), QStringLiteral("a")}));
        row("rename", 0, "PATCH", QStringLiteral("/api/me"), {{QStringLiteral("name"), QStringLiteral("Ada")}});
        row("logout", 0, "POST", QStringLiteral("/api/logout"), {{QStringLiteral("refreshToken"), QStringLiteral("x")}});
        row("create course", 1, "POST", QStringLiteral("/api/courses"), save);
        row("save course", 1, "PUT", QStringLiteral("/api/courses/") + m_course, save);
        row("submit course", 1, "POST", QStringLiteral("/api/courses/%1/submit").arg(m_course), {{QStringLiteral("contentHash"), QStringLiteral("x")}});
        row("decide", 2, "POST", QStringLiteral("/api/admin/courses/%1/decision").arg(m_course), toJson(DecisionForm{DecisionKind::Reject, 1, QStringLiteral("x"), QStringLiteral("Because")}));
        row("section", 1, "POST", QStringLiteral("/api/courses/%1/sections").arg(m_course), toJson(SectionForm{QStringLiteral("S")}));
        row("edit section", 1, "PUT", QStringLiteral("/api/sections/") + sectionId, toJson(SectionForm{QStringLiteral("S")}));
        row("lecture", 1, "POST", QStringLiteral("/api/sections/%1/lectures").arg(sectionId), toJson(LectureForm{QStringLiteral("L"), LectureKind::Article, QStringLiteral("text"), std::nullopt, 1}));
        row("edit lecture", 1, "PUT", QStringLiteral("/api/lectures/") + lectureId, toJson(LectureForm{QStringLiteral("L"), LectureKind::Article, QStringLiteral("text"), std::nullopt, 1}));
        row("attach", 1, "POST", QStringLiteral("/api/lectures/%1/attachments").arg(lectureId), toJson(AttachmentForm{QStringLiteral("A"), newId<FileId>()}));
        row("reorder", 1, "PUT", QStringLiteral("/api/courses/%1/outline/order").arg(m_course), toJson(OutlineOrder{0, {{SectionId{sectionId}, {LectureId{lectureId}}}}}));
        row("progress", 0, "PUT", QStringLiteral("/api/learning/%1/lectures/%2/progress").arg(m_enrollment, lectureId), toJson(ProgressForm{10, 5}));
        row("enroll", 0, "POST", QStringLiteral("/api/enrollments"), toJson(EnrollForm{newId<CourseId>()}));
        row("intent", 0, "POST", QStringLiteral("/api/payments/create-payment-intent"), toJson(CreateIntentForm{newId<EnrollmentId>()}));
        row("confirm", 0, "POST", QStringLiteral("/api/payments/confirm-payment"), toJson(ConfirmForm{newId<PaymentId>()}));
        row("withdraw", 1, "POST", QStringLiteral("/api/vaults/%1/withdrawals").arg(vault), toJson(WithdrawalForm{Money::fromMinor(1000, Currency()), QStringLiteral("n")}));
        row("cancel enrollment", 2, "POST", QStringLiteral("/api/admin/enrollments/%1/cancel").arg(newUuid7()), {{QStringLiteral("reason"), QStringLiteral("Because")}});
        row("block", 2, "POST", QStringLiteral("/api/admin/users/%1/block").arg(newUuid7()), {{QStringLiteral("reason"), QStringLiteral("Because")}});
        GigCard gig;
        gig.title = QStringLiteral("An hour");
        gig.hourlyRate = Money::fromMinor(5000, *Currency::fromCode(QStringLiteral("USD")));
        gig.durations = {30, 60};
        Availability hours;
        hours.hours.append({1, 540, 720});
        hours.exceptions.append({QStringLiteral("2026-12-24"), {}});
        row("gig", 1, "POST", QStringLiteral("/api/gigs"), toJson(GigSave{gig, {}}));
        row("hours", 1, "PUT", QStringLiteral("/api/availability"), toJson(hours));
        row("book", 0, "POST", QStringLiteral("/api/bookings"), toJson(BookingForm{newId<GigId>(), QDateTime::currentDateTimeUtc(), 60, {}, QStringLiteral("UTC"), {}}));
        row("move a booking", 0, "POST", QStringLiteral("/api/bookings/%1/reschedule").arg(newUuid7()), toJson(RescheduleForm{QDateTime::currentDateTimeUtc()}));
        row("decide a claim", 2, "POST", QStringLiteral("/api/admin/bookings/%1/decision").arg(newUuid7()), toJson(ClaimDecision{true, gig.hourlyRate, QStringLiteral("Because")}));
        row("role", 2, "POST", QStringLiteral("/api/admin/users/%1/role").arg(newUuid7()), {{QStringLiteral("role"), QStringLiteral("teacher")}, {QStringLiteral("reason"), QStringLiteral("Because")}});
    }

    void nastyValuesInEveryField()
    {
        QFETCH(int, who);
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QJsonObject, body);
        const Person& caller = who == 0 ? m_student : who == 1 ? m_teacher : m_school->admin;
        for (const QJsonObject& bad : mutations(body)) {
            const QByteArray sent = QJsonDocument(bad).toJson(QJsonDocument::Compact);
            caller->headers = {{"Idempotency-Key", newUuid7().toLatin1()}};
            const Reply reply = caller->send(method, path, sent);
            caller->headers.clear();
            expectRefusalOrSuccess(reply, sent);
            if (QTest::currentTestFailed()) return;
        }
    }

    void nastyQueries_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < http::allRoutes().size(); ++i) {
            const http::Route& route = http::allRoutes().at(i);
            if (QByteArray(route.method) == "GET") QTest::addRow("%s", route.pattern) << static_cast<int>(i);
        }
    }

    void nastyQueries()
    {
        QFETCH(int, index);
        const http::Route& route = http::allRoutes().at(static_cast<size_t>(index));
        const Person& caller = callerFor(route.access);
        QString path = QString::fromLatin1(route.pattern);
        const QString vault = m_teacher->get(QStringLiteral("/api/vaults/mine")).text("id");
        const QString own = path.contains(QStringLiteral("vaults")) ? vault : path.contains(QStringLiteral("learning")) ? m_enrollment : m_course;
        path.replace(QStringLiteral("{id}"), own).replace(QStringLiteral("{courseId}"), m_course).replace(QStringLiteral("{code}"), QStringLiteral("%00%FF")).replace(QStringLiteral("{name}"), QStringLiteral("..%2F..%2Fetc%2Fpasswd"));
        const auto cursor = [](const QByteArray& text) { return QString::fromLatin1("cursor=" + text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)); };
        const QStringList queries{QStringLiteral("limit=-1"), QStringLiteral("limit=0"), QStringLiteral("limit=99999999999999999999"), QStringLiteral("limit=x"), QStringLiteral("cursor=%00"),
                                  QStringLiteral("cursor=garbage"), cursor("garbage"), cursor("1"), cursor("garbage\x1f" "garbage"), cursor("2026-01-01T00:00:00.000Z\x1f" "not-an-id"),
                                  cursor("not-a-time\x1f" "00000000-0000-7000-8000-000000000000"), cursor("1e999\x1f" "00000000-0000-7000-8000-000000000000"), cursor("99999999999999999999\x1f" "00000000-0000-7000-8000-000000000000"),
                                  cursor("NaN\x1f" "00000000-0000-7000-8000-000000000000"), cursor("-1\x1f" "5"), cursor(QByteArray("a\0b", 3)),
                                  QStringLiteral("text=%00"), QStringLiteral("text=%FF%FE"), QStringLiteral("text=%25_%5C"), QStringLiteral("text=%27%3B--&state=&role=&kind=&sort="), QStringLiteral("text=") + QString(9000, u'x'),
                                  QStringLiteral("text=%21%26%7C%28%29%3A%2A&sort=relevance"), QStringLiteral("state=nonsense"), QStringLiteral("kind=nonsense"), QStringLiteral("role=nonsense"), QStringLiteral("sort=nonsense"),
                                  QStringLiteral("level=nonsense"), QStringLiteral("category=nonsense"), QStringLiteral("from=yesterday"), QStringLiteral("from=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59Z"),
                                  QStringLiteral("currency=XXX&days=7"), QStringLiteral("days=-5"), QStringLiteral("days=999999999"), QStringLiteral("minMinor=9223372036854775807&maxMinor=-9223372036854775808"),
                                  QStringLiteral("minMinor=99999999999999999999"), QStringLiteral("ticket=%00"), QStringLiteral("ticket=a.b.c"), QStringLiteral("action=%27%25"), QStringLiteral("a=b&a=c&&&=")};
        for (const QString& query : queries) {
            const Reply reply = caller->send("GET", path + u'?' + query);
            const QByteArray what = QByteArray::number(reply.status) + ' ' + reply.body.left(200) + " for " + query.left(200).toLatin1();
            QVERIFY2(reply.status >= 200 && reply.status < 500, what.constData());
        }
    }

    void textsWithinTheRulesComeBackAsTheyWere()
    {
        const QString title = QStringLiteral("Piano 🎹 für Anfänger: <b>50 %</b> — ‘ñandú’ 日本語 \\ \" ' {{x}}");
        const QString text = QStringLiteral("Line one\n\tLine <script>two</script> & 🎼 \\u0041 ") + QString(60, u'é');
        QJsonObject card = m_school->cardOf(title, QStringLiteral("4999"));
        card.insert(QStringLiteral("descriptionMarkdown"), text);
        const Reply made = m_teacher->post(QStringLiteral("/api/courses"), {{QStringLiteral("card"), card}, {QStringLiteral("baseHash"), QString()}});
        QCOMPARE(made.status, 201);
        const QJsonObject back = m_teacher->get(QStringLiteral("/api/courses/") + made.text("id")).object("card");
        QCOMPARE(back.value(QStringLiteral("title")).toString(), title);
        QCOMPARE(back.value(QStringLiteral("descriptionMarkdown")).toString(), text);
    }

    void tooLargeHeaderIs431()
    {
        QCOMPARE(raw("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Big: " + QByteArray(17 * 1024, 'a') + "\r\n\r\n"), 431);
        QCOMPARE(raw("GET /healthz?" + QByteArray(17 * 1024, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"), 431);
        QCOMPARE(raw("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Fits: " + QByteArray(15 * 1024, 'a') + "\r\n\r\n"), 200);
    }

    void tooLargeBodyIs413()
    {
        const QByteArray large = '"' + QByteArray(1024 * 1024, 'x') + '"';
        QCOMPARE(raw("POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(large.size()) + "\r\n\r\n" + large), 413);
        // Much more than the socket buffers hold: the answer must reach a client that is still sending.
        const QByteArray huge(16 * 1024 * 1024, ' ');
        QCOMPARE(raw("POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(huge.size()) + "\r\n\r\n" + huge), 413);
        QCOMPARE(raw("POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"), 413); // told before it is sent
        QByteArray chunked = "POST /api/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (int i = 0; i < 33; ++i) chunked += "8000\r\n" + QByteArray(0x8000, 'x') + "\r\n";
        QCOMPARE(raw(chunked + "0\r\n\r\n"), 413);
        QCOMPARE(raw("POST /api/webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(large.size()) + "\r\n\r\n" + large), 413);
    }

    void malformedHttpIsRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("nonsense") << QByteArray("nonsense\r\n\r\n");
        QTest::newRow("binary") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15);
        QTest::newRow("no version") << QByteArray("GET /healthz\r\n\r\n");
        QTest::newRow("HTTP/9.9") << QByteArray("GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n");
        QTest::newRow("bad header line") << QByteArray("GET /healthz HTTP/1.1\r\nHost x\r\n\r\n");
        QTest::newRow("control character in a header") << QByteArray("GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\x01" "c\r\n\r\n");
        QTest::newRow("negative length") << QByteArray("POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n{}");
        QTest::newRow("two lengths") << QByteArray("POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
        QTest::newRow("length and chunked") << QByteArray("POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        QTest::newRow("bad chunk") << QByteArray("POST /api/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
    }

    void malformedHttpIsRefused()
    {
        QFETCH(QByteArray, request);
        bool closed = false;
        const QByteArray answer = rawExchange(m_school->daemon.port(), request, 20'000, &closed);
        const int status = rawStatus(answer);
        QVERIFY2(status == 0 || (status >= 400 && status < 500), answer.left(200).constData());
        QVERIFY(closed); // what follows on such a connection means nothing
    }

    void strangeTokensAreRefused()
    {
        const QList<QByteArray> tokens{"\xff.\xff.\xff", "\x80.a.b", "a.b.c", "..", "....", "=.=.=", "W10.W10.W10", "bnVsbA.bnVsbA.bnVsbA", "e30.e30.e30", "eyJhbGciOiJub25lIn0.e30.", "+/+/.+/+/.+/+/", "a b.c.d", QByteArray(12'000, 'a'), QByteArray(12'000, '.')};
        for (const QByteArray& token : tokens) {
            QCOMPARE(raw("GET /api/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + token + "\r\n\r\n"), 401);
            QCOMPARE(raw("GET /files/" + newUuid7().toLatin1() + "?ticket=" + token.toPercentEncoding() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), token.size() > 10'000 && token.toPercentEncoding().size() > 16'000 ? 431 : 403);
            expectAlive();
        }
    }

    void strangePathsAreNotFound()
    {
        for (const char* path : {"/", "//", "/api", "/api/", "/api/courses/", "/api/courses/../../etc/passwd", "/api/courses/%2e%2e", "/checkout/assets/..%2f..%2fetc%2fpasswd", "/files/..%2f..", "/%00", "/api/%ff", "*", "/verify/"}) {
            const int status = raw(QByteArray("GET ") + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            QVERIFY2(status == 404 || status == 400 || status == 403, path);
        }
    }

    void slowHeaderIsCutOff()
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_school->daemon.port());
        QVERIFY(socket.waitForConnected());
        socket.write("GET /healthz HTTP/1.1\r\nX-Slow: ");
        // A byte now and then keeps nobody connected for ever.
        QElapsedTimer timer;
        timer.start();
        while (socket.state() == QAbstractSocket::ConnectedState && timer.elapsed() < 30'000) {
            socket.write("a");
            socket.flush();
            socket.waitForReadyRead(200);
        }
        QVERIFY(socket.state() != QAbstractSocket::ConnectedState);
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        const QByteArray answer = rawExchange(m_school->daemon.port(), "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /api/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 5'000);
        QCOMPARE(rawStatus(answer), 200);
        QVERIFY(answer.indexOf("HTTP/1.1 404") > 0);
    }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
