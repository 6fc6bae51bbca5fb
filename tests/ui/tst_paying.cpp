#include "hands.h"
#include "gallery/fakecheckoutview.h"
#include "fakes/fakeserver.h"
#include "ui/admin/coupondialog.h"
#include "ui/admin/couponspage.h"
#include "ui/admin/planspage.h"
#include "ui/admin/schedulespage.h"
#include "ui/checkout/checkoutpage.h"
#include "ui/checkout/methodsetuppage.h"
#include "ui/kit/tableview.h"
#include "ui/student/methodsview.h"
#include "ui/student/plansview.h"
#include "ui/student/purchasedialog.h"
#include <QAbstractItemModelTester>
#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace lectern;
using namespace lectern::fakes;

/// Coupons, plans and kept methods, through the real widgets.
class TestPaying : public QObject
{
    Q_OBJECT

    static PurchaseDialog* purchase(FakeServer& server)
    {
        auto* dialog = new PurchaseDialog(CourseId{QStringLiteral("course-0")}, QStringLiteral("Sailing"), server.gateways(), nullptr);
        dialog->open();
        settle();
        return dialog;
    }

private Q_SLOTS:
    void codeIsCheckedShownAndOrdered()
    {
        FakeServer server;
        std::unique_ptr<PurchaseDialog> dialog(purchase(server));
        const QString before = named<MoneyLabel>(dialog.get(), "purchase.total")->text();
        press(dialog.get(), "purchase.coupon.open");
        auto* code = named<QLineEdit>(dialog.get(), "purchase.coupon.code");
        QTest::keyClicks(code, QStringLiteral("spring25"));
        QTest::keyClick(code, Qt::Key_Return); // the code, not the purchase
        settle();
        QCOMPARE(server.calls.value(QStringLiteral("enroll")), 0);
        QCOMPARE(server.coupons.lastCode, QStringLiteral("spring25"));
        QVERIFY(named<MoneyLabel>(dialog.get(), "purchase.total")->text() != before);
        QVERIFY(named<QLabel>(dialog.get(), "purchase.coupon.applied")->text().contains(QStringLiteral("SPRING25")));
        press(dialog.get(), "purchase.pay");
        QCOMPARE(server.lastEnroll.coupon, std::optional(QStringLiteral("SPRING25")));
    }

    void refusedCodeSaysWhyAndTheCourseCanBeBoughtWithoutIt()
    {
        FakeServer server;
        std::unique_ptr<PurchaseDialog> dialog(purchase(server));
        press(dialog.get(), "purchase.coupon.open");
        server.failNext.insert(QStringLiteral("checkCoupon"), fieldError(QStringLiteral("coupon"), QStringLiteral("This code has expired.")));
        named<QLineEdit>(dialog.get(), "purchase.coupon.code")->setText(QStringLiteral("OLD"));
        press(dialog.get(), "purchase.coupon.apply");
        bool said = false;
        for (const FormField* field : dialog->findChildren<FormField*>()) said = said || field->errorText().contains(QStringLiteral("expired"));
        QVERIFY(said);
        QVERIFY(!dialog->isDirty()); // a code that does not count is nothing to lose
        press(dialog.get(), "purchase.pay");
        QCOMPARE(server.lastEnroll.coupon, std::optional(QString()));
    }

    void codeThatIsGoneAtThePayButtonIsSaidAndNothingIsOrdered()
    {
        FakeServer server;
        std::unique_ptr<PurchaseDialog> dialog(purchase(server));
        press(dialog.get(), "purchase.coupon.open");
        named<QLineEdit>(dialog.get(), "purchase.coupon.code")->setText(QStringLiteral("LAST"));
        press(dialog.get(), "purchase.coupon.apply");
        server.failNext.insert(QStringLiteral("enroll"), fieldError(QStringLiteral("coupon"), QStringLiteral("This code is used up.")));
        press(dialog.get(), "purchase.pay");
        QVERIFY(dialog->isVisible());
        QVERIFY(named<MoneyLabel>(dialog.get(), "purchase.discount")->isHidden() || !named<MoneyLabel>(dialog.get(), "purchase.discount")->isVisible());
    }

    void planShowsEveryPaymentBeforeItIsAgreedTo()
    {
        FakeServer server;
        std::unique_ptr<PurchaseDialog> dialog(purchase(server));
        auto* plans = named<QComboBox>(dialog.get(), "purchase.plan");
        QCOMPARE(plans->count(), 5);
        plans->setCurrentIndex(1);
        Q_EMIT plans->activated(1);
        const QString lines = named<QLabel>(dialog.get(), "purchase.plan.lines")->text();
        QCOMPARE(lines.count(u'\n'), 2);
        QVERIFY2(lines.contains(QStringLiteral("28 February 2027")), qPrintable(lines));
        QVERIFY(named<QPushButton>(dialog.get(), "purchase.pay")->text().contains(QStringLiteral("19.45")) || named<QPushButton>(dialog.get(), "purchase.pay")->text().contains(QStringLiteral("19.43")));
        press(dialog.get(), "purchase.pay");
        QCOMPARE(server.lastEnroll.planId, std::optional(PlanId{QStringLiteral("plan-1")}));
    }

    void planIsForCardsAlone()
    {
        FakeServer server;
        std::unique_ptr<PurchaseDialog> dialog(purchase(server));
        press(dialog.get(), "purchase.way.cash");
        QVERIFY(!named<QComboBox>(dialog.get(), "purchase.plan")->isVisible());
        press(dialog.get(), "purchase.pay");
        QCOMPARE(server.lastEnroll.planId, std::optional(PlanId{}));
    }

    void duePaymentIsPaidOnceHoweverOftenThePressComes()
    {
        FakeServer server;
        PlansView view(&server.schedules);
        settle();
        QSignalSpy wanted(&view, &PlansView::checkoutWanted);
        server.held.insert(QStringLiteral("payLine"));
        auto* pay = named<QPushButton>(&view, "plans.pay");
        pay->click();
        pay->click();
        QCOMPARE(server.calls.value(QStringLiteral("payLine")), 1);
        server.release(QStringLiteral("payLine"));
        settle();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(server.schedules.lastPaid.lineId.value, QStringLiteral("line-2"));
        QVERIFY(named<Notice>(&view, "plans.next")->text().contains(QStringLiteral("place is given up")));
    }

    void aPaymentIsMadeFromTheKeptCardAfterAQuestion()
    {
        FakeServer server;
        PlansView view(&server.schedules, &server.methods);
        view.show();
        settle();
        auto* pay = named<QPushButton>(&view, "plans.payKept");
        QVERIFY2(pay->text().contains(QStringLiteral("4242")), qPrintable(pay->text()));
        pay->click();
        auto* dialog = view.findChild<DialogFrame*>(QStringLiteral("plans.confirm"));
        QVERIFY(dialog);
        QCOMPARE(server.calls.value(QStringLiteral("collectLine")), 0);
        server.failNext.insert(QStringLiteral("collectLine"), makeError(ErrorCode::Offline));
        dialog->submitButton()->click();
        settle();
        server.failNext.insert(QStringLiteral("collectLine"), makeError(ErrorCode::PaymentDeclined, QStringLiteral("Your card was declined.")));
        dialog->submitButton()->click();
        settle();
        QVERIFY(dialog->isVisible()); // why it was declined stays where it was asked
        QSignalSpy said(&view, &CardsView::toast);
        dialog->submitButton()->click();
        settle();
        QCOMPARE(said.count(), 1);
        QCOMPARE(server.schedules.lastPaid.lineId.value, QStringLiteral("line-2"));
        QCOMPARE(server.keys.size(), 3);
        QCOMPARE(server.keys.at(0), server.keys.at(1)); // a lost answer is asked for again
        QVERIFY(server.keys.at(1) != server.keys.at(2)); // after a refusal it is another attempt
    }

    void aLaterPaymentOfAPlanIsPaidAndNotAnEntry()
    {
        FakeServer server;
        Checkout checkout = fakes::checkout(false);
        checkout.payment.instalment = 2;
        checkout.payment.instalments = 3;
        checkout.payment.state = PaymentState::Processing;
        const Schedule schedule = fakes::schedules(false).first();
        checkout.payment.id = PaymentId{QStringLiteral("pay-of-plan")};
        CheckoutPage page(checkout, &server, &server.connection, [](QWidget* parent) { return new gallery::FakeCheckoutView(parent); });
        page.setSchedules(&server.schedules);
        page.show();
        QCOMPARE(named<QLabel>(&page, "checkout.settledTitle")->text(), QStringLiteral("Paid"));
        QSignalSpy plans(&page, &CheckoutPage::plansWanted);
        press(&page, "checkout.plans");
        QCOMPARE(plans.count(), 1);
    }

    void plansAreNamedBesideAPrice()
    {
        QVERIFY(plansText({}).isEmpty());
        const Money part = usd(2500);
        PlanOffer four{PlanId{QStringLiteral("p")}, QStringLiteral("Four"), PlanKind::Instalments, {{1, {}, part}, {2, {}, part}, {3, {}, part}, {4, {}, part}}, {}};
        PlanOffer monthly{PlanId{QStringLiteral("q")}, QStringLiteral("Monthly"), PlanKind::Subscription, {{1, {}, usd(900)}}, PlanInterval::Month};
        QCOMPARE(plansText({four}), QStringLiteral("or 4 × $25.00"));
        QVERIFY(plansText({four, monthly}).startsWith(QStringLiteral("or 4 × $25.00 or $9.00")));
        four.lines.first().amount = usd(2501);
        QCOMPARE(plansText({four}), QStringLiteral("or 4 payments of about $25.00"));
    }

    void theWayToPayIsExplainedAndTheButtonsStayOnALowScreen()
    {
        FakeServer server;
        std::unique_ptr<PurchaseDialog> dialog(purchase(server));
        for (const char* hint : {"purchase.hint.card", "purchase.hint.cash"}) QVERIFY2(!named<QLabel>(dialog.get(), hint)->text().isEmpty(), hint);
        dialog->resize(dialog->width(), 420);
        settle();
        QVERIFY2(dialog->minimumSizeHint().height() < 420, qPrintable(QString::number(dialog->minimumSizeHint().height())));
        const QPushButton* pay = dialog->submitButton();
        QVERIFY(dialog->rect().contains(QRect(pay->mapTo(dialog.get(), QPoint()), pay->size())));
    }

    void keptMethodIsChosenAndRemovedAfterAQuestion()
    {
        FakeServer server;
        MethodsView view(&server.methods);
        settle();
        QCOMPARE(view.findChildren<Card*>(QStringLiteral("methods.line")).size(), 3);
        view.findChildren<QPushButton*>(QStringLiteral("methods.default")).first()->click();
        settle();
        QCOMPARE(server.methods.lastMethod, QStringLiteral("pm_2"));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        view.findChildren<QPushButton*>(QStringLiteral("methods.remove")).last()->click();
        QCOMPARE(server.calls.value(QStringLiteral("removeMethod")), 0);
        auto* dialog = view.findChild<DialogFrame*>();
        server.failNext.insert(QStringLiteral("removeMethod"), makeError(ErrorCode::InvalidState, QStringLiteral("Your payment plan is collected from it.")));
        dialog->submitButton()->click();
        settle();
        QVERIFY(dialog->isVisible()); // the reason stays where it was asked
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.methods.lastMethod, QStringLiteral("pm_3"));
    }

    void savedMethodGoesBackByItself()
    {
        gallery::FakeCheckoutView* view = nullptr;
        MethodSetupPage page({QStringLiteral("seti_1"), QStringLiteral("https://x.example/"), {}}, [&](QWidget* parent) { return view = new gallery::FakeCheckoutView(parent); });
        QSignalSpy saved(&page, &MethodSetupPage::saved);
        view->report(QStringLiteral("ready"));
        QCOMPARE(saved.count(), 0);
        view->report(QStringLiteral("saved"));
        QCOMPARE(saved.count(), 1);
    }

    void couponIsMadeOnceWithWhatWasTyped()
    {
        FakeServer server;
        CouponDialog dialog(std::nullopt, server.gateways(), user(Role::Admin), nullptr);
        dialog.open();
        settle();
        QVERIFY(!dialog.isDirty());
        dialog.submitButton()->click();
        settle();
        QCOMPARE(server.calls.value(QStringLiteral("createCoupon")), 0); // there is no code yet
        named<QLineEdit>(&dialog, "coupon.code")->setText(QStringLiteral("harbour-30"));
        named<QLineEdit>(&dialog, "coupon.name")->setText(QStringLiteral("Harbour day"));
        named<QSpinBox>(&dialog, "coupon.percent")->setValue(30);
        QVERIFY(named<QLabel>(&dialog, "coupon.consequence")->text().contains(QStringLiteral("$70.00")));
        named<QListWidget>(&dialog, "coupon.scope")->item(0)->setCheckState(Qt::Checked);
        server.held.insert(QStringLiteral("createCoupon"));
        dialog.submitButton()->click();
        settle();
        dialog.submitButton()->click();
        settle();
        server.release(QStringLiteral("createCoupon"));
        settle();
        QCOMPARE(server.calls.value(QStringLiteral("createCoupon")), 1);
        QCOMPARE(server.coupons.lastForm.percentBps, 3000);
        QCOMPARE(server.coupons.lastForm.funding, CouponFunding::Platform);
        QCOMPARE(server.coupons.lastForm.categoryIds.size(), 1);
    }

    void aNewCouponIsTheSelectedOneWhateverWasFilteredBefore()
    {
        FakeServer server;
        CouponsPage page(server.gateways(), user(Role::Admin), Access::Full);
        page.resize(1280, 800);
        page.show();
        settle();
        press(&page, "filter.archived");
        press(&page, "coupons.new");
        auto* dialog = page.findChild<CouponDialog*>();
        named<QLineEdit>(dialog, "coupon.code")->setText(QStringLiteral("HARBOUR-30"));
        named<QLineEdit>(dialog, "coupon.name")->setText(QStringLiteral("Harbour day"));
        dialog->submitButton()->click();
        auto* table = page.findChild<TableView*>();
        const auto chosen = [&] { return table->currentRow() < 0 ? QString() : page.findChild<CouponListModel*>()->at(table->currentRow()).form.code; };
        QTRY_COMPARE(chosen(), QStringLiteral("HARBOUR-30"));
        QVERIFY(!server.coupons.lastFilter.state);
    }

    void aPausedPlanHasNoNextDay()
    {
        FakeServer server;
        ScheduleListModel model(server.gateways().schedules);
        model.reload();
        settle();
        QVERIFY(model.rowCount() > 0);
        for (int row = 0; row < model.rowCount(); ++row) {
            const QVariant next = model.index(row, ScheduleListModel::Next).data(ValueRole);
            QCOMPARE(next.metaType() == QMetaType::fromType<QString>(), model.at(row).state == ScheduleState::Paused);
        }
    }

    void teachersCouponsComeOutOfTheirShare()
    {
        FakeServer server;
        CouponDialog dialog(std::nullopt, server.gateways(), user(Role::Teacher), nullptr);
        QCOMPARE(named<QComboBox>(&dialog, "coupon.funding")->count(), 1);
        QCOMPARE(dialog.form().funding, CouponFunding::Teacher);
    }

    void auditorChangesNoCouponPlanOrSchedule()
    {
        FakeServer server;
        CouponsPage coupons(server.gateways(), user(Role::Auditor), Access::ReadOnly);
        for (const char* name : {"coupons.new", "coupons.edit", "coupons.archive"}) QVERIFY2(!coupons.findChild<QWidget*>(QLatin1String(name)), name);
        PlansPage plans(server.gateways(), Access::ReadOnly);
        for (const char* name : {"plansPage.new", "plansPage.addRule", "plansPage.saveRules"}) QVERIFY2(!plans.findChild<QWidget*>(QLatin1String(name)), name);
        SchedulesPage schedules(server.gateways(), Access::ReadOnly);
        settle();
        QVERIFY(!schedules.findChild<QWidget*>(QStringLiteral("schedules.pause")));
        for (const QToolButton* more : schedules.findChildren<QToolButton*>()) {
            if (more->menu()) QVERIFY(more->menu()->actions().size() <= 1);
        }
    }

    void rulesAreLookedAtBeforeTheyAreSaved()
    {
        FakeServer server;
        PlansPage page(server.gateways());
        settle();
        auto* list = named<QListWidget>(&page, "plansPage.rules");
        QCOMPARE(list->count(), 2);
        list->setCurrentRow(1);
        press(&page, "plansPage.ruleUp");
        QCOMPARE(server.calls.value(QStringLiteral("previewRules")), 1);
        QCOMPARE(server.calls.value(QStringLiteral("saveRules")), 0);
        press(&page, "plansPage.undoRules");
        list->setCurrentRow(1);
        press(&page, "plansPage.ruleUp");
        press(&page, "plansPage.saveRules");
        QCOMPARE(server.plans.lastRules.rules.first().planName, QStringLiteral("Deposit and rest"));
    }

    void overdueIsFilteredAndLinesCarryWhatCanBeDone()
    {
        FakeServer server;
        SchedulesPage page(server.gateways());
        settle();
        QAbstractItemModelTester tester(page.findChild<ScheduleListModel*>(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        press(&page, "filter.overdue");
        QVERIFY(server.schedules.lastFilter.overdueOnly);
        auto* more = named<QToolButton>(&page, "schedules.line.2");
        QCOMPARE(more->menu()->actions().size(), 3);
        QVERIFY(named<QLabel>(&page, "schedules.next")->text().contains(QStringLiteral("enrollment ends")));
    }
};

QTEST_MAIN(TestPaying)
#include "tst_paying.moc"
