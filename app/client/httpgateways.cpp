#include "app/client/httpgateways.h"
#include "app/client/query.h"

namespace lectern {

namespace {

QJsonObject reasonBody(const QString& reason) { return {{QStringLiteral("reason"), reason}}; }

QUrlQuery filtered(const CourseFilter& filter, const PageRequest& page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", filter.text);
    if (filter.state) add(query, "state", toText(*filter.state));
    if (filter.category) add(query, "category", filter.category->value);
    return query;
}

QUrlQuery filtered(const PaymentFilter& filter, const PageRequest& page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", filter.text);
    if (filter.waitingOffline) add(query, "waiting", QStringLiteral("offline"));
    if (filter.source) add(query, "source", toText(*filter.source));
    if (filter.standing) add(query, "standing", toText(*filter.standing));
    if (filter.disputed) add(query, "disputed", QStringLiteral("true"));
    if (filter.state) add(query, "state", toText(*filter.state));
    if (filter.moment != PaymentMoment::Begun) add(query, "moment", toText(filter.moment));
    if (filter.from) add(query, "from", stamp(*filter.from));
    if (filter.until) add(query, "until", stamp(*filter.until));
    add(query, "currency", filter.currency);
    if (filter.courseId) add(query, "course", filter.courseId->value);
    if (filter.categoryId) add(query, "category", filter.categoryId->value);
    if (filter.teacherId) add(query, "teacher", filter.teacherId->value);
    add(query, "coupon", filter.couponCode);
    add(query, "declined", filter.declineCode);
    return query;
}

QUrlQuery filtered(const RefundFilter& filter, const PageRequest& page)
{
    QUrlQuery query = pageQuery(page);
    if (filter.paymentId) add(query, "payment", filter.paymentId->value);
    if (filter.state) add(query, "state", toText(*filter.state));
    if (filter.from) add(query, "from", stamp(*filter.from));
    if (filter.until) add(query, "until", stamp(*filter.until));
    add(query, "currency", filter.currency);
    return query;
}

} // namespace

// ---------------------------------------------------------------- accounts

Reply<ServerInfo> HttpAccounts::serverInfo() { return as(m_api->get(QStringLiteral("/api/server")), serverInfoFromJson); }

Reply<User> HttpAccounts::openSession(Reply<QJsonObject> reply)
{
    return as(std::move(reply), sessionFromJson).then([api = m_api](const Result<Session>& session) -> Result<User> {
        if (!session) return session.error();
        api->beginSession(*session);
        return session->user;
    });
}

Reply<User> HttpAccounts::registerUser(RegisterForm form) { return openSession(m_api->send("POST", QStringLiteral("/api/register"), toJson(form))); }
Reply<User> HttpAccounts::login(LoginForm form) { return openSession(m_api->send("POST", QStringLiteral("/api/login"), toJson(form))); }

Reply<Done> HttpAccounts::logout()
{
    auto reply = asDone(m_api->send("POST", QStringLiteral("/api/logout"), {{QStringLiteral("refreshToken"), m_api->session().refreshToken}}));
    m_api->clearSession();
    return reply;
}

Reply<User> HttpAccounts::rename(QString name) { return as(m_api->send("PATCH", QStringLiteral("/api/me"), {{QStringLiteral("name"), name}}), userFromJson); }

Reply<Done> HttpAccounts::changePassword(PasswordChange change) 
{
    // Every device is logged out, this one gets a session of its own.
    return openSession(m_api->send("POST", QStringLiteral("/api/me/password"), toJson(change))).then([](const Result<User>& user) -> Result<Done> {
        if (!user) return user.error();
        return Done{};
    });
}

Reply<Done> HttpAccounts::forgotPassword(QString email) { return asDone(m_api->send("POST", QStringLiteral("/api/password/forgot"), {{QStringLiteral("email"), email}})); }
Reply<User> HttpAccounts::resetPassword(PasswordReset reset) { return openSession(m_api->send("POST", QStringLiteral("/api/password/reset"), toJson(reset))); }

Reply<Page<User>> HttpAccounts::users(UserFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", filter.text);
    if (filter.role) add(query, "role", toText(*filter.role));
    if (filter.state) add(query, "state", toText(*filter.state));
    return asPage(m_api->get(QStringLiteral("/api/admin/users"), query), userFromJson);
}

Reply<User> HttpAccounts::setBlocked(UserId id, bool blocked, QString reason)
{
    return as(m_api->send("POST", idPath("/api/admin/users/", id.value, blocked ? "/block" : "/unblock"), reasonBody(reason)), userFromJson);
}

Reply<User> HttpAccounts::setRole(UserId id, Role role, QString reason)
{
    QJsonObject body = reasonBody(reason);
    body.insert(QStringLiteral("role"), toText(role));
    return as(m_api->send("POST", idPath("/api/admin/users/", id.value, "/role"), body), userFromJson);
}

// ---------------------------------------------------------------- courses, catalogue, review

Reply<QList<Category>> HttpCourses::categories()
{
    return asPage(m_api->get(QStringLiteral("/api/categories")), categoryFromJson).then([](const Result<Page<Category>>& page) -> Result<QList<Category>> {
        if (!page) return page.error();
        return page->items;
    });
}

Reply<Page<CourseSummary>> HttpCourses::myCourses(CourseFilter filter, PageRequest page) { return asPage(m_api->get(QStringLiteral("/api/courses"), filtered(filter, page)), courseSummaryFromJson); }
Reply<Course> HttpCourses::course(CourseId id) { return as(m_api->get(idPath("/api/courses/", id.value)), courseFromJson); }
Reply<Course> HttpCourses::create(CourseSave save) { return as(m_api->send("POST", QStringLiteral("/api/courses"), toJson(save)), courseFromJson); }
Reply<Course> HttpCourses::save(CourseId id, CourseSave save) { return as(m_api->send("PUT", idPath("/api/courses/", id.value), toJson(save)), courseFromJson); }
Reply<Course> HttpCourses::submit(CourseId id, QString contentHash)
{
    return as(m_api->send("POST", idPath("/api/courses/", id.value, "/submit"), {{QStringLiteral("contentHash"), contentHash}}), courseFromJson);
}
Reply<LaunchCheck> HttpCourses::launchCheck(CourseId id) { return as(m_api->get(idPath("/api/courses/", id.value, "/launch-check")), launchCheckFromJson); }
Reply<Course> HttpCourses::launch(CourseId id) { return as(m_api->send("POST", idPath("/api/courses/", id.value, "/launch")), courseFromJson); }
Reply<Course> HttpCourses::archive(CourseId id) { return as(m_api->send("POST", idPath("/api/courses/", id.value, "/archive")), courseFromJson); }
Reply<Page<CourseStudent>> HttpCourses::students(CourseId id, PageRequest page) { return asPage(m_api->get(idPath("/api/courses/", id.value, "/students"), pageQuery(page)), courseStudentFromJson); }

Reply<Page<CatalogueItem>> HttpCourses::search(CatalogueFilter filter, PageRequest page)
{
    QUrlQuery query = pageQuery(page);
    add(query, "text", filter.text);
    if (filter.category) add(query, "category", filter.category->value);
    add(query, "language", filter.language);
    if (filter.level) add(query, "level", toText(*filter.level));
    if (filter.minMinor) add(query, "minMinor", QString::number(*filter.minMinor));
    if (filter.maxMinor) add(query, "maxMinor", QString::number(*filter.maxMinor));
    add(query, "sort", toText(filter.sort));
    return asPage(m_api->get(QStringLiteral("/api/catalogue"), query), catalogueItemFromJson);
}

Reply<CoursePage> HttpCourses::coursePage(CourseId id) { return as(m_api->get(idPath("/api/catalogue/", id.value)), coursePageFromJson); }
Reply<Page<ReviewItem>> HttpCourses::queue(PageRequest page) { return asPage(m_api->get(QStringLiteral("/api/admin/reviews"), pageQuery(page)), reviewItemFromJson); }
Reply<ReviewDetail> HttpCourses::review(CourseId id) { return as(m_api->get(idPath("/api/admin/courses/", id.value, "/review")), reviewDetailFromJson); }
Reply<Course> HttpCourses::decide(CourseId id, DecisionForm form) { return as(m_api->send("POST", idPath("/api/admin/courses/", id.value, "/decision"), toJson(form)), courseFromJson); }
Reply<Page<CourseSummary>> HttpCourses::allCourses(CourseFilter filter, PageRequest page) { return asPage(m_api->get(QStringLiteral("/api/admin/courses"), filtered(filter, page)), courseSummaryFromJson); }
Reply<Outline> HttpCourses::outline(CourseId id) { return as(m_api->get(idPath("/api/courses/", id.value, "/outline")), outlineFromJson); }

// ---------------------------------------------------------------- content

Reply<Outline> HttpContent::outline(CourseId course) { return as(m_api->get(idPath("/api/courses/", course.value, "/outline")), outlineFromJson); }
Reply<Outline> HttpContent::addSection(CourseId course, SectionForm form) { return as(m_api->send("POST", idPath("/api/courses/", course.value, "/sections"), toJson(form)), outlineFromJson); }
Reply<Outline> HttpContent::editSection(SectionId id, SectionForm form) { return as(m_api->send("PUT", idPath("/api/sections/", id.value), toJson(form)), outlineFromJson); }
Reply<Outline> HttpContent::removeSection(SectionId id) { return as(m_api->send("DELETE", idPath("/api/sections/", id.value)), outlineFromJson); }
Reply<Outline> HttpContent::addLecture(SectionId section, LectureForm form) { return as(m_api->send("POST", idPath("/api/sections/", section.value, "/lectures"), toJson(form)), outlineFromJson); }
Reply<Outline> HttpContent::editLecture(LectureId id, LectureForm form) { return as(m_api->send("PUT", idPath("/api/lectures/", id.value), toJson(form)), outlineFromJson); }
Reply<Outline> HttpContent::removeLecture(LectureId id) { return as(m_api->send("DELETE", idPath("/api/lectures/", id.value)), outlineFromJson); }
Reply<Outline> HttpContent::reorder(CourseId course, OutlineOrder order) { return as(m_api->send("PUT", idPath("/api/courses/", course.value, "/outline/order"), toJson(order)), outlineFromJson); }
Reply<Outline> HttpContent::attach(LectureId lecture, AttachmentForm form) { return as(m_api->send("POST", idPath("/api/lectures/", lecture.value, "/attachments"), toJson(form)), outlineFromJson); }
Reply<Outline> HttpContent::detach(AttachmentId id) { return as(m_api->send("DELETE", idPath("/api/attachments/", id.value)), outlineFromJson); }

// ---------------------------------------------------------------- enrollments, payments

Reply<EnrollResult> HttpEnrollments::enroll(EnrollForm form, QString key) { return as(m_api->send("POST", QStringLiteral("/api/enrollments"), toJson(form), key), enrollResultFromJson); }
Reply<Page<Enrollment>> HttpEnrollments::mine(PageRequest page) { return asPage(m_api->get(QStringLiteral("/api/enrollments"), pageQuery(page)), enrollmentFromJson); }
Reply<LearningCourse> HttpEnrollments::learn(EnrollmentId id) { return as(m_api->get(idPath("/api/learning/", id.value)), learningCourseFromJson); }
Reply<Enrollment> HttpEnrollments::setProgress(EnrollmentId id, LectureId lecture, ProgressForm form)
{
    return as(m_api->send("PUT", QStringLiteral("/api/learning/%1/lectures/%2/progress").arg(id.value, lecture.value), toJson(form)), enrollmentFromJson);
}
Reply<Certificate> HttpEnrollments::certificate(EnrollmentId id) { return as(m_api->get(idPath("/api/learning/", id.value, "/certificate")), certificateFromJson); }
Reply<Enrollment> HttpEnrollments::adminCancel(EnrollmentId id, QString reason) { return as(m_api->send("POST", idPath("/api/admin/enrollments/", id.value, "/cancel"), reasonBody(reason)), enrollmentFromJson); }

Reply<Checkout> HttpPayments::checkout(CreateIntentForm form, QString key) { return as(m_api->send("POST", QStringLiteral("/api/payments/create-payment-intent"), toJson(form), key), checkoutFromJson); }
Reply<Payment> HttpPayments::confirm(ConfirmForm form) { return as(m_api->send("POST", QStringLiteral("/api/payments/confirm-payment"), toJson(form)), paymentFromJson); }
Reply<Payment> HttpPayments::payment(PaymentId id) { return as(m_api->get(idPath("/api/payments/", id.value)), paymentFromJson); }
Reply<Page<Payment>> HttpPayments::myPayments(PaymentFilter filter, PageRequest page) { return asPage(m_api->get(QStringLiteral("/api/payments"), filtered(filter, page)), paymentFromJson); }
Reply<Page<Payment>> HttpPayments::allPayments(PaymentFilter filter, PageRequest page) { return asPage(m_api->get(QStringLiteral("/api/admin/payments"), filtered(filter, page)), paymentFromJson); }

// ---------------------------------------------------------------- refunds

Reply<RefundQuote> HttpRefunds::quote(PaymentId id) { return as(m_api->get(idPath("/api/payments/", id.value, "/refund-quote")), refundQuoteFromJson); }
Reply<Refund> HttpRefunds::takeBack(PaymentId id, TakeBackForm form, QString key) { return as(m_api->send("POST", idPath("/api/payments/", id.value, "/refund"), toJson(form), key), refundFromJson); }
Reply<Refund> HttpRefunds::refund(PaymentId id, RefundForm form, QString key) { return as(m_api->send("POST", idPath("/api/admin/payments/", id.value, "/refunds"), toJson(form), key), refundFromJson); }
Reply<Refund> HttpRefunds::decide(RefundId id, RefundDecision decision, QString key)
{
    return as(m_api->send("POST", idPath("/api/admin/refunds/", id.value, "/decision"), toJson(decision), key), refundFromJson);
}
Reply<Page<Refund>> HttpRefunds::allRefunds(RefundFilter filter, PageRequest page) { return asPage(m_api->get(QStringLiteral("/api/admin/refunds"), filtered(filter, page)), refundFromJson); }
Reply<Page<Refund>> HttpRefunds::myRefunds(RefundFilter filter, PageRequest page) { return asPage(m_api->get(QStringLiteral("/api/refunds"), filtered(filter, page)), refundFromJson); }

} // namespace lectern
