#include "support/sessionschool.h"
#include <thread>

using namespace lectern;
using namespace lectern::test;

/// Live sessions from the booking to what the teacher earned.
class TestBookings : public SessionTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { startSchool(); }
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


    void theTimesToMoveToAreFreeForBothAndItsOwnCountsAsFree()
    {
        const Person student = school().registerAs(text("student"));
        const Person other = school().registerAs(text("student"));
        const QDateTime start = slotAfter(student, 80, 90);
        const QString id = paidBooking(student, start, 90);
        const QString taken = book(other, start.addSecs(4 * 3'600)).text("id");
        QVERIFY(!taken.isEmpty());
        QJsonObject hours = m_teacher->get(text("/api/availability")).json;
        hours.insert(text("bufferMinutes"), 0); // both sessions keep the pause that they were booked with
        QCOMPARE(m_teacher->put(text("/api/availability"), hours).status, 200);
        const auto starts = [&](const Person& who, const QDateTime& from, const QDateTime& until) {
            const Reply reply = who->get(text("/api/bookings/%1/slots?from=%2&until=%3").arg(id, wire(from), wire(until)));
            QStringList all;
            for (const QJsonValue slot : reply.json.value(text("items")).toArray()) all << slot.toObject().value(text("startsAt")).toString();
            return reply.status == 200 ? all : QStringList{reply.code()};
        };
        const QDateTime day = start.addSecs(-4 * 3'600);
        const QStringList shown = starts(student, day, day.addSecs(12 * 3'600));
        const auto offers = [&](qint64 minutes) { return shown.contains(start.addSecs(60 * minutes).toString(Qt::ISODate)) || shown.contains(wire(start.addSecs(60 * minutes))); };
        QVERIFY2(offers(15) && offers(-15), qPrintable(shown.join(u' '))); // over its own time
        QVERIFY(!offers(0));
        QVERIFY(offers(135) && !offers(150) && !offers(240)); // another student's, with the pause before it
        QCOMPARE(starts(other, day, day.addDays(1)), QStringList{text("not_found")});
        QVERIFY(student->post(text("/api/bookings/%1/reschedule").arg(id), {{text("startsAt"), wire(start.addSecs(900))}}).status == 200);
        // The topic is not offered any more; what is booked can still be moved, by its teacher without notice.
        QCOMPARE(m_teacher->post(text("/api/gigs/%1/state").arg(m_gig), {{text("state"), text("paused")}}).status, 200);
        const QDateTime soon = now().addSecs(60);
        QVERIFY(!starts(m_teacher, soon, soon.addSecs(3'600)).isEmpty());
        QVERIFY(starts(student, soon, soon.addSecs(3'600)).isEmpty());
        advance(start.addSecs(-6 * 3'600).toSecsSinceEpoch() - now().toSecsSinceEpoch());
        Person again = student;
        login(again);
        QCOMPARE(starts(again, start, start.addDays(1)), QStringList{text("invalid_state")}); // too late for a student
    }

    void whatIsAheadIsListedWithTheSoonestFirstAndWhatIsOverWithTheLatest()
    {
        const Person student = school().registerAs(text("student"));
        const QDateTime first = slotAfter(student, 80);
        QStringList ids;
        for (int i = 0; i < 4; ++i) ids << book(student, first.addDays(i)).text("id");
        const auto listed = [&](const Person& who, const QString& query) {
            QStringList all;
            QString cursor;
            do { // one a page
                const Reply reply = who->get(text("/api/bookings?limit=1&%1%2").arg(query, cursor.isEmpty() ? QString() : text("&cursor=") + QString::fromLatin1(QUrl::toPercentEncoding(cursor))));
                if (reply.status != 200) return QStringList{reply.code()};
                for (const QJsonValue one : reply.json.value(text("items")).toArray()) all << one.toObject().value(text("id")).toString();
                cursor = reply.text("nextCursor");
            } while (!cursor.isEmpty());
            return all;
        };
        QCOMPARE(student->send("DELETE", text("/api/bookings/") + ids.at(1)).status, 200);
        QCOMPARE(student->send("DELETE", text("/api/bookings/") + ids.at(3)).status, 200);
        QCOMPARE(listed(student, text("time=ahead")), (QStringList{ids.at(0), ids.at(2)}));
        QCOMPARE(listed(m_teacher, text("time=waiting")), (QStringList{ids.at(0), ids.at(2)}));
        QCOMPARE(listed(student, text("time=waiting")), QStringList());
        QCOMPARE(confirm(ids.at(0)).status, 200);
        QCOMPARE(listed(m_teacher, text("time=waiting")), QStringList{ids.at(2)});
        QCOMPARE(listed(student, text("time=waiting")), QStringList{ids.at(0)}); // to be paid
        QCOMPARE(m_teacher->post(text("/api/bookings/%1/reschedule").arg(ids.at(2)), {{text("startsAt"), wire(first.addDays(8))}}).status, 200);
        QCOMPARE(listed(student, text("time=waiting")), (QStringList{ids.at(0), ids.at(2)})); // to be agreed to
        QCOMPARE(listed(student, text("time=past")), (QStringList{ids.at(3), ids.at(1)}));
        QCOMPARE(listed(student, QString()), (QStringList{ids.at(3), ids.at(2), ids.at(1), ids.at(0)}));
        QCOMPARE(listed(student, text("time=later")), QStringList{text("invalid_input")});
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
