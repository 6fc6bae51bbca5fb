#include "fakes/fakeserver.h"
#include "gallery/onevault.h"
#include "ui/documents/statementlines.h"
#include "ui/documents/statementpdf.h"
#include "ui/kit/tableview.h"
#include "ui/vault/contentsdialog.h"
#include "ui/vault/payoutpanel.h"
#include "ui/vault/releasescard.h"
#include "ui/vault/statementdialog.h"
#include "ui/vault/vaultpage.h"
#include <QDateEdit>
#include <QDesktopServices>
#include <QFileDialog>
#include <QPdfDocument>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

/// What becomes available when, where withdrawals go, what they contain, and statements.
class TestVaultPageMoney : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void onOpened(const QUrl& url) { m_opened = url; }

private:
    template <class T>
    static T* find(QWidget* in, const char* name)
    {
        return in->findChild<T*>(QString::fromLatin1(name));
    }
    static int pagesOf(const QByteArray& pdf)
    {
        QBuffer buffer;
        buffer.setData(pdf);
        buffer.open(QIODevice::ReadOnly);
        QPdfDocument document;
        document.load(&buffer);
        return document.pageCount();
    }
    static QString textOf(const QByteArray& pdf)
    {
        QBuffer buffer;
        buffer.setData(pdf);
        buffer.open(QIODevice::ReadOnly);
        QPdfDocument document;
        document.load(&buffer);
        QString text;
        for (int page = 0; page < document.pageCount(); ++page)
            text += document.getAllText(page).text() + u'\n';
        return text;
    }
    static Statement october()
    {
        Statement st = fakes::statement(false);
        st.from = QDateTime(QDate(2026, 10, 1), QTime(0, 0), Qt::UTC);
        st.until = QDateTime(QDate(2026, 11, 1), QTime(0, 0), Qt::UTC);
        return st;
    }
    QUrl m_opened;

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::instance().install(*qApp, ThemeMode::Light);
    }

    void lineOfTheHistoryLeadsToItsPayment()
    {
        FakeServer server;
        VaultPage page(std::nullopt, server.gateways(), true);
        page.refresh();
        page.resize(1100, 900);
        page.show();
        QSignalSpy wanted(&page, &VaultPage::paymentWanted);
        auto* entries = find<QAbstractItemView>(&page, "vault.entries");
        QVERIFY(entries);
        QTRY_VERIFY(entries->model()->rowCount() > 3);
        for (int row = 0; row < entries->model()->rowCount() && wanted.isEmpty(); ++row)
            Q_EMIT entries->activated(entries->model()->index(row, 0));
        QCOMPARE(wanted.size(), 1);
        QVERIFY(!wanted.first().first().value<PaymentId>().value.isEmpty());
    }

    void releasesAreSaidInWordsAndTheWaitingOnesMarked()
    {
        ReleasesCard card;
        QList<VaultRelease> releases;
        for (int i = 0; i < 9; ++i)
            releases.append({QDateTime(QDate(2026, 12, 1 + i), QTime(9, 0), Qt::UTC), fakes::usd(1000 + i), i == 1});
        card.setReleases(releases);
        card.resize(600, 400);
        card.show();
        auto* bars = card.findChild<ReleaseBars*>();
        QCOMPARE(bars->lines().size(), 6);
        QVERIFY(bars->lines().at(1).contains(QStringLiteral("waits for the gateway")));
        QVERIFY(!bars->lines().at(0).contains(QStringLiteral("waits")));
        QVERIFY(bars->accessibleDescription().contains(QStringLiteral("$10.00")));
        find<QPushButton>(&card, "vault.releases.more")->click();
        QCOMPARE(bars->lines().size(), 9);
        card.setReleases({});
        QVERIFY(!card.isVisible());
    }

    void withdrawalsWaitForThePayoutAccount()
    {
        FakeServer server;
        server.payoutAccounts.state = PayoutAccountState::None;
        VaultPage page(std::nullopt, server.gateways(), true);
        page.resize(900, 640);
        page.show();
        auto* withdraw = find<QPushButton>(&page, "vault.withdraw");
        QTRY_VERIFY(find<QPushButton>(&page, "payouts.setUp") &&
                    find<QPushButton>(&page, "payouts.setUp")->isVisible());
        QVERIFY(!withdraw->isEnabled());
        QVERIFY(withdraw->toolTip().contains(QStringLiteral("payouts")));
        server.payoutAccounts.state = PayoutAccountState::Ready;
        page.refresh();
        QTRY_VERIFY(withdraw->isEnabled());
        QVERIFY(!find<QPushButton>(&page, "payouts.setUp")->isVisible());
    }

    void whatTheGatewayAsksForIsSaid()
    {
        FakeServer server;
        server.payoutAccounts.state = PayoutAccountState::Restricted;
        PayoutPanel panel(server.gateways().payoutAccounts, std::nullopt);
        panel.show();
        QTRY_VERIFY(find<QLabel>(&panel, "payouts.due")->isVisible());
        QVERIFY(find<QLabel>(&panel, "payouts.due")->text().size() > 20);
        QVERIFY(!panel.isReady());
        QCOMPARE(find<QPushButton>(&panel, "payouts.setUp")->text(), QStringLiteral("Continue"));
    }

    void setUpOpensTheBrowserAndLooksAgainAfterwards()
    {
        FakeServer server;
        server.payoutAccounts.state = PayoutAccountState::None;
        PayoutPanel panel(server.gateways().payoutAccounts, std::nullopt);
        panel.show();
        auto* button = find<QPushButton>(&panel, "payouts.setUp");
        QTRY_VERIFY(button->isVisible());
        QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "onOpened");
        button->click();
        QTRY_VERIFY(m_opened.isValid());
        QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
        QVERIFY(find<QLabel>(&panel, "payouts.state")->text().contains(QStringLiteral("browser")));
        const int before = server.calls.value(QStringLiteral("payoutAccount"));
        Q_EMIT qGuiApp->applicationStateChanged(Qt::ApplicationActive);
        if (qGuiApp->applicationState() == Qt::ApplicationActive)
            QCOMPARE(server.calls.value(QStringLiteral("payoutAccount")), before + 1);
        QVERIFY(server.calls.value(QStringLiteral("onboard")) == 1);
    }

    void aPayoutAccountThatCannotBeLoadedKeepsWithdrawalsShut()
    {
        FakeServer server;
        server.failNext.insert(QStringLiteral("payoutAccount"), makeError(ErrorCode::Unavailable));
        VaultPage page(std::nullopt, server.gateways(), true);
        page.show();
        QTRY_VERIFY(find<QPushButton>(&page, "payouts.retry") &&
                    find<QPushButton>(&page, "payouts.retry")->isVisible());
        QVERIFY(!find<QPushButton>(&page, "vault.withdraw")->isEnabled());
        find<QPushButton>(&page, "payouts.retry")->click();
        QTRY_VERIFY(find<QPushButton>(&page, "vault.withdraw")->isEnabled());
    }

    void thePlatformSeesGrossFeesAndNet()
    {
        FakeServer server;
        const Vault platform = fakes::vaults(false).first();
        gallery::OneVault vaults(&server, platform);
        Gateways gateways = server.gateways();
        gateways.vaults = &vaults;
        VaultPage page(platform.id, gateways, true);
        page.resize(1280, 800);
        page.show();
        QTRY_VERIFY(find<StatTile>(&page, "vault.fees")->isVisible());
        const VaultBalance balance = platform.balances.first();
        QCOMPARE(find<StatTile>(&page, "vault.fees")->accessibleDescription(), moneyText(balance.fees));
        QCOMPARE(find<StatTile>(&page, "vault.net")->accessibleDescription(),
                 moneyText(*balance.lifetime.minus(balance.fees)));
        QVERIFY(!page.findChild<PayoutPanel*>());
    }

    void aWithdrawalSaysWhatItContains()
    {
        FakeServer server;
        VaultPage page(std::nullopt, server.gateways(), true);
        page.resize(1280, 900);
        page.show();
        QTRY_VERIFY(find<QTabBar>(&page, "vault.tabs")->isVisible());
        find<QTabBar>(&page, "vault.tabs")->setCurrentIndex(1);
        auto* view = find<QTableView>(&page, "vault.withdrawals");
        QTRY_VERIFY(view->model()->rowCount() > 0);
        view->selectRow(0);
        QTRY_VERIFY(find<QPushButton>(&page, "vault.contents")->isVisible());
        find<QPushButton>(&page, "vault.contents")->click();
        auto* dialog = page.findChild<ContentsDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY(find<Card>(dialog, "contents.sum")->findChildren<MoneyLabel*>().size() > 3);
        QCOMPARE(server.calls.value(QStringLiteral("contents")), 1);
    }

    void periodsAreMonthsQuartersAndYearsUntilToday()
    {
        const QDate day(2026, 11, 21);
        const auto period = [day](const char* key) { return StatementDialog::periodOf(QString::fromLatin1(key), day); };
        QCOMPARE(period("month"), std::make_pair(QDate(2026, 11, 1), day));
        QCOMPARE(period("lastMonth"), std::make_pair(QDate(2026, 10, 1), QDate(2026, 10, 31)));
        QCOMPARE(period("quarter"), std::make_pair(QDate(2026, 10, 1), day));
        QCOMPARE(period("year"), std::make_pair(QDate(2026, 1, 1), day));
        QCOMPARE(StatementDialog::periodOf(QStringLiteral("lastMonth"), QDate(2026, 1, 31)).first, QDate(2025, 12, 1));
    }

    void aStatementIsAskedForWholeDaysInUtc()
    {
        FakeServer server;
        StatementDialog dialog(fakes::vaults(false).at(1), QStringLiteral("USD"), server.gateways(), nullptr);
        dialog.show();
        QTRY_VERIFY(find<QPushButton>(&dialog, "statement.submit")->isEnabled());
        find<QPushButton>(&dialog, "filter.custom")->click();
        find<QDateEdit>(&dialog, "statement.first")->setDate(QDate(2026, 3, 5));
        find<QDateEdit>(&dialog, "statement.last")->setDate(QDate(2026, 3, 6));
        QTRY_COMPARE(server.statements.lastUntil, QDateTime(QDate(2026, 3, 7), QTime(0, 0), Qt::UTC));
        QCOMPARE(server.statements.lastFrom, QDateTime(QDate(2026, 3, 5), QTime(0, 0), Qt::UTC));
        QVERIFY(!dialog.isDirty());
    }

    void thePdfCollectsEveryPageOfLinesOldestFirst()
    {
        FakeServer server(fakes::Mode::VeryFull);
        StatementLines lines(&server, october(), nullptr);
        QSignalSpy collected(&lines, &StatementLines::collected);
        lines.start();
        QTRY_COMPARE(collected.count(), 1);
        const auto list = collected.first().first().value<QList<VaultEntry>>();
        QCOMPARE(list.size(), 5000);
        QVERIFY(list.first().at < list.last().at);
        QCOMPARE(server.calls.value(QStringLiteral("entries")), 25);
    }

    void aStatementHasAsManySheetsAsItsLinesNeed()
    {
        Statement st = october();
        QCOMPARE(pagesOf(statementPdf(st, {})), 1);
        const QList<VaultEntry> lines = fakes::entries(true).mid(0, 400);
        st.lines = int(lines.size());
        const int pages = pagesOf(statementPdf(st, lines));
        QVERIFY2(pages >= 8 && pages <= 11, qPrintable(QString::number(pages)));
    }

    void theTextOfAStatementCanBeCopiedWhole()
    {
        Statement st = october();
        st.totals = {{EntryKind::Sale, 12, fakes::usd(48'000)}, {EntryKind::Refund, 1, fakes::usd(-4'000)}};
        const QString title = QStringLiteral("Everything about the restoration of historical keyboard instruments, from the first screw to the last string");
        QList<VaultEntry> lines = fakes::entries(false).mid(0, 3);
        for (VaultEntry& line : lines)
            line.description = QStringLiteral("“%1” to Maximiliane Alexandra von Hohenstein-Waldburg: hold is over").arg(title);
        lines[0].kind = EntryKind::Release;
        lines[0].moved = fakes::usd(4'321);
        lines[1].kind = EntryKind::Sale;
        lines[1].amount = fakes::usd(1'234);
        lines[2].kind = EntryKind::Refund;
        lines[2].amount = fakes::usd(-5'678);
        lines[2].owedAfter = fakes::usd(2'150);
        st.owedClosing = fakes::usd(2'150);
        st.lines = int(lines.size());
        const QString text = textOf(statementPdf(st, lines)).simplified();
        for (const char* part : {"Sale (12)", "+$480.00", "−$40.00", "+$12.34", "−$56.78", "to the last string", "Hohenstein-Waldburg", "$43.21 became available", "$21.50 are owed then", "Owed to the school at the end $21.50"})
            QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(QString::fromUtf8(part) + u'\n' + text));
        QVERIFY(!text.contains(QChar(0x2026)));
    }

    void theStatementIsSavedAsPdfAndAsCsv()
    {
        FakeServer server;
        QTemporaryDir dir;
        StatementDialog dialog(fakes::vaults(false).at(1), QStringLiteral("USD"), server.gateways(), nullptr);
        dialog.show();
        QTRY_VERIFY(find<QPushButton>(&dialog, "statement.submit")->isEnabled());
        find<QPushButton>(&dialog, "statement.submit")->click();
        QTRY_VERIFY(dialog.findChild<QFileDialog*>());
        const QString pdf = dir.filePath(QStringLiteral("s.pdf"));
        Q_EMIT dialog.findChild<QFileDialog*>()->fileSelected(pdf);
        QFile file(pdf);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(pagesOf(file.readAll()), 1);
        delete dialog.findChild<QFileDialog*>();
        find<QPushButton>(&dialog, "statement.csv")->click();
        QTRY_VERIFY(dialog.findChild<QFileDialog*>());
        const QString csv = dir.filePath(QStringLiteral("s.csv"));
        Q_EMIT dialog.findChild<QFileDialog*>()->fileSelected(csv);
        QFile table(csv);
        QVERIFY(table.open(QIODevice::ReadOnly));
        QVERIFY(table.readAll().startsWith("day,kind"));
        QVERIFY(find<Notice>(&dialog, "statement.result")->text().contains(csv));
    }

    void collectingLinesShowsProgressAndCanBeStopped()
    {
        FakeServer server(fakes::Mode::VeryFull);
        StatementDialog dialog(fakes::vaults(false).at(1), QStringLiteral("USD"), server.gateways(), nullptr);
        dialog.show();
        QTRY_VERIFY(find<QPushButton>(&dialog, "statement.submit")->isEnabled());
        server.held.insert(QStringLiteral("entries"));
        find<QPushButton>(&dialog, "statement.submit")->click();
        QTRY_VERIFY(dialog.findChild<QProgressBar*>()->isVisible());
        find<QPushButton>(&dialog, "statement.stop")->click();
        QVERIFY(!dialog.findChild<QProgressBar*>()->isVisible());
        server.release(QStringLiteral("entries"));
        QTest::qWait(20);
        QVERIFY(!dialog.findChild<QFileDialog*>());
        QVERIFY(find<QPushButton>(&dialog, "statement.submit")->isEnabled());
    }
};

QTEST_MAIN(TestVaultPageMoney)
#include "tst_vaultpagemoney.moc"
