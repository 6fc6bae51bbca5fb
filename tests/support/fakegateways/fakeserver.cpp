#include "fakes/fakeserver.h"
#include <QFileInfo>

namespace lectern::fakes {

FakeServer::FakeServer(Mode initial)
    : FakeAnswers(initial)
{
    if (mode == Mode::Offline) connection.setState(Connection::State::Offline);
}

Gateways FakeServer::gateways()
{
    Gateways all{this, this, this, this, this, this, this, this, this, this};
    all.purchases = &purchases;
    all.disputes = &disputes;
    all.payoutAccounts = &payoutAccounts;
    all.statements = &statements;
    all.books = &books;
    all.coupons = &coupons;
    all.admission = &admission;
    all.plans = &plans;
    all.schedules = &schedules;
    all.subscriptions = &subscriptions;
    all.methods = &methods;
    all.offers = &offers;
    all.gigs = &gigs;
    all.sessionCatalogue = &sessionCatalogue;
    all.bookings = &bookings;
    all.sessionAffairs = &sessionAffairs;
    all.desk = &desk;
    all.notifications = this;
    all.reports = this;
    all.connection = &connection;
    return all;
}

Reply<ServerInfo> FakeServer::serverInfo()
{
    ServerInfo info = fakes::serverInfo(very());
    if (mode == Mode::Empty) info.demoAccounts.clear();
    if (calls.value(QStringLiteral("serverInfo")) < infoAnswers) failNext.insert(QStringLiteral("serverInfo"), makeError(ErrorCode::Offline));
    return answer("serverInfo", info);
}
Reply<User> FakeServer::registerUser(RegisterForm form)
{
    return answer("registerUser",
                  User{UserId{QStringLiteral("new")}, form.name, form.email, form.role, UserState::Active, QString(), ago(0)});
}
Reply<User> FakeServer::login(LoginForm form)
{
    return answer("login", form.email.startsWith(QStringLiteral("ines"))    ? user(Role::Admin)
                           : form.email.startsWith(QStringLiteral("clara")) ? user(Role::Teacher)
                                                                            : user(Role::Student));
}
Reply<Done> FakeServer::logout() { return answer("logout", Done{}); }
Reply<User> FakeServer::rename(QString name)
{
    User renamed = user(Role::Teacher);
    renamed.name = name;
    return answer("rename", renamed);
}
Reply<Done> FakeServer::changePassword(PasswordChange) { return answer("changePassword", Done{}); }
Reply<Done> FakeServer::forgotPassword(QString) { return answer("forgotPassword", Done{}); }
Reply<User> FakeServer::resetPassword(PasswordReset reset)
{
    lastReset = reset;
    return answer("resetPassword", user(Role::Student));
}
Reply<Page<User>> FakeServer::users(UserFilter, PageRequest page) { return paged("users", fakes::users(very()), page); }
Reply<User> FakeServer::setBlocked(UserId id, bool blocked, QString)
{
    User u = fakes::users(false).at(3);
    u.id = id;
    u.state = blocked ? UserState::Blocked : UserState::Active;
    return answer("setBlocked", u);
}
Reply<User> FakeServer::setRole(UserId id, Role role, QString)
{
    User u = fakes::users(false).at(3);
    u.id = id;
    u.role = role;
    return answer("setRole", u);
}
Reply<QList<Category>> FakeServer::categories() { return answer("categories", fakes::categories()); }
Reply<Page<CourseSummary>> FakeServer::myCourses(CourseFilter filter, PageRequest page)
{
    QList<CourseSummary> all = fakes::courses(very());
    all.removeIf([&](const CourseSummary& c) { return filter.state && c.state != *filter.state; });
    return paged("myCourses", all, page);
}
Reply<Course> FakeServer::course(CourseId) { return answer("course", fakes::course(courseState, very())); }
Reply<Course> FakeServer::create(CourseSave save)
{
    lastSave = save;
    Course c = fakes::course(CourseState::Draft, false);
    c.card = save.card;
    c.contentHash = QStringLiteral("hash-2");
    return answer("create", c);
}
Reply<Course> FakeServer::save(CourseId id, CourseSave save)
{
    lastSave = save;
    Course c = fakes::course(courseState, false);
    c.id = id;
    c.card = save.card;
    c.contentHash = QStringLiteral("hash-2");
    return answer("save", c);
}
Reply<Course> FakeServer::submit(CourseId, QString)
{
    Course c = fakes::course(CourseState::InReview, false);
    c.card = lastSave.card;
    return answer("submit", c);
}
Reply<LaunchCheck> FakeServer::launchCheck(CourseId)
{
    return answer(
        "launchCheck",
        LaunchCheck{
            {{QStringLiteral("approved"), true, {}},
             {QStringLiteral("has_lecture"), mode != Mode::Empty, QStringLiteral("Add at least one lecture.")},
             {QStringLiteral("uploads_complete"), false, QStringLiteral("\"A minuet, slowly\" is still uploading.")},
             {QStringLiteral("articles_filled"), true, {}}}});
}
Reply<Course> FakeServer::launch(CourseId) { return answer("launch", fakes::course(CourseState::Launched, false)); }
Reply<Course> FakeServer::archive(CourseId) { return answer("archive", fakes::course(CourseState::Archived, false)); }
Reply<Page<CourseStudent>> FakeServer::students(CourseId, PageRequest page)
{
    return paged("students", fakes::students(very()), page);
}
Reply<Outline> FakeServer::outline(CourseId)
{
    return answer("outline", mode == Mode::Empty ? Outline{} : fakes::outline(very(), false));
}
Reply<Outline> FakeServer::addSection(CourseId, SectionForm form)
{
    Outline o = fakes::outline(false, false);
    o.sections.append({SectionId{QStringLiteral("sec-new")}, form.title, {}});
    return answer("addSection", o);
}
Reply<Outline> FakeServer::editSection(SectionId, SectionForm)
{
    return answer("editSection", fakes::outline(false, false));
}
Reply<Outline> FakeServer::removeSection(SectionId) { return answer("removeSection", fakes::outline(false, false)); }
Reply<Outline> FakeServer::addLecture(SectionId, LectureForm)
{
    return answer("addLecture", fakes::outline(false, false));
}
Reply<Outline> FakeServer::editLecture(LectureId, LectureForm)
{
    return answer("editLecture", fakes::outline(false, false));
}
Reply<Outline> FakeServer::removeLecture(LectureId) { return answer("removeLecture", fakes::outline(false, false)); }
Reply<Outline> FakeServer::reorder(CourseId, OutlineOrder order)
{
    lastOrder = order;
    return answer("reorder", fakes::outline(false, false));
}
Reply<Outline> FakeServer::attach(LectureId, AttachmentForm) { return answer("attach", fakes::outline(false, false)); }
Reply<Outline> FakeServer::detach(AttachmentId) { return answer("detach", fakes::outline(false, false)); }
Upload* FakeServer::upload(const QString& localPath, QObject* parent)
{
    return new FakeUpload(QFileInfo(localPath).fileName(), 48'300'000, parent);
}
Reply<QByteArray> FakeServer::content(FileId id)
{
    return answer("content", id.value.startsWith(QStringLiteral("cover")) ? coverPng(id.value) : QByteArray());
}
Reply<QUrl> FakeServer::link(FileId) { return answer("link", QUrl(QStringLiteral("file:///nonexistent.mp4"))); }
Reply<Done> FakeServer::download(FileId, QString) { return answer("download", Done{}); }
Reply<Page<ReviewItem>> FakeServer::queue(PageRequest page) { return paged("queue", fakes::reviews(very()), page); }
Reply<ReviewDetail> FakeServer::review(CourseId) { return answer("review", fakes::reviewDetail(very())); }
Reply<Course> FakeServer::decide(CourseId, DecisionForm form)
{
    lastDecision = form;
    return answer(
        "decide",
        fakes::course(form.kind == DecisionKind::Approve ? CourseState::Approved : CourseState::Rejected, false));
}
Reply<Page<CourseSummary>> FakeServer::allCourses(CourseFilter, PageRequest page)
{
    return paged("allCourses", fakes::courses(very()), page);
}
Reply<Page<CatalogueItem>> FakeServer::search(CatalogueFilter, PageRequest page)
{
    return paged("search", fakes::catalogue(very()), page);
}
Reply<CoursePage> FakeServer::coursePage(CourseId)
{
    CoursePage page = fakes::coursePage(very());
    page.admission = standing;
    if (enrolled) {
        page.enrollment = fakes::enrollments(false).first();
        page.enrollment->state = *enrolled;
    }
    return answer("coursePage", page);
}
Reply<EnrollResult> FakeServer::enroll(EnrollForm form, QString idempotencyKey)
{
    keys.append(idempotencyKey);
    lastEnroll = form;
    return answer("enroll", enrollAnswer.value_or(EnrollResult{fakes::enrollments(false).at(2), fakes::checkout(false)}));
}
Reply<Page<Enrollment>> FakeServer::mine(PageRequest page)
{
    return paged("enrollments", fakes::enrollments(very()), page);
}
Reply<LearningCourse> FakeServer::learn(EnrollmentId)
{
    LearningCourse c = fakes::learningCourse(very());
    if (mode == Mode::Empty) c.outline = {};
    return answer("learn", c);
}
Reply<Enrollment> FakeServer::setProgress(EnrollmentId, LectureId, ProgressForm)
{
    return answer("setProgress", fakes::enrollments(false).first());
}
Reply<Certificate> FakeServer::certificate(EnrollmentId)
{
    if (mode == Mode::Empty) failNext.insert(QStringLiteral("certificate"), makeError(ErrorCode::NotFound));
    return answer("certificate", fakes::certificate(very()));
}
Reply<Enrollment> FakeServer::adminCancel(EnrollmentId, QString)
{
    return answer("adminCancel", fakes::enrollments(false).first());
}
Reply<Checkout> FakeServer::checkout(CreateIntentForm, QString idempotencyKey)
{
    keys.append(idempotencyKey);
    return answer("checkout", fakes::checkout(very()));
}
Reply<Payment> FakeServer::confirm(ConfirmForm)
{
    return answer("confirm", paymentAnswer.value_or(fakes::checkout(false).payment));
}
Reply<Payment> FakeServer::payment(PaymentId)
{
    return answer("payment", paymentAnswer.value_or(fakes::checkout(false).payment));
}
Reply<Page<Payment>> FakeServer::myPayments(PaymentFilter, PageRequest page)
{
    return paged("myPayments", fakes::payments(very()), page);
}
Reply<Page<Payment>> FakeServer::allPayments(PaymentFilter filter, PageRequest page)
{
    lastPaymentFilter = filter;
    if (rows == 0) {
        QList<Payment> all = fakes::payments(very());
        all.removeIf([&](const Payment& p) {
            const bool byHand = p.method == PaymentMethod::Cash || p.method == PaymentMethod::Cheque || p.method == PaymentMethod::BankTransfer;
            return (filter.waitingOffline && (!byHand || p.settledAt)) || (filter.state && p.state != *filter.state);
        });
        return paged("allPayments", all, page);
    }
    static const Payment model = fakes::payments(false).first();
    Page<Payment> result;
    const int from = page.cursor.toInt();
    for (int i = from; i < qMin(rows, from + page.limit); ++i) {
        Payment p = model;
        p.id = PaymentId{QStringLiteral("pay-%1").arg(i)};
        result.items.append(p);
    }
    if (from + page.limit < rows) result.nextCursor = QString::number(from + page.limit);
    return answer("allPayments", result);
}
Reply<RefundQuote> FakeServer::quote(PaymentId)
{
    return answer("quote", quoteAnswer.value_or(fakes::refundQuote(mode != Mode::VeryFull)));
}
Reply<Refund> FakeServer::takeBack(PaymentId id, TakeBackForm form, QString idempotencyKey)
{
    keys.append(idempotencyKey);
    lastTakeBack = form;
    Refund r = fakes::refunds(false).at(1);
    r.paymentId = id;
    r.reason = form.reason.value_or(QString());
    if (form.toWallet.value_or(false)) r.channel = RefundChannel::Wallet;
    r.state = quoteAnswer.value_or(fakes::refundQuote(true)).automatic ? RefundState::Pending : RefundState::Requested;
    return answer("takeBack", r);
}
Reply<Refund> FakeServer::refund(PaymentId id, RefundForm form, QString idempotencyKey)
{
    keys.append(idempotencyKey);
    lastRefund = form;
    Refund r = fakes::refunds(false).at(1);
    r.paymentId = id;
    r.amount = form.amount;
    r.reason = form.reason;
    if (form.toWallet.value_or(false)) r.channel = RefundChannel::Wallet;
    return answer("refund", r);
}
Reply<Refund> FakeServer::decide(RefundId id, RefundDecision decision, QString idempotencyKey)
{
    keys.append(idempotencyKey);
    lastRefundDecision = decision;
    Refund r = fakes::refunds(false).first();
    r.id = id;
    r.state = decision.approve ? RefundState::Approved : RefundState::Rejected;
    r.decidedBy = user(Role::Admin).name;
    r.failure = decision.approve ? QString() : decision.reason;
    return answer("decideRefund", r);
}
Reply<Page<Refund>> FakeServer::allRefunds(RefundFilter filter, PageRequest page)
{
    lastRefunds = filter;
    QList<Refund> all = fakes::refunds(very());
    all.removeIf([&](const Refund& r) { return filter.state && r.state != *filter.state; });
    if (filter.paymentId) all = all.mid(1, 2);
    return paged("allRefunds", all, page);
}
Reply<Page<Refund>> FakeServer::myRefunds(RefundFilter filter, PageRequest page)
{
    QList<Refund> all = fakes::refunds(very());
    all.removeIf([&](const Refund& r) { return filter.state && r.state != *filter.state; });
    if (filter.paymentId) all.removeIf([&](const Refund& r) { return r.paymentId != *filter.paymentId; });
    return paged("myRefunds", all, page);
}
Reply<Vault> FakeServer::mine()
{
    Vault v = fakes::vaults(very()).at(1);
    if (owing) {
        v.balances.first().available = usd(0);
        v.balances.first().pending = usd(0);
        v.balances.first().owed = usd(3920);
        v.nextReleaseAt.reset();
    }
    if (mode == Mode::Empty) {
        v.balances = {VaultBalance{}};
        v.nextReleaseAt.reset();
    }
    return answer("vault", v);
}
Reply<Vault> FakeServer::vault(VaultId) { return mine(); }
Reply<Page<Vault>> FakeServer::allVaults(QString, PageRequest page)
{
    return paged("allVaults", fakes::vaults(very()), page);
}
Reply<Page<VaultEntry>> FakeServer::entries(VaultId, VaultEntryFilter filter, PageRequest page)
{
    lastEntryFilter = filter;
    return paged("entries", entryAnswer.value_or(fakes::entries(very())), page);
}
Reply<VaultSeries> FakeServer::series(VaultId, QString, int days)
{
    return answer("series", mode == Mode::Empty ? VaultSeries{} : fakes::series(days, very()));
}
Reply<Withdrawal> FakeServer::withdraw(VaultId, WithdrawalForm form, QString idempotencyKey)
{
    lastWithdrawal = form;
    keys.append(idempotencyKey);
    Withdrawal asked = fakes::withdrawals(false).first();
    asked.approvalsNeeded = approvalsNeeded;
    return answer("withdraw", asked);
}
Reply<Page<Withdrawal>> FakeServer::withdrawals(VaultId, PageRequest page)
{
    return paged("withdrawals", fakes::withdrawals(very()), page);
}
Reply<Withdrawal> FakeServer::cancelWithdrawal(WithdrawalId)
{
    return answer("cancelWithdrawal", fakes::withdrawals(false).first());
}
Reply<Page<Withdrawal>> FakeServer::allWithdrawals(WithdrawalFilter filter, PageRequest page)
{
    lastWithdrawals = filter;
    return paged("allWithdrawals", fakes::withdrawals(very()), page);
}
Reply<Withdrawal> FakeServer::decideWithdrawal(WithdrawalId, WithdrawalDecision decision, QString idempotencyKey)
{
    keys.append(idempotencyKey);
    lastWithdrawalDecision = decision;
    Withdrawal w = fakes::withdrawals(false).first();
    w.state = decision.approve ? WithdrawalState::Approved : WithdrawalState::Rejected;
    return answer("decideWithdrawal", w);
}
Reply<Page<Notification>> FakeServer::list(PageRequest page)
{
    return paged("notifications", fakes::notifications(very()), page);
}
Reply<Done> FakeServer::markAllRead() { return answer("markAllRead", Done{}); }
Reply<Badges> FakeServer::badges()
{
    return answer("badges", mode == Mode::Empty ? Badges{} : Badges{very() ? 240 : 6, very() ? 130 : 2, 2, very() ? 43 : 2, very() ? 60 : 3, very() ? 31 : 2, very() ? 1602 : 4});
}
Reply<Overview> FakeServer::overview()
{
    return answer("overview", mode == Mode::Empty ? Overview{} : fakes::overview(very()));
}
Reply<Page<AuditEntry>> FakeServer::audit(AuditFilter, PageRequest page)
{
    return paged("audit", fakes::audit(very()), page);
}

} // namespace lectern::fakes
