#include "support/httpschool.h"
#include <QFile>
#include <QJsonArray>
#include <QTest>
#include <thread>

using namespace lectern;
using namespace lectern::test;

namespace {

QString text(const char* latin1) { return QString::fromLatin1(latin1); }
QJsonObject usd(qint64 minor) { return {{text("minor"), QString::number(minor)}, {text("currency"), text("USD")}}; }
qint64 minorOf(const QJsonValue& money) { return money.toObject().value(text("minor")).toString().toLongLong(); }
QString wire(const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs); }

} // namespace

/// Live sessions with the real server, the sandbox's gateway and its stand-in for Zoom, on one moved clock.
class TestBookings : public QObject
{
    Q_OBJECT

    std::unique_ptr<HttpSchool> m_school;
    std::unique_ptr<QTemporaryDir> m_dir;
    qint64 m_offset = 0;
    Person m_teacher;
    QString m_gig;

    HttpSchool& school() { return *m_school; }
    void writeClock()
    {
        QFile file(m_dir->filePath(text("offset.new")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::number(m_offset));
        file.close();
        QVERIFY(std::rename(qPrintable(file.fileName()), qPrintable(m_dir->filePath(text("offset")))) == 0);
    }
    void advance(qint64 seconds)
    {
        m_offset += seconds;
        writeClock();
        (void)school().sandbox.control("POST", text("clock"), {{text("advance"), seconds}});
    }
    /// Lets time pass until the meeting's next attempt is due; asked again and again, as one under way moves it.
    bool passesUntilDue()
    {
        const qint64 due = number(text("select ceil(extract(epoch from next_at))::bigint from booking_meeting"));
        if (const qint64 left = due - now().toSecsSinceEpoch(); left > 0) advance(left);
        return true;
    }
    QDateTime now() const { return QDateTime::currentDateTimeUtc().addSecs(m_offset); }
    void login(Person& person) { person = school().login(person.email, QLatin1String(HttpSchool::kPassword)); }
    QJsonObject card(const QString& title, const QString& meeting = text("zoom"))
    {
        const QString category = school().cardOf(title, text("0")).value(text("categoryId")).toString();
        return {{text("title"), title}, {text("categoryId"), category}, {text("hourlyRate"), usd(5000)}, {text("durations"), QJsonArray{30, 60, 90}},
                {text("descriptionMarkdown"), text("An hour with me about whatever you want to know of it, at your pace.")}, {text("language"), text("en")},
                {text("meeting"), meeting}, {text("meetingLink"), meeting == u"zoom" ? QString() : text("https://meet.jit.si/a-room")}};
    }
    /// Offered, with hours on every day.
    QString offeredGig(const Person& teacher, const QString& meeting = text("zoom"))
    {
        const Reply made = teacher->post(text("/api/gigs"), {{text("card"), card(text("Harmony ") + newUuid7().right(6), meeting)}, {text("baseHash"), QString()}});
        if (made.status != 201) qFatal("a gig answered %d: %s", made.status, made.body.constData());
        const Reply sent = teacher->post(text("/api/gigs/%1/submit").arg(made.text("id")), {{text("contentHash"), made.text("contentHash")}});
        if (sent.status != 200) qFatal("submitting answered %d: %s", sent.status, sent.body.constData());
        const Reply decided = school().admin->post(text("/api/admin/gigs/%1/decision").arg(made.text("id")), {{text("kind"), text("approve")}, {text("revision"), 1}, {text("contentHash"), made.text("contentHash")}, {text("reason"), QString()}});
        if (decided.status != 200) qFatal("deciding answered %d: %s", decided.status, decided.body.constData());
        QJsonArray hours;
        for (int day = 1; day <= 7; ++day) hours.append(QJsonObject{{text("weekday"), day}, {text("from"), 0}, {text("until"), 1440}});
        const Reply saved = teacher->put(text("/api/availability"), {{text("timeZone"), text("Europe/Berlin")}, {text("hours"), hours}, {text("exceptions"), QJsonArray()}, {text("bufferMinutes"), 15}, {text("noticeHours"), 2}, {text("horizonDays"), 60}});
        if (saved.status != 200) qFatal("hours answered %d: %s", saved.status, saved.body.constData());
        return made.text("id");
    }
    /// The first start so many hours from now.
    QDateTime slotAfter(const Person& who, int hours, int minutes = 60)
    {
        const QDateTime from = now().addSecs(3600LL * hours);
        const Reply reply = who->get(text("/api/gigs/%1/slots?minutes=%2&from=%3&until=%4").arg(m_gig).arg(minutes).arg(wire(from), wire(from.addDays(2))));
        if (reply.status != 200) qFatal("slots answered %d: %s", reply.status, reply.body.constData());
        return QDateTime::fromString(reply.json.value(text("items")).toArray().first().toObject().value(text("startsAt")).toString(), Qt::ISODate);
    }
    Reply book(const Person& student, const QDateTime& startsAt, int minutes = 60, const QString& gig = {})
    {
        return student->post(text("/api/bookings"), {{text("gigId"), gig.isEmpty() ? m_gig : gig}, {text("startsAt"), wire(startsAt)}, {text("minutes"), minutes}, {text("message"), QString()}, {text("timeZone"), text("America/New_York")}});
    }
    Reply confirm(const QString& booking) { return m_teacher->post(text("/api/bookings/%1/confirm").arg(booking)); }
    QString state(const QString& booking) { return school().sql.text(text("select state from booking where id = '%1'").arg(booking)); }
    QJsonObject openPage(const Person& student, const QString& booking)
    {
        const Reply reply = checkout(student, booking);
        if (reply.status != 200) qFatal("the checkout answered %d: %s", reply.status, reply.body.constData());
        return reply.json;
    }
    Reply checkout(const Person& student, const QString& booking) { return student->pay(text("/api/bookings/%1/payments").arg(booking), {}); }
    /// Booked, confirmed and paid.
    QString paidBooking(const Person& student, const QDateTime& startsAt, int minutes = 60)
    {
        const QString id = book(student, startsAt, minutes).text("id");
        if (confirm(id).status != 200) qFatal("confirming failed");
        (void)school().pay(openPage(student, id));
        if (!QTest::qWaitFor([&] { return state(id) == u"paid"; }, 20'000)) qFatal("it was not paid: %s", school().daemon.log().right(2000).constData());
        return id;
    }
    /// The student's bank takes so much of what was paid for it; answers the gateway's dispute.
    QString disputed(const QString& booking, qint64 minor)
    {
        const QString intent = school().sql.text(text("select gateway_id from payment where booking_id = '%1'").arg(booking));
        const QString charge = school().sandbox.api("GET", text("/v1/payment_intents/") + intent).value(text("latest_charge")).toString();
        const QString id = school().sandbox.control("POST", text("charges/%1/dispute").arg(charge), {{text("amount"), minor}}).value(text("id")).toString();
        awaitDispute(id, text("needs_response"));
        return id;
    }
    void decide(const QString& dispute, const QString& word)
    {
        (void)school().sandbox.control("POST", text("disputes/%1/%2").arg(dispute, word));
        awaitDispute(dispute, word == u"win" ? text("won") : text("lost"));
    }
    void awaitDispute(const QString& id, const QString& state)
    {
        if (!QTest::qWaitFor([&] { return school().sql.text(text("select state from dispute where gateway_id = '%1'").arg(id)) == state; }, 20'000)) qFatal("dispute %s did not become %s: %s", qPrintable(id), qPrintable(state), school().daemon.log().right(2000).constData());
    }
    qint64 number(const QString& sql) { return school().sql.number(sql); }
    qint64 vault() { return number(text("select coalesce(sum(pending_minor + available_minor), 0) from vault_balance b join vault v on v.id = b.vault_id where v.owner_id = '%1'").arg(m_teacher.id)); }
    int meetingsAtZoom() { return school().sandbox.control("GET", text("state")).value(text("counts")).toObject().value(text("meeting")).toInt(); }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_offset = 0;
        writeClock();
        m_school = std::make_unique<HttpSchool>();
        m_school->daemon.keepPort();
        m_school->daemon.set("testing.clock_offset_file", m_dir->filePath(text("offset")));
        m_school->daemon.set("zoom.account_id", text("acc"));
        m_school->daemon.set("zoom.client_id", text("client"));
        m_school->daemon.set("zoom.client_secret", text("zoom-secret"));
        QVERIFY(m_school->start());
        (void)school().sandbox.control("POST", text("config"), {{text("signOnSandboxClock"), true}});
        m_teacher = m_school->registerAs(text("teacher"));
        m_gig = offeredGig(m_teacher);
    }
    void cleanup() { m_school.reset(); }

    void aSessionIsBookedConfirmedPaidHeldAndPaidOut()
    {
        Person student = school().registerAs(text("student"));
        const QDateTime start = slotAfter(student, 48, 90);
        const Reply booked = book(student, start, 90);
        QCOMPARE(booked.status, 201);
        const QString id = booked.text("id");
        const QJsonObject price = booked.object("price");
        QCOMPARE(minorOf(price.value(text("session"))), 7500);
        QCOMPARE(minorOf(price.value(text("fee"))), 375);
        QCOMPARE(minorOf(price.value(text("total"))), 7875);
        QCOMPARE(book(student, start, 90).text("id"), id); // its answer was lost
        QCOMPARE(checkout(student, id).code(), text("invalid_state")); // never charged before the teacher confirms
        QCOMPARE(student->get(text("/api/bookings/%1/meeting").arg(id)).code(), text("invalid_state"));
        QCOMPARE(confirm(id).status, 200);
        (void)school().pay(openPage(student, id));
        QTRY_COMPARE_WITH_TIMEOUT(state(id), text("paid"), 20'000);
        QCOMPARE(vault(), 7500);
        QCOMPARE(number(text("select platform_minor from payment where booking_id = '%1'").arg(id)), 375);
        QTRY_COMPARE_WITH_TIMEOUT(student->get(text("/api/bookings/%1/meeting").arg(id)).status, 200, 20'000);
        const QString join = student->get(text("/api/bookings/%1/meeting").arg(id)).text("url");
        const QString host = m_teacher->get(text("/api/bookings/%1/meeting").arg(id)).text("url");
        QVERIFY2(join.contains(QLatin1String("/zoom/j/")) && host.contains(QLatin1String("/zoom/s/")), qPrintable(join + u' ' + host));
        const Person stranger = school().registerAs(text("student"));
        QCOMPARE(stranger->get(text("/api/bookings/%1").arg(id)).status, 404);
        QCOMPARE(stranger->get(text("/api/bookings/%1/meeting").arg(id)).status, 404);
        // Its money waits for the session, however short the hold is.
        QCOMPARE(number(text("select count(*) from vault_hold where available_at >= '%1'::timestamptz + interval '90 minutes 48 hours'").arg(wire(start))), 1);
        advance(now().secsTo(start) + 91 * 60);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), text("completed"), 30'000);
        QCOMPARE(number(text("select count(*) from booking_slot")), 0);
        login(student);
        QCOMPARE(student->get(text("/api/bookings/%1/meeting").arg(id)).code(), text("invalid_state"));
        QVERIFY(school().booksBalance());
        QCOMPARE(school().daemon.command({text("reconcile")}), 0);
    }

    void ofAHundredStudentsOneGetsTheHour()
    {
        constexpr int kStudents = 100;
        school().daemon.set("limits.registrations_per_minute", text("1000"));
        QVERIFY(school().daemon.terminate() == 0 && school().restart());
        QList<Person> students;
        for (int i = 0; i < kStudents; ++i) students << school().registerAs(text("student"));
        const QDateTime start = slotAfter(students.first(), 30);
        const QByteArray body = QJsonDocument(QJsonObject{{text("gigId"), m_gig}, {text("startsAt"), wire(start)}, {text("minutes"), 60}, {text("message"), QString()}, {text("timeZone"), text("UTC")}}).toJson(QJsonDocument::Compact);
        std::atomic<int> won = 0;
        std::atomic<int> late = 0;
        std::vector<std::thread> threads;
        for (const Person& student : std::as_const(students))
            threads.emplace_back([&, token = student.token] {
                ApiClient client(school().daemon.url());
                client.setToken(token);
                const Reply reply = client.send("POST", text("/api/bookings"), body);
                if (reply.status == 201) ++won;
                else if (reply.code() == u"conflict") ++late;
            });
        for (auto& thread : threads) thread.join();
        QCOMPARE(won.load(), 1);
        QCOMPARE(late.load(), kStudents - 1);
        QCOMPARE(number(text("select count(*) from booking")), 1);
        QCOMPARE(number(text("select count(*) from booking_slot")), 1);
    }

    void aTeacherConfirmsWhileTheStudentCancels()
    {
        const Person student = school().registerAs(text("student"));
        for (int round = 0; round < 8; ++round) {
            const QString id = book(student, slotAfter(student, 30)).text("id");
            Reply confirmed;
            Reply cancelled;
            std::thread teacher([&] {
                ApiClient client(school().daemon.url());
                client.setToken(m_teacher.token);
                confirmed = client.send("POST", text("/api/bookings/%1/confirm").arg(id), "{}");
            });
            std::thread other([&] {
                ApiClient client(school().daemon.url());
                client.setToken(student.token);
                cancelled = client.send("DELETE", text("/api/bookings/%1").arg(id));
            });
            teacher.join();
            other.join();
            QCOMPARE(cancelled.status, 200);
            QVERIFY2(confirmed.status == 200 || confirmed.code() == u"invalid_state", confirmed.body.constData());
            QCOMPARE(state(id), text("cancelled"));
            QCOMPARE(number(text("select count(*) from booking_slot where booking_id = '%1'").arg(id)), 0);
            QCOMPARE(checkout(student, id).code(), text("invalid_state"));
        }
    }

    void aPaymentAfterItsTimeIsHonouredWhileTheHourIsFree()
    {
        Person student = school().registerAs(text("student"));
        const QString id = book(student, slotAfter(student, 100)).text("id");
        QCOMPARE(confirm(id).status, 200);
        const QJsonObject page = openPage(student, id);
        // The news of it is late; meanwhile the time to pay is over.
        school().sandbox.fault({{text("event"), text("payment_intent.succeeded")}, {text("action"), text("delay")}, {text("ms"), 15'000}, {text("times"), 1}});
        (void)school().pay(page);
        advance(25 * 3600);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), text("cancelled"), 30'000);
        school().sandbox.flush();
        QTRY_COMPARE_WITH_TIMEOUT(state(id), text("paid"), 60'000);
        QCOMPARE(number(text("select count(*) from refund")), 0);
        QVERIFY(school().booksBalance());
    }

    void aPaymentAfterItsTimeGoesBackWhenTheHourIsTaken()
    {
        Person first = school().registerAs(text("student"));
        Person second = school().registerAs(text("student"));
        const QDateTime start = slotAfter(first, 100);
        const QString id = book(first, start).text("id");
        QCOMPARE(confirm(id).status, 200);
        const QJsonObject page = openPage(first, id);
        school().sandbox.fault({{text("event"), text("payment_intent.succeeded")}, {text("action"), text("delay")}, {text("ms"), 15'000}, {text("times"), 1}});
        (void)school().pay(page);
        advance(25 * 3600);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), text("cancelled"), 30'000);
        login(second);
        QCOMPARE(book(second, start).status, 201);
        school().sandbox.flush();
        QTRY_COMPARE_WITH_TIMEOUT(number(text("select count(*) from refund where state = 'succeeded'")), 1, 60'000);
        QCOMPARE(state(id), text("refunded"));
        QCOMPARE(vault(), 0);
        QCOMPARE(number(text("select count(*) from notification where kind = 'payment_returned' and user_id = '%1'").arg(first.id)), 1);
        QVERIFY(school().booksBalance());
    }

    void cancellingGivesBackByTheRuleAndToTheCent()
    {
        Person student = school().registerAs(text("student"));
        const QString early = paidBooking(student, slotAfter(student, 40));
        const QString late = paidBooking(student, slotAfter(student, 50, 90), 90);
        const QString byTeacher = paidBooking(student, slotAfter(student, 60));
        QCOMPARE(vault(), 5000 + 7500 + 5000);
        const Reply quote = student->get(text("/api/bookings/%1/cancellation").arg(early));
        QCOMPARE(minorOf(quote.json.value(text("refund"))), 5250);
        QCOMPARE(student->send("DELETE", text("/api/bookings/%1").arg(early)).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(state(early), text("refunded"), 20'000);
        const QDateTime start = QDateTime::fromString(student->get(text("/api/bookings/%1").arg(late)).text("startsAt"), Qt::ISODate);
        advance(now().secsTo(start) - 3 * 3600);
        login(student);
        login(m_teacher);
        QCOMPARE(minorOf(student->get(text("/api/bookings/%1/cancellation").arg(late)).json.value(text("refund"))), 3937);
        QCOMPARE(student->send("DELETE", text("/api/bookings/%1").arg(late), QJsonDocument(QJsonObject{{text("reason"), text("I am ill.")}, {text("expectedRefund"), usd(5000)}}).toJson()).code(), text("conflict"));
        QCOMPARE(student->send("DELETE", text("/api/bookings/%1").arg(late)).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(number(text("select refunded_minor from payment where booking_id = '%1'").arg(late)), 3937, 20'000);
        QCOMPARE(state(late), text("cancelled"));
        QCOMPARE(m_teacher->send("DELETE", text("/api/bookings/%1").arg(byTeacher)).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(state(byTeacher), text("refunded"), 20'000);
        QCOMPARE(vault(), 7500 - 3749); // the teacher's part of what went back: 3937 × 7500 / 7875 is 3749.5, rounded down
        QVERIFY(school().booksBalance());
    }

    void anHourWithoutZoomDelaysTheMeetingAndNothingElse()
    {
        const Person student = school().registerAs(text("student"));
        school().sandbox.fault({{text("method"), text("*")}, {text("path"), text("/oauth/token")}, {text("action"), text("error_500")}});
        const QString id = paidBooking(student, slotAfter(student, 80));
        QTRY_VERIFY_WITH_TIMEOUT(number(text("select attempts from booking_meeting")) >= 1, 20'000);
        const QDateTime began = now();
        for (int i = 0; i < 12; ++i) {
            const qint64 before = number(text("select attempts from booking_meeting"));
            QTRY_VERIFY_WITH_TIMEOUT(passesUntilDue() && number(text("select attempts from booking_meeting")) > before, 60'000);
        }
        QVERIFY(began.secsTo(now()) >= 3600);
        QCOMPARE(number(text("select count(*) from notification where kind = 'booking_meeting_late' and user_id in ('%1', '%2')").arg(student.id, m_teacher.id)), 2);
        school().sandbox.clearFaults();
        QTRY_VERIFY_WITH_TIMEOUT(passesUntilDue() && school().sql.text(text("select state from booking_meeting")) == u"ready", 60'000);
        QCOMPARE(number(text("select count(*) from notification where kind = 'booking_meeting' and user_id in ('%1', '%2')").arg(student.id, m_teacher.id)), 2);
        QCOMPARE(state(id), text("paid"));
    }

    void aLostAnswerOfZoomMakesNoSecondMeeting()
    {
        const Person student = school().registerAs(text("student"));
        school().sandbox.fault({{text("method"), text("POST")}, {text("path"), text("/v2/users/*")}, {text("action"), text("lose_answer")}, {text("times"), 1}});
        const QString id = paidBooking(student, slotAfter(student, 80));
        QTRY_VERIFY_WITH_TIMEOUT(number(text("select attempts from booking_meeting")) >= 1, 20'000);
        advance(60);
        QTRY_COMPARE_WITH_TIMEOUT(school().sql.text(text("select state from booking_meeting")), text("ready"), 30'000);
        QCOMPARE(meetingsAtZoom(), 1);
        QCOMPARE(m_teacher->send("DELETE", text("/api/bookings/%1").arg(id)).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(school().sql.text(text("select state from booking_meeting")), text("ended"), 30'000);
    }

    void anotherTimeNeedsBothSidesAndMovesTheMeeting()
    {
        const Person student = school().registerAs(text("student"));
        const QString id = paidBooking(student, slotAfter(student, 80));
        QTRY_COMPARE_WITH_TIMEOUT(school().sql.text(text("select state from booking_meeting")), text("ready"), 30'000);
        const QDateTime other = slotAfter(student, 120);
        const Reply asked = student->post(text("/api/bookings/%1/reschedule").arg(id), {{text("startsAt"), wire(other)}});
        QCOMPARE(asked.status, 200);
        QCOMPARE(asked.text("proposedBy"), text("student"));
        QCOMPARE(number(text("select count(*) from booking_slot")), 2); // both are held meanwhile
        QCOMPARE(student->post(text("/api/bookings/%1/proposal").arg(id), {{text("accept"), true}}).code(), text("invalid_state"));
        const Reply moved = m_teacher->post(text("/api/bookings/%1/proposal").arg(id), {{text("accept"), true}});
        QCOMPARE(moved.status, 200);
        QCOMPARE(QDateTime::fromString(moved.text("startsAt"), Qt::ISODate), other);
        QCOMPARE(number(text("select count(*) from booking_slot")), 1);
        QTRY_COMPARE_WITH_TIMEOUT(school().sql.text(text("select state from booking_meeting")), text("ready"), 30'000);
        QCOMPARE(number(text("select count(*) from mail_outbox where params::jsonb ->> 'calendar' like '%SEQUENCE:2%'")) > 0, true);
    }

    /// It is not the time that the student had chosen: nothing is lost by it.
    void whoAgreedToAnotherTimeOfTheTeachersCancelsForNothing()
    {
        const Person student = school().registerAs(text("student"));
        const QString id = paidBooking(student, slotAfter(student, 80));
        QCOMPARE(m_teacher->post(text("/api/bookings/%1/reschedule").arg(id), {{text("startsAt"), wire(slotAfter(student, 4))}}).status, 200);
        QCOMPARE(student->post(text("/api/bookings/%1/proposal").arg(id), {{text("accept"), true}}).status, 200);
        const Reply quote = student->get(text("/api/bookings/%1/cancellation").arg(id));
        QCOMPARE(minorOf(quote.json.value(text("refund"))), 5250);
        QCOMPARE(student->send("DELETE", text("/api/bookings/%1").arg(id)).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), text("refunded"), 20'000);
        QCOMPARE(vault(), 0);
    }

    void aRequestLeavesTimeToPayIt()
    {
        const Person student = school().registerAs(text("student"));
        const QDateTime start = slotAfter(student, 20);
        const Reply booked = book(student, start);
        QCOMPARE(QDateTime::fromString(booked.text("expiresAt"), Qt::ISODate), start.addSecs(-3600));
    }

    void whoDidNotComeIsDecidedByAnAdmin()
    {
        Person student = school().registerAs(text("student"));
        const QString id = paidBooking(student, slotAfter(student, 30));
        QCOMPARE(student->post(text("/api/bookings/%1/claim").arg(id), {{text("text"), text("Nobody was there.")}}).code(), text("invalid_state"));
        const QDateTime start = QDateTime::fromString(student->get(text("/api/bookings/%1").arg(id)).text("startsAt"), Qt::ISODate);
        advance(now().secsTo(start) + 3 * 3600);
        login(student);
        login(school().admin);
        QCOMPARE(student->post(text("/api/bookings/%1/claim").arg(id), {{text("text"), text("Nobody was there.")}}).status, 200);
        const Reply tooMuch = school().admin->pay(text("/api/admin/bookings/%1/decision").arg(id), {{text("uphold"), true}, {text("refund"), usd(99'999)}, {text("reason"), text("The log says so.")}});
        QCOMPARE(tooMuch.code(), text("invalid_input"));
        const QByteArray key = newUuid7().toLatin1();
        for (int i = 0; i < 2; ++i) QCOMPARE(school().admin->pay(text("/api/admin/bookings/%1/decision").arg(id), {{text("uphold"), true}, {text("refund"), usd(5250)}, {text("reason"), text("The log says so.")}}, key).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), text("refunded"), 20'000);
        QCOMPARE(number(text("select count(*) from refund")), 1);
        QCOMPARE(vault(), 0);
        QVERIFY(school().booksBalance());
    }

    void aSessionThatABankQuestionsHasNoWayInUntilItIsWon()
    {
        const Person student = school().registerAs(text("student"));
        m_gig = offeredGig(m_teacher, text("own_link"));
        const QString id = paidBooking(student, slotAfter(student, 80));
        const QString dispute = disputed(id, 5250);
        QCOMPARE(student->get(text("/api/bookings/%1/meeting").arg(id)).code(), text("invalid_state"));
        QCOMPARE(student->send("DELETE", text("/api/bookings/%1").arg(id)).code(), text("invalid_state")); // it would be paid twice
        QCOMPARE(number(text("select count(*) from booking_slot")), 1);
        decide(dispute, text("win"));
        QCOMPARE(student->get(text("/api/bookings/%1/meeting").arg(id)).status, 200);
        QCOMPARE(state(id), text("paid"));
        QCOMPARE(vault(), 5000);
        QVERIFY(school().booksBalance());
    }

    void cancelledWhileABankHasItsMoneyItGoesBackOnceWhateverTheBankDecides()
    {
        const Person student = school().registerAs(text("student"));
        const QString won = paidBooking(student, slotAfter(student, 80));
        const QString lost = paidBooking(student, slotAfter(student, 90));
        const QString disputeOfWon = disputed(won, 5250);
        const QString disputeOfLost = disputed(lost, 5250);
        for (const QString& id : {won, lost}) {
            QCOMPARE(m_teacher->send("DELETE", text("/api/bookings/%1").arg(id)).status, 200);
            QCOMPARE(state(id), text("cancelled"));
        }
        QCOMPARE(number(text("select count(*) from refund")), 0);
        decide(disputeOfWon, text("win"));
        decide(disputeOfLost, text("lose"));
        QTRY_COMPARE_WITH_TIMEOUT(state(won), text("refunded"), 20'000);
        QCOMPARE(state(lost), text("refunded"));
        QCOMPARE(number(text("select count(*) from refund where state = 'succeeded' and amount_minor = 5250")), 1);
        QCOMPARE(number(text("select count(*) from refund")), 1);
        QCOMPARE(vault(), 0);
        QVERIFY(school().booksBalance());
        QCOMPARE(school().daemon.command({text("reconcile")}), 0);
    }

    void cancelledJustAsTheBankDecidesItGoesBackOnce()
    {
        const Person student = school().registerAs(text("student"));
        constexpr int kRounds = 4;
        for (int round = 0; round < kRounds; ++round) {
            const QString id = paidBooking(student, slotAfter(student, 80));
            const QString dispute = disputed(id, 5250);
            int status = 0;
            std::thread teacher([&, token = m_teacher.token] {
                ApiClient client(school().daemon.url());
                client.setToken(token);
                status = client.send("DELETE", text("/api/bookings/%1").arg(id)).status;
            });
            decide(dispute, text("win"));
            teacher.join();
            QCOMPARE(status, 200);
            QTRY_COMPARE_WITH_TIMEOUT(state(id), text("refunded"), 30'000);
        }
        QTRY_COMPARE_WITH_TIMEOUT(number(text("select count(*) from refund where state = 'succeeded' and amount_minor = 5250")), kRounds, 20'000);
        QCOMPARE(number(text("select count(*) from refund")), kRounds);
        QCOMPARE(vault(), 0);
        QVERIFY(school().booksBalance());
    }

    void whatABankLeavesOfALostSessionGoesBackToo()
    {
        const Person student = school().registerAs(text("student"));
        const QString ahead = paidBooking(student, slotAfter(student, 80));
        const QString cancelled = paidBooking(student, slotAfter(student, 90));
        const QString disputeOfAhead = disputed(ahead, 2000);
        const QString disputeOfCancelled = disputed(cancelled, 2000);
        QCOMPARE(m_teacher->send("DELETE", text("/api/bookings/%1").arg(cancelled)).status, 200);
        for (const QString& dispute : {disputeOfAhead, disputeOfCancelled}) decide(dispute, text("lose"));
        QTRY_COMPARE_WITH_TIMEOUT(number(text("select count(*) from refund where state = 'succeeded' and channel = 'wallet' and amount_minor = 3250")), 2, 20'000);
        QCOMPARE(state(ahead), text("cancelled"));
        QCOMPARE(state(cancelled), text("cancelled"));
        QCOMPARE(number(text("select count(*) from booking_slot")), 0);
        QCOMPARE(vault(), 0);
        QVERIFY(school().booksBalance());
    }

    void aSessionThatNobodyCouldEnterIsNotHeldAndPaysNobody()
    {
        Person student = school().registerAs(text("student"));
        const QString id = paidBooking(student, slotAfter(student, 30));
        const QString dispute = disputed(id, 5250);
        const QDateTime start = QDateTime::fromString(student->get(text("/api/bookings/%1").arg(id)).text("startsAt"), Qt::ISODate);
        advance(now().secsTo(start) + 61 * 60);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), text("cancelled"), 30'000);
        decide(dispute, text("win"));
        QTRY_COMPARE_WITH_TIMEOUT(state(id), text("refunded"), 20'000);
        QCOMPARE(vault(), 0);
        QVERIFY(school().booksBalance());
    }

    void whoIsBlockedHoldsNobodysTimeOrMoney()
    {
        const Person student = school().registerAs(text("student"));
        const QString paid = paidBooking(student, slotAfter(student, 80));
        const QString waiting = book(student, slotAfter(student, 90)).text("id");
        QCOMPARE(school().admin->post(text("/api/admin/users/%1/block").arg(m_teacher.id), {{text("reason"), text("Left the school.")}}).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(state(waiting), text("cancelled"), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(state(paid), text("refunded"), 30'000);
        QCOMPARE(number(text("select count(*) from booking_slot")), 0);
        QCOMPARE(number(text("select count(*) from refund where state = 'succeeded' and amount_minor = 5250")), 1);
        QCOMPARE(vault(), 0);
        QVERIFY(school().booksBalance());
    }

    void aClaimIsDecidedAlsoAfterABankTookPartOfThePayment()
    {
        Person student = school().registerAs(text("student"));
        const QString id = paidBooking(student, slotAfter(student, 30));
        const QDateTime start = QDateTime::fromString(student->get(text("/api/bookings/%1").arg(id)).text("startsAt"), Qt::ISODate);
        advance(now().secsTo(start) + 3 * 3600);
        QTRY_COMPARE_WITH_TIMEOUT(state(id), text("completed"), 30'000);
        login(student);
        login(school().admin);
        QCOMPARE(student->post(text("/api/bookings/%1/claim").arg(id), {{text("text"), text("Nobody was there.")}}).status, 200);
        const QString dispute = disputed(id, 2000);
        const auto decision = [&](qint64 refund) { return school().admin->pay(text("/api/admin/bookings/%1/decision").arg(id), {{text("uphold"), true}, {text("refund"), usd(refund)}, {text("reason"), text("The log says so.")}}); };
        QCOMPARE(decision(1000).code(), text("invalid_state")); // the bank decides first
        decide(dispute, text("lose"));
        QCOMPARE(decision(3251).code(), text("invalid_input"));
        QCOMPARE(decision(3250).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(number(text("select count(*) from refund where state = 'succeeded' and channel = 'wallet' and amount_minor = 3250")), 1, 20'000);
        QCOMPARE(vault(), 0);
        QVERIFY(school().booksBalance());
    }

    void calendarsGetTheirEntryAndTheFeedIsSecret()
    {
        const Person student = school().registerAs(text("student"));
        const QString id = paidBooking(student, slotAfter(student, 80));
        QCOMPARE(number(text("select count(*) from mail_outbox where params::jsonb ->> 'calendar' like '%METHOD:REQUEST%'")) >= 2, true);
        const QString address = student->get(text("/api/calendar-feed")).text("url");
        const Reply feed = ApiClient(school().daemon.url()).get(QUrl(address).path());
        QCOMPARE(feed.status, 200);
        QVERIFY(feed.headers.value("content-type").startsWith("text/calendar"));
        QVERIFY2(feed.body.contains(id.toLatin1()) && feed.body.contains("BEGIN:VEVENT"), feed.body.constData());
        QCOMPARE(student->post(text("/api/calendar-feed")).status, 200);
        QCOMPARE(ApiClient(school().daemon.url()).get(QUrl(address).path()).status, 404);
        QVERIFY(!school().daemon.log().contains(QUrl(address).path().toLatin1()));
    }

    void aRoomOfTheTeachersOwnNeedsNoService()
    {
        const Person student = school().registerAs(text("student"));
        m_gig = offeredGig(m_teacher, text("own_link"));
        const QString id = paidBooking(student, slotAfter(student, 30));
        QCOMPARE(student->get(text("/api/bookings/%1/meeting").arg(id)).text("url"), text("https://meet.jit.si/a-room"));
        QVERIFY(!student->get(text("/api/gigs/%1").arg(m_gig)).body.contains("jit.si"));
        QCOMPARE(meetingsAtZoom(), 0);
    }
};

QTEST_GUILESS_MAIN(TestBookings)
#include "tst_bookings.moc"
