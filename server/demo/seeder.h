#pragma once
#include "domain/clock.h"
#include "domain/gigs.h"
#include "school.h"
#include "usecases/context.h"
#include <QNetworkAccessManager>
#include <QRandomGenerator>

namespace lectern::demo {

/// A clock that the seeding moves forward through the months.
class SeedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    void set(const QDateTime& time) { m_now = std::max(m_now, time); }

private:
    QDateTime m_now = QDateTime::currentDateTimeUtc().addDays(-120);
};

/// Files that lectures and covers use; empty paths are left out.
struct Media {
    QString video;
    QString document;
    QStringList covers;
};

/// Fills an empty database with the school, through the same use cases that the server runs. Payments are real ones at the
/// sandbox; their events are settled at the time of the seeding clock.
class Seeder
{
public:
    Seeder(const Services& services, SeedClock& clock, QString sandboxUrl, Media media);
    /// Empty, or what went wrong.
    [[nodiscard]] QString run();

private:
    struct Running {
        CourseId id;
        Caller teacher;
        CoursePlan plan;
        QDateTime launchedAt;
    };
    struct Sale {
        QDateTime at;
        qsizetype course;
        qsizetype student;
    };

    QString people();
    QString makeCourse(const CoursePlan& plan);
    QString decide(const Course& course, DecisionKind kind, const QString& reason);
    QString fillOutline(const Course& course, const Caller& teacher, const CoursePlan& plan);
    QString addLecture(const SectionId& section, const Caller& teacher, const QString& title, const QString& course);
    std::optional<FileId> store(const Caller& owner, const QString& path, const QString& mimeType);
    QString sell(const Sale& sale);
    QString browse(const Sale& sale);
    QString pay(const Payment& payment, bool declined);
    QString study(const Caller& student, const EnrollmentId& enrollment, int percent);
    QString onboard(const Caller& teacher);
    QString coupons();
    QString plans();
    QString subscription();
    QString admission();
    QString bundles();
    QString liveSessions();
    QString offerSession(const Caller& teacher, const GigCard& card);
    QString otherMoney();
    QString withdrawals();
    QString refunds();
    QString laterStates();
    QString settlePending();
    QJsonObject sandbox(const QByteArray& method, const QString& path, const QByteArray& body = {});
    QList<Sale> plannedSales();

    const Services& m_services;
    SeedClock& m_clock;
    QString m_sandbox;
    Media m_media;
    QNetworkAccessManager m_network;
    QRandomGenerator m_random{20260301};
    QList<CategoryId> m_categories;
    Caller m_admin;
    QList<Caller> m_teachers;
    QList<Caller> m_students;
    QList<Running> m_launched;
    int m_covers = 0;
    int m_lectures = 0;
};

/// An error in words.
[[nodiscard]] QString why(const Error& error);

} // namespace lectern::demo
