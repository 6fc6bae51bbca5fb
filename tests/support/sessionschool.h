#pragma once
#include "support/httpschool.h"
#include <QFile>
#include <QJsonArray>
#include <QTest>

/// A school with a teacher who gives live sessions: the real server, the sandbox's gateway and its stand-in for Zoom, on one moved clock.
namespace lectern::test {

inline QString text(const char* latin1) { return QString::fromLatin1(latin1); }
inline QJsonObject usd(qint64 minor) { return {{text("minor"), QString::number(minor)}, {text("currency"), text("USD")}}; }
inline qint64 minorOf(const QJsonValue& money) { return money.toObject().value(text("minor")).toString().toLongLong(); }
inline QString wire(const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs); }

class SessionTest : public QObject
{
protected:
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
    qint64 number(const QString& sql) { return school().sql.number(sql); }
    qint64 vault() { return number(text("select coalesce(sum(pending_minor + available_minor), 0) from vault_balance b join vault v on v.id = b.vault_id where v.owner_id = '%1'").arg(m_teacher.id)); }
    int meetingsAtZoom() { return school().sandbox.control("GET", text("state")).value(text("counts")).toObject().value(text("meeting")).toInt(); }
    void startSchool()
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
};

} // namespace lectern::test
