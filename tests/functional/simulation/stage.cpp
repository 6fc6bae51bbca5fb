#include "simulation/stage.h"
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

namespace lectern::simulation {

using namespace lectern::test;

QJsonObject moneyJson(Minor minor, const std::string& currency)
{
    return {{QStringLiteral("minor"), QString::number(minor)}, {QStringLiteral("currency"), QString::fromStdString(currency)}};
}

Stage::Stage(const QString& dir) : m_dir(dir), m_cluster(dir) {}

Stage::~Stage()
{
    m_school.reset();
    (void)m_cluster.run("stop");
}

void Stage::start(int shareBps)
{
    if (!m_cluster.run("start")) throw Difference{QStringLiteral("PostgreSQL does not start in ") + m_dir};
    if (!m_mail->start()) throw Difference{QStringLiteral("the mail server does not start")};
    m_school = std::make_unique<HttpSchool>(m_cluster);
    DaemonProcess& daemon = m_school->daemon;
    advance(0);
    daemon.set("testing.clock_offset_file", m_dir + QStringLiteral("/offset"));
    daemon.set("smtp.url", m_mail->url());
    daemon.set("stripe.timeout_ms", QStringLiteral("1500"));
    daemon.set("money.platform_share_bps", QString::number(shareBps));
    daemon.set("money.two_admins_above", QStringLiteral("60.00"));
    // Places that nobody pays stay open for the whole run; when they end is not what is simulated.
    daemon.set("money.payment_window_hours", QStringLiteral("2160"));
    daemon.set("money.offline_days", QStringLiteral("365"));
    daemon.set("tax.rates", QStringLiteral("DE=19 inclusive,US=8.25 exclusive,JP=10 inclusive"));
    if (!m_school->start()) throw Difference{QStringLiteral("lecternd does not start:\n") + QString::fromUtf8(daemon.log().right(2000))};
    // The bank's decisions are facts; nothing ends by itself.
    (void)control(QStringLiteral("config"), {{QStringLiteral("signOnSandboxClock"), true}, {QStringLiteral("payoutPaidSeconds"), 1'000'000'000}, {QStringLiteral("disputeDueSeconds"), 1'000'000'000},
                                             {QStringLiteral("inquiryCloseSeconds"), 1'000'000'000}, {QStringLiteral("disputeOpenMs"), 0}, {QStringLiteral("disputeDecideMs"), 0},
                                             {QStringLiteral("availableDelaySeconds"), 7'200}, {QStringLiteral("refundSettleMs"), 50}, {QStringLiteral("captureSettleMs"), 10}, {QStringLiteral("payoutInTransitMs"), 10}});
    admins.push_back(m_school->admin);
    if (daemon.command({QStringLiteral("create-admin"), QStringLiteral("Second Head"), QStringLiteral("second@school.test")}, HttpSchool::kPassword) != 0) throw Difference{QStringLiteral("no second admin")};
    admins.push_back(m_school->login(QStringLiteral("second@school.test"), QLatin1String(HttpSchool::kPassword)));
    platformVault = must(admins[0], "GET", QStringLiteral("/api/vaults/mine")).value(QStringLiteral("id")).toString();
    for (const auto& currencies : std::vector<std::vector<std::string>>{{"USD"}, {"USD", "EUR"}, {"USD"}, {"JPY", "USD"}, {"KWD"}, {"EUR"}, {"USD"}}) addTeacher(currencies);
    for (Teacher& teacher : teachers) {
        const auto isReady = [&] { return must(teacher.person, "GET", QStringLiteral("/api/payout-account")).value(QStringLiteral("state")) == QStringLiteral("ready"); };
        QElapsedTimer timer;
        for (timer.start(); !isReady(); QTest::qWait(100)) {
            if (timer.elapsed() > 30'000) throw Difference{QStringLiteral("a payout account does not become ready")};
        }
    }
    for (int i = 0; i < 8; ++i) addStudent();
}

int Stage::addStudent()
{
    Student student;
    for (int attempt = 0; attempt < 5 && student.person.id.isEmpty(); ++attempt) {
        ensureServer();
        student.person = m_school->registerAs(QStringLiteral("student"));
    }
    if (student.person.id.isEmpty()) throw Difference{QStringLiteral("a student cannot register")};
    student.number = static_cast<int>(students.size());
    m_studentNumbers.insert(student.person.id, student.number);
    students.push_back(student);
    return student.number;
}

void Stage::addTeacher(const std::vector<std::string>& currencies)
{
    Teacher teacher{m_school->registerAs(QStringLiteral("teacher")), {}};
    teacher.vault = must(teacher.person, "GET", QStringLiteral("/api/vaults/mine")).value(QStringLiteral("id")).toString();
    const int number = static_cast<int>(teachers.size());
    m_teacherNumbers.insert(teacher.person.id, number);
    for (const std::string& currency : currencies) {
        for (int i = 0; i < 2; ++i) {
            // Prices that do not divide well; three-decimal amounts end in a zero at the gateway.
            const Minor fee = currency == "JPY" ? 1'501 + 677 * i : currency == "KWD" ? 12'350 + 7'770 * i : 1'999 + 3'334 * i + 101 * number;
            QJsonObject card = m_school->cardOf(QStringLiteral("Course %1 %2 %3").arg(number).arg(QString::fromStdString(currency)).arg(i), QString::number(fee));
            card.insert(QStringLiteral("fee"), moneyJson(fee, currency));
            const QJsonObject draft = must(teacher.person, "POST", QStringLiteral("/api/courses"), {{QStringLiteral("card"), card}, {QStringLiteral("baseHash"), QString()}});
            const QString id = draft.value(QStringLiteral("id")).toString();
            const QString path = QStringLiteral("/api/courses/") + id;
            const QJsonValue hash = draft.value(QStringLiteral("contentHash"));
            (void)must(teacher.person, "POST", path + QStringLiteral("/submit"), {{QStringLiteral("contentHash"), hash}});
            (void)must(admins[0], "POST", QStringLiteral("/api/admin/courses/%1/decision").arg(id), {{QStringLiteral("kind"), QStringLiteral("approve")}, {QStringLiteral("revision"), 1}, {QStringLiteral("contentHash"), hash}, {QStringLiteral("reason"), QString()}});
            const QJsonObject outline = must(teacher.person, "POST", path + QStringLiteral("/sections"), {{QStringLiteral("title"), QStringLiteral("Start")}});
            const QString section = outline.value(QStringLiteral("sections")).toArray().first().toObject().value(QStringLiteral("id")).toString();
            (void)must(teacher.person, "POST", QStringLiteral("/api/sections/%1/lectures").arg(section), {{QStringLiteral("title"), QStringLiteral("Read this")}, {QStringLiteral("kind"), QStringLiteral("article")},
                       {QStringLiteral("articleMarkdown"), QStringLiteral("Words.")}, {QStringLiteral("fileId"), QJsonValue::Null}, {QStringLiteral("durationSeconds"), 0}});
            (void)must(teacher.person, "POST", path + QStringLiteral("/launch"));
            m_courseNumbers.insert(id, static_cast<int>(courses.size()));
            courses.push_back({id, number, currency, fee});
        }
    }
    onboard(teacher, currencies);
    teachers.push_back(teacher);
}

void Stage::onboard(Teacher& teacher, const std::vector<std::string>& currencies)
{
    (void)must(teacher.person, "POST", QStringLiteral("/api/payout-account/onboarding"));
    const QString account = must(teacher.person, "GET", QStringLiteral("/api/payout-account")).value(QStringLiteral("gatewayId")).toString();
    (void)control(QStringLiteral("accounts/%1/onboard").arg(account));
    for (const std::string& currency : currencies) {
        if (currency != "USD")
            (void)control(QStringLiteral("bank_accounts"), {{QStringLiteral("account"), account}, {QStringLiteral("currency"), QString::fromStdString(currency).toLower()}, {QStringLiteral("account_number"), QStringLiteral("000123456789")}, {QStringLiteral("country"), QStringLiteral("US")}});
    }
}

void Stage::ensureServer()
{
    // A planned kill may meet it while it starts.
    for (int attempt = 0; attempt < 3 && !m_school->daemon.isRunning(); ++attempt) (void)m_school->daemon.start();
    if (!m_school->daemon.isRunning()) throw Difference{QStringLiteral("lecternd does not start again:\n") + QString::fromUtf8(m_school->daemon.log().right(2000))};
}

void Stage::renew(Person& who)
{
    ensureServer();
    ApiClient client(m_school->daemon.url());
    const Reply fresh = client.post(QStringLiteral("/api/token/refresh"), {{QStringLiteral("refreshToken"), who.refreshToken}});
    if (fresh.status == 200) {
        who.token = fresh.text("accessToken");
        who.refreshToken = fresh.text("refreshToken");
    } else {
        const Person again = m_school->login(who.email, QLatin1String(HttpSchool::kPassword));
        if (again.token.isEmpty()) return;
        who.token = again.token;
        who.refreshToken = again.refreshToken;
    }
    who.client->setToken(who.token);
}

Reply Stage::call(Person& who, const QByteArray& method, const QString& path, const QJsonObject& body, const QByteArray& key)
{
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        ensureServer();
        const Reply reply = !key.isEmpty() ? who->pay(path, body, key) : method == "GET" ? who->get(path) : who->post(path, body);
        const bool isLost = reply.status == 0 || reply.status == 500 || reply.status == 503 || reply.status == 504 || reply.code() == u"idempotency_in_flight";
        if (timer.elapsed() > 2'000 && qEnvironmentVariableIsSet("SIMULATION_TRACE")) qInfo("%lld ms: %s %s answers %d %s", timer.elapsed(), method.constData(), qPrintable(path), reply.status, reply.body.constData());
        if ((!isLost && reply.status != 401) || timer.elapsed() > 60'000) return reply;
        // After a crash a request keeps its key for a minute. Nobody waits for that here.
        if (reply.code() == u"idempotency_in_flight" && timer.elapsed() > 1'500) nudge();
        if (reply.status == 401) renew(who);
        else QTest::qWait(50);
    }
}

QJsonObject Stage::must(Person& who, const QByteArray& method, const QString& path, const QJsonObject& body, const QByteArray& key)
{
    const Reply reply = call(who, method, path, body, key);
    if (reply.status == 200 || reply.status == 201) return reply.json;
    throw Difference{QStringLiteral("%1 %2 %3\n  expected: done\n  actual:   %4 %5").arg(QString::fromLatin1(method), path, QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact))).arg(reply.status).arg(QString::fromUtf8(reply.body))};
}

QJsonObject Stage::control(const QString& path, const QJsonObject& body)
{
    const QJsonObject answer = m_school->sandbox.control("POST", path, body);
    if (answer.contains(QStringLiteral("error"))) throw Difference{QStringLiteral("the sandbox refuses %1: %2").arg(path, QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Compact)))};
    return answer;
}

void Stage::restart(bool kill)
{
    if (kill) killServer();
    else (void)m_school->daemon.terminate();
    ensureServer();
}

void Stage::crashDatabase()
{
    ++crashes;
    // Called by a timer, from where nothing may be thrown.
    if (!m_cluster.run("crash") || !m_cluster.run("resume")) qFatal("PostgreSQL does not come back");
    sql().reconnect();
}

void Stage::advance(qint64 seconds)
{
    m_offset += seconds;
    QFile file(m_dir + QStringLiteral("/offset.new"));
    if (!file.open(QIODevice::WriteOnly)) throw Difference{QStringLiteral("cannot write the clock")};
    file.write(QByteArray::number(m_offset));
    file.close();
    // In one step: the server must never read half a number.
    if (std::rename(qPrintable(m_dir + QStringLiteral("/offset.new")), qPrintable(m_dir + QStringLiteral("/offset"))) != 0) throw Difference{QStringLiteral("cannot write the clock")};
    if (seconds > 0) (void)control(QStringLiteral("clock"), {{QStringLiteral("advance"), seconds}});
}

void Stage::nudge()
{
    constexpr qint64 kSeconds = 90;
    advance(kSeconds);
    m_nudges += kSeconds;
}

void Stage::pass(qint64 seconds)
{
    advance(seconds - m_nudges);
    m_nudges = 0;
}

bool Stage::isQuiet()
{
    const QJsonObject webhooks = sandbox().control("GET", QStringLiteral("state")).value(QStringLiteral("webhooks")).toObject();
    for (const char* name : {"inFlight", "queued", "waiting", "held"}) {
        if (webhooks.value(QLatin1String(name)).toInt() != 0) return false;
    }
    return sql().number(QStringLiteral("select count(*) from gateway_event_queue")) == 0;
}

QString Stage::complaint(const QStringList& command)
{
    QByteArray said;
    return m_school->daemon.command(command, {}, &said) == 0 ? QString() : QString::fromUtf8(said);
}

int Stage::repeatedMails() const
{
    QHash<QByteArray, int> seen;
    int repeated = 0;
    for (const QByteArray& mail : m_mail->mails()) {
        const qsizetype at = mail.indexOf("Message-ID: ");
        if (at >= 0 && seen[mail.mid(at, mail.indexOf('\n', at) - at).trimmed()]++ > 0) ++repeated;
    }
    return repeated;
}

void Stage::keep()
{
    if (!m_school) return;
    for (const auto& [name, bytes] : {std::pair{"lecternd.log", m_school->daemon.log()}, std::pair{"sandbox.log", m_school->sandbox.log()}}) {
        QFile file(m_dir + u'/' + QLatin1String(name));
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    }
    (void)m_school->daemon.terminate();
    (void)m_school->sandbox.terminate();
    m_mail.reset();
    (void)m_cluster.run("crash");
}

} // namespace lectern::simulation
