#pragma once
#include "support/httpschool.h"
#include <QFile>
#include <QJsonArray>
#include <QTest>

namespace lectern::test {

/// A school whose server and gateway share a clock that only goes where the test moves it, with one course and a plan for it.
struct MovedTown {
    QTemporaryDir dir;
    HttpSchool school;
    qint64 offset = 0;
    Person teacher;
    Person student;
    QString course;
    QString plan;

    [[nodiscard]] bool start(const QDate& day, const QJsonObject& planForm, const QString& fee)
    {
        offset = QDateTime::currentDateTimeUtc().secsTo(QDateTime(day, QTime(9, 0), Qt::UTC));
        writeClock();
        school.daemon.keepPort();
        school.daemon.set("testing.clock_offset_file", dir.filePath(QStringLiteral("offset")));
        school.daemon.set("stripe.timeout_ms", QStringLiteral("1500"));
        if (!school.start()) return false;
        (void)school.sandbox.control("POST", QStringLiteral("config"), {{QStringLiteral("signOnSandboxClock"), true}, {QStringLiteral("captureSettleMs"), 5},
                                                                        {QStringLiteral("retryScheduleMs"), QJsonArray{100, 200, 300, 300, 500, 500, 1000, 1000, 2000, 2000}}});
        (void)school.sandbox.control("POST", QStringLiteral("clock"), {{QStringLiteral("advance"), offset}});
        teacher = school.registerAs(QStringLiteral("teacher"));
        student = school.registerAs(QStringLiteral("student"));
        course = school.launchedCourse(teacher, fee);
        plan = makePlan(planForm);
        return !plan.isEmpty() && attach({plan});
    }
    QString makePlan(const QJsonObject& form)
    {
        QJsonObject whole{{QStringLiteral("depositBps"), 0}, {QStringLiteral("balanceDays"), 0}, {QStringLiteral("count"), 0}, {QStringLiteral("interval"), QStringLiteral("month")}};
        for (auto value = form.begin(); value != form.end(); ++value) whole.insert(value.key(), value.value());
        return school.admin->post(QStringLiteral("/api/admin/payments/plans"), whole).text("id");
    }
    bool attach(const QStringList& plans)
    {
        return school.admin->post(QStringLiteral("/api/admin/payments/products"), {{QStringLiteral("courseId"), course}, {QStringLiteral("planIds"), QJsonArray::fromStringList(plans)}}).status == 200;
    }
    void writeClock()
    {
        QFile file(dir.filePath(QStringLiteral("offset.new")));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write the clock");
        file.write(QByteArray::number(offset));
        file.close();
        if (std::rename(qPrintable(file.fileName()), qPrintable(dir.filePath(QStringLiteral("offset")))) != 0) qFatal("cannot move the clock");
    }
    void advance(qint64 seconds)
    {
        offset += seconds;
        writeClock();
        (void)school.sandbox.control("POST", QStringLiteral("clock"), {{QStringLiteral("advance"), seconds}});
    }
    [[nodiscard]] QDateTime now() const { return QDateTime::currentDateTimeUtc().addSecs(offset); }
    /// Tokens do not outlive a month.
    void login(Person& person) { person = school.login(person.email, QLatin1String(HttpSchool::kPassword)); }
    QString access(const Person& who) { return school.sql.text(QStringLiteral("select state from enrollment where student_id = '%1'").arg(who.id)); }
    /// Of everything that the gateway knows: successful charges.
    int charges()
    {
        int all = 0;
        for (const QJsonValue value : school.sandbox.api("GET", QStringLiteral("/v1/charges?limit=100")).value(QStringLiteral("data")).toArray()) {
            if (value.toObject().value(QStringLiteral("status")).toString() == u"succeeded") ++all;
        }
        return all;
    }
    /// Another card is kept and made the default one.
    void changeCard(const QString& card)
    {
        login(student);
        const Reply setup = student->pay(QStringLiteral("/api/payments/payment-methods"), {});
        if (setup.status != 201) qFatal("the setup answered %d: %s", setup.status, setup.body.constData());
        (void)school.sandbox.api("POST", QStringLiteral("/v1/setup_intents/%1/confirm").arg(setup.text("setupId")), QByteArray("return_url=http%3A%2F%2Fx.test&payment_method=") + card.toLatin1());
        const auto items = student->get(QStringLiteral("/api/payments/payment-methods")).json.value(QStringLiteral("items")).toArray();
        for (const QJsonValue value : items) {
            const QJsonObject method = value.toObject();
            if (method.value(QStringLiteral("isDefault")).toBool()) continue;
            const Reply chosen = student->post(QStringLiteral("/api/payments/payment-methods/%1/default").arg(method.value(QStringLiteral("id")).toString()));
            if (chosen.status != 200) qFatal("choosing answered %d: %s", chosen.status, chosen.body.constData());
            return;
        }
        qFatal("the card was not kept");
    }
};

} // namespace lectern::test
