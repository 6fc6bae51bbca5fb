#include "fakes/fakeserver.h"
#include "ui/admin/monthreportpage.h"
#include "ui/admin/paymentspage.h"
#include "ui/admin/reportspage.h"
#include "ui/kit/reportchart.h"
#include "ui/kit/tableview.h"
#include <QDateEdit>
#include <QSignalSpy>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

/// Reports: what they draw, and the payments behind every bar and row.
class TestReports : public QObject
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
    static PaymentScope scopeOf(QSignalSpy& wanted) { return wanted.takeLast().first().value<PaymentScope>(); }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::instance().install(*qApp, ThemeMode::Light);
    }

    void aBarAndARowLeadToThePaymentsBehindThem()
    {
        FakeServer server;
        ReportsPage page(&server.books, &server);
        show(page);
        auto* chart = page.findChild<ReportChart*>();
        QTRY_COMPARE(chart->barCount(), 90);
        QCOMPARE(server.books.lastCurrency, QStringLiteral("USD"));
        QSignalSpy wanted(&page, &ReportsPage::paymentsWanted);
        find<QPushButton>(&page, "filter.courses")->click();
        QTRY_COMPARE(server.books.lastKind, ReportKind::Courses);
        QTRY_COMPARE(chart->barCount(), ReportChart::kMaxLying);
        QTest::qWait(20);
        QTest::mouseClick(find<QAbstractScrollArea>(&page, "reports.chart")->viewport(), Qt::LeftButton, {}, chart->positionOf(2));
        QCOMPARE(wanted.count(), 1);
        const PaymentScope bar = scopeOf(wanted);
        QVERIFY(bar.filter.courseId && !bar.courseTitle.isEmpty());
        QCOMPARE(bar.filter.moment, PaymentMoment::Sold);
        QCOMPARE(bar.filter.currency, QStringLiteral("USD"));
        QCOMPARE(bar.filter.from, std::optional(server.books.lastFrom));
        auto* view = find<QTableView>(&page, "reports.table");
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(2, 0)).center());
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(scopeOf(wanted).filter, bar.filter);
    }

    void everyReportLeadsToWhatItCounts()
    {
        FakeServer server;
        ReportsPage page(&server.books, &server);
        show(page);
        auto* chart = page.findChild<ReportChart*>();
        QTRY_VERIFY(chart->barCount() > 0);
        QSignalSpy wanted(&page, &ReportsPage::paymentsWanted);
        const auto* model = page.findChild<ReportModel*>();
        const auto scope = [&](const char* chip) {
            const ReportKind before = model->query().kind;
            find<QPushButton>(&page, chip)->click();
            const bool there = QTest::qWaitFor([&] { return model->query().kind != before && model->state() == PagedListModel::State::Ready; });
            if (there) Q_EMIT chart->barPicked(0);
            return wanted.isEmpty() ? PaymentScope() : scopeOf(wanted);
        };
        const PaymentScope month = scope("filter.months");
        QVERIFY(month.filter.from && month.filter.until && *month.filter.from < *month.filter.until);
        QVERIFY(scope("filter.categories").filter.categoryId);
        QVERIFY(scope("filter.teachers").filter.teacherId);
        QVERIFY(scope("filter.coupons").filter.couponCode.startsWith(QStringLiteral("HARBOUR")));
        const PaymentScope state = scope("filter.states");
        QVERIFY(state.filter.state);
        QCOMPARE(state.filter.moment, PaymentMoment::Ordered);
        QVERIFY(scope("filter.conversion").filter.courseId);
        const PaymentScope failure = scope("filter.failures");
        QCOMPARE(failure.filter.moment, PaymentMoment::Declined);
        QVERIFY(!failure.filter.declineCode.isEmpty());
    }

    void theMonthsLinesLeadToWhatTheyAreMadeOf()
    {
        FakeServer server;
        MonthReportPage page(&server.statements, &server.books, &server);
        show(page);
        auto* table = page.findChild<TableView*>();
        QTRY_VERIFY(table->view()->model()->rowCount() > 0);
        QSignalSpy payments(&page, &MonthReportPage::paymentsWanted);
        QSignalSpy places(&page, &MonthReportPage::placeWanted);
        QTRY_VERIFY(button(page, "month.figure.sales"));
        button(page, "month.figure.sales")->click();
        QCOMPARE(payments.count(), 1);
        const auto scope = payments.first().first().value<PaymentScope>();
        QCOMPARE(scope.filter.moment, PaymentMoment::Sold);
        QCOMPARE(scope.filter.until, std::optional(scope.filter.from->addMonths(1)));
        QSignalSpy ofMonth(&page, &MonthReportPage::monthOfPlaceWanted);
        for (const char* place : {"withdrawals", "refunds", "disputes"}) {
            button(page, (QByteArray("month.figure.") + place).constData())->click();
            QCOMPARE(ofMonth.last().first().toString(), QString::fromLatin1(place));
            QCOMPARE(ofMonth.last().at(1).toDate(), scope.filter.from->date());
        }
        QCOMPARE(ofMonth.count(), 3);
        button(page, "month.figure.teacher_shares")->click();
        QCOMPARE(ofMonth.takeLast().first().toString(), QStringLiteral("reports"));
        button(page, "month.figure.tax")->click();
        QVERIFY(payments.takeLast().first().value<PaymentScope>().withTax);
        QSignalSpy opened(&page, &MonthReportPage::statementWanted);
        for (int row = 0; row < table->view()->model()->rowCount(); ++row) Q_EMIT table->opened(row);
        const int ofStatement = int(opened.count());
        QSignalSpy statements(&page, &MonthReportPage::statementWanted);
        for (const char* figure : {"month.figure.platform_shares", "month.figure.gateway_fees"}) button(page, figure)->click();
        QCOMPARE(statements.count(), 2);
        QCOMPARE(payments.count() - 1 + places.count() + ofMonth.count() - 3 + ofStatement, table->view()->model()->rowCount());
    }

    void aMonthShowsItsSalesByTeacher()
    {
        FakeServer server;
        ReportsPage page(&server.books, &server);
        show(page);
        page.showMonth(QDate(2026, 1, 1), QStringLiteral("USD"));
        QTRY_COMPARE(server.books.lastFrom, QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC));
        QCOMPARE(server.books.lastUntil, QDateTime(QDate(2026, 2, 1), QTime(0, 0), Qt::UTC));
        QTRY_COMPARE(page.findChild<ReportModel*>()->query().kind, ReportKind::Teachers);
        page.showAll();
        QTRY_COMPARE(page.findChild<ReportModel*>()->query().kind, ReportKind::Days);
    }

    void thePeriodCanBeChosenByDays()
    {
        FakeServer server;
        ReportsPage page(&server.books, &server);
        show(page);
        QTRY_VERIFY(server.calls.value(QStringLiteral("report")) > 0);
        QVERIFY(!find<QDateEdit>(&page, "reports.from")->isVisible());
        find<QPushButton>(&page, "filter.custom")->click();
        QVERIFY(find<QDateEdit>(&page, "reports.from")->isVisible());
        find<QDateEdit>(&page, "reports.from")->setDate(QDate(2026, 1, 5));
        find<QDateEdit>(&page, "reports.until")->setDate(QDate(2026, 1, 7));
        QTRY_COMPARE(server.books.lastFrom, QDateTime(QDate(2026, 1, 5), QTime(0, 0), Qt::UTC));
        QCOMPARE(server.books.lastUntil, QDateTime(QDate(2026, 1, 8), QTime(0, 0), Qt::UTC));
    }

    void theChartIsAPicture()
    {
        FakeServer server;
        ReportsPage page(&server.books, &server);
        show(page);
        auto* chart = page.findChild<ReportChart*>();
        QTRY_VERIFY(chart->barCount() > 0);
        QVERIFY(QImage::fromData(chart->png()).width() > 300);
    }

    void aMonthIsExportedWithItsAccounts()
    {
        FakeServer server;
        MonthReportPage page(&server.statements, &server.books, &server);
        show(page);
        QTRY_VERIFY(page.findChild<TableView*>()->view()->model()->rowCount() > 0);
        const QDate today = QDateTime::currentDateTimeUtc().date();
        QCOMPARE(server.statements.lastMonth, QDate(today.year(), today.month(), 1).addMonths(-1).toString(QStringLiteral("yyyy-MM")));
        const QString csv = page.csv();
        QVERIFY(csv.contains(QStringLiteral("platform_result,1574.64,USD")));
        QVERIFY(find<QLabel>(&page, "month.basis")->text().contains(QStringLiteral("before refunds")));
        QVERIFY(csv.contains(QStringLiteral("tax_payable,-3869.00,129.00,2016.30,-5756.30,USD")));
        find<QToolButton>(&page, "month.previous")->click();
        QTRY_COMPARE(server.statements.lastMonth, QDate(today.year(), today.month(), 1).addMonths(-2).toString(QStringLiteral("yyyy-MM")));
    }
};

QTEST_MAIN(TestReports)
#include "tst_reports.moc"
