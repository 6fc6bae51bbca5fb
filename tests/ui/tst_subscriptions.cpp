#include "hands.h"
#include "gallery/fakecheckoutview.h"
#include "fakes/fakeserver.h"
#include "ui/admin/endsubscriptiondialog.h"
#include "ui/admin/plandialog.h"
#include "ui/admin/subscriptionspage.h"
#include "ui/checkout/methodsetuppage.h"
#include "ui/kit/invoicelist.h"
#include "ui/student/coursedetailpage.h"
#include "ui/student/mypaymentspage.h"
#include "ui/student/purchasedialog.h"
#include "ui/student/subscriptiondialogs.h"
#include "ui/student/subscriptionsview.h"
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>

using namespace lectern;
using namespace lectern::fakes;

/// A course that is paid period by period, through the real widgets.
class TestSubscriptions : public QObject
{
    Q_OBJECT

    static PurchaseDialog* purchase(FakeServer& server, const char* plan)
    {
        auto* dialog = new PurchaseDialog(CourseId{QStringLiteral("course-0")}, QStringLiteral("Sailing"), server.gateways(), nullptr);
        dialog->open();
        settle();
        choose(dialog, plan);
        return dialog;
    }
    static void choose(QWidget* dialog, const char* plan)
    {
        auto* plans = named<QComboBox>(dialog, "purchase.plan");
        plans->setCurrentIndex(plans->findData(QLatin1String(plan)));
        Q_EMIT plans->activated(plans->currentIndex());
        settle();
    }
    static QString text(QWidget* in, const char* name) { return named<QLabel>(in, name)->text(); }
    static QString amount(QWidget* in, const char* name) { return named<MoneyLabel>(in, name)->text(); }

private Q_SLOTS:
    void subscribingSaysThePriceOfAPeriodAndSendsThePlan()
    {
        FakeServer server;
        std::unique_ptr<PurchaseDialog> dialog(purchase(server, "plan-4"));
        QCOMPARE(amount(dialog.get(), "purchase.total"), QStringLiteral("$19.00"));
        QCOMPARE(text(dialog.get(), "purchase.plan.lines"), QStringLiteral("$19.00 a month, the first today. Cancel any time."));
        QCOMPARE(dialog->submitButton()->text(), QStringLiteral("Subscribe for $19.00 a month"));
        press(dialog.get(), "purchase.pay");
        QCOMPARE(server.lastEnroll.planId, std::optional(PlanId{QStringLiteral("plan-4")}));
        QCOMPARE(server.lastEnroll.method, std::optional(QStringLiteral("card")));
        QCOMPARE(server.lastEnroll.coupon, std::optional(QString()));
    }

    void trialAsksForNothingToday()
    {
        FakeServer server;
        std::unique_ptr<PurchaseDialog> dialog(purchase(server, "plan-5"));
        QCOMPARE(amount(dialog.get(), "purchase.total"), QStringLiteral("$0.00"));
        QVERIFY(text(dialog.get(), "purchase.plan.lines").startsWith(QStringLiteral("First 7 days free, then $9.00 a month from ")));
        QCOMPARE(dialog->submitButton()->text(), QStringLiteral("Start free trial"));
    }

    void codesWalletsAndTheBrowserAreNotForASubscription()
    {
        FakeServer server;
        std::unique_ptr<PurchaseDialog> dialog(purchase(server, ""));
        press(dialog.get(), "purchase.coupon.open");
        named<QLineEdit>(dialog.get(), "purchase.coupon.code")->setText(QStringLiteral("SPRING25"));
        press(dialog.get(), "purchase.coupon.apply");
        press(dialog.get(), "purchase.way.hosted");
        choose(dialog.get(), "plan-4");
        QVERIFY(!named<QAbstractButton>(dialog.get(), "purchase.way.hosted")->isEnabled());
        QVERIFY(named<QAbstractButton>(dialog.get(), "purchase.way.card")->isChecked());
        QVERIFY(!named<QWidget>(dialog.get(), "purchase.coupon.applied")->isVisible());
        press(dialog.get(), "purchase.pay");
        QCOMPARE(server.lastEnroll.coupon, std::optional(QString()));
        QVERIFY(!server.lastEnroll.hosted.value_or(false));
        QVERIFY(!server.lastEnroll.walletPart);
    }

    void anotherWayToPayIsTheWholePriceAgain()
    {
        FakeServer server;
        std::unique_ptr<PurchaseDialog> dialog(purchase(server, "plan-4"));
        press(dialog.get(), "purchase.way.cash");
        QVERIFY(amount(dialog.get(), "purchase.total") != QStringLiteral("$19.00"));
        press(dialog.get(), "purchase.pay");
        QCOMPARE(server.lastEnroll.planId, std::optional(PlanId{}));
    }

    void trialLeadsToTheCardAndNotToAPayment()
    {
        FakeServer server;
        Enrollment enrollment = enrollments(false).first();
        enrollment.state = EnrollmentState::AwaitingPayment;
        server.enrollAnswer = EnrollResult{enrollment, std::nullopt, MethodSetup{QStringLiteral("seti_1"), QStringLiteral("https://x.example/"), {}}};
        CoverStore covers(&server);
        CourseDetailPage page(CourseId{QStringLiteral("course-0")}, server.gateways(), &covers);
        settle();
        QSignalSpy trial(&page, &CourseDetailPage::trialWanted);
        QSignalSpy checkout(&page, &CourseDetailPage::checkoutWanted);
        press(&page, "course.enroll");
        auto* dialog = page.findChild<PurchaseDialog*>();
        QVERIFY(dialog);
        choose(dialog, "plan-5");
        press(dialog, "purchase.pay");
        QCOMPARE(trial.count(), 1);
        QCOMPARE(checkout.count(), 0);
    }

    void enrollmentWithoutAPaymentIsChosenAgain()
    {
        FakeServer server;
        server.enrolled = EnrollmentState::AwaitingPayment;
        CoverStore covers(&server);
        CourseDetailPage page(CourseId{QStringLiteral("course-0")}, server.gateways(), &covers);
        settle();
        QSignalSpy resume(&page, &CourseDetailPage::resumeWanted);
        QCOMPARE(named<QPushButton>(&page, "course.enroll")->text(), QStringLiteral("Finish enrolling"));
        press(&page, "course.enroll");
        QCOMPARE(resume.count(), 0);
        QVERIFY(page.findChild<PurchaseDialog*>());
    }

    void trialHasBegunOnlyWhenTheServerSaysSo()
    {
        FakeServer server;
        const Enrollment enrollment = enrollments(false).first();
        Subscription mine = subscriptions(false).at(4); // waiting
        mine.enrollmentId = enrollment.id;
        server.subscriptions.own = QList<Subscription>{mine};
        gallery::FakeCheckoutView* view = nullptr;
        MethodSetupPage page({QStringLiteral("seti_1"), {}, {}}, enrollment, &server.subscriptions, [&](QWidget* parent) { return view = new gallery::FakeCheckoutView(parent); });
        page.show();
        settle();
        QSignalSpy learn(&page, &MethodSetupPage::learnWanted);
        QSignalSpy saved(&page, &MethodSetupPage::saved);
        auto* begun = named<QWidget>(&page, "methodSetup.begun");
        view->report(QStringLiteral("saved"));
        settle();
        QVERIFY(!begun->isVisible());
        mine.state = SubscriptionState::Trialing;
        mine.enrollmentState = EnrollmentState::Active;
        mine.trialEndsAt = mine.periodEndsAt = QDateTime(QDate(2027, 1, 5), QTime(0, 0), Qt::UTC);
        server.subscriptions.own = QList<Subscription>{mine};
        LiveMessage message;
        message.topic = QStringLiteral("subscription");
        page.onLive(message);
        settle();
        QVERIFY(begun->isVisible());
        press(&page, "methodSetup.learn");
        QCOMPARE(learn.count(), 1);
        QCOMPARE(saved.count(), 0);
    }

    void cardsSayWhatHappensNextAndOfferWhatCanBeDone()
    {
        FakeServer server;
        MyPaymentsPage page(server.gateways());
        settle();
        auto* view = page.findChild<SubscriptionsView*>();
        const auto cards = view->findChildren<Card*>(QStringLiteral("subscriptions.card"));
        QCOMPARE(cards.size(), 7);
        const auto offers = [&](int card, const char* name) { return cards.at(card)->findChild<QPushButton*>(QStringLiteral("subscriptions.") + QLatin1String(name)) != nullptr; };
        QVERIFY(offers(0, "pay") && !offers(0, "change") && offers(0, "cancel"));
        QVERIFY(offers(1, "change") && offers(1, "cancel") && !offers(1, "pay") && !offers(1, "resume"));
        QVERIFY(offers(2, "change") && offers(2, "cancel"));
        QVERIFY(offers(3, "resume") && !offers(3, "cancel") && !offers(3, "change"));
        QVERIFY(offers(4, "finish") && !offers(4, "invoices"));
        QVERIFY(offers(5, "pay") && !offers(5, "learn"));
        QVERIFY(offers(6, "invoices") && !offers(6, "cancel") && !offers(6, "learn"));
        const auto says = [&](int card) { return named<Notice>(cards.at(card), "subscriptions.next")->text(); };
        QVERIFY2(says(0).contains(QStringLiteral("$19.00 could not be collected: Your card has insufficient funds. The course closes on ")), qPrintable(says(0)));
        QVERIFY2(says(2).startsWith(QStringLiteral("Free until ")) && says(2).contains(QStringLiteral("then $19.00 a month")), qPrintable(says(2)));
        QVERIFY(says(5).contains(QStringLiteral("closed until it is paid")));
        QCOMPARE(named<QTabBar>(&page, "payments.tabs")->tabText(2), QStringLiteral("Subscriptions (2 due)"));
    }

    void liveMessageLoadsThemAgain()
    {
        FakeServer server;
        MyPaymentsPage page(server.gateways());
        settle();
        const int before = server.calls.value(QStringLiteral("mySubscriptions"));
        LiveMessage message;
        message.topic = QStringLiteral("subscription");
        page.onLive(message);
        settle();
        QCOMPARE(server.calls.value(QStringLiteral("mySubscriptions")), before + 1);
    }

    void whatIsDueIsPaidOnceHoweverOftenThePressComes()
    {
        FakeServer server;
        SubscriptionsView view(&server.subscriptions);
        settle();
        QSignalSpy wanted(&view, &SubscriptionsView::checkoutWanted);
        server.held.insert(QStringLiteral("paySubscription"));
        auto* pay = named<QPushButton>(&view, "subscriptions.pay");
        pay->click();
        pay->click();
        server.release(QStringLiteral("paySubscription"));
        settle();
        QCOMPARE(server.calls.value(QStringLiteral("paySubscription")), 1);
        QCOMPARE(wanted.count(), 1);
    }

    void cancellingKeepsWhatIsPaidUnlessAskedOtherwise()
    {
        FakeServer server;
        CancelSubscriptionDialog dialog(subscriptions(false).at(1), &server.subscriptions, nullptr);
        QSignalSpy done(&dialog, &CancelSubscriptionDialog::done);
        dialog.open();
        QVERIFY(text(&dialog, "cancelSubscription.consequence").contains(QStringLiteral("stays open until")));
        dialog.submitButton()->click();
        settle();
        QCOMPARE(done.count(), 1);
        QCOMPARE(server.subscriptions.lastEnd, std::optional(SubscriptionEndForm{false, {}}));
        CancelSubscriptionDialog now(subscriptions(false).at(1), &server.subscriptions, nullptr);
        now.open();
        named<QRadioButton>(&now, "cancelSubscription.now")->setChecked(true);
        QVERIFY(text(&now, "cancelSubscription.consequence").contains(QStringLiteral("not given back")));
        now.submitButton()->click();
        settle();
        QCOMPARE(server.subscriptions.lastEnd, std::optional(SubscriptionEndForm{true, {}}));
    }

    void changeShowsTheAmountAndSendsIt()
    {
        FakeServer server;
        ChangeSubscriptionDialog dialog(subscriptions(false).at(1), &server.subscriptions, nullptr);
        dialog.open();
        settle();
        QCOMPARE(text(&dialog, "changeSubscription.due"), QStringLiteral("$11.40"));
        QCOMPARE(dialog.submitButton()->text(), QStringLiteral("Change it and pay $11.40"));
        dialog.submitButton()->click();
        settle();
        QCOMPARE(server.subscriptions.lastChange.planId, PlanId{QStringLiteral("plan-6")});
        QCOMPARE(server.subscriptions.lastChange.expectedDue, std::optional(usd(1140)));
        QCOMPARE(server.subscriptions.lastChange.at, std::optional(QDateTime(QDate(2027, 1, 31), QTime(12, 0), Qt::UTC)));
    }

    void changeThatCostsOtherwiseByNowIsAskedAgain()
    {
        FakeServer server;
        ChangeSubscriptionDialog dialog(subscriptions(false).at(1), &server.subscriptions, nullptr);
        dialog.open();
        settle();
        server.failNext.insert(QStringLiteral("changeSubscription"), makeError(ErrorCode::Conflict));
        server.subscriptions.dueNowMinor = 1260;
        dialog.submitButton()->click();
        settle();
        QVERIFY(dialog.isVisible());
        const QString said = named<Notice>(&dialog, "changeSubscription.changed")->text();
        QVERIFY2(said.contains(QStringLiteral("$11.40")) && said.contains(QStringLiteral("$12.60")), qPrintable(said));
        dialog.submitButton()->click();
        settle();
        QCOMPARE(server.subscriptions.lastChange.expectedDue, std::optional(usd(1260)));
        QCOMPARE(server.keys.size(), 2);
        QVERIFY(server.keys.first() != server.keys.last()); // another amount is another change
    }

    void changeToACheaperPlanSaysFromWhen()
    {
        FakeServer server;
        ChangeSubscriptionDialog dialog(subscriptions(false).at(1), &server.subscriptions, nullptr);
        dialog.open();
        settle();
        auto* plans = named<QComboBox>(&dialog, "changeSubscription.plan");
        plans->setCurrentIndex(1);
        Q_EMIT plans->activated(1);
        settle();
        QVERIFY(text(&dialog, "changeSubscription.terms").startsWith(QStringLiteral("Nothing is collected now. From ")));
        QCOMPARE(dialog.submitButton()->text(), QStringLiteral("Change it"));
    }

    void invoiceLeadsToItsPayment()
    {
        FakeServer server;
        InvoicesDialog dialog(subscriptions(false).at(1), &server.subscriptions, nullptr);
        dialog.open();
        settle();
        QCOMPARE(dialog.findChildren<QWidget*>(QStringLiteral("invoices.line")).size(), 5);
        QSignalSpy wanted(&dialog, &InvoicesDialog::paymentWanted);
        press(&dialog, "invoices.payment");
        QCOMPARE(wanted.count(), 1);
        QVERIFY(!dialog.isVisible());
    }

    void paymentOfAnInvoiceIsShownInTheHistory()
    {
        FakeServer server;
        MyPaymentsPage page(server.gateways());
        settle();
        page.showTab(QStringLiteral("subscriptions"));
        page.showPayment(payments(false).at(2).id);
        settle();
        QCOMPARE(named<QTabBar>(&page, "payments.tabs")->currentIndex(), 0);
    }

    void planOfASubscriptionHasAPriceAndATrial()
    {
        FakeServer server;
        PlanDialog dialog(std::nullopt, &server.plans, nullptr);
        dialog.open();
        named<QLineEdit>(&dialog, "plan.name")->setText(QStringLiteral("Monthly access"));
        auto* kind = named<QComboBox>(&dialog, "plan.kind");
        kind->setCurrentIndex(kind->findData(toText(PlanKind::Subscription)));
        dialog.submitButton()->click();
        settle();
        QCOMPARE(server.calls.value(QStringLiteral("createPlan")), 0); // there is no price yet
        named<QLineEdit>(&dialog, "plan.price")->setText(QStringLiteral("9.00"));
        named<QSpinBox>(&dialog, "plan.trialDays")->setValue(7);
        QVERIFY2(text(&dialog, "plan.example").startsWith(QStringLiteral("$9.00 a month; the first 7 days are free.")), qPrintable(text(&dialog, "plan.example")));
        dialog.submitButton()->click();
        settle();
        QCOMPARE(server.plans.lastForm.price, std::optional(usd(900)));
        QCOMPARE(server.plans.lastForm.trialDays, std::optional(7));
        QCOMPARE(server.plans.lastForm.interval, PlanInterval::Month);
        QCOMPARE(planText(server.plans.lastForm), QStringLiteral("$9.00 a month, 7 days free"));
    }

    void adminEndsOneForAReason()
    {
        FakeServer server;
        SubscriptionsPage page(server.gateways());
        page.show();
        settle();
        press(&page, "filter.active");
        QCOMPARE(server.subscriptions.lastFilter.state, std::optional(SubscriptionState::Active));
        press(&page, "subscriptions.end");
        auto* dialog = page.findChild<EndSubscriptionDialog*>();
        QVERIFY(dialog);
        dialog->submitButton()->click();
        settle();
        QVERIFY(!server.subscriptions.lastEnd); // there is no reason yet
        named<QPlainTextEdit>(dialog, "endSubscription.reason")->setPlainText(QStringLiteral("Asked for by telephone"));
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.subscriptions.lastEnd, std::optional(SubscriptionEndForm{false, QStringLiteral("Asked for by telephone")}));
    }

    void auditorSeesThemAndEndsNone()
    {
        FakeServer server;
        SubscriptionsPage page(server.gateways(), Access::ReadOnly);
        page.show();
        settle();
        QVERIFY(!page.findChild<QWidget*>(QStringLiteral("subscriptions.end")));
        QSignalSpy wanted(&page, &SubscriptionsPage::paymentWanted);
        press(&page, "invoices.payment");
        QCOMPARE(wanted.count(), 1);
    }
};

QTEST_MAIN(TestSubscriptions)
#include "tst_subscriptions.moc"
