#include "support/httpschool.h"
#include "domain/ids.h"
#include "stripe/signature.h"
#include "support/events.h"
#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>
#include <QThread>
#include <atomic>
#include <thread>

namespace lectern::test {

HttpSchool::HttpSchool(TestCluster& cluster) : database(cluster) {}

bool HttpSchool::start()
{
    daemon.keepPort();
    const QString url = daemon.configuredUrl();
    if (!sandbox.start(url)) return false;
    daemon.useGateway(sandbox.url());
    const QString email = QStringLiteral("head@school.test");
    if (daemon.command({QStringLiteral("create-admin"), QStringLiteral("Head Master"), email}, kPassword) != 0) return false;
    if (!daemon.start()) return false;
    admin = login(email, QLatin1String(kPassword));
    return !admin.token.isEmpty();
}

Person HttpSchool::toPerson(const QJsonObject& session)
{
    Person person;
    person.id = session.value(QStringLiteral("user")).toObject().value(QStringLiteral("id")).toString();
    person.email = session.value(QStringLiteral("user")).toObject().value(QStringLiteral("email")).toString();
    person.token = session.value(QStringLiteral("accessToken")).toString();
    person.refreshToken = session.value(QStringLiteral("refreshToken")).toString();
    person.client = std::make_shared<ApiClient>(daemon.url());
    person.client->setToken(person.token);
    return person;
}

Person HttpSchool::login(const QString& email, const QString& password)
{
    ApiClient client(daemon.url());
    return toPerson(client.post(QStringLiteral("/api/login"), {{QStringLiteral("email"), email}, {QStringLiteral("password"), password}}).json);
}

Person HttpSchool::registerAs(const QString& role)
{
    static std::atomic<int> next{0};
    const int number = ++next;
    ApiClient client(daemon.url());
    return toPerson(client.post(QStringLiteral("/api/register"), {{QStringLiteral("name"), QStringLiteral("Person %1").arg(number)},
                                                                 {QStringLiteral("email"), QStringLiteral("%1%2@school.test").arg(role).arg(number)},
                                                                 {QStringLiteral("password"), QLatin1String(kPassword)},
                                                                 {QStringLiteral("role"), role}}).json);
}

QString HttpSchool::category()
{
    QString id = sql.text(QStringLiteral("select id from category limit 1"));
    if (!id.isEmpty()) return id;
    id = newUuid7();
    sql.exec(QStringLiteral("insert into category (id, name) values ('%1', 'Music')").arg(id));
    return id;
}

QJsonObject HttpSchool::cardOf(const QString& title, const QString& feeMinor)
{
    return {{QStringLiteral("title"), title},
            {QStringLiteral("categoryId"), category()},
            {QStringLiteral("fee"), QJsonObject{{QStringLiteral("minor"), feeMinor}, {QStringLiteral("currency"), QStringLiteral("USD")}}},
            {QStringLiteral("descriptionMarkdown"), QStringLiteral("Everything you need to know about it, from the first day on.")},
            {QStringLiteral("language"), QStringLiteral("en")},
            {QStringLiteral("level"), QStringLiteral("beginner")},
            {QStringLiteral("coverFileId"), QJsonValue::Null}};
}

QString HttpSchool::launchedCourse(const Person& teacher, const QString& feeMinor)
{
    static std::atomic<int> next{0};
    const QJsonObject card = cardOf(QStringLiteral("Course over HTTP %1").arg(++next), feeMinor);
    const Reply draft = teacher->post(QStringLiteral("/api/courses"), {{QStringLiteral("card"), card}, {QStringLiteral("baseHash"), QString()}});
    const QString id = draft.text("id");
    const QString path = QStringLiteral("/api/courses/") + id;
    const QJsonObject hash{{QStringLiteral("contentHash"), draft.text("contentHash")}};
    (void)teacher->post(path + QStringLiteral("/submit"), hash);
    (void)admin->post(QStringLiteral("/api/admin/courses/%1/decision").arg(id), {{QStringLiteral("kind"), QStringLiteral("approve")}, {QStringLiteral("revision"), 1},
                                                                              {QStringLiteral("contentHash"), draft.text("contentHash")}, {QStringLiteral("reason"), QString()}});
    const Reply outline = teacher->post(path + QStringLiteral("/sections"), {{QStringLiteral("title"), QStringLiteral("Start")}});
    const QString section = outline.json.value(QStringLiteral("sections")).toArray().first().toObject().value(QStringLiteral("id")).toString();
    (void)teacher->post(QStringLiteral("/api/sections/%1/lectures").arg(section), {{QStringLiteral("title"), QStringLiteral("Read this")}, {QStringLiteral("kind"), QStringLiteral("article")},
                                                                                  {QStringLiteral("articleMarkdown"), QStringLiteral("Words.")}, {QStringLiteral("fileId"), QJsonValue::Null},
                                                                                  {QStringLiteral("durationSeconds"), 0}});
    const Reply launched = teacher->post(path + QStringLiteral("/launch"));
    if (launched.status != 200) qFatal("the course was not launched: %s", launched.body.constData());
    return id;
}

QJsonObject HttpSchool::checkout(const Person& student, const QString& course)
{
    const Reply reply = student->pay(QStringLiteral("/api/enrollments"), {{QStringLiteral("courseId"), course}});
    if (reply.status != 201) qFatal("enrolling answered %d: %s", reply.status, reply.body.constData());
    return reply.object("checkout");
}

QJsonObject HttpSchool::pay(const QJsonObject& checkout, const QString& card)
{
    const QString intent = checkout.value(QStringLiteral("payment")).toObject().value(QStringLiteral("gatewayId")).toString();
    return sandbox.pay(intent, checkout.value(QStringLiteral("clientSecret")).toString(), card);
}

QString HttpSchool::onboard(const Person& teacher)
{
    const Reply link = teacher->post(QStringLiteral("/api/payout-account/onboarding"));
    if (link.status != 201) qFatal("onboarding answered %d: %s", link.status, link.body.constData());
    const auto account = [&] { return teacher->get(QStringLiteral("/api/payout-account")); };
    const QString id = account().text("gatewayId");
    (void)sandbox.control("POST", QStringLiteral("accounts/%1/onboard").arg(id));
    if (!QTest::qWaitFor([&] { return account().text("state") == u"ready"; }, 20'000)) qFatal("the account for payouts is not ready");
    return id;
}

void HttpSchool::seedPayments(const Person& teacher, const QString& course, int count, const QString& prefix)
{
    sql.exec(QStringLiteral(
                 "with made as (select i, gen_random_uuid() as e, gen_random_uuid() as p, gen_random_uuid() as s from generate_series(1, %1) i), "
                 "people as (insert into app_user (id, name, email, email_key, password_hash, role, created_at) "
                 "  select s, 'Student ' || i, '%2' || i || '@bulk.test', '%2' || i || '@bulk.test', 'none', 'student', now() from made), "
                 "enrolled as (insert into enrollment (id, course_id, student_id, state, kind, price_minor, currency, payment_id, expires_at, created_at, updated_at) "
                 "  select e, '%3', s, 'awaiting_payment', 'paid', 4999, 'USD', p, now() + interval '1 day', now(), now() from made) "
                 "insert into payment (id, enrollment_id, course_id, student_id, teacher_id, amount_minor, currency, share_bps, state, gateway_id, created_at, updated_at) "
                 "  select p, e, '%3', s, '%4', 4999, 'USD', 2000, 'awaiting_payer', '%2' || i, now(), now() from made")
                 .arg(count).arg(prefix, course, teacher.id));
}

QByteArray successEvent(const QString& gatewayId)
{
    IntentEvent event;
    event.intent = gatewayId;
    event.amount = Money::fromMinor(4999, Currency());
    return body(event);
}

QByteArray signedNow(const QByteArray& body) { return stripe::signatureHeader(body, DaemonProcess::kWebhookSecret, QDateTime::currentSecsSinceEpoch()); }

int postEvent(quint16 port, const QByteArray& body, const QByteArray& signature)
{
    QByteArray request = "POST /api/webhooks/stripe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " +
                         QByteArray::number(body.size()) + "\r\n";
    if (!signature.isEmpty()) request += "Stripe-Signature: " + signature + "\r\n";
    return rawStatus(rawExchange(port, request + "\r\n" + body));
}

bool deliverAll(quint16 port, const QList<QByteArray>& bodies, int timeoutMs, int threads)
{
    QElapsedTimer timer;
    timer.start();
    std::atomic<qsizetype> next{0};
    std::atomic<qsizetype> delivered{0};
    std::vector<std::thread> senders;
    for (int i = 0; i < threads; ++i) {
        senders.emplace_back([&] {
            for (qsizetype mine = next++; mine < bodies.size(); mine = next++) {
                while (timer.elapsed() < timeoutMs && postEvent(port, bodies.at(mine), signedNow(bodies.at(mine))) != 200) QThread::msleep(20); // as a gateway retries
                if (timer.elapsed() < timeoutMs) ++delivered;
            }
        });
    }
    for (std::thread& sender : senders) sender.join();
    return delivered == bodies.size();
}

} // namespace lectern::test
