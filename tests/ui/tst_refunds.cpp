#include "fakes/fakeserver.h"
#include "ui/admin/paymentspage.h"
#include "ui/admin/refunddialog.h"
#include "ui/admin/refundspage.h"
#include "ui/kit/statestack.h"
#include "ui/kit/tableview.h"
#include "ui/student/coursedetailpage.h"
#include "ui/student/mypaymentspage.h"
#include "ui/student/takebackdialog.h"
#include "ui/vault/vaultpage.h"
#include <QSignalSpy>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

class TestRefunds : public QObject
{
    Q_OBJECT

private:
    template <class T>
    static T* find(QWidget* in, const char* name)
    {
        return in->findChild<T*>(QString::fromLatin1(name));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::instance().install(*qApp, ThemeMode::Light);
    }

    void theStudentReadsTheTermsBeforeAgreeing()
    {
        FakeServer server;
        TakeBackDialog dialog({QStringLiteral("pay-0")}, QStringLiteral("Piano"), &server, nullptr);
        dialog.show();
        auto* submit = find<QPushButton>(&dialog, "takeBack.submit");
        QTRY_VERIFY(submit->isEnabled());
        const QString terms = find<QLabel>(&dialog, "takeBack.terms")->text();
        QVERIFY(terms.contains(QStringLiteral("$49.00")));
        QVERIFY(terms.contains(QStringLiteral("access")));
        QVERIFY(terms.contains(QStringLiteral("12%")));
        QVERIFY(submit->text().contains(QStringLiteral("$49.00")));
        server.failNext.insert(QStringLiteral("takeBack"), makeError(ErrorCode::GatewayBusy));
        submit->click();
        QTRY_VERIFY(!dialog.isBusy());
        QVERIFY(dialog.isVisible());
        QSignalSpy done(&dialog, &TakeBackDialog::done);
        submit->click();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(done.first().first().value<Refund>().state, RefundState::Pending);
        QCOMPARE(server.keys.at(0), server.keys.at(1));
    }

    void theRefundsOfAMonthAreTakenAwayAgainByTheirChips()
    {
        FakeServer server;
        RefundsPage page(&server);
        page.resize(1100, 700);
        page.show();
        page.showMonth(QDate(2026, 10, 1), QStringLiteral("USD"));
        const QDateTime october(QDate(2026, 10, 1), QTime(0, 0), Qt::UTC);
        QTRY_COMPARE(server.lastRefunds.from, std::optional(october));
        QCOMPARE(server.lastRefunds.until, std::optional(october.addMonths(1)));
        QCOMPARE(server.lastRefunds.currency, QStringLiteral("USD"));
        auto* time = find<QPushButton>(&page, "payments.scope.time");
        QVERIFY(time);
        QCOMPARE(time->text(), QStringLiteral("Booked in October 2026"));
        time->click();
        QTRY_VERIFY(!server.lastRefunds.from);
        QCOMPARE(server.lastRefunds.currency, QStringLiteral("USD"));
        page.showAll();
        QTRY_COMPARE(server.lastRefunds, RefundFilter{});
    }

    void outsideOfTheRulesAnAdminIsAskedAndAReasonNeeded()
    {
        FakeServer server;
        server.quoteAnswer = fakes::refundQuote(false);
        TakeBackDialog dialog({QStringLiteral("pay-0")}, QStringLiteral("Piano"), &server, nullptr);
        dialog.show();
        auto* submit = find<QPushButton>(&dialog, "takeBack.submit");
        QTRY_VERIFY(submit->isEnabled());
        QVERIFY(find<Notice>(&dialog, "takeBack.why")->text().contains(QStringLiteral("64%")));
        submit->click();
        QCOMPARE(server.calls.value(QStringLiteral("takeBack")), 0);
        find<QPlainTextEdit>(&dialog, "takeBack.reason")->setPlainText(QStringLiteral("It is not for beginners."));
        QSignalSpy done(&dialog, &TakeBackDialog::done);
        submit->click();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(done.first().first().value<Refund>().state, RefundState::Requested);
    }

    void aQuoteThatCannotBeLoadedAgreesToNothing()
    {
        FakeServer server(fakes::Mode::Offline);
        TakeBackDialog dialog({QStringLiteral("pay-0")}, QStringLiteral("Piano"), &server, nullptr);
        dialog.show();
        QTRY_VERIFY(find<QPushButton>(&dialog, "takeBack.retry")->isVisible());
        QVERIFY(!find<QPushButton>(&dialog, "takeBack.submit")->isEnabled());
        server.mode = fakes::Mode::Full;
        find<QPushButton>(&dialog, "takeBack.retry")->click();
        QTRY_VERIFY(find<QPushButton>(&dialog, "takeBack.submit")->isEnabled());
    }

    void aPartIsSharedAsTheSaleWas()
    {
        const RefundQuote quote = fakes::refundQuote(false); // 49.00: 39.20 teacher, 11.20 of it not in the vault
        const auto part = RefundDialog::consequenceOf(quote, fakes::usd(1000));
        QCOMPARE(part.teacher, fakes::usd(800));
        QCOMPARE(part.platform, fakes::usd(200));
        QVERIFY(part.owed.isZero());
        QVERIFY(!part.whole);
        const auto whole = RefundDialog::consequenceOf(quote, fakes::usd(4900));
        QCOMPARE(whole.teacher, fakes::usd(3920));
        QCOMPARE(whole.owed, fakes::usd(1120));
        QVERIFY(whole.whole);
    }

    void whereADiscountMovedTheSharesAPartFollowsThem()
    {
        RefundQuote quote = fakes::refundQuote(false);
        quote.paid = quote.refundable = fakes::usd(4720); // 59.00 less 20 %, borne by the school
        quote.teacherPart = fakes::usd(3540);
        quote.platformPart = fakes::usd(1180);
        quote.teacherFixed = fakes::usd(3540);
        quote.tax = fakes::usd(0);
        const auto part = RefundDialog::consequenceOf(quote, fakes::usd(1333));
        QCOMPARE(part.teacher, fakes::usd(999));
        QCOMPARE(part.platform, fakes::usd(334));
    }

    void theAdminSeesTheConsequenceInNumbers()
    {
        FakeServer server;
        RefundDialog dialog(fakes::payments(false).first(), &server, nullptr);
        dialog.show();
        auto* submit = find<QPushButton>(&dialog, "refund.submit");
        QTRY_VERIFY(submit->isEnabled());
        auto* amount = find<QLineEdit>(&dialog, "refund.amount");
        amount->selectAll();
        QTest::keyClicks(amount, QStringLiteral("10"));
        const QString text = find<QLabel>(&dialog, "refund.consequence")->text();
        QVERIFY(text.contains(QStringLiteral("$8.00")) && text.contains(QStringLiteral("$2.00")));
        QVERIFY(text.contains(QStringLiteral("keeps the access")));
        find<QPlainTextEdit>(&dialog, "refund.reason")->setPlainText(QStringLiteral("A lesson was missing."));
        QSignalSpy done(&dialog, &RefundDialog::done);
        submit->click();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(server.lastRefund.amount, fakes::usd(1000));
    }

    void moreThanWasPaidIsRefused()
    {
        FakeServer server;
        RefundDialog dialog(fakes::payments(false).first(), &server, nullptr);
        dialog.show();
        QTRY_VERIFY(find<QPushButton>(&dialog, "refund.submit")->isEnabled());
        auto* amount = find<QLineEdit>(&dialog, "refund.amount");
        amount->selectAll();
        QTest::keyClicks(amount, QStringLiteral("500"));
        find<QPushButton>(&dialog, "refund.submit")->click();
        QTest::qWait(20);
        QCOMPARE(server.calls.value(QStringLiteral("refund")), 0);
    }

    void aRequestIsRejectedOnlyWithAReason()
    {
        FakeServer server;
        RefundsPage page(&server);
        page.resize(1200, 700);
        page.show();
        QTRY_VERIFY(find<QPushButton>(&page, "refunds.reject")->isVisible());
        find<QPushButton>(&page, "refunds.reject")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("reason"));
        find<QPushButton>(dialog, "reason.submit")->click();
        QCOMPARE(server.calls.value(QStringLiteral("decideRefund")), 0);
        find<QPlainTextEdit>(dialog, "reason.text")->setPlainText(QStringLiteral("Four fifths were seen."));
        find<QPushButton>(dialog, "reason.submit")->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("decideRefund")), 1);
        QVERIFY(!server.lastRefundDecision.approve);
    }

    void theStudentSeesWhatBecameOfARefundAndCannotAskTwice()
    {
        FakeServer server;
        MyPaymentsPage page(&server, &server);
        page.resize(1200, 800);
        page.show();
        QTRY_VERIFY(page.findChild<QLabel*>(QStringLiteral("payment.refund")));
        // The first payment has a request that waits.
        QVERIFY(page.findChild<QLabel*>(QStringLiteral("payment.refund"))->text().contains(QStringLiteral("admin decides")));
        QVERIFY(!find<QPushButton>(&page, "payments.takeBack")->isVisible());
        page.findChild<TableView*>()->selectRow(1);
        QTRY_VERIFY(find<QPushButton>(&page, "payments.takeBack")->isVisible());
        QSignalSpy wanted(&page, &MyPaymentsPage::takeBackWanted);
        find<QPushButton>(&page, "payments.takeBack")->click();
        QCOMPARE(wanted.count(), 1);
    }

    void aDebtIsSaidAndStopsWithdrawals()
    {
        FakeServer server;
        server.owing = true;
        VaultPage page(std::nullopt, &server, true);
        page.show();
        QTRY_VERIFY(find<Notice>(&page, "vault.owed")->isVisible());
        QVERIFY(find<Notice>(&page, "vault.owed")->text().contains(QStringLiteral("$39.20")));
        QVERIFY(!find<QPushButton>(&page, "vault.withdraw")->isEnabled());
        QVERIFY(find<QPushButton>(&page, "vault.withdraw")->toolTip().contains(QStringLiteral("$39.20")));
    }

    void theCoursePagePromisesWhatTheServerSays()
    {
        FakeServer server;
        CoverStore covers(&server);
        CourseDetailPage page(CourseId{QStringLiteral("course-0")}, server.gateways(), &covers);
        page.show();
        QTRY_VERIFY(find<QLabel>(&page, "course.promise")->isVisible());
        QVERIFY(find<QLabel>(&page, "course.promise")->text().contains(QStringLiteral("30%")));
    }

    void whatIsBehindAFigureIsSaidInChipsThatGoAway()
    {
        FakeServer server;
        PaymentsPage page(&server, &server, &server.purchases);
        page.show();
        const QDateTime day(QDate(2026, 3, 12), QTime(0, 0), Qt::UTC);
        PaymentScope scope;
        scope.filter.moment = PaymentMoment::Sold;
        scope.filter.from = day;
        scope.filter.until = day.addDays(1);
        scope.filter.currency = QStringLiteral("USD");
        scope.filter.teacherId = UserId{QStringLiteral("u-1")};
        scope.teacherName = QStringLiteral("Clara Whitfield");
        page.showScope(scope);
        QCOMPARE(server.lastPaymentFilter, scope.filter);
        QVERIFY(find<QPushButton>(&page, "payments.scope.time")->text().startsWith(QStringLiteral("Sold on")));
        auto* teacher = find<QPushButton>(&page, "payments.scope.teacher");
        QVERIFY(teacher->isVisible());
        QCOMPARE(teacher->text(), QStringLiteral("Teacher: Clara Whitfield"));
        teacher->click();
        QTRY_VERIFY(!find<QPushButton>(&page, "payments.scope.teacher"));
        QVERIFY(!server.lastPaymentFilter.teacherId);
        QCOMPARE(server.lastPaymentFilter.from, std::optional(day));
        find<QPushButton>(&page, "payments.scope.time")->click();
        QTRY_VERIFY(!server.lastPaymentFilter.from);
        QCOMPARE(server.lastPaymentFilter.moment, PaymentMoment::Begun);
        find<QPushButton>(&page, "payments.scope.currency")->click();
        QTRY_COMPARE(server.lastPaymentFilter, PaymentFilter());
        // One payment alone, whatever else was chosen; the chip leads back to the list.
        page.showPayment(PaymentId{QStringLiteral("pay-1")});
        QVERIFY(find<QPushButton>(&page, "payments.scope.only")->isVisible());
        find<QPushButton>(&page, "payments.scope.only")->click();
        QTRY_VERIFY(!find<QPushButton>(&page, "payments.scope.only"));
    }

    void aSpanReadsAsADayAMonthOrFromTo()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        PaymentFilter filter;
        filter.moment = PaymentMoment::Declined;
        filter.from = QDateTime(QDate(2026, 2, 1), QTime(0, 0), Qt::UTC);
        filter.until = QDateTime(QDate(2026, 3, 1), QTime(0, 0), Qt::UTC);
        QCOMPARE(spanText(filter), QStringLiteral("Declined in February 2026"));
        filter.until = filter.from->addDays(1);
        QVERIFY(spanText(filter).startsWith(QStringLiteral("Declined on ")));
        filter.until = filter.from->addDays(9);
        QVERIFY(spanText(filter).contains(u'–'));
        filter = {};
        QVERIFY(spanText(filter).isEmpty());
    }
};

QTEST_MAIN(TestRefunds)
#include "tst_refunds.moc"
