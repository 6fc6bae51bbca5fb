#include "settlement/batch.h"
#include "settlement/settler.h"
#include "support/school.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/sweep.h"
#include <QSqlQuery>
#include <QTest>
#include <algorithm>
#include <numeric>

using namespace lectern;
using namespace lectern::test;

/// Gateway events become money exactly once, whatever order, number and shape they come in.
class TestSettlement : public QObject
{
    Q_OBJECT

private:
    /// One paid sale: what must be in the books after it, and no more.
    static void compareOneSale(World& world, const Payment& payment, qint64 teacher, qint64 platform)
    {
        const QString id = payment.id.value;
        QCOMPARE(world.sql.text(QStringLiteral("select state from payment where id = '%1'").arg(id)), QStringLiteral("succeeded"));
        QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment where id = '%1'").arg(payment.enrollmentId.value)), QStringLiteral("active"));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from journal where source_id = '%1'").arg(id)), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from vault_entry where payment_id = '%1'").arg(id)), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from vault_hold where payment_id = '%1'").arg(id)), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select teacher_minor from payment where id = '%1'").arg(id)), teacher);
        QCOMPARE(world.sql.number(QStringLiteral("select platform_minor from payment where id = '%1'").arg(id)), platform);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from mail_outbox where dedupe_key = 'settled:%1'").arg(id)), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from notification where kind = 'enrollment_active' and subject_id = '%1'").arg(payment.enrollmentId.value)), 1);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }
    static void compareNothingBooked(World& world)
    {
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from journal")), 0);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from payment where state = 'succeeded'")), 0);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from enrollment where state = 'active'")), 0);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }
    static QString problemOf(World& world) { return world.sql.text(QStringLiteral("select outcome from gateway_event_problem order by id desc limit 1")); }
    /// Orders of the five events of one payment that paid at last.
    static QList<QList<int>> ordersOfFive()
    {
        QList<QList<int>> orders;
        QList<int> order{0, 1, 2, 3, 4};
        do orders << order;
        while (std::next_permutation(order.begin(), order.end()));
        return orders;
    }
    static IntentEvent step(const Payment& payment, int index)
    {
        switch (index) {
        case 0: return eventOf(payment, "payment_intent.created", "requires_payment_method");
        case 1: return eventOf(payment, "payment_intent.requires_action", "requires_action");
        case 2: return eventOf(payment, "payment_intent.payment_failed", "requires_payment_method");
        case 3: return eventOf(payment, "payment_intent.processing", "processing");
        default: return succeeded(payment);
        }
    }

private Q_SLOTS:
    void successOpensTheEnrollmentAndBooksTheSale()
    {
        World world;
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        const User student = world.student();
        const Payment payment = openPayment(world, student, course.id);
        world.receive(succeeded(payment));
        QCOMPARE(world.settle(), 1);
        compareOneSale(world, payment, 3999, 1000);
        QCOMPARE(world.live.count(student.id, QStringLiteral("enrollment")), 1);
        QCOMPARE(world.sql.text(QStringLiteral("select charge_id from payment")), QStringLiteral("ch_") + payment.gatewayId.mid(3));
    }

    void noStatementIsCompiled()
    {
        World world;
        world.settle();
        int connections = 0;
        for (const QString& name : QSqlDatabase::connectionNames()) {
            if (!name.startsWith(QStringLiteral("lectern-"))) continue;
            QSqlQuery query(QSqlDatabase::database(name));
            QVERIFY(query.exec(QStringLiteral("show jit")) && query.next());
            QCOMPARE(query.value(0).toString(), QStringLiteral("off"));
            ++connections;
        }
        QVERIFY(connections > 0);
    }

    void duplicateEventPostsOnce()
    {
        World world;
        const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
        const QByteArray event = body(succeeded(payment));
        world.receive(event);
        world.receive(event);
        QCOMPARE(world.settle(), 1); // the inbox took it once
        world.receive(event);
        QCOMPARE(world.settle(), 0);
        compareOneSale(world, payment, 3999, 1000);
    }

    void anotherEventOfTheSameSuccessPostsOnce()
    {
        World world;
        const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
        for (int i = 0; i < 5; ++i) world.receive(succeeded(payment)); // five event ids, in one batch
        QCOMPARE(world.settle(), 5);
        world.receive(succeeded(payment)); // and one later
        QCOMPARE(world.settle(), 1);
        compareOneSale(world, payment, 3999, 1000);
    }

    /// A decline and a success carry the same second; neither their order nor their time decides, the success does.
    void twoEventsOfTheSameSecondEndAsPaid()
    {
        for (const bool declineFirst : {true, false}) {
            World world;
            const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
            const IntentEvent declined = eventOf(payment, "payment_intent.payment_failed", "requires_payment_method");
            if (declineFirst) world.receive(declined);
            world.receive(succeeded(payment));
            if (!declineFirst) world.receive(declined);
            world.settle();
            QCOMPARE(world.sql.text(QStringLiteral("select state from payment")), QStringLiteral("succeeded"));
            QCOMPARE(world.sql.number(QStringLiteral("select count(*) from journal where kind = 'sale'")), 1);
            QCOMPARE(world.ledgerProblems(), QStringList());
        }
    }

    void sixteenAtOncePostOnce()
    {
        World world;
        const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
        inParallel(world, 16, [&](int) {
            world.receive(succeeded(payment));
            while (must(settlement::settleBatch(world.services, 1)) > 0) {}
        });
        world.settle();
        compareOneSale(world, payment, 3999, 1000);
    }

    void everyOrderOfTheEventsEndsPaidOnce()
    {
        World world;
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        QList<Payment> payments;
        for (const QList<int>& order : ordersOfFive()) {
            const Payment payment = openPayment(world, world.student(), course.id);
            payments << payment;
            // One after the other, so that each sees the state that the one before left.
            for (const int index : order) {
                world.receive(step(payment, index));
                (void)must(settlement::settleBatch(world.services, 1));
            }
        }
        QCOMPARE(world.settle(), 0);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from payment where state <> 'succeeded'")), 0);
        for (const Payment& payment : payments) QCOMPARE(world.sql.number(QStringLiteral("select count(*) from journal where source_id = '%1'").arg(payment.id.value)), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from enrollment where state = 'active'")), payments.size());
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void everyOrderInOneBatchEndsPaidOnce()
    {
        World world;
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        const auto orders = ordersOfFive();
        for (const QList<int>& order : orders) {
            const Payment payment = openPayment(world, world.student(), course.id);
            for (const int index : order) world.receive(step(payment, index));
        }
        QCOMPARE(world.settle(97), orders.size() * 5); // batches that cut through a payment's events
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from payment where state = 'succeeded'")), orders.size());
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from journal")), orders.size());
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void declineIsShownAndMayBeTriedAgain()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        const Payment payment = openPayment(world, student, course.id);
        world.receive(eventOf(payment, "payment_intent.payment_failed", "requires_payment_method"));
        world.settle();
        const Payment declined = must(payments::find(world.services, World::as(student), payment.id));
        QCOMPARE(declined.state, PaymentState::Failed);
        QCOMPARE(declined.failureMessage, QStringLiteral("Your card has insufficient funds."));
        compareNothingBooked(world);
        QCOMPARE(openPayment(world, student, course.id).id, payment.id); // the same enrollment, the same payment
        world.receive(succeeded(payment));
        world.settle();
        compareOneSale(world, payment, 3999, 1000);
        QCOMPARE(must(payments::find(world.services, World::as(student), payment.id)).failureMessage, QString());
    }

    void whatDoesNotFitIsSetAside_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("another amount") << 0;
        QTest::newRow("another currency") << 1;
        QTest::newRow("a live event on a test server") << 2;
        QTest::newRow("received less than asked") << 3;
    }

    void whatDoesNotFitIsSetAside()
    {
        QFETCH(int, kind);
        World world;
        const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
        IntentEvent event = succeeded(payment);
        if (kind == 0) event.amount = usd(4998);
        if (kind == 1) event.amount = Money::fromMinor(4999, *Currency::fromCode(QStringLiteral("EUR")));
        if (kind == 2) event.livemode = true;
        if (kind == 3) event.received = 4998;
        world.receive(event);
        QCOMPARE(world.settle(), 1);
        compareNothingBooked(world);
        QCOMPARE(problemOf(world), QStringLiteral("mismatch"));
        world.receive(succeeded(payment)); // the true one still counts
        world.settle();
        compareOneSale(world, payment, 3999, 1000);
    }

    void liveServerRefusesTestEvents()
    {
        World world;
        world.policy.livemode = true;
        const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
        world.receive(succeeded(payment));
        world.settle();
        compareNothingBooked(world);
        QCOMPARE(problemOf(world), QStringLiteral("mismatch"));
    }

    void unknownPaymentIsPutOffAndThenSetAside()
    {
        World world;
        IntentEvent event;
        event.intent = QStringLiteral("pi_of_somebody_else");
        event.amount = usd(4999);
        world.receive(event);
        int tries = 0;
        for (; world.sql.number(QStringLiteral("select count(*) from gateway_event_queue")) == 1 && tries < 50; ++tries) {
            QVERIFY(world.settle() <= 1);
            world.clock.advance(600);
        }
        QVERIFY2(tries > 3 && tries < 50, qPrintable(QString::number(tries)));
        QCOMPARE(problemOf(world), QStringLiteral("unknown_object"));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from gateway_event")), 1); // kept for ever
        compareNothingBooked(world);
    }

    void putOffEventSettlesWhenItsPaymentIsKnown()
    {
        World world;
        const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
        world.sql.exec(QStringLiteral("update payment set gateway_id = null")); // the answer of the call is still under way
        IntentEvent event = succeeded(payment);
        event.paymentId.clear();
        world.receive(event);
        QCOMPARE(world.settle(), 1);
        compareNothingBooked(world);
        world.sql.exec(QStringLiteral("update payment set gateway_id = '%1'").arg(payment.gatewayId));
        QCOMPARE(world.settle(), 0); // not due yet
        world.clock.advance(2);
        QCOMPARE(world.settle(), 1);
        compareOneSale(world, payment, 3999, 1000);
    }

    void lostAnswerIsAdoptedByItsMetadata()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        world.gateway.loseAnswers();
        const auto lost = enrollments::enroll(world.services, World::as(student), {course.id});
        QCOMPARE(codeOf(lost), QStringLiteral("outcome_unknown"));
        const QString id = world.sql.text(QStringLiteral("select id from payment"));
        QVERIFY(world.sql.value(QStringLiteral("select gateway_id from payment")).isNull());
        Payment payment = must(payments::find(world.services, World::as(student), PaymentId{id}));
        payment.gatewayId = QStringLiteral("pi_made_without_us");
        world.receive(succeeded(payment));
        world.settle();
        compareOneSale(world, payment, 3999, 1000);
        QCOMPARE(world.sql.text(QStringLiteral("select gateway_id from payment")), payment.gatewayId);
    }

    void metadataOfAnotherPaymentAdoptsNothing()
    {
        World world;
        const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
        IntentEvent event = succeeded(payment);
        event.intent = QStringLiteral("pi_forged"); // names our payment, which belongs to another intent
        world.receive(event);
        world.settle();
        compareNothingBooked(world);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from gateway_event_queue")), 1);
    }

    void poisonEventIsIsolated()
    {
        World world;
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        QList<Payment> payments;
        for (int i = 0; i < 6; ++i) payments << openPayment(world, world.student(), course.id);
        // The books hold this sale already although the payment does not know: posting it again must fail.
        world.sql.exec(QStringLiteral("insert into journal values (nextval('journal_id_seq'), 'sale', 'payment', '%1', 'sale', now())").arg(payments.at(2).id.value));
        for (const Payment& payment : payments) world.receive(succeeded(payment));
        QVERIFY(!settlement::settleBatch(world.services, 200));
        for (int i = 0; i < 20; ++i) (void)must(settlement::settleOne(world.services));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from payment where state = 'succeeded'")), 5);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from gateway_event_queue")), 1);
        for (int i = 0; i < 20; ++i) { // in the end it is set aside and kept
            world.clock.advance(600);
            (void)must(settlement::settleOne(world.services));
        }
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from gateway_event_queue")), 0);
        QCOMPARE(problemOf(world), QStringLiteral("failed"));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from payment where state = 'succeeded'")), 5);
    }

    void settlerGoesOnPastAPoisonEvent()
    {
        World world;
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        QList<Payment> payments;
        for (int i = 0; i < 40; ++i) payments << openPayment(world, world.student(), course.id);
        world.sql.exec(QStringLiteral("insert into journal values (nextval('journal_id_seq'), 'sale', 'payment', '%1', 'sale', now())").arg(payments.at(0).id.value));
        settlement::Settler settler(world.services, 2, 16);
        for (const Payment& payment : payments) world.receive(succeeded(payment));
        settler.wake();
        QTRY_COMPARE_WITH_TIMEOUT(world.sql.number(QStringLiteral("select count(*) from payment where state = 'succeeded'")), 39, 30'000);
        settler.close();
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from enrollment where state = 'active'")), 39);
    }

    void unreadableEventsAreSetAside()
    {
        World world;
        world.receive(QByteArray(R"({"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1"}}})"));
        world.receive(QByteArray(R"({"id":"evt_2","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","amount":"49","currency":"usd","status":"succeeded"}}})"));
        world.receive(QByteArray(R"({"id":"evt_3","type":"payout.paid","data":{"object":{}}})"));
        world.receive(QByteArray(R"({"id":"evt_4","type":"customer.created","data":{"object":{}}})"));
        QCOMPARE(world.settle(), 4);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from gateway_event_problem where outcome = 'failed'")), 3);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from gateway_event_queue")), 0);
        compareNothingBooked(world);
    }

    void successAfterExpiryIsHonoured()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        const Payment payment = openPayment(world, student, course.id);
        world.clock.advance(25 * 3600);
        world.gateway.refuse(ErrorCode::GatewayBusy); // so the intent could not be cancelled in time
        QCOMPARE(must(enrollments::expireDue(world.services)), 1);
        QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment")), QStringLiteral("expired"));
        world.receive(succeeded(payment));
        world.settle();
        compareOneSale(world, payment, 3999, 1000);
    }

    void successAfterAnAdminsCancellationIsHonoured()
    {
        World world;
        const User student = world.student();
        const Payment payment = openPayment(world, student, launchedCourse(world, world.teacher(), usd(4999)).id);
        world.gateway.setIntentState(payment.gatewayId, PaymentState::Succeeded); // paid a moment before
        (void)must(enrollments::cancel(world.services, World::as(world.admin()), payment.enrollmentId, QStringLiteral("By mistake")));
        world.receive(succeeded(payment));
        world.settle();
        compareOneSale(world, payment, 3999, 1000);
    }

    void canceledIntentEndsThePayment()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        const Payment payment = openPayment(world, student, course.id);
        world.receive(eventOf(payment, "payment_intent.canceled", "canceled"));
        world.settle();
        QCOMPARE(world.sql.text(QStringLiteral("select state from payment")), QStringLiteral("canceled"));
        const Payment again = openPayment(world, student, course.id); // pays with a new one
        QVERIFY(again.id != payment.id);
        QCOMPARE(again.enrollmentId, payment.enrollmentId);
    }

    void missedEventsAreFetched()
    {
        World world;
        const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
        const QByteArray event = body(succeeded(payment));
        world.gateway.setEvents({QJsonDocument::fromJson(event).object(), QJsonDocument::fromJson(body(succeeded(payment))).object()});
        for (int i = 0; i < 2; ++i) { // twice: what is known is not taken again
            payments::fetchMissedEvents(world.services, 86'400, [&](const QString&, const QString&, const QByteArray& fetched) {
                world.receive(fetched);
                return true;
            });
        }
        QCOMPARE(world.settle(), 2);
        compareOneSale(world, payment, 3999, 1000);
    }

    void eventsOfDaysWithoutTheServerAreFetched()
    {
        World world;
        constexpr qint64 kDay = 86'400;
        const auto look = [&] {
            payments::fetchMissedEvents(world.services, kDay, [](const QString&, const QString&, const QByteArray&) { return true; });
            return world.clock.now().toSecsSinceEpoch() - world.gateway.eventsAskedSince();
        };
        QCOMPARE(look(), kDay);
        world.clock.advance(5 * kDay);
        world.gateway.refuse(ErrorCode::GatewayBusy);
        QCOMPARE(look(), 6 * kDay); // and came to no end
        QCOMPARE(look(), 6 * kDay);
        QCOMPARE(look(), kDay);
    }

    void anEventBehindThousandsOfOthersIsFetched()
    {
        World world;
        const Payment payment = openPayment(world, world.student(), launchedCourse(world, world.teacher(), usd(4999)).id);
        QList<QJsonObject> events;
        for (int i = 0; i < 20'000; ++i) events.append({{QStringLiteral("id"), QStringLiteral("evt_%1").arg(i)}, {QStringLiteral("type"), QStringLiteral("balance.available")}});
        events.append(QJsonDocument::fromJson(body(succeeded(payment))).object());
        world.gateway.setEvents(events);
        payments::fetchMissedEvents(world.services, 900, [&](const QString&, const QString&, const QByteArray& fetched) {
            world.receive(fetched);
            return true;
        });
        QCOMPARE(world.settle(), 1);
        compareOneSale(world, payment, 3999, 1000);
    }

    void manySalesToOneTeacherFromManyThreadsAddUp()
    {
        World world;
        const User teacher = world.teacher();
        const Course course = launchedCourse(world, teacher, usd(1001));
        QList<Payment> payments;
        for (int i = 0; i < 60; ++i) payments << openPayment(world, world.student(), course.id);
        for (const Payment& payment : payments) world.receive(succeeded(payment));
        inParallel(world, 6, [&](int i) {
            while (must(settlement::settleBatch(world.services, 3 + i)) > 0) {}
        });
        world.settle();
        // floor(1001 × 0.8) = 800 each
        QCOMPARE(world.sql.number(QStringLiteral("select pending_minor from vault_balance b join vault v on v.id = b.vault_id where v.owner_id = '%1'").arg(teacher.id.value)), 60 * 800);
        QCOMPARE(world.sql.number(QStringLiteral("select max(seq) from vault_entry")), 60);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void currenciesOfAnyDigitsSplitExactly_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<qint64>("fee");
        QTest::addColumn<qint64>("teacher");
        QTest::newRow("no decimals") << QStringLiteral("JPY") << qint64(4999) << qint64(3999);
        QTest::newRow("two decimals") << QStringLiteral("EUR") << qint64(101) << qint64(80);
        QTest::newRow("three decimals") << QStringLiteral("KWD") << qint64(12'340) << qint64(9'872);
    }

    void currenciesOfAnyDigitsSplitExactly()
    {
        QFETCH(QString, code);
        QFETCH(qint64, fee);
        QFETCH(qint64, teacher);
        World world;
        const Course course = launchedCourse(world, world.teacher(), Money::fromMinor(fee, *Currency::fromCode(code)));
        const Payment payment = paidEnrollment(world, world.student(), course.id);
        compareOneSale(world, payment, teacher, fee - teacher);
    }

    void shareOfCourseThenCategoryThenServerIsFrozenAtTheSale()
    {
        World world;
        const User teacher = world.teacher();
        const Course course = launchedCourse(world, teacher, usd(10'000));
        const auto sale = [&] {
            const Payment payment = openPayment(world, world.student(), course.id);
            world.sql.exec(QStringLiteral("update course set share_bps = 9999")); // after the sale: too late for it
            world.receive(succeeded(payment));
            world.settle();
            world.sql.exec(QStringLiteral("update course set share_bps = null"));
            return world.sql.number(QStringLiteral("select teacher_minor from payment where id = '%1'").arg(payment.id.value));
        };
        QCOMPARE(sale(), 8000);
        world.sql.exec(QStringLiteral("update category set share_bps = 1000"));
        QCOMPARE(sale(), 9000);
        world.sql.exec(QStringLiteral("update course set share_bps = 0"));
        QCOMPARE(sale(), 10'000);
        world.sql.exec(QStringLiteral("update course set share_bps = 10000"));
        QCOMPARE(sale(), 0);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestSettlement)
#include "tst_settlement.moc"
