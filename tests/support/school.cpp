#include "support/school.h"
#include "usecases/courses/courses.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/learning/learning.h"
#include "usecases/payments/payments.h"
#include "usecases/vaults/vaults.h"

namespace lectern::test {

namespace {

CategoryId category(World& world)
{
    const QString existing = world.sql.text(QStringLiteral("select id from category limit 1"));
    if (!existing.isEmpty()) return CategoryId{existing};
    const CategoryId id = newId<CategoryId>();
    world.sql.exec(QStringLiteral("insert into category (id, name) values ('%1', 'Music')").arg(id.value));
    return id;
}

User anAdmin(World& world)
{
    const auto rows = world.sql.rows(QStringLiteral("select id, name, email from app_user where role = 'admin' order by id limit 1"));
    if (rows.isEmpty()) return world.admin();
    return {UserId{rows.first().at(0).toString()}, rows.first().at(1).toString(), rows.first().at(2).toString(), Role::Admin, UserState::Active, {}, world.clock.now()};
}

} // namespace

CourseCard card(World& world, const QString& title, const Money& fee)
{
    return {title, category(world), fee, QStringLiteral("Everything you need to know about it, from the first day on."), QStringLiteral("en"), Level::Beginner, std::nullopt};
}

Course submittedCourse(World& world, const User& teacher, const Money& fee, const QString& title)
{
    static std::atomic<int> next{0};
    const QString name = title.isEmpty() ? QStringLiteral("Course number %1").arg(++next) : title;
    const Course draft = must(courses::create(world.services, World::as(teacher), {card(world, name, fee), {}}));
    return must(courses::submit(world.services, World::as(teacher), draft.id, draft.contentHash));
}

DecisionForm decisionOn(const Course& course, DecisionKind kind, const QString& reason) { return {kind, course.revision, course.contentHash, reason}; }

Course approvedCourse(World& world, const User& teacher, const Money& fee, const QString& title)
{
    const Course course = submittedCourse(world, teacher, fee, title);
    return must(courses::decide(world.services, World::as(anAdmin(world)), course.id, decisionOn(course, DecisionKind::Approve)));
}

Course launchedCourse(World& world, const User& teacher, const Money& fee, int lectures)
{
    const Course course = approvedCourse(world, teacher, fee);
    const Outline outline = must(learning::addSection(world.services, World::as(teacher), course.id, {QStringLiteral("Start")}));
    for (int i = 0; i < lectures; ++i) {
        (void)must(learning::addLecture(world.services, World::as(teacher), outline.sections.first().id,
                                        {QStringLiteral("Lecture %1").arg(i), LectureKind::Article, QStringLiteral("Read this."), std::nullopt, 0}));
    }
    return must(courses::launch(world.services, World::as(teacher), course.id));
}

Payment openPayment(World& world, const User& student, const CourseId& course)
{
    return must(enrollments::enroll(world.services, World::as(student), {course})).checkout->payment;
}

Payment paidEnrollment(World& world, const User& student, const CourseId& course)
{
    const Payment payment = openPayment(world, student, course);
    world.gateway.setIntentState(payment.gatewayId, PaymentState::Succeeded);
    world.receive(succeeded(payment));
    world.settle();
    return must(payments::find(world.services, World::as(student), payment.id));
}

void fillVault(World& world, const User& teacher, const Money& fee)
{
    (void)paidEnrollment(world, world.student(), launchedCourse(world, teacher, fee).id);
    world.clock.advance(15 * 24 * 3600);
    if (must(vaults::releaseDue(world.services)) != 1) qFatal("the sale was not released");
}

} // namespace lectern::test
