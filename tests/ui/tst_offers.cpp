#include "fakes/fakeserver.h"
#include "hands.h"
#include "ui/admin/bundleeditdialog.h"
#include "ui/admin/bundlesadminpage.h"
#include "ui/admin/deskpage.h"
#include "ui/admin/receiptdialog.h"
#include "ui/documents/papertext.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/paymentpanel.h"
#include "ui/kit/tableview.h"
#include "ui/student/bundledialog.h"
#include "ui/student/bundlespage.h"
#include "ui/student/cataloguepage.h"
#include "ui/student/coursedetailpage.h"
#include "ui/student/giftdialog.h"
#include "ui/student/giftsview.h"
#include "ui/student/methodsview.h"
#include "ui/student/purchasedialog.h"
#include "ui/student/takebackdialog.h"
#include "ui/student/transferdialog.h"
#include <QApplication>
#include <QClipboard>
#include <QListWidget>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest>

using namespace lectern;
using namespace lectern::fakes;

/// Bundles, gifts, bank transfers, and the desk of a school without a payment service.
class TestOffers : public QObject
{
    Q_OBJECT

private:
    template <class Dialog>
    static Dialog* opened(QWidget& page)
    {
        settle();
        auto* dialog = page.findChild<Dialog*>();
        if (!dialog) qFatal("there is no dialog");
        return dialog;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::instance().install(*qApp, ThemeMode::Light);
    }

    void aBundleIsBoughtByCardForWhatIsLeftOfIt()
    {
        FakeServer server;
        BundlesPage page(&server.offers);
        shown(page);
        QSignalSpy checkouts(&page, &BundlesPage::checkoutWanted);
        press(&page, "bundles.buy"); // of the path, of which two courses are had
        auto* dialog = opened<BundleDialog>(page);
        QVERIFY(dialog->submitButton()->text().contains(QStringLiteral("31.20")));
        // A course that is full says so, and is not counted in the price.
        QVERIFY(named<QLabel>(&page, "bundles.leftOut")->text().contains(QStringLiteral("Every seat is taken")));
        QCOMPARE(page.findChildren<MoneyLabel*>(QStringLiteral("bundles.price")).last()->text(), moneyText(usd(2040 + 1615)));
        dialog->submitButton()->click();
        settle();
        QCOMPARE(checkouts.count(), 1);
        QCOMPARE(server.offers.lastOrder.method, QStringLiteral("card"));
        QCOMPARE(server.offers.lastOrder.expectedTotal, std::optional(usd(3120)));
    }

    void fromTheWalletItIsDoneAtOnce()
    {
        FakeServer server;
        BundlesPage page(&server.offers);
        shown(page);
        QSignalSpy said(&page, &PageFrame::toast);
        press(&page, "bundles.buy");
        auto* dialog = opened<BundleDialog>(page);
        named<QRadioButton>(dialog, "bundle.wallet")->setChecked(true);
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.offers.lastOrder.method, QStringLiteral("wallet"));
        QVERIFY(said.last().first().toString().contains(QStringLiteral("open")));
    }

    void theSameOrderAgainIsTheSamePurchase()
    {
        FakeServer server;
        BundlesPage page(&server.offers);
        shown(page);
        press(&page, "bundles.buy");
        auto* dialog = opened<BundleDialog>(page);
        server.failNext.insert(QStringLiteral("buyBundle"), makeError(ErrorCode::Offline));
        dialog->submitButton()->click();
        settle();
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.keys.size(), 2);
        QCOMPARE(server.keys.first(), server.keys.last());
    }

    void anAdminMakesABundleOutOfLaunchedCourses()
    {
        FakeServer server;
        BundlesAdminPage page(server.gateways());
        shown(page);
        press(&page, "bundlesAdmin.new");
        auto* dialog = opened<BundleEditDialog>(page);
        settle();
        named<QLineEdit>(dialog, "bundleEdit.title")->setText(QStringLiteral("Two together"));
        auto* all = named<QComboBox>(dialog, "bundleEdit.all");
        QVERIFY(all->count() >= 2);
        dialog->submitButton()->click(); // without courses it says so and sends nothing
        settle();
        QVERIFY(server.offers.lastForm.title.isEmpty());
        const int offered = all->count();
        const QList<CourseId> wanted{CourseId{all->itemData(1).toString()}, CourseId{all->itemData(0).toString()}};
        for (int i = 0; i < 2; ++i) {
            all->setCurrentIndex(0);
            press(dialog, "bundleEdit.add");
        }
        QCOMPARE(named<QListWidget>(dialog, "bundleEdit.courses")->count(), 2);
        QCOMPARE(all->count(), offered - 2); // what is in it cannot be added once more
        QCOMPARE(all->findData(wanted.first().value), -1);
        press(dialog, "bundleEdit.remove");
        QVERIFY(all->findData(wanted.first().value) >= 0);
        all->setCurrentIndex(all->findData(wanted.first().value));
        press(dialog, "bundleEdit.add");
        press(dialog, "bundleEdit.up");
        named<QSpinBox>(dialog, "bundleEdit.percent")->setValue(25);
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.offers.lastForm.title, QStringLiteral("Two together"));
        QCOMPARE(server.offers.lastForm.discountBps, 2500);
        QCOMPARE(server.offers.lastForm.courses, wanted);
    }

    void aDraftIsPutOnSaleAndArchived()
    {
        FakeServer server;
        BundlesAdminPage page(server.gateways());
        shown(page);
        press(&page, "bundlesAdmin.sell");
        QCOMPARE(server.offers.lastState, std::optional(BundleState::OnSale));
        press(&page, "bundlesAdmin.archive");
        QCOMPARE(server.offers.lastState, std::optional(BundleState::Archived));
    }

    void anAuditorChangesNoBundle()
    {
        FakeServer server;
        BundlesAdminPage page(server.gateways(), Access::ReadOnly);
        shown(page);
        QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("bundlesAdmin.new")));
        QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("bundlesAdmin.edit")));
        DeskPage desk(&server.desk, Access::ReadOnly);
        shown(desk);
        QVERIFY(!desk.findChild<QPushButton*>(QStringLiteral("desk.done")));
    }

    void aGiftIsPaidLikeACourseAndNamesWhomItIsFor()
    {
        FakeServer server;
        CoverStore covers(&server);
        CourseDetailPage page(CourseId{QStringLiteral("course-0")}, server.gateways(), &covers);
        shown(page);
        QSignalSpy gifts(&page, &CourseDetailPage::giftsWanted);
        press(&page, "course.give");
        auto* gift = opened<GiftDialog>(page);
        gift->submitButton()->click(); // nobody's gift is refused at once
        QVERIFY(gift->isVisible());
        named<QLineEdit>(gift, "gift.name")->setText(QStringLiteral("Grandma Ruth"));
        named<QLineEdit>(gift, "gift.email")->setText(QStringLiteral("ruth@example.org"));
        gift->submitButton()->click();
        auto* purchase = opened<PurchaseDialog>(page);
        settle();
        auto* plan = purchase->findChild<QComboBox*>(QStringLiteral("purchase.plan"));
        QVERIFY(!plan || !plan->isVisible()); // all at once
        const auto terms = [&] { return named<QLabel>(purchase, "purchase.terms")->text(); };
        QVERIFY(terms().contains(QStringLiteral("ruth@example.org")));
        // Nothing of it speaks of the giver's own place.
        for (const char* way : {"purchase.way.wallet", "purchase.way.cash", "purchase.way.card"}) {
            press(purchase, way);
            for (const char* wrong : {"you are in", "Your place", "the course opens"}) QVERIFY2(!terms().contains(QLatin1String(wrong)), qPrintable(terms()));
            QVERIFY(!purchase->submitButton()->text().contains(QStringLiteral("my place")));
        }
        EnrollResult paid;
        paid.enrollment.state = EnrollmentState::Active;
        server.enrollAnswer = paid;
        purchase->submitButton()->click();
        settle();
        QVERIFY(server.lastEnroll.gift.has_value());
        QCOMPARE(server.lastEnroll.gift->recipientName, QStringLiteral("Grandma Ruth"));
        QCOMPARE(gifts.count(), 1);
    }

    void aGiftIsTakenBackFromItsCardAndSaysWhyItIsOver()
    {
        FakeServer server;
        GiftsView view(&server.offers);
        shown(view);
        QSignalSpy wanted(&view, &GiftsView::takeBackWanted);
        press(&view, "gifts.takeBack");
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().value<PaymentId>().value, QStringLiteral("pay-0"));
        QStringList why;
        for (const QLabel* label : view.findChildren<QLabel*>(QStringLiteral("gifts.why"))) why << label->text();
        QCOMPARE(why.size(), 2);
        QVERIFY(why.first().contains(QStringLiteral("You took it back")) && why.first().contains(QStringLiteral("code")));
        QVERIFY(why.last().contains(QStringLiteral("until it has decided")));
        QCOMPARE(view.findChildren<QPushButton*>(QStringLiteral("gifts.takeBack")).size(), 2); // of the one that is ready, and of the one that was opened
    }

    void takingAGiftBackSpeaksOfItsCode()
    {
        FakeServer server;
        RefundQuote quote = fakes::refundQuote(true);
        quote.isGift = true;
        quote.channel = RefundChannel::Offline;
        server.quoteAnswer = quote;
        TakeBackDialog dialog({QStringLiteral("pay-0")}, QStringLiteral("Piano"), &server, nullptr);
        shown(dialog);
        const QString terms = named<QLabel>(&dialog, "takeBack.terms")->text();
        QVERIFY2(terms.contains(QStringLiteral("code")) && !terms.contains(QStringLiteral("Your access")), qPrintable(terms));
        QVERIFY2(!terms.contains(QStringLiteral("Banks")), qPrintable(terms)); // it was paid in cash
    }

    void theAdminSeesThatAPaymentIsAGift()
    {
        Payment payment = fakes::payments(false).at(1);
        payment.isGift = true;
        payment.method = PaymentMethod::Cash;
        payment.gatewayId.clear();
        PaymentPanel panel(PaymentPanel::Reader::Admin, QStringLiteral("panel"));
        panel.setPayment(payment);
        panel.show();
        QVERIFY(named<Chip>(&panel, "payment.gift")->isVisible());
        bool isThere = false;
        for (const QLabel* label : panel.findChildren<QLabel*>()) isThere = isThere || label->text().contains(paymentReference(payment.id));
        QVERIFY(isThere);
        ReceiptDialog receipt(payment, nullptr, nullptr);
        bool speaks = false;
        for (const QLabel* label : receipt.findChildren<QLabel*>()) speaks = speaks || label->text().contains(QStringLiteral("gets the code"));
        QVERIFY(speaks);
        // Without amounts there is nothing to part.
        payment.settledAt.reset();
        payment.walletPart = payment.tax = payment.refunded = payment.disputed = payment.teacherShare = payment.platformShare = usd(0);
        payment.fee.reset();
        panel.setPayment(payment);
        QVERIFY(!named<QFrame>(&panel, "payment.divider")->isVisible());
    }

    void itsCodeIsCopiedAndAnUnpaidOneIsFinished()
    {
        FakeServer server;
        GiftsView view(&server.offers);
        shown(view);
        QSignalSpy resumed(&view, &CardsView::resumeWanted);
        press(&view, "gifts.copyCode");
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("7K3M-Q9TR-2XWD"));
        press(&view, "gifts.copyLink");
        QVERIFY(QApplication::clipboard()->text().endsWith(QStringLiteral("/invite/7K3M-Q9TR-2XWD")));
        press(&view, "gifts.pay");
        QCOMPARE(resumed.count(), 1);
    }

    void aTransferSaysWhatToSendAndWhatIsMissing()
    {
        Checkout checkout = fakes::checkout(false);
        checkout.payment.amount = usd(4900);
        checkout.transfer = TransferDetails{QStringLiteral("X7Q2M9"), QStringLiteral("School"), QStringLiteral("DE89370400440532013000"), {}, {}, usd(2900), {}, QDateTime::currentDateTimeUtc().addDays(14)};
        TransferDialog dialog(checkout, nullptr);
        shown(dialog);
        QCOMPARE(named<MoneyLabel>(&dialog, "transfer.amount")->text(), moneyText(usd(2900)));
        QCOMPARE(named<QLabel>(&dialog, "transfer.reference")->text(), QStringLiteral("X7Q2M9"));
        QVERIFY(named<Notice>(&dialog, "transfer.came")->text().contains(moneyText(usd(2000))));
        auto copies = dialog.findChildren<QToolButton*>(QStringLiteral("transfer.copy"));
        copies.at(1)->click();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("X7Q2M9"));
    }

    void whatIsLeftOfTransfersIsSentBackOnce()
    {
        FakeServer server;
        server.methods.unusedMinor = 1250;
        MethodsView view(&server.methods);
        shown(view);
        press(&view, "methods.sendBack");
        auto* dialog = opened<DialogFrame>(view);
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.calls.value(QStringLiteral("returnTransfer")), 1);
        QVERIFY(!view.findChild<Notice*>(QStringLiteral("methods.unused")));
    }

    void theDeskReportsWhatArrivedInPart()
    {
        FakeServer server;
        DeskPage page(&server.desk);
        shown(page);
        press(&page, "desk.done");
        auto* dialog = opened<DialogFrame>(page);
        named<QLineEdit>(dialog, "deskReport.amount")->setText(QStringLiteral("20.00"));
        dialog->submitButton()->click();
        settle();
        QCOMPARE(server.desk.lastReport.amount, std::optional(usd(2000)));
        QVERIFY(!server.desk.lastReport.failed);
    }

    void whatCouldNotBeSentNeedsAReason()
    {
        FakeServer server;
        DeskPage page(&server.desk);
        shown(page);
        page.findChild<TableView*>()->selectRow(2); // a payout
        settle();
        press(&page, "desk.failed");
        auto* dialog = opened<DialogFrame>(page);
        dialog->submitButton()->click();
        settle();
        QVERIFY(server.desk.lastId.isEmpty());
        named<QLineEdit>(dialog, "deskReport.note")->setText(QStringLiteral("The account is closed."));
        dialog->submitButton()->click();
        settle();
        QVERIFY(server.desk.lastReport.failed);
        QCOMPARE(server.desk.lastReport.note, QStringLiteral("The account is closed."));
    }

    void theDeskIsNarrowedByKind()
    {
        FakeServer server;
        DeskPage page(&server.desk);
        shown(page);
        press(&page, "filter.payout");
        QCOMPARE(server.desk.lastFilter.kind, std::optional(DeskKind::Payout));
    }
};

QTEST_MAIN(TestOffers)
#include "tst_offers.moc"
