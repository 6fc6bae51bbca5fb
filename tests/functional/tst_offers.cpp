#include "support/httpschool.h"
#include <QJsonArray>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Bank transfers, gifts, bundles and the bank desk, with the real server and the sandbox's banks.
class TestOffers : public QObject
{
    Q_OBJECT

    std::unique_ptr<HttpSchool> m_school;
    Person m_teacher;

    HttpSchool& school() { return *m_school; }
    QJsonObject enroll(const Person& student, const QString& course, const QJsonObject& more)
    {
        QJsonObject form{{QStringLiteral("courseId"), course}};
        for (auto it = more.begin(); it != more.end(); ++it) form.insert(it.key(), it.value());
        const Reply reply = student->pay(QStringLiteral("/api/enrollments"), form);
        if (reply.status != 201 && reply.status != 200) qWarning("%s", reply.body.constData());
        return reply.json;
    }
    static QJsonObject transferOf(const QJsonObject& checkout) { return checkout.value(QStringLiteral("transfer")).toObject(); }
    static qint64 minorOf(const QJsonValue& money) { return money.toObject().value(QStringLiteral("minor")).toString().toLongLong(); }
    /// The student's bank sends money to the account that the gateway named.
    void send(const Person& student, qint64 minor, const QString& reference)
    {
        const QString customer = school().sql.text(QStringLiteral("select gateway_id from gateway_customer where user_id = '%1'").arg(student.id));
        const QJsonObject funded = school().sandbox.api("POST", QStringLiteral("/v1/test_helpers/customers/%1/fund_cash_balance").arg(customer),
                                                        "amount=" + QByteArray::number(minor) + "&currency=usd" + (reference.isEmpty() ? QByteArray() : "&reference=" + reference.toUtf8()));
        if (funded.contains(QStringLiteral("error"))) qWarning() << funded;
        QCOMPARE(funded.value(QStringLiteral("type")).toString(), QStringLiteral("funded"));
    }
    int count(const QString& what) { return static_cast<int>(school().sql.number(QStringLiteral("select count(*) from ") + what)); }
    QString onlyCode(const Person& giver) { return giver->get(QStringLiteral("/api/gifts")).json.value(QStringLiteral("items")).toArray().first().toObject().value(QStringLiteral("code")).toString(); }
    QString bundle(const QStringList& courses)
    {
        const Reply made = school().admin->post(QStringLiteral("/api/admin/bundles"), {{QStringLiteral("kind"), QStringLiteral("bundle")}, {QStringLiteral("title"), QStringLiteral("Together")}, {QStringLiteral("description"), QString()},
                                                                                      {QStringLiteral("discountBps"), 1000}, {QStringLiteral("funding"), QStringLiteral("platform")}, {QStringLiteral("courses"), QJsonArray::fromStringList(courses)}});
        (void)school().admin->post(QStringLiteral("/api/admin/bundles/%1/state").arg(made.text("id")), {{QStringLiteral("state"), QStringLiteral("on_sale")}});
        return made.text("id");
    }

private Q_SLOTS:
    void init()
    {
        m_school = std::make_unique<HttpSchool>();
        m_school->daemon.keepPort();
        m_school->daemon.set("stripe.bank_transfers", QStringLiteral("true"));
        QVERIFY(m_school->start());
        m_teacher = m_school->registerAs(QStringLiteral("teacher"));
    }
    void cleanup() { m_school.reset(); }

    void aTransferInTwoPartsOpensTheCourseAndWhatIsTooMuchGoesBack()
    {
        const Person student = school().registerAs(QStringLiteral("student"));
        const QString course = school().launchedCourse(m_teacher);
        const QJsonObject made = enroll(student, course, {{QStringLiteral("method"), QStringLiteral("transfer")}});
        const QString enrollment = made.value(QStringLiteral("enrollment")).toObject().value(QStringLiteral("id")).toString();
        const QJsonObject transfer = transferOf(made.value(QStringLiteral("checkout")).toObject());
        const QString reference = transfer.value(QStringLiteral("reference")).toString();
        QVERIFY(!reference.isEmpty());
        QVERIFY(!transfer.value(QStringLiteral("account")).toString().isEmpty());
        QCOMPARE(minorOf(transfer.value(QStringLiteral("missing"))), 4999);
        const auto missing = [&] { return minorOf(transferOf(student->pay(QStringLiteral("/api/payments/create-payment-intent"), {{QStringLiteral("enrollmentId"), enrollment}}).json).value(QStringLiteral("missing"))); };
        send(student, 2000, reference);
        QTRY_COMPARE_WITH_TIMEOUT(missing(), 2999, 20'000);
        QCOMPARE(school().enrollmentState(enrollment), QStringLiteral("awaiting_payment"));
        send(student, 3499, reference);
        QTRY_COMPARE_WITH_TIMEOUT(school().enrollmentState(enrollment), QStringLiteral("active"), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(count(QStringLiteral("notification where kind = 'transfer_unused'")), 1, 20'000);
        const QJsonArray unused = student->get(QStringLiteral("/api/payments/transfer-balance")).json.value(QStringLiteral("unused")).toArray();
        QCOMPARE(minorOf(unused.first()), 500);
        const QByteArray key = newUuid7().toLatin1();
        for (int i = 0; i < 2; ++i) { // its answer was lost
            const Reply back = student->pay(QStringLiteral("/api/payments/transfer-balance/returns"), {{QStringLiteral("amount"), QJsonObject{{QStringLiteral("minor"), QStringLiteral("500")}, {QStringLiteral("currency"), QStringLiteral("USD")}}}}, key);
            QCOMPARE(back.status, 200);
            QVERIFY(back.json.value(QStringLiteral("unused")).toArray().isEmpty());
        }
        QCOMPARE(school().daemon.command({QStringLiteral("reconcile")}), 0);
        QVERIFY(school().booksBalance());
        // Its own movement of the gateway's balance says when the money is there, and what it cost.
        QCOMPARE(school().sql.text(QStringLiteral("select confirmed from vault_hold")), QStringLiteral("true"));
        QCOMPARE(school().sql.number(QStringLiteral("select fee_minor from payment")), 25); // half a percent of 49.99
    }

    void aTransferThatComesBeforeItsAnswerIsAdopted()
    {
        const Person student = school().registerAs(QStringLiteral("student"));
        const QString course = school().launchedCourse(m_teacher);
        school().sandbox.fault({{QStringLiteral("action"), QStringLiteral("lose_answer")}, {QStringLiteral("method"), QStringLiteral("POST")}, {QStringLiteral("path"), QStringLiteral("/v1/payment_intents")}, {QStringLiteral("times"), 1}});
        const Reply lost = student->pay(QStringLiteral("/api/enrollments"), {{QStringLiteral("courseId"), course}, {QStringLiteral("method"), QStringLiteral("transfer")}});
        QCOMPARE(lost.code(), QStringLiteral("outcome_unknown"));
        send(student, 4999, {});
        QTRY_COMPARE_WITH_TIMEOUT(school().sql.text(QStringLiteral("select state from enrollment")), QStringLiteral("active"), 30'000);
        QCOMPARE(count(QStringLiteral("payment where settled_at is not null")), 1);
        QVERIFY(school().booksBalance());
    }

    void aGiftIsPaidOnceAndOpenedByItsCode()
    {
        const Person giver = school().registerAs(QStringLiteral("student"));
        const Person other = school().registerAs(QStringLiteral("student"));
        const QString course = school().launchedCourse(m_teacher);
        const QJsonObject gift{{QStringLiteral("recipientName"), QStringLiteral("Oskar")}, {QStringLiteral("recipientEmail"), QStringLiteral("oskar@example.org")}, {QStringLiteral("message"), QString()}};
        const QJsonObject made = enroll(giver, course, {{QStringLiteral("gift"), gift}});
        (void)school().pay(made.value(QStringLiteral("checkout")).toObject());
        QTRY_VERIFY_WITH_TIMEOUT(!onlyCode(giver).isEmpty(), 20'000);
        const QString code = onlyCode(giver);
        ApiClient visitor(school().daemon.url());
        const Reply page = visitor.get(QStringLiteral("/invite/") + code);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("has a course for you"));
        const Reply opened = other->post(QStringLiteral("/api/invitations/redeem"), {{QStringLiteral("code"), code}});
        QCOMPARE(opened.status, 200);
        QCOMPARE(school().enrollmentState(opened.text("enrollmentId")), QStringLiteral("active"));
        QCOMPARE(other->get(QStringLiteral("/api/learning/%1").arg(opened.text("enrollmentId"))).status, 200);
        QCOMPARE(visitor.get(QStringLiteral("/invite/") + code).status, 404);
        QCOMPARE(count(QStringLiteral("mail_outbox where address = 'oskar@example.org'")), 1);
        QVERIFY(school().booksBalance());
    }

    void aBundleWhoseServerIsKilledIsBoughtOnceAndWhole()
    {
        const Person student = school().registerAs(QStringLiteral("student"));
        const QStringList courses{school().launchedCourse(m_teacher), school().launchedCourse(m_teacher, QStringLiteral("2500")), school().launchedCourse(m_teacher, QStringLiteral("12345"))};
        const QString id = bundle(courses);
        const QByteArray key = newUuid7().toLatin1();
        const QJsonObject order{{QStringLiteral("method"), QStringLiteral("card")}};
        const Reply bought = student->pay(QStringLiteral("/api/bundles/%1/purchases").arg(id), order, key);
        QCOMPARE(bought.status, 201);
        const QJsonObject checkout = bought.json.value(QStringLiteral("checkout")).toObject();
        school().daemon.kill();
        (void)school().pay(checkout);
        QVERIFY(school().restart());
        QTRY_COMPARE_WITH_TIMEOUT(count(QStringLiteral("enrollment where state = 'active' and source = 'bundle'")), 3, 40'000);
        const Reply again = student->pay(QStringLiteral("/api/bundles/%1/purchases").arg(id), order, key);
        QCOMPARE(again.json.value(QStringLiteral("purchase")).toObject().value(QStringLiteral("state")).toString(), QStringLiteral("done"));
        QCOMPARE(count(QStringLiteral("payment where settled_at is not null")), 4);
        QCOMPARE(school().sql.number(QStringLiteral("select available_minor + reserved_minor from wallet")), 0);
        QCOMPARE(school().daemon.command({QStringLiteral("reconcile")}), 0);
        QVERIFY(school().booksBalance());
    }

    void aSchoolWithoutAPaymentServiceReportsAtItsDesk()
    {
        const QString course = school().launchedCourse(m_teacher);
        QCOMPARE(school().daemon.terminate(), 0);
        school().daemon.set("stripe.secret_key", QString());
        school().daemon.set("stripe.bank_transfers", QStringLiteral("false"));
        school().daemon.set("desk.account", QStringLiteral("DE02120300000000202051"));
        school().daemon.set("desk.holder", QStringLiteral("Open School"));
        QVERIFY(school().restart());
        const Person student = school().registerAs(QStringLiteral("student"));
        QVERIFY(student->get(QStringLiteral("/api/server")).json.value(QStringLiteral("byHand")).toBool());
        const QJsonObject made = enroll(student, course, {{QStringLiteral("method"), QStringLiteral("transfer")}});
        const QString enrollment = made.value(QStringLiteral("enrollment")).toObject().value(QStringLiteral("id")).toString();
        const QString reference = transferOf(made.value(QStringLiteral("checkout")).toObject()).value(QStringLiteral("reference")).toString();
        const QJsonObject item = school().admin->get(QStringLiteral("/api/admin/desk?text=") + reference).json.value(QStringLiteral("items")).toArray().first().toObject();
        QCOMPARE(item.value(QStringLiteral("reference")).toString(), reference);
        QCOMPARE(student->get(QStringLiteral("/api/admin/desk")).status, 403);
        const QString path = QStringLiteral("/api/admin/desk/%1/report").arg(item.value(QStringLiteral("id")).toString());
        const QJsonObject report{{QStringLiteral("failed"), false}, {QStringLiteral("note"), QStringLiteral("statement 7")}};
        QCOMPARE(school().admin->pay(path, report).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(school().enrollmentState(enrollment), QStringLiteral("active"), 20'000);
        QCOMPARE(school().admin->pay(path, report).code(), QStringLiteral("invalid_state"));
        QVERIFY(school().booksBalance());
    }
};

QTEST_GUILESS_MAIN(TestOffers)
#include "tst_offers.moc"
