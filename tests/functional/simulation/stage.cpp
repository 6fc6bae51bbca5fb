#include "simulation/stage.h"
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
    m_self.reset();
    m_school.reset();
    (void)m_cluster.run("stop");
}

void Stage::start(int shareBps)
{
    if (!m_cluster.run("start")) throw Difference{QStringLiteral("PostgreSQL does not start in ") + m_dir};
    if (!m_mail->start()) throw Difference{QStringLiteral("the mail server does not start")};
    m_school = std::make_unique<HttpSchool>(m_cluster);
    DaemonProcess& daemon = m_school->daemon;
    QFile clock(m_dir + QStringLiteral("/offset"));
    if (!clock.open(QIODevice::WriteOnly) || clock.write("0") != 1) throw Difference{QStringLiteral("cannot write the clock")};
    clock.close();
    daemon.set("testing.clock_offset_file", clock.fileName());
    daemon.set("smtp.url", m_mail->url());
    daemon.set("stripe.timeout_ms", QStringLiteral("800"));
    daemon.set("money.platform_share_bps", QString::number(shareBps));
    daemon.set("money.two_admins_above", QStringLiteral("60.00"));
    // Places that nobody pays stay open for the whole run; when they end is not what is simulated.
    daemon.set("money.payment_window_hours", QStringLiteral("2160"));
    daemon.set("money.offline_days", QStringLiteral("365"));
    // What counts days or hours never ends near the end of a step; see settling.cpp.
    daemon.set("sessions.confirm_hours", QString::number(Model::kConfirmSeconds / 3'600));
    daemon.set("money.hold_days", QStringLiteral("11"));
    daemon.set("money.refund_days", QStringLiteral("11"));
    daemon.set("tax.rates", QStringLiteral("DE=19 inclusive,US=8.25 exclusive,JP=10 inclusive"));
    if (!m_school->start()) throw Difference{QStringLiteral("lecternd does not start:\n") + QString::fromUtf8(daemon.log().right(2000))};
    m_self = std::make_unique<Client>(*this);
    // The bank's decisions are facts; nothing ends by itself.
    (void)m_self->control(QStringLiteral("config"), {{QStringLiteral("signOnSandboxClock"), true}, {QStringLiteral("payoutPaidSeconds"), 1'000'000'000}, {QStringLiteral("disputeDueSeconds"), 1'000'000'000},
                                                    {QStringLiteral("inquiryCloseSeconds"), 1'000'000'000}, {QStringLiteral("disputeOpenMs"), 0}, {QStringLiteral("disputeDecideMs"), 0},
                                                    {QStringLiteral("availableDelaySeconds"), 3'600}, {QStringLiteral("refundSettleMs"), 50}, {QStringLiteral("captureSettleMs"), 10}, {QStringLiteral("payoutInTransitMs"), 10},
                                                    {QStringLiteral("maxEvents"), 50'000}});
    m_sincePass.start();
    m_passed = now();
    admins.push_back(accountOf(m_school->admin.id, Role::Admin));
    if (daemon.command({QStringLiteral("create-admin"), QStringLiteral("Second Head"), QStringLiteral("second@school.test")}, HttpSchool::kPassword) != 0) throw Difference{QStringLiteral("no second admin")};
    admins.push_back(accountOf(m_school->login(QStringLiteral("second@school.test"), QLatin1String(HttpSchool::kPassword)).id, Role::Admin));
    makeCoupons();
    makePlan();
    makeWeekly();
    platformVault = m_self->must(admins[0], "GET", QStringLiteral("/api/vaults/mine")).value(QStringLiteral("id")).toString();
}

void Stage::startServer()
{
    for (int attempt = 0; attempt < 3 && !m_school->daemon.isRunning(); ++attempt) (void)m_school->daemon.start();
    if (!m_school->daemon.isRunning()) throw Difference{QStringLiteral("lecternd does not start again:\n") + QString::fromUtf8(m_school->daemon.log().right(2000))};
}

void Stage::killServer()
{
    ++kills;
    m_school->daemon.kill();
    startServer();
}

void Stage::crashDatabase()
{
    ++crashes;
    if (!m_cluster.run("crash") || !m_cluster.run("resume")) throw Difference{QStringLiteral("PostgreSQL does not come back")};
    sql().reconnect();
}

void Stage::restart(bool kill)
{
    if (kill) return killServer();
    if (const int code = m_school->daemon.terminate(); code != 0) throw Difference{QStringLiteral("lecternd ends with %1 at SIGTERM:\n").arg(code) + QString::fromUtf8(m_school->daemon.log().right(4000))};
    startServer();
}

void Stage::supervise()
{
    if (!m_school->daemon.isRunning()) throw Difference{QStringLiteral("lecternd ended by itself:\n") + QString::fromUtf8(m_school->daemon.log().right(4000))};
    for (; m_wantedCrashes > 0; --m_wantedCrashes) crashDatabase();
    for (; m_wantedKills > 0; --m_wantedKills) killServer();
}

void Stage::advance(qint64 seconds, Client& client)
{
    m_offset += seconds;
    QFile file(m_dir + QStringLiteral("/offset.new"));
    if (!file.open(QIODevice::WriteOnly)) throw Difference{QStringLiteral("cannot write the clock")};
    file.write(QByteArray::number(m_offset.load()));
    file.close();
    // In one step: the server must never read half a number.
    if (std::rename(qPrintable(m_dir + QStringLiteral("/offset.new")), qPrintable(m_dir + QStringLiteral("/offset"))) != 0) throw Difference{QStringLiteral("cannot write the clock")};
    (void)client.control(QStringLiteral("clock"), {{QStringLiteral("advance"), seconds}});
}

void Stage::nudge(Client& client)
{
    constexpr qint64 kSeconds = 90;
    const std::lock_guard lock(m_clockMutex);
    // One is enough for everybody who waits.
    if (m_sinceNudge.isValid() && m_sinceNudge.elapsed() < 1'000) return;
    advance(kSeconds, client);
    m_nudges += kSeconds;
    m_sinceNudge.restart();
}

void Stage::pass(qint64 seconds, bool isDown)
{
    const std::lock_guard lock(m_clockMutex);
    const qint64 already = m_nudges + m_sincePass.elapsed() / 1000;
    if (already >= seconds) throw Difference{QStringLiteral("the clocks went %1 s by themselves, more than a step of %2 s").arg(already).arg(seconds)};
    if (isDown) {
        ++kills;
        m_school->daemon.kill();
    }
    advance(seconds - already, *m_self);
    if (isDown) startServer();
    m_nudges = 0;
    m_sincePass.restart();
    m_passed = now();
}

QDateTime Stage::quarterAfter(qint64 seconds) const
{
    constexpr qint64 kQuarter = 15 * 60;
    return QDateTime::fromSecsSinceEpoch((m_passed.toSecsSinceEpoch() + seconds + kQuarter) / kQuarter * kQuarter, Qt::UTC);
}

std::vector<QString> Stage::countries()
{
    std::vector<QString> all(students.size());
    for (const auto& row : sql().rows(QStringLiteral("select id, country from app_user where role = 'student'"))) {
        if (const auto number = m_studentNumbers.constFind(row.at(0).toString()); number != m_studentNumbers.constEnd()) all[static_cast<std::size_t>(*number)] = row.at(1).toString();
    }
    return all;
}

void Stage::clearFaults()
{
    m_school->sandbox.clearFaults();
    m_school->sandbox.flush();
}

int Stage::onTheWay()
{
    const QJsonObject webhooks = m_self->look(QStringLiteral("state")).value(QStringLiteral("webhooks")).toObject();
    // With the ends of subscriptions that the gateway has not heard of: it would renew them as time passes.
    int all = static_cast<int>(sql().number(QStringLiteral("select (select count(*) from gateway_event_queue) + (select count(*) from subscription where end_wanted)")));
    for (const char* name : {"inFlight", "queued", "waiting", "held"}) all += webhooks.value(QLatin1String(name)).toInt();
    return all;
}

Stage::Payment Stage::paymentOf(int student, int course)
{
    const auto found = sql().rows(QStringLiteral("select id, coalesce(gateway_id, '') from payment where student_id = '%1' and course_id = '%2' order by id desc limit 1")
                                      .arg(students[static_cast<std::size_t>(student)].id, courses[static_cast<std::size_t>(course)].id));
    if (found.isEmpty()) throw Difference{QStringLiteral("student %1 has no payment for course %2").arg(student).arg(course)};
    return {found.at(0).at(0).toString(), found.at(0).at(1).toString()};
}

std::vector<Stage::Payment> Stage::periodsOf(int student, int course)
{
    std::vector<Payment> all;
    const auto rows = sql().rows(QStringLiteral("select p.id, coalesce(p.gateway_id, '') from payment p join subscription_invoice i on i.payment_id = p.id where p.settled_at is not null and p.subscription_id = "
                                                "(select s.id from subscription s where s.student_id = '%1' and s.course_id = '%2' order by s.id desc limit 1) order by i.created_at")
                                     .arg(students[static_cast<std::size_t>(student)].id, courses[static_cast<std::size_t>(course)].id));
    for (const auto& row : rows) all.push_back({row.at(0).toString(), row.at(1).toString()});
    return all;
}

QHash<QString, QString> Stage::payouts()
{
    QHash<QString, QString> all;
    for (const auto& row : sql().rows(QStringLiteral("select id, gateway_id from withdrawal where gateway_id is not null"))) all.insert(row.at(0).toString(), row.at(1).toString());
    return all;
}

QString Stage::complaint(const QStringList& command)
{
    QByteArray said;
    return m_school->daemon.command(command, {}, &said) == 0 ? QString() : QString::fromUtf8(said);
}

Stage::Mails Stage::mails()
{
    Mails all;
    QHash<QByteArray, int> seen;
    for (const QByteArray& mail : m_mail->mails()) {
        const qsizetype at = mail.indexOf("Message-ID: ");
        if (at >= 0 && seen[mail.mid(at, mail.indexOf('\n', at) - at).trimmed()]++ > 0) ++all.repeated;
    }
    all.arrived = static_cast<int>(seen.size());
    all.waiting = static_cast<int>(sql().number(QStringLiteral("select count(*) from mail_outbox where state = 'queued'")));
    all.sent = static_cast<int>(sql().number(QStringLiteral("select count(*) from mail_outbox where state = 'sent'")));
    return all;
}

int Stage::unchained() { return static_cast<int>(sql().number(QStringLiteral("select (select count(*) from journal) - (select count(*) from journal_chain)"))); }

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
