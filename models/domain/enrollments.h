#pragma once
#include "domain/admissions.h"
#include "domain/content.h"
#include "domain/courses.h"
#include "domain/gifts.h"

namespace lectern {

enum class EnrollmentState { AwaitingPayment, Active, Completed, Expired, Cancelled, Suspended, Refunded };
QString toText(EnrollmentState);
bool fromText(const QString&, EnrollmentState&);

struct Enrollment {
    EnrollmentId id;
    CourseId courseId;
    QString courseTitle;
    QString teacherName;
    UserId studentId;
    QString studentName;
    EnrollmentState state = EnrollmentState::AwaitingPayment;
    Money price;
    int progressPercent = 0;
    std::optional<FileId> coverFileId;
    std::optional<PaymentId> paymentId; ///< the newest one
    std::optional<QDateTime> expiresAt; ///< while AwaitingPayment
    std::optional<QString> certificateCode;
    QDateTime createdAt;
    QDateTime updatedAt;
    bool operator==(const Enrollment&) const = default;
};
QJsonObject toJson(const Enrollment&);
Result<Enrollment> enrollmentFromJson(const QJsonObject&);

struct EnrollForm {
    CourseId courseId;
    std::optional<QString> method = {};      ///< a PaymentMethod: "card" (default), "transfer", "cash", "cheque", "bank_transfer", "wallet"
    std::optional<QString> country = {};     ///< of the student, for taxes; kept for the next time
    std::optional<Money> walletPart = {};    ///< with a card: how much of the total comes from the wallet
    std::optional<Money> expectedTotal = {}; ///< as shown to the student; another one by now is a Conflict
    std::optional<QString> coupon = {};      ///< a code; empty: none; absent: as in the payment that is open already
    std::optional<PlanId> planId = {};       ///< one of the quote's plans; empty: all at once; absent: as before
    std::optional<bool> hosted = {};         ///< true: paid on the gateway's own page, which a session opens; no checkout is answered
    std::optional<GiftForm> gift = {};       ///< the place is somebody else's; all at once
    bool operator==(const EnrollForm&) const = default;
};
QJsonObject toJson(const EnrollForm&);
Result<EnrollForm> enrollFormFromJson(const QJsonObject&);

/// A course as a visitor sees it before enrolling.
struct CoursePage {
    CatalogueItem item;
    QString descriptionMarkdown;
    QString teacherBio;
    QList<Section> sections; ///< titles, kinds and durations only
    std::optional<Enrollment> enrollment; ///< of the asking student
    std::optional<StudentAdmission> admission; ///< likewise; absent: open to all, without a limit
    bool operator==(const CoursePage&) const = default;
};
QJsonObject toJson(const CoursePage&);
Result<CoursePage> coursePageFromJson(const QJsonObject&);

/// A course as its student learns it.
struct LearningCourse {
    Enrollment enrollment;
    QString descriptionMarkdown;
    Outline outline;
    bool operator==(const LearningCourse&) const = default;
};
QJsonObject toJson(const LearningCourse&);
Result<LearningCourse> learningCourseFromJson(const QJsonObject&);

struct Certificate {
    CertificateId id;
    QString code; ///< what the QR code and the verification page carry
    QString verifyUrl;
    QString studentName;
    QString courseTitle;
    QString teacherName;
    QString organisation;
    QDateTime issuedAt;
    bool revoked = false;
    bool operator==(const Certificate&) const = default;
};
QJsonObject toJson(const Certificate&);
Result<Certificate> certificateFromJson(const QJsonObject&);

/// A student in the teacher's view of a course.
struct CourseStudent {
    UserId id;
    QString name;
    EnrollmentState state = EnrollmentState::Active;
    int progressPercent = 0;
    QDateTime enrolledAt;
    std::optional<QDateTime> lastActiveAt;
    bool operator==(const CourseStudent&) const = default;
};
QJsonObject toJson(const CourseStudent&);
Result<CourseStudent> courseStudentFromJson(const QJsonObject&);

} // namespace lectern
