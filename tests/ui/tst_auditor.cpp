#include "fakes/fakeserver.h"
#include "ui/admin/paymentscope.h"
#include "ui/admin/userspage.h"
#include "ui/admin/withdrawalspage.h"
#include "ui/kit/tableview.h"
#include "ui/shell/navrail.h"
#include "ui/shell/workspace.h"
#include <QMenu>
#include <QTemporaryDir>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

/// An auditor sees what an admin sees, and has nothing to press that would change it.
class TestAuditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().install(*qApp, ThemeMode::Light); }

    void everyPlaceIsThereAndNothingChangesAnything()
    {
        QTemporaryDir dir;
        QSettings store(dir.filePath(QStringLiteral("c.ini")), QSettings::IniFormat);
        ClientSettings settings(&store);
        FakeServer server;
        Workspace workspace(server.gateways(), &settings, fakes::user(Role::Auditor));
        workspace.resize(1280, 800);
        workspace.show();
        auto* banner = workspace.findChild<Notice*>(QStringLiteral("workspace.auditor"));
        QVERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(QStringLiteral("as auditor")));
        for (const char* place : {"overview", "reviews", "courses", "vaults", "withdrawals", "payments", "refunds", "disputes",
                                  "reconciliation", "reports", "users", "audit"}) {
            QVERIFY2(workspace.openPlace(QLatin1String(place)), place);
            QTest::qWait(20);
        }
        workspace.openVault(VaultId{QStringLiteral("vault-1")});
        workspace.openReview(CourseId{QStringLiteral("course-0")});
        QTest::qWait(20);
        for (const char* name :
             {"review.approve", "review.reject", "review.suspend", "withdrawals.approve", "withdrawals.byHand", "withdrawals.reject",
              "payments.refund", "payments.receipt", "payments.reverse", "refunds.approve", "refunds.reject", "disputes.answer",
              "disputes.accept", "reconciliation.check", "reconciliation.book", "users.block", "users.role"})
            QVERIFY2(!workspace.findChild<QWidget*>(QLatin1String(name)), name);
        for (const auto* button : workspace.findChildren<QPushButton*>(QStringLiteral("vault.withdraw")))
            QVERIFY(!button->isVisibleTo(workspace.currentPage()->parentWidget()));
        for (const char* call : {"decideWithdrawal", "decideRefund", "answerDispute", "explain", "reconcileNow", "setRole", "recordReceipt"})
            QCOMPARE(server.calls.value(QLatin1String(call)), 0);
    }

    void anAdminGivesTheRole()
    {
        FakeServer server;
        UsersPage page(&server, UserId{QStringLiteral("u-0")});
        page.show();
        auto* table = page.findChild<TableView*>();
        QTRY_VERIFY(table->view()->model()->rowCount() > 3);
        table->selectRow(3);
        const auto roles = page.findChild<QPushButton*>(QStringLiteral("users.role"))->menu()->actions();
        QCOMPARE(roles.last()->text(), QStringLiteral("Auditor"));
        roles.last()->trigger();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("reason"));
        QVERIFY(dialog);
        dialog->findChild<QPlainTextEdit*>(QStringLiteral("reason.text"))->setPlainText(QStringLiteral("Yearly audit of the books."));
        dialog->findChild<QPushButton*>(QStringLiteral("reason.submit"))->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("setRole")), 1);
    }

    void theRailShowsWhatWaits()
    {
        QTemporaryDir dir;
        QSettings store(dir.filePath(QStringLiteral("c.ini")), QSettings::IniFormat);
        ClientSettings settings(&store);
        FakeServer server;
        Workspace workspace(server.gateways(), &settings, fakes::user(Role::Admin));
        workspace.resize(900, 640);
        workspace.show();
        for (const char* place : {"payments", "refunds", "disputes", "reconciliation"}) {
            auto* button = workspace.findChild<NavButton*>(QStringLiteral("nav.") + QLatin1String(place));
            QVERIFY(button);
            QTRY_VERIFY(!button->accessibleDescription().isEmpty());
        }
        // Every place fits into the lowest window.
        auto* last = workspace.findChild<NavButton*>(QStringLiteral("nav.audit"));
        auto* bell = workspace.findChild<NavButton*>(QStringLiteral("nav.notifications"));
        QVERIFY(last->mapTo(&workspace, QPoint(0, last->height())).y() <= bell->mapTo(&workspace, QPoint()).y());
    }

    void whatAFigureNarrowedIsOverWhenThePlaceIsChosen()
    {
        QTemporaryDir dir;
        QSettings store(dir.filePath(QStringLiteral("c.ini")), QSettings::IniFormat);
        ClientSettings settings(&store);
        FakeServer server;
        Workspace workspace(server.gateways(), &settings, fakes::user(Role::Admin));
        workspace.resize(1280, 800);
        workspace.show();
        PaymentScope scope;
        scope.filter.moment = PaymentMoment::Sold;
        scope.filter.currency = QStringLiteral("USD");
        workspace.openPaymentsOf(scope);
        QTRY_COMPARE(server.lastPaymentFilter.currency, QStringLiteral("USD"));
        const auto press = [&workspace](const char* place) { workspace.findChild<NavButton*>(QStringLiteral("nav.") + QLatin1String(place))->click(); };
        press("vaults");
        press("payments");
        QTRY_COMPARE(server.lastPaymentFilter.currency, QString());
        QCOMPARE(server.lastPaymentFilter.moment, PaymentMoment::Begun);
    }
};

QTEST_MAIN(TestAuditor)
#include "tst_auditor.moc"
