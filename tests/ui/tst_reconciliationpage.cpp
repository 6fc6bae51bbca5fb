#include "fakes/fakeserver.h"
#include "ui/admin/reconciliationpage.h"
#include "ui/kit/tableview.h"
#include <QComboBox>
#include <QSignalSpy>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

/// The books beside the gateway's balance, on the admin's and the auditor's screen.
class TestReconciliationPage : public QObject
{
    Q_OBJECT

private:
    template <class T>
    static T* find(QWidget* in, const char* name)
    {
        return in->findChild<T*>(QString::fromLatin1(name));
    }
    static void show(QWidget& page)
    {
        page.resize(1280, 800);
        page.show();
    }
    static QPushButton* button(QWidget& page, const char* name) { return find<QPushButton>(&page, name); }
    static void giveReason(QWidget& page, const char* text)
    {
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("reason"));
        QVERIFY(dialog);
        find<QPlainTextEdit>(dialog, "reason.text")->setPlainText(QString::fromLatin1(text));
        find<QPushButton>(dialog, "reason.submit")->click();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::instance().install(*qApp, ThemeMode::Light);
    }

    void aProposalIsBookedWithAReason()
    {
        FakeServer server;
        ReconciliationPage page(&server.books);
        show(page);
        QTRY_VERIFY(button(page, "reconciliation.book")->isVisible());
        QVERIFY(find<QLabel>(&page, "reconciliation.proposal")->text().contains(QStringLiteral("$15.00")));
        button(page, "reconciliation.book")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("reason"));
        find<QPushButton>(dialog, "reason.submit")->click();
        QCOMPARE(server.calls.value(QStringLiteral("explain")), 0);
        QSignalSpy explained(&page, &ReconciliationPage::explained);
        giveReason(page, "Monthly fee of the gateway.");
        QTRY_COMPARE(explained.count(), 1);
        QCOMPARE(server.books.lastExplain.reason, QStringLiteral("Monthly fee of the gateway."));
        button(page, "reconciliation.check")->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("reconcileNow")), 1);
        QTRY_VERIFY(button(page, "reconciliation.check")->isEnabled());
    }

    void aLineThatWasBookedByHandIsInTheBooks()
    {
        FakeServer server;
        ReconciliationItem item;
        item.id = QStringLiteral("txn_1");
        item.state = MatchState::Explained;
        item.type = QStringLiteral("charge");
        item.gatewayAmount = fakes::usd(4'200);
        QCOMPARE(ReconciliationModel::inBooks(item), item.gatewayAmount);
        item.state = MatchState::MissingHere;
        QVERIFY(!ReconciliationModel::inBooks(item));
        ReconciliationPage page(&server.books);
        show(page);
        auto* table = page.findChild<TableView*>();
        QTRY_VERIFY(table->view()->model()->rowCount() > 4);
        table->selectRow(4); // explained
        QStringList words;
        for (const QLabel* label : find<QWidget>(&page, "reconciliation.detail")->findChildren<QLabel*>())
            words.append(label->text());
        const QString all = words.join(u'\n');
        QVERIFY2(all.contains(QStringLiteral("booked by hand")) && all.contains(QStringLiteral("Done, as recorded")), qPrintable(all));
    }

    void whatABankTakesIsADisputeAlsoAtTheGateway()
    {
        FakeServer server;
        ReconciliationModel model(&server.books);
        model.reload();
        QTRY_VERIFY(model.rowCount() > 3);
        const int type = ReconciliationModel::Type;
        QCOMPARE(model.index(3, type).data(ValueRole).toString(), QStringLiteral("Adjustment"));
        ReconciliationItem item = model.at(3);
        item.sourceId = QStringLiteral("du_1");
        model.update(item);
        QCOMPARE(model.index(3, type).data(ValueRole).toString(), QStringLiteral("Dispute"));
    }

    void linesThatFitNothingCanBeFilteredAndHaveNothingToBook()
    {
        FakeServer server;
        ReconciliationPage page(&server.books);
        show(page);
        QTRY_VERIFY(button(page, "reconciliation.book")->isVisible());
        find<QPushButton>(&page, "filter.missing_there")->click();
        QCOMPARE(server.books.lastFilter.state, std::optional(MatchState::MissingThere));
        QTRY_VERIFY(!button(page, "reconciliation.book")->isVisible());
        QVERIFY(button(page, "reconciliation.payment")->isVisible());
    }

    void whatIsInSuspenseIsMovedToWhereItBelongs()
    {
        FakeServer server;
        ReconciliationPage page(&server.books);
        show(page);
        QTRY_VERIFY(button(page, "reconciliation.suspense.USD"));
        button(page, "reconciliation.suspense.USD")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("suspense"));
        QVERIFY(dialog);
        auto* amount = find<QLineEdit>(dialog, "suspense.amount");
        auto* consequence = find<QLabel>(dialog, "suspense.consequence");
        QVERIFY2(consequence->text().contains(QStringLiteral("$15.00 more")) && consequence->text().contains(QStringLiteral("Nothing stays")), qPrintable(consequence->text()));
        amount->setText(QStringLiteral("20"));
        find<QPlainTextEdit>(dialog, "suspense.reason")->setPlainText(QStringLiteral("A gift without a sender"));
        find<QPushButton>(dialog, "suspense.submit")->click();
        QCOMPARE(server.calls.value(QStringLiteral("clearSuspense")), 0); // more than there is
        amount->setText(QStringLiteral("10"));
        auto* to = find<QComboBox>(dialog, "suspense.to");
        to->setCurrentIndex(to->findData(QStringLiteral("bank")));
        QVERIFY2(consequence->text().contains(QStringLiteral("$5.00 stays")), qPrintable(consequence->text()));
        find<QPushButton>(dialog, "suspense.submit")->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("clearSuspense")), 1);
        QCOMPARE(server.books.lastSuspense, (SuspenseForm{fakes::usd(1'000), SuspenseTarget::Bank, QStringLiteral("A gift without a sender")}));
    }

    void anAuditorSeesSuspenseAndMovesNothing()
    {
        FakeServer server;
        ReconciliationPage page(&server.books, Access::ReadOnly);
        show(page);
        QTRY_VERIFY(find<QWidget>(&page, "reconciliation.balances")->isVisible());
        QVERIFY(!button(page, "reconciliation.suspense.USD"));
    }
};

QTEST_MAIN(TestReconciliationPage)
#include "tst_reconciliationpage.moc"
