#pragma once
#include "fakes/fakebooks.h"
#include "fakes/fakeadmission.h"
#include "fakes/fakeoffers.h"
#include "fakes/fakesessions.h"
#include "fakes/fakepaying.h"
#include "fakes/fakeparts.h"
namespace lectern::fakes {

/// All gateways over the fake data. Those of buying, disputes, statements and the books are parts of it.
class FakeServer final : public FakeAnswers,
                         public AccountsGateway,
                         public CoursesGateway,
                         public ContentGateway,
                         public FilesGateway,
                         public ReviewGateway,
                         public CatalogueGateway,
                         public EnrollmentsGateway,
                         public PaymentsGateway,
                         public RefundsGateway,
                         public VaultsGateway,
                         public NotificationsGateway,
                         public ReportsGateway
{
public:
    explicit FakeServer(Mode mode = Mode::Full);
    [[nodiscard]] Gateways gateways();

    FakeConnection connection;
    FakePurchases purchases{this};
    FakeDisputes disputes{this};
    FakePayoutAccounts payoutAccounts{this};
    FakeStatements statements{this};
    FakeBooks books{this};
    FakeCoupons coupons{this};
    FakeAdmission admission{this};
    FakePlans plans{this};
    FakeSchedules schedules{this};
    FakeSubscriptions subscriptions{this};
    FakeMethods methods{this};
    FakeOffers offers{this};
    FakeDesk desk{this};
    FakeGigs gigs{this};
    FakeSessionCatalogue sessionCatalogue{this};
    FakeBookings bookings{this};
    FakeSessionAffairs sessionAffairs{this};
    // What tests look at or set up.
    CourseState courseState = CourseState::Rejected;
    std::optional<Payment> paymentAnswer;
    std::optional<EnrollmentState> enrolled; ///< of the course page
    std::optional<StudentAdmission> standing; ///< likewise
    DecisionForm lastDecision;
    CourseSave lastSave;
    WithdrawalForm lastWithdrawal;
    PasswordReset lastReset;
    PaymentFilter lastPaymentFilter;
    RefundFilter lastRefunds;
    WithdrawalFilter lastWithdrawals; ///< of everybody
    VaultEntryFilter lastEntryFilter;
    int infoAnswers = 0; ///< serverInfo() is Offline until it was asked this often
    RefundForm lastRefund;
    RefundDecision lastRefundDecision;
    TakeBackForm lastTakeBack;
    EnrollForm lastEnroll;
    std::optional<EnrollResult> enrollAnswer;
    WithdrawalDecision lastWithdrawalDecision;
    std::optional<RefundQuote> quoteAnswer;
    bool owing = false; ///< the own vault owes from refunds
    std::optional<QList<VaultEntry>> entryAnswer;
    int approvalsNeeded = 1; ///< of a withdrawal that is requested
    OutlineOrder lastOrder;
    int rows = 0;        ///< when not 0, that many payments

    Reply<ServerInfo> serverInfo() override;
    Reply<User> registerUser(RegisterForm form) override;
    Reply<User> login(LoginForm form) override;
    Reply<Done> logout() override;
    Reply<User> rename(QString name) override;
    Reply<Done> changePassword(PasswordChange change) override;
    Reply<Done> forgotPassword(QString email) override;
    Reply<User> resetPassword(PasswordReset reset) override;
    Reply<Page<User>> users(UserFilter filter, PageRequest page) override;
    Reply<User> setBlocked(UserId id, bool blocked, QString reason) override;
    Reply<User> setRole(UserId id, Role role, QString reason) override;
    Reply<QList<Category>> categories() override;
    Reply<Page<CourseSummary>> myCourses(CourseFilter filter, PageRequest page) override;
    Reply<Course> course(CourseId id) override;
    Reply<Course> create(CourseSave save) override;
    Reply<Course> save(CourseId id, CourseSave save) override;
    Reply<Course> submit(CourseId id, QString contentHash) override;
    Reply<LaunchCheck> launchCheck(CourseId id) override;
    Reply<Course> launch(CourseId id) override;
    Reply<Course> archive(CourseId id) override;
    Reply<Page<CourseStudent>> students(CourseId id, PageRequest page) override;
    Reply<Outline> outline(CourseId course) override;
    Reply<Outline> addSection(CourseId course, SectionForm form) override;
    Reply<Outline> editSection(SectionId id, SectionForm form) override;
    Reply<Outline> removeSection(SectionId id) override;
    Reply<Outline> addLecture(SectionId section, LectureForm form) override;
    Reply<Outline> editLecture(LectureId id, LectureForm form) override;
    Reply<Outline> removeLecture(LectureId id) override;
    Reply<Outline> reorder(CourseId course, OutlineOrder order) override;
    Reply<Outline> attach(LectureId lecture, AttachmentForm form) override;
    Reply<Outline> detach(AttachmentId id) override;
    Upload* upload(const QString& localPath, QObject* parent) override;
    Reply<QByteArray> content(FileId id) override;
    Reply<QUrl> link(FileId id) override;
    Reply<Done> download(FileId id, QString localPath) override;
    Reply<Page<ReviewItem>> queue(PageRequest page) override;
    Reply<ReviewDetail> review(CourseId id) override;
    Reply<Course> decide(CourseId id, DecisionForm form) override;
    Reply<Page<CourseSummary>> allCourses(CourseFilter filter, PageRequest page) override;
    Reply<Page<CatalogueItem>> search(CatalogueFilter filter, PageRequest page) override;
    Reply<CoursePage> coursePage(CourseId id) override;
    Reply<EnrollResult> enroll(EnrollForm form, QString idempotencyKey) override;
    Reply<Page<Enrollment>> mine(PageRequest page) override;
    Reply<LearningCourse> learn(EnrollmentId id) override;
    Reply<Enrollment> setProgress(EnrollmentId id, LectureId lecture, ProgressForm form) override;
    Reply<Certificate> certificate(EnrollmentId id) override;
    Reply<Enrollment> adminCancel(EnrollmentId id, QString reason) override;
    Reply<Checkout> checkout(CreateIntentForm form, QString idempotencyKey) override;
    Reply<Payment> confirm(ConfirmForm form) override;
    Reply<Payment> payment(PaymentId id) override;
    Reply<Page<Payment>> myPayments(PaymentFilter filter, PageRequest page) override;
    Reply<Page<Payment>> allPayments(PaymentFilter filter, PageRequest page) override;
    Reply<RefundQuote> quote(PaymentId id) override;
    Reply<Refund> takeBack(PaymentId id, TakeBackForm form, QString idempotencyKey) override;
    Reply<Refund> refund(PaymentId id, RefundForm form, QString idempotencyKey) override;
    Reply<Refund> decide(RefundId id, RefundDecision decision, QString idempotencyKey) override;
    Reply<Page<Refund>> allRefunds(RefundFilter filter, PageRequest page) override;
    Reply<Page<Refund>> myRefunds(RefundFilter filter, PageRequest page) override;
    Reply<Vault> mine() override;
    Reply<Vault> vault(VaultId id) override;
    Reply<Page<Vault>> allVaults(QString text, PageRequest page) override;
    Reply<Page<VaultEntry>> entries(VaultId id, VaultEntryFilter filter, PageRequest page) override;
    Reply<VaultSeries> series(VaultId id, QString currency, int days) override;
    Reply<Withdrawal> withdraw(VaultId id, WithdrawalForm form, QString idempotencyKey) override;
    Reply<Page<Withdrawal>> withdrawals(VaultId id, PageRequest page) override;
    Reply<Withdrawal> cancelWithdrawal(WithdrawalId id) override;
    Reply<Page<Withdrawal>> allWithdrawals(WithdrawalFilter filter, PageRequest page) override;
    Reply<Withdrawal> decideWithdrawal(WithdrawalId id, WithdrawalDecision decision, QString idempotencyKey) override;
    Reply<Page<Notification>> list(PageRequest page) override;
    Reply<Done> markAllRead() override;
    Reply<Badges> badges() override;
    Reply<Overview> overview() override;
    Reply<Page<AuditEntry>> audit(AuditFilter filter, PageRequest page) override;
};

} // namespace lectern::fakes
