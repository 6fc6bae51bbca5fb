#include "fakes/fakeserver.h"
#include "gallery/onevault.h"
#include "ui/documents/statementlines.h"
#include "ui/documents/statementpdf.h"
#include "ui/kit/tableview.h"
#include "ui/vault/contentsdialog.h"
#include "ui/vault/entrydialog.h"
#include "ui/vault/payouttext.h"
#include "ui/vault/payoutpanel.h"
#include "ui/vault/releasescard.h"
#include "ui/vault/statementdialog.h"
#include "ui/vault/vaultpage.h"
#include <QClipboard>
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
    static VaultEntry line(const char* id, EntryKind kind, qint64 amount, qint64 balance, qint64 owed)
    {
        VaultEntry e;
        e.id = QString::fromLatin1(id);
        e.kind = kind;
        e.description = QString::fromLatin1(id);
        e.amount = fakes::usd(amount);
        e.moved = fakes::usd(0);
        e.balanceAfter = fakes::usd(balance);
        e.owedAfter = fakes::usd(owed);
        e.at = QDateTime(QDate(2026, 11, 20), QTime(9, 0), Qt::UTC);
        return e;
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

    void aTeacherReadsInADialogWhatALineSays()
    {
        FakeServer server;
        VaultEntry sale = line("Sale of Rye to Ada", EntryKind::Sale, 7120, 7120, 0);
        sale.paymentId = PaymentId{QStringLiteral("0198f3a2-7d10-7c3e-9b11-5f2c77aa01d4")};
        VaultEntry refund = line("Refund of Rye to Ada", EntryKind::Refund, -7120, 0, 0);
        refund.paymentId = sale.paymentId;
        server.entryAnswer = {refund, sale, line("Withdrawal", EntryKind::Withdrawal, -100, 0, 0)};
        VaultPage page(std::nullopt, server.gateways(), true);
        page.resize(1100, 900);
        page.show();
        auto* entries = find<QAbstractItemView>(&page, "vault.entries");
        QTRY_COMPARE(entries->model()->rowCount(), 3);
        Q_EMIT entries->activated(entries->model()->index(2, 0)); // belongs to no payment
        QVERIFY(!page.findChild<EntryDialog*>());
        Q_EMIT entries->activated(entries->model()->index(1, 0));
        auto* dialog = page.findChild<EntryDialog*>();
        QVERIFY(dialog);
        QCOMPARE(find<QLabel>(dialog, "entry.number")->text(), QStringLiteral("5f2c77aa01d4"));
        QCOMPARE(dialog->findChildren<QWidget*>(QStringLiteral("entry.other")).size(), 1);
        find<QToolButton>(dialog, "entry.copy")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), sale.paymentId->value);
        // The same number stands on the paper.
        Statement st = october();
        st.lines = 1;
        const QString paper = textOf(statementPdf(st, {sale}));
        QVERIFY2(paper.contains(QStringLiteral("5f2c77aa01d4")), qPrintable(paper));
    }

    void theHistoryShowsHowADebtCameAndWent()
    {
        FakeServer server;
        VaultPage page(std::nullopt, server.gateways(), true);
        page.resize(1280, 900);
        page.show();
        auto* view = find<QTableView>(&page, "vault.entries");
        QTRY_VERIFY(view->model()->rowCount() > 3);
        QVERIFY(view->isColumnHidden(VaultEntryModel::Owed)); // nobody owes anything
        server.entryAnswer = {line("Withdrawal returned", EntryKind::WithdrawalReturned, 136'920, 136'920, 0),
                              line("Refund", EntryKind::Refund, 0, 0, 4'000), line("Sale", EntryKind::Sale, 0, 0, 0)};
        page.refresh();
        QTRY_COMPARE(view->model()->rowCount(), 3);
        QTRY_VERIFY(!view->isColumnHidden(VaultEntryModel::Owed));
        const auto detail = [view](int row) { return view->model()->index(row, VaultEntryModel::Description).data(DetailRole).toString(); };
        QVERIFY(detail(1).contains(QStringLiteral("40.00 USD more than the vault held")));
        QVERIFY(detail(0).contains(QStringLiteral("repaid 40.00 USD")));
        QVERIFY(detail(2).isEmpty());
        QCOMPARE(view->model()->index(1, VaultEntryModel::Owed).data(ValueRole).value<Money>(), fakes::usd(4'000));
        QVERIFY(!view->model()->index(0, VaultEntryModel::Owed).data(ValueRole).isValid());
    }

    void aDisputeThatWasWonDoesNotLookLikeALoss()
    {
        FakeServer server;
        server.entryAnswer = {line("Dispute", EntryKind::Dispute, 4'720, 4'720, 0), line("Dispute", EntryKind::Dispute, -4'720, 0, 0)};
        server.entryAnswer->first().id = QStringLiteral("won");
        VaultEntryModel model(&server);
        model.setVault(VaultId{QStringLiteral("v")});
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(CellDelegate::chipOfCell(model.index(0, VaultEntryModel::Kind)), (ChipSpec{QStringLiteral("Dispute won"), Tone::Green}));
        QCOMPARE(CellDelegate::chipOfCell(model.index(1, VaultEntryModel::Kind)), chip(EntryKind::Dispute));
    }

    void aRequestThatTwoMustApproveSaysSo()
    {
        FakeServer server;
        server.approvalsNeeded = 2;
        VaultPage page(std::nullopt, server.gateways(), true);
        page.resize(1100, 900);
        page.show();
        QSignalSpy toast(&page, &PageFrame::toast);
        QTRY_VERIFY(find<QPushButton>(&page, "vault.withdraw")->isEnabled());
        find<QPushButton>(&page, "vault.withdraw")->click();
        find<QPushButton>(&page, "withdraw.submit")->click();
        QTRY_COMPARE(toast.count(), 1);
        QVERIFY(toast.first().first().toString().contains(QStringLiteral("Two admins")));
    }

    void whatTheGatewayAsksForHasNoCodesInIt()
    {
        const QStringList names{QStringLiteral("business profile mcc"), QStringLiteral("tos acceptance date"), QStringLiteral("tos acceptance ip"),
                                QStringLiteral("individual first name"), QStringLiteral("something new")};
        QCOMPARE(dueTexts(names), (QStringList{QStringLiteral("the line of business"), QStringLiteral("agreement to the gateway's terms"),
                                               QStringLiteral("the name"), QStringLiteral("something new")}));
        QVERIFY(disabledText(QStringLiteral("requirements past due")).contains(QStringLiteral("until what is missing is given")));
        QCOMPARE(disabledText({}), QString());
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
        // The system may say that it opened one when none appeared.
        auto* copy = find<QPushButton>(&panel, "payouts.copy");
        QVERIFY(copy->isVisible());
        copy->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), m_opened.toString());
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
        QVERIFY2(pages >= 9 && pages <= 13, qPrintable(QString::number(pages)));
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
