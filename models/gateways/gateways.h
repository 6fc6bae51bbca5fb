#pragma once
#include "domain/misc.h"
#include "domain/page.h"
#include "gateways/admission.h"
#include "gateways/money.h"
#include "gateways/paying.h"
#include "gateways/sessions.h"
#include <QObject>
#include <QUrl>

/// The client's only way to a server: one small interface an area. Every call returns at once; the future carries
/// the answer or an Error (Offline when the server could not be reached). Continue with `.then(context, …)` and
/// keep a request id against stale answers. UI tests and the gallery implement these with fakes.
namespace lectern {

class AccountsGateway
{
public:
    virtual ~AccountsGateway() = default;
    virtual Reply<ServerInfo> serverInfo() = 0;
    virtual Reply<User> registerUser(RegisterForm form) = 0; ///< logs in as the new user
    virtual Reply<User> login(LoginForm form) = 0;
    virtual Reply<Done> logout() = 0;
    virtual Reply<User> rename(QString name) = 0;
    virtual Reply<Done> changePassword(PasswordChange change) = 0; ///< other devices are logged out
    virtual Reply<Done> forgotPassword(QString email) = 0;         ///< always succeeds; a code goes out if there is such an account
    virtual Reply<User> resetPassword(PasswordReset reset) = 0;    ///< logs in
    virtual Reply<Page<User>> users(UserFilter filter, PageRequest page) = 0;
    virtual Reply<User> setBlocked(UserId id, bool blocked, QString reason) = 0;
    virtual Reply<User> setRole(UserId id, Role role, QString reason) = 0;
};

/// A teacher's own courses.
class CoursesGateway
{
public:
    virtual ~CoursesGateway() = default;
    virtual Reply<QList<Category>> categories() = 0;
    virtual Reply<Page<CourseSummary>> myCourses(CourseFilter filter, PageRequest page) = 0;
    virtual Reply<Course> course(CourseId id) = 0;
    virtual Reply<Course> create(CourseSave save) = 0;
    virtual Reply<Course> save(CourseId id, CourseSave save) = 0;
    virtual Reply<Course> submit(CourseId id, QString contentHash) = 0;
    virtual Reply<LaunchCheck> launchCheck(CourseId id) = 0;
    virtual Reply<Course> launch(CourseId id) = 0;
    virtual Reply<Course> archive(CourseId id) = 0;
    virtual Reply<Page<CourseStudent>> students(CourseId id, PageRequest page) = 0;
};

/// Sections, lectures and documents of a course. Each writing call answers the whole outline.
class ContentGateway
{
public:
    virtual ~ContentGateway() = default;
    virtual Reply<Outline> outline(CourseId course) = 0;
    virtual Reply<Outline> addSection(CourseId course, SectionForm form) = 0;
    virtual Reply<Outline> editSection(SectionId id, SectionForm form) = 0;
    virtual Reply<Outline> removeSection(SectionId id) = 0;
    virtual Reply<Outline> addLecture(SectionId section, LectureForm form) = 0;
    virtual Reply<Outline> editLecture(LectureId id, LectureForm form) = 0;
    virtual Reply<Outline> removeLecture(LectureId id) = 0;
    virtual Reply<Outline> reorder(CourseId course, OutlineOrder order) = 0;
    virtual Reply<Outline> attach(LectureId lecture, AttachmentForm form) = 0;
    virtual Reply<Outline> detach(AttachmentId id) = 0;
};

/// One file on its way to the server (tus 1.0). Lives in the GUI thread; delete it to stop watching (the upload
/// keeps what the server has and may be resumed).
class Upload : public QObject
{
    Q_OBJECT
public:
    enum class State { Queued, Hashing, Uploading, Paused, Complete, Failed };
    Q_ENUM(State)
    using QObject::QObject;
    [[nodiscard]] virtual State state() const = 0;
    [[nodiscard]] virtual QString fileName() const = 0;
    [[nodiscard]] virtual qint64 bytesSent() const = 0; ///< as acknowledged by the server
    [[nodiscard]] virtual qint64 bytesTotal() const = 0;
    [[nodiscard]] virtual Error error() const = 0;              ///< meaningful when Failed
    [[nodiscard]] virtual std::optional<StoredFile> file() const = 0; ///< set when Complete
    virtual void pause() = 0;
    virtual void resume() = 0; ///< after a pause, a failure or a cut connection: goes on where the server is
    virtual void cancel() = 0; ///< ends it and tells the server to forget it

Q_SIGNALS:
    void changed(); ///< state, progress or error
};

class FilesGateway
{
public:
    virtual ~FilesGateway() = default;
    /// Starts to upload a local file for a lecture, a document or a cover. The caller owns the answer.
    virtual Upload* upload(const QString& localPath, QObject* parent) = 0;
    /// Whole content of a small file (cover image, PDF), cached on disk by id.
    virtual Reply<QByteArray> content(FileId id) = 0;
    /// A URL, valid for some hours, that a media player or the system browser can open without a token.
    virtual Reply<QUrl> link(FileId id) = 0;
    /// Streams a file to disk.
    virtual Reply<Done> download(FileId id, QString localPath) = 0;
};

/// What an admin reviews and decides.
class ReviewGateway
{
public:
    virtual ~ReviewGateway() = default;
    virtual Reply<Page<ReviewItem>> queue(PageRequest page) = 0;
    virtual Reply<ReviewDetail> review(CourseId id) = 0;
    virtual Reply<Course> decide(CourseId id, DecisionForm form) = 0;
    virtual Reply<Page<CourseSummary>> allCourses(CourseFilter filter, PageRequest page) = 0;
    virtual Reply<Outline> outline(CourseId id) = 0;
};

class CatalogueGateway
{
public:
    virtual ~CatalogueGateway() = default;
    virtual Reply<QList<Category>> categories() = 0;
    virtual Reply<Page<CatalogueItem>> search(CatalogueFilter filter, PageRequest page) = 0;
    virtual Reply<CoursePage> coursePage(CourseId id) = 0;
};

class EnrollmentsGateway
{
public:
    virtual ~EnrollmentsGateway() = default;
    /// `idempotencyKey`: one per press of the button; the same key again answers the same enrollment.
    virtual Reply<EnrollResult> enroll(EnrollForm form, QString idempotencyKey) = 0;
    virtual Reply<Page<Enrollment>> mine(PageRequest page) = 0;
    virtual Reply<LearningCourse> learn(EnrollmentId id) = 0;
    virtual Reply<Enrollment> setProgress(EnrollmentId id, LectureId lecture, ProgressForm form) = 0;
    virtual Reply<Certificate> certificate(EnrollmentId id) = 0;
    virtual Reply<Enrollment> adminCancel(EnrollmentId id, QString reason) = 0;
};

class NotificationsGateway
{
public:
    virtual ~NotificationsGateway() = default;
    virtual Reply<Page<Notification>> list(PageRequest page) = 0;
    virtual Reply<Done> markAllRead() = 0;
    virtual Reply<Badges> badges() = 0;
};

class ReportsGateway
{
public:
    virtual ~ReportsGateway() = default;
    virtual Reply<Overview> overview() = 0; ///< teacher or admin, by role
    virtual Reply<Page<AuditEntry>> audit(AuditFilter filter, PageRequest page) = 0;
};

/// Whether the server answers, and what it pushes. One object for the whole client.
class Connection : public QObject
{
    Q_OBJECT
public:
    enum class State { Offline, Connecting, Online };
    Q_ENUM(State)
    using QObject::QObject;
    [[nodiscard]] virtual State state() const = 0;
    /// Seconds until the next automatic attempt; 0 when none is planned.
    [[nodiscard]] virtual int retryInSeconds() const = 0;
    virtual void retryNow() = 0;

Q_SIGNALS:
    void stateChanged();
    void message(const lectern::LiveMessage& message);
    /// The session ended (refresh token refused, blocked): show the login.
    void sessionLost(const lectern::Error& why);
};

/// Everything a main window needs.
struct Gateways {
    AccountsGateway* accounts = nullptr;
    CoursesGateway* courses = nullptr;
    ContentGateway* content = nullptr;
    FilesGateway* files = nullptr;
    ReviewGateway* reviews = nullptr;
    CatalogueGateway* catalogue = nullptr;
    EnrollmentsGateway* enrollments = nullptr;
    PaymentsGateway* payments = nullptr;
    RefundsGateway* refunds = nullptr;
    VaultsGateway* vaults = nullptr;
    PurchaseGateway* purchases = nullptr;
    DisputesGateway* disputes = nullptr;
    PayoutAccountsGateway* payoutAccounts = nullptr;
    StatementsGateway* statements = nullptr;
    BooksGateway* books = nullptr;
    CouponsGateway* coupons = nullptr;
    AdmissionGateway* admission = nullptr;
    PlansGateway* plans = nullptr;
    SchedulesGateway* schedules = nullptr;
    SubscriptionsGateway* subscriptions = nullptr;
    MethodsGateway* methods = nullptr;
    OffersGateway* offers = nullptr;
    DeskGateway* desk = nullptr;
    GigsGateway* gigs = nullptr;
    SessionCatalogueGateway* sessionCatalogue = nullptr;
    BookingsGateway* bookings = nullptr;
    SessionAffairsGateway* sessionAffairs = nullptr;
    NotificationsGateway* notifications = nullptr;
    ReportsGateway* reports = nullptr;
    Connection* connection = nullptr;
};

} // namespace lectern
