#pragma once
#include "app/client/apiclient.h"

namespace lectern {

/// The HTTP side of every gateway. Plain translations: path, body, DTO.
class HttpAccounts final : public AccountsGateway
{
public:
    explicit HttpAccounts(ApiClient* api) : m_api(api) {}
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

private:
    Reply<User> openSession(Reply<QJsonObject> reply);
    ApiClient* m_api;
};

class HttpCourses final : public CoursesGateway, public CatalogueGateway, public ReviewGateway
{
public:
    explicit HttpCourses(ApiClient* api) : m_api(api) {}
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
    Reply<Page<CatalogueItem>> search(CatalogueFilter filter, PageRequest page) override;
    Reply<CoursePage> coursePage(CourseId id) override;
    Reply<Page<ReviewItem>> queue(PageRequest page) override;
    Reply<ReviewDetail> review(CourseId id) override;
    Reply<Course> decide(CourseId id, DecisionForm form) override;
    Reply<Page<CourseSummary>> allCourses(CourseFilter filter, PageRequest page) override;
    Reply<Outline> outline(CourseId id) override;

private:
    ApiClient* m_api;
};

class HttpContent final : public ContentGateway
{
public:
    explicit HttpContent(ApiClient* api) : m_api(api) {}
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

private:
    ApiClient* m_api;
};

class HttpEnrollments final : public EnrollmentsGateway
{
public:
    explicit HttpEnrollments(ApiClient* api) : m_api(api) {}
    Reply<EnrollResult> enroll(EnrollForm form, QString idempotencyKey) override;
    Reply<Page<Enrollment>> mine(PageRequest page) override;
    Reply<LearningCourse> learn(EnrollmentId id) override;
    Reply<Enrollment> setProgress(EnrollmentId id, LectureId lecture, ProgressForm form) override;
    Reply<Certificate> certificate(EnrollmentId id) override;
    Reply<Enrollment> adminCancel(EnrollmentId id, QString reason) override;

private:
    ApiClient* m_api;
};

class HttpRefunds final : public RefundsGateway
{
public:
    explicit HttpRefunds(ApiClient* api) : m_api(api) {}
    Reply<RefundQuote> quote(PaymentId id) override;
    Reply<Refund> takeBack(PaymentId id, TakeBackForm form, QString idempotencyKey) override;
    Reply<Refund> refund(PaymentId id, RefundForm form, QString idempotencyKey) override;
    Reply<Refund> decide(RefundId id, RefundDecision decision, QString idempotencyKey) override;
    Reply<Page<Refund>> allRefunds(RefundFilter filter, PageRequest page) override;
    Reply<Page<Refund>> myRefunds(RefundFilter filter, PageRequest page) override;

private:
    ApiClient* m_api;
};

class HttpPayments final : public PaymentsGateway
{
public:
    explicit HttpPayments(ApiClient* api) : m_api(api) {}
    Reply<Checkout> checkout(CreateIntentForm form, QString idempotencyKey) override;
    Reply<Payment> confirm(ConfirmForm form) override;
    Reply<Payment> payment(PaymentId id) override;
    Reply<Page<Payment>> myPayments(PaymentFilter filter, PageRequest page) override;
    Reply<Page<Payment>> allPayments(PaymentFilter filter, PageRequest page) override;

private:
    ApiClient* m_api;
};

} // namespace lectern
