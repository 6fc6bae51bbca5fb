#include "support/school.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/learning/learning.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// What a teacher builds and a student learns.
class TestLearning : public QObject
{
    Q_OBJECT

    static EnrollmentId enrolled(World& world, const User& student, const CourseId& course)
    {
        return must(enrollments::enroll(world.services, World::as(student), {course})).enrollment.id;
    }
    static QList<LectureId> lecturesOf(World& world, const User& student, const EnrollmentId& id)
    {
        QList<LectureId> ids;
        for (const Section& section : must(learning::learn(world.services, World::as(student), id)).outline.sections) {
            for (const Lecture& lecture : section.lectures) ids << lecture.id;
        }
        return ids;
    }
    static Enrollment progress(World& world, const User& student, const EnrollmentId& id, const LectureId& lecture, int percent)
    {
        return must(learning::setProgress(world.services, World::as(student), id, lecture, {percent, 30}));
    }

private Q_SLOTS:
    void lecturesOpenWithThePayment()
    {
        World world;
        const User student = world.student();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        const Payment payment = openPayment(world, student, course.id);
        QCOMPARE(codeOf(learning::learn(world.services, World::as(student), payment.enrollmentId)), QStringLiteral("forbidden"));
        world.receive(succeeded(payment));
        world.settle();
        QVERIFY(learning::learn(world.services, World::as(student), payment.enrollmentId).ok());
        QCOMPARE(codeOf(learning::learn(world.services, World::as(world.student()), payment.enrollmentId)), QStringLiteral("not_found"));
    }

    void progressIsKeptAtItsMaximumAndEndsInOneCertificate()
    {
        World world;
        const User student = world.student(QStringLiteral("Ada Lovelace"));
        const Course course = launchedCourse(world, world.teacher(), usd(0), 4);
        const EnrollmentId id = enrolled(world, student, course.id);
        const auto lectures = lecturesOf(world, student, id);
        QCOMPARE(lectures.size(), 4);
        QCOMPARE(progress(world, student, id, lectures.at(0), 80).progressPercent, 20);
        QCOMPARE(progress(world, student, id, lectures.at(0), 10).progressPercent, 20);
        for (int i = 0; i < 3; ++i) (void)progress(world, student, id, lectures.at(i), 100);
        const Enrollment almost = progress(world, student, id, lectures.at(3), 99);
        QCOMPARE(almost.progressPercent, 99);
        QCOMPARE(almost.state, EnrollmentState::Active);
        QCOMPARE(codeOf(learning::certificate(world.services, World::as(student), id)), QStringLiteral("not_found"));
        inParallel(world, 6, [&](int) { (void)progress(world, student, id, lectures.at(3), 100); });
        const Certificate certificate = must(learning::certificate(world.services, World::as(student), id));
        QCOMPARE(certificate.studentName, QStringLiteral("Ada Lovelace"));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from certificate")), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from mail_outbox where template = 'certificate'")), 1);
        QCOMPARE(must(learning::verifyCertificate(world.services, certificate.code.toLower())).code, certificate.code);
        QCOMPARE(certificate.verifyUrl, QStringLiteral("http://school.test/verify/") + certificate.code);
        QCOMPARE(codeOf(learning::verifyCertificate(world.services, QStringLiteral("0000-0000-0000"))), QStringLiteral("not_found"));
        QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment")), QStringLiteral("completed"));
    }

    void completeStaysCompleteWhenALectureIsAdded()
    {
        World world;
        const User teacher = world.teacher();
        const User student = world.student();
        const Course course = launchedCourse(world, teacher, usd(0));
        const EnrollmentId id = enrolled(world, student, course.id);
        QCOMPARE(progress(world, student, id, lecturesOf(world, student, id).first(), 100).state, EnrollmentState::Completed);
        const Outline outline = must(learning::outline(world.services, World::as(teacher), course.id));
        (void)must(learning::addLecture(world.services, World::as(teacher), outline.sections.first().id, {QStringLiteral("More"), LectureKind::Article, QStringLiteral("Words"), std::nullopt, 0}));
        const auto lectures = lecturesOf(world, student, id);
        QCOMPARE(progress(world, student, id, lectures.last(), 50).state, EnrollmentState::Completed);
        QVERIFY(learning::certificate(world.services, World::as(student), id).ok());
    }

    void progressOfOthersAndOfNonsenseIsRefused()
    {
        World world;
        const User student = world.student();
        const User teacher = world.teacher();
        const Course course = launchedCourse(world, teacher, usd(0));
        const Course other = launchedCourse(world, teacher, usd(0));
        const EnrollmentId id = enrolled(world, student, course.id);
        const User stranger = world.student();
        const LectureId foreign = lecturesOf(world, stranger, enrolled(world, stranger, other.id)).first();
        const auto refusal = [&](const User& who, const LectureId& lecture, int percent, int position) { return codeOf(learning::setProgress(world.services, World::as(who), id, lecture, {percent, position})); };
        const LectureId own = lecturesOf(world, student, id).first();
        QCOMPARE(refusal(student, foreign, 100, 0), QStringLiteral("not_found"));
        QCOMPARE(refusal(stranger, own, 100, 0), QStringLiteral("not_found"));
        QCOMPARE(refusal(student, own, 101, 0), QStringLiteral("invalid_input"));
        QCOMPARE(refusal(student, own, -1, 0), QStringLiteral("invalid_input"));
        QCOMPARE(refusal(student, own, 5, -1), QStringLiteral("invalid_input"));
    }

    void outlineIsReorderedWholeOrNotAtAll()
    {
        World world;
        const User teacher = world.teacher();
        const Course course = launchedCourse(world, teacher, usd(0), 3);
        Outline outline = must(learning::addSection(world.services, World::as(teacher), course.id, {QStringLiteral("Second")}));
        const Section first = outline.sections.at(0);
        const Section second = outline.sections.at(1);
        OutlineOrder order{outline.version, {{second.id, {first.lectures.at(2).id, first.lectures.at(0).id}}, {first.id, {first.lectures.at(1).id}}}};
        const Outline moved = must(learning::reorder(world.services, World::as(teacher), course.id, order));
        QCOMPARE(moved.sections.at(0).id, second.id);
        QCOMPARE(moved.sections.at(0).lectures.at(0).id, first.lectures.at(2).id);
        QCOMPARE(moved.sections.at(1).lectures.size(), 1);
        QCOMPARE(codeOf(learning::reorder(world.services, World::as(teacher), course.id, order)), QStringLiteral("conflict")); // an older version
        order.version = moved.version;
        order.sections[1].lectures.clear(); // one is missing
        QCOMPARE(codeOf(learning::reorder(world.services, World::as(teacher), course.id, order)), QStringLiteral("conflict"));
        order.sections[1].lectures = {first.lectures.at(1).id, first.lectures.at(1).id}; // one is twice
        QCOMPARE(codeOf(learning::reorder(world.services, World::as(teacher), course.id, order)), QStringLiteral("conflict"));
        QCOMPARE(codeOf(learning::removeSection(world.services, World::as(teacher), first.id)), QStringLiteral("invalid_state")); // not empty
    }

    void launchedCourseKeepsALecture()
    {
        World world;
        const User teacher = world.teacher();
        const Course course = launchedCourse(world, teacher, usd(0), 2);
        const Outline outline = must(learning::outline(world.services, World::as(teacher), course.id));
        QVERIFY(learning::removeLecture(world.services, World::as(teacher), outline.sections.first().lectures.at(0).id).ok());
        QCOMPARE(codeOf(learning::removeLecture(world.services, World::as(teacher), outline.sections.first().lectures.at(1).id)), QStringLiteral("invalid_state"));
        QCOMPARE(must(learning::outline(world.services, World::as(teacher), course.id)).sections.first().lectures.size(), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select lectures from course_listing")), 1);
    }

    void filesAreForThoseWhoMayReadThem()
    {
        World world;
        const User teacher = world.teacher();
        const User student = world.student();
        const Course course = launchedCourse(world, teacher, usd(4999));
        const StoredFile file = must(learning::createUpload(world.services, World::as(teacher), {QStringLiteral("notes.pdf"), QStringLiteral("application/pdf"), 10, {}}));
        QCOMPARE(codeOf(learning::readableFile(world.services, World::as(teacher), file.id)), QStringLiteral("not_found")); // not complete
        (void)must(learning::completeUpload(world.services, file.id, QString(64, u'a')));
        const LectureId lecture = must(learning::outline(world.services, World::as(teacher), course.id)).sections.first().lectures.first().id;
        (void)must(learning::attach(world.services, World::as(teacher), lecture, {QStringLiteral("Notes"), file.id}));
        QCOMPARE(codeOf(learning::readableFile(world.services, World::as(student), file.id)), QStringLiteral("not_found"));
        (void)paidEnrollment(world, student, course.id);
        QVERIFY(learning::readableFile(world.services, World::as(student), file.id).ok());
        QVERIFY(learning::readableFile(world.services, World::as(world.admin()), file.id).ok());
        QCOMPARE(codeOf(learning::readableFile(world.services, World::as(world.teacher()), file.id)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(learning::removeUpload(world.services, World::as(teacher), file.id)), QStringLiteral("invalid_state")); // in use
        QCOMPARE(codeOf(learning::attach(world.services, World::as(world.teacher()), lecture, {QStringLiteral("Mine"), file.id})), QStringLiteral("not_found"));
    }

    void abandonedUploadsAreForgotten()
    {
        World world;
        const User teacher = world.teacher();
        const StoredFile old = must(learning::createUpload(world.services, World::as(teacher), {QStringLiteral("a"), QStringLiteral("video/mp4"), 10, {}}));
        const StoredFile done = must(learning::createUpload(world.services, World::as(teacher), {QStringLiteral("b"), QStringLiteral("video/mp4"), 10, {}}));
        (void)must(learning::completeUpload(world.services, done.id, QString(64, u'a')));
        world.clock.advance(25 * 3600);
        const StoredFile fresh = must(learning::createUpload(world.services, World::as(teacher), {QStringLiteral("c"), QStringLiteral("video/mp4"), 10, {}}));
        QCOMPARE(must(learning::forgetAbandonedUploads(world.services, 24)), QList<FileId>{old.id});
        QVERIFY(learning::findUpload(world.services, World::as(teacher), fresh.id).ok());
        QVERIFY(learning::findUpload(world.services, World::as(teacher), done.id).ok());
    }
};

QTEST_GUILESS_MAIN(TestLearning)
#include "tst_learning.moc"
