#pragma once
#include "support/school.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/payments/payments.h"
#include "usecases/plans/collect.h"
#include "usecases/plans/plans.h"
#include "usecases/plans/schedules.h"

namespace lectern::test {

/// A school whose one course is offered in three parts, and a student who pays by them.
struct PlanShop {
    World world;
    User teacher = world.teacher();
    User student = world.student();
    User admin = world.admin();
    Course course = launchedCourse(world, teacher, usd(10'000), 2);
    Plan plan;

    explicit PlanShop(const PlanForm& form = {QStringLiteral("Three parts"), PlanKind::Instalments, 0, 0, 3, PlanInterval::Month})
    {
        plan = must(plans::create(world.services, World::as(admin), form));
        (void)must(plans::attach(world.services, World::as(admin), {course.id, {plan.id}}));
    }
    Caller by(const User& user)
    {
        Caller caller = World::as(user);
        caller.idempotencyKey = newUuid7();
        return caller;
    }
    EnrollForm form() const
    {
        EnrollForm form{course.id};
        form.method = QStringLiteral("card");
        form.planId = plan.id;
        return form;
    }
    /// All at once, on the gateway's own page.
    EnrollForm hostedForm() const
    {
        EnrollForm form{course.id};
        form.method = QStringLiteral("card");
        form.hosted = true;
        return form;
    }
    /// As Stripe's event says it of a payment whose method is kept.
    void succeed(const Payment& payment)
    {
        QJsonObject event = QJsonDocument::fromJson(body(succeeded(payment))).object();
        QJsonObject data = event.value(QLatin1String("data")).toObject();
        QJsonObject object = data.value(QLatin1String("object")).toObject();
        object.insert(QStringLiteral("setup_future_usage"), QStringLiteral("off_session"));
        object.insert(QStringLiteral("payment_method"), QStringLiteral("pm_kept"));
        data.insert(QStringLiteral("object"), object);
        event.insert(QStringLiteral("data"), data);
        world.receive(QJsonDocument(event).toJson(QJsonDocument::Compact));
        world.settle();
    }
    Schedule begin()
    {
        const Payment first = must(enrollments::enroll(world.services, by(student), form())).checkout->payment;
        succeed(first);
        return schedule();
    }
    Schedule schedule() { return must(schedules::mine(world.services, World::as(student))).items.first(); }
    void collect()
    {
        for (auto begun = schedules::collectDue(world.services); begun && *begun > 0;) begun = schedules::collectDue(world.services);
    }
    /// What the gateway's event of the line's payment says.
    void hear(int line, const char* type, const char* status)
    {
        const Payment payment = paymentOf(line);
        world.receive(eventOf(payment, type, status));
        world.settle();
    }
    Payment paymentOf(int line) { return must(payments::find(world.services, World::as(student), *schedule().lines.at(line - 1).paymentId)); }
    void days(int count) { world.clock.advance(count * 24LL * 3600); }
    void untilDue(int line) { world.clock.advance(world.clock.now().secsTo(schedule().lines.at(line - 1).dueOn) + 60); }
    QString access() { return world.sql.text(QStringLiteral("select state from enrollment where student_id = '%1'").arg(student.id.value)); }
    qint64 mails(const char* prefix) { return world.sql.number(QStringLiteral("select count(*) from mail_outbox where dedupe_key like '%1%'").arg(QLatin1String(prefix))); }
};

} // namespace lectern::test
