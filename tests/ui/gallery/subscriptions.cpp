#include "gallery/fakecheckoutview.h"
#include "gallery/registry.h"
#include "ui/admin/endsubscriptiondialog.h"
#include "ui/admin/plandialog.h"
#include "ui/admin/subscriptionspage.h"
#include "ui/checkout/methodsetuppage.h"
#include "ui/student/purchasedialog.h"
#include "ui/student/subscriptiondialogs.h"
#include <QComboBox>

/// What is paid period by period.
namespace lectern::gallery {

using fakes::FakeServer;
using fakes::Mode;

namespace {

void settle()
{
    for (int i = 0; i < 6; ++i) QCoreApplication::processEvents();
}

/// The subscription of that number among the fake ones; their states are said beside fakes::subscriptions().
Subscription at(const FakeServer& server, int number) { return fakes::subscriptions(server.mode == Mode::VeryFull).at(number); }

PurchaseDialog* purchase(FakeServer& server, const char* plan)
{
    auto* dialog = new PurchaseDialog(CourseId{QStringLiteral("course-0")}, fakes::coursePage(server.mode == Mode::VeryFull).item.title, server.gateways(), nullptr);
    settle();
    auto* plans = dialog->findChild<QComboBox*>(QStringLiteral("purchase.plan"));
    plans->setCurrentIndex(plans->findData(QLatin1String(plan)));
    Q_EMIT plans->activated(plans->currentIndex());
    return dialog;
}

/// `begun`: the card is given, and the server has opened the course.
QWidget* trial(FakeServer& server, bool given, bool begun)
{
    Enrollment enrollment = fakes::enrollments(false).first();
    Subscription subscription = at(server, begun ? 2 : 4);
    subscription.enrollmentId = enrollment.id;
    subscription.courseTitle = enrollment.courseTitle;
    server.subscriptions.own = QList<Subscription>{subscription};
    FakeCheckoutView* view = nullptr;
    auto* page = new MethodSetupPage({QStringLiteral("seti_1"), {}, {}}, enrollment, &server.subscriptions, [&view](QWidget* parent) { return view = new FakeCheckoutView(parent); });
    if (given) view->report(QStringLiteral("saved"));
    return page;
}

QWidget* refused(FakeServer& server)
{
    auto* dialog = new ChangeSubscriptionDialog(at(server, 1), &server.subscriptions, nullptr);
    settle();
    server.failNext.insert(QStringLiteral("changeSubscription"), makeError(ErrorCode::Conflict));
    server.subscriptions.dueNowMinor = 1260;
    dialog->submitButton()->click();
    settle();
    return dialog;
}

QWidget* newPlan(FakeServer& server)
{
    auto* dialog = new PlanDialog(std::nullopt, &server.plans, nullptr);
    auto* kind = dialog->findChild<QComboBox*>(QStringLiteral("plan.kind"));
    kind->setCurrentIndex(kind->findData(toText(PlanKind::Subscription)));
    return dialog;
}

QList<Entry> pages()
{
    return {{QStringLiteral("SubscriptionsPage"), [](FakeServer& s) { return new SubscriptionsPage(s.gateways()); }, allModes()},
            {QStringLiteral("SubscriptionsPage-auditor"), [](FakeServer& s) { return new SubscriptionsPage(s.gateways(), Access::ReadOnly); }, {Mode::Full}},
            {QStringLiteral("MethodSetupPage-trial"), [](FakeServer& s) { return trial(s, false, false); }, {Mode::Full, Mode::Failed}},
            {QStringLiteral("MethodSetupPage-opening"), [](FakeServer& s) { return trial(s, true, false); }, {Mode::Full}},
            {QStringLiteral("MethodSetupPage-begun"), [](FakeServer& s) { return trial(s, true, true); }, {Mode::Full}}};
}

QList<Entry> dialogs()
{
    const QList<Mode> asking{Mode::Loading, Mode::Empty, Mode::Full, Mode::VeryFull, Mode::Failed, Mode::Offline};
    return {{QStringLiteral("PurchaseDialog-subscription"), [](FakeServer& s) { return purchase(s, "plan-4"); }, {Mode::Full}, true},
            {QStringLiteral("PurchaseDialog-trial"), [](FakeServer& s) { return purchase(s, "plan-5"); }, {Mode::Full, Mode::VeryFull}, true},
            {QStringLiteral("PlanDialog-subscription"), [](FakeServer& s) { return new PlanDialog(fakes::plans().at(2), &s.plans, nullptr); }, {Mode::Full}, true},
            {QStringLiteral("PlanDialog-newSubscription"), newPlan, {Mode::Full}, true},
            {QStringLiteral("ChangeSubscriptionDialog"), [](FakeServer& s) { return new ChangeSubscriptionDialog(at(s, 1), &s.subscriptions, nullptr); }, asking, true},
            {QStringLiteral("ChangeSubscriptionDialog-conflict"), refused, {Mode::Full}, true},
            {QStringLiteral("CancelSubscriptionDialog"), [](FakeServer& s) { return new CancelSubscriptionDialog(at(s, 1), &s.subscriptions, nullptr); }, {Mode::Full}, true},
            {QStringLiteral("CancelSubscriptionDialog-trial"), [](FakeServer& s) { return new CancelSubscriptionDialog(at(s, 2), &s.subscriptions, nullptr); }, {Mode::Full}, true},
            {QStringLiteral("CancelSubscriptionDialog-due"), [](FakeServer& s) { return new CancelSubscriptionDialog(at(s, 0), &s.subscriptions, nullptr); }, {Mode::Full, Mode::VeryFull}, true},
            {QStringLiteral("InvoicesDialog"), [](FakeServer& s) { return new InvoicesDialog(at(s, 1), &s.subscriptions, nullptr); }, asking, true},
            {QStringLiteral("EndSubscriptionDialog"), [](FakeServer& s) { return new EndSubscriptionDialog(at(s, 1), &s.subscriptions, nullptr); }, {Mode::Full}, true},
            {QStringLiteral("EndSubscriptionDialog-due"), [](FakeServer& s) { return new EndSubscriptionDialog(at(s, 0), &s.subscriptions, nullptr); }, {Mode::Full}, true}};
}

} // namespace

QList<Entry> subscriptionEntries() { return pages() + dialogs(); }

} // namespace lectern::gallery
