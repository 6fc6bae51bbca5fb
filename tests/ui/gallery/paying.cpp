#include "gallery/fakecheckoutview.h"
#include "gallery/registry.h"
#include "ui/admin/coupondialog.h"
#include "ui/admin/couponspage.h"
#include "ui/admin/couponusesdialog.h"
#include "ui/admin/movelinedialog.h"
#include "ui/admin/plandialog.h"
#include "ui/admin/planspage.h"
#include "ui/admin/schedulespage.h"
#include "ui/checkout/methodsetuppage.h"
#include "ui/student/mypaymentspage.h"
#include "ui/student/purchasedialog.h"
#include <QComboBox>
#include <QTabBar>

/// Coupons, plans, schedules and what they are paid with.
namespace lectern::gallery {

using fakes::FakeServer;
using fakes::Mode;

namespace {

template <class Page>
QWidget* onTab(Page* page, const char* tabs, int index)
{
    page->template findChild<QTabBar*>(QLatin1String(tabs))->setCurrentIndex(index);
    return page;
}

PurchaseDialog* purchase(FakeServer& s)
{
    auto* dialog = new PurchaseDialog(CourseId{QStringLiteral("course-0")}, fakes::coursePage(s.mode == Mode::VeryFull).item.title, s.gateways(), nullptr);
    for (int i = 0; i < 5; ++i) QCoreApplication::processEvents();
    return dialog;
}

PurchaseDialog* withCode(FakeServer& s)
{
    PurchaseDialog* dialog = purchase(s);
    dialog->findChild<QPushButton*>(QStringLiteral("purchase.coupon.open"))->click();
    dialog->findChild<QLineEdit*>(QStringLiteral("purchase.coupon.code"))->setText(QStringLiteral("SPRING25"));
    if (s.mode == Mode::Full) dialog->findChild<QPushButton*>(QStringLiteral("purchase.coupon.apply"))->click();
    for (int i = 0; i < 5; ++i) QCoreApplication::processEvents();
    return dialog;
}

PurchaseDialog* byPlan(FakeServer& s)
{
    PurchaseDialog* dialog = purchase(s);
    auto* plans = dialog->findChild<QComboBox*>(QStringLiteral("purchase.plan"));
    plans->setCurrentIndex(1);
    Q_EMIT plans->activated(1);
    return dialog;
}

QList<Entry> pages()
{
    return {{QStringLiteral("CouponsPage"), [](FakeServer& s) { return new CouponsPage(s.gateways(), fakes::user(Role::Admin), Access::Full); }, allModes()},
            {QStringLiteral("CouponsPage-auditor"), [](FakeServer& s) { return new CouponsPage(s.gateways(), fakes::user(Role::Auditor), Access::ReadOnly); }, {Mode::Full}},
            {QStringLiteral("PlansPage"), [](FakeServer& s) { return new PlansPage(s.gateways()); }, allModes()},
            {QStringLiteral("PlansPage-rules"), [](FakeServer& s) { return onTab(new PlansPage(s.gateways()), "plansPage.tabs", 1); }, allModes()},
            {QStringLiteral("PlansPage-courses"), [](FakeServer& s) { return onTab(new PlansPage(s.gateways()), "plansPage.tabs", 2); }, allModes()},
            {QStringLiteral("SchedulesPage"), [](FakeServer& s) { return new SchedulesPage(s.gateways()); }, allModes()},
            {QStringLiteral("SchedulesPage-auditor"), [](FakeServer& s) { return new SchedulesPage(s.gateways(), Access::ReadOnly); }, {Mode::Full}},
            {QStringLiteral("MyPaymentsPage-plans"), [](FakeServer& s) { return onTab(new MyPaymentsPage(s.gateways()), "payments.tabs", 1); }, allModes()},
            {QStringLiteral("MyPaymentsPage-methods"), [](FakeServer& s) { return onTab(new MyPaymentsPage(s.gateways()), "payments.tabs", 3); }, allModes()},
            {QStringLiteral("MyPaymentsPage-subscriptions"), [](FakeServer& s) { return onTab(new MyPaymentsPage(s.gateways()), "payments.tabs", 2); }, allModes()},
            {QStringLiteral("MethodSetupPage"),
             [](FakeServer&) { return new MethodSetupPage({QStringLiteral("seti_1"), {}, {}}, [](QWidget* parent) { return new FakeCheckoutView(parent); }); },
             {Mode::Full}}};
}

QList<Entry> dialogs()
{
    const auto user = [] { return fakes::user(Role::Admin); };
    return {{QStringLiteral("PurchaseDialog-coupon"), [](FakeServer& s) { return withCode(s); }, {Mode::Full}, true},
            {QStringLiteral("PurchaseDialog-plan"), [](FakeServer& s) { return byPlan(s); }, {Mode::Full}, true},
            {QStringLiteral("CouponDialog"), [user](FakeServer& s) { return new CouponDialog(std::nullopt, s.gateways(), user(), nullptr); }, {Mode::Full}, true},
            {QStringLiteral("CouponDialog-edit"), [user](FakeServer& s) { return new CouponDialog(fakes::coupons(false).at(2), s.gateways(), user(), nullptr); }, {Mode::Full}, true},
            {QStringLiteral("CouponDialog-teacher"), [](FakeServer& s) { return new CouponDialog(std::nullopt, s.gateways(), fakes::user(Role::Teacher), nullptr); }, {Mode::Full}, true},
            {QStringLiteral("CouponUsesDialog"), [](FakeServer& s) { return new CouponUsesDialog(fakes::coupons(false).first(), &s.coupons, nullptr); }, allModes(), true},
            {QStringLiteral("PlanDialog"), [](FakeServer& s) { return new PlanDialog(std::nullopt, &s.plans, nullptr); }, {Mode::Full}, true},
            {QStringLiteral("PlanDialog-deposit"), [](FakeServer& s) { return new PlanDialog(fakes::plans().at(1), &s.plans, nullptr); }, {Mode::Full}, true},
            {QStringLiteral("PlanRuleDialog"), [](FakeServer& s) { return new PlanRuleDialog(fakes::planRules().rules.first(), fakes::plans(), s.gateways(), nullptr); }, {Mode::Full}, true},
            {QStringLiteral("ProductPlansDialog"), [](FakeServer& s) { return new ProductPlansDialog(fakes::products(false).first(), fakes::plans(), &s.plans, nullptr); }, {Mode::Full}, true},
            {QStringLiteral("MoveLineDialog"),
             [](FakeServer& s) {
                 const Schedule schedule = fakes::schedules(s.mode == Mode::VeryFull).first();
                 return new MoveLineDialog(schedule, schedule.lines.at(2), &s.schedules, nullptr);
             },
             {Mode::Full, Mode::VeryFull}, true}};
}

} // namespace

QList<Entry> payingEntries() { return pages() + dialogs(); }

} // namespace lectern::gallery
