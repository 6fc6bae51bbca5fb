#include "fakes/fakeserver.h"
#include "gallery/fakecheckoutview.h"
#include "ui/checkout/checkoutpage.h"
#include "ui/student/coursedetailpage.h"
#include "ui/student/learningpage.h"
#include "ui/student/purchasedialog.h"
#include "ui/student/topupdialog.h"
#include "ui/student/walletpage.h"
#include <QRadioButton>
#include <QSignalSpy>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

namespace {

/// The fake school, but one that asks for the country and takes a bank transfer.
class TaxSchool final : public AccountsGateway
{
public:
    explicit TaxSchool(AccountsGateway* school)
        : m_school(school)
    {
    }
    Reply<ServerInfo> serverInfo() override
    {
        return m_school->serverInfo().then([](const Result<ServerInfo>& answer) -> Result<ServerInfo> {
            if (!answer) return answer;
            ServerInfo info = *answer;
            info.taxes = true;
            info.offlineInstructions = QStringLiteral("IBAN DE02 1203 0000 0000 2020 51");
            return info;
        });
    }
    Reply<User> registerUser(RegisterForm form) override { return m_school->registerUser(form); }
    Reply<User> login(LoginForm form) override { return m_school->login(form); }
    Reply<Done> logout() override { return m_school->logout(); }
    Reply<User> rename(QString name) override { return m_school->rename(name); }
    Reply<Done> changePassword(PasswordChange change) override { return m_school->changePassword(change); }
    Reply<Done> forgotPassword(QString email) override { return m_school->forgotPassword(email); }
    Reply<User> resetPassword(PasswordReset reset) override { return m_school->resetPassword(reset); }
    Reply<Page<User>> users(UserFilter filter, PageRequest page) override { return m_school->users(filter, page); }
    Reply<User> setBlocked(UserId id, bool blocked, QString reason) override
    {
        return m_school->setBlocked(id, blocked, reason);
    }
    Reply<User> setRole(UserId id, Role role, QString reason) override { return m_school->setRole(id, role, reason); }

private:
    AccountsGateway* m_school;
};

/// Answers an order as the server does for its method: in at once, waiting for money, or a checkout.
class Desk final : public EnrollmentsGateway
{
public:
    explicit Desk(FakeServer* server)
        : m_server(server)
    {
    }
    Reply<EnrollResult> enroll(EnrollForm form, QString key) override
    {
        return m_server->enroll(form, key).then([form](const Result<EnrollResult>& answer) -> Result<EnrollResult> {
            if (!answer || form.method == QStringLiteral("card")) return answer;
            EnrollResult result = *answer;
            result.checkout.reset();
            result.enrollment.paymentId = PaymentId{QStringLiteral("0190a000-0000-7000-8000-00007f3a22c1")};
            const bool wallet = form.method == QStringLiteral("wallet");
            result.enrollment.state = wallet ? EnrollmentState::Active : EnrollmentState::AwaitingPayment;
            result.enrollment.expiresAt = QDateTime(QDate(2026, 12, 5), QTime(12, 0), Qt::UTC);
            return result;
        });
    }
    Reply<Page<Enrollment>> mine(PageRequest page) override
    {
        return m_server->mine(page).then([](const Result<Page<Enrollment>>& answer) -> Result<Page<Enrollment>> {
            if (!answer) return answer;
            Page<Enrollment> list = *answer;
            for (Enrollment& one : list.items) {
                if (one.state == EnrollmentState::AwaitingPayment)
                    one.paymentId = PaymentId{QStringLiteral("pay-transfer")};
            }
            return list;
        });
    }
    Reply<LearningCourse> learn(EnrollmentId id) override { return m_server->learn(id); }
    Reply<Enrollment> setProgress(EnrollmentId id, LectureId lecture, ProgressForm form) override
    {
        return m_server->setProgress(id, lecture, form);
    }
    Reply<Certificate> certificate(EnrollmentId id) override { return m_server->certificate(id); }
    Reply<Enrollment> adminCancel(EnrollmentId id, QString reason) override
    {
        return m_server->adminCancel(id, reason);
    }

private:
    FakeServer* m_server;
};

Payment transfer(const FakeServer&)
{
    Payment payment = fakes::payments(false).at(2);
    payment.id = PaymentId{QStringLiteral("pay-transfer")};
    payment.method = PaymentMethod::BankTransfer;
    payment.state = PaymentState::AwaitingPayer;
    return payment;
}

} // namespace

class TestStudentBuying : public QObject
{
    Q_OBJECT

private:
    template <class T>
    static T* find(QWidget* in, const char* name)
    {
        return in->findChild<T*>(QString::fromLatin1(name));
    }
    struct Shop
    {
        FakeServer server;
        TaxSchool school{&server};
        Desk desk{&server};
        Gateways gateways;
        Shop()
        {
            gateways = server.gateways();
            gateways.accounts = &school;
            gateways.enrollments = &desk;
        }
        PurchaseDialog* open()
        {
            auto* dialog =
                new PurchaseDialog(CourseId{QStringLiteral("course-0")}, QStringLiteral("Piano"), gateways, nullptr);
            dialog->show();
            return dialog;
        }
    };
    static bool isReady(QWidget* dialog) { return find<QPushButton>(dialog, "purchase.pay")->isEnabled(); }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::instance().install(*qApp, ThemeMode::Light);
    }

    void theSumIsSaidBeforeAnybodyAgrees()
    {
        Shop shop;
        const std::unique_ptr<PurchaseDialog> dialog(shop.open());
        QTRY_VERIFY(isReady(dialog.get()));
        QCOMPARE(find<MoneyLabel>(dialog.get(), "purchase.total")->text(), QStringLiteral("$58.31"));
        QCOMPARE(find<MoneyLabel>(dialog.get(), "purchase.tax")->text(), QStringLiteral("$9.31"));
        QVERIFY(find<QLabel>(dialog.get(), "purchase.terms")->text().contains(QStringLiteral("$58.31")));
        QVERIFY(find<QLabel>(dialog.get(), "purchase.policy")->text().contains(QStringLiteral("30%")));
        QCOMPARE(find<QPushButton>(dialog.get(), "purchase.pay")->text(), QStringLiteral("Pay $58.31 by card"));
        QCOMPARE(shop.server.calls.value(QStringLiteral("enroll")), 0);
    }

    void aCardOrderCarriesTheTotalAndTheCountry()
    {
        Shop shop;
        const std::unique_ptr<PurchaseDialog> dialog(shop.open());
        QTRY_VERIFY(isReady(dialog.get()));
        QCOMPARE(find<QComboBox>(dialog.get(), "purchase.country")->currentData().toString(), QStringLiteral("DE"));
        QSignalSpy enrolled(dialog.get(), &PurchaseDialog::enrolled);
        find<QPushButton>(dialog.get(), "purchase.pay")->click();
        QTRY_COMPARE(enrolled.count(), 1);
        const EnrollForm sent = shop.server.lastEnroll;
        QCOMPARE(sent.method, std::optional(QStringLiteral("card")));
        QCOMPARE(sent.country, std::optional(QStringLiteral("DE")));
        QCOMPARE(sent.expectedTotal, std::optional(fakes::usd(5831)));
        QVERIFY(!sent.walletPart);
        QVERIFY(enrolled.first().first().value<EnrollResult>().checkout);
    }

    void anotherCountryIsAnotherQuote()
    {
        Shop shop;
        const std::unique_ptr<PurchaseDialog> dialog(shop.open());
        QTRY_VERIFY(isReady(dialog.get()));
        auto* country = find<QComboBox>(dialog.get(), "purchase.country");
        country->setCurrentIndex(country->findData(QStringLiteral("AT")));
        Q_EMIT country->activated(country->currentIndex());
        QTRY_COMPARE(shop.server.purchases.lastCountry, QStringLiteral("AT"));
        QTRY_VERIFY(isReady(dialog.get()));
    }

    void aPartComesFromTheWalletAndTheRestIsByCard()
    {
        Shop shop;
        const std::unique_ptr<PurchaseDialog> dialog(shop.open());
        QTRY_VERIFY(isReady(dialog.get()));
        // The wallet has $25.00 of $58.31: it cannot pay alone.
        QVERIFY(!find<QRadioButton>(dialog.get(), "purchase.way.wallet")->isVisible());
        find<QRadioButton>(dialog.get(), "purchase.way.part")->click();
        QCOMPARE(find<QPushButton>(dialog.get(), "purchase.pay")->text(), QStringLiteral("Pay $33.31 by card"));
        auto* part = find<QLineEdit>(dialog.get(), "purchase.part");
        part->selectAll();
        QTest::keyClicks(part, QStringLiteral("30"));
        find<QPushButton>(dialog.get(), "purchase.pay")->click();
        QCOMPARE(shop.server.calls.value(QStringLiteral("enroll")), 0);
        part->selectAll();
        QTest::keyClicks(part, QStringLiteral("10"));
        QSignalSpy enrolled(dialog.get(), &PurchaseDialog::enrolled);
        find<QPushButton>(dialog.get(), "purchase.pay")->click();
        QTRY_COMPARE(enrolled.count(), 1);
        QCOMPARE(shop.server.lastEnroll.walletPart, std::optional(fakes::usd(1000)));
        QCOMPARE(shop.server.lastEnroll.method, std::optional(QStringLiteral("card")));
    }

    void aFullWalletPaysAtOnce()
    {
        Shop shop;
        PurchaseQuote quote = fakes::purchaseQuote(false);
        quote.wallet = fakes::usd(10'000);
        shop.server.purchases.quoteAnswer = quote;
        const std::unique_ptr<PurchaseDialog> dialog(shop.open());
        QTRY_VERIFY(isReady(dialog.get()));
        find<QRadioButton>(dialog.get(), "purchase.way.wallet")->click();
        QVERIFY(find<QLabel>(dialog.get(), "purchase.terms")->text().contains(QStringLiteral("$41.69 stays")));
        QSignalSpy enrolled(dialog.get(), &PurchaseDialog::enrolled);
        find<QPushButton>(dialog.get(), "purchase.pay")->click();
        QTRY_COMPARE(enrolled.count(), 1);
        QCOMPARE(enrolled.first().first().value<EnrollResult>().enrollment.state, EnrollmentState::Active);
    }

    void aTotalThatChangedIsShownAndAskedAgain()
    {
        Shop shop;
        const std::unique_ptr<PurchaseDialog> dialog(shop.open());
        QTRY_VERIFY(isReady(dialog.get()));
        PurchaseQuote dearer = fakes::purchaseQuote(false);
        dearer.price = dearer.net = fakes::usd(5900);
        dearer.tax = fakes::usd(1121);
        dearer.total = fakes::usd(7021);
        shop.server.purchases.quoteAnswer = dearer;
        shop.server.failNext.insert(QStringLiteral("enroll"), makeError(ErrorCode::Conflict));
        QSignalSpy enrolled(dialog.get(), &PurchaseDialog::enrolled);
        find<QPushButton>(dialog.get(), "purchase.pay")->click();
        QTRY_VERIFY(find<Notice>(dialog.get(), "purchase.changed")->isVisible());
        QVERIFY(find<Notice>(dialog.get(), "purchase.changed")->text().contains(QStringLiteral("$70.21")));
        QCOMPARE(enrolled.count(), 0);
        QVERIFY(dialog->isVisible());
        find<QPushButton>(dialog.get(), "purchase.pay")->click();
        QTRY_COMPARE(enrolled.count(), 1);
        QCOMPARE(shop.server.lastEnroll.expectedTotal, std::optional(fakes::usd(7021)));
        QVERIFY(shop.server.keys.at(0) != shop.server.keys.at(1));
    }

    void theSameOrderAfterALostAnswerIsTheSamePurchase()
    {
        Shop shop;
        const std::unique_ptr<PurchaseDialog> dialog(shop.open());
        QTRY_VERIFY(isReady(dialog.get()));
        shop.server.failNext.insert(QStringLiteral("enroll"), makeError(ErrorCode::Offline));
        find<QPushButton>(dialog.get(), "purchase.pay")->click();
        QTRY_VERIFY(!dialog->isBusy());
        QSignalSpy enrolled(dialog.get(), &PurchaseDialog::enrolled);
        find<QPushButton>(dialog.get(), "purchase.pay")->click();
        QTRY_COMPARE(enrolled.count(), 1);
        QCOMPARE(shop.server.keys.at(0), shop.server.keys.at(1));
    }

    void aTransferKeepsThePlaceAndSaysHowToPay()
    {
        Shop shop;
        CoverStore covers(&shop.server);
        CourseDetailPage page(CourseId{QStringLiteral("course-0")}, shop.gateways, &covers);
        page.resize(900, 640);
        page.show();
        QTRY_COMPARE(page.findChild<StateStack*>()->face(), StateStack::Face::Content);
        find<QPushButton>(&page, "course.enroll")->click();
        auto* dialog = page.findChild<PurchaseDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY(isReady(dialog));
        find<QRadioButton>(dialog, "purchase.way.bank_transfer")->click();
        find<QPushButton>(dialog, "purchase.pay")->click();
        QTRY_VERIFY(page.findChild<HowToPayDialog*>());
        auto* how = page.findChild<HowToPayDialog*>();
        QCOMPARE(find<QLabel>(how, "howToPay.reference")->text(), QStringLiteral("7F3A-22C1"));
        QCOMPARE(find<MoneyLabel>(how, "howToPay.amount")->text(), QStringLiteral("$58.31"));
        QVERIFY(find<QLabel>(how, "howToPay.until")->text().contains(QStringLiteral("December 2026")));
        QTRY_VERIFY(find<QLabel>(how, "howToPay.instructions")->text().contains(QStringLiteral("IBAN")));
        QCOMPARE(find<QPushButton>(&page, "course.enroll")->text(), QStringLiteral("How to pay"));
        QSignalSpy checkout(&page, &CourseDetailPage::checkoutWanted);
        find<QPushButton>(how, "howToPay.card")->click();
        QTRY_COMPARE(checkout.count(), 1);
        QCOMPARE(shop.server.lastEnroll.method, std::optional(QStringLiteral("card")));
    }

    void aCourseThatIsClosedForAWhileIsNotSoldAgain()
    {
        Shop shop;
        CoverStore covers(&shop.server);
        CourseDetailPage page(CourseId{QStringLiteral("course-0")}, shop.gateways, &covers);
        shop.server.enrolled = EnrollmentState::Suspended;
        page.refresh();
        page.show();
        QTRY_COMPARE(find<QPushButton>(&page, "course.enroll")->text(), QStringLiteral("See your payments"));
        QSignalSpy wanted(&page, &CourseDetailPage::paymentsWanted);
        find<QPushButton>(&page, "course.enroll")->click();
        QCOMPARE(wanted.count(), 1);
        QVERIFY(!page.findChild<PurchaseDialog*>());
    }

    void twoPressesOpenOneDialogAndSendOneOrder()
    {
        Shop shop;
        CoverStore covers(&shop.server);
        CourseDetailPage page(CourseId{QStringLiteral("course-0")}, shop.gateways, &covers);
        page.show();
        QTRY_COMPARE(page.findChild<StateStack*>()->face(), StateStack::Face::Content);
        auto* button = find<QPushButton>(&page, "course.enroll");
        button->click();
        button->click();
        QCOMPARE(page.findChildren<PurchaseDialog*>().size(), 1);
        auto* dialog = page.findChild<PurchaseDialog*>();
        QTRY_VERIFY(isReady(dialog));
        shop.server.held.insert(QStringLiteral("enroll"));
        auto* pay = find<QPushButton>(dialog, "purchase.pay");
        QTest::mouseDClick(pay, Qt::LeftButton);
        QTest::mouseClick(pay, Qt::LeftButton);
        QCOMPARE(shop.server.calls.value(QStringLiteral("enroll")), 1);
    }

    void aQuoteThatCannotBeLoadedOrdersNothing()
    {
        Shop shop;
        shop.server.mode = fakes::Mode::Offline;
        const std::unique_ptr<PurchaseDialog> dialog(shop.open());
        QTRY_VERIFY(find<QPushButton>(dialog.get(), "purchase.retry")->isVisible());
        QVERIFY(!isReady(dialog.get()));
        shop.server.mode = fakes::Mode::Full;
        find<QPushButton>(dialog.get(), "purchase.retry")->click();
        QTRY_VERIFY(isReady(dialog.get()));
    }

    void myLearningSaysHowToPayATransfer()
    {
        Shop shop;
        shop.server.paymentAnswer = transfer(shop.server);
        CoverStore covers(&shop.server);
        LearningPage page(shop.gateways, &covers);
        page.resize(900, 640);
        page.show();
        QTRY_VERIFY(shop.server.calls.value(QStringLiteral("payment")) > 0);
        QCoreApplication::processEvents();
        QSignalSpy resume(&page, &LearningPage::resumeWanted);
        auto* grid = page.findChild<CardGrid*>();
        Q_EMIT grid->opened(2);
        QVERIFY(page.findChild<HowToPayDialog*>());
        QCOMPARE(resume.count(), 0);
    }

    void theWalletShowsItsMoneyAndIsToppedUp()
    {
        FakeServer server;
        WalletPage page(server.gateways().purchases);
        page.resize(900, 640);
        page.show();
        QTRY_VERIFY(find<QPushButton>(&page, "wallet.topUp")->isEnabled());
        QCOMPARE(find<StatTile>(&page, "wallet.available")->accessibleDescription(), QStringLiteral("$25.00"));
        find<QPushButton>(&page, "wallet.topUp")->click();
        auto* dialog = page.findChild<TopUpDialog*>();
        QVERIFY(dialog);
        auto* amount = find<QLineEdit>(dialog, "topUp.amount");
        amount->selectAll();
        QTest::keyClicks(amount, QStringLiteral("2"));
        find<QPushButton>(dialog, "topUp.submit")->click();
        QCOMPARE(server.calls.value(QStringLiteral("topUp")), 0);
        amount->selectAll();
        QTest::keyClicks(amount, QStringLiteral("40"));
        QVERIFY(find<QLabel>(dialog, "topUp.consequence")->text().contains(QStringLiteral("$65.00")));
        QSignalSpy checkout(&page, &WalletPage::checkoutWanted);
        find<QPushButton>(dialog, "topUp.submit")->click();
        QTRY_COMPARE(checkout.count(), 1);
        QCOMPARE(server.purchases.lastTopUp.amount, fakes::usd(4000));
    }

    void aPaidTopUpLeadsToTheWallet()
    {
        FakeServer server;
        Checkout checkout = fakes::checkout(false);
        checkout.payment.kind = PaymentKind::TopUp;
        Payment paid = checkout.payment;
        paid.state = PaymentState::Succeeded;
        paid.settledAt = QDateTime::currentDateTimeUtc();
        server.paymentAnswer = paid;
        CheckoutPage page(checkout, &server, &server.connection,
                          [](QWidget* parent) { return new gallery::FakeCheckoutView(parent); });
        page.show();
        QVERIFY(page.title().contains(QStringLiteral("wallet")));
        page.findChild<gallery::FakeCheckoutView*>()->report(QStringLiteral("succeeded"));
        QTRY_COMPARE(page.state(), CheckoutPage::State::Settled);
        QSignalSpy wallet(&page, &CheckoutPage::walletWanted);
        find<QPushButton>(&page, "checkout.wallet")->click();
        QCOMPARE(wallet.count(), 1);
    }
};

QTEST_MAIN(TestStudentBuying)
#include "tst_studentbuying.moc"
