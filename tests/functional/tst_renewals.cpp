#include "support/movedtown.h"

using namespace lectern;
using namespace lectern::test;

/// Subscriptions on the real programs, in moved time: each period is paid once, whatever is lost or ends in between.
class TestRenewals : public QObject
{
    Q_OBJECT

    static constexpr qint64 kHour = 3'600;
    static constexpr qint64 kDay = 86'400;

    struct Town : MovedTown {
        static QJsonObject planOf(const QString& name, const QString& interval, const QString& minor, int trialDays = 0)
        {
            return {{QStringLiteral("name"), name}, {QStringLiteral("kind"), QStringLiteral("subscription")}, {QStringLiteral("interval"), interval}, {QStringLiteral("trialDays"), trialDays},
                    {QStringLiteral("price"), QJsonObject{{QStringLiteral("minor"), minor}, {QStringLiteral("currency"), QStringLiteral("USD")}}}};
        }
        [[nodiscard]] bool start(const QDate& day, int trialDays = 0) { return MovedTown::start(day, planOf(QStringLiteral("Monthly"), QStringLiteral("month"), QStringLiteral("1900"), trialDays), QStringLiteral("10000")); }
        Reply enroll() { return student->pay(QStringLiteral("/api/enrollments"), {{QStringLiteral("courseId"), course}, {QStringLiteral("planId"), plan}}); }
        /// Agreed to and paid with a card.
        void begin()
        {
            const Reply reply = enroll();
            if (reply.status != 201) qFatal("enrolling answered %d: %s", reply.status, reply.body.constData());
            (void)school.pay(reply.object("checkout"));
            if (!QTest::qWaitFor([&] { return access(student) == u"active" && state() == u"active"; }, 30'000)) qFatal("the first period did not settle: %s", school.daemon.log().right(2000).constData());
        }
        QString column(const char* name) { return school.sql.text(QStringLiteral("select %1 from subscription order by id desc limit 1").arg(QLatin1String(name))); }
        QString state() { return column("state"); }
        QString path(const char* verb) { return QStringLiteral("/api/payments/subscriptions/%1/%2").arg(column("id"), QLatin1String(verb)); }
        qint64 settled() { return school.sql.number(QStringLiteral("select count(*) from payment where settled_at is not null")); }
        qint64 earned() { return school.sql.number(QStringLiteral("select coalesce(sum(amount_minor), 0) from payment where settled_at is not null")); }
        QDateTime periodEnd() { return QDateTime::fromString(school.sql.text(QStringLiteral("select to_char(period_end at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from subscription order by id desc limit 1")), Qt::ISODate); }
        /// To where the next invoice has been a draft for its hour.
        void untilRenewal() { advance(now().secsTo(periodEnd()) + kHour + 300); }
        QJsonObject atGateway() { return school.sandbox.api("GET", QStringLiteral("/v1/subscriptions/") + column("gateway_id")); }
    };

private Q_SLOTS:
    void aYearOfMonthsIsPaidOnceEachThroughALeapDay()
    {
        Town town;
        QVERIFY(town.start(QDate(2028, 1, 31)));
        town.begin();
        QTRY_COMPARE_WITH_TIMEOUT(town.periodEnd().date(), QDate(2028, 2, 29), 20'000);
        for (int period = 2; period <= 12; ++period) {
            const QDateTime before = town.periodEnd();
            // In the middle of it all everything that the gateway says is lost, and the server goes away.
            if (period == 5) town.school.sandbox.fault({{QStringLiteral("event"), QStringLiteral("*")}, {QStringLiteral("action"), QStringLiteral("drop")}});
            if (period == 8) town.school.daemon.kill();
            town.untilRenewal();
            if (period == 8) QVERIFY(town.school.restart());
            if (period == 5) {
                QTRY_COMPARE_WITH_TIMEOUT(town.school.sql.number(QStringLiteral("select count(*) from subscription_invoice")), 5, 40'000);
                town.school.sandbox.clearFaults();
                QVERIFY(town.school.daemon.terminate() == 0 && town.school.restart()); // the job that asks for lost events runs at the start
            }
            QTRY_COMPARE_WITH_TIMEOUT(town.settled(), period, 60'000);
            QTRY_VERIFY_WITH_TIMEOUT(town.periodEnd() > before, 30'000);
        }
        QCOMPARE(town.charges(), 12);
        QCOMPARE(town.earned(), 12 * 1'900);
        QCOMPARE(town.access(town.student), QStringLiteral("active"));
        QVERIFY(town.school.booksBalance());
    }

    void trialRenewalFailureRecoveryAndEnd()
    {
        Town town;
        QVERIFY(town.start(QDate(2027, 3, 10), 7));
        const Reply agreed = town.enroll();
        QCOMPARE(agreed.status, 201);
        const QString setup = agreed.object("setup").value(QStringLiteral("setupId")).toString();
        QVERIFY(!setup.isEmpty());
        QCOMPARE(town.access(town.student), QStringLiteral("awaiting_payment"));
        (void)town.school.sandbox.api("POST", QStringLiteral("/v1/setup_intents/%1/confirm").arg(setup), "return_url=http%3A%2F%2Fx.test&payment_method=pm_card_visa");
        QTRY_COMPARE_WITH_TIMEOUT(town.access(town.student), QStringLiteral("active"), 90'000);
        QCOMPARE(town.settled(), 0);
        town.advance(7 * kDay + kHour + 300); // the trial is over
        QTRY_COMPARE_WITH_TIMEOUT(town.settled(), 1, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(town.state(), QStringLiteral("active"), 30'000);
        town.changeCard(QStringLiteral("pm_card_chargeCustomerFail"));
        town.untilRenewal();
        QTRY_COMPARE_WITH_TIMEOUT(town.state(), QStringLiteral("past_due"), 60'000);
        QCOMPARE(town.access(town.student), QStringLiteral("active"));
        town.advance(8 * kDay);
        QVERIFY(town.school.daemon.terminate() == 0 && town.school.restart()); // jobs of a minute run at the start
        QTRY_COMPARE_WITH_TIMEOUT(town.access(town.student), QStringLiteral("suspended"), 30'000);
        town.login(town.student);
        const Reply checkout = town.student->pay(town.path("pay"), {});
        QCOMPARE(checkout.status, 201);
        (void)town.school.pay(checkout.json);
        QTRY_COMPARE_WITH_TIMEOUT(town.access(town.student), QStringLiteral("active"), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(town.state(), QStringLiteral("active"), 60'000);
        QCOMPARE(town.settled(), 2);
        const QJsonObject form{{QStringLiteral("now"), false}, {QStringLiteral("reason"), QString()}};
        QCOMPARE(town.student->post(town.path("cancel"), form).status, 200);
        QCOMPARE(town.student->post(town.path("resume"), {}).status, 200);
        const Reply cancelled = town.student->post(town.path("cancel"), form);
        QVERIFY2(cancelled.json.value(QStringLiteral("endsAtPeriodEnd")).toBool(), cancelled.body.constData());
        QCOMPARE(town.access(town.student), QStringLiteral("active"));
        town.untilRenewal();
        QTRY_COMPARE_WITH_TIMEOUT(town.state(), QStringLiteral("cancelled"), 60'000);
        QCOMPARE(town.access(town.student), QStringLiteral("cancelled"));
        QCOMPARE(town.settled(), 2);
        QCOMPARE(town.charges(), 2);
        QVERIFY(town.school.booksBalance());
    }

    void whoHasKeptACardBeginsATrialAtOnce()
    {
        Town town;
        QVERIFY(town.start(QDate(2027, 3, 10), 7));
        const Reply kept = town.student->pay(QStringLiteral("/api/payments/payment-methods"), {});
        QCOMPARE(kept.status, 201);
        (void)town.school.sandbox.api("POST", QStringLiteral("/v1/setup_intents/%1/confirm").arg(kept.text("setupId")), "return_url=http%3A%2F%2Fx.test&payment_method=pm_card_visa");
        const auto usual = [&] { return town.student->get(QStringLiteral("/api/payments/payment-methods")).json.value(QStringLiteral("items")).toArray().first().toObject().value(QStringLiteral("isDefault")).toBool(); };
        QTRY_VERIFY_WITH_TIMEOUT(usual(), 20'000);
        const QJsonObject form{{QStringLiteral("courseId"), town.course}, {QStringLiteral("planId"), town.plan}};
        const Reply agreed = town.student->pay(QStringLiteral("/api/enrollments"), form, "the-same-key");
        QVERIFY2(agreed.status == 201, agreed.body.constData());
        QVERIFY(agreed.object("setup").isEmpty() && agreed.object("checkout").isEmpty());
        QCOMPARE(agreed.object("enrollment").value(QStringLiteral("state")).toString(), QStringLiteral("active"));
        QCOMPARE(town.state(), QStringLiteral("trialing"));
        QVERIFY(town.student->pay(QStringLiteral("/api/enrollments"), form, "the-same-key").status < 300); // its answer was lost
        QCOMPARE(town.school.sql.number(QStringLiteral("select count(*) from subscription")), 1);
        QCOMPARE(town.settled(), 0);
        town.advance(7 * kDay + kHour + 300);
        QTRY_COMPARE_WITH_TIMEOUT(town.settled(), 1, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(town.state(), QStringLiteral("active"), 30'000);
        QVERIFY(town.school.booksBalance());
    }

    void aCardThatWasKeptAtAPaymentBeginsATrialToo()
    {
        Town town;
        QVERIFY(town.start(QDate(2027, 3, 10), 7));
        const Reply filling = town.student->pay(QStringLiteral("/api/wallet/top-ups"), {{QStringLiteral("amount"), QJsonObject{{QStringLiteral("minor"), QStringLiteral("2000")}, {QStringLiteral("currency"), QStringLiteral("USD")}}}});
        QVERIFY2(filling.status == 201, filling.body.constData());
        const QUrl page(filling.text("checkoutUrl"));
        QCOMPARE(town.student->post(page.path() + QStringLiteral("/keep?") + page.query(QUrl::FullyEncoded), {{QStringLiteral("keep"), true}}).status, 200);
        (void)town.school.pay(filling.json);
        QTRY_COMPARE_WITH_TIMEOUT(town.settled(), 1, 20'000);
        const Reply agreed = town.enroll();
        QVERIFY2(agreed.status == 201, agreed.body.constData());
        QVERIFY2(agreed.object("setup").isEmpty(), agreed.body.constData());
        QCOMPARE(town.state(), QStringLiteral("trialing"));
    }

    void aChangeCollectsWhatItsPreviewSaid()
    {
        Town town;
        QVERIFY(town.start(QDate(2027, 5, 1)));
        const QString yearly = town.makePlan(Town::planOf(QStringLiteral("Yearly"), QStringLiteral("year"), QStringLiteral("19000")));
        QVERIFY(town.attach({town.plan, yearly}));
        town.begin();
        town.advance(10 * kDay);
        town.login(town.student);
        const Reply shown = town.student->post(town.path("preview"), {{QStringLiteral("planId"), yearly}});
        QVERIFY2(shown.status == 200, shown.body.constData());
        const qint64 due = shown.object("dueNow").value(QStringLiteral("minor")).toString().toLongLong();
        QVERIFY2(due > 17'000 && due < 19'000, shown.body.constData()); // less what is left of the month
        const Reply changed = town.student->pay(town.path("change"), {{QStringLiteral("planId"), yearly}, {QStringLiteral("at"), shown.json.value(QStringLiteral("at"))}, {QStringLiteral("expectedDue"), shown.object("dueNow")}});
        QVERIFY2(changed.status == 200, changed.body.constData());
        QCOMPARE(changed.text("planName"), QStringLiteral("Yearly"));
        QTRY_COMPARE_WITH_TIMEOUT(town.settled(), 2, 60'000);
        QCOMPARE(town.earned(), 1'900 + due);
        QTRY_COMPARE_WITH_TIMEOUT(town.periodEnd().date().year(), 2028, 30'000);
        QVERIFY(town.school.booksBalance());
    }

    void killedWhileItIsMadeItIsMadeOnce_data()
    {
        QTest::addColumn<QString>("action");
        QTest::newRow("before the gateway works") << "latency";
        QTest::newRow("after the gateway worked") << "lose_answer";
    }
    void killedWhileItIsMadeItIsMadeOnce()
    {
        QFETCH(QString, action);
        Town town;
        QVERIFY(town.start(QDate(2027, 5, 20)));
        town.school.sandbox.fault({{QStringLiteral("action"), action}, {QStringLiteral("times"), 1}, {QStringLiteral("path"), QStringLiteral("/v1/subscriptions")}, {QStringLiteral("method"), QStringLiteral("POST")},
                                   {QStringLiteral("mode"), QStringLiteral("hang")}, {QStringLiteral("ms"), 3'000}});
        QVERIFY(town.enroll().status >= 500);
        town.school.daemon.kill();
        town.school.sandbox.clearFaults();
        QVERIFY(town.school.restart());
        town.login(town.student);
        QTRY_COMPARE_WITH_TIMEOUT(town.enroll().status, 201, 20'000);
        town.begin();
        QCOMPARE(town.school.sandbox.api("GET", QStringLiteral("/v1/subscriptions?status=all&limit=10")).value(QStringLiteral("data")).toArray().size(), 1);
        QCOMPARE(town.charges(), 1);
        QVERIFY(town.school.booksBalance());
    }

    void endedNowNothingMoreIsCollected()
    {
        Town town;
        QVERIFY(town.start(QDate(2027, 6, 2)));
        town.begin();
        town.school.sandbox.fault({{QStringLiteral("action"), QStringLiteral("error_500")}, {QStringLiteral("times"), 2}, {QStringLiteral("path"), QStringLiteral("/v1/subscriptions*")}});
        const Reply ended = town.student->post(town.path("cancel"), {{QStringLiteral("now"), true}, {QStringLiteral("reason"), QString()}});
        QCOMPARE(ended.status, 200);
        QCOMPARE(town.access(town.student), QStringLiteral("cancelled"));
        town.advance(120); // the gateway did not hear it: it is told again
        QTRY_COMPARE_WITH_TIMEOUT(town.atGateway().value(QStringLiteral("status")).toString(), QStringLiteral("canceled"), 40'000);
        town.advance(40 * kDay);
        QCOMPARE(town.charges(), 1);
        QVERIFY(town.school.booksBalance());
    }
};

QTEST_GUILESS_MAIN(TestRenewals)
#include "tst_renewals.moc"
