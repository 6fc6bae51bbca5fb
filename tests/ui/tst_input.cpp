#include "fakes/fakeserver.h"
#include "items/vaultentrymodel.h"
#include "ui/account/loginpage.h"
#include "ui/account/registerpage.h"
#include "ui/account/resetpage.h"
#include "ui/kit/cardgrid.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/moneychart.h"
#include "ui/kit/moneyinput.h"
#include "ui/kit/painting.h"
#include "ui/kit/tableview.h"
#include "ui/kit/toast.h"
#include "ui/shell/notificationspopover.h"
#include "ui/shell/passworddialog.h"
#include "ui/student/cataloguepage.h"
#include "ui/student/coursedetailpage.h"
#include "ui/teacher/coursebuilderpage.h"
#include "ui/teacher/uploadspanel.h"
#include "ui/theme/keyboardfocus.h"
#include "ui/vault/vaultpage.h"
#include <QSignalSpy>
#include <QToolTip>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

/// What people type, press and point at.
class TestInput : public QObject
{
    Q_OBJECT

private:
    template <class T>
    static T* find(QWidget* in, const char* name)
    {
        return in->findChild<T*>(QString::fromLatin1(name));
    }
    static QStringList shownErrors(QWidget* in)
    {
        QStringList list;
        for (const FormField* field : in->findChildren<FormField*>()) {
            if (!field->errorText().isEmpty()) list.append(field->errorText());
        }
        return list;
    }

private Q_SLOTS:
    void initTestCase() { Theme::instance().install(*qApp, ThemeMode::Light); }
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void typedAmounts_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("minor"); // -1: refused
        const auto row = [](const char* locale, const char* currency, const char* typed, qint64 minor) {
            QTest::addRow("%s %s %s", locale, currency, typed) << QString::fromLatin1(locale) << QString::fromLatin1(currency)
                                                               << QString::fromUtf8(typed) << minor;
        };
        for (const char* locale : {"C", "en_US", "de_DE", "fr_FR", "de_CH"}) {
            row(locale, "USD", "12,5", 1250);
            row(locale, "USD", "12.5", 1250);
            row(locale, "USD", "14,90", 1490);
            row(locale, "USD", "14.90", 1490);
            row(locale, "USD", "1.234,56", 123456);
            row(locale, "USD", "1,234.56", 123456);
            row(locale, "USD", "1 234,56", 123456);
            row(locale, "USD", "1,234,567", 123456700);
            row(locale, "USD", "1200", 120000);
            row(locale, "USD", "12,34.56", -1);
            row(locale, "USD", "1,2,3", -1);
            row(locale, "USD", "12,3456", -1);
            row(locale, "USD", "0,125", -1);
            row(locale, "USD", "12,", -1);
            row(locale, "USD", "-5", -1);
            row(locale, "USD", "12 5", -1);
            row(locale, "USD", "12x", -1);
            row(locale, "JPY", "12,5", -1);
        }
        row("en_US", "USD", "1,200", 120000);
        row("C", "USD", "1,200", 120000);
        row("en_US", "USD", "1.200", -1);
        row("de_DE", "USD", "1.200", 120000);
        row("de_DE", "USD", "1,200", -1);
        row("en_US", "KWD", "1.250", 1250);
        row("en_US", "JPY", "1,200", 1200);
    }

    void typedAmounts()
    {
        QFETCH(QString, locale);
        QFETCH(QString, currency);
        QFETCH(QString, typed);
        QFETCH(qint64, minor);
        const QLocale where(locale);
        const auto money = readMoney(typed, *Currency::fromCode(currency), where);
        QCOMPARE(money ? money->minor() : -1, minor);
        if (!money) {
            QVERIFY(money.error().detail.size() > 20);
            return;
        }
        // What a field shows reads back as the same amount.
        const auto again = readMoney(editableMoney(*money, where), money->currency(), where);
        QVERIFY(again && *again == *money);
    }

    void escapeAsksBeforeItDiscards()
    {
        ReasonDialog dialog({QStringLiteral("Reject?"), QStringLiteral("Read by Clara."), QStringLiteral("Reject")}, nullptr);
        dialog.show();
        auto* text = find<QPlainTextEdit>(&dialog, "reason.text");
        text->setPlainText(QStringLiteral("The outline says twelve."));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        auto* ask = dialog.findChild<ConfirmDialog*>(QStringLiteral("discard"));
        QVERIFY(ask && ask->isVisible());
        QVERIFY(dialog.isVisible());
        find<QPushButton>(ask, "discard.cancel")->click();
        QVERIFY(dialog.isVisible());
        QCOMPARE(text->toPlainText(), QStringLiteral("The outline says twelve."));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        dialog.close(); // the window's cross
        QVERIFY(dialog.isVisible());
        ask = dialog.findChild<ConfirmDialog*>(QStringLiteral("discard"));
        QVERIFY(ask);
        find<QPushButton>(ask, "discard.submit")->click();
        QVERIFY(!dialog.isVisible());
    }

    void escapeClosesWhatHoldsNothing()
    {
        ReasonDialog dialog({QStringLiteral("Reject?"), QStringLiteral("Read by Clara."), QStringLiteral("Reject")}, nullptr);
        dialog.show();
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void aCardOpensByKeyboard()
    {
        FakeServer server;
        CoverStore covers(&server);
        CataloguePage page(&server, &server.admission, &covers);
        page.resize(1200, 800);
        page.show();
        auto* grid = find<CardGrid>(&page, "catalogue.grid");
        QTRY_VERIFY(grid->model()->rowCount() > 0);
        page.activateWindow();
        grid->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(grid->currentIndex().isValid());
        QSignalSpy wanted(&page, &CataloguePage::courseWanted);
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space})
            QTest::keyClick(grid, key);
        QCOMPARE(wanted.count(), 3);
    }

    void tabReachesTheCategoriesBeforeTheCards()
    {
        FakeServer server;
        CoverStore covers(&server);
        CataloguePage page(&server, &server.admission, &covers);
        page.show();
        QTRY_VERIFY(page.findChild<QPushButton*>(QStringLiteral("filter.cat-1")));
        QStringList order;
        for (QWidget* next = find<QWidget>(&page, "catalogue.search")->nextInFocusChain(); order.size() < 400;
             next = next->nextInFocusChain())
            order.append(next->objectName());
        QVERIFY(order.indexOf(QStringLiteral("filter.cat-1")) < order.indexOf(QStringLiteral("catalogue.grid")));
    }

    void enterPressesAFocusedButton()
    {
        FakeServer server;
        CoverStore covers(&server);
        CourseDetailPage page(CourseId{QStringLiteral("course-0")}, server.gateways(), &covers);
        page.show();
        QTRY_COMPARE(page.findChild<StateStack*>()->face(), StateStack::Face::Content);
        QTest::keyClick(find<QPushButton>(&page, "course.enroll"), Qt::Key_Return);
        // What it costs is asked for and shown before anything is bought.
        QTRY_COMPARE(server.calls.value(QStringLiteral("purchaseQuote")), 1);
    }

    void aRingIsForTheKeyboardAlone()
    {
        QWidget window;
        auto* first = makeButton(ButtonKind::Secondary, QStringLiteral("One"), QStringLiteral("one"));
        auto* second = makeButton(ButtonKind::Secondary, QStringLiteral("Two"), QStringLiteral("two"));
        auto* line = row(space::m);
        line->addWidget(first);
        line->addWidget(second);
        window.setLayout(line);
        window.show();
        QApplication::setActiveWindow(&window);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::mouseClick(first, Qt::LeftButton);
        QVERIFY(first->hasFocus());
        QVERIFY(!KeyboardFocus::rings(first));
        QTest::keyClick(first, Qt::Key_Tab);
        QVERIFY(second->hasFocus());
        QVERIFY(KeyboardFocus::rings(second));
        // Who clicks and then loses the control under the pointer did not go anywhere.
        QTest::mouseClick(first, Qt::LeftButton);
        first->setEnabled(false);
        QVERIFY(!KeyboardFocus::rings(second));
    }

    void aToastStandsBelowWhatOneWorksWith()
    {
        QWidget window;
        window.resize(900, 640);
        Toast toast(&window);
        window.show();
        toast.say(QStringLiteral("Saved"), Tone::Green);
        QVERIFY(toast.geometry().top() > window.height() / 2);
        QVERIFY(window.rect().contains(toast.geometry()));
        toast.say(QString(QStringLiteral("A very long sentence about what has just been done. ")).repeated(6), Tone::Green);
        QVERIFY(window.rect().contains(toast.geometry()));
        window.resize(700, 500);
        QVERIFY(window.rect().contains(toast.geometry()));
    }

    void theTabsOfTheVaultStayWhole()
    {
        FakeServer server;
        VaultPage page(std::nullopt, &server, true);
        page.resize(1000, 800);
        page.show();
        auto* tabs = page.findChild<QTabBar*>(QStringLiteral("vault.tabs"));
        for (const int tab : {1, 0, 1}) {
            tabs->setCurrentIndex(tab);
            QCoreApplication::processEvents();
            QCOMPARE(tabs->tabRect(0).left(), 0);
            QVERIFY(tabs->rect().contains(tabs->tabRect(1)));
            for (const QToolButton* arrow : tabs->findChildren<QToolButton*>())
                QVERIFY(!arrow->isVisible());
        }
    }

    void titlesInConfirmationsAreNotMarkup()
    {
        ConfirmDialog dialog({QStringLiteral("Launch “<b>rye</b>”?"), QStringLiteral("<i>At once.</i>"), QStringLiteral("Launch")},
                             QStringLiteral("c"), nullptr);
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            QVERIFY(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'));
        QVERIFY(dialog.submitButton()->isDefault());
    }

    void aDialogGrowsWithItsWords()
    {
        ConfirmDialog dialog({QStringLiteral("Sure?"), QStringLiteral("Short."), QStringLiteral("Yes")}, QStringLiteral("c"), nullptr);
        dialog.show();
        QTest::qWait(20);
        dialog.fail(makeError(ErrorCode::Internal, QStringLiteral("A long explanation of what went wrong. ").repeated(12)));
        QTRY_VERIFY(dialog.height() >= dialog.layout()->totalHeightForWidth(dialog.width()));
        for (const QLabel* label : dialog.findChildren<QLabel*>()) {
            if (label->isVisible() && label->wordWrap()) QVERIFY(label->height() >= label->heightForWidth(label->width()));
        }
    }

    void aHighConfirmationHasItsRoomBelowTheWords()
    {
        ConfirmDialog dialog({QStringLiteral("Sure?"), QStringLiteral("Short."), QStringLiteral("Yes")}, QStringLiteral("c"), nullptr);
        dialog.resize(480, 420);
        dialog.show();
        QTest::qWait(20);
        for (const QLabel* label : dialog.findChildren<QLabel*>()) {
            if (label->isVisible() && label->wordWrap()) QVERIFY2(label->height() <= label->heightForWidth(label->width()) + 2, qPrintable(label->text()));
        }
    }

    void aColumnGrowsWithWhatComesIntoIt()
    {
        FakeServer server;
        VaultEntry entry = fakes::entries(false).first();
        server.entryAnswer = {entry};
        VaultEntryModel model(&server);
        TableView table(&model, {{VaultEntryModel::Description, 0}, {VaultEntryModel::Kind, 100}, {VaultEntryModel::Amount, 90}}, QStringLiteral("t"));
        table.resize(700, 300);
        table.show();
        model.setVault(VaultId{QStringLiteral("v")});
        QTRY_COMPARE(model.rowCount(), 1);
        const auto width = [&table](int column) { return table.view()->columnWidth(column); };
        const int before = width(VaultEntryModel::Kind);
        entry.kind = EntryKind::Withdrawal;
        entry.amount = fakes::usd(-14'092'000);
        model.update(entry);
        QVERIFY(width(VaultEntryModel::Kind) > before);
        const int chipNeeds = painting::chipSize(chip(EntryKind::Withdrawal)).width() + 16 + space::s;
        QVERIFY2(width(VaultEntryModel::Kind) >= chipNeeds + 2 * space::m, qPrintable(QString::number(width(VaultEntryModel::Kind))));
        // No figure is smaller than its neighbours.
        const int amountNeeds = painting::tabularWidth(uiFont(textsize::body), moneyText(entry.amount));
        QVERIFY2(width(VaultEntryModel::Amount) >= amountNeeds + 2 * space::m, qPrintable(QString::number(width(VaultEntryModel::Amount))));
    }

    void theRowUnderTheMouseIsColouredAsAWhole()
    {
        FakeServer server;
        VaultEntryModel model(&server);
        TableView table(&model, {{VaultEntryModel::Description, 0}, {VaultEntryModel::Kind, 140}, {VaultEntryModel::Amount, 130}}, QStringLiteral("t"));
        table.resize(700, 400);
        table.show();
        model.setVault(VaultId{QStringLiteral("v")});
        QTRY_VERIFY(model.rowCount() > 3 && table.view()->viewport()->height() > 120);
        const auto colour = [&table](int row, int column) {
            const QRect cell = table.view()->visualRect(table.view()->model()->index(row, column));
            return table.view()->viewport()->grab().toImage().pixelColor(cell.left() + 2, cell.top() + 3);
        };
        Q_EMIT table.view()->entered(table.view()->model()->index(1, VaultEntryModel::Description));
        for (const int column : {VaultEntryModel::Description, VaultEntryModel::Kind, VaultEntryModel::Amount}) {
            QCOMPARE(colour(1, column), tokens().sunken);
            QVERIFY(colour(2, column) != tokens().sunken);
        }
        QEvent gone(QEvent::Leave);
        QCoreApplication::sendEvent(table.view()->viewport(), &gone);
        QVERIFY(colour(1, VaultEntryModel::Description) != tokens().sunken);
    }

    void typingInASearchMovesNothingBelowIt()
    {
        QWidget window;
        auto* lines = column(space::s);
        auto* other = new QPushButton(QStringLiteral("Other"));
        auto* search = new SearchField(QStringLiteral("Search"), QStringLiteral("s"));
        auto* below = new QLabel(QStringLiteral("Below"));
        for (QWidget* part : std::initializer_list<QWidget*>{other, search, below})
            lines->addWidget(part);
        lines->addStretch();
        window.setLayout(lines);
        window.show();
        window.activateWindow();
        other->setFocus();
        QTRY_VERIFY(other->hasFocus());
        QTest::qWait(20);
        const int y = below->y();
        search->setFocus();
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("rye"));
        QTest::qWait(20);
        QCOMPARE(below->y(), y);
    }

    void aNotificationIsReadWhole()
    {
        FakeServer server;
        NotificationsPopover popover(server.gateways().notifications);
        popover.popUp(QPoint(0, 480));
        auto* list = find<QListView>(&popover, "notifications.list");
        QTRY_VERIFY(list->model()->rowCount() > 2);
        // The first has a sentence that one line does not hold, the third has one that it does.
        QVERIFY(list->visualRect(list->model()->index(0, 0)).height() > list->visualRect(list->model()->index(2, 0)).height());
    }

    void pointingAtADaySaysItsAmounts()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        MoneyChart chart(MoneyChart::What::Balance, QStringLiteral("chart"));
        const VaultSeries series = fakes::series(30, false);
        chart.setSeries(series);
        chart.resize(700, 260);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        auto* view = chart.findChild<QAbstractScrollArea*>(QStringLiteral("chart"));
        QVERIFY(view->viewport()->hasMouseTracking());
        const QPoint at = chart.positionOf(10);
        QVERIFY(view->viewport()->rect().contains(at));
        QTest::mouseMove(view->viewport(), at);
        QMouseEvent move(QEvent::MouseMove, at, view->viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(view->viewport(), &move);
        QVERIFY(QToolTip::text().contains(moneyText(series.points.at(10).balance)));
        QVERIFY(QToolTip::text().contains(longDayText(series.points.at(10).day.date())));
        QSignalSpy picked(&chart, &MoneyChart::dayPicked);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked.first().first().toDateTime(), series.points.at(10).day);
        QToolTip::hideText();
    }

    void aDayOfTheVaultsChartFiltersItsHistory()
    {
        FakeServer server;
        VaultPage page(std::nullopt, &server, true);
        page.show();
        const QDateTime day(QDate(2026, 3, 12), QTime(0, 0), Qt::UTC);
        page.showDay(day);
        QCOMPARE(server.lastEntryFilter.from, std::optional(day));
        QTRY_VERIFY(find<QPushButton>(&page, "vault.day")->isVisible());
    }

    void theLoginTriesAgainByItself()
    {
        FakeServer server;
        server.infoAnswers = 2; // the third question is the first that is answered
        LoginPage page(&server);
        page.show();
        QSignalSpy known(&page, &LoginPage::serverKnown);
        page.refresh();
        QTRY_VERIFY(find<QPushButton>(&page, "login.retry")->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(known.count(), 1, 8000);
        QVERIFY(!page.findChild<Notice*>()->isVisible());
    }

    void nothingOfANoticeIsCut()
    {
        FakeServer server(fakes::Mode::Offline);
        LoginPage page(&server);
        page.resize(1000, 700);
        page.show();
        page.refresh();
        QTRY_VERIFY(page.findChild<Notice*>()->isVisible());
        QTest::qWait(30);
        for (const QLabel* label : page.findChild<Notice*>()->findChildren<QLabel*>()) {
            if (label->isVisible() && label->wordWrap()) QVERIFY(label->height() >= label->heightForWidth(label->width()));
        }
    }

    void theErrorOfAPasswordIsReadable()
    {
        FakeServer server;
        RegisterPage page(&server);
        page.resize(1000, 760);
        page.show();
        find<QLineEdit>(&page, "register.name")->setText(QStringLiteral("Ada Byron"));
        find<QLineEdit>(&page, "register.email")->setText(QStringLiteral("ada@example.org"));
        QTest::keyClicks(find<QLineEdit>(&page, "register.password"), QStringLiteral("password1234"));
        QTest::keyClick(find<QLineEdit>(&page, "register.name"), Qt::Key_Return); // Enter submits from everywhere
        QTest::qWait(30);
        QCOMPARE(shownErrors(&page).size(), 1);
        const QString error = shownErrors(&page).first();
        int said = 0;
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            if (!label->isVisible()) continue;
            if (label->text().contains(error)) ++said;
            if (label->wordWrap()) QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        }
        QCOMPARE(said, 1);
    }

    void registrationSaysEverythingThatIsWrong()
    {
        FakeServer server;
        RegisterPage page(&server);
        page.show();
        find<QPushButton>(&page, "register.submit")->click();
        QCOMPARE(shownErrors(&page).size(), 3);
        QTest::keyClicks(find<QLineEdit>(&page, "register.email"), QStringLiteral("a"));
        QCOMPARE(shownErrors(&page).size(), 2);
    }

    void aForgottenPasswordIsReplacedByTheCode()
    {
        FakeServer server;
        ResetPage page(&server);
        page.show();
        page.start(QStringLiteral("samuel@post.example"));
        find<QPushButton>(&page, "reset.send")->click();
        QTRY_VERIFY(find<QLineEdit>(&page, "reset.code")->isVisible());
        QTest::keyClicks(find<QLineEdit>(&page, "reset.code"), QStringLiteral("1234"));
        QTest::keyClicks(find<QLineEdit>(&page, "reset.password"), QStringLiteral("quiet otter 41 lantern"));
        find<QPushButton>(&page, "reset.submit")->click();
        QCOMPARE(shownErrors(&page).size(), 1);
        QTest::keyClicks(find<QLineEdit>(&page, "reset.code"), QStringLiteral(" 56-78"));
        QSignalSpy in(&page, &ResetPage::loggedIn);
        find<QPushButton>(&page, "reset.submit")->click();
        QTRY_COMPARE(in.count(), 1);
        QCOMPARE(server.lastReset.code, QStringLiteral("12345678"));
    }

    void aWrongCurrentPasswordIsSaidAtItsField()
    {
        FakeServer server;
        PasswordDialog dialog(fakes::user(Role::Teacher), &server, nullptr);
        dialog.show();
        QTest::keyClicks(find<QLineEdit>(&dialog, "password.current"), QStringLiteral("old words here"));
        QTest::keyClicks(find<QLineEdit>(&dialog, "password.new"), QStringLiteral("quiet otter 41 lantern"));
        server.failNext.insert(QStringLiteral("changePassword"), makeError(ErrorCode::WrongCredentials));
        find<QPushButton>(&dialog, "password.submit")->click();
        QTRY_COMPARE(shownErrors(&dialog).size(), 1);
        QVERIFY(dialog.isVisible());
        QSignalSpy changed(&dialog, &PasswordDialog::changed);
        find<QPushButton>(&dialog, "password.submit")->click();
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(!dialog.isVisible());
    }

    void anUploadThatWaitsSaysSo()
    {
        UploadListModel model;
        UploadsPanel panel(&model);
        auto* upload = new fakes::FakeUpload(QStringLiteral("lesson.mp4"), 944'000'000, nullptr);
        model.add(upload, QStringLiteral("content:x"));
        upload->set(Upload::State::Queued, 759'000'000, makeError(ErrorCode::Offline));
        bool said = false;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            said = said || label->text().startsWith(QStringLiteral("Waiting for the connection"));
        QVERIFY(said);
        upload->set(Upload::State::Failed, 944'000'000, makeError(ErrorCode::UnsupportedMedia, QStringLiteral("This is not a video.")));
        said = false;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            said = said || label->text().contains(QStringLiteral("This is not a video."));
        QVERIFY(said);
    }
};

QTEST_MAIN(TestInput)
#include "tst_input.moc"
