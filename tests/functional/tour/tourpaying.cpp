#include "tour.h"
#include <QTabBar>

// Coupons, plans, kept cards and subscriptions.
namespace lectern::tour {

namespace {
const QString kInParts = QStringLiteral("Modern C++ in practice");
const QString kByTheMonth = QStringLiteral("Conversational French in 30 scenes");
} // namespace

void Tour::openTab(const QString& tabs, int index)
{
    auto* bar = qobject_cast<QTabBar*>(m_robot.see(tabs));
    if (!bar) throw StepFailed(tabs.toStdString() + " has no tabs");
    bar->setCurrentIndex(index);
    m_robot.settle();
}

void Tour::planSteps()
{
    step(QStringLiteral("purchase-with-coupon"), [this] {
        openCourse(kInParts);
        m_robot.click(QStringLiteral("purchase.coupon.open"));
        m_robot.type(QStringLiteral("purchase.coupon.code"), QStringLiteral("harbour20"));
        m_robot.click(QStringLiteral("purchase.coupon.apply"));
        m_robot.see(QStringLiteral("purchase.coupon.remove"));
    });
    step(QStringLiteral("purchase-in-parts"), [this] {
        m_robot.choose(QStringLiteral("purchase.plan"), QStringLiteral("Deposit"));
        m_robot.seeText(QStringLiteral("17.80"));
    });
    step(QStringLiteral("deposit-paid"), [this] {
        m_robot.click(QStringLiteral("purchase.pay"));
        m_checkout.waitReady();
        m_checkout.typeCard(QStringLiteral("4242424242424242"));
        m_checkout.pay();
        m_robot.see(QStringLiteral("checkout.settled"), 30'000);
    });
    step(QStringLiteral("my-plans"), [this] {
        go(QStringLiteral("payments"));
        openTab(QStringLiteral("payments.tabs"), 1);
        m_robot.see(QStringLiteral("plans.pay"));
    });
    step(QStringLiteral("kept-cards"), [this] {
        openTab(QStringLiteral("payments.tabs"), 3);
        m_robot.seeText(QStringLiteral("4242"));
    });
    step(QStringLiteral("keep-another-card"), [this] {
        m_robot.click(QStringLiteral("methods.add"));
        m_checkout.waitReady();
        m_checkout.typeCard(QStringLiteral("5555555555554444"));
    });
    step(QStringLiteral("card-kept"), [this] {
        m_checkout.pay();
        m_robot.until([] { return Robot::showsText(QStringLiteral("4444")); }, QStringLiteral("the second card"), 30'000);
    });
    step(QStringLiteral("rest-paid-early"), [this] {
        openTab(QStringLiteral("payments.tabs"), 1);
        m_robot.click(QStringLiteral("plans.pay"));
        m_checkout.waitReady();
        m_checkout.typeCard(QStringLiteral("4242424242424242"));
        m_checkout.pay();
        m_robot.see(QStringLiteral("checkout.settled"), 30'000);
    });
    step(QStringLiteral("plan-paid"), [this] {
        go(QStringLiteral("payments"));
        openTab(QStringLiteral("payments.tabs"), 1);
        m_robot.seeText(QStringLiteral("Everything is paid"), 30'000);
    });
}

void Tour::subscriptionSteps()
{
    step(QStringLiteral("purchase-by-the-month"), [this] {
        openCourse(kByTheMonth);
        m_robot.choose(QStringLiteral("purchase.plan"), QStringLiteral("Monthly access"));
        m_robot.seeText(QStringLiteral("Start free trial"));
    });
    step(QStringLiteral("card-for-the-trial"), [this] {
        m_robot.click(QStringLiteral("purchase.pay"));
        m_checkout.waitReady();
        m_checkout.typeCard(QStringLiteral("4242424242424242"));
    });
    step(QStringLiteral("trial-begun"), [this] {
        m_checkout.pay();
        m_robot.see(QStringLiteral("methodSetup.begun"), 30'000);
    });
    step(QStringLiteral("my-subscriptions"), [this] {
        go(QStringLiteral("payments"));
        openTab(QStringLiteral("payments.tabs"), 2);
        m_robot.seeText(QStringLiteral("Free until"), 30'000);
    });
    step(QStringLiteral("cancel-subscription"), [this] {
        m_robot.click(QStringLiteral("subscriptions.cancel"));
        m_robot.seeText(QStringLiteral("stays open until"));
    });
    step(QStringLiteral("subscription-cancelled"), [this] {
        m_robot.click(QStringLiteral("cancelSubscription.submit"));
        m_robot.see(QStringLiteral("subscriptions.resume"), 30'000);
    });
    step(QStringLiteral("subscription-resumed"), [this] {
        m_robot.click(QStringLiteral("subscriptions.resume"));
        m_robot.see(QStringLiteral("subscriptions.change"), 30'000);
    });
}

void Tour::offerSteps()
{
    step(QStringLiteral("coupons"), [this] {
        go(QStringLiteral("coupons"));
        m_robot.pickRow(QStringLiteral("coupons.table"), QStringLiteral("HARBOUR20"), false);
        m_robot.seeText(QStringLiteral("Used once"));
    });
    step(QStringLiteral("new-coupon"), [this] {
        m_robot.click(QStringLiteral("coupons.new"));
        m_robot.type(QStringLiteral("coupon.code"), QStringLiteral("TOUR%1").arg(QDateTime::currentSecsSinceEpoch() % 100'000));
        m_robot.type(QStringLiteral("coupon.name"), QStringLiteral("Made on the tour"));
    });
    step(QStringLiteral("coupon-made"), [this] {
        m_robot.click(QStringLiteral("coupon.submit"));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("coupon.code")); }, QStringLiteral("the coupon"));
    });
    step(QStringLiteral("payment-plans"), [this] {
        go(QStringLiteral("plans"));
        waitForRows(QStringLiteral("plansPage.plans"), 2);
    });
    step(QStringLiteral("plan-rules"), [this] {
        openTab(QStringLiteral("plansPage.tabs"), 1);
        m_robot.see(QStringLiteral("plansPage.addRule"));
    });
    step(QStringLiteral("products"), [this] {
        openTab(QStringLiteral("plansPage.tabs"), 2);
        waitForRows(QStringLiteral("plansPage.products"), 3);
    });
    step(QStringLiteral("schedules"), [this] {
        go(QStringLiteral("schedules"));
        waitForRows(QStringLiteral("schedules.table"), 1);
        m_robot.settle();
    });
    step(QStringLiteral("subscriptions"), [this] {
        go(QStringLiteral("subscriptions"));
        waitForRows(QStringLiteral("subscriptions.table"), 1);
        m_robot.settle();
    });
}

} // namespace lectern::tour
