#include "support/sessionschool.h"
#include <thread>

using namespace lectern;
using namespace lectern::test;

/// Live sessions whose payment a bank questions.
class TestSessionDisputes : public SessionTest
{
    Q_OBJECT

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

private Q_SLOTS:
    void init() { startSchool(); }
    void cleanup() { m_school.reset(); }

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
};

QTEST_GUILESS_MAIN(TestSessionDisputes)
#include "tst_sessiondisputes.moc"
