#pragma once
#include "domain/disputes.h"
#include "domain/misc.h"
#include "domain/offline.h"
#include "domain/page.h"
#include "domain/reconciliation.h"
#include "domain/statements.h"
#include "domain/wallets.h"
#include <QFuture>
#include <QObject>
#include <QUrl>

/// The client's only way to a server: one small interface an area. Every call returns at once; the future carries
/// the answer or an Error (Offline when the server could not be reached). Continue with `.then(context, …)` and
/// keep a request id against stale answers. UI tests and the gallery implement these with fakes.
namespace lectern {

template <class T>
using Reply = QFuture<Result<T>>;

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

class PaymentsGateway
{
public:
    virtual ~PaymentsGateway() = default;
    /// The checkout of an enrollment that awaits payment; resumes the open payment or makes a new one.
    virtual Reply<Checkout> checkout(CreateIntentForm form, QString idempotencyKey) = 0;
    virtual Reply<Payment> confirm(ConfirmForm form) = 0;
    virtual Reply<Payment> payment(PaymentId id) = 0;
    virtual Reply<Page<Payment>> myPayments(PaymentFilter filter, PageRequest page) = 0;
    virtual Reply<Page<Payment>> allPayments(PaymentFilter filter, PageRequest page) = 0;
};

/// Money on its way back to payers.
class RefundsGateway
{
public:
    virtual ~RefundsGateway() = default;
    virtual Reply<RefundQuote> quote(PaymentId id) = 0; ///< for the payment's student and admins
    /// The student takes the purchase back: at once where the rules allow it, else as a request to an admin.
    virtual Reply<Refund> takeBack(PaymentId id, TakeBackForm form, QString idempotencyKey) = 0;
    virtual Reply<Refund> refund(PaymentId id, RefundForm form, QString idempotencyKey) = 0; ///< admin
    virtual Reply<Refund> decide(RefundId id, RefundDecision decision, QString idempotencyKey) = 0; ///< admin
    virtual Reply<Page<Refund>> allRefunds(RefundFilter filter, PageRequest page) = 0; ///< admin: those that wait first
    virtual Reply<Page<Refund>> myRefunds(RefundFilter filter, PageRequest page) = 0;
};

class VaultsGateway
{
public:
    virtual ~VaultsGateway() = default;
    virtual Reply<Vault> mine() = 0;     ///< teacher: own vault; admin: the platform's
    virtual Reply<Vault> vault(VaultId id) = 0;
    virtual Reply<Page<Vault>> allVaults(QString text, PageRequest page) = 0; ///< admin; the platform first
    virtual Reply<Page<VaultEntry>> entries(VaultId id, VaultEntryFilter filter, PageRequest page) = 0;
    virtual Reply<VaultSeries> series(VaultId id, QString currency, int days) = 0;
    virtual Reply<Withdrawal> withdraw(VaultId id, WithdrawalForm form, QString idempotencyKey) = 0;
    virtual Reply<Page<Withdrawal>> withdrawals(VaultId id, PageRequest page) = 0;
    virtual Reply<Withdrawal> cancelWithdrawal(WithdrawalId id) = 0;
    /// Admin: all withdrawals, those that wait for a decision first.
    virtual Reply<Page<Withdrawal>> allWithdrawals(std::optional<WithdrawalState> state, PageRequest page) = 0;
    virtual Reply<Withdrawal> decideWithdrawal(WithdrawalId id, WithdrawalDecision decision, QString idempotencyKey) = 0;
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

/// Buying: what it costs, the other ways to pay, and the papers.
class PurchaseGateway
{
public:
    virtual ~PurchaseGateway() = default;
    virtual Reply<PurchaseQuote> quote(CourseId course, QString country) = 0; ///< country empty: as kept for the student
    virtual Reply<StudentWallet> wallet() = 0;
    virtual Reply<Page<WalletEntry>> walletEntries(QString currency, PageRequest page) = 0;
    virtual Reply<Checkout> topUp(TopUpForm form, QString idempotencyKey) = 0; ///< paid by card in the checkout view
    virtual Reply<QList<FiscalDocument>> documents(PaymentId payment) = 0; ///< its receipt and credit notes, oldest first
    virtual Reply<Page<FiscalDocument>> allDocuments(QString text, PageRequest page) = 0; ///< admin and auditor, newest first
    // Admin: money that arrived outside of the gateway.
    virtual Reply<QList<OfflineReceipt>> receipts(PaymentId payment) = 0;
    virtual Reply<OfflineReceipt> recordReceipt(PaymentId payment, OfflineReceiptForm form, QString idempotencyKey) = 0;
    virtual Reply<OfflineReceipt> reverseReceipt(ReceiptId id, QString reason, QString idempotencyKey) = 0;
};

class DisputesGateway
{
public:
    virtual ~DisputesGateway() = default;
    virtual Reply<Page<Dispute>> disputes(DisputeFilter filter, PageRequest page) = 0; ///< those that need an answer first, by due date
    virtual Reply<DisputeEvidence> evidence(DisputeId id) = 0; ///< assembled now, or as it was sent
    virtual Reply<Dispute> answer(DisputeId id, DisputeAnswer answer, QString idempotencyKey) = 0; ///< once
};

/// A teacher's account at the gateway.
class PayoutAccountsGateway
{
public:
    virtual ~PayoutAccountsGateway() = default;
    virtual Reply<PayoutAccount> mine() = 0;
    virtual Reply<OnboardingLink> onboard() = 0; ///< makes the account when there is none
    virtual Reply<PayoutAccount> ofVault(VaultId id) = 0; ///< admin and auditor
};

class StatementsGateway
{
public:
    virtual ~StatementsGateway() = default;
    virtual Reply<Statement> statement(VaultId vault, QString currency, QDateTime from, QDateTime until) = 0;
    virtual Reply<QByteArray> statementCsv(VaultId vault, QString currency, QDateTime from, QDateTime until) = 0;
    virtual Reply<WithdrawalContents> contents(WithdrawalId id) = 0;
    virtual Reply<MonthReport> month(QString month, QString currency) = 0; ///< admin and auditor; month "2026-10"
    virtual Reply<Page<DebtLine>> debts(PageRequest page) = 0;             ///< admin and auditor, oldest first
};

/// The books beside the gateway's, and what they add up to. Admin and auditor; explain() and run() admin only.
class BooksGateway
{
public:
    virtual ~BooksGateway() = default;
    virtual Reply<ReconciliationSummary> reconciliation() = 0;
    virtual Reply<Page<ReconciliationItem>> lines(ReconciliationFilter filter, PageRequest page) = 0; ///< what needs explaining first
    virtual Reply<ReconciliationItem> explain(QString lineId, ExplainForm form, QString idempotencyKey) = 0;
    virtual Reply<ReconciliationSummary> reconcileNow() = 0;
    virtual Reply<Report> report(ReportKind kind, QString currency, QDateTime from, QDateTime until) = 0;
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
    NotificationsGateway* notifications = nullptr;
    ReportsGateway* reports = nullptr;
    Connection* connection = nullptr;
};

} // namespace lectern
