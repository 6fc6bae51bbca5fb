#include "support/school.h"
#include "usecases/courses/courses.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/learning/learning.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// A course from its draft to its next revision, and what happens when people act at the same moment.
class TestCourses : public QObject
{
    Q_OBJECT

    static Result<Course> decide(World& world, const User& admin, const Course& seen, DecisionKind kind, const QString& reason = QStringLiteral("For a reason"))
    {
        return courses::decide(world.services, World::as(admin), seen.id, decisionOn(seen, kind, reason));
    }
    static Result<Course> save(World& world, const User& teacher, const Course& from, const std::function<void(CourseCard&)>& change)
    {
        CourseCard card = from.card;
        change(card);
        return courses::save(world.services, World::as(teacher), from.id, {card, from.contentHash});
    }
    static Course resubmitted(World& world, const User& teacher, const Course& from, const QString& title)
    {
        const Course saved = must(save(world, teacher, from, [&](CourseCard& card) { card.title = title; }));
        return must(courses::submit(world.services, World::as(teacher), saved.id, saved.contentHash));
    }

private Q_SLOTS:
    void draftIsSubmittedRejectedEditedAndApproved()
    {
        World world;
        const User teacher = world.teacher();
        const User admin = world.admin();
        const Course first = submittedCourse(world, teacher, usd(4999), QStringLiteral("Piano for adults"));
        QCOMPARE(first.state, CourseState::InReview);
        QCOMPARE(must(courses::reviewQueue(world.services, {})).items.size(), 1);
        const Course rejected = must(decide(world, admin, first, DecisionKind::Reject, QStringLiteral("Say more about the price")));
        QCOMPARE(rejected.state, CourseState::Rejected);
        QCOMPARE(must(courses::find(world.services, World::as(teacher), first.id)).lastReason, QStringLiteral("Say more about the price"));
        QCOMPARE(must(courses::reviewQueue(world.services, {})).items.size(), 0);
        const Course again = resubmitted(world, teacher, rejected, QStringLiteral("Piano for grown-ups"));
        QCOMPARE(again.revision, 2);
        QCOMPARE(again.lastReason, QString());
        const ReviewDetail detail = must(courses::review(world.services, first.id));
        QCOMPARE(detail.previous->title, QStringLiteral("Piano for adults"));
        QCOMPARE(detail.decisions.size(), 1);
        QCOMPARE(must(courses::reviewQueue(world.services, {})).items.first().timesRejected, 1);
        const Course approved = must(decide(world, admin, again, DecisionKind::Approve, {}));
        QCOMPARE(approved.state, CourseState::Approved);
        QCOMPARE(approved.approvedRevision, 2);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from audit_entry where subject_id = '%1'").arg(first.id.value)), 5);
    }

    void twoAdminsDecidingAtOnceDecideOnce()
    {
        for (int round = 0; round < 5; ++round) {
            World world;
            const Course course = submittedCourse(world, world.teacher(), usd(4999));
            const QList<User> admins{world.admin(), world.admin()};
            std::array<QString, 2> codes;
            inParallel(world, 2, [&](int i) { codes.at(static_cast<size_t>(i)) = codeOf(decide(world, admins.at(i), course, i == 0 ? DecisionKind::Approve : DecisionKind::Reject)); });
            // Whoever came second sees a decided revision: overturning it, or being told that it is decided. Both are recorded.
            const qint64 decisions = world.sql.number(QStringLiteral("select count(*) from course_event where kind in ('approve', 'reject')"));
            QCOMPARE(decisions, (codes[0].isEmpty() ? 1 : 0) + (codes[1].isEmpty() ? 1 : 0));
            QVERIFY(decisions >= 1);
            const QString last = world.sql.text(QStringLiteral("select kind from course_event order by id desc limit 1"));
            QCOMPARE(world.sql.text(QStringLiteral("select state from course")), last == u"approve" ? QStringLiteral("approved") : QStringLiteral("rejected"));
        }
    }

    void sameDecisionTwiceIsRefused()
    {
        World world;
        const User admin = world.admin();
        const Course course = submittedCourse(world, world.teacher(), usd(4999));
        const QList<User> admins{admin, world.admin(), world.admin(), world.admin()};
        std::atomic<int> decided{0};
        inParallel(world, 4, [&](int i) { decided += decide(world, admins.at(i), course, DecisionKind::Approve).ok() ? 1 : 0; });
        QCOMPARE(decided.load(), 1);
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from notification where kind = 'course_approved'")), 1);
    }

    void resubmissionWhileReviewingMakesTheDecisionFail()
    {
        World world;
        const User teacher = world.teacher();
        const User admin = world.admin();
        const Course seen = submittedCourse(world, teacher, usd(4999));
        (void)resubmitted(world, teacher, seen, QStringLiteral("Something else altogether"));
        for (const DecisionKind kind : {DecisionKind::Approve, DecisionKind::Reject}) QCOMPARE(codeOf(decide(world, admin, seen, kind)), QStringLiteral("conflict"));
        QCOMPARE(world.sql.text(QStringLiteral("select state from course")), QStringLiteral("in_review"));
        // An edit that was only saved takes it out of review.
        const Course current = must(courses::find(world.services, World::as(teacher), seen.id));
        (void)must(save(world, teacher, current, [](CourseCard& card) { card.fee = usd(100'000); }));
        QCOMPARE(codeOf(decide(world, admin, current, DecisionKind::Approve)), QStringLiteral("conflict"));
    }

    void saveFromAnOldStateIsRefused()
    {
        World world;
        const User teacher = world.teacher();
        const Course draft = must(courses::create(world.services, World::as(teacher), {card(world, QStringLiteral("Piano"), usd(4999)), {}}));
        (void)must(save(world, teacher, draft, [](CourseCard& card) { card.title = QStringLiteral("From the laptop"); }));
        QCOMPARE(codeOf(save(world, teacher, draft, [](CourseCard& card) { card.title = QStringLiteral("From the phone"); })), QStringLiteral("conflict"));
        QCOMPARE(must(courses::find(world.services, World::as(teacher), draft.id)).card.title, QStringLiteral("From the laptop"));
        QCOMPARE(codeOf(courses::submit(world.services, World::as(teacher), draft.id, draft.contentHash)), QStringLiteral("conflict"));
    }

    void ownTitlesAreUniqueOthersMayShare()
    {
        World world;
        const User teacher = world.teacher();
        const Course first = submittedCourse(world, teacher, usd(4999), QStringLiteral("Piano für Anfänger"));
        const auto again = courses::create(world.services, World::as(teacher), {card(world, QStringLiteral("  PIANO  FÜR anfänger"), usd(100)), {}});
        QCOMPARE(codeOf(again), QStringLiteral("already_exists"));
        QCOMPARE(again.error().field, QStringLiteral("title"));
        const Course other = submittedCourse(world, world.teacher(), usd(4999), QStringLiteral("Piano für Anfänger"));
        QVERIFY(other.slug != first.slug);
        QCOMPARE(must(courses::review(world.services, first.id)).similar.size(), 1);
        QCOMPARE(must(courses::reviewQueue(world.services, {})).items.first().similarTitles, 1);
        (void)must(courses::archive(world.services, World::as(teacher), first.id));
        QVERIFY(courses::create(world.services, World::as(teacher), {card(world, QStringLiteral("Piano für Anfänger"), usd(100)), {}}).ok());
    }

    void sameTitleFromTwoDevicesIsTakenOnce()
    {
        World world;
        const User teacher = world.teacher();
        const CourseCard wanted = card(world, QStringLiteral("Piano"), usd(4999));
        std::atomic<int> made{0};
        std::atomic<int> taken{0};
        inParallel(world, 8, [&](int) {
            const auto result = courses::create(world.services, World::as(teacher), {wanted, {}});
            if (result) ++made;
            else if (result.error().field == u"title") ++taken;
        });
        QCOMPARE(made.load(), 1);
        QCOMPARE(taken.load(), 7);
    }

    void sameTitleByManyTeachersAtOnceGetsSlugsOfItsOwn()
    {
        World world;
        QList<User> teachers;
        for (int i = 0; i < 8; ++i) teachers << world.teacher();
        const CourseCard wanted = card(world, QStringLiteral("Piano"), usd(4999));
        std::array<QString, 8> codes;
        inParallel(world, 8, [&](int i) { codes.at(static_cast<size_t>(i)) = codeOf(courses::create(world.services, World::as(teachers.at(i)), {wanted, {}})); });
        for (const QString& code : codes) QCOMPARE(code, QString());
        QCOMPARE(world.sql.number(QStringLiteral("select count(distinct slug) from course")), 8);
    }

    void decisionsChangeBeforeAndAfterTheLaunch()
    {
        World world;
        const User teacher = world.teacher();
        const User admin = world.admin();
        const User student = world.student();
        const Course approved = approvedCourse(world, teacher, usd(0));
        const Course rejected = must(decide(world, admin, approved, DecisionKind::Reject));
        QCOMPARE(rejected.state, CourseState::Rejected);
        QCOMPARE(codeOf(decide(world, admin, rejected, DecisionKind::Approve, {})), QStringLiteral("invalid_input")); // overturning needs a reason
        QCOMPARE(must(decide(world, admin, rejected, DecisionKind::Approve)).state, CourseState::Approved);
        const Course launched = launchedCourse(world, teacher, usd(0));
        (void)must(enrollments::enroll(world.services, World::as(student), {launched.id}));
        QCOMPARE(codeOf(decide(world, admin, launched, DecisionKind::Reject)), QStringLiteral("invalid_state"));
        const Course suspended = must(decide(world, admin, launched, DecisionKind::Suspend));
        QCOMPARE(suspended.state, CourseState::Suspended);
        QCOMPARE(suspended.lastReason, QStringLiteral("For a reason"));
        QCOMPARE(codeOf(courses::coursePage(world.services, World::as(student), launched.id)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(decide(world, admin, suspended, DecisionKind::Suspend)), QStringLiteral("invalid_state"));
        QCOMPARE(must(decide(world, admin, suspended, DecisionKind::Reinstate)).state, CourseState::Launched);
        QVERIFY(courses::coursePage(world.services, World::as(student), launched.id).ok());
        QCOMPARE(world.sql.number(QStringLiteral("select students from course_listing")), 1);
    }

    void launchListsWhatIsMissing()
    {
        World world;
        const User teacher = world.teacher();
        const auto open = [&](const CourseId& id) {
            QStringList codes;
            for (const auto& item : must(courses::launchCheck(world.services, World::as(teacher), id)).items) {
                if (!item.ok) codes << item.code;
            }
            return codes;
        };
        const Course waiting = submittedCourse(world, teacher, usd(4999));
        QCOMPARE(open(waiting.id), QStringList({QStringLiteral("approved"), QStringLiteral("has_lecture")}));
        QCOMPARE(codeOf(learning::addSection(world.services, World::as(teacher), waiting.id, {QStringLiteral("Too early")})), QStringLiteral("invalid_state"));
        const Course course = must(decide(world, world.admin(), waiting, DecisionKind::Approve, {}));
        QCOMPARE(open(course.id), QStringList(QStringLiteral("has_lecture")));
        const auto refused = courses::launch(world.services, World::as(teacher), course.id);
        QCOMPARE(codeOf(refused), QStringLiteral("invalid_state"));
        QCOMPARE(refused.error().field, QStringLiteral("has_lecture"));
        const SectionId section = must(learning::addSection(world.services, World::as(teacher), course.id, {QStringLiteral("Start")})).sections.first().id;
        const StoredFile video = must(learning::createUpload(world.services, World::as(teacher), {QStringLiteral("v.mp4"), QStringLiteral("video/mp4"), 10, {}}));
        (void)must(learning::addLecture(world.services, World::as(teacher), section, {QStringLiteral("Video"), LectureKind::Video, {}, video.id, 60}));
        const Outline outline = must(learning::addLecture(world.services, World::as(teacher), section, {QStringLiteral("Empty"), LectureKind::Article, QStringLiteral("  "), std::nullopt, 0}));
        QCOMPARE(open(course.id), QStringList({QStringLiteral("uploads_complete"), QStringLiteral("articles_filled")}));
        (void)must(learning::completeUpload(world.services, video.id, QString(64, u'a')));
        (void)must(learning::editLecture(world.services, World::as(teacher), outline.sections.first().lectures.last().id, {QStringLiteral("Full"), LectureKind::Article, QStringLiteral("Words"), std::nullopt, 0}));
        QCOMPARE(open(course.id), QStringList());
        QCOMPARE(must(courses::launch(world.services, World::as(teacher), course.id)).state, CourseState::Launched);
        QCOMPARE(codeOf(courses::launch(world.services, World::as(teacher), course.id)), QStringLiteral("invalid_state"));
    }

    void editAfterLaunchMakesTheNextRevisionWhileStudentsKeepTheirs()
    {
        World world;
        const User teacher = world.teacher();
        const User admin = world.admin();
        const User student = world.student();
        const Course course = launchedCourse(world, teacher, usd(4999));
        const Course next = resubmitted(world, teacher, course, QStringLiteral("A better title"));
        QCOMPARE(next.state, CourseState::Launched);
        QCOMPARE(next.revision, 2);
        QCOMPARE(next.approvedRevision, 1);
        const auto shown = [&] { return must(courses::coursePage(world.services, World::as(student), course.id)).item.title; };
        QCOMPARE(shown(), course.card.title);
        QVERIFY(must(courses::reviewQueue(world.services, {})).items.first().afterLaunch);
        (void)must(decide(world, admin, next, DecisionKind::Reject));
        QCOMPARE(shown(), course.card.title);
        QCOMPARE(must(courses::find(world.services, World::as(teacher), course.id)).state, CourseState::Launched);
        const Course third = resubmitted(world, teacher, must(courses::find(world.services, World::as(teacher), course.id)), QStringLiteral("The best title"));
        QCOMPARE(must(courses::review(world.services, course.id)).previousRevision, 1); // compared with what students have
        (void)must(decide(world, admin, third, DecisionKind::Approve, {}));
        QCOMPARE(shown(), QStringLiteral("The best title"));
        QCOMPARE(world.sql.text(QStringLiteral("select title from course_revision where number = 1")), course.card.title); // frozen
    }

    void othersCoursesAreInvisible()
    {
        World world;
        const User other = world.teacher();
        const Course course = launchedCourse(world, world.teacher(), usd(4999));
        QCOMPARE(codeOf(courses::find(world.services, World::as(other), course.id)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(save(world, other, course, [](CourseCard& card) { card.title = QStringLiteral("Mine now"); })), QStringLiteral("not_found"));
        QCOMPARE(codeOf(courses::submit(world.services, World::as(other), course.id, course.contentHash)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(courses::archive(world.services, World::as(other), course.id)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(learning::outline(world.services, World::as(other), course.id)), QStringLiteral("not_found"));
        QCOMPARE(codeOf(learning::students(world.services, World::as(other), course.id, {})), QStringLiteral("not_found"));
        QCOMPARE(codeOf(enrollments::listOfCourse(world.services, World::as(other), course.id, {})), QStringLiteral("not_found"));
        QVERIFY(courses::find(world.services, World::as(world.admin()), course.id).ok());
    }

    void catalogueFindsFiltersSortsAndPages()
    {
        World world;
        const User teacher = world.teacher(QStringLiteral("Clara Schumann"));
        for (int i = 0; i < 7; ++i) {
            (void)launchedCourse(world, teacher, usd(1000 + i * 100));
            world.clock.advance(60);
        }
        const User student = world.student();
        const auto page = [&](CatalogueFilter filter, int limit) {
            QList<CatalogueItem> all;
            PageRequest request{{}, limit};
            do {
                const auto part = must(courses::search(world.services, filter, request));
                all << part.items;
                request.cursor = part.nextCursor;
            } while (!request.cursor.isEmpty() && all.size() < 100);
            return all;
        };
        for (const CatalogueSort sort : {CatalogueSort::Relevance, CatalogueSort::Newest, CatalogueSort::PriceAscending, CatalogueSort::PriceDescending, CatalogueSort::MostStudents}) {
            CatalogueFilter filter;
            filter.sort = sort;
            QSet<QString> ids;
            for (const CatalogueItem& item : page(filter, 2)) ids << item.id.value;
            QCOMPARE(ids.size(), 7);
            QCOMPARE(page(filter, 2).size(), 7); // none twice
        }
        CatalogueFilter filter;
        filter.sort = CatalogueSort::PriceAscending;
        const auto ascending = page(filter, 3);
        for (qsizetype i = 1; i < ascending.size(); ++i) QVERIFY(ascending.at(i - 1).fee.minor() <= ascending.at(i).fee.minor());
        filter.minMinor = 1200;
        filter.maxMinor = 1400;
        QCOMPARE(page(filter, 50).size(), 3);
        CatalogueFilter text;
        text.text = QStringLiteral("schum");
        QCOMPARE(page(text, 50).size(), 7);
        text.text = QStringLiteral("nothing like it");
        QCOMPARE(page(text, 50).size(), 0);
        for (const char* odd : {"!!!", "a & | ! ( )", ":*", "'", "<->", "\\"}) {
            text.text = QLatin1String(odd);
            QVERIFY2(courses::search(world.services, text, {}).ok(), odd);
        }
        text = {};
        text.language = QStringLiteral("de");
        QCOMPARE(page(text, 50).size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCourses)
#include "tst_courses.moc"
