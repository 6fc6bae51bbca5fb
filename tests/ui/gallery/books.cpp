#include "gallery/registry.h"
#include "ui/admin/byhanddialog.h"
#include "ui/admin/debtspage.h"
#include "ui/admin/disputeanswerdialog.h"
#include "ui/admin/disputespage.h"
#include "ui/admin/monthreportpage.h"
#include "ui/admin/paperspage.h"
#include "ui/admin/paymentspage.h"
#include "ui/admin/receiptdialog.h"
#include "ui/admin/reconciliationpage.h"
#include "ui/admin/refundspage.h"
#include "ui/admin/reportspage.h"
#include "ui/admin/withdrawalcontentspage.h"
#include "ui/admin/withdrawalspage.h"
#include "ui/kit/tableview.h"

namespace lectern::gallery {

using fakes::FakeServer;
using fakes::Mode;

namespace {

/// Chooses a row as soon as there is one; then what else is to be pressed.
template <class Page>
Page* chosen(Page* page, int row, const char* press = nullptr)
{
    auto* table = page->template findChild<TableView*>();
    const QString button = QLatin1String(press);
    QObject::connect(
        table->view()->model(), &QAbstractItemModel::rowsInserted, page,
        [page, table, row, button] {
            table->selectRow(row);
            if (!button.isEmpty()) page->template findChild<QPushButton*>(button)->click();
        },
        Qt::QueuedConnection);
    return page;
}

QWidget* paymentsAt(FakeServer& s, int row) { return chosen(new PaymentsPage(&s, &s, &s.purchases), row); }

/// What a click on a bar of a report shows.
QWidget* paymentsBehind(FakeServer& s)
{
    auto* page = new PaymentsPage(&s, &s, &s.purchases);
    PaymentScope scope;
    scope.filter.moment = PaymentMoment::Sold;
    scope.filter.from = QDateTime(QDate(2026, 10, 1), QTime(0, 0), Qt::UTC);
    scope.filter.until = QDateTime(QDate(2026, 11, 1), QTime(0, 0), Qt::UTC);
    scope.filter.currency = QStringLiteral("USD");
    scope.filter.courseId = CourseId{QStringLiteral("course-0")};
    scope.courseTitle = QStringLiteral("Piano for adults: from the first note to Satie");
    page->showScope(scope);
    return page;
}

QWidget* reportOf(FakeServer& s, const char* kind)
{
    auto* page = new ReportsPage(&s.books, &s);
    page->findChild<QPushButton*>(QStringLiteral("filter.") + QLatin1String(kind))->click();
    return page;
}

QList<Entry> moneyEntries()
{
    return {{QStringLiteral("PaymentsPage"), [](FakeServer& s) { return new PaymentsPage(&s, &s, &s.purchases); }, allModes()},
            {QStringLiteral("PaymentsPage-behind"), [](FakeServer& s) { return paymentsBehind(s); }, {Mode::Full, Mode::Empty}},
            {QStringLiteral("PaymentsPage-receipts"), [](FakeServer& s) { return paymentsAt(s, 4); }, {Mode::Full}},
            {QStringLiteral("PaymentsPage-waiting"), [](FakeServer& s) { return paymentsAt(s, 10); }, {Mode::Full}},
            {QStringLiteral("PaymentsPage-disputed"), [](FakeServer& s) { return paymentsAt(s, 1); }, {Mode::Full}},
            {QStringLiteral("PapersPage"), [](FakeServer& s) { return new PapersPage(&s.purchases); }, allModes()},
            {QStringLiteral("RefundsPage"), [](FakeServer& s) { return new RefundsPage(&s); }, allModes()},
            {QStringLiteral("WithdrawalsPage"), [](FakeServer& s) { return new WithdrawalsPage(&s, &s.payoutAccounts, fakes::user(Role::Admin).id); }, allModes()},
            {QStringLiteral("WithdrawalsPage-second"),
             [](FakeServer& s) { return chosen(new WithdrawalsPage(&s, &s.payoutAccounts, fakes::user(Role::Admin).id), 1); },
             {Mode::Full}},
            {QStringLiteral("WithdrawalContentsPage"),
             [](FakeServer& s) { return new WithdrawalContentsPage(fakes::withdrawals(s.mode == Mode::VeryFull).first(), &s.statements); },
             {Mode::Loading, Mode::Full, Mode::VeryFull, Mode::Failed, Mode::Offline}},
            {QStringLiteral("DisputesPage"), [](FakeServer& s) { return new DisputesPage(s.gateways()); }, allModes()},
            {QStringLiteral("DisputesPage-sent"),
             [](FakeServer& s) { return chosen(new DisputesPage(s.gateways()), 3, "disputes.showEvidence"); },
             {Mode::Full}},
            {QStringLiteral("DisputesPage-auditor"), [](FakeServer& s) { return new DisputesPage(s.gateways(), Access::ReadOnly); }, {Mode::Full}}};
}

QList<Entry> reportEntries()
{
    return {{QStringLiteral("ReconciliationPage"), [](FakeServer& s) { return new ReconciliationPage(&s.books); }, allModes()},
            {QStringLiteral("ReportsPage"), [](FakeServer& s) { return new ReportsPage(&s.books, &s); }, allModes()},
            {QStringLiteral("ReportsPage-courses"), [](FakeServer& s) { return reportOf(s, "courses"); }, {Mode::Full, Mode::VeryFull}},
            {QStringLiteral("ReportsPage-states"), [](FakeServer& s) { return reportOf(s, "states"); }, {Mode::Full}},
            {QStringLiteral("ReportsPage-conversion"), [](FakeServer& s) { return reportOf(s, "conversion"); }, {Mode::Full}},
            {QStringLiteral("ReportsPage-failures"), [](FakeServer& s) { return reportOf(s, "failures"); }, {Mode::Full}},
            {QStringLiteral("MonthReportPage"), [](FakeServer& s) { return new MonthReportPage(&s.statements, &s.books, &s); }, allModes()},
            {QStringLiteral("DebtsPage"), [](FakeServer& s) { return new DebtsPage(&s.statements); }, allModes()}};
}

QList<Entry> booksDialogEntries()
{
    return {{QStringLiteral("ReceiptDialog"),
             [](FakeServer& s) {
                 auto* dialog = new ReceiptDialog(fakes::payments(s.mode == Mode::VeryFull).at(10), &s.purchases, nullptr);
                 if (s.mode == Mode::Failed) dialog->fail(fieldError(QStringLiteral("reference"), QStringLiteral("Type the reference of the transfer.")));
                 return dialog;
             },
             {Mode::Full, Mode::VeryFull, Mode::Failed},
             true},
            {QStringLiteral("ByHandDialog"), [](FakeServer&) { return new ByHandDialog(fakes::withdrawals(false).first(), nullptr); }, {Mode::Full}, true},
            {QStringLiteral("DisputeAnswerDialog"),
             [](FakeServer& s) { return new DisputeAnswerDialog(fakes::disputes(s.mode == Mode::VeryFull).first(), s.gateways(), nullptr); },
             {Mode::Loading, Mode::Full, Mode::VeryFull, Mode::Failed, Mode::Offline},
             true}};
}

} // namespace

QList<Entry> booksEntries() { return moneyEntries() + reportEntries() + booksDialogEntries(); }

} // namespace lectern::gallery
