#include "support/movedtown.h"

using namespace lectern;
using namespace lectern::test;

/// Plans on the real programs, in moved time: every payment of every month once, whatever ends in between.
class TestCollections : public QObject
{
    Q_OBJECT

    struct Town : MovedTown {
        [[nodiscard]] bool start(const QDate& day, int count = 12, const QString& fee = QStringLiteral("120000"))
        {
            return MovedTown::start(day, {{QStringLiteral("name"), QStringLiteral("Monthly")}, {QStringLiteral("kind"), QStringLiteral("instalments")}, {QStringLiteral("count"), count}}, fee);
        }
        void buy(const Person& who)
        {
            const Reply reply = who->pay(QStringLiteral("/api/enrollments"), {{QStringLiteral("courseId"), course}, {QStringLiteral("planId"), plan}});
            if (reply.status != 201) qFatal("enrolling answered %d: %s", reply.status, reply.body.constData());
            (void)school.pay(reply.object("checkout"));
            if (!QTest::qWaitFor([&] { return line(who, 1) == u"paid"; }, 30'000)) qFatal("the first payment did not settle: %s", school.daemon.log().right(2000).constData());
        }
        QString line(const Person& who, int number) { return school.sql.text(QStringLiteral("select l.state from schedule_line l join schedule s on s.id = l.schedule_id where s.student_id = '%1' and l.number = %2 order by s.id desc limit 1").arg(who.id).arg(number)); }
        QString dueOn(const Person& who, int number) { return school.sql.text(QStringLiteral("select l.due_on from schedule_line l join schedule s on s.id = l.schedule_id where s.student_id = '%1' and l.number = %2").arg(who.id).arg(number)); }
        void untilDue(int number)
        {
            const QDateTime due(QDate::fromString(dueOn(student, number), Qt::ISODate), QTime(0, 1), Qt::UTC);
            if (now() < due) advance(now().secsTo(due));
        }
    };

private Q_SLOTS:
    void aYearOfMonthsIsCollectedOnceEachThroughALeapDay()
    {
        Town town;
        QVERIFY(town.start(QDate(2028, 1, 31)));
        town.buy(town.student);
        QStringList days;
        for (int number = 1; number <= 12; ++number) days << town.dueOn(town.student, number);
        QCOMPARE(days.mid(0, 4).join(u' '), QStringLiteral("2028-01-31 2028-02-29 2028-03-31 2028-04-30"));
        for (int number = 2; number <= 12; ++number) {
            town.untilDue(number);
            QTRY_COMPARE_WITH_TIMEOUT(town.line(town.student, number), QStringLiteral("paid"), 40'000);
            if (number == 5) { // in the middle of it all the server goes away for a night
                town.school.daemon.kill();
                QVERIFY(town.school.restart());
            }
        }
        QCOMPARE(town.charges(), 12);
        QCOMPARE(town.school.sql.text(QStringLiteral("select state from schedule")), QStringLiteral("completed"));
        QCOMPARE(town.school.sql.number(QStringLiteral("select sum(amount_minor) from payment where settled_at is not null")), 120'000);
        QCOMPARE(town.school.sql.number(QStringLiteral("select count(distinct gateway_id) from payment")), 12);
        QVERIFY(town.school.booksBalance());
    }

    void cardThatDiesIsSuspendedAndComesBackWithAnotherOne()
    {
        Town town;
        QVERIFY(town.start(QDate(2027, 3, 10), 3));
        town.buy(town.student);
        town.changeCard(QStringLiteral("pm_card_chargeCustomerFail"));
        town.untilDue(2);
        const auto attempts = [&] { return town.school.sql.number(QStringLiteral("select attempts from schedule_line where number = 2")); };
        QTRY_COMPARE_WITH_TIMEOUT(attempts(), 1, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(town.school.sql.text(QStringLiteral("select attempt_open from schedule_line where number = 2")), QStringLiteral("false"), 30'000);
        for (const int day : {1, 2, 4}) { // the 1st, the 3rd and the 7th
            town.advance(day * 86'400LL);
            const qint64 wanted = attempts() + 1;
            QTRY_COMPARE_WITH_TIMEOUT(attempts(), wanted, 30'000);
            QTRY_COMPARE_WITH_TIMEOUT(town.school.sql.text(QStringLiteral("select attempt_open from schedule_line where number = 2")), QStringLiteral("false"), 30'000);
        }
        QCOMPARE(town.access(town.student), QStringLiteral("active"));
        town.advance(86'400);
        QVERIFY(town.school.daemon.terminate() == 0 && town.school.restart()); // jobs of a minute run at the start
        QTRY_COMPARE_WITH_TIMEOUT(town.access(town.student), QStringLiteral("suspended"), 30'000);
        QCOMPARE(town.charges(), 1);
        town.changeCard(QStringLiteral("pm_card_mastercard"));
        QTRY_COMPARE_WITH_TIMEOUT(town.line(town.student, 2), QStringLiteral("paid"), 40'000);
        QCOMPARE(town.access(town.student), QStringLiteral("active"));
        QCOMPARE(town.charges(), 2);
        QVERIFY(town.school.booksBalance());
    }

    void aDeclineWhoseAnswerWasCutIsFoundOutBeforeAnythingElseIsPaid()
    {
        Town town;
        QVERIFY(town.start(QDate(2027, 3, 10), 3));
        town.buy(town.student);
        town.changeCard(QStringLiteral("pm_card_chargeCustomerFail"));
        const QJsonObject cut{{QStringLiteral("action"), QStringLiteral("lose_answer")}, {QStringLiteral("path"), QStringLiteral("/v1/payment_intents")}, {QStringLiteral("method"), QStringLiteral("POST")}, {QStringLiteral("times"), 1}};
        const QJsonObject late{{QStringLiteral("action"), QStringLiteral("delay")}, {QStringLiteral("event"), QStringLiteral("payment_intent.payment_failed")}, {QStringLiteral("ms"), 3'600'000}};
        town.school.sandbox.fault({{QStringLiteral("rules"), QJsonArray{cut, late}}});
        town.untilDue(2);
        QTRY_COMPARE_WITH_TIMEOUT(town.school.sql.number(QStringLiteral("select attempts from schedule_line where number = 2")), 1, 30'000);
        const auto intents = [&] { return town.school.sandbox.api("GET", QStringLiteral("/v1/payment_intents?limit=100")).value(QStringLiteral("data")).toArray().size(); };
        QTRY_COMPARE_WITH_TIMEOUT(intents(), 2, 20'000); // it was made there, and declined
        town.login(town.student);
        const QString path = QStringLiteral("/api/payments/schedules/%1/pay").arg(town.school.sql.text(QStringLiteral("select id from schedule")));
        const QJsonObject line{{QStringLiteral("lineId"), town.school.sql.text(QStringLiteral("select id from schedule_line where number = 2"))}};
        QCOMPARE(town.student->pay(path, line).status, 409); // nobody knows yet what became of it
        town.advance(120);
        QTRY_COMPARE_WITH_TIMEOUT(town.school.sql.text(QStringLiteral("select attempt_open from schedule_line where number = 2")), QStringLiteral("false"), 30'000);
        const Reply checkout = town.student->pay(path, line);
        QCOMPARE(checkout.status, 201);
        (void)town.school.pay(checkout.json);
        QTRY_COMPARE_WITH_TIMEOUT(town.line(town.student, 2), QStringLiteral("paid"), 30'000);
        QCOMPARE(intents(), 2); // the one that was declined is the one that was paid
        town.school.sandbox.clearFaults();
        town.school.sandbox.flush();
        QTRY_COMPARE_WITH_TIMEOUT(town.school.sql.number(QStringLiteral("select count(*) from gateway_event_queue")), 0, 30'000);
        QVERIFY(town.school.booksBalance());
    }

    void killedAtAnyStepOfACollectionItIsChargedOnce_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("action");
        QTest::newRow("before the gateway works") << "/v1/payment_intents*" << "latency";
        QTest::newRow("after the gateway worked") << "/v1/payment_intents*" << "lose_answer";
        QTest::newRow("before the event comes") << "" << "delay";
    }
    void killedAtAnyStepOfACollectionItIsChargedOnce()
    {
        QFETCH(QString, path);
        QFETCH(QString, action);
        Town town;
        QVERIFY(town.start(QDate(2027, 5, 20), 3));
        town.buy(town.student);
        QJsonObject rule{{QStringLiteral("action"), action}, {QStringLiteral("times"), 1}};
        if (!path.isEmpty()) {
            rule.insert(QStringLiteral("path"), path);
            rule.insert(QStringLiteral("method"), QStringLiteral("POST"));
            rule.insert(QStringLiteral("mode"), QStringLiteral("hang"));
            rule.insert(QStringLiteral("ms"), 60'000);
        } else {
            rule.insert(QStringLiteral("event"), QStringLiteral("payment_intent.*"));
        }
        town.school.sandbox.fault(rule);
        town.untilDue(2);
        QTRY_COMPARE_WITH_TIMEOUT(town.school.sql.number(QStringLiteral("select attempts from schedule_line where number = 2")), 1, 30'000);
        if (action != u"latency") QTRY_COMPARE_WITH_TIMEOUT(town.charges(), 2, 20'000);
        town.school.daemon.kill();
        town.school.sandbox.clearFaults();
        town.school.sandbox.flush();
        QVERIFY(town.school.restart());
        town.advance(120); // an attempt whose answer did not come is asked again
        QTRY_COMPARE_WITH_TIMEOUT(town.line(town.student, 2), QStringLiteral("paid"), 60'000);
        QCOMPARE(town.charges(), 2);
        QCOMPARE(town.school.sql.number(QStringLiteral("select attempts from schedule_line where number = 2")), 1);
        QVERIFY(town.school.booksBalance());
    }

    void twoServersOnOneDatabaseChargeEachLineOnce()
    {
        Town town;
        QVERIFY(town.start(QDate(2027, 8, 2), 2, QStringLiteral("20000")));
        QList<Person> students{town.student};
        for (int i = 0; i < 14; ++i) students << town.school.registerAs(QStringLiteral("student"));
        for (const Person& one : students) town.buy(one);
        DaemonProcess second(town.school.database.app());
        second.set("testing.clock_offset_file", town.dir.filePath(QStringLiteral("offset")));
        second.useGateway(town.school.sandbox.url());
        QVERIFY(second.start());
        town.untilDue(2);
        for (const Person& one : students) QTRY_COMPARE_WITH_TIMEOUT(town.line(one, 2), QStringLiteral("paid"), 60'000);
        QCOMPARE(town.charges(), 30);
        QCOMPARE(town.school.sql.number(QStringLiteral("select count(*) from schedule_line where attempts > 1")), 0);
        QCOMPARE(second.terminate(), 0);
        QVERIFY(town.school.booksBalance());
    }
};

QTEST_GUILESS_MAIN(TestCollections)
#include "tst_collections.moc"
