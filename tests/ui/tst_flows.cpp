#include "fakes/fakeserver.h"
#include "gallery/fakecheckoutview.h"
#include "ui/admin/reviewpage.h"
#include "ui/admin/withdrawalspage.h"
#include "ui/checkout/checkoutpage.h"
#include "ui/kit/tableview.h"
#include "ui/shell/workspace.h"
#include "ui/student/coursedetailpage.h"
#include "ui/student/mypaymentspage.h"
#include "ui/teacher/courseeditorpage.h"
#include "ui/vault/vaultpage.h"
#include "ui/vault/withdrawdialog.h"
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;
using fakes::Mode;
using gallery::FakeCheckoutView;

class TestFlows : public QObject
{
    Q_OBJECT

private:
    template <class T>
    static T* find(QWidget* in, const char* name)
    {
        return in->findChild<T*>(QString::fromLatin1(name));
    }
    static StateStack::Face faceOf(QWidget* page) { return page->findChild<StateStack*>()->face(); }

private Q_SLOTS:
    void initTestCase() { Theme::instance().install(*qApp, ThemeMode::Light); }

    void aDoubleClickOnEnrollSendsOnce()
    {
        FakeServer server;
        CoverStore covers(&server);
        CourseDetailPage page(CourseId{QStringLiteral("course-0")}, server.gateways(), &covers);
        page.show();
        QTRY_COMPARE(faceOf(&page), StateStack::Face::Content);
        server.held.insert(QStringLiteral("enroll"));
        QSignalSpy checkout(&page, &CourseDetailPage::checkoutWanted);
        find<QPushButton>(&page, "course.enroll")->click();
        QTRY_COMPARE(page.findChildren<QDialog*>(QStringLiteral("purchase")).size(), 1);
        auto* pay = find<QPushButton>(&page, "purchase.pay");
        QTRY_VERIFY(pay->isEnabled());
        QTest::mouseDClick(pay, Qt::LeftButton);
        QTest::mouseClick(pay, Qt::LeftButton);
        QCOMPARE(server.calls.value(QStringLiteral("enroll")), 1);
        server.release(QStringLiteral("enroll"));
        QTRY_COMPARE(checkout.count(), 1);
    }

    void whatIsBoughtAlreadyIsOpenedInsteadOfBoughtAgain()
    {
        FakeServer server;
        server.enrolled = EnrollmentState::Active;
        CoverStore covers(&server);
        CourseDetailPage page(CourseId{QStringLiteral("course-0")}, server.gateways(), &covers);
        QTRY_COMPARE(faceOf(&page), StateStack::Face::Content);
        QSignalSpy learn(&page, &CourseDetailPage::learnWanted);
        find<QPushButton>(&page, "course.enroll")->click();
        QCOMPARE(learn.count(), 1);
        QCOMPARE(server.calls.value(QStringLiteral("enroll")), 0);
    }

    void checkoutDoesNotClaimSuccessBecauseThePageSaysSo()
    {
        FakeServer server;
        FakeCheckoutView* view = nullptr;
        CheckoutPage page(fakes::checkout(false), &server, &server.connection,
                          [&](QWidget* parent) { return view = new FakeCheckoutView(parent); });
        view->report(QStringLiteral("succeeded"));
        QCOMPARE(page.state(), CheckoutPage::State::Confirming);
        QTRY_COMPARE(server.calls.value(QStringLiteral("confirm")), 1);
        // The gateway says paid, but nothing is settled yet.
        Payment paid = fakes::checkout(false).payment;
        paid.state = PaymentState::Succeeded;
        paid.settledAt.reset();
        server.paymentAnswer = paid;
        page.refresh();
        QTRY_COMPARE(server.calls.value(QStringLiteral("payment")), 1);
        QTest::qWait(20);
        QCOMPARE(page.state(), CheckoutPage::State::Confirming);
        // Settled: told over the live connection.
        paid.settledAt = fakes::ago(0);
        server.paymentAnswer = paid;
        page.onLive(LiveMessage{QStringLiteral("payment"), paid.id.value, {}});
        QTRY_COMPARE(page.state(), CheckoutPage::State::Settled);
    }

    void aDeclineSaysWhyAndLetsTryAgain()
    {
        FakeServer server;
        FakeCheckoutView* view = nullptr;
        CheckoutPage page(fakes::checkout(false), &server, &server.connection,
                          [&](QWidget* parent) { return view = new FakeCheckoutView(parent); });
        view->report(QStringLiteral("declined"), QStringLiteral("Your card has insufficient funds."));
        QCOMPARE(page.state(), CheckoutPage::State::Paying);
        // The form says why; the page does not repeat it above the button.
        QVERIFY(page.findChild<Notice*>()->text().isEmpty());
        QCOMPARE(page.findChild<Chip*>()->text(), chip(PaymentState::Failed).text);
        Checkout again = fakes::checkout(false);
        again.payment.state = PaymentState::Failed;
        again.payment.failureMessage = QStringLiteral("Your card has insufficient funds.");
        CheckoutPage resumed(again, &server, &server.connection, [&](QWidget* parent) { return new FakeCheckoutView(parent); });
        QVERIFY(resumed.findChild<Notice*>()->text().startsWith(QStringLiteral("Your card has insufficient funds.")));
        QCOMPARE(server.calls.value(QStringLiteral("confirm")), 0);
    }

    void pressingWithdrawTwiceSendsOneRequestWithOneKey()
    {
        FakeServer server;
        VaultPage page(std::nullopt, &server, true);
        page.show();
        QTRY_VERIFY(find<QPushButton>(&page, "vault.withdraw")->isEnabled());
        find<QPushButton>(&page, "vault.withdraw")->click();
        auto* dialog = page.findChild<WithdrawDialog*>();
        QVERIFY(dialog);
        server.held.insert(QStringLiteral("withdraw"));
        server.failNext.insert(QStringLiteral("withdraw"), makeError(ErrorCode::GatewayBusy));
        auto* submit = find<QPushButton>(dialog, "withdraw.submit");
        submit->click();
        submit->click();
        Q_EMIT submit->clicked();
        QCOMPARE(server.calls.value(QStringLiteral("withdraw")), 1);
        server.release(QStringLiteral("withdraw"));
        QTRY_VERIFY(!dialog->isBusy());
        // The answer was lost: the dialog is still there with its amount, and asks with the same key.
        QVERIFY(dialog->isVisible());
        submit->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("withdraw")), 2);
        QCOMPARE(server.keys.at(0), server.keys.at(1));
        QCOMPARE(server.lastWithdrawal.amount.minor(), 162'450);
    }

    void withdrawRefusesMoreThanIsAvailable()
    {
        const Vault vault = fakes::vaults(false).at(1);
        WithdrawDialog dialog(vault, vault.balances.first(), nullptr);
        QSignalSpy sent(&dialog, &DialogFrame::submitted);
        auto* amount = find<QLineEdit>(&dialog, "withdraw.amount");
        amount->setText(QString());
        QTest::keyClicks(amount, QStringLiteral("99999"));
        find<QPushButton>(&dialog, "withdraw.submit")->click();
        QCOMPARE(sent.count(), 0);
    }

    void whoWithdrawsIsToldHowManyMustApprove()
    {
        Vault vault = fakes::vaults(false).at(1);
        vault.twoAdminsAbove = fakes::usd(100'000);
        WithdrawDialog dialog(vault, vault.balances.first(), nullptr);
        auto* amount = find<QLineEdit>(&dialog, "withdraw.amount");
        const auto words = [&](const char* typed) {
            amount->setText(QString());
            QTest::keyClicks(amount, QString::fromLatin1(typed));
            return find<QLabel>(&dialog, "withdraw.consequence")->text();
        };
        QVERIFY(words("1000.01").contains(QStringLiteral("Two admins must approve")));
        QVERIFY(words("1000").contains(QStringLiteral("An admin approves it")));
    }

    void aConflictKeepsTheReasonAndOffersTheNewVersion()
    {
        FakeServer server;
        CoverStore covers(&server);
        ReviewPage page(&server, &server.gigs, &covers);
        page.resize(1280, 800);
        page.show();
        QTRY_VERIFY(find<QPushButton>(&page, "review.reject") &&
                    find<QPushButton>(&page, "review.reject")->isVisible());
        find<QPushButton>(&page, "review.reject")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("decision"));
        QVERIFY(dialog);
        find<QPlainTextEdit>(dialog, "decision.reason")
            ->setPlainText(QStringLiteral("Say what is really in the course."));
        server.failNext.insert(QStringLiteral("decide"), makeError(ErrorCode::Conflict));
        find<QPushButton>(dialog, "decision.submit")->click();
        QTRY_VERIFY(find<QPushButton>(&page, "review.loadNew")->isVisible());
        QVERIFY(dialog->isVisible());
        QCOMPARE(find<QPlainTextEdit>(dialog, "decision.reason")->toPlainText(),
                 QStringLiteral("Say what is really in the course."));
        QCOMPARE(server.lastDecision.contentHash, QStringLiteral("hash-1"));
        QCOMPARE(server.lastDecision.revision, 3);
    }

    void theReviewerSeesWhatChanged()
    {
        FakeServer server;
        CoverStore covers(&server);
        ReviewPage page(&server, &server.gigs, &covers);
        page.resize(1280, 800);
        page.show();
        QTRY_COMPARE(page.findChildren<QFrame*>(QStringLiteral("diffBefore")).size(), 4);
        QStringList before;
        for (const QLabel* label :
             page.findChildren<QFrame*>(QStringLiteral("diffBefore")).first()->findChildren<QLabel*>())
            before.append(label->text());
        QVERIFY(before.contains(QStringLiteral("Piano for adults")));
    }

    void rejectingAWithdrawalNeedsAReason()
    {
        FakeServer server;
        WithdrawalsPage page(&server, &server.payoutAccounts, UserId{QStringLiteral("u-admin")});
        page.show();
        QTRY_VERIFY(find<QPushButton>(&page, "withdrawals.reject")->isVisible());
        find<QPushButton>(&page, "withdrawals.reject")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("reason"));
        find<QPushButton>(dialog, "reason.submit")->click();
        QCOMPARE(server.calls.value(QStringLiteral("decideWithdrawal")), 0);
        find<QPlainTextEdit>(dialog, "reason.text")->setPlainText(QStringLiteral("The bank details are wrong."));
        find<QPushButton>(dialog, "reason.submit")->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("decideWithdrawal")), 1);
    }

    void aDraftIsSavedByItselfAndAConflictDoesNotLoseIt()
    {
        FakeServer server;
        server.courseState = CourseState::Draft;
        CoverStore covers(&server);
        CourseEditorPage page(CourseId{QStringLiteral("course-0")}, &server, &covers);
        page.show();
        QTRY_COMPARE(faceOf(&page), StateStack::Face::Content);
        auto* title = find<QLineEdit>(&page, "courseEditor.title");
        title->selectAll();
        QTest::keyClicks(title, QStringLiteral("Piano, from zero"));
        server.failNext.insert(QStringLiteral("save"), makeError(ErrorCode::Conflict));
        find<QPushButton>(&page, "courseEditor.save")->click();
        QTRY_VERIFY(find<QPushButton>(&page, "courseEditor.loadNew")->isVisible());
        QCOMPARE(title->text(), QStringLiteral("Piano, from zero"));
        QCOMPARE(server.lastSave.baseHash, QStringLiteral("hash-1"));
        page.leaving();
        QTRY_COMPARE(server.calls.value(QStringLiteral("save")), 2);
        QCOMPARE(server.lastSave.card.title, QStringLiteral("Piano, from zero"));
    }

    void leavingTheEditorSavesAndThenTheListLoadsAgain()
    {
        QTemporaryDir dir;
        QSettings store(dir.filePath(QStringLiteral("c.ini")), QSettings::IniFormat);
        ClientSettings settings(&store);
        FakeServer server;
        Workspace workspace(server.gateways(), &settings, fakes::user(Role::Teacher));
        workspace.resize(1200, 800);
        workspace.show();
        workspace.openPlace(QStringLiteral("courses"));
        workspace.openCourseEditor(std::nullopt);
        QTest::keyClicks(find<QLineEdit>(workspace.currentPage(), "courseEditor.title"), QStringLiteral("Rye bread"));
        server.held.insert(QStringLiteral("create"));
        find<QToolButton>(workspace.currentPage(), "page.back")->click();
        QCOMPARE(server.calls.value(QStringLiteral("create")), 1);
        QTest::qWait(30);
        const int asked = server.calls.value(QStringLiteral("myCourses"));
        server.release(QStringLiteral("create"));
        // Only now the list can know the new course.
        QTRY_COMPARE(server.calls.value(QStringLiteral("myCourses")), asked + 1);
    }

    void whatCannotBeSavedIsNotLostByGoingBack()
    {
        QTemporaryDir dir;
        QSettings store(dir.filePath(QStringLiteral("c.ini")), QSettings::IniFormat);
        ClientSettings settings(&store);
        FakeServer server;
        Workspace workspace(server.gateways(), &settings, fakes::user(Role::Teacher));
        workspace.show();
        workspace.openPlace(QStringLiteral("courses"));
        workspace.openCourseEditor(std::nullopt);
        PageFrame* editor = workspace.currentPage();
        QTest::keyClicks(find<QLineEdit>(editor, "courseEditor.fee"), QStringLiteral("x"));
        find<QToolButton>(editor, "page.back")->click();
        QCOMPARE(workspace.currentPage(), editor);
        auto* ask = editor->findChild<QDialog*>(QStringLiteral("discard"));
        QVERIFY(ask);
        find<QPushButton>(ask, "discard.submit")->click();
        QVERIFY(workspace.currentPage() != editor);
    }

    void aRequestedWithdrawalIsTakenBackByAVisibleButton()
    {
        FakeServer server;
        VaultPage page(std::nullopt, &server, true);
        page.resize(1200, 900);
        page.show();
        QTRY_VERIFY(find<QPushButton>(&page, "vault.withdraw")->isEnabled());
        page.findChild<QTabBar*>(QStringLiteral("vault.tabs"))->setCurrentIndex(1);
        QTRY_VERIFY(find<QPushButton>(&page, "vault.takeBack")->isVisible());
        find<QPushButton>(&page, "vault.takeBack")->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("cancelWithdrawal")), 1);
    }

    void submittingAnIncompleteCardSaysWhatIsMissing()
    {
        FakeServer server;
        CoverStore covers(&server);
        CourseEditorPage page(std::nullopt, &server, &covers);
        page.show();
        QTest::keyClicks(find<QLineEdit>(&page, "courseEditor.title"), QStringLiteral("Piano"));
        find<QPushButton>(&page, "courseEditor.submit")->click();
        QCOMPARE(server.calls.value(QStringLiteral("create")), 0);
        QCOMPARE(server.calls.value(QStringLiteral("submit")), 0);
        QVERIFY(!find<QPushButton>(&page, "courseEditor.build")->isVisible());
    }

    void offlineShowsWhatStillWorksAndRetryLoads()
    {
        FakeServer server(Mode::Offline);
        MyPaymentsPage page(&server, &server);
        page.show();
        QTRY_COMPARE(faceOf(&page), StateStack::Face::Offline);
        server.mode = Mode::Full;
        find<QPushButton>(&page, "state.retry")->click();
        QTRY_COMPARE(faceOf(&page), StateStack::Face::Content);
    }

    void aFailedReloadKeepsTheRowsOnTheScreen()
    {
        FakeServer server;
        MyPaymentsPage page(&server, &server);
        page.show();
        QTRY_COMPARE(faceOf(&page), StateStack::Face::Content);
        server.mode = Mode::Failed;
        page.refresh();
        QTRY_VERIFY(find<QPushButton>(&page, "state.retryStrip")->isVisible());
        QCOMPARE(faceOf(&page), StateStack::Face::Content);
    }

    void scrollingATableBringsTheNextPage()
    {
        FakeServer server;
        server.rows = 1000;
        PaymentListModel model(&server, true);
        TableView table(&model, {{PaymentListModel::Course, 0}, {PaymentListModel::Amount, 120}}, QStringLiteral("t"));
        table.resize(600, 400);
        table.show();
        model.reload();
        QTRY_COMPARE(model.rowCount(), 100);
        table.view()->verticalScrollBar()->setValue(table.view()->verticalScrollBar()->maximum());
        QTRY_VERIFY(model.rowCount() > 100);
        QVERIFY(table.csv().startsWith(QStringLiteral("Course,Amount\n")));
    }
};

QTEST_MAIN(TestFlows)
#include "tst_flows.moc"
