#include "fakes/fakeserver.h"
#include "ui/account/connectpage.h"
#include "ui/account/loginpage.h"
#include "ui/account/registerpage.h"
#include "ui/shell/applink.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

class TestAccount : public QObject
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

    void loginSaysWhatIsWrongAtItsField()
    {
        FakeServer server;
        LoginPage page(&server);
        find<QLineEdit>(&page, "login.email")->setText(QStringLiteral("not an address"));
        find<QPushButton>(&page, "login.submit")->click();
        QCOMPARE(server.calls.value(QStringLiteral("login")), 0);
        QCOMPARE(shownErrors(&page).size(), 1);
        QVERIFY(find<QLineEdit>(&page, "login.email")->property("invalid").toBool());
    }

    void aRefusedLoginKeepsTheAddressAndSaysWhy()
    {
        FakeServer server;
        server.failNext.insert(QStringLiteral("login"), makeError(ErrorCode::WrongCredentials));
        LoginPage page(&server);
        find<QLineEdit>(&page, "login.email")->setText(QStringLiteral("ines@lindau.example"));
        find<QLineEdit>(&page, "login.password")->setText(QStringLiteral("wrong"));
        QSignalSpy in(&page, &LoginPage::loggedIn);
        find<QPushButton>(&page, "login.submit")->click();
        QTRY_VERIFY(!page.findChild<Notice*>()->text().isEmpty());
        QCOMPARE(find<QLineEdit>(&page, "login.email")->text(), QStringLiteral("ines@lindau.example"));
        QCOMPARE(in.count(), 0);
        QVERIFY(find<QPushButton>(&page, "login.submit")->isEnabled());
    }

    void pressingLogInTwiceAsksOnce()
    {
        FakeServer server;
        server.held.insert(QStringLiteral("login"));
        LoginPage page(&server);
        find<QLineEdit>(&page, "login.email")->setText(QStringLiteral("ines@lindau.example"));
        find<QLineEdit>(&page, "login.password")->setText(QStringLiteral("demo-demo-demo"));
        auto* submit = find<QPushButton>(&page, "login.submit");
        submit->click();
        QTest::keyClick(find<QLineEdit>(&page, "login.password"), Qt::Key_Return);
        QCOMPARE(server.calls.value(QStringLiteral("login")), 1);
    }

    void demoAccountsAreThereOnlyWhenTheServerListsThem()
    {
        FakeServer demo;
        LoginPage with(&demo);
        with.refresh();
        QTRY_COMPARE(with.findChildren<ChoiceCard*>().size(), 3);
        FakeServer production(fakes::Mode::Empty);
        LoginPage without(&production);
        QSignalSpy known(&without, &LoginPage::serverKnown);
        without.refresh();
        QTRY_COMPARE(known.count(), 1);
        QCOMPARE(without.findChildren<ChoiceCard*>().size(), 0);
    }

    void oneClickOnADemoAccountLogsIn()
    {
        FakeServer server;
        LoginPage page(&server);
        page.refresh();
        QTRY_VERIFY(find<ChoiceCard>(&page, "login.demo.1"));
        QSignalSpy in(&page, &LoginPage::loggedIn);
        find<ChoiceCard>(&page, "login.demo.1")->click();
        QTRY_COMPARE(in.count(), 1);
        QCOMPARE(in.first().first().value<User>().role, Role::Teacher);
    }

    void registrationRefusesAnObviousPasswordBeforeAsking()
    {
        FakeServer server;
        RegisterPage page(&server);
        find<QLineEdit>(&page, "register.name")->setText(QStringLiteral("Ada Byron"));
        find<QLineEdit>(&page, "register.email")->setText(QStringLiteral("ada@example.org"));
        find<QLineEdit>(&page, "register.password")->setText(QStringLiteral("1111111111"));
        find<QPushButton>(&page, "register.submit")->click();
        QCOMPARE(server.calls.value(QStringLiteral("registerUser")), 0);
        QCOMPARE(shownErrors(&page).size(), 1);
    }

    void anAddressThatIsTakenIsSaidAtItsField()
    {
        FakeServer server;
        server.failNext.insert(QStringLiteral("registerUser"),
                               Error{ErrorCode::AlreadyExists, QStringLiteral("email"),
                                     QStringLiteral("There is an account with this address."), 0});
        RegisterPage page(&server);
        find<ChoiceCard>(&page, "register.teacher")->click();
        find<QLineEdit>(&page, "register.name")->setText(QStringLiteral("Ada Byron"));
        find<QLineEdit>(&page, "register.email")->setText(QStringLiteral("ada@example.org"));
        find<QLineEdit>(&page, "register.password")->setText(QStringLiteral("quiet otter 41 lantern"));
        find<QPushButton>(&page, "register.submit")->click();
        QTRY_COMPARE(shownErrors(&page), QStringList{QStringLiteral("There is an account with this address.")});
        QCOMPARE(find<QLineEdit>(&page, "register.password")->text(), QStringLiteral("quiet otter 41 lantern"));
    }

    void addressesAreReadAsPeopleTypeThem()
    {
        QCOMPARE(serverUrl(QStringLiteral("learn.example.org"))->toString(),
                 QStringLiteral("https://learn.example.org"));
        QCOMPARE(serverUrl(QStringLiteral("localhost:8080"))->toString(), QStringLiteral("http://localhost:8080"));
        QVERIFY(!serverUrl(QStringLiteral("ftp://example.org")));
        QVERIFY(!serverUrl(QStringLiteral("two words")));
        QVERIFY(!serverUrl(QStringLiteral("https://user:pw@example.org")));
    }

    void theWindowGoesFromLoginToTheWorkspaceAndBack()
    {
        QTemporaryDir dir;
        QSettings store(dir.filePath(QStringLiteral("c.ini")), QSettings::IniFormat);
        ClientSettings settings(&store);
        settings.setCurrentServer(QUrl(QStringLiteral("https://learn.example.org")));
        FakeServer server;
        MainWindow window(server.gateways(), &settings);
        window.start();
        find<QLineEdit>(&window, "login.email")->setText(QStringLiteral("clara@lindau.example"));
        find<QLineEdit>(&window, "login.password")->setText(QStringLiteral("demo-demo-demo"));
        find<QPushButton>(&window, "login.submit")->click();
        QTRY_VERIFY(window.workspace());
        QVERIFY(find<QAbstractButton>(&window, "nav.vault"));
        QVERIFY(!find<QAbstractButton>(&window, "nav.audit"));
        QCOMPARE(settings.lastEmail(), QStringLiteral("clara@lindau.example"));
        Q_EMIT server.connection.sessionLost(makeError(ErrorCode::Blocked));
        QVERIFY(!window.workspace());
        bool said = false;
        for (const Notice* notice : window.findChildren<Notice*>())
            said = said || notice->text().contains(QStringLiteral("blocked"));
        QVERIFY(said);
    }

    void aLinkFromOutsideOpensWhatItIsForAndDoesNothingByItself()
    {
        QCOMPARE(appLink(QUrl(QStringLiteral("lectern://invite/abcd-2345-wxyz"))), (AppLink{AppLink::Kind::Invite, QStringLiteral("ABCD-2345-WXYZ"), {}}));
        QCOMPARE(appLink(QUrl(QStringLiteral("lectern://payments"))).kind, AppLink::Kind::Payments);
        for (const char* other : {"https://invite/ABCD-2345-WXYZ", "lectern://invite/", "lectern://withdraw/all", "file:///etc/passwd", ""})
            QCOMPARE(appLink(QUrl(QLatin1String(other))).kind, AppLink::Kind::None);
        QTemporaryDir dir;
        QSettings store(dir.filePath(QStringLiteral("c.ini")), QSettings::IniFormat);
        ClientSettings settings(&store);
        FakeServer server;
        MainWindow window(server.gateways(), &settings);
        window.show();
        window.follow(QUrl(QStringLiteral("lectern://invite/abcd-2345-wxyz"))); // before the login
        window.enter(fakes::user(Role::Student));
        auto* code = find<QLineEdit>(&window, "code.code");
        QVERIFY(code);
        QCOMPARE(code->text(), QStringLiteral("ABCD-2345-WXYZ"));
        QCOMPARE(server.calls.value(QStringLiteral("redeem")), 0); // it is for the student to press the button
        window.enter(fakes::user(Role::Student));
        QVERIFY(!find<QLineEdit>(&window, "code.code")); // a link is followed once
        window.follow(QUrl(QStringLiteral("lectern://invite/abcd-2345-wxyz?server=https%3A%2F%2Felsewhere.example.org")));
        QVERIFY(!find<QLineEdit>(&window, "code.code")); // another school's
        for (QMessageBox* box : window.findChildren<QMessageBox*>()) delete box;
        window.follow(QUrl(QStringLiteral("lectern://payments")));
        QVERIFY(find<QWidget>(&window, "payments.table"));
    }

    void theWindowStaysMaximisedWhenItIsMadeAnew()
    {
        QTemporaryDir dir;
        QSettings store(dir.filePath(QStringLiteral("c.ini")), QSettings::IniFormat);
        ClientSettings settings(&store);
        FakeServer server;
        MainWindow window(server.gateways(), &settings);
        window.showMaximized();
        QTRY_VERIFY(window.isMaximized());
        // What a web view does to its window, and what the window manager makes of it.
        QEvent anew(QEvent::WinIdChange);
        QCoreApplication::sendEvent(&window, &anew);
        window.setWindowState(Qt::WindowNoState);
        QTRY_VERIFY(window.isMaximized());
    }
};

QTEST_MAIN(TestAccount)
#include "tst_account.moc"
