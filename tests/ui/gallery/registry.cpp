#include "gallery/registry.h"
#include "gallery/fakecheckoutview.h"
#include "gallery/onevault.h"
#include "ui/account/connectpage.h"
#include "ui/account/loginpage.h"
#include "ui/account/registerpage.h"
#include "ui/account/resetpage.h"
#include "ui/admin/admincoursespage.h"
#include "ui/admin/auditpage.h"
#include "ui/admin/coursereviewpage.h"
#include "ui/admin/reviewpage.h"
#include "ui/admin/userspage.h"
#include "ui/admin/vaultspage.h"
#include "ui/checkout/checkoutpage.h"
#include "ui/documents/certificatepage.h"
#include "ui/shell/mainwindow.h"
#include "ui/student/cataloguepage.h"
#include "ui/student/coursedetailpage.h"
#include "ui/student/learningpage.h"
#include "ui/student/mypaymentspage.h"
#include "ui/student/playerpage.h"
#include "ui/student/walletpage.h"
#include "ui/teacher/admissionpage.h"
#include "ui/teacher/coursebuilderpage.h"
#include "ui/teacher/courseeditorpage.h"
#include "ui/teacher/coursestudentspage.h"
#include "ui/teacher/overviewpage.h"
#include "ui/teacher/teachercoursespage.h"
#include "ui/vault/vaultpage.h"
#include <QTemporaryDir>

namespace lectern::gallery {

using fakes::FakeServer;
using fakes::Mode;

namespace {

QList<Mode> withoutEmpty() { return {Mode::Loading, Mode::Full, Mode::VeryFull, Mode::Failed, Mode::Offline}; }

ClientSettings* settings()
{
    static QTemporaryDir dir;
    static QSettings store(dir.filePath(QStringLiteral("client.ini")), QSettings::IniFormat);
    static ClientSettings instance(&store);
    if (instance.servers().isEmpty()) {
        instance.rememberServer(
            {QStringLiteral("Evening classes Graz"), QUrl(QStringLiteral("https://abend.graz.example"))});
        instance.rememberServer(
            {QStringLiteral("Lindau Open School"), QUrl(QStringLiteral("https://learn.lindau.example"))});
    }
    return &instance;
}

/// Covers live as long as the page.
template <class Make>
QWidget* withCovers(FakeServer& server, Make make)
{
    auto* covers = new CoverStore(&server);
    QWidget* page = make(covers);
    covers->setParent(page);
    return page;
}

QWidget* window(FakeServer& server, Role role)
{
    auto* window = new MainWindow(server.gateways(), settings());
    window->enter(fakes::user(role));
    return window;
}

/// A page over one vault with eight days of releases, of which some wait for the gateway.
QWidget* oneVault(FakeServer& s, Vault vault, bool byId)
{
    const qint64 amounts[] = {11'760, 3'920, 7'840, 980, 23'520, 3'920, 1'960, 5'880};
    for (int day = 0; day < 8; ++day)
        vault.releases.append({fakes::ago(-86'400LL * (2 + day * 2)), fakes::usd(amounts[day]), day == 3 || day == 5});
    Gateways gateways = s.gateways();
    // As long as the page: it is made before the page and goes with it.
    auto* vaults = new OneVault(gateways.vaults, vault);
    gateways.vaults = vaults;
    auto* page = new VaultPage(byId ? std::optional(vault.id) : std::nullopt, gateways, true);
    QObject::connect(page, &QObject::destroyed, page, [vaults] { delete vaults; });
    return page;
}

QList<Entry> accountEntries()
{
    return {{QStringLiteral("KitSheet"), [](FakeServer&) { return kitSheet(); }, {Mode::Full}},
            {QStringLiteral("ConnectPage"), [](FakeServer&) { return new ConnectPage(settings()); }, {Mode::Full}},
            {QStringLiteral("LoginPage"),
             [](FakeServer& s) {
                 auto* page = new LoginPage(&s);
                 page->refresh();
                 return page;
             },
             allModes()},
            {QStringLiteral("RegisterPage"), [](FakeServer& s) { return new RegisterPage(&s); }, {Mode::Full}},
            {QStringLiteral("ResetPage"),
             [](FakeServer& s) {
                 auto* page = new ResetPage(&s);
                 page->start(QStringLiteral("samuel@post.example"));
                 return page;
             },
             {Mode::Full}},
            {QStringLiteral("ResetPage-code"),
             [](FakeServer& s) {
                 auto* page = new ResetPage(&s);
                 page->start(QStringLiteral("samuel@post.example"));
                 page->findChild<QPushButton*>(QStringLiteral("reset.send"))->click();
                 return page;
             },
             {Mode::Full, Mode::Failed, Mode::Offline}},
            {QStringLiteral("MainWindow-student"),
             [](FakeServer& s) { return window(s, Role::Student); },
             {Mode::Full, Mode::Offline}},
            {QStringLiteral("MainWindow-teacher"),
             [](FakeServer& s) { return window(s, Role::Teacher); },
             {Mode::Full, Mode::Offline}},
            {QStringLiteral("MainWindow-admin"),
             [](FakeServer& s) { return window(s, Role::Admin); },
             {Mode::Full, Mode::VeryFull}},
            {QStringLiteral("MainWindow-auditor"), [](FakeServer& s) { return window(s, Role::Auditor); }, {Mode::Full}}};
}

QList<Entry> studentEntries()
{
    return {{QStringLiteral("CataloguePage"),
             [](FakeServer& s) { return withCovers(s, [&](CoverStore* c) { return new CataloguePage(&s, &s.admission, c); }); },
             allModes()},
            {QStringLiteral("CourseDetailPage"),
             [](FakeServer& s) {
                 return withCovers(s, [&](CoverStore* c) {
                     return new CourseDetailPage(CourseId{QStringLiteral("course-0")}, s.gateways(), c);
                 });
             },
             withoutEmpty()},
            {QStringLiteral("CourseDetailPage-full-course"),
             [](FakeServer& s) {
                 s.standing = StudentAdmission{CourseId{QStringLiteral("course-0")}, false, false, false, 0, 4, {}};
                 return withCovers(s, [&](CoverStore* c) { return new CourseDetailPage(CourseId{QStringLiteral("course-0")}, s.gateways(), c); });
             },
             {Mode::Full}},
            {QStringLiteral("CourseDetailPage-invitation"),
             [](FakeServer& s) {
                 s.standing = StudentAdmission{CourseId{QStringLiteral("course-0")}, true, false, false, 3, {}, {}};
                 return withCovers(s, [&](CoverStore* c) { return new CourseDetailPage(CourseId{QStringLiteral("course-0")}, s.gateways(), c); });
             },
             {Mode::Full}},
            {QStringLiteral("CheckoutPage"),
             [](FakeServer& s) {
                 return new CheckoutPage(fakes::checkout(s.mode == Mode::VeryFull), &s, &s.connection,
                                         [](QWidget* parent) { return new FakeCheckoutView(parent); });
             },
             {Mode::Full, Mode::VeryFull}},
            {QStringLiteral("LearningPage"),
             [](FakeServer& s) { return withCovers(s, [&](CoverStore* c) { return new LearningPage(s.gateways(), c); }); },
             allModes()},
            {QStringLiteral("PlayerPage"),
             [](FakeServer& s) { return new PlayerPage(EnrollmentId{QStringLiteral("enr-0")}, &s, &s); }, allModes()},
            {QStringLiteral("CertificatePage"),
             [](FakeServer& s) { return new CertificatePage(EnrollmentId{QStringLiteral("enr-1")}, &s); }, allModes()},
            {QStringLiteral("WalletPage"), [](FakeServer& s) { return new WalletPage(s.gateways().purchases); }, allModes()},
            {QStringLiteral("MyPaymentsPage"), [](FakeServer& s) { return new MyPaymentsPage(s.gateways()); }, allModes()}};
}

QList<Entry> teacherEntries()
{
    const CourseId id{QStringLiteral("course-0")};
    return {
        {QStringLiteral("OverviewPage"), [](FakeServer& s) { return new OverviewPage(&s, fakes::user(Role::Teacher)); },
         allModes()},
        {QStringLiteral("TeacherCoursesPage"), [](FakeServer& s) { return new TeacherCoursesPage(&s); }, allModes()},
        {QStringLiteral("CourseEditorPage"),
         [id](FakeServer& s) {
             const std::optional<CourseId> course = s.mode == Mode::Empty ? std::nullopt : std::optional(id);
             return withCovers(s, [&](CoverStore* c) { return new CourseEditorPage(course, &s, c); });
         },
         allModes()},
        {QStringLiteral("CourseBuilderPage"),
         [id](FakeServer& s) {
             s.courseState = CourseState::Approved;
             return new CourseBuilderPage(id, s.gateways());
         },
         allModes()},
        {QStringLiteral("CourseStudentsPage"),
         [](FakeServer& s) { return new CourseStudentsPage(fakes::courses(s.mode == Mode::VeryFull).first(), &s); },
         allModes()},
        {QStringLiteral("AdmissionPage"),
         [](FakeServer& s) {
             CourseSummary course = fakes::courses(s.mode == Mode::VeryFull).first();
             course.state = CourseState::Launched;
             return new AdmissionPage(course, &s.admission);
         },
         allModes()},
        {QStringLiteral("VaultPage"), [](FakeServer& s) { return new VaultPage(std::nullopt, s.gateways(), true); }, allModes()},
        {QStringLiteral("VaultPage-owing"),
         [](FakeServer& s) {
             s.owing = true;
             return new VaultPage(std::nullopt, s.gateways(), true);
         },
         {Mode::Full}},
        {QStringLiteral("VaultPage-payouts"),
         [](FakeServer& s) {
             s.payoutAccounts.state = PayoutAccountState::Restricted;
             return new VaultPage(std::nullopt, s.gateways(), true);
         },
         {Mode::Full}},
        {QStringLiteral("VaultPage-releases"), [](FakeServer& s) { return oneVault(s, fakes::vaults(false).at(1), false); }, {Mode::Full}},
        {QStringLiteral("VaultPage-platform"),
         [](FakeServer& s) { return oneVault(s, fakes::vaults(s.mode == Mode::VeryFull).first(), true); },
         {Mode::Full, Mode::VeryFull}}};
}

QList<Entry> adminEntries()
{
    return {{QStringLiteral("ReviewPage"),
             [](FakeServer& s) { return withCovers(s, [&](CoverStore* c) { return new ReviewPage(&s, &s.gigs, c); }); },
             allModes()},
            {QStringLiteral("CourseReviewPage"),
             [](FakeServer& s) {
                 return withCovers(s, [&](CoverStore* c) {
                     return new CourseReviewPage(CourseId{QStringLiteral("course-0")}, &s, c);
                 });
             },
             withoutEmpty()},
            {QStringLiteral("AdminCoursesPage"), [](FakeServer& s) { return new AdminCoursesPage(&s); }, allModes()},
            {QStringLiteral("VaultsPage"), [](FakeServer& s) { return new VaultsPage(&s); }, allModes()},
            {QStringLiteral("UsersPage"),
             [](FakeServer& s) { return new UsersPage(&s, UserId{QStringLiteral("u-0")}); }, allModes()},
            {QStringLiteral("AuditPage"), [](FakeServer& s) { return new AuditPage(&s); }, allModes()}};
}

} // namespace

QList<Mode> allModes() { return {Mode::Loading, Mode::Empty, Mode::Full, Mode::VeryFull, Mode::Failed, Mode::Offline}; }

QString modeName(Mode mode)
{
    switch (mode) {
    case Mode::Full:
        return QStringLiteral("full");
    case Mode::VeryFull:
        return QStringLiteral("veryfull");
    case Mode::Empty:
        return QStringLiteral("empty");
    case Mode::Loading:
        return QStringLiteral("loading");
    case Mode::Failed:
        return QStringLiteral("failed");
    case Mode::Offline:
        return QStringLiteral("offline");
    }
    return {};
}

QList<Entry> entries()
{
    return accountEntries() + studentEntries() + teacherEntries() + adminEntries() + booksEntries() + payingEntries() + subscriptionEntries() + offerEntries() + sessionEntries() + dialogEntries();
}

} // namespace lectern::gallery
