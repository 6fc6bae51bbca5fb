#include "seeder.h"
#include "settlement/batch.h"
#include "stripe/wire.h"
#include "usecases/accounts/accounts.h"
#include "usecases/courses/courses.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/learning/blobstore.h"
#include "usecases/learning/learning.h"
#include "usecases/notifications/notifications.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/sweep.h"
#include "usecases/reports/books.h"
#include "usecases/vaults/vaults.h"
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QFile>
#include <QFileInfo>
#include <QNetworkReply>

namespace lectern::demo {

namespace {

QString text(const char* utf8) { return QString::fromUtf8(utf8); }

} // namespace

QString why(const Error& error) { return error.detail.isEmpty() ? toText(error.code) : error.field + u' ' + error.detail; }

Seeder::Seeder(const Services& services, SeedClock& clock, QString sandboxUrl, Media media)
    : m_services(services), m_clock(clock), m_sandbox(std::move(sandboxUrl)), m_media(std::move(media))
{
}

QJsonObject Seeder::sandbox(const QByteArray& method, const QString& path, const QByteArray& body)
{
    QNetworkRequest request(QUrl(m_sandbox + path));
    request.setRawHeader("Authorization", "Bearer sk_test_demo");
    request.setHeader(QNetworkRequest::ContentTypeHeader, path.startsWith(u"/sandbox") ? QStringLiteral("application/json") : QStringLiteral("application/x-www-form-urlencoded"));
    QNetworkReply* reply = m_network.sendCustomRequest(request, method, body);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    const QJsonObject answer = QJsonDocument::fromJson(reply->readAll()).object();
    reply->deleteLater();
    return answer;
}

QString Seeder::run()
{
    // The server is not up yet; its webhooks would only queue up and repeat what is settled here.
    sandbox("POST", QStringLiteral("/sandbox/faults"), R"([{"event":"*","action":"drop"}])");
    sandbox("POST", QStringLiteral("/sandbox/config"), R"({"payoutInTransitMs":500,"payoutPaidSeconds":3,"availableDelaySeconds":0})");
    QString problem = people();
    for (const CoursePlan& plan : courses()) {
        if (problem.isEmpty()) problem = makeCourse(plan);
    }
    for (const Sale& sale : plannedSales()) {
        if (problem.isEmpty()) problem = sell(sale);
    }
    sandbox("POST", QStringLiteral("/sandbox/clock"), "{\"to\":" + QByteArray::number(QDateTime::currentSecsSinceEpoch()) + '}');
    if (problem.isEmpty()) problem = withdrawals();
    if (problem.isEmpty()) problem = refunds();
    if (problem.isEmpty()) problem = otherMoney();
    if (problem.isEmpty()) problem = coupons();
    if (problem.isEmpty()) problem = plans();
    if (problem.isEmpty()) problem = subscription();
    if (problem.isEmpty()) problem = admission();
    if (problem.isEmpty()) problem = bundles();
    if (problem.isEmpty()) problem = liveSessions();
    if (problem.isEmpty()) problem = laterStates();
    m_clock.set(QDateTime::currentDateTimeUtc());
    // Movements come a moment after what they are of: whatever the runs in between were too early for is read now.
    if (problem.isEmpty()) {
        if (const auto seen = books::reconcile(m_services, books::kOverlapSeconds, QDateTime::fromSecsSinceEpoch(0, Qt::UTC)); !seen) problem = why(seen.error());
    }
    payments::refreshStudentCounts(m_services, QDateTime::fromSecsSinceEpoch(0, Qt::UTC));
    while (problem.isEmpty()) {
        const auto released = vaults::releaseDue(m_services);
        if (!released) problem = why(released.error());
        if (!released || *released == 0) break;
    }
    sandbox("DELETE", QStringLiteral("/sandbox/faults"));
    return problem;
}

QString Seeder::people()
{
    const auto make = [this](const Person& person, Role role, Caller& out) -> QString {
        const auto user = accounts::createUser(m_services, {}, {text(person.name), text(person.email), text(kPassword), role}, true);
        if (!user) return why(user.error());
        out.user = *user;
        out.remoteAddress = QStringLiteral("127.0.0.1");
        return {};
    };
    const auto inserted = m_services.database.inTransaction<Done>([&](store::Transaction& transaction) -> Result<Done> {
        int position = 0;
        for (const QString& name : categories()) {
            m_categories.append(newId<CategoryId>());
            transaction.exec("courses/insert_category", {{"id", m_categories.last().value}, {"name", name}, {"position", ++position}});
        }
        return Done{};
    });
    if (!inserted) return why(inserted.error());
    if (QString problem = make(admin(), Role::Admin, m_admin); !problem.isEmpty()) return problem;
    for (const Person& person : teachers()) {
        if (QString problem = make(person, Role::Teacher, m_teachers.emplaceBack()); !problem.isEmpty()) return problem;
    }
    for (const Person& person : students()) {
        if (QString problem = make(person, Role::Student, m_students.emplaceBack()); !problem.isEmpty()) return problem;
    }
    return {};
}

std::optional<FileId> Seeder::store(const Caller& owner, const QString& path, const QString& mimeType)
{
    QFile source(path);
    if (path.isEmpty() || !source.open(QIODevice::ReadOnly)) return std::nullopt;
    const auto file = learning::createUpload(m_services, owner, {QFileInfo(path).fileName(), mimeType, source.size(), {}});
    if (!file || !source.copy(m_services.blobs.partPath(file->id))) return std::nullopt;
    QFile::setPermissions(m_services.blobs.partPath(file->id), QFile::ReadOwner | QFile::WriteOwner);
    const auto sha256 = m_services.blobs.finish(file->id);
    if (!sha256 || !learning::completeUpload(m_services, file->id, *sha256)) return std::nullopt;
    return file->id;
}

QString Seeder::decide(const Course& course, DecisionKind kind, const QString& reason)
{
    const auto decided = courses::decide(m_services, m_admin, course.id, {kind, course.revision, course.contentHash, reason});
    return decided ? QString() : why(decided.error());
}

QString Seeder::makeCourse(const CoursePlan& plan)
{
    const Caller& teacher = m_teachers.at(plan.teacher);
    m_clock.set(m_clock.now().addSecs(3600 * 5));
    CourseCard card;
    card.title = text(plan.title);
    card.categoryId = m_categories.at(plan.category);
    card.fee = Money::fromMinor(plan.feeMinor, m_services.policy.defaultCurrency);
    card.descriptionMarkdown = text(plan.description);
    card.language = text(plan.language);
    card.level = plan.level;
    if (m_covers < m_media.covers.size()) card.coverFileId = store(teacher, m_media.covers.at(m_covers++), QStringLiteral("image/png"));
    auto course = courses::create(m_services, teacher, {card, {}});
    if (!course) return why(course.error());
    if (plan.fate == Fate::Draft) return {};
    course = courses::submit(m_services, teacher, course->id, course->contentHash);
    if (!course) return why(course.error());
    if (plan.fate == Fate::InReview) return {};
    m_clock.set(m_clock.now().addSecs(3600 * 7));
    if (plan.fate == Fate::Rejected) return decide(*course, DecisionKind::Reject, QStringLiteral("Promises of guaranteed profit are not allowed here. Describe what students will really learn."));
    if (QString problem = decide(*course, DecisionKind::Approve, {}); !problem.isEmpty()) return problem;
    if (QString problem = fillOutline(*course, teacher, plan); !problem.isEmpty()) return problem;
    if (plan.fate == Fate::Approved) return {};
    m_clock.set(m_clock.now().addSecs(3600 * 3));
    if (const auto launched = courses::launch(m_services, teacher, course->id); !launched) return why(launched.error());
    m_launched.append({course->id, teacher, plan, m_clock.now()});
    return {};
}

QString Seeder::addLecture(const SectionId& section, const Caller& teacher, const QString& title, const QString& course)
{
    LectureForm form{title, LectureKind::Article, article(title, course), std::nullopt, 0};
    const int kind = m_lectures++ % 4;
    if (kind == 1 && (form.fileId = store(teacher, m_media.video, QStringLiteral("video/mp4")))) {
        form.kind = LectureKind::Video;
        form.durationSeconds = 12;
    }
    if (kind == 3 && (form.fileId = store(teacher, m_media.document, QStringLiteral("application/pdf")))) form.kind = LectureKind::Document;
    if (form.kind != LectureKind::Article) form.articleMarkdown.clear();
    const auto added = learning::addLecture(m_services, teacher, section, form);
    return added ? QString() : why(added.error());
}

QString Seeder::fillOutline(const Course& course, const Caller& teacher, const CoursePlan& plan)
{
    for (const QString& line : plan.sections) {
        QStringList parts = line.split(u'|');
        const auto outline = learning::addSection(m_services, teacher, course.id, {parts.takeFirst()});
        if (!outline) return why(outline.error());
        for (const QString& title : parts) {
            if (QString problem = addLecture(outline->sections.last().id, teacher, title, course.card.title); !problem.isEmpty()) return problem;
        }
    }
    return {};
}

QList<Seeder::Sale> Seeder::plannedSales()
{
    QList<Sale> sales;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (qsizetype course = 0; course < m_launched.size(); ++course) {
        const Running& running = m_launched.at(course);
        for (qsizetype student = 0; student < m_students.size(); ++student) {
            // The demo's own student keeps something to buy: "Piano for adults" is left for the tour.
            if (student == 0 && (course == 0 || course > 4)) continue;
            if (m_random.bounded(12) >= running.plan.popularity) continue;
            const qint64 span = running.launchedAt.secsTo(now) - 3600;
            sales.append({running.launchedAt.addSecs(static_cast<qint64>(m_random.generateDouble() * static_cast<double>(span))), course, student});
        }
    }
    std::sort(sales.begin(), sales.end(), [](const Sale& a, const Sale& b) { return a.at < b.at; });
    return sales;
}

QString Seeder::settlePending()
{
    for (;;) {
        const auto settled = settlement::settleBatch(m_services, 50);
        if (!settled) return why(settled.error());
        if (*settled == 0) return {};
    }
}

QString Seeder::pay(const Payment& payment, bool declined)
{
    const QByteArray method = declined ? "pm_card_chargeDeclinedInsufficientFunds" : "pm_card_bypassPending";
    sandbox("POST", QStringLiteral("/v1/payment_intents/%1/confirm").arg(payment.gatewayId), "payment_method=" + method);
    const QString type = declined ? QStringLiteral("payment_intent.payment_failed") : QStringLiteral("payment_intent.succeeded");
    const QJsonArray events = sandbox("GET", QStringLiteral("/v1/events?limit=1&type=") + type).value(QLatin1String("data")).toArray();
    const QJsonObject event = events.first().toObject();
    const auto stored = m_services.database.inTransaction<Done>([&](store::Transaction& transaction) -> Result<Done> {
        transaction.exec("payments/insert_events", {{"endpoint", QStringLiteral("stripe")}, {"event_ids", event.value(QLatin1String("id")).toString()}, {"types", type}, {"settled_types", type},
                                                    {"bodies", QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact))}, {"now", m_clock.now()}});
        return Done{};
    });
    return stored ? settlePending() : why(stored.error());
}

/// Whoever buys has looked before, and so have others who do not buy.
QString Seeder::browse(const Sale& sale)
{
    const int looks = 1 + static_cast<int>(sale.at.toSecsSinceEpoch() % 4);
    for (int i = 0; i < looks; ++i) {
        const Caller& reader = m_students.at((sale.student + i) % m_students.size());
        if (const auto page = courses::coursePage(m_services, reader, m_launched.at(sale.course).id); !page) return why(page.error());
    }
    return {};
}

QString Seeder::sell(const Sale& sale)
{
    m_clock.set(sale.at);
    // The sandbox lives through the same weeks, so that its balance has the days on which it happened.
    sandbox("POST", QStringLiteral("/sandbox/clock"), "{\"to\":" + QByteArray::number(m_clock.now().toSecsSinceEpoch()) + '}');
    if (const auto released = vaults::releaseDue(m_services); !released) return why(released.error());
    const Caller& student = m_students.at(sale.student);
    if (QString problem = browse(sale); !problem.isEmpty()) return problem;
    const auto result = enrollments::enroll(m_services, student, {m_launched.at(sale.course).id});
    if (!result) return why(result.error());
    if (result->checkout) {
        const int luck = m_random.bounded(30);
        if (luck == 0) return {}; // went away without paying
        if (luck <= 2) {
            if (QString problem = pay(result->checkout->payment, true); !problem.isEmpty() || luck == 1) return problem;
        }
        if (QString problem = pay(result->checkout->payment, false); !problem.isEmpty()) return problem;
        if (const auto seen = books::reconcile(m_services, 3600); !seen) return why(seen.error());
    }
    const int effort = m_random.bounded(10);
    return study(student, result->enrollment.id, effort < 3 ? 100 : effort < 8 ? 10 + m_random.bounded(80) : 0);
}

QString Seeder::study(const Caller& student, const EnrollmentId& enrollment, int percent)
{
    const auto course = learning::learn(m_services, student, enrollment);
    if (!course) return why(course.error());
    QList<LectureId> lectures;
    for (const Section& section : course->outline.sections) {
        for (const Lecture& lecture : section.lectures) lectures.append(lecture.id);
    }
    const auto done = static_cast<qsizetype>(lectures.size() * percent / 100);
    for (qsizetype i = 0; i < done; ++i) {
        const auto set = learning::setProgress(m_services, student, enrollment, lectures.at(i), {100, 0});
        if (!set) return why(set.error());
    }
    return {};
}

QString Seeder::laterStates()
{
    for (const Running& running : m_launched) {
        const auto course = courses::find(m_services, running.teacher, running.id);
        if (!course) return why(course.error());
        if (running.plan.fate == Fate::Suspended) {
            if (QString problem = decide(*course, DecisionKind::Suspend, QStringLiteral("Two data sets may not be redistributed. Replace them, then we reinstate the course.")); !problem.isEmpty()) return problem;
        }
        if (running.plan.fate == Fate::Archived) {
            if (const auto archived = courses::archive(m_services, running.teacher, running.id); !archived) return why(archived.error());
        }
        if (running.plan.fate == Fate::LaunchedWithRevision) {
            CourseCard card = course->card;
            card.fee = Money::fromMinor(6'900, card.fee.currency());
            card.descriptionMarkdown += QStringLiteral("\n\n**New:** a section on partitioning large tables.");
            const auto saved = courses::save(m_services, running.teacher, running.id, {card, course->contentHash});
            if (!saved) return why(saved.error());
            if (const auto submitted = courses::submit(m_services, running.teacher, running.id, saved->contentHash); !submitted) return why(submitted.error());
        }
    }
    for (const Caller& student : m_students) {
        if (const auto read = notifications::markAllRead(m_services, student); !read) return why(read.error());
    }
    for (const Caller& teacher : m_teachers) {
        if (const auto read = notifications::markAllRead(m_services, teacher); !read) return why(read.error());
    }
    return {};
}

} // namespace lectern::demo
