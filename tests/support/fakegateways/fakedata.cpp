#include "fakes/fakedata.h"
#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPainterPath>

namespace lectern::fakes {

namespace {

struct Seed
{
    const char* title;
    int category;
    const char* teacher;
    qint64 fee;
    const char* language;
    Level level;
    int students;
};

const Seed kSeeds[] = {
    {"Piano for adults: from the first note to Satie", 0, "Clara Whitfield", 4900, "en", Level::Beginner, 412},
    {"Bookkeeping for small associations", 1, "Tomás Herrera", 8900, "en", Level::Intermediate, 268},
    {"Watercolour: light, water, patience", 2, "Aiko Tanaka", 3900, "en", Level::AllLevels, 951},
    {"Statistics you can explain to your board", 3, "Dr. Ngozi Okafor", 12900, "en", Level::Advanced, 187},
    {"Deutsch für den Beruf B2", 4, "Jonas Brandt", 14900, "de", Level::Intermediate, 623},
    {"First aid refresher", 5, "Red Cross Lindau", 0, "en", Level::Beginner, 2104},
    {"Grafting fruit trees", 6, "Maeve O'Connell", 2900, "en", Level::Beginner, 96},
    {"PostgreSQL for people who know spreadsheets", 3, "Dr. Ngozi Okafor", 9900, "en", Level::Beginner, 534},
    {"Sourdough at home", 6, "Élodie Marchand", 2400, "fr", Level::AllLevels, 1288},
    {"Chairing a meeting that ends on time", 1, "Tomás Herrera", 1900, "en", Level::AllLevels, 377},
    {"Jazz harmony workshop", 0, "Clara Whitfield", 7900, "en", Level::Advanced, 58},
    {"Portrait photography with one lamp", 2, "Sven Lindqvist", 5900, "sv", Level::Intermediate, 214},
};
constexpr int kSeedCount = int(std::size(kSeeds));

QString s(const char* text) { return QString::fromUtf8(text); }

QString titleOf(int i, bool very)
{
    const Seed& seed = kSeeds[i % kSeedCount];
    if (!very) return s(seed.title);
    switch (i % 6) {
    case 1:
        return s("مقدمة في الخط العربي: من الحرف الأول إلى اللوحة الكاملة");
    case 3:
        return s(
            "🎻🎶 String quartets from A to Z: rehearsing, listening, arguing and making up, for players of every age ✨");
    case 5:
        return s("Donaudampfschifffahrtsgesellschaftskapitänspatentprüfungsvorbereitung mit Übungsaufgaben und "
                 "Musterlösungen");
    default:
        return s(seed.title) + QStringLiteral(" (group %1)").arg(i + 1);
    }
}

std::optional<FileId> coverOf(int i)
{
    return i % 4 == 3 ? std::nullopt : std::optional(FileId{QStringLiteral("cover-%1").arg(i % 9)});
}

const CourseState kStates[] = {CourseState::Launched, CourseState::InReview,  CourseState::Launched,
                               CourseState::Draft,    CourseState::Rejected,  CourseState::Approved,
                               CourseState::Launched, CourseState::Suspended, CourseState::Archived,
                               CourseState::Launched, CourseState::Draft,     CourseState::InReview};

const char* const kDescription =
    "Learn to play from the very beginning, at your own pace, with **forty short lessons** and music you know.\n\n"
    "## What you will be able to do\n\n- read both clefs\n- play with both hands, *without* looking down\n- learn a "
    "new piece on your own\n\n"
    "## What you need\n\nA keyboard with at least 61 keys and a quarter of an hour a day. Questions are answered "
    "within two days; see the "
    "[course forum](https://example.org/forum).\n\n> Practise slowly. If you make a mistake, you were too fast.\n";

} // namespace

QDateTime ago(qint64 seconds) { return QDateTime::currentDateTimeUtc().addSecs(-seconds); }
Money usd(qint64 minor) { return Money::fromMinor(minor, Currency()); }

User user(Role role)
{
    switch (role) {
    case Role::Teacher:
        return {UserId{QStringLiteral("u-teacher")},
                s("Clara Whitfield"),
                s("clara@lindau.example"),
                role,
                UserState::Active,
                QStringLiteral("DE"),
                ago(86400 * 400)};
    case Role::Admin:
        return {UserId{QStringLiteral("u-admin")},
                s("Ines Moreau"),
                s("ines@lindau.example"),
                role,
                UserState::Active,
                QStringLiteral("DE"),
                ago(86400 * 500)};
    case Role::Student:
        return {UserId{QStringLiteral("u-student")},
                s("Samuel Adeyemi"),
                s("samuel@post.example"),
                role,
                UserState::Active,
                QStringLiteral("DE"),
                ago(86400 * 40)};
    case Role::Auditor:
        return {UserId{QStringLiteral("u-auditor")},
                s("Henrik Sørensen"),
                s("henrik@audit.example"),
                role,
                UserState::Active,
                QStringLiteral("DE"),
                ago(86400 * 90)};
    }
    return {};
}

QList<User> users(bool very)
{
    const char* const names[] = {"Ines Moreau",  "Clara Whitfield", "Tomás Herrera", "Samuel Adeyemi", "Aiko Tanaka",
                                 "Lena Fischer", "Oskar Nowak",     "Priya Raman",   "Jonas Brandt",   "Fatima Zahra"};
    QList<User> list;
    for (int i = 0; i < (very ? 400 : 10); ++i) {
        const QString name =
            very && i % 7 == 3 ? s("عبد الرحمن بن محمد بن عبد العزيز آل الشيخ الأنصاري") : s(names[i % 10]);
        list.append({UserId{QStringLiteral("u-%1").arg(i)}, name, QStringLiteral("person%1@lindau.example").arg(i),
                     i == 0               ? Role::Admin
                     : i == 9             ? Role::Auditor
                     : i % 5 < 3 && i > 0 ? (i % 3 == 0 ? Role::Student : Role::Teacher)
                                          : Role::Student,
                     i % 9 == 7 ? UserState::Blocked : UserState::Active, QString(), ago(86400LL * (3 + i * 11))});
    }
    return list;
}

QList<Category> categories()
{
    const char* const names[] = {"Music", "Running things", "Art", "Data", "Languages", "Health", "Home and garden"};
    QList<Category> list;
    for (int i = 0; i < 7; ++i)
        list.append({CategoryId{QStringLiteral("cat-%1").arg(i)}, s(names[i]), 3 + (i * 5) % 11});
    return list;
}

QList<CourseSummary> courses(bool very)
{
    QList<CourseSummary> list;
    for (int i = 0; i < (very ? 500 : kSeedCount); ++i) {
        const Seed& seed = kSeeds[i % kSeedCount];
        CourseSummary c;
        c.id = CourseId{QStringLiteral("course-%1").arg(i)};
        c.title = titleOf(i, very);
        c.categoryName = categories().at(seed.category).name;
        c.teacherId = UserId{QStringLiteral("u-teacher")};
        c.teacherName = s(seed.teacher);
        c.fee = usd(seed.fee);
        c.state = kStates[i % 12];
        c.pendingRevision = i % 12 == 2;
        const bool live =
            c.state == CourseState::Launched || c.state == CourseState::Suspended || c.state == CourseState::Archived;
        c.students = live ? seed.students * (very ? 37 : 1) : 0;
        c.revenue = usd(live ? seed.fee * c.students * 8 / 10 : 0);
        c.completionPercent = live ? 20 + (i * 17) % 70 : 0;
        c.coverFileId = coverOf(i);
        c.updatedAt = ago(3600LL * (1 + i * i * 7));
        list.append(c);
    }
    return list;
}

Course course(CourseState state, bool very)
{
    Course c;
    c.id = CourseId{QStringLiteral("course-0")};
    c.teacherName = s("Clara Whitfield");
    c.state = state;
    c.revision = 3;
    c.revisionState = state == CourseState::Rejected   ? RevisionState::Rejected
                      : state == CourseState::InReview ? RevisionState::Submitted
                      : state == CourseState::Draft    ? RevisionState::Draft
                                                       : RevisionState::Approved;
    c.approvedRevision = state == CourseState::Launched ? 3 : 0;
    c.card = {titleOf(very ? 3 : 0, very),
              CategoryId{QStringLiteral("cat-0")},
              usd(4900),
              s(kDescription),
              QStringLiteral("en"),
              Level::Beginner,
              FileId{QStringLiteral("cover-0")}};
    if (very) c.card.descriptionMarkdown = s(kDescription).repeated(12);
    c.contentHash = QStringLiteral("hash-1");
    if (state == CourseState::Rejected)
        c.lastReason = s("The description promises forty lessons, the outline says twelve. Please say what is really "
                         "in the course, and add who it is not for.");
    c.history = {{QStringLiteral("reject"), 2, s("Ines Moreau"), c.lastReason, ago(3600 * 5)},
                 {QStringLiteral("submitted"), 2, s("Clara Whitfield"), {}, ago(3600 * 30)},
                 {QStringLiteral("reject"), 1, s("Ines Moreau"), s("Please add a cover."), ago(86400 * 4)},
                 {QStringLiteral("submitted"), 1, s("Clara Whitfield"), {}, ago(86400 * 6)},
                 {QStringLiteral("created"), 1, s("Clara Whitfield"), {}, ago(86400 * 9)}};
    c.createdAt = ago(86400 * 9);
    c.updatedAt = ago(3600 * 5);
    return c;
}

Outline outline(bool very, bool learning)
{
    const char* const sections[] = {"Before you start", "Both hands", "Your first pieces", "Going on alone"};
    const char* const lectures[] = {"Welcome",          "How to sit, and why it matters",
                                    "Finding middle C", "Reading the bass clef",
                                    "A minuet, slowly", "Practice plan"};
    Outline o;
    o.version = 7;
    for (int i = 0; i < (very ? 24 : 4); ++i) {
        Section section{
            SectionId{QStringLiteral("sec-%1").arg(i)}, very && i % 5 == 2 ? titleOf(5, true) : s(sections[i % 4]), {}};
        for (int k = 0; k < (very ? 14 : 3 + i % 2); ++k) {
            Lecture l;
            const int n = i * 20 + k;
            l.id = LectureId{QStringLiteral("lec-%1").arg(n)};
            l.sectionId = section.id;
            l.title = very && k % 6 == 4 ? titleOf(3, true) : s(lectures[(i + k) % 6]);
            l.kind = LectureKind((k + 1) % 3);
            if (l.kind == LectureKind::Article)
                l.articleMarkdown = s(kDescription);
            else
                l.file = StoredFile{FileId{QStringLiteral("file-%1").arg(n)},
                                    l.kind == LectureKind::Video ? s("lesson.mp4") : s("sheet.pdf"),
                                    48'300'000,
                                    l.kind == LectureKind::Video ? s("video/mp4") : s("application/pdf"),
                                    {},
                                    i == 3 && k == 2 ? 12'000'000 : 48'300'000};
            if (l.kind == LectureKind::Video) l.durationSeconds = 240 + 71 * k;
            if (k == 1)
                l.attachments.append({AttachmentId{QStringLiteral("att-%1").arg(n)}, s("Practice sheet"),
                                      StoredFile{FileId{QStringLiteral("a-%1").arg(n)},
                                                 s("sheet.pdf"),
                                                 240'000,
                                                 s("application/pdf"),
                                                 {},
                                                 240'000}});
            if (learning) l.progressPercent = i == 0 ? 100 : i == 1 && k == 0 ? 45 : 0;
            section.lectures.append(l);
        }
        o.sections.append(section);
    }
    return o;
}

QList<ReviewItem> reviews(bool very)
{
    QList<ReviewItem> list;
    for (int i = 0; i < (very ? 240 : 6); ++i) {
        const Seed& seed = kSeeds[(i * 5 + 1) % kSeedCount];
        list.append({CourseId{QStringLiteral("course-%1").arg(i)}, 1 + i % 3, titleOf(i * 5 + 1, very), s(seed.teacher),
                     categories().at(seed.category).name, usd(seed.fee), ago(3600LL * (60 - i * 9)), i % 3 == 0 ? 2 : 0,
                     i % 4 == 2, i % 3});
    }
    return list;
}

ReviewDetail reviewDetail(bool very)
{
    ReviewDetail d;
    d.course = course(CourseState::InReview, very);
    d.categoryName = s("Music");
    CourseCard old = d.course.card;
    old.title = s("Piano for adults");
    old.fee = usd(3900);
    old.descriptionMarkdown =
        s("Learn to play from the very beginning, at your own pace, with **twelve lessons**.\n\n## What you will be "
          "able to do\n\n- read both clefs\n- learn a new piece on your own\n");
    old.level = Level::AllLevels;
    d.previous = old;
    d.previousCategoryName = s("Music");
    d.previousRevision = 2;
    d.similar = {
        {CourseId{QStringLiteral("x1")}, s("Piano for adults (evening group)"), s("Henrik Sørensen"),
         CourseState::Launched, 78},
        {CourseId{QStringLiteral("x2")}, s("Piano for children"), s("Clara Whitfield"), CourseState::Draft, 55}};
    d.decisions = {{DecisionKind::Reject, 2, s("The description promises forty lessons, the outline says twelve."),
                    s("Ines Moreau"), ago(3600 * 5)},
                   {DecisionKind::Reject, 1, s("Please add a cover."), s("Ines Moreau"), ago(86400 * 4)}};
    return d;
}

QList<CatalogueItem> catalogue(bool very)
{
    QList<CatalogueItem> list;
    for (int i = 0; i < (very ? 2000 : kSeedCount); ++i) {
        const Seed& seed = kSeeds[i % kSeedCount];
        list.append({CourseId{QStringLiteral("course-%1").arg(i)}, QStringLiteral("course-%1").arg(i), titleOf(i, very),
                     s("Short lessons, music you know, and a plan for a quarter of an hour a day."),
                     categories().at(seed.category).name, s(seed.teacher), s(seed.language), seed.level,
                     usd(very && i % 5 == 0 ? 999'999 : seed.fee), seed.students, 8 + i % 23, coverOf(i)});
    }
    return list;
}

CoursePage coursePage(bool very)
{
    CoursePage page;
    page.item = catalogue(very).at(very ? 3 : 0);
    page.descriptionMarkdown = course(CourseState::Launched, very).card.descriptionMarkdown;
    page.teacherBio = s("Clara has taught adults for twenty years and still plays every Thursday at the Café Lindau.");
    page.sections = outline(very, false).sections;
    return page;
}

QList<Enrollment> enrollments(bool very)
{
    const EnrollmentState states[] = {EnrollmentState::Active,          EnrollmentState::Completed,
                                      EnrollmentState::AwaitingPayment, EnrollmentState::Active,
                                      EnrollmentState::Refunded,        EnrollmentState::Expired};
    QList<Enrollment> list;
    for (int i = 0; i < (very ? 300 : 6); ++i) {
        const Seed& seed = kSeeds[i % kSeedCount];
        Enrollment e;
        e.id = EnrollmentId{QStringLiteral("enr-%1").arg(i)};
        e.courseId = CourseId{QStringLiteral("course-%1").arg(i)};
        e.courseTitle = titleOf(i, very);
        e.teacherName = s(seed.teacher);
        e.studentName = s("Samuel Adeyemi");
        e.state = states[i % 6];
        e.price = usd(seed.fee);
        e.progressPercent = e.state == EnrollmentState::Completed ? 100 : i % 6 == 3 ? 0 : 38;
        e.coverFileId = coverOf(i);
        if (e.state == EnrollmentState::Completed) e.certificateCode = QStringLiteral("LND-7QK2-94TX");
        e.createdAt = ago(86400LL * (2 + i * 9));
        e.updatedAt = ago(3600);
        list.append(e);
    }
    return list;
}

LearningCourse learningCourse(bool very) { return {enrollments(very).first(), s(kDescription), outline(very, true)}; }

Certificate certificate(bool very)
{
    return {CertificateId{QStringLiteral("cert")},
            QStringLiteral("LND-7QK2-94TX"),
            QStringLiteral("https://learn.lindau.example/verify/LND-7QK2-94TX"),
            very ? s("Maximilian Alexander Konstantin von und zu Hohenstein-Waldburg") : s("Samuel Adeyemi"),
            titleOf(very ? 5 : 0, very),
            s("Clara Whitfield"),
            s("Lindau Open School"),
            ago(86400),
            false};
}

QList<CourseStudent> students(bool very)
{
    const char* const names[] = {"Samuel Adeyemi", "Lena Fischer",  "Oskar Nowak",  "Priya Raman",
                                 "Fatima Zahra",   "Mikkel Hansen", "Giulia Conti", "Rosa Almeida"};
    QList<CourseStudent> list;
    for (int i = 0; i < (very ? 900 : 8); ++i)
        list.append({UserId{QStringLiteral("st-%1").arg(i)}, s(names[i % 8]),
                     i % 8 == 5   ? EnrollmentState::Refunded
                     : i % 4 == 1 ? EnrollmentState::Completed
                                  : EnrollmentState::Active,
                     i % 4 == 1 ? 100 : (i * 23) % 90, ago(86400LL * (1 + i * 3)),
                     i % 5 == 4 ? std::nullopt : std::optional(ago(3600LL * (i + 1) * 5))});
    return list;
}

QByteArray coverPng(const QString& seed)
{
    const int n = seed.right(1).toInt();
    QImage image(640, 360, QImage::Format_RGB32);
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    const int hue = (n * 47 + 160) % 360;
    QLinearGradient sky(0, 0, 0, 360);
    sky.setColorAt(0, QColor::fromHsl(hue, 120, 190));
    sky.setColorAt(1, QColor::fromHsl((hue + 40) % 360, 130, 120));
    p.fillRect(image.rect(), sky);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor(255, 255, 255, 120));
    p.drawEllipse(QPoint(120 + n * 50, 100), 46, 46);
    for (int i = 0; i < 3; ++i) {
        p.setBrush(QColor::fromHsl((hue + 20 * i) % 360, 110, 110 - 28 * i));
        QPainterPath hill;
        hill.moveTo(0, 220 + 45 * i);
        hill.cubicTo(160, 120 + 60 * i + n * 6, 380, 330 - n * 8, 640, 190 + 50 * i);
        hill.lineTo(640, 360);
        hill.lineTo(0, 360);
        p.drawPath(hill);
    }
    p.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace lectern::fakes
